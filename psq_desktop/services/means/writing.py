"""How every record of the district's means is written: fields by their rules, all problems at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.models.base import Record
from psq_desktop.models.means import RetainedPost
from psq_desktop.models.objective import Axis, Objective
from psq_desktop.models.partner import Partner
from psq_desktop.models.reserve import Skill, TrainingSession
from psq_desktop.services import fields
from psq_desktop.services.names import objective_code

T = TypeVar("T", bound=Record)
UNKNOWN = ("", "")

_KEYS: dict[str, type[Record]] = {
    "partner_id": Partner, "provider_id": Partner, "objective_id": Objective, "post_id": RetainedPost,
    "session_id": TrainingSession, "skill_id": Skill,
}  # fmt: skip


def assign_all(
    session: Session,
    target: T,
    rules: Mapping[str, fields.Field],
    values: Mapping[str, Any],
    check: Callable[[T], None],
) -> T:
    """Set several fields, then check the record as a whole. Returns it.

    Raises one `UserError` that names every problem, or ``gone`` when a value points to what was deleted.
    """
    with session.no_autoflush:
        with fields.all_problems() as each:
            for name, value in values.items():
                with each():
                    if name in _KEYS and value is not None:
                        fields.fetch(session, _KEYS[name], value)
                    fields.assign(target, rules, name, value)
        check(target)
    return target


def add(session: Session, target: Record) -> int:
    """Keep a new record. Returns its id."""
    session.add(target)
    session.flush()
    return target.id


def objective_names(session: Session) -> dict[int | None, tuple[str, str]]:
    """Every objective's « 2.1 » and title, by its id."""
    query = select(Objective.id, Axis.number, Objective.number, Objective.title).join(
        Axis, Axis.id == Objective.axis_id
    )
    return {key: (objective_code(axis, number), title) for key, axis, number, title in session.execute(query)}
