"""The calendar of availability: who is free, who is not, who serves, in a few statements however many there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from psq_desktop.models.kinds import ReserveCategory, ReservistState, ShiftState
from psq_desktop.models.reserve import DutyShift, Mission, Reservist
from psq_desktop.services.reserves import availability, reservists
from psq_desktop.services.reserves.availability import Days
from psq_desktop.services.reserves.calendar_rows import CalendarRow, CalendarRows, DayMark
from psq_desktop.services.reserves.days import DayState
from psq_desktop.services.reserves.reserve_rules import rules
from psq_desktop.services.reserves.reservist_rows import ReservistRow

Served = Mapping[int, Mapping[int, str]]  # by reservist and place in the period: titles
_HOUR = 60


def of_period(
    session: Session, first: dt.date, last: dt.date, today: dt.date, *, limit: int | None = None
) -> CalendarRows:
    """Everybody whose engagement runs, the operational reserve first, with a mark for each day from one to another.

    ``limit``: only so many of them, the first ones.
    """
    only = _first_ones(session, limit) if limit is not None else None
    said = availability.of_period(session, first, last, reservist_ids=only)
    served = _served(session, first, last, only)
    warning = rules(session).warning_days
    marks, length = _Marks(), (last - first).days + 1
    nothing: Days = (None,) * length
    return CalendarRows(
        first, last, today,
        tuple(
            _row(row, marks.of(said.get(row.id, nothing), served.get(row.id, {})), warning, today)
            for row in reservists.search(session, today, reservist_ids=only)
            if not row.state.applying and not row.state.over
        ),
    )  # fmt: skip


def _first_ones(session: Session, limit: int) -> Sequence[int]:
    citizens_last = case((Reservist.category == ReserveCategory.CITIZEN, 1), else_=0)
    running = [state for state in ReservistState if not state.applying and not state.over]
    query = select(Reservist.id).where(Reservist.state.in_(running)).order_by(citizens_last, Reservist.code)
    return session.scalars(query.limit(limit)).all()


def _row(row: ReservistRow, marks: tuple[DayMark | None, ...], warning: int, today: dt.date) -> CalendarRow:
    reached = row.forecast.reached_on
    over = row.ceiling is not None and row.days_used >= row.ceiling
    return CalendarRow(
        row.id, row.code, row.display, row.category, row.state, row.activity, row.days_used, row.ceiling,
        round(row.quarter_hours * _HOUR), reached is not None and (reached - today).days <= warning, over,
        frozenset(skill.id for skill in row.skills), tuple(skill.name for skill in row.skills), marks,
    )  # fmt: skip


def _served(session: Session, first: dt.date, last: dt.date, only: Sequence[int] | None) -> Served:
    shift = DutyShift
    query = (
        select(shift.reservist_id, shift.day, Mission.title, shift.title)
        .outerjoin(Mission, Mission.id == shift.mission_id)
        .where(shift.day.between(first, last), shift.state != ShiftState.CANCELLED)
        .order_by(shift.day, shift.starts, shift.id)
    )
    if only is not None:
        query = query.where(shift.reservist_id.in_(only))
    found: dict[int, dict[int, str]] = {}
    for key, day, mission, title in session.execute(query):
        of_one, place = found.setdefault(key, {}), (day - first).days
        told = mission or title or "Vacation"
        of_one[place] = f"{of_one[place]} ; {told}" if place in of_one else told
    return found


class _Marks:
    """Marks made once for all the days that say the same."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], DayMark] = {}

    def of(self, states: Days, served: Mapping[int, str]) -> tuple[DayMark | None, ...]:
        """The marks of one reservist."""
        if not served:
            return tuple(None if state is None else self._mark(state, "") for state in states)
        return tuple(
            self._mark(state, served.get(place, "")) if state is not None or place in served else None
            for place, state in enumerate(states)
        )

    def _mark(self, state: DayState | None, mission: str) -> DayMark:
        key = id(state), mission  # states outlive this object
        mark = self._known.get(key)
        if mark is None:
            mark = self._known[key] = (
                DayMark(None, mission=mission)
                if state is None
                else DayMark(state.state, _hours(state), state.weekly, mission)
            )
        return mark


def _hours(day: DayState) -> str:
    """The hours in which a day's state holds, unless it is all of them."""
    if day.whole:
        return ""
    return ", ".join(availability.hours(*piece.hours) for piece in day.pieces if piece.state is day.state)
