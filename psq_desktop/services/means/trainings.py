"""Training sessions, for the holders of retained posts and for reservists. One that took place closes its needs."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.kinds import TrainingAudience, TrainingState
from psq_desktop.models.means import TrainingNeed
from psq_desktop.models.reserve import Reservist, ReservistSkill, ReservistTraining, Skill, TrainingSession
from psq_desktop.services import fields
from psq_desktop.services.means import needs
from psq_desktop.services.means.means_rows import Attendee, NeedRow, SessionRow
from psq_desktop.services.means.writing import UNKNOWN, add, assign_all, objective_names
from psq_desktop.services.names import labels_on
from psq_desktop.services.reserves.reading import masked

MOST_HOURS = 1_000
MOST_MONTHS = 600


def _hours(name: str, value: float | None) -> None:
    if value is not None and not 0 < value <= MOST_HOURS:
        raise UserError("invalid", Problem(name, "training_hours_range", (("highest", MOST_HOURS),)))


def _months(name: str, value: int | None) -> None:
    if value is not None and not 1 <= value <= MOST_MONTHS:
        raise UserError("invalid", Problem(name, "skill_months_range", (("highest", MOST_MONTHS),)))


FIELDS = {
    "title": fields.HEADLINE,
    "audience": fields.choice(TrainingAudience),
    "day": fields.DAY,
    "hours": fields.Field((int, float, type(None)), check=_hours),
    "place": fields.WORDS,
    "provider_id": fields.KEY,
    "places": fields.OPTIONAL_COUNT,
    "attended": fields.OPTIONAL_COUNT,
    "done": fields.FLAG,
    "skill_id": fields.KEY,
    "skill_months": fields.Field((int, type(None)), check=_months),
    "objective_id": fields.KEY,
    "note": fields.NOTE,
}
_AUDIENCES = {
    None: tuple(TrainingAudience),
    True: (TrainingAudience.RESERVE, TrainingAudience.BOTH),
    False: (TrainingAudience.POSTS, TrainingAudience.BOTH),
}


def state_of(training: TrainingSession) -> TrainingState:
    """Without a day it is only asked for."""
    if training.done:
        return TrainingState.DONE
    return TrainingState.PLANNED if training.day is not None else TrainingState.ASKED


def search(session: Session, today: dt.date, *, reserve: bool | None = None) -> tuple[SessionRow, ...]:
    """Sessions: those to come first, soonest first, then past ones, latest first.

    ``reserve``: only those open to reservists, or only those open to retained posts.
    """
    query = select(TrainingSession).where(TrainingSession.audience.in_(_AUDIENCES[reserve]))
    query = query.options(selectinload(TrainingSession.reservists).selectinload(ReservistTraining.reservist))
    labels, objectives = labels_on(session, today), objective_names(session)
    skills = {each.id: each.name for each in session.scalars(select(Skill))}
    closed: dict[int | None, list[NeedRow]] = defaultdict(list)
    for need in needs.search(session, today):
        closed[need.session_id].append(need)
    rows = []
    for t in session.scalars(query):
        label = labels.get(t.provider_id) if t.provider_id else None
        rows.append(
            SessionRow(
                t.id, t.title, t.audience, t.day, t.hours, t.place, t.provider_id, label.acronym if label else "",
                label.name if label else "", t.places, t.attended, t.done, state_of(t),
                t.day is not None and t.day < today and not t.done, t.skill_id,
                skills.get(t.skill_id, "") if t.skill_id else "", t.skill_months, t.objective_id,
                *objectives.get(t.objective_id, UNKNOWN), t.note, tuple(closed[t.id]), _attendees(t),
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=_order))


def _attendees(training: TrainingSession) -> tuple[Attendee, ...]:
    found = (
        Attendee(
            each.reservist_id,
            each.reservist.code,
            masked(each.reservist.last_name, each.reservist.first_name),
            each.attended,
        )
        for each in training.reservists
    )
    return tuple(sorted(found, key=_by_code))


def _by_code(attendee: Attendee) -> str:
    return attendee.code


def _order(row: SessionRow) -> tuple[bool, int, int]:
    day = (row.day or dt.date.max).toordinal()
    return row.done, -day if row.done else day, row.id


def choices(session: Session) -> tuple[tuple[int | None, str], ...]:
    """Every session as a choice list needs it; first, none."""
    found = session.scalars(select(TrainingSession).order_by(TrainingSession.day.desc(), TrainingSession.id))
    told = ((each.id, f"{each.title} ({each.day:%d/%m/%Y})" if each.day else each.title) for each in found)
    return ((None, "Aucune session"), *told)


def skill_choices(session: Session) -> tuple[tuple[int | None, str], ...]:
    """Every skill that a session can give; first, none."""
    found = session.execute(select(Skill.id, Skill.name).order_by(Skill.position, Skill.id))
    return ((None, "Aucune"), *((key, name) for key, name in found))


def _check(training: TrainingSession) -> None:
    problems = []
    if training.attended is not None and training.places is not None and training.attended > training.places:
        problems.append(Problem("attended", "more_than_places", (("places", training.places),)))
    if training.done and training.day is None:
        problems.append(Problem("day", "done_without_day"))
    if training.skill_months is not None and training.skill_id is None:
        problems.append(Problem("skill_id", "skill_to_name"))
    if problems:
        raise UserError("invalid", *problems)


def create(
    session: Session, /, title: str, *, audience: TrainingAudience = TrainingAudience.POSTS, **values: Any
) -> int:
    """A new session. Returns its id."""
    blank = TrainingSession(title="", audience=audience, place="", done=False, note="")
    return add(session, assign_all(session, blank, FIELDS, {"title": title, "audience": audience, **values}, _check))


def update(session: Session, session_id: int, values: Mapping[str, Any]) -> None:
    """Change several of `FIELDS` at once; every problem is told."""
    assign_all(session, fields.fetch(session, TrainingSession, session_id), FIELDS, values, _check)


def set_done(session: Session, session_id: int, attended: int | None = None) -> None:
    """It took place, with so many holders of posts: the needs it answers are closed."""
    update(session, session_id, {"done": True, "attended": attended})


def enlist(session: Session, session_id: int, reservist_ids: Sequence[int]) -> None:
    """These reservists, and no others, are expected; who attended is kept."""
    training = fields.fetch(session, TrainingSession, session_id)
    if training.places is not None and len(set(reservist_ids)) > training.places:
        raise UserError("training_full", places=training.places)
    known = {each.reservist_id: each for each in training.reservists}
    training.reservists = [
        known.get(key) or ReservistTraining(reservist_id=fields.fetch(session, Reservist, key).id, attended=False)
        for key in dict.fromkeys(reservist_ids)
    ]


def set_attendance(session: Session, session_id: int, reservist_ids: Sequence[int]) -> None:
    """The session took place and these reservists attended: each has its skill for the months that it lasts.

    A skill that is valid for longer already stays so; it is not taken back from who is no longer named.
    """
    training = fields.fetch(session, TrainingSession, session_id)
    if training.day is None:
        raise UserError("invalid", Problem("day", "done_without_day"))
    came = set(reservist_ids)
    known = {each.reservist_id: each for each in training.reservists}
    for key in dict.fromkeys(reservist_ids):
        reservist = fields.fetch(session, Reservist, key)
        if key not in known:
            training.reservists.append(ReservistTraining(reservist_id=key, attended=True))
        if training.skill_id is not None:
            _give(reservist, training.skill_id, valid_until(training.day, training.skill_months))
    for each in training.reservists:
        each.attended = each.reservist_id in came
    training.done = training.done or bool(came)


def valid_until(day: dt.date, months: int | None) -> dt.date | None:
    """So many months after a day: 31 August and six months give 28 February. No months: for ever."""
    if months is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _give(reservist: Reservist, skill_id: int, until: dt.date | None) -> None:
    held = next((each for each in reservist.skills if each.skill_id == skill_id), None)
    if held is None:
        reservist.skills.append(ReservistSkill(skill_id=skill_id, valid_until=until))
    elif held.valid_until is not None and (until is None or held.valid_until < until):
        held.valid_until = until


def remove(session: Session, session_id: int) -> None:
    """Delete a session; the needs that it answered are asked for again."""
    training = fields.fetch(session, TrainingSession, session_id)
    for need in session.scalars(select(TrainingNeed).where(TrainingNeed.session_id == session_id)):
        need.session_id = None
    session.flush()
    session.delete(training)
