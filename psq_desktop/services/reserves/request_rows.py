"""What screens see of requests for availability and of the workbooks that came back. Names are masked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.errors import Problem
from psq_desktop.models.kinds import AvailabilityState, LineKind


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request on the board. ``superseded``: a later one about some of its days went out."""

    id: int
    reservist_id: int
    code: str
    display: str
    first: dt.date
    last: dt.date
    due: dt.date
    state: AvailabilityState
    prepared_on: dt.date
    sent_on: dt.date | None
    applied_on: dt.date | None
    late_days: int
    superseded: bool


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of a workbook that came back, in words: what was sent, what came back, what the base says.

    ``day`` is ``None`` for a row that is no day of the request. ``comment`` is shown, and kept nowhere.
    """

    day: dt.date | None
    kind: LineKind
    sent: str
    returned: str
    current: str
    sheet: str = ""
    cell: str = ""
    read: str = ""
    comment: str = ""
    problem: Problem | None = None
    caution: Problem | None = None

    @property
    def taken(self) -> bool:
        """Whether it is taken over without a question."""
        return self.kind.safe and self.caution is None

    @property
    def open(self) -> bool:
        """Whether somebody may take it over all the same."""
        return self.day is not None and (self.kind is LineKind.CONFLICT or (self.kind.safe and not self.taken))


@dataclass(frozen=True, slots=True)
class CheckedRequest:
    """One file after recognition and comparison: nothing was written.

    ``refusal`` is a code of `UserError` with its parameters; ``note`` is « already_applied », « blank », « same_file »
    or nothing. Lines that say nothing new are left out.
    """

    file: str
    refusal: str
    params: dict[str, str]
    note: str
    request_id: int | None = None
    reservist_id: int | None = None
    code: str = ""
    display: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    lines: tuple[DayLine, ...] = ()

    @property
    def recognised(self) -> bool:
        """Whether its answers can be taken over."""
        return not self.refusal


@dataclass(frozen=True, slots=True)
class AppliedRequest:
    """What one file changed: days taken over, and lines that are left to look at."""

    file: str
    request_id: int
    code: str
    display: str
    days: tuple[dt.date, ...]
    pending: tuple[DayLine, ...]
