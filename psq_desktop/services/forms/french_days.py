"""Days as French people type them in a cell: « 31/12/2019 », « 31 déc. », « déc-19 », « T4 2019 ». Pure."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from collections.abc import Callable
from functools import lru_cache

from psq_desktop.errors import Problem
from psq_desktop.french import MONTHS, WEEKDAYS, date_digits, fold
from psq_desktop.services.forms.book_rows import CellValue
from psq_desktop.services.forms.french_numbers import Understood, tidy

_FIRST = dt.date(2000, 1, 1)  # before, and more than a year ahead, a day is a slip of the finger
_AHEAD = dt.timedelta(366)
_NEAR = dt.timedelta(15)  # a day without its year may lie that far ahead
_EPOCH = dt.date(1899, 12, 30)  # what Excel counts days from

_BEFORE = re.compile(rf"(?:(?:le|au|a|fin|courant|mois|de|{'|'.join(WEEKDAYS)})\s+|d')+")
_CLOCK = re.compile(r"[ t]\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?$")
_YEAR = r"(\d{4}|\d{2})"
_FOLDED = [fold(month) for month in MONTHS]


def read_day(field: str, value: CellValue, today: dt.date, asked: dt.date | None = None) -> Understood:
    """The day that a cell says, as ISO text. ``asked``: of a figure, the last day of the period asked for."""
    if isinstance(value, bool):
        return Understood(None, Problem(field, "unreadable_date"))
    if isinstance(value, dt.date):
        return _plausible(field, dt.date(value.year, value.month, value.day), today, asked)
    if isinstance(value, str):
        text = tidy(value)
        if not text:
            return Understood()
        if not re.fullmatch(r"\d{5}(?:[.,]0+)?", text):
            day = parse(text, today)
            if day is None:
                return Understood(None, Problem(field, "unreadable_date"), _iso(_nearby(text, today)))
            return _plausible(field, day, today, asked)
        value = float(text.replace(",", "."))
    if value is None:
        return Understood()
    return _number(field, value, today, asked)


def _number(field: str, value: float, today: dt.date, asked: dt.date | None) -> Understood:
    """A number in a day's cell: a year, or what Excel counts its days by."""
    if math.isfinite(value) and 2000 <= value < 2200 and value == int(value):
        return _plausible(field, dt.date(int(value), 12, 31), today, asked)
    if not math.isfinite(value) or not 36526 <= value < 109575:  # 2000 to 2199
        return Understood(None, Problem(field, "unreadable_date"))
    day = _EPOCH + dt.timedelta(int(value))
    return Understood(None, Problem(field, "day_as_number", (("day", date_digits(day)),)), day.isoformat())


def _plausible(field: str, day: dt.date, today: dt.date, asked: dt.date | None) -> Understood:
    if _FIRST <= day <= today + _AHEAD:
        return Understood(day.isoformat())
    problem = Problem(field, "year_out_of_range", (("day", date_digits(day)),))
    return Understood(None, problem, _iso(another_year(day, today, asked)))


def another_year(day: dt.date, today: dt.date, asked: dt.date | None) -> dt.date | None:
    """The day that is meant by one of an impossible year: inside the period asked for, when there is one."""
    typed = (day - _EPOCH).days
    if 2000 <= typed < 2200:  # a year typed in a cell of days
        return dt.date(typed, 12, 31)
    if asked is None:
        return _latest(day.day, day.month, today)
    # Whatever the length of the period, its last day names it.
    return _latest(day.day, day.month, asked) if day.month == asked.month else asked


@lru_cache(maxsize=4096)
def parse(text: str, today: dt.date) -> dt.date | None:
    """The day that a text is; a month, a quarter, a half-year or a year is its last day."""
    text = _CLOCK.sub("", fold(text)).rstrip(" ,;.")
    text = text[found.end() :] if (found := _BEFORE.match(text)) else text
    for pattern, read in _FORMS:
        if (match := pattern.fullmatch(text)) and (day := read(match.groups(), today)):
            return day
    return None


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _year(year: str | int) -> int:
    return int(year) + (2000 if len(str(year)) == 2 else 0)


def _day(year: str | int, month: str | int, day: str | int) -> dt.date | None:
    try:
        return dt.date(_year(year), int(month), int(day))
    except ValueError:
        return None


def _end(year: str | int, month: str | int) -> dt.date | None:
    number, month = _year(year), int(month)
    if not 1 <= month <= 12 or not 1 <= number <= 9999:
        return None
    return dt.date(number, month, calendar.monthrange(number, month)[1])


def _latest(day: str | int, month: str | int, limit: dt.date) -> dt.date | None:
    """The latest such day that is not after a limit."""
    days = (_day(limit.year - back, month, day) for back in range(9))  # 29 February may be eight years ago
    return next((found for found in days if found is not None and found <= limit), None)


def _latest_month(month: int, today: dt.date) -> dt.date | None:
    """The end of the latest such month that has begun."""
    return _end(today.year - (month > today.month), month)


def _month(word: str) -> int:
    """« juil » is 7; 0 when it is no month or may be two."""
    found = [n for n, name in enumerate(_FOLDED, start=1) if name.startswith(word)]
    return found[0] if len(found) == 1 else 0


def _month_of_year(told: tuple[str, ...], today: dt.date) -> dt.date | None:
    """« oct. 2026 », « déc-19 »; « nov 22 » may be the 22nd, and is nothing unless both say the same month."""
    month, between, year = told
    if "-" not in between and "/" not in between and len(year) == 2 and int(year) <= 31 and _year(year) != today.year:
        return None
    return _end(year, _month(month))


_Read = Callable[[tuple[str, ...], dt.date], dt.date | None]

# What stands in a cell -> the day; the first form that gives one counts.
_FORMS: tuple[tuple[re.Pattern[str], _Read], ...] = tuple(
    (re.compile(pattern, re.ASCII), read)
    for pattern, read in (
        (r"(\d{4})[/. -](\d{1,2})[/. -](\d{1,2})", lambda g, _: _day(g[0], g[1], g[2])),
        (rf"(\d{{1,2}})[/. -](\d{{1,2}})[/. -]{_YEAR}", lambda g, _: _day(g[2], g[1], g[0])),
        (r"(\d{1,2})[/. -](\d{1,2})", lambda g, today: _latest(g[0], g[1], today + _NEAR)),
        (r"(\d{1,2})[/. -](\d{4})", lambda g, _: _end(g[1], g[0])),
        (r"(\d{4})[/. -](\d{1,2})", lambda g, _: _end(g[0], g[1])),
        (
            rf"(\d{{1,2}})(?:er)?[ ./-]?([a-z]{{3,}})\.?[ ./-]{{0,2}}{_YEAR}",
            lambda g, _: _day(g[2], _month(g[1]), g[0]),
        ),
        (
            r"(\d{1,2})(?:er)?[ ./-]?([a-z]{3,})",
            lambda g, today: _latest(g[0], _month(g[1]), today + _NEAR),
        ),
        (rf"([a-z]{{3,}})\.?([ ./-]{{0,2}}){_YEAR}", lambda g, today: _month_of_year(g, today)),
        (r"([a-z]{3,})", lambda g, today: _latest_month(_month(g[0]), today)),
        (rf"t ?([1-4])[ /.-]{{0,2}}{_YEAR}", lambda g, _: _end(g[1], int(g[0]) * 3)),
        (rf"([1-4])(?:er|e|eme)? ?t(?:rim|rimestre)?\.?[ /.-]{{0,2}}{_YEAR}", lambda g, _: _end(g[1], int(g[0]) * 3)),
        (rf"s ?([12])[ /.-]{{0,2}}{_YEAR}", lambda g, _: _end(g[1], int(g[0]) * 6)),
        (rf"([12])(?:er|e|eme|nd)? ?s(?:em|emestre)?\.?[ /.-]{{0,2}}{_YEAR}", lambda g, _: _end(g[1], int(g[0]) * 6)),
        (r"(2[01]\d\d)", lambda g, _: _end(g[0], 12)),
    )
)


def _nearby(text: str, today: dt.date) -> dt.date | None:
    """What an impossible day is likely to mean: 31/11 the 30th, 12/31 the 31st of December, 12/19 December 2019."""
    if match := re.fullmatch(r"([a-z]{3,})\.? ?(\d{2})", fold(text)):
        return _latest(match[2], _month(match[1]), today)
    if match := re.search(rf"(?<!\d)(\d{{1,2}})[/. -](\d{{1,2}})[/. -]{_YEAR}(?!\d)", text):
        day, month, year = match.groups()
        if found := _day(year, month, day) or _day(year, day, month):
            return found
        return _end(year, month) if int(day) in (29, 30, 31) else None
    if match := re.fullmatch(r"(\d{1,2})[/. -](\d{2})", text):
        return _end(match[2], match[1]) if int(match[2]) > 12 else None
    return None
