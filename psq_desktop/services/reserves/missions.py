"""Missions of the reserves: needs with a day, places and skills. Those on one follow its changes, or forbid them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.kinds import MissionState, ReserveCategory, ShiftState
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import Partner
from psq_desktop.models.reserve import DutyShift, Mission, MissionSkill, Skill
from psq_desktop.services import fields
from psq_desktop.services.names import PartnerLabel, labels_on, objective_codes
from psq_desktop.services.reserves import assigning, crew, days, proposals, shifts
from psq_desktop.services.reserves.mission_rows import AssignedShift, MissionRow
from psq_desktop.services.reserves.proposals import Proposal
from psq_desktop.services.reserves.reading import masked

MOST_PLACES = 500
FIELDS = {
    "title": fields.HEADLINE,
    "place": fields.WORDS,
    "day": fields.REQUIRED_DAY,
    "starts": fields.Field(dt.time, required=True),
    "ends_on": fields.REQUIRED_DAY,
    "ends": fields.Field(dt.time, required=True),
    "slots": fields.COUNT,
    "category": fields.Field((ReserveCategory, type(None))),
    "partner_id": fields.KEY,
    "objective_id": fields.KEY,
    "note": fields.NOTE,
}
_TIMES = ("day", "starts", "ends_on", "ends")
_ASKED = frozenset((*_TIMES, "category", "skill_ids"))  # what decides who may be on it


# ---------------------------------------------------------------- reading


def search(session: Session, today: dt.date, *, coming: bool = False) -> tuple[MissionRow, ...]:
    """Missions, the latest first; ``coming``: those that are not over nor cancelled, the next one first.

    Those to come that have places left say who could take them.
    """
    query = select(Mission).order_by(Mission.day.desc(), Mission.starts.desc(), Mission.id.desc())
    if coming:
        query = query.where(Mission.cancelled_on.is_(None), Mission.ends_on >= today)
        query = query.order_by(None).order_by(Mission.day, Mission.starts, Mission.id)
    return _rows(session, query, today)


def row(session: Session, mission_id: int, today: dt.date) -> MissionRow:
    """One mission. Raises `UserError` ``gone``."""
    found = _rows(session, select(Mission).where(Mission.id == mission_id), today)
    if not found:
        raise UserError("gone")
    return found[0]


def _rows(session: Session, query: Any, today: dt.date) -> tuple[MissionRow, ...]:
    loaded = query.options(
        selectinload(Mission.skills).joinedload(MissionSkill.skill),
        selectinload(Mission.shifts).joinedload(DutyShift.reservist),
        joinedload(Mission.objective),
    )
    missions = session.scalars(loaded).all()
    labels, codes = labels_on(session, today), objective_codes(session)
    open_ones = [mission for mission in missions if _state(mission, today) is MissionState.TO_FILL]
    proposed = proposals.summaries(session, open_ones, today)
    return tuple(_row(mission, today, labels, codes, proposed.get(mission.id)) for mission in missions)


def _row(
    mission: Mission,
    today: dt.date,
    labels: Mapping[int, PartnerLabel],
    codes: Mapping[int | None, str],
    proposed: Proposal | None,
) -> MissionRow:
    m, span = mission, days.span(mission.day, mission.starts, mission.ends_on, mission.ends)
    partner = labels.get(m.partner_id) if m.partner_id else None
    objective = f"{codes[m.objective.id]} {m.objective.title}" if m.objective is not None else ""
    held = sorted((s for s in m.shifts if s.state is not ShiftState.CANCELLED), key=lambda s: s.reservist.code)
    asked = sorted(m.skills, key=lambda each: each.skill.position)
    return MissionRow(
        m.id, m.title, m.place, m.day, m.starts, m.ends_on, m.ends, span.minutes, m.slots, len(held),
        _state(m, today), tuple(s.skill_id for s in asked), tuple(s.skill.name for s in asked), m.category,
        m.partner_id, (partner.acronym or partner.name) if partner else "", m.objective_id, objective, m.note,
        m.cancelled_on, tuple(_assigned(shift, today) for shift in held),
        proposed.fit if proposed else None, proposed.aside if proposed else None, partner.name if partner else "",
    )  # fmt: skip


def _assigned(shift: DutyShift, today: dt.date) -> AssignedShift:
    person = shift.reservist
    minutes = days.span(shift.day, shift.starts, shift.ends_on, shift.ends).minutes
    return AssignedShift(
        shift.id, person.id, person.code, masked(person.last_name, person.first_name),
        days.shift_state(shift.state, shift.ends_on, today), minutes, shift.done_minutes,
    )  # fmt: skip


def _state(mission: Mission, today: dt.date) -> MissionState:
    if mission.cancelled_on is not None:
        return MissionState.CANCELLED
    if mission.ends_on < today:
        return MissionState.DONE
    return MissionState.FILLED if _taken(mission) >= mission.slots else MissionState.TO_FILL


def _taken(mission: Mission) -> int:
    return sum(shift.state is not ShiftState.CANCELLED for shift in mission.shifts)


# ---------------------------------------------------------------- writing


def create(
    session: Session,
    title: str,
    day: dt.date,
    starts: dt.time,
    ends: dt.time,
    slots: int,
    *,
    ends_on: dt.date | None = None,
    place: str = "",
    skill_ids: Collection[int] = (),
    category: ReserveCategory | None = None,
    partner_id: int | None = None,
    objective_id: int | None = None,
    note: str = "",
) -> int:
    """A new mission; without ``ends_on`` it ends on its day. Returns its id; every problem is told.

    Raises ``ends_next_day`` at ``ends`` when it would end before it starts: it may end on the next day.
    """
    mission = Mission(shifts=[], skills=[])
    _fill(
        session,
        mission,
        {
            "title": title, "place": place, "day": day, "starts": starts, "ends_on": ends_on or day, "ends": ends,
            "slots": slots, "category": category, "partner_id": partner_id, "objective_id": objective_id,
            "note": note, "skill_ids": skill_ids,
        },
    )  # fmt: skip
    session.add(mission)
    session.flush()
    return mission.id


def update(session: Session, mission_id: int, values: Mapping[str, Any], today: dt.date) -> None:
    """Change several of `FIELDS`, or ``skill_ids``; planned shifts follow.

    A new ``day`` alone takes the end along. Raises `UserError` ``mission_change_refused`` with a problem for each
    reason when somebody on it could not be on it any more.
    """
    mission = fields.fetch(session, Mission, mission_id)
    if "day" in values and "ends_on" not in values and isinstance(values["day"], dt.date):
        fields.require_range(day=values["day"])
        values = {**values, "ends_on": values["day"] + (mission.ends_on - mission.day)}
    before = {name: getattr(mission, name) for name in _TIMES}
    with session.no_autoflush:
        _fill(session, mission, values)
        planned = [shift for shift in mission.shifts if shift.state is ShiftState.PLANNED]
        if planned and _ASKED & values.keys():
            _require_still_fit(session, mission, planned, today)
    if before != {name: getattr(mission, name) for name in _TIMES}:
        for shift in planned:
            shift.day, shift.starts = mission.day, mission.starts
            shift.ends_on, shift.ends = mission.ends_on, mission.ends
    session.flush()


def cancel(session: Session, mission_id: int, on: dt.date) -> None:
    """Call a mission off: planned shifts are cancelled with it, those that were served stay."""
    fields.require_range(on=on)
    mission = fields.fetch(session, Mission, mission_id)
    mission.cancelled_on = mission.cancelled_on or on
    for shift in mission.shifts:
        if days.shift_state(shift.state, shift.ends_on, on) is ShiftState.PLANNED:
            shift.state = ShiftState.CANCELLED


def remove(session: Session, mission_id: int) -> None:
    """Delete a mission with its planned shifts. Raises `UserError` ``mission_served`` when hours were done on it."""
    mission = fields.fetch(session, Mission, mission_id)
    if any(shift.state in (ShiftState.DONE, ShiftState.VALIDATED) for shift in mission.shifts):
        raise UserError("mission_served", title=mission.title)
    session.delete(mission)


def _fill(session: Session, mission: Mission, values: Mapping[str, Any]) -> None:
    with fields.all_problems() as each:
        for name, value in values.items():
            if name == "skill_ids":
                _set_skills(session, mission, value)
                continue
            with each():
                fields.assign(mission, FIELDS, name, value)
        with each():
            _require_times(mission, values)
        with each():
            _require_places(mission, values)
    for kind, key in ((Partner, mission.partner_id), (Objective, mission.objective_id)):
        if key is not None:
            fields.fetch(session, kind, key)


def _set_skills(session: Session, mission: Mission, skill_ids: Iterable[int]) -> None:
    wanted = dict.fromkeys(skill_ids)
    mission.skills = [each for each in mission.skills if each.skill_id in wanted]
    known = {each.skill_id for each in mission.skills}
    for key in wanted:
        if key not in known:
            mission.skills.append(MissionSkill(skill_id=key, skill=fields.fetch(session, Skill, key)))


def _require_times(mission: Mission, values: Mapping[str, Any]) -> None:
    """Raise what `shifts.checked` raises, and ``time_skipped`` at an hour that the clocks jump over."""
    if not values.keys() & set(_TIMES) or any(getattr(mission, name) is None for name in _TIMES):
        return
    day, starts, ends_on, ends = (getattr(mission, name) for name in _TIMES)
    for name, on, moment in (("starts", day, starts), ("ends", ends_on, ends)):
        if days.is_skipped(on, moment):
            raise UserError("invalid", Problem(name, "time_skipped"))
    shifts.checked(day, starts, ends, ends_on)


def _require_places(mission: Mission, values: Mapping[str, Any]) -> None:
    if "slots" not in values or mission.slots is None:
        return
    taken = _taken(mission)
    if not 1 <= mission.slots <= MOST_PLACES:
        raise UserError("invalid", Problem("slots", "places_range", (("highest", MOST_PLACES),)))
    if mission.slots < taken:
        raise UserError("invalid", Problem("slots", "places_taken", (("taken", taken),)))


def _require_still_fit(session: Session, mission: Mission, planned: Iterable[DutyShift], today: dt.date) -> None:
    people = [shift.reservist_id for shift in planned]
    found = assigning.refusals(session, crew.need_of(mission), people, today)
    if found:
        raise UserError("mission_change_refused", *(each.problem for each in found), title=mission.title)
