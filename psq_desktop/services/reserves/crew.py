"""What decides who may serve on missions, read from the base in a few statements. Names are masked."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.models.kinds import ReservistState, ShiftState
from psq_desktop.models.reserve import DutyShift, Mission, Reservist, ReservistSkill
from psq_desktop.services.reserves import availability, days
from psq_desktop.services.reserves.ceilings import Opening
from psq_desktop.services.reserves.fitness import Duty, Need, Person
from psq_desktop.services.reserves.reading import masked
from psq_desktop.services.reserves.reserve_rules import rules

_YEAR = dt.timedelta(370)  # a contract year, and the shifts next to it
_UNTITLED = "vacation sans objet"
_ENGAGED = [state for state in ReservistState if not state.applying and not state.over]


def need_of(mission: Mission) -> Need:
    """What a mission asks."""
    return Need(
        mission.id, mission.title, mission.day, mission.starts, mission.ends_on, mission.ends, mission.category,
        {asked.skill_id: asked.skill.name for asked in mission.skills},
    )  # fmt: skip


def load(
    session: Session, needs: Sequence[Need], today: dt.date, *, reservist_ids: Collection[int] | None = None
) -> tuple[Person, ...]:
    """Some reservists, or all whose engagement runs, by code, as far as these missions ask."""
    return with_duties(session, willing(session, needs, reservist_ids, today), needs, today)


def willing(
    session: Session, needs: Sequence[Need], reservist_ids: Collection[int] | None, today: dt.date
) -> tuple[Person, ...]:
    """As `load`, without their shifts: what is quick to ask of thousands."""
    if not needs:
        return ()
    r, limits = Reservist, rules(session)
    query = select(
        r.id, r.code, r.last_name, r.first_name, r.category, r.profile, r.state, r.born_on, r.contract_start,
        r.contract_end, r.fit_until, r.opening_days, r.opening_on,
    ).order_by(r.code)  # fmt: skip
    query = query.where(r.state.in_(_ENGAGED) if reservist_ids is None else r.id.in_(reservist_ids))
    skills = _skills(session, reservist_ids)
    wanted = {day for n in needs for day, _, _ in days.portions(n.day, n.starts, n.ends_on, n.ends)}
    said = availability.of_days(session, wanted, reservist_ids=reservist_ids)
    return tuple(
        Person(
            row.id, row.code, masked(row.last_name, row.first_name), row.category, row.state, row.born_on,
            row.contract_start, row.contract_end, row.fit_until, limits.ceiling(row.category, row.profile),
            _opening(row.opening_days, row.opening_on, today), skills.get(row.id, {}),
            said=said.get(row.id, {}),
        )
        for row in session.execute(query)
    )  # fmt: skip


def with_duties(
    session: Session, people: Sequence[Person], needs: Sequence[Need], today: dt.date
) -> tuple[Person, ...]:
    """The same with their shifts."""
    if not people:
        return ()
    duties = _duties(session, needs, today, [person.id for person in people])
    return tuple(replace(person, duties=tuple(duties.get(person.id, ()))) for person in people)


def _opening(count: int, until: dt.date | None, today: dt.date) -> Opening | None:
    return Opening(count, min(until, today)) if count and until is not None else None


def _skills(session: Session, reservist_ids: Collection[int] | None) -> dict[int, dict[int, dt.date | None]]:
    query = select(ReservistSkill.reservist_id, ReservistSkill.skill_id, ReservistSkill.valid_until)
    if reservist_ids is not None:
        query = query.where(ReservistSkill.reservist_id.in_(reservist_ids))
    found: dict[int, dict[int, dt.date | None]] = defaultdict(dict)
    for key, skill_id, until in session.execute(query):
        found[key][skill_id] = until
    return found


def _duties(
    session: Session, needs: Sequence[Need], today: dt.date, reservist_ids: Collection[int]
) -> dict[int, list[Duty]]:
    """Shifts of the contract years that the missions lie in, and of the last weeks."""
    first = min(today, *(need.day for need in needs)) - _YEAR
    last = max(today, *(need.ends_on for need in needs)) + _YEAR
    s = DutyShift
    query = (
        select(
            s.reservist_id, s.id, s.mission_id, Mission.title, s.title, s.day, s.starts, s.ends_on, s.ends, s.state,
            s.done_minutes,
        )
        .outerjoin(Mission, Mission.id == s.mission_id)
        .where(s.day.between(first, last), s.state != ShiftState.CANCELLED, s.reservist_id.in_(reservist_ids))
        .order_by(s.day, s.starts, s.id)
    )  # fmt: skip
    found: dict[int, list[Duty]] = defaultdict(list)
    for key, shift_id, mission_id, mission, title, day, starts, ends_on, ends, state, reported in session.execute(
        query
    ):
        settled = state is not ShiftState.PLANNED
        about = mission or title or _UNTITLED
        found[key].append(Duty(shift_id, mission_id, about, day, starts, ends_on, ends, settled, reported))
    return found
