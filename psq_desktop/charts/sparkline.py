"""A trend in the height of a line of text."""

from __future__ import annotations

from itertools import pairwise

from psq_desktop.charts.series import Series
from psq_desktop.charts.shapes import Circle, Path, Picture, Role, Shape, line
from psq_desktop.charts.words import history_words
from psq_desktop.services.kinds import Direction

_INSET = 2.6


def sparkline(series: Series, width: float = 45.0, height: float = 15.0) -> Picture:
    """The readings' line, broken where there is none, and a dot on the last one; nothing when there is no value."""
    known = [(point.on.toordinal(), point.value) for point in series.known if point.value is not None]
    if not known:
        middle = height / 2
        empty = line((_INSET, middle), (width - _INSET, middle), "text3", 0.75, (1.5, 2.0))
        return Picture(width, height, (empty,), history_words(series))
    low, high = min(value for _, value in known), max(value for _, value in known)
    first, span = known[0][0], max(known[-1][0] - known[0][0], 1)

    def at(day: int, value: float) -> tuple[float, float]:
        share = (value - low) / (high - low) if high > low else 0.5
        x = width - _INSET if len(known) == 1 else _INSET + (width - 2 * _INSET) * (day - first) / span
        return x, height - _INSET - (height - 2 * _INSET) * share

    shapes: list[Shape] = []
    for run in series.runs:
        shapes += _stroke([at(point.on.toordinal(), point.value) for point in run if point.value is not None])
    role: Role = "line_neutral" if series.direction is Direction.NEUTRAL else "line"
    shapes.append(Circle(*at(*known[-1]), 2.1, role))
    return Picture(width, height, tuple(shapes), history_words(series))


def _stroke(run: list[tuple[float, float]]) -> list[Shape]:
    """A run of readings; one alone between two gaps is a short stroke."""
    if len(run) == 1:
        (x, y) = run[0]
        run = [(x - 1, y), (x + 1, y)]
    return [Path(tuple(run), "line_neutral", 1.2)] if any(True for _ in pairwise(run)) else []
