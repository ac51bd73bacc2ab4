"""Where a figure stands beside its point without covering lines or other words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from psq_desktop.charts.shapes import (
    FALL,
    RISE,
    Anchor,
    Box,
    Circle,
    Label,
    Measure,
    Path,
    Position,
    Role,
    Shape,
    Weight,
    bounds,
    label_box,
)

_SIDES: tuple[tuple[float, Anchor], ...] = ((0.0, "middle"), (2.0, "start"), (-2.0, "end"))


def beside(text: str, point: Position, size: float, weight: Weight, role: Role, away: float) -> Iterator[Label]:
    """The places for a word around a point, best first; ``away`` is the distance kept."""
    x, y = point
    above, below, level = y - away - FALL * size, y + away + RISE * size, y + (RISE - FALL) / 2 * size
    places: tuple[tuple[float, float, Anchor], ...] = (
        (x, above, "middle"),
        (x, below, "middle"),
        (x, above, "start"),
        (x, below, "start"),
        (x, above, "end"),
        (x, below, "end"),
        (x + away, level, "start"),
        (x - away, level, "end"),
        (x + away, above - away, "start"),
        (x + away, below + away, "start"),
        *((x + side, height, anchor) for height in (above - size, below + size) for side, anchor in _SIDES),
        *((x + side, height, anchor) for height in (above - 2 * size, below + 2 * size) for side, anchor in _SIDES),
    )
    for left, baseline, anchor in places:
        yield Label(text, left, baseline, size, anchor, weight, role)


def placed(places: Iterable[Label], shapes: Iterable[Shape], frame: Box, measure: Measure) -> tuple[Label, bool]:
    """The first place inside ``frame`` that covers nothing, else the one that covers least; and whether it is free."""
    strokes = [shape for shape in shapes if isinstance(shape, Path)]
    solid = [bounds(shape, measure) for shape in shapes if isinstance(shape, Label | Circle)]
    best: tuple[int, Label] | None = None
    for label in places:
        label = _drawn_in(label, frame, measure)
        box = label_box(label, measure)
        covered = 4 * sum(map(box.overlaps, solid)) + sum(_crossed(stroke, box) for stroke in strokes)
        if best is None or covered < best[0]:
            best = (covered, label)
        if not covered:
            break
    assert best is not None, "a label has at least one place"
    return best[1], best[0] == 0


def _drawn_in(label: Label, frame: Box, measure: Measure) -> Label:
    box = label_box(label, measure)
    dx = max(frame.left - box.left, 0.0) or min(frame.right - box.right, 0.0)
    dy = max(frame.top - box.top, 0.0) or min(frame.bottom - box.bottom, 0.0)
    return Label(label.text, label.x + dx, label.y + dy, label.size, label.anchor, label.weight, label.role)


def _crossed(stroke: Path, box: Box) -> bool:
    return any(_crosses(start, end, box) for start, end in pairwise(stroke.points))


def _crosses(start: Position, end: Position, box: Box) -> bool:
    """Whether a straight line enters a box: it is cut by each side in turn."""
    (x, y), dx, dy = start, end[0] - start[0], end[1] - start[1]
    enter, leave = 0.0, 1.0
    for change, room in ((-dx, x - box.left), (dx, box.right - x), (-dy, y - box.top), (dy, box.bottom - y)):
        if change == 0:
            if room < 0:
                return False
        elif change < 0:
            enter = max(enter, room / change)
        else:
            leave = min(leave, room / change)
    return enter <= leave
