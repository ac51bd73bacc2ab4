"""Documents of the reserves, of contacts with residents and of evaluation, without a window."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from psq_desktop.cli.days import today
from psq_desktop.cli.refs import key_in, key_of
from psq_desktop.errors import UserError

_SPANS = {"T": 3, "S": 6, "": 12}  # months


def _period(text: str, letters: str) -> tuple[int, int, int]:
    """« 2026-T3 » as (2026, 3, 3): the year, which part of it, its months. A year alone is (2026, 1, 12)."""
    found = re.fullmatch(r"(\d{4})(?:-?([TS])([1-4]))?", text.strip().upper())
    if found is None or (found[2] or "") not in ("", *letters):
        raise UserError("bad_period", text=text)
    year, letter, part = int(found[1]), found[2] or "", int(found[3] or 1)
    months = _SPANS[letter]
    if part * months > 12 or not 2000 <= year <= 2199:
        raise UserError("bad_period", text=text)
    return year, part, months


def _roster(database: Any, _named: str | None, _period: str | None) -> Any:
    from psq_desktop.services.reserves import roster

    return database.read(roster.compose, today())


def _statement(database: Any, named: str | None, period: str | None) -> Any:
    """Of one reservist; the contract year that began in the year told, else the current one."""
    from psq_desktop.services.reserves import statements

    if named is None:
        raise UserError("which_reservist")
    reservist = key_of(database, "reservists", named, "code")
    year = None if period is None else _period(period, "")[0]
    return database.read(statements.compose, reservist, year, today())


def _public_sheet(database: Any, _named: str | None, period: str | None) -> Any:
    """Of the last six months, or of a year, a half year or a quarter."""
    from psq_desktop.services.fieldwork import public_sheet

    if period is None:
        return database.read(public_sheet.compose, today() - dt.timedelta(days=182), today(), today())
    year, part, months = _period(period, "TS")
    last = dt.date(year + part * months // 12, part * months % 12 + 1, 1) - dt.timedelta(days=1)
    return database.read(public_sheet.compose, dt.date(year, (part - 1) * months + 1, 1), last, today())


def _quarterly_note(database: Any, named: str | None, period: str | None) -> Any:
    """Of a quarter, else of the last one that is over; drafted from the data when nobody did."""
    from psq_desktop.services.evaluation import quarterly
    from psq_desktop.services.kinds import Period
    from psq_desktop.services.periods import previous_end

    wanted = period or named
    if wanted is None:
        end = previous_end(Period.QUARTER, today())
        year, quarter = end.year, end.month // 3
    else:
        year, quarter, months = _period(wanted, "T")
        if months != 3:
            raise UserError("bad_period", text=wanted)
    note = database.read(quarterly.find, year, quarter)
    if note is None:
        note = database.write(quarterly.draft, year, quarter, today()).result
    return database.read(quarterly.compose, note, today())


def _survey(database: Any, named: str | None, _period: str | None) -> Any:
    """Of one survey, which may be left out where there is only one."""
    from psq_desktop import listing
    from psq_desktop.services.evaluation import surveys

    if named is not None:
        key = key_of(database, "surveys", named, "title")
    else:
        found = database.read(listing.facts, "surveys", today())
        if len(found) != 1:
            raise UserError("which_survey")
        key = key_in(found[0])
    return database.read(surveys.compose, key, today())


COMPOSERS: dict[str, Callable[[Any, str | None, str | None], Any]] = {
    "roster": _roster,
    "hours-statement": _statement,
    "public-sheet": _public_sheet,
    "quarterly-note": _quarterly_note,
    "surveys": _survey,
}
