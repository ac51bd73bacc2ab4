"""Who could be put on missions: those who are free first, who served least before the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from psq_desktop.models.kinds import Availability, ReservistState, ShiftState
from psq_desktop.models.reserve import Mission, MissionSkill, Skill
from psq_desktop.services import fields
from psq_desktop.services.reserves import crew
from psq_desktop.services.reserves.assigning import shift_of
from psq_desktop.services.reserves.fitness import Duty, Need, Person, days_used, obstacles, recent_minutes, said_of
from psq_desktop.services.reserves.mission_rows import Candidate, Filled, Obstacle
from psq_desktop.services.reserves.reserve_rules import Rules, rules

# Of those who said to be free and have the skills, the reason that is worth telling, the first one first.
_TOLD = (
    "ceiling_passed", "ceiling_near", "week_passed", "rest_short", "skill_expired", "skill_ends", "contract_over",
    "fitness_over", "contract_later", "age_then",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """How many are free and fit for a mission, and what sets aside somebody who nearly was."""

    fit: int
    aside: Obstacle | None


def candidates(session: Session, mission_id: int, today: dt.date) -> tuple[Candidate, ...]:
    """Everybody whose engagement runs, each with what stands against it: the free ones first, then those to ask."""
    mission = fields.fetch(session, Mission, mission_id)
    need, limits = crew.need_of(mission), rules(session)
    names = {row.id: row.name for row in session.execute(select(Skill.id, Skill.name))}
    people = crew.load(session, [need], today)
    found = [_candidate(person, need, limits, today, names) for person in people]
    return tuple(sorted(found, key=_rank))


def summaries(session: Session, missions: Sequence[Mission], today: dt.date) -> dict[int, Proposal]:
    """For each mission, how many could come, from one reading of the base."""
    needs, limits = [crew.need_of(mission) for mission in missions], rules(session)
    people = _serving(session, needs, today)
    return {need.mission_id: _proposal(people, need, limits, today) for need in needs}


def _serving(session: Session, needs: Sequence[Need], today: dt.date) -> tuple[Person, ...]:
    """Those who could be on one of the missions, as far as quick questions tell."""
    known = {person.id: person for person in crew.willing(session, needs, None, today)}
    promising = {person.id for need in needs for person in _promising(known.values(), need)}
    return crew.with_duties(session, [person for key, person in known.items() if key in promising], needs, today)


def fill(session: Session, mission_ids: Sequence[int], today: dt.date) -> Filled:
    """Fill the free places of missions to come, the next ones first, with those of whom nothing has to be asked.

    Nobody is taken who said nothing of the day, or whose ceiling is near: that is for people to decide.
    """
    missions = _coming(session, mission_ids, today)
    needs, limits = {mission.id: crew.need_of(mission) for mission in missions}, rules(session)
    people = {person.id: person for person in _serving(session, [*needs.values()], today)}
    assigned, left = [], []
    for mission in missions:
        need = needs[mission.id]
        places = mission.slots - sum(shift.state is not ShiftState.CANCELLED for shift in mission.shifts)
        free = sorted(
            (person for person in _promising(people.values(), need) if not obstacles(person, need, limits, today)),
            key=lambda person: (recent_minutes(person, today), person.code),
        )
        for person in free[: max(0, places)]:
            mission.shifts.append(shift_of(mission, person.id))
            people[person.id] = _with_shift(person, need)
            assigned.append((mission.id, person.code))
        if places > len(free):
            left.append((mission.id, places - len(free)))
    session.flush()
    return Filled(tuple(assigned), tuple(left))


def _coming(session: Session, mission_ids: Sequence[int], today: dt.date) -> Sequence[Mission]:
    query = (
        select(Mission)
        .where(Mission.id.in_(mission_ids), Mission.cancelled_on.is_(None), Mission.ends_on >= today)
        .options(selectinload(Mission.shifts), selectinload(Mission.skills).joinedload(MissionSkill.skill))
        .order_by(Mission.day, Mission.starts, Mission.id)
    )
    return session.scalars(query).all()


def _with_shift(person: Person, need: Need) -> Person:
    duty = Duty(0, need.mission_id, need.title, need.day, need.starts, need.ends_on, need.ends)
    return replace(person, duties=(*person.duties, duty))


def _promising(people: Iterable[Person], need: Need) -> Iterable[Person]:
    """Those who serve, have the skills and said to be free: the quick questions before the long ones."""
    return (
        person
        for person in people
        if person.state is ReservistState.ACTIVE
        and need.category in (None, person.category)
        and need.skills.keys() <= person.skills.keys()
        and said_of(person, need) is Availability.AVAILABLE
    )


def _proposal(people: Iterable[Person], need: Need, limits: Rules, today: dt.date) -> Proposal:
    fit, aside = 0, []
    for person in _promising(people, need):
        found = obstacles(person, need, limits, today)
        fit += not found
        aside += [(_TOLD.index(each.code), each) for each in found if each.code in _TOLD]
    told = min(aside, key=lambda pair: (pair[0], pair[1].reservist), default=(0, None))
    return Proposal(fit, told[1])


def _candidate(person: Person, need: Need, limits: Rules, today: dt.date, names: Mapping[int, str]) -> Candidate:
    return Candidate(
        person.id, person.code, person.display, person.category, days_used(person, today), person.ceiling,
        recent_minutes(person, today), tuple(sorted(names[key] for key in person.skills)), said_of(person, need),
        obstacles(person, need, limits, today),
    )  # fmt: skip


def _rank(candidate: Candidate) -> tuple[bool, int, int, str]:
    serious = sum(not obstacle.caution for obstacle in candidate.obstacles)
    return not candidate.fit, serious or len(candidate.obstacles), candidate.recent_minutes, candidate.code
