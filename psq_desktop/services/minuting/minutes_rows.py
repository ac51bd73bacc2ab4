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
    proxy_to: str = ""  # who holds its proxy


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
    dissents: tuple[str, ...] = ()  # « Habitat du Détroit : … »
    carried_here: bool | None = None  # by the meeting itself; unknown in texts that were sealed before it was told


@dataclass(frozen=True, slots=True)
class VoteLine:
    """A show of hands."""

    subject: str
    decision: str  # « D-38 », or empty
    in_favour: int
    against: int
    abstained: int
    voters: int


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
    votes: tuple[VoteLine, ...] = ()
    withdrawn: tuple[str, ...] = ()  # members who left the room for it: « Opale Mobilités (ne prend pas part) »
    quorum_missed: bool = False  # one was asked, and it was not reached when the item began
    not_reached: bool = False  # the meeting was timed, and ended before this item or left it out


@dataclass(frozen=True, slots=True)
class ObservationLine:
    """What a member wrote about the circulated account, and the answer, empty as long as there is none."""

    partner: str
    received_on: dt.date
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """Where and when the committee meets again."""

    number: int
    date: dt.date
    starts: dt.time | None
    place: str


@dataclass(frozen=True, slots=True)
class MeetingDocument:
    """Everything that the minutes, the decision record and the attendance sheet print.

    Sealed ones are kept for ever: a field that is added needs a default, which stands for those sealed before.
    """

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
    version: int = 1  # of the account: one more for each correction after validation
    correction: str = ""  # why it was corrected last; empty where this level may not know
    corrected_on: dt.date | None = None  # validated anew; today while that is to come
    quorum_needed: int | None = None  # members; none was asked
    quorum_counted: int = 0  # at the opening
    observations: tuple[ObservationLine, ...] = ()  # of an approved account

    @property
    def draft(self) -> bool:
        """Whether « PROJET » must stand on it: until the minutes are approved."""
        return self.state not in (MinutesState.APPROVED, MinutesState.SEALED)
