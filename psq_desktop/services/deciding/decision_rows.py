"""Decisions as frozen rows, read column by column: a register of thousands opens at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.decision import Decision, DecisionAssociate, FollowUp
from psq_desktop.models.kinds import DecisionKind, DecisionState, DisclosureLevel
from psq_desktop.models.meeting import Meeting
from psq_desktop.services.names import labels_on, objective_codes
from psq_desktop.services.preparing.agenda import ref
from psq_desktop.services.sitting.live_rows import DissentRow, VoteRow


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
class ReminderRow:
    """A chase of the pilot."""

    on: dt.date
    recipients: str


@dataclass(frozen=True, slots=True)
class DecisionSheet:
    """A decision with its history and the coming meeting that looks at it, if any."""

    row: DecisionRow
    follow_ups: tuple[FollowUpRow, ...]
    reviewed_at: int | None  # number of the meeting in preparation
    locked: bool  # the minutes it stands in are validated: only follow-ups are taken
    reminders: tuple[ReminderRow, ...] = ()
    votes: tuple[VoteRow, ...] = ()
    dissents: tuple[DissentRow, ...] = ()


_COLUMNS = (
    Decision.id, Decision.number, Decision.kind, Decision.text, Decision.pilot_id, Decision.due, Decision.proof,
    Decision.state, Decision.meeting_id, Meeting.number, Meeting.date, Decision.item_id, AgendaItem.title,
    AgendaItem.disclosure, Decision.objective_id,
)  # fmt: skip


def rows(session: Session, today: dt.date, *conditions: Any) -> tuple[DecisionRow, ...]:
    """The decisions that meet conditions on `Decision`, by number, with the names of ``today``."""
    labels, codes = labels_on(session, today), objective_codes(session)
    associates, carried = _associates(session, conditions), _carried_over(session, conditions)
    query = (
        select(*_COLUMNS)
        .join(Meeting, Meeting.id == Decision.meeting_id)
        .outerjoin(AgendaItem, AgendaItem.id == Decision.item_id)
        .where(*conditions)
        .order_by(Decision.number)
    )
    found = []
    for (
        key, number, kind, text, pilot_id, due, proof, state, meeting_id, meeting, held_on, item_id, item, disclosure,
        objective_id,
    ) in session.execute(query):  # fmt: skip
        pilot = labels[pilot_id] if pilot_id else None
        helping = tuple(associates.get(key, ()))
        helpers = tuple(labels[each].name for each in helping)
        late = (today - due).days if due and not state.closed else 0
        found.append(
            DecisionRow(
                key, number, ref(kind, number), kind, text, pilot_id, pilot.name if pilot else "",
                pilot.acronym if pilot else "", helping, helpers, due, proof, state,
                carried.get(key, 0), max(late, 0), meeting_id, meeting, held_on, item_id, item or "", objective_id,
                codes.get(objective_id, ""), disclosure or DisclosureLevel.PARTNERS,
            )
        )  # fmt: skip
    return tuple(found)


def _associates(session: Session, conditions: tuple[Any, ...]) -> dict[int, list[int]]:
    query = select(DecisionAssociate.decision_id, DecisionAssociate.partner_id).order_by(DecisionAssociate.id)
    if conditions:
        query = query.where(DecisionAssociate.decision_id.in_(select(Decision.id).where(*conditions)))
    found: dict[int, list[int]] = defaultdict(list)
    for decision_id, partner_id in session.execute(query):
        found[decision_id].append(partner_id)
    return found


def _carried_over(session: Session, conditions: tuple[Any, ...]) -> dict[int, int]:
    query = select(FollowUp.decision_id, func.count()).where(FollowUp.state == DecisionState.CARRIED_OVER)
    if conditions:
        query = query.where(FollowUp.decision_id.in_(select(Decision.id).where(*conditions)))
    return {key: times for key, times in session.execute(query.group_by(FollowUp.decision_id))}  # noqa: C416 - of rows
