"""A quarter as its note looks at it, and the words that its sentences share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from psq_desktop.french import NBSP, date_long, number, plural
from psq_desktop.models.kinds import DisclosureLevel, Period
from psq_desktop.services.evaluation.note_rows import NoteFigure
from psq_desktop.services.periods import period_end, period_start
from psq_desktop.services.steering import objectives
from psq_desktop.services.steering.progress_rows import ObjectiveRow

LEVEL = DisclosureLevel.PARTNERS  # of the note: what is restricted is never read for it
_NUMBERS = ("Deux", "Trois", "Quatre", "Cinq", "Six", "Sept", "Huit", "Neuf")
_RANKS = ("1er", "2e", "3e", "4e")


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence that a rule gives. ``key`` says which rule, about what: « wave:3 »."""

    key: str
    text: str
    source: str
    figures: tuple[NoteFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Quarter:
    """What the rules read: the base, the days of the quarter, and the objectives that partners may see."""

    session: Session
    first: dt.date
    last: dt.date
    as_of: dt.date  # the last day of it that has come
    known: dt.date  # until when what became of it is known
    objectives: tuple[ObjectiveRow, ...]

    @classmethod
    def of(cls, session: Session, year: int, quarter: int, today: dt.date) -> Quarter:
        """The quarter as it is known on a day."""
        first, last = days(year, quarter)
        as_of = min(last, today)
        return cls(session, first, last, as_of, today, objectives.search(session, as_of, level=LEVEL))

    def holds(self, day: dt.date | None) -> bool:
        """Whether a day is of this quarter, and has come."""
        return day is not None and self.first <= day <= self.as_of

    @property
    def label(self) -> str:
        """« 3e trimestre 2026 »."""
        return label(self.first.year, (self.first.month + 2) // 3)

    @property
    def on(self) -> str:
        """« au 30 septembre 2026 »."""
        return f"au {date_long(self.as_of, weekday=False)}"

    @property
    def now(self) -> str:
        """« au 22 novembre 2026 »: of what keeps no history."""
        return f"au {date_long(self.known, weekday=False)}"

    def code(self, objective_id: int | None) -> str:
        """« objectif 2.1 », of one that partners may see."""
        found = next((row.code for row in self.objectives if row.id == objective_id), "")
        return f"objectif{NBSP}{found}" if found else ""

    def figure(self, title: str, value: float, unit: str = "") -> NoteFigure:
        """A figure of the whole quarter."""
        return NoteFigure(title, value, unit, self.label)

    def state(self, title: str, value: float, unit: str = "") -> NoteFigure:
        """A figure as of its last day."""
        return NoteFigure(title, value, unit, self.on)

    def present(self, title: str, value: float, unit: str = "") -> NoteFigure:
        """A figure of what keeps no history: as it is now."""
        return NoteFigure(title, value, unit, self.now)


def days(year: int, quarter: int) -> tuple[dt.date, dt.date]:
    """First and last day."""
    middle = dt.date(year, quarter * 3 - 1, 1)
    return period_start(Period.QUARTER, middle), period_end(Period.QUARTER, middle)


def label(year: int, quarter: int) -> str:
    """« 3e trimestre 2026 »."""
    return f"{_RANKS[quarter - 1]} trimestre {year}"


def ended_before(today: dt.date) -> tuple[int, int]:
    """The last quarter that is over."""
    last = period_start(Period.QUARTER, today) - dt.timedelta(days=1)
    return last.year, (last.month + 2) // 3


def joined(parts: Sequence[str]) -> str:
    """« a, b et c »."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} et {parts[-1]}"


def agreed(count: int, one: str, many: str) -> str:
    """« 1 mesure a abouti », « 3 mesures ont abouti »."""
    return plural(count, one, many)


def opened(count: int, one: str, many: str) -> str:
    """The beginning of a sentence: « Une mesure a abouti », « Trois mesures ont abouti », « 12 mesures ont abouti »."""
    if count == 1:
        return one[:1].upper() + one[1:]
    return f"{_NUMBERS[count - 2] if 1 < count < len(_NUMBERS) + 2 else number(count)} {many}"


def lowered(text: str) -> str:
    """The text as it stands within a sentence."""
    return text[:1].lower() + text[1:].rstrip(" .")


def quoted(texts: Sequence[tuple[str, str]], most: int = 3) -> str:
    """« « a » (objectif 2.1) et « b » », and how many more there are."""
    shown = [f"« {text.rstrip(' .')} »" + (f" ({about})" if about else "") for text, about in texts[:most]]
    more = len(texts) - most
    return joined([*shown, f"{number(more)} autre{'s' if more > 1 else ''}"] if more > 0 else shown)
