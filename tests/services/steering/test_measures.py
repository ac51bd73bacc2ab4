"""Measures: the steps of an objective and its milestones."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from psq_desktop.services.kinds import MeasureState
from psq_desktop.services.steering import measures
from tests.conftest import TODAY
from tests.services.concerted import START, Made
from tests.services.helpers import problem, refused

ONE = dt.timedelta(days=1)


def test_measures_come_by_due_date_those_without_one_last(made: Made) -> None:
    for text, due in (("Sans date", None), ("Plus tard", TODAY + ONE), ("D’abord", TODAY)):
        made.base.write(measures.create, made.objective, text, due=due, owner_id=made.helper)
    rows = made.base.read(measures.search, TODAY, objective_id=made.objective)
    assert [m.text for m in rows] == ["D’abord", "Plus tard", "Sans date"]
    assert {(m.owner, m.acronym, m.state, m.done_on) for m in rows} == {("Bailleur", "BA", MeasureState.PLANNED, None)}


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"text": ""}, ("text", "required")),
        ({"due": START - ONE}, ("due", "due_before_start")),
        ({"due": dt.date(1815, 1, 1)}, ("due", "date_range")),
    ],
)
def test_a_measure_that_cannot_be(made: Made, values: dict[str, Any], wanted: tuple[str, str]) -> None:
    with refused("invalid") as caught:
        made.base.write(measures.create, **{"objective_id": made.objective, "text": "Étape", **values})
    assert problem(caught)[:2] == wanted
    key = made.base.write(measures.create, made.objective, "Étape").result
    ((name, value),) = values.items()
    with refused("invalid") as caught:
        made.base.write(measures.set_field, key, name, value)
    assert problem(caught)[:2] == wanted


def test_an_owner_may_be_gone(made: Made) -> None:
    with refused("gone"):
        made.base.write(measures.create, made.objective, "Étape", owner_id=99)
    key = made.base.write(measures.create, made.objective, "Étape").result
    with refused("gone"):
        made.base.write(measures.set_field, key, "owner_id", 99)


def test_a_step_done_is_dated_and_undone_it_is_not(made: Made) -> None:
    key = made.base.write(measures.create, made.objective, "Étape", due=TODAY - ONE, milestone=True).result
    (row,) = made.base.read(measures.search, TODAY)
    assert (row.milestone, row.late_days) == (True, 1)
    made.base.write(measures.set_state, key, MeasureState.DONE, TODAY)
    (row,) = made.base.read(measures.search, TODAY)
    assert (row.state, row.done_on, row.late_days) == (MeasureState.DONE, TODAY, 0)
    made.base.write(measures.set_state, key, MeasureState.IN_PROGRESS, TODAY)
    (row,) = made.base.read(measures.search, TODAY)
    assert (row.state, row.done_on, row.late_days) == (MeasureState.IN_PROGRESS, None, 1)


def test_several_fields_at_once(made: Made) -> None:
    key = made.base.write(measures.create, made.objective, "Étape").result
    with refused("invalid") as caught:
        made.base.write(measures.update, key, {"text": "", "due": START - ONE})
    assert [p.field for p in caught.value.problems] == ["text", "due"]
    made.base.write(measures.update, key, {"text": "Autre", "due": TODAY, "owner_id": made.third, "proof": "Photo"})
    (row,) = made.base.read(measures.search, TODAY)
    assert (row.text, row.due, row.owner_id, row.proof) == ("Autre", TODAY, made.third, "Photo")
    made.base.write(measures.remove, key)
    assert made.base.read(measures.search, TODAY) == ()
