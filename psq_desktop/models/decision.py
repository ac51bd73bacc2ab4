"""One register for decisions and actions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.agenda import AgendaItem, AgendaReview
from psq_desktop.models.base import STABLE_IDS, Line, Name, Record, vocabulary
from psq_desktop.models.kinds import DecisionKind, DecisionState
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import Partner

if TYPE_CHECKING:
    from psq_desktop.models.live import Dissent, Vote


class Decision(Record):
    """A decision or an action; its number is never given twice."""

    __tablename__ = "decision"

    number: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[DecisionKind] = mapped_column(vocabulary(DecisionKind), default=DecisionKind.DECISION)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    pilot_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    due: Mapped[date | None]
    proof: Mapped[str] = mapped_column(Line, default="")
    state: Mapped[DecisionState] = mapped_column(vocabulary(DecisionState), default=DecisionState.OPEN)
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)

    meeting: Mapped[Meeting] = relationship(back_populates="decisions")
    item: Mapped[AgendaItem | None] = relationship(back_populates="decisions")
    pilot: Mapped[Partner | None] = relationship()
    objective: Mapped[Objective | None] = relationship()
    associates: Mapped[list[DecisionAssociate]] = relationship(
        back_populates="decision", cascade="all, delete-orphan", order_by="DecisionAssociate.id"
    )
    follow_ups: Mapped[list[FollowUp]] = relationship(
        back_populates="decision", cascade="all, delete-orphan", order_by="FollowUp.on, FollowUp.id"
    )
    reviews: Mapped[list[AgendaReview]] = relationship(back_populates="decision", cascade="all")
    reminders: Mapped[list[DecisionReminder]] = relationship(
        back_populates="decision", cascade="all, delete-orphan", order_by="DecisionReminder.on, DecisionReminder.id"
    )
    votes: Mapped[list[Vote]] = relationship(back_populates="decision")  # a vote outlives the decision it led to
    dissents: Mapped[list[Dissent]] = relationship(
        back_populates="decision", cascade="all, delete-orphan", order_by="Dissent.id"
    )


class DecisionAssociate(Record):
    """A partner that helps the pilot."""

    __tablename__ = "decision_associate"
    __table_args__ = (UniqueConstraint("decision_id", "partner_id"), STABLE_IDS)

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)

    decision: Mapped[Decision] = relationship(back_populates="associates")
    partner: Mapped[Partner] = relationship()


class FollowUp(Record):
    """What became of a decision on a day: its state from then on, and the due date if it moved."""

    __tablename__ = "follow_up"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    on: Mapped[date]
    state: Mapped[DecisionState] = mapped_column(vocabulary(DecisionState))
    due_before: Mapped[date | None]
    due_after: Mapped[date | None]
    comment: Mapped[str] = mapped_column(Text, default="")

    decision: Mapped[Decision] = relationship(back_populates="follow_ups")


class DecisionReminder(Record):
    """A chase of a decision's pilot, logged."""

    __tablename__ = "decision_reminder"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    on: Mapped[date]
    recipients: Mapped[str] = mapped_column(Line, default="")

    decision: Mapped[Decision] = relationship(back_populates="reminders")


class NumberSeries(Record):
    """The last number given. Undo leaves it alone: a number that was spoken aloud is never given again."""

    __tablename__ = "number_series"
    __undoable__ = False

    name: Mapped[str] = mapped_column(Name, unique=True)
    last: Mapped[int]
