"""The seats of a meeting as the room sees them, and the rapporteurs who are not there."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from psq_desktop.french import date_long, time_text
from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.attendance import Attendance
from psq_desktop.models.kinds import AttendanceStatus, MeetingStage, Reply
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.partner import College, Contact, Partner
from psq_desktop.services.names import PartnerLabel, labels_on
from psq_desktop.services.sitting import quorum
from psq_desktop.services.sitting.live_rows import LiveSeat

OTHER_GUESTS = "Autres invités"


def rows(session: Session, meeting: Meeting, current_id: int | None) -> tuple[LiveSeat, ...]:
    """Seats in protocol order, guests of no partner last; ``here`` is for the current item."""
    labels = labels_on(session, meeting.date)
    places = {place.id: place for place in quorum.places(session, meeting)}
    query = (
        select(Attendance, College.name, College.position)
        .outerjoin(Partner, Partner.id == Attendance.partner_id)
        .outerjoin(College, College.id == Partner.college_id)
        .where(Attendance.meeting_id == meeting.id)
    )
    found = sorted(session.execute(query), key=lambda r: (r[2] is None, r[2] or 0, r[0].partner_id or 0, r[0].id))
    names: dict[int | None, str] = {seat.id: _name(seat, labels) for seat, _, _ in found}
    held = Counter(seat.proxy_to_id for seat, _, _ in found)
    return tuple(
        LiveSeat(
            seat.id, seat.partner_id, names[seat.id],
            labels[seat.partner_id].acronym if seat.partner_id else "", college or OTHER_GUESTS, seat.person,
            seat.guest, seat.status, seat.represented_by, seat.arrived, seat.left,
            seat.proxy_to_id, names.get(seat.proxy_to_id, ""), held[seat.id],
            quorum.in_room(places[seat.id], current_id), tuple(sorted(places[seat.id].withdrawn_from)),
        )
        for seat, college, _ in found
    )  # fmt: skip


def _name(seat: Attendance, labels: dict[int, PartnerLabel]) -> str:
    return labels[seat.partner_id].name if seat.partner_id else seat.organisation


def warnings(session: Session, meeting: Meeting, seats: tuple[LiveSeat, ...]) -> dict[int, str]:
    """By item: why the partner that is to present it cannot. Worded so that no name needs a gender."""
    labels = labels_on(session, meeting.date)
    by_partner = {seat.partner_id: seat for seat in seats if seat.partner_id}
    announced = {seat.id: seat.reply for seat in meeting.attendance}
    departed, alone = _departed(session, meeting), _alone(session, meeting)
    found = {}
    query = select(AgendaItem.id, AgendaItem.rapporteur_id).where(AgendaItem.meeting_id == meeting.id)
    for item_id, partner_id in session.execute(query):
        if partner_id is None:
            continue
        name, seat = labels[partner_id].name, by_partner.get(partner_id)
        if seat is None:
            found[item_id] = f"{name} ne figure pas parmi les participants."
            continue
        nobody = "sans suppléant" if seat.id in alone else "personne à sa place"
        if words := _away(seat, item_id, announced[seat.id], meeting.stage, departed.get(seat.id, ""), nobody):
            found[item_id] = f"{name} : {words}."
    return found


def _away(seat: LiveSeat, item_id: int, reply: Reply | None, stage: MeetingStage, departed: str, nobody: str) -> str:
    """Why nobody of the seat can present the item; empty when somebody can. ``nobody``: whether somebody could."""
    if seat.proxy_to_id is not None:
        return f"pouvoir donné à {seat.proxy_to}"
    if seat.left is not None:
        return f"départ à {time_text(seat.left)}"
    if item_id in seat.withdrawn_from:
        return "ne prend pas part à ce point"
    if seat.status is AttendanceStatus.EXCUSED or (_waiting(seat) and reply is Reply.EXCUSED):
        return f"excuse reçue, {nobody}"
    if seat.status is AttendanceStatus.ABSENT:
        return f"absence constatée, {nobody}"
    if not _waiting(seat) or reply is Reply.REPRESENTED:
        return ""
    return departed or ("pas encore là" if stage is MeetingStage.IN_SESSION else "")


def _waiting(seat: LiveSeat) -> bool:
    return seat.status in (AttendanceStatus.EXPECTED, AttendanceStatus.GUEST)


def _alone(session: Session, meeting: Meeting) -> set[int]:
    """Seats whose partner has nobody else to send."""
    query = (
        select(Attendance.id)
        .join(Contact, Contact.partner_id == Attendance.partner_id)
        .where(Attendance.meeting_id == meeting.id, Contact.mailbox.is_(False))
        .where(or_(Contact.left_on.is_(None), Contact.left_on > meeting.date))
        .where(or_(Attendance.contact_id.is_(None), Contact.id != Attendance.contact_id))
    )
    return {seat.id for seat in meeting.attendance} - set(session.scalars(query))


def _departed(session: Session, meeting: Meeting) -> dict[int, str]:
    """By seat: that its person no longer works there."""
    query = (
        select(Attendance.id, Attendance.person, Contact.left_on)
        .join(Contact, Contact.id == Attendance.contact_id)
        .where(Attendance.meeting_id == meeting.id, Contact.left_on <= meeting.date)
    )
    return {
        key: f"{person} a quitté l’organisme le {date_long(day, weekday=False)}"
        for key, person, day in session.execute(query)
        if day is not None
    }
