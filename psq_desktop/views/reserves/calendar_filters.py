"""Which reservists the filters of the calendar keep."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop.french import date_short, fold, typeset
from psq_desktop.services.kinds import Availability, ReserveCategory
from psq_desktop.services.reserves.calendar_rows import CalendarRow, CalendarRows
from psq_desktop.wording import word

FEW_DAYS = 120
Choices = tuple[tuple[object, str], ...]
CATEGORIES: Choices = ((None, "Les deux réserves"), *((each, word(each)) for each in ReserveCategory))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; nothing keeps everybody. ``few_days``: fewer than `FEW_DAYS` used, or no ceiling at all."""

    category: ReserveCategory | None = None
    skill_id: int | None = None
    free_on: dt.date | None = None
    few_days: bool = False

    @property
    def count(self) -> int:
        """How many filters are in force."""
        return sum((self.category is not None, self.skill_id is not None, self.free_on is not None, self.few_days))


def searched(rows: CalendarRows) -> tuple[str, ...]:
    """What a text is looked for in, row by row: codes, activity, skills. A masked name has nothing to be found."""
    return tuple(fold(" ".join((row.code, row.activity, *row.skills))) for row in rows.rows)


def keep(rows: CalendarRows, texts: tuple[str, ...], wanted: Wanted, text: str) -> tuple[CalendarRow, ...]:
    """The rows that a text and the filters leave; ``texts`` are those of `searched`."""
    sought = fold(text).strip()
    found = (row for row, words in zip(rows.rows, texts, strict=True) if sought in words)
    if not wanted.count:
        return tuple(found)
    return tuple(row for row in found if _kept(row, rows.first, wanted))


def _kept(row: CalendarRow, first: dt.date, wanted: Wanted) -> bool:
    return (
        wanted.category in (None, row.category)
        and (wanted.skill_id is None or wanted.skill_id in row.skill_ids)
        and (wanted.free_on is None or is_free(row, (wanted.free_on - first).days))
        and (not wanted.few_days or row.days_used < FEW_DAYS)
    )


def is_free(row: CalendarRow, rank: int) -> bool:
    """Whether somebody said to be free on a day of the period, and has no mission."""
    mark = row.marks[rank] if 0 <= rank < len(row.marks) else None
    return mark is not None and mark.state is Availability.AVAILABLE and not mark.mission


def told(wanted: Wanted, skills: Choices) -> str:
    """« citoyenne · libres le 27 nov. · moins de 120 jours »."""
    parts = []
    if wanted.category is not None:
        parts.append(f"réserve {word(wanted.category).lower()}")
    parts += [name for key, name in skills if key is not None and key == wanted.skill_id]
    if wanted.free_on is not None:
        parts.append(f"libres le {date_short(wanted.free_on, year=False)}")
    if wanted.few_days:
        parts.append(f"moins de {FEW_DAYS} jours")
    return typeset(" · ".join(parts))
