"""Meetings as rows: in a list, whole, proposed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.models.kinds import MeetingStage, MeetingState, MinutesState


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list."""

    id: int
    number: int
    date: dt.date
    starts: dt.time | None
    committee: str
    formation: str
    place: str
    state: MeetingState
    attended: int  # present or represented
    expected: int  # seats, but for guests who did not come
    replies: int
    coming: int  # replies that announce somebody, substitutes included
    represented: int  # of these, substitutes
    items: int
    minutes: int  # planned in all
    decisions: int
    open_decisions: int


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """A meeting whole, without its agenda, seats and decisions."""

    row: MeetingRow
    committee_id: int
    formation_id: int
    stage: MeetingStage
    minutes_state: MinutesState
    locked: bool  # validated minutes are read-only
    ends: dt.time | None
    chair: str
    chair_role: str
    secretary: str
    summoned_on: dt.date | None
    approved_on: dt.date | None
    sealed_on: dt.date | None
    digest: str
    reviews: int  # earlier decisions that its agenda looks at
    planned_end: dt.time | None  # until when people and room are free


@dataclass(frozen=True, slots=True)
class PresenceCount:
    """How the seats of a held meeting were filled; a guest who did not come is left out."""

    meeting_id: int
    number: int
    date: dt.date
    present: int
    represented: int
    excused: int
    absent: int


@dataclass(frozen=True, slots=True)
class FormationChoice:
    """A formation that can be convened."""

    id: int
    name: str
    members: int
    template: int = 0  # items of its template


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a new meeting would be; every value can be changed."""

    committee_id: int
    committee: str
    number: int
    date: dt.date
    starts: dt.time | None
    place: str
    formations: tuple[FormationChoice, ...]
    open_decisions: int
