"""Invitations to a meeting: the letter, and the register of who got it and what they answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.services.kinds import DisclosureLevel, Reply, SummonsKind, SummonsState
from psq_desktop.services.rounds.campaign_rows import Letter


@dataclass(frozen=True, slots=True)
class SummonsItem:
    """A line of the agenda as it is announced; restricted items are announced by their title alone, or not at all."""

    number: int
    starts: dt.time | None
    title: str
    rapporteur: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class SummonsDocument:
    """Everything that the letter and the calendar entry say. Nothing of a restricted item is in it."""

    letterhead: tuple[str, ...]
    reference: str  # QRR/2026/06
    disclosure: DisclosureLevel
    issued_on: dt.date
    issued_at: str
    fictional: bool
    kind: SummonsKind
    committee: str
    formation: str
    district: str
    number: int
    date: dt.date
    starts: dt.time | None
    ends: dt.time | None  # planned, else computed from the agenda
    place: str
    chair: str
    chair_role: str
    delegation: str
    secretary: str
    contact_line: str
    contact_email: str
    reply_by: dt.date | None
    paragraphs: tuple[str, ...]  # of the letter, filled, before the agenda
    items: tuple[SummonsItem, ...]
    attachments: tuple[str, ...]  # what the letter says is joined
    moved_from: dt.date | None  # a postponed meeting's day before
    sequence: int  # how many times it moved: calendars keep the highest
    closing: tuple[str, ...] = ()  # of the letter, filled, after the agenda
    strong: tuple[str, ...] = ()  # words of the letter that are set in bold
    notice: str = ""  # what a postponed meeting or a second summons says first
    uid: str = ""  # the same as long as the meeting exists, in no other base


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """One seat in the register of invitations."""

    seat_id: int
    partner_id: int | None
    name: str
    acronym: str
    person: str
    guest: bool
    addresses: tuple[str, ...]  # usable ones
    problem: str  # why there is none: « Aucune adresse : … »; empty when all is well
    state: SummonsState
    kind: SummonsKind
    on: dt.date | None  # of the state
    reply: Reply | None
    replied_on: dt.date | None
    represented_by: str


@dataclass(frozen=True, slots=True)
class PostponementRow:
    """One move of the meeting."""

    on: dt.date
    reason: str
    date_before: dt.date
    starts_before: dt.time | None
    date_after: dt.date
    starts_after: dt.time | None


@dataclass(frozen=True, slots=True)
class Notice:
    """How the summonses stand against their delays on a day."""

    to_send: int
    advised_by: dt.date  # fifteen days before, as the committee says
    required_by: dt.date  # five days before
    advice_days: int
    notice_days: int
    late: bool  # past `required_by` with some still to send
    advised_late: bool  # past `advised_by` with some still to send


@dataclass(frozen=True, slots=True)
class SummonsRegister:
    """The invitations of one meeting."""

    meeting_id: int
    recipients: tuple[RecipientRow, ...]
    notice: Notice
    postponements: tuple[PostponementRow, ...]
    reply_by: dt.date | None
    editable: bool = True  # not once the meeting was opened
    second: bool = False  # a second summons: no quorum is asked


@dataclass(frozen=True, slots=True)
class Template:
    """The text of a committee's letters."""

    committee_id: int
    text: str  # the usual one when the committee has none of its own
    usual: bool
    values: tuple[tuple[str, str], ...]  # each field, and what it says for the meeting shown


@dataclass(frozen=True, slots=True)
class Invitation:
    """A draft to be: the letter to one seat, with what it carries. ``stem``: what its file is called after."""

    seat_id: int
    letter: Letter
    stem: str
