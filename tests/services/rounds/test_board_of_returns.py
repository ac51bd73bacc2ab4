"""What the board says of workbooks that came back."""

from __future__ import annotations

import datetime as dt

from psq_desktop.services.kinds import CommitmentState, DispatchState
from psq_desktop.services.rounds import campaigns, dispatches, returns
from psq_desktop.services.rounds.campaign_rows import Decisions, DispatchRow
from psq_desktop.services.steering import commitments
from tests.conftest import TODAY
from tests.services.concerted import Made
from tests.services.helpers import refused
from tests.services.rounds.collected import came_back, card, opened, sent

DAY = dt.timedelta(days=1)


class Round:
    """One round, one partner with a commitment and a figure, sent."""

    def __init__(self, made: Made) -> None:
        self.made, self.base = made, made.base
        self.share = made.base.write(commitments.create, made.objective, made.helper, "Aider").result
        self.figure = made.indicator(provider_id=made.helper)
        self.campaign = opened(made.base)
        self.dispatch = next(iter(sent(made.base, self.campaign, partner_ids=[made.helper])))

    def card(self, today: dt.date = TODAY) -> DispatchRow:
        return card(self.base, self.campaign, self.made.helper, today)

    def answer(self, on: dt.date = TODAY, **typed: object) -> int:
        refs = {"state": f"ENG-{self.share}", "value": f"IND-{self.figure}"}
        return came_back(self.base, self.dispatch, {(refs[field], field): value for field, value in typed.items()}, on)

    def apply(self, return_id: int, accept: bool = True) -> None:
        lines = self.base.read(returns.review, return_id, TODAY).lines
        safe = frozenset((r.line.ref, r.line.field) for r in lines if r.line.kind.safe and accept)
        kept = frozenset((r.line.ref, r.line.field) for r in lines if not r.line.kind.safe)
        self.base.write(returns.apply, return_id, Decisions(safe, {}, kept), TODAY)


def test_a_workbook_without_trouble_is_received_then_applied(made: Made) -> None:
    r = Round(made)
    found = r.answer(TODAY + DAY, value="7,5", state="En cours")
    c = r.card(TODAY + DAY)
    assert (c.state, c.return_id, c.received_on) == (DispatchState.RECEIVED, found, TODAY + DAY)
    assert (c.safe, c.conflicts, c.errors, c.old_version) == (2, 0, 0, False)
    r.apply(found)
    c = r.card(TODAY + DAY)
    assert (c.state, c.applied_on, c.safe, c.receipt_on) == (DispatchState.APPLIED, TODAY, 0, None)
    r.base.write(returns.mark_receipt, found, TODAY + DAY)
    assert r.card().receipt_on == TODAY + DAY


def test_a_workbook_with_something_to_correct_is_to_check_until_it_is_decided(made: Made) -> None:
    r = Round(made)
    found = r.answer(value="environ 30", state="En cours")
    c = r.card()
    assert (c.state, c.safe, c.conflicts, c.errors) == (DispatchState.TO_CHECK, 1, 0, 1)
    r.apply(found)
    assert r.card().state is DispatchState.APPLIED


def test_a_conflict_is_to_check(made: Made) -> None:
    r = Round(made)
    r.base.write(commitments.set_state, r.share, CommitmentState.PARTIAL, TODAY)
    r.answer(state="En cours")
    c = r.card()
    assert (c.state, c.conflicts) == (DispatchState.TO_CHECK, 1)


def test_an_applied_workbook_stays_applied_when_the_base_moves_on(made: Made) -> None:
    r = Round(made)
    r.apply(r.answer(state="En cours"))
    r.base.write(commitments.set_state, r.share, CommitmentState.KEPT, TODAY)
    assert r.card().state is DispatchState.APPLIED


def test_an_answer_to_a_version_that_was_replaced_is_to_check(made: Made) -> None:
    r = Round(made)
    sent(r.base, r.campaign, TODAY + DAY, partner_ids=[made.helper], again=True)
    found = r.answer(TODAY + 2 * DAY, value="7")
    c = r.card()
    assert (c.state, c.old_version, c.return_id) == (DispatchState.TO_CHECK, True, found)
    assert (c.safe, c.conflicts, c.errors) == (0, 0, 0)
    r.base.write(returns.remove, found)
    assert (r.card().state, r.card().return_id) == (DispatchState.SENT, None)


def test_an_old_version_is_asked_for_again_once_its_partner_was_told_or_its_day_is_over(made: Made) -> None:
    r = Round(made)
    (new,) = sent(r.base, r.campaign, TODAY + DAY, partner_ids=[made.helper], again=True)
    found = r.answer(TODAY + 2 * DAY, value="7")
    due = r.card().due
    told = [r.card(day) for day in (due, due + DAY, due + 3 * DAY)]
    assert [(c.state, c.late_days, c.old_version, c.return_id) for c in told] == [
        (DispatchState.TO_CHECK, 0, True, found), (DispatchState.LATE, 1, True, found),
        (DispatchState.LATE, 3, True, found),
    ]  # fmt: skip
    r.base.write(dispatches.remind, [new], TODAY + DAY)  # before it came: it says nothing of it
    assert r.card(due).state is DispatchState.TO_CHECK
    r.base.write(dispatches.remind, [new], TODAY + 2 * DAY)
    assert (r.card(due).state, r.card(due).old_version) == (DispatchState.SENT, True)


def test_an_old_version_counts_as_returned_only_while_it_is_to_check(made: Made) -> None:
    r = Round(made)
    sent(r.base, r.campaign, TODAY + DAY, partner_ids=[made.helper], again=True)
    r.answer(TODAY + 2 * DAY, value="7")
    due = r.card().due
    for day, count in ((due, 1), (due + DAY, 0)):
        (row,) = r.base.read(campaigns.search, day)
        assert row.returned == r.base.read(campaigns.board, r.campaign, day).campaign.returned == count


def test_a_reminder_says_that_an_old_version_came(made: Made) -> None:
    r = Round(made)
    (new,) = sent(r.base, r.campaign, TODAY + DAY, partner_ids=[made.helper], again=True)
    (parcel,) = r.base.read(dispatches.reminder_parcels, [new], TODAY + 3 * DAY)
    assert "Nous n’avons pas encore reçu" in parcel.letter.body
    r.answer(TODAY + 2 * DAY, value="7")
    (parcel,) = r.base.read(dispatches.reminder_parcels, [new], TODAY + 3 * DAY)
    assert "reçu de vous le mardi 24 novembre 2026 est une version ancienne" in parcel.letter.body.replace(
        "\u00a0", " "
    )
    assert "{" not in parcel.letter.body + parcel.letter.subject
    assert parcel.stem == "Relance BA - Relevés - version 2"


def test_a_new_version_after_an_applied_one_waits_again(made: Made) -> None:
    r = Round(made)
    r.apply(r.answer(value="7"))
    sent(r.base, r.campaign, TODAY + DAY, partner_ids=[made.helper], again=True)
    c = r.card(TODAY + DAY)
    assert (c.state, c.return_id, c.old_version) == (DispatchState.SENT, None, False)


def test_of_several_answers_the_first_that_nobody_dealt_with_is_looked_at(made: Made) -> None:
    r = Round(made)
    first, second = r.answer(value="7"), r.answer(value="7", state="En cours")
    assert (r.card().return_id, r.card().files) == (first, 2)
    r.apply(first)
    assert (r.card().return_id, r.card().state) == (second, DispatchState.RECEIVED)
    r.apply(second)
    assert (r.card().return_id, r.card().state, r.card().files) == (second, DispatchState.APPLIED, 2)


def test_a_round_counts_partners_of_whom_something_came_back(made: Made) -> None:
    r = Round(made)
    r.answer(value="7")
    r.answer(value="8")
    (row,) = r.base.read(campaigns.search, TODAY)
    assert (row.partners, row.sent, row.returned) == (2, 1, 1)


def test_a_round_of_which_something_came_back_is_not_removed_even_if_nothing_was_marked_sent(made: Made) -> None:
    from tests.services.rounds.collected import prepared

    made.base.write(commitments.create, made.objective, made.helper, "Aider")
    campaign = opened(made.base)
    ids = prepared(made.base, campaign)
    came_back(made.base, ids[0], {})
    with refused("campaign_sent"):
        made.base.write(campaigns.remove, campaign)


def test_the_next_workbook_tells_what_was_taken_over(made: Made) -> None:
    from tests.services.rounds.collected import forms

    r = Round(made)
    r.apply(r.answer(state="Tenu"))
    campaign = opened(r.base, today=TODAY + DAY)
    sent(r.base, campaign, TODAY + DAY)
    row = forms(r.base, campaign)[made.helper].row(f"ENG-{r.share}")
    assert row is not None and row.shown["changes"].under.startswith("Engagement tenu")
