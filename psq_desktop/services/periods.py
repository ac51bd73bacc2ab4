"""Periods of readings: where a day falls, what the period is called. Pure."""

from __future__ import annotations

import datetime as dt

from psq_desktop.french import NBSP, SHORT_MONTHS, date_short
from psq_desktop.models.kinds import Period

_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}
_LETTERS = {Period.QUARTER: "T", Period.HALF_YEAR: "S"}


def _month_end(year: int, month: int) -> dt.date:
    year, month = year + month // 12, month % 12 + 1  # the month after; ``month`` is counted from 1
    return dt.date(year, month, 1) - dt.timedelta(days=1)


def period_end(period: Period, day: dt.date) -> dt.date:
    """Last day of the period that holds a day; of `Period.ONCE`, the day itself."""
    if period is Period.ONCE:
        return day
    length = _MONTHS[period]
    return _month_end(day.year, -(-day.month // length) * length)


def period_start(period: Period, day: dt.date) -> dt.date:
    """First day of the period that holds a day."""
    if period is Period.ONCE:
        return day
    length = _MONTHS[period]
    return dt.date(day.year, (day.month - 1) // length * length + 1, 1)


def previous_end(period: Period, day: dt.date) -> dt.date:
    """Last day of the latest period that is over on a day; of `Period.ONCE`, the day itself."""
    if period is Period.ONCE or period_end(period, day) == day:
        return day
    return period_start(period, day) - dt.timedelta(days=1)


def shift(period: Period, end: dt.date, count: int) -> dt.date:
    """Last day of the period that lies ``count`` periods later (earlier when negative)."""
    if period is Period.ONCE:
        return end
    year, month = divmod(end.year * 12 + end.month - 1 + count * _MONTHS[period], 12)
    return period_end(period, dt.date(year, month + 1, 1))


def periods_between(period: Period, first: dt.date, last: dt.date) -> float:
    """How many periods fit between two days; months for `Period.ONCE`."""
    return (last - first).days / (365.2425 / 12 * _MONTHS.get(period, 1))


def label(period: Period, end: dt.date) -> str:
    """« oct. 2026 », « T3 2026 », « S2 2026 », « 2026 », « 12 oct. 2026 »."""
    if period is Period.MONTH:
        return f"{SHORT_MONTHS[end.month - 1]}{NBSP}{end.year}"
    if period is Period.YEAR:
        return str(end.year)
    if period is Period.ONCE:
        return date_short(end)
    return f"{_LETTERS[period]}{(end.month - 1) // _MONTHS[period] + 1}{NBSP}{end.year}"
