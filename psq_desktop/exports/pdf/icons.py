"""State icons as vectors: each shape tells its state without its colour."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from psq_desktop.exports.pdf.styles import BAD, GOOD, INFO, SECONDARY, TERTIARY, WARNING, WHITE
from psq_desktop.exports.pdf.tagging import TaggedCanvas

_ARC = 0.5523  # control points of a quarter circle
Points = tuple[tuple[float, float], ...]  # in a box of side 1


@dataclass(frozen=True, slots=True)
class Icon:
    """A disc or a ring with strokes in it."""

    colour: str
    full: bool = False
    strokes: tuple[tuple[Points, float], ...] = ()  # points and line width
    half: bool = False

    def paint(self, canvas: TaggedCanvas, x: float, y: float, side: float) -> None:
        """Draw it with its lower left corner at x, y; the caller has opened an artifact."""
        canvas.operators("q", f"{side:.3f} 0 0 {side:.3f} {x:.2f} {y:.2f} cm", "1 J 1 j")
        ink = self.colour
        if self.full:
            canvas.operators(f"{ink} rg", *_circle(0.5), "f")
            ink = WHITE
        else:
            canvas.operators(f"{ink} RG .13 w", *_circle(0.435), "S")
        if self.half:
            canvas.operators(f"{ink} rg", *_right_half(0.37), "f")
        for points, width in self.strokes:
            canvas.operators(f"{ink} RG {width:g} w", *_polyline(points), "S")
        canvas.operators("Q")


def _circle(radius: float) -> tuple[str, ...]:
    return _arcs(radius, ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)))


def _right_half(radius: float) -> tuple[str, ...]:
    return _arcs(radius, ((0, -1), (1, 0), (0, 1)))


def _arcs(radius: float, corners: Points) -> tuple[str, ...]:
    """Counter-clockwise quarter circles around the middle of the box, closed."""

    def at(x: float, y: float) -> str:
        return f"{0.5 + radius * x:.4f} {0.5 + radius * y:.4f}"

    result = [f"{at(*corners[0])} m"]
    for (x0, y0), (x1, y1) in pairwise(corners):
        first = at(x0 + _ARC * x1, y0 + _ARC * y1)
        second = at(x1 + _ARC * x0, y1 + _ARC * y0)
        result.append(f"{first} {second} {at(x1, y1)} c")
    return (*result, "h")


def _polyline(points: Points) -> tuple[str, ...]:
    return tuple(f"{x:g} {y:g} {'l' if i else 'm'}" for i, (x, y) in enumerate(points))


_EXCLAMATION = ((((0.5, 0.76), (0.5, 0.45)), 0.15), (((0.5, 0.265), (0.5, 0.26)), 0.16))
_ARROW = ((((0.28, 0.5), (0.7, 0.5)), 0.12), (((0.54, 0.68), (0.72, 0.5), (0.54, 0.32)), 0.12))
_CROSS = ((((0.33, 0.33), (0.67, 0.67)), 0.12), (((0.33, 0.67), (0.67, 0.33)), 0.12))

OPEN = Icon(SECONDARY)
IN_PROGRESS = Icon(INFO, half=True)
CARRIED_OVER = Icon(WARNING, strokes=_ARROW)
DONE = Icon(GOOD, full=True, strokes=((((0.27, 0.5), (0.43, 0.34), (0.73, 0.66)), 0.15),))
ABANDONED = Icon(TERTIARY, strokes=_CROSS)
LATE = Icon(BAD, full=True, strokes=_EXCLAMATION)
