"""The roster of reservists as a workbook, names in clear: one line a person."""

from __future__ import annotations

from collections.abc import Sequence

from psq_desktop.exports import facts
from psq_desktop.exports import roster_facts as told
from psq_desktop.exports.roster_pdf import TITLE
from psq_desktop.exports.xlsx import styles
from psq_desktop.exports.xlsx.sheet import Column, Sheet, Styled, Value, workbook_bytes
from psq_desktop.french import date_long, typeset
from psq_desktop.services.reserves.roster_rows import RosterDocument, RosterLine
from psq_desktop.wording import word

_COLUMNS = (
    Column("Code", 9, styles.STRONG),
    Column("Nom", 30, styles.STRONG),
    Column("Réserve", 14),
    Column("Profil", 20),
    Column("État", 14),
    Column("Activité", 24),
    Column("Structure", 14),
    Column("Compétences et validité", 40),
    Column("Jours employés", 10, styles.NUMBER),
    Column("Plafond (jours)", 10, styles.NUMBER),
    Column("Heures du trimestre", 11, styles.NUMBER),
    Column("Plafond atteint le", 25, styles.DATE),
    Column("Agrément", 13, styles.DATE),
    Column("Fin de contrat", 13, styles.DATE),
    Column("Téléphone", 18),
    Column("Courriel", 34),
)


def render(document: RosterDocument) -> bytes:
    """The workbook's bytes. Its restriction stands in the title and in the footer of every page."""
    return workbook_bytes(
        sheets(document),
        reference=f"{facts.reference(told.ROSTER, document)} · {word(document.disclosure).upper()}",
        title=f"{TITLE}, {date_long(document.issued_on, weekday=False)}, {document.committee}",
        author=document.letterhead[0] if document.letterhead else document.committee,
        issued=document.issued_on,
    )


def sheets(document: RosterDocument) -> list[Sheet]:
    """The workbook's only sheet."""
    day = date_long(document.issued_on, weekday=False)
    marks = (text.upper() for text, _ in told.marks(document))
    about = (*marks, facts.reference(told.ROSTER, document), document.committee, told.situation(day))
    subtitle = (typeset(" · ".join(about)), typeset(told.WARNING_OF_NAMES))
    return [Sheet("Réservistes", TITLE, subtitle, _COLUMNS, (_values(line) for line in document.lines))]


def _values(line: RosterLine) -> Sequence[Value]:
    return (
        line.code,
        typeset(line.name),
        word(line.category),
        word(line.profile) if line.profile else None,
        word(line.state),
        typeset(line.activity),
        typeset(line.partner),
        "\n".join(map(told.skill, line.skills)) or None,
        line.days_used if line.ceiling is not None and not line.state.applying else None,
        line.ceiling,
        Styled(round(line.quarter_hours, 1) or None, styles.NUMBER, "General"),
        line.reached_on or (told.reached(line) if line.foretold else None),
        line.approved_on,
        line.contract_end,
        line.phone,
        line.email,
    )
