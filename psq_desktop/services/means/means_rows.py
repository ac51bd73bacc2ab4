"""Rows of the district's means: posts, needs for training, sessions, equipment, mobile forces. No name anywhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.models.kinds import EquipmentKind, EquipmentState, PostState, Priority, TrainingAudience, TrainingState


@dataclass(frozen=True, slots=True)
class NeedRow:
    """Training that is asked for one post, or for all (``post_id`` is ``None``)."""

    id: int
    post_id: int | None
    post_code: str
    theme: str
    people: int
    priority: Priority
    asked_on: dt.date
    wanted_by: dt.date | None
    session_id: int | None
    session_title: str
    session_day: dt.date | None
    refused_on: dt.date | None
    state: TrainingState
    late_days: int  # since the day by which it was wanted; 0 when done or refused
    note: str


@dataclass(frozen=True, slots=True)
class PostRow:
    """One reinforced post, known by its code. ``vacant_days`` is ``None`` while it is held, or since nobody knows."""

    id: int
    code: str
    title: str
    profile: str
    unit: str
    partner_id: int | None
    partner: str  # acronym
    partner_name: str
    hours: str
    filled_on: dt.date | None
    stays_until: dt.date | None
    vacant_since: dt.date | None
    vacant_days: int | None
    state: PostState
    objective_id: int | None
    objective: str  # « 4.1 »
    objective_title: str
    note: str
    needs: tuple[NeedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendee:
    """A reservist in a session, by code."""

    reservist_id: int
    code: str
    display: str  # masked
    attended: bool


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A training session. ``attended`` counts the holders of retained posts: no name."""

    id: int
    title: str
    audience: TrainingAudience
    day: dt.date | None
    hours: float | None
    place: str
    provider_id: int | None
    provider: str  # acronym
    provider_name: str
    places: int | None
    attended: int | None
    done: bool
    state: TrainingState
    unreported: bool  # its day is past, nobody said that it took place
    skill_id: int | None
    skill: str
    skill_months: int | None
    objective_id: int | None
    objective: str
    objective_title: str
    note: str
    needs: tuple[NeedRow, ...] = ()
    reservists: tuple[Attendee, ...] = ()


@dataclass(frozen=True, slots=True)
class EquipmentRow:
    """One request for equipment; each number is at most the one before."""

    id: int
    kind: EquipmentKind
    title: str
    partner_id: int | None
    partner: str
    partner_name: str
    asked: int
    granted: int
    delivered: int
    in_service: int
    asked_on: dt.date
    granted_on: dt.date | None
    delivered_on: dt.date | None
    in_service_on: dt.date | None
    expected_on: dt.date | None
    refused_on: dt.date | None
    state: EquipmentState
    late_days: int  # since the day on which it was expected; 0 once delivered
    objective_id: int | None
    objective: str
    objective_title: str
    note: str

    @property
    def complete(self) -> bool:
        """Whether all that was granted is in service."""
        return self.granted > 0 and self.in_service == self.granted


@dataclass(frozen=True, slots=True)
class MobileRow:
    """Mobile forces asked for, or granted, from a day to another."""

    id: int
    title: str
    purpose: str
    strength: int | None
    asked_on: dt.date | None
    starts_on: dt.date
    ends_on: dt.date
    days: int
    granted: bool
    cancelled: bool
    here: bool  # granted, and today is one of its days
    over: bool
    objective_id: int | None
    objective: str
    objective_title: str
    note: str
