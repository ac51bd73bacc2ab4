"""What lists, sheet and chart of joint controls are made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from psq_desktop.models.kinds import ControlState, OutcomeKind
from psq_desktop.services.fieldwork.embargo import embargoed
from psq_desktop.services.steering.progress_rows import IndicatorRow


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service that takes part: a partner, or one that is only named."""

    name: str
    acronym: str
    partner_id: int | None

    @property
    def short(self) -> str:
        """Its acronym, else its name."""
        return self.acronym or self.name


@dataclass(frozen=True, slots=True)
class ControlRow:
    """A joint control. When ``hidden``: without day, times, place, date of the requisition, nor note."""

    id: int
    theme: str
    state: ControlState
    hidden: bool
    awaited: bool  # its day is past, its results are not entered: says no more than that
    day: dt.date | None
    starts: dt.time | None
    ends: dt.time | None
    place: str
    services: tuple[ServiceRow, ...]
    pilot_id: int | None
    pilot: str
    pilot_acronym: str
    requisition: bool  # of the prosecutor: received
    requisition_on: dt.date | None
    targeted: int | None
    checked: int | None
    outcomes: tuple[tuple[OutcomeKind, int], ...]  # those above zero, in the order of the kinds
    done_on: dt.date | None
    follow_up: str
    followed_on: dt.date | None
    follow_up_due: dt.date | None  # of one that is done and waits for its follow-up
    late_days: int  # of that follow-up; 0 unless late
    objective_id: int | None
    objective: str  # « 4.1 »
    objective_title: str
    note: str

    @property
    def embargoed(self) -> bool:
        """Whether it is under embargo, revealed or not."""
        return embargoed(self.state)

    def masked(self) -> ControlRow:
        """The same without what the embargo hides."""
        if not self.embargoed:
            return self
        return replace(self, hidden=True, day=None, starts=None, ends=None, place="", requisition_on=None, note="")

    @property
    def outcome_total(self) -> int:
        """Follow-ups of every kind together."""
        return sum(count for _, count in self.outcomes)


@dataclass(frozen=True, slots=True)
class QuarterCount:
    """Operations of a quarter: as the indicator tells, else those entered; planned ones whose date was revealed."""

    ends_on: dt.date
    done: int
    planned: int


@dataclass(frozen=True, slots=True)
class ControlFigures:
    """Controls in numbers: ``operations`` and ``places`` are the indicators of the objective that they serve."""

    quarter_end: dt.date  # the quarter that holds today
    quarters: tuple[QuarterCount, ...]  # the last five, oldest first
    done: int  # over these quarters, as all that follows
    checked: int
    targeted: int  # by those that gave a number
    services: tuple[str, ...]  # acronym or name, each once
    outcomes: tuple[tuple[OutcomeKind, int], ...]
    late: int  # follow-ups that are late
    objective: str  # « 4.1 »; empty when controls serve none
    objective_id: int | None
    operations: IndicatorRow | None
    places: IndicatorRow | None
    elapsed: float | None  # of the objective's time, 0 to 1

    def masked(self) -> ControlFigures:
        """The same without what is planned."""
        return replace(self, quarters=tuple(replace(each, planned=0) for each in self.quarters))
