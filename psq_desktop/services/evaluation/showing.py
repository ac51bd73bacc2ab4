"""The results of waves as rows: what may not be shown is left out here, for everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from psq_desktop.models.evaluation import SurveyQuestion, SurveyResult, SurveyWave
from psq_desktop.models.kinds import QuestionKind
from psq_desktop.services.evaluation import margins
from psq_desktop.services.evaluation.suppression import Shown, Table, suppress
from psq_desktop.services.evaluation.survey_rows import Cell, QuestionResult, QuestionRow, ResultLine
from psq_desktop.services.names import objective_code

UNANSWERED = "Sans réponse"
EVERYBODY = ""


def question_row(question: SurveyQuestion, waves: int = 0) -> QuestionRow:
    """A question as it is asked."""
    q, indicator = question, question.indicator
    code = objective_code(indicator.objective.axis.number, indicator.objective.number) if indicator else ""
    return QuestionRow(
        q.id, q.text, q.kind, tuple(q.answers.splitlines()), tuple(q.headline.splitlines()), q.lowest, q.highest,
        q.indicator_id, f"{code} {indicator.title}" if indicator else "", waves,
    )  # fmt: skip


def results(session: Session, waves: Sequence[SurveyWave]) -> dict[int, tuple[QuestionResult, ...]]:
    """Of each wave, what it may show of its questions, in their order."""
    query = (
        select(SurveyResult)
        .where(SurveyResult.wave_id.in_([wave.id for wave in waves]))
        .options(joinedload(SurveyResult.question))
        .order_by(SurveyResult.id)
    )
    found: dict[int, dict[SurveyQuestion, list[SurveyResult]]] = defaultdict(lambda: defaultdict(list))
    for result in session.scalars(query):
        found[result.wave_id][result.question].append(result)
    return {wave.id: _of_wave(wave, found.get(wave.id, {})) for wave in waves}


def _of_wave(wave: SurveyWave, found: Mapping[SurveyQuestion, list[SurveyResult]]) -> tuple[QuestionResult, ...]:
    questions = sorted(found, key=lambda q: (q.position, q.id))
    tables = [table_of(q, wave.answered, found[q]) for q in questions]
    shown = suppress(tables)
    told = []
    for question, table, seen in zip(questions, tables, shown, strict=True):
        show = _shares if question.kind is QuestionKind.SHARES else _score
        told.append(show(wave, question, table, seen, found[question]))
    return tuple(told)


def answers_of(question: SurveyQuestion, cells: Iterable[SurveyResult]) -> list[str]:
    """The answers that a wave knows, in the question's order; a score has one, without a name."""
    known = {cell.answer for cell in cells}
    if question.kind is QuestionKind.SCORE:
        return [""] if known else []
    return [answer for answer in question.answers.splitlines() if answer in known]


def table_of(question: SurveyQuestion, n: int, cells: Sequence[SurveyResult]) -> Table:
    """The counts of one question, those who gave no answer last."""
    answers = answers_of(question, cells)
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for cell in cells:
        counts[cell.group][cell.answer] = cell.count
    total = [counts[EVERYBODY].get(answer, 0) for answer in answers]
    if question.kind is QuestionKind.SHARES and n > sum(total):
        total.append(n - sum(total))
    headline = set(question.headline.splitlines())
    return Table(
        tuple(total),
        {name: tuple(found.get(answer, 0) for answer in answers) for name, found in counts.items() if name},
        frozenset(place for place, answer in enumerate(answers) if answer in headline),
    )


def _shares(
    wave: SurveyWave, question: SurveyQuestion, table: Table, shown: Shown, cells: Sequence[SurveyResult]
) -> QuestionResult:
    columns = answers_of(question, cells)
    if len(table.total) > len(columns):
        columns.append(UNANSWERED)
    lines = [ResultLine(EVERYBODY, wave.answered, _cells(shown.total, wave.answered))]
    lines += [
        ResultLine(name, shown.sizes[name], _cells(line, shown.sizes[name])) for name, line in shown.groups.items()
    ]
    share = shown.headline / wave.answered if shown.headline is not None and wave.answered else None
    return QuestionResult(
        question_row(question), tuple(columns), tuple(lines),
        None if share is None else 100 * share, " + ".join(question.headline.splitlines()),
        None if share is None else margins.margin(share, wave.answered, wave.population, wave.sampling),
    )  # fmt: skip


def _cells(counts: Sequence[int | None], n: int | None) -> tuple[Cell, ...]:
    return tuple(
        Cell(None, hidden=True) if count is None else Cell(count, 100 * count / n if n else None) for count in counts
    )


def _score(
    _wave: SurveyWave, question: SurveyQuestion, _table: Table, shown: Shown, cells: Sequence[SurveyResult]
) -> QuestionResult:
    means = {cell.group: cell.mean for cell in cells}
    sizes = {EVERYBODY: shown.total[0] if shown.total else None, **shown.sizes}
    lines = tuple(
        ResultLine(name, n, (Cell(None, hidden=True) if n is None else Cell(n, mean=means.get(name)),))
        for name, n in sizes.items()
    )
    mean = lines[0].cells[0].mean
    return QuestionResult(question_row(question), ("Moyenne",), lines, mean, "", None)
