"""Columns: how many things happened in each period, held against a target; what is only planned is dashed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psq_desktop.charts.scale import ValueScale, value_scale
from psq_desktop.charts.shapes import (
    RISE,
    Box,
    Label,
    Measure,
    Picture,
    Rect,
    Role,
    Shape,
    Spot,
    Weight,
    estimate,
    fitted,
    line,
)
from psq_desktop.charts.words import sentences
from psq_desktop.french import NBSP, figure, number, typeset

MINIMUM = (11.0, 7.5)  # width and height, in lines of text
_DASHED, _TARGET = (3.2, 2.2), (4.0, 2.4)
_SHARE, _WIDEST = 0.42, 26.0  # of its place, and in points: how wide a column is


@dataclass(frozen=True, slots=True)
class Counted:
    """A period: how many there were, and how many more are planned."""

    label: str  # « T3 2026 »
    done: int
    planned: int = 0

    @property
    def total(self) -> int:
        """Done and planned together."""
        return self.done + self.planned


@dataclass(frozen=True, slots=True)
class _Frame:
    plot: Box
    values: ValueScale
    text: float
    measure: Measure

    def y(self, value: float) -> float:
        return self.plot.bottom - self.values.share(value) * self.plot.height


def columns(
    title: str,
    periods: Sequence[Counted],
    width: float,
    height: float,
    *,
    target: float | None = None,
    measure: Measure = estimate,
    text: float = 8.0,
) -> Picture:
    """The chart, in points, never smaller than `MINIMUM`; ``text`` is the size of its words."""
    width, height = max(width, MINIMUM[0] * text), max(height, MINIMUM[1] * text)
    alt = _words(title, periods, target)
    if not any(each.total for each in periods) and target is None:
        words = fitted(typeset("Rien à montrer pour le moment"), width, text + 1, measure)
        return Picture(width, height, (Label(words, width / 2, height / 2, text + 1, "middle"),), alt)
    frame = _framed(periods, target, width, height, measure, text)
    shapes: list[Shape] = [*_ground(frame)]
    places = [_place(frame, i, len(periods)) for i in range(len(periods))]
    for each, place in zip(periods, places, strict=True):
        shapes += _column(frame, each, place)
    shapes += _axis(frame, periods, places)
    if target is not None:
        shapes += _target(frame, target)
    spots = tuple(
        Spot((place.left + place.right) / 2, frame.y(each.total), f"{each.label}{NBSP}: {_said(each)}")
        for each, place in zip(periods, places, strict=True)
    )
    return Picture(width, height, tuple(shapes), alt, spots)


def _framed(
    periods: Sequence[Counted], target: float | None, width: float, height: float, measure: Measure, text: float
) -> _Frame:
    top, bottom = text * 1.6, height - text * 2.0
    highest = max([*(float(each.total) for each in periods), target or 0.0, 1.0])
    values = value_scale([0.0, highest], 0, most=min(max(int((bottom - top) / text / 2), 3), 6))
    if values.ticks[-1] <= highest:  # room above the highest for its words
        values = ValueScale(values.first, values.last + 1, values.step)
    left = max(measure(figure(tick), text, 400) for tick in values.ticks) + 6
    return _Frame(Box(left, top, width - text * 0.5, bottom), values, text, measure)


def _ground(frame: _Frame) -> Iterator[Shape]:
    for i, tick in enumerate(frame.values.ticks):
        y = frame.y(tick)
        yield line((frame.plot.left, y), (frame.plot.right, y), "grid" if i else "axis", 0.45 if i else 0.6)
        yield Label(figure(tick), frame.plot.left - 5, y + frame.text * 0.36, frame.text, "end")


def _place(frame: _Frame, i: int, count: int) -> Box:
    """Where a column stands, from the top of the plot to its bottom."""
    room = frame.plot.width / count
    half = min(room * _SHARE, _WIDEST * frame.text / 8.0) / 2
    middle = frame.plot.left + room * (i + 0.5)
    return Box(middle - half, frame.plot.top, middle + half, frame.plot.bottom)


def _column(frame: _Frame, each: Counted, place: Box) -> Iterator[Shape]:
    text, middle = frame.text, (place.left + place.right) / 2
    top, above = frame.y(each.done), frame.y(each.total)
    if each.done:
        yield Rect(place.left, top, place.width, place.bottom - top, "line", None, radius=2.0)
    if each.planned:
        inset = 0.6
        yield Rect(
            place.left + inset, above + inset, place.width - 2 * inset, top - above - 2 * inset, None, "line", 1.1,
            2.0, _DASHED,
        )  # fmt: skip
    words = typeset("programmée" if each.planned == 1 else f"{number(each.planned)} programmées")
    if each.planned and frame.measure(words, text - 0.5, 400) <= place.width / _SHARE:
        yield _centred(frame, words, middle, above - 3, text - 0.5)
    elif each.planned:
        yield _centred(frame, f"+{number(each.planned)}", middle, above - 3, text - 0.5)
    figures = number(each.done)
    inside = place.bottom - top >= 1.7 * text and frame.measure(figures, text, 700) <= place.width - 2
    if each.done and inside:
        yield Label(figures, middle, top + 1.25 * text, text, "middle", 700, "surface")
    elif not each.planned:
        yield _centred(frame, figures, middle, top - 3, text, 700, "text")


def _axis(frame: _Frame, periods: Sequence[Counted], places: Sequence[Box]) -> Iterator[Shape]:
    """The names of the periods: every second, third… where they would touch, the last one always."""
    widest = max((frame.measure(each.label, frame.text, 400) for each in periods), default=0.0)
    room = frame.plot.width / max(len(periods), 1)
    step = next((n for n in range(1, len(periods) + 1) if widest + 6 <= room * n), max(len(periods), 1))
    baseline = frame.plot.bottom + (0.65 + RISE) * frame.text
    for i, (each, place) in enumerate(zip(periods, places, strict=True)):
        if (len(periods) - 1 - i) % step == 0:
            yield _centred(frame, each.label, (place.left + place.right) / 2, baseline, frame.text)


def _centred(
    frame: _Frame, words: str, x: float, y: float, size: float, weight: Weight = 400, role: Role = "text2"
) -> Label:
    """Words around a place, moved where they would leave the picture."""
    half = frame.measure(words, size, weight) / 2
    return Label(words, max(min(x, frame.plot.right - half), half), y, size, "middle", weight, role)


def _target(frame: _Frame, target: float) -> Iterator[Shape]:
    y = frame.y(target)
    yield line((frame.plot.left, y), (frame.plot.right, y), "target", 0.9, _TARGET)
    words = fitted(typeset(f"Cible {figure(target)}"), frame.plot.width - 2, frame.text, frame.measure, 600)
    yield Label(words, frame.plot.left + 2, y - 3, frame.text, "start", 600, "text")


def _said(each: Counted) -> str:
    planned = f", {number(each.planned)} en plus au programme" if each.planned else ""
    return typeset(f"{number(each.done)}{planned}")


def _words(title: str, periods: Sequence[Counted], target: float | None) -> str:
    """The same in words."""
    told = " ; ".join(f"{each.label} : {_said(each)}" for each in periods)
    return sentences([title, told or "Rien", f"Cible : {figure(target)}" if target is not None else ""])
