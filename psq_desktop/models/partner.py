"""Organisations, the names they bore, and the people in them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.base import Line, Name, Record


class College(Record):
    """A category of members, in protocol order."""

    __tablename__ = "college"

    name: Mapped[str] = mapped_column(Name, unique=True)
    position: Mapped[int]


class Partner(Record):
    """An organisation. Its names are dated, so that old minutes stay true."""

    __tablename__ = "partner"

    college_id: Mapped[int] = mapped_column(ForeignKey("college.id"), index=True)
    kind: Mapped[str] = mapped_column(Name, default="")
    guest: Mapped[bool] = mapped_column(default=False)  # invited: never counted absent

    college: Mapped[College] = relationship()
    names: Mapped[list[PartnerName]] = relationship(
        back_populates="partner", cascade="all, delete-orphan", order_by="PartnerName.valid_from"
    )
    contacts: Mapped[list[Contact]] = relationship(
        back_populates="partner", cascade="all, delete-orphan", order_by="Contact.id"
    )


class PartnerName(Record):
    """A name and its acronym from a day on; the first one since always (``None``)."""

    __tablename__ = "partner_name"

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    name: Mapped[str] = mapped_column(Name)
    acronym: Mapped[str] = mapped_column(Name)
    valid_from: Mapped[date | None]

    partner: Mapped[Partner] = relationship(back_populates="names")


class Contact(Record):
    """A person in a partner, or its functional mailbox (no last name)."""

    __tablename__ = "contact"

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    civility: Mapped[str] = mapped_column(Name, default="")
    first_name: Mapped[str] = mapped_column(Name, default="")
    last_name: Mapped[str] = mapped_column(Name, default="")
    role: Mapped[str] = mapped_column(Line, default="")
    email: Mapped[str] = mapped_column(Name, default="")
    phone: Mapped[str] = mapped_column(Name, default="")
    mailbox: Mapped[bool] = mapped_column(default=False)
    referent: Mapped[bool] = mapped_column(default=False)  # answers for the partner's figures
    left_on: Mapped[date | None]

    partner: Mapped[Partner] = relationship(back_populates="contacts")
