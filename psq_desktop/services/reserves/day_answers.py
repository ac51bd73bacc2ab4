"""The rows of a workbook of availability understood as days: a word and its hours make one answer. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from psq_desktop.errors import Problem
from psq_desktop.french import NBSP, fold, parse_time, time_text
from psq_desktop.models.kinds import Availability
from psq_desktop.services.forms.answer_rows import Answer, AnsweredRow
from psq_desktop.services.forms.form_rows import Form, FormField, FormRow
from psq_desktop.services.reserves import request_forms
from psq_desktop.services.reserves.days import MIDNIGHT, Said, bounds
from psq_desktop.services.reserves.request_forms import COMMENT, ENDS, SAID, STARTS, STATE

_DAY_END = frozenset({"24", "24h", "24h00", "24:00", "24:00:00", "minuit", "0h", "0:00"})
_SECONDS = re.compile(r"(\d{1,2}:\d{2}):\d{2}(?:\.\d+)?")
_ISO = re.compile(r"pt(\d{1,2})h(\d{2})m.*")  # of a spreadsheet of LibreOffice
_SHARE = re.compile(r"0?[.,]\d+")  # of a day: 9:00 in a cell that shows plain numbers is 0,375
_SHOWN = 40  # characters of what was typed that a message repeats
_TYPED = (STATE, STARTS, ENDS)


def by_day(form: Form) -> Form:
    """The form with one field a day: what is compared."""
    return replace(form, rows=tuple(replace(row, fields=_fields(row)) for row in form.rows))


def _fields(row: FormRow) -> dict[str, FormField]:
    return {STATE: FormField(row.facts.get(SAID), filled=True)}


def understood(form: Form, rows: Sequence[AnsweredRow]) -> tuple[AnsweredRow, ...]:
    """The rows with the three cells of a day made one answer; the comment is left out."""
    asked = {row.ref: row for row in form.rows}
    return tuple(
        replace(row, answers=_answers(asked[row.ref], row.answers)) if row.ref in asked and not row.problem else row
        for row in rows
    )


def comments(rows: Sequence[AnsweredRow]) -> dict[str, str]:
    """What was written beside each day."""
    told = ((row.ref, row.answers.get(COMMENT)) for row in rows)
    return {ref: str(answer.value) for ref, answer in told if answer is not None and answer.value}


def _answers(asked: FormRow, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    given = {field: answers[field] for field in _TYPED if field in answers}
    if not given:
        return {}
    first = next(iter(given.values()))
    whole = replace(first, read=_read(given))
    wrong = next((answer for answer in given.values() if answer.problem is not None), None)
    if wrong is not None:
        return {STATE: replace(whole, value=None, cell=wrong.cell, problem=wrong.problem, suggestion=None)}
    times: dict[str, dt.time | None] = {}
    for field in (STARTS, ENDS):
        answer = given.get(field)
        times[field] = read_time(str(answer.value)) if answer is not None else None
        if answer is not None and times[field] is None:
            problem = Problem(field, "unreadable_hour", (("read", answer.read[:_SHOWN]),))
            return {STATE: replace(whole, value=None, cell=answer.cell, problem=problem)}
    state = str(given[STATE].value) if STATE in given else None
    return {STATE: _answer(asked, whole, state, times[STARTS], times[ENDS])}


def _read(given: Mapping[str, Answer]) -> str:
    """What was typed, hours written one way wherever they can be read: « Disponible, 18 h 00 – 9 h 00 »."""
    typed = [given[field].read for field in (STATE,) if field in given]
    times = [_hour(given[field], last=field == ENDS) for field in (STARTS, ENDS) if field in given]
    return ", ".join((*typed, f"{NBSP}– ".join(times))) if times else "".join(typed)


def _hour(answer: Answer, *, last: bool) -> str:
    moment = read_time(str(answer.value))
    if moment is None:
        return answer.read
    return f"24{NBSP}h{NBSP}00" if last and moment == MIDNIGHT else time_text(moment)


def _answer(asked: FormRow, whole: Answer, state: str | None, starts: dt.time | None, ends: dt.time | None) -> Answer:
    """Cells that were left as they were sent, or emptied, say nothing."""
    sent = asked.fields[STATE].sent
    sent_starts, sent_ends = (_sent(asked, field) for field in (STARTS, ENDS))
    same_word = state is None or state == sent
    if same_word and starts in (None, sent_starts) and ends in (None, sent_ends):
        return replace(whole, value=asked.facts.get(SAID))
    if same_word:
        starts, ends = starts or sent_starts, ends if ends is not None else sent_ends
    if starts is None and ends is None:
        return replace(whole, value=request_forms.value(Said(_state(state or sent))))
    told = Said(_state(state or sent), starts or MIDNIGHT, ends if ends is not None else MIDNIGHT)
    begin, end = bounds(told.starts, told.ends)
    if end <= begin:
        return replace(whole, value=None, problem=Problem(ENDS, "slot_ends_first"))
    return replace(whole, value=request_forms.value(told))


def _state(text: object) -> Availability:
    """Hours alone are those of which somebody is free."""
    return Availability(str(text)) if text else Availability.AVAILABLE


def _sent(asked: FormRow, field: str) -> dt.time | None:
    sent = asked.fields[field].sent
    return read_time(str(sent)) if sent else None


def read_time(text: str) -> dt.time | None:
    """« 9 h », « 14:30 », « 14:30:00 », « midi », 0.375 of a day; the end of a day is 0:00. ``None``: no time."""
    told = "".join(fold(text).split()).rstrip(".")
    if told in _DAY_END or told.endswith(("/1899", "/1900")):  # what spreadsheets make of 24:00
        return MIDNIGHT
    if told == "midi":
        return dt.time(12)
    if match := _SECONDS.fullmatch(told):
        told = match[1]
    elif match := _ISO.fullmatch(told):
        told = f"{match[1]}:{match[2]}"
    elif _SHARE.fullmatch(told):
        minutes = round(float(told.replace(",", ".")) * 24 * 60)
        return dt.time(*divmod(minutes % (24 * 60), 60))
    return parse_time(re.sub(r"heures?$", "h", told))
