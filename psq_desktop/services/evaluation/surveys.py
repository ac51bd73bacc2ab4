"""Surveys, their questions, waves and results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.evaluation import Survey, SurveyQuestion, SurveyResult, SurveyWave
from psq_desktop.models.indicator import Indicator
from psq_desktop.models.kinds import (
    QuestionKind,
    Sampling,
    SurveyKind,
    SurveyMode,
    SurveyPublic,
)
from psq_desktop.models.partner import Partner
from psq_desktop.services import facts, fields
from psq_desktop.services.evaluation import typed_results
from psq_desktop.services.evaluation.showing import answers_of
from psq_desktop.services.evaluation.survey_sheets import answered_waves, compose, indicator_choices, sheet
from psq_desktop.services.evaluation.typed_results import TypedLine
from psq_desktop.services.evaluation.waves import landings, search, wave
from psq_desktop.services.names import labels_on
from psq_desktop.services.steering import readings
from psq_desktop.services.steering.readings import Draft

__all__ = ["compose", "indicator_choices", "landings", "search", "sheet", "wave"]

FIELDS = {
    "title": fields.HEADLINE,
    "kind": fields.choice(SurveyKind),
    "public": fields.choice(SurveyPublic),
    "owner_id": fields.KEY,
    "note": fields.NOTE,
}


def _lines(text: str) -> str:
    return "\n".join(line for each in fields.paragraph(text).splitlines() if (line := each.strip()))


_LINES = fields.Field(str, clean=_lines, check=fields.NOTE.check)
_NUMBER = fields.Field((int, float, type(None)))
QUESTION_FIELDS = {
    "text": fields.HEADLINE,
    "kind": fields.choice(QuestionKind),
    "answers": _LINES,
    "headline": _LINES,
    "lowest": _NUMBER,
    "highest": _NUMBER,
    "indicator_id": fields.KEY,
}
WAVE_FIELDS = {
    "starts_on": fields.REQUIRED_DAY,
    "ends_on": fields.REQUIRED_DAY,
    "mode": fields.choice(SurveyMode),
    "sampling": fields.choice(Sampling),
    "population": fields.OPTIONAL_COUNT,
    "contacted": fields.OPTIONAL_COUNT,
    "answered": fields.COUNT,
    "wording": fields.NOTE,
    "note": fields.NOTE,
}


# --- surveys


def create(session: Session, /, title: str, *, question: Mapping[str, Any] | None = None, **values: Any) -> int:
    """A new survey; ``values`` are `FIELDS`, ``question`` those of its first question. Returns its id."""
    survey = Survey(kind=SurveyKind.PERCEPTION, public=SurveyPublic.RESIDENTS)
    with fields.all_problems() as each:
        with each():
            _assign_all(session, survey, FIELDS, {"title": title, **values})
            session.add(survey)
            session.flush()
        if question is not None and survey.id is not None:
            with each():
                add_question(session, survey.id, **question)
    return survey.id


def update(session: Session, survey_id: int, values: Mapping[str, Any]) -> None:
    """Change several of `FIELDS`; every problem is told."""
    _assign_all(session, fields.fetch(session, Survey, survey_id), FIELDS, values)


def remove(session: Session, survey_id: int) -> None:
    """Delete a survey with its questions and waves."""
    session.delete(fields.fetch(session, Survey, survey_id))


def _assign_all(
    session: Session, target: Any, known: Mapping[str, fields.Field], values: Mapping[str, Any], *, check: Any = None
) -> None:
    with fields.all_problems() as each, session.no_autoflush:
        for name, value in values.items():
            with each():
                fields.assign(target, known, name, value)
        for name, kind in (("owner_id", Partner), ("indicator_id", Indicator)):
            if values.get(name) is not None:
                fields.fetch(session, kind, values[name])
        if check is not None:
            with each():
                check(target)


# --- questions


def add_question(session: Session, /, survey_id: int, text: str, **values: Any) -> int:
    """A new question, last of its survey; ``values`` are `QUESTION_FIELDS`. Returns its id."""
    survey = fields.fetch(session, Survey, survey_id)
    position = max((question.position for question in survey.questions), default=0) + 1
    question = SurveyQuestion(position=position, kind=QuestionKind.SHARES, answers="", headline="")
    _assign_all(session, question, QUESTION_FIELDS, {"text": text, **values}, check=_check_question)
    survey.questions.append(question)
    session.flush()
    return question.id


def update_question(
    session: Session, question_id: int, values: Mapping[str, Any], *, wording_only: bool = False
) -> None:
    """Change several of `QUESTION_FIELDS`.

    Once there are results the kind stays, and so do the answers, in their order; more may follow. Another name
    must be said to be another word for the same (``wording_only``): ``question_in_use``, ``answers_in_use``,
    ``answer_moved`` or ``answer_in_use`` at the field.
    """
    question = fields.fetch(session, SurveyQuestion, question_id)
    before, kind = question.answers.splitlines(), question.kind
    count = answered_waves(session, question.survey_id).get(question_id, 0)

    def check(changed: SurveyQuestion) -> None:
        _check_question(changed)
        if count and changed.kind is not kind:
            raise UserError("invalid", Problem("kind", "question_in_use", (("count", count),)))
        if count and kind is QuestionKind.SHARES:
            _keep_answers(session, changed, before, count, wording_only)

    _assign_all(session, question, QUESTION_FIELDS, values, check=check)


def _keep_answers(
    session: Session, question: SurveyQuestion, before: Sequence[str], count: int, wording_only: bool
) -> None:
    after = question.answers.splitlines()
    renamed = {old: new for old, new in zip(before, after, strict=False) if old != new}
    told = (("count", count),)
    if len(after) < len(before):
        raise UserError("invalid", Problem("answers", "answer_in_use", told))
    if any(new in before for new in renamed.values()):
        raise UserError("invalid", Problem("answers", "answer_moved", told))
    if renamed and not wording_only:
        raise UserError("invalid", Problem("answers", "answers_in_use", told))
    query = select(SurveyResult).where(SurveyResult.question_id == question.id, SurveyResult.answer.in_(renamed))
    for result in session.scalars(query):
        result.answer = renamed[result.answer]
    lines = question.headline.splitlines()
    question.headline = "\n".join(renamed.get(answer, answer) for answer in lines)


def remove_question(session: Session, question_id: int) -> None:
    """Delete a question with what was answered to it in every wave."""
    question = fields.fetch(session, SurveyQuestion, question_id)
    for result in session.scalars(select(SurveyResult).where(SurveyResult.question_id == question_id)):
        session.delete(result)
    session.flush()
    session.delete(question)


def _check_question(question: SurveyQuestion) -> None:
    problems = []
    if question.kind is QuestionKind.SHARES:
        answers = question.answers.splitlines()
        if len(answers) < 2:
            problems.append(Problem("answers", "answers_needed"))
        if len({answer.casefold() for answer in answers}) < len(answers):
            problems.append(Problem("answers", "answer_twice"))
    else:
        problems += _scale_problems(question.lowest, question.highest)
    if problems:
        raise UserError("invalid", *problems)


def _scale_problems(low: float | None, high: float | None) -> list[Problem]:
    if low is None or high is None:
        return [Problem("lowest" if low is None else "highest", "required")]
    if abs(low) > facts.LARGEST or abs(high) > facts.LARGEST:
        return [Problem("highest", "number_size")]
    return [Problem("highest", "bounds_crossed")] if high <= low else []


# --- waves


def add_wave(session: Session, /, survey_id: int, **values: Any) -> int:
    """A new wave, numbered after the last; ``values`` are `WAVE_FIELDS`. Returns its id."""
    survey = fields.fetch(session, Survey, survey_id)
    fields.require(**{name: values.get(name) for name in ("starts_on", "ends_on", "answered")})
    number = max((each.number for each in survey.waves), default=0) + 1
    found = SurveyWave(number=number, mode=SurveyMode.PAPER, sampling=Sampling.OPEN)
    _assign_all(session, found, WAVE_FIELDS, values, check=_check_wave)
    survey.waves.append(found)
    session.flush()
    return found.id


def update_wave(session: Session, wave_id: int, values: Mapping[str, Any]) -> None:
    """Change several of `WAVE_FIELDS`; n cannot fall below the answers that are counted."""
    found = fields.fetch(session, SurveyWave, wave_id)
    _assign_all(session, found, WAVE_FIELDS, values, check=_check_wave)
    if "answered" in values:
        sums: dict[int, int] = {}
        for result in found.results:
            if not result.group:
                sums[result.question_id] = sums.get(result.question_id, 0) + result.count
        if max(sums.values(), default=0) > found.answered:
            raise UserError("invalid", Problem("answered", "results_over_n", (("n", found.answered),)))


def remove_wave(session: Session, wave_id: int) -> None:
    """Delete a wave with its results."""
    session.delete(fields.fetch(session, SurveyWave, wave_id))


def _check_wave(found: SurveyWave) -> None:
    problems = []
    n = found.answered
    if n is not None and n < 1:
        problems.append(Problem("answered", "nobody_answered"))
    elif n is not None:
        if found.contacted is not None and n > found.contacted:
            problems.append(Problem("answered", "over_contacted", (("contacted", found.contacted),)))
        if found.population is not None and n > found.population:
            problems.append(Problem("answered", "over_population", (("population", found.population),)))
    if found.starts_on and found.ends_on and found.ends_on < found.starts_on:
        problems.append(Problem("ends_on", "period_reversed"))
    if problems:
        raise UserError("invalid", *problems)


# --- results


def set_results(
    session: Session,
    wave_id: int,
    question_id: int,
    lines: Sequence[TypedLine],
    *,
    percent: bool = False,
    confirmed: bool = True,
) -> None:
    """What was answered to one question, group by group; the first line is everybody (no group).

    A cell that is None keeps its count: those who may not see it may still change the others. No line clears all.
    Unless it is ``confirmed``, counts that leave many without an answer are refused: ``many_unanswered``.
    """
    found = fields.fetch(session, SurveyWave, wave_id)
    question = fields.fetch(session, SurveyQuestion, question_id)
    known = [result for result in found.results if result.question_id == question_id]
    lines = [TypedLine(fields.line(line.group), line.values, line.n) for line in lines]
    fields.require_safe(**{typed_results.FIELD: "\n".join(line.group for line in lines)})
    counted, problems = _counted(found, question, known, lines, percent=percent) if lines else ([], [])
    if not problems and not confirmed and typed_results.many_unanswered(counted, found.answered):
        told = (("question", question.text), ("n", found.answered))
        problems.append(Problem(typed_results.FIELD, "many_unanswered", told))
    if problems:
        raise UserError("invalid", *problems)
    answers = question.answers.splitlines() if question.kind is QuestionKind.SHARES else [""]
    wanted = {
        (line.group, answer): (count, line.mean)
        for line in counted
        for answer, count in zip(answers, line.counts, strict=True)
    }
    for result in known:
        values = wanted.pop((result.group, result.answer), None)
        if values is None:
            found.results.remove(result)
        elif (result.count, result.mean) != values:
            result.count, result.mean = values
    for (group, answer), (count, mean) in wanted.items():
        found.results.append(SurveyResult(question=question, group=group, answer=answer, count=count, mean=mean))
    session.flush()


def _counted(
    found: SurveyWave,
    question: SurveyQuestion,
    known: Sequence[SurveyResult],
    lines: Sequence[TypedLine],
    *,
    percent: bool,
) -> tuple[list[typed_results.Counted], list[Problem]]:
    groups = dict.fromkeys(result.group for result in known)
    if question.kind is QuestionKind.SCORE:
        means = {result.group: (result.count, result.mean) for result in known}
        return typed_results.scores(lines, found.answered, (question.lowest, question.highest), means)
    by_cell = {(result.group, result.answer): result.count for result in known}
    answers = question.answers.splitlines()
    kept = {group: [by_cell.get((group, answer)) for answer in answers] for group in groups}
    if set(answers) - set(answers_of(question, known)) and known:
        kept = {group: [count or 0 for count in counts] for group, counts in kept.items()}
    return typed_results.shares(lines, answers, found.answered, kept, percent=percent)


def save_wave(
    session: Session,
    survey_id: int,
    wave_id: int | None,
    values: Mapping[str, Any],
    results: Mapping[int, tuple[Sequence[TypedLine], bool]],
    *,
    confirmed: bool = False,
) -> int:
    """A wave with all that was typed of it, at once; ``results`` by question, and whether they are percentages."""
    with fields.all_problems() as each:
        with each():
            if wave_id is None:
                wave_id = add_wave(session, survey_id, **values)
            else:
                update_wave(session, wave_id, values)
        if wave_id is not None:
            for question_id, (lines, percent) in results.items():
                with each():
                    set_results(session, wave_id, question_id, lines, percent=percent, confirmed=confirmed)
    assert wave_id is not None
    return wave_id


# --- what becomes of results


def land(session: Session, wave_id: int, question_ids: Sequence[int], today: dt.date) -> int:
    """Record the headlines of these questions as readings of their indicators; returns how many.

    A reading that the period has already is replaced. Raises what `readings.record` raises.
    """
    found = fields.fetch(session, SurveyWave, wave_id)
    owner = labels_on(session, today).get(found.survey.owner_id) if found.survey.owner_id else None
    chosen = [landing for landing in landings(session, wave_id) if landing.question_id in question_ids]
    for each in chosen:
        draft = Draft(
            found.ends_on, each.value, author=owner.name if owner else "", sample=each.sample, origin_file=each.origin
        )
        readings.record(session, each.indicator_id, draft, today, replace=True)
    return len(chosen)
