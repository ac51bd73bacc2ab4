"""Rows of reservists, made of a few statements however many there are."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from psq_desktop.models.kinds import ReserveCategory, ShiftState
from psq_desktop.models.reserve import CohesionDelegate, DutyShift, Reservist, ReservistSkill, Skill
from psq_desktop.services.names import PartnerLabel, labels_on
from psq_desktop.services.reserves.ceilings import Forecast, Opening, Use, contract_year, foretell, window
from psq_desktop.services.reserves.reserve_rules import Rules, rules
from psq_desktop.services.reserves.reservist_rows import ReservistRow, SkillRow
from psq_desktop.services.reserves.totals import Total, of_everybody, since

_SHORTEST, _LONGEST = 3, 9  # dots
_NOTHING = Total()


def masked(last_name: str, first_name: str) -> str:
    """« D••••••• M. »: who knows the person knows who it is."""
    dots = "•" * min(_LONGEST, max(_SHORTEST, len(last_name) - 1))
    initial = f"{first_name[0].upper()}." if first_name else ""
    return f"{last_name[:1].upper()}{dots} {initial}".strip()


def in_clear(reservist: Reservist) -> str:
    """« Mme Odile Carpentier »: only where names were asked for."""
    return " ".join(filter(None, (reservist.civility, reservist.first_name, reservist.last_name)))


def opening(reservist: Reservist, today: dt.date) -> Opening | None:
    """Days used before this log was kept."""
    if not reservist.opening_days or reservist.opening_on is None:
        return None
    return Opening(reservist.opening_days, min(reservist.opening_on, today))


def forecast_of(reservist: Reservist, total: Total, limits: Rules, today: dt.date) -> Forecast:
    """The forecast of one reservist, in its first contract year when that is still to come.

    Days are compared as they are written: of thousands, few become dates.
    """
    year = contract_year(reservist.contract_start, max(today, reservist.contract_start or today))
    first, now, last = (day.isoformat() for day in (year[0], today, year[1]))
    since = window(year, today).isoformat()
    begin, end = bisect_left(total.used, first), bisect_right(total.used, min(now, last))
    worked = total.used[begin:end]
    coming = {day for day in (*total.used[end:], *total.planned) if max(first, now) <= day <= last}.difference(worked)
    days = tuple(dt.date.fromisoformat(day) for day in sorted(coming))
    use = Use(len(worked), len(worked) - bisect_left(worked, since), days)
    ceiling = limits.ceiling(reservist.category, reservist.profile)
    return foretell(use, ceiling, year, today, opening=opening(reservist, today))


def skill_row(key: int, name: str, until: dt.date | None, limits: Rules, today: dt.date) -> SkillRow:
    """A skill as it stands on a day."""
    expired = until is not None and until < today
    soon = until is not None and not expired and (until - today).days <= limits.warning_days
    return SkillRow(key, name, until, soon, expired)


@dataclass(frozen=True, slots=True)
class Around:
    """What rows need besides the reservists themselves."""

    limits: Rules
    totals: Mapping[int, Total]
    skills: Mapping[int, Sequence[SkillRow]]
    last: Mapping[int, dt.date]
    delegates: Collection[int]
    labels: Mapping[int, PartnerLabel]


def around(session: Session, today: dt.date, reservist_ids: Collection[int] | None = None) -> Around:
    """Facts of all reservists, or of some."""
    limits, totals = rules(session), of_everybody(session, today, reservist_ids)
    return Around(
        limits,
        totals,
        _skills(session, limits, today, reservist_ids),
        _last_shifts(session, totals, today, reservist_ids),
        _delegates(session, today),
        labels_on(session, today),
    )


def _skills(
    session: Session, limits: Rules, today: dt.date, reservist_ids: Collection[int] | None
) -> Mapping[int, Sequence[SkillRow]]:
    held = ReservistSkill
    query = (
        select(held.reservist_id, Skill.id, Skill.name, held.valid_until).join(Skill).order_by(Skill.position, Skill.id)
    )
    if reservist_ids is not None:
        query = query.where(held.reservist_id.in_(reservist_ids))
    found: dict[int, list[SkillRow]] = defaultdict(list)
    for reservist_id, key, name, until in session.execute(query):
        found[reservist_id].append(skill_row(key, name, until, limits, today))
    return found


def _last_shifts(
    session: Session, totals: Mapping[int, Total], today: dt.date, reservist_ids: Collection[int] | None
) -> Mapping[int, dt.date]:
    """Latest day served, or planned today: of what was added up, else of the years before."""
    query = (
        select(DutyShift.reservist_id, func.max(DutyShift.day))
        .where(DutyShift.day < since(today), DutyShift.state != ShiftState.CANCELLED)
        .group_by(DutyShift.reservist_id)
    )
    if reservist_ids is not None:
        query = query.where(DutyShift.reservist_id.in_(reservist_ids))
    found = {row[0]: row[1] for row in session.execute(query)}
    now = today.isoformat()
    for key, total in totals.items():
        known = [days[count - 1] for days in (total.used, total.planned) if (count := bisect_right(days, now))]
        if known:
            found[key] = dt.date.fromisoformat(max(known))
    return found


def _delegates(session: Session, today: dt.date) -> frozenset[int]:
    query = select(CohesionDelegate.reservist_id).where(
        CohesionDelegate.starts_on <= today,
        (CohesionDelegate.ends_on.is_(None)) | (CohesionDelegate.ends_on >= today),
    )
    return frozenset(session.scalars(query))


def row(reservist: Reservist, known: Around, today: dt.date, *, revealed: bool = False) -> ReservistRow:
    """A reservist as they stand on a day."""
    r, total = reservist, known.totals.get(reservist.id, _NOTHING)
    seen = forecast_of(r, total, known.limits, today)
    label = known.labels.get(r.partner_id) if r.partner_id else None
    return ReservistRow(
        id=r.id,
        code=r.code,
        display=in_clear(r) if revealed else masked(r.last_name, r.first_name),
        category=r.category,
        profile=r.profile,
        state=r.state,
        delegate=r.id in known.delegates,
        activity=r.activity,
        days_used=seen.used,
        ceiling=seen.ceiling,
        forecast=seen,
        quarter_hours=total.hours,
        fullest_week_hours=total.fullest_week if r.category is ReserveCategory.CITIZEN else 0.0,
        skills=tuple(known.skills.get(r.id, ())),
        approved_on=r.approved_on,
        contract_start=r.contract_start,
        contract_end=r.contract_end,
        charter_on=r.charter_on,
        fit_until=r.fit_until,
        partner=(label.acronym or label.name) if label else "",
        partner_id=r.partner_id,
        last_shift_on=known.last.get(r.id),
        applied_on=r.applied_on,
        ended_on=r.ended_on,
    )
