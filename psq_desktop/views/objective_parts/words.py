"""What is said of an objective in a few words."""

from __future__ import annotations

from psq_desktop.french import NBSP, figure, percent, plural, typeset
from psq_desktop.services.kinds import Direction, SupportState
from psq_desktop.services.steering.progress_rows import CommitmentRow, Figure, ObjectiveRow, ObjectiveSheet, SupportRow
from psq_desktop.views.tokens import Tone

NO_VALUE = "–"
_SHORT = 3  # letters of a unit that may be said twice
_GOALS = {Direction.NEUTRAL: "repère", Direction.ORDINAL: "visé"}


def progress(row: ObjectiveRow) -> str:
    """« 65 % », or « – » where it cannot be said."""
    return NO_VALUE if row.progress is None else percent(row.progress)


def bar_tone(row: ObjectiveRow) -> Tone:
    """Amber only while a gap alert stands; grey where nothing is judged."""
    if row.figure is not None and row.figure.direction is Direction.NEUTRAL:
        return "neutral"
    return "warning" if row.gap is not None else "accent"


def value_words(shown: Figure | None) -> str:
    """« 31 signalements, cible 23 », « aucune valeur », « aucun indicateur »."""
    if shown is None:
        return "aucun indicateur"
    if shown.value is None:
        return "plus de relevé récent" if shown.stale else "aucune valeur"
    value = _said(shown, shown.value)
    if shown.target is None:
        return value
    goal = _GOALS.get(shown.direction, "cible")
    if shown.direction is Direction.THRESHOLD:
        goal = "au plus" if shown.at_most else "au moins"
    return typeset(f"{value}, {goal}{NBSP}{_said(shown, shown.target, short=True)}")


def _said(shown: Figure, value: float, *, short: bool = False) -> str:
    if shown.levels and value == int(value) and 1 <= value <= len(shown.levels):
        return shown.levels[int(value) - 1]
    return figure(value, shown.decimals, "" if short and len(shown.unit) > _SHORT else shown.unit)


def late(sheet: ObjectiveSheet) -> tuple[CommitmentRow, ...]:
    """Commitments that are overdue, the latest first."""
    return tuple(sorted((c for c in sheet.commitments if c.late_days), key=lambda c: -c.late_days))


def late_words(commitment: CommitmentRow) -> str:
    """« Programmer trois opérations : en retard de 12 jours »."""
    return typeset(f"{commitment.text.rstrip('.')} : en retard de {plural(commitment.late_days, 'jour')}")


def asked(sheet: ObjectiveSheet) -> tuple[SupportRow, ...]:
    """Requests for support that wait for an answer."""
    return tuple(each for each in sheet.supports if each.state is SupportState.ASKED)


def asked_words(support: SupportRow) -> str:
    """« demande à la présidence : véhicules »."""
    return typeset(f"demande à {support.asked_of or 'la présidence'} : {support.text.rstrip('.')}")


def kept_words(row: ObjectiveRow) -> str:
    """« 2 engagements tenus sur 4 »."""
    if not row.taken:
        return "aucun engagement pris"
    return typeset(f"{plural(row.kept, 'engagement tenu', 'engagements tenus')} sur {row.taken}")
