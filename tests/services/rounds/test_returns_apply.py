"""What was accepted of a return is written whole, once, through the rules of each row, and taken back exactly."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import text as sql

from psq_desktop.errors import UserError
from psq_desktop.services import history, partners
from psq_desktop.services.kinds import CommitmentState, Direction, LineKind, OutlookState
from psq_desktop.services.rounds import dispatches, returns
from psq_desktop.services.rounds.campaign_rows import Decisions
from psq_desktop.services.steering import commitments, indicators, measures, objectives, outlooks, readings
from psq_desktop.services.steering.readings import Draft
from tests.conftest import TODAY
from tests.services.helpers import refused
from tests.services.rounds.collected import opened, sent
from tests.services.rounds.returned import AUTHOR, SHEET, Round, Typed, file_of, kinds, raise_ceiling, told
from tests.test_undo import Content, content

OCTOBER, NOVEMBER = dt.date(2026, 10, 31), dt.date(2026, 11, 30)


def rows(round_: Round, table: str, ref: str = "") -> list[dict[str, Any]]:
    found = content(round_.base)[table]
    return [row for row in found if not ref or row["id"] == int(ref[4:])]


def reading(round_: Round, ref: str, day: dt.date = OCTOBER) -> dict[str, Any]:
    found = [r for r in rows(round_, "reading") if r["indicator_id"] == int(ref[4:]) and r["ends_on"] == str(day)]
    assert len(found) == 1
    return found[0]


def full(r: Round) -> Typed:
    """An answer of each kind."""
    return {
        (r.reports, "value"): "31", (r.reports, "comment"): "Hausse passagère", (r.delay, "value"): "néant",
        (r.share, "state"): "Tenu", (r.share, "comment"): "Portes posées", (r.step, "state"): "Faite",
        (r.step, "on"): "12/11/2026", (r.step, "comment"): "Salle prêtée", (r.weather, "state"): "Compromis",
        (r.weather, "comment"): "Le fournisseur a cessé",
    }  # fmt: skip


# ---------------------------------------------------------------- what is written


def test_a_reading_says_who_sent_it_in_which_file_and_cell(round_: Round) -> None:
    r = round_
    r.apply(r.receive(r.file(full(r), name="Retour (2).xlsx")))
    found = reading(r, r.reports)
    assert (found["value"], found["status"], found["comment"]) == (31.0, "value", "Hausse passagère")
    assert (found["author"], found["origin_file"]) == (AUTHOR, "Retour (2).xlsx")
    sheet, _, cell = found["origin_cell"].partition("!")
    assert (sheet, cell[0]) == (SHEET, "H") and found["reported_on"] == str(TODAY)
    assert reading(r, r.delay, NOVEMBER)["status"] == "none"


def test_a_file_without_an_author_is_signed_by_the_partner(round_: Round) -> None:
    round_.apply(round_.receive(round_.file({(round_.reports, "value"): 31.0}, author="")))
    assert reading(round_, round_.reports)["author"] == "Ville"


def test_shares_steps_and_outlooks_follow_their_own_rules(round_: Round) -> None:
    r = round_
    r.apply(r.receive(r.file(full(r))))
    (share,), (step,) = rows(r, "commitment", r.share), rows(r, "measure", r.step)
    assert (share["state"], share["share"], share["comment"]) == ("kept", 100, "Portes posées")
    assert (step["state"], step["done_on"], step["comment"]) == ("done", "2026-11-12", "Salle prêtée")
    latest = r.base.read(outlooks.history, r.made.objective)[0]
    assert (latest.on, latest.state, latest.author) == (TODAY, OutlookState.COMPROMISED, AUTHOR)
    assert latest.comment == "Le fournisseur a cessé"


def test_a_step_that_is_done_without_a_day_is_done_today(round_: Round) -> None:
    round_.apply(round_.receive(round_.file({(round_.step, "state"): "Faite"})))
    assert rows(round_, "measure", round_.step)[0]["done_on"] == str(TODAY)


def test_empty_cells_delete_nothing(round_: Round) -> None:
    r = round_
    r.base.write(
        readings.record, int(r.delay[4:]), Draft(OCTOBER, 12.0, sample=40, comment="Su ici"), TODAY, replace=True
    )
    r.base.write(commitments.set_field, int(r.share[4:]), "comment", "Su aussi")
    typed: Typed = {
        (r.delay, "value"): 9.0, (r.delay, "on"): OCTOBER, (r.share, "state"): None, (r.weather, "state"): None,
    }  # fmt: skip
    key = r.receive(r.file(typed))
    r.apply(key, [(r.delay, "value")])
    found = reading(r, r.delay)
    assert (found["value"], found["comment"], found["sample"]) == (9.0, "Su ici", 40)
    assert rows(r, "commitment", r.share)[0]["comment"] == "Su aussi"
    assert len(rows(r, "outlook")) == 1


def test_a_comment_alone_stands_by_what_is_known(round_: Round) -> None:
    r = round_
    typed: Typed = {
        (r.delay, "comment"): "Chiffre du mois", (r.share, "comment"): "En bonne voie",
        (r.step, "comment"): "Reporté", (r.weather, "comment"): "Rien à dire",
    }  # fmt: skip
    r.base.write(readings.record, int(r.delay[4:]), Draft(NOVEMBER, 8.0), TODAY)
    assert len(r.apply(r.receive(r.file(typed))).taken) == 4
    assert reading(r, r.delay, NOVEMBER)["comment"] == "Chiffre du mois"
    assert rows(r, "commitment", r.share)[0]["state"] == "in_progress"
    assert rows(r, "measure", r.step)[0]["comment"] == "Reporté"


def test_a_new_comment_of_the_pilot_keeps_the_outlook(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({(r.weather, "comment"): "Trois porches sur trois"}))
    assert kinds(r.lines(key)) == {(r.weather, "comment"): LineKind.CHANGED}
    r.apply(key)
    latest = r.base.read(outlooks.history, r.made.objective)[0]
    assert (latest.state, latest.comment) == (OutlookState.ATTAINABLE, "Trois porches sur trois")


def test_an_added_row_becomes_a_proposal_and_is_not_added_twice(round_: Round) -> None:
    r = round_
    added = ({"code": "1.1", "share": "Ouvrir un local", "comment": "Dès janvier"},)
    r.apply(r.receive(r.file({}, added=added)))
    (new,) = [row for row in rows(r, "commitment") if row["text"] == "Ouvrir un local"]
    assert (new["state"], new["partner_id"], new["comment"]) == ("proposed", r.made.pilot, "Dès janvier")
    before = content(r.base)["commitment"]
    again = r.receive(
        r.file({(r.reports, "value"): 1.0}, added=({"code": "1,1", "share": "Ouvrir  un local"},), digest="2")
    )
    assert kinds(r.lines(again)) == {(r.reports, "value"): LineKind.ADDED}
    r.apply(again)
    assert content(r.base)["commitment"] == before


def test_an_added_row_of_unprintable_signs_hinders_nothing(round_: Round) -> None:
    r = round_
    added = ({"code": "1.1", "share": "\x07"}, {"code": "1.1", "share": "Ouvrir\x07 un local"})
    applied = r.apply(r.receive(r.file({(r.reports, "value"): 3.0}, added=added)))
    assert len(applied.taken) == 2 and len(applied.pending) == 1
    again = r.receive(r.file({(r.reports, "value"): 3.0}, added=added[::-1], digest="2"))
    assert r.base.read(returns.counts, again, TODAY)[0] == 0


def test_an_added_row_without_an_objective_changes_nothing(round_: Round) -> None:
    r = round_
    applied = r.apply(r.receive(r.file({}, added=({"share": "Ouvrir un local"}, {"code": "9.9", "share": "Autre"}))))
    assert [line.problem.code for line in applied.pending if line.problem] == ["added_without_objective"] * 2
    assert not applied.taken


# ---------------------------------------------------------------- deciding


def conflict(r: Round) -> int:
    """A return whose state was changed here meanwhile; its other answer is safe."""
    key = r.receive(r.file({(r.share, "state"): "Tenu", (r.reports, "value"): 31.0}))
    r.base.write(commitments.set_state, int(r.share[4:]), CommitmentState.PARTIAL, TODAY)
    return key


def test_a_conflict_waits_until_somebody_decides(round_: Round) -> None:
    key = conflict(round_)
    applied = round_.apply(key)
    assert told(applied.taken) == {(round_.reports, "value")}
    assert told(applied.pending) == {(round_.share, "state")}
    assert rows(round_, "commitment", round_.share)[0]["state"] == "partial"
    assert round_.base.read(returns.counts, key, TODAY) == (0, 1, 0)


def test_the_partners_side_of_a_conflict_can_be_chosen(round_: Round) -> None:
    key = conflict(round_)
    applied = round_.apply(key, [(round_.share, "state")])
    assert told(applied.taken) == {(round_.share, "state")}
    assert rows(round_, "commitment", round_.share)[0]["state"] == "kept"


def test_what_moved_here_since_it_was_decided_is_asked_again(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({(r.share, "state"): "Tenu", (r.reports, "value"): 31.0}))
    seen = {k: line.current for k, line in r.lines(key).items()}
    r.base.write(commitments.set_state, int(r.share[4:]), CommitmentState.PARTIAL, TODAY)
    decided = Decisions(frozenset(seen), {}, frozenset(), seen)
    applied = r.base.write(returns.apply, key, decided, TODAY).result
    assert told(applied.taken) == {(r.reports, "value")} and told(applied.pending) == {(r.share, "state")}
    assert rows(r, "commitment", r.share)[0]["state"] == "partial"


def test_our_side_of_a_conflict_is_kept_and_not_asked_again_even_of_a_file_saved_again(round_: Round) -> None:
    key = conflict(round_)
    applied = round_.apply(key, keep=[(round_.share, "state")])
    assert not applied.pending
    review = round_.base.read(returns.review, key, TODAY)
    assert (round_.share, "state") in review.settled and not review.open_lines
    resaved = round_.receive(round_.file({(round_.share, "state"): "Tenu"}, digest="autre"))
    assert round_.base.read(returns.counts, resaved, TODAY) == (0, 0, 0)
    other = round_.receive(round_.file({(round_.share, "state"): "Abandonné"}, digest="encore"))
    assert round_.base.read(returns.counts, other, TODAY)[1:] == (0, 1)  # another answer is another question


def test_a_corrected_value_is_written_and_the_cell_not_asked_again(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({(r.reports, "value"): "environ 30", (r.reports, "comment"): "À vue de nez"}))
    applied = r.apply(key)
    assert not applied.taken and told(applied.pending) == {(r.reports, "value")}
    applied = r.apply(key, [(r.reports, "comment")], corrected={(r.reports, "value"): "30"})
    assert told(applied.taken) == {(r.reports, "value"), (r.reports, "comment")} and not applied.pending
    assert (reading(r, r.reports)["value"], reading(r, r.reports)["comment"]) == (30.0, "À vue de nez")
    assert r.base.read(returns.counts, key, TODAY) == (0, 0, 0)
    line = r.lines(key)[r.reports, "value"]
    assert (line.kind, line.returned, line.read) == (LineKind.UNCHANGED, 30.0, "environ 30")


def test_a_correction_that_is_no_better_stays_to_correct(round_: Round) -> None:
    key = round_.receive(round_.file({(round_.reports, "value"): "environ 30"}))
    applied = round_.apply(key, [(round_.reports, "value")], corrected={(round_.reports, "value"): "trente"})
    assert told(applied.pending) == {(round_.reports, "value")}
    assert round_.base.read(returns.counts, key, TODAY) == (0, 0, 1)


def test_a_day_that_is_mended_sets_its_value_free(round_: Round) -> None:
    r = round_
    typed: Typed = {(r.reports, "value"): 31.0, (r.reports, "on"): "le 31 du mois", (r.reports, "comment"): "Vu"}
    key = r.receive(r.file(typed))
    assert kinds(r.lines(key)) == {(r.reports, "on"): LineKind.ERROR}
    applied = r.apply(key, corrected={(r.reports, "on"): "15/10/2026"})
    assert told(applied.taken) == {(r.reports, "value"), (r.reports, "comment")}
    assert reading(r, r.reports)["value"] == 31.0
    assert r.base.read(returns.counts, key, TODAY) == (0, 0, 0)


def test_a_day_that_is_mended_into_a_known_period_is_asked(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({(r.delay, "value"): 3.0, (r.delay, "on"): "le 31 du mois"}))
    applied = r.apply(key, corrected={(r.delay, "on"): "31/10/2026"})
    assert not applied.taken and told(applied.pending) == {(r.delay, "value")}
    assert reading(r, r.delay)["value"] == 12.0
    r.apply(key, [(r.delay, "value")])
    assert reading(r, r.delay)["value"] == 3.0


def test_a_blank_correction_leaves_our_side_as_it_is(round_: Round) -> None:
    key = round_.receive(round_.file({(round_.reports, "value"): "environ 30"}))
    before = content(round_.base)["reading"]
    applied = round_.apply(key, corrected={(round_.reports, "value"): ""})
    assert not applied.taken and not applied.pending
    assert content(round_.base)["reading"] == before
    assert round_.base.read(returns.counts, key, TODAY) == (0, 0, 0)


def test_a_row_that_was_copied_asks_which_one_counts(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({(r.reports, "value"): 31.0}, copies=((r.reports, {(r.reports, "value"): 13.0}),)))
    line = r.lines(key)[r.reports, "value"]
    assert line.kind is LineKind.CONFLICT and [other.value for other in line.others] == [13.0]
    assert line.problem is not None and line.cell in str(line.problem.params)
    assert not r.apply(key).taken
    r.apply(key, corrected={(r.reports, "value"): "13"})
    assert reading(r, r.reports)["value"] == 13.0
    assert r.base.read(returns.counts, key, TODAY) == (0, 0, 0)


def test_two_days_for_one_value_are_an_error_that_can_be_mended(round_: Round) -> None:
    r = round_
    first: Typed = {(r.reports, "value"): 31.0, (r.reports, "on"): "15/09/2026"}
    second: Typed = {(r.reports, "value"): 31.0, (r.reports, "on"): "15/08/2026"}
    key = r.receive(r.file(first, copies=((r.reports, second),)))
    assert kinds(r.lines(key)) == {(r.reports, "on"): LineKind.ERROR}
    r.apply(key, accept=[(r.reports, "value")], corrected={(r.reports, "on"): "15/08/2026"})
    assert reading(r, r.reports, dt.date(2026, 8, 31))["value"] == 31.0


def test_an_answer_that_the_partner_came_back_to_is_asked_again(round_: Round) -> None:
    r = round_
    keys = [r.receive(r.file({(r.reports, "value"): text}, digest=text)) for text in ("31", "35")]
    for key in keys:
        r.apply(key, [(r.reports, "value")])
    assert reading(r, r.reports)["value"] == 35.0
    third = r.receive(r.file({(r.reports, "value"): "31"}, digest="encore"))
    assert r.base.read(returns.counts, third, TODAY) == (0, 1, 0)
    assert [r.base.read(returns.counts, key, TODAY) for key in keys] == [(0, 0, 0)] * 2
    assert r.base.read(returns.all_counts, [*keys, third, 999], TODAY) == {
        keys[0]: (0, 0, 0), keys[1]: (0, 0, 0), third: (0, 1, 0),
    }  # fmt: skip


def test_two_rounds_that_ask_the_same_row_in_one_call_overwrite_nothing(round_: Round) -> None:
    r = round_
    (dispatch,) = sent(r.base, opened(r.base, "Second", partner_ids=(r.made.pilot,)))
    (parcel,) = r.base.read(dispatches.parcels, (dispatch,), TODAY)
    first, second = r.file({(r.share, "state"): "Tenu"}), file_of(parcel.form, {(r.share, "state"): "Partiel"})
    outcome = r.base.write(returns.apply_files, (first, second), TODAY).result
    assert [(len(applied.taken), len(applied.pending)) for _, applied in outcome if applied] == [(1, 0), (0, 1)]
    assert rows(r, "commitment", r.share)[0]["state"] == "kept"


def test_what_was_not_accepted_is_left(round_: Round) -> None:
    key = round_.receive(round_.file(full(round_)))
    applied = round_.apply(key, [(round_.share, "state"), ("ENG-999", "state"), (round_.reports, "")])
    assert told(applied.taken) == {(round_.share, "state")}
    assert all(row["indicator_id"] != int(round_.reports[4:]) for row in rows(round_, "reading"))


# ---------------------------------------------------------------- whole, once, and back


def business(found: Content) -> Content:
    return {table: rows for table, rows in found.items() if table != "workbook_return"}


def test_undo_brings_every_row_back_and_redo_applies_again(round_: Round) -> None:
    r = round_
    key = r.receive(r.file(full(r), added=({"code": "1.1", "share": "Ouvrir un local"},)))
    before = content(r.base)
    r.apply(key)
    after = content(r.base)
    assert business(before) != business(after)
    last = r.base.read(returns.review, key, TODAY)
    assert last.applied_on == TODAY
    undone = r.base.revert(_last_step(r), "undo")
    assert undone.result.action == "returns.apply"
    assert content(r.base) == before
    assert undone.changes.step is not None
    r.base.revert(undone.changes.step, "redo")
    assert content(r.base) == after


def _last_step(r: Round) -> int:
    return r.base.read(history.changes)[0].step


def test_applying_twice_is_applying_once(round_: Round) -> None:
    r = round_
    key = r.receive(r.file(full(r)))
    accept = [key for key, line in r.lines(key).items() if line.kind.safe]
    r.apply(key, accept)
    before = content(r.base)
    step = _last_step(r)
    applied = r.apply(key, accept, today=TODAY + dt.timedelta(3))
    assert not applied.taken
    assert content(r.base) == before and _last_step(r) == step


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (readings, "record"),
        (commitments, "set_state"),
        (measures, "set_state"),
        (outlooks, "declare"),
        (commitments, "create"),
    ],
)
def test_a_service_that_refuses_in_the_middle_leaves_nothing(
    round_: Round, monkeypatch: pytest.MonkeyPatch, module: Any, name: str
) -> None:
    r = round_
    key = r.receive(r.file(full(r), added=({"code": "1.1", "share": "Ouvrir un local"},)))
    before, step = content(r.base), _last_step(r)
    real = getattr(module, name)

    def refuse(*args: Any, **kwargs: Any) -> Any:
        real(*args, **kwargs)
        raise UserError("gone")

    monkeypatch.setattr(module, name, refuse)
    with refused("gone"):
        r.apply(key)
    assert content(r.base) == before and _last_step(r) == step
    monkeypatch.undo()
    assert r.apply(key).taken


def test_all_files_of_a_call_are_one_step(round_: Round) -> None:
    r = round_
    (dispatch,) = sent(r.base, opened(r.base, "Second", partner_ids=(r.made.helper,)))
    (parcel,) = r.base.read(dispatches.parcels, (dispatch,), TODAY)
    share = next(row.ref for row in parcel.form.rows if row.ref.startswith("ENG"))
    before = content(r.base)
    files = (r.file(full(r)), file_of(parcel.form, {(share, "state"): "Tenu"}))
    outcome = r.base.write(returns.apply_files, files, TODAY)
    assert all(applied and applied.taken for _, applied in outcome.result)
    assert outcome.changes.step is not None
    r.base.revert(outcome.changes.step, "undo")
    assert content(r.base) == before


# ---------------------------------------------------------------- what the base would refuse


def test_a_value_beyond_its_bounds_is_to_correct_before_anything_is_written(round_: Round) -> None:
    r = round_
    raise_ceiling(r, r.reports, 20.0)
    key = r.receive(r.file({(r.reports, "value"): 31.0, (r.delay, "value"): -2.0}))
    problems = {k: x.problem.code for k, x in r.lines(key).items() if x.problem}
    assert problems == {(r.reports, "value"): "value_high", (r.delay, "value"): "value_low"}
    assert not r.apply(key, list(problems)).taken


RULES: list[tuple[str, dict[tuple[str, str], str], tuple[str, str], str]] = [
    ("a month to come", {("delay", "value"): "3", ("delay", "on"): "5/12/26"}, ("delay", "on"), "reading_in_future"),
    ("a comment without a reading", {("reports", "comment"): "Vu"}, ("reports", "comment"), "comment_alone"),
    ("a day without a value", {("reports", "on"): "15/10/2026"}, ("reports", "on"), "date_without_value"),
    ("a reason that is missing", {("share", "state"): "Non tenu"}, ("share", "comment"), "reason_needed"),
    ("a share given up without a word", {("share", "state"): "Abandonné"}, ("share", "comment"), "reason_needed"),
    ("a day to come", {("step", "state"): "Faite", ("step", "on"): "23/11/2026"}, ("step", "on"), "day_in_future"),
    ("a day of a step that is not done", {("step", "on"): "12/11/2026"}, ("step", "on"), "day_without_done"),
    ("a value where none is asked", {("share", "value"): "12"}, ("share", "value"), "not_asked"),
]  # fmt: skip


def _typed(r: Round, typed: dict[tuple[str, str], str]) -> Typed:
    return {(getattr(r, row), field): text for (row, field), text in typed.items()}


@pytest.mark.parametrize(("typed", "at", "code"), [rule[1:] for rule in RULES], ids=[rule[0] for rule in RULES])
def test_what_a_service_would_refuse_is_told_at_its_cell(
    round_: Round, typed: dict[tuple[str, str], str], at: tuple[str, str], code: str
) -> None:
    r = round_
    key = r.receive(r.file(_typed(r, typed)))
    errors = {k: x for k, x in r.lines(key).items() if x.kind is LineKind.ERROR}
    assert {k: x.problem.code for k, x in errors.items() if x.problem} == {(getattr(r, at[0]), at[1]): code}
    before = business(content(r.base))
    r.apply(key)
    assert business(content(r.base)) == before


def test_a_reason_that_is_given_lets_the_state_through(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({(r.share, "state"): "Non tenu"}))
    assert (r.share, "state") not in r.lines(key)
    lines = r.lines(key, corrected={(r.share, "comment"): "Budget refusé"})
    assert lines[r.share, "state"].kind is LineKind.CHANGED
    applied = r.apply(key, corrected={(r.share, "comment"): "Budget refusé"})
    assert told(applied.taken) == {(r.share, "state"), (r.share, "comment")}
    (share,) = rows(r, "commitment", r.share)
    assert (share["state"], share["comment"]) == ("not_kept", "Budget refusé")


def test_a_reason_that_was_not_accepted_keeps_the_state_back(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({(r.share, "state"): "Non tenu", (r.share, "comment"): "Budget refusé"}))
    assert not r.apply(key, [(r.share, "state")]).taken
    assert rows(r, "commitment", r.share)[0]["state"] == "in_progress"


def test_a_comment_waits_for_its_value_to_be_decided(round_: Round) -> None:
    r = round_
    typed: Typed = {(r.delay, "value"): 3.0, (r.delay, "on"): OCTOBER, (r.delay, "comment"): "Moins qu’en septembre"}
    key = r.receive(r.file(typed))
    applied = r.apply(key)
    assert not applied.taken and told(applied.pending) == {(r.delay, "value"), (r.delay, "comment")}
    applied = r.apply(key, keep=[(r.delay, "value")], accept=[(r.delay, "comment")])
    assert not applied.pending
    r.apply(key)
    assert (reading(r, r.delay)["value"], reading(r, r.delay)["comment"]) == (12.0, "Moins qu’en septembre")


@pytest.mark.parametrize("kind", ["reports", "share", "step", "weather"])
def test_a_row_deleted_since_is_told(round_: Round, kind: str) -> None:
    r = round_
    typed: Typed = {(getattr(r, kind), "value" if kind == "reports" else "comment"): "12"}
    key = r.receive(r.file(typed))
    remove = {"reports": indicators.remove, "share": commitments.remove, "step": measures.remove,
              "weather": objectives.remove}[kind]  # fmt: skip
    r.base.write(remove, int(getattr(r, kind)[4:]))
    (line,) = [x for x in r.lines(key).values() if x.kind is not LineKind.UNCHANGED]
    assert line.problem is not None and line.problem.code == "gone_since"
    assert not r.apply(key, [(line.ref, line.field)]).taken


@pytest.mark.parametrize("kind", ["reports", "step", "weather"])
def test_a_row_that_changed_hands_is_not_the_partners_any_more(round_: Round, kind: str) -> None:
    r = round_
    change: Any = {
        "reports": (indicators.set_field, "provider_id"), "step": (measures.set_field, "owner_id"),
        "weather": (objectives.set_field, "pilot_id"),
    }[kind]  # fmt: skip
    r.base.write(change[0], int(getattr(r, kind)[4:]), change[1], r.made.helper)
    key = r.receive(r.file({(getattr(r, kind), "value" if kind == "reports" else "comment"): "12"}))
    (line,) = [x for x in r.lines(key).values() if x.kind is not LineKind.UNCHANGED]
    assert line.problem is not None and line.problem.code == "not_yours_any_more"
    assert not line.problem.params  # whose it is now is none of the partner's business


def test_a_return_that_was_deleted_cannot_be_applied(round_: Round) -> None:
    key = round_.receive(round_.file({}))
    round_.base.write(returns.remove, key)
    with refused("gone"):
        round_.apply(key, [])


@pytest.mark.parametrize("text", ["", "[]", "{", '{"code": 1}', '{"code": "", "rows": [{"cells": {"value": [1]}}]}'])
def test_a_stored_return_that_is_none_is_a_damaged_base(round_: Round, text: str) -> None:
    key = round_.receive(round_.file({}))
    with round_.base.connection() as connection:
        connection.execute(sql("UPDATE workbook_return SET rows = :text"), {"text": text})
        connection.commit()
    with refused("database_damaged"):
        round_.base.read(returns.review, key, TODAY)


def test_a_partner_that_was_renamed_still_answers(round_: Round) -> None:
    r = round_
    r.base.write(partners.rename, r.made.pilot, "Ville nouvelle", "VN", TODAY)
    assert r.check(r.file({(r.reports, "value"): 1.0}))[0].partner == "Ville nouvelle"
    assert r.apply(r.receive(r.file({(r.reports, "value"): 1.0}))).partner == "Ville nouvelle"


def test_levels_and_percentages_are_written_as_they_are_meant(round_: Round) -> None:
    r = round_
    ids: dict[str, int] = {
        "ordinal": r.made.indicator(
            "Ambiance", direction=Direction.ORDINAL, levels="Tendue\nCalme", provider_id=r.made.helper
        ),
        "percent": r.made.indicator("Part", unit="%", provider_id=r.made.helper),
    }
    (dispatch,) = sent(r.base, opened(r.base, "Autre", partner_ids=(r.made.helper,)))
    (parcel,) = r.base.read(dispatches.parcels, (dispatch,), TODAY)
    typed: Typed = {(f"IND-{ids['ordinal']}", "value"): "calme", (f"IND-{ids['percent']}", "value"): "12,5 %"}
    ((_, applied),) = r.base.write(returns.apply_files, (file_of(parcel.form, typed),), TODAY).result
    assert applied is not None and len(applied.taken) == 2
    values = {row["indicator_id"]: row["value"] for row in rows(r, "reading") if row["origin_file"]}
    assert values == {ids["ordinal"]: 2.0, ids["percent"]: 12.5}
