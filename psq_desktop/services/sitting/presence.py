"""What changes in the room: arrivals, departures, items left out, proxies."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.attendance import Attendance
from psq_desktop.models.kinds import AttendanceStatus
from psq_desktop.models.live import Withdrawal
from psq_desktop.services import fields
from psq_desktop.services.meetings import editable
from psq_desktop.services.names import labels_on
from psq_desktop.services.sitting import quorum
from psq_desktop.services.sitting.seating import CAME, take_back


def _seat(session: Session, seat_id: int) -> Attendance:
    seat = fields.fetch(session, Attendance, seat_id)
    editable(seat.meeting)
    return seat


def arrive(session: Session, seat_id: int, at: dt.time) -> None:
    """Somebody comes in: present, or its substitute; a proxy is void; who had left is back as if never gone."""
    seat = _seat(session, seat_id)
    if seat.left is not None:
        seat.left = None
        return
    _sit(seat)
    seat.arrived = _minute(at)


def leave(session: Session, seat_id: int, at: dt.time) -> None:
    """Somebody goes out for good; who leaves was there. Problem ``left_before_arrived``."""
    seat = _seat(session, seat_id)
    left = _minute(at)
    if quorum.leaves_before_arriving(seat.meeting.starts, seat.arrived, left):
        raise UserError("invalid", Problem("left", "left_before_arrived"))
    _sit(seat)
    seat.left = left


def come_back(session: Session, seat_id: int) -> None:
    """Take a departure back."""
    _seat(session, seat_id).left = None


def _minute(at: dt.time) -> dt.time:
    return at.replace(second=0, microsecond=0)


def _sit(seat: Attendance) -> None:
    if seat.status in CAME and seat.proxy_to_id is None:
        return
    seat.status, seat.represented_by, seat.proxy_to = AttendanceStatus.PRESENT, "", None


def withdraw(session: Session, seat_id: int, item_ids: tuple[int, ...], reason: str = "") -> None:
    """The items for which a seat leaves the room and takes no part, instead of those noted before."""
    seat = _seat(session, seat_id)
    for item_id in item_ids:
        if fields.fetch(session, AgendaItem, item_id).meeting_id != seat.meeting_id:
            raise UserError("gone")
    known = {withdrawal.item_id: withdrawal for withdrawal in seat.withdrawals}
    for item_id, withdrawal in known.items():
        if item_id not in item_ids:
            session.delete(withdrawal)
    for item_id in dict.fromkeys(item_ids):
        found = known.get(item_id) or Withdrawal(attendance_id=seat.id, item_id=item_id)
        found.reason = fields.line(reason)
        session.add(found)


def give_proxy(session: Session, seat_id: int, holder_id: int | None) -> None:
    """A member is represented by another one of the same meeting. ``None`` takes the proxy back: excused.

    A second proxy in one hand is taken: what a committee allows is its own affair, the screen only tells.
    """
    seat = _seat(session, seat_id)
    if holder_id is None:
        take_back(seat)
        return
    holder = fields.fetch(session, Attendance, holder_id)
    if holder.meeting_id != seat.meeting_id:
        raise UserError("gone")
    if problem := proxy_problem(seat, holder):
        raise UserError("invalid", problem)
    seat.status, seat.proxy_to = AttendanceStatus.REPRESENTED, holder
    seat.represented_by = holder.person or _name(session, holder)
    seat.arrived = seat.left = None


def proxy_problem(seat: Attendance, holder: Attendance) -> Problem | None:
    """Why the holder cannot hold the seat's proxy, if so."""
    if seat.guest or holder.guest:
        return Problem("proxy_to", "proxy_members_only")
    if seat is holder:
        return Problem("proxy_to", "proxy_to_oneself")
    if holder.proxy_to_id is not None or seat.proxies:
        return Problem("proxy_to", "proxy_chain")
    there = holder.status in CAME and holder.left is None
    if not there and holder.status is not AttendanceStatus.EXPECTED:
        return Problem("proxy_to", "proxy_holder_away")
    return None


def _name(session: Session, seat: Attendance) -> str:
    return labels_on(session, seat.meeting.date)[seat.partner_id].name if seat.partner_id else seat.organisation
