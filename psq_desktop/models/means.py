"""The means of the district: retained posts, training needs, equipment, mobile forces. No name anywhere."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.base import Line, Name, Record, vocabulary
from psq_desktop.models.kinds import EquipmentKind, Priority
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import Partner
from psq_desktop.models.reserve import TrainingSession


class RetainedPost(Record):
    """A reinforced post of the district: its profile, never who holds it."""

    __tablename__ = "retained_post"

    code: Mapped[str] = mapped_column(Name, unique=True)  # « PF-01 »
    title: Mapped[str] = mapped_column(Line)
    profile: Mapped[str] = mapped_column(Text, default="")  # what the head of service asks for
    unit: Mapped[str] = mapped_column(Line, default="")
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    hours: Mapped[str] = mapped_column(Line, default="")  # « 14 h – 22 h, du mardi au samedi »
    filled_on: Mapped[dt.date | None]  # of an arrival, past or coming
    stays_until: Mapped[dt.date | None]  # how long the holder engaged to stay
    vacant_since: Mapped[dt.date | None]
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")

    partner: Mapped[Partner | None] = relationship()
    objective: Mapped[Objective | None] = relationship()
    needs: Mapped[list[TrainingNeed]] = relationship(
        back_populates="post", cascade="all, delete-orphan", order_by="TrainingNeed.id"
    )


class TrainingNeed(Record):
    """Training that the head of service asks for, for one post or for all."""

    __tablename__ = "training_need"

    post_id: Mapped[int | None] = mapped_column(ForeignKey("retained_post.id"), index=True)
    theme: Mapped[str] = mapped_column(Line)
    people: Mapped[int]
    priority: Mapped[Priority] = mapped_column(vocabulary(Priority), default=Priority.NORMAL)
    asked_on: Mapped[dt.date]
    wanted_by: Mapped[dt.date | None]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("training_session.id"), index=True)
    refused_on: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(Text, default="")

    post: Mapped[RetainedPost | None] = relationship(back_populates="needs")
    session: Mapped[TrainingSession | None] = relationship()


class EquipmentItem(Record):
    """One request for equipment, in numbers: asked, granted, delivered, in service; each at most the one before."""

    __tablename__ = "equipment_item"

    kind: Mapped[EquipmentKind] = mapped_column(vocabulary(EquipmentKind))
    title: Mapped[str] = mapped_column(Line)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)  # who will use it
    asked: Mapped[int]
    granted: Mapped[int]
    delivered: Mapped[int]
    in_service: Mapped[int]
    asked_on: Mapped[dt.date]
    granted_on: Mapped[dt.date | None]
    delivered_on: Mapped[dt.date | None]
    in_service_on: Mapped[dt.date | None]
    expected_on: Mapped[dt.date | None]
    refused_on: Mapped[dt.date | None]
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")

    partner: Mapped[Partner | None] = relationship()
    objective: Mapped[Objective | None] = relationship()


class MobileSupport(Record):
    """Support of mobile forces: a dated resource."""

    __tablename__ = "mobile_support"

    title: Mapped[str] = mapped_column(Line)  # « demi-compagnie », « section »
    purpose: Mapped[str] = mapped_column(Text, default="")
    strength: Mapped[int | None]  # people
    asked_on: Mapped[dt.date | None]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    granted: Mapped[bool] = mapped_column(default=False)
    cancelled: Mapped[bool] = mapped_column(default=False)
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")

    objective: Mapped[Objective | None] = relationship()
