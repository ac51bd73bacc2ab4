"""A meeting in session: which item is spoken of, since when, and who is in the room.

The clock is that of the wall: ``at`` counts seconds since 1970 (UTC), so that a spell which a crash or a sleeping PC
left open simply goes on.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import UserError
from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.kinds import MeetingStage, meeting_state
from psq_desktop.models.live import ItemSpell
from psq_desktop.models.meeting import Meeting
from psq_desktop.services import fields, meetings, numbers
from psq_desktop.services.names import labels_on, objective_codes
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import live_seats, quorum
from psq_desktop.services.sitting.live_rows import LiveItem, LiveMeeting, Progress


def sheet(session: Session, meeting_id: int, today: dt.date) -> LiveMeeting:
    """The meeting as the secretary sees it, restricted items included. Names are those of the meeting's day."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    running = meeting.stage is MeetingStage.IN_SESSION
    spells = _spells(session, meeting_id)
    current_id = spells[-1].item_id if spells and running else None
    seats = live_seats.rows(session, meeting, current_id)
    current = session.get(AgendaItem, current_id) if current_id else None
    now = quorum.now(session, meeting, current)
    return LiveMeeting(
        meeting_id=meeting.id, number=meeting.number, committee=meeting.committee.name,
        formation=meeting.formation.name, date=meeting.date, place=meeting.place,
        in_session=running, held=meeting.stage is MeetingStage.HELD,
        opened=quorum.local_time(spells[0].started) if spells else None, planned_end=meeting.planned_end,
        current_id=current_id, paused=bool(current_id) and spells[-1].ended is not None,
        items=_items(session, meeting, spells, current_id, live_seats.warnings(session, meeting, seats)), seats=seats,
        quorum=now, voters=now.counted, next_decision=numbers.next_decision(session),
        opened_at=spells[0].started if spells else None, ended=meeting.ends,
        state=meeting_state(meeting.stage, meeting.minutes_state),
    )  # fmt: skip


# Without the notes: this is read anew after each of their savings.
_COLUMNS = (
    AgendaItem.id, AgendaItem.title, AgendaItem.kind, AgendaItem.role, AgendaItem.rapporteur_id,
    AgendaItem.rapporteur_text, AgendaItem.planned_minutes, AgendaItem.disclosure, AgendaItem.objective_id,
)  # fmt: skip


def _items(
    session: Session, meeting: Meeting, spells: list[ItemSpell], current_id: int | None, warnings: dict[int, str]
) -> tuple[LiveItem, ...]:
    labels, codes = labels_on(session, meeting.date), objective_codes(session)
    by_item: dict[int, list[ItemSpell]] = defaultdict(list)
    for spell in spells:
        by_item[spell.item_id].append(spell)
    query = select(*_COLUMNS).where(AgendaItem.meeting_id == meeting.id)
    rows = session.execute(query.order_by(AgendaItem.position, AgendaItem.id))
    found = []
    for number, (key, title, kind, role, partner_id, text, minutes, level, objective_id) in enumerate(rows, start=1):
        own, label = by_item[key], labels[partner_id] if partner_id else None
        progress = Progress.CURRENT if key == current_id else Progress.LEFT if own else Progress.COMING
        found.append(
            LiveItem(
                key, number, title, kind, role, partner_id, label.name if label else text,
                label.acronym if label else "", minutes, level, objective_id, codes.get(objective_id, ""), progress,
                sum(max(0, spell.ended - spell.started) for spell in own if spell.ended is not None),
                next((spell.started for spell in own if spell.ended is None), None),
                quorum.local_time(own[0].started) if own else None,
                warnings.get(key, "") if progress is Progress.COMING else "",
            )
        )  # fmt: skip
    return tuple(found)


def _spells(session: Session, meeting_id: int) -> list[ItemSpell]:
    """In the order in which they began: by number, for a clock may have been put back between two of them."""
    query = select(ItemSpell).join(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(ItemSpell.id)
    return list(session.scalars(query))


def _last(session: Session, meeting_id: int) -> ItemSpell | None:
    query = select(ItemSpell).join(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return session.scalars(query.order_by(ItemSpell.id.desc()).limit(1)).first()


def _in_session(session: Session, meeting_id: int) -> Meeting:
    meeting = fields.fetch(session, Meeting, meeting_id)
    if meeting.stage is not MeetingStage.IN_SESSION:
        raise UserError("meeting_stage", number=meeting.number)
    return meeting


def _order(session: Session, meeting_id: int) -> list[int]:
    query = select(AgendaItem.id).where(AgendaItem.meeting_id == meeting_id)
    return list(session.scalars(query.order_by(AgendaItem.position, AgendaItem.id)))


# --- its course


def start(session: Session, meeting_id: int, at: int, local: dt.time) -> None:
    """Open the meeting and begin its first item; ``local`` becomes its hour if none was planned."""
    meetings.start(session, meeting_id)
    meeting = fields.fetch(session, Meeting, meeting_id)
    meeting.starts = meeting.starts or local.replace(second=0, microsecond=0)
    if order := _order(session, meeting_id):
        _begin(session, meeting_id, order[0], at)


def go_to(session: Session, meeting_id: int, item_id: int, at: int) -> None:
    """Take an item, again if need be. The one that runs goes on; after a pause it resumes."""
    _in_session(session, meeting_id)
    if fields.fetch(session, AgendaItem, item_id).meeting_id != meeting_id:
        raise UserError("gone")
    _begin(session, meeting_id, item_id, at)


def next_item(session: Session, meeting_id: int, at: int, leaving: int | None = None) -> int | None:
    """Take the item after the current one and return its id; after the last one the time stops: ``None``.

    ``leaving``: the item that the screen shows. When it is no longer the current one, somebody else went on already:
    nothing happens, and the current one is returned.
    """
    return _step(session, meeting_id, 1, at, leaving)


def previous_item(session: Session, meeting_id: int, at: int, leaving: int | None = None) -> int | None:
    """Take the item before the current one and return its id; before the first one there is none, and it goes on.

    ``leaving`` as in `next_item`.
    """
    return _step(session, meeting_id, -1, at, leaving)


def pause(session: Session, meeting_id: int, at: int) -> None:
    """Stop the time; the item stays the current one."""
    _in_session(session, meeting_id)
    _end(session, meeting_id, at)


def resume(session: Session, meeting_id: int, at: int) -> None:
    """Go on with the current item, or begin the first one."""
    _in_session(session, meeting_id)
    last, order = _last(session, meeting_id), _order(session, meeting_id)
    if order:
        _begin(session, meeting_id, last.item_id if last else order[0], at)


def add_item(session: Session, meeting_id: int, line: str, at: int) -> int:
    """An unplanned item right after the current one, typed as for the agenda. The first of all begins at once."""
    _in_session(session, meeting_id)
    last = _last(session, meeting_id)
    empty = not _order(session, meeting_id)
    item_id = agenda.add(session, meeting_id, line)
    if last is not None:
        agenda.move(session, item_id, _order(session, meeting_id).index(last.item_id) + 1)
    elif empty:
        _begin(session, meeting_id, item_id, at)
    return item_id


def close(session: Session, meeting_id: int, at: int, ends: dt.time | None) -> None:
    """Close the meeting: the time stops, seats that nobody filled become absent."""
    _end(session, meeting_id, at)
    meetings.close(session, meeting_id, ends)


# --- spells: at most one of a meeting is open


def _step(session: Session, meeting_id: int, by: int, at: int, leaving: int | None) -> int | None:
    _in_session(session, meeting_id)
    last, order = _last(session, meeting_id), _order(session, meeting_id)
    if last is not None and leaving not in (None, last.item_id):
        return last.item_id
    index = order.index(last.item_id) + by if last else 0
    if not 0 <= index < len(order):
        if by > 0:
            _end(session, meeting_id, at)
        return None
    _begin(session, meeting_id, order[index], at)
    return order[index]


def _begin(session: Session, meeting_id: int, item_id: int, at: int) -> None:
    last = _last(session, meeting_id)
    if last is not None and last.item_id == item_id and last.ended is None:
        return
    _end(session, meeting_id, at)
    session.add(ItemSpell(item_id=item_id, started=at, ended=None))
    session.flush()


def _end(session: Session, meeting_id: int, at: int) -> None:
    query = select(ItemSpell).join(AgendaItem)
    for spell in session.scalars(query.where(AgendaItem.meeting_id == meeting_id, ItemSpell.ended.is_(None))):
        spell.ended = max(at, spell.started)
