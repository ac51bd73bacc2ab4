"""Who was convened when, and the days that a meeting was planned for before."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.attendance import Attendance
from psq_desktop.models.base import Line, Record, vocabulary
from psq_desktop.models.kinds import SummonsKind
from psq_desktop.models.meeting import Meeting


class Summons(Record):
    """A dated invitation to one seat, for the day that was planned then. The answer stands on the seat."""

    __tablename__ = "summons"

    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendance.id"), index=True)
    kind: Mapped[SummonsKind] = mapped_column(vocabulary(SummonsKind), default=SummonsKind.FIRST)
    for_date: Mapped[dt.date]
    for_starts: Mapped[dt.time | None]
    recipients: Mapped[str] = mapped_column(Line, default="")  # addresses, parted by commas
    prepared_on: Mapped[dt.date]  # the draft was written
    sent_on: Mapped[dt.date | None]
    refused_on: Mapped[dt.date | None]  # the message came back: the address is wrong

    attendance: Mapped[Attendance] = relationship(back_populates="summonses")


class Postponement(Record):
    """The meeting moved: what was planned before, what since, and why."""

    __tablename__ = "postponement"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    on: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(Text)
    date_before: Mapped[dt.date]
    starts_before: Mapped[dt.time | None]
    date_after: Mapped[dt.date]
    starts_after: Mapped[dt.time | None]

    meeting: Mapped[Meeting] = relationship(back_populates="postponements")
