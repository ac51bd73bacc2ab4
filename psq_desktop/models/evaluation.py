"""Surveys, in aggregated results only, and the quarterly note."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.base import STABLE_IDS, Line, Name, Record, vocabulary
from psq_desktop.models.indicator import Indicator
from psq_desktop.models.kinds import (
    NoteHeading,
    NoteState,
    QuestionKind,
    Sampling,
    SurveyKind,
    SurveyMode,
    SurveyPublic,
)
from psq_desktop.models.partner import Partner


class Survey(Record):
    """A survey that comes back in waves."""

    __tablename__ = "survey"

    title: Mapped[str] = mapped_column(Line)
    kind: Mapped[SurveyKind] = mapped_column(vocabulary(SurveyKind))
    public: Mapped[SurveyPublic] = mapped_column(vocabulary(SurveyPublic))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")

    owner: Mapped[Partner | None] = relationship()
    questions: Mapped[list[SurveyQuestion]] = relationship(
        back_populates="survey", cascade="all, delete-orphan", order_by="SurveyQuestion.position"
    )
    waves: Mapped[list[SurveyWave]] = relationship(
        back_populates="survey", cascade="all, delete-orphan", order_by="SurveyWave.number"
    )


class SurveyQuestion(Record):
    """A question of a survey. Its ``answers`` stand one a line; its headline is what curves and indicators follow."""

    __tablename__ = "survey_question"

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Line)
    kind: Mapped[QuestionKind] = mapped_column(vocabulary(QuestionKind))
    answers: Mapped[str] = mapped_column(Text, default="")  # of shares
    headline: Mapped[str] = mapped_column(Text, default="")  # answers that are added up, one a line
    lowest: Mapped[float | None]  # of a score
    highest: Mapped[float | None]
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"), index=True)

    survey: Mapped[Survey] = relationship(back_populates="questions")
    indicator: Mapped[Indicator | None] = relationship()


class SurveyWave(Record):
    """One wave: who was asked, how, when, and how many answered."""

    __tablename__ = "survey_wave"
    __table_args__ = (UniqueConstraint("survey_id", "number"), STABLE_IDS)

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    number: Mapped[int]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    mode: Mapped[SurveyMode] = mapped_column(vocabulary(SurveyMode))
    sampling: Mapped[Sampling] = mapped_column(vocabulary(Sampling))
    population: Mapped[int | None]  # how many people the survey is about
    contacted: Mapped[int | None]
    answered: Mapped[int]  # n
    wording: Mapped[str] = mapped_column(Text, default="")  # what changed in it since the wave before
    note: Mapped[str] = mapped_column(Text, default="")

    survey: Mapped[Survey] = relationship(back_populates="waves")
    results: Mapped[list[SurveyResult]] = relationship(
        back_populates="wave", cascade="all, delete-orphan", order_by="SurveyResult.id"
    )


class SurveyResult(Record):
    """One cell: how many people of a group gave an answer; or the mean of a group on a scale.

    ``group`` is empty for everybody. ``answer`` is empty for a score; there ``count`` is how many answered.
    """

    __tablename__ = "survey_result"
    __table_args__ = (UniqueConstraint("wave_id", "question_id", "group", "answer"), STABLE_IDS)

    wave_id: Mapped[int] = mapped_column(ForeignKey("survey_wave.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("survey_question.id"), index=True)
    group: Mapped[str] = mapped_column(Name, default="")
    answer: Mapped[str] = mapped_column(Name, default="")
    count: Mapped[int]
    mean: Mapped[float | None]

    wave: Mapped[SurveyWave] = relationship(back_populates="results")
    question: Mapped[SurveyQuestion] = relationship()


class QuarterlyNote(Record):
    """The qualitative analysis of one quarter."""

    __tablename__ = "quarterly_note"
    __table_args__ = (UniqueConstraint("year", "quarter"), STABLE_IDS)

    year: Mapped[int]
    quarter: Mapped[int]
    state: Mapped[NoteState] = mapped_column(vocabulary(NoteState), default=NoteState.DRAFT)
    finished_on: Mapped[dt.date | None]

    sentences: Mapped[list[NoteSentence]] = relationship(
        back_populates="note", cascade="all, delete-orphan", order_by="NoteSentence.position, NoteSentence.id"
    )


class NoteSentence(Record):
    """One sentence: as the data say it, or as somebody wrote it; ``source`` says where it comes from."""

    __tablename__ = "note_sentence"

    note_id: Mapped[int] = mapped_column(ForeignKey("quarterly_note.id"), index=True)
    heading: Mapped[NoteHeading] = mapped_column(vocabulary(NoteHeading))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    drafted: Mapped[str] = mapped_column(Text, default="")  # as the data said it; empty: written by hand
    key: Mapped[str] = mapped_column(Name, default="")  # which rule drafted it, about what: « survey:3 »
    source: Mapped[str] = mapped_column(Line, default="")  # in words
    kept: Mapped[bool] = mapped_column(default=True)

    note: Mapped[QuarterlyNote] = relationship(back_populates="sentences")
