"""The ordered items of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.base import STABLE_IDS, Line, Record, vocabulary
from psq_desktop.models.committee import Formation
from psq_desktop.models.kinds import AgendaKind, AgendaRole, DisclosureLevel
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import Partner

if TYPE_CHECKING:
    from psq_desktop.models.decision import Decision
    from psq_desktop.models.live import ItemSpell, Vote, Withdrawal


class AgendaItem(Record):
    """One item. ``position`` only orders (gaps allowed); the number people see is the rank."""

    __tablename__ = "agenda_item"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Line)
    kind: Mapped[AgendaKind] = mapped_column(vocabulary(AgendaKind), default=AgendaKind.INFORMATION)
    role: Mapped[AgendaRole] = mapped_column(vocabulary(AgendaRole), default=AgendaRole.REGULAR)
    rapporteur_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    rapporteur_text: Mapped[str] = mapped_column(Line, default="")  # when it is no partner: « Présidence »
    planned_minutes: Mapped[int | None]
    disclosure: Mapped[DisclosureLevel] = mapped_column(vocabulary(DisclosureLevel), default=DisclosureLevel.PARTNERS)
    notes: Mapped[str] = mapped_column(Text, default="")  # `richtext.dumps`
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)

    meeting: Mapped[Meeting] = relationship(back_populates="items")
    rapporteur: Mapped[Partner | None] = relationship()
    objective: Mapped[Objective | None] = relationship()
    decisions: Mapped[list[Decision]] = relationship(back_populates="item")  # they outlive the item
    reviews: Mapped[list[AgendaReview]] = relationship(back_populates="item", cascade="all")
    spells: Mapped[list[ItemSpell]] = relationship(
        back_populates="item", cascade="all, delete-orphan", order_by="ItemSpell.started, ItemSpell.id"
    )
    withdrawals: Mapped[list[Withdrawal]] = relationship(
        back_populates="item", cascade="all, delete-orphan", order_by="Withdrawal.id"
    )
    votes: Mapped[list[Vote]] = relationship(back_populates="item", cascade="all, delete-orphan", order_by="Vote.id")


class AgendaReview(Record):
    """An earlier decision that an item looks at again."""

    __tablename__ = "agenda_review"
    __table_args__ = (UniqueConstraint("item_id", "decision_id"), STABLE_IDS)

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)

    item: Mapped[AgendaItem] = relationship(back_populates="reviews")
    decision: Mapped[Decision] = relationship(back_populates="reviews")


class TemplateItem(Record):
    """One item that the meetings of a formation usually have."""

    __tablename__ = "template_item"

    formation_id: Mapped[int] = mapped_column(ForeignKey("formation.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Line)  # « {séance précédente} » stands for the number of the meeting before
    kind: Mapped[AgendaKind] = mapped_column(vocabulary(AgendaKind), default=AgendaKind.INFORMATION)
    role: Mapped[AgendaRole] = mapped_column(vocabulary(AgendaRole), default=AgendaRole.REGULAR)
    rapporteur_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    rapporteur_text: Mapped[str] = mapped_column(Line, default="")
    planned_minutes: Mapped[int | None]
    disclosure: Mapped[DisclosureLevel] = mapped_column(vocabulary(DisclosureLevel), default=DisclosureLevel.PARTNERS)

    formation: Mapped[Formation] = relationship(back_populates="template")
    rapporteur: Mapped[Partner | None] = relationship()
