"""What the roster's and the statement's documents hold: names in clear, for few eyes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.services.kinds import DisclosureLevel, ReserveCategory, ReserveProfile, ReservistState, ShiftState


@dataclass(frozen=True, slots=True)
class HeldSkill:
    """A skill with the last day it is valid; ``soon`` and ``expired`` as of the document's day."""

    name: str
    valid_until: dt.date | None
    soon: bool = False
    expired: bool = False


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One reservist, by name."""

    code: str
    name: str
    category: ReserveCategory
    profile: ReserveProfile | None
    state: ReservistState
    delegate: bool
    activity: str
    partner: str
    skills: tuple[HeldSkill, ...]
    days_used: int
    ceiling: int | None  # days of the contract year; none for a citizen
    quarter_hours: float
    reached_on: dt.date | None  # the ceiling's forecast; none: not before the year's end, or no telling
    year_end: dt.date
    foretold: bool  # whether there is a pace or a plan to tell a date from
    approved_on: dt.date | None
    contract_end: dt.date | None
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class RosterDocument:
    """The roster, names in clear: restricted."""

    letterhead: tuple[str, ...]
    reference: str  # QRR/2026/11
    title: str  # « 22 novembre 2026 »
    disclosure: DisclosureLevel
    issued_on: dt.date
    issued_at: str
    fictional: bool
    committee: str
    lines: tuple[RosterLine, ...]


@dataclass(frozen=True, slots=True)
class StatementShift:
    """A shift of the year, times of the local clock. ``done``: minutes, none while it is to come."""

    day: dt.date
    starts: dt.time
    ends_on: dt.date
    ends: dt.time
    title: str
    state: ShiftState
    planned: int  # minutes
    done: int | None


@dataclass(frozen=True, slots=True)
class StatementMonth:
    """Minutes of a month within the year: each holds the next. ``days``: used for the first time in the month."""

    first: dt.date
    days: int
    shifts: int
    planned: int
    done: int
    validated: int


@dataclass(frozen=True, slots=True)
class StatementDocument:
    """A reservist's hours and days of one contract year (the civil year without a contract): restricted."""

    letterhead: tuple[str, ...]
    reference: str
    title: str  # « RO-01 2026 »
    disclosure: DisclosureLevel
    issued_on: dt.date
    issued_at: str
    fictional: bool
    committee: str
    code: str
    name: str
    category: ReserveCategory
    profile: ReserveProfile | None
    activity: str
    contract: tuple[dt.date, dt.date | None] | None
    year: tuple[dt.date, dt.date]
    days_used: int
    ceiling: int | None
    opening_days: int  # of the days used, before shifts were logged
    opening_on: dt.date | None
    months: tuple[StatementMonth, ...]
    shifts: tuple[StatementShift, ...]  # oldest first
    signatory: str  # who signs for the service
    signatory_role: str
