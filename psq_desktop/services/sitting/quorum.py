"""Who counts in the room, for one item at one moment, and how many members are needed.

Half of the members is the usage of administrative consultative commissions (code des relations entre le public et
l'administration, R133-3 to R133-15, known here from secondary sources): proxies count, and after a second summons
none is asked. No committee has a rule unless its form says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.attendance import Attendance
from psq_desktop.models.kinds import AttendanceStatus, MeetingStage
from psq_desktop.models.live import ItemSpell, Withdrawal
from psq_desktop.models.meeting import Meeting
from psq_desktop.services import fields
from psq_desktop.services.sitting.live_rows import Quorum
from psq_desktop.services.sitting.seating import CAME

HALF_DAY = 12 * 60  # minutes


@dataclass(frozen=True, slots=True)
class Place:
    """What counts of one seat."""

    id: int
    guest: bool
    status: AttendanceStatus
    arrived: dt.time | None = None
    left: dt.time | None = None
    proxy_to_id: int | None = None
    withdrawn_from: frozenset[int] = frozenset()


def since(start: dt.time | None, moment: dt.time) -> int:
    """Minutes from the beginning, less than 0 before it: after an evening's midnight it is the next day's small hours.

    Whatever is nearer to the beginning counts: nobody comes, nor goes, twelve hours away from it.
    """
    minutes = moment.hour * 60 + moment.minute
    if start is None:
        return minutes
    return (minutes - start.hour * 60 - start.minute + HALF_DAY) % (2 * HALF_DAY) - HALF_DAY


def leaves_before_arriving(start: dt.time | None, arrived: dt.time | None, left: dt.time | None) -> bool:
    """Whether the two hours are the wrong way round, in a meeting that may go on after midnight."""
    if arrived is None or left is None:
        return False
    return left < arrived and since(start, left) < since(start, arrived)


def in_room(place: Place, item_id: int | None, moment: dt.time | None = None, start: dt.time | None = None) -> bool:
    """Whether somebody sits there for an item. No moment: now, so that whoever is noted as gone is gone."""
    if place.status not in CAME or place.proxy_to_id is not None or item_id in place.withdrawn_from:
        return False
    if moment is None:
        return place.left is None
    then = since(start, moment)
    came = place.arrived is None or since(start, place.arrived) <= then
    return came and (place.left is None or since(start, place.left) > then)


def counted(
    places: Iterable[Place], item_id: int | None, moment: dt.time | None = None, start: dt.time | None = None
) -> int:
    """Members who are there for an item, those included whose proxy is held by somebody who is."""
    known = tuple(places)
    here = {place.id for place in known if in_room(place, item_id, moment, start)}
    return sum(
        not place.guest and item_id not in place.withdrawn_from and (place.proxy_to_id or place.id) in here
        for place in known
    )


def needed(members: int, percent: int | None, count: int | None) -> int | None:
    """Members asked for, rounded up and at least one; ``None`` when the committee has no rule."""
    if count is not None:
        return count
    return None if percent is None else max(1, -(-members * percent // 100))


def now(session: Session, meeting: Meeting, item: AgendaItem | None) -> Quorum:
    """The quorum at this moment, for the item being spoken of."""
    return _quorum(meeting, places(session, meeting), item.id if item else None, None)


def at_item(session: Session, item: AgendaItem) -> Quorum:
    """The quorum when the item was first taken; the one of now for an item that was not."""
    meeting = item.meeting
    start = opened(session, meeting)
    return _quorum(meeting, places(session, meeting), item.id, began(session, item), start)


def of_meeting(session: Session, meeting_id: int) -> Quorum:
    """The quorum at this moment; of a meeting that is over, the one of its opening."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    known = places(session, meeting)
    if meeting.stage is not MeetingStage.HELD:
        return _quorum(meeting, known, None, None)
    start = opened(session, meeting)
    return _quorum(meeting, known, None, start, start)


def _quorum(
    meeting: Meeting,
    known: tuple[Place, ...],
    item_id: int | None,
    moment: dt.time | None,
    start: dt.time | None = None,
) -> Quorum:
    committee = meeting.committee
    members = sum(not place.guest for place in known)
    asked = None if meeting.second_summons else needed(members, committee.quorum_percent, committee.quorum_count)
    return Quorum(asked, counted(known, item_id, moment, start), members)


def places(session: Session, meeting: Meeting) -> tuple[Place, ...]:
    """The seats of a meeting with the items that they take no part in."""
    withdrawn: dict[int, set[int]] = {}
    query = select(Withdrawal.attendance_id, Withdrawal.item_id).join(Attendance)
    for seat_id, item_id in session.execute(query.where(Attendance.meeting_id == meeting.id)):
        withdrawn.setdefault(seat_id, set()).add(item_id)
    return tuple(
        Place(s.id, s.guest, s.status, s.arrived, s.left, s.proxy_to_id, frozenset(withdrawn.get(s.id, ())))
        for s in meeting.attendance
    )


def opened(session: Session, meeting: Meeting) -> dt.time | None:
    """Local time, to the minute, at which the first item was taken; the hour planned when none was."""
    query = select(ItemSpell.started).join(AgendaItem).where(AgendaItem.meeting_id == meeting.id)
    started = session.scalars(query.order_by(ItemSpell.id).limit(1)).first()
    return meeting.starts if started is None else local_time(started)


def began(session: Session, item: AgendaItem) -> dt.time | None:
    """Local time, to the minute, at which an item was first taken."""
    query = select(ItemSpell.started).where(ItemSpell.item_id == item.id).order_by(ItemSpell.id).limit(1)
    started = session.scalars(query).first()
    return None if started is None else local_time(started)


def local_time(at: int) -> dt.time:
    """The clock on the wall, to the minute, at so many seconds since 1970."""
    return dt.datetime.fromtimestamp(at).time().replace(second=0, microsecond=0)
