"""The register of decisions and actions of all meetings, and what became of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import fold
from psq_desktop.models.agenda import AgendaItem, AgendaReview
from psq_desktop.models.decision import Decision, DecisionAssociate, FollowUp
from psq_desktop.models.kinds import DecisionKind, DecisionState, DisclosureLevel, MeetingStage, MinutesState
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import Partner
from psq_desktop.services import fields, numbers
from psq_desktop.services.deciding.associates import replace_associates
from psq_desktop.services.deciding.decision_rows import DecisionRow, DecisionSheet, FollowUpRow, ReminderRow, rows
from psq_desktop.services.meetings import editable, locked
from psq_desktop.services.preparing.agenda import ref
from psq_desktop.services.sitting import votes

__all__ = [
    "FIELDS",
    "SOON",
    "DecisionRow",
    "DecisionSheet",
    "FollowUpRow",
    "ReminderRow",
    "close_many",
    "create",
    "due_on",
    "follow_up",
    "level",
    "postponable",
    "postpone_many",
    "register",
    "remove",
    "reviewed",
    "rows",
    "set_associates",
    "set_field",
    "sheet",
    "state_on",
]  # fmt: skip

SOON = dt.timedelta(days=7)

FIELDS = {
    "text": fields.Field(str, required=True, clean=fields.line),
    "kind": fields.choice(DecisionKind),
    "pilot_id": fields.KEY,
    "due": fields.DAY,
    "proof": fields.TEXT,
    "objective_id": fields.KEY,
}


def state_on(decision: Decision, day: dt.date) -> DecisionState:
    """The state on a day: the last follow-up's until then, open before any."""
    known = [follow_up.state for follow_up in decision.follow_ups if follow_up.on <= day]
    return known[-1] if known else DecisionState.OPEN


def due_on(decision: Decision, day: dt.date) -> dt.date | None:
    """The due date as it stood on a day, before what was moved later."""
    for follow_up in decision.follow_ups:
        if follow_up.on > day and follow_up.due_after is not None:
            return follow_up.due_before
    return decision.due


def level(decision: Decision) -> DisclosureLevel:
    """Who may read it: it goes with the item on which it was taken."""
    return decision.item.disclosure if decision.item else DisclosureLevel.PARTNERS


def register(
    session: Session,
    today: dt.date,
    text: str = "",
    *,
    partner_id: int | None = None,
    meeting_id: int | None = None,
    objective_id: int | None = None,
) -> tuple[DecisionRow, ...]:
    """Decisions by due date, those without one last; a partner's are those it pilots or helps."""
    conditions: list[Any] = []
    if meeting_id is not None:
        conditions.append(Decision.meeting_id == meeting_id)
    if objective_id is not None:
        conditions.append(Decision.objective_id == objective_id)
    if partner_id is not None:
        helps = select(DecisionAssociate.decision_id).where(DecisionAssociate.partner_id == partner_id)
        conditions.append((Decision.pilot_id == partner_id) | Decision.id.in_(helps))
    found, wanted = rows(session, today, *conditions), fold(text)
    kept = found if not wanted else (row for row in found if wanted in fold(_words(row)))
    return tuple(sorted(kept, key=lambda row: (row.due or dt.date.max, row.number)))


def _words(row: DecisionRow) -> str:
    return " ".join((row.ref, row.text, row.pilot, *row.associates, row.proof, row.item, row.objective))


def reviewed(session: Session, meeting_id: int, today: dt.date) -> tuple[DecisionRow, ...]:
    """Earlier decisions that a meeting's agenda looks at, by number."""
    query = select(AgendaReview.decision_id).join(AgendaItem, AgendaItem.id == AgendaReview.item_id)
    return rows(session, today, Decision.id.in_(query.where(AgendaItem.meeting_id == meeting_id)))


def sheet(session: Session, decision_id: int, today: dt.date) -> DecisionSheet:
    """One decision with its history."""
    decision = fields.fetch(session, Decision, decision_id)
    coming = (
        select(Meeting.number)
        .join(AgendaItem)
        .join(AgendaReview)
        .where(AgendaReview.decision_id == decision_id, Meeting.stage != MeetingStage.HELD)
        .order_by(Meeting.date)
    )
    meeting_id = decision.meeting_id
    return DecisionSheet(
        rows(session, today, Decision.id == decision_id)[0],
        tuple(FollowUpRow(f.on, f.state, f.due_before, f.due_after, f.comment) for f in decision.follow_ups),
        session.scalars(coming.limit(1)).first(),
        locked(decision.meeting),
        tuple(ReminderRow(r.on, r.recipients) for r in decision.reminders),
        tuple(vote for vote in votes.of_meeting(session, meeting_id) if vote.decision_id == decision_id),
        tuple(each for each in votes.dissents(session, meeting_id) if each.decision_id == decision_id),
    )


def create(
    session: Session,
    meeting_id: int,
    text: str,
    *,
    kind: DecisionKind = DecisionKind.DECISION,
    item_id: int | None = None,
    pilot_id: int | None = None,
    associates: tuple[int, ...] = (),
    due: dt.date | None = None,
    proof: str = "",
    objective_id: int | None = None,
) -> int:
    """Record a decision under the next number, which is never given again. Returns its id."""
    meeting = editable(fields.fetch(session, Meeting, meeting_id))
    text = fields.line(text)
    fields.require(text=text)
    fields.require_range(due=due)
    if item_id is not None:
        item = fields.fetch(session, AgendaItem, item_id)
        if item.meeting_id != meeting_id:
            raise UserError("gone")  # not on this meeting's agenda any more
        objective_id = objective_id or item.objective_id
    if due is not None and due < meeting.date:
        raise UserError("invalid", Problem("due", "due_before_meeting"))
    decision = Decision(
        number=numbers.take_decision(session), kind=kind, meeting_id=meeting_id, item_id=item_id, text=text,
        pilot_id=pilot_id, due=due, proof=fields.line(proof), state=DecisionState.OPEN,
        objective_id=objective_id,
    )  # fmt: skip
    for partner_id in dict.fromkeys(associates):
        if partner_id != pilot_id:
            decision.associates.append(DecisionAssociate(partner_id=partner_id))
    session.add(decision)
    session.flush()
    return decision.id


def set_field(session: Session, decision_id: int, name: str, value: Any) -> None:
    """Change one of `FIELDS`.

    Once the minutes are validated only a missing pilot or due date may be filled in; once sealed, nothing.
    """
    decision = fields.fetch(session, Decision, decision_id)
    if decision.meeting.minutes_state is MinutesState.SEALED and name != "objective_id":
        raise UserError("minutes_sealed", number=decision.meeting.number)
    if name == "objective_id":  # a way to find it, no part of the minutes
        if value is not None:
            fields.fetch(session, Objective, value)
    elif not (name in ("pilot_id", "due") and getattr(decision, name) is None):
        editable(decision.meeting)
    if name == "due" and value is not None and value < decision.meeting.date:
        raise UserError("invalid", Problem("due", "due_before_meeting"))
    if name == "pilot_id" and value is not None:
        fields.fetch(session, Partner, value)
        for associate in [a for a in decision.associates if a.partner_id == value]:
            decision.associates.remove(associate)
    fields.assign(decision, FIELDS, name, value)


def set_associates(session: Session, decision_id: int, partner_ids: tuple[int, ...]) -> None:
    """Replace the partners that help the pilot."""
    decision = fields.fetch(session, Decision, decision_id)
    editable(decision.meeting)
    replace_associates(session, decision, DecisionAssociate, partner_ids)


def follow_up(
    session: Session,
    decision_id: int,
    state: DecisionState,
    on: dt.date,
    comment: str = "",
    due: dt.date | None = None,
) -> None:
    """Say what became of a decision. Carrying over needs a later due date, abandoning a reason."""
    decision = fields.fetch(session, Decision, decision_id)
    comment = fields.paragraph(comment)
    fields.require_range(on=on, due=due)
    if state is DecisionState.ABANDONED:
        fields.require(comment=comment)
    before = decision.due
    if state is DecisionState.CARRIED_OVER:
        fields.require(due=due)
        assert due is not None
        if before is not None and due <= before:
            raise UserError("invalid", Problem("due", "due_not_later"))
        if due < on:
            raise UserError("invalid", Problem("due", "due_past"))
        decision.due = due
    else:
        due = None
    decision.follow_ups.append(
        FollowUp(on=on, state=state, due_before=before if due else None, due_after=due, comment=comment)
    )
    decision.state = sorted(decision.follow_ups, key=lambda f: f.on)[-1].state  # this one may be noted late


def postponable(row: DecisionRow | Decision, due: dt.date) -> bool:
    """Whether a decision can be carried over to a day: it is open, and was due before."""
    return not row.state.closed and (row.due is None or row.due < due)


def postpone_many(session: Session, decision_ids: Sequence[int], due: dt.date | None, reason: str, on: dt.date) -> int:
    """Carry decisions over to one day, for one reason, in one step; returns how many.

    Those that are not `postponable` stay as they are. Raises ``none_postponed`` at ``due`` when all are.
    """
    fields.require(due=due, reason=fields.paragraph(reason))
    assert due is not None
    chosen = _fetch_many(session, decision_ids)
    moved = [decision for decision in chosen if postponable(decision, due)]
    if not moved:
        refs = ", ".join(ref(d.kind, d.number) for d in chosen)
        raise UserError("invalid", Problem("due", "none_postponed", (("refs", refs),)))
    for decision in moved:
        follow_up(session, decision.id, DecisionState.CARRIED_OVER, on, reason, due)
    return len(moved)


def close_many(session: Session, decision_ids: Sequence[int], state: DecisionState, reason: str, on: dt.date) -> int:
    """Close decisions in one step: kept, or given up for a reason; returns how many were still open."""
    moved = [decision for decision in _fetch_many(session, decision_ids) if not decision.state.closed]
    for decision in moved:
        follow_up(session, decision.id, state, on, reason)
    return len(moved)


def _fetch_many(session: Session, decision_ids: Sequence[int]) -> list[Decision]:
    return [fields.fetch(session, Decision, key) for key in dict.fromkeys(decision_ids)]


def remove(session: Session, decision_id: int) -> None:
    """Delete a decision; its number stays used."""
    decision = fields.fetch(session, Decision, decision_id)
    editable(decision.meeting)
    session.delete(decision)
