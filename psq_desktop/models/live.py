"""What is only known in the room: how long items took, who withdrew, how hands were shown, who dissented."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.attendance import Attendance
from psq_desktop.models.base import STABLE_IDS, Line, Record
from psq_desktop.models.decision import Decision


class ItemSpell(Record):
    """A stretch of time spent on an item, in seconds since 1970 (UTC): the clock goes on whatever becomes of the PC.

    The meeting's last spell says which item is current; ended, it says that the meeting pauses.
    """

    __tablename__ = "item_spell"

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    started: Mapped[int]
    ended: Mapped[int | None]

    item: Mapped[AgendaItem] = relationship(back_populates="spells")


class Withdrawal(Record):
    """A seat that leaves the room for one item and takes no part in it."""

    __tablename__ = "withdrawal"
    __table_args__ = (UniqueConstraint("attendance_id", "item_id"), STABLE_IDS)

    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendance.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    reason: Mapped[str] = mapped_column(Line, default="")

    attendance: Mapped[Attendance] = relationship(back_populates="withdrawals")
    item: Mapped[AgendaItem] = relationship(back_populates="withdrawals")


class Vote(Record):
    """A show of hands. ``voters``: those in the room who could vote, proxies included, when it was counted."""

    __tablename__ = "vote"

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    subject: Mapped[str] = mapped_column(Line)
    in_favour: Mapped[int]
    against: Mapped[int]
    abstained: Mapped[int]
    voters: Mapped[int]

    item: Mapped[AgendaItem] = relationship(back_populates="votes")
    decision: Mapped[Decision | None] = relationship(back_populates="votes")


class Dissent(Record):
    """A member who asks that the minutes name its disagreement with a decision."""

    __tablename__ = "dissent"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendance.id"), index=True)
    text: Mapped[str] = mapped_column(Text, default="")

    decision: Mapped[Decision] = relationship(back_populates="dissents")
    attendance: Mapped[Attendance] = relationship(back_populates="dissents")
