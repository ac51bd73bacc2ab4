"""The first page of the progress workbook: key figures, declared outlooks, progress by axis, two charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from psq_desktop.exports.progress_sheets import identity, marks
from psq_desktop.exports.xlsx import looks, styles
from psq_desktop.exports.xlsx.cells import Plain
from psq_desktop.exports.xlsx.charts import Bars, Chart
from psq_desktop.exports.xlsx.sheet import Board, Line, Styled, Value
from psq_desktop.french import date_long, number, percent, typeset
from psq_desktop.rules import ELAPSED, PROGRESS, gap_rule
from psq_desktop.services.facts import points
from psq_desktop.services.kinds import DisclosureLevel, OutlookState
from psq_desktop.services.steering.progress_rows import ProgressDocument
from psq_desktop.wording import word

TITLE = "Avancement des objectifs concertés"
_WIDTHS = (30, 11, 11, 22, 34, 13, 14, 15)
_LEFT, _RIGHT = 1, 5  # columns where the two halves begin
_HEADER_ROW, _HEADER_HEIGHT = 9, 34
_CHART_HEIGHT, _CHART_LINES = 9.2, 14  # centimetres, and the lines of 20 points that they cover
_FILLS = {
    OutlookState.SECURED: "23824E",
    OutlookState.ATTAINABLE: "175CA8",
    OutlookState.SUPPORT_NEEDED: "B36F00",
    OutlookState.COMPROMISED: "C23038",
    OutlookState.UNKNOWN: "848DA0",
}
_PROGRESS_FILL = "2741B3"
_EMPTY = "Case vide : rien n’a été transmis, ce qui n’est pas zéro."

_Cells = Sequence[Value]


def board(document: ProgressDocument) -> Board:
    """The sheet « Synthèse »."""
    left, right = _outlooks(document), _axes(document)
    height = max(len(left), len(right))
    pairs = zip(_padded(left, height), _padded(right, height), strict=True)
    header, *rows = (Line(_side_by_side(a, b)) for a, b in pairs)
    tables = [header._replace(height=_HEADER_HEIGHT), *rows]
    lines = [*_head(document), *tables, *[Line(())] * (_CHART_LINES + 1 if document.sheets else 0), *_rules(document)]
    last = _HEADER_ROW + len(OutlookState)
    return Board(
        "Synthèse",
        _WIDTHS,
        lines,
        {f"A{_HEADER_ROW + 1}:A{last}": looks.OUTLOOKS},
        _charts(document, _HEADER_ROW + height + 1) if document.sheets else {},
    )


def _head(document: ProgressDocument) -> list[Line]:
    place = ", ".join(part for part in (document.city, document.district) if part)
    if document.population is not None:
        place += f" ({number(document.population)} habitants)"
    stopped = f"Données arrêtées au {date_long(document.as_of, weekday=False)}."
    subtitle = f"{place}. {stopped}" if place else stopped
    figures = _key_figures(document)
    mark = Styled(marks(document), styles.MARK)
    sections = ("Appréciation déclarée", "Avancement et temps écoulé par axe")
    return [
        Line(_across({1: Styled(TITLE, styles.TITLE), len(_WIDTHS): mark}), 28),
        Line((Styled(typeset(subtitle), styles.SUBTITLE),), 18),
        Line((Styled(identity(document), styles.SUBTITLE),), 18),
        Line((), 14),
        Line(_across({column: Styled(value, styles.KEY, pattern) for column, value, pattern, _ in figures}), 36),
        Line(_across({column: Styled(text, styles.KEY_WORDS) for column, _, _, text in figures}), 20),
        Line((), 18),
        Line(_across({c: Styled(s, styles.SECTION) for c, s in zip((_LEFT, _RIGHT), sections, strict=True)}), 24),
    ]


def _key_figures(document: ProgressDocument) -> tuple[tuple[int, Plain, str, str], ...]:
    """Column, figure, its format, its words."""
    count = len(document.sheets)
    confident = sum(sheet.row.outlook.confident for sheet in document.sheets)
    late = document.late_decisions
    time = f", pour {percent(document.elapsed)} du temps" if document.elapsed is not None else ""
    unknown = document.progress is None
    return (
        (1, count, "0", f"objectif{_s(count)} concerté{_s(count)}"),
        (2, confident, "0", f"sécurisé{_s(confident)} ou atteignable{_s(confident)}"),
        (5, "–" if unknown else document.progress, styles.PERCENT_FORMAT, typeset(f"d’avancement moyen{time}")),
        (7, late, "0", f"décision{_s(late)} en retard"),
    )


def _s(count: int) -> str:
    return "s" if count > 1 else ""


def _outlooks(document: ProgressDocument) -> list[_Cells]:
    counts = Counter(sheet.row.outlook for sheet in document.sheets)
    header = (
        Styled("Appréciation", styles.HEADER),
        Styled("Objectifs", styles.HEADER_NUMBER),
        Styled("Part", styles.HEADER_NUMBER),
    )
    total = len(document.sheets)
    rows = (
        (
            Styled(word(state), styles.STRONG),
            Styled(counts[state], styles.NUMBER),
            Styled(counts[state] / total if total else None, styles.PERCENT),
        )
        for state in OutlookState
    )  # fmt: skip
    return [header, *rows]


def _axes(document: ProgressDocument) -> list[_Cells]:
    headers = ("Avancement", "Temps écoulé", "Avance ou retard (points)")
    header = (Styled("Axe", styles.HEADER), *(Styled(text, styles.HEADER_NUMBER) for text in headers))
    rows = [_axis(typeset(axis.name), axis.progress, axis.elapsed) for axis in document.axes]
    if len(rows) > 1:
        rows.append(_axis("Ensemble", document.progress, document.elapsed))
    return [header, *rows]


def _axis(name: str, progress: float | None, elapsed: float | None) -> _Cells:
    gap = None if progress is None or elapsed is None else points(progress, elapsed)
    return (
        Styled(name, styles.STRONG),
        Styled(progress, styles.PERCENT),
        Styled(elapsed, styles.PERCENT),
        Styled(gap, styles.POINTS),
    )


def _charts(document: ProgressDocument, row: int) -> dict[str, Chart]:
    first = _HEADER_ROW + 1
    outlooks = Chart(
        first, _HEADER_ROW + len(OutlookState), _LEFT, (Bars(_LEFT + 1),),
        size=(13.0, _CHART_HEIGHT), number_format="0", fills=[_FILLS[state] for state in OutlookState],
    )  # fmt: skip
    axes = Chart(
        first, _HEADER_ROW + len(document.axes), _RIGHT,
        (Bars(_RIGHT + 1, _PROGRESS_FILL), Bars(_RIGHT + 2, bold=False)),
        size=(15.5, _CHART_HEIGHT), number_format=styles.PERCENT_FORMAT,
    )  # fmt: skip
    return {f"{get_column_letter(column)}{row}": chart for column, chart in ((_LEFT, outlooks), (_RIGHT, axes))}


def _rules(document: ProgressDocument) -> list[Line]:
    told = [f"{PROGRESS} {ELAPSED}", gap_rule(document.limits), _EMPTY]
    if document.level is not DisclosureLevel.RESTRICTED:
        told.append(f"Décisions en retard : celles que montre la version « {word(document.level).lower()} ».")
    return [Line((Styled(typeset(text), styles.NOTE),), 16) for text in told]


def _side_by_side(left: _Cells, right: _Cells) -> list[Value]:
    room = _RIGHT - _LEFT - len(left)
    return [*left, *[None] * room, *right]


def _across(cells: dict[int, Value]) -> list[Value]:
    """A line whose cells are told by their columns."""
    return [cells.get(column) for column in range(1, max(cells) + 1)]


def _padded(rows: list[_Cells], height: int) -> list[_Cells]:
    return rows + [()] * (height - len(rows))
