"""Periods of readings: they tile the calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psq_desktop.french import NBSP
from psq_desktop.services.kinds import Period
from psq_desktop.services.periods import label, period_end, period_start, periods_between, previous_end, shift

days = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
regular = st.sampled_from([Period.MONTH, Period.QUARTER, Period.HALF_YEAR, Period.YEAR])
ONE = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("period", "day", "start", "end", "told"),
    [
        (Period.MONTH, (2028, 2, 10), (2028, 2, 1), (2028, 2, 29), "févr. 2028"),
        (Period.MONTH, (2026, 2, 10), (2026, 2, 1), (2026, 2, 28), "févr. 2026"),
        (Period.MONTH, (2100, 2, 10), (2100, 2, 1), (2100, 2, 28), "févr. 2100"),
        (Period.MONTH, (2026, 12, 31), (2026, 12, 1), (2026, 12, 31), "déc. 2026"),
        (Period.QUARTER, (2026, 9, 30), (2026, 7, 1), (2026, 9, 30), "T3 2026"),
        (Period.QUARTER, (2026, 10, 1), (2026, 10, 1), (2026, 12, 31), "T4 2026"),
        (Period.HALF_YEAR, (2026, 6, 30), (2026, 1, 1), (2026, 6, 30), "S1 2026"),
        (Period.HALF_YEAR, (2026, 7, 1), (2026, 7, 1), (2026, 12, 31), "S2 2026"),
        (Period.YEAR, (2026, 5, 5), (2026, 1, 1), (2026, 12, 31), "2026"),
        (Period.ONCE, (2026, 10, 1), (2026, 10, 1), (2026, 10, 1), "1er oct. 2026"),
    ],
)
def test_where_a_day_falls(
    period: Period, day: tuple[int, int, int], start: tuple[int, int, int], end: tuple[int, int, int], told: str
) -> None:
    found = dt.date(*day)
    assert (period_start(period, found), period_end(period, found)) == (dt.date(*start), dt.date(*end))
    assert label(period, period_end(period, found)).replace(NBSP, " ") == told


@given(st.sampled_from(Period), days)
def test_a_period_holds_its_day_and_all_its_days_hold_together(period: Period, day: dt.date) -> None:
    start, end = period_start(period, day), period_end(period, day)
    assert start <= day <= end
    assert period_end(period, start) == period_end(period, end) == end
    assert period_start(period, end) == start


@given(regular, days)
def test_periods_tile_the_calendar(period: Period, day: dt.date) -> None:
    end = period_end(period, day)
    assert period_start(period, end + ONE) == end + ONE
    assert shift(period, end, 1) == period_end(period, end + ONE)


@given(st.sampled_from(Period), days, st.integers(-40, 40), st.integers(-40, 40))
def test_shifting_there_and_back_and_twice(period: Period, day: dt.date, one: int, other: int) -> None:
    end = period_end(period, day)
    assert shift(period, shift(period, end, one), -one) == end
    assert shift(period, shift(period, end, one), other) == shift(period, end, one + other)
    assert shift(period, end, 0) == end


@given(st.sampled_from(Period), days)
def test_the_last_finished_period_is_over_and_the_next_is_not(period: Period, day: dt.date) -> None:
    last = previous_end(period, day)
    assert last <= day
    assert period_end(period, last) == last
    if period is not Period.ONCE:
        assert shift(period, last, 1) > day


@given(regular, days, st.integers(1, 40))
def test_labels_tell_periods_apart(period: Period, day: dt.date, count: int) -> None:
    end = period_end(period, day)
    assert label(period, end) != label(period, shift(period, end, count))


@given(regular, days, st.integers(0, 60))
def test_as_many_periods_fit_as_were_shifted(period: Period, day: dt.date, count: int) -> None:
    end = period_end(period, day)
    assert periods_between(period, end, shift(period, end, count)) == pytest.approx(count, abs=0.15)
