"""Readings: a value, « néant », « non concerné » and nothing at all; what one would change before it is kept."""

from __future__ import annotations

import datetime as dt
import math
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from psq_desktop import journal
from psq_desktop.services.facts import Gap
from psq_desktop.services.kinds import Direction, OutlookState, Period, ReadingStatus
from psq_desktop.services.periods import period_start, shift
from psq_desktop.services.steering import indicators, objectives, readings
from psq_desktop.services.steering.progress_rows import IndicatorRow, ReadingRow
from psq_desktop.services.steering.readings import Draft
from tests.conftest import TODAY
from tests.services.concerted import Made, open_made
from tests.services.helpers import problem, refused

ONE = dt.timedelta(days=1)
OCTOBER = dt.date(2026, 10, 31)


def of(made: Made, key: int, today: dt.date = TODAY) -> IndicatorRow:
    return next(i for i in made.base.read(indicators.search, today) if i.id == key)


def known(made: Made, key: int) -> tuple[ReadingRow, ...]:
    return of(made, key).readings


def test_a_reading_stands_at_the_end_of_its_period(made: Made) -> None:
    key = made.indicator(unit="signalements")
    draft = Draft(
        dt.date(2026, 10, 3), 12.0, provisional=True, author=" Léa ", sample=40, comment="Note", origin_file="a.xlsx",
        origin_cell="C4",
    )  # fmt: skip
    made.base.write(readings.record, key, draft, TODAY)
    (row,) = known(made, key)
    assert replace(row, id=0) == ReadingRow(
        0, key, OCTOBER, "oct.\u00a02026", ReadingStatus.VALUE, 12.0, True, TODAY, "Léa", 40, "Note", "a.xlsx", "C4",
    )  # fmt: skip


def test_four_different_things(made: Made) -> None:
    """A value of zero, « néant », « non concerné » and no reading at all."""
    key = made.indicator(baseline=10.0, target=0.0, direction=Direction.DOWN)
    made.reading(key, dt.date(2026, 7, 1), 0.0)
    made.base.write(readings.record, key, Draft(dt.date(2026, 8, 1), status=ReadingStatus.NONE), TODAY)
    made.base.write(readings.record, key, Draft(dt.date(2026, 9, 1), status=ReadingStatus.NOT_APPLICABLE), TODAY)
    assert [(r.period[:4], r.status, r.value) for r in known(made, key)] == [
        ("juil", ReadingStatus.VALUE, 0.0), ("août", ReadingStatus.NONE, None),
        ("sept", ReadingStatus.NOT_APPLICABLE, None),
    ]  # fmt: skip
    row = made.row()
    assert row.figure is not None and (row.figure.value, row.trend, row.progress) == (0.0, (0.0,), 1.0)


def test_what_is_no_value_keeps_none(made: Made) -> None:
    key = made.indicator()
    made.base.write(readings.record, key, Draft(OCTOBER, 5.0, ReadingStatus.NONE), TODAY)
    assert known(made, key)[0].value is None
    assert made.row().progress is None


@pytest.mark.parametrize(
    ("draft", "wanted"),
    [
        (Draft(OCTOBER), ("value", "required")),
        (Draft(None, 5.0), ("on", "required")),
        (Draft(OCTOBER, math.nan), ("value", "number_size")),
        (Draft(OCTOBER, -math.inf), ("value", "number_size")),
        (Draft(OCTOBER, 1e13), ("value", "number_size")),
        (Draft(OCTOBER, -1.0), ("value", "value_low")),
        (Draft(OCTOBER, 100.5), ("value", "over_hundred")),
        (Draft(dt.date(1815, 6, 18), 5.0), ("on", "date_range")),
        (Draft(dt.date(2026, 12, 1), 5.0), ("on", "reading_in_future")),
        (Draft(dt.date(2026, 12, 1), status=ReadingStatus.NONE), ("on", "reading_in_future")),
        (Draft(OCTOBER, 5.0, sample=0), ("sample", "sample_size")),
        (Draft(OCTOBER, 5.0, sample=10**20), ("sample", "number_size")),
    ],
)
def test_a_reading_that_cannot_be(made: Made, draft: Draft, wanted: tuple[str, str]) -> None:
    key = made.indicator(unit="%")
    with refused("invalid") as caught:
        made.base.write(readings.record, key, draft, TODAY)
    assert problem(caught)[:2] == wanted
    with refused("invalid") as caught:
        made.base.read(readings.preview, key, draft, TODAY)
    assert problem(caught)[:2] == wanted
    assert known(made, key) == ()


def test_every_problem_is_told_at_once(made: Made) -> None:
    key = made.indicator(unit="%")
    with refused("invalid") as caught:
        made.base.write(readings.record, key, Draft(None, 120.0, sample=-1), TODAY)
    assert [(p.field, p.code) for p in caught.value.problems] == [
        ("value", "over_hundred"), ("on", "required"), ("sample", "sample_size"),
    ]  # fmt: skip


def test_a_hundred_per_cent_may_be_passed_when_the_indicator_says_so(made: Made) -> None:
    key = made.indicator(unit="%", highest=None)
    made.reading(key, OCTOBER, 120.0)
    assert of(made, key).value == 120.0


@pytest.mark.parametrize("value", [0.0, 4.0, 1.5])
def test_only_levels_that_are_listed(made: Made, value: float) -> None:
    key = made.indicator(direction=Direction.ORDINAL, levels="bas\nmoyen\nhaut")
    with refused("invalid") as caught:
        made.base.write(readings.record, key, Draft(OCTOBER, value), TODAY)
    assert problem(caught) == ("value", "level_unknown", {"count": 3})


@pytest.mark.parametrize(
    ("period", "on", "allowed"),
    [
        (Period.MONTH, dt.date(2026, 11, 30), True),
        (Period.MONTH, dt.date(2026, 12, 1), False),
        (Period.QUARTER, dt.date(2026, 12, 31), True),
        (Period.QUARTER, dt.date(2027, 1, 1), False),
        (Period.ONCE, TODAY, True),
        (Period.ONCE, TODAY + ONE, False),
    ],
)
def test_a_period_that_has_begun_may_be_reported(made: Made, period: Period, on: dt.date, allowed: bool) -> None:
    key = made.indicator(period=period)
    if allowed:
        made.reading(key, on, 1.0)
    else:
        with refused("invalid"):
            made.reading(key, on, 1.0)
    assert len(known(made, key)) == allowed


def test_a_second_reading_for_one_period_asks_before_it_takes_the_place(made: Made) -> None:
    key = made.indicator()
    first = made.reading(key, dt.date(2026, 10, 3), 5.0, TODAY - ONE, comment="Premier", sample=12)
    with refused("invalid") as caught:
        made.base.write(readings.record, key, Draft(dt.date(2026, 10, 28), 7.0), TODAY)
    assert problem(caught) == ("on", "reading_exists", {"period": "oct.\u00a02026"})
    again = made.base.write(readings.record, key, Draft(OCTOBER, 7.0), TODAY, replace=True)
    (row,) = known(made, key)
    assert (row.id, row.value, row.reported_on, row.comment, row.sample) == (first, 7.0, TODAY, "", None)
    assert again.changes.step is not None
    made.base.revert(again.changes.step, journal.UNDO)
    (row,) = known(made, key)
    assert (row.id, row.value, row.reported_on, row.comment, row.sample) == (first, 5.0, TODAY - ONE, "Premier", 12)


def test_what_stands_beside_a_value_changes_alone(made: Made) -> None:
    key = made.reading(made.indicator(), OCTOBER, 5.0)
    for name, value in (("provisional", True), ("author", "Léa"), ("sample", 3), ("sample", None), ("comment", "Note")):
        made.base.write(readings.set_field, key, name, value)
    with refused("invalid") as caught:
        made.base.write(readings.set_field, key, "sample", 0)
    assert problem(caught)[:2] == ("sample", "sample_size")
    assert not {"value", "status", "ends_on"} & set(readings.FIELDS)


def test_a_reading_that_is_removed_leaves_no_zero(made: Made) -> None:
    key = made.indicator(baseline=0.0, target=10.0)
    made.reading(key, dt.date(2026, 9, 30), 4.0)
    made.base.write(readings.remove, made.reading(key, OCTOBER, 5.0))
    assert (of(made, key).value, made.row().trend) == (4.0, (4.0,))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("7,5", (ReadingStatus.VALUE, 7.5)), ("12 %", (ReadingStatus.VALUE, 12.0)),
        ("1 284", (ReadingStatus.VALUE, 1284.0)), ("0", (ReadingStatus.VALUE, 0.0)),
        ("Néant", (ReadingStatus.NONE, None)), ("nc", (ReadingStatus.NOT_APPLICABLE, None)),
        ("non concerné", (ReadingStatus.NOT_APPLICABLE, None)), ("", "required"), ("  ", "required"),
        ("douze", "unreadable_number"), ("%", "unreadable_number"),
    ],
)  # fmt: skip
def test_a_typed_value(text: str, wanted: Any) -> None:
    if isinstance(wanted, str):
        with refused("invalid") as caught:
            readings.read_value(text)
        assert problem(caught)[:2] == ("value", wanted)
    else:
        draft = readings.read_value(text)
        assert (draft.status, draft.value) == wanted


def test_the_day_proposed_is_the_last_finished_period_then_today(made: Made) -> None:
    key = made.indicator()
    assert made.base.read(readings.next_day, key, TODAY) == OCTOBER
    made.reading(key, OCTOBER, 5.0)
    assert made.base.read(readings.next_day, key, TODAY) == TODAY
    once = made.indicator(period=Period.ONCE)
    assert made.base.read(readings.next_day, once, TODAY) == TODAY


# Before it is kept


def test_a_second_indicator_ends_the_silence_and_the_main_value_is_known_again(made: Made) -> None:
    made.declare(OutlookState.SECURED)
    made.reading(made.indicator(baseline=0.0, target=10.0), dt.date(2026, 6, 30), 1.0, dt.date(2026, 7, 5))
    effect = made.base.read(readings.preview, made.indicator("Autre"), Draft(OCTOBER, 3.0), TODAY)
    assert (effect.main, effect.gap_before, effect.gap_after) == (False, Gap(None, 140), Gap(-79, None))


def test_a_preview_names_what_it_would_replace(made: Made) -> None:
    key = made.indicator(baseline=0.0, target=10.0)
    assert made.base.read(readings.preview, key, Draft(OCTOBER, 3.0), TODAY).replaces is None
    made.reading(key, OCTOBER, 5.0)
    effect = made.base.read(readings.preview, key, Draft(OCTOBER, status=ReadingStatus.NONE), TODAY)
    assert effect.replaces == known(made, key)[0]
    assert (effect.before, effect.after) == (0.5, None)


values = st.integers(0, 40).map(float)
statuses = st.sampled_from([ReadingStatus.VALUE, ReadingStatus.VALUE, ReadingStatus.NONE, ReadingStatus.NOT_APPLICABLE])
aims = st.fixed_dictionaries(
    {
        "direction": st.sampled_from([Direction.UP, Direction.DOWN, Direction.THRESHOLD, Direction.NEUTRAL]),
        "baseline": st.none() | values,
        "target": st.none() | values,
        "at_most": st.booleans(),
        "period": st.sampled_from([Period.MONTH, Period.QUARTER, Period.ONCE]),
    }
)
reports = st.tuples(st.integers(0, 1), st.integers(0, 8), statuses, values, st.sampled_from([0, 30, 120, 200]))


def _draft(made: Made, key: int, ago: int, status: ReadingStatus, value: float) -> Draft:
    period = of(made, key).period
    on = TODAY - ago * 20 * ONE if period is Period.ONCE else period_start(period, shift(period, TODAY, -ago))
    return Draft(on, value if status is ReadingStatus.VALUE else None, status)


def _sided(aim: dict[str, Any]) -> dict[str, Any]:
    """Baseline and target on the side that the direction wants."""
    baseline, target = aim["baseline"], aim["target"]
    if baseline is not None and target is not None:
        baseline, target = sorted((baseline, target), reverse=aim["direction"] is Direction.DOWN)
    return {**aim, "baseline": baseline, "target": target}


@settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(st.tuples(aims, aims), st.lists(reports, max_size=5), reports, st.sampled_from(OutlookState))
def test_a_preview_says_what_the_record_then_gives(
    both: tuple[dict[str, Any], dict[str, Any]],
    earlier: list[tuple[int, int, ReadingStatus, float, int]],
    new: tuple[int, int, ReadingStatus, float, int],
    outlook: OutlookState,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = open_made(Path(folder) / "made.psq")
        try:
            _same_before_and_after(made, both, earlier, new, outlook)
        finally:
            made.base.close()


def _same_before_and_after(made: Made, both: Any, earlier: Any, new: Any, outlook: OutlookState) -> None:
    keys = [made.indicator(f"I{n}", **_sided(aim)) for n, aim in enumerate(both)]
    made.declare(outlook)
    for which, ago, status, value, days in earlier:
        draft = _draft(made, keys[which], ago, status, value)
        assert draft.on is not None
        reported = max(TODAY - days * ONE, draft.on)
        made.base.write(readings.record, keys[which], draft, reported, replace=True)
    which, ago, status, value, _ = new
    key, draft = keys[which], _draft(made, keys[which], ago, status, value)
    before, was = made.base.read(objectives.row, made.objective, TODAY), of(made, key)
    effect = made.base.read(readings.preview, key, draft, TODAY)
    assert made.base.read(objectives.row, made.objective, TODAY) == before, "a preview changes nothing"
    assert (effect.replaces in was.readings) is (effect.replaces is not None)
    if effect.replaces is not None:
        with refused("invalid"):
            made.base.write(readings.record, key, draft, TODAY)
    made.base.write(readings.record, key, draft, TODAY, replace=True)
    after, now = made.base.read(objectives.row, made.objective, TODAY), of(made, key)
    assert effect.ends_on in {r.ends_on for r in now.readings}
    assert (effect.before, effect.after, effect.reached) == (was.progress, now.progress, now.reached)
    assert (effect.gap_before, effect.gap_after) == (before.gap, after.gap)
    assert effect.main is was.main
    if effect.main:
        assert (effect.before, effect.after) == (before.progress, after.progress)
