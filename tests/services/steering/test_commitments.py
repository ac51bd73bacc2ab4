"""Commitments: who may take which share, and what a state says with it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from psq_desktop import journal
from psq_desktop.services.kinds import CommitmentState
from psq_desktop.services.steering import commitments
from psq_desktop.services.steering.progress_rows import CommitmentRow
from tests.conftest import TODAY
from tests.services.concerted import START, Made
from tests.services.helpers import problem, refused

ONE = dt.timedelta(days=1)


def take(made: Made, **values: Any) -> int:
    return made.base.write(
        commitments.create, **{"objective_id": made.objective, "partner_id": made.helper, "text": "Sa part", **values}
    ).result


def only(made: Made, today: dt.date = TODAY) -> CommitmentRow:
    (row,) = made.base.read(commitments.search, today)
    return row


def test_a_share_is_proposed_first(made: Made) -> None:
    take(made, due=TODAY, referent_id=made.contacts[1], means="Deux agents", proof="Bilan")
    row = only(made)
    assert (row.objective_code, row.partner, row.acronym, row.referent) == ("1.1", "Bailleur", "BA", "Personne BA")
    assert (row.state, row.share, row.accepted_on, row.late_days) == (CommitmentState.PROPOSED, None, None, 0)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"text": " "}, ("text", "required")),
        ({"due": START - ONE}, ("due", "due_before_start")),
        ({"due": dt.date(2500, 1, 1)}, ("due", "date_range")),
    ],
)
def test_a_share_that_cannot_be(made: Made, values: dict[str, Any], wanted: tuple[str, str]) -> None:
    with refused("invalid") as caught:
        take(made, **values)
    assert problem(caught)[:2] == wanted
    assert made.base.read(commitments.search, TODAY) == ()


def test_the_referent_is_one_of_the_partners_own(made: Made) -> None:
    with refused("gone"):
        take(made, referent_id=made.contacts[0])
    key = take(made)
    with refused("gone"):
        made.base.write(commitments.set_field, key, "referent_id", made.contacts[0])
    made.base.write(commitments.set_field, key, "referent_id", made.contacts[1])
    assert only(made).referent_id == made.contacts[1]


@pytest.mark.parametrize("values", [{"objective_id": 99}, {"partner_id": 99}, {"referent_id": 99}])
def test_what_was_chosen_may_be_gone(made: Made, values: dict[str, int]) -> None:
    with refused("gone"):
        take(made, **values)


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("text", "", ("text", "required")),
        ("share", -1, ("share", "percent_range")),
        ("share", 101, ("share", "percent_range")),
        ("due", START - ONE, ("due", "due_before_start")),
        ("accepted_on", dt.date(1815, 1, 1), ("accepted_on", "date_range")),
    ],
)
def test_a_change_that_cannot_be(made: Made, name: str, value: Any, wanted: tuple[str, str]) -> None:
    key = take(made)
    with refused("invalid") as caught:
        made.base.write(commitments.set_field, key, name, value)
    assert problem(caught)[:2] == wanted


@pytest.mark.parametrize("share", [0, 100, None])
def test_a_share_done_from_nothing_to_all_or_not_told(made: Made, share: int | None) -> None:
    made.base.write(commitments.set_field, take(made), "share", share)
    assert only(made).share == share


def test_every_problem_of_a_form_is_told(made: Made) -> None:
    key = take(made)
    with refused("invalid") as caught:
        made.base.write(commitments.update, key, {"text": "", "share": 200, "means": "X"})
    assert [(p.field, p.code) for p in caught.value.problems] == [("text", "required"), ("share", "percent_range")]
    assert only(made).means == ""


def test_a_state_never_passes_by_what_it_needs(made: Made) -> None:
    assert "state" not in commitments.FIELDS


@pytest.mark.parametrize(
    ("state", "accepted"),
    [
        (CommitmentState.PROPOSED, None),
        (CommitmentState.ACCEPTED, TODAY),
        (CommitmentState.IN_PROGRESS, TODAY),
        (CommitmentState.KEPT, TODAY),
        (CommitmentState.NOT_KEPT, TODAY),
        (CommitmentState.ABANDONED, None),
    ],
)
def test_leaving_the_proposal_dates_the_acceptance(
    made: Made, state: CommitmentState, accepted: dt.date | None
) -> None:
    made.base.write(commitments.set_state, take(made), state, TODAY, "motif")
    assert (only(made).state, only(made).accepted_on) == (state, accepted)


def test_the_first_acceptance_stays_until_it_is_only_proposed_again(made: Made) -> None:
    key = take(made)
    made.base.write(commitments.set_state, key, CommitmentState.ACCEPTED, TODAY - ONE)
    made.base.write(commitments.set_state, key, CommitmentState.PARTIAL, TODAY)
    assert only(made).accepted_on == TODAY - ONE
    made.base.write(commitments.set_state, key, CommitmentState.PROPOSED, TODAY)
    assert only(made).accepted_on is None


@pytest.mark.parametrize("state", [CommitmentState.NOT_KEPT, CommitmentState.ABANDONED])
def test_a_share_that_failed_says_why_and_keeps_saying_it(made: Made, state: CommitmentState) -> None:
    key = take(made)
    for comment in (None, "", " \n"):
        with refused("invalid") as caught:
            made.base.write(commitments.set_state, key, state, TODAY, comment)
        assert problem(caught)[:2] == ("comment", "required")
    made.base.write(commitments.set_state, key, state, TODAY, "Départ du chargé de mission")
    with refused("invalid") as caught:
        made.base.write(commitments.set_field, key, "comment", "")
    assert problem(caught)[:2] == ("comment", "required")


def test_kept_is_the_whole_share_and_taken_back_it_is_unknown_again(made: Made) -> None:
    key = take(made)
    made.base.write(commitments.set_field, key, "share", 60)
    kept = made.base.write(commitments.set_state, key, CommitmentState.KEPT, TODAY).changes.step
    assert only(made).share == 100
    made.base.write(commitments.set_state, key, CommitmentState.PARTIAL, TODAY)
    assert only(made).share is None
    undo = made.base.write(commitments.set_state, key, CommitmentState.KEPT, TODAY).changes.step
    assert undo is not None and kept is not None
    made.base.revert(undo, journal.UNDO)
    assert (only(made).state, only(made).share) == (CommitmentState.PARTIAL, None)


@pytest.mark.parametrize(
    ("state", "days", "late"),
    [
        (CommitmentState.ACCEPTED, 0, 0),
        (CommitmentState.ACCEPTED, 1, 1),
        (CommitmentState.PARTIAL, 12, 12),
        (CommitmentState.PROPOSED, 3, 0),  # it binds nobody yet
        (CommitmentState.KEPT, 3, 0),
        (CommitmentState.NOT_KEPT, 3, 0),
        (CommitmentState.ABANDONED, 3, 0),
    ],
)
def test_late_from_the_day_after_until_it_is_closed(made: Made, state: CommitmentState, days: int, late: int) -> None:
    made.base.write(commitments.set_state, take(made, due=TODAY), state, TODAY, "motif")
    assert only(made, TODAY + days * ONE).late_days == late


def test_a_list_of_one_objective_or_of_one_partner(made: Made) -> None:
    first, second = take(made), take(made, partner_id=made.third)
    assert [c.id for c in made.base.read(commitments.search, TODAY)] == [first, second]
    assert [c.id for c in made.base.read(commitments.search, TODAY, partner_id=made.third)] == [second]
    assert made.base.read(commitments.search, TODAY, objective_id=99) == ()


def test_a_commitment_is_removed(made: Made) -> None:
    key = take(made)
    made.base.write(commitments.remove, key)
    assert made.base.read(commitments.search, TODAY) == ()
    with refused("gone"):
        made.base.write(commitments.set_state, key, CommitmentState.KEPT, TODAY)
