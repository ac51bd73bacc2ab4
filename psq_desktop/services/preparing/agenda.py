"""A meeting's agenda: items, their order and their notes."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from psq_desktop import richtext
from psq_desktop.errors import Problem, UserError
from psq_desktop.models.agenda import AgendaItem, AgendaReview
from psq_desktop.models.decision import Decision
from psq_desktop.models.kinds import AgendaKind, AgendaRole, DecisionKind, DecisionState, DisclosureLevel, MeetingStage
from psq_desktop.models.live import ItemSpell
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import Partner
from psq_desktop.richtext import RichText
from psq_desktop.services import fields
from psq_desktop.services.meetings import editable
from psq_desktop.services.names import PartnerLabel, labels_on, objective_codes
from psq_desktop.services.preparing.agenda_lines import (
    Absence,
    ItemLine,
    ItemRow,
    ReviewProposal,
    Timing,
    later,
    parse_line,
    timing,
)

__all__ = [
    "Absence", "ItemLine", "ItemRow", "ReviewProposal", "Timing", "add", "add_objective", "add_partner", "drop_review",
    "duplicate", "items", "later", "move", "notes", "parse_line", "ref", "remove", "review", "review_all",
    "review_proposals", "save_notes", "set_field", "set_rapporteur", "timing",
]  # fmt: skip

USUAL_MINUTES = 10  # of an item that the program proposes
LONGEST = 600  # minutes; a longer item is a slip of the finger


def _minutes(value: int | None) -> int | None:
    if value is not None and not 0 <= value <= LONGEST:
        raise UserError("invalid", Problem("planned_minutes", "minutes_range", (("longest", LONGEST),)))
    return value


FIELDS = {
    "title": fields.TITLE,
    "kind": fields.choice(AgendaKind),
    "rapporteur_id": fields.KEY,
    "rapporteur_text": fields.TEXT,
    "planned_minutes": fields.Field((int, type(None)), clean=_minutes),
    "disclosure": fields.choice(DisclosureLevel),
    "objective_id": fields.KEY,
}


def items(session: Session, meeting_id: int) -> tuple[ItemRow, ...]:
    """The agenda in order."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    labels = labels_on(session, meeting.date)
    codes = objective_codes(session)
    reviews = _counts(session, AgendaReview.item_id, meeting_id)
    decisions = _counts(session, Decision.item_id, meeting_id)
    absences = _absences(meeting, labels)
    rows = []
    clock = meeting.starts
    for number, item in enumerate(_ordered(session, meeting_id), start=1):
        label = labels.get(item.rapporteur_id) if item.rapporteur_id else None
        rows.append(
            ItemRow(
                item.id, meeting_id, number, item.title, item.kind, item.role, item.rapporteur_id,
                label.name if label else item.rapporteur_text, label.acronym if label else "",
                item.planned_minutes, item.disclosure, richtext.loads(item.notes), clock,
                reviews.get(item.id, 0), decisions.get(item.id, 0), item.objective_id,
                codes.get(item.objective_id, ""), absences.get(item.rapporteur_id or 0),
            )
        )  # fmt: skip
        clock = later(clock, item.planned_minutes or 0)
    return tuple(rows)


def _absences(meeting: Meeting, labels: dict[int, PartnerLabel]) -> dict[int, Absence]:
    """Rapporteurs that cannot present anything as things stand, by partner."""
    if meeting.stage is MeetingStage.HELD:
        return {}
    presenting = {item.rapporteur_id for item in meeting.items if item.rapporteur_id}
    seats = {seat.partner_id: seat for seat in meeting.attendance if seat.partner_id in presenting}
    found = {key: Absence(labels[key].name) for key in presenting - seats.keys()}
    for key, seat in seats.items():
        left = seat.contact.left_on if seat.contact else None
        if key is not None and left is not None and left <= meeting.date:
            found[key] = Absence(labels[key].name, seat.person, left)
    return found


def _ordered(session: Session, meeting_id: int) -> list[AgendaItem]:
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return list(session.scalars(query.order_by(AgendaItem.position, AgendaItem.id)))


def _counts(session: Session, column: Any, meeting_id: int) -> dict[int, int]:
    query = select(column, func.count()).join(AgendaItem, AgendaItem.id == column)
    rows = session.execute(query.where(AgendaItem.meeting_id == meeting_id).group_by(column))
    return dict(rows.all())


def add(session: Session, meeting_id: int, line: str) -> int:
    """A new item from one typed line (see `parse_line`), before the closing round table. Returns its id."""
    meeting = editable(fields.fetch(session, Meeting, meeting_id))
    typed = parse_line(line, list(labels_on(session, meeting.date).values()))
    fields.require(title=typed.title)
    item = AgendaItem(
        meeting_id=meeting_id, position=0, title=typed.title, planned_minutes=_minutes(typed.minutes),
        rapporteur_id=typed.partner_id, rapporteur_text=typed.rapporteur,
    )  # fmt: skip
    return _insert(session, item)


def _insert(session: Session, item: AgendaItem) -> int:
    """Put a new item before the closing round table. Returns its id."""
    order = _ordered(session, item.meeting_id)
    index = len(order)
    while index and order[index - 1].role is AgendaRole.ROUND_TABLE:
        index -= 1
    order.insert(index, item)
    session.add(item)
    _number(order)
    session.flush()
    return item.id


def add_objective(session: Session, meeting_id: int, objective_id: int) -> int:
    """A new item about an objective, presented by its pilot, before the closing round table. Returns its id."""
    meeting = editable(fields.fetch(session, Meeting, meeting_id))
    objective = fields.fetch(session, Objective, objective_id)
    item = AgendaItem(
        meeting_id=meeting.id, position=0, title=objective.title, planned_minutes=USUAL_MINUTES,
        rapporteur_id=objective.pilot_id, objective_id=objective_id, disclosure=objective.disclosure,
    )  # fmt: skip
    return _insert(session, item)


def add_partner(session: Session, meeting_id: int, partner_id: int) -> int:
    """A new item in which a partner that was not heard of says where it stands. Returns its id."""
    meeting = editable(fields.fetch(session, Meeting, meeting_id))
    name = labels_on(session, meeting.date)[fields.fetch(session, Partner, partner_id).id].name
    item = AgendaItem(
        meeting_id=meeting.id, position=0, title=f"Point de situation : {name}", kind=AgendaKind.DEBATE,
        rapporteur_id=partner_id, planned_minutes=USUAL_MINUTES,
    )  # fmt: skip
    return _insert(session, item)


def _number(order: list[AgendaItem]) -> None:
    for rank, item in enumerate(order, start=1):
        item.position = rank * 10


def set_field(session: Session, item_id: int, name: str, value: Any) -> None:
    """Change one of `FIELDS`."""
    item = fields.fetch(session, AgendaItem, item_id)
    if name != "objective_id":  # a way to find it, no part of the minutes
        editable(item.meeting)
    elif value is not None:
        fields.fetch(session, Objective, value)
    fields.assign(item, FIELDS, name, value)


def set_rapporteur(session: Session, item_id: int, partner_id: int | None, text: str = "") -> None:
    """Who presents the item: a partner, or words such as « Présidence », or nobody."""
    item = fields.fetch(session, AgendaItem, item_id)
    editable(item.meeting)
    item.rapporteur_id, item.rapporteur_text = partner_id, "" if partner_id else fields.line(text)


def notes(session: Session, item_id: int) -> RichText:
    """What is noted on an item."""
    return richtext.loads(fields.fetch(session, AgendaItem, item_id).notes)


def save_notes(session: Session, item_id: int, notes: RichText, seen: RichText | None = None) -> None:
    """Replace an item's notes. ``seen``: those that the writer started from.

    Raises `UserError` ``notes_changed`` when somebody wrote others meanwhile: nothing is replaced.
    """
    item = fields.fetch(session, AgendaItem, item_id)
    editable(item.meeting)
    wanted = _stored(notes)
    if seen is not None and item.notes not in (wanted, _stored(seen)):
        raise UserError("notes_changed", title=item.title)
    item.notes = wanted


def _stored(notes: RichText) -> str:
    return richtext.dumps(richtext.normalise(notes))


def move(session: Session, item_id: int, index: int) -> None:
    """Put an item at a rank counted from 0; beyond the ends it stops there."""
    item = fields.fetch(session, AgendaItem, item_id)
    editable(item.meeting)
    order = _ordered(session, item.meeting_id)
    order.remove(item)
    order.insert(max(0, min(index, len(order))), item)
    _number(order)


def duplicate(session: Session, item_id: int) -> int:
    """A copy right below, without notes, decisions or reviews. Returns its id."""
    item = fields.fetch(session, AgendaItem, item_id)
    editable(item.meeting)
    copy = AgendaItem(
        meeting_id=item.meeting_id, position=0, title=item.title, kind=item.kind, role=AgendaRole.REGULAR,
        rapporteur_id=item.rapporteur_id, rapporteur_text=item.rapporteur_text,
        planned_minutes=item.planned_minutes, disclosure=item.disclosure, objective_id=item.objective_id,
    )  # fmt: skip
    order = _ordered(session, item.meeting_id)
    order.insert(order.index(item) + 1, copy)
    session.add(copy)
    _number(order)
    session.flush()
    return copy.id


def remove(session: Session, item_id: int, at: int | None = None) -> None:
    """Delete an item; decisions taken on it stay in the register.

    Of a meeting in session, the item spoken of leaves its place to the next one, else to the one before, at the moment
    ``at`` (seconds since 1970, now unless told); while the meeting pauses, it still does.

    Raises `UserError` ``restricted_decisions``: without their restricted item, more people would read them.
    """
    item = fields.fetch(session, AgendaItem, item_id)
    editable(item.meeting)
    if item.disclosure is DisclosureLevel.RESTRICTED and item.decisions:
        raise UserError("restricted_decisions", title=item.title)
    if item.meeting.stage is MeetingStage.IN_SESSION:
        _pass_on(session, item, int(time.time()) if at is None else at)
    session.delete(item)


def _pass_on(session: Session, item: AgendaItem, at: int) -> None:
    """Make the neighbour of the item spoken of the current one."""
    query = select(ItemSpell).join(AgendaItem).where(AgendaItem.meeting_id == item.meeting_id)
    last = session.scalars(query.order_by(ItemSpell.id.desc()).limit(1)).first()
    order = _ordered(session, item.meeting_id)
    if last is None or last.item_id != item.id or len(order) < 2:
        return
    rank = order.index(item)
    following = order[rank + 1] if rank + 1 < len(order) else order[rank - 1]
    session.add(ItemSpell(item_id=following.id, started=at, ended=None if last.ended is None else at))
    session.flush()


def review_proposals(session: Session, meeting_id: int, today: dt.date) -> tuple[ReviewProposal, ...]:
    """Open decisions of earlier meetings: late ones first, then by due date, those without one last."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    labels = labels_on(session, today)
    reviewed = set(
        session.scalars(select(AgendaReview.decision_id).join(AgendaItem).where(AgendaItem.meeting_id == meeting_id))
    )
    query = select(Decision).where(Decision.state.not_in((DecisionState.DONE, DecisionState.ABANDONED)))
    rows = []
    for decision in session.scalars(query.join(Meeting).where(Meeting.number < meeting.number)):
        pilot = labels[decision.pilot_id].name if decision.pilot_id else ""
        carried = sum(f.state is DecisionState.CARRIED_OVER for f in decision.follow_ups)
        late = max(0, (today - decision.due).days) if decision.due else 0
        rows.append(
            ReviewProposal(
                decision.id, ref(decision.kind, decision.number), decision.text, pilot, decision.due,
                late, carried, decision.id in reviewed,
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.due or dt.date.max, row.ref)))


def ref(kind: DecisionKind, number: int) -> str:
    """« D-27 » or « A-29 »: how people call a decision or an action."""
    return f"{'D' if kind is DecisionKind.DECISION else 'A'}-{number}"


def review(session: Session, meeting_id: int, decision_id: int) -> None:
    """Put an earlier decision under the « suites données » item, made if the agenda has none."""
    review_all(session, meeting_id, (decision_id,))


def review_all(session: Session, meeting_id: int, decision_ids: tuple[int, ...]) -> int:
    """Put several earlier decisions on the agenda; returns how many were not there yet."""
    meeting = editable(fields.fetch(session, Meeting, meeting_id))
    item = next((i for i in _ordered(session, meeting.id) if i.role is AgendaRole.FOLLOW_UP), None)
    if item is None:
        item = _follow_up_item(session, meeting)
    present = {r.decision_id for r in item.reviews}
    new = [key for key in dict.fromkeys(decision_ids) if key not in present]
    for key in new:
        item.reviews.append(AgendaReview(decision_id=fields.fetch(session, Decision, key).id))
    return len(new)


def _follow_up_item(session: Session, meeting: Meeting) -> AgendaItem:
    item = AgendaItem(
        meeting_id=meeting.id, position=0, title="Suites données aux décisions antérieures",
        role=AgendaRole.FOLLOW_UP, rapporteur_text="Secrétariat",
    )  # fmt: skip
    order = _ordered(session, meeting.id)
    order.insert(1 if order and order[0].role is AgendaRole.APPROVAL else 0, item)
    session.add(item)
    _number(order)
    session.flush()
    return item


def drop_review(session: Session, meeting_id: int, decision_id: int) -> None:
    """Take an earlier decision off the agenda."""
    editable(fields.fetch(session, Meeting, meeting_id))
    query = select(AgendaReview).join(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    for found in session.scalars(query.where(AgendaReview.decision_id == decision_id)):
        session.delete(found)
