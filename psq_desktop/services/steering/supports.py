"""Help that partners ask of each other, and that the chair decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.kinds import SupportState
from psq_desktop.models.objective import Objective, SupportRequest
from psq_desktop.models.partner import Partner
from psq_desktop.services import fields
from psq_desktop.services.names import labels_on
from psq_desktop.services.steering.progress_rows import SupportRow

FIELDS = {
    "text": fields.Field(str, required=True, clean=fields.paragraph),
    "asked_of_id": fields.KEY,
    "wanted_by": fields.DAY,
}
ANSWERED = (SupportState.GRANTED, SupportState.REFUSED, SupportState.SETTLED)


def search(session: Session, today: dt.date, *, objective_id: int | None = None) -> tuple[SupportRow, ...]:
    """Requests, oldest first."""
    query = select(SupportRequest).order_by(SupportRequest.asked_on, SupportRequest.id)
    if objective_id is not None:
        query = query.where(SupportRequest.objective_id == objective_id)
    labels = labels_on(session, today)
    return tuple(
        SupportRow(
            s.id, s.objective_id, s.partner_id, labels[s.partner_id].name, s.asked_of_id,
            labels[s.asked_of_id].name if s.asked_of_id else "", s.text, s.asked_on, s.wanted_by, s.escalated_on,
            s.state, s.answer,
        )
        for s in session.scalars(query)
    )  # fmt: skip


def create(
    session: Session,
    objective_id: int,
    partner_id: int,
    text: str,
    *,
    on: dt.date,
    asked_of_id: int | None = None,
    wanted_by: dt.date | None = None,
) -> int:
    """Ask another partner for help, or the chair when nobody is named. Returns the request's id."""
    fields.fetch(session, Objective, objective_id)
    fields.fetch(session, Partner, partner_id)
    text = fields.paragraph(text)
    fields.require(text=text)
    fields.require_range(on=on, wanted_by=wanted_by)
    request = SupportRequest(
        objective_id=objective_id, partner_id=partner_id, asked_of_id=asked_of_id, text=text, asked_on=on,
        wanted_by=wanted_by, escalated_on=on if asked_of_id is None else None,
    )  # fmt: skip
    _check(session, request)
    session.add(request)
    session.flush()
    return request.id


def _check(session: Session, request: SupportRequest) -> None:
    if request.asked_of_id == request.partner_id:
        raise UserError("invalid", Problem("asked_of_id", "asks_itself"))
    if request.wanted_by is not None and request.wanted_by < request.asked_on:
        raise UserError("invalid", Problem("wanted_by", "wanted_before_asked"))
    if request.asked_of_id is not None:
        fields.fetch(session, Partner, request.asked_of_id)


def set_field(session: Session, support_id: int, name: str, value: Any) -> None:
    """Change one of `FIELDS`."""
    request = fields.fetch(session, SupportRequest, support_id)
    fields.assign(request, FIELDS, name, value)
    if name in ("asked_of_id", "wanted_by"):
        _check(session, request)


def update(session: Session, support_id: int, values: Mapping[str, Any]) -> None:
    """Change several of `FIELDS` at once; every problem is told."""
    with fields.all_problems() as each:
        for name, value in values.items():
            with each():
                set_field(session, support_id, name, value)


def escalate(session: Session, support_id: int, on: dt.date) -> None:
    """Bring a request before the chair."""
    fields.require_range(on=on)
    fields.fetch(session, SupportRequest, support_id).escalated_on = on


def answer(session: Session, support_id: int, state: SupportState, text: str) -> None:
    """Say what became of a request; an answer says it in words."""
    request = fields.fetch(session, SupportRequest, support_id)
    text = fields.paragraph(text)
    if state in ANSWERED:
        fields.require(answer=text)
    request.state, request.answer = state, text


def remove(session: Session, support_id: int) -> None:
    """Delete a request."""
    session.delete(fields.fetch(session, SupportRequest, support_id))
