"""The local engagement log of the police reserves. The ministry's own system stays the record of truth.

What must never be kept has no column: inquiry or criminal record, reason of a refusal, national number, bank account,
health (only « fit until »), nationality, opinions, family, former cases, weapons.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from psq_desktop.models.base import STABLE_IDS, Line, Name, Record, vocabulary
from psq_desktop.models.kinds import (
    Availability,
    ReserveCategory,
    ReserveProfile,
    ReservistState,
    ShiftState,
    TrainingAudience,
)
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import Partner


class ReserveRules(Record):
    """Ceilings and limits that a base may set otherwise; one row. Days by contract year, hours, years."""

    __tablename__ = "reserve_rules"

    volunteer_days: Mapped[int]
    former_days: Mapped[int]  # retired officers, and former assistants of three years or more
    international_days: Mapped[int]
    citizen_week_hours: Mapped[int]
    rest_hours: Mapped[int]  # between two shifts
    lowest_age: Mapped[int]
    highest_age: Mapped[int]
    contract_years: Mapped[int]  # longest contract
    warning_days: Mapped[int]  # a skill, a contract or a ceiling this near is amber
    dormant_days: Mapped[int]  # no shift for that long


class Skill(Record):
    """A skill that missions may ask for."""

    __tablename__ = "skill"

    name: Mapped[str] = mapped_column(Name, unique=True)
    position: Mapped[int]


class Reservist(Record):
    """One engagement. ``code`` (« RO-01 ») stands for the person wherever the name is masked."""

    __tablename__ = "reservist"

    code: Mapped[str] = mapped_column(Name, unique=True)
    category: Mapped[ReserveCategory] = mapped_column(vocabulary(ReserveCategory))
    profile: Mapped[ReserveProfile | None] = mapped_column(vocabulary(ReserveProfile))  # none for a citizen
    state: Mapped[ReservistState] = mapped_column(vocabulary(ReservistState), default=ReservistState.CANDIDATE)
    civility: Mapped[str] = mapped_column(Name, default="")
    first_name: Mapped[str] = mapped_column(Name, default="")
    last_name: Mapped[str] = mapped_column(Name)
    born_on: Mapped[dt.date | None]
    email: Mapped[str] = mapped_column(Name, default="")
    phone: Mapped[str] = mapped_column(Name, default="")
    activity: Mapped[str] = mapped_column(Line, default="")  # « Médiation scolaire »
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)  # who employs them in fact
    applied_on: Mapped[dt.date | None]
    approved_on: Mapped[dt.date | None]
    contract_start: Mapped[dt.date | None]
    contract_end: Mapped[dt.date | None]
    charter_on: Mapped[dt.date | None]
    fit_until: Mapped[dt.date | None]
    ended_on: Mapped[dt.date | None]
    opening_days: Mapped[int] = mapped_column(default=0)  # used before this log was kept …
    opening_on: Mapped[dt.date | None]  # … counted in the contract year of this day
    note: Mapped[str] = mapped_column(Text, default="")

    partner: Mapped[Partner | None] = relationship()
    skills: Mapped[list[ReservistSkill]] = relationship(
        back_populates="reservist", cascade="all, delete-orphan", order_by="ReservistSkill.id"
    )
    slots: Mapped[list[AvailabilitySlot]] = relationship(
        back_populates="reservist", cascade="all, delete-orphan", order_by="AvailabilitySlot.day, AvailabilitySlot.id"
    )
    patterns: Mapped[list[AvailabilityPattern]] = relationship(
        back_populates="reservist", cascade="all, delete-orphan", order_by="AvailabilityPattern.weekday"
    )
    shifts: Mapped[list[DutyShift]] = relationship(
        back_populates="reservist", cascade="all, delete-orphan", order_by="DutyShift.day, DutyShift.id"
    )
    trainings: Mapped[list[ReservistTraining]] = relationship(
        back_populates="reservist", cascade="all, delete-orphan", order_by="ReservistTraining.id"
    )
    requests: Mapped[list[AvailabilityRequest]] = relationship(
        back_populates="reservist", cascade="all, delete-orphan", order_by="AvailabilityRequest.id"
    )
    delegations: Mapped[list[CohesionDelegate]] = relationship(
        back_populates="reservist", cascade="all, delete-orphan", order_by="CohesionDelegate.starts_on"
    )


class ReservistSkill(Record):
    """A skill somebody has, until when."""

    __tablename__ = "reservist_skill"
    __table_args__ = (UniqueConstraint("reservist_id", "skill_id"), STABLE_IDS)

    reservist_id: Mapped[int] = mapped_column(ForeignKey("reservist.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    valid_until: Mapped[dt.date | None]

    reservist: Mapped[Reservist] = relationship(back_populates="skills")
    skill: Mapped[Skill] = relationship()


class AvailabilitySlot(Record):
    """What somebody said of one day, or of some hours of it; it wins over the weekly patterns."""

    __tablename__ = "availability_slot"

    reservist_id: Mapped[int] = mapped_column(ForeignKey("reservist.id"), index=True)
    day: Mapped[dt.date] = mapped_column(index=True)
    starts: Mapped[dt.time | None]  # both empty: the whole day
    ends: Mapped[dt.time | None]
    state: Mapped[Availability] = mapped_column(vocabulary(Availability))

    reservist: Mapped[Reservist] = relationship(back_populates="slots")


class AvailabilityPattern(Record):
    """What comes back every week: Monday is 0."""

    __tablename__ = "availability_pattern"

    reservist_id: Mapped[int] = mapped_column(ForeignKey("reservist.id"), index=True)
    weekday: Mapped[int]
    starts: Mapped[dt.time | None]
    ends: Mapped[dt.time | None]
    state: Mapped[Availability] = mapped_column(vocabulary(Availability))
    valid_from: Mapped[dt.date | None]
    valid_until: Mapped[dt.date | None]

    reservist: Mapped[Reservist] = relationship(back_populates="patterns")


class Mission(Record):
    """A need: when, where, how many, with which skills. Times are the local clock's; it may end on the next day."""

    __tablename__ = "mission"

    title: Mapped[str] = mapped_column(Line)
    place: Mapped[str] = mapped_column(Line, default="")
    day: Mapped[dt.date] = mapped_column(index=True)
    starts: Mapped[dt.time]
    ends_on: Mapped[dt.date]
    ends: Mapped[dt.time]
    slots: Mapped[int]
    category: Mapped[ReserveCategory | None] = mapped_column(vocabulary(ReserveCategory))  # none: either reserve
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)
    cancelled_on: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(Text, default="")

    partner: Mapped[Partner | None] = relationship()
    objective: Mapped[Objective | None] = relationship()
    skills: Mapped[list[MissionSkill]] = relationship(back_populates="mission", cascade="all, delete-orphan")
    shifts: Mapped[list[DutyShift]] = relationship(back_populates="mission", cascade="all, delete-orphan")


class MissionSkill(Record):
    """A skill that everybody on a mission must have, valid on its day."""

    __tablename__ = "mission_skill"
    __table_args__ = (UniqueConstraint("mission_id", "skill_id"), STABLE_IDS)

    mission_id: Mapped[int] = mapped_column(ForeignKey("mission.id"))
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)

    mission: Mapped[Mission] = relationship(back_populates="skills")
    skill: Mapped[Skill] = relationship()


class DutyShift(Record):
    """One shift of one reservist, on a mission or entered afterwards. It counts one day, that on which it starts."""

    __tablename__ = "duty_shift"

    reservist_id: Mapped[int] = mapped_column(ForeignKey("reservist.id"), index=True)
    mission_id: Mapped[int | None] = mapped_column(ForeignKey("mission.id"), index=True)
    title: Mapped[str] = mapped_column(Line, default="")  # of a shift without a mission
    day: Mapped[dt.date] = mapped_column(index=True)
    starts: Mapped[dt.time]
    ends_on: Mapped[dt.date]
    ends: Mapped[dt.time]
    state: Mapped[ShiftState] = mapped_column(vocabulary(ShiftState), default=ShiftState.PLANNED)
    done_minutes: Mapped[int | None]  # as reported; none: as planned
    validated_on: Mapped[dt.date | None]

    reservist: Mapped[Reservist] = relationship(back_populates="shifts")
    mission: Mapped[Mission | None] = relationship(back_populates="shifts")


class TrainingSession(Record):
    """A training session, for holders of retained posts, for reservists, or both."""

    __tablename__ = "training_session"

    title: Mapped[str] = mapped_column(Line)
    audience: Mapped[TrainingAudience] = mapped_column(vocabulary(TrainingAudience), default=TrainingAudience.POSTS)
    day: Mapped[dt.date | None] = mapped_column(index=True)  # none: still to be set
    hours: Mapped[float | None]
    place: Mapped[str] = mapped_column(Line, default="")
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), index=True)
    places: Mapped[int | None]
    attended: Mapped[int | None]  # of the retained posts: a number, no name
    done: Mapped[bool] = mapped_column(default=False)
    skill_id: Mapped[int | None] = mapped_column(ForeignKey("skill.id"), index=True)  # what it gives …
    skill_months: Mapped[int | None]  # … and for how long
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")

    provider: Mapped[Partner | None] = relationship()
    skill: Mapped[Skill | None] = relationship()
    objective: Mapped[Objective | None] = relationship()
    reservists: Mapped[list[ReservistTraining]] = relationship(
        back_populates="session", cascade="all, delete-orphan", order_by="ReservistTraining.id"
    )


class ReservistTraining(Record):
    """A reservist's place in a training session."""

    __tablename__ = "reservist_training"
    __table_args__ = (UniqueConstraint("session_id", "reservist_id"), STABLE_IDS)

    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    reservist_id: Mapped[int] = mapped_column(ForeignKey("reservist.id"), index=True)
    attended: Mapped[bool] = mapped_column(default=False)

    session: Mapped[TrainingSession] = relationship(back_populates="reservists")
    reservist: Mapped[Reservist] = relationship(back_populates="trainings")


class AvailabilityRequest(Record):
    """A workbook by which one reservist was asked for days; ``form`` is what was sent, ``code`` is inside the file."""

    __tablename__ = "availability_request"

    reservist_id: Mapped[int] = mapped_column(ForeignKey("reservist.id"), index=True)
    code: Mapped[str] = mapped_column(Name, unique=True)
    first_day: Mapped[dt.date]
    last_day: Mapped[dt.date]
    due: Mapped[dt.date]
    form: Mapped[str] = mapped_column(Text)
    prepared_on: Mapped[dt.date]
    sent_on: Mapped[dt.date | None]
    applied_on: Mapped[dt.date | None]
    digest: Mapped[str] = mapped_column(Name, default="")  # of the last file that was applied

    reservist: Mapped[Reservist] = relationship(back_populates="requests")


class CohesionDelegate(Record):
    """A reservist's mandate as delegate for cohesion between police and residents."""

    __tablename__ = "cohesion_delegate"

    reservist_id: Mapped[int] = mapped_column(ForeignKey("reservist.id"), index=True)
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
    duties: Mapped[str] = mapped_column(Text, default="")

    reservist: Mapped[Reservist] = relationship(back_populates="delegations")


class Unmasking(Record):
    """Somebody looked at masked names, or at an embargoed date: the journal keeps who and when."""

    __tablename__ = "unmasking"
    __undoable__ = False

    what: Mapped[str] = mapped_column(Name)  # « reservists », « liaisons », « control »
    object_id: Mapped[int | None]  # of one; none: all of them
    at: Mapped[int]  # seconds since 1970 (UTC)
