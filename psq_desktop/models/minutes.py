"""Versions of a meeting's account, and the exports that went out in spite of a warning."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.base import STABLE_IDS, Line, Name, Record, vocabulary
from psq_desktop.models.kinds import DisclosureLevel, MinutesState
from psq_desktop.models.meeting import Meeting


class MinutesVersion(Record):
    """The account as it read when it reached a state. ``number`` goes up with each correction after validation."""

    __tablename__ = "minutes_version"
    __table_args__ = (UniqueConstraint("meeting_id", "number", "state"), STABLE_IDS)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]  # from 1
    state: Mapped[MinutesState] = mapped_column(vocabulary(MinutesState))
    made_on: Mapped[dt.date]
    made_at: Mapped[dt.time | None]
    reason: Mapped[str] = mapped_column(Text, default="")  # of the correction that led to it; empty for the first
    text: Mapped[str] = mapped_column(Text)  # `services.minuting.sealing.dump`

    meeting: Mapped[Meeting] = relationship(back_populates="minutes_versions")


class ExportWaiver(Record):
    """A document that was let out although it seemed to hold personal data, and why."""

    __tablename__ = "export_waiver"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    on: Mapped[dt.date]
    document: Mapped[str] = mapped_column(Name)  # « minutes », « decisions »…
    disclosure: Mapped[DisclosureLevel] = mapped_column(vocabulary(DisclosureLevel))
    findings: Mapped[str] = mapped_column(Line)  # kinds and counts, never the data themselves
    reason: Mapped[str] = mapped_column(Text)

    meeting: Mapped[Meeting] = relationship(back_populates="export_waivers")
