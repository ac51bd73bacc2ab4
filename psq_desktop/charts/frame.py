"""The ground of a history: the two axes with their lines and words, and where a reading stands on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from psq_desktop.charts.scale import ValueScale, level_scale, value_scale, widened
from psq_desktop.charts.series import Point, Series, compact
from psq_desktop.charts.shapes import RISE, Box, Label, Measure, Position, Rect, Role, Shape, fitted, line
from psq_desktop.charts.timeline import TimeScale, time_labels, time_span
from psq_desktop.charts.words import goal_word
from psq_desktop.french import typeset
from psq_desktop.services.kinds import Direction, ReadingStatus


@dataclass(frozen=True, slots=True)
class Frame:
    """The two axes, and what text is measured with."""

    series: Series
    size: Box
    plot: Box
    time: TimeScale
    values: ValueScale
    text: float
    measure: Measure

    def y(self, value: float) -> float:
        """Height of a value."""
        return self.plot.bottom - self.values.share(value) * self.plot.height

    def at(self, day: date, value: float) -> Position:
        """Place of a value on a day."""
        return self.time.x(day), self.y(value)

    def of(self, point: Point) -> Position:
        """Place of a reading that has a value."""
        assert point.value is not None
        return self.at(point.on, point.value)

    @property
    def ink(self) -> Role:
        """Colour of the readings: grey when they are not judged."""
        return "line_neutral" if self.series.direction is Direction.NEUTRAL else "line"


def framed(series: Series, width: float, height: float, measure: Measure, text: float) -> Frame:
    """Axes with room for their words and the target's."""
    gaps = any(point.status is not ReadingStatus.VALUE for point in series.readings)
    top, bottom = text * (2.4 if gaps else 1.5), height - text * 2.0
    values = _values(series, int((bottom - top) / text))
    ticks = [measure(word, text, 400) for word in _tick_words(series, values, text, width * 0.34, measure).values()]
    goal = goal_text(series)
    left = max(ticks, default=0.0) + 6
    right = measure(goal, text, 600) + 6 if goal else text * 1.6
    if right > width * 0.3:  # the target's name then stands inside, above its line
        right = text * 1.6
    plot = Box(left, top, width - right, bottom)
    days = [point.on for point in series.readings]
    days += [day for day in (series.start, series.baseline_on, series.due) if day]
    days += [series.whatif.on] if series.whatif is not None and series.whatif.known else []
    begin, end = time_span(days, series.today)
    return Frame(
        series, Box(0, 0, width, height), plot, TimeScale(begin, end, plot.left, plot.right), values, text, measure
    )


def _values(series: Series, lines: int) -> ValueScale:
    """The scale for a plot as high as so many lines of text."""
    levels = len(series.levels) if series.direction is Direction.ORDINAL else 0
    if levels > 1 and all(1 <= value <= levels for value in series.values()):
        return level_scale(levels, max(lines, 3))
    scale = value_scale(series.values(), series.decimals, most=min(max(lines * 2 // 3, 3), 5))
    if series.direction is Direction.THRESHOLD and series.goal is not None:
        return widened(scale, series.goal, above=series.at_most)
    return scale


def _tick_words(series: Series, values: ValueScale, text: float, room: float, measure: Measure) -> dict[float, str]:
    if series.direction is Direction.ORDINAL and series.levels:
        ranks = {tick: round(tick) for tick in values.ticks if 1 <= tick <= len(series.levels)}
        return {tick: fitted(typeset(series.levels[rank - 1]), room, text, measure) for tick, rank in ranks.items()}
    decimals = max(values.decimals, min(series.decimals, 1) if abs(values.ticks[-1]) < 100 else 0)
    return {tick: compact(tick, decimals) for tick in values.ticks}


def ground(frame: Frame) -> Iterator[Shape]:
    """What everything else is drawn upon."""
    plot, text = frame.plot, frame.text
    yield from _forbidden(frame)
    words = _tick_words(frame.series, frame.values, text, frame.size.width * 0.34, frame.measure)
    room = None  # top of the last word: a threshold's extra line may leave none for the next
    for i, tick in enumerate(frame.values.ticks):
        y = frame.y(tick)
        yield line((plot.left, y), (plot.right, y), "grid" if i else "axis", 0.45 if i else 0.6)
        if words.get(tick) and (room is None or y <= room):
            room = y - 1.1 * text
            yield Label(words[tick], plot.left - 5, y + text * 0.36, text, "end")
    yield from time_labels(
        frame.time, frame.series.period, plot.bottom + 0.65 * text + RISE * text, text, frame.size.right, frame.measure
    )
    if frame.time.holds(frame.series.today):
        x = frame.time.x(frame.series.today)
        yield line((x, plot.top - 2), (x, plot.bottom), "today")


def _forbidden(frame: Frame) -> Iterator[Shape]:
    """The side of a threshold on which values must not be."""
    goal = frame.series.goal
    if frame.series.direction is not Direction.THRESHOLD or goal is None:
        return
    top, bottom = sorted((frame.y(goal), frame.plot.top if frame.series.at_most else frame.plot.bottom))
    yield Rect(frame.plot.left, top, frame.plot.width, bottom - top, "forbidden")


def goal_text(series: Series) -> str:
    """« Cible 6,0 »; empty without one."""
    return "" if series.goal is None else f"{goal_word(series)} {series.figure(series.goal)}"
