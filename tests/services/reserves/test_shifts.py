"""Shifts: what is refused, nights when clocks change, days and hours that count."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from psq_desktop.models.kinds import ShiftState
from psq_desktop.models.reserve import DutyShift
from psq_desktop.services.reserves import hours, reservists, shifts, statements
from tests.services.reserves.serving import TODAY, Reserve, copied, make_reserve
from tests.services.reserves.test_reservists import refused, sheet, write

T = dt.time
ONE = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def reserve_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_reserve(tmp_path_factory.mktemp("reserve") / "reserve.psq")


@pytest.fixture
def reserve(reserve_file: Path, tmp_path: Path) -> Iterator[Reserve]:
    yield from copied(reserve_file, tmp_path)


@pytest.mark.parametrize(
    ("day", "starts", "later", "ends", "lasting"),
    [
        (dt.date(2026, 11, 20), T(9), 0, T(16, 30), 450),
        (dt.date(2026, 11, 20), T(22), 1, T(6), 480),
        (dt.date(2026, 10, 24), T(22), 1, T(6), 540),  # clocks go back in that night
        (dt.date(2027, 3, 27), T(22), 1, T(6), 420),  # and forward in this one
        (dt.date(2026, 10, 25), T(9), 0, T(12), 180),  # after the change
        (dt.date(2027, 3, 28), T(1, 30), 0, T(3, 30), 60),
        (dt.date(2027, 3, 28), T(2, 15), 0, T(2, 45), 0),  # a time that does not exist
        (dt.date(2026, 11, 20), T(16), 0, T(9), 0),
    ],
)
def test_minutes_are_those_that_pass(day: dt.date, starts: T, later: int, ends: T, lasting: int) -> None:
    assert shifts.minutes(day, starts, day + later * ONE, ends) == lasting


def test_a_shift_that_ends_first_may_end_on_the_next_day(reserve: Reserve) -> None:
    who = reserve.officer
    assert refused(reserve, shifts.record, who, TODAY, T(22), T(6)) == {("ends", "ends_next_day")}
    assert refused(reserve, shifts.record, who, TODAY, T(9), T(9)) == {("ends", "ends_next_day")}
    assert refused(reserve, shifts.record, who, TODAY, T(9), T(12), ends_on=TODAY - ONE) == {("ends_on", "ends_first")}
    assert refused(reserve, shifts.record, who, TODAY, T(9), T(12), ends_on=TODAY + ONE) == {
        ("ends_on", "shift_too_long")
    }
    assert refused(reserve, shifts.record, who, dt.date(1, 1, 1), T(9), T(12)) == {("day", "date_range")}
    assert refused(reserve, shifts.record, who, TODAY, T(9), T(12), title="1 85 05 78 006 084 91") == {
        ("title", "national_number")
    }
    assert refused(reserve, shifts.record, who, TODAY + ONE, T(9), T(12), today=TODAY) == {("day", "shift_not_yet")}
    write(reserve, shifts.record, who, TODAY + 9 * ONE, T(9), T(12), state=ShiftState.PLANNED, today=TODAY)
    write(reserve, shifts.record, who, TODAY, T(22), T(6), ends_on=TODAY + ONE)
    assert [shift.minutes for shift in sheet(reserve, who).shifts] == [180, 480]


def test_shifts_of_one_person_do_not_overlap(reserve: Reserve) -> None:
    who = reserve.officer
    night = write(reserve, shifts.record, who, TODAY - ONE, T(22), T(6), ends_on=TODAY)
    assert refused(reserve, shifts.record, who, TODAY, T(5), T(12)) == {("starts", "shift_overlap")}
    write(reserve, shifts.record, who, TODAY, T(6), T(12))  # one may start as the other ends
    write(reserve, shifts.record, reserve.citizen, TODAY, T(5), T(12))  # somebody else
    write(reserve, shifts.cancel, night)
    write(reserve, shifts.record, who, TODAY, T(0), T(5))
    assert sheet(reserve, who).row.days_used == 1  # two shifts of one day


def test_what_counts_as_a_day_and_as_hours(reserve: Reserve) -> None:
    """Done and validated ones, and past ones of which nobody said anything; what is to come, and cancelled, not."""
    who, record = reserve.officer, shifts.record
    day = TODAY - 10 * ONE
    planned = [write(reserve, record, who, day + n * ONE, T(9), T(12), state=ShiftState.PLANNED) for n in (0, 1, 2, 20)]
    write(reserve, shifts.set_done, planned[0], 90, TODAY)
    write(reserve, shifts.cancel, planned[1])
    seen = sheet(reserve, who)
    assert (seen.row.days_used, seen.row.forecast.planned, seen.row.quarter_hours) == (2, 1, 4.5)
    assert (seen.planned_minutes, seen.done_minutes, seen.validated_minutes) == (540, 90, 0)
    assert write(reserve, shifts.validate, [planned[0], planned[2]], TODAY) == 2
    assert write(reserve, shifts.validate, [planned[0]], TODAY) == 0
    assert refused(reserve, shifts.validate, [planned[3]], TODAY) == {("", "shift_to_come")}
    assert refused(reserve, shifts.set_done, planned[3], 60, TODAY) == {("", "shift_to_come")}
    assert refused(reserve, shifts.set_done, planned[1], 60, TODAY) == {("", "shift_cancelled")}
    assert refused(reserve, shifts.set_done, planned[0], -1, TODAY) == {("minutes", "worked_minutes_range")}
    seen = sheet(reserve, who)
    assert (seen.planned_minutes, seen.done_minutes, seen.validated_minutes) == (540, 270, 270)
    assert write(reserve, shifts.settle, {planned[0]: 100, planned[2]: None}, TODAY) == 2
    assert sheet(reserve, who).validated_minutes == 280


def test_days_before_the_log_count_in_their_year_only(reserve: Reserve) -> None:
    seen = sheet(reserve, reserve.volunteer)
    assert (seen.row.days_used, seen.cumulative[-1]) == (84, (TODAY, 84))
    later = reserve.database.read(reservists.sheet, reserve.volunteer, dt.date(2027, 4, 1))
    assert later.row.days_used == 0


def test_a_citizens_fullest_week(reserve: Reserve) -> None:
    monday = dt.date(2026, 11, 16)
    for n in range(3):
        write(reserve, shifts.record, reserve.citizen, monday + 2 * n * ONE, T(8), T(17))
    write(reserve, shifts.record, reserve.citizen, monday + 7 * ONE, T(8), T(17), state=ShiftState.PLANNED)
    row = sheet(reserve, reserve.citizen).row
    assert (row.quarter_hours, row.fullest_week_hours, row.last_shift_on) == (27.0, 27.0, monday + 4 * ONE)


def test_the_night_when_clocks_go_back_is_an_hour_longer_in_lists_too(reserve: Reserve) -> None:
    night = dt.date(2026, 10, 24)
    write(reserve, shifts.record, reserve.citizen, night, T(22), T(6), ends_on=night + ONE)
    row = sheet(reserve, reserve.citizen).row
    assert (row.quarter_hours, row.fullest_week_hours) == (9.0, 9.0)


def test_days_add_up_month_by_month(reserve: Reserve) -> None:
    for day in (dt.date(2026, 4, 1), dt.date(2026, 4, 30), dt.date(2026, 5, 1), dt.date(2026, 11, 22)):
        write(reserve, shifts.record, reserve.officer, day, T(9), T(12))
    seen = dict(sheet(reserve, reserve.officer).cumulative)
    ends = (dt.date(2026, 4, 30), dt.date(2026, 5, 31), dt.date(2026, 10, 31), TODAY)
    assert ([seen[day] for day in ends], len(seen)) == ([2, 3, 3, 4], 8)


def test_a_yearly_statement_adds_up(reserve: Reserve) -> None:
    who, record = reserve.officer, shifts.record
    write(reserve, record, who, dt.date(2026, 3, 31), T(9), T(12))  # the year before
    for day in (dt.date(2026, 4, 1), dt.date(2026, 10, 24), dt.date(2026, 11, 20)):
        write(reserve, record, who, day, T(22), T(6), ends_on=day + ONE)
    found = reserve.database.read(statements.compose, who, 2026, TODAY)
    assert found.year == (dt.date(2026, 4, 1), dt.date(2027, 3, 31))
    assert [(m.first.month, m.days, m.done) for m in found.months if m.shifts] == [
        (4, 1, 480),
        (10, 1, 540),
        (11, 1, 480),
    ]
    assert (found.days_used, len(found.shifts), found.title) == (3, 3, "RO-02 2026")
    assert reserve.database.read(statements.years, who, TODAY) == (2026, 2025)
    assert reserve.database.read(statements.compose, who, None, TODAY) == found
    for year in (0, 1, 9999, 10**12):
        assert refused(reserve, statements.compose, who, year, TODAY) == {("year", "rule_range")}


def planted(session: Session, who: int, day: dt.date, starts: T, ends: T, state: ShiftState) -> int:
    """A night that no rule looks at."""
    shift = DutyShift(reservist_id=who, day=day, starts=starts, ends_on=day + ONE, ends=ends, state=state)
    session.add(shift)
    session.flush()
    return shift.id


def test_the_database_adds_up_what_the_shifts_say(reserve: Reserve) -> None:
    """Totals of lists against the same shifts one by one, over the night when clocks go back and reported minutes."""
    who = reserve.citizen
    for n in range(70):
        day = dt.date(2026, 9, 26) + n * ONE
        state = ShiftState.DONE if n % 3 and day <= TODAY else ShiftState.PLANNED
        key = write(reserve, planted, who, day, T(20), T(6 + n % 5, n % 60), state)
        if n % 7 == 0 and day <= TODAY:
            write(reserve, shifts.set_done, key, 61 * n % 300, TODAY)
        if n % 11 == 0:
            write(reserve, shifts.cancel, key)
    one_by_one = reserve.database.read(hours.of_reservists, dt.date(2026, 9, 1))[who]
    within = [each for each in one_by_one if each.used(TODAY) and each.day >= dt.date(2026, 10, 1)]
    weeks: dict[dt.date, int] = defaultdict(int)
    for each in one_by_one:
        if each.day >= dt.date(2026, 9, 28):
            weeks[hours.monday(each.day)] += each.done
    row = sheet(reserve, who).row
    assert row.quarter_hours == sum(each.done for each in within) / 60
    assert row.fullest_week_hours == max(weeks.values()) / 60
    used, planned = hours.days(one_by_one, TODAY)
    assert (row.days_used, row.forecast.planned) == (len(used), len(planned))
