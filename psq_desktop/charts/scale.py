"""The axis of values: round numbers, few enough to be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

_STEPS = (1.0, 2.0, 2.5, 5.0)


@dataclass(frozen=True, slots=True)
class ValueScale:
    """Equal steps from a round number to a round number."""

    first: int
    last: int
    step: float

    @property
    def ticks(self) -> tuple[float, ...]:
        """The values that have a line."""
        return tuple(i * self.step for i in range(self.first, self.last + 1))

    def share(self, value: float) -> float:
        """Where a value stands: 0 at the lowest line, 1 at the highest."""
        return (value / self.step - self.first) / (self.last - self.first)

    @property
    def decimals(self) -> int:
        """Decimals that its steps need."""
        return next((n for n in range(7) if _whole(self.step * 10**n)), 7)


def value_scale(values: Iterable[float], decimals: int, most: int = 5) -> ValueScale:
    """Three to ``most`` lines around the values; from zero when they are not far above it."""
    found = list(values) or [0.0, 1.0]
    low, high = min(found), max(found)
    finest = 10.0 ** -min(max(decimals, 0), 6)
    least = max(2 * finest, max(abs(low), abs(high)) * 1e-6)
    if high - low < least:
        room = max(least, abs(high) * 0.2)
        low, high = (max(low - room, 0.0) if low >= 0 else low - room), high + room
    if 0 < low <= high * 0.5:
        low = 0.0
    return _rounded(low, high, finest, most)


def level_scale(levels: int, most: int = 7) -> ValueScale:
    """One line a level, or every second, third… when there are many."""
    step = max(1, ceil((levels - 1) / (most - 1)))
    return ValueScale(1, max(levels, 2), 1.0) if step == 1 else ValueScale(0, ceil(levels / step), float(step))


def widened(scale: ValueScale, value: float, *, above: bool) -> ValueScale:
    """The scale with at least one line beyond a value."""
    if above and scale.ticks[-1] <= value:
        return ValueScale(scale.first, scale.last + 1, scale.step)
    if not above and scale.ticks[0] >= value:
        return ValueScale(scale.first - 1, scale.last, scale.step)
    return scale


def _rounded(low: float, high: float, finest: float, most: int) -> ValueScale:
    power = floor(log10((high - low) / most)) - 1
    while True:
        for factor in _STEPS:
            step = factor * 10.0**power
            if not _whole(step / finest):
                continue
            first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
            if last - first < most:
                return ValueScale(first, max(last, first + 2), step)
        power += 1


def _whole(value: float) -> bool:
    return round(value) >= 1 and abs(value - round(value)) < 1e-6 * max(1.0, value)
