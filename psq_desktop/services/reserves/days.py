"""Days and hours of the reserves: what was said of a day, and how long a shift really lasts. Pure.

Times are those of the local clock; a night when the clocks change has an hour more or less.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from psq_desktop.models.kinds import Availability, ShiftState

PARIS = ZoneInfo("Europe/Paris")
MIDNIGHT = dt.time(0)
DAY_MINUTES = 24 * 60
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a day: a dated slot, or a weekly pattern. Both times empty: the whole day."""

    state: Availability
    starts: dt.time | None = None
    ends: dt.time | None = None  # 0:00 is the end of the day


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a day, in minutes of the clock from midnight, and what holds there."""

    starts: int
    ends: int
    state: Availability

    @property
    def hours(self) -> tuple[dt.time, dt.time]:
        """Its first moment, and its end: 0:00 when that is the end of the day."""
        return clock(self.starts), clock(self.ends)


@dataclass(frozen=True, slots=True)
class DayState:
    """What holds on a day. ``state``: available when some part of it is; ``weekly``: nothing dated was said."""

    state: Availability
    pieces: tuple[Piece, ...]
    weekly: bool = False

    @property
    def whole(self) -> bool:
        """Whether one thing holds from morning to evening."""
        return self.pieces == (Piece(0, DAY_MINUTES, self.state),)


@dataclass(frozen=True, slots=True)
class Span:
    """When a shift is: its day, and the instants between which it runs, in minutes since 1970."""

    day: dt.date
    begin: int
    end: int

    @property
    def minutes(self) -> int:
        """How long it really lasts."""
        return self.end - self.begin


# ---------------------------------------------------------------- what was said


def state_of(slots: Sequence[Said], patterns: Sequence[Said] = ()) -> DayState | None:
    """What holds on a day of which these slots and weekly patterns speak; ``None`` when nobody said anything.

    A slot wins over a pattern, hours win over the whole day.
    """
    pieces: list[Piece] = []
    for said in (*_broadest_first(patterns), *_broadest_first(slots)):
        pieces = _painted(pieces, Piece(*bounds(said.starts, said.ends), said.state))
    if not pieces:
        return None
    states = {piece.state for piece in pieces}
    state = Availability.AVAILABLE if Availability.AVAILABLE in states else Availability.UNAVAILABLE
    return DayState(state, tuple(pieces), not slots)


def _broadest_first(said: Iterable[Said]) -> list[Said]:
    return sorted(said, key=lambda each: each.starts is not None)


def _painted(pieces: list[Piece], over: Piece) -> list[Piece]:
    """The pieces with another one laid over them; neighbours that say the same become one."""
    left = [Piece(p.starts, min(p.ends, over.starts), p.state) for p in pieces if p.starts < over.starts]
    right = [Piece(max(p.starts, over.ends), p.ends, p.state) for p in pieces if p.ends > over.ends]
    merged: list[Piece] = []
    for piece in (*left, over, *right):
        if merged and merged[-1].ends == piece.starts and merged[-1].state is piece.state:
            piece = Piece(merged.pop().starts, piece.ends, piece.state)
        merged.append(piece)
    return merged


def during(day: DayState | None, starts: int, ends: int) -> Availability | None:
    """What holds in some minutes of a day: unavailable when any of them is, available when all of them are."""
    pieces = day.pieces if day is not None else ()
    inside = [(min(p.ends, ends) - max(p.starts, starts), p.state) for p in pieces]
    inside = [(length, state) for length, state in inside if length > 0]
    if any(state is Availability.UNAVAILABLE for _, state in inside):
        return Availability.UNAVAILABLE
    return Availability.AVAILABLE if sum(length for length, _ in inside) == ends - starts else None


def portions(day: dt.date, starts: dt.time, ends_on: dt.date, ends: dt.time) -> Iterator[tuple[dt.date, int, int]]:
    """The days that a shift touches, each with its minutes of the clock."""
    current = day
    while current <= ends_on:
        first = minute(starts) if current == day else 0
        last = minute(ends) if current == ends_on else DAY_MINUTES
        if last > first:
            yield current, first, last
        current += dt.timedelta(1)


def overlap(one: Said, other: Said) -> bool:
    """Whether two things said of one day speak of the same hours."""
    (first, last), (begin, end) = bounds(one.starts, one.ends), bounds(other.starts, other.ends)
    return first < end and begin < last


def bounds(starts: dt.time | None, ends: dt.time | None) -> tuple[int, int]:
    """Minutes of the clock from midnight; an end at 0:00 is that of the day."""
    last = minute(ends) if ends is not None else 0
    return (minute(starts) if starts is not None else 0), last or DAY_MINUTES


def minute(moment: dt.time) -> int:
    """Minutes of the clock since midnight."""
    return moment.hour * 60 + moment.minute


def clock(minutes: int) -> dt.time:
    """The time of so many minutes since midnight; the end of a day is 0:00."""
    return dt.time(*divmod(minutes % DAY_MINUTES, 60))


# ---------------------------------------------------------------- how long it lasts


@lru_cache(maxsize=4096)
def instant(day: dt.date, moment: dt.time) -> int:
    """Minutes since 1970 (UTC) of a time on the local clock, never decreasing with it.

    A time that exists twice is the first one. A time that the clocks jump over is the moment of the jump.
    """
    found = _local(day, moment).astimezone(dt.UTC)
    if is_skipped(day, moment):
        found = found.replace(minute=0)  # the clocks of Paris jump on the hour
    return (found - _EPOCH) // _MINUTE


def is_skipped(day: dt.date, moment: dt.time) -> bool:
    """Whether the clocks jump over a time: 2:30 of the last Sunday of March."""
    local = _local(day, moment)
    return local.astimezone(dt.UTC).astimezone(PARIS).replace(tzinfo=None) != local.replace(tzinfo=None)


def _local(day: dt.date, moment: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, moment.replace(second=0, microsecond=0, fold=0), PARIS)


def span(day: dt.date, starts: dt.time, ends_on: dt.date, ends: dt.time) -> Span:
    """When a shift is."""
    return Span(day, instant(day, starts), instant(ends_on, ends))


def collide(one: Span, other: Span) -> bool:
    """Whether two shifts share a moment."""
    return one.begin < other.end and other.begin < one.end


def rest_between(one: Span, other: Span) -> int:
    """Minutes of rest between two shifts that do not collide."""
    return max(other.begin - one.end, one.begin - other.end)


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of a day's week."""
    monday = day - dt.timedelta(day.weekday())
    return monday, monday + dt.timedelta(6)


def shift_state(state: ShiftState, ends_on: dt.date, today: dt.date) -> ShiftState:
    """A shift's state as of a day: one that was planned and is over is done."""
    return ShiftState.DONE if state is ShiftState.PLANNED and ends_on < today else state
