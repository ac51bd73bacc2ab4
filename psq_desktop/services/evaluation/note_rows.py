"""The quarterly note: what the screen and the document are made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.errors import Problem
from psq_desktop.services.kinds import DisclosureLevel, NoteHeading, NoteState


@dataclass(frozen=True, slots=True)
class NoteFigure:
    """A figure on which a sentence rests: « Contacts tenus, 5, T3 2026 »."""

    label: str
    value: float
    unit: str = ""
    on: str = ""  # period or day, in words


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note in a list; ``label`` is « 3e trimestre 2026 »."""

    id: int
    year: int
    quarter: int
    label: str
    state: NoteState
    finished_on: dt.date | None
    sentences: int  # kept


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """One sentence. ``now`` is what the data say today when that is not what they said when it was edited."""

    id: int
    heading: NoteHeading
    text: str
    source: str
    kept: bool
    edited: bool  # somebody rewrote what the data said
    by_hand: bool  # nothing drafted it
    changed: bool  # the figures behind an edited sentence are not those of then
    now: str  # with ``changed``; empty: the data say nothing of it any more
    unsafe: Problem | None  # a person, what is restricted, a control to come: such a sentence is not kept
    figures: tuple[NoteFigure, ...]


@dataclass(frozen=True, slots=True)
class NoteSheet:
    """A note with all its sentences, in order. ``as_of``: the day of what the sentences say."""

    row: NoteRow
    first: dt.date
    last: dt.date
    as_of: dt.date
    sentences: tuple[SentenceRow, ...]


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A sentence of the document, its source, and the figures behind it."""

    text: str
    source: str
    figures: tuple[NoteFigure, ...]


@dataclass(frozen=True, slots=True)
class NoteSection:
    """One of the four headings with its sentences; there may be none."""

    heading: NoteHeading
    lines: tuple[NoteLine, ...]


@dataclass(frozen=True, slots=True)
class QuarterlyDocument:
    """The note of one quarter. It is for the partners: no person, nothing restricted, nothing under embargo."""

    reference: str
    title: str  # « 3e trimestre 2026 »
    disclosure: DisclosureLevel
    letterhead: tuple[str, ...]
    fictional: bool
    issued_on: dt.date
    issued_at: str
    committee: str
    district: str
    contact_line: str
    first: dt.date
    last: dt.date
    as_of: dt.date
    draft: bool
    sections: tuple[NoteSection, ...]
