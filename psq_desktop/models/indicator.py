"""What is measured, and what was reported."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.base import STABLE_IDS, Line, Name, Record, vocabulary
from psq_desktop.models.kinds import Direction, IndicatorKind, Period, ReadingStatus
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import Partner


class Indicator(Record):
    """A figure with its baseline, its target and the direction in which it is read.

    An ordinal indicator lists its ``levels``, one a line from the worst to the best; its values are their ranks from 1.
    """

    __tablename__ = "indicator"

    objective_id: Mapped[int] = mapped_column(ForeignKey("objective.id"), index=True)
    position: Mapped[int]  # the first one that is judged is the objective's main indicator
    title: Mapped[str] = mapped_column(Line)
    kind: Mapped[IndicatorKind] = mapped_column(vocabulary(IndicatorKind), default=IndicatorKind.RESULT)
    unit: Mapped[str] = mapped_column(Name, default="")
    decimals: Mapped[int] = mapped_column(default=0)
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    source: Mapped[str] = mapped_column(Line, default="")
    period: Mapped[Period] = mapped_column(vocabulary(Period), default=Period.MONTH)
    direction: Mapped[Direction] = mapped_column(vocabulary(Direction), default=Direction.UP)
    baseline: Mapped[float | None]
    baseline_on: Mapped[dt.date | None]
    target: Mapped[float | None]
    at_most: Mapped[bool] = mapped_column(default=False)  # a threshold that must not be passed upwards
    lowest: Mapped[float | None]  # values beyond these two cannot be
    highest: Mapped[float | None]
    levels: Mapped[str] = mapped_column(Text, default="")

    objective: Mapped[Objective] = relationship(back_populates="indicators")
    provider: Mapped[Partner | None] = relationship()
    readings: Mapped[list[Reading]] = relationship(
        back_populates="indicator", cascade="all, delete-orphan", order_by="Reading.ends_on"
    )


class Reading(Record):
    """What was reported for one period: a value, « néant » or « non concerné »."""

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("indicator_id", "ends_on"), STABLE_IDS)

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    ends_on: Mapped[dt.date]  # last day of the period; of a reading made once, the day itself
    status: Mapped[ReadingStatus] = mapped_column(vocabulary(ReadingStatus), default=ReadingStatus.VALUE)
    value: Mapped[float | None]
    provisional: Mapped[bool] = mapped_column(default=False)
    reported_on: Mapped[dt.date] = mapped_column(index=True)
    author: Mapped[str] = mapped_column(Name, default="")
    sample: Mapped[int | None]  # number of people asked, of a survey
    comment: Mapped[str] = mapped_column(Text, default="")
    origin_file: Mapped[str] = mapped_column(Name, default="")
    origin_cell: Mapped[str] = mapped_column(Name, default="")

    indicator: Mapped[Indicator] = relationship(back_populates="readings")
