"""What waits in the field: ceilings that come near, missions without people, answers that residents wait for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, selectinload

from psq_desktop.models.evaluation import QuarterlyNote
from psq_desktop.models.fieldwork import JointControl, OutreachAction, SecurityLiaison, VictimReception
from psq_desktop.models.kinds import (
    ControlState,
    NoteState,
    OutreachState,
    Period,
    ReserveCategory,
    ReservistState,
    ShiftState,
)
from psq_desktop.models.means import EquipmentItem
from psq_desktop.models.objective import Objective
from psq_desktop.models.reserve import DutyShift, Mission, Reservist
from psq_desktop.services.fieldwork import controls, outreach
from psq_desktop.services.periods import label, period_start, previous_end
from psq_desktop.services.reserves import reading, reserve_rules
from psq_desktop.services.reserves.reservist_rows import ReservistRow

SOON = dt.timedelta(days=14)  # missions this near must have their people
ENDING = dt.timedelta(days=60)  # mandates of liaisons
_FIRST_DAYS = dt.timedelta(days=15)  # after a quarter, its note is awaited; after a month, its counters


class Ceiling(NamedTuple):
    """A reservist whose days run out, and when."""

    id: int
    code: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Duty:
    """Days that operational reservists used of those they have; who reaches the ceiling first, and when."""

    reservists: int
    days: int
    ceiling: int
    nearest: Ceiling | None


@dataclass(frozen=True, slots=True)
class Due:
    """So many things of a kind that wait, and what they are called."""

    code: str
    names: tuple[str, ...]
    on: dt.date | None = None
    first: int | None = None  # id of what to look at first


def duty(session: Session, today: dt.date) -> Duty:
    """The operational reserve as of a day."""
    return _duty(_operational(session, today))


def _operational(session: Session, today: dt.date) -> tuple[ReservistRow, ...]:
    query = select(Reservist).where(
        Reservist.category == ReserveCategory.OPERATIONAL, Reservist.state == ReservistState.ACTIVE
    )
    found = session.scalars(query.order_by(Reservist.code)).all()
    if not found:
        return ()
    known = reading.around(session, today, [each.id for each in found])
    return tuple(reading.row(each, known, today) for each in found)


def _duty(rows: tuple[ReservistRow, ...]) -> Duty:
    reached = [Ceiling(row.id, row.code, row.forecast.reached_on) for row in rows if row.forecast.reached_on]
    nearest = min(reached, key=lambda each: each.on, default=None)
    return Duty(len(rows), sum(row.days_used for row in rows), sum(row.ceiling or 0 for row in rows), nearest)


def waiting(session: Session, today: dt.date, facts: Duty) -> tuple[Due, ...]:
    """What waits, without an embargoed date or a name."""
    found = (
        _ceiling(session, facts, today),
        _missions(session, today),
        _outreach(session, today),
        *_controls(session, today),
        _equipment(session, today),
        _victims(session, today),
        _note(session, today),
        _liaisons(session, today),
    )
    return tuple(each for each in found if each.names)


def _ceiling(session: Session, facts: Duty, today: dt.date) -> Due:
    near = facts.nearest
    if near is None or (near.on - today).days > reserve_rules.rules(session).warning_days:
        return Due("ceiling_near", ())
    return Due("ceiling_near", (near.code,), near.on, near.id)


def _missions(session: Session, today: dt.date) -> Due:
    """Missions that are near and have places left, soonest first."""
    held = DutyShift.state != ShiftState.CANCELLED
    query = (
        select(Mission.id, Mission.title)
        .outerjoin(DutyShift, and_(DutyShift.mission_id == Mission.id, held))
        .where(Mission.day.between(today, today + SOON), Mission.cancelled_on.is_(None))
        .group_by(Mission.id)
        .having(func.count(DutyShift.id) < Mission.slots)
        .order_by(Mission.day, Mission.starts)
    )
    return _due("missions_to_fill", session.execute(query).all())


def _outreach(session: Session, today: dt.date) -> Due:
    held = OutreachAction.day <= today
    actions = session.scalars(
        select(OutreachAction).where(held).options(selectinload(OutreachAction.themes)).order_by(OutreachAction.day)
    )
    late = [(each.id, each.title) for each in actions if outreach.state_of(each, today) is OutreachState.LATE]
    return _due("outreach_late", late)


def _controls(session: Session, today: dt.date) -> tuple[Due, Due]:
    what = JointControl
    planned, done = (what.state == state for state in (ControlState.PLANNED, ControlState.DONE))
    awaited = select(what.id, what.theme).where(planned, what.day < today)
    late = select(what.id, what.theme).where(done, what.followed_on.is_(None), what.day < today - controls.FOLLOW_UP)
    return (
        _due("controls_awaited", session.execute(awaited.order_by(what.id)).all()),  # their days are under embargo
        _due("controls_follow_up", session.execute(late.order_by(what.day)).all()),
    )


def _due(code: str, found: Sequence[Any]) -> Due:
    """``found``: id and name of each, the first to look at first."""
    return Due(code, tuple(name for _, name in found), first=found[0][0] if found else None)


def _equipment(session: Session, today: dt.date) -> Due:
    item = EquipmentItem
    query = select(item.title).where(item.expected_on < today, item.delivered < item.granted, item.refused_on.is_(None))
    return Due("equipment_late", tuple(session.scalars(query.order_by(item.expected_on))))


def _victims(session: Session, today: dt.date) -> Due:
    """The last month over, once somebody counts and its counters are overdue."""
    end = previous_end(Period.MONTH, today - _FIRST_DAYS)
    latest = session.scalar(select(func.max(VictimReception.month)))
    missing = latest is not None and latest < period_start(Period.MONTH, end)
    return Due("victims_missing", (label(Period.MONTH, end),) if missing else ())


def _note(session: Session, today: dt.date) -> Due:
    """The last quarter over, in a base that has something to say of it: its note to write, or to finish."""
    end = previous_end(Period.QUARTER, today - _FIRST_DAYS)
    query = select(QuarterlyNote).filter_by(year=end.year, quarter=-(-end.month // 3))
    note = session.scalars(query).first()
    if note is not None:
        unfinished = (label(Period.QUARTER, end),) if note.state is NoteState.DRAFT else ()
        return Due("quarterly_draft", unfinished, first=note.id)
    older = session.scalar(select(Objective.id).where(Objective.start <= end).limit(1))
    return Due("quarterly_note", (label(Period.QUARTER, end),) if older is not None else ())


def _liaisons(session: Session, today: dt.date) -> Due:
    who = SecurityLiaison
    query = select(who.code).where(who.ends_on >= today, who.ends_on <= today + ENDING)
    return Due("liaisons_ending", tuple(session.scalars(query.order_by(who.ends_on))))


def marks(session: Session, today: dt.date, facts: Duty) -> Iterator[tuple[dt.date, str, str]]:
    """Days to come as (day, kind, label): ceilings and contacts with residents; planned controls never."""
    if facts.nearest is not None:
        yield facts.nearest.on, "ceiling", facts.nearest.code
    coming = select(OutreachAction.day, OutreachAction.title).where(OutreachAction.day > today)
    for day, title in session.execute(coming.where(OutreachAction.cancelled.is_(False))):
        yield day, "outreach", title
