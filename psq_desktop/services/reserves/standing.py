"""Planned shifts that a change elsewhere would leave impossible: a step taken back, a contract that ends sooner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import date_short
from psq_desktop.journal import RowChange
from psq_desktop.models.kinds import ShiftState
from psq_desktop.models.reserve import DutyShift, Reservist
from psq_desktop.services.reserves import crew
from psq_desktop.services.reserves.fitness import Need, obstacles
from psq_desktop.services.reserves.reserve_rules import rules

TABLES = frozenset({"duty_shift", "mission", "mission_skill", "reservist"})
_TIMES = "day", "starts", "ends_on", "ends"
_HELD = frozenset((*_TIMES, "reservist_id", "mission_id"))
_CONTRACT = frozenset({"contract_start", "contract_end"})
_CLASH = ("shift_collision", "already_assigned")  # what not even a shift that is over may do
_NAMED = 3


def require_possible(session: Session, taken_back: Sequence[RowChange], today: dt.date) -> None:
    """Refuse that a step was taken back when shifts would now stand that no assignment would have made.

    Raises `UserError` ``not_brought_back`` with a problem for each reason. Call it after the rows were put back.
    """
    if found := tuple(dict.fromkeys(_found(session, taken_back, today))):
        raise UserError("not_brought_back", *found)


def _found(session: Session, changes: Sequence[RowChange], today: dt.date) -> Iterator[Problem]:
    session.expire_all()  # the rows were put back past the objects
    # Of somebody deleted whole nothing can have changed meanwhile, but their missions.
    whole = {change.id for change in changes if change.table == "reservist" and change.change == "delete"}
    shifts, missions = set(filter(None, map(_shift, changes))), set(filter(None, map(_mission, changes)))
    if found := _living(session, shifts, missions):
        yield from _unfit(session, [shift for shift in found if shift.reservist_id not in whole], today)
        yield from _misplaced(found, today)
    for change in changes:
        if change.table == "reservist" and change.change == "update" and _CONTRACT & (change.before or {}).keys():
            person = session.get_one(Reservist, change.id)
            if left_out := outside(session, person.id, person.contract_start, person.contract_end, today):
                yield Problem(person.code, "planned_outside_contract", (("shifts", named(left_out)),))


def _shift(change: RowChange) -> int | None:
    """The shift that comes back, or comes to stand elsewhere."""
    if change.table != "duty_shift" or change.change == "insert":
        return None
    back = change.change == "delete" or (change.after or {}).get("state") == ShiftState.CANCELLED
    return change.id if back or _HELD & (change.before or {}).keys() else None


def _mission(change: RowChange) -> int | None:
    """The mission that asks something else again."""
    if change.table == "mission" and change.change == "update":
        return change.id
    if change.table == "mission_skill" and change.change == "delete":
        found: int = (change.before or {})["mission_id"]
        return found
    return None


def _living(session: Session, shift_ids: Collection[int], mission_ids: Collection[int]) -> Sequence[DutyShift]:
    wanted = or_(DutyShift.id.in_(shift_ids), DutyShift.mission_id.in_(mission_ids))
    query = select(DutyShift).where(wanted, DutyShift.state != ShiftState.CANCELLED)
    loaded = query.options(joinedload(DutyShift.mission), joinedload(DutyShift.reservist))
    return session.scalars(loaded.order_by(DutyShift.day, DutyShift.starts, DutyShift.id)).all()


def _unfit(session: Session, shifts: Sequence[DutyShift], today: dt.date) -> Iterator[Problem]:
    needs = {shift.id: _need(shift) for shift in shifts}
    wanted = {shift.reservist_id for shift in shifts}
    people = {each.id: each for each in crew.load(session, [*needs.values()], today, reservist_ids=wanted)}
    limits = rules(session)
    for shift in shifts:
        person = people[shift.reservist_id].but_for(shift.id)
        for each in obstacles(person, needs[shift.id], limits, today):
            if each.code in _CLASH or (_coming(shift, today) and not each.caution):
                yield each.problem


def _misplaced(shifts: Iterable[DutyShift], today: dt.date) -> Iterator[Problem]:
    counted = set[int]()
    for shift in shifts:
        mission = shift.mission
        if mission is None:
            continue
        code, title = shift.reservist.code, mission.title
        planned = shift.state is ShiftState.PLANNED
        if planned and mission.cancelled_on is not None and _coming(shift, today):
            yield Problem(code, "mission_off", (("title", title),))
        if planned and any(getattr(shift, name) != getattr(mission, name) for name in _TIMES):
            yield Problem(code, "mission_moved", (("title", title),))
        taken = sum(each.state is not ShiftState.CANCELLED for each in mission.shifts)
        if taken > mission.slots and mission.id not in counted:
            told = ("title", title), ("slots", mission.slots), ("taken", taken)
            yield Problem(code, "mission_crowded", told)
        counted.add(mission.id)


def _need(shift: DutyShift) -> Need:
    if shift.mission is not None:
        return crew.need_of(shift.mission)
    return Need(0, shift.title, shift.day, shift.starts, shift.ends_on, shift.ends)


def _coming(shift: DutyShift, today: dt.date) -> bool:
    return shift.state is ShiftState.PLANNED and shift.day >= today


# ---------------------------------------------------------------- contracts


def outside(
    session: Session, reservist_id: int, start: dt.date | None, end: dt.date | None, today: dt.date
) -> tuple[DutyShift, ...]:
    """Planned shifts to come that a contract would not cover, in order."""
    s = DutyShift
    query = select(s).where(s.reservist_id == reservist_id, s.state == ShiftState.PLANNED, s.day >= today)
    found = session.scalars(query.order_by(s.day, s.starts, s.id)).all()
    return tuple(
        shift
        for shift in found
        if (start is not None and shift.day < start) or (end is not None and shift.ends_on > end)
    )


def named(shifts: Sequence[DutyShift]) -> str:
    """« « Marché » le 27 nov. 2026, … », the first ones."""
    told = [
        f"« {title} » le {date_short(shift.day)}" if title else f"le {date_short(shift.day)}"
        for shift in shifts[:_NAMED]
        for title in (shift.mission.title if shift.mission is not None else shift.title,)
    ]
    more = len(shifts) - len(told)
    return ", ".join((*told, f"et {more} de plus") if more else told)
