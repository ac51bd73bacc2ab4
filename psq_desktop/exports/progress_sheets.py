"""Sheets of the objectives' workbooks, one line an objective, a commitment, a measure or a change.

No sheet names a person: who answers for what is the partners' affair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import cache

from psq_desktop.exports import facts
from psq_desktop.exports.xlsx import looks, styles
from psq_desktop.exports.xlsx.sheet import Board, Column, Formula, Sheet, Styled, Value, workbook_bytes
from psq_desktop.french import date_long, typeset
from psq_desktop.rules import KEPT, gap_words
from psq_desktop.services.kinds import (
    CommitmentState,
    DisclosureLevel,
    MeasureState,
    OutlookState,
    ReadingStatus,
    SupportState,
)
from psq_desktop.services.steering.progress_rows import ChangeLine, Figure, IndicatorRow, ObjectiveRow, ProgressDocument
from psq_desktop.wording import word

_SQUARES = 10
_DECIMALS = 4  # the most that figures show

_OBJECTIVES = (
    Column("N°", 6, styles.STRONG),
    Column("Objectif", 38, styles.STRONG),
    Column("Pilote", 11),
    Column("Indicateur principal", 30),
    Column("Départ", 10, styles.NUMBER),
    Column("Actuel", 10, styles.NUMBER_STRONG),
    Column("Cible", 10, styles.NUMBER),
    Column("Avancement", 12, styles.PERCENT),
    Column("Sur dix", 17, styles.SQUARES),
    Column("Temps écoulé", 10, styles.PERCENT),
    Column("Échéance", 15, styles.DATE),
    Column("Appréciation", 22, styles.STRONG, looks.OUTLOOKS),
    Column("Alerte d’écart", 18),
    Column("Dernier relevé", 14, styles.DATE),
)
_PROGRESS_LETTER = "H"
_COMMITMENTS = (
    Column("N°", 6, styles.STRONG),
    Column("Objectif", 28),
    Column("Partenaire", 24, styles.STRONG),
    Column("Part de l’objectif", 42),
    Column("État", 15, styles.STRONG, looks.COMMITMENTS),
    Column("Échéance", 14, styles.DATE),
    Column("Retard (jours)", 9, styles.NUMBER),
    Column("Part réalisée", 10, styles.PERCENT),
    Column("Accepté le", 15, styles.DATE),
    Column("Moyens", 28),
    Column("Preuve attendue", 24),
)
_MEASURES = (
    Column("N°", 6, styles.STRONG),
    Column("Objectif", 30),
    Column("Mesure", 52, styles.STRONG),
    Column("Nature", 10),
    Column("Responsable", 26),
    Column("Échéance", 14, styles.DATE),
    Column("État", 15, styles.STRONG, looks.MEASURES),
    Column("Faite le", 14, styles.DATE),
    Column("Retard (jours)", 9, styles.NUMBER),
    Column("Preuve", 28),
)
_CHANGES = (
    Column("N°", 6, styles.STRONG),
    Column("Objectif", 32),
    Column("Nature", 14),
    Column("Ce qui a changé", 46, styles.STRONG),
    Column("Changement", 13),
    Column("Avant", 24),
    Column("Maintenant", 24),
)
_KINDS: dict[str, tuple[str, type[StrEnum] | None]] = {  # kind of a change: its word, what its codes are
    "objective": ("Objectif", None),
    "reading": ("Relevé", ReadingStatus),
    "outlook": ("Appréciation", OutlookState),
    "commitment": ("Engagement", CommitmentState),
    "measure": ("Mesure", MeasureState),
    "support": ("Appui", SupportState),
}
_FIELDS = {"due": "Échéance", "pilot": "Pilote"}  # of an objective
_CHANGED = {"added": "Ajout", "changed": "Modification", "removed": "Suppression"}


def heading(document: ProgressDocument, legend: str = "") -> tuple[str, str]:
    """Two lines under a sheet's title: what document this is, of which day; then how to read the sheet."""
    stopped = f"données arrêtées au {date_long(document.as_of, weekday=False)}"
    second = " · ".join(text for text in (legend, marks(document)) if text)
    return typeset(f"{identity(document)} · {stopped}"), typeset(second)


def identity(document: ProgressDocument) -> str:
    """« TB-QRR/2026/11 · diffusion : partenaires », and whose objectives these are when not everybody's."""
    whose = f" · objectifs auxquels participe {document.partner.name}" if document.partner else ""
    return typeset(f"{document.reference} · diffusion : {word(document.level).lower()}{whose}")


def marks(document: ProgressDocument) -> str:
    """« RESTREINT · DONNÉES FICTIVES », or nothing."""
    found = (
        ("RESTREINT", document.level is DisclosureLevel.RESTRICTED),
        ("DONNÉES FICTIVES", document.fictional),
    )
    return " · ".join(text for text, shown in found if shown)


def finish(document: ProgressDocument, title: str, sheets: Sequence[Sheet | Board]) -> bytes:
    """The workbook's bytes."""
    return workbook_bytes(
        sheets,
        reference=identity(document),
        title=typeset(f"{title}, {document.committee}"),
        author=document.letterhead[0] if document.letterhead else document.committee,
        issued=document.as_of,
    )


def measured(
    of: Figure | IndicatorRow | ChangeLine, value: float | None, style: str = styles.NUMBER, levels: Sequence[str] = ()
) -> Value:
    """The number as it is, shown with the decimals it has and its sign %; of levels, the level's name."""
    if value is None:
        return None
    if levels and (name := level_name(levels, value)):
        return Styled(name, style)
    shown = next((d for d in range(of.decimals, _DECIMALS) if round(value, d) == value), max(of.decimals, _DECIMALS))
    return Styled(value, style, _pattern(shown, of.unit if of.unit in ("%", "‰") else ""))


@cache
def _pattern(decimals: int, sign: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + (f'"\u202f{sign}"' if sign else "")
    return f'{pattern};"−"{pattern}'


def level_name(levels: Sequence[str], value: float) -> str:
    """What a level is called; values of levels are their ranks from 1."""
    known = value == round(value) and 1 <= value <= len(levels)
    return typeset(levels[round(value) - 1]) if known else ""


# ---------------------------------------------------------------- the sheets


def objectives_sheet(document: ProgressDocument) -> Sheet:
    """One line an objective with its main indicator."""
    rows = (_objective(sheet.row, row) for row, sheet in enumerate(document.sheets, 6))
    legend = "Un objectif par ligne, avec son indicateur principal"
    return Sheet("Objectifs", "Objectifs", heading(document, legend), _OBJECTIVES, rows)


def _objective(row: ObjectiveRow, number: int) -> Sequence[Value]:
    f = row.figure
    values = (None,) * 4 if f is None else (
        typeset(f.title), *(measured(f, v, style, f.levels) for v, style in (
            (f.baseline, styles.NUMBER), (f.value, styles.NUMBER_STRONG), (f.target, styles.NUMBER),
        )),
    )  # fmt: skip
    return (
        row.code,
        typeset(row.title),
        row.acronym or typeset(row.pilot),
        *values,
        row.progress,
        None if row.progress is None else _squares(f"{_PROGRESS_LETTER}{number}"),
        row.elapsed,
        row.due,
        word(row.outlook),
        gap_words(row.gap) if row.gap else None,
        row.last_report,
    )


def _squares(cell: str) -> Formula:
    """Full and empty squares: a bar that prints the same everywhere."""
    full = f"MAX(0,MIN({_SQUARES},ROUND({cell}*{_SQUARES},0)))"
    return Formula(f'REPT("■",{full})&REPT("□",{_SQUARES}-{full})')


def commitments_sheet(document: ProgressDocument) -> Sheet:
    """One line a partner's share of an objective."""
    rows = (
        (
            sheet.row.code, typeset(sheet.row.title), typeset(c.partner), typeset(c.text), word(c.state), c.due,
            c.late_days or None, None if c.share is None else c.share / 100, c.accepted_on, typeset(c.means),
            typeset(c.proof),
        )
        for sheet in document.sheets
        for c in sheet.commitments
    )  # fmt: skip
    return Sheet("Engagements", "Engagements des partenaires", heading(document, KEPT), _COMMITMENTS, rows)


def measures_sheet(document: ProgressDocument) -> Sheet:
    """One line a step or milestone."""
    rows = (
        (
            sheet.row.code, typeset(sheet.row.title), typeset(m.text), "Jalon" if m.milestone else "Étape",
            typeset(m.owner), m.due, word(m.state), m.done_on, m.late_days or None, typeset(m.proof),
        )
        for sheet in document.sheets
        for m in sheet.measures
    )  # fmt: skip
    return Sheet("Mesures", "Mesures", heading(document), _MEASURES, rows)


def changes_sheet(document: ProgressDocument) -> Sheet | None:
    """What changed since the last meeting, if anything did."""
    since = document.since
    if since.meeting_number is None or since.meeting_date is None or not since.lines:
        return None
    title = f"Depuis la séance n° {since.meeting_number} du {date_long(since.meeting_date, weekday=False)}"
    return Sheet("Changements", typeset(title), heading(document), _CHANGES, _changes(document))


def _changes(document: ProgressDocument) -> Iterator[Sequence[Value]]:
    levels = {i.id: i.levels for sheet in document.sheets for i in sheet.indicators}
    for line in document.since.lines:
        named = levels.get(line.indicator_id or 0, ())
        field = _FIELDS.get(line.subject) if line.kind == "objective" else None
        yield (
            line.code,
            typeset(line.title),
            _KINDS[line.kind][0],
            field or typeset(line.subject),
            _CHANGED[line.change],
            _told(line, line.before, named),
            _told(line, line.after, named),
        )


def _told(line: ChangeLine, value: object, levels: Sequence[str]) -> Value:
    """A state or a level by its word, a date or a number as it is."""
    if isinstance(value, date):
        return Styled(value, styles.DATE)
    if isinstance(value, int | float):
        return measured(line, value, styles.WORDS, levels)
    vocabulary = _KINDS[line.kind][1]
    if vocabulary is not None and value in tuple(vocabulary):
        return word(vocabulary(str(value)))
    return typeset(facts.capital(str(value))) if value is not None else None
