"""When alerts are raised: settings of the base that everybody shares."""

from __future__ import annotations

import datetime as dt

import pytest

from psq_desktop import db, journal
from psq_desktop.services.facts import Gap, Limits
from psq_desktop.services.kinds import OutlookState
from psq_desktop.services.steering import thresholds
from tests.conftest import TODAY
from tests.services.concerted import Made
from tests.services.helpers import refused


def test_thirty_points_and_ninety_days_unless_said_otherwise(small_base: db.Database) -> None:
    assert small_base.read(thresholds.limits) == Limits(30, 90)
    first = small_base.write(thresholds.set_limits, 20, 60).changes.step
    small_base.write(thresholds.set_limits, 1, 730)
    assert small_base.read(thresholds.limits) == Limits(1, 730)
    assert small_base.write(thresholds.set_limits, 1, 730).changes.step is None
    small_base.write(thresholds.set_limits, 20, 60)
    assert first is not None
    small_base.revert(first, journal.UNDO)
    assert small_base.read(thresholds.limits) == Limits(30, 90)


@pytest.mark.parametrize(
    ("points", "days", "wrong"),
    [(0, 90, ["gap_points"]), (101, 90, ["gap_points"]), (30, 0, ["silent_days"]), (30, 731, ["silent_days"]),
     (-1, 1000, ["gap_points", "silent_days"])],
)  # fmt: skip
def test_limits_within_reason(small_base: db.Database, points: int, days: int, wrong: list[str]) -> None:
    with refused("invalid") as caught:
        small_base.write(thresholds.set_limits, points, days)
    assert [(p.field, p.code) for p in caught.value.problems] == [(name, "number_range") for name in wrong]
    assert small_base.read(thresholds.limits) == Limits()


def test_alerts_follow_the_limits(made: Made) -> None:
    made.declare(OutlookState.SECURED)
    made.reading(made.indicator(baseline=0.0, target=10.0), dt.date(2026, 9, 30), 6.0, TODAY - dt.timedelta(days=50))
    told = []
    for limits in ((30, 90), (29, 90), (28, 90), (28, 51), (28, 50)):
        made.base.write(thresholds.set_limits, *limits)
        told.append(made.row().gap)
    late = Gap(-29, None)  # 60 % against 89.3 %: more than 29 points, and told so
    assert told == [None, Gap(-30, None), late, late, Gap(None, 50)]  # the value is stale with the silence
