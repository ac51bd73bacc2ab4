"""Surveys as forms and documents show them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from psq_desktop.errors import UserError
from psq_desktop.models.committee import Committee
from psq_desktop.models.evaluation import Survey, SurveyResult, SurveyWave
from psq_desktop.models.indicator import Indicator
from psq_desktop.models.kinds import DisclosureLevel, IndicatorKind
from psq_desktop.services import fields
from psq_desktop.services.evaluation import triangle, waves
from psq_desktop.services.evaluation.showing import question_row
from psq_desktop.services.evaluation.survey_rows import SurveyDocument, SurveySheet
from psq_desktop.services.names import labels_on, objective_code


def sheet(session: Session, survey_id: int) -> SurveySheet:
    """A survey with its questions and the numbers of its waves."""
    s = fields.fetch(session, Survey, survey_id)
    known = answered_waves(session, survey_id)
    return SurveySheet(
        s.id, s.title, s.kind, s.public, s.owner_id, s.note,
        tuple(question_row(question, known.get(question.id, 0)) for question in s.questions),
        tuple((each.id, each.number) for each in s.waves),
    )  # fmt: skip


def answered_waves(session: Session, survey_id: int) -> dict[int, int]:
    """In how many waves each question was answered."""
    query = (
        select(SurveyResult.question_id, func.count(SurveyResult.wave_id.distinct()))
        .join(SurveyWave, SurveyWave.id == SurveyResult.wave_id)
        .where(SurveyWave.survey_id == survey_id)
        .group_by(SurveyResult.question_id)
    )
    return {question: int(count) for question, count in session.execute(query)}


def indicator_choices(session: Session) -> tuple[tuple[int | None, str], ...]:
    """Indicators that a question may feed, those of perception first, as a choice list needs them."""
    found = session.scalars(select(Indicator)).all()
    ordered = sorted(
        found,
        key=lambda i: (i.kind is not IndicatorKind.PERCEPTION, i.objective.axis.number, i.objective.number, i.position),
    )
    told = ((i.id, f"{objective_code(i.objective.axis.number, i.objective.number)} {i.title}") for i in ordered)
    return ((None, "aucun"), *told)


def compose(session: Session, survey_id: int, today: dt.date) -> SurveyDocument:
    """One survey as a document for the partners: what may not be shown is not in it."""
    survey = fields.fetch(session, Survey, survey_id)
    committee = session.scalars(select(Committee).order_by(Committee.id).limit(1)).first()
    if committee is None:
        raise UserError("no_committee")
    district = committee.district
    owner = labels_on(session, today).get(survey.owner_id) if survey.owner_id else None
    return SurveyDocument(
        letterhead=tuple(district.letterhead.splitlines()),
        reference="/".join(filter(None, (committee.reference_prefix, str(today.year), f"{today.month:02d}"))),
        disclosure=DisclosureLevel.PARTNERS,
        issued_on=today,
        issued_at=district.city,
        fictional=district.fictional,
        committee=committee.name,
        title=survey.title,
        kind=survey.kind,
        public=survey.public,
        owner=owner.name if owner else "",
        note=survey.note,
        waves=waves.sheets(session, survey, today),
        triangle=triangle.compose(session, today, triangle.USUAL_MONTHS, level=DisclosureLevel.PARTNERS),
    )
