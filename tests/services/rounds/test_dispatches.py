"""Workbooks are prepared once, sent, made again, chased."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy.orm import Session

from psq_desktop import db, wording
from psq_desktop.exports.mail import draft
from psq_desktop.models.campaign import Dispatch
from psq_desktop.models.partner import Contact
from psq_desktop.phrases import phrase
from psq_desktop.services import history, partners
from psq_desktop.services.forms import keys
from psq_desktop.services.kinds import DispatchState
from psq_desktop.services.rounds import campaigns, dispatches, returns
from psq_desktop.services.steering import commitments, objectives
from tests.conftest import TODAY
from tests.services.concerted import Made
from tests.services.helpers import problem, refused
from tests.services.rounds.collected import DUE, card, filled, forms, opened, prepared, sent

DAY = dt.timedelta(days=1)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


# ---------------------------------------------------------------- preparing


def test_preparing_twice_gives_the_same_workbooks(demo_database: db.Database) -> None:
    campaign = opened(demo_database)
    ids = prepared(demo_database, campaign)
    before = forms(demo_database, campaign)
    assert prepared(demo_database, campaign, TODAY + DAY) == ids
    assert forms(demo_database, campaign) == before
    assert len(ids) == 16


def test_every_workbook_has_a_code_of_its_own(demo_database: db.Database) -> None:
    campaign = opened(demo_database)
    prepared(demo_database, campaign)
    codes = [form.dispatch for form in forms(demo_database, campaign).values()]
    assert len(set(codes)) == 16 and all(keys.read_dispatch_code(code) == code for code in codes)


def test_a_parcel_is_the_same_whatever_changed_in_the_base(made: Made) -> None:
    campaign = opened(made.base)
    ids = sent(made.base, campaign)
    before = made.base.read(dispatches.parcels, ids, TODAY)
    made.base.write(objectives.set_field, made.objective, "title", "Autre")
    made.base.write(commitments.create, made.objective, made.pilot, "Nouvelle part")
    assert made.base.read(dispatches.parcels, ids, TODAY) == before


def test_only_some_partners_are_prepared(made: Made) -> None:
    made.base.write(commitments.create, made.objective, made.helper, "Aider")
    campaign = opened(made.base)
    (one,) = prepared(made.base, campaign, partner_ids=[made.helper])
    assert list(forms(made.base, campaign)) == [made.helper]
    assert [p.dispatch_id for p in made.base.read(dispatches.parcels, [one], TODAY)] == [one]


def test_a_partner_that_is_not_asked_is_named(made: Made) -> None:
    campaign = opened(made.base)
    with refused("campaign_without_partner") as caught:
        prepared(made.base, campaign, partner_ids=[made.third])
    assert "Association" in wording.explain(caught.value)


def test_a_partner_without_a_line_any_more_has_no_workbook(made: Made) -> None:
    share = made.base.write(commitments.create, made.objective, made.helper, "Aider").result
    campaign = opened(made.base)
    made.base.write(commitments.remove, share)
    assert len(prepared(made.base, campaign)) == 1
    assert card(made.base, campaign, made.helper).rows == 0


def test_a_new_version_takes_the_place_of_the_one_that_went_out(made: Made) -> None:
    campaign = opened(made.base)
    (first,) = sent(made.base, campaign)
    made.base.write(commitments.create, made.objective, made.pilot, "Nouvelle part")
    (second,) = prepared(made.base, campaign, again=True)
    assert second != first and card(made.base, campaign, made.pilot).id == second
    assert card(made.base, campaign, made.pilot).state is DispatchState.TO_SEND
    old, new = (made.base.read(dispatches.parcels, [key], TODAY)[0] for key in (first, second))
    assert old.form.dispatch != new.form.dispatch
    assert (len(old.form.rows), len(new.form.rows)) == (1, 2)
    assert plain(new.form.rows[1].shown["changes"].under) == "Nouvelle ligne"
    assert (old.stem, new.stem) == ("VI - Relevés", "VI - Relevés - version 2")


def test_again_makes_a_workbook_that_nobody_has_afresh_and_keeps_the_one_before(made: Made) -> None:
    campaign = opened(made.base)
    ids = prepared(made.base, campaign)
    made.base.write(commitments.create, made.objective, made.pilot, "Nouvelle part")
    anew = prepared(made.base, campaign, again=True)
    assert not set(anew) & set(ids)
    assert len(forms(made.base, campaign)[made.pilot].rows) == 2
    found = card(made.base, campaign, made.pilot)
    assert (found.id, found.version, found.state) == (*anew, 1, DispatchState.TO_SEND)
    (parcel,) = made.base.read(dispatches.parcels, anew, TODAY)
    assert parcel.stem == "VI - Relevés"


def test_a_workbook_that_was_made_is_known_again_whatever_became_of_the_round(made: Made) -> None:
    """Its sending was undone, or the program died between writing and noting: the partner has it all the same."""
    campaign = opened(made.base)
    (first,) = prepared(made.base, campaign)
    book = filled(made.base, first, {(f"OBJ-{made.objective}", "state"): "Compromis"})
    made.base.write(campaigns.update, campaign, {"contact": "Mme Y"})
    (second,) = prepared(made.base, campaign)
    ((checked,),) = (made.base.write(returns.receive, [book], TODAY).result,)
    assert (checked.refusal, card(made.base, campaign, made.pilot).state) == ("", DispatchState.RECEIVED)
    assert not card(made.base, campaign, made.pilot).old_version
    made.base.write(dispatches.mark_sent, [second], TODAY)
    found = card(made.base, campaign, made.pilot)
    assert (found.state, found.old_version, found.version) == (DispatchState.TO_CHECK, True, 1)
    (checked,) = made.base.read(returns.check, [book], TODAY)
    assert checked.refusal == "old_dispatch"


def test_a_damaged_form_spoils_one_card_only(demo_database: db.Database) -> None:
    campaign = demo_database.read(campaigns.latest)
    assert campaign is not None
    before = {c.acronym: c for c in demo_database.read(campaigns.board, campaign, TODAY).cards}
    demo_database.write(_damage, before["HD"].id)
    demo_database.write(_damage, before["LO"].id)
    after = {c.acronym: c for c in demo_database.read(campaigns.board, campaign, TODAY).cards}
    assert {key for key, c in after.items() if c != before[key]} == {"HD"}  # lines are counted anew
    assert (after["HD"].state, after["HD"].errors, after["LO"].state) == (DispatchState.TO_CHECK, 1, DispatchState.LATE)
    with refused("database_damaged"):
        demo_database.read(dispatches.parcels, [before["LO"].id], TODAY)
    assert prepared(demo_database, campaign, partner_ids=[before["LO"].partner_id], again=True)  # the way out


def _damage(session: Session, dispatch_id: int) -> None:
    session.get_one(Dispatch, dispatch_id).form = '{"rows": 3}'


@pytest.mark.parametrize(
    ("email", "to"), [("contact@mairie-béthune.fr", ("contact@xn--mairie-bthune-ihb.fr",)), ("prénom@ville.fr", ())]
)
def test_only_addresses_that_the_draft_carries_are_recipients(made: Made, email: str, to: tuple[str, ...]) -> None:
    add_contact(made, last_name="Personne", email=email, referent=True)
    campaign = opened(made.base)
    (dispatch,) = sent(made.base, campaign)
    (parcel,) = made.base.read(dispatches.parcels, [dispatch], TODAY)
    assert card(made.base, campaign, made.pilot).recipients == parcel.letter.recipients == to
    assert all(each in draft(parcel.letter).decode() for each in to)


def test_a_workbook_made_anew_is_not_taken_for_the_one_before(made: Made) -> None:
    campaign = opened(made.base)
    prepared(made.base, campaign)
    codes = [forms(made.base, campaign)[made.pilot].dispatch]
    made.base.write(campaigns.update, campaign, {"contact": "Mme Y"})
    prepared(made.base, campaign)
    codes.append(forms(made.base, campaign)[made.pilot].dispatch)
    made.base.revert(made.base.read(history.changes)[0].step, "undo")
    prepared(made.base, campaign)
    codes.append(forms(made.base, campaign)[made.pilot].dispatch)
    assert len(set(codes)) == 3


def test_a_new_version_keeps_the_partners_own_day(made: Made) -> None:
    campaign = opened(made.base)
    (first,) = sent(made.base, campaign)
    made.base.write(dispatches.set_due, first, DUE + 5 * DAY)
    prepared(made.base, campaign, again=True)
    assert card(made.base, campaign, made.pilot).due == DUE + 5 * DAY


def test_what_is_not_prepared_is_neither_written_nor_sent(made: Made) -> None:
    campaign = opened(made.base)
    ids = [card(made.base, campaign, made.pilot).id]
    with refused("dispatch_not_prepared") as caught:
        made.base.read(dispatches.parcels, ids, TODAY)
    assert "Ville" in wording.explain(caught.value)
    with refused("dispatch_not_prepared"):
        made.base.write(dispatches.mark_sent, ids, TODAY)
    with refused("gone"):
        made.base.read(dispatches.parcels, [999], TODAY)


# ---------------------------------------------------------------- letters


def add_contact(made: Made, email: str = "", **values: Any) -> None:
    """A contact of an older base, whose address nobody checked."""
    key = made.base.write(partners.add_contact, made.pilot, email="x@exemple.invalid", **values).result
    made.base.write(_write_address, key, email)


def _write_address(session: Session, contact_id: int, email: str) -> None:
    session.get_one(Contact, contact_id).email = email


def with_contacts(made: Made, *contacts: dict[str, Any]) -> tuple[str, ...]:
    for values in contacts:
        add_contact(made, **values)
    return made.base.read(dispatches.recipients, [made.pilot], TODAY)[made.pilot]


REFERENT = {"last_name": "R", "email": "r@exemple.invalid", "referent": True}
BOX = {"mailbox": True, "email": "boite@exemple.invalid"}
OTHER = {"last_name": "O", "email": "o@exemple.invalid"}


@pytest.mark.parametrize(
    ("contacts", "to"),
    [
        ([], ()),
        ([OTHER], ("o@exemple.invalid",)),
        ([OTHER, BOX], ("boite@exemple.invalid",)),
        ([OTHER, BOX, REFERENT], ("r@exemple.invalid",)),
        ([REFERENT, {**REFERENT, "last_name": "S", "email": "s@exemple.invalid"}],
         ("r@exemple.invalid", "s@exemple.invalid")),
        ([REFERENT, {**REFERENT, "last_name": "S"}], ("r@exemple.invalid",)),
        ([{**REFERENT, "left_on": TODAY - DAY}, BOX], ("boite@exemple.invalid",)),
        ([{**REFERENT, "left_on": TODAY + DAY}, BOX], ("r@exemple.invalid",)),
        ([{**REFERENT, "email": ""}, OTHER], ("o@exemple.invalid",)),
        ([{**REFERENT, "email": "r@exemple.invalid,x@y"}, BOX], ("boite@exemple.invalid",)),
    ],
)  # fmt: skip
def test_who_receives_the_workbook(made: Made, contacts: list[dict[str, Any]], to: tuple[str, ...]) -> None:
    assert with_contacts(made, *contacts) == to
    assert card(made.base, opened(made.base), made.pilot).recipients == to


def test_the_letter_says_what_the_round_says(made: Made) -> None:
    campaign = opened(
        made.base, "Relevés", subject="{campagne} pour {partenaire}", contact="Mme X", reply_to="s@exemple.invalid",
        message="{lignes} avant le {echeance}. {contact}. Un { seul.",
    )  # fmt: skip
    (parcel,) = made.base.read(dispatches.parcels, prepared(made.base, campaign), TODAY)
    assert (parcel.letter.sender, parcel.letter.on) == ("s@exemple.invalid", TODAY)
    assert plain(parcel.letter.subject) == "Relevés pour Ville"
    assert plain(parcel.letter.body) == "1 ligne avant le vendredi 4 décembre 2026. Mme X. Un { seul."


def test_a_partner_with_its_own_day_reads_it_in_its_workbook_and_letter(made: Made) -> None:
    campaign = opened(made.base)
    (one,) = prepared(made.base, campaign)
    made.base.write(dispatches.set_due, one, DUE + 7 * DAY)
    (parcel,) = made.base.read(dispatches.parcels, prepared(made.base, campaign), TODAY)
    assert "vendredi 11 décembre 2026" in plain(parcel.form.subtitle)
    assert "vendredi 11 décembre 2026" in plain(parcel.form.guide[-1])
    assert "vendredi 11 décembre 2026" in plain(parcel.letter.subject)


# ---------------------------------------------------------------- sent, due, chased


def test_sending_is_dated_once(made: Made) -> None:
    campaign = opened(made.base)
    ids = sent(made.base, campaign)
    made.base.write(dispatches.mark_sent, ids, TODAY + DAY)
    found = card(made.base, campaign, made.pilot)
    assert (found.state, found.sent_on) == (DispatchState.SENT, TODAY)


def test_a_day_of_ones_own_and_back(made: Made) -> None:
    campaign = opened(made.base)
    (one,) = sent(made.base, campaign)
    made.base.write(dispatches.set_due, one, DUE + 7 * DAY)
    assert card(made.base, campaign, made.pilot, DUE + 3 * DAY).state is DispatchState.SENT
    with refused("invalid") as caught:
        made.base.write(dispatches.set_due, one, TODAY - DAY)
    assert problem(caught)[:2] == ("due", "due_before_opening")
    made.base.write(dispatches.set_due, one, None)
    assert card(made.base, campaign, made.pilot, DUE + 3 * DAY).state is DispatchState.LATE


def test_a_day_that_is_the_rounds_moves_with_it(made: Made) -> None:
    campaign = opened(made.base)
    (one,) = sent(made.base, campaign)
    made.base.write(dispatches.set_due, one, DUE)
    made.base.write(campaigns.update, campaign, {"due": DUE + 7 * DAY})
    assert card(made.base, campaign, made.pilot).due == DUE + 7 * DAY


def test_reminders_are_written_and_logged(made: Made) -> None:
    with_contacts(made, REFERENT)
    campaign = opened(made.base)
    ids = sent(made.base, campaign)
    letter = made.base.read(dispatches.reminder_parcels, ids, DUE + DAY)[0].letter
    assert letter.recipients == ("r@exemple.invalid",)
    assert plain(letter.subject) == "Rappel : classeur « Relevés » attendu pour le vendredi 4 décembre 2026"
    assert "Ville" in letter.body and "{" not in letter.body
    assert card(made.base, campaign, made.pilot).reminders == 0  # a draft is not a reminder
    for days in (1, 4):
        made.base.write(dispatches.remind, ids, DUE + days * DAY)
    found = card(made.base, campaign, made.pilot, DUE + 5 * DAY)
    assert (found.reminders, found.reminded_on, found.state) == (2, DUE + 4 * DAY, DispatchState.LATE)


def test_a_partner_is_chased_once_a_day(made: Made) -> None:
    campaign = opened(made.base)
    ids = sent(made.base, campaign)
    assert made.base.write(dispatches.remind, ids, DUE + DAY).result == ids
    assert made.base.write(dispatches.remind, ids, DUE + DAY).result == ()
    assert card(made.base, campaign, made.pilot).reminders == 1
    assert made.base.write(dispatches.remind, ids, DUE + 2 * DAY).result == ids


def test_a_reminder_carries_the_same_workbook_and_says_which_one_it_is(made: Made) -> None:
    campaign = opened(made.base)
    ids = sent(made.base, campaign)
    (first,) = made.base.read(dispatches.parcels, ids, DUE + DAY)
    for days, rank in ((1, "Rappel"), (1, "Rappel"), (2, "2e rappel"), (4, "3e rappel")):
        (parcel,) = made.base.read(dispatches.reminder_parcels, ids, DUE + days * DAY)
        assert (parcel.form, parcel.partner_id) == (first.form, first.partner_id)
        assert parcel.letter.subject.startswith(rank)
        assert parcel.stem == ("Relance VI - Relevés" if rank == "Rappel" else f"Relance {rank[0]} VI - Relevés")
        made.base.write(dispatches.remind, ids, DUE + days * DAY)


def test_nobody_is_chased_for_what_was_never_sent(made: Made) -> None:
    campaign = opened(made.base)
    ids = prepared(made.base, campaign)
    with refused("dispatch_not_sent") as caught:
        made.base.write(dispatches.remind, ids, TODAY)
    assert "Ville" in wording.explain(caught.value)


def test_letters_come_in_the_order_asked_for(demo_database: db.Database) -> None:
    campaign = opened(demo_database)
    ids = sent(demo_database, campaign)[::-1]
    assert [p.dispatch_id for p in demo_database.read(dispatches.parcels, ids, TODAY)] == list(ids)
    names = {c.id: c.partner for c in demo_database.read(campaigns.board, campaign, TODAY).cards}
    chased = demo_database.read(dispatches.reminder_parcels, ids, TODAY)
    assert all(names[key] in parcel.letter.body for key, parcel in zip(ids, chased, strict=True))


def test_the_journal_names_what_it_is_about(made: Made) -> None:
    campaign = opened(made.base, "Relevés d’automne")
    ids = sent(made.base, campaign)
    made.base.write(dispatches.set_due, ids[0], DUE + DAY)
    told = [plain(phrase(row)) for row in made.base.read(history.changes)[:4]]
    assert told == [
        "a changé l’échéance de l’envoi à Ville",
        "a noté l’envoi de classeurs aux partenaires",
        "a préparé les classeurs des partenaires",
        "a ouvert la campagne « Relevés d’automne »",
    ]


def test_an_unknown_partner_is_gone(made: Made) -> None:
    with refused("gone"):
        prepared(made.base, opened(made.base), partner_ids=[999])
