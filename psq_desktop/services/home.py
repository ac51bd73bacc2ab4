"""The page one opens in the morning: what comes, what is open, what to do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from psq_desktop.models.attendance import Attendance
from psq_desktop.models.kinds import DecisionState, MeetingState, MinutesState, OutlookState, SupportState
from psq_desktop.models.meeting import Meeting
from psq_desktop.services import field_due, history, meetings, partners, setup
from psq_desktop.services.deciding import decisions
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.field_due import Duty
from psq_desktop.services.history import ChangeRow
from psq_desktop.services.meetings import MeetingRow
from psq_desktop.services.minuting import minutes
from psq_desktop.services.names import objective_codes
from psq_desktop.services.partners import PartnerRow
from psq_desktop.services.preparing.summons_register import coming_notices
from psq_desktop.services.preparing.summons_rows import Notice
from psq_desktop.services.rounds import round_facts
from psq_desktop.services.rounds.round_facts import RoundFacts
from psq_desktop.services.setup import BaseInfo
from psq_desktop.services.steering import commitments, measures, objectives, supports, thresholds
from psq_desktop.services.steering.progress_rows import ObjectiveRow

TIMELINE = dt.timedelta(weeks=6)
_COMING = (MeetingState.PREPARATION, MeetingState.SUMMONED, MeetingState.IN_SESSION)


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: ``count`` of what, and where it is done."""

    code: str
    count: int
    refs: tuple[str, ...] = ()
    meeting_id: int | None = None
    meeting_number: int | None = None
    on: dt.date | None = None
    objective_id: int | None = None
    support_id: int | None = None  # of that objective
    campaign_id: int | None = None
    record_id: int | None = None  # of what waits in the field


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """Something with a day in the next six weeks."""

    on: dt.date
    code: str  # today, summons, meeting, decision, objective, milestone, ceiling, outreach
    label: str


@dataclass(frozen=True, slots=True)
class PartnerLoad:
    """What one partner pilots: open, late, done."""

    partner_id: int
    name: str
    acronym: str
    done: int
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class PartnerOutlook:
    """What one partner pilots, by declared outlook in the order of `OutlookState`."""

    partner_id: int
    name: str
    acronym: str
    outlooks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One step of the start checklist; it ticks itself."""

    code: str
    done: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the home page shows."""

    info: BaseInfo
    next_meeting: MeetingRow | None
    open_decisions: int
    late_decisions: int
    week_decisions: int
    total_decisions: int
    todos: tuple[Todo, ...]
    objectives: int
    gaps: int
    outlooks: tuple[int, ...]  # objectives by declared outlook, in the order of `OutlookState`
    pilots: tuple[PartnerOutlook, ...]
    partners: tuple[PartnerLoad, ...]
    activity: tuple[ChangeRow, ...]
    timeline: tuple[TimelineMark, ...]
    first_steps: tuple[FirstStep, ...]
    duty: Duty
    rounds: tuple[RoundFacts, ...] = ()  # the newest, then the earlier ones in which something waits

    @property
    def returns(self) -> RoundFacts | None:
        """The newest round."""
        return next(iter(self.rounds), None)


def overview(session: Session, today: dt.date) -> Overview | None:
    """The home page's facts as of a day, ``None`` before the base is set up."""
    info = setup.info(session)
    if info is None:
        return None
    rows = meetings.search(session)
    coming = [r for r in rows if r.state in _COMING]
    held = [r for r in rows if r.state not in _COMING]
    following = min(coming, key=lambda r: r.date, default=None)
    register = decisions.register(session, today)
    waiting = [d for d in register if not d.state.closed]
    week = [d for d in waiting if d.due and today <= d.due <= today + decisions.SOON]
    members = partners.search(session, today)
    shared = objectives.search(session, today)
    asked = round_facts.open_rounds(session, today)
    notice = _summons_notice(session, today, following)
    duty = field_due.duty(session, today)
    return Overview(
        info,
        following,
        len(waiting),
        sum(d.late_days > 0 for d in waiting),
        len(week),
        len(register),
        _by_urgency(
            *(Todo("in_session", 1, (), r.id, r.number) for r in coming if r.state is MeetingState.IN_SESSION),
            *_todos(session, today, following, notice, waiting, held),
            *_objective_todos(session, today, shared),
            *_return_todos(asked),
            *(
                Todo(due.code, len(due.names), due.names, on=due.on, record_id=due.first)
                for due in field_due.waiting(session, today, duty)
            ),
        ),
        len(shared),
        sum(o.gap is not None for o in shared),
        _by_outlook(shared),
        _pilots(shared, members),
        _loads(register, members),
        history.changes(session, 6),
        _timeline(session, today, following, notice, waiting, shared, duty),
        _first_steps(info, rows, members),
        duty,
        asked,
    )


def _return_todos(rounds: tuple[RoundFacts, ...]) -> Iterable[Todo]:
    """What waits in each round; an earlier one is named, for people think of the newest."""
    for place, found in enumerate(rounds):
        which = (f"campagne n° {found.number}",) if place else ()
        if found.to_check:
            refs = (*found.to_check, *which)
            yield Todo("returns_to_check", len(found.to_check), refs, campaign_id=found.campaign_id)
        if found.late:
            yield Todo("late_returns", len(found.late), (*found.late, *which), campaign_id=found.campaign_id)


_URGENCY = (
    "in_session", "late_decisions", "summon_late", "late_commitments", "ceiling_near", "returns_to_check",
    "late_returns", "missions_to_fill", "outreach_late", "controls_awaited", "controls_follow_up",
    "incomplete_decisions",
    "objective_gaps", "silent_objectives", "summon", "no_reply", "support_requests", "review_minutes",
    "validate_minutes", "answer_observations", "approve_minutes", "week_decisions", "quarterly_note", "quarterly_draft",
    "victims_missing", "equipment_late", "mandates_ending", "liaisons_ending",
)  # fmt: skip


def _by_urgency(*todos: Todo) -> tuple[Todo, ...]:
    return tuple(sorted(todos, key=lambda todo: _URGENCY.index(todo.code)))


def _summons_notice(session: Session, today: dt.date, following: MeetingRow | None) -> Notice | None:
    """How the next meeting's summonses stand, when some are still to be sent; its seats are read at once."""
    if following is None:
        return None
    query = select(Meeting).where(Meeting.id == following.id)
    seats = selectinload(Meeting.attendance).selectinload(Attendance.summonses)
    found = coming_notices(session.scalars(query.options(seats)), today)
    return found[0][1] if found else None


def _todos(
    session: Session,
    today: dt.date,
    following: MeetingRow | None,
    notice: Notice | None,
    waiting: list[DecisionRow],
    held: list[MeetingRow],
) -> tuple[Todo, ...]:
    late = [d for d in waiting if d.late_days]
    incomplete = [d for d in waiting if d.incomplete]
    week = [d for d in waiting if d.due and not d.late_days and d.due <= today + decisions.SOON]
    todos = [
        Todo("late_decisions", len(late), tuple(d.ref for d in late)),
        Todo("incomplete_decisions", len(incomplete), tuple(d.ref for d in incomplete)),
    ]
    if following is not None:
        place = (following.id, following.number)
        silent = following.expected - following.replies
        if notice is not None:
            overdue = notice.advised_late
            day = notice.required_by if overdue else notice.advised_by
            todos.append(Todo("summon_late" if overdue else "summon", notice.to_send, (), *place, day))
        if following.state is MeetingState.SUMMONED:
            todos.append(Todo("no_reply", silent, (), *place, following.date))
    unfinished = (MeetingState.TO_WRITE, MeetingState.IN_VALIDATION, MeetingState.CIRCULATED)
    todos += [_minutes_todo(session, row) for row in held if row.state in unfinished]
    todos.append(Todo("week_decisions", len(week), tuple(d.ref for d in week)))
    ending = partners.ending_mandates(session, today)
    todos.append(Todo("mandates_ending", len(ending), ending))
    return tuple(todo for todo in todos if todo.count)


def _minutes_todo(session: Session, row: MeetingRow) -> Todo:
    open_checks = sum(not check.ok for check in minutes.checks(session, row.id))
    unanswered = sum(not o.answer for o in minutes.observations(session, row.id))
    if row.state is MeetingState.CIRCULATED:
        return Todo("answer_observations" if unanswered else "approve_minutes", unanswered or 1, (), row.id, row.number)
    state = session.scalars(select(Meeting.minutes_state).where(Meeting.id == row.id)).one()
    code = "review_minutes" if state is MinutesState.DRAFT else "validate_minutes"
    return Todo(code, max(open_checks, 1), (), row.id, row.number, row.date)


def _loads(register: tuple[DecisionRow, ...], members: tuple[PartnerRow, ...]) -> tuple[PartnerLoad, ...]:
    loads = []
    for row in members:
        own = [d for d in register if d.pilot_id == row.id]
        waiting = [d for d in own if not d.state.closed]
        late = sum(d.late_days > 0 for d in waiting)
        done = sum(d.state is DecisionState.DONE for d in own)
        loads.append(PartnerLoad(row.id, row.name, row.acronym, done, len(waiting) - late, late))
    return tuple(
        sorted((load for load in loads if load.done + load.open + load.late), key=lambda r: (-r.late, -r.open, -r.done))
    )


def _by_outlook(rows: Iterable[ObjectiveRow]) -> tuple[int, ...]:
    found = [row.outlook for row in rows]
    return tuple(found.count(state) for state in OutlookState)


def _pilots(shared: tuple[ObjectiveRow, ...], members: tuple[PartnerRow, ...]) -> tuple[PartnerOutlook, ...]:
    pilots = []
    for member in members:
        own = [row for row in shared if row.pilot_id == member.id]
        if own:
            pilots.append(PartnerOutlook(member.id, member.name, member.acronym, _by_outlook(own)))
    return tuple(sorted(pilots, key=lambda p: -sum(p.outlooks)))


def _objective_todos(session: Session, today: dt.date, shared: tuple[ObjectiveRow, ...]) -> tuple[Todo, ...]:
    """Gap alerts, silence, overdue shares and what the chair is asked for."""
    limit = thresholds.limits(session).silent_days
    gaps = [o for o in shared if o.gap is not None]
    silent = [o for o in shared if o.gap is None and o.unheard is not None and o.unheard >= limit]
    late = [c for c in commitments.search(session, today) if c.late_days]
    asked = [s for s in supports.search(session, today) if s.state is SupportState.ASKED and s.escalated_on]
    codes = {o.id: o.code for o in shared}
    names = dict.fromkeys(f"{c.acronym} {c.objective_code}" for c in late)
    todos = (
        Todo("objective_gaps", len(gaps), tuple(f"{o.code} {o.title}" for o in gaps)),
        Todo("silent_objectives", len(silent), tuple(f"{o.code} {o.title}, {o.pilot}" for o in silent)),
        Todo("late_commitments", len(late), tuple(names)),
        Todo(
            "support_requests", len(asked), tuple(f"{codes[s.objective_id]} {s.partner}" for s in asked),
            objective_id=asked[0].objective_id if asked else None, support_id=asked[0].id if asked else None,
        ),
    )  # fmt: skip
    return tuple(todo for todo in todos if todo.count)


def _timeline(
    session: Session,
    today: dt.date,
    following: MeetingRow | None,
    notice: Notice | None,
    waiting: list[DecisionRow],
    shared: tuple[ObjectiveRow, ...],
    duty: Duty,
) -> tuple[TimelineMark, ...]:
    end = today + TIMELINE
    marks = [TimelineMark(today, "today", "")]
    if following is not None:
        marks.append(TimelineMark(following.date, "meeting", str(following.number)))
        if notice is not None:
            marks.append(TimelineMark(notice.advised_by, "summons", ""))
    marks += [TimelineMark(d.due, "decision", d.ref) for d in waiting if d.due]
    marks += [TimelineMark(o.due, "objective", o.code) for o in shared if o.due]
    codes = objective_codes(session)
    steps = [m for m in measures.search(session, today) if m.milestone and not m.state.closed]
    marks += [TimelineMark(m.due, "milestone", codes[m.objective_id]) for m in steps if m.due]
    marks += [TimelineMark(*mark) for mark in field_due.marks(session, today, duty)]
    return tuple(sorted((m for m in marks if today <= m.on <= end), key=lambda m: m.on))


def _first_steps(
    info: BaseInfo, rows: tuple[MeetingRow, ...], members: tuple[PartnerRow, ...]
) -> tuple[FirstStep, ...]:
    return (
        FirstStep("base", True),
        FirstStep("partners", len(members) >= 2),
        FirstStep("meeting", bool(rows)),
        FirstStep("agenda", any(r.items > 3 for r in rows)),
        FirstStep("minutes", any(r.state not in (MeetingState.PREPARATION, MeetingState.SUMMONED) for r in rows)),
    )
