"""The register of decisions and actions of all meetings, and what became of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import fold
from psq_desktop.models.agenda import AgendaItem, AgendaReview
from psq_desktop.models.decision import Decision, DecisionAssociate, FollowUp
from psq_desktop.models.kinds import DecisionKind, DecisionState, DisclosureLevel, MeetingStage, MinutesState
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import Partner
from psq_desktop.services import fields, numbers
from psq_desktop.services.agenda import ref
from psq_desktop.services.associates import replace_associates
from psq_desktop.services.meetings import editable, locked
from psq_desktop.services.names import labels_on, objective_codes

SOON = dt.timedelta(days=7)

FIELDS = {
    "text": fields.Field(str, required=True, clean=fields.line),
    "kind": fields.choice(DecisionKind),
    "pilot_id": fields.KEY,
    "due": fields.DAY,
    "proof": fields.TEXT,
    "objective_id": fields.KEY,
}


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in the register as of a day; ``late_days`` is 0 unless it is overdue and not closed."""

    id: int
    number: int
    ref: str
    kind: DecisionKind
    text: str
    pilot_id: int | None
    pilot: str
    acronym: str
    associate_ids: tuple[int, ...]
    associates: tuple[str, ...]
    due: dt.date | None
    proof: str
    state: DecisionState
    carried_over: int
    late_days: int
    meeting_id: int
    meeting_number: int
    meeting_date: dt.date
    item_id: int | None
    item: str
    objective_id: int | None
    objective: str  # « 2.1 »
    disclosure: DisclosureLevel  # of its item

    @property
    def incomplete(self) -> bool:
        """Open, yet nobody or no day answers for it."""
        return not self.state.closed and (self.pilot_id is None or self.due is None)


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One line of a decision's history."""

    on: dt.date
    state: DecisionState
    due_before: dt.date | None
    due_after: dt.date | None
    comment: str


@dataclass(frozen=True, slots=True)
class DecisionSheet:
    """A decision with its history and the coming meeting that looks at it, if any."""

    row: DecisionRow
    follow_ups: tuple[FollowUpRow, ...]
    reviewed_at: int | None  # number of the meeting in preparation
    locked: bool  # the minutes it stands in are validated: only follow-ups are taken


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


def rows(session: Session, decisions: Iterable[Decision], today: dt.date) -> tuple[DecisionRow, ...]:
    """Decisions as frozen rows, with the names of ``today``."""
    labels = labels_on(session, today)
    codes = objective_codes(session)
    result = []
    for d in decisions:
        pilot = labels[d.pilot_id] if d.pilot_id else None
        late = (today - d.due).days if d.due and not d.state.closed else 0
        result.append(
            DecisionRow(
                d.id, d.number, ref(d.kind, d.number), d.kind, d.text, d.pilot_id,
                pilot.name if pilot else "", pilot.acronym if pilot else "",
                tuple(a.partner_id for a in d.associates), tuple(labels[a.partner_id].name for a in d.associates),
                d.due, d.proof, d.state, sum(f.state is DecisionState.CARRIED_OVER for f in d.follow_ups),
                max(late, 0), d.meeting_id, d.meeting.number, d.meeting.date, d.item_id, d.item.title if d.item else "",
                d.objective_id, codes.get(d.objective_id, ""), level(d),
            )
        )  # fmt: skip
    return tuple(result)


def _query() -> Any:
    return select(Decision).options(
        selectinload(Decision.associates),
        selectinload(Decision.follow_ups),
        selectinload(Decision.meeting),
        selectinload(Decision.item),
    )


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
    query = _query()
    if meeting_id is not None:
        query = query.where(Decision.meeting_id == meeting_id)
    if objective_id is not None:
        query = query.where(Decision.objective_id == objective_id)
    if partner_id is not None:
        helps = select(DecisionAssociate.decision_id).where(DecisionAssociate.partner_id == partner_id)
        query = query.where((Decision.pilot_id == partner_id) | Decision.id.in_(helps))
    found = rows(session, session.scalars(query), today)
    wanted = fold(text)
    return tuple(
        sorted(
            (
                r
                for r in found
                if wanted in fold(" ".join((r.ref, r.text, r.pilot, *r.associates, r.proof, r.item, r.objective)))
            ),
            key=lambda r: (r.due or dt.date.max, r.number),
        )
    )


def reviewed(session: Session, meeting_id: int, today: dt.date) -> tuple[DecisionRow, ...]:
    """Earlier decisions that a meeting's agenda looks at, by number."""
    query = _query().join(AgendaReview).join(AgendaItem, AgendaItem.id == AgendaReview.item_id)
    query = query.where(AgendaItem.meeting_id == meeting_id).order_by(Decision.number)
    return rows(session, session.scalars(query).unique(), today)


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
    return DecisionSheet(
        rows(session, [decision], today)[0],
        tuple(FollowUpRow(f.on, f.state, f.due_before, f.due_after, f.comment) for f in decision.follow_ups),
        session.scalars(coming.limit(1)).first(),
        locked(decision.meeting),
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
        decision.due = due
    else:
        due = None
    decision.follow_ups.append(
        FollowUp(on=on, state=state, due_before=before if due else None, due_after=due, comment=comment)
    )
    decision.state = sorted(decision.follow_ups, key=lambda f: f.on)[-1].state  # this one may be noted late


def remove(session: Session, decision_id: int) -> None:
    """Delete a decision; its number stays used."""
    decision = fields.fetch(session, Decision, decision_id)
    editable(decision.meeting)
    session.delete(decision)
