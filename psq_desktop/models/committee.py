"""Steering bodies, their formations, and who sits in them from when to when."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.base import STABLE_IDS, Line, Name, Record, vocabulary
from psq_desktop.models.district import District
from psq_desktop.models.kinds import MandateRole
from psq_desktop.models.partner import Contact, Partner

if TYPE_CHECKING:
    from psq_desktop.models.agenda import TemplateItem


class Committee(Record):
    """A steering body and its habits; nothing of its composition or rhythm is fixed by the program."""

    __tablename__ = "committee"

    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    name: Mapped[str] = mapped_column(Name)
    reference_prefix: Mapped[str] = mapped_column(Name, default="")
    chair: Mapped[str] = mapped_column(Name, default="")
    chair_role: Mapped[str] = mapped_column(Line, default="")
    delegation: Mapped[str] = mapped_column(Line, default="")  # « Pour le préfet et par délégation, »
    secretary: Mapped[str] = mapped_column(Name, default="")
    secretary_email: Mapped[str] = mapped_column(Name, default="")
    secretary_phone: Mapped[str] = mapped_column(Name, default="")
    usual_place: Mapped[str] = mapped_column(Line, default="")
    usual_start: Mapped[time | None]
    quorum_percent: Mapped[int | None]  # of the members; with `quorum_count` both empty: no quorum is asked
    quorum_count: Mapped[int | None]  # members, for a committee with a rule of its own
    advice_days: Mapped[int] = mapped_column(default=15, server_default="15")  # summonses should be out by then
    notice_days: Mapped[int] = mapped_column(default=5, server_default="5")  # summonses must be out by then
    reply_days: Mapped[int] = mapped_column(default=7, server_default="7")  # members are asked to answer by then
    summons_text: Mapped[str] = mapped_column(
        Text, default="", server_default=sql("''")
    )  # template of the letter; empty: the usual one

    district: Mapped[District] = relationship()
    formations: Mapped[list[Formation]] = relationship(
        back_populates="committee", cascade="all, delete-orphan", order_by="Formation.position"
    )


class Formation(Record):
    """Plénière, restreinte, thématique: the part of the committee that meets."""

    __tablename__ = "formation"

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"), index=True)
    name: Mapped[str] = mapped_column(Name)
    position: Mapped[int]

    committee: Mapped[Committee] = relationship(back_populates="formations")
    members: Mapped[list[FormationMember]] = relationship(
        back_populates="formation", cascade="all, delete-orphan", order_by="FormationMember.id"
    )
    template: Mapped[list[TemplateItem]] = relationship(
        back_populates="formation", cascade="all, delete-orphan", order_by="TemplateItem.position"
    )


class FormationMember(Record):
    """A partner that a formation usually convenes."""

    __tablename__ = "formation_member"
    __table_args__ = (UniqueConstraint("formation_id", "partner_id"), STABLE_IDS)

    formation_id: Mapped[int] = mapped_column(ForeignKey("formation.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)

    formation: Mapped[Formation] = relationship(back_populates="members")
    partner: Mapped[Partner] = relationship()


class Mandate(Record):
    """A contact sits for a partner from one day to another (both included; ``None``: no end known)."""

    __tablename__ = "mandate"

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"), index=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    role: Mapped[MandateRole] = mapped_column(vocabulary(MandateRole))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    committee: Mapped[Committee] = relationship()
    contact: Mapped[Contact] = relationship()
