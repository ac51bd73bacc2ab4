"""Whether somebody may be put on a mission, and every reason why not, before anything is written. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from psq_desktop.errors import Problem
from psq_desktop.french import date_long, date_short, plural, time_text
from psq_desktop.models.kinds import Availability, ReserveCategory, ReservistState
from psq_desktop.services.reserves import days
from psq_desktop.services.reserves.ceilings import Forecast, Opening, contract_year, forecast
from psq_desktop.services.reserves.days import DayState, Span
from psq_desktop.services.reserves.engagement import age
from psq_desktop.services.reserves.mission_rows import Obstacle
from psq_desktop.services.reserves.reserve_rules import Rules
from psq_desktop.services.words import word

_HOUR = 60
_NEAR = dt.timedelta(3)  # shifts that begin farther away leave more than any rest asked for
_RECENT = dt.timedelta(90)


@dataclass(frozen=True, slots=True)
class Duty:
    """A shift that somebody has, not a cancelled one. ``settled``: done or validated; ``reported`` in minutes."""

    shift_id: int
    mission_id: int | None
    title: str
    day: dt.date
    starts: dt.time
    ends_on: dt.date
    ends: dt.time
    settled: bool = False
    reported: int | None = None

    @property
    def span(self) -> Span:
        """When it is."""
        return days.span(self.day, self.starts, self.ends_on, self.ends)

    @property
    def minutes(self) -> int:
        """What counts of it: as reported, else as planned."""
        return self.span.minutes if self.reported is None else self.reported

    def used(self, today: dt.date) -> bool:
        """Whether its day is used: it is done, or past."""
        return self.settled or self.day < today


@dataclass(frozen=True, slots=True)
class Person:
    """What decides whether a reservist may serve. ``said``: of the days of the missions looked at."""

    id: int
    code: str
    display: str
    category: ReserveCategory
    state: ReservistState
    born_on: dt.date | None = None
    contract_start: dt.date | None = None
    contract_end: dt.date | None = None
    fit_until: dt.date | None = None
    ceiling: int | None = None
    opening: Opening | None = None
    skills: Mapping[int, dt.date | None] = field(default_factory=dict)
    duties: tuple[Duty, ...] = ()
    said: Mapping[dt.date, DayState] = field(default_factory=dict)

    def without(self, mission_id: int) -> Person:
        """The same, not on that mission."""
        return replace(self, duties=tuple(duty for duty in self.duties if duty.mission_id != mission_id))

    def but_for(self, shift_id: int) -> Person:
        """The same, without one shift."""
        return replace(self, duties=tuple(duty for duty in self.duties if duty.shift_id != shift_id))


@dataclass(frozen=True, slots=True)
class Need:
    """What a mission asks of whoever is on it. ``skills``: their names."""

    mission_id: int
    title: str
    day: dt.date
    starts: dt.time
    ends_on: dt.date
    ends: dt.time
    category: ReserveCategory | None = None
    skills: Mapping[int, str] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        """When it is."""
        return days.span(self.day, self.starts, self.ends_on, self.ends)


def obstacles(person: Person, need: Need, rules: Rules, today: dt.date) -> tuple[Obstacle, ...]:
    """Everything that stands against an assignment; cautions last."""
    if any(duty.mission_id == need.mission_id for duty in person.duties):
        return (Obstacle(Problem(person.code, "already_assigned")),)
    hard = (*_engagement(person, need, rules), *_skills(person, need, today), *_times(person, need, rules))
    found = [*map(Obstacle, hard)]
    said = said_of(person, need)
    if said is Availability.UNAVAILABLE:
        found.append(Obstacle(Problem(person.code, "said_unavailable", (("day", date_long(need.day)),))))
    found += _ceiling(person, need, rules, today)
    if said is None:
        found.append(Obstacle(Problem(person.code, "availability_unknown", (("day", date_long(need.day)),)), True))
    return tuple(found)


def said_of(person: Person, need: Need) -> Availability | None:
    """What somebody said of all the hours of a mission."""
    told = {
        days.during(person.said.get(day), first, last)
        for day, first, last in days.portions(need.day, need.starts, need.ends_on, need.ends)
    }
    if Availability.UNAVAILABLE in told:
        return Availability.UNAVAILABLE
    return Availability.AVAILABLE if told == {Availability.AVAILABLE} else None


def recent_minutes(person: Person, today: dt.date) -> int:
    """Minutes served in the last 90 days or still to serve."""
    return sum(duty.minutes for duty in person.duties if duty.day > today - _RECENT)


def days_used(person: Person, today: dt.date) -> int:
    """Days used of the contract year that holds a day."""
    used, planned = _days(person.duties, today)
    return _forecast(person, used, planned, today, today).used


# ---------------------------------------------------------------- the engagement


def _engagement(person: Person, need: Need, rules: Rules) -> Iterator[Problem]:
    code = person.code
    if person.state is not ReservistState.ACTIVE:
        yield Problem(code, "not_active", (("state", word(person.state).lower()),))
    if need.category is not None and need.category is not person.category:
        yield Problem(code, "category_other", (("category", word(need.category).lower()),))
    start, end = person.contract_start, person.contract_end
    if start is not None and need.day < start:
        yield Problem(code, "contract_later", (("start", date_short(start)),))
    if end is not None and need.ends_on > end:
        yield Problem(code, "contract_over", (("end", date_short(end)),))
    if person.fit_until is not None and need.ends_on > person.fit_until:
        yield Problem(code, "fitness_over", (("until", date_short(person.fit_until)),))
    years = age(person.born_on, need.day) if person.born_on is not None else None
    if years is not None and not rules.lowest_age <= years <= rules.highest_age:
        yield Problem(code, "age_then", (("age", years), ("lowest", rules.lowest_age), ("highest", rules.highest_age)))


def _skills(person: Person, need: Need, today: dt.date) -> Iterator[Problem]:
    for key, name in need.skills.items():
        if key not in person.skills:
            yield Problem(person.code, "skill_missing", (("skill", name),))
        elif (until := person.skills[key]) is not None and until < need.ends_on:
            params = ("skill", name), ("until", date_short(until))
            yield Problem(person.code, "skill_expired" if until < today else "skill_ends", params)


# ---------------------------------------------------------------- other shifts


def _times(person: Person, need: Need, rules: Rules) -> Iterator[Problem]:
    wanted, wanted_rest = need.span, rules.rest_hours * _HOUR
    for duty in person.duties:
        if not need.day - _NEAR <= duty.day <= need.ends_on + _NEAR:
            continue
        other = duty.span
        if days.collide(wanted, other):
            yield Problem(person.code, "shift_collision", (("title", duty.title), ("when", _when(duty))))
        elif (rest := days.rest_between(wanted, other)) < wanted_rest:
            params = ("title", duty.title), ("when", _when(duty)), ("rest", _hours(rest)), ("hours", rules.rest_hours)
            yield Problem(person.code, "rest_short", params)
    if person.category is ReserveCategory.CITIZEN:
        yield from _week(person, need, rules.citizen_week_hours)


def _week(person: Person, need: Need, limit: int) -> Iterator[Problem]:
    """A shift counts in the week in which it begins, as it counts one day, that on which it begins."""
    monday, sunday = days.week_of(need.day)
    minutes = need.span.minutes + sum(duty.minutes for duty in person.duties if monday <= duty.day <= sunday)
    if minutes > limit * _HOUR:
        told = ("monday", date_short(monday)), ("total", _hours(minutes)), ("limit", limit)
        yield Problem(person.code, "week_passed", told)


def _ceiling(person: Person, need: Need, rules: Rules, today: dt.date) -> Iterator[Obstacle]:
    if person.ceiling is None:
        return
    used, planned = _days(person.duties, today)
    with_it = (used | {need.day}, planned) if need.day < today else (used, planned | {need.day})
    after = _forecast(person, *with_it, need.day, today)
    if after.used + after.planned > person.ceiling:
        before = _forecast(person, used, planned, need.day, today)
        days_told = ("used", plural(before.used, "employé")), ("planned", plural(before.planned, "prévu"))
        told = ("ceiling", person.ceiling), *days_told
        yield Obstacle(Problem(person.code, "ceiling_passed", told))
    elif (on := after.reached_on) is not None and (on - today).days <= rules.warning_days:
        yield Obstacle(
            Problem(person.code, "ceiling_near", (("ceiling", person.ceiling), ("day", date_short(on)))), True
        )


def _days(duties: Iterable[Duty], today: dt.date) -> tuple[set[dt.date], set[dt.date]]:
    """Days used, and days only planned."""
    used, planned = set[dt.date](), set[dt.date]()
    for duty in duties:
        (used if duty.used(today) else planned).add(duty.day)
    return used, planned - used


def _forecast(person: Person, used: set[dt.date], planned: set[dt.date], day: dt.date, today: dt.date) -> Forecast:
    year = contract_year(person.contract_start, day)
    return forecast([*used], [*planned], person.ceiling, year, today, opening=person.opening)


def _when(duty: Duty) -> str:
    return f"{date_short(duty.day)}, {time_text(duty.starts)} – {time_text(duty.ends)}"


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, _HOUR)
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"
