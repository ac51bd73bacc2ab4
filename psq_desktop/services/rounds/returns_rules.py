"""What the base would refuse of an answer, told as the line's problem before anything is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from psq_desktop.errors import Problem
from psq_desktop.french import date_digits
from psq_desktop.models.indicator import Indicator
from psq_desktop.models.kinds import CommitmentState, LineKind, MeasureState
from psq_desktop.models.objective import Commitment, Measure, Objective
from psq_desktop.services import fields
from psq_desktop.services.forms.answer_rows import AnsweredRow, Line
from psq_desktop.services.forms.comparison import objective_code
from psq_desktop.services.forms.form_rows import Form, FormRow
from psq_desktop.services.forms.french_days import another_year
from psq_desktop.services.periods import label, period_end, period_start
from psq_desktop.services.rounds import returns_cautions
from psq_desktop.services.rounds.partner_lines import definition
from psq_desktop.services.rounds.present import ADDED, Held, answers_by_ref, meant, split
from psq_desktop.services.steering.commitments import REASONED
from psq_desktop.services.steering.indicators import value_problem
from psq_desktop.services.words import word

_BACK = dt.timedelta(731)  # a figure of a day that far before the end of the period asked for has a wrong year
ASSERTED = (LineKind.CHANGED, LineKind.ADDED, LineKind.CONFLICT)


@dataclass(frozen=True, slots=True)
class _Case:
    """One row of a form with its answer. ``lines`` by field."""

    form: Form
    row: FormRow
    answered: AnsweredRow | None
    lines: Mapping[str, Line]
    held: Held
    settled: frozenset[str]
    today: dt.date

    def asserted(self, field: str) -> bool:
        """Whether the partner says something there that the base does not hold."""
        return field in self.lines and self.lines[field].kind in ASSERTED

    def awaited(self, field: str) -> bool:
        """Whether something may still be written there: it is said, or will be once it is mended."""
        mendable = field in self.lines and self.lines[field].kind is LineKind.ERROR
        return (mendable or self.asserted(field)) and field not in self.settled

    def day(self, field: str) -> dt.date | None:
        """The day typed there, when it was understood."""
        answer = self.answered.answers.get(field) if self.answered is not None else None
        if answer is None or answer.problem is not None or not isinstance(answer.value, str):
            return None
        return dt.date.fromisoformat(answer.value)

    def column(self, key: str) -> str:
        """What the workbook calls a column."""
        return next((column.label for column in self.form.columns if column.key == key), key)


Problems = dict[str, Problem]


def check(
    form: Form,
    lines: Sequence[Line],
    answered: Sequence[AnsweredRow],
    held: Held,
    partner_id: int,
    settled: frozenset[tuple[str, str]],
    today: dt.date,
) -> tuple[Line, ...]:
    """The lines with what would be refused turned into errors; what waits for one of them is left out."""
    answers = answers_by_ref(answered)
    rows = {row.ref: row for row in form.rows}
    found: list[Line] = []
    for ref, group in groupby(lines, key=lambda line: line.ref):
        told = list(group)
        if split(ref)[0] == ADDED:
            found += _added(form, told, answers.get(ref), held)
        elif ref not in rows or not any(line.field for line in told):  # of another dispatch, or missing
            found += told
        else:
            kept = frozenset(field for key, field in settled if key == ref)
            by_field = {line.field: line for line in told}
            found += _judged(_Case(form, rows[ref], answers.get(ref), by_field, held, kept, today), told, partner_id)
    return tuple(found)


def _added(form: Form, lines: list[Line], answered: AnsweredRow | None, held: Held) -> Iterator[Line]:
    """A share proposed to an objective that is gone cannot be written, nor one of signs that no document can carry."""
    gone = answered is None or held.objective_id(form, objective_code(answered)) is None
    for line in lines:
        if line.kind is LineKind.ADDED and gone:
            yield replace(line, kind=LineKind.ERROR, problem=Problem(line.field, "gone_since"))
        elif line.kind is LineKind.ADDED and not fields.paragraph(str(line.returned or "")):
            yield replace(line, kind=LineKind.ERROR, problem=Problem(line.field, "required"))
        else:
            yield line


def _judged(case: _Case, lines: list[Line], partner_id: int) -> list[Line]:
    problems = _problems(case, partner_id)
    waiting = _waiting(case, problems)
    found: list[Line] = []
    for line in lines:
        problem = problems.pop(line.field, None)
        if problem is None and line.kind is LineKind.CONFLICT and _dates(case, line.field):
            problem = line.problem  # two days for one value: neither can be taken as it is
        if problem is not None:
            line = replace(line, kind=LineKind.ERROR, problem=problem)
        if line.field not in waiting:
            found.append(returns_cautions.cautioned(line, case.row, case.answered, case.held))
    return found + [_line(case, field, problem) for field, problem in problems.items()]


def _dates(case: _Case, field: str) -> bool:
    return field in case.row.fields and bool(case.row.fields[field].of)


def _line(case: _Case, field: str, problem: Problem) -> Line:
    """The line of a field that has none of its own, such as the day of a value."""
    answer = case.answered.answers.get(field) if case.answered is not None else None
    if answer is None:
        return Line(case.row.ref, field, LineKind.ERROR, None, None, None, problem=problem)
    meant_day = another_year(day, case.today, _asked(case)) if (day := case.day(field)) else None
    suggestion = meant_day.isoformat() if meant_day is not None and problem.code == "year_out_of_range" else None
    return Line(
        case.row.ref, field, LineKind.ERROR, None, answer.value, None, answer.sheet, answer.cell, answer.read, problem,
        suggestion,
    )  # fmt: skip


def _asked(case: _Case) -> dt.date | None:
    told = case.row.fields.get("value")
    return dt.date.fromisoformat(told.asked) if told is not None and told.asked else None


def _problems(case: _Case, partner_id: int) -> Problems:
    """What is wrong, by field."""
    said = [field for field in case.lines if case.asserted(field)]
    if not said:
        return {}
    record = case.held.record(case.row.ref)
    if record is None:
        return {field: Problem(field, "gone_since") for field in said}
    if _owner(record) != partner_id:
        return {field: Problem(field, "not_yours_any_more") for field in said}
    return _RULES[type(record)](case)


def _owner(record: Indicator | Commitment | Measure | Objective) -> int | None:
    """The partner that answers for a row today."""
    if isinstance(record, Indicator):
        return record.provider_id
    if isinstance(record, Commitment):
        return record.partner_id
    return record.owner_id if isinstance(record, Measure) else record.pilot_id


def _indicator(case: _Case) -> Problems:
    indicator = case.held.indicators[split(case.row.ref)[1]]
    if _redefined(case.row, indicator):
        return {field: Problem(field, "definition_changed") for field in case.lines if case.asserted(field)}
    found: Problems = {}
    day = case.day("on")
    if day is not None and (problem := _period_problem(case, indicator, day)):
        return {"on": problem}
    value = case.lines["value"].returned if case.asserted("value") else None
    if isinstance(value, float | int) and (problem := value_problem(indicator, value)):
        found["value"] = problem
    if case.asserted("comment") and not _has_value(case, indicator):
        found["comment"] = Problem("comment", "comment_alone")
    return found


def _redefined(row: FormRow, indicator: Indicator) -> bool:
    """Whether figures mean something else here than when the form was made."""
    return any(row.facts[name] != told for name, told in definition(indicator).items() if name in row.facts)


def _period_problem(case: _Case, indicator: Indicator, day: dt.date) -> Problem | None:
    if problem := fields.range_problem("on", day):
        return problem
    asked = meant(case.row, None, indicator)
    if asked is not None and day < asked - _BACK:
        return Problem("on", "year_out_of_range", (("day", date_digits(day)),))
    if period_start(indicator.period, day) <= case.today:
        return None
    period = label(indicator.period, period_end(indicator.period, day))
    return Problem("on", "reading_in_future", (("period", period),))


def _has_value(case: _Case, indicator: Indicator) -> bool:
    """Whether a comment finds a reading to stand by: one that is there, that comes with it, or that is awaited."""
    if case.awaited("value"):
        return True
    day = meant(case.row, case.answered, indicator)
    return day is not None and (indicator.id, day) in case.held.readings


def _commitment(case: _Case) -> Problems:
    if not case.asserted("state") or case.asserted("comment"):
        return {}
    state = CommitmentState(str(case.lines["state"].returned))
    commitment = case.held.commitments[split(case.row.ref)[1]]
    if state not in REASONED or commitment.comment:
        return {}
    told = (("state", word(state)), ("column", case.column("comment")))
    return {"comment": Problem("comment", "reason_needed", told)}


def _measure(case: _Case) -> Problems:
    day = case.day("on")
    if not case.asserted("on") or day is None:
        return {}
    if day > case.today:
        return {"on": Problem("on", "day_in_future")}
    if problem := fields.range_problem("on", day):
        return {"on": problem}
    measure = case.held.measures[split(case.row.ref)[1]]
    state = case.lines["state"].returned if case.asserted("state") else measure.state.value
    if "state" in case.lines and case.lines["state"].kind is LineKind.ERROR and case.awaited("state"):
        return {}  # the state first: the day waits for it
    if MeasureState.DONE.value not in (state, measure.state.value):
        return {"on": Problem("on", "day_without_done", (("column", case.column("state")),))}
    return {}


def _objective(case: _Case) -> Problems:
    outlook = case.held.outlooks.get(split(case.row.ref)[1])
    if case.asserted("comment") and outlook is None and not case.awaited("state"):
        return {"comment": Problem("comment", "comment_without_outlook", (("column", case.column("state")),))}
    return {}


_RULES: dict[type, Callable[[_Case], Problems]] = {
    Indicator: _indicator, Commitment: _commitment, Measure: _measure, Objective: _objective,
}  # fmt: skip


def _waiting(case: _Case, problems: Problems) -> frozenset[str]:
    """Fields that cannot be said before another one is mended: a value without its period, a state without its reason.

    A value of which only the day was given is nothing to wait for: its comment stands.
    """
    if "reason_needed" in {problem.code for problem in problems.values()}:
        return frozenset({"state"})
    on, state = case.lines.get("on"), case.lines.get("state")
    if on is not None and on.problem is None and state is not None and state.kind is LineKind.ERROR:
        return (
            frozenset() if "state" in case.settled else frozenset({"on"})
        )  # whether a day is right hangs on the state
    problem = problems.get("on", on.problem if on is not None else None)
    if not _dates(case, "on") or problem is None or problem.code == "date_without_value":
        return frozenset()
    return frozenset({"value", "comment"})
