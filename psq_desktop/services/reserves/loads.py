"""Who served least, and who has not served for long: a fair share of missions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from psq_desktop.models.kinds import ReserveCategory, ReservistState
from psq_desktop.services.reserves import reservists
from psq_desktop.services.reserves.reserve_rules import rules
from psq_desktop.services.reserves.reservist_rows import ReservistRow


@dataclass(frozen=True, slots=True)
class LoadRow:
    """An active reservist's share: of the ceiling's days (operational), or hours of this quarter (citizen)."""

    id: int
    code: str
    display: str  # masked
    category: ReserveCategory
    days_used: int
    ceiling: int | None
    hours: float  # of this quarter
    last_shift_on: dt.date | None
    idle_days: int | None  # since the last shift; none: never served


def fair(session: Session, today: dt.date) -> tuple[LoadRow, ...]:
    """Active reservists, those who did least first, operational ones before citizens."""
    return tuple(sorted(_active(session, today), key=order))


def order(row: LoadRow) -> tuple[bool, float, float, int, str]:
    """How a fair share sorts: share of the ceiling, then hours, then who has waited longest."""
    share = row.days_used / row.ceiling if row.ceiling else 0.0
    waited = -row.idle_days if row.idle_days is not None else -(10**6)
    return row.category is ReserveCategory.CITIZEN, share, row.hours, waited, row.code


def dormant(session: Session, today: dt.date) -> tuple[LoadRow, ...]:
    """Active reservists without a shift for the dormant time, longest first; who never served comes first."""
    limit = rules(session).dormant_days
    found = [
        row
        for row, since in ((_load(row, today), row.approved_on) for row in _rows(session, today))
        if (row.idle_days if row.idle_days is not None else _days(since, today)) > limit
    ]
    return tuple(sorted(found, key=lambda row: (row.idle_days is not None, -(row.idle_days or 0), row.code)))


def _days(since: dt.date | None, today: dt.date) -> int:
    return (today - since).days if since else 0


def _rows(session: Session, today: dt.date) -> list[ReservistRow]:
    return [row for row in reservists.search(session, today) if row.state is ReservistState.ACTIVE]


def _active(session: Session, today: dt.date) -> list[LoadRow]:
    return [_load(row, today) for row in _rows(session, today)]


def _load(row: ReservistRow, today: dt.date) -> LoadRow:
    last = row.last_shift_on
    return LoadRow(
        row.id, row.code, row.display, row.category, row.days_used, row.ceiling, row.quarter_hours, last,
        (today - last).days if last else None,
    )  # fmt: skip
