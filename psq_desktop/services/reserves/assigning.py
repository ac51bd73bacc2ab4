"""Reservists put on missions. Whatever forbids it is found before anything is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from psq_desktop.errors import UserError
from psq_desktop.models.kinds import ShiftState
from psq_desktop.models.reserve import DutyShift, Mission
from psq_desktop.services import fields
from psq_desktop.services.reserves import crew
from psq_desktop.services.reserves.fitness import Need, obstacles
from psq_desktop.services.reserves.mission_rows import Obstacle
from psq_desktop.services.reserves.reserve_rules import rules


def check(session: Session, mission_id: int, reservist_id: int, today: dt.date) -> tuple[Obstacle, ...]:
    """What stands against putting somebody on a mission; cautions forbid nothing. Nothing is written."""
    need = crew.need_of(fields.fetch(session, Mission, mission_id))
    return _found(session, need, [reservist_id], today)


def assign(session: Session, mission_id: int, reservist_ids: Sequence[int], today: dt.date) -> tuple[int, ...]:
    """Put reservists on a mission, all of them or nobody; returns the shifts.

    Raises `UserError` ``mission_cancelled``, ``mission_full``, ``assignment_refused`` with a problem for each reason.
    """
    mission = fields.fetch(session, Mission, mission_id)
    if mission.cancelled_on is not None:
        raise UserError("mission_cancelled", title=mission.title)
    wanted = list(dict.fromkeys(reservist_ids))
    taken = sum(shift.state is not ShiftState.CANCELLED for shift in mission.shifts)
    found = _found(session, crew.need_of(mission), wanted, today)
    if reasons := [obstacle.problem for obstacle in found if not obstacle.caution]:
        raise UserError("assignment_refused", *reasons, title=mission.title)
    if taken + len(wanted) > mission.slots:
        raise UserError("mission_full", title=mission.title, slots=mission.slots, taken=taken, wanted=len(wanted))
    made = [shift_of(mission, reservist_id) for reservist_id in wanted]
    mission.shifts.extend(made)
    session.flush()
    return tuple(shift.id for shift in made)


def withdraw(session: Session, shift_id: int) -> None:
    """Take somebody off a mission. Raises `UserError` ``shift_served`` once the shift is done or validated."""
    shift = fields.fetch(session, DutyShift, shift_id)
    if shift.state in (ShiftState.DONE, ShiftState.VALIDATED):
        raise UserError("shift_served", who=shift.reservist.code)
    session.delete(shift)


def shift_of(mission: Mission, reservist_id: int) -> DutyShift:
    """A planned shift at a mission's times."""
    return DutyShift(
        reservist_id=reservist_id, day=mission.day, starts=mission.starts, ends_on=mission.ends_on, ends=mission.ends,
        state=ShiftState.PLANNED,
    )  # fmt: skip


def refusals(session: Session, need: Need, reservist_ids: Iterable[int], today: dt.date) -> tuple[Obstacle, ...]:
    """What forbids that those on a mission are on it as it is now."""
    people = crew.load(session, [need], today, reservist_ids=set(reservist_ids))
    limits = rules(session)
    found = [each for person in people for each in obstacles(person.without(need.mission_id), need, limits, today)]
    return tuple(each for each in found if not each.caution)


def _found(session: Session, need: Need, reservist_ids: Sequence[int], today: dt.date) -> tuple[Obstacle, ...]:
    people = crew.load(session, [need], today, reservist_ids=set(reservist_ids))
    if len(people) < len(set(reservist_ids)):
        raise UserError("gone")
    limits = rules(session)
    return tuple(each for person in people for each in obstacles(person, need, limits, today))
