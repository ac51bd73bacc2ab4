"""A meeting while it is held: what the room needs to see, and the pure sums of its clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from psq_desktop.models.kinds import AgendaKind, AgendaRole, AttendanceStatus, DisclosureLevel, MeetingState


class Progress(StrEnum):
    """Where an item stands in the room."""

    COMING = "coming"
    CURRENT = "current"
    LEFT = "left"  # spoken of, then another item was taken: it may be taken up again


@dataclass(frozen=True, slots=True)
class LiveItem:
    """One item of the agenda with its time. ``spent``: seconds of its finished spells."""

    id: int
    number: int
    title: str
    kind: AgendaKind
    role: AgendaRole
    rapporteur_id: int | None
    rapporteur: str
    acronym: str
    planned_minutes: int | None
    disclosure: DisclosureLevel
    objective_id: int | None
    objective: str
    progress: Progress
    spent: int
    running_since: int | None  # seconds since 1970 (UTC), of the spell that runs
    began: dt.time | None  # local time at which it was first taken
    warning: str  # « Opale Mobilités : excuse reçue, sans suppléant. », for an item still to come; else empty

    def seconds(self, now: int) -> int:
        """Time spent on it at a moment; a clock that was put back counts nothing twice."""
        return self.spent + (max(0, now - self.running_since) if self.running_since is not None else 0)


@dataclass(frozen=True, slots=True)
class LiveSeat:
    """One seat as it is now. ``here``: in the room, in person, by a substitute; not by a proxy given to another."""

    id: int
    partner_id: int | None
    partner: str
    acronym: str
    college: str
    person: str
    guest: bool
    status: AttendanceStatus
    represented_by: str
    arrived: dt.time | None
    left: dt.time | None
    proxy_to_id: int | None
    proxy_to: str  # who holds its proxy; empty when none was given
    proxies: int  # that it holds
    here: bool
    withdrawn_from: tuple[int, ...]  # ids of items


@dataclass(frozen=True, slots=True)
class Quorum:
    """Members counted against those needed; ``needed`` is ``None`` when no quorum is asked."""

    needed: int | None
    counted: int  # in the room, or represented, or by proxy
    members: int  # guests are none

    @property
    def reached(self) -> bool:
        """True as well when none is asked."""
        return self.needed is None or self.counted >= self.needed


@dataclass(frozen=True, slots=True)
class LiveMeeting:
    """A meeting in session, or about to be."""

    meeting_id: int
    number: int
    committee: str
    formation: str
    date: dt.date
    place: str
    in_session: bool
    held: bool
    opened: dt.time | None  # local time of the first spell
    planned_end: dt.time | None
    current_id: int | None
    paused: bool
    items: tuple[LiveItem, ...]
    seats: tuple[LiveSeat, ...]
    quorum: Quorum  # now, for the current item
    voters: int  # who could raise a hand now: members here and not withdrawn from the current item, and their proxies
    next_decision: int  # the number that the next decision or action gets
    opened_at: int | None = None  # start of the first spell, seconds since 1970 (UTC)
    ended: dt.time | None = None
    state: MeetingState = MeetingState.TO_WRITE  # said once it is held

    @property
    def current(self) -> LiveItem | None:
        """The item being spoken of."""
        return next((item for item in self.items if item.id == self.current_id), None)


@dataclass(frozen=True, slots=True)
class VoteRow:
    """A show of hands that was recorded."""

    id: int
    item_id: int
    decision_id: int | None
    subject: str
    in_favour: int
    against: int
    abstained: int
    voters: int


@dataclass(frozen=True, slots=True)
class DissentRow:
    """A disagreement that a member wants named."""

    id: int
    decision_id: int
    seat_id: int
    who: str
    text: str
