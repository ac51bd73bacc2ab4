"""One seat with what its menu needs: who may sit there, who may hold its proxy, what it may leave the room for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from psq_desktop.french import fold
from psq_desktop.models.attendance import Attendance
from psq_desktop.models.kinds import MeetingStage
from psq_desktop.services import fields
from psq_desktop.services.meetings import locked
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import attendance, live_seats, presence
from psq_desktop.services.sitting.attendance import PersonChoice, SeatRow
from psq_desktop.services.sitting.live_rows import LiveSeat


@dataclass(frozen=True, slots=True)
class ItemChoice:
    """An item that a seat may take no part in."""

    id: int
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class SeatSheet:
    """A seat whole. ``ahead``: the meeting has not begun, so that replies are recorded and no presence."""

    row: SeatRow
    live: LiveSeat
    people: tuple[PersonChoice, ...]
    holders: tuple[LiveSeat, ...]  # members who may hold its proxy
    items: tuple[ItemChoice, ...]
    reason: str  # why it withdraws
    ahead: bool
    in_session: bool
    locked: bool


def sheet(session: Session, seat_id: int) -> SeatSheet:
    """One seat. Raises `UserError` ``gone``."""
    seat = fields.fetch(session, Attendance, seat_id)
    meeting = seat.meeting
    seats = {each.id: each for each in live_seats.rows(session, meeting, None)}
    by_id = {each.id: each for each in meeting.attendance}
    holders = (seats[key] for key, other in by_id.items() if presence.proxy_problem(seat, other) is None)
    return SeatSheet(
        row=next(row for row in attendance.seats(session, meeting.id) if row.id == seat_id),
        live=seats[seat_id],
        people=attendance.people(session, seat_id),
        holders=tuple(sorted(holders, key=lambda each: fold(each.partner))),
        items=tuple(ItemChoice(row.id, row.number, row.title) for row in agenda.items(session, meeting.id)),
        reason=next((each.reason for each in seat.withdrawals if each.reason), ""),
        ahead=meeting.stage in (MeetingStage.PREPARATION, MeetingStage.SUMMONED),
        in_session=meeting.stage is MeetingStage.IN_SESSION,
        locked=locked(meeting),
    )
