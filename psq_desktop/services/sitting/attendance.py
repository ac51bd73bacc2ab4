"""Seats of a meeting: replies beforehand, presence on the day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.attendance import Attendance
from psq_desktop.models.committee import Mandate
from psq_desktop.models.kinds import AttendanceStatus, MandateRole, MeetingStage, Reply
from psq_desktop.models.live import Withdrawal
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.partner import College, Contact, Partner
from psq_desktop.services import fields
from psq_desktop.services.meetings import editable
from psq_desktop.services.names import PartnerLabel, labels_on, person
from psq_desktop.services.partners import RENEWAL_NOTICE, sits
from psq_desktop.services.sitting import quorum, seating

RECENT = 5
OTHER_GUESTS = "Autres invités"

FIELDS = {
    "person": fields.TEXT,
    "role": fields.TEXT,
    "represented_by": fields.TEXT,
    "arrived": fields.MOMENT,
    "left": fields.MOMENT,
    "reply": fields.Field((Reply, type(None))),
    "replied_on": fields.DAY,
}


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat. ``recent`` are the statuses at the five meetings before, oldest first, ``None`` if not convened."""

    id: int
    partner_id: int | None
    partner: str
    acronym: str
    college: str
    person: str
    role: str
    mandate_role: MandateRole | None
    mandate_until: dt.date | None
    mandate_ends_soon: bool
    guest: bool
    status: AttendanceStatus
    represented_by: str
    arrived: dt.time | None
    left: dt.time | None
    reply: Reply | None
    recent: tuple[AttendanceStatus | None, ...]
    proxy_to: str  # who holds its proxy; empty when none was given
    withdrawn_from: tuple[int, ...]  # numbers of the items that it takes no part in


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody who may sit for a partner."""

    contact_id: int
    display: str
    role: str
    mandate_role: MandateRole | None


def seats(session: Session, meeting_id: int) -> tuple[SeatRow, ...]:
    """Seats in protocol order; guests of no partner come last."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    labels = labels_on(session, meeting.date)
    mandates = _mandates(session, meeting.date)
    recent_ids, recent = _recent(session, meeting)
    withdrawn = _withdrawn(session, meeting_id)
    query = (
        select(Attendance, College.name, College.position)
        .outerjoin(Partner, Partner.id == Attendance.partner_id)
        .outerjoin(College, College.id == Partner.college_id)
        .where(Attendance.meeting_id == meeting_id)
    )
    found = sorted(session.execute(query), key=lambda r: (r[2] is None, r[2] or 0, r[0].partner_id or 0, r[0].id))
    rows = []
    for seat, college, _ in found:
        label = labels.get(seat.partner_id) if seat.partner_id else None
        mandate = mandates.get(seat.contact_id) if seat.contact_id else None
        rows.append(
            SeatRow(
                seat.id, seat.partner_id, label.name if label else seat.organisation,
                label.acronym if label else "", college or OTHER_GUESTS, seat.person, seat.role,
                mandate.role if mandate else None, mandate.ends_on if mandate else None,
                mandate is not None and _ends_soon(mandate, meeting.date),
                seat.guest, seat.status, seat.represented_by, seat.arrived, seat.left, seat.reply,
                tuple(recent.get((key, seat.partner_id)) for key in recent_ids),
                _holder(seat, labels), tuple(sorted(withdrawn.get(seat.id, ()))),
            )
        )  # fmt: skip
    return tuple(rows)


def _holder(seat: Attendance, labels: dict[int, PartnerLabel]) -> str:
    holder = seat.proxy_to
    if holder is None:
        return ""
    return labels[holder.partner_id].name if holder.partner_id else holder.person


def _withdrawn(session: Session, meeting_id: int) -> dict[int, list[int]]:
    """By seat, the numbers of the items that it leaves the room for."""
    order = select(AgendaItem.id).where(AgendaItem.meeting_id == meeting_id)
    numbers = {key: n for n, key in enumerate(session.scalars(order.order_by(AgendaItem.position, AgendaItem.id)), 1)}
    found: dict[int, list[int]] = {}
    query = select(Withdrawal.attendance_id, Withdrawal.item_id).join(Attendance)
    for seat_id, item_id in session.execute(query.where(Attendance.meeting_id == meeting_id)):
        found.setdefault(seat_id, []).append(numbers[item_id])
    return found


def _mandates(session: Session, day: dt.date) -> dict[int, Mandate]:
    return {m.contact_id: m for m in session.scalars(select(Mandate)) if sits(m.starts_on, m.ends_on, day)}


def _ends_soon(mandate: Mandate, day: dt.date) -> bool:
    return mandate.ends_on is not None and mandate.ends_on <= day + RENEWAL_NOTICE


def _recent(session: Session, meeting: Meeting) -> tuple[list[int], dict[tuple[int, int | None], AttendanceStatus]]:
    query = (
        select(Meeting.id)
        .where(
            Meeting.committee_id == meeting.committee_id,
            Meeting.date < meeting.date,
            Meeting.stage == MeetingStage.HELD,
        )
        .order_by(Meeting.date.desc())
        .limit(RECENT)
    )
    ids = list(session.scalars(query))[::-1]
    rows = session.execute(
        select(Attendance.meeting_id, Attendance.partner_id, Attendance.status).where(Attendance.meeting_id.in_(ids))
    )
    return ids, {(meeting_id, partner_id): status for meeting_id, partner_id, status in rows}


def _seat(session: Session, seat_id: int) -> Attendance:
    seat = fields.fetch(session, Attendance, seat_id)
    editable(seat.meeting)
    return seat


def set_status(session: Session, seat_id: int, status: AttendanceStatus, represented_by: str = "") -> None:
    """Say how a seat was filled. A guest is never absent: he stays « invité »."""
    seat = _seat(session, seat_id)
    if seat.guest and status in (AttendanceStatus.ABSENT, AttendanceStatus.EXPECTED):
        status = AttendanceStatus.GUEST
    seat.status = status
    seat.represented_by = fields.line(represented_by) if status is AttendanceStatus.REPRESENTED else ""
    seat.proxy_to = None
    seating.release(seat)
    if status not in (AttendanceStatus.PRESENT, AttendanceStatus.REPRESENTED):
        seat.arrived = seat.left = None


_BY_REPLY = {Reply.EXCUSED: AttendanceStatus.EXCUSED, Reply.REPRESENTED: AttendanceStatus.REPRESENTED}


def all_present(session: Session, meeting_id: int) -> int:
    """Fill every open seat: present, but for those who announced an excuse or a substitute. Returns how many."""
    meeting = editable(fields.fetch(session, Meeting, meeting_id))
    waiting = [s for s in meeting.attendance if s.status in (AttendanceStatus.EXPECTED, AttendanceStatus.GUEST)]
    for seat in waiting:
        seat.status = _BY_REPLY.get(seat.reply, AttendanceStatus.PRESENT) if seat.reply else AttendanceStatus.PRESENT
        seating.release(seat)
    return len(waiting)


def set_field(session: Session, seat_id: int, name: str, value: Any) -> None:
    """Change one of `FIELDS`."""
    seat = _seat(session, seat_id)
    fields.assign(seat, FIELDS, name, value)
    if name == "represented_by":
        seat.proxy_to = None  # somebody else sits there
    if quorum.leaves_before_arriving(seat.meeting.starts, seat.arrived, seat.left):
        raise UserError("invalid", Problem("left", "left_before_arrived"))


def set_reply(session: Session, seat_id: int, reply: Reply | None, on: dt.date, represented_by: str = "") -> None:
    """Record the answer to the summons, with the substitute's name when one is announced."""
    seat = _seat(session, seat_id)
    fields.require_range(on=on)
    seat.reply, seat.replied_on = reply, on if reply else None
    if seat.proxy_to_id is not None:
        if reply not in (Reply.COMING, Reply.REPRESENTED):
            return  # who gives a proxy stays away
        seat.status, seat.proxy_to = AttendanceStatus.EXPECTED, None
    seat.represented_by = fields.line(represented_by) if reply is Reply.REPRESENTED else ""


def people(session: Session, seat_id: int) -> tuple[PersonChoice, ...]:
    """Who may sit on a seat: the partner's contacts, those with a mandate first."""
    seat = fields.fetch(session, Attendance, seat_id)
    if seat.partner is None:
        return ()
    mandates = _mandates(session, seat.meeting.date)
    found = [c for c in seat.partner.contacts if not c.mailbox and (c.left_on is None or c.left_on > seat.meeting.date)]
    found.sort(key=lambda c: (c.id not in mandates, c.id in mandates and mandates[c.id].role is not MandateRole.HOLDER))
    return tuple(
        PersonChoice(c.id, person(c), c.role, mandates[c.id].role if c.id in mandates else None) for c in found
    )


def set_person(session: Session, seat_id: int, contact_id: int) -> None:
    """Put another contact on a seat, under the name and role of the day."""
    seat = _seat(session, seat_id)
    contact = fields.fetch(session, Contact, contact_id)
    seat.contact_id, seat.person, seat.role = contact.id, person(contact), contact.role


def add_guest(session: Session, meeting_id: int, name: str, organisation: str, role: str = "") -> int:
    """Invite somebody who is in no partner. Returns the seat's id."""
    meeting = editable(fields.fetch(session, Meeting, meeting_id))
    name, organisation = fields.line(name), fields.line(organisation)
    fields.require(name=name)
    seat = Attendance(
        meeting_id=meeting.id, person=name, organisation=organisation, role=fields.line(role),
        guest=True, status=AttendanceStatus.GUEST,
    )  # fmt: skip
    session.add(seat)
    session.flush()
    return seat.id


def convene(session: Session, meeting_id: int, partner_id: int) -> int:
    """Add a partner that the formation does not convene. Returns the seat's id."""
    meeting = editable(fields.fetch(session, Meeting, meeting_id))
    partner = fields.fetch(session, Partner, partner_id)
    if any(seat.partner_id == partner_id for seat in meeting.attendance):
        raise UserError("already_convened", name=labels_on(session, meeting.date)[partner_id].name)
    seat = seating.seat(session, meeting, partner)
    session.add(seat)
    session.flush()
    return seat.id


def remove(session: Session, seat_id: int) -> None:
    """Take a seat off the list; the proxies it held are void."""
    seat = _seat(session, seat_id)
    for giver in list(seat.proxies):
        seating.take_back(giver)
    session.delete(seat)
