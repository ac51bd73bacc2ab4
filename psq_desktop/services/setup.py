"""A first base: the district, its committee and the usual colleges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from psq_desktop import journal
from psq_desktop.models.committee import Committee, Formation
from psq_desktop.models.decision import Decision
from psq_desktop.models.district import District
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import College, Partner
from psq_desktop.services import fields

COLLEGES = (
    "État", "Autorité judiciaire", "Collectivités", "Bailleurs sociaux", "Transporteurs", "Éducation nationale",
    "Associations", "Habitants", "Organismes", "Personnalités qualifiées",
)  # fmt: skip
FORMATIONS = ("plénière", "restreinte")


@dataclass(frozen=True, slots=True)
class BaseInfo:
    """What the window says about the open base."""

    district: str
    city: str
    committee: str
    secretary: str
    fictional: bool
    meetings: int
    partners: int
    decisions: int
    objectives: int
    saved_at: datetime | None  # UTC, of the last journalled operation


def info(session: Session) -> BaseInfo | None:
    """The open base in figures, or ``None`` before it is set up."""
    found = session.execute(
        select(District.name, District.city, Committee.name, Committee.secretary, District.fictional)
        .join(Committee, Committee.district_id == District.id)
        .order_by(Committee.id)
        .limit(1)
    ).first()
    if found is None:
        return None
    counted = (Meeting, Partner, Decision, Objective)
    meetings, partners, decisions, objectives = (
        session.scalar(select(func.count()).select_from(table)) or 0 for table in counted
    )
    last = next(journal.steps(session, 1), None)
    return BaseInfo(*found, meetings, partners, decisions, objectives, last.at if last else None)


def create_base(
    session: Session,
    *,
    district: str,
    city: str,
    committee: str,
    chair: str = "",
    chair_role: str = "",
    secretary: str = "",
    letterhead: str = "",
    place: str = "",
    starts: time | None = time(9, 30),
) -> None:
    """Fill an empty database: a district, its committee with two formations, the ten usual colleges."""
    values = {
        name: fields.line(value) for name, value in (("district", district), ("city", city), ("committee", committee))
    }
    fields.require(**values)
    place_row = District(name=values["district"], city=values["city"], letterhead=fields.paragraph(letterhead))
    body = Committee(
        district=place_row, name=values["committee"], reference_prefix="", chair=fields.line(chair),
        chair_role=fields.line(chair_role), secretary=fields.line(secretary),
        usual_place=fields.line(place), usual_start=starts,
    )  # fmt: skip
    body.formations = [Formation(name=name, position=rank) for rank, name in enumerate(FORMATIONS)]
    session.add_all([place_row, body])
    session.add_all(College(name=name, position=rank) for rank, name in enumerate(COLLEGES))
