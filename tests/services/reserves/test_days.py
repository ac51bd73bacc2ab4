"""The state of a day, and how long a shift lasts on the nights when the clocks change."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psq_desktop.models.kinds import Availability, ShiftState
from psq_desktop.services.reserves import days
from psq_desktop.services.reserves.days import Piece, Said

FREE, AWAY = Availability.AVAILABLE, Availability.UNAVAILABLE
SPRING, AUTUMN = dt.date(2026, 3, 29), dt.date(2026, 10, 25)
ONE = dt.timedelta(1)


def at(text: str) -> dt.time:
    return dt.time.fromisoformat(text)


@pytest.mark.parametrize(
    ("slots", "patterns", "state", "weekly", "noon", "evening"),
    [
        ([], [], None, None, None, None),
        ([], [Said(FREE)], FREE, True, FREE, FREE),
        ([Said(AWAY)], [Said(FREE)], AWAY, False, AWAY, AWAY),
        ([Said(AWAY, at("09:00"), at("13:00"))], [Said(FREE)], FREE, False, AWAY, FREE),
        ([Said(FREE, at("09:00"), at("13:00"))], [], FREE, False, FREE, None),
        ([Said(FREE, at("09:00"), at("13:00")), Said(AWAY)], [], FREE, False, FREE, AWAY),
        ([], [Said(AWAY, at("18:00"), at("00:00"))], AWAY, True, None, AWAY),
    ],
)
def test_a_slot_wins_over_a_pattern_and_hours_over_the_whole_day(
    slots: list[Said],
    patterns: list[Said],
    state: Availability | None,
    weekly: bool | None,
    noon: Availability | None,
    evening: Availability | None,
) -> None:
    day = days.state_of(slots, patterns)
    assert (day and day.state, day and day.weekly) == (state, weekly)
    assert days.during(day, 11 * 60, 12 * 60) is noon
    assert days.during(day, 20 * 60, 24 * 60) is evening


def test_hours_that_are_only_partly_free_promise_nothing() -> None:
    day = days.state_of([Said(FREE, at("09:00"), at("12:00"))])
    assert days.during(day, 9 * 60, 12 * 60) is FREE
    assert days.during(day, 11 * 60, 13 * 60) is None
    assert day is not None and not day.whole and day.pieces == (Piece(540, 720, FREE),)


said = st.builds(
    lambda state, first, length: Said(state, days.clock(first * 30), days.clock(min(first + length, 48) * 30)),
    st.sampled_from(Availability), st.integers(0, 47), st.integers(1, 48),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(slots=st.lists(said, max_size=4), patterns=st.lists(said, max_size=4))
def test_pieces_never_overlap_and_the_last_word_holds(slots: list[Said], patterns: list[Said]) -> None:
    day = days.state_of(slots, patterns)
    assert (day is None) is not bool(slots or patterns)
    pieces = day.pieces if day else ()
    assert all(piece.starts < piece.ends for piece in pieces)
    assert all(one.ends <= other.starts for one, other in pairwise(pieces))
    if slots:
        first, last = days.bounds(slots[-1].starts, slots[-1].ends)
        assert days.during(day, first, last) is slots[-1].state


@pytest.mark.parametrize(
    ("day", "starts", "next_day", "ends", "minutes"),
    [
        (AUTUMN - ONE, "22:00", True, "06:00", 9 * 60),  # the night has an hour more
        (SPRING - ONE, "22:00", True, "06:00", 7 * 60),  # and here an hour less
        (AUTUMN, "00:00", True, "00:00", 25 * 60),
        (SPRING, "00:00", True, "00:00", 23 * 60),
        (AUTUMN, "01:00", False, "02:30", 90),  # 2:30 comes twice: the first one
        (AUTUMN, "02:30", False, "03:00", 90),
        (SPRING, "01:00", False, "02:30", 60),  # 2:30 does not exist: the moment of the jump
        (SPRING, "02:30", False, "04:00", 60),
        (dt.date(2026, 11, 21), "20:00", True, "04:00", 8 * 60),
    ],
)
def test_a_shift_lasts_as_long_as_time_really_passes(
    day: dt.date, starts: str, next_day: bool, ends: str, minutes: int
) -> None:
    assert days.span(day, at(starts), day + ONE * next_day, at(ends)).minutes == minutes


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_instants_never_go_back(day: dt.date) -> None:
    told = [days.instant(day, days.clock(minute)) for minute in range(days.DAY_MINUTES)]
    assert told == sorted(told)
    assert sum(days.is_skipped(day, days.clock(minute)) for minute in range(days.DAY_MINUTES)) == 60 * (day == SPRING)


def test_a_night_touches_two_days() -> None:
    touched = list(days.portions(AUTUMN, at("22:00"), AUTUMN + ONE, at("06:00")))
    assert touched == [(AUTUMN, 1320, 1440), (AUTUMN + ONE, 0, 360)]
    assert [*days.portions(AUTUMN, at("22:00"), AUTUMN + ONE, at("00:00"))] == [(AUTUMN, 1320, 1440)]


def test_a_planned_shift_is_done_once_its_day_is_past() -> None:
    assert days.shift_state(ShiftState.PLANNED, AUTUMN, AUTUMN) is ShiftState.PLANNED
    assert days.shift_state(ShiftState.PLANNED, AUTUMN, AUTUMN + ONE) is ShiftState.DONE
    assert days.shift_state(ShiftState.CANCELLED, AUTUMN, AUTUMN + ONE) is ShiftState.CANCELLED
