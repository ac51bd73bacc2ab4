"""Residents, elected officials and facts over the same months: three voices, each on its own scale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.french import plural, typeset
from psq_desktop.models.evaluation import Survey, SurveyWave
from psq_desktop.models.indicator import Indicator
from psq_desktop.models.kinds import (
    Direction,
    DisclosureLevel,
    IndicatorKind,
    MeasureState,
    Period,
    Priority,
    QuestionKind,
    ReadingStatus,
    SurveyPublic,
)
from psq_desktop.models.objective import Measure, Objective
from psq_desktop.services import facts
from psq_desktop.services.evaluation import saying, showing, waves
from psq_desktop.services.evaluation.saying import Voice
from psq_desktop.services.evaluation.survey_rows import Band, Milestone, QuestionResult, Triangle, TrianglePoint
from psq_desktop.services.names import objective_code
from psq_desktop.services.steering import objectives
from psq_desktop.services.words import word

USUAL_MONTHS, LONG_MONTHS = 14, 24
_PRIORITIES = tuple(Priority)
_NAMES = {SurveyPublic.RESIDENTS: "Habitants", SurveyPublic.OFFICIALS: "Élus"}


def compose(
    session: Session,
    today: dt.date,
    months: int,
    facts_id: int | None = None,
    level: DisclosureLevel = DisclosureLevel.RESTRICTED,
) -> Triangle:
    """The chart of the last months with what it says; nothing of objectives above the level is in it."""
    first = month_before(today, months)
    voices = [_voice(session, public, first, today) for public in _NAMES]
    known = _fact_indicators(session, level)
    chosen = next((i for i in known if i.id == facts_id), known[0] if known else None)
    band = _facts(chosen, first, today)
    objective_id = voices[0].objective_id
    objective = objectives.row(session, objective_id, today) if objective_id else None
    if objective is not None and objective.disclosure.rank > level.rank:
        objective = None
    return Triangle(
        first, today, today, (*(voice.band for voice in voices), band),
        _milestones(session, first, today, level, objective_id),
        saying.told(objective, voices[0], voices[1], band), saying.sentence(voices[0], voices[1], today),
        f"survey:{voices[0].last_wave}" if voices[0].last_wave else "", voices[0].source, voices[0].last_on,
        chosen.id if chosen else None, tuple((i.id, _choice_words(i)) for i in known),
    )  # fmt: skip


def month_before(today: dt.date, months: int) -> dt.date:
    """First day of the month so many months before today's."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return dt.date(year, month + 1, 1)


def _choice_words(i: Indicator) -> str:
    return f"{objective_code(i.objective.axis.number, i.objective.number)} {i.title}"


# --- what people say


def _voice(session: Session, public: SurveyPublic, first: dt.date, today: dt.date) -> Voice:
    """The survey of a public that has the most waves, by its first question that has one figure."""
    surveys = session.scalars(select(Survey).where(Survey.public == public)).all()
    asked = [(len(s.waves), -s.id, s) for s in surveys if s.waves and waves.first_question(s) is not None]
    if not asked:
        return Voice(Band(_NAMES[public], "", "", "", 0, (), missing="aucune vague d’enquête"))
    survey = max(asked)[2]
    question = waves.first_question(survey)
    assert question is not None
    ordered = [w for w in survey.waves if w.starts_on <= today]
    shown = showing.results(session, ordered)
    results = [(w, r) for w in ordered for r in shown[w.id] if r.question.id == question.id and r.headline is not None]
    points = tuple(
        TrianglePoint(_middle(w.starts_on, w.ends_on), r.headline or 0.0, r.margin, w.answered) for w, r in results
    )
    seen = tuple(point for point in points if first <= point.on <= today)
    share = question.kind is QuestionKind.SHARES
    target = question.indicator.target if question.indicator else None
    band = Band(
        _NAMES[public], question.text if share else f"{question.text} ({_scale(question.highest)})",
        _remark(results[-1][1], results[-1][0].answered, word(results[-1][0].sampling)) if results else "",
        "%" if share else "", 0 if share else 1, seen, target,
        0.0 if share else question.lowest, 100.0 if share else question.highest,
        missing="" if seen else "aucun résultat à montrer sur la période",
    )  # fmt: skip
    last = results[-1] if results else None
    return Voice(
        band, question.indicator.objective_id if question.indicator else None, last[0].id if last else None,
        last[0].ends_on if last else None,
        f"{survey.title}, vague {last[0].number}" if last else "", question.text,
        tuple(question.headline.splitlines()), waves.compared(*_before(results)) if len(results) > 1 else None,
        waves.compared(last[0], (last[1],)) if last else None,
    )  # fmt: skip


def _before(
    results: Sequence[tuple[SurveyWave, QuestionResult]],
) -> tuple[SurveyWave, tuple[QuestionResult]]:
    wave, result = results[-2]
    return wave, (result,)


def _scale(highest: float | None) -> str:
    return "note" if highest is None else f"note sur {highest:g}"


def _remark(result: QuestionResult, n: int, sampling: str) -> str:
    if result.margin is None:
        return typeset(f"n = {n}, sans intervalle")
    return typeset(f"{sampling.lower()}, n = {n}")


def _middle(first: dt.date, last: dt.date) -> dt.date:
    return first + (last - first) / 2


# --- what happened


def _fact_indicators(session: Session, level: DisclosureLevel) -> list[Indicator]:
    """Monthly figures that nobody's opinion makes, neutral ones before the others, by objective."""
    query = select(Indicator).join(Objective).where(Indicator.period == Period.MONTH)
    found = [
        i
        for i in session.scalars(query)
        if i.direction is not Direction.ORDINAL
        and i.kind is not IndicatorKind.PERCEPTION
        and i.objective.disclosure.rank <= level.rank
    ]
    return sorted(found, key=lambda i: (len(i.readings) < 2, i.direction is not Direction.NEUTRAL, _place(i.objective)))


def _place(objective: Objective) -> tuple[int, int]:
    return objective.axis.number, objective.number


def _facts(i: Indicator | None, first: dt.date, today: dt.date) -> Band:
    if i is None:
        return Band("Faits", "", "", "", 0, (), missing="aucun indicateur mensuel")
    points = tuple(
        TrianglePoint(r.ends_on, facts.known_value(r.value))
        for r in i.readings
        if r.status is ReadingStatus.VALUE and first <= r.ends_on <= today and r.reported_on <= today
    )
    neutral = i.direction is Direction.NEUTRAL
    remark = "neutre : non coloré" if neutral else plural(len(points), "relevé mensuel", "relevés mensuels")
    return Band(
        "Faits", i.title, remark,
        i.unit, i.decimals, points, None if neutral else i.target, direction=i.direction,
        missing="" if points else "aucun relevé sur la période", monthly=True,
    )  # fmt: skip


def _milestones(
    session: Session, first: dt.date, today: dt.date, level: DisclosureLevel, own: int | None
) -> tuple[Milestone, ...]:
    """What was done, the steps of the residents' own objective and of urgent ones before the others."""
    query = (
        select(Measure, Objective)
        .join(Objective, Objective.id == Measure.objective_id)
        .where(Measure.milestone, Measure.state == MeasureState.DONE, Measure.done_on.between(first, today))
        .order_by(Measure.done_on, Measure.id)
    )
    found = [(m, o) for m, o in session.execute(query) if o.disclosure.rank <= level.rank and m.done_on is not None]
    weight = sorted(found, key=lambda each: (each[1].id != own, _PRIORITIES.index(each[1].priority), each[0].done_on))
    ranks = {m.id: rank for rank, (m, _) in enumerate(weight)}
    return tuple(
        Milestone(m.done_on, typeset(m.text.splitlines()[0].rstrip(" .")), ranks[m.id]) for m, _ in found if m.done_on
    )
