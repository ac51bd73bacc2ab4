"""What a meeting's documents are made of: frozen facts, already limited to one disclosure level."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.richtext import RichText
from psq_desktop.services.kinds import (
    AgendaKind,
    AttendanceStatus,
    DecisionKind,
    DecisionState,
    DisclosureLevel,
    MinutesState,
)


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One seat: who was expected, who came."""

    college: str
    partner: str
    acronym: str
    person: str
    role: str
    status: AttendanceStatus
    represented_by: str
    arrived: dt.time | None
    left: dt.time | None
    guest: bool


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision or action, with its state as of the document's date."""

    ref: str  # D-27, A-29
    kind: DecisionKind
    text: str
    pilot: str | None
    associates: tuple[str, ...]
    due: dt.date | None
    previous_due: dt.date | None  # before it was last carried over
    proof: str
    state: DecisionState
    carried_over: int
    late_days: int  # 0 when it is not late
    comment: str  # last follow-up
    meeting_number: int
    item: str  # title of the agenda item on which it was taken; empty outside any


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One agenda item with its notes and what was decided on it."""

    number: int
    title: str
    kind: AgendaKind
    rapporteur: str
    planned_minutes: int | None
    disclosure: DisclosureLevel
    notes: RichText
    decisions: tuple[DecisionLine, ...]


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """Where and when the committee meets again."""

    number: int
    date: dt.date
    starts: dt.time | None
    place: str


@dataclass(frozen=True, slots=True)
class MeetingDocument:
    """Everything that the minutes, the decision record and the attendance sheet print."""

    letterhead: tuple[str, ...]  # first line is the authority
    reference: str  # QRR/2026/05, without the document's own prefix
    disclosure: DisclosureLevel
    withheld: tuple[int, ...]  # numbers of the items that this level leaves out
    issued_on: dt.date
    issued_at: str  # town
    fictional: bool
    committee: str
    formation: str
    district: str
    number: int
    date: dt.date
    starts: dt.time | None
    ends: dt.time | None
    place: str
    chair: str
    chair_role: str
    delegation: str  # « Pour le préfet et par délégation, »; empty when the chair signs in own name
    secretary: str
    contact_line: str  # functional mailbox and phone of the secretariat
    state: MinutesState
    held: bool
    approved_on: dt.date | None
    sealed_on: dt.date | None
    digest: str  # hexadecimal, empty until sealed
    colleges: tuple[str, ...]  # in protocol order
    attendance: tuple[AttendanceLine, ...]
    follow_up: tuple[DecisionLine, ...]  # decisions of earlier meetings that this one looked at
    items: tuple[ItemLine, ...]
    decisions: tuple[DecisionLine, ...]  # taken at this meeting
    next_meeting: NextMeeting | None

    @property
    def draft(self) -> bool:
        """Whether « PROJET » must stand on it: until the minutes are approved."""
        return self.state not in (MinutesState.APPROVED, MinutesState.SEALED)
