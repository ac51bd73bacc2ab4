"""A round of collection: proposed, opened, changed, followed on its board."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from psq_desktop import db, wording
from psq_desktop.services import history, meetings, partners, setup
from psq_desktop.services.kinds import DisclosureLevel, DispatchState
from psq_desktop.services.rounds import campaign_board, campaign_scope, campaigns, dispatches
from psq_desktop.services.rounds.campaign_board import Came
from psq_desktop.services.steering import commitments, objectives
from tests.conftest import TODAY
from tests.services.concerted import Made
from tests.services.helpers import problem, refused
from tests.services.rounds.collected import DUE, card, forms, opened, prepared, sent

DAY = dt.timedelta(days=1)


def restricted(made: Made, owner: int) -> int:
    """A restricted objective that one partner pilots."""
    key = made.base.write(objectives.create, made.axis, "Sous embargo", pilot_id=owner).result
    made.base.write(objectives.set_field, key, "disclosure", DisclosureLevel.RESTRICTED)
    return key


# ---------------------------------------------------------------- the proposal


def test_a_round_is_proposed_before_the_next_meeting(demo_database: db.Database) -> None:
    found = demo_database.read(campaigns.propose, TODAY)
    assert found.title.replace("\u00a0", " ") == "Point d’étape avant la séance n° 6"
    assert found.due == dt.date(2026, 12, 4)  # a Friday, a week before the meeting of Sunday the 13th
    assert (found.reply_to, found.contact) == (
        "secretariat-qrr@exemple.invalid", "Mme\u00a0Inès Delarue, 03\u00a053\u00a001\u00a010\u00a010",
    )  # fmt: skip
    assert len(found.objectives) == 15 and len(found.partners) == 16
    assert all(partner.email for partner in found.partners)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (dt.date(2026, 11, 22), dt.date(2026, 12, 4)),  # in a fortnight is a Sunday: the Friday before
        (dt.date(2026, 11, 25), dt.date(2026, 12, 9)),
    ],
)
def test_without_a_meeting_partners_have_a_fortnight(made: Made, today: dt.date, due: dt.date) -> None:
    found = made.base.read(campaigns.propose, today)
    assert (found.title.replace("\u00a0", " "), found.due) == ("Point d’étape de novembre 2026", due)


def test_a_meeting_too_near_leaves_the_usual_fortnight(made: Made) -> None:
    formation = made.base.read(meetings.propose, TODAY).formations[0].id
    made.base.write(meetings.create, formation, TODAY + 10 * DAY, None, "")
    assert made.base.read(campaigns.propose, TODAY).due == dt.date(2026, 12, 4)


@pytest.mark.parametrize(("month", "words"), [(3, "de mars"), (4, "d’avril"), (8, "d’août"), (10, "d’octobre")])
def test_a_month_with_a_vowel_is_elided(made: Made, month: int, words: str) -> None:
    title = made.base.read(campaigns.propose, dt.date(2026, month, 1)).title
    assert title.replace("\u00a0", " ") == f"Point d’étape {words} 2026"


def test_a_restricted_objective_is_listed_but_not_asked_by_default(made: Made) -> None:
    secret = restricted(made, made.third)
    found = made.base.read(campaigns.propose, TODAY)
    assert {o.id: o.level for o in found.objectives}[secret] is DisclosureLevel.RESTRICTED
    listed = {p.id: (p.rows, p.objective_ids) for p in found.partners}
    assert listed[made.third] == (0, frozenset({secret}))
    board = made.base.read(campaigns.board, opened(made.base), TODAY)
    assert board.objective_ids == {made.objective}
    assert [c.partner_id for c in board.cards] == [made.pilot]


def test_a_base_that_is_not_set_up_has_nothing_to_propose(empty_database: db.Database) -> None:
    with refused("no_committee"):
        empty_database.read(campaigns.propose, TODAY)


# ---------------------------------------------------------------- opening one


def test_a_round_as_proposed_asks_all_partners(demo_database: db.Database) -> None:
    campaign = opened(demo_database, "Relevés d'automne")
    board = demo_database.read(campaigns.board, campaign, TODAY)
    assert (board.campaign.partners, board.campaign.objectives) == (16, 15)
    assert {c.state for c in board.cards} == {DispatchState.TO_SEND}
    announced = {p.id: p.rows for p in demo_database.read(campaigns.propose, TODAY).partners}
    assert {c.partner_id: c.rows for c in board.cards} == announced
    assert "{campagne}" in board.subject and "{partenaire}" in board.message


def test_a_card_counts_the_same_lines_before_and_after_its_workbook_is_made(demo_database: db.Database) -> None:
    campaign = opened(demo_database)
    before = [(c.objectives, c.rows) for c in demo_database.read(campaigns.board, campaign, TODAY).cards]
    prepared(demo_database, campaign)
    assert [(c.objectives, c.rows) for c in demo_database.read(campaigns.board, campaign, TODAY).cards] == before


def test_partners_without_a_line_are_left_out(made: Made) -> None:
    campaign = opened(made.base, partner_ids=[made.pilot, made.third])
    assert [c.partner_id for c in made.base.read(campaigns.board, campaign, TODAY).cards] == [made.pilot]


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"title": "  "}, "title", "required"),
        ({"due": TODAY - DAY}, "due", "due_before_opening"),
        ({"due": None}, "due", "required"),
        ({"due": dt.date(2200, 1, 1)}, "due", "date_range"),
        ({"reply_to": "secretariat"}, "reply_to", "email_shape"),
        ({"reply_to": "a@b\r\nBcc: c@d"}, "reply_to", "email_shape"),
        ({"subject": ""}, "subject", "required"),
        ({"subject": "{campagn}"}, "subject", "unknown_placeholder"),
        ({"message": "Bonjour {nom}"}, "message", "unknown_placeholder"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(made: Made, values: dict[str, Any], field: str, code: str) -> None:
    given = {"title": "Relevés", "due": DUE, **values}
    with refused("invalid") as caught:
        made.base.write(campaigns.create, given.pop("title"), given.pop("due"), today=TODAY, **given)
    assert problem(caught)[:2] == (field, code)
    campaign = opened(made.base)
    with refused("invalid") as caught:
        made.base.write(campaigns.update, campaign, values)
    assert problem(caught)[:2] == (field, code)
    assert wording.explain(caught.value)


def test_all_problems_are_told_at_once(made: Made) -> None:
    with refused("invalid") as caught:
        made.base.write(campaigns.create, "", TODAY - DAY, today=TODAY, subject="{x}", reply_to="?")
    assert {p.field for p in caught.value.problems} == {"title", "due", "subject", "reply_to"}


def test_a_line_break_never_reaches_a_header(made: Made) -> None:
    campaign = opened(made.base, "Relevés\r\nBcc: x@y", subject="{campagne}\nTo: z@y")
    ids = prepared(made.base, campaign)
    (parcel,) = made.base.read(dispatches.parcels, ids, TODAY)
    assert "\n" not in parcel.letter.subject and "\r" not in parcel.letter.subject


def test_a_round_needs_objectives_and_somebody_to_ask(made: Made) -> None:
    with refused("campaign_without_objective") as caught:
        opened(made.base, objective_ids=[])
    assert "Relevés" in wording.explain(caught.value)
    with refused("campaign_empty"):
        opened(made.base, partner_ids=[made.third])
    with refused("gone"):
        opened(made.base, objective_ids=[999])
    assert made.base.read(campaigns.search, TODAY) == ()


def test_a_base_without_objectives_has_nothing_to_ask(small_base: db.Database) -> None:
    with refused("campaign_without_objective"):
        opened(small_base)


def test_numbers_are_never_given_twice_and_titles_may_be(made: Made) -> None:
    first, second = opened(made.base, "Relevés"), opened(made.base, "Relevés")
    made.base.write(campaigns.remove, second)
    third = opened(made.base, "Relevés")
    assert [(c.id, c.number) for c in made.base.read(campaigns.search, TODAY)] == [(third, 3), (first, 1)]
    assert made.base.read(campaigns.latest) == third


def test_a_round_that_is_taken_back_does_not_give_its_number_back(made: Made) -> None:
    opened(made.base)
    made.base.revert(made.base.read(history.changes)[0].step, "undo")
    opened(made.base)
    assert [c.number for c in made.base.read(campaigns.search, TODAY)] == [2]


def test_a_partner_that_was_asked_is_not_deleted_and_an_objective_may_be(made: Made) -> None:
    share = made.base.write(commitments.create, made.objective, made.helper, "Aider").result
    campaign = opened(made.base)
    sent(made.base, campaign)
    made.base.write(commitments.remove, share)
    with refused("partner_in_use"):
        made.base.write(partners.remove, made.helper)
    made.base.write(objectives.remove, made.objective)
    board = made.base.read(campaigns.board, campaign, TODAY)
    assert board.objective_ids == frozenset() and [c.rows for c in board.cards] == [1, 1]


def test_no_round_yet(made: Made) -> None:
    assert made.base.read(campaigns.latest) is None


# ---------------------------------------------------------------- changing one


def test_what_the_workbooks_say_is_made_anew_when_it_changes(made: Made) -> None:
    campaign = opened(made.base)
    prepared(made.base, campaign)
    made.base.write(campaigns.update, campaign, {"due": DUE + 3 * DAY, "reply_to": "x@exemple.invalid"})
    assert forms(made.base, campaign) == {}
    prepared(made.base, campaign)
    subtitle = forms(made.base, campaign)[made.pilot].subtitle.replace("\u00a0", " ")
    assert "lundi 7 décembre 2026 à x@exemple.invalid" in subtitle


def test_a_title_or_a_message_does_not_touch_the_workbooks(made: Made) -> None:
    campaign = opened(made.base)
    prepared(made.base, campaign)
    before = forms(made.base, campaign)
    made.base.write(campaigns.update, campaign, {"title": "Autre", "message": "Bonjour {partenaire}"})
    assert forms(made.base, campaign) == before


def test_a_workbook_that_went_out_never_changes(made: Made) -> None:
    campaign = opened(made.base)
    sent(made.base, campaign)
    before = forms(made.base, campaign)
    made.base.write(campaigns.update, campaign, {"due": DUE + DAY})
    made.base.write(commitments.create, made.objective, made.pilot, "Nouvelle part")
    prepared(made.base, campaign, TODAY + DAY)
    assert forms(made.base, campaign) == before


def test_partners_and_objectives_are_added_and_taken_away(made: Made) -> None:
    made.base.write(commitments.create, made.objective, made.helper, "Aider")
    secret = restricted(made, made.third)
    campaign = opened(made.base, partner_ids=[made.pilot])
    prepared(made.base, campaign)
    both = [made.objective, secret]
    made.base.write(campaigns.set_scope, campaign, both, [made.helper, made.third], TODAY)
    board = made.base.read(campaigns.board, campaign, TODAY)
    assert ([c.partner_id for c in board.cards], board.objective_ids) == ([made.helper, made.third], frozenset(both))
    made.base.write(campaigns.set_scope, campaign, [made.objective], [made.pilot, made.helper, made.third], TODAY)
    board = made.base.read(campaigns.board, campaign, TODAY)
    assert [c.partner_id for c in board.cards] == [made.pilot, made.helper]  # the third has no line any more
    with refused("campaign_empty"):
        made.base.write(campaigns.set_scope, campaign, [made.objective], [], TODAY)
    with refused("campaign_without_objective"):
        made.base.write(campaigns.set_scope, campaign, [], [made.pilot], TODAY)


def test_a_partner_that_has_its_workbook_stays(made: Made) -> None:
    made.base.write(commitments.create, made.objective, made.helper, "Aider")
    campaign = opened(made.base)
    sent(made.base, campaign, partner_ids=[made.pilot])
    with refused("dispatch_sent") as caught:
        made.base.write(campaigns.set_scope, campaign, [made.objective], [made.helper], TODAY)
    assert "Ville" in wording.explain(caught.value)
    made.base.write(campaigns.set_scope, campaign, [made.objective], [made.pilot], TODAY)


def test_a_round_that_went_out_is_not_removed(made: Made) -> None:
    campaign = opened(made.base)
    prepared(made.base, campaign)
    made.base.write(campaigns.remove, campaign)
    assert made.base.read(campaigns.search, TODAY) == ()
    campaign = opened(made.base)
    sent(made.base, campaign)
    with refused("campaign_sent"):
        made.base.write(campaigns.remove, campaign)


def test_every_write_is_undone_whole(made: Made) -> None:
    campaign = opened(made.base)
    ids = prepared(made.base, campaign)
    board = made.base.read(campaigns.board, campaign, TODAY)
    stored = forms(made.base, campaign)
    for service, arguments in (
        (campaigns.update, (campaign, {"title": "Autre", "due": DUE + DAY})),
        (dispatches.mark_sent, (ids, TODAY)),
        (dispatches.set_due, (ids[0], DUE + DAY)),
        (campaigns.remove, (campaign,)),
    ):
        made.base.write(service, *arguments)
        made.base.revert(made.base.read(history.changes)[0].step, "undo")
        assert made.base.read(campaigns.board, campaign, TODAY) == board
        assert forms(made.base, campaign) == stored


def test_the_lines_of_any_choice_are_those_of_the_workbooks(made: Made) -> None:
    made.base.write(commitments.create, made.objective, made.helper, "Aider")
    other = made.base.write(objectives.create, made.axis, "Autre", pilot_id=made.helper).result
    made.indicator(provider_id=made.helper)
    choice = next(p for p in made.base.read(campaigns.propose, TODAY).partners if p.id == made.helper)
    assert choice.lines == {made.objective: 2, other: 1} and choice.rows == 3
    campaign = opened(made.base, objective_ids=[made.objective])
    prepared(made.base, campaign)
    assert len(forms(made.base, campaign)[made.helper].rows) == choice.lines[made.objective]


def test_an_objective_that_is_left_out_is_in_no_workbook_still_to_send(made: Made) -> None:
    other = made.base.write(objectives.create, made.axis, "Autre", pilot_id=made.pilot).result
    campaign = opened(made.base)
    sent(made.base, campaign)
    later = opened(made.base)
    prepared(made.base, later)
    made.base.write(campaign_scope.leave_out, made.objective)
    assert {row.ref for row in forms(made.base, campaign)[made.pilot].rows} == {
        f"OBJ-{made.objective}", f"OBJ-{other}",
    }  # fmt: skip
    assert made.base.read(campaigns.board, later, TODAY).objective_ids == {other}
    prepared(made.base, later)
    assert [row.ref for row in forms(made.base, later)[made.pilot].rows] == [f"OBJ-{other}"]


# ---------------------------------------------------------------- the board


CAME, APPLIED = Came(1, 1, TODAY, None, None), Came(1, 1, TODAY, TODAY, None)


@pytest.mark.parametrize(
    ("sent_on", "due", "came", "undecided", "state"),
    [
        (None, DUE, None, False, DispatchState.TO_SEND),
        (None, TODAY - DAY, None, False, DispatchState.TO_SEND),
        (TODAY, DUE, None, False, DispatchState.SENT),
        (TODAY, TODAY, None, False, DispatchState.SENT),
        (TODAY, TODAY - DAY, None, False, DispatchState.LATE),
        (TODAY, TODAY - DAY, CAME, False, DispatchState.RECEIVED),
        (None, DUE, CAME, False, DispatchState.RECEIVED),
        (TODAY, DUE, CAME, True, DispatchState.TO_CHECK),
        (TODAY, DUE, APPLIED, True, DispatchState.TO_CHECK),
        (TODAY, DUE, APPLIED, False, DispatchState.APPLIED),
    ],
)
def test_the_state_of_a_card(
    sent_on: dt.date | None, due: dt.date, came: Came | None, undecided: bool, state: DispatchState
) -> None:
    assert campaign_board.state_of(sent_on, due, TODAY, came, undecided=undecided) is state


def test_a_card_grows_late_the_day_after(made: Made) -> None:
    campaign = opened(made.base, due=DUE)
    sent(made.base, campaign)
    told = [card(made.base, campaign, made.pilot, DUE + days * DAY) for days in (0, 1, 3)]
    assert [(c.state, c.late_days) for c in told] == [
        (DispatchState.SENT, 0), (DispatchState.LATE, 1), (DispatchState.LATE, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "elapsed"), [(-1, 0.0), (0, 0.0), (3, 0.25), (12, 1.0), (40, 1.0)])
def test_the_share_of_time_that_is_over(made: Made, days: int, elapsed: float) -> None:
    campaign = opened(made.base, due=TODAY + 12 * DAY)
    assert made.base.read(campaigns.board, campaign, TODAY + days * DAY).elapsed == elapsed


def test_a_round_due_the_day_it_opens_is_over_that_day(made: Made) -> None:
    campaign = opened(made.base, due=TODAY)
    assert made.base.read(campaigns.board, campaign, TODAY).elapsed == 1.0


def test_a_partner_is_counted_once_whatever_was_sent_to_it(made: Made) -> None:
    campaign = opened(made.base)
    sent(made.base, campaign)
    sent(made.base, campaign, again=True)
    (row,) = made.base.read(campaigns.search, TODAY)
    assert (row.partners, row.sent, row.returned) == (1, 1, 0)


def test_cards_stand_in_protocol_order(demo_database: db.Database) -> None:
    board = demo_database.read(campaigns.board, opened(demo_database), TODAY)
    order = [p.id for p in demo_database.read(partners.search, TODAY)]
    assert [c.partner_id for c in board.cards] == [key for key in order if key in {c.partner_id for c in board.cards}]


def test_an_unknown_round_is_gone(made: Made) -> None:
    with refused("gone"):
        made.base.read(campaigns.board, 99, TODAY)


def test_the_secretariat_is_where_answers_go_by_default(empty_database: db.Database) -> None:
    empty_database.write(setup.create_base, district="Q", city="V", committee="C", secretary="Mme X")
    found = empty_database.read(campaigns.propose, TODAY)
    assert (found.reply_to, found.contact, found.objectives, found.partners) == ("", "Mme X", (), ())
