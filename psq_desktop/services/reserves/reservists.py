"""Reservists and candidates: who they are, where their engagement stands, what they can do.

A candidate is « CA-01 » until approved, then « RO-01 » or « RC-01 » for good; no code is ever given twice. Lists and
sheets show masked names unless ``revealed`` is asked for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import date_long, fold
from psq_desktop.models.kinds import Period, ReserveCategory, ReserveProfile, ReservistState
from psq_desktop.models.partner import Partner
from psq_desktop.models.reserve import DutyShift, Reservist, ReservistSkill
from psq_desktop.services import fields, numbers
from psq_desktop.services.reserves import engagement, hours, reading, skills, standing
from psq_desktop.services.reserves.reading import masked
from psq_desktop.services.reserves.reserve_rules import Rules, rules
from psq_desktop.services.reserves.reservist_rows import ReservistRow, ReservistSheet
from psq_desktop.services.reserves.sheets import (
    cumulative,
    delegation_rows,
    minutes_of,
    shift_rows,
    training_rows,
)
from psq_desktop.services.rounds.letters import address_field
from psq_desktop.services.words import WORDS

__all__ = [
    "FIELDS", "by_code", "create", "engage", "faults", "masked", "remove", "search", "set_skills", "set_state", "sheet",
    "update",
]  # fmt: skip

_CODE = re.compile(
    rf"({'|'.join((*engagement.SERIES.values(), engagement.CANDIDATES))})[ -]?(\d{{1,9}})", re.IGNORECASE
)
_FULL_YEAR = 366  # days


def _within_year(name: str, days: int) -> None:
    if not 0 <= days <= _FULL_YEAR:
        raise UserError("invalid", Problem(name, "opening_days_range", (("highest", _FULL_YEAR),)))


FIELDS = {
    "category": fields.choice(ReserveCategory),
    "profile": fields.Field((ReserveProfile, type(None))),
    "civility": fields.WORDS,
    "first_name": fields.WORDS,
    "last_name": fields.HEADLINE,
    "born_on": fields.DAY,
    "email": address_field("email"),
    "phone": fields.PHONE,
    "activity": fields.WORDS,
    "partner_id": fields.KEY,
    "applied_on": fields.DAY,
    "approved_on": fields.DAY,
    "contract_start": fields.DAY,
    "contract_end": fields.DAY,
    "charter_on": fields.DAY,
    "fit_until": fields.DAY,
    "opening_days": fields.Field(int, required=True, check=_within_year),
    "opening_on": fields.DAY,
    "note": fields.NOTE,
}


def search(
    session: Session,
    today: dt.date,
    *,
    revealed: bool = False,
    text: str = "",
    reservist_ids: Collection[int] | None = None,
) -> tuple[ReservistRow, ...]:
    """Everybody, or some, operational first, candidates and finished engagements last, by code.

    ``text``: what code, activity, skills, reserve or state contain, accents ignored; names too when revealed.
    """
    known = reading.around(session, today, reservist_ids)
    query = _in_order() if reservist_ids is None else _in_order().where(Reservist.id.in_(reservist_ids))
    rows = (reading.row(each, known, today, revealed=revealed) for each in session.scalars(query))
    wanted = fold(text.strip())
    return tuple(row for row in rows if not wanted or wanted in fold(_searched(row)))


def _in_order() -> Select[Reservist]:
    applying = Reservist.state.in_([state for state in ReservistState if state.applying])
    over = Reservist.state.in_([state for state in ReservistState if state.over])
    rank = case((over, 2), (applying, 1), else_=0)
    citizen = case((Reservist.category == ReserveCategory.CITIZEN, 1), else_=0)
    return select(Reservist).order_by(
        rank, case((applying, 0), else_=citizen), func.length(Reservist.code), Reservist.code
    )


def _searched(row: ReservistRow) -> str:
    words = (WORDS[type(each)][list(type(each)).index(each)] for each in (row.category, row.state))
    return " ".join((row.code, row.display, row.activity, row.partner, *words, *(skill.name for skill in row.skills)))


def by_code(session: Session, typed: str) -> tuple[int, str] | None:
    """Id and code of whom a code names as it was typed (« ro 4 »: RO-04). A name finds nobody."""
    found = _CODE.fullmatch(typed.strip())
    if found is None:
        return None
    code = f"{found[1].upper()}-{int(found[2]):02d}"
    key = session.scalars(select(Reservist.id).filter_by(code=code)).first()
    return None if key is None else (key, code)


def sheet(session: Session, reservist_id: int, today: dt.date, *, revealed: bool = False) -> ReservistSheet:
    """One reservist whole. Who it is and how to reach them is left out unless revealed."""
    r = fields.fetch(session, Reservist, reservist_id)
    row = reading.row(r, reading.around(session, today, (reservist_id,)), today, revealed=revealed)
    first, last = row.forecast.year
    shifts = hours.of_reservists(session, first, until=last, reservist_id=reservist_id).get(reservist_id, ())
    planned, done, validated = minutes_of(shifts, first, last)
    personal = ("civility", "first_name", "last_name", "email", "phone", "note")
    return ReservistSheet(
        row=row,
        **{name: getattr(r, name) if revealed else "" for name in personal},
        born_on=r.born_on if revealed else None,
        opening_days=r.opening_days,
        opening_on=r.opening_on,
        shifts=shift_rows(session, reservist_id),
        cumulative=cumulative(shifts, row.forecast, reading.opening(r, today), today),
        planned_minutes=planned,
        done_minutes=done,
        validated_minutes=validated,
        months=hours.by_period(shifts, Period.MONTH, first, last),
        quarters=hours.by_period(shifts, Period.QUARTER, first, last),
        trainings=training_rows(session, reservist_id),
        delegations=delegation_rows(session, today, reservist_id),
        next_states=engagement.WAYS[r.state],
        missing=engagement.missing(r, today),
    )


def create(session: Session, *, today: dt.date, state: ReservistState = ReservistState.CANDIDATE, **values: Any) -> int:
    """A new candidate, or an engagement that runs already. Returns its id; every problem is told.

    Raises `UserError` ``invalid``: ``required``, ``age_low``, ``age_high``, ``contract_too_long`` (the latest day),
    ``contract_end_before_start``, ``profile_of_citizen``, and ``needed_active`` or ``over_active`` at what « active »
    lacks.
    """
    reservist, problems = _new(session, today, state, values)
    _refuse(problems)
    _check_partner(session, reservist)
    reservist.code = numbers.take_code(session, _series(reservist))
    session.add(reservist)
    session.flush()
    return reservist.id


def faults(
    session: Session, /, *, today: dt.date, state: ReservistState = ReservistState.CANDIDATE, **values: Any
) -> tuple[Problem, ...]:
    """Every problem that `create` would tell of these values; nothing is written."""
    return tuple(_new(session, today, state, values)[1])


def _new(
    session: Session, today: dt.date, state: ReservistState, values: Mapping[str, Any]
) -> tuple[Reservist, list[Problem]]:
    reservist = Reservist(state=state, opening_days=0)
    required = {name: None for name in ("category", "last_name") if name not in values}
    met = _assign(reservist, {**required, **values})
    told = {problem.field for problem in met}
    return reservist, met + [each for each in _problems(reservist, rules(session), today) if each.field not in told]


def update(session: Session, reservist_id: int, values: Mapping[str, Any], today: dt.date) -> None:
    """Change several of `FIELDS`; every problem is told, as by `create`. ``category_settled``: the code says it.

    ``planned_outside_contract``: shifts to come are planned on days that the contract would not cover any more.
    """
    reservist = fields.fetch(session, Reservist, reservist_id)
    moved = values.get("category", reservist.category) is not reservist.category
    if moved and not reservist.state.applying:
        raise UserError("invalid", Problem("category", "category_settled", (("code", reservist.code),)))
    limits = rules(session)
    before = _problems(reservist, limits, today)
    changed = {name for name, value in values.items() if getattr(reservist, name) != value}
    with session.no_autoflush:
        left_out = _outside(session, reservist, today)
        met = _assign(reservist, values)
        told = {problem.field for problem in met}
        found = met + [each for each in _problems(reservist, limits, today) if each.field not in told]
        field = "contract_end" if "contract_end" in changed else "contract_start"
        newly = [shift for shift in _outside(session, reservist, today) if shift not in left_out]
        if newly and all(problem.field != field for problem in found):
            found.append(Problem(field, "planned_outside_contract", (("shifts", standing.named(newly)),)))
        # What was so before, for time has passed or rules were set otherwise, keeps nobody from correcting the rest.
        _refuse(problem for problem in found if problem.field in changed or problem not in before)
        _check_partner(session, reservist)


def _assign(reservist: Reservist, values: Mapping[str, Any]) -> list[Problem]:
    """Take what can be taken; what is wrong with the rest."""
    try:
        with fields.all_problems() as each:
            for name, value in values.items():
                with each():
                    fields.assign(reservist, FIELDS, name, value)
    except UserError as error:
        if error.code != "invalid":
            raise
        return list(error.problems)
    return []


def _problems(reservist: Reservist, limits: Rules, today: dt.date) -> list[Problem]:
    """What keeps an engagement from being as it is: at most one problem a field."""
    found = list(engagement.problems(reservist, limits, today))
    if reservist.state is ReservistState.ACTIVE:
        told = {problem.field for problem in found}
        found += [problem for problem in _lacking(reservist, today) if problem.field not in told]
    return found


def _refuse(problems: Iterable[Problem]) -> None:
    if found := tuple(problems):
        raise UserError("invalid", *found)


def _outside(session: Session, reservist: Reservist, today: dt.date) -> tuple[DutyShift, ...]:
    return standing.outside(session, reservist.id, reservist.contract_start, reservist.contract_end, today)


def _check_partner(session: Session, reservist: Reservist) -> None:
    if reservist.partner_id is not None:
        fields.fetch(session, Partner, reservist.partner_id)


def _lacking(reservist: Reservist, on: dt.date) -> Iterator[Problem]:
    for name in engagement.missing(reservist, on):
        day = getattr(reservist, name)
        if day is None:
            yield Problem(name, "needed_active")
        else:
            yield Problem(name, "over_active", (("day", date_long(day, weekday=False)),))


def _series(reservist: Reservist) -> str:
    return engagement.CANDIDATES if reservist.state.applying else engagement.SERIES[reservist.category]


def set_state(session: Session, reservist_id: int, state: ReservistState, on: dt.date) -> None:
    """Bring an engagement to another state on a day; no reason is ever kept.

    Raises ``state_way`` when there is no way from here to there, and ``invalid`` with ``needed_active`` at every field
    that « active » still needs, ``over_active`` (``day``) where it has ended, ``approval_to_come``. Approval gives the
    lasting code; its date, when none is known, is that day.
    """
    fields.require_range(on=on)
    reservist = fields.fetch(session, Reservist, reservist_id)
    if state is reservist.state:
        return
    if state not in engagement.WAYS[reservist.state]:
        raise UserError("state_way", who=reservist.code, state=_word(reservist.state), wanted=_word(state))
    if state is ReservistState.ACTIVE:
        _refuse(_lacking(reservist, on))
    if state is ReservistState.APPROVED:
        reservist.approved_on = reservist.approved_on or on
        if reservist.approved_on > on:
            raise UserError("invalid", Problem("approved_on", "approval_to_come"))
        reservist.code = numbers.take_code(session, engagement.SERIES[reservist.category])
    reservist.state, reservist.ended_on = state, on if state.over else None


def engage(
    session: Session, reservist_id: int, values: Mapping[str, Any], state: ReservistState, today: dt.date
) -> None:
    """`update` what another state needs, and bring the engagement there, in one step; every problem is told."""
    told: dict[str, Problem] = {}
    for change in (
        partial(update, session, reservist_id, values, today),
        partial(set_state, session, reservist_id, state, today),
    ):
        try:
            change()
        except UserError as error:
            if error.code != "invalid":
                raise
            told = {problem.field: problem for problem in error.problems} | told
    _refuse(told.values())


def _word(state: ReservistState) -> str:
    return WORDS[ReservistState][list(ReservistState).index(state)].lower()


def set_skills(session: Session, reservist_id: int, held: Iterable[tuple[str, dt.date | None]]) -> None:
    """What somebody can do, until when; a name that is new joins the list of skills. What is left out is lost."""
    reservist = fields.fetch(session, Reservist, reservist_id)
    wanted: dict[int, dt.date | None] = {}
    with fields.all_problems() as each:
        for name, until in held:
            with each():
                fields.require_range(valid_until=until)
                wanted[skills.called(session, name)] = until
    for known in list(reservist.skills):
        if known.skill_id not in wanted:
            reservist.skills.remove(known)
        else:
            known.valid_until = wanted.pop(known.skill_id)
    reservist.skills.extend(ReservistSkill(skill_id=key, valid_until=until) for key, until in wanted.items())


def remove(session: Session, reservist_id: int) -> None:
    """Delete a reservist with everything that is kept of them."""
    session.delete(fields.fetch(session, Reservist, reservist_id))
