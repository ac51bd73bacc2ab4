"""Days used through a contract year, held against the ceiling, with the day on which it will be reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from psq_desktop.charts.placing import beside, placed
from psq_desktop.charts.scale import ValueScale, value_scale, widened
from psq_desktop.charts.shapes import (
    Anchor,
    Box,
    Circle,
    Label,
    Measure,
    Path,
    Picture,
    Position,
    Shape,
    Spot,
    estimate,
    fitted,
    line,
)
from psq_desktop.charts.timeline import TimeScale, time_labels
from psq_desktop.charts.words import sentences
from psq_desktop.french import date_long, date_short, number, plural, typeset
from psq_desktop.services.kinds import Period

_DASHED, _PACED = (4.0, 2.4), (3.2, 2.2)
_STROKE, _DOT, _LAST = 1.6, 1.6, 2.6
_MONTH = 365 / 12  # days
_MOST_DOTS = 14


@dataclass(frozen=True, slots=True)
class YearOfDays:
    """What is drawn: days used up to some days of a contract year, oldest first; ``pace`` is in days a month."""

    first: date
    last: date
    today: date
    used: tuple[tuple[date, int], ...]
    ceiling: int
    pace: float = 0.0
    reached_on: date | None = None

    @property
    def now(self) -> int:
        """Days used so far."""
        return self.used[-1][1] if self.used else 0

    @property
    def over(self) -> bool:
        """Whether the ceiling is reached already."""
        return self.now >= self.ceiling

    @property
    def goes_to(self) -> tuple[date, float] | None:
        """Where the pace leads: to the ceiling, or to the last day of the year; nowhere once it is reached."""
        if self.over or not self.used or self.today >= self.last:
            return None
        if self.reached_on is not None:
            return self.reached_on, float(self.ceiling)
        end = self.now + self.pace * (self.last - self.today).days / _MONTH
        return (self.last, min(end, float(self.ceiling))) if self.pace else None


@dataclass(frozen=True, slots=True)
class _Ground:
    plot: Box
    time: TimeScale
    values: ValueScale

    def at(self, day: date, value: float) -> Position:
        return self.time.x(day), self.plot.bottom - self.values.share(value) * self.plot.height


def days_chart(
    data: YearOfDays, width: float, height: float, *, measure: Measure = estimate, text: float = 8.0
) -> Picture:
    """The chart, in points; ``text`` is the size of its words."""
    width, height = max(width, 12 * text), max(height, 8 * text)
    ground = _ground(data, width, height, measure, text)
    y = ground.at(data.first, data.ceiling)[1]
    shapes: list[Shape] = [*_axes(ground, width, measure, text)]
    shapes += [line((ground.plot.left, y), (ground.plot.right, y), "bad", 1.0, _DASHED)]
    shapes += [*_course(data, ground), *_ahead(data, ground)]
    shapes.append(_ceiling(data, ground, shapes, width, measure, text))
    if data.used:
        shapes.append(_figure(data, ground, shapes, width, measure, text))
    return Picture(width, height, tuple(shapes), days_words(data), tuple(_spots(data, ground)))


def _ground(data: YearOfDays, width: float, height: float, measure: Measure, text: float) -> _Ground:
    values = value_scale((0.0, float(data.ceiling), *(float(used) for _, used in data.used)), 0, most=4)
    values = widened(values, float(data.ceiling), above=True)
    left = max(measure(number(tick, 0), text, 400) for tick in values.ticks) + 6
    plot = Box(left, text * 0.8, width - text, height - text * 2.0)
    return _Ground(plot, TimeScale(data.first, data.last, plot.left, plot.right), values)


def _axes(ground: _Ground, width: float, measure: Measure, text: float) -> Iterator[Shape]:
    for tick in ground.values.ticks:
        y = ground.at(ground.time.begin, tick)[1]
        yield line((ground.plot.left, y), (ground.plot.right, y), "axis" if tick == 0 else "grid")
        yield Label(number(tick, 0), ground.plot.left - 5, y + text * 0.34, text, "end", role="text2")
    yield from time_labels(ground.time, Period.MONTH, ground.plot.bottom + text * 1.5, text, width, measure)


def _ceiling(
    data: YearOfDays, ground: _Ground, drawn: list[Shape], width: float, measure: Measure, text: float
) -> Label:
    """The ceiling's words, above its line or below; beside the day's line, not across it."""
    y = ground.at(data.first, data.ceiling)[1]
    words = fitted(f"Plafond {plural(data.ceiling, 'jour')}", ground.plot.width, text, measure, 600)
    heights = [y + text + 1, y - 3] if y - ground.plot.top <= text * 1.6 else [y - 3, y + text + 1]  # not on the top
    last = ground.at(data.used[-1][0], 0)[0] if data.used else ground.plot.left
    sides: tuple[tuple[float, Anchor], ...] = (
        (ground.plot.left + 3, "start"), (last + 4, "start"), (ground.plot.right, "end"),
    )  # fmt: skip
    places = [Label(words, x, height, text, anchor, 600, "bad_text") for height in heights for x, anchor in sides]
    return placed(places, _obstacles(drawn), Box(ground.plot.left, 0, width, ground.plot.bottom), measure)[0]


def _obstacles(drawn: list[Shape]) -> list[Shape]:
    return [shape for shape in drawn if not (isinstance(shape, Path) and (shape.stroke in ("grid", "axis", None)))]


def _course(data: YearOfDays, ground: _Ground) -> Iterator[Shape]:
    """The days used so far, their area, and today."""
    if not data.used:
        return
    points = ((ground.time.left, ground.plot.bottom), *(ground.at(day, used) for day, used in data.used))
    last = points[-1]
    yield Path((*points, (last[0], ground.plot.bottom)), fill="tint")
    yield line((last[0], ground.plot.top), (last[0], ground.plot.bottom), "today", 0.8)
    yield Path(points, "line", _STROKE)
    if len(points) <= _MOST_DOTS:
        for x, y in points[:-1]:
            yield Circle(x, y, _DOT, "line", "surface", 0.6)
    yield Circle(*last, _LAST, "line", "surface", 0.8)


def _ahead(data: YearOfDays, ground: _Ground) -> Iterator[Shape]:
    """The pace, dashed, up to the ceiling or to the year's end."""
    target = data.goes_to
    if target is None:
        return
    end = ground.at(*target)
    yield line(ground.at(*data.used[-1]), end, "pace", 1.4, _PACED)
    if data.reached_on is not None:
        yield Circle(*end, _LAST + 0.4, "bad", "surface", 0.8)


def _figure(
    data: YearOfDays, ground: _Ground, drawn: list[Shape], width: float, measure: Measure, text: float
) -> Label:
    room = Box(ground.plot.left, 0, width, ground.plot.bottom)
    point = ground.at(*data.used[-1])
    words, size, away = number(data.now), text + 1.5, _LAST + 3
    below = Label(
        words, point[0] + away, point[1] + size * 1.3, size, "start", 700, "text"
    )  # the pace rises: free as a rule
    others = beside(words, point, size, 700, "text", away)
    return placed((below, *others), _obstacles(drawn), room, measure)[0]


def _spots(data: YearOfDays, ground: _Ground) -> Iterator[Spot]:
    for day, used in data.used:
        yield Spot(*ground.at(day, used), _point_words(day, used))
    if data.reached_on is not None and not data.over:
        yield Spot(*ground.at(data.reached_on, data.ceiling), _reached_words(data))


def _point_words(day: date, used: int) -> str:
    return typeset(f"{date_short(day)} : {plural(used, 'jour')}")


def _reached_words(data: YearOfDays) -> str:
    if data.over:
        return "Plafond atteint"
    if data.reached_on is None:
        return "Plafond non atteint avant la fin de l’année à ce rythme"
    return f"Plafond atteint le {date_long(data.reached_on, weekday=False)} à ce rythme"


def days_words(data: YearOfDays) -> str:
    """The chart as sentences."""
    span = f"du {date_long(data.first, weekday=False)} au {date_long(data.last, weekday=False)}"
    parts = [f"Jours employés, année {span}", f"Plafond : {plural(data.ceiling, 'jour')}"]
    if not data.used or not data.now:
        return sentences([*parts, "Aucun jour employé"])
    parts.append("Total au " + " ; au ".join(_point_words(day, used) for day, used in data.used))
    if data.over or data.pace or data.reached_on:
        parts.append(_reached_words(data))
    return sentences(parts)
