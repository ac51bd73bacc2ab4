"""A meeting's agenda: items, their order and their notes."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from psq_desktop import richtext
from psq_desktop.errors import Problem, UserError
from psq_desktop.french import fold
from psq_desktop.models.agenda import AgendaItem, AgendaReview
from psq_desktop.models.decision import Decision
from psq_desktop.models.kinds import AgendaKind, AgendaRole, DecisionKind, DecisionState, DisclosureLevel
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.objective import Objective
from psq_desktop.richtext import RichText
from psq_desktop.services import fields
from psq_desktop.services.meetings import editable
from psq_desktop.services.names import PartnerLabel, labels_on, objective_codes

PLACES = ("Présidence", "Secrétariat")  # rapporteurs that are no partner
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


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One agenda item; ``number`` is its rank from 1 and ``starts`` is computed from the durations before it."""

    id: int
    meeting_id: int
    number: int
    title: str
    kind: AgendaKind
    role: AgendaRole
    rapporteur_id: int | None
    rapporteur: str
    acronym: str
    planned_minutes: int | None
    disclosure: DisclosureLevel
    notes: RichText
    starts: dt.time | None
    reviews: int
    decisions: int
    objective_id: int | None
    objective: str  # « 2.1 »


@dataclass(frozen=True, slots=True)
class ReviewProposal:
    """An open decision that the agenda may look at again."""

    decision_id: int
    ref: str
    text: str
    pilot: str
    due: dt.date | None
    late_days: int
    carried_over: int
    reviewed: bool


def items(session: Session, meeting_id: int) -> tuple[ItemRow, ...]:
    """The agenda in order."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    labels = labels_on(session, meeting.date)
    codes = objective_codes(session)
    reviews = _counts(session, AgendaReview.item_id, meeting_id)
    decisions = _counts(session, Decision.item_id, meeting_id)
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
                codes.get(item.objective_id, ""),
            )
        )  # fmt: skip
        clock = later(clock, item.planned_minutes or 0)
    return tuple(rows)


def later(moment: dt.time | None, minutes: int) -> dt.time | None:
    """A clock time some minutes later, at most 23 h 59."""
    if moment is None:
        return None
    total = min(moment.hour * 60 + moment.minute + minutes, 24 * 60 - 1)
    return dt.time(total // 60, total % 60)


def _ordered(session: Session, meeting_id: int) -> list[AgendaItem]:
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return list(session.scalars(query.order_by(AgendaItem.position, AgendaItem.id)))


def _counts(session: Session, column: Any, meeting_id: int) -> dict[int, int]:
    query = select(column, func.count()).join(AgendaItem, AgendaItem.id == column)
    rows = session.execute(query.where(AgendaItem.meeting_id == meeting_id).group_by(column))
    return dict(rows.all())


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A typed line understood."""

    title: str
    minutes: int | None
    partner_id: int | None
    rapporteur: str  # « Présidence » or « Secrétariat », when it is one of these


def parse_line(text: str, partners: list[PartnerLabel]) -> ItemLine:
    """« titre, 20 min, DIPN »: what is not understood at its end stays in the title."""
    known = {fold(word): label.id for label in partners for word in (label.name, label.acronym)}
    places = {fold(place): place for place in PLACES}
    parts = [part.strip() for part in fields.line(text).split(",")]
    minutes = partner_id = None
    rapporteur = ""
    while len(parts) > 1:
        last = fold(parts[-1])
        if minutes is None and (found := re.fullmatch(r"(\d{1,3})\s*(?:min(?:utes?)?|mn|')?", last)):
            minutes = int(found[1])
        elif partner_id is None and not rapporteur and last in known:
            partner_id = known[last]
        elif partner_id is None and not rapporteur and last in places:
            rapporteur = places[last]
        else:
            break
        parts.pop()
    return ItemLine(", ".join(parts), minutes, partner_id, rapporteur)


def add(session: Session, meeting_id: int, line: str) -> int:
    """A new item from one typed line (see `parse_line`), before the closing round table. Returns its id."""
    meeting = editable(fields.fetch(session, Meeting, meeting_id))
    typed = parse_line(line, list(labels_on(session, meeting.date).values()))
    fields.require(title=typed.title)
    item = AgendaItem(
        meeting_id=meeting_id, position=0, title=typed.title, planned_minutes=_minutes(typed.minutes),
        rapporteur_id=typed.partner_id, rapporteur_text=typed.rapporteur,
    )  # fmt: skip
    order = _ordered(session, meeting_id)
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
    objective = fields.fetch(session, Objective, objective_id)
    item_id = add(session, meeting_id, objective.title)
    item = fields.fetch(session, AgendaItem, item_id)
    item.title, item.planned_minutes = objective.title, item.planned_minutes or USUAL_MINUTES
    item.rapporteur_id, item.rapporteur_text = objective.pilot_id, ""
    item.objective_id, item.disclosure = objective_id, objective.disclosure
    return item_id


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


def save_notes(session: Session, item_id: int, notes: RichText) -> None:
    """Replace an item's notes."""
    item = fields.fetch(session, AgendaItem, item_id)
    editable(item.meeting)
    item.notes = richtext.dumps(richtext.normalise(notes))


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


def remove(session: Session, item_id: int) -> None:
    """Delete an item; decisions taken on it stay in the register.

    Raises `UserError` ``restricted_decisions``: without their restricted item, more people would read them.
    """
    item = fields.fetch(session, AgendaItem, item_id)
    editable(item.meeting)
    if item.disclosure is DisclosureLevel.RESTRICTED and item.decisions:
        raise UserError("restricted_decisions", title=item.title)
    session.delete(item)


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
