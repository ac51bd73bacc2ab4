"""The parts of a reservist's sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.models.kinds import Period, ShiftState
from psq_desktop.models.reserve import (
    CohesionDelegate,
    DutyShift,
    Mission,
    Reservist,
    ReservistTraining,
    Skill,
    TrainingSession,
)
from psq_desktop.services.periods import period_end
from psq_desktop.services.reserves import hours
from psq_desktop.services.reserves.ceilings import Forecast, Opening
from psq_desktop.services.reserves.clock import minutes
from psq_desktop.services.reserves.hours import Worked
from psq_desktop.services.reserves.reservist_rows import DelegationRow, ShiftRow, TrainingRow


def shift_rows(
    session: Session, reservist_id: int, first: dt.date = dt.date.min, last: dt.date = dt.date.max
) -> tuple[ShiftRow, ...]:
    """A reservist's shifts that start within some days, cancelled ones too, latest first."""
    query = (
        select(DutyShift, Mission.title)
        .outerjoin(Mission)
        .where(DutyShift.reservist_id == reservist_id, DutyShift.day.between(first, last))
        .order_by(DutyShift.day.desc(), DutyShift.starts.desc(), DutyShift.id.desc())
    )
    return tuple(_shift_row(shift, title or shift.title) for shift, title in session.execute(query))


def _shift_row(s: DutyShift, title: str) -> ShiftRow:
    return ShiftRow(
        s.id, s.reservist_id, s.mission_id, title, s.day, s.starts, s.ends_on, s.ends, s.state,
        minutes(s.day, s.starts, s.ends_on, s.ends), s.done_minutes, s.validated_on,
    )  # fmt: skip


def cumulative(
    shifts: Iterable[Worked], seen: Forecast, opening: Opening | None, today: dt.date
) -> tuple[tuple[dt.date, int], ...]:
    """Days used at the end of every month of a contract year, up to today; days before the log join on their day."""
    first, last = seen.year
    used, _ = hours.days(shifts, today)
    counts = {day: 1 for day in used if first <= day <= min(last, today)}
    if opening is not None and first <= opening.until <= last:
        counts[opening.until] = counts.get(opening.until, 0) + opening.days
    ends, day = [], first
    while day <= min(last, today):
        ends.append(min(period_end(Period.MONTH, day), today, last))
        day = ends[-1] + dt.timedelta(days=1)
    return tuple((end, sum(count for on, count in counts.items() if on <= end)) for end in ends)


def minutes_of(shifts: Sequence[Worked], first: dt.date, last: dt.date) -> tuple[int, int, int]:
    """Minutes planned, done and validated from one day to another."""
    within = [shift for shift in shifts if first <= shift.day <= last]
    done = [shift for shift in within if shift.state in hours.DONE]
    validated = (shift.done for shift in done if shift.state is ShiftState.VALIDATED)
    return sum(shift.planned for shift in within), sum(shift.done for shift in done), sum(validated)


def training_rows(session: Session, reservist_id: int) -> tuple[TrainingRow, ...]:
    """Training sessions that a reservist is on, latest first, those without a day before all."""
    held = TrainingSession
    query = (
        select(ReservistTraining, held.title, held.day, held.done, Skill.name)
        .join(held, held.id == ReservistTraining.session_id)
        .outerjoin(Skill, Skill.id == held.skill_id)
        .where(ReservistTraining.reservist_id == reservist_id)
        .order_by(held.day.is_(None).desc(), held.day.desc(), held.id.desc())
    )
    return tuple(
        TrainingRow(place.id, place.session_id, title, day, done, place.attended, skill or "")
        for place, title, day, done, skill in session.execute(query)
    )


def delegation_rows(session: Session, today: dt.date, reservist_id: int | None = None) -> tuple[DelegationRow, ...]:
    """Mandates as delegate for cohesion, latest first: of one reservist, or all."""
    query = (
        select(CohesionDelegate, Reservist.code)
        .join(Reservist)
        .order_by(CohesionDelegate.starts_on.desc(), CohesionDelegate.id.desc())
    )
    if reservist_id is not None:
        query = query.where(CohesionDelegate.reservist_id == reservist_id)
    return tuple(
        DelegationRow(
            d.id, d.reservist_id, code, d.starts_on, d.ends_on, d.duties,
            current=d.starts_on <= today and (d.ends_on is None or d.ends_on >= today),
        )
        for d, code in session.execute(query)
    )  # fmt: skip
