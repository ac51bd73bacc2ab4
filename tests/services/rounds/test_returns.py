"""A returned workbook is recognised, refused or set aside, and kept once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import event

from psq_desktop import db
from psq_desktop.errors import UserError
from psq_desktop.services import history
from psq_desktop.services.forms.book_rows import Refusal
from psq_desktop.services.forms.keys import new_dispatch_code, row_key
from psq_desktop.services.kinds import CommitmentState, DispatchState, LineKind, OutlookState
from psq_desktop.services.rounds import dispatches, returns
from psq_desktop.services.rounds.campaign_rows import Checked
from psq_desktop.services.steering import commitments, objectives, outlooks, readings
from psq_desktop.services.steering.readings import Draft
from psq_desktop.wording import explain
from tests.conftest import ACTOR, TODAY
from tests.services.helpers import refused
from tests.services.rounds.collected import card, opened, sent
from tests.services.rounds.returned import AUTHOR, Round, Typed, again, file_of, kinds
from tests.test_undo import content

OCTOBER, NOVEMBER = dt.date(2026, 10, 31), dt.date(2026, 11, 30)


def reason(checked: Checked) -> str:
    """The refusal or the note in French."""
    return explain(UserError(checked.refusal or checked.note, **checked.params)).replace("\u00a0", " ")


# ---------------------------------------------------------------- recognising


def test_a_workbook_that_nobody_touched_says_nothing(round_: Round) -> None:
    (checked,) = round_.check(round_.file())
    assert checked.recognised and not checked.refusal and checked.note == "blank"
    assert "Classez-le" in reason(checked)
    assert {line.kind for line in checked.lines} == {LineKind.UNCHANGED}
    assert (checked.partner, checked.campaign) == ("Ville", "Relevés")


def test_a_check_writes_nothing(round_: Round) -> None:
    before = content(round_.base)
    round_.check(round_.file({(round_.reports, "value"): "31"}))
    assert content(round_.base) == before


def test_each_answer_is_told_against_what_was_sent_and_what_is_known(round_: Round) -> None:
    r = round_
    r.base.write(readings.record, int(r.delay[4:]), Draft(NOVEMBER, 9.0), TODAY)
    typed: Typed = {
        (r.reports, "value"): "31", (r.delay, "value"): 7.0, (r.share, "state"): "Tenu", (r.step, "state"): "Bientôt",
    }  # fmt: skip
    (checked,) = r.check(r.file(typed, without=(r.weather,)))
    found = {(x.ref, x.field): x for x in checked.lines}
    assert kinds(found) == {
        (r.reports, "value"): LineKind.ADDED, (r.delay, "value"): LineKind.CONFLICT,
        (r.share, "state"): LineKind.CHANGED, (r.step, "state"): LineKind.ERROR, (r.weather, ""): LineKind.MISSING,
    }  # fmt: skip
    clash = found[r.delay, "value"]
    assert (clash.sent, clash.returned, clash.current, clash.sheet) == (None, 7.0, 9.0, "À compléter")


def test_an_answer_for_another_period_is_told_against_that_period(round_: Round) -> None:
    r = round_
    typed: Typed = {(r.delay, "value"): 7.0, (r.delay, "on"): "15/10/2026", (r.reports, "value"): 31.0}
    (checked,) = r.check(r.file({**typed, (r.reports, "on"): dt.date(2026, 9, 3)}))
    found = {(x.ref, x.field): x for x in checked.lines}
    assert (found[r.delay, "value"].kind, found[r.delay, "value"].current) == (LineKind.CONFLICT, 12.0)
    assert found[r.reports, "value"].kind is LineKind.ADDED
    assert (r.delay, "on") not in found


def test_what_could_not_be_read_is_refused_for_its_reason(round_: Round) -> None:
    unread = replace(round_.file(), book=None, refusal=Refusal("not_a_form"))
    (checked,) = round_.check(unread)
    assert (checked.recognised, checked.refusal, checked.lines) == (False, "not_a_form", ())


def test_a_workbook_of_another_base_is_refused(round_: Round) -> None:
    (checked,) = round_.check(file_of(round_.form, {}, code=new_dispatch_code()))
    assert (checked.recognised, checked.refusal, checked.partner) == (False, "unknown_dispatch", "")
    assert "autre base" in reason(checked)


def test_another_partners_workbook_is_refused_and_both_are_named(round_: Round) -> None:
    (checked,) = round_.check(round_.file({(round_.reports, "value"): 3.0}), partner_id=round_.made.helper)
    assert (checked.recognised, checked.refusal, checked.lines) == (False, "other_partner", ())
    assert "Ville, et non Bailleur" in reason(checked)
    with pytest.raises(AssertionError):
        round_.receive(replace(round_.file(), book=None, refusal=Refusal("not_a_form")))


def test_a_row_of_another_dispatch_and_one_with_a_damaged_key_are_told_and_change_nothing(round_: Round) -> None:
    r = round_
    key = row_key(r.share)
    damaged = key[:-1] + ("A" if key[-1] != "A" else "B")
    file = r.file({(r.share, "state"): "Tenu"}, keys={r.share: damaged})
    foreign = r.file({(r.reports, "value"): 3.0}, keys={r.reports: row_key("IND-4711")})
    problems = [{x.problem.code for x in c.lines if x.problem} for c in r.check(file, foreign)]
    assert problems == [{"key_altered"}, {"key_foreign"}]
    applied = r.apply(r.receive(foreign))
    assert not applied.taken and len(applied.pending) == 1


# ---------------------------------------------------------------- old versions, files that come twice


def test_an_old_version_is_shown_kept_and_not_applied(round_: Round) -> None:
    new = again(round_)
    old = round_.file({(round_.reports, "value"): 31.0})
    (checked,) = new.check(old)
    assert (checked.recognised, checked.refusal) == (False, "old_dispatch")
    assert checked.params == {"sent": "22\u00a0novembre\u00a02026", "later": "22\u00a0novembre\u00a02026"}
    assert kinds({(x.ref, x.field): x for x in checked.lines}) == {(round_.reports, "value"): LineKind.ADDED}
    before = content(round_.base)["reading"]
    key = round_.receive(old)
    with refused("old_dispatch"):
        round_.apply(key)
    assert round_.base.read(returns.review, key, TODAY).old_version
    assert content(round_.base)["reading"] == before
    assert card(round_.base, round_.campaign, round_.made.pilot).old_version


def test_a_version_that_was_made_and_not_sent_replaces_nothing(round_: Round) -> None:
    round_.base.write(dispatches.prepare, round_.campaign, TODAY, again=True)
    (checked,) = round_.check(round_.file())
    assert checked.recognised


def test_a_file_is_kept_once(round_: Round) -> None:
    file = round_.file({(round_.reports, "value"): 31.0})
    first = round_.receive(file)
    before = content(round_.base)
    outcome = round_.base.write(returns.receive, (replace(file, name="renommé.xlsx"),), TODAY)
    (checked,) = outcome.result
    assert (checked.return_id, checked.note) == (first, "known")
    assert "22 novembre 2026" in reason(checked)
    assert outcome.changes.step is None and content(round_.base) == before


def test_the_same_file_twice_has_no_effect_the_second_time(round_: Round) -> None:
    file = round_.file({(round_.reports, "value"): 31.0, (round_.share, "state"): "Tenu"})
    round_.base.write(returns.apply_files, (file,), TODAY)
    before = content(round_.base)
    ((checked, applied),) = round_.base.write(returns.apply_files, (file,), TODAY + dt.timedelta(1)).result
    assert (checked.note, applied) == ("already_applied", None)
    assert {line.kind for line in checked.lines} == {LineKind.UNCHANGED}
    assert content(round_.base) == before


def test_a_file_that_was_applied_stays_so_when_the_base_moves_on(round_: Round) -> None:
    r = round_
    file = r.file({(r.reports, "value"): 31.0})
    key = r.receive(file)
    r.apply(key)
    r.base.write(readings.record, int(r.reports[4:]), Draft(OCTOBER, 40.0), TODAY, replace=True)
    (checked,) = r.check(file)
    assert (checked.note, kinds({(x.ref, x.field): x for x in checked.lines})) == (
        "already_applied", {(r.reports, "value"): LineKind.CONFLICT},
    )  # fmt: skip
    assert r.base.read(returns.counts, key, TODAY) == (0, 0, 0)
    before = content(r.base)
    assert not r.apply(key, [(r.reports, "value")]).taken
    r.base.write(returns.apply_files, (file,), TODAY)
    assert content(r.base) == before


def test_the_same_answers_saved_again_change_nothing(round_: Round) -> None:
    typed = {(round_.reports, "value"): "31", (round_.step, "state"): "Faite", (round_.share, "comment"): "Retard"}
    round_.apply(round_.receive(round_.file(typed)))
    before = {table: rows for table, rows in content(round_.base).items() if table != "workbook_return"}
    resaved = round_.receive(round_.file(typed, name="re.ods", digest="autre"))
    assert round_.base.read(returns.counts, resaved, TODAY) == (0, 0, 0)
    assert not round_.apply(resaved).taken
    after = content(round_.base)
    assert {table: after[table] for table in before} == before


def test_what_two_files_of_one_dispatch_say_otherwise_is_asked_in_the_one_saved_last(round_: Round) -> None:
    early = round_.file(
        {(round_.reports, "value"): 1.0}, name="a.xlsx", saved_at=dt.datetime(2026, 11, 20, 10, tzinfo=dt.UTC)
    )
    late = round_.file({(round_.reports, "value"): 2.0}, name="b.xlsx", saved_at=dt.datetime(2026, 11, 20, 11))
    assert {checked.note for checked in round_.check(late, early)} == {""}
    outcome = round_.base.write(returns.apply_files, (late, early), TODAY).result
    assert [len(applied.taken) for _, applied in outcome if applied is not None] == [0, 1]
    (_, second), _ = outcome
    assert second is not None and [x.kind for x in second.pending] == [LineKind.CONFLICT]
    assert [row["value"] for row in content(round_.base)["reading"] if row["origin_file"]] == [1.0]
    assert len(content(round_.base)["workbook_return"]) == 2


@pytest.mark.parametrize("old", [False, True])
def test_one_file_dropped_under_two_names_counts_once(round_: Round, old: bool) -> None:
    if old:
        again(round_)
    file = round_.file({(round_.reports, "value"): 1.0})
    _, second = round_.base.write(returns.receive, (file, replace(file, name="copie.xlsx")), TODAY).result
    assert second.note == "same_file"
    assert len(content(round_.base)["workbook_return"]) == 1
    if not old:
        assert "« retour.xlsx »" in reason(second)


def test_a_refused_file_hinders_no_other(round_: Round) -> None:
    unread = replace(round_.file(), book=None, refusal=Refusal("not_a_form"), name="photo.xlsx")
    good = round_.file({(round_.reports, "value"): 5.0, (round_.step, "on"): "hier"})
    outcome = round_.base.write(returns.apply_files, (unread, good), TODAY).result
    assert [(c.refusal, bool(a and a.taken), len(a.pending) if a else 0) for c, a in outcome] == [
        ("not_a_form", False, 0), ("", True, 1),
    ]  # fmt: skip


# ---------------------------------------------------------------- what a review tells


def test_a_review_says_who_sent_it_and_what_each_line_is_about(round_: Round) -> None:
    r = round_
    typed: Typed = {(r.reports, "value"): 31.0, (r.delay, "value"): 5.0, (r.delay, "on"): "30/09/2026"}
    review = r.base.read(returns.review, r.receive(r.file(typed)), TODAY)
    assert (review.partner, review.campaign, review.author, review.program) == ("Ville", 1, AUTHOR, "LibreOffice")
    told = {(x.line.ref, x.line.field): x for x in review.lines}
    reports, delay, state = told[r.reports, "value"], told[r.delay, "value"], told[r.weather, "state"]
    assert (reports.code, reports.objective) == ("1.1", "Réduire les rodéos")
    assert reports.label == "Signalements, oct.\u00a02026" and delay.label == "Délai de réponse, sept.\u00a02026"
    assert ("secured", "Sécurisé") in state.choices and delay.told.unit == "j"
    assert review.digest and not review.old_version and review.sent_on == TODAY


def test_a_conflict_says_who_changed_our_side_and_when(round_: Round) -> None:
    r = round_
    key = r.receive(
        r.file(
            {
                (r.share, "state"): "Tenu",
                (r.weather, "state"): "Compromis",
                (r.delay, "value"): 3.0,
                (r.step, "state"): "Faite",
            }
        )
    )
    r.base.write(commitments.set_state, int(r.share[4:]), CommitmentState.PARTIAL, TODAY)
    r.base.write(outlooks.declare, r.made.objective, OutlookState.SECURED, on=TODAY, today=TODAY, author="M. Pilote")
    r.base.write(readings.record, int(r.delay[4:]), Draft(NOVEMBER, 9.0), TODAY)
    review = r.base.read(returns.review, key, TODAY)
    day = r.base.read(history.changes)[0].at.astimezone().date()
    touched = {x.line.ref: (x.changed_by, x.changed_on) for x in review.lines if x.changed_by}
    assert touched == dict.fromkeys((r.share, r.weather, r.delay), (ACTOR, day))
    assert {x.line.ref for x in review.open_lines} == {r.share, r.weather, r.delay}


def test_corrections_are_tried_without_being_kept(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({(r.reports, "value"): "environ 30"}))
    line = r.lines(key)[r.reports, "value"]
    assert (line.kind, line.suggestion, line.read) == (LineKind.ERROR, 30.0, "environ 30")
    line = r.lines(key, corrected={(r.reports, "value"): "32"})[r.reports, "value"]
    assert (line.kind, line.returned, line.read) == (LineKind.ADDED, 32.0, "environ 30")
    assert r.lines(key)[r.reports, "value"].kind is LineKind.ERROR


def test_the_board_follows_from_received_to_applied(round_: Round) -> None:
    r = round_

    def state() -> DispatchState:
        return card(r.base, r.campaign, r.made.pilot).state

    assert state() is DispatchState.SENT
    key = r.receive(r.file({(r.reports, "value"): 31.0, (r.step, "state"): "???"}))
    assert r.base.read(returns.counts, key, TODAY) == (1, 0, 1)
    assert state() is DispatchState.TO_CHECK
    r.apply(key)
    assert state() is DispatchState.TO_CHECK
    r.apply(key, keep=[(r.step, "state")])
    assert state() is DispatchState.APPLIED


def test_a_return_that_is_given_up_is_gone_and_comes_back_with_undo(round_: Round) -> None:
    key = round_.receive(round_.file({(round_.reports, "value"): 31.0}))
    before = content(round_.base)
    step = round_.base.write(returns.remove, key).changes.step
    assert content(round_.base)["workbook_return"] == []
    assert step is not None
    round_.base.revert(step, "undo")
    assert content(round_.base) == before


def test_a_dispatch_whose_rows_are_gone_is_told_row_by_row(round_: Round) -> None:
    r = round_
    file = r.file(
        {(r.reports, "value"): 31.0, (r.share, "state"): "Tenu"}, added=({"code": "1.1", "share": "Un plan"},)
    )
    r.base.write(objectives.remove, r.made.objective)
    (checked,) = r.check(file)
    assert {x.problem.code for x in checked.lines if x.problem} == {"gone_since"}
    assert not any(x.kind.safe or x.kind is LineKind.CONFLICT for x in checked.lines)


def test_many_returns_are_checked_with_as_many_queries_as_one(demo_database: db.Database) -> None:
    campaign = opened(demo_database)
    ids = sent(demo_database, campaign)
    files = [file_of(p.form, {}, name=p.stem) for p in demo_database.read(dispatches.parcels, ids, TODAY)]
    asked: list[str] = []
    event.listen(demo_database._engine, "before_cursor_execute", lambda *args: asked.append(args[2]))

    def queries(count: int) -> int:
        asked.clear()
        demo_database.read(returns.check, files[:count], TODAY)
        return len(asked)

    assert queries(len(files)) <= queries(2) + 2
