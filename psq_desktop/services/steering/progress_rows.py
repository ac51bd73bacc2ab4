"""The rows that screens and documents show of the objectives: frozen, complete, without a session."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.models.kinds import (
    AgendaKind,
    CommitmentState,
    DecisionState,
    Direction,
    DisclosureLevel,
    IndicatorKind,
    MeasureState,
    OutlookState,
    Pace,
    Period,
    Priority,
    ReadingStatus,
    SupportState,
)
from psq_desktop.services.facts import Aim, Gap, Limits

__all__ = ["Aim", "Gap", "Limits"]


@dataclass(frozen=True, slots=True)
class AxisRow:
    """A strategic axis and how many objectives it has."""

    id: int
    number: int
    name: str
    objectives: int


@dataclass(frozen=True, slots=True)
class Figure:
    """An objective's main indicator in one line."""

    indicator_id: int
    title: str
    unit: str
    decimals: int
    direction: Direction
    baseline: float | None
    target: float | None
    at_most: bool
    levels: tuple[str, ...]
    value: float | None  # the present one: the last that is a value, unless it is stale
    value_on: dt.date | None  # end of the period of the last value
    stale: bool


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective as of a day, with what is computed of it. ``code`` is « 2.1 »."""

    id: int
    code: str
    axis_id: int
    axis: str
    title: str
    short_title: str
    pilot_id: int | None
    pilot: str
    acronym: str
    partner_ids: frozenset[int]  # pilot, associates and everybody with a commitment
    start: dt.date | None
    due: dt.date | None
    priority: Priority
    disclosure: DisclosureLevel
    outlook: OutlookState
    outlook_on: dt.date | None
    figure: Figure | None
    progress: float | None
    elapsed: float | None
    pace: Pace
    gap: Gap | None
    silent_days: int | None
    last_report: dt.date | None
    kept: int
    taken: int
    late_commitments: int
    trend: tuple[float, ...]  # last values of the main indicator, oldest first
    unheard: int | None = None  # days of silence that contradict a confident outlook: `facts.unheard`


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """What was reported for one period; ``period`` is « oct. 2026 »."""

    id: int
    indicator_id: int
    ends_on: dt.date
    period: str
    status: ReadingStatus
    value: float | None
    provisional: bool
    reported_on: dt.date
    author: str
    sample: int | None
    comment: str
    origin_file: str
    origin_cell: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with its readings, oldest first, and what they say as of a day."""

    id: int
    objective_id: int
    title: str
    kind: IndicatorKind
    unit: str
    decimals: int
    provider_id: int | None
    provider: str
    provider_acronym: str
    source: str
    period: Period
    direction: Direction
    baseline: float | None
    baseline_on: dt.date | None
    target: float | None
    at_most: bool
    lowest: float | None
    highest: float | None
    levels: tuple[str, ...]
    main: bool
    readings: tuple[ReadingRow, ...]
    value: float | None  # the present one: the last that is a value, unless it is stale
    value_on: dt.date | None  # end of the period of the last value
    stale: bool
    progress: float | None
    reached: bool | None
    needed_now: float | None  # value on the straight way at the end of the current period
    needed_per_period: float | None

    @property
    def aim(self) -> Aim:
        """What it is judged by."""
        return Aim(self.direction, self.baseline, self.target, self.at_most)


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """One partner's share of an objective. ``late_days`` is 0 unless it is overdue and not closed."""

    id: int
    objective_id: int
    objective_code: str
    objective_title: str
    partner_id: int
    partner: str
    acronym: str
    text: str
    state: CommitmentState
    share: int | None
    accepted_on: dt.date | None
    referent_id: int | None
    referent: str
    means: str
    proof: str
    due: dt.date | None
    comment: str
    late_days: int


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A step or milestone. ``late_days`` is 0 unless it is overdue and not closed."""

    id: int
    objective_id: int
    text: str
    milestone: bool
    owner_id: int | None
    owner: str
    acronym: str
    due: dt.date | None
    state: MeasureState
    done_on: dt.date | None
    proof: str
    late_days: int
    comment: str = ""


@dataclass(frozen=True, slots=True)
class OutlookRow:
    """One declaration of the pilot."""

    id: int
    on: dt.date
    state: OutlookState
    author: str
    comment: str


@dataclass(frozen=True, slots=True)
class SupportRow:
    """Help asked. No ``asked_of_id``: of the chair."""

    id: int
    objective_id: int
    partner_id: int
    partner: str
    asked_of_id: int | None
    asked_of: str
    text: str
    asked_on: dt.date
    wanted_by: dt.date | None
    escalated_on: dt.date | None
    state: SupportState
    answer: str


@dataclass(frozen=True, slots=True)
class LinkedDecision:
    """A decision of the register that serves the objective."""

    id: int
    ref: str
    text: str
    pilot: str
    due: dt.date | None
    state: DecisionState
    late_days: int
    meeting_number: int
    disclosure: DisclosureLevel  # of the item on which it was taken


@dataclass(frozen=True, slots=True)
class LinkedItem:
    """An agenda item about the objective."""

    meeting_id: int
    meeting_number: int
    meeting_date: dt.date
    held: bool
    item_id: int
    title: str
    kind: AgendaKind
    disclosure: DisclosureLevel


@dataclass(frozen=True, slots=True)
class ObjectiveSheet:
    """Everything about one objective."""

    row: ObjectiveRow
    finding: str
    public: str
    success: str
    brakes: str
    associate_ids: tuple[int, ...]
    associates: tuple[str, ...]
    indicators: tuple[IndicatorRow, ...]
    commitments: tuple[CommitmentRow, ...]
    measures: tuple[MeasureRow, ...]
    outlooks: tuple[OutlookRow, ...]  # newest first
    supports: tuple[SupportRow, ...]
    decisions: tuple[LinkedDecision, ...]
    items: tuple[LinkedItem, ...]


@dataclass(frozen=True, slots=True)
class MatrixPartner:
    """A row of the matrix."""

    id: int
    name: str
    acronym: str


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What one partner does for one objective: as pilot, by its commitments, or both.

    ``state`` is that of the commitment that most wants attention; ``share`` the mean of what was told, 0 to 1.
    """

    partner_id: int
    objective_id: int
    pilot: bool
    state: CommitmentState | None
    share: float | None
    commitments: int
    late: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Partners by objectives; a pair without a cell is not concerned."""

    objectives: tuple[ObjectiveRow, ...]
    partners: tuple[MatrixPartner, ...]
    cells: dict[tuple[int, int], MatrixCell]  # by partner and objective


@dataclass(frozen=True, slots=True)
class ReadingEffect:
    """What a reading would change, before it is saved."""

    period: str
    ends_on: dt.date
    replaces: ReadingRow | None
    main: bool
    before: float | None
    after: float | None
    reached: bool | None
    gap_before: Gap | None
    gap_after: Gap | None


@dataclass(frozen=True, slots=True)
class AxisSummary:
    """Mean progress and time of an axis' objectives."""

    number: int
    name: str
    objectives: int
    progress: float | None
    elapsed: float | None
    alert: bool  # one of its objectives is in gap


@dataclass(frozen=True, slots=True)
class PilotSummary:
    """What one partner pilots, by declared outlook, and its commitments kept. No name: the partners that pilot none."""

    partner_id: int | None
    name: str
    guest: bool
    outlooks: tuple[int, ...]  # in the order of `OutlookState`
    kept: int
    taken: int
    partners: int = 1


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What became of one thing since the last meeting: its state then and now, as codes or values.

    ``kind`` is objective, reading, outlook, commitment, measure or support. Of an objective, ``subject`` says what
    changed: « due », « pilot », or nothing when the whole came or went.
    """

    objective_id: int
    code: str
    title: str
    kind: str
    subject: str  # the indicator and its period, the partner, the measure
    change: str  # added, changed, removed
    before: object
    after: object
    decimals: int = 0
    unit: str = ""
    indicator_id: int | None = None  # of a reading, with the end of its period
    ends_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a meeting; no meeting: since the base was made."""

    meeting_number: int | None
    meeting_date: dt.date | None
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class ProgressDocument:
    """What the progress dashboard, the matrix and the action sheets are made from."""

    reference: str  # « TB-QRR/2026/11 »
    letterhead: tuple[str, ...]
    committee: str
    district: str
    city: str
    population: int | None
    fictional: bool
    as_of: dt.date
    level: DisclosureLevel
    partner: MatrixPartner | None  # the document speaks of this one alone
    limits: Limits
    axes: tuple[AxisSummary, ...]
    pilots: tuple[PilotSummary, ...]
    sheets: tuple[ObjectiveSheet, ...]
    matrix: Matrix
    progress: float | None
    elapsed: float | None
    partners: int
    late_decisions: int
    open_decisions: int
    since: Since
