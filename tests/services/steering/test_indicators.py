"""Indicators: what they may be, and what no longer changes once something was reported."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest

from psq_desktop.services.kinds import Direction, IndicatorKind, Period
from psq_desktop.services.steering import indicators
from psq_desktop.services.steering.progress_rows import IndicatorRow
from tests.conftest import TODAY
from tests.services.concerted import Made
from tests.services.helpers import problem, refused

LEVELS = "aucun\npartiel\ncomplet"


def only(made: Made, today: dt.date = TODAY) -> IndicatorRow:
    (row,) = made.base.read(indicators.search, today)
    return row


def test_an_indicator_as_it_is_first(made: Made) -> None:
    made.indicator("Rodéos signalés")
    row = only(made)
    assert (row.title, row.kind, row.period, row.direction) == (
        "Rodéos signalés", IndicatorKind.RESULT, Period.MONTH, Direction.UP,
    )  # fmt: skip
    assert (row.baseline, row.target, row.value, row.value_on, row.progress, row.reached) == (None,) * 6
    assert (row.lowest, row.highest, row.main, row.stale, row.readings) == (0.0, None, True, False, ())


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"title": " "}, ("title", "required")),
        ({"baseline": 10.0, "target": 5.0}, ("target", "target_not_up")),
        ({"baseline": 10.0, "target": 5.0, "direction": Direction.UP}, ("target", "target_not_up")),
        ({"baseline": 5.0, "target": 10.0, "direction": Direction.DOWN}, ("target", "target_not_down")),
        ({"baseline": -1.0}, ("baseline", "value_low")),
        ({"target": 120.0, "unit": "%"}, ("target", "over_hundred")),
        ({"target": 120.0, "unit": " % "}, ("target", "over_hundred")),
        ({"target": 12.0, "highest": 10.0}, ("target", "value_high")),
        ({"lowest": 5.0, "highest": 1.0}, ("highest", "bounds_crossed")),
        ({"direction": Direction.ORDINAL}, ("levels", "levels_needed")),
        ({"direction": Direction.ORDINAL, "levels": "un seul\n \n"}, ("levels", "levels_needed")),
        ({"direction": Direction.ORDINAL, "levels": LEVELS, "target": 4.0}, ("target", "level_unknown")),
        ({"direction": Direction.ORDINAL, "levels": LEVELS, "target": 1.5}, ("target", "level_unknown")),
        ({"baseline": 0.0, "target": 1e-311}, ("target", "target_too_close")),
        ({"baseline": 5.0, "target": 5.0 - 1e-12, "direction": Direction.DOWN}, ("target", "target_too_close")),
        ({"target": math.nan}, ("target", "number_size")),
        ({"baseline": math.inf}, ("baseline", "number_size")),
        ({"highest": 1e13}, ("highest", "number_size")),
        ({"decimals": 5}, ("decimals", "number_range")),
        ({"baseline_on": dt.date(1815, 1, 1)}, ("baseline_on", "date_range")),
    ],
)
def test_an_indicator_that_cannot_be(made: Made, values: dict[str, Any], wanted: tuple[str, str]) -> None:
    with refused("invalid") as caught:
        made.indicator(**values)
    assert problem(caught)[:2] == wanted
    assert made.base.read(indicators.search, TODAY) == ()


@pytest.mark.parametrize(
    "values",
    [
        {"baseline": 10.0, "target": 10.0},
        {"baseline": 90.0, "target": 80.0, "direction": Direction.THRESHOLD},
        {"baseline": 90.0, "target": 80.0, "direction": Direction.NEUTRAL},
        {"baseline": -5.0, "lowest": None},
        {"target": 120.0, "unit": "%", "highest": None},
        {"target": 100.0, "unit": "%"},
        {"direction": Direction.ORDINAL, "levels": LEVELS, "baseline": 1.0, "target": 3.0},
    ],
)
def test_an_indicator_that_may_be(made: Made, values: dict[str, Any]) -> None:
    made.indicator(**values)
    assert only(made).target == values.get("target")


@pytest.mark.parametrize("values", [{"objective_id": 99}, {"provider_id": 99}])
def test_what_was_chosen_may_be_gone(made: Made, values: dict[str, int]) -> None:
    given: dict[str, Any] = {"objective_id": made.objective, "title": "Mesure", **values}
    with refused("gone"):
        made.base.write(indicators.create, **given)


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("title", "", ("title", "required")),
        ("target", 5.0, ("target", "target_not_up")),
        ("baseline", 30.0, ("baseline", "target_not_up")),
        ("direction", Direction.DOWN, ("direction", "target_not_down")),
        ("direction", Direction.ORDINAL, ("direction", "level_unknown")),
        ("lowest", 15.0, ("lowest", "value_low")),
        ("highest", 15.0, ("highest", "value_high")),
        ("highest", math.nan, ("highest", "number_size")),
        ("decimals", -1, ("decimals", "number_range")),
    ],
)
def test_a_change_that_cannot_be_is_told_at_its_field(
    made: Made, name: str, value: Any, wanted: tuple[str, str]
) -> None:
    key = made.indicator(baseline=10.0, target=20.0)
    before = only(made)
    with refused("invalid") as caught:
        made.base.write(indicators.set_field, key, name, value)
    assert wanted in [(p.field, p.code) for p in caught.value.problems]
    assert {p.field for p in caught.value.problems} == {name}
    assert only(made) == before


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("unit", "jours", "unit_in_use"),
        ("unit", "", "unit_in_use"),
        ("period", Period.QUARTER, "period_in_use"),
        ("direction", Direction.ORDINAL, "direction_in_use"),
    ],
)
def test_what_readings_were_made_in_stays(made: Made, name: str, value: Any, code: str) -> None:
    key = made.indicator(unit="mois", levels=LEVELS)
    made.base.write(indicators.set_field, key, name, value)
    made.base.write(indicators.set_field, key, name, {"unit": "mois", "period": Period.MONTH}.get(name, Direction.UP))
    made.reading(key, TODAY, 2.0)
    before = only(made)
    with refused("invalid") as caught:
        made.base.write(indicators.set_field, key, name, value)
    assert (name, code) in [(p.field, p.code) for p in caught.value.problems]
    assert only(made) == before
    made.base.write(indicators.set_field, key, name, getattr(before, name))  # the same is no change


def test_another_word_for_the_same_unit_keeps_the_values(made: Made) -> None:
    key = made.indicator(unit="j")
    made.reading(key, TODAY, 2.0)
    made.base.write(indicators.set_field, key, "unit", "jours", wording_only=True)
    assert (only(made).unit, only(made).value) == ("jours", 2.0)


def test_a_reading_direction_may_change_among_numbers(made: Made) -> None:
    key = made.indicator(baseline=10.0, target=20.0)
    made.reading(key, TODAY, 15.0)
    made.base.write(indicators.update, key, {"direction": Direction.DOWN, "target": 5.0})
    assert (only(made).direction, only(made).progress, only(made).reached) == (Direction.DOWN, -1.0, False)
    made.base.write(indicators.set_field, key, "direction", Direction.NEUTRAL)
    assert (only(made).progress, only(made).reached, only(made).value) == (None, None, 15.0)


def test_levels_never_lose_one_that_was_reported(made: Made) -> None:
    key = made.indicator(direction=Direction.ORDINAL, levels=LEVELS)
    made.reading(key, TODAY, 3.0)
    with refused("invalid") as caught:
        made.base.write(indicators.set_field, key, "levels", "aucun\ncomplet")
    assert ("levels", "level_in_use") in [(p.field, p.code) for p in caught.value.problems]
    made.base.write(indicators.set_field, key, "levels", " aucun \n\npartiel\ncomplet\nau-delà ")
    assert only(made).levels == ("aucun", "partiel", "complet", "au-delà")


@pytest.mark.parametrize("levels", ["partiel\naucun\ncomplet", "nul\naucun\npartiel\ncomplet", "aucun\ncomplet"])
def test_the_levels_of_readings_keep_their_ranks(made: Made, levels: str) -> None:
    key = made.indicator(direction=Direction.ORDINAL, levels=LEVELS)
    made.reading(key, TODAY, 1.0)
    for wording_only in (False, True):
        with refused("invalid") as caught:
            made.base.write(indicators.set_field, key, "levels", levels, wording_only=wording_only)
        assert problem(caught) == ("levels", "level_moved", {"count": 1})
    assert only(made).levels == tuple(LEVELS.splitlines())


def test_the_levels_of_readings_are_renamed_when_it_is_said_that_only_the_word_changes(made: Made) -> None:
    key = made.indicator(direction=Direction.ORDINAL, levels=LEVELS)
    made.base.write(indicators.set_field, key, "levels", "complet\npartiel\naucun")  # nothing was reported yet
    made.base.write(indicators.set_field, key, "levels", LEVELS)
    made.reading(key, TODAY, 1.0)
    with refused("invalid") as caught:
        made.base.write(indicators.set_field, key, "levels", "nul\npartiel\ncomplet")
    assert problem(caught) == ("levels", "levels_in_use", {"count": 1})
    made.base.write(indicators.set_field, key, "levels", "nul\npartiel\ncomplet", wording_only=True)
    assert only(made).levels == ("nul", "partiel", "complet")


def test_a_unit_that_becomes_a_percentage_brings_its_limit(made: Made) -> None:
    key = made.indicator(unit="points")
    made.reading(key, TODAY, 2.0)
    made.base.write(indicators.set_field, key, "unit", "%", wording_only=True)
    assert only(made).highest == 100
    made.base.write(indicators.set_field, key, "highest", None)  # an evolution may be beyond
    made.base.write(indicators.set_field, key, "unit", " % ", wording_only=True)
    assert only(made).highest is None


def test_a_number_never_becomes_a_level(made: Made) -> None:
    key = made.indicator(direction=Direction.ORDINAL, levels=LEVELS)
    made.reading(key, TODAY, 3.0)
    with refused("invalid") as caught:
        made.base.write(indicators.set_field, key, "direction", Direction.UP)
    assert problem(caught) == ("direction", "direction_in_use", {"count": 1})


def test_fields_that_agree_only_together_change_together(made: Made) -> None:
    key = made.indicator(baseline=10.0, target=20.0)
    made.base.write(indicators.update, key, {"baseline": 30.0, "target": 40.0})
    assert (only(made).baseline, only(made).target) == (30.0, 40.0)
    with refused("invalid") as caught:
        made.base.write(indicators.update, key, {"title": "", "decimals": 9, "target": 1.0})
    assert {(p.field, p.code) for p in caught.value.problems} == {
        ("title", "required"), ("decimals", "number_range"), ("target", "target_not_up"),
    }  # fmt: skip
    assert (only(made).title, only(made).target) == ("Mesure", 40.0)


def test_indicators_move_among_their_own_and_stop_at_the_ends(made: Made) -> None:
    keys = [made.indicator(f"I{n}") for n in range(3)]
    for key, by, wanted in ((keys[2], -1, "021"), (keys[2], -5, "201"), (keys[2], 9, "012"), (keys[0], -1, "012")):
        made.base.write(indicators.move, key, by)
        assert [i.title for i in made.base.read(indicators.search, TODAY)] == [f"I{n}" for n in wanted]


def test_an_indicator_goes_with_its_readings_and_another_is_last(made: Made) -> None:
    first = made.indicator("Un")
    made.reading(first, TODAY, 1.0)
    made.indicator("Deux")
    made.base.write(indicators.remove, first)
    made.indicator("Trois")
    rows = made.base.read(indicators.search, TODAY, objective_id=made.objective)
    assert [(i.title, i.main, i.readings) for i in rows] == [("Deux", True, ()), ("Trois", False, ())]


def test_what_is_still_needed_is_told_until_the_due_date(made: Made) -> None:
    key = made.indicator(baseline=0.0, target=12.0)
    made.reading(key, dt.date(2026, 10, 31), 6.0)
    row = only(made)
    assert row.needed_now == pytest.approx(12 * 333 / 364)  # by the end of November
    assert row.needed_per_period == pytest.approx(3.0, abs=0.05)
    later = only(made, dt.date(2027, 1, 2))
    assert (later.needed_now, later.needed_per_period) == (12.0, None)


def test_a_baseline_measured_later_starts_its_own_way(made: Made) -> None:
    made.indicator(baseline=0.0, target=12.0, baseline_on=dt.date(2026, 11, 30))
    assert only(made).needed_now == 0.0
