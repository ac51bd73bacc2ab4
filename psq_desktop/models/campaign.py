"""Rounds of collection: what was sent to each partner, what came back, who was reminded."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.base import STABLE_IDS, Line, Name, Record
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import Partner


class Campaign(Record):
    """One round: its partners report on its objectives until its due date.

    ``subject`` and ``message`` are the templates of the e-mails, with their fields in braces.
    """

    __tablename__ = "campaign"

    number: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(Line)
    opened_on: Mapped[dt.date]
    due: Mapped[dt.date]
    reply_to: Mapped[str] = mapped_column(Name, default="")  # where the workbooks come back to
    contact: Mapped[str] = mapped_column(Line, default="")  # who answers questions
    subject: Mapped[str] = mapped_column(Text, default="")
    message: Mapped[str] = mapped_column(Text, default="")

    objectives: Mapped[list[CampaignObjective]] = relationship(
        back_populates="campaign", cascade="all, delete-orphan", order_by="CampaignObjective.id"
    )
    dispatches: Mapped[list[Dispatch]] = relationship(
        back_populates="campaign", cascade="all, delete-orphan", order_by="Dispatch.id"
    )


class CampaignObjective(Record):
    """An objective that a round asks about."""

    __tablename__ = "campaign_objective"
    __table_args__ = (UniqueConstraint("campaign_id", "objective_id"), STABLE_IDS)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    objective_id: Mapped[int] = mapped_column(ForeignKey("objective.id"), index=True)

    campaign: Mapped[Campaign] = relationship(back_populates="objectives")
    objective: Mapped[Objective] = relationship()


class Dispatch(Record):
    """One workbook for one partner. A later one of the same round takes the place of the earlier."""

    __tablename__ = "dispatch"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    code: Mapped[str] = mapped_column(Name, unique=True)  # what the workbook bears, in three places
    due: Mapped[dt.date | None]  # its own, when it is not the round's
    sent_on: Mapped[dt.date | None]
    form: Mapped[str] = mapped_column(Text, default="")  # the workbook as it was made: `services.forms.form_rows`

    campaign: Mapped[Campaign] = relationship(back_populates="dispatches")
    partner: Mapped[Partner] = relationship()
    reminders: Mapped[list[Reminder]] = relationship(
        back_populates="dispatch", cascade="all, delete-orphan", order_by="Reminder.on, Reminder.id"
    )
    returns: Mapped[list[Return]] = relationship(
        back_populates="dispatch", cascade="all, delete-orphan", order_by="Return.id"
    )


class Reminder(Record):
    """A chase, logged."""

    __tablename__ = "reminder"

    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), index=True)
    on: Mapped[dt.date]
    recipients: Mapped[str] = mapped_column(Line, default="")

    dispatch: Mapped[Dispatch] = relationship(back_populates="reminders")


class Return(Record):
    """A workbook that came back: what it holds, and what was decided of it."""

    __tablename__ = "workbook_return"
    __table_args__ = (UniqueConstraint("dispatch_id", "digest"), STABLE_IDS)

    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"))
    file_name: Mapped[str] = mapped_column(Name)
    digest: Mapped[str] = mapped_column(Name, index=True)  # SHA-256 of the file: the same one twice has no effect
    size: Mapped[int]  # bytes
    received_on: Mapped[dt.date]
    author: Mapped[str] = mapped_column(Name, default="")  # who saved it last, as the file says
    program: Mapped[str] = mapped_column(Name, default="")  # with what
    rows: Mapped[str] = mapped_column(Text)  # the cells as they were read: `services.forms.returned_rows`
    settled: Mapped[str] = mapped_column(Text, default="")  # lines decided by hand: the same module
    applied_on: Mapped[dt.date | None]
    receipt_on: Mapped[dt.date | None]

    dispatch: Mapped[Dispatch] = relationship(back_populates="returns")
