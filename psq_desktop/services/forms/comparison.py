"""The three-way comparison: what was sent, what came back, what the base holds now. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from psq_desktop.errors import Problem
from psq_desktop.models.kinds import LineKind
from psq_desktop.services.forms.answer_rows import Answer, AnsweredRow, Line
from psq_desktop.services.forms.answers import astray
from psq_desktop.services.forms.form_rows import Form, FormField, FormRow, Scalar

Known = Mapping[str, Mapping[str, Scalar]]  # by row and field

_NO_ANSWER = Answer(None, "", "", "")
_NOTHING: Mapping[str, Scalar] = {}
_NOT_ASKED = FormField()
_CLOSE = 1e-9  # numbers nearer than that, relatively, are one
_ROW_PROBLEMS = {
    "key_altered": Problem("", "key_altered"),
    "key_foreign": Problem("", "key_foreign"),
}


def compare(form: Form, sent: Known, answered: Sequence[AnsweredRow], current: Known) -> tuple[Line, ...]:
    """One line for each field asked, unchanged ones too, in the order of the form; then what is not of the form.

    A row of the form that did not come back is one line without a field. A field that dates another has a line only
    when something is wrong with it, and the other then waits. ``current`` may hold the « text » of an added row: the
    words that the partner already has here.
    """
    copies: dict[str, list[AnsweredRow]] = {}
    for row in answered:
        copies.setdefault(row.ref, []).append(row)
    lines: list[Line] = []
    for asked in form.rows:
        found = copies.pop(asked.ref, None)
        if found is None:
            lines.append(Line(asked.ref, "", LineKind.MISSING, None, None, None))
        else:
            lines += _asked(asked, found, sent.get(asked.ref, _NOTHING), current.get(asked.ref, _NOTHING))
    for ref, rows in copies.items():
        lines += _beside(form, rows[0], current.get(ref, _NOTHING))
    return tuple(lines)


# ---------------------------------------------------------------- rows of the form


def _asked(
    asked: FormRow, rows: list[AnsweredRow], sent: Mapping[str, Scalar], current: Mapping[str, Scalar]
) -> list[Line]:
    answers: Mapping[str, Answer] = rows[0].answers
    others: Mapping[str, tuple[Answer, ...]] = {}
    if len(rows) > 1:
        answers, others = _merged(rows, asked.fields)
    fields, ref = asked.fields, asked.ref
    dates = {told.of: _date(field, told.of, answers, others) for field, told in fields.items() if told.of}
    lines = []
    for field, told in fields.items():
        if told.of:
            answer = dates[told.of]
            if answer is None:
                continue
        else:
            answer = answers.get(field, _NO_ANSWER)
            if dates.get(field) is not None and answer.problem is None and field not in others:
                continue  # it waits for its date
        lines.append(_line(ref, field, answer, told, sent.get(field), current.get(field), others.get(field, ())))
    for field, answer in answers.items():
        if field not in fields:
            unasked = replace(answer, problem=Problem(field, "not_asked"))
            lines.append(_line(ref, field, unasked, _NOT_ASKED, None, None))
    return lines


def _date(
    field: str, of: str, answers: Mapping[str, Answer], others: Mapping[str, tuple[Answer, ...]]
) -> Answer | None:
    """The answer of a field that dates another, when something is wrong with it."""
    answer = answers.get(field)
    if answer is None or answer.problem is not None or field in others:
        return answer
    return None if of in answers else replace(answer, problem=Problem(field, "date_without_value"))


def _line(
    ref: str,
    field: str,
    answer: Answer,
    told: FormField,
    sent: Scalar,
    current: Scalar,
    others: tuple[Answer, ...] = (),
) -> Line:
    returned, problem = answer.value, answer.problem
    if others:
        kind = LineKind.CONFLICT
    elif problem is not None:
        kind = LineKind.ERROR
    else:
        kind = verdict(told.filled, sent, returned, current)
    return Line(
        ref, field, kind, sent, returned, current,
        answer.sheet, answer.cell, answer.read, problem, answer.suggestion, others,
    )  # fmt: skip


def verdict(filled: bool, sent: Scalar, returned: Scalar, current: Scalar) -> LineKind:
    """What one field's three values say. ``filled``: the cell showed ``sent``, which says nothing when it came back."""
    if blank(returned) or same(returned, current) or (filled and same(returned, sent)):
        return LineKind.UNCHANGED
    if not same(current, sent):
        return LineKind.CONFLICT
    return LineKind.ADDED if blank(sent) else LineKind.CHANGED


def blank(value: Scalar) -> bool:
    """Whether nothing is said."""
    return value is None or value == ""


def same(one: Scalar, other: Scalar) -> bool:
    """Whether two values say the same: numbers but for rounding, texts but for outer and doubled spaces."""
    if one == other:
        return True
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    if isinstance(one, str) or isinstance(other, str) or one is None or other is None:
        return blank(one) and blank(other)
    return abs(one - other) <= _CLOSE * max(abs(one), abs(other))


# ---------------------------------------------------------------- the same row twice


def _merged(
    rows: list[AnsweredRow], fields: Mapping[str, FormField]
) -> tuple[dict[str, Answer], dict[str, tuple[Answer, ...]]]:
    """The answers of a row found several times; of those that differ, the first readable one with all the others."""
    given: dict[str, list[Answer]] = {}
    for row in rows:
        for field, answer in row.answers.items():
            told = given.setdefault(field, [])
            if not any(_agree(answer, each) for each in told):
                told.append(answer)
    answers, others = {}, {}
    for field, said in given.items():
        told = [each for each in said if not _untouched(each, fields.get(field, _NOT_ASKED))] or said
        first, *rest = sorted(told, key=lambda answer: answer.problem is not None)
        answers[field] = next((each for each in told if _is_astray(each)), first)
        if rest and not _is_astray(answers[field]):
            cells = ", ".join(f"{each.sheet}!{each.cell}" for each in (first, *rest))
            answers[field] = replace(first, problem=Problem(field, "copied_row", (("cells", cells),)))
            others[field] = tuple(rest)
    return answers, others


def _untouched(answer: Answer, told: FormField) -> bool:
    """Whether a cell shows what it was sent with: it contradicts no copy that somebody filled in."""
    return told.filled and answer.problem is None and same(answer.value, told.sent)


def _is_astray(answer: Answer) -> bool:
    return answer.problem is not None and answer.problem.code == "row_mixed"


def _agree(one: Answer, other: Answer) -> bool:
    if one.problem is None and other.problem is None:
        return same(one.value, other.value)
    return one.problem == other.problem and one.read == other.read


# ---------------------------------------------------------------- rows that are not of the form


def _beside(form: Form, row: AnsweredRow, current: Mapping[str, Scalar]) -> list[Line]:
    """A row of another dispatch, with a damaged key, or added by the partner."""
    if row.problem == "row_mixed":
        return [_told(row, LineKind.ERROR, Problem("", "row_mixed", (("words", astray(row.words)),)))]
    if row.problem:
        return [_told(row, LineKind.ERROR, _ROW_PROBLEMS[row.problem])]
    code, text = objective_code(row), added_text(row)
    known = [asked for asked in form.rows if asked.code == code]
    if not known or not text:
        listed = ", ".join(dict.fromkeys(asked.code for asked in form.rows))
        return [_told(row, LineKind.ERROR, Problem("text", "added_without_objective", (("codes", listed),)))]
    had = [current.get("text"), *(asked.facts.get("text") for asked in known)]
    kind = LineKind.UNCHANGED if any(same(text, each) for each in had) else LineKind.ADDED
    wrong = [_line(row.ref, field, a, _NOT_ASKED, None, None) for field, a in row.answers.items() if a.problem]
    return [_told(row, kind, None), *wrong]


def _told(row: AnsweredRow, kind: LineKind, problem: Problem | None) -> Line:
    text = added_text(row)
    if row.problem:
        return Line(row.ref, "", kind, None, None, None, row.sheet, f"A{row.number}", text, problem)
    return Line(row.ref, "text", kind, None, text or None, None, row.sheet, f"A{row.number}", text, problem)


def objective_code(row: AnsweredRow) -> str:
    """The code of an objective that an added row names: « 2.1 », also typed « 2,1 »."""
    return row.words.get("code", "").strip().rstrip(".").replace(",", ".")


def added_text(row: AnsweredRow) -> str:
    """What an added row says: the partner's words for a share of its own."""
    words = (row.words.get(key, "") for key in ("share", "indicator"))
    seen = (text for text in words if any(sign.isprintable() and sign != " " for sign in text))
    return " ".join(next(seen, "").split())
