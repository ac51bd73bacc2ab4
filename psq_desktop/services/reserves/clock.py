"""Time that really passes from one moment of the local clock to another, quickly for many shifts."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from psq_desktop.services.reserves import days

_ONE = dt.timedelta(days=1)


def minutes(day: dt.date, starts: dt.time, ends_on: dt.date, ends: dt.time) -> int:
    """Minutes from a start to an end in Paris, right on the nights when clocks change; 0 when the end comes first."""
    if _clocks_change(day, ends_on):
        return max(0, days.span(day, starts, ends_on, ends).minutes)
    later = (ends_on - day).days * days.DAY_MINUTES if ends_on != day else 0
    return max(0, later + days.minute(ends) - days.minute(starts))


@lru_cache(maxsize=4096)
def _clocks_change(day: dt.date, ends_on: dt.date) -> bool:
    midnights = (dt.datetime.combine(each, dt.time(), days.PARIS) for each in (day, ends_on + _ONE))
    first, last = (midnight.utcoffset() for midnight in midnights)
    return first != last
