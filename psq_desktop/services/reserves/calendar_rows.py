"""What the calendar of availability shows: one row per reservist, one mark per day. Names are masked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.models.kinds import Availability, ReserveCategory, ReservistState


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day of a reservist. Equal marks are one object, so that thousands cost nothing.

    ``state`` is ``None`` when nothing was said. ``hours``: « 9 h 00 – 12 h 00 » when it does not hold all day.
    ``weekly``: a weekly pattern says so, nothing dated does. ``mission``: titles of the shifts of the day.
    """

    state: Availability | None
    hours: str = ""
    weekly: bool = False
    mission: str = ""

    @property
    def partial(self) -> bool:
        """Whether it holds for some hours only."""
        return bool(self.hours)


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A reservist with its days; ``marks`` are in the order of the period's days, ``None`` where nothing is known.

    ``days_used`` of the contract year, openings included; ``quarter_minutes`` of this calendar quarter, past shifts.
    ``near``: the ceiling will be reached within the warning time; ``over``: it is reached.
    """

    id: int
    code: str
    display: str
    category: ReserveCategory
    state: ReservistState
    activity: str
    days_used: int
    ceiling: int | None
    quarter_minutes: int
    near: bool
    over: bool
    skill_ids: frozenset[int]
    skills: tuple[str, ...]
    marks: tuple[DayMark | None, ...]


@dataclass(frozen=True, slots=True)
class CalendarRows:
    """A period of the calendar, both days included."""

    first: dt.date
    last: dt.date
    today: dt.date
    rows: tuple[CalendarRow, ...]


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A dated slot; both times empty: the whole day; an end at 0:00 is that of the day."""

    id: int
    day: dt.date
    starts: dt.time | None
    ends: dt.time | None
    state: Availability


@dataclass(frozen=True, slots=True)
class PatternRow:
    """A weekly pattern. Monday is 0."""

    id: int
    weekday: int
    starts: dt.time | None
    ends: dt.time | None
    state: Availability
    valid_from: dt.date | None
    valid_until: dt.date | None
