"""The decision register as a document: decisions of all meetings, chosen as they were on the screen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.services.kinds import DecisionState, DisclosureLevel
from psq_desktop.services.minuting.minutes_rows import DecisionLine, VoteLine


@dataclass(frozen=True, slots=True)
class RegisterEvent:
    """What became of a decision on a day: a state, with the due date that it was given then; or, without, a chase."""

    on: dt.date
    state: DecisionState | None
    due: dt.date | None
    comment: str


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A decision with where it comes from; its history, oldest first, when it stands alone."""

    decision: DecisionLine
    meeting_date: dt.date
    objective: str  # « 2.1 »
    objective_title: str
    first_due: dt.date | None  # as it was decided
    events: tuple[RegisterEvent, ...] = ()
    votes: tuple[VoteLine, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterDocument:
    """Some decisions of the register on a day. ``title`` says which: « Décisions en retard »."""

    letterhead: tuple[str, ...]
    reference: str  # QRR/2026/11
    disclosure: DisclosureLevel
    issued_on: dt.date
    issued_at: str
    fictional: bool
    committee: str
    contact_line: str
    title: str
    lines: tuple[RegisterLine, ...]
    single: bool = False  # about one decision: a sheet
