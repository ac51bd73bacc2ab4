"""Bars: progress against time, counts by state, parts of a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from psq_desktop.charts.marks import mark
from psq_desktop.charts.shapes import (
    TONE_SOFT,
    TONE_TEXT,
    Box,
    Label,
    Measure,
    Path,
    Picture,
    Rect,
    Role,
    Shape,
    Tone,
    estimate,
    fitted,
    hatching,
    line,
)
from psq_desktop.charts.words import progress_words, sentences
from psq_desktop.french import number, typeset

OVERHANG = 2.25  # of the mark of time above and below its bar
_ROW = 16.6


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something is (1 is done, less than 0 is worse than at the start) and how much time has passed.

    ``alert``: what was declared contradicts it.
    """

    progress: float | None
    elapsed: float | None = None
    alert: bool = False
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class BarRow:
    """A named bar with its figure."""

    label: str
    value: Progress
    text: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many, of what; ``icon`` is the name of a mark."""

    label: str
    tone: Tone
    count: int
    icon: str = ""


@lru_cache(maxsize=2048)
def progress_bar(
    progress: float | None,
    elapsed: float | None,
    *,
    width: float,
    height: float = 9.0,
    alert: bool = False,
    neutral: bool = False,
    paper: bool = False,
) -> Picture:
    """A bar with the mark of time, which stands `OVERHANG` out of it. On ``paper`` what is missing is hatched."""
    value = Progress(progress, elapsed, alert, neutral)
    box = Box(0.0, OVERHANG, width, height - OVERHANG)
    return Picture(
        width, height, tuple(bar_shapes(value, box, paper=paper)), progress_words(progress, elapsed, alert=alert)
    )


def bar_shapes(value: Progress, box: Box, *, paper: bool = False) -> Iterator[Shape]:
    """A bar in a box; its mark of time stands `OVERHANG` out of it."""
    radius = 0.0 if paper else box.height / 2
    if value.progress is None:
        edge = Box(box.left + 0.4, box.top + 0.4, box.right - 0.4, box.bottom - 0.4)
        yield Rect(edge.left, edge.top, edge.width, edge.height, None, "text3", 0.8, radius, (2.0, 1.6))
    else:
        yield Rect(box.left, box.top, box.width, box.height, "track", "track_edge", 0.75, radius)
        yield from _fill(value, value.progress, box, radius, paper=paper)
    if value.elapsed is not None:
        x = box.left + box.width * min(max(value.elapsed, 0.0), 1.0)
        x = min(max(x, box.left + 0.75), box.right - 0.75)
        yield line((x, box.top - OVERHANG + 0.75), (x, box.bottom + OVERHANG - 0.75), "text", 1.5)


def _fill(value: Progress, progress: float, box: Box, radius: float, *, paper: bool) -> Iterator[Shape]:
    role: Role = "neutral" if value.neutral else "warn" if value.alert else "progress"
    if progress < 0:
        middle, out = (box.top + box.bottom) / 2, OVERHANG / 2
        back = box.left + box.height + OVERHANG
        yield Path(((box.left, middle), (back, box.top - out), (back, box.bottom + out)), None, fill="text2")
        return
    if progress > 0:
        filled = max(box.width * min(progress, 1.0), min(2 * radius, box.width))
        yield Rect(box.left, box.top, filled, box.height, role, None, radius=radius)
    if paper and value.alert and not value.neutral and value.elapsed is not None:
        left, right = box.left + box.width * min(progress, 1.0), box.left + box.width * min(value.elapsed, 1.0)
        if right - left > 1:
            yield from hatching(Box(left, box.top, right, box.bottom), role)


def bars(
    rows: Sequence[BarRow],
    width: float,
    *,
    measure: Measure = estimate,
    text: float = 8.5,
    paper: bool = False,
    row: float = _ROW,
) -> Picture:
    """One bar a line ``row`` points high, names before and figures after, hairlines between."""
    name_room = min(max((measure(typeset(each.label), text, 600) for each in rows), default=0.0), width * 0.5)
    figure_room = max((measure(each.text, text, 600) for each in rows), default=0.0)
    left, right = name_room + 10, width - figure_room - 8
    shapes: list[Shape] = []
    for i, each in enumerate(rows):
        top = i * row
        baseline = top + row / 2 + text * 0.34
        name = fitted(typeset(each.label), name_room, text, measure, 600)
        shapes.append(Label(name, 0, baseline, text, "start", 600, "text"))
        middle = top + row / 2
        shapes += bar_shapes(each.value, Box(left, middle - 3.25, max(right, left + 8), middle + 3.25), paper=paper)
        shapes.append(Label(each.text, width, baseline, text, "end", 600, "text"))
        shapes.append(line((0, top + row), (width, top + row), "grid", 0.4))
    words = [
        f"{each.label}. {progress_words(each.value.progress, each.value.elapsed, alert=each.value.alert)}"
        for each in rows
    ]
    return Picture(width, len(rows) * row + 0.5, tuple(shapes), sentences(words) or "Aucune ligne.")


def counts(rows: Sequence[Count], width: float, *, measure: Measure = estimate, text: float = 8.5) -> Picture:
    """As many blocks as there are things in each state, with the state's mark and word."""
    marked = _ROW * 0.8 if any(row.icon for row in rows) else 0.0
    name_room = min(max((measure(typeset(row.label), text, 400) for row in rows), default=0.0), width * 0.4)
    left = marked + name_room + 12
    room = width - left - max((measure(number(row.count), text, 600) for row in rows), default=0.0) - 8
    block = min(20.0, room / max(1, *(row.count for row in rows))) if rows else 0.0
    shapes: list[Shape] = []
    for i, row in enumerate(rows):
        top = i * _ROW
        baseline, middle = top + _ROW / 2 + text * 0.34, top + _ROW / 2
        if row.icon:
            shapes += mark(row.icon, 0, middle - text * 0.5, text)
        name = fitted(typeset(row.label), name_room, text, measure)
        shapes.append(Label(name, marked, baseline, text, "start", 400, TONE_TEXT[row.tone]))
        shapes += _blocks(row, left, middle - 4.5, block)
        shapes.append(Label(number(row.count), width, baseline, text, "end", 600, "text"))
        shapes.append(line((0, top + _ROW), (width, top + _ROW), "grid", 0.4))
    words = ", ".join(f"{row.label.lower()} : {number(row.count)}" for row in rows)
    return Picture(width, len(rows) * _ROW + 0.5, tuple(shapes), sentences([words[:1].upper() + words[1:]]) or "Rien.")


def _blocks(row: Count, left: float, top: float, block: float) -> Iterator[Shape]:
    if block < 3:
        if row.count:
            yield Rect(left, top, block * row.count, 9, row.tone)
        return
    for i in range(row.count):
        if row.tone == "neutral":
            yield Rect(left + i * block + 0.4, top + 0.4, block - 2.3, 8.2, None, "neutral", 0.8, dash=(2.0, 1.4))
        else:
            yield Rect(left + i * block, top, block - 1.5, 9, row.tone)


def stacked(
    parts: Sequence[Count], width: float, *, height: float = 13.5, measure: Measure = estimate, text: float = 8.5
) -> Picture:
    """One bar of parts, each with its mark and figure on its tint, and a stroke of its full colour."""
    shown = [part for part in parts if part.count > 0]
    total = sum(part.count for part in shown)
    shapes: list[Shape] = [] if total else [Rect(0, 0, width, height, "track", None, radius=3)]
    left = 0.0
    for i, part in enumerate(shown):
        wide = width * part.count / total
        shapes += _part(part, Box(left, 0, left + wide - (1.5 if i < len(shown) - 1 else 0), height), text, measure)
        left += wide
    words = ", ".join(f"{number(part.count)} {part.label.lower()}" for part in shown)
    return Picture(width, height, tuple(shapes), sentences([words or "Aucun"]))


def _part(part: Count, box: Box, text: float, measure: Measure) -> Iterator[Shape]:
    yield Rect(box.left, box.top, max(box.width, 0.5), box.height, TONE_SOFT[part.tone])
    yield Rect(box.left, box.bottom - 2.25, max(box.width, 0.5), 2.25, part.tone)
    figure = number(part.count)
    wide, side = measure(figure, text, 700), text
    if wide > box.width:
        return
    both = wide + side + 2.5
    x = (box.left + box.right - (both if part.icon and both < box.width else wide)) / 2
    middle = box.top + (box.height - 2.25) / 2
    if part.icon and both < box.width:
        yield from mark(part.icon, x, middle - side / 2, side)
        x += side + 2.5
    yield Label(figure, x, middle + text * 0.35, text, "start", 700, TONE_TEXT[part.tone])
