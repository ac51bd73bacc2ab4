"""The chair's brief: two pages with what to obtain, whom to press, what to thank for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.services.facts import Gap
from psq_desktop.services.kinds import AgendaKind, AgendaRole, DisclosureLevel, OutlookState, Reply

MOST = 5  # matters: a chair obtains no more in two hours


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to obtain. ``code``: support, decide, late, carried, compromised, gap or silent.

    ``subject`` is the words of what it is about, ``source`` where they stand: « D-27 », « objectif 1.4 ».
    """

    code: str
    subject: str
    source: str
    partner: str = ""
    of: str = ""  # whom a support request is asked of; empty: the chair
    on: dt.date | None = None  # asked, due or last heard of
    days: int = 0  # late, or silent
    times: int = 0  # carried over
    gap: Gap | None = None
    item: int | None = None  # number of the agenda item that speaks of it
    objective_id: int | None = None


@dataclass(frozen=True, slots=True)
class BriefItem:
    """One agenda item as the chair meets it."""

    number: int
    starts: dt.time | None
    title: str
    kind: AgendaKind
    role: AgendaRole
    minutes: int | None
    restricted: bool
    presenter: str  # « M. Quéval, Opale Mobilités »
    trouble: str  # uninvited, left or excused: nobody will present it
    reviews: int = 0
    late_reviews: int = 0
    late_pilots: tuple[str, ...] = ()
    observations: int = 0  # on the minutes to approve
    objective: str = ""
    gap: Gap | None = None
    support: bool = False  # a request for support about its objective waits for an answer


@dataclass(frozen=True, slots=True)
class LateLine:
    """A promise past its day."""

    partner: str
    text: str
    source: str
    due: dt.date
    days: int


@dataclass(frozen=True, slots=True)
class OutlookLine:
    """A declared outlook then and now; the same twice when only the figures contradict it."""

    code: str
    title: str
    before: OutlookState
    after: OutlookState
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """What to know of a convened partner."""

    name: str
    reply: Reply | None
    by: str  # who comes in its place
    attended: int
    convened: int
    promises: int  # open decisions and commitments
    late: int


@dataclass(frozen=True, slots=True)
class Thanks:
    """Something to thank for. ``code``: decision, commitment, measure, reached or secured."""

    code: str
    partner: str
    text: str
    source: str
    on: dt.date | None = None
    share: float | None = None  # progress


@dataclass(frozen=True, slots=True)
class Risk:
    """Something to mind.

    ``code``: empty, midnight, over, trouble_ with a `BriefItem.trouble`, quorum (so many asked for, so many
    announced), restricted, no_reply or no_duration.
    """

    code: str
    count: int = 0
    names: tuple[str, ...] = ()
    item: int | None = None


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A decision that is typed already, before the meeting."""

    ref: str
    text: str
    pilot: str
    associates: tuple[str, ...]
    due: dt.date | None
    proof: str


@dataclass(frozen=True, slots=True)
class BriefDocument:
    """Everything that the brief prints. It is for the chair alone: always restricted."""

    letterhead: tuple[str, ...]
    reference: str  # QRR/2026/06
    number: int
    date: dt.date
    issued_on: dt.date
    issued_at: str
    fictional: bool
    committee: str
    disclosure: DisclosureLevel = DisclosureLevel.RESTRICTED
    held: bool = False
    starts: dt.time | None = None
    ends: dt.time | None = None  # planned, else computed
    place: str = ""
    partners: int = 0
    coming: int = 0  # partners that announce somebody
    unanswered: int = 0
    planned_minutes: int = 0
    spare: int | None = None  # minutes before the planned end
    previous: dt.date | None = None  # the last meeting held before
    matters: tuple[Matter, ...] = ()
    items: tuple[BriefItem, ...] = ()
    late: tuple[LateLine, ...] = ()
    outlooks: tuple[OutlookLine, ...] = ()
    team: tuple[PartnerLine, ...] = ()
    thanks: tuple[Thanks, ...] = ()
    risks: tuple[Risk, ...] = ()
    drafts: tuple[DraftLine, ...] = ()
