"""Waves of surveys as lists and sheets show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from psq_desktop.models.evaluation import Survey, SurveyQuestion, SurveyWave
from psq_desktop.models.indicator import Indicator
from psq_desktop.models.kinds import SurveyPublic
from psq_desktop.services import fields
from psq_desktop.services.evaluation import comparing, margins, showing
from psq_desktop.services.evaluation.survey_rows import Landing, QuestionResult, SurveyRow, WaveSheet
from psq_desktop.services.names import PartnerLabel, labels_on, objective_code
from psq_desktop.services.periods import label, period_end

_PUBLICS = tuple(SurveyPublic)

Shown = Mapping[int, tuple[QuestionResult, ...]]  # by wave


def search(session: Session, today: dt.date, *, survey_id: int | None = None) -> tuple[SurveyRow, ...]:
    """Waves, the newest of each survey first, surveys by name of public and title; one without a wave is there too."""
    query = select(Survey).options(selectinload(Survey.waves), selectinload(Survey.questions))
    if survey_id is not None:
        query = query.where(Survey.id == survey_id)
    surveys = sorted(session.scalars(query), key=lambda s: (_PUBLICS.index(s.public), s.title, s.id))
    shown = showing.results(session, [wave for survey in surveys for wave in survey.waves])
    labels = labels_on(session, today)
    return tuple(row for survey in surveys for row in _rows(survey, labels, shown))


def _rows(survey: Survey, labels: Mapping[int, PartnerLabel], shown: Shown) -> tuple[SurveyRow, ...]:
    ordered = sorted(survey.waves, key=lambda wave: wave.number, reverse=True)
    return tuple(_row(survey, wave, labels, shown.get(wave.id, ()), latest=wave is ordered[0]) for wave in ordered) or (
        _row(survey, None, labels, (), latest=True),
    )


def _row(
    survey: Survey,
    w: SurveyWave | None,
    labels: Mapping[int, PartnerLabel],
    results: Sequence[QuestionResult],
    *,
    latest: bool,
) -> SurveyRow:
    owner = labels.get(survey.owner_id) if survey.owner_id else None
    objective = next((q.indicator.objective for q in survey.questions if q.indicator), None)
    return SurveyRow(
        w.id if w else -survey.id, survey.id, w.id if w else None, survey.title, survey.kind, survey.public,
        (owner.acronym or owner.name) if owner else "", w.number if w else None, latest,
        w.starts_on if w else None, w.ends_on if w else None, w.mode if w else None, w.sampling if w else None,
        w.population if w else None, w.contacted if w else None, w.answered if w else None,
        next((r.margin for r in results if r.margin is not None), None),
        sum(r.hidden for r in results), len(survey.questions),
        objective.id if objective else None,
        objective_code(objective.axis.number, objective.number) if objective else "",
        objective.title if objective else "",
    )  # fmt: skip


def wave(session: Session, wave_id: int, today: dt.date | None = None) -> WaveSheet:
    """One wave with its results, compared with the one before."""
    found = fields.fetch(session, SurveyWave, wave_id)
    return next(each for each in sheets(session, found.survey, today or found.ends_on) if each.row.wave_id == wave_id)


def sheets(session: Session, survey: Survey, today: dt.date) -> tuple[WaveSheet, ...]:
    """Every wave of a survey, newest first."""
    shown = showing.results(session, survey.waves)
    rows = _rows(survey, labels_on(session, today), shown)
    ordered = sorted(survey.waves, key=lambda each: each.number, reverse=True)
    before: dict[int, SurveyWave] = {later.id: earlier for later, earlier in pairwise(ordered)}
    return tuple(
        WaveSheet(
            row, w.wording, w.note, shown.get(w.id, ()),
            margins.interval_words(w.sampling, w.answered, w.population),
            comparing.cautions(
                compared(before[w.id], shown.get(before[w.id].id, ())) if w.id in before else None,
                compared(w, shown.get(w.id, ())),
            ),
            rows,
        )
        for row, w in zip(rows, ordered, strict=False)
    )  # fmt: skip


def compared(w: SurveyWave, results: Sequence[QuestionResult]) -> comparing.Wave:
    """What decides whether a wave compares, with its first headline that is a share."""
    head = next((r for r in results if r.headline is not None and r.margin is not None), None)
    return comparing.Wave(
        w.number, w.answered, w.mode, w.sampling, w.population, w.wording,
        head.headline if head else None, head.margin if head else None,
    )  # fmt: skip


def landings(session: Session, wave_id: int) -> tuple[Landing, ...]:
    """Readings that the wave's headlines give the indicators its questions are linked to."""
    found = fields.fetch(session, SurveyWave, wave_id)
    told = []
    for result in showing.results(session, [found])[wave_id]:
        indicator = session.get(Indicator, result.question.indicator_id) if result.question.indicator_id else None
        if indicator is not None and result.headline is not None:
            told.append(_landing(found, result, indicator))
    return tuple(told)


def _landing(w: SurveyWave, result: QuestionResult, i: Indicator) -> Landing:
    assert result.headline is not None
    ends_on = period_end(i.period, w.ends_on)
    existing = next((r.value for r in i.readings if r.ends_on == ends_on), None)
    code = objective_code(i.objective.axis.number, i.objective.number)
    return Landing(
        result.question.id, i.id, f"{code} {i.objective.title}", i.title, i.unit, label(i.period, ends_on),
        round(result.headline, max(i.decimals, 0)), w.answered, f"{w.survey.title}, vague {w.number}", existing,
    )  # fmt: skip


def first_question(survey: Survey) -> SurveyQuestion | None:
    """The question that stands for a survey: the first that is added up or is a mean."""
    ordered = sorted(survey.questions, key=lambda q: (q.position, q.id))
    return next((q for q in ordered if q.headline or q.lowest is not None), None)
