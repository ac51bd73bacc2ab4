"""Training that heads of service ask for; what became of it follows from its session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.kinds import Priority, TrainingState
from psq_desktop.models.means import RetainedPost, TrainingNeed
from psq_desktop.models.reserve import TrainingSession
from psq_desktop.services import fields
from psq_desktop.services.means.means_rows import NeedRow
from psq_desktop.services.means.writing import add, assign_all

FIELDS = {
    "post_id": fields.KEY,
    "theme": fields.HEADLINE,
    "people": fields.COUNT,
    "priority": fields.choice(Priority),
    "asked_on": fields.REQUIRED_DAY,
    "wanted_by": fields.DAY,
    "session_id": fields.KEY,
    "refused_on": fields.DAY,
    "note": fields.NOTE,
}
_RANK = {Priority.HIGH: 0, Priority.NORMAL: 1, Priority.LOW: 2}
OPEN = (TrainingState.ASKED, TrainingState.PLANNED)


def state_of(refused_on: dt.date | None, session: TrainingSession | None) -> TrainingState:
    """A need is done with its session; a refusal closes it."""
    if refused_on is not None:
        return TrainingState.REFUSED
    if session is None:
        return TrainingState.ASKED
    return TrainingState.DONE if session.done else TrainingState.PLANNED


def search(session: Session, today: dt.date) -> tuple[NeedRow, ...]:
    """Every need: open ones first, by priority, then by the day they are wanted."""
    query = select(TrainingNeed).options(joinedload(TrainingNeed.post), joinedload(TrainingNeed.session))
    return tuple(sorted((_row(need, today) for need in session.scalars(query)), key=_order))


def _row(need: TrainingNeed, today: dt.date) -> NeedRow:
    post, planned = need.post, need.session
    state = state_of(need.refused_on, planned)
    late = (today - need.wanted_by).days if need.wanted_by is not None and state in OPEN else 0
    return NeedRow(
        need.id, need.post_id, post.code if post else "", need.theme, need.people, need.priority, need.asked_on,
        need.wanted_by, need.session_id, planned.title if planned else "", planned.day if planned else None,
        need.refused_on, state, max(late, 0), need.note,
    )  # fmt: skip


def _order(row: NeedRow) -> tuple[bool, int, dt.date, int]:
    return row.state not in OPEN, _RANK[row.priority], row.wanted_by or dt.date.max, row.id


def _check(need: TrainingNeed) -> None:
    problems = []
    if need.people < 1:
        problems.append(Problem("people", "at_least_one"))
    if need.wanted_by is not None and need.wanted_by < need.asked_on:
        problems.append(Problem("wanted_by", "training_wanted_before_asked"))
    if need.refused_on is not None and need.refused_on < need.asked_on:
        problems.append(Problem("refused_on", "stage_before", (("day", f"{need.asked_on:%d/%m/%Y}"),)))
    if need.refused_on is not None and need.session_id is not None:
        problems.append(Problem("refused_on", "refused_and_planned"))
    if problems:
        raise UserError("invalid", *problems)


def create(session: Session, /, theme: str, people: int, asked_on: dt.date, **values: Any) -> int:
    """A new need, of one post (``post_id``) or of all. Returns its id."""
    blank = TrainingNeed(theme="", people=0, priority=Priority.NORMAL, note="")
    given = {"theme": theme, "people": people, "asked_on": asked_on, **values}
    need = assign_all(session, blank, FIELDS, given, _check)
    if need.post_id is not None:
        need.post = fields.fetch(session, RetainedPost, need.post_id)
    return add(session, need)


def update(session: Session, need_id: int, values: Mapping[str, Any]) -> None:
    """Change several of `FIELDS` at once; every problem is told."""
    assign_all(session, fields.fetch(session, TrainingNeed, need_id), FIELDS, values, _check)


def plan(session: Session, need_ids: Sequence[int], session_id: int | None) -> None:
    """Put needs into one session, or into none any more; a refusal is forgotten."""
    if session_id is not None:
        fields.fetch(session, TrainingSession, session_id)
    for need_id in need_ids:
        need = fields.fetch(session, TrainingNeed, need_id)
        need.session_id, need.refused_on = session_id, None


def refuse(session: Session, need_id: int, on: dt.date) -> None:
    """The request was turned down; it leaves its session. Problems are told at ``on``."""
    fields.require(on=on)
    fields.require_range(on=on)
    need = fields.fetch(session, TrainingNeed, need_id)
    if on < need.asked_on:
        raise UserError("invalid", Problem("on", "stage_before", (("day", f"{need.asked_on:%d/%m/%Y}"),)))
    need.session_id, need.refused_on = None, on


def remove(session: Session, need_id: int) -> None:
    """Delete a need."""
    session.delete(fields.fetch(session, TrainingNeed, need_id))
