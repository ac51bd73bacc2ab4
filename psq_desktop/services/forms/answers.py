"""What the cells of a returned workbook mean: numbers, days, choices and words, each with what is wrong in it. Pure."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping

from psq_desktop.errors import Problem
from psq_desktop.french import date_digits, figure
from psq_desktop.models.kinds import Period
from psq_desktop.services.forms.answer_rows import Answer, AnsweredRow, Recognition, ReturnedRow
from psq_desktop.services.forms.book_rows import RawCell
from psq_desktop.services.forms.form_rows import Form, FormField, FormRow, Input
from psq_desktop.services.forms.french_days import read_day
from psq_desktop.services.forms.french_numbers import Understood, bare, cleaned, closest, read_value, tidy

Corrections = Mapping[tuple[str, str], str]

_ERRORS = {"#NAME?": "#NOM?", "#VALUE!": "#VALEUR!", "#NUM!": "#NOMBRE!", "#NULL!": "#NUL!"}
_SHORTER = frozenset(period.value for period in (Period.MONTH, Period.QUARTER, Period.HALF_YEAR))  # than a year
_BLANK = frozenset({"-", "/", "."})
_NOTHING = frozenset({"", "-", "/"})  # what people put in a cell that they leave out


def understand(
    recognition: Recognition, form: Form, today: dt.date, corrected: Corrections | None = None
) -> tuple[AnsweredRow, ...]:
    """Every row with its cells understood; blank cells have no answer.

    ``corrected`` holds, by row and field, what somebody typed in the place of a cell; a blank text takes the answer
    away. Cells that the row does not ask for are problems, so that nothing typed is lost without a word.
    """
    rows = {row.ref: row for row in form.rows}
    inputs = {column.key: column.input for column in form.columns if column.input is not None}
    typed: dict[str, dict[str, str]] = {}
    for (ref, field), text in (corrected or {}).items():
        typed.setdefault(ref, {})[field] = text
    return tuple(_row(row, rows.get(row.ref), form, inputs, typed.get(row.ref, {}), today) for row in recognition.rows)


def _row(
    row: ReturnedRow,
    asked: FormRow | None,
    form: Form,
    inputs: Mapping[str, Input],
    typed: Mapping[str, str],
    today: dt.date,
) -> AnsweredRow:
    cells, words = dict(row.cells), dict(row.words)
    for field, text in typed.items():
        if field in inputs:
            cells[field] = RawCell(cells[field].ref if field in cells else "", text)
        elif field == "text":  # of an added row
            words["share"] = text
    answers = {}
    mixed = asked is not None and row.problem == "row_mixed"
    if mixed or not row.problem:
        for field, cell in cells.items():
            understood = _cell(field, inputs[field], cell, asked, form, today, field in typed)
            if mixed and field not in typed:
                understood = _astray(field, understood, asked, words)
            if understood.value is not None or understood.problem is not None:
                answers[field] = Answer(
                    understood.value, row.sheet, cell.ref, as_read(cell), understood.problem, understood.suggestion
                )
    return AnsweredRow(row.ref, row.sheet, row.number, answers, words, "" if mixed else row.problem)


def _astray(field: str, understood: Understood, asked: FormRow | None, words: Mapping[str, str]) -> Understood:
    """An answer beside the words of another row: nobody knows which one is meant."""
    told = asked.fields.get(field) if asked is not None else None
    untouched = told is not None and (told.of or (told.filled and understood.value == told.sent))
    if untouched or understood == Understood():
        return Understood()
    return Understood(None, Problem(field, "row_mixed", (("words", astray(words)),)))


def astray(words: Mapping[str, str]) -> str:
    """What a row that lost its key says of itself."""
    return cleaned(", ".join(" ".join(words[key].split()) for key in ("share", "indicator") if words.get(key)))[:120]


def _cell(
    field: str, kind: Input, cell: RawCell, asked: FormRow | None, form: Form, today: dt.date, typed: bool
) -> Understood:
    if cell.formula and cell.value is None:
        return Understood(None, Problem(field, "formula_without_value"))
    if cell.error:
        return Understood(None, Problem(field, "cell_error", (("error", _error(cell)),)))
    if asked is None:  # an added row has words; a value would belong to nothing
        return _added(field, kind, cell)
    told = asked.fields.get(field)
    if told is None:
        return _unasked(field, cell)
    if kind is Input.VALUE:
        return read_value(field, told, cell, today)
    if kind is Input.DAY and _bare_year(cell, asked):
        return Understood(None, Problem(field, "unreadable_date"))
    if kind is Input.DAY:
        return read_day(field, cell.value, today, _period(told, asked))
    if kind is Input.CHOICE:
        return _choice(field, cell, form.choices.get(told.choices, ()), codes=typed)
    return _text(cell)


def _text(cell: RawCell) -> Understood:
    """Words; a dash alone is how people leave a cell out."""
    words = _words(cell)
    return Understood() if words is not None and tidy(words) in _BLANK else Understood(words)


def _bare_year(cell: RawCell, asked: FormRow) -> bool:
    """Whether a year alone is to date a figure of a shorter period."""
    value = cell.value
    alone = re.fullmatch(r"2[01]\d\d(?:[.,]0+)?", tidy(value) if isinstance(value, str) else f"{value}")
    return alone is not None and asked.facts.get("period") in _SHORTER


def _added(field: str, kind: Input, cell: RawCell) -> Understood:
    if kind is Input.TEXT:
        return _text(cell)
    return _unasked(field, cell) if kind is Input.VALUE else Understood()


def _unasked(field: str, cell: RawCell) -> Understood:
    nothing = isinstance(cell.value, str) and tidy(cell.value) in _NOTHING
    return Understood() if nothing else Understood(None, Problem(field, "not_asked"))


def _period(told: FormField, asked: FormRow) -> dt.date | None:
    """The end of the period asked for, of the day of a figure."""
    dated = asked.fields.get(told.of)
    return dt.date.fromisoformat(dated.asked) if dated is not None and dated.asked else None


def _choice(field: str, cell: RawCell, choices: tuple[tuple[str, str], ...], codes: bool) -> Understood:
    typed = bare(_words(cell) or "")
    if not typed:
        return Understood()
    for code, word in choices:
        if typed == bare(word) or (codes and typed == code.lower()):  # our own codes come from our own screens
            return Understood(code)
    words = tuple(word for _, word in choices)
    near = closest(typed, words)
    suggestion = None if near is None else choices[near][0]
    return Understood(None, Problem(field, "unknown_choice", (("words", ", ".join(words)),)), suggestion)


def _words(cell: RawCell) -> str | None:
    text = cleaned(as_read(cell)).strip()
    return text if tidy(text) else None


def _error(cell: RawCell) -> str:
    """The error that a spreadsheet shows in French: files hold its English name."""
    return _ERRORS.get(cell.error.upper(), cell.error)


def as_read(cell: RawCell) -> str:
    """What stands in a cell, as the spreadsheet shows it."""
    value = cell.value
    if cell.error or value is None:
        return _error(cell)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, dt.date):
        return date_digits(value)
    if not math.isfinite(value) or abs(value) > 1e15:
        return repr(value)
    return figure(value * 100, 0, "%") if cell.percent else figure(value)
