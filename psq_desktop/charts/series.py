"""The data of a chart: one indicator's readings with what they are read against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import isfinite

from psq_desktop.french import NARROW, NBSP, figure, number, typeset
from psq_desktop.services import periods
from psq_desktop.services.kinds import Direction, Period, ReadingStatus

_SHORT_UNITS = frozenset({"%", "‰", "€", "h", "j", "min"})  # said beside a figure; longer ones stand in the title
_LARGEST = 1e15  # beyond, floats skip whole numbers
_WORDED = ((1e12, "×10¹²"), (1e9, "Md"), (1e6, "M"))


@dataclass(frozen=True, slots=True)
class Point:
    """One reading; its value counts only when its status says that there is one."""

    on: date
    value: float | None = None
    status: ReadingStatus = ReadingStatus.VALUE
    provisional: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a value that can be drawn."""
        return self.status is ReadingStatus.VALUE and drawable(self.value)


@dataclass(frozen=True)
class Series:
    """An indicator as a chart sees it. Values of an ordinal one are ranks in ``levels``, from 1."""

    title: str
    today: date
    points: tuple[Point, ...] = ()
    unit: str = ""
    decimals: int = 0
    direction: Direction = Direction.UP
    period: Period = Period.MONTH
    baseline: float | None = None
    baseline_on: date | None = None
    target: float | None = None
    at_most: bool = False
    start: date | None = None
    due: date | None = None
    levels: tuple[str, ...] = ()
    whatif: Point | None = None

    @cached_property
    def readings(self) -> tuple[Point, ...]:
        """The readings in the order of time."""
        return tuple(sorted(self.points, key=lambda point: point.on))

    @cached_property
    def known(self) -> tuple[Point, ...]:
        """Those that have a value, in the order of time."""
        return tuple(point for point in self.readings if point.known)

    @cached_property
    def runs(self) -> tuple[tuple[Point, ...], ...]:
        """The values by stretches without a gap: what was not sent, or is no value, lies between two of them."""
        runs: list[list[Point]] = []
        before: Point | None = None
        for point in self.readings:
            if point.known:
                if before is None or not before.known or self._skipped(before.on, point.on):
                    runs.append([])
                runs[-1].append(point)
            if point.known or point.status is not ReadingStatus.VALUE:
                before = point
        return tuple(map(tuple, runs))

    def _skipped(self, earlier: date, later: date) -> bool:
        """Whether a period between two readings was not sent."""
        following = periods.shift(self.period, periods.period_end(self.period, earlier), 1)
        return self.period is not Period.ONCE and periods.period_end(self.period, later) > following

    @property
    def last(self) -> Point | None:
        """The latest value."""
        return self.known[-1] if self.known else None

    @property
    def origin(self) -> tuple[date, float] | None:
        """When and whence the indicator started."""
        day = self.baseline_on or self.start
        return (day, self.baseline) if day and self.baseline is not None and drawable(self.baseline) else None

    @property
    def judged(self) -> bool:
        """Whether readings are held against a target: those of a neutral indicator never are."""
        return self.direction is not Direction.NEUTRAL and drawable(self.target)

    @property
    def goal(self) -> float | None:
        """The target, when readings are held against it."""
        return self.target if self.judged else None

    @property
    def pace(self) -> tuple[date, float, date, float] | None:
        """From where to where the indicator should go: start and its value, due date and target."""
        origin, goal = self.origin, self.goal
        if self.direction is Direction.THRESHOLD or origin is None or goal is None or self.due is None:
            return None
        return (*origin, self.due, goal) if origin[0] < self.due else None

    def values(self) -> Iterator[float]:
        """Everything that has to find its place on the axis of values."""
        yield from (point.value for point in self.known if point.value is not None)
        for value in (self.baseline, self.goal, self.whatif.value if self.whatif and self.whatif.known else None):
            if value is not None and drawable(value):
                yield value

    def figure(self, value: float) -> str:
        """« 7,9 », « 68 % », or the level's name: what stands beside a point."""
        if self.levels and value == round(value) and 1 <= value <= len(self.levels):
            return typeset(self.levels[round(value) - 1])
        text = compact(value, self.decimals)
        return _with_unit(text, self.unit) if self.unit in _SHORT_UNITS else text

    def said(self, value: float) -> str:
        """The figure with its unit in full."""
        figure = self.figure(value)
        return figure if self.levels or not self.unit or self.unit in _SHORT_UNITS else _with_unit(figure, self.unit)


def drawable(value: float | None) -> bool:
    """Whether a value is a number of a size that charts can show."""
    return value is not None and isfinite(value) and abs(value) <= _LARGEST


def _with_unit(text: str, unit: str) -> str:
    return f"{text}{NARROW if unit in ('%', '‰') else NBSP}{typeset(unit)}"


def compact(value: float, decimals: int) -> str:
    """The number, with « M » or « Md » where digits would fill the picture."""
    for size, word in _WORDED:
        if abs(value) >= size * 10:
            return f"{number(round(value / size, 1) + 0.0, 0 if abs(value) >= size * 100 else 1)}{NBSP}{word}"
    return figure(round(value, 4) + 0.0, min(max(decimals, 0), 4))  # 0.0 is added against « −0 »
