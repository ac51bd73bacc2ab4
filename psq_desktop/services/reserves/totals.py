"""Days and hours of everybody at once, added up by the database: a year's shifts of thousands are many rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Text, case, cast, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from psq_desktop.models.kinds import Period, ShiftState
from psq_desktop.models.reserve import DutyShift
from psq_desktop.services.periods import period_end, period_start
from psq_desktop.services.reserves import days
from psq_desktop.services.reserves.clock import minutes
from psq_desktop.services.reserves.hours import DONE, HOUR, monday

_ONE = dt.timedelta(days=1)


@dataclass(slots=True)
class Total:
    """One reservist's: days as they are written in the base, minutes of this quarter, by week what is planned too."""

    used: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    minutes: int = 0
    weeks: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def hours(self) -> float:
        """Hours of this quarter, done or past."""
        return self.minutes / HOUR

    @property
    def fullest_week(self) -> float:
        """Hours of the fullest of the weeks that touch this quarter."""
        return max(self.weeks.values(), default=0) / HOUR


def since(today: dt.date) -> dt.date:
    """The day from which days are told: no contract year of today begins before."""
    return today - 366 * _ONE


def of_everybody(session: Session, today: dt.date, reservist_ids: Collection[int] | None = None) -> Mapping[int, Total]:
    """Totals of everybody, or of some: days of the last year and those to come, minutes of this quarter."""
    found: dict[int, Total] = defaultdict(Total)
    for key, used, planned in session.execute(_chosen(_days(today), reservist_ids)):
        found[key].used, found[key].planned = _distinct(used), _distinct(planned)
    first, last = period_start(Period.QUARTER, today), period_end(Period.QUARTER, today)
    for key, week, used_minutes, all_minutes in session.execute(_chosen(_weeks(first, last, today), reservist_ids)):
        found[key].minutes += used_minutes
        found[key].weeks[week] += all_minutes
    for shift in session.scalars(_chosen(_odd_nights(first, last), reservist_ids)):
        late = minutes(shift.day, shift.starts, shift.ends_on, shift.ends) - _of_the_clock(shift)
        found[shift.reservist_id].weeks[monday(shift.day).isoformat()] += late
        if first <= shift.day <= last and (shift.state in DONE or shift.day < today):
            found[shift.reservist_id].minutes += late
    return found


def _chosen(query: Select[*tuple[Any, ...]], reservist_ids: Collection[int] | None) -> Select[Any]:
    query = query.where(DutyShift.state != ShiftState.CANCELLED)
    return query if reservist_ids is None else query.where(DutyShift.reservist_id.in_(reservist_ids))


def _used(today: dt.date) -> ColumnElement[bool]:
    """`hours.Worked.used` in SQL."""
    return or_(DutyShift.state.in_(DONE), DutyShift.day < today)


def _days(today: dt.date) -> Select[*tuple[Any, ...]]:
    """Days as text in one piece: rows of their own would cost more than all the rest."""
    day, used = type_coerce(DutyShift.day, Text), _used(today)
    listed = (func.group_concat(case((each, day)), type_=String) for each in (used, ~used))
    return select(DutyShift.reservist_id, *listed).where(DutyShift.day >= since(today)).group_by(DutyShift.reservist_id)


def _distinct(listed: str | None) -> tuple[str, ...]:
    return tuple(sorted(set(listed.split(",")))) if listed else ()


def _weeks(first: dt.date, last: dt.date, today: dt.date) -> Select[*tuple[Any, ...]]:
    shift = DutyShift
    lasting = func.coalesce(shift.done_minutes, _minutes())
    counted = case((_used(today) & shift.day.between(first, last), lasting), else_=0)
    week = func.date(type_coerce(shift.day, Text), "weekday 0", "-6 days", type_=String)
    return (
        select(shift.reservist_id, week, func.sum(counted), func.sum(lasting))
        .where(shift.day.between(monday(first), monday(last) + 6 * _ONE))
        .group_by(shift.reservist_id, week)
    )


def _minutes() -> ColumnElement[int]:
    """Minutes of the clock from a shift's start to its end."""
    starts, ends = type_coerce(DutyShift.starts, Text), type_coerce(DutyShift.ends, Text)
    later = func.julianday(type_coerce(DutyShift.ends_on, Text)) - func.julianday(type_coerce(DutyShift.day, Text))
    nights = case((DutyShift.ends_on == DutyShift.day, 0), else_=cast(later, DutyShift.id.type) * days.DAY_MINUTES)
    return nights + _minute(ends) - _minute(starts)


def _minute(moment: ColumnElement[str]) -> ColumnElement[int]:
    hour, minute = (cast(func.substr(moment, place, 2), DutyShift.id.type) for place in (1, 4))
    return hour * HOUR + minute


def _odd_nights(first: dt.date, last: dt.date) -> Select[*tuple[Any, ...]]:
    """Shifts as planned that run while clocks change: the database cannot tell how long they last."""
    changes = list(_changes(monday(first), monday(last) + 6 * _ONE))
    touched = [DutyShift.day.between(day - _ONE, day) & (DutyShift.ends_on >= day) for day in changes]
    return select(DutyShift).where(or_(False, *touched), DutyShift.done_minutes.is_(None))


def _changes(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Days on which clocks change: Sundays."""
    sunday = first + (6 - first.weekday()) * _ONE
    while sunday <= last + _ONE:
        if minutes(sunday, dt.time(), sunday + _ONE, dt.time()) != days.DAY_MINUTES:
            yield sunday
        sunday += 7 * _ONE


def _of_the_clock(shift: DutyShift) -> int:
    later = (shift.ends_on - shift.day).days * days.DAY_MINUTES
    return later + days.minute(shift.ends) - days.minute(shift.starts)
