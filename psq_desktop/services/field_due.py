"""What waits in the field: ceilings that come near, missions without people, answers that residents wait for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from psq_desktop.models.evaluation import QuarterlyNote
from psq_desktop.models.fieldwork import SecurityLiaison, VictimReception
from psq_desktop.models.kinds import (
    MissionState,
    NoteState,
    OutreachState,
    Period,
    ReserveCategory,
    ReservistState,
)
from psq_desktop.models.means import EquipmentItem
from psq_desktop.models.objective import Objective
from psq_desktop.models.reserve import Reservist
from psq_desktop.services.fieldwork import controls, outreach
from psq_desktop.services.periods import label, period_start, previous_end
from psq_desktop.services.reserves import missions, reading, reserve_rules
from psq_desktop.services.reserves.reservist_rows import ReservistRow

SOON = dt.timedelta(days=14)  # missions this near must have their people
ENDING = dt.timedelta(days=60)  # mandates of liaisons
_FIRST_DAYS = dt.timedelta(days=15)  # after a quarter, its note is awaited; after a month, its counters


@dataclass(frozen=True, slots=True)
class Duty:
    """Days that operational reservists used of those they have; who reaches the ceiling first, and when."""

    reservists: int
    days: int
    ceiling: int
    nearest: tuple[str, dt.date] | None


@dataclass(frozen=True, slots=True)
class Due:
    """So many things of a kind that wait, and what they are called."""

    code: str
    names: tuple[str, ...]
    on: dt.date | None = None


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
    reached = [(row.code, row.forecast.reached_on) for row in rows if row.forecast.reached_on is not None]
    nearest = min(reached, key=lambda pair: pair[1], default=None)
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
    if facts.nearest is None or (facts.nearest[1] - today).days > reserve_rules.rules(session).warning_days:
        return Due("ceiling_near", ())
    return Due("ceiling_near", (facts.nearest[0],), facts.nearest[1])


def _missions(session: Session, today: dt.date) -> Due:
    rows = missions.search(session, today, coming=True)
    return Due(
        "missions_to_fill",
        tuple(m.title for m in rows if m.state is MissionState.TO_FILL and today <= m.day <= today + SOON),
    )


def _outreach(session: Session, today: dt.date) -> Due:
    late = (each.title for each in outreach.search(session, today) if each.state is OutreachState.LATE)
    return Due("outreach_late", tuple(late))


def _controls(session: Session, today: dt.date) -> tuple[Due, Due]:
    rows = controls.search(session, today)
    return (
        Due("controls_awaited", tuple(each.theme for each in rows if each.awaited)),
        Due("controls_follow_up", tuple(each.theme for each in rows if each.late_days)),
    )


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
    """The last quarter over, in a base that has something to say of it."""
    end = previous_end(Period.QUARTER, today - _FIRST_DAYS)
    note = QuarterlyNote
    done = session.scalar(
        select(note.id).where(note.year == end.year, note.quarter == -(-end.month // 3), note.state == NoteState.FINAL)
    )
    older = session.scalar(select(Objective.id).where(Objective.start <= end).limit(1))
    return Due("quarterly_note", (label(Period.QUARTER, end),) if done is None and older is not None else ())


def _liaisons(session: Session, today: dt.date) -> Due:
    who = SecurityLiaison
    query = select(who.code).where(who.ends_on >= today, who.ends_on <= today + ENDING)
    return Due("liaisons_ending", tuple(session.scalars(query.order_by(who.ends_on))))


def marks(session: Session, today: dt.date, facts: Duty) -> Iterator[tuple[dt.date, str, str]]:
    """Days to come as (day, kind, label): ceilings and contacts with residents; planned controls never."""
    if facts.nearest is not None:
        yield facts.nearest[1], "ceiling", facts.nearest[0]
    for each in outreach.search(session, today):
        if each.state is OutreachState.PLANNED:
            yield each.day, "outreach", each.title
