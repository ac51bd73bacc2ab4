"""Days and hours of reservists, added up from their shifts in one statement."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.models.kinds import Period, ShiftState
from psq_desktop.models.reserve import DutyShift
from psq_desktop.services.periods import period_end, period_start
from psq_desktop.services.reserves.clock import minutes
from psq_desktop.services.reserves.reservist_rows import HoursRow

HOUR = 60
DONE = (ShiftState.DONE, ShiftState.VALIDATED)


@dataclass(frozen=True, slots=True)
class Worked:
    """One shift that was not cancelled, as far as days and hours go."""

    day: dt.date
    state: ShiftState
    planned: int  # minutes
    reported: int | None

    def used(self, today: dt.date) -> bool:
        """Whether it counts: done, validated, or past although nobody said what became of it."""
        return self.state in DONE or self.day < today

    @property
    def done(self) -> int:
        """Minutes done: as reported, else as planned."""
        return self.planned if self.reported is None else self.reported


def of_reservists(
    session: Session, since: dt.date, *, until: dt.date | None = None, reservist_id: int | None = None
) -> Mapping[int, Sequence[Worked]]:
    """Shifts that start within some days, oldest first, by reservist; cancelled ones are left out."""
    shift = DutyShift
    query = (
        select(shift.reservist_id, shift.day, shift.starts, shift.ends_on, shift.ends, shift.state, shift.done_minutes)
        .where(shift.day >= since, shift.state != ShiftState.CANCELLED)
        .order_by(shift.day, shift.starts, shift.id)
    )
    if until is not None:
        query = query.where(shift.day <= until)
    if reservist_id is not None:
        query = query.where(shift.reservist_id == reservist_id)
    found: dict[int, list[Worked]] = defaultdict(list)
    for key, day, starts, ends_on, ends, state, reported in session.execute(query):
        found[key].append(Worked(day, state, minutes(day, starts, ends_on, ends), reported))
    return found


def days(shifts: Iterable[Worked], today: dt.date) -> tuple[tuple[dt.date, ...], tuple[dt.date, ...]]:
    """Distinct days that were used, and those that are planned."""
    used: set[dt.date] = set()
    planned: set[dt.date] = set()
    for shift in shifts:
        (used if shift.used(today) else planned).add(shift.day)
    return tuple(sorted(used)), tuple(sorted(planned - used))


def hours(shifts: Iterable[Worked], first: dt.date, last: dt.date) -> HoursRow:
    """What was planned from one day to another, what of it was done, what of that was validated."""
    within = [shift for shift in shifts if first <= shift.day <= last]
    done = [shift for shift in within if shift.state in DONE]
    validated = [shift for shift in done if shift.state is ShiftState.VALIDATED]
    return HoursRow(
        first,
        last,
        planned=sum(shift.planned for shift in within) / HOUR,
        done=sum(shift.done for shift in done) / HOUR,
        validated=sum(shift.done for shift in validated) / HOUR,
        shifts=len(within),
    )


def by_period(shifts: Sequence[Worked], period: Period, first: dt.date, last: dt.date) -> tuple[HoursRow, ...]:
    """`hours` of every calendar period that some days touch, oldest first."""
    found = []
    day = first
    while day <= last:
        end = period_end(period, day)
        found.append(hours(shifts, max(first, period_start(period, day)), min(last, end)))
        day = end + dt.timedelta(days=1)
    return tuple(found)


def monday(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())
