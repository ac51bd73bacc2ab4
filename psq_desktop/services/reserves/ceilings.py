"""On what day a ceiling is reached. Pure functions: `psq_desktop.rules.reserve_rule` says the same to people."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

PACE_DAYS = 90
_MONTH = 365 / 12  # days
_ONE = dt.timedelta(days=1)
Year = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Rule:
    """How a forecast was found.

    ``no_ceiling``, ``reached``, ``no_use``, ``not_before``, ``planned``, ``pace``; ``not_begun``: the year is to come.

    ``recent``: the pace is that of the last `PACE_DAYS` days, the year being older than that.
    """

    code: str
    recent: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """Days used before shifts were logged: a number, up to and including a day. Spread evenly for the pace."""

    days: int
    until: dt.date


@dataclass(frozen=True, slots=True)
class Forecast:
    """Days used in a contract year, and when they are as many as the ceiling at this pace.

    ``reached_on`` is never before the day it was computed; none: not within the year, or no telling (``rule``).
    """

    used: int
    planned: int  # known days yet to come, within the year
    ceiling: int | None
    pace_per_month: float  # days
    reached_on: dt.date | None
    sustainable_per_month: float | None  # days a month that would last until the year's end
    year: Year
    rule: Rule


def contract_year(start: dt.date | None, day: dt.date) -> Year:
    """First and last day of the contract year that holds a day; the civil year without a contract.

    A contract of 29 February has its other years begin on 1 March where there is no such day.
    """
    if start is None:
        return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    first = _anniversary(start, day.year)
    if first > day:
        return _anniversary(start, day.year - 1), first - _ONE
    return first, _anniversary(start, day.year + 1) - _ONE


def _anniversary(start: dt.date, year: int) -> dt.date:
    try:
        return start.replace(year=year)
    except ValueError:
        return dt.date(year, 3, 1)


def forecast(
    days: Sequence[dt.date],
    planned: Sequence[dt.date],
    ceiling: int | None,
    year: Year,
    today: dt.date,
    *,
    opening: Opening | None = None,
) -> Forecast:
    """Days used and their forecast on a day. Several shifts of one day count one day.

    ``days`` are those worked, ``planned`` those to come: planned days up to today that were not worked do not count.
    The pace is that of the last `PACE_DAYS` days, or since the year began. Known planned days come first, then the
    pace goes on from any of them: the nearest date is kept, so that one more day never makes the forecast later.
    """
    first, last = year
    worked = {day for day in days if first <= day <= min(last, today)}
    coming = sorted({day for day in (*days, *planned) if max(first, today) <= day <= last} - worked)
    recent = sum(day >= window(year, today) for day in worked)
    return foretell(Use(len(worked), recent, tuple(coming)), ceiling, year, today, opening=opening)


@dataclass(frozen=True, slots=True)
class Use:
    """Distinct days of a year: used up to today, those of them since `window`, and those to come, oldest first."""

    days: int
    recent: int
    coming: tuple[dt.date, ...]


def window(year: Year, today: dt.date) -> dt.date:
    """The day since which the pace is taken."""
    return max(year[0], today - (PACE_DAYS - 1) * _ONE)


def foretell(use: Use, ceiling: int | None, year: Year, today: dt.date, *, opening: Opening | None = None) -> Forecast:
    """`forecast` of days that were counted already."""
    first, last = year
    before = opening if opening is not None and first <= opening.until <= min(last, today) else None
    used = use.days + (before.days if before else 0)
    pace = _pace(use.recent, before, year, today)
    reached_on, rule = _reached(used, use.coming, ceiling, pace, year, today)
    left = (last - max(today, first - _ONE)).days
    sustainable = None if ceiling is None or left < 1 else max(0, ceiling - used) / left * _MONTH
    return Forecast(used, len(use.coming), ceiling, float(pace) * _MONTH, reached_on, sustainable, year, rule)


def _pace(recent: int, before: Opening | None, year: Year, today: dt.date) -> Fraction:
    """Days used a day."""
    first, begin = year[0], window(year, today)
    length = (today - begin).days + 1
    if length < 1:
        return Fraction(0)
    if before is None:
        return Fraction(recent, length)
    inside = max(0, (before.until - begin).days + 1)
    return (recent + Fraction(before.days * inside, (before.until - first).days + 1)) / length


def _reached(
    used: int, coming: Sequence[dt.date], ceiling: int | None, pace: Fraction, year: Year, today: dt.date
) -> tuple[dt.date | None, Rule]:
    first, last = year
    if ceiling is None:
        return None, Rule("no_ceiling")
    if used >= ceiling:
        return today, Rule("reached")
    recent = window(year, today) > first
    by_plan = coming[ceiling - used - 1] if len(coming) >= ceiling - used else None
    if today < first:
        return by_plan, Rule("not_begun")
    if not pace and not coming:
        return None, Rule("no_use", recent)
    by_pace = _by_pace(used, coming, ceiling, pace, max(today, first - _ONE), last)
    if by_plan is not None and (by_pace is None or by_plan <= by_pace):
        return by_plan, Rule("planned", recent)
    return by_pace, Rule("pace" if by_pace else "not_before", recent)


def _by_pace(
    used: int, coming: Sequence[dt.date], ceiling: int, pace: Fraction, today: dt.date, last: dt.date
) -> dt.date | None:
    """The nearest of the days on which the pace, taken up after some of the planned days, comes to the ceiling."""
    if not pace:
        return None
    found: dt.date | None = None
    for count, day in enumerate((today, *coming[: ceiling - used - 1])):
        wait = math.ceil((ceiling - used - count) / pace)
        if wait <= (last - day).days:
            reached = day + wait * _ONE
            found = reached if found is None else min(found, reached)
    return found
