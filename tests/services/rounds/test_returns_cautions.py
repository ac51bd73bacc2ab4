"""Which period a figure belongs to, and what of an answer somebody should look at before it is taken."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from psq_desktop import wording
from psq_desktop.models.indicator import Indicator
from psq_desktop.services.forms.answer_rows import Answer, AnsweredRow
from psq_desktop.services.forms.book_rows import CellValue
from psq_desktop.services.forms.form_rows import FormField, FormRow
from psq_desktop.services.kinds import LineKind, Period
from psq_desktop.services.rounds import returns
from psq_desktop.services.rounds.campaign_rows import Decisions, ReviewLine
from psq_desktop.services.rounds.present import meant
from psq_desktop.services.steering import commitments, indicators, readings
from psq_desktop.services.steering.readings import Draft
from tests.conftest import TODAY
from tests.services.rounds.returned import Round, Typed, again, indicator_of
from tests.services.rounds.test_returns_apply import OCTOBER, reading, rows

SEPTEMBER = dt.date(2026, 9, 30)


def told(round_: Round, key: int, ref: str, field: str = "value") -> ReviewLine:
    review = round_.base.read(returns.review, key, TODAY)
    (found,) = [r for r in review.lines if (r.line.ref, r.line.field) == (ref, field)]
    return found


def caution(found: ReviewLine) -> str:
    assert found.line.caution is None or wording.explain_problem(found.line.caution)
    return found.line.caution.code if found.line.caution is not None else ""


@pytest.mark.parametrize(
    ("day", "period", "code"),
    [
        (None, "oct. 2026", ""), ("2/10/2026", "oct. 2026", ""), ("31/10/2026", "oct. 2026", ""),
        ("15/11/2026", "oct. 2026", ""), (dt.date(2026, 11, 22), "oct. 2026", ""),
        ("30/11/2026", "nov. 2026", "other_period"), ("nov. 2026", "nov. 2026", "other_period"),
        ("15/09/2026", "sept. 2026", "other_period"),
    ],
)  # fmt: skip
def test_a_figure_belongs_to_the_period_asked_unless_its_day_names_another(
    round_: Round, day: CellValue, period: str, code: str
) -> None:
    found = told(
        round_,
        round_.receive(round_.file({(round_.reports, "value"): 31.0, (round_.reports, "on"): day})),
        round_.reports,
    )
    assert found.label.replace("\u00a0", " ") == f"Signalements, {period}"
    assert (found.line.kind, caution(found)) == (LineKind.ADDED, code)


@pytest.mark.parametrize(
    ("day", "end"),
    [
        ("2026-11-15", "2026-09-30"),
        ("2026-12-31", "2026-12-31"),
        ("2026-07-02", "2026-09-30"),
        ("2026-06-02", "2026-06-30"),
    ],
)
def test_a_quarter_is_named_by_its_last_day(day: str, end: str) -> None:
    row = FormRow(
        "IND-1", "1.1", "Signalements", {}, {"value": FormField(asked="2026-09-30"), "on": FormField(of="value")}
    )
    answered = AnsweredRow("IND-1", "", 6, {"on": Answer(day, "", "", day)}, {})
    assert meant(row, answered, Indicator(period=Period.QUARTER)) == dt.date.fromisoformat(end)


def test_the_year_of_a_figure_from_long_before_is_asked(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({(r.reports, "value"): 29.0, (r.reports, "on"): "15/11/2016"}))
    (line,) = [line for line in r.lines(key).values() if line.ref == r.reports and line.kind is LineKind.ERROR]
    assert line.problem is not None and line.problem.code == "year_out_of_range"
    assert line.suggestion == OCTOBER.isoformat()
    assert told(r, key, r.reports, "on").line == line


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (12.5, ""), (0.0, ""), (120.0, ""), (121.0, "far_value"), (1.2, ""), (1.1, "far_value"), ("néant", ""),
        (-12.0, ""),
    ],
)  # fmt: skip
def test_a_figure_ten_times_off_is_looked_at_first(round_: Round, value: CellValue, code: str) -> None:
    r = round_
    found = told(r, r.receive(r.file({(r.delay, "value"): value, (r.delay, "on"): "22/11/2026"})), r.delay)
    if value == -12.0:
        assert found.line.kind is LineKind.ERROR
        return
    assert caution(found) == code
    assert (found.last, found.last_period.replace("\u00a0", " "), found.day) == (12.0, "oct. 2026", "2026-11-22")


def test_a_bare_share_of_one_is_a_percentage_that_lost_its_sign(round_: Round) -> None:
    r = round_
    r.base.write(indicators.set_field, indicator_of(r.reports), "unit", "%")
    r.base.write(readings.record, indicator_of(r.reports), Draft(SEPTEMBER, 6.8), TODAY)
    r = again(r)
    line = told(r, r.receive(r.file({(r.reports, "value"): 0.72})), r.reports).line
    assert line.caution is not None and line.caution.code == "far_value"
    assert (line.kind, line.returned, line.suggestion) == (LineKind.ADDED, 0.72, 72.0)


def test_without_a_last_figure_the_target_is_what_is_far(round_: Round) -> None:
    r = round_
    r.base.write(indicators.set_field, indicator_of(r.reports), "target", 4.0)
    assert caution(told(r, r.receive(r.file({(r.reports, "value"): 410.0})), r.reports)) == "far_from_aim"


def test_a_comment_that_replaces_ours_is_looked_at_first(round_: Round) -> None:
    r = round_
    r.apply(r.receive(r.file({(r.share, "comment"): "Sept portes posées", (r.step, "comment"): "Salle prêtée"})))
    r = again(r)
    typed = {(ref, "comment"): "RAS" for ref in (r.share, r.step, r.weather)}
    key = r.receive(r.file(typed))
    codes = {ref: caution(told(r, key, ref, "comment")) for ref in (r.share, r.step, r.weather)}
    assert codes == {r.share: "replaces_comment", r.step: "replaces_comment", r.weather: ""}


def test_a_line_to_look_at_first_is_open_until_it_is_decided(round_: Round) -> None:
    r = round_
    r.base.write(commitments.set_field, int(r.share[4:]), "text", "Poser CENT portes")
    typed: Typed = {(r.share, "state"): "Tenu", (r.reports, "value"): 31.0}
    key = r.receive(r.file(typed))
    assert caution(told(r, key, r.share, "state")) == "reworded"
    assert r.base.read(returns.counts, key, TODAY) == (1, 1, 0)
    applied = r.apply(key, accept=[(r.reports, "value")])
    assert [(x.ref, x.field) for x in applied.pending] == [(r.share, "state")]
    assert len(r.base.read(returns.review, key, TODAY).open_lines) == 1
    assert r.apply(key, accept=[], keep=[(r.share, "state")]).pending == ()


@pytest.mark.parametrize(("name", "value"), [("unit", "h"), ("period", Period.HALF_YEAR)])
def test_a_figure_of_an_indicator_that_was_redefined_is_asked_again(round_: Round, name: str, value: Any) -> None:
    r = round_
    r.base.write(indicators.set_field, indicator_of(r.reports), name, value)
    line = told(r, r.receive(r.file({(r.reports, "value"): 31.0})), r.reports).line
    assert line.problem is not None and line.problem.code == "definition_changed"


def test_the_words_of_another_period_are_not_those_of_the_row(round_: Round) -> None:
    r = round_
    typed: Typed = {(r.reports, "value"): 31.0, (r.reports, "indicator"): "Signalements, sept. 2026"}
    key = r.receive(r.file(typed))
    line = told(r, key, r.reports).line
    assert line.problem is not None and line.problem.code == "row_mixed"
    assert r.apply(key).taken == ()
    assert len(r.apply(key, accept=[], corrected={(r.reports, "value"): "31"}).taken) == 1


def test_halves_filled_in_by_two_people_are_both_kept_and_a_blank_one_hinders_neither(round_: Round) -> None:
    r = round_
    saved = dt.datetime(2026, 11, 20, 9, 0)
    one = r.file({(r.reports, "value"): 31.0}, name="a.xlsx", saved_at=saved)
    other = r.file(
        {(r.share, "state"): "Tenu", (r.reports, "value"): 30.0}, name="b.xlsx", saved_at=saved.replace(hour=11)
    )
    blank = r.file(name="c.xlsx", saved_at=saved.replace(hour=15))
    told_of = r.base.write(returns.apply_files, (blank, other, one), TODAY).result
    notes = [checked.note for checked, _ in told_of]
    taken = [None if applied is None else {(x.ref, x.field) for x in applied.taken} for _, applied in told_of]
    assert notes == ["blank", "", ""]
    assert taken == [None, {(r.share, "state")}, {(r.reports, "value")}]
    blank_key = told_of[0][0].return_id
    assert blank_key is not None and r.base.read(returns.review, blank_key, TODAY).applied_on is None


def test_leaving_the_day_of_a_figure_takes_the_figure_without_it(round_: Round) -> None:
    r = round_
    typed: Typed = {(r.reports, "value"): 6.5, (r.reports, "on"): "15/11/2062", (r.reports, "comment"): "Vu"}
    key = r.receive(r.file(typed))
    day = (r.reports, "on")
    shown = r.lines(key, corrected={day: ""})
    assert shown[r.reports, "value"].kind is LineKind.ADDED and day not in shown
    applied = r.apply(key, accept=[], keep=[day])
    assert {(x.ref, x.field) for x in applied.taken} == {(r.reports, "value"), (r.reports, "comment")}
    assert applied.pending == () and reading(r, r.reports)["value"] == 6.5
    assert day not in r.lines(key)


def test_the_same_by_an_empty_correction(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({(r.reports, "value"): 6.5, (r.reports, "on"): "15/11/2062"}))
    applied = r.apply(key, accept=[], corrected={(r.reports, "on"): ""})
    assert len(applied.taken) == 1 and applied.pending == () and reading(r, r.reports)["value"] == 6.5


def test_a_doubtful_figure_set_free_by_its_day_still_waits_to_be_accepted(round_: Round) -> None:
    r = round_
    typed: Typed = {(r.delay, "value"): 1284.0, (r.delay, "on"): "15/11/2062"}
    r.base.write(indicators.set_field, indicator_of(r.delay), "highest", None)
    key = r.receive(r.file(typed))
    assert r.apply(key, accept=[], corrected={(r.delay, "on"): "15/11/2026"}).taken == ()
    assert caution(told(r, key, r.delay)) == "far_value"
    assert len(r.apply(key, accept=[(r.delay, "value")]).taken) == 1


def test_a_wrong_state_is_mended_before_its_day_is_judged(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({(r.step, "state"): "fait le", (r.step, "on"): "18/11/26"}))
    wrong = [x for x in r.lines(key).values() if x.ref == r.step and x.kind is not LineKind.UNCHANGED]
    assert [(x.field, x.kind) for x in wrong] == [("state", LineKind.ERROR)]
    applied = r.apply(key, accept=[], corrected={(r.step, "state"): "Faite"})
    assert {x.field for x in applied.taken} == {"state", "on"} and applied.pending == ()
    assert rows(r, "measure", r.step)[0]["done_on"] == "2026-11-18"


def test_the_day_of_a_state_that_was_left_aside_is_judged(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({(r.step, "state"): "fait le", (r.step, "on"): "18/11/26"}))
    r.apply(key, accept=[], keep=[(r.step, "state")])
    line = r.lines(key)[r.step, "on"]
    assert line.problem is not None and line.problem.code == "day_without_done"


def test_a_figure_of_a_period_under_way_is_provisional_and_reported_the_day_it_came(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({(r.reports, "value"): 31.0, (r.delay, "value"): 9.0, (r.delay, "on"): "31/10/2026"}))
    r.base.write(
        returns.apply, key, Decisions(frozenset({(r.reports, "value")}), {}, frozenset()), dt.date(2026, 12, 3)
    )
    found = reading(r, r.reports)
    assert (found["provisional"], found["reported_on"]) == (0, TODAY.isoformat())
    late = r.receive(r.file({(r.reports, "value"): 40.0, (r.reports, "on"): "30/11/2026"}))
    r.base.write(
        returns.apply, late, Decisions(frozenset({(r.reports, "value")}), {}, frozenset()), dt.date(2026, 12, 3)
    )
    assert reading(r, r.reports, dt.date(2026, 11, 30))["provisional"] == 1


def test_an_answer_without_anything_new_can_be_filed(round_: Round) -> None:
    r = round_
    key = r.receive(r.file())
    assert r.base.read(returns.review, key, TODAY).applied_on is None
    r.base.write(returns.apply, key, Decisions(frozenset(), {}, frozenset()), TODAY)
    assert r.base.read(returns.review, key, TODAY).applied_on == TODAY


def test_an_untouched_copy_contradicts_none_that_was_filled_in(round_: Round) -> None:
    r = round_
    key = r.receive(r.file({}, copies=[(r.share, {(r.share, "state"): "Tenu"})]))
    line = r.lines(key)[r.share, "state"]
    assert (line.kind, line.returned) == (LineKind.CHANGED, "kept")


def test_letters_that_some_mean_otherwise_are_looked_at_first(round_: Round) -> None:
    r = round_
    for typed, code in (("n.c.", "read_as"), ("nc", "read_as"), ("/", "read_as"), ("non concerné", "")):
        assert caution(told(r, r.receive(r.file({(r.reports, "value"): typed})), r.reports)) == code


def test_a_row_of_invisible_signs_proposes_nothing(round_: Round) -> None:
    key = round_.receive(round_.file({}, added=[{"code": "1.1", "share": "\u200b\u2060"}, {"share": "\u200b"}]))
    added = [x for x in round_.lines(key).values() if x.ref not in {row.ref for row in round_.form.rows}]
    assert [x.kind for x in added] == [LineKind.ERROR]
