"""Who was expected at a meeting, who answered, who came."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.base import Line, Name, Record, vocabulary
from psq_desktop.models.kinds import AttendanceStatus, Reply
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.partner import Contact, Partner


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

    meeting: Mapped[Meeting] = relationship(back_populates="attendance")
    partner: Mapped[Partner | None] = relationship()
    contact: Mapped[Contact | None] = relationship()
