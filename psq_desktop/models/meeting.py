"""One meeting of a committee (a *séance*; ``Session`` is SQLAlchemy's word)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.base import STABLE_IDS, Line, Name, Record, vocabulary
from psq_desktop.models.committee import Committee, Formation
from psq_desktop.models.kinds import MeetingStage, MinutesState
from psq_desktop.models.partner import Partner

if TYPE_CHECKING:
    from psq_desktop.models.agenda import AgendaItem
    from psq_desktop.models.attendance import Attendance
    from psq_desktop.models.decision import Decision
    from psq_desktop.models.minutes import ExportWaiver, MinutesVersion
    from psq_desktop.models.summons import Postponement


class Meeting(Record):
    """Date, place and state. Chair and secretary are copied: minutes keep the names of their day."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("committee_id", "number"), STABLE_IDS)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    formation_id: Mapped[int] = mapped_column(ForeignKey("formation.id"))
    number: Mapped[int]
    date: Mapped[dt.date] = mapped_column(index=True)
    starts: Mapped[dt.time | None]
    planned_end: Mapped[dt.time | None]  # until when people and room are free
    ends: Mapped[dt.time | None]  # when it was closed
    place: Mapped[str] = mapped_column(Line, default="")
    chair: Mapped[str] = mapped_column(Name, default="")
    chair_role: Mapped[str] = mapped_column(Line, default="")
    secretary: Mapped[str] = mapped_column(Name, default="")
    stage: Mapped[MeetingStage] = mapped_column(vocabulary(MeetingStage), default=MeetingStage.PREPARATION)
    minutes_state: Mapped[MinutesState] = mapped_column(vocabulary(MinutesState), default=MinutesState.DRAFT)
    second_summons: Mapped[bool] = mapped_column(
        default=False, server_default="0"
    )  # after a failed quorum: none is asked
    summoned_on: Mapped[dt.date | None]
    approved_on: Mapped[dt.date | None]
    sealed_on: Mapped[dt.date | None]
    digest: Mapped[str] = mapped_column(Name, default="")  # of the approved text, hexadecimal
    sealed_text: Mapped[str] = mapped_column(Text, default="")  # `services.minuting.sealing.dump`
    correction: Mapped[str] = mapped_column(
        Text, default="", server_default=sql("''")
    )  # why it was opened after validation

    committee: Mapped[Committee] = relationship()
    formation: Mapped[Formation] = relationship()
    items: Mapped[list[AgendaItem]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", order_by="AgendaItem.position, AgendaItem.id"
    )
    attendance: Mapped[list[Attendance]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", order_by="Attendance.id"
    )
    decisions: Mapped[list[Decision]] = relationship(back_populates="meeting", order_by="Decision.number")
    observations: Mapped[list[Observation]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", order_by="Observation.received_on"
    )
    postponements: Mapped[list[Postponement]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", order_by="Postponement.id"
    )
    minutes_versions: Mapped[list[MinutesVersion]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", order_by="MinutesVersion.number"
    )
    export_waivers: Mapped[list[ExportWaiver]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", order_by="ExportWaiver.id"
    )


class Observation(Record):
    """What a member writes about circulated minutes, and the answer."""

    __tablename__ = "observation"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    received_on: Mapped[dt.date]
    text: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")

    meeting: Mapped[Meeting] = relationship(back_populates="observations")
    partner: Mapped[Partner] = relationship()
