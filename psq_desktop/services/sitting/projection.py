"""What the room may see of a meeting in session: an allow-list, made field by field.

Restricted items, notes, rapporteurs and persons have no field here; what looks like a phone number is covered.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from psq_desktop.models.kinds import AttendanceStatus, DecisionKind, Direction, DisclosureLevel, OutlookState
from psq_desktop.services.deciding import decisions
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.facts import Gap
from psq_desktop.services.sitting import live
from psq_desktop.services.sitting.live_rows import LiveItem, LiveMeeting, LiveSeat, Progress
from psq_desktop.services.steering import indicators, objectives
from psq_desktop.services.steering.progress_rows import IndicatorRow, ObjectiveRow

FIGURES = 3  # indicators beside an item
COVER = "••••"
_DAY = r"0\d[./-](?:0\d|1[0-2])[./-](?:19|20)\d\d\b"
_PHONE = re.compile(
    rf"(?<![\d+])(?!{_DAY})(?:0[1-9](?:[\s.\-/]{{0,2}}\d){{8}}|(?:\+|00)\s?\d(?:[\s.\-/()]{{0,3}}\d){{7,13}})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class RailItem:
    """One item of the agenda that the room may see."""

    id: int
    number: int
    title: str
    progress: Progress
    planned_minutes: int | None


@dataclass(frozen=True, slots=True)
class ProjectedFigure:
    """An indicator of the item's objective. ``progress``: share of the way; ``levels``: words of an ordinal value."""

    title: str
    unit: str
    decimals: int
    direction: Direction
    at_most: bool
    levels: tuple[str, ...]
    value: float | None
    target: float | None
    progress: float | None


@dataclass(frozen=True, slots=True)
class ProjectedObjective:
    """Where the item's objective stands. ``pilot`` is the partner's name."""

    pilot: str
    outlook: OutlookState
    gap: Gap | None
    due: dt.date | None
    elapsed: float | None
    figures: tuple[ProjectedFigure, ...]


@dataclass(frozen=True, slots=True)
class ProjectedDecision:
    """A decision as it is read to the room; ``pilot`` and ``associates`` are partners."""

    ref: str
    kind: DecisionKind
    text: str
    pilot: str
    associates: tuple[str, ...]
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class ProjectedItem:
    """The item being spoken of; of a reserved one only its rank and its time."""

    id: int
    number: int
    title: str  # empty when it is reserved
    reserved: bool
    planned_minutes: int | None
    spent: int  # seconds of its finished spells
    running_since: int | None  # seconds since 1970 (UTC)
    objective: ProjectedObjective | None = None
    decisions: tuple[ProjectedDecision, ...] = ()

    def seconds(self, now: int) -> int:
        """Time spent on it at a moment, in seconds since 1970 (UTC)."""
        return self.spent + (max(0, now - self.running_since) if self.running_since is not None else 0)


@dataclass(frozen=True, slots=True)
class ProjectionView:
    """A meeting as the room sees it. ``total`` counts every item: ranks are those of the agenda."""

    meeting_id: int
    number: int
    committee: str
    date: dt.date
    in_session: bool
    held: bool
    paused: bool
    total: int
    rail: tuple[RailItem, ...]
    current: ProjectedItem | None
    following: RailItem | None
    present: int  # in person or represented, members only
    excused: int
    absent: int


@dataclass(frozen=True, slots=True)
class ReadingView:
    """The decisions of a meeting, to be read aloud; ``reserved`` of them are left out."""

    meeting_id: int
    number: int
    committee: str
    date: dt.date
    decisions: tuple[ProjectedDecision, ...]
    reserved: int


def covered(text: str) -> str:
    """The text with what looks like a phone number covered."""
    return _PHONE.sub(COVER, text)


def view(session: Session, meeting_id: int, today: dt.date) -> ProjectionView:
    """The meeting as the room may see it. `UserError` ``gone``."""
    sheet = live.sheet(session, meeting_id, today)
    shown = [item for item in sheet.items if _open(item.disclosure)]
    members = [seat for seat in sheet.seats if not seat.guest]
    current = sheet.current
    return ProjectionView(
        sheet.meeting_id, sheet.number, covered(sheet.committee), sheet.date, sheet.in_session, sheet.held,
        sheet.paused, len(sheet.items), tuple(map(_rail, shown)),
        _item(session, current, meeting_id, today) if current is not None else None,
        _following(sheet, shown), sum(map(_takes_part, members)),
        _count(members, AttendanceStatus.EXCUSED), _count(members, AttendanceStatus.ABSENT),
    )  # fmt: skip


def reading(session: Session, meeting_id: int, today: dt.date) -> ReadingView:
    """The decisions of a meeting in the order of their numbers, without those that the room may not hear."""
    sheet = live.sheet(session, meeting_id, today)
    taken = sorted(decisions.register(session, today, meeting_id=meeting_id), key=lambda row: row.number)
    open_ = [row for row in taken if _open(row.disclosure)]
    return ReadingView(
        sheet.meeting_id, sheet.number, covered(sheet.committee), sheet.date, tuple(map(_decision, open_)),
        len(taken) - len(open_),
    )  # fmt: skip


def _open(level: DisclosureLevel) -> bool:
    return level.rank < DisclosureLevel.RESTRICTED.rank


def _rail(item: LiveItem) -> RailItem:
    return RailItem(item.id, item.number, covered(item.title), item.progress, item.planned_minutes)


def _following(sheet: LiveMeeting, shown: Iterable[LiveItem]) -> RailItem | None:
    """The next item of the agenda that is still to come and may be named."""
    rank = sheet.current.number if sheet.current is not None else 0
    coming = (item for item in shown if item.number > rank and item.progress is Progress.COMING)
    return next(map(_rail, coming), None)


def _takes_part(seat: LiveSeat) -> bool:
    return seat.here or bool(seat.proxy_to_id)


def _count(seats: Iterable[LiveSeat], status: AttendanceStatus) -> int:
    return sum(seat.status is status and not _takes_part(seat) for seat in seats)


def _item(session: Session, item: LiveItem, meeting_id: int, today: dt.date) -> ProjectedItem:
    if not _open(item.disclosure):
        return ProjectedItem(item.id, item.number, "", True, item.planned_minutes, item.spent, item.running_since)
    taken = (row for row in decisions.register(session, today, meeting_id=meeting_id) if row.item_id == item.id)
    return ProjectedItem(
        item.id, item.number, covered(item.title), False, item.planned_minutes, item.spent, item.running_since,
        _objective(session, item.objective_id, today),
        tuple(map(_decision, sorted(taken, key=lambda row: row.number))),
    )  # fmt: skip


def _decision(row: DecisionRow) -> ProjectedDecision:
    return ProjectedDecision(
        row.ref, row.kind, covered(row.text), covered(row.pilot), tuple(map(covered, row.associates)), row.due
    )


def _objective(session: Session, objective_id: int | None, today: dt.date) -> ProjectedObjective | None:
    if objective_id is None:
        return None
    found: ObjectiveRow = objectives.row(session, objective_id, today)
    if not _open(found.disclosure):
        return None
    measured = sorted(indicators.search(session, today, objective_id=objective_id), key=lambda row: not row.main)
    return ProjectedObjective(
        covered(found.pilot or found.acronym), found.outlook, found.gap, found.due, found.elapsed,
        tuple(map(_figure, measured[:FIGURES])),
    )  # fmt: skip


def _figure(row: IndicatorRow) -> ProjectedFigure:
    return ProjectedFigure(
        covered(row.title), covered(row.unit), row.decimals, row.direction, row.at_most,
        tuple(map(covered, row.levels)), row.value, row.target, row.progress,
    )  # fmt: skip
