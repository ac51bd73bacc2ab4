"""Joint controls, contacts with residents, security liaisons, reception of victims."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.base import STABLE_IDS, Line, Name, Record, vocabulary
from psq_desktop.models.kinds import ControlState, LiaisonBody, OutcomeKind, OutreachKind
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import Partner


class JointControl(Record):
    """A joint control: planned under embargo, then its results in numbers. No name of a person nor of a shop."""

    __tablename__ = "joint_control"

    theme: Mapped[str] = mapped_column(Line)
    day: Mapped[dt.date | None] = mapped_column(index=True)
    starts: Mapped[dt.time | None]
    ends: Mapped[dt.time | None]
    place: Mapped[str] = mapped_column(Line, default="")
    state: Mapped[ControlState] = mapped_column(vocabulary(ControlState), default=ControlState.PLANNED)
    pilot_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    requisition_on: Mapped[dt.date | None]  # of the prosecutor, when there is one
    targeted: Mapped[int | None]  # places to be seen
    checked: Mapped[int | None]
    done_on: Mapped[dt.date | None]  # results entered: the follow-up is due 30 days after the control
    follow_up: Mapped[str] = mapped_column(Text, default="")
    followed_on: Mapped[dt.date | None]
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")

    pilot: Mapped[Partner | None] = relationship()
    objective: Mapped[Objective | None] = relationship()
    services: Mapped[list[ControlService]] = relationship(
        back_populates="control", cascade="all, delete-orphan", order_by="ControlService.id"
    )
    outcomes: Mapped[list[ControlOutcome]] = relationship(
        back_populates="control", cascade="all, delete-orphan", order_by="ControlOutcome.id"
    )


class ControlService(Record):
    """A service that takes part: a partner, or one that is only named."""

    __tablename__ = "control_service"

    control_id: Mapped[int] = mapped_column(ForeignKey("joint_control.id"), index=True)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    name: Mapped[str] = mapped_column(Name, default="")

    control: Mapped[JointControl] = relationship(back_populates="services")
    partner: Mapped[Partner | None] = relationship()


class ControlOutcome(Record):
    """How many follow-ups of one kind."""

    __tablename__ = "control_outcome"
    __table_args__ = (UniqueConstraint("control_id", "kind"), STABLE_IDS)

    control_id: Mapped[int] = mapped_column(ForeignKey("joint_control.id"))
    kind: Mapped[OutcomeKind] = mapped_column(vocabulary(OutcomeKind))
    count: Mapped[int]

    control: Mapped[JointControl] = relationship(back_populates="outcomes")


class OutreachAction(Record):
    """A contact with residents, and the day on which they were told what became of it."""

    __tablename__ = "outreach_action"

    kind: Mapped[OutreachKind] = mapped_column(vocabulary(OutreachKind))
    title: Mapped[str] = mapped_column(Line)
    place: Mapped[str] = mapped_column(Line, default="")
    day: Mapped[dt.date] = mapped_column(index=True)
    ends_on: Mapped[dt.date | None]  # of what lasts: a mailbox, a campaign
    starts: Mapped[dt.time | None]
    ends: Mapped[dt.time | None]
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)  # who runs it
    people: Mapped[int | None]  # met
    cancelled: Mapped[bool] = mapped_column(default=False)
    feedback_due: Mapped[dt.date | None]
    feedback_on: Mapped[dt.date | None]
    feedback_how: Mapped[str] = mapped_column(Line, default="")
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")

    partner: Mapped[Partner | None] = relationship()
    objective: Mapped[Objective | None] = relationship()
    themes: Mapped[list[OutreachTheme]] = relationship(
        back_populates="action", cascade="all, delete-orphan", order_by="OutreachTheme.id"
    )


class OutreachTheme(Record):
    """What residents raised, and what was done about it. Only a published one reaches the public sheet."""

    __tablename__ = "outreach_theme"

    action_id: Mapped[int] = mapped_column(ForeignKey("outreach_action.id"), index=True)
    said: Mapped[str] = mapped_column(Text)
    done: Mapped[str] = mapped_column(Text, default="")
    times: Mapped[int | None]  # how many people raised it
    answered_on: Mapped[dt.date | None]
    published: Mapped[bool] = mapped_column(default=False)
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)

    action: Mapped[OutreachAction] = relationship(back_populates="themes")
    objective: Mapped[Objective | None] = relationship()


class SecurityLiaison(Record):
    """A resident who is the police's correspondent: masked like reservists."""

    __tablename__ = "security_liaison"

    code: Mapped[str] = mapped_column(Name, unique=True)  # « RS-01 »
    body: Mapped[LiaisonBody] = mapped_column(vocabulary(LiaisonBody))
    sector: Mapped[str] = mapped_column(Line, default="")
    civility: Mapped[str] = mapped_column(Name, default="")
    first_name: Mapped[str] = mapped_column(Name, default="")
    last_name: Mapped[str] = mapped_column(Name)
    email: Mapped[str] = mapped_column(Name, default="")
    phone: Mapped[str] = mapped_column(Name, default="")
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(Text, default="")


class VictimReception(Record):
    """A month of reception of victims, in numbers."""

    __tablename__ = "victim_reception"

    month: Mapped[dt.date] = mapped_column(unique=True)  # its first day
    received: Mapped[int]
    complaints: Mapped[int | None]
    referred: Mapped[int | None]  # to help for victims
    called_back: Mapped[int | None]
    wait_minutes: Mapped[float | None]  # mean
    asked: Mapped[int | None]  # people who gave their opinion …
    satisfied: Mapped[int | None]  # … and were content
    provisional: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="")
