"""Sheets of the indicators: one line each, and every reading in long form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from psq_desktop.exports.progress_sheets import heading, level_name, measured
from psq_desktop.exports.xlsx import styles
from psq_desktop.exports.xlsx.sheet import Column, Sheet, Styled, Value
from psq_desktop.french import typeset
from psq_desktop.services.kinds import DisclosureLevel, Period, ReadingStatus
from psq_desktop.services.periods import label
from psq_desktop.services.steering.progress_rows import IndicatorRow, ProgressDocument, ReadingRow
from psq_desktop.wording import word

_MONTHS_SHOWN = 4
_BEFORE_MONTHS = (
    Column("N°", 6, styles.STRONG),
    Column("Indicateur", 34, styles.STRONG),
    Column("Nature", 13),
    Column("Sens attendu", 12),
    Column("Unité", 14),
    Column("Départ", 12, styles.NUMBER),
)
_AFTER_MONTHS = (
    Column("Dernière valeur", 13, styles.NUMBER_STRONG),
    Column("Période", 14),
    Column("Cible", 12, styles.NUMBER),
    Column("Source", 34),
    Column("Fourni par", 13),
)
_READINGS = (
    Column("N°", 6, styles.STRONG),
    Column("Indicateur", 34, styles.STRONG),
    Column("Période", 14),
    Column("Fin de période", 14, styles.DATE),
    Column("Valeur", 12, styles.NUMBER),
    Column("Unité ou niveau", 15),
    Column("Statut", 13),
    Column("Provisoire", 11),
    Column("Transmis le", 14, styles.DATE),
    Column("Répondants", 11, styles.NUMBER),
)
_BEHIND_READINGS = (  # the partners' affair
    Column("Commentaire", 44),
    Column("Fichier d’origine", 24),
    Column("Cellule", 10),
)
_YES, _NO = "Oui", "Non"


def indicators_sheet(document: ProgressDocument) -> Sheet:
    """One line an indicator: where it started, its last months, where it should go."""
    months = _last_months(document)
    columns = (
        *_BEFORE_MONTHS,
        *(Column(label(Period.MONTH, month), 13, styles.NUMBER) for month in months),
        *_AFTER_MONTHS,
    )
    rows = (
        _indicator(sheet.row.code, indicator, months)
        for sheet in document.sheets
        for indicator in sheet.indicators
    )  # fmt: skip
    legend = "Relevés au mois où finit leur période ; en italique : provisoire ; case vide : rien de transmis"
    return Sheet("Indicateurs", "Indicateurs", heading(document, legend), columns, rows)


def _last_months(document: ProgressDocument) -> tuple[date, ...]:
    """The last months in which a period ended for which something was sent, oldest first."""
    readings = (r for sheet in document.sheets for i in sheet.indicators for r in i.readings)
    return tuple(sorted({_month(r.ends_on) for r in readings})[-_MONTHS_SHOWN:])


def _month(day: date) -> date:
    return day.replace(day=1)


def _indicator(code: str, row: IndicatorRow, months: Sequence[date]) -> Sequence[Value]:
    by_month = {_month(r.ends_on): r for r in row.readings}  # the last of each month
    last = next((r for r in reversed(row.readings) if r.status is ReadingStatus.VALUE), None)
    return (
        code,
        typeset(row.title),
        word(row.kind),
        word(row.direction),
        typeset(row.unit),
        measured(row, row.baseline, styles.NUMBER, row.levels),
        *(_reading(row, by_month.get(month)) for month in months),
        measured(row, last.value, styles.NUMBER_STRONG, row.levels) if last else None,
        last.period if last else None,
        measured(row, row.target, styles.NUMBER, row.levels),
        typeset(row.source),
        row.provider_acronym or typeset(row.provider),
    )


def _reading(row: IndicatorRow, reading: ReadingRow | None) -> Value:
    if reading is None:
        return None
    style = styles.NUMBER_SOFT if reading.provisional else styles.NUMBER
    if reading.status is ReadingStatus.VALUE:
        return measured(row, reading.value, style, row.levels)
    return Styled(word(reading.status), style)


def readings_sheet(document: ProgressDocument) -> Sheet:
    """Every reading of every indicator: what was sent, and that nothing or « non concerné » was."""
    legend = "Un relevé par ligne ; valeur vide : le statut dit pourquoi, ce n’est pas zéro"
    public = document.level is DisclosureLevel.PUBLIC
    columns = _READINGS if public else (*_READINGS, *_BEHIND_READINGS)
    rows = (row[: len(columns)] for row in _readings(document))
    return Sheet("Relevés", "Relevés", heading(document, legend), columns, rows)


def _readings(document: ProgressDocument) -> Iterator[Sequence[Value]]:
    for sheet in document.sheets:
        code = sheet.row.code
        for indicator in sheet.indicators:
            title, unit, levels = typeset(indicator.title), typeset(indicator.unit), indicator.levels
            for r in indicator.readings:
                yield (
                    code,
                    title,
                    r.period,
                    r.ends_on,
                    measured(indicator, r.value),
                    level_name(levels, r.value) if levels and r.value is not None else unit,
                    word(r.status),
                    _YES if r.provisional else _NO,
                    r.reported_on,
                    r.sample,
                    typeset(r.comment) if r.comment else None,
                    r.origin_file,
                    r.origin_cell,
                )
