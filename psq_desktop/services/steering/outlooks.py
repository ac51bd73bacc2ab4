"""What pilots declare of their objectives: dated, signed, commented."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.kinds import OutlookState
from psq_desktop.models.objective import Objective, Outlook
from psq_desktop.services import fields
from psq_desktop.services.steering.progress_rows import OutlookRow


def history(session: Session, objective_id: int) -> tuple[OutlookRow, ...]:
    """Declarations of an objective, newest first."""
    return histories(session, objective_id).get(objective_id, ())


def histories(session: Session, objective_id: int | None = None) -> dict[int, tuple[OutlookRow, ...]]:
    """Declarations by objective, newest first; of one objective alone when it is named."""
    query = select(Outlook).order_by(Outlook.on.desc(), Outlook.id.desc())
    if objective_id is not None:
        query = query.where(Outlook.objective_id == objective_id)
    found: dict[int, tuple[OutlookRow, ...]] = {}
    for o in session.scalars(query):
        found[o.objective_id] = (*found.get(o.objective_id, ()), OutlookRow(o.id, o.on, o.state, o.author, o.comment))
    return found


def declare(
    session: Session,
    objective_id: int,
    state: OutlookState,
    *,
    on: dt.date,
    today: dt.date,
    author: str,
    comment: str = "",
) -> int:
    """Note what the pilot declares. Returns the declaration's id."""
    fields.fetch(session, Objective, objective_id)
    author = fields.line(author)
    fields.require(author=author)
    fields.require_range(on=on)
    if on > today:
        raise UserError("invalid", Problem("on", "day_in_future"))
    outlook = Outlook(objective_id=objective_id, on=on, state=state, author=author, comment=fields.paragraph(comment))
    session.add(outlook)
    session.flush()
    return outlook.id


def remove(session: Session, outlook_id: int) -> None:
    """Delete a declaration that was noted by mistake."""
    session.delete(fields.fetch(session, Outlook, outlook_id))
