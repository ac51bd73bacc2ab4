"""What an engagement must satisfy: ages, contracts, and the ways from one state to another. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from psq_desktop.errors import Problem
from psq_desktop.french import date_long
from psq_desktop.models.kinds import ReserveCategory
from psq_desktop.models.kinds import ReservistState as State
from psq_desktop.models.reserve import Reservist
from psq_desktop.services.reserves.reserve_rules import Rules

_ENDS = (State.ENDED, State.STRUCK_OFF)
WAYS: dict[State, tuple[State, ...]] = {
    State.CANDIDATE: (State.IN_REVIEW, State.APPROVED, State.ENDED),
    State.IN_REVIEW: (State.APPROVED, State.CANDIDATE, State.ENDED),
    State.APPROVED: (State.ACTIVE, State.SUSPENDED, *_ENDS),
    State.ACTIVE: (State.UNAVAILABLE, State.SUSPENDED, *_ENDS),
    State.UNAVAILABLE: (State.ACTIVE, State.SUSPENDED, *_ENDS),
    State.SUSPENDED: (State.ACTIVE, State.UNAVAILABLE, *_ENDS),
    State.ENDED: (),
    State.STRUCK_OFF: (),
}
SERVING = (State.ACTIVE, State.UNAVAILABLE)
SERIES = {ReserveCategory.OPERATIONAL: "RO", ReserveCategory.CITIZEN: "RC"}
CANDIDATES = "CA"


def age(born_on: dt.date, day: dt.date) -> int:
    """Full years on a day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def latest_end(start: dt.date, years: int) -> dt.date:
    """Last day that a contract of so many years may have."""
    try:
        return start.replace(year=start.year + years) - dt.timedelta(days=1)
    except ValueError:
        return dt.date(start.year + years, 2, 28)


def missing(reservist: Reservist, on: dt.date) -> tuple[str, ...]:
    """The fields that keep an engagement from being active on a day: empty, or over."""
    needed = {"approved_on": reservist.approved_on is None}
    if reservist.category is ReserveCategory.OPERATIONAL:
        end, fit = reservist.contract_end, reservist.fit_until
        needed["contract_start"] = reservist.contract_start is None
        needed["contract_end"] = end is None or end < on
        needed["charter_on"] = reservist.charter_on is None
        needed["fit_until"] = fit is not None and fit < on
    return tuple(name for name, lacking in needed.items() if lacking)


def age_problem(born_on: dt.date | None, rules: Rules, today: dt.date) -> Problem | None:
    """``age_low`` or ``age_high`` when a day of birth is not that of a volunteer."""
    if born_on is None:
        return None
    years = age(born_on, today)
    if born_on > today:
        return Problem("born_on", "born_later")
    if years < rules.lowest_age:
        return Problem("born_on", "age_low", (("age", years), ("lowest", rules.lowest_age)))
    if years > rules.highest_age:
        return Problem("born_on", "age_high", (("age", years), ("highest", rules.highest_age)))
    return None


def problems(reservist: Reservist, rules: Rules, today: dt.date) -> Iterator[Problem]:
    """What of an engagement contradicts itself, or the rules."""
    if problem := age_problem(reservist.born_on, rules, today):
        yield problem
    operational = reservist.category is ReserveCategory.OPERATIONAL
    if operational and reservist.profile is None:
        yield Problem("profile", "required")
    if not operational and reservist.profile is not None:
        yield Problem("profile", "profile_of_citizen")
    if reservist.applied_on and reservist.approved_on and reservist.approved_on < reservist.applied_on:
        yield Problem("approved_on", "approved_before_applied")
    if reservist.opening_days and reservist.opening_on is None:
        yield Problem("opening_on", "required")
    yield from _contract_problems(reservist.contract_start, reservist.contract_end, rules)


def _contract_problems(start: dt.date | None, end: dt.date | None, rules: Rules) -> Iterator[Problem]:
    if end is None:
        return
    if start is None:
        yield Problem("contract_start", "required")
    elif end < start:
        yield Problem("contract_end", "contract_end_before_start")
    elif end > (latest := latest_end(start, rules.contract_years)):
        told = date_long(latest, weekday=False)
        yield Problem("contract_end", "contract_too_long", (("years", rules.contract_years), ("latest", told)))
