"""Concerted objectives: what was agreed, who does which share, and what the pilot says of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.base import STABLE_IDS, Line, Name, Record, vocabulary
from psq_desktop.models.district import District
from psq_desktop.models.kinds import (
    CommitmentState,
    DisclosureLevel,
    MeasureState,
    OutlookState,
    Priority,
    SupportState,
)
from psq_desktop.models.partner import Contact, Partner

if TYPE_CHECKING:
    from psq_desktop.models.indicator import Indicator


class Axis(Record):
    """A strategic axis; its number is what people say (« axe 2 »)."""

    __tablename__ = "axis"

    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(Name)

    objectives: Mapped[list[Objective]] = relationship(back_populates="axis", order_by="Objective.number")


class Objective(Record):
    """A shared, dated aim. « 2.1 » is its axis' number and its own."""

    __tablename__ = "objective"
    __table_args__ = (UniqueConstraint("axis_id", "number"), STABLE_IDS)

    axis_id: Mapped[int] = mapped_column(ForeignKey("axis.id"))
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Line)
    short_title: Mapped[str] = mapped_column(Name, default="")  # heads a narrow column
    finding: Mapped[str] = mapped_column(Text, default="")
    public: Mapped[str] = mapped_column(Line, default="")  # whom it is for
    success: Mapped[str] = mapped_column(Text, default="")  # the criterion by which it is judged
    brakes: Mapped[str] = mapped_column(Text, default="")
    pilot_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    start: Mapped[dt.date | None]
    due: Mapped[dt.date | None]
    priority: Mapped[Priority] = mapped_column(vocabulary(Priority), default=Priority.NORMAL)
    disclosure: Mapped[DisclosureLevel] = mapped_column(vocabulary(DisclosureLevel), default=DisclosureLevel.PARTNERS)

    axis: Mapped[Axis] = relationship(back_populates="objectives")
    district: Mapped[District] = relationship()
    pilot: Mapped[Partner | None] = relationship()
    associates: Mapped[list[ObjectiveAssociate]] = relationship(
        back_populates="objective", cascade="all, delete-orphan", order_by="ObjectiveAssociate.id"
    )
    commitments: Mapped[list[Commitment]] = relationship(
        back_populates="objective", cascade="all, delete-orphan", order_by="Commitment.id"
    )
    measures: Mapped[list[Measure]] = relationship(
        back_populates="objective", cascade="all, delete-orphan", order_by="Measure.due, Measure.id"
    )
    indicators: Mapped[list[Indicator]] = relationship(
        back_populates="objective", cascade="all, delete-orphan", order_by="Indicator.position, Indicator.id"
    )
    outlooks: Mapped[list[Outlook]] = relationship(
        back_populates="objective", cascade="all, delete-orphan", order_by="Outlook.on, Outlook.id"
    )
    supports: Mapped[list[SupportRequest]] = relationship(
        back_populates="objective", cascade="all, delete-orphan", order_by="SupportRequest.asked_on, SupportRequest.id"
    )


class ObjectiveAssociate(Record):
    """A partner that helps the pilot."""

    __tablename__ = "objective_associate"
    __table_args__ = (UniqueConstraint("objective_id", "partner_id"), STABLE_IDS)

    objective_id: Mapped[int] = mapped_column(ForeignKey("objective.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)

    objective: Mapped[Objective] = relationship(back_populates="associates")
    partner: Mapped[Partner] = relationship()


class Commitment(Record):
    """One partner's share of an objective."""

    __tablename__ = "commitment"

    objective_id: Mapped[int] = mapped_column(ForeignKey("objective.id"), index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[CommitmentState] = mapped_column(vocabulary(CommitmentState), default=CommitmentState.PROPOSED)
    share: Mapped[int | None]  # part done as the partner says, 0 to 100
    accepted_on: Mapped[dt.date | None]
    referent_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    means: Mapped[str] = mapped_column(Text, default="")
    proof: Mapped[str] = mapped_column(Line, default="")
    due: Mapped[dt.date | None]
    comment: Mapped[str] = mapped_column(Text, default="")

    objective: Mapped[Objective] = relationship(back_populates="commitments")
    partner: Mapped[Partner] = relationship()
    referent: Mapped[Contact | None] = relationship()


class Measure(Record):
    """A step towards an objective, or a milestone that marks one reached."""

    __tablename__ = "measure"

    objective_id: Mapped[int] = mapped_column(ForeignKey("objective.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    milestone: Mapped[bool] = mapped_column(default=False)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    due: Mapped[dt.date | None]
    state: Mapped[MeasureState] = mapped_column(vocabulary(MeasureState), default=MeasureState.PLANNED)
    done_on: Mapped[dt.date | None]
    proof: Mapped[str] = mapped_column(Line, default="")
    comment: Mapped[str] = mapped_column(Text, default="", server_default=sql("''"))  # came with 0003

    objective: Mapped[Objective] = relationship(back_populates="measures")
    owner: Mapped[Partner | None] = relationship()


class Outlook(Record):
    """What the pilot declares on a day; the latest one counts."""

    __tablename__ = "outlook"

    objective_id: Mapped[int] = mapped_column(ForeignKey("objective.id"), index=True)
    on: Mapped[dt.date]
    state: Mapped[OutlookState] = mapped_column(vocabulary(OutlookState))
    author: Mapped[str] = mapped_column(Name, default="")
    comment: Mapped[str] = mapped_column(Text, default="")

    objective: Mapped[Objective] = relationship(back_populates="outlooks")


class SupportRequest(Record):
    """Help that one partner asks of another, or of the chair (no ``asked_of``)."""

    __tablename__ = "support_request"

    objective_id: Mapped[int] = mapped_column(ForeignKey("objective.id"), index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    asked_of_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    asked_on: Mapped[dt.date]
    wanted_by: Mapped[dt.date | None]
    escalated_on: Mapped[dt.date | None]  # brought before the chair
    state: Mapped[SupportState] = mapped_column(vocabulary(SupportState), default=SupportState.ASKED)
    answer: Mapped[str] = mapped_column(Text, default="")

    objective: Mapped[Objective] = relationship(back_populates="supports")
    partner: Mapped[Partner] = relationship(foreign_keys=[partner_id])
    asked_of: Mapped[Partner | None] = relationship(foreign_keys=[asked_of_id])


class Thresholds(Record):
    """When the program raises an alert; one row, shared by everybody on the base."""

    __tablename__ = "thresholds"

    gap_points: Mapped[int]  # progress may trail time by that many points
    silent_days: Mapped[int]  # an objective may stay that long without a report
