"""What is computed of an objective: each fact at its edges."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psq_desktop.richtext import UnreadableError
from psq_desktop.services import facts
from psq_desktop.services.facts import Aim, Gap, Limits
from psq_desktop.services.kinds import CommitmentState, Direction, OutlookState, Pace, Period

UP, DOWN, THRESHOLD, NEUTRAL, ORDINAL = Direction
START, DUE = dt.date(2026, 1, 1), dt.date(2026, 4, 11)  # 100 days apart
LIMITS = Limits(30, 90)


def day(count: int) -> dt.date:
    return START + dt.timedelta(days=count)


@pytest.mark.parametrize(
    ("aim", "value", "share", "met"),
    [
        (Aim(UP, 10, 20), 10, 0.0, False),
        (Aim(UP, 10, 20), 15, 0.5, False),
        (Aim(UP, 10, 20), 20, 1.0, True),
        (Aim(UP, 10, 20), 25, 1.5, True),
        (Aim(UP, 10, 20), 5, -0.5, False),
        (Aim(UP, 0, 20), 0, 0.0, False),
        (Aim(UP, 10, 20), None, None, None),
        (Aim(UP, None, 20), 15, None, False),
        (Aim(UP, 10, None), 15, None, None),
        (Aim(UP, 20, 20), 20, None, True),
        (Aim(UP, 20, 20), 19, None, False),
        (Aim(UP, 20, 10), 15, None, True),
        (Aim(DOWN, 40, 20), 40, 0.0, False),
        (Aim(DOWN, 40, 20), 35, 0.25, False),
        (Aim(DOWN, 40, 20), 20, 1.0, True),
        (Aim(DOWN, 40, 20), 10, 1.5, True),
        (Aim(DOWN, 40, 20), 50, -0.5, False),
        (Aim(DOWN, 20, 40), 30, None, True),
        (Aim(THRESHOLD, 60, 80), 70, 0.5, False),
        (Aim(THRESHOLD, 60, 80), 80, 1.0, True),
        (Aim(THRESHOLD, 60, 80), 95, 1.0, True),
        (Aim(THRESHOLD, None, 80), 95, 1.0, True),
        (Aim(THRESHOLD, None, 80), 70, None, False),
        (Aim(THRESHOLD, 90, 80), 70, None, False),
        (Aim(THRESHOLD, 80, 80), 80, 1.0, True),
        (Aim(THRESHOLD, 20, 10, at_most=True), 15, 0.5, False),
        (Aim(THRESHOLD, 20, 10, at_most=True), 10, 1.0, True),
        (Aim(THRESHOLD, 20, 10, at_most=True), 3, 1.0, True),
        (Aim(THRESHOLD, 20, 10, at_most=True), 30, -1.0, False),
        (Aim(THRESHOLD, 5, 10, at_most=True), 12, None, False),
        (Aim(NEUTRAL, 10, 20), 15, None, None),
        (Aim(NEUTRAL, 10, 20), 25, None, None),
        (Aim(ORDINAL, 1, 3), 2, None, False),
        (Aim(ORDINAL, 1, 3), 3, None, True),
    ],
)
def test_progress_and_whether_the_target_is_met(
    aim: Aim, value: float | None, share: float | None, met: bool | None
) -> None:
    assert (facts.progress(aim, value), facts.reached(aim, value)) == (share, met)


@pytest.mark.parametrize(
    ("start", "due", "today", "share"),
    [
        (START, DUE, day(-1), 0.0),
        (START, DUE, day(0), 0.0),
        (START, DUE, day(50), 0.5),
        (START, DUE, day(100), 1.0),
        (START, DUE, day(300), 1.0),
        (START, START, day(-1), 0.0),
        (START, START, day(0), 1.0),
        (DUE, START, day(50), None),
        (None, DUE, day(50), None),
        (START, None, day(50), None),
    ],
)
def test_elapsed_stays_between_nothing_and_the_whole(
    start: dt.date | None, due: dt.date | None, today: dt.date, share: float | None
) -> None:
    assert facts.elapsed(start, due, today) == share


@pytest.mark.parametrize(
    ("aim", "count", "value"),
    [
        (Aim(UP, 10, 20), 0, 10.0),
        (Aim(UP, 10, 20), 50, 15.0),
        (Aim(UP, 10, 20), 400, 20.0),
        (Aim(DOWN, 40, 20), 25, 35.0),
        (Aim(THRESHOLD, 60, 80), 50, 70.0),
        (Aim(THRESHOLD, 90, 80), 50, 80.0),
        (Aim(UP, None, 20), 50, None),
        (Aim(UP, 10, None), 50, None),
        (Aim(NEUTRAL, 10, 20), 50, None),
        (Aim(ORDINAL, 1, 3), 50, None),
    ],
)
def test_the_value_needed_on_a_day_lies_on_the_straight_way(aim: Aim, count: int, value: float | None) -> None:
    assert facts.needed_at(aim, START, DUE, day(count)) == value


def test_no_value_is_needed_without_dates() -> None:
    assert facts.needed_at(Aim(UP, 10, 20), None, DUE, day(50)) is None
    assert facts.needed_at(Aim(UP, 10, 20), START, None, day(50)) is None


@pytest.mark.parametrize(
    ("aim", "value", "due", "period", "wanted"),
    [
        (Aim(UP, 10, 22), 10, dt.date(2026, 12, 31), Period.MONTH, 1.0),
        (Aim(UP, 10, 22), 10, dt.date(2026, 12, 31), Period.QUARTER, 3.0),
        (Aim(UP, 10, 22), 10, dt.date(2026, 12, 31), Period.YEAR, 12.0),
        (Aim(DOWN, 40, 28), 40, dt.date(2026, 12, 31), Period.MONTH, -1.0),
        (Aim(THRESHOLD, 60, 72), 60, dt.date(2026, 12, 31), Period.ONCE, 1.0),
        (Aim(UP, 10, 22), 10, dt.date(2026, 1, 8), Period.MONTH, 12.0),  # less than a period is left
        (Aim(UP, 10, 22), 10, dt.date(2025, 12, 31), Period.MONTH, None),  # none is left
        (Aim(UP, 10, 22), 22, dt.date(2026, 12, 31), Period.MONTH, None),
        (Aim(UP, 10, 22), None, dt.date(2026, 12, 31), Period.MONTH, None),
        (Aim(UP, 10, 22), 10, None, Period.MONTH, None),
        (Aim(NEUTRAL, 10, 22), 10, dt.date(2026, 12, 31), Period.MONTH, None),
        (Aim(ORDINAL, 1, 3), 1, dt.date(2026, 12, 31), Period.MONTH, None),
    ],
)
def test_the_change_needed_each_period(
    aim: Aim, value: float | None, due: dt.date | None, period: Period, wanted: float | None
) -> None:
    found = facts.needed_per_period(aim, value, dt.date(2025, 12, 31), due, period)
    assert found == (None if wanted is None else pytest.approx(wanted, rel=0.01))


@pytest.mark.parametrize(
    ("share", "time", "met", "last_day", "pace"),
    [
        (1.0, 0.2, True, False, Pace.REACHED),
        (None, None, True, False, Pace.REACHED),
        (1.2, 1.0, True, False, Pace.REACHED),
        (0.5, 0.5, False, False, Pace.ON_PACE),
        (0.6, 0.5, False, False, Pace.ON_PACE),
        (0.0, 0.0, False, False, Pace.ON_PACE),
        (0.49, 0.5, False, False, Pace.TRAILING),
        (0.4, 0.7, False, False, Pace.TRAILING),  # 30 points exactly
        (0.1, 0.4, False, False, Pace.TRAILING),
        (0.39, 0.7, False, False, Pace.BEHIND),
        (-0.5, 0.1, False, False, Pace.BEHIND),
        (0.9, 1.0, False, False, Pace.OVERDUE),
        (None, 1.0, False, False, Pace.OVERDUE),
        (0.9, 1.0, False, True, Pace.TRAILING),
        (None, 1.0, None, False, Pace.UNKNOWN),
        (None, 0.5, False, False, Pace.UNKNOWN),
        (0.5, None, False, False, Pace.UNKNOWN),
    ],
)
def test_pace(share: float | None, time: float | None, met: bool | None, last_day: bool, pace: Pace) -> None:
    assert facts.pace(share, time, met, LIMITS, last_day=last_day) is pace


@pytest.mark.parametrize(
    ("last", "start", "today", "days"),
    [
        (day(10), START, day(10), 0),
        (day(10), START, day(100), 90),
        (day(10), None, day(100), 90),
        (None, START, day(91), 91),
        (None, START, day(-1), None),
        (None, None, day(91), None),
    ],
)
def test_silence_counts_from_the_last_report_or_from_the_start(
    last: dt.date | None, start: dt.date | None, today: dt.date, days: int | None
) -> None:
    assert facts.silence(last, start, today) == days


@pytest.mark.parametrize(
    ("period", "value_on", "silent", "stale"),
    [
        (Period.MONTH, dt.date(2026, 1, 31), 90, True),
        (Period.MONTH, dt.date(2026, 1, 31), 89, False),
        (Period.MONTH, dt.date(2026, 4, 30), 120, True),
        (Period.MONTH, dt.date(2026, 5, 31), 120, False),  # the next period is not over
        (Period.YEAR, dt.date(2025, 12, 31), 120, False),
        (Period.YEAR, dt.date(2024, 12, 31), 120, True),
        (Period.ONCE, dt.date(2025, 1, 1), 400, False),
        (Period.MONTH, None, 120, False),
        (Period.MONTH, dt.date(2026, 1, 31), None, False),
    ],
)
def test_a_value_grows_stale_by_silence_once_another_was_due(
    period: Period, value_on: dt.date | None, silent: int | None, stale: bool
) -> None:
    assert facts.stale(period, value_on, silent, dt.date(2026, 6, 15), LIMITS) is stale
    assert not facts.stale(period, value_on, silent, dt.date(2026, 6, 15), LIMITS, met=True)


@pytest.mark.parametrize(
    ("period", "told_on", "met", "due", "unheard"),
    [
        (Period.MONTH, dt.date(2026, 5, 31), False, DUE, 100),
        (Period.QUARTER, dt.date(2026, 3, 31), False, None, 100),
        (Period.ONCE, dt.date(2026, 3, 31), False, None, 100),
        (Period.YEAR, dt.date(2025, 12, 31), False, None, None),
        (Period.YEAR, dt.date(2024, 12, 31), False, None, 100),
        (Period.YEAR, None, None, None, 100),
        (Period.HALF_YEAR, dt.date(2025, 12, 31), False, None, None),
        (Period.HALF_YEAR, dt.date(2025, 6, 30), False, None, 100),
        (Period.MONTH, dt.date(2026, 1, 31), True, DUE, None),
        (Period.MONTH, dt.date(2026, 1, 31), True, dt.date(2026, 6, 15), 100),  # the due day itself
        (Period.MONTH, dt.date(2026, 1, 31), True, None, 100),
        (None, None, None, DUE, 100),
    ],
)
def test_silence_counts_while_something_is_awaited(
    period: Period | None, told_on: dt.date | None, met: bool | None, due: dt.date | None, unheard: int | None
) -> None:
    assert facts.unheard(100, period, told_on, dt.date(2026, 6, 15), met=met, due=due) == unheard
    assert facts.unheard(None, period, told_on, dt.date(2026, 6, 15), met=met, due=due) is None


@pytest.mark.parametrize("value", ["abc", math.inf, -math.inf, math.nan, 1e300])
def test_a_stored_value_that_is_no_measure_is_unreadable(value: Any) -> None:
    for known in (facts.known, facts.known_value):
        with pytest.raises(UnreadableError):
            known(value)
    with pytest.raises(UnreadableError):
        facts.known_value(None)
    assert (facts.known(None), facts.known(-7.5), facts.known_value(0)) == (None, -7.5, 0)


def test_a_target_that_cannot_be_told_from_the_baseline_is_no_way_to_measure() -> None:
    assert facts.progress(Aim(UP, 0.0, 1e-311), 12.0) is None


@pytest.mark.parametrize(
    ("outlook", "share", "time", "silent", "gap"),
    [
        (OutlookState.SECURED, 0.4, 0.7, 10, None),  # 30 points are not more than 30
        (OutlookState.SECURED, 0.1, 0.4, 10, None),
        (OutlookState.SECURED, 0.39, 0.7, 10, Gap(-31, None)),
        (OutlookState.SECURED, 0.396, 0.7, 10, Gap(-31, None)),  # 30.4 is more than 30, and is told so
        (OutlookState.SECURED, 0.394, 0.7, 10, Gap(-31, None)),
        (OutlookState.ATTAINABLE, 0.2, 0.7, 10, Gap(-50, None)),
        (OutlookState.ATTAINABLE, -0.2, 0.7, 10, Gap(-90, None)),
        (OutlookState.ATTAINABLE, 0.7, 0.7, 89, None),
        (OutlookState.ATTAINABLE, 0.7, 0.7, 90, Gap(None, 90)),
        (OutlookState.ATTAINABLE, 0.2, 0.7, 90, Gap(-50, 90)),
        (OutlookState.SECURED, None, 0.7, 10, None),
        (OutlookState.SECURED, 0.1, None, 10, None),
        (OutlookState.SECURED, None, None, None, None),
        (OutlookState.SECURED, None, None, 91, Gap(None, 91)),
        (OutlookState.SUPPORT_NEEDED, 0.1, 0.9, 200, None),
        (OutlookState.COMPROMISED, 0.1, 0.9, 200, None),
        (OutlookState.UNKNOWN, 0.1, 0.9, 200, None),
    ],
)
def test_only_a_confident_outlook_is_contradicted(
    outlook: OutlookState, share: float | None, time: float | None, silent: int | None, gap: Gap | None
) -> None:
    assert facts.gap(outlook, share, time, silent, LIMITS) == gap


def test_the_limits_are_settings() -> None:
    assert facts.gap(OutlookState.SECURED, 0.4, 0.7, 10, Limits(20, 90)) == Gap(-30, None)
    assert facts.gap(OutlookState.SECURED, 0.7, 0.7, 10, Limits(30, 10)) == Gap(None, 10)
    assert facts.pace(0.4, 0.7, False, Limits(29, 90)) is Pace.BEHIND


@pytest.mark.parametrize(
    ("states", "kept", "taken"),
    [
        ((), 0, 0),
        ((CommitmentState.PROPOSED, CommitmentState.ABANDONED), 0, 0),
        ((CommitmentState.KEPT,), 1, 1),
        (tuple(CommitmentState), 1, 5),
        ((CommitmentState.KEPT, CommitmentState.KEPT, CommitmentState.PARTIAL), 2, 3),
    ],
)
def test_commitments_kept_of_those_taken(states: tuple[CommitmentState, ...], kept: int, taken: int) -> None:
    assert facts.kept_share(states) == (kept, taken)


def test_a_mean_leaves_out_what_is_not_known() -> None:
    assert facts.mean([None, 0.0, 1.0]) == 0.5
    assert facts.mean([None, None]) is None
    assert facts.mean([]) is None


numbers = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 2))
aims = st.builds(
    Aim, st.sampled_from(Direction), st.none() | numbers, st.none() | numbers, at_most=st.booleans()
)  # fmt: skip


@given(aims, numbers)
def test_whoever_is_at_the_whole_way_has_met_the_target_and_the_reverse(aim: Aim, value: float) -> None:
    share = facts.progress(aim, value)
    if share is not None:
        assert (share >= 1) is facts.reached(aim, value)
    if aim.direction is Direction.NEUTRAL or aim.target is None:
        assert (share, facts.reached(aim, value)) == (None, None)


@given(aims, st.integers(-50, 200))
def test_what_is_needed_lies_between_baseline_and_target(aim: Aim, count: int) -> None:
    needed = facts.needed_at(aim, START, DUE, day(count))
    if needed is not None:
        assert aim.baseline is not None and aim.target is not None
        low, high = sorted((aim.baseline, aim.target))
        assert low - 1e-6 <= needed <= high + 1e-6


@given(st.sampled_from(OutlookState), st.floats(-1, 2), st.floats(0, 1), st.integers(0, 200))
def test_a_gap_in_points_is_a_pace_behind(outlook: OutlookState, share: float, time: float, silent: int) -> None:
    gap = facts.gap(outlook, share, time, silent, LIMITS)
    behind = facts.pace(share, time, None, LIMITS) is Pace.BEHIND
    assert (gap is not None and gap.points is not None) is (behind and outlook.confident)
