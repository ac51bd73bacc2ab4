"""What pilots declare, and the help that partners ask for."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from psq_desktop import journal
from psq_desktop.services.kinds import OutlookState, SupportState
from psq_desktop.services.steering import outlooks, supports
from psq_desktop.services.steering.progress_rows import SupportRow
from tests.conftest import TODAY
from tests.services.concerted import Made
from tests.services.helpers import problem, refused

ONE = dt.timedelta(days=1)


# Outlooks


def test_the_latest_declaration_counts_by_its_day_then_by_its_order(made: Made) -> None:
    made.declare(OutlookState.SECURED, TODAY - 5 * ONE)
    made.declare(OutlookState.ATTAINABLE, TODAY - 20 * ONE)
    assert made.row().outlook is OutlookState.SECURED
    made.declare(OutlookState.COMPROMISED, TODAY - 5 * ONE)
    assert (made.row().outlook, made.row().outlook_on) == (OutlookState.COMPROMISED, TODAY - 5 * ONE)
    history = made.base.read(outlooks.history, made.objective)
    assert [o.state for o in history] == [OutlookState.COMPROMISED, OutlookState.SECURED, OutlookState.ATTAINABLE]
    made.base.write(outlooks.remove, history[0].id)
    assert made.row().outlook is OutlookState.SECURED


def test_nothing_declared_is_unknown(made: Made) -> None:
    assert (made.row().outlook, made.row().outlook_on) == (OutlookState.UNKNOWN, None)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"author": " "}, ("author", "required")),
        ({"on": TODAY + ONE}, ("on", "day_in_future")),
        ({"on": dt.date(1815, 1, 1)}, ("on", "date_range")),
    ],
)
def test_a_declaration_that_cannot_be(made: Made, values: dict[str, Any], wanted: tuple[str, str]) -> None:
    given: dict[str, Any] = {"on": TODAY, "today": TODAY, "author": "Léa", **values}
    with refused("invalid") as caught:
        made.base.write(outlooks.declare, made.objective, OutlookState.SECURED, **given)
    assert problem(caught)[:2] == wanted
    assert made.base.read(outlooks.history, made.objective) == ()


# Support requests


def ask(made: Made, **values: Any) -> int:
    given: dict[str, Any] = {
        "objective_id": made.objective, "partner_id": made.helper, "text": "Un local", "on": TODAY, **values,
    }  # fmt: skip
    return made.base.write(supports.create, **given).result


def only(made: Made) -> SupportRow:
    (row,) = made.base.read(supports.search, TODAY)
    return row


def test_help_asked_of_nobody_is_asked_of_the_chair_at_once(made: Made) -> None:
    ask(made)
    row = only(made)
    assert (row.partner, row.asked_of_id, row.asked_of, row.escalated_on) == ("Bailleur", None, "", TODAY)


def test_help_asked_of_a_partner_reaches_the_chair_when_it_is_brought_there(made: Made) -> None:
    key = ask(made, asked_of_id=made.pilot, wanted_by=TODAY + ONE)
    assert (only(made).asked_of, only(made).escalated_on) == ("Ville", None)
    step = made.base.write(supports.escalate, key, TODAY + ONE).changes.step
    assert only(made).escalated_on == TODAY + ONE
    assert step is not None
    made.base.revert(step, journal.UNDO)
    assert only(made).escalated_on is None


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("text", " ", "required"),
        ("asked_of_id", "itself", "asks_itself"),
        ("wanted_by", TODAY - ONE, "wanted_before_asked"),
        ("wanted_by", dt.date(2500, 1, 1), "date_range"),
    ],
)
def test_a_request_that_cannot_be_neither_at_first_nor_later(made: Made, name: str, value: Any, code: str) -> None:
    value = made.helper if value == "itself" else value
    with refused("invalid") as caught:
        ask(made, **{name: value})
    assert problem(caught)[:2] == (name, code)
    key = ask(made)
    before = only(made)
    with refused("invalid") as caught:
        made.base.write(supports.set_field, key, name, value)
    assert problem(caught)[:2] == (name, code)
    assert only(made) == before


def test_who_is_asked_may_be_gone(made: Made) -> None:
    with refused("gone"):
        ask(made, asked_of_id=99)
    with refused("gone"):
        made.base.write(supports.set_field, ask(made), "asked_of_id", 99)


@pytest.mark.parametrize("state", supports.ANSWERED)
def test_an_answer_says_it_in_words(made: Made, state: SupportState) -> None:
    key = ask(made)
    with refused("invalid") as caught:
        made.base.write(supports.answer, key, state, " ")
    assert problem(caught)[:2] == ("answer", "required")
    made.base.write(supports.answer, key, state, "C’est dit")
    assert (only(made).state, only(made).answer) == (state, "C’est dit")
    made.base.write(supports.answer, key, SupportState.ASKED, "")
    assert (only(made).state, only(made).answer) == (SupportState.ASKED, "")


def test_a_request_is_removed(made: Made) -> None:
    made.base.write(supports.remove, ask(made))
    assert made.base.read(supports.search, TODAY, objective_id=made.objective) == ()
