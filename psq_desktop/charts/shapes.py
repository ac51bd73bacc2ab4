"""What pictures are made of: four shapes, in points, y downwards from the top left corner.

Colours are roles; each back end has its own colour for each, or none: such a fill or stroke is not drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

Role = Literal[
    "text", "text2", "text3", "surface", "tint", "grid", "axis",
    "track", "track_edge", "line", "line_neutral", "target", "pace", "today", "forbidden",
    "accent_text", "progress", "ok", "info", "warn", "bad", "neutral",
    "ok_text", "info_text", "warn_text", "bad_text", "neutral_text",
    "ok_soft", "info_soft", "warn_soft", "bad_soft", "neutral_soft",
]  # fmt: skip
Tone = Literal["ok", "info", "warn", "bad", "neutral"]
Anchor = Literal["start", "middle", "end"]
Weight = Literal[400, 600, 700]
Measure = Callable[[str, float, Weight], float]
Position = tuple[float, float]

TONE_TEXT: dict[Tone, Role] = {
    "ok": "ok_text",
    "info": "info_text",
    "warn": "warn_text",
    "bad": "bad_text",
    "neutral": "neutral_text",
}
TONE_SOFT: dict[Tone, Role] = {
    "ok": "ok_soft",
    "info": "info_soft",
    "warn": "warn_soft",
    "bad": "bad_soft",
    "neutral": "neutral_soft",
}

RISE, FALL = 0.8, 0.24  # of a line of text above and below its baseline, in ems


class Box(NamedTuple):
    """A rectangle by its sides."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Its width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height."""
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Whether a place is in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def overlaps(self, other: Box) -> bool:
        """Whether they share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, possibly with round corners."""

    x: float
    y: float
    width: float
    height: float
    fill: Role | None = None
    stroke: Role | None = None
    stroke_width: float = 0.75
    radius: float = 0.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points, closed when it is filled. Ends and corners are round unless it is dashed."""

    points: tuple[Position, ...]
    stroke: Role | None = None
    stroke_width: float = 0.75
    fill: Role | None = None
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around x, y."""

    x: float
    y: float
    radius: float
    fill: Role | None = None
    stroke: Role | None = None
    stroke_width: float = 0.75
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """Typeset text whose baseline starts, is centred or ends at x, y."""

    text: str
    x: float
    y: float
    size: float
    anchor: Anchor = "start"
    weight: Weight = 400
    role: Role = "text2"


Shape = Rect | Path | Circle | Label


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that has something to say when it is pointed at; with an ``area``, anywhere in it and nowhere else."""

    x: float
    y: float
    words: str
    area: Box | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes in drawing order, and the same in words."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alt: str
    spots: tuple[Spot, ...] = ()


def line(start: Position, end: Position, stroke: Role, width: float = 0.75, dash: tuple[float, ...] = ()) -> Path:
    """A straight line."""
    return Path((start, end), stroke, width, dash=dash)


def label_box(label: Label, measure: Measure) -> Box:
    """Where a label's ink may be."""
    wide = measure(label.text, label.size, label.weight)
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    return Box(left, label.y - RISE * label.size, left + wide, label.y + FALL * label.size)


def bounds(shape: Shape, measure: Measure) -> Box:
    """Where a shape's ink may be; strokes count by half their width."""
    match shape:
        case Label():
            return label_box(shape, measure)
        case Circle(x, y, radius):
            reach = radius + (shape.stroke_width / 2 if shape.stroke else 0)
            return Box(x - reach, y - reach, x + reach, y + reach)
        case Rect(x, y, width, height):
            half = shape.stroke_width / 2 if shape.stroke else 0
            return Box(x - half, y - half, x + width + half, y + height + half)
        case Path(points):
            half = shape.stroke_width / 2 if shape.stroke else 0
            across, down = [x for x, _ in points], [y for _, y in points]
            return Box(min(across) - half, min(down) - half, max(across) + half, max(down) + half)


def hatching(box: Box, role: Role, step: float = 2.4, width: float = 0.7) -> tuple[Path, ...]:
    """Rising strokes that fill a box: what black and white printing keeps apart from a full fill."""
    strokes = []
    reach = step / 2
    while reach < box.width + box.height:
        low = (box.left + min(reach, box.width), box.bottom - max(reach - box.width, 0))
        high = (box.left + max(reach - box.height, 0), box.bottom - min(reach, box.height))
        strokes.append(line(_mirrored(high, box), _mirrored(low, box), role, width))
        reach += step
    return tuple(strokes)


def _mirrored(point: Position, box: Box) -> Position:
    return box.left + box.right - point[0], point[1]


_NARROW = frozenset("iljtfrI.,:;'’!|()[] \u00a0\u202f")
_WIDE = frozenset("mwMWÉÈÀ%—…")


@lru_cache(maxsize=8192)
def estimate(text: str, size: float, weight: Weight = 400) -> float:
    """A text's width where no font is at hand; a little more than Lato's or Inter's."""
    ems = sum(0.34 if c in _NARROW else 0.92 if c in _WIDE else 0.72 if c.isupper() else 0.6 for c in text)
    return ems * size * (1.05 if weight > 400 else 1.0)


def fitted(text: str, room: float, size: float, measure: Measure, weight: Weight = 400) -> str:
    """The text, shortened with « … » to ``room`` points; nothing when not even that fits."""
    if measure(text, size, weight) <= room:
        return text
    short, long = 0, len(text)
    while short < long:
        middle = (short + long + 1) // 2
        if measure(text[:middle].rstrip() + "…", size, weight) <= room:
            short = middle
        else:
            long = middle - 1
    return text[:short].rstrip() + "…" if short else ""
