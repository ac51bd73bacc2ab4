"""Shifts of reservists: entered, done, validated. A shift counts one day, that on which it starts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import date_long, time_text
from psq_desktop.models.kinds import ShiftState
from psq_desktop.models.reserve import DutyShift, Reservist
from psq_desktop.services import fields
from psq_desktop.services.reserves import assigning
from psq_desktop.services.reserves.clock import minutes
from psq_desktop.services.reserves.fitness import Need

__all__ = ["LONGEST", "cancel", "checked", "minutes", "overlapping", "record", "set_done", "settle", "validate"]

LONGEST = 24 * 60  # minutes: a longer shift is a slip of the finger
_ONE = dt.timedelta(days=1)


def checked(day: dt.date, starts: dt.time, ends: dt.time, ends_on: dt.date | None = None) -> dt.date:
    """The day on which a shift or a mission ends. Seconds do not count.

    Raises ``ends_next_day`` at ``ends`` when it ends before it starts on the same day, ``ends_first`` at ``ends_on``
    when it ends on a day before, ``shift_too_long`` beyond 24 hours.
    """
    fields.require_range(day=day, ends_on=ends_on)
    last = ends_on or day
    if last < day:
        raise UserError("invalid", Problem("ends_on", "ends_first"))
    if minutes(day, starts, last, ends) == 0:
        raise UserError("invalid", Problem("ends", "ends_next_day" if last == day else "ends_first"))
    if minutes(day, starts, last, ends) > LONGEST:
        raise UserError("invalid", Problem("ends_on" if ends_on else "ends", "shift_too_long"))
    return last


def record(
    session: Session,
    reservist_id: int,
    day: dt.date,
    starts: dt.time,
    ends: dt.time,
    *,
    ends_on: dt.date | None = None,
    title: str = "",
    state: ShiftState = ShiftState.DONE,
    mission_id: int | None = None,
    today: dt.date | None = None,
) -> int:
    """Enter a shift, on a mission or not. Returns its id.

    Raises what `checked` raises, ``shift_overlap`` at ``starts`` when another shift of theirs runs meanwhile,
    ``shift_not_yet`` at ``day`` when it is said to be done and is still to come ``today``, and ``shift_refused`` with
    a problem for each reason that would forbid an assignment when it is planned (as of ``today``, else of its day).
    """
    reservist = fields.fetch(session, Reservist, reservist_id)
    last = checked(day, starts, ends, ends_on)
    if today is not None and day > today and state is not ShiftState.PLANNED:
        raise UserError("invalid", Problem("day", "shift_not_yet"))
    title = fields.line(title)
    fields.require_safe(title=title)
    other = overlapping(session, reservist_id, day, starts, last, ends)
    if other is not None:
        raise UserError("invalid", _overlap(other))
    if state is ShiftState.PLANNED:
        need = Need(mission_id or 0, title, day, starts, last, ends)
        if found := assigning.refusals(session, need, [reservist_id], today or day):
            raise UserError("shift_refused", *(each.problem for each in found), who=reservist.code)
    shift = DutyShift(
        reservist=reservist, mission_id=mission_id, title=title, day=day, starts=starts, ends_on=last, ends=ends,
        state=state,
    )  # fmt: skip
    session.add(shift)
    session.flush()
    return shift.id


def _overlap(other: DutyShift) -> Problem:
    day, begin, end = date_long(other.day, weekday=False), time_text(other.starts), time_text(other.ends)
    return Problem("starts", "shift_overlap", (("day", day), ("starts", begin), ("ends", end)))


def overlapping(
    session: Session, reservist_id: int, day: dt.date, starts: dt.time, ends_on: dt.date, ends: dt.time
) -> DutyShift | None:
    """The first shift of a reservist, not cancelled, that runs during some time; one may start as another ends."""
    query = (
        select(DutyShift)
        .where(
            DutyShift.reservist_id == reservist_id,
            DutyShift.state != ShiftState.CANCELLED,
            DutyShift.day.between(day - _ONE, ends_on),
        )
        .order_by(DutyShift.day, DutyShift.starts)
    )
    begin, end = dt.datetime.combine(day, starts), dt.datetime.combine(ends_on, ends)
    for other in session.scalars(query):
        if dt.datetime.combine(other.day, other.starts) < end and begin < dt.datetime.combine(
            other.ends_on, other.ends
        ):
            return other
    return None


def set_done(session: Session, shift_id: int, minutes: int | None, on: dt.date) -> None:
    """Say that a shift was done, in how many minutes; none: as planned. One that was validated has to be so again.

    Raises ``worked_minutes_range`` at ``minutes`` outside 0 to 24 hours, ``shift_cancelled``, ``shift_to_come`` when
    it has not taken place on that day.
    """
    shift = _begun(session, shift_id, on)
    if minutes is not None and not 0 <= minutes <= LONGEST:
        raise UserError("invalid", Problem("minutes", "worked_minutes_range"))
    shift.done_minutes, shift.state, shift.validated_on = minutes, ShiftState.DONE, None


def validate(session: Session, shift_ids: Sequence[int], on: dt.date) -> int:
    """Validate hours of shifts that are over, as done or, when nobody said, as planned. Returns how many changed.

    Raises ``shift_to_come`` when one has not taken place on that day, ``shift_cancelled``.
    """
    fields.require_range(on=on)
    chosen = [_begun(session, key, on) for key in dict.fromkeys(shift_ids)]
    changed = [shift for shift in chosen if shift.state is not ShiftState.VALIDATED]
    for shift in changed:
        shift.state, shift.validated_on = ShiftState.VALIDATED, on
    return len(changed)


def settle(session: Session, done: Mapping[int, int | None], on: dt.date) -> int:
    """Say what shifts lasted, by their id (minutes; none: as planned), and validate them. Returns how many changed."""
    for shift_id, lasted in done.items():
        set_done(session, shift_id, lasted, on)
    return validate(session, tuple(done), on)


def cancel(session: Session, shift_id: int) -> None:
    """Have a shift count for nothing; it stays on the sheet."""
    shift = fields.fetch(session, DutyShift, shift_id)
    shift.state, shift.validated_on, shift.done_minutes = ShiftState.CANCELLED, None, None


def _begun(session: Session, shift_id: int, on: dt.date) -> DutyShift:
    shift = fields.fetch(session, DutyShift, shift_id)
    if shift.state is ShiftState.CANCELLED:
        raise UserError("shift_cancelled")
    if shift.day > on:
        raise UserError("shift_to_come", who=shift.reservist.code, day=date_long(shift.day, weekday=False))
    return shift
