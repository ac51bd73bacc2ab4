"""Days as lists and badges say them, where the room is short."""

from __future__ import annotations

import datetime as dt

from psq_desktop import french


def countdown(day: dt.date, today: dt.date) -> str:
    """« J−21 », « J », « J+3 »: a meeting's day seen from today."""
    days = (day - today).days
    return "J" if not days else f"J{french.MINUS}{days}" if days > 0 else f"J+{-days}"


def short_weekday(day: dt.date) -> str:
    """« dim. 13 décembre »."""
    return f"{french.WEEKDAYS[day.weekday()][:3]}. {french.date_long(day, weekday=False, year=False)}"
