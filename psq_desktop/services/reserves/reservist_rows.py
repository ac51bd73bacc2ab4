"""What screens see of reservists. ``display`` is masked unless the reader asked for names."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.models.kinds import ReserveCategory, ReserveProfile, ReservistState, ShiftState
from psq_desktop.services.reserves.ceilings import Forecast


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill somebody has; ``soon``: it expires within the warning time."""

    id: int  # the skill's
    name: str
    valid_until: dt.date | None
    soon: bool
    expired: bool


@dataclass(frozen=True, slots=True)
class ReservistRow:
    """A reservist in a list. Hours are those of this calendar quarter, done or past."""

    id: int
    code: str
    display: str
    category: ReserveCategory
    profile: ReserveProfile | None
    state: ReservistState
    delegate: bool
    activity: str
    days_used: int
    ceiling: int | None  # days; none for a citizen
    forecast: Forecast
    quarter_hours: float
    fullest_week_hours: float  # of the weeks of this quarter, what is planned included
    skills: tuple[SkillRow, ...]
    approved_on: dt.date | None
    contract_start: dt.date | None
    contract_end: dt.date | None
    charter_on: dt.date | None
    fit_until: dt.date | None
    partner: str  # its acronym, or its name
    partner_id: int | None
    last_shift_on: dt.date | None
    applied_on: dt.date | None
    ended_on: dt.date | None


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A shift on a sheet: times of the local clock, minutes that really pass."""

    id: int
    reservist_id: int
    mission_id: int | None
    title: str
    day: dt.date
    starts: dt.time
    ends_on: dt.date
    ends: dt.time
    state: ShiftState
    minutes: int  # as planned
    done_minutes: int | None  # as reported; none: as planned
    validated_on: dt.date | None


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Hours of a period. Each holds the next: what was planned, what of it was done, what of that was validated."""

    first: dt.date
    last: dt.date
    planned: float
    done: float
    validated: float
    shifts: int


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A training session that a reservist is on."""

    id: int
    session_id: int
    title: str
    day: dt.date | None
    done: bool
    attended: bool
    skill: str  # that it gives


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """A mandate as delegate for cohesion."""

    id: int
    reservist_id: int
    code: str
    starts_on: dt.date
    ends_on: dt.date | None
    duties: str
    current: bool


@dataclass(frozen=True, slots=True)
class ReservistSheet:
    """Everything about one reservist. Who it is and how to reach them stays empty unless names were asked for."""

    row: ReservistRow
    civility: str
    first_name: str
    last_name: str
    born_on: dt.date | None
    email: str
    phone: str
    note: str
    opening_days: int
    opening_on: dt.date | None
    shifts: tuple[ShiftRow, ...]  # latest first
    cumulative: tuple[tuple[dt.date, int], ...]  # days used at month ends of the contract year, up to today
    planned_minutes: int  # of the contract year, each holding the next
    done_minutes: int
    validated_minutes: int
    months: tuple[HoursRow, ...]  # of the contract year, oldest first
    quarters: tuple[HoursRow, ...]  # of the contract year, oldest first
    trainings: tuple[TrainingRow, ...]  # latest first
    delegations: tuple[DelegationRow, ...]  # latest first
    next_states: tuple[ReservistState, ...]
    missing: tuple[str, ...]  # fields that « active » still needs
