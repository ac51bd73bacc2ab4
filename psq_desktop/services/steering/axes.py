"""The strategic axes that objectives belong to."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import fold
from psq_desktop.models.objective import Axis, Objective
from psq_desktop.services import fields, numbers
from psq_desktop.services.steering.progress_rows import AxisRow


def search(session: Session) -> tuple[AxisRow, ...]:
    """Axes by number."""
    count = select(func.count()).where(Objective.axis_id == Axis.id).correlate(Axis).scalar_subquery()
    query = select(Axis.id, Axis.number, Axis.name, count).order_by(Axis.number)
    return tuple(AxisRow(*row) for row in session.execute(query))


def create(session: Session, name: str) -> int:
    """A new axis under the next number. Returns its id."""
    name = _free_name(session, name, None)
    axis = Axis(number=numbers.take_axis(session), name=name)
    session.add(axis)
    session.flush()
    return axis.id


def rename(session: Session, axis_id: int, name: str) -> None:
    """Give an axis another name."""
    axis = fields.fetch(session, Axis, axis_id)
    axis.name = _free_name(session, name, axis_id)


def _free_name(session: Session, name: str, axis_id: int | None) -> str:
    name = fields.line(name)
    fields.require(name=name)
    for key, other in session.execute(select(Axis.id, Axis.name)):
        if key != axis_id and fold(other) == fold(name):
            raise UserError("invalid", Problem("name", "axis_exists", (("name", other),)))
    return name


def remove(session: Session, axis_id: int) -> None:
    """Delete an axis that has no objective."""
    axis = fields.fetch(session, Axis, axis_id)
    if axis.objectives:
        raise UserError("axis_in_use", name=axis.name, count=len(axis.objectives))
    session.delete(axis)
