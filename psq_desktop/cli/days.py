"""The day it is, and days as they are typed."""

from __future__ import annotations

from datetime import date, timedelta

from psq_desktop.errors import UserError
from psq_desktop.french import parse_date


def today() -> date:
    """The day as of which everything is told."""
    return date.today()


def read_day(text: str | None) -> date:
    """A day that was typed; today when none was. Raises `UserError` when it is no day."""
    if text is None:
        return today()
    day = parse_date(text, today())
    if day is None:
        raise UserError("bad_date", text=text)
    return day


def past_day(text: str, latest: date) -> date:
    """A day that something may have been reported for: without a year, the last one up to ``latest``."""
    found = read_day(text)
    if found <= latest or not text.strip()[:1].isdigit():
        return found
    before = parse_date(text, found - timedelta(days=368))  # with a year in the text: the same day
    return before if before is not None and before <= latest else found
