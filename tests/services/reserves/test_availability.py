"""Days painted, hours that overlap, weekly patterns: what is refused stands at the field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from psq_desktop.errors import UserError
from psq_desktop.models.kinds import Availability
from psq_desktop.services.reserves import availability, calendar
from tests.conftest import TODAY
from tests.services.reserves.serving import MARKET, Reserve, open_reserve

FREE, AWAY = Availability.AVAILABLE, Availability.UNAVAILABLE
ONE = dt.timedelta(1)


@pytest.fixture
def reserve(tmp_path: Path) -> Iterator[Reserve]:
    yield from open_reserve(tmp_path)


def refused(reserve: Reserve, service: Callable[..., Any], *args: Any, **values: Any) -> list[tuple[str, str]]:
    with pytest.raises(UserError) as refusal:
        reserve.database.write(service, *args, **values)
    return [(problem.field, problem.code) for problem in refusal.value.problems]


def marks(reserve: Reserve, person: int) -> list[str]:
    """Each day from the market on: its state, its hours, whether a pattern says so."""
    rows = reserve.database.read(calendar.of_period, MARKET, MARKET + 3 * ONE, TODAY).rows
    found = next(row.marks for row in rows if row.id == person)
    told = (f"{m.state} {m.hours}{' weekly' * m.weekly}".strip() if m is not None else "" for m in found)
    return [text.replace("\u00a0", " ") for text in told]


def test_one_stroke_over_several_people_is_one_step_back(reserve: Reserve) -> None:
    reserve.database.write(availability.set_hours, reserve.officer, MARKET, dt.time(9), dt.time(0), FREE)
    cells = [(person, MARKET + n * ONE) for person in (reserve.officer, reserve.citizen) for n in range(2)]
    painted = reserve.database.write(availability.paint, cells, AWAY)
    assert marks(reserve, reserve.officer) == ["unavailable", "unavailable", "", ""]
    assert painted.changes.step is not None
    reserve.database.revert(painted.changes.step, "undo")
    assert marks(reserve, reserve.officer) == ["available 9 h 00 – 24 h 00", "", "", ""]
    assert marks(reserve, reserve.citizen) == [""] * 4


def test_a_cleared_day_shows_its_weekly_pattern_again(reserve: Reserve) -> None:
    reserve.database.write(availability.set_pattern, reserve.citizen, MARKET.weekday(), FREE, valid_until=MARKET)
    reserve.database.write(availability.set_days, reserve.citizen, [MARKET, MARKET + ONE], AWAY)
    assert marks(reserve, reserve.citizen)[:2] == ["unavailable", "unavailable"]
    reserve.database.write(availability.set_days, reserve.citizen, [MARKET, MARKET + ONE], None)
    assert marks(reserve, reserve.citizen)[:2] == ["available  weekly", ""]


def test_overlapping_hours_are_refused_at_the_field(reserve: Reserve) -> None:
    nine, noon, two = dt.time(9), dt.time(12), dt.time(14)
    person, add = reserve.officer, availability.add_slot
    reserve.database.write(add, person, MARKET, nine, noon, FREE)
    assert refused(reserve, add, person, MARKET, dt.time(11), two, AWAY) == [("starts", "slot_overlap")]
    assert refused(reserve, add, person, MARKET, None, None, FREE) == [("starts", "slot_overlap")]
    assert refused(reserve, add, person, MARKET, two, noon, FREE) == [("ends", "slot_ends_first")]
    assert refused(reserve, add, person, MARKET, two, None, FREE) == [("ends", "required")]
    assert refused(reserve, add, person, dt.date(1, 1, 1), two, None, FREE) == [("day", "date_range")]
    reserve.database.write(add, person, MARKET, noon, two, AWAY)
    assert marks(reserve, person)[0] == "available 9 h 00 – 12 h 00"


def test_overlapping_patterns_are_refused_at_the_field(reserve: Reserve) -> None:
    person, put = reserve.officer, availability.set_pattern
    first = reserve.database.write(put, person, 0, FREE, valid_until=MARKET).result
    assert refused(reserve, put, person, 0, AWAY) == [("weekday", "pattern_overlap")]
    for weekday in (-1, 7, 10**12, True):
        assert refused(reserve, put, person, weekday, FREE) == [("weekday", "weekday_unknown")]
    assert refused(reserve, put, person, 1, FREE, valid_from=MARKET, valid_until=TODAY) == [
        ("valid_until", "until_before_from")
    ]
    reserve.database.write(put, person, 0, AWAY, valid_from=MARKET + ONE)
    reserve.database.write(put, person, 0, AWAY, valid_until=MARKET, pattern_id=first)
    assert len(reserve.database.read(availability.patterns, person)) == 2
