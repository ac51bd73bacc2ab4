"""Who does what: objectives by partners, a mark in each cell that is concerned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psq_desktop.charts.marks import mark
from psq_desktop.charts.shapes import Box, Label, Measure, Picture, Rect, Shape, Spot, estimate, fitted, line
from psq_desktop.charts.words import sentences
from psq_desktop.french import plural, typeset

_HEAD, _ROW, _GROUP, _FOOT = 16.0, 18.4, 18.4, 17.0
_SHARE = 0.29  # of the width that the names of the rows take
_NARROWEST = 16.0  # column


@dataclass(frozen=True, slots=True)
class RowHead:
    """A row's number and name; a ``group`` is a heading over the rows that follow."""

    label: str
    number: str = ""
    group: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one column has to do with one row: a mark, maybe a figure, a frame for the pilot, a mark for an alert.

    ``words`` say all of it: « tenu, pilote ».
    """

    row: int
    column: int
    icon: str
    words: str
    text: str = ""
    pilot: bool = False
    alert: bool = False


def matrix(
    rows: Sequence[RowHead],
    columns: Sequence[str],
    cells: Sequence[Cell],
    width: float,
    *,
    corner: str = "Objectif",
    totals: Sequence[str] = (),
    measure: Measure = estimate,
    text: float = 8.5,
) -> Picture:
    """The table as a picture. No cell: not concerned. ``totals`` are one figure a column, below."""
    wide = max(width * (1 - _SHARE) / max(len(columns), 1), _NARROWEST)
    left = width - wide * len(columns)
    tops = _tops(rows)
    bottom = tops[-1] + (_FOOT if totals else 0.0)
    shapes: list[Shape] = [Rect(left + wide * i, 0, wide, bottom, "tint") for i in range(1, len(columns), 2)]
    shapes += _heads(columns, left, wide, corner, text - 1, measure)
    shapes += _names(rows, tops, left, width, text, measure)
    spots: list[Spot] = []
    for cell in cells:
        box = Box(left + wide * cell.column, tops[cell.row], left + wide * (cell.column + 1), tops[cell.row + 1])
        shapes += _cell(cell, box, text, measure)
        middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        spots.append(Spot(*middle, typeset(f"{_name(rows[cell.row])}, {columns[cell.column]} : {cell.words}")))
    if totals:
        shapes += _totals(totals, left, wide, tops[-1], width, text)
    return Picture(width, bottom + 0.5, tuple(shapes), _words(rows, columns, cells), tuple(spots))


def _tops(rows: Sequence[RowHead]) -> list[float]:
    """Upper edge of each row, and the lower edge of the last."""
    tops = [_HEAD]
    for row in rows:
        tops.append(tops[-1] + (_GROUP if row.group else _ROW))
    return tops


def _heads(
    columns: Sequence[str], left: float, wide: float, corner: str, text: float, measure: Measure
) -> Iterator[Shape]:
    baseline = _HEAD - 5
    yield Label(fitted(typeset(corner), left - 4, text, measure, 600), 0, baseline, text, "start", 600)
    for i, column in enumerate(columns):
        name = fitted(typeset(column), wide - 2, text, measure, 600)
        yield Label(name, left + wide * (i + 0.5), baseline, text, "middle", 600)


def _names(
    rows: Sequence[RowHead], tops: Sequence[float], left: float, width: float, text: float, measure: Measure
) -> Iterator[Shape]:
    yield line((0, _HEAD), (width, _HEAD), "text", 0.9)
    for row, top, bottom in zip(rows, tops, tops[1:], strict=False):
        baseline = (top + bottom) / 2 + text * 0.36
        if row.group:
            yield Label(
                fitted(typeset(row.label), width, text, measure, 700), 0, baseline, text, "start", 700, "accent_text"
            )
        else:
            x = 0.0
            if row.number:
                yield Label(row.number, 0, baseline, text, "start", 600, "text")
                x = measure(f"{row.number}  ", text, 600)
            yield Label(
                fitted(typeset(row.label), left - x - 6, text, measure), x, baseline, text, "start", 400, "text"
            )
        yield line((0, bottom), (width, bottom), "grid", 0.4)


def _cell(cell: Cell, box: Box, text: float, measure: Measure) -> Iterator[Shape]:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    side = text * 1.18
    room = box.width - 8 - (side + 2.5) * (bool(cell.icon) + cell.alert)
    words = cell.text if measure(cell.text, text - 1, 600) <= room else ""  # half a figure would be a wrong one
    parts = [side] if cell.icon else []
    parts += [measure(words, text - 1, 600)] if words else []
    parts += [side] if cell.alert else []
    both = sum(parts) + 2.5 * max(len(parts) - 1, 0)
    if cell.pilot:
        frame = min(max(both + 9, 21.0), box.width - 2)
        yield Rect(x - frame / 2, box.top + 1.6, frame, box.height - 3.2, None, "text", 1.1, 3.2)
    start = max(x - both / 2, box.left)
    if cell.icon:
        yield from mark(cell.icon, start, y - side / 2, side)
        start += side + 2.5
    if words:
        yield Label(words, start, y + (text - 1) * 0.36, text - 1, "start", 600, "text")
        start += measure(words, text - 1, 600) + 2.5
    if cell.alert:
        yield from mark("gap", min(start, box.right - side), y - side / 2, side)


def _totals(totals: Sequence[str], left: float, wide: float, top: float, width: float, text: float) -> Iterator[Shape]:
    baseline = top + _FOOT / 2 + text * 0.36
    yield line((0, top), (width, top), "text2", 0.6)
    yield Label("Engagements", 0, baseline, text, "start", 600, "text")
    for i, total in enumerate(totals):
        yield Label(total, left + wide * (i + 0.5), baseline, text, "middle", 600, "text")
    yield line((0, top + _FOOT), (width, top + _FOOT), "text2", 0.6)


def _name(row: RowHead) -> str:
    return f"{row.number} {row.label}".strip()


def _words(rows: Sequence[RowHead], columns: Sequence[str], cells: Sequence[Cell]) -> str:
    """One sentence a row."""
    counted = sum(not row.group for row in rows)
    parts = [f"Matrice de {plural(counted, 'ligne')} et {plural(len(columns), 'colonne')}"]
    for index, row in enumerate(rows):
        found = [f"{columns[cell.column]}, {cell.words}" for cell in cells if cell.row == index]
        if found:
            parts.append(f"{_name(row)} : {' ; '.join(found)}")
    return sentences(parts)
