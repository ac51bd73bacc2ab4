"""Who sits for a partner on a day: the rule that a new meeting and a late guest share."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.models.attendance import Attendance
from psq_desktop.models.committee import Mandate
from psq_desktop.models.kinds import AttendanceStatus, MandateRole
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.partner import Contact, Partner
from psq_desktop.services.names import person

CAME = (AttendanceStatus.PRESENT, AttendanceStatus.REPRESENTED)


def holder(session: Session, partner_id: int, day: date) -> Mandate | None:
    """The mandate in force on a day: a holder's before a substitute's, the newest first."""
    query = (
        select(Mandate)
        .join(Contact)
        .where(Contact.partner_id == partner_id, Mandate.starts_on <= day)
        .where(Mandate.ends_on.is_(None) | (Mandate.ends_on >= day))
    )
    found = sorted(session.scalars(query), key=lambda m: (m.role is not MandateRole.HOLDER, -m.starts_on.toordinal()))
    return found[0] if found else None


def seat(session: Session, meeting: Meeting, partner: Partner) -> Attendance:
    """An expected seat for the partner's holder on the meeting's day; a guest partner's seat is a guest's."""
    mandate = holder(session, partner.id, meeting.date)
    contact = (
        mandate.contact if mandate else next((c for c in partner.contacts if not c.mailbox and not c.left_on), None)
    )
    return Attendance(
        meeting_id=meeting.id,
        partner_id=partner.id,
        contact_id=contact.id if contact else None,
        person=person(contact) if contact else "",
        role=contact.role if contact else "",
        guest=partner.guest,
        status=AttendanceStatus.GUEST if partner.guest else AttendanceStatus.EXPECTED,
    )


def take_back(seat: Attendance) -> None:
    """The seat's proxy is void: it is excused."""
    if seat.proxy_to_id is not None:
        seat.status, seat.represented_by, seat.proxy_to = AttendanceStatus.EXCUSED, "", None


def release(seat: Attendance) -> None:
    """The proxies of a seat that nobody fills are void."""
    if seat.status not in CAME and seat.status is not AttendanceStatus.EXPECTED:
        for giver in list(seat.proxies):
            take_back(giver)
