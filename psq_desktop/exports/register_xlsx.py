"""The decision register as a workbook: one line a decision."""

from __future__ import annotations

from collections.abc import Sequence

from psq_desktop.exports import facts
from psq_desktop.exports import register_facts as told
from psq_desktop.exports.xlsx import styles
from psq_desktop.exports.xlsx.sheet import Column, Sheet, Value, workbook_bytes
from psq_desktop.french import date_short, typeset
from psq_desktop.services.deciding.register_rows import RegisterDocument, RegisterLine
from psq_desktop.wording import word

_COLUMNS = (
    Column("N°", 8, styles.STRONG),
    Column("Nature", 10),
    Column("Décision", 42),
    Column("Pilote", 20),
    Column("Associés", 22),
    Column("Échéance", 13, styles.DATE),
    Column("État", 16),
    Column("Retard (jours)", 9, styles.NUMBER),
    Column("Reports", 9, styles.NUMBER),
    Column("Preuve attendue", 22),
    Column("Dernier suivi", 28),
    Column("Désaccords", 22),
    Column("Séance", 9, styles.NUMBER),
    Column("Décidée le", 13, styles.DATE),
    Column("Point de l’ordre du jour", 24),
    Column("Objectif", 26),
)
_HISTORY = (
    Column("Date", 13, styles.DATE),
    Column("Ce qui s’est passé", 34, styles.STRONG),
    Column("Précisions", 60),
)


def render(document: RegisterDocument) -> bytes:
    """The workbook's bytes."""
    reference, title = facts.reference(told.WHAT, document), typeset(document.title)
    marks = (text.upper() for text, _ in told.marks(document))
    subtitle = (
        typeset(" · ".join((reference, document.committee, told.diffusion(document)))),
        typeset(" · ".join((told.situation(document), *marks))),
    )
    sheets = [Sheet("Décisions", title, subtitle, _COLUMNS, (_values(line) for line in document.lines))]
    if document.single and document.lines:
        sheets.append(Sheet("Historique", title, subtitle, _HISTORY, _history(document.lines[0]), sortable=False))
    return workbook_bytes(
        sheets,
        reference=reference,
        title=f"{title}, {document.committee}",
        author=document.letterhead[0] if document.letterhead else document.committee,
        issued=document.issued_on,
    )


def _values(line: RegisterLine) -> Sequence[Value]:
    decision = line.decision
    return (
        decision.ref,
        word(decision.kind),
        typeset(decision.text),
        facts.names((decision.pilot,)) if decision.pilot else facts.NO_PILOT,
        facts.names(decision.associates),
        decision.due or facts.NO_DUE_DATE,
        word(decision.state),
        decision.late_days if facts.is_late(decision) else None,
        decision.carried_over or None,
        typeset(decision.proof),
        typeset(decision.comment),
        typeset(" ; ".join(decision.dissents)),
        decision.meeting_number,
        line.meeting_date,
        typeset(decision.item),
        told.objective(line) if line.objective else None,
    )


def _history(line: RegisterLine) -> Sequence[Sequence[Value]]:
    first = f"échéance au {date_short(line.first_due)}" if line.first_due else "sans échéance"
    made = (line.meeting_date, typeset(f"Décidée, séance n° {line.decision.meeting_number}"), typeset(first))
    return (made, *((event.on, typeset(told.happened(event)), typeset(event.comment)) for event in line.events))
