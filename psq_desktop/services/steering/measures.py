"""The steps of an objective and the milestones that mark them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.models.kinds import MeasureState
from psq_desktop.models.objective import Measure, Objective
from psq_desktop.models.partner import Partner
from psq_desktop.services import fields
from psq_desktop.services.names import labels_on
from psq_desktop.services.steering.progress_rows import MeasureRow

FIELDS = {
    "text": fields.Field(str, required=True, clean=fields.paragraph),
    "milestone": fields.FLAG,
    "owner_id": fields.KEY,
    "due": fields.DAY,
    "proof": fields.TEXT,
    "comment": fields.LONG_TEXT,
}


def search(session: Session, today: dt.date, *, objective_id: int | None = None) -> tuple[MeasureRow, ...]:
    """Measures by objective and due date, those without one last."""
    query = select(Measure)
    if objective_id is not None:
        query = query.where(Measure.objective_id == objective_id)
    labels = labels_on(session, today)
    rows = []
    for m in session.scalars(query):
        owner = labels.get(m.owner_id) if m.owner_id else None
        late = (today - m.due).days if m.due and not m.state.closed else 0
        rows.append(
            MeasureRow(
                m.id, m.objective_id, m.text, m.milestone, m.owner_id, owner.name if owner else "",
                owner.acronym if owner else "", m.due, m.state, m.done_on, m.proof, max(late, 0), m.comment,
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (r.objective_id, r.due or dt.date.max, r.id)))


def create(
    session: Session,
    objective_id: int,
    text: str,
    *,
    milestone: bool = False,
    owner_id: int | None = None,
    due: dt.date | None = None,
    proof: str = "",
) -> int:
    """A new step. Returns its id."""
    objective = fields.fetch(session, Objective, objective_id)
    text = fields.paragraph(text)
    fields.require(text=text)
    fields.require_due(due, objective.start)
    if owner_id is not None:
        fields.fetch(session, Partner, owner_id)
    measure = Measure(
        objective_id=objective_id, text=text, milestone=milestone, owner_id=owner_id, due=due, proof=fields.line(proof)
    )
    session.add(measure)
    session.flush()
    return measure.id


def set_field(session: Session, measure_id: int, name: str, value: Any) -> None:
    """Change one of `FIELDS`."""
    measure = fields.fetch(session, Measure, measure_id)
    if name == "due":
        fields.require_due(value, measure.objective.start)
    if name == "owner_id" and value is not None:
        fields.fetch(session, Partner, value)
    fields.assign(measure, FIELDS, name, value)


def update(session: Session, measure_id: int, values: Mapping[str, Any]) -> None:
    """Change several of `FIELDS` at once; every problem is told."""
    with fields.all_problems() as each:
        for name, value in values.items():
            with each():
                set_field(session, measure_id, name, value)


def set_state(session: Session, measure_id: int, state: MeasureState, on: dt.date) -> None:
    """Say where a step stands; « faite » is dated."""
    measure = fields.fetch(session, Measure, measure_id)
    fields.require_range(on=on)
    measure.state = state
    measure.done_on = on if state is MeasureState.DONE else None


def remove(session: Session, measure_id: int) -> None:
    """Delete a step."""
    session.delete(fields.fetch(session, Measure, measure_id))
