"""A survey as a workbook: its results, one line a count; its waves; the points of the chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from psq_desktop.exports import facts
from psq_desktop.exports import survey_facts as told
from psq_desktop.exports.xlsx import styles
from psq_desktop.exports.xlsx.sheet import Column, Sheet, Value, workbook_bytes
from psq_desktop.french import typeset
from psq_desktop.services.evaluation.survey_rows import Cell, SurveyDocument, Triangle, WaveSheet
from psq_desktop.wording import word

_RESULTS = (
    Column("Vague", 8, styles.NUMBER),
    Column("Question", 42),
    Column("Groupe", 22),
    Column("n du groupe", 12, styles.NUMBER),
    Column("Réponse", 24, styles.STRONG),
    Column("Effectif", 12, styles.NUMBER),
    Column("Part", 10, styles.PERCENT),
    Column("Moyenne", 11, styles.NUMBER),
)
_WAVES = (
    Column("Vague", 8, styles.NUMBER),
    Column("Du", 13, styles.DATE),
    Column("Au", 13, styles.DATE),
    Column("Mode", 24),
    Column("Choix des personnes", 22),
    Column("Population", 12, styles.NUMBER),
    Column("Contactées", 12, styles.NUMBER),
    Column("n", 9, styles.NUMBER),
    Column("Réponse", 10, styles.PERCENT),
    Column("Marge (points)", 11, styles.NUMBER),
    Column("Intervalle", 44),
    Column("À savoir", 50),
)
_POINTS = (
    Column("Voix", 14, styles.STRONG),
    Column("Mesure", 46),
    Column("Date", 13, styles.DATE),
    Column("Valeur", 11, styles.NUMBER),
    Column("Marge (points)", 11, styles.NUMBER),
    Column("n", 9, styles.NUMBER),
    Column("Cible", 11, styles.NUMBER),
)


def render(document: SurveyDocument) -> bytes:
    """The workbook's bytes."""
    reference, title = facts.reference(told.WHAT, document), typeset(document.title)
    marks = "DONNÉES FICTIVES" if document.fictional else ""
    about = (reference, document.committee, "diffusion : partenaires", told.situation(document), marks)
    subtitle = (
        typeset(" · ".join(filter(None, about))),
        typeset(f"{told.subject(document)} · {told.RULE}"),
    )
    waves = document.waves
    sheets = [
        Sheet("Résultats", title, subtitle, _RESULTS, [line for wave in waves for line in _results(wave)]),
        Sheet("Vagues", title, subtitle, _WAVES, [_wave(wave) for wave in waves]),
    ]
    if document.triangle is not None:
        sheets.append(Sheet("Graphique", title, subtitle, _POINTS, list(_points(document.triangle)), sortable=False))
    return workbook_bytes(
        sheets,
        reference=reference,
        title=f"{title}, {document.committee}",
        author=document.letterhead[0] if document.letterhead else document.committee,
        issued=document.issued_on,
    )


def _results(wave: WaveSheet) -> Iterator[Sequence[Value]]:
    for result in wave.results:
        for line in result.lines:
            named = (
                wave.row.number, typeset(result.question.text), typeset(line.group) or told.EVERYBODY,
                told.HIDDEN if line.n is None else line.n,
            )  # fmt: skip
            for answer, cell in zip(result.columns, line.cells, strict=False):
                yield (*named, typeset(answer), *_values(cell, score=not result.question.answers))


def _values(cell: Cell, *, score: bool) -> tuple[Value, Value, Value]:
    """Count, part, mean: what a question has of them, hidden or not."""
    if cell.hidden:
        return told.HIDDEN, None if score else told.HIDDEN, told.HIDDEN if score else None
    return cell.count, None if cell.percent is None else round(cell.percent / 100, 3), cell.mean


def _wave(wave: WaveSheet) -> Sequence[Value]:
    row = wave.row
    return (
        row.number, row.starts_on, row.ends_on, word(row.mode) if row.mode else "",
        word(row.sampling) if row.sampling else "", row.population, row.contacted, row.answered,
        None if row.rate is None else round(100 * row.rate, 1), None if row.margin is None else round(row.margin, 1),
        wave.interval, typeset(" ".join((*wave.cautions, wave.note)).strip()),
    )  # fmt: skip


def _points(data: Triangle) -> Iterator[Sequence[Value]]:
    for band in data.bands:
        for point in band.points:
            margin = None if point.margin is None else round(point.margin, 1)
            value = round(point.value, 1)
            yield (band.name, typeset(band.subject), point.on, value, margin, point.n, band.target)
