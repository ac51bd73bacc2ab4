"""The list of skills that missions may ask for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import fold
from psq_desktop.models.reserve import MissionSkill, ReservistSkill, Skill, TrainingSession
from psq_desktop.services import fields


@dataclass(frozen=True, slots=True)
class SkillChoice:
    """A skill of the list, and how many reservists have it."""

    id: int
    name: str
    holders: int


def search(session: Session) -> tuple[SkillChoice, ...]:
    """Skills in their order."""
    count = select(func.count()).where(ReservistSkill.skill_id == Skill.id).correlate(Skill).scalar_subquery()
    query = select(Skill.id, Skill.name, count).order_by(Skill.position, Skill.id)
    return tuple(SkillChoice(*found) for found in session.execute(query))


def create(session: Session, name: str) -> int:
    """A new skill at the end of the list. Raises ``skill_exists`` at ``name``."""
    name = _free_name(session, name, None)
    skill = Skill(name=name, position=(session.scalar(select(func.max(Skill.position))) or 0) + 1)
    session.add(skill)
    session.flush()
    return skill.id


def rename(session: Session, skill_id: int, name: str) -> None:
    """Give a skill another name. Raises ``skill_exists`` at ``name``."""
    skill = fields.fetch(session, Skill, skill_id)
    skill.name = _free_name(session, name, skill_id)


def remove(session: Session, skill_id: int) -> None:
    """Delete a skill that nobody has and nothing asks for. Raises ``skill_in_use``."""
    skill = fields.fetch(session, Skill, skill_id)
    count = sum(
        session.scalar(select(func.count()).where(table.skill_id == skill_id)) or 0
        for table in (ReservistSkill, MissionSkill, TrainingSession)
    )
    if count:
        raise UserError("skill_in_use", name=skill.name, count=count)
    session.delete(skill)


def called(session: Session, name: str) -> int:
    """The id of the skill with a name, accents and capitals ignored; made when there is none."""
    wanted = fold(fields.line(name))
    for key, other in session.execute(select(Skill.id, Skill.name)):
        if fold(other) == wanted:
            return key
    return create(session, name)


def _free_name(session: Session, name: str, skill_id: int | None) -> str:
    name = fields.line(name)
    fields.require(name=name)
    fields.require_safe(name=name)
    for key, other in session.execute(select(Skill.id, Skill.name)):
        if key != skill_id and fold(other) == fold(name):
            raise UserError("invalid", Problem("name", "skill_exists", (("name", other),)))
    return name
