"""Sheets that the workbooks of a meeting share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from psq_desktop.exports import facts
from psq_desktop.exports.xlsx import styles
from psq_desktop.exports.xlsx.sheet import Column, Sheet, Value, workbook_bytes
from psq_desktop.french import date_long, typeset
from psq_desktop.services.minuting.minutes_rows import AttendanceLine, DecisionLine, MeetingDocument
from psq_desktop.wording import word

_STATE = Column("État à la séance", 18)  # not what became of it since
_DECISION_COLUMNS = (
    Column("N°", 8, styles.STRONG),
    Column("Nature", 10),
    Column("Décision", 40),
    Column("Pilote", 18),
    Column("Associés", 20),
    Column("Échéance", 13, styles.DATE),
    Column("Preuve attendue", 22),
    _STATE,
    Column("Point de l’ordre du jour", 24),
    Column("Dernier suivi", 26),
    Column("Retard (jours)", 9, styles.NUMBER),
    Column("Désaccords", 26),
)
_ATTENDANCE_COLUMNS = (
    Column("Collège", 22, styles.STRONG),
    Column("Partenaire", 38),
    Column("Sigle", 12),
    Column("Représentant", 26),
    Column("Qualité", 28),
)
_STATUS_COLUMNS = (
    Column("Statut", 14, styles.STRONG),
    Column("Représenté par", 22),
    Column("Pouvoir à", 22),
    Column("Arrivée", 10, styles.TIME),
    Column("Départ", 10, styles.TIME),
)


def subtitle(what: str, document: MeetingDocument) -> tuple[str, str]:
    """Two lines with what page 1 of the printed document says: reference and meeting, status and marks."""
    marks = (text.upper() for text, _ in facts.marks(what, document))
    meeting = f"séance n° {document.number} du {date_long(document.date)}"
    first = (facts.reference(what, document), meeting, facts.diffusion(document))
    second = (facts.status(what, document), *marks)
    return typeset(" · ".join(first)), typeset(" · ".join(second))


def decision_sheet(name: str, title: str, what: str, document: MeetingDocument, lines: Iterable[DecisionLine]) -> Sheet:
    """A register of decisions; before the meeting, states are those of the day of issue."""
    columns = tuple(Column("État", 18) if c is _STATE and not document.held else c for c in _DECISION_COLUMNS)
    return Sheet(
        name,
        title,
        subtitle(what, document),
        columns,
        (
            (
                *_decision_values(line),
                typeset(line.item),
                typeset(line.comment),
                line.late_days if facts.is_late(line) else None,
                typeset("\n".join(line.dissents)),
            )
            for line in lines
        ),
    )


def _decision_values(line: DecisionLine) -> Sequence[Value]:
    return (
        line.ref,
        word(line.kind),
        typeset(line.text),
        facts.names((line.pilot,)) if line.pilot else facts.NO_PILOT,
        facts.names(line.associates),
        line.due if line.due else facts.NO_DUE_DATE,
        typeset(line.proof),
        ", ".join(filter(None, (facts.state_text(line), facts.carried_text(line) if facts.is_late(line) else ""))),
    )


def attendance_sheet(name: str, title: str, what: str, document: MeetingDocument) -> Sheet:
    """One line a seat; before the meeting, what people announced, in the sheet's column to sign in."""
    announced = Column("Signature", 34) if what == "attendance" else Column("Annoncé", 34)
    last = _STATUS_COLUMNS if document.held else (announced,)
    return Sheet(
        name,
        title,
        subtitle(what, document),
        (*_ATTENDANCE_COLUMNS, *last),
        (
            _attendance_values(line, document.held)
            for college in facts.colleges(document)
            for line in document.attendance
            if line.college == college
        ),
    )


def _attendance_values(line: AttendanceLine, held: bool) -> Sequence[Value]:
    seat = (
        typeset(line.college) or facts.NO_COLLEGE,
        typeset(line.partner),
        line.acronym,
        typeset(line.person),
        typeset(line.role),
    )
    if not held:
        return (*seat, typeset(", ".join(facts.announced(line))) or None)
    return (
        *seat,
        facts.status_word(line),
        typeset("" if line.proxy_to else line.represented_by),
        typeset(", ".join(dict.fromkeys(filter(None, (line.proxy_to and line.represented_by, line.proxy_to))))),
        line.arrived,
        line.left,
    )


def finish(what: str, document: MeetingDocument, title: str, sheets: Sequence[Sheet]) -> bytes:
    """The workbook's bytes."""
    return workbook_bytes(
        sheets,
        reference=facts.reference(what, document),
        title=f"{title}, {document.committee}",
        author=document.letterhead[0] if document.letterhead else document.committee,
        issued=document.issued_on,
    )
