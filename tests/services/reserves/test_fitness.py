"""Whatever missions are filled in whatever order, nobody serves twice at once, too soon, too often."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from psq_desktop.models.kinds import Availability, ReserveCategory, ReservistState
from psq_desktop.services.reserves import days
from psq_desktop.services.reserves.ceilings import Opening, contract_year
from psq_desktop.services.reserves.days import DayState, Piece
from psq_desktop.services.reserves.fitness import Duty, Need, Person, obstacles
from psq_desktop.services.reserves.reserve_rules import Rules

TODAY = dt.date(2026, 10, 20)
FIRST = dt.date(2026, 10, 19)  # a Monday; the clocks go back six days later
ONE = dt.timedelta(1)
RULES = Rules()
FREE = DayState(Availability.AVAILABLE, (Piece(0, days.DAY_MINUTES, Availability.AVAILABLE),))


def duty(need: Need) -> Duty:
    return Duty(0, need.mission_id, need.title, need.day, need.starts, need.ends_on, need.ends)


@st.composite
def missions(draw: st.DrawFn) -> list[Need]:
    found = []
    for key in range(1, draw(st.integers(1, 24)) + 1):
        day = FIRST + draw(st.integers(0, 13)) * ONE
        begin = draw(st.integers(0, 23))
        length = draw(st.integers(1, 12))
        ends_on = day + ONE * ((begin + length) // 24)
        found.append(Need(key, "Mission", day, dt.time(begin), ends_on, dt.time((begin + length) % 24)))
    return found


@settings(max_examples=60, deadline=None)
@given(
    needs=missions(),
    category=st.sampled_from(ReserveCategory),
    used=st.integers(80, 90),
    start=st.sampled_from([None, dt.date(2026, 1, 1), dt.date(2025, 10, 24), dt.date(2024, 2, 29)]),
)
def test_no_assignment_collides_breaks_the_rest_or_passes_a_ceiling(
    needs: list[Need], category: ReserveCategory, used: int, start: dt.date | None
) -> None:
    ceiling = 90 if category is ReserveCategory.OPERATIONAL else None
    person = Person(
        1, "RO-01", "F••• A.", category, ReservistState.ACTIVE, contract_start=start, ceiling=ceiling,
        opening=Opening(used, TODAY - ONE),
    )  # fmt: skip
    for need in needs:
        if all(obstacle.caution for obstacle in obstacles(person, need, RULES, TODAY)):
            person = replace(person, duties=(*person.duties, duty(need)))
    assert person.duties or used >= 89 or category is ReserveCategory.CITIZEN or not needs
    for one, other in combinations((each.span for each in person.duties), 2):
        assert max(one.begin, other.begin) - min(one.end, other.end) >= 11 * 60
    weeks: dict[dt.date, int] = defaultdict(int)
    years: dict[dt.date, set[dt.date]] = defaultdict(set)
    for each in person.duties:
        weeks[days.week_of(each.day)[0]] += each.minutes
        years[contract_year(start, each.day)[0]].add(each.day)
    if category is ReserveCategory.CITIZEN:
        assert max(weeks.values(), default=0) <= 24 * 60
    else:
        current = contract_year(start, TODAY)[0]
        assert all(len(found) + used * (year == current) <= 90 for year, found in years.items())


def test_a_night_is_free_when_both_of_its_days_are() -> None:
    night = Need(1, "Nuit", FIRST, dt.time(22), FIRST + ONE, dt.time(4))
    person = Person(1, "RC-01", "F••• A.", ReserveCategory.CITIZEN, ReservistState.ACTIVE)
    half = replace(person, said={FIRST: FREE})
    whole = replace(person, said={FIRST: FREE, FIRST + ONE: FREE})
    assert [obstacle.code for obstacle in obstacles(half, night, RULES, TODAY)] == ["availability_unknown"]
    assert obstacles(whole, night, RULES, TODAY) == ()


def test_hours_reported_count_in_place_of_those_planned() -> None:
    person = Person(1, "RC-01", "F••• A.", ReserveCategory.CITIZEN, ReservistState.ACTIVE, said={FIRST + 4 * ONE: FREE})
    need = Need(9, "Marché", FIRST + 4 * ONE, dt.time(9), FIRST + 4 * ONE, dt.time(13))
    served = [
        Duty(n, n, "Marché", FIRST + n * ONE, dt.time(8), FIRST + n * ONE, dt.time(19), True, reported)
        for n, reported in ((0, None), (1, 600))
    ]
    assert [each.code for each in obstacles(replace(person, duties=tuple(served)), need, RULES, TODAY)] == [
        "week_passed"
    ]
    shorter = replace(person, duties=(served[0], replace(served[1], reported=540)))
    assert obstacles(shorter, need, RULES, TODAY) == ()
