"""A survey of residents with one small group, and one of elected officials."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from psq_desktop import db
from psq_desktop.services.evaluation import surveys
from psq_desktop.services.evaluation.typed_results import TypedLine
from psq_desktop.services.kinds import QuestionKind, Sampling, SurveyMode, SurveyPublic

ANSWERS = "Tout à fait\nPlutôt\nPlutôt pas\nPas du tout"
CANARY = 9  # the only 9 among the counts; 2,19 % of 412, 7,44 % of the 121 younger ones
TOTAL = (62, 115, 138, 97)
YOUNG = (CANARY, 34, 42, 36)
OLD = (53, 81, 96, 61)


@dataclass(frozen=True, slots=True)
class Asked:
    """Ids of what was made."""

    survey: int
    question: int
    wave: int


def ask(base: db.Database, **values: object) -> Asked:
    """One wave of 412 residents whose younger ones gave an answer nine times."""
    survey = base.write(surveys.create, "Sentiment de sécurité des habitants").result
    question = base.write(
        surveys.add_question, survey, "Vous sentez-vous en sécurité le soir ?",
        answers=ANSWERS, headline="Tout à fait\nPlutôt",
    ).result  # fmt: skip
    wave = base.write(surveys.add_wave, survey, **{**wave_values(), **values}).result
    lines = [TypedLine("", TOTAL), TypedLine("Moins de 30 ans", YOUNG), TypedLine("30 ans et plus", OLD)]
    base.write(surveys.set_results, wave, question, lines)
    return Asked(survey, question, wave)


def wave_values(year: int = 2026, month: int = 10) -> dict[str, object]:
    """A wave of 412 residents drawn by lot."""
    return {
        "starts_on": dt.date(year, month, 5), "ends_on": dt.date(year, month, 23), "mode": SurveyMode.MIXED,
        "sampling": Sampling.RANDOM, "population": 25_000, "contacted": 1_212, "answered": 412,
    }  # fmt: skip


def ask_officials(base: db.Database, means: tuple[float, ...] = (4.2, 5.1)) -> int:
    """Seventeen elected officials, once half a year."""
    survey = base.write(surveys.create, "Ressenti des élus", public=SurveyPublic.OFFICIALS).result
    question = base.write(
        surveys.add_question, survey, "Ressenti de la situation", kind=QuestionKind.SCORE, lowest=0.0, highest=10.0
    ).result
    for rank, mean in enumerate(means):
        values = {**wave_values(2026, 4 + 6 * rank), "sampling": Sampling.EVERYBODY, "population": 21}
        wave = base.write(surveys.add_wave, survey, **{**values, "contacted": 21, "answered": 17}).result
        base.write(surveys.set_results, wave, question, [TypedLine("", (mean,))])
    return survey
