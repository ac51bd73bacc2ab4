"""Surveys as they may be shown: a count under ten, and what would give it away, is in no row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.services.kinds import (
    Direction,
    DisclosureLevel,
    QuestionKind,
    Sampling,
    SurveyKind,
    SurveyMode,
    SurveyPublic,
)


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One wave of a survey, or a survey that has none yet (``wave_id`` is None)."""

    id: int  # of the wave; below zero, of a survey without one
    survey_id: int
    wave_id: int | None
    title: str
    kind: SurveyKind
    public: SurveyPublic
    owner: str  # acronym or name
    number: int | None
    latest: bool
    starts_on: dt.date | None
    ends_on: dt.date | None
    mode: SurveyMode | None
    sampling: Sampling | None
    population: int | None
    contacted: int | None
    answered: int | None  # n
    margin: float | None  # of the headline, in points; None without interval
    hidden: int  # cells that are not shown
    questions: int
    objective_id: int | None
    objective: str  # « 5.3 »
    objective_title: str

    @property
    def rate(self) -> float | None:
        """Part of those contacted who answered."""
        return self.answered / self.contacted if self.answered is not None and self.contacted else None


@dataclass(frozen=True, slots=True)
class Cell:
    """A count with its part of its line in percent, or a mean; all are None when ``hidden``."""

    count: int | None
    percent: float | None = None
    mean: float | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ResultLine:
    """What one group answered; ``group`` is empty for everybody. ``n`` is None when it is hidden."""

    group: str
    n: int | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as it is asked in every wave; ``headline`` are the answers that are added up."""

    id: int
    text: str
    kind: QuestionKind
    answers: tuple[str, ...]
    headline: tuple[str, ...]
    lowest: float | None
    highest: float | None
    indicator_id: int | None
    indicator: str
    waves: int  # with results


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What a wave's people answered to one question.

    ``columns`` are the answers, with « Sans réponse » when some gave none; or the mean. ``headline`` is the part of
    everybody that gave one of its answers, in percent, or the mean; ``margin`` its half interval in points.
    """

    question: QuestionRow
    columns: tuple[str, ...]
    lines: tuple[ResultLine, ...]
    headline: float | None
    headline_words: str
    margin: float | None

    @property
    def hidden(self) -> int:
        """How many cells are hidden."""
        return sum(cell.hidden for line in self.lines for cell in line.cells)


@dataclass(frozen=True, slots=True)
class WaveSheet:
    """One wave with all that may be shown; ``cautions`` say why it may not compare with the wave before."""

    row: SurveyRow
    wording: str
    note: str
    results: tuple[QuestionResult, ...]
    interval: str  # the formula in words, or why there is none
    cautions: tuple[str, ...]
    others: tuple[SurveyRow, ...]  # the survey's waves, newest first


@dataclass(frozen=True, slots=True)
class SurveySheet:
    """A survey itself: what a form changes."""

    id: int
    title: str
    kind: SurveyKind
    public: SurveyPublic
    owner_id: int | None
    note: str
    questions: tuple[QuestionRow, ...]
    waves: tuple[tuple[int, int], ...]  # id and number


@dataclass(frozen=True, slots=True)
class Landing:
    """The reading that a wave gives the indicator of one of its questions, not recorded yet."""

    question_id: int
    indicator_id: int
    objective: str
    indicator: str
    unit: str
    period: str
    value: float
    sample: int
    origin: str
    replaces: float | None  # the value that the period has already


@dataclass(frozen=True, slots=True)
class TrianglePoint:
    """A value at the middle of a wave, or of a month; ``margin`` only of a random sample."""

    on: dt.date
    value: float
    margin: float | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """One of the three voices, on a scale of its own."""

    name: str  # « Habitants »
    subject: str  # « se disent en sécurité le soir »
    remark: str  # « échantillon aléatoire, n = 412 »
    unit: str
    decimals: int
    points: tuple[TrianglePoint, ...]
    target: float | None = None
    lowest: float | None = None
    highest: float | None = None
    direction: Direction = Direction.UP
    missing: str = ""  # why there is nothing to draw
    monthly: bool = False  # each point counts a month, of which ``on`` is the last day


@dataclass(frozen=True, slots=True)
class Milestone:
    """What was done on a day, to set the curves against; nothing says that it moved them."""

    on: dt.date
    words: str
    rank: int = 0  # the lowest have their place in the chart first


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that the figures say: how it looks, its words, where it leads."""

    icon: str
    tone: str
    title: str
    detail: str
    objective_id: int | None = None


@dataclass(frozen=True, slots=True)
class Triangle:
    """Residents, elected officials and facts over the same months, and what they say."""

    first: dt.date
    last: dt.date
    today: dt.date
    bands: tuple[Band, ...]
    milestones: tuple[Milestone, ...]
    told: tuple[Told, ...]
    sentence: str  # proposed for the quarterly note; empty without a wave
    key: str  # which wave it is about
    source: str
    about_on: dt.date | None  # its last day
    facts_id: int | None
    choices: tuple[tuple[int, str], ...]  # indicators that can stand for the facts


@dataclass(frozen=True, slots=True)
class SurveyDocument:
    """One survey with its waves, newest first."""

    letterhead: tuple[str, ...]
    reference: str  # QRR/2026/11
    disclosure: DisclosureLevel
    issued_on: dt.date
    issued_at: str
    fictional: bool
    committee: str
    title: str
    kind: SurveyKind
    public: SurveyPublic
    owner: str
    note: str
    waves: tuple[WaveSheet, ...]
    triangle: Triangle | None = None
