"""The e-mails that chase the pilots of decisions, as templates and lines. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from psq_desktop.french import date_long, plural, relative_days
from psq_desktop.models.kinds import DisclosureLevel
from psq_desktop.services.deciding.decision_rows import DecisionRow
from psq_desktop.services.rounds import letters

SUBJECT = "{comité} : {nombre} en attente de votre réponse"
MESSAGE = letters.letter(
    "Voici ce que le comité a confié à votre structure ({partenaire}) et dont nous attendons des nouvelles :",
    "{décisions}",
    "Merci de nous répondre pour chaque ligne : c'est fait (joignez la preuve attendue), c'est en cours, "
    "ou bien quelle difficulté vous arrête et quelle date vous proposez.",
)


def values(
    rows: Sequence[DecisionRow], partner: str, committee: str, sender: str, contact: str, today: dt.date
) -> dict[str, str]:
    """What fills the templates. ``contact``: where to ask the one who writes."""
    return {
        "partenaire": partner,
        "comité": committee or "Suivi des décisions",
        "nombre": plural(len(rows), "décision"),
        "décisions": "\n\n".join(line(row, today) for row in rows),
        "contact": ", ".join(filter(None, (sender, contact))),
        "expéditeur": ", ".join(filter(None, (sender, committee))),
    }


def line(row: DecisionRow, today: dt.date) -> str:
    """« – D-31, séance n° 5 : Poser la serrure. Échéance : … ». The words of a restricted item stay in the office."""
    said = "décision à diffusion restreinte" if row.disclosure is DisclosureLevel.RESTRICTED else row.text.rstrip(".")
    parts = [f"– {row.ref}, séance n° {row.meeting_number} : {said}."]
    if row.due is not None:
        late = (today - row.due).days
        told = f"dépassée de {plural(late, 'jour')}" if late > 0 else relative_days(-late)
        parts.append(f"Échéance : {date_long(row.due)} ({told}).")
    else:
        parts.append("Échéance : à fixer avec vous.")
    if row.proof and row.disclosure is not DisclosureLevel.RESTRICTED:
        parts.append(f"Preuve attendue : {row.proof.rstrip('.')}.")
    return " ".join(parts)
