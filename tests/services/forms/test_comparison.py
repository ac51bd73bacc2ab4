"""What was sent, what came back, what is here now: one verdict for each field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from psq_desktop import wording
from psq_desktop.errors import Problem
from psq_desktop.services.forms.answer_rows import Answer, AnsweredRow, Line
from psq_desktop.services.forms.comparison import Known, compare, same
from psq_desktop.services.forms.form_rows import Form, FormField, FormRow, Scalar
from psq_desktop.services.kinds import LineKind
from tests.exports.forms import partner_form

UNCHANGED, CHANGED, ADDED, MISSING, CONFLICT, ERROR = (
    LineKind.UNCHANGED, LineKind.CHANGED, LineKind.ADDED, LineKind.MISSING, LineKind.CONFLICT, LineKind.ERROR,
)  # fmt: skip
WRONG = Problem("value", "unreadable_number")
FIGURE = {"value": FormField(asked="2026-11-30"), "on": FormField(of="value"), "comment": FormField()}
VALUE = FormRow("IND-12", "2.1", "", {}, FIGURE)
SHARE = FormRow("ENG-31", "2.2", "", {}, {"state": FormField("kept", filled=True)}, {"text": "Former les conducteurs"})


def form(*rows: FormRow) -> Form:
    return replace(partner_form(), rows=rows)


def answered(ref: str, number: int = 7, **values: Scalar | Answer) -> AnsweredRow:
    letters = {"value": "H", "on": "I", "state": "J", "comment": "K"}
    answers = {
        field: value if isinstance(value, Answer) else Answer(value, "F", f"{letters[field]}{number}", str(value))
        for field, value in values.items()
        if value is not None
    }
    return AnsweredRow(ref, "F", number, answers, {})


def one(told: FormField, sent: Scalar, returned: Scalar, current: Scalar) -> LineKind:
    row = replace(VALUE, fields={"value": told})
    sent_, current_ = {"IND-12": {"value": sent}}, {"IND-12": {"value": current}}
    (line,) = compare(form(row), sent_, (answered("IND-12", value=returned),), current_)
    return line.kind


# what was sent, what came back, what is here: of a cell that was empty, of a cell that showed what was sent
VERDICTS: list[tuple[Scalar, Scalar, Scalar, LineKind, LineKind]] = [
    (None, None, None, UNCHANGED, UNCHANGED),
    (5.0, None, 5.0, UNCHANGED, UNCHANGED),
    (5.0, None, 6.0, UNCHANGED, UNCHANGED),
    (None, 5.0, 5.0, UNCHANGED, UNCHANGED),
    (5.0, 5.0, 5.0, UNCHANGED, UNCHANGED),
    (5.0, 5.0, 6.0, CONFLICT, UNCHANGED),
    (5.0, 5.0, None, CONFLICT, UNCHANGED),
    (None, 5.0, None, ADDED, ADDED),
    ("", "a", None, ADDED, ADDED),
    (None, "a", "", ADDED, ADDED),
    (5.0, 6.0, 5.0, CHANGED, CHANGED),
    (5.0, 6.0, 6.0, UNCHANGED, UNCHANGED),
    (5.0, 6.0, 7.0, CONFLICT, CONFLICT),
    (5.0, 6.0, None, CONFLICT, CONFLICT),
    (None, 6.0, 7.0, CONFLICT, CONFLICT),
    (5.0, "none", 5.0, CHANGED, CHANGED),
    ("none", 0.0, "none", CHANGED, CHANGED),
    (0.0, "none", 0.0, CHANGED, CHANGED),
    (None, 0.0, None, ADDED, ADDED),
    (0.0, None, 0.0, UNCHANGED, UNCHANGED),
    ("not_applicable", "none", "not_applicable", CHANGED, CHANGED),
    ("a b", " a  b ", "x", CONFLICT, UNCHANGED),
    ("a", "x  y", "x y", UNCHANGED, UNCHANGED),
    ("a", "b", " a", CHANGED, CHANGED),
    (0.3, 0.1 + 0.2, 5.0, CONFLICT, UNCHANGED),
    (5.0, 0.1 + 0.2, 0.3, UNCHANGED, UNCHANGED),
    (1e11, 1e11 + 1, 1e11, UNCHANGED, UNCHANGED),
    (0.0, 1e-12, 0.0, CHANGED, CHANGED),
]


@pytest.mark.parametrize(("sent", "returned", "current", "empty", "filled"), VERDICTS)
def test_the_verdict(sent: Scalar, returned: Scalar, current: Scalar, empty: LineKind, filled: LineKind) -> None:
    assert one(FormField(), sent, returned, current) is empty
    assert one(FormField(filled=True), sent, returned, current) is filled


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [(None, "", True), (None, 0.0, False), ("", 0.0, False), ("0", 0.0, False), ("a\nb", "a b", True),
     ("a", "A", False), ("été", "ete", False), (1.0, 1.0 + 1e-12, True), (1.0, 1.000001, False), (-1.0, 1.0, False)],
)  # fmt: skip
def test_when_two_values_are_one(left: Scalar, right: Scalar, equal: bool) -> None:
    assert same(left, right) is same(right, left) is equal


def lines(
    *rows: AnsweredRow, asked: FormRow = VALUE, sent: Known | None = None, current: Known | None = None
) -> dict[str, Line]:
    found = compare(form(asked), sent or {}, rows, current or {})
    told = {line.field: line for line in found}
    assert len(told) == len(found)
    return told


def kinds(*rows: AnsweredRow, asked: FormRow = VALUE) -> dict[str, LineKind]:
    return {field: line.kind for field, line in lines(*rows, asked=asked).items()}


def codes(*rows: AnsweredRow, asked: FormRow = VALUE) -> dict[str, str]:
    found = lines(*rows, asked=asked)
    problems = {field: line.problem for field, line in found.items() if line.problem is not None}
    assert all(wording.explain_problem(problem) for problem in problems.values())
    return {field: problem.code for field, problem in problems.items()}


# ---------------------------------------------------------------- fields


def test_a_line_holds_all_three_and_where_it_was_read() -> None:
    row = answered("IND-12", value=Answer(7.5, "Feuil1", "H9", "7,5"))
    found = compare(form(VALUE), {"IND-12": {"value": 8.0}}, (row,), {"IND-12": {"value": 8.0, "comment": "vu"}})
    assert found == (
        Line("IND-12", "value", CHANGED, 8.0, 7.5, 8.0, "Feuil1", "H9", "7,5"),
        Line("IND-12", "comment", UNCHANGED, None, None, "vu"),
    )


def test_what_is_wrong_in_a_cell_is_one_line_to_correct() -> None:
    row = answered("IND-12", value=Answer(None, "Feuil1", "H9", "environ 30", WRONG, 30.0))
    assert lines(row)["value"] == Line(
        "IND-12", "value", ERROR, None, None, None, "Feuil1", "H9", "environ 30", WRONG, 30.0
    )


def test_a_date_has_no_line_of_its_own() -> None:
    assert kinds(answered("IND-12", value=5.0, on="2026-11-30")) == {"value": ADDED, "comment": UNCHANGED}


def test_a_value_waits_for_the_date_that_is_to_be_corrected() -> None:
    wrong = Answer(None, "F", "I7", "bientôt", Problem("on", "unreadable_date"))
    assert kinds(answered("IND-12", value=5.0, on=wrong)) == {"on": ERROR, "comment": UNCHANGED}
    assert kinds(answered("IND-12", on=wrong)) == {"on": ERROR, "comment": UNCHANGED}


def test_a_value_and_its_date_that_are_both_wrong_are_both_told() -> None:
    date = Answer(None, "F", "I7", "bientôt", Problem("on", "unreadable_date"))
    value = Answer(None, "F", "H7", "?", WRONG)
    assert kinds(answered("IND-12", value=value, on=date)) == {"value": ERROR, "on": ERROR, "comment": UNCHANGED}


def test_a_date_without_a_value_is_to_be_corrected() -> None:
    assert codes(answered("IND-12", on="2026-11-30")) == {"on": "date_without_value"}
    assert kinds(answered("IND-12", on="2026-11-30", comment="vu")) == {"on": ERROR, "comment": ADDED}


def test_a_wrong_value_with_its_date_is_told_once() -> None:
    row = answered("IND-12", value=Answer(None, "F", "H7", "?", WRONG), on="2026-11-30")
    assert codes(row) == {"value": "unreadable_number"}


def test_a_date_that_stands_for_itself_has_a_line() -> None:
    asked = replace(VALUE, ref="MES-8", fields={"on": FormField(), "state": FormField("planned", filled=True)})
    assert kinds(answered("MES-8", on="2026-11-30"), asked=asked) == {"on": ADDED, "state": UNCHANGED}


def test_a_cell_that_is_not_asked_for_is_a_line_to_correct() -> None:
    typed = Answer(None, "F", "H7", "42", Problem("value", "not_asked"))
    assert kinds(answered("ENG-31", value=typed), asked=SHARE) == {"state": UNCHANGED, "value": ERROR}


# ---------------------------------------------------------------- rows


def test_a_row_that_did_not_come_back_is_one_line() -> None:
    assert compare(form(VALUE), {}, (), {"IND-12": {"value": 5.0}}) == (Line("IND-12", "", MISSING, None, None, None),)


def test_lines_stand_in_the_order_of_the_form_then_come_the_others() -> None:
    rows = (AnsweredRow("ROW-3", "F", 3, {}, {}), answered("ENG-31", 8), answered("IND-12", 9))
    assert [(line.ref, line.field) for line in compare(form(VALUE, SHARE), {}, rows, {})] == [
        ("IND-12", "value"), ("IND-12", "comment"), ("ENG-31", "state"), ("ROW-3", "text"),
    ]  # fmt: skip


def test_copies_that_agree_are_one() -> None:
    rows = (answered("IND-12", 7, value=5.0), answered("IND-12", 9, comment="vu"), answered("IND-12", 11, value=5.0))
    assert kinds(*rows) == {"value": ADDED, "comment": ADDED}
    assert lines(*rows)["value"].cell == "H7"
    assert lines(*rows)["comment"].cell == "K9"


def test_copies_that_differ_show_every_answer() -> None:
    found = lines(answered("IND-12", 7, value=5.0), answered("IND-12", 9, value=6.0), answered("IND-12", 11, value=7.0))
    line = found["value"]
    assert (line.kind, line.returned, line.cell) == (CONFLICT, 5.0, "H7")
    assert [other.value for other in line.others] == [6.0, 7.0]
    assert line.problem is not None
    told = wording.explain_problem(line.problem)
    assert all(cell in told for cell in ("F!H7", "F!H9", "F!H11"))


def test_a_copy_that_cannot_be_read_is_shown_too() -> None:
    wrong = Answer(None, "F", "H9", "?", WRONG)
    line = lines(answered("IND-12", 7, value=5.0), answered("IND-12", 9, value=wrong))["value"]
    assert (line.kind, line.returned, [other.read for other in line.others]) == (CONFLICT, 5.0, ["?"])
    line = lines(answered("IND-12", 7, value=wrong), answered("IND-12", 9, value=5.0))["value"]
    assert (line.kind, line.returned, [other.read for other in line.others]) == (CONFLICT, 5.0, ["?"])
    line = lines(answered("IND-12", 7, value=wrong), answered("IND-12", 9, value=wrong))["value"]
    assert (line.kind, line.problem, line.others) == (ERROR, WRONG, ())
    line = lines(answered("IND-12", 7, value=wrong), answered("IND-12", 9, value=replace(wrong, read="??")))["value"]
    assert (line.kind, line.returned, [other.read for other in line.others]) == (CONFLICT, None, ["??"])


def test_copies_with_two_dates_make_the_value_wait() -> None:
    rows = (answered("IND-12", 7, value=5.0, on="2026-10-31"), answered("IND-12", 9, value=5.0, on="2026-11-30"))
    assert kinds(*rows) == {"on": CONFLICT, "comment": UNCHANGED}
    rows = (answered("IND-12", 7, value=5.0, on="2026-10-31"), answered("IND-12", 9, value=6.0, on="2026-11-30"))
    assert kinds(*rows) == {"value": CONFLICT, "on": CONFLICT, "comment": UNCHANGED}


@pytest.mark.parametrize("problem", ["key_altered", "key_foreign"])
def test_a_row_that_is_not_of_this_dispatch_is_to_be_corrected(problem: str) -> None:
    row = AnsweredRow("IND-99", "F", 9, {}, {"share": "Bus du soir"}, problem)
    (_, line) = compare(form(SHARE), {}, (row,), {})
    assert (line.ref, line.field, line.kind, line.sheet, line.cell) == ("IND-99", "", ERROR, "F", "A9")
    assert line.problem is not None
    assert line.problem.code == problem
    assert wording.explain_problem(line.problem)


def added(words: dict[str, str], current: Scalar = None, **answers: Answer) -> list[Line]:
    row = AnsweredRow("ROW-9", "F", 9, answers, words)
    found = compare(form(VALUE, SHARE), {}, (row,), {"ROW-9": {"text": current}})
    return [line for line in found if line.ref == "ROW-9"]


def test_an_added_row_with_the_number_of_an_objective_is_proposed() -> None:
    assert added({"code": " 2,1 ", "share": "Prêter  deux salles "}) == [
        Line("ROW-9", "text", ADDED, None, "Prêter deux salles", None, "F", "A9", "Prêter deux salles")
    ]
    assert added({"code": "2.2", "indicator": "Salles prêtées"})[0].returned == "Salles prêtées"


@pytest.mark.parametrize("words", [{"share": "Prêter"}, {"code": "2.1"}, {"code": "9.9", "share": "Prêter"}, {}])
def test_an_added_row_without_objective_or_text_is_to_be_corrected(words: dict[str, str]) -> None:
    (line,) = added(words)
    assert (line.kind, line.field) == (ERROR, "text")
    assert line.problem is not None
    assert "2.1, 2.2" in wording.explain_problem(line.problem)


def test_what_the_partner_already_promised_is_not_added_again() -> None:
    assert [line.kind for line in added({"code": "2.2", "share": "Former  les conducteurs"})] == [UNCHANGED]
    assert [line.kind for line in added({"code": "2.1", "share": "Former les conducteurs"})] == [ADDED]
    assert [line.kind for line in added({"code": "2.1", "share": "Prêter"}, "Prêter")] == [UNCHANGED]


def test_a_value_in_an_added_row_is_not_lost() -> None:
    typed = Answer(None, "F", "H9", "42", Problem("value", "not_asked"))
    comment = Answer("dès mars", "F", "K9", "dès mars")
    found = added({"code": "2.1", "share": "Prêter"}, value=typed, comment=comment)
    assert [(line.field, line.kind) for line in found] == [("text", ADDED), ("value", ERROR)]
