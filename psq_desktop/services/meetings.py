"""Meetings: the list, a new one filled in advance, its course until it is closed."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from sqlalchemy import ScalarSelect, Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import EARLIEST, LATEST, date_digits, fold
from psq_desktop.models.agenda import AgendaItem, AgendaReview
from psq_desktop.models.attendance import Attendance
from psq_desktop.models.committee import Committee, Formation, FormationMember
from psq_desktop.models.decision import Decision
from psq_desktop.models.kinds import (
    AttendanceStatus,
    DecisionState,
    MeetingStage,
    MinutesState,
    Reply,
    meeting_state,
)
from psq_desktop.models.meeting import Meeting
from psq_desktop.services import fields, numbers
from psq_desktop.services.meeting_rows import FormationChoice, MeetingRow, MeetingSheet, PresenceCount, Proposal
from psq_desktop.services.preparing import first_agenda
from psq_desktop.services.sitting import quorum, seating

__all__ = [
    "FormationChoice", "MeetingRow", "MeetingSheet", "PresenceCount", "Proposal", "close", "create", "editable",
    "formation_partners", "latest_held", "locked", "moved_end", "nearest", "presence", "propose", "remove", "search",
    "set_field", "sheet", "start", "summon",
]  # fmt: skip

USUAL_INTERVAL = dt.timedelta(weeks=12)
SUMMONS_NOTICE = dt.timedelta(days=15)
HIGHEST = 9999  # number of a meeting; a higher one is a slip of the finger
_LOCKED = (MinutesState.VALIDATED, MinutesState.CIRCULATED, MinutesState.OBSERVATIONS,
           MinutesState.APPROVED, MinutesState.SEALED)  # fmt: skip

FIELDS = {
    "number": fields.Field(int, required=True),
    "date": fields.REQUIRED_DAY,
    "starts": fields.MOMENT,
    "planned_end": fields.MOMENT,
    "ends": fields.MOMENT,
    "place": fields.TEXT,
    "chair": fields.TEXT,
    "chair_role": fields.TEXT,
    "secretary": fields.TEXT,
}


def _count(model: Any, *conditions: Any) -> ScalarSelect[int]:
    query = select(func.count()).select_from(model).where(model.meeting_id == Meeting.id, *conditions)
    return query.correlate(Meeting).scalar_subquery()


def _per_meeting(model: Any, meeting_id: Any, *columns: Any) -> Any:
    query = select(model.meeting_id, *columns).group_by(model.meeting_id)
    return (query if meeting_id is None else query.where(model.meeting_id == meeting_id)).subquery()


def _rows(meeting_id: Any = None) -> Select[Any]:
    """Meetings as `_row` takes them, or one; each table that is counted is read once, not once for each meeting."""
    came = Attendance.status.in_((AttendanceStatus.PRESENT, AttendanceStatus.REPRESENTED))
    seats = _per_meeting(
        Attendance,
        meeting_id,
        func.count().filter(came).label("attended"),
        func.count().label("seats"),
        func.count().filter(Attendance.status == AttendanceStatus.GUEST).label("guests"),
        func.count(Attendance.reply).label("replies"),
        func.count().filter(Attendance.reply.in_((Reply.COMING, Reply.REPRESENTED))).label("coming"),
        func.count().filter(Attendance.reply == Reply.REPRESENTED).label("represented"),
    )
    planned = func.sum(AgendaItem.planned_minutes).label("minutes")
    items = _per_meeting(AgendaItem, meeting_id, func.count().label("items"), planned)
    unfinished = func.count().filter(_unfinished()).label("unfinished")
    decided = _per_meeting(Decision, meeting_id, func.count().label("decisions"), unfinished)
    expected = case((Meeting.stage == MeetingStage.HELD, seats.c.seats - seats.c.guests), else_=seats.c.seats)
    counts = (seats.c.attended, expected, seats.c.replies, seats.c.coming, seats.c.represented,
              *items.c[1:], *decided.c[1:])  # fmt: skip
    query = (
        select(
            Meeting.id,
            Meeting.number,
            Meeting.date,
            Meeting.starts,
            Committee.name,
            Formation.name,
            Meeting.place,
            Meeting.stage,
            Meeting.minutes_state,
            *(func.coalesce(count, 0) for count in counts),
        )
        .join(Committee, Committee.id == Meeting.committee_id)
        .join(Formation, Formation.id == Meeting.formation_id)
        .outerjoin(seats, seats.c.meeting_id == Meeting.id)
        .outerjoin(items, items.c.meeting_id == Meeting.id)
        .outerjoin(decided, decided.c.meeting_id == Meeting.id)
    )
    return query if meeting_id is None else query.where(Meeting.id == meeting_id)


# Putting these statements together takes longer than running them on a base of the usual size.
@cache
def _all_rows() -> Select[Any]:
    return _rows().order_by(Meeting.date.desc(), Meeting.id.desc())


@cache
def _one_row() -> Select[Any]:
    return _rows(bindparam("meeting"))


def _row(values: Any) -> MeetingRow:
    key, number, day, starts, committee, formation, place, stage, minutes, *counts = values
    return MeetingRow(key, number, day, starts, committee, formation, place, meeting_state(stage, minutes), *counts)


def search(session: Session, text: str = "") -> tuple[MeetingRow, ...]:
    """Meetings from the latest back whose number, formation, place or committee contains the text."""
    found = session.connection().execute(_all_rows())  # columns only: no ORM between a long list and its rows
    rows = tuple([_row(values) for values in found])
    wanted = fold(text)
    if not wanted:
        return rows
    return tuple(
        r for r in rows if wanted in fold(f"n° {r.number} {r.formation} {r.place} {r.committee} {r.date:%d/%m/%Y}")
    )


def sheet(session: Session, meeting_id: int) -> MeetingSheet:
    """One meeting. Raises `UserError` ``gone``."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    reviews = select(func.count()).select_from(AgendaReview).join(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return MeetingSheet(
        _row(session.execute(_one_row(), {"meeting": meeting_id}).one()),
        meeting.committee_id,
        meeting.formation_id,
        meeting.stage,
        meeting.minutes_state,
        locked(meeting),
        meeting.ends,
        meeting.chair,
        meeting.chair_role,
        meeting.secretary,
        meeting.summoned_on,
        meeting.approved_on,
        meeting.sealed_on,
        meeting.digest,
        session.scalar(reviews) or 0,
        meeting.planned_end,
    )


def presence(session: Session) -> tuple[PresenceCount, ...]:
    """Presence at each held meeting, the latest first."""
    shown = (
        AttendanceStatus.PRESENT,
        AttendanceStatus.REPRESENTED,
        AttendanceStatus.EXCUSED,
        AttendanceStatus.ABSENT,
    )
    query = (
        select(Meeting.id, Meeting.number, Meeting.date, *(_count(Attendance, Attendance.status == s) for s in shown))
        .where(Meeting.stage == MeetingStage.HELD)
        .order_by(Meeting.date.desc(), Meeting.id.desc())
    )
    rows: Any = session.execute(query)
    return tuple(PresenceCount(*row) for row in rows)


def latest_held(session: Session) -> int | None:
    """Id of the last meeting that took place."""
    query = (
        select(Meeting.id).where(Meeting.stage == MeetingStage.HELD).order_by(Meeting.date.desc(), Meeting.id.desc())
    )
    return session.scalars(query.limit(1)).first()


def nearest(session: Session, today: dt.date) -> int | None:
    """Id of the meeting in session, else of the next one to come."""
    query = select(Meeting.id).where(Meeting.stage != MeetingStage.HELD)
    running = Meeting.stage == MeetingStage.IN_SESSION
    query = query.where(running | (Meeting.date >= today)).order_by(running.desc(), Meeting.date, Meeting.id)
    return session.scalars(query.limit(1)).first()


def locked(meeting: Meeting) -> bool:
    """Whether the meeting's text can no longer change: from the chair's validation on."""
    return meeting.minutes_state in _LOCKED


def editable(meeting: Meeting) -> Meeting:
    """The meeting, or `UserError` ``minutes_locked``."""
    if locked(meeting):
        raise UserError("minutes_locked", number=meeting.number)
    return meeting


def propose(session: Session, today: dt.date) -> Proposal:
    """The next meeting as it usually is: number, day twelve weeks after the last, place and hour."""
    committee = session.scalars(select(Committee).order_by(Committee.id).limit(1)).first()
    if committee is None:
        raise UserError("no_committee")
    last = session.scalar(select(func.max(Meeting.date)).where(Meeting.committee_id == committee.id))
    day = _usual_day(last, today)
    formations = tuple(FormationChoice(f.id, f.name, len(f.members), len(f.template)) for f in committee.formations)
    return Proposal(
        committee.id,
        committee.name,
        numbers.next_meeting(session, committee.id),
        day,
        committee.usual_start,
        committee.usual_place,
        formations,
        session.scalar(select(func.count()).select_from(Decision).where(_unfinished())) or 0,
    )


def _usual_day(last: dt.date | None, today: dt.date) -> dt.date:
    """A working day twelve weeks after the last meeting, once the summonses have had their time."""
    today = min(max(today, EARLIEST), LATEST)  # a clock or a slip far away must not end the calendar
    day = today + SUMMONS_NOTICE + dt.timedelta(days=6)
    if last is not None:
        day = max(day, min(last, LATEST) + USUAL_INTERVAL)
    return day if day.weekday() <= 4 else day + dt.timedelta(days=7 - day.weekday())


def _unfinished() -> Any:
    return Decision.state.not_in((DecisionState.DONE, DecisionState.ABANDONED))


def create(
    session: Session,
    formation_id: int,
    date: dt.date,
    starts: dt.time | None,
    place: str,
    planned_end: dt.time | None = None,
) -> int:
    """A new meeting with its formation's usual agenda and members, and every open decision. Returns its id."""
    formation = fields.fetch(session, Formation, formation_id)
    committee = formation.committee
    fields.require_range(date=date)
    _refuse_same_day(session, committee.id, date, None)
    _refuse_backwards("planned_end", starts, planned_end)
    meeting = Meeting(
        committee_id=committee.id, formation_id=formation.id, number=numbers.take_meeting(session, committee.id),
        date=date, starts=starts, planned_end=planned_end, place=fields.line(place), chair=committee.chair,
        chair_role=committee.chair_role, secretary=committee.secretary, stage=MeetingStage.PREPARATION,
        minutes_state=MinutesState.DRAFT,
    )  # fmt: skip
    session.add(meeting)
    session.flush()
    first_agenda.fill(session, meeting)
    for member in formation.members:
        session.add(seating.seat(session, meeting, member.partner))
    return meeting.id


def _refuse_same_day(session: Session, committee_id: int, day: dt.date, meeting_id: int | None) -> None:
    clash = select(Meeting.number).where(
        Meeting.committee_id == committee_id, Meeting.date == day, Meeting.id != (meeting_id or 0)
    )
    if (number := session.scalars(clash).first()) is not None:
        raise UserError("invalid", Problem("date", "meeting_same_day", (("number", number),)))


def _refuse_backwards(name: str, starts: dt.time | None, ends: dt.time | None) -> None:
    if starts is not None and ends is not None and ends <= starts:
        raise UserError("invalid", Problem(name, "ends_before_start"))


def _refuse_ended_before(name: str, starts: dt.time | None, ends: dt.time | None) -> None:
    if _backwards(starts, ends):
        raise UserError("invalid", Problem(name, "ends_before_start"))


def _backwards(starts: dt.time | None, ends: dt.time | None) -> bool:
    """Whether a meeting would end before it began; in the evening it may end after midnight."""
    return starts is not None and ends is not None and ends <= starts and quorum.since(starts, ends) <= 0


def moved_end(before: dt.time | None, after: dt.time | None, end: dt.time | None) -> dt.time | None:
    """The planned end once the beginning moved: as long after it when it would otherwise come first, if the day has it.

    So a meeting goes from morning to afternoon in one change.
    """
    if end is None or after is None or after < end:
        return end
    if before is None:
        return None
    length = (end.hour - before.hour) * 60 + end.minute - before.minute
    minutes = after.hour * 60 + after.minute + length
    return dt.time(minutes // 60, minutes % 60) if minutes < 24 * 60 else None


def set_field(session: Session, meeting_id: int, name: str, value: Any) -> None:
    """Change one of `FIELDS`; refused once the minutes are validated."""
    meeting = editable(fields.fetch(session, Meeting, meeting_id))
    if name == "date":
        _refuse_same_day(session, meeting.committee_id, value, meeting_id)
    elif name == "starts":
        _refuse_ended_before(name, value, meeting.ends)
        meeting.planned_end = moved_end(meeting.starts, value, meeting.planned_end)
    elif name == "planned_end":
        _refuse_backwards(name, meeting.starts, value)
    elif name == "ends":
        _refuse_ended_before(name, meeting.starts, value)
    elif name == "number":
        _take_number(session, meeting, value)
    fields.assign(meeting, FIELDS, name, value)


def _take_number(session: Session, meeting: Meeting, number: int) -> None:
    """The series goes on after a number that was typed; two meetings never share one."""
    if not 1 <= number <= HIGHEST:
        raise UserError("invalid", Problem("number", "meeting_number_range", (("highest", HIGHEST),)))
    clash = select(Meeting.date).where(
        Meeting.committee_id == meeting.committee_id, Meeting.number == number, Meeting.id != meeting.id
    )
    if (day := session.scalars(clash).first()) is not None:
        taken = (("number", number), ("date", date_digits(day)))
        raise UserError("invalid", Problem("number", "meeting_number_taken", taken))
    numbers.take_meeting(session, meeting.committee_id, number)


def summon(session: Session, meeting_id: int, on: dt.date) -> None:
    """Record that the summonses went out."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    fields.require_range(on=on)
    _expect(meeting, MeetingStage.PREPARATION)
    meeting.stage, meeting.summoned_on = MeetingStage.SUMMONED, on


def start(session: Session, meeting_id: int) -> None:
    """Open the meeting."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    _expect(meeting, MeetingStage.PREPARATION, MeetingStage.SUMMONED)
    meeting.stage = MeetingStage.IN_SESSION


def close(session: Session, meeting_id: int, ends: dt.time | None) -> None:
    """Close the meeting: seats still « attendu » become absent; a guest who did not come stays a guest.

    Proxies whose holder did not come are void. An end before the beginning, of a clock that was put back, is left out.
    """
    meeting = fields.fetch(session, Meeting, meeting_id)
    _expect(meeting, MeetingStage.PREPARATION, MeetingStage.SUMMONED, MeetingStage.IN_SESSION)
    meeting.stage, meeting.ends = MeetingStage.HELD, None if _backwards(meeting.starts, ends) else ends
    for place in meeting.attendance:
        if place.status is AttendanceStatus.EXPECTED:
            place.status = AttendanceStatus.ABSENT
        seating.release(place)


def _expect(meeting: Meeting, *stages: MeetingStage) -> None:
    if meeting.stage not in stages:
        raise UserError("meeting_stage", number=meeting.number)


def remove(session: Session, meeting_id: int) -> None:
    """Delete a meeting that was not opened and took no decision."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    if meeting.stage is MeetingStage.IN_SESSION:
        raise UserError("meeting_running", number=meeting.number)
    if meeting.stage is MeetingStage.HELD or meeting.decisions:
        raise UserError("meeting_in_use", number=meeting.number)
    session.delete(meeting)


def formation_partners(session: Session, formation_id: int) -> tuple[int, ...]:
    """Ids of the partners that a formation convenes."""
    query = select(FormationMember.partner_id).where(FormationMember.formation_id == formation_id)
    return tuple(session.scalars(query.order_by(FormationMember.id)))
