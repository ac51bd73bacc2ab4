"""What screens, documents and the command line see of the rounds of collection and of what came back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from psq_desktop.models.kinds import DisclosureLevel, DispatchState
from psq_desktop.services.forms.answer_rows import Line, Recognition
from psq_desktop.services.forms.form_rows import Form, FormField, Scalar

# ---------------------------------------------------------------- rounds


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A round in one line. ``returned``: partners of whom a workbook came back."""

    id: int
    number: int
    title: str
    opened_on: dt.date
    due: dt.date
    partners: int
    sent: int
    returned: int
    objectives: int


@dataclass(frozen=True, slots=True)
class CampaignChoice:
    """A partner or an objective that a round may take in."""

    id: int
    name: str
    detail: str  # acronym of a partner, code of an objective
    rows: int  # lines that it would bring
    level: DisclosureLevel | None = None  # of an objective
    email: str = ""  # of a partner
    objective_ids: frozenset[int] = frozenset()  # of a partner: where it has lines
    lines: Mapping[int, int] = field(default_factory=dict)  # of a partner: how many, by objective


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a new round would be unless said otherwise."""

    title: str
    due: dt.date
    reply_to: str
    contact: str
    subject: str
    message: str
    objectives: tuple[CampaignChoice, ...]
    partners: tuple[CampaignChoice, ...]


@dataclass(frozen=True, slots=True)
class DispatchRow:
    """A partner's card on the board: its latest dispatch of the round and what came back."""

    id: int
    campaign_id: int
    partner_id: int
    partner: str
    acronym: str
    state: DispatchState
    sent_on: dt.date | None
    due: dt.date
    late_days: int
    reminders: int
    reminded_on: dt.date | None
    objectives: int
    rows: int
    recipients: tuple[str, ...]  # addresses
    return_id: int | None  # the one to look at
    received_on: dt.date | None
    applied_on: dt.date | None
    receipt_on: dt.date | None
    conflicts: int
    errors: int
    safe: int
    old_version: bool  # what came back belongs to an earlier dispatch
    version: int = 1  # of its workbook, in this round
    files: int = 1  # that came back


@dataclass(frozen=True, slots=True)
class Board:
    """A round with its cards. ``elapsed``: share of its time that is over, 0 to 1."""

    campaign: CampaignRow
    cards: tuple[DispatchRow, ...]
    elapsed: float
    reply_to: str
    contact: str
    subject: str
    message: str
    objective_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail to be: a draft that the secretariat sends itself."""

    recipients: tuple[str, ...]
    sender: str
    subject: str
    body: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Parcel:
    """A workbook and the draft that carries it. ``stem``: what its files are called after, still unsafe as a name."""

    dispatch_id: int
    partner_id: int
    partner: str
    acronym: str
    form: Form
    letter: Letter
    stem: str


# ---------------------------------------------------------------- what came back


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A line with what people need to judge it."""

    line: Line
    code: str  # « 2.1 »
    objective: str
    label: str  # « Signalements de halls occupés, oct. 2026 »
    told: FormField  # unit, decimals, levels, list of choices
    choices: tuple[tuple[str, str], ...]  # codes with their words
    changed_by: str = ""  # of a conflict: who changed it here
    changed_on: dt.date | None = None
    last: Scalar = None  # of a figure: the last one known here
    last_period: str = ""  # « oct. 2026 »
    day: str = ""  # that the partner gave with a figure, ISO


@dataclass(frozen=True, slots=True)
class Review:
    """A returned workbook on the screen: who sent it, what it says, what is already decided."""

    return_id: int
    dispatch_id: int
    campaign_id: int
    campaign: int  # its number
    partner_id: int
    partner: str
    acronym: str
    file_name: str
    size: int
    author: str
    program: str
    received_on: dt.date
    sent_on: dt.date | None
    applied_on: dt.date | None
    old_version: bool
    recognition: Recognition
    lines: tuple[ReviewLine, ...]
    settled: frozenset[tuple[str, str]]  # lines decided by hand: kept as they are here
    digest: str = ""
    receipt_on: dt.date | None = None

    @property
    def open_lines(self) -> tuple[ReviewLine, ...]:
        """Conflicts, errors and lines to look at first that nobody decided yet."""
        return tuple(r for r in self.lines if r.line.asked and (r.line.ref, r.line.field) not in self.settled)


@dataclass(frozen=True, slots=True)
class Checked:
    """One file after recognition and comparison: nothing was written.

    ``refusal`` is a code of `UserError` with its parameters when the file is not to be applied; an old dispatch is
    refused, but its lines are shown.
    """

    file: str
    recognised: bool
    refusal: str
    params: dict[str, str]
    note: str  # « already_applied », « known », « same_file », « blank », or nothing
    partner_id: int | None
    partner: str
    campaign_id: int | None
    campaign: str
    lines: tuple[Line, ...]
    recognition: Recognition | None
    return_id: int | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """What somebody decided of a return: lines to take over, values corrected or chosen, lines to keep as they are.

    A corrected value is text as it would be typed in the cell. ``seen`` is what the base held when it was decided, by
    line: a line whose other side moved since is not taken, it is asked again.
    """

    accept: frozenset[tuple[str, str]]
    corrected: dict[tuple[str, str], str]
    keep: frozenset[tuple[str, str]]
    seen: Mapping[tuple[str, str], Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Applied:
    """What one application did to one return."""

    return_id: int
    partner: str
    taken: tuple[Line, ...]
    pending: tuple[Line, ...]  # conflicts, errors and lines to look at first that are left
    file: str = ""
