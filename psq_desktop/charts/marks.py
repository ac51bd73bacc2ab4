"""The marks of states, as shapes in a square: each is told from the others without its colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import cos, pi, sin

from psq_desktop.charts.shapes import Circle, Path, Position, Role, Shape
from psq_desktop.services.kinds import CommitmentState, OutlookState

_STROKE = 0.13
_Unit = tuple[Position, ...]  # points in a square of side 1, y downwards

_TICK: _Unit = ((0.27, 0.5), (0.43, 0.66), (0.73, 0.34))
_BANG: _Unit = ((0.5, 0.25), (0.5, 0.54))
_BANG_DOT: _Unit = ((0.5, 0.74), (0.5, 0.745))


def mark(name: str, x: float, y: float, side: float) -> tuple[Shape, ...]:
    """The mark's shapes with its upper left corner at x, y. Unknown names are a programming error."""
    return tuple(_MARKS[name](_Pen(x, y, side)))


def outlook_mark(state: OutlookState) -> str:
    """Name of an outlook's mark."""
    return f"outlook.{state.value}"


def commitment_mark(state: CommitmentState) -> str:
    """Name of a commitment's mark."""
    return f"commitment.{state.value}"


class _Pen:
    """Draws in a square of side 1 what comes out in its place."""

    def __init__(self, x: float, y: float, side: float) -> None:
        self.x, self.y, self.side = x, y, side

    def points(self, unit: _Unit) -> tuple[Position, ...]:
        return tuple((self.x + a * self.side, self.y + b * self.side) for a, b in unit)

    def stroke(self, unit: _Unit, role: Role, width: float = _STROKE) -> Path:
        return Path(self.points(unit), role, width * self.side)

    def fill(self, unit: _Unit, role: Role) -> Path:
        return Path(self.points(unit), None, fill=role)

    def disc(self, role: Role) -> Circle:
        return Circle(self.x + self.side / 2, self.y + self.side / 2, self.side / 2, role)

    def ring(self, role: Role, dash: tuple[float, ...] = ()) -> Circle:
        width, dashes = _STROKE * self.side, tuple(part * self.side for part in dash)
        middle = self.side / 2
        return Circle(self.x + middle, self.y + middle, middle - width / 2, None, role, width, dashes)


def _arc(start: float, end: float, radius: float, steps: int = 24) -> _Unit:
    """Points of an arc around the middle; angles in turns, clockwise from the right."""
    turns = (2 * pi * (start + (end - start) * i / steps) for i in range(steps + 1))
    return tuple((0.5 + radius * cos(turn), 0.5 + radius * sin(turn)) for turn in turns)


_OCTAGON: _Unit = tuple(
    (0.5 + 0.52 * cos(pi / 8 + i * pi / 4), 0.5 + 0.52 * sin(pi / 8 + i * pi / 4)) for i in range(8)
)


def _ticked_disc(pen: _Pen) -> Iterator[Shape]:
    yield pen.disc("ok_text")
    yield pen.stroke(_TICK, "surface", 0.14)


def _rising_ring(pen: _Pen) -> Iterator[Shape]:
    yield pen.ring("info_text")
    yield pen.stroke(((0.33, 0.67), (0.65, 0.35)), "info_text", 0.11)
    yield pen.stroke(((0.42, 0.34), (0.66, 0.34), (0.66, 0.58)), "info_text", 0.11)


def _triangle(pen: _Pen) -> Iterator[Shape]:
    yield pen.fill(((0.5, 0.02), (1.0, 0.95), (0.0, 0.95)), "warn_text")
    yield pen.stroke(((0.5, 0.38), (0.5, 0.62)), "surface", 0.11)
    yield pen.stroke(((0.5, 0.79), (0.5, 0.795)), "surface", 0.13)


def _octagon(pen: _Pen) -> Iterator[Shape]:
    yield pen.fill(_OCTAGON, "bad_text")
    yield pen.stroke(_BANG, "surface", 0.14)
    yield pen.stroke(_BANG_DOT, "surface", 0.15)


def _dashed_ring(pen: _Pen) -> Iterator[Shape]:
    yield pen.ring("neutral_text", (0.2, 0.165))


def _dotted_middle(pen: _Pen) -> Iterator[Shape]:
    yield pen.ring("neutral_text", (0.2, 0.165))
    yield Circle(pen.x + pen.side / 2, pen.y + pen.side / 2, pen.side * 0.13, "neutral_text")


def _empty_ring(pen: _Pen) -> Iterator[Shape]:
    yield pen.ring("neutral_text")


def _right_half(pen: _Pen) -> Iterator[Shape]:
    yield pen.ring("info_text")
    yield pen.fill(_arc(-0.25, 0.25, 0.38), "info_text")


def _lower_half(pen: _Pen) -> Iterator[Shape]:
    yield pen.ring("warn_text")
    yield pen.fill(_arc(0.0, 0.5, 0.38), "warn_text")


def _bang_disc(pen: _Pen) -> Iterator[Shape]:
    yield pen.disc("bad_text")
    yield pen.stroke(_BANG, "surface", 0.14)
    yield pen.stroke(_BANG_DOT, "surface", 0.15)


def _barred_ring(pen: _Pen) -> Iterator[Shape]:
    yield pen.ring("neutral_text")
    yield pen.stroke(((0.24, 0.76), (0.76, 0.24)), "neutral_text")


def _gap(pen: _Pen) -> Iterator[Shape]:
    """What was declared and the figures going apart: two arrows towards each other's back."""
    yield pen.stroke(((0.1, 0.32), (0.42, 0.32)), "warn_text", 0.11)
    yield pen.stroke(((0.3, 0.16), (0.46, 0.32), (0.3, 0.48)), "warn_text", 0.11)
    yield pen.stroke(((0.9, 0.68), (0.58, 0.68)), "warn_text", 0.11)
    yield pen.stroke(((0.7, 0.52), (0.54, 0.68), (0.7, 0.84)), "warn_text", 0.11)


def _person(pen: _Pen) -> Iterator[Shape]:
    yield Circle(pen.x + pen.side / 2, pen.y + pen.side * 0.3, pen.side * 0.2, None, "neutral_text", 0.11 * pen.side)
    shoulders = tuple((x, y + 0.41) for x, y in _arc(-0.5, 0.0, 0.34))
    yield pen.stroke(shoulders, "neutral_text", 0.11)


def _clock(pen: _Pen) -> Iterator[Shape]:
    yield pen.ring("bad_text")
    yield pen.stroke(((0.5, 0.25), (0.5, 0.52), (0.68, 0.62)), "bad_text", 0.11)


_MARKS: dict[str, Callable[[_Pen], Iterator[Shape]]] = {
    outlook_mark(OutlookState.SECURED): _ticked_disc,
    outlook_mark(OutlookState.ATTAINABLE): _rising_ring,
    outlook_mark(OutlookState.SUPPORT_NEEDED): _triangle,
    outlook_mark(OutlookState.COMPROMISED): _octagon,
    outlook_mark(OutlookState.UNKNOWN): _dashed_ring,
    commitment_mark(CommitmentState.PROPOSED): _dotted_middle,
    commitment_mark(CommitmentState.ACCEPTED): _empty_ring,
    commitment_mark(CommitmentState.IN_PROGRESS): _right_half,
    commitment_mark(CommitmentState.KEPT): _ticked_disc,
    commitment_mark(CommitmentState.PARTIAL): _lower_half,
    commitment_mark(CommitmentState.NOT_KEPT): _bang_disc,
    commitment_mark(CommitmentState.ABANDONED): _barred_ring,
    "associate": _person,
    "late": _clock,
    "gap": _gap,
}
NAMES = tuple(_MARKS)
