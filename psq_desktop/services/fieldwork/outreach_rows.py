"""What lists, sheet and key figures of contacts with residents are made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.models.kinds import OutreachKind, OutreachState


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """What residents raised, and what was done about it."""

    id: int
    action_id: int
    said: str
    done: str
    times: int | None  # how many people raised it
    answered_on: dt.date | None
    published: bool
    objective_id: int | None
    objective: str  # « 4.2 »


@dataclass(frozen=True, slots=True)
class OutreachRow:
    """A contact with residents, and where its answer stands on a day."""

    id: int
    kind: OutreachKind
    title: str
    state: OutreachState
    place: str
    day: dt.date
    ends_on: dt.date | None
    starts: dt.time | None
    ends: dt.time | None
    partner_id: int | None
    partner: str
    partner_acronym: str
    people: int | None
    feedback_due: dt.date  # the day that was set, else 30 days after
    due_set: dt.date | None
    feedback_on: dt.date | None
    feedback_how: str
    late_days: int  # 0 unless the answer is late
    themes: tuple[ThemeRow, ...]
    objective_id: int | None
    objective: str
    objective_title: str
    note: str

    @property
    def answered(self) -> int:
        """How many of its themes have an answer."""
        return sum(theme.answered_on is not None for theme in self.themes)

    @property
    def published(self) -> int:
        """How many of its themes are on the public sheet."""
        return sum(theme.published for theme in self.themes)


@dataclass(frozen=True, slots=True)
class OutreachFigures:
    """Contacts in numbers; subjects and people are those of the actions held since a day."""

    since: dt.date
    office_hours: int  # held or coming in the month of today
    due_subjects: int  # answered, or 30 days old without an answer
    answered_in_time: int  # within 30 days
    people: int
    actions: int
    late: int  # actions whose answer is late
