"""Who was expected at a meeting, who answered, who came."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.base import Line, Name, Record, vocabulary
from psq_desktop.models.kinds import AttendanceStatus, Reply
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.partner import Contact, Partner

if TYPE_CHECKING:
    from psq_desktop.models.live import Dissent, Withdrawal
    from psq_desktop.models.summons import Summons


class Attendance(Record):
    """One seat. Person and capacity are copied, so that they stay what they were on that day."""

    __tablename__ = "attendance"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)  # None: other guest
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    person: Mapped[str] = mapped_column(Name, default="")
    role: Mapped[str] = mapped_column(Line, default="")
    organisation: Mapped[str] = mapped_column(Name, default="")  # of a guest who is in no partner
    guest: Mapped[bool] = mapped_column(default=False)
    status: Mapped[AttendanceStatus] = mapped_column(vocabulary(AttendanceStatus))
    represented_by: Mapped[str] = mapped_column(Line, default="")
    arrived: Mapped[time | None]
    left: Mapped[time | None]
    reply: Mapped[Reply | None] = mapped_column(vocabulary(Reply))
    replied_on: Mapped[date | None]
    proxy_to_id: Mapped[int | None] = mapped_column(ForeignKey("attendance.id"))  # the seat that holds its proxy

    meeting: Mapped[Meeting] = relationship(back_populates="attendance")
    partner: Mapped[Partner | None] = relationship()
    contact: Mapped[Contact | None] = relationship()
    proxy_to: Mapped[Attendance | None] = relationship(remote_side="Attendance.id", back_populates="proxies")
    proxies: Mapped[list[Attendance]] = relationship(back_populates="proxy_to", order_by="Attendance.id")
    summonses: Mapped[list[Summons]] = relationship(
        back_populates="attendance", cascade="all, delete-orphan", order_by="Summons.id"
    )
    withdrawals: Mapped[list[Withdrawal]] = relationship(
        back_populates="attendance", cascade="all, delete-orphan", order_by="Withdrawal.id"
    )
    dissents: Mapped[list[Dissent]] = relationship(
        back_populates="attendance", cascade="all, delete-orphan", order_by="Dissent.id"
    )
