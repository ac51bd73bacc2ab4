"""The account of a meeting put together from the base: what its documents print at one disclosure level."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.models.agenda import AgendaItem, AgendaReview
from psq_desktop.models.attendance import Attendance
from psq_desktop.models.decision import Decision
from psq_desktop.models.kinds import DecisionState, DisclosureLevel, MeetingStage, MinutesState
from psq_desktop.models.live import Vote
from psq_desktop.models.meeting import Meeting, Observation
from psq_desktop.models.partner import College
from psq_desktop.services.deciding.decisions import due_on, level, state_on
from psq_desktop.services.minuting.minutes_rows import (
    AttendanceLine,
    DecisionLine,
    ItemLine,
    MeetingDocument,
    NextMeeting,
    ObservationLine,
    VoteLine,
)
from psq_desktop.services.names import PartnerLabel, labels_on
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import attendance, quorum

Labels = dict[int, PartnerLabel]

_STATES = tuple(MinutesState)
IN_FORCE = frozenset(_STATES[_STATES.index(MinutesState.VALIDATED) :])  # from validation on the text stands
OPEN = frozenset((MinutesState.CIRCULATED, MinutesState.OBSERVATIONS))  # members may write
FINAL = frozenset((MinutesState.APPROVED, MinutesState.SEALED))


def of_meeting(session: Session, meeting: Meeting, disclosure: DisclosureLevel, today: dt.date) -> MeetingDocument:
    """A meeting's account as the base has it now, without what is above the disclosure level."""
    meeting_id = meeting.id
    committee, district = meeting.committee, meeting.committee.district
    held = meeting.stage is MeetingStage.HELD
    labels = labels_on(session, meeting.date)
    rows = agenda.items(session, meeting_id)
    shown = {row.id for row in rows if row.disclosure.rank <= disclosure.rank}
    withheld = tuple(row.number for row in rows if row.id not in shown)
    taken = [d for d in meeting.decisions if level(d).rank <= disclosure.rank]
    lines = {d.id: _taken(d, labels, meeting.date, disclosure) for d in taken}
    room = {item.id: item for item in meeting.items}
    needed, counted, missed = _quorum(session, meeting)
    timed = held and any(item.spells for item in meeting.items)
    left_out = frozenset(row.id for row in rows if timed and is_left_out(row, room[row.id]))
    items = tuple(
        ItemLine(
            row.number, row.title, row.kind, row.rapporteur, row.planned_minutes, row.disclosure, row.notes,
            tuple(lines[d.id] for d in taken if d.item_id == row.id),
            tuple(_vote(vote, lines) for vote in room[row.id].votes),
            () if row.id in left_out else _withdrawn(room[row.id], labels, disclosure),
            row.id in missed,
            row.id in left_out,
        )
        for row in rows
        if row.id in shown
    )  # fmt: skip
    seats = attendance.seats(session, meeting_id)
    number, corrected_on = version(meeting)
    return MeetingDocument(
        letterhead=tuple(district.letterhead.splitlines()),
        reference=reference(meeting),
        disclosure=disclosure,
        withheld=withheld,
        issued_on=meeting.sealed_on or meeting.approved_on or today,
        issued_at=district.city,
        fictional=district.fictional,
        committee=committee.name,
        formation=meeting.formation.name,
        district=f"{district.city}, {district.name}",
        number=meeting.number,
        date=meeting.date,
        starts=_opening(meeting),
        ends=meeting.ends,
        place=meeting.place,
        chair=meeting.chair,
        chair_role=meeting.chair_role,
        delegation=committee.delegation,
        secretary=meeting.secretary,
        contact_line=", ".join(part for part in (committee.secretary_email, committee.secretary_phone) if part),
        state=meeting.minutes_state,
        held=held,
        approved_on=meeting.approved_on,
        sealed_on=meeting.sealed_on,
        digest=meeting.digest,
        colleges=_colleges(session, seats),
        attendance=_attendance(meeting, seats, labels),
        follow_up=_follow_up(session, meeting, disclosure, labels, today),
        items=items,
        decisions=tuple(lines.values()),
        next_meeting=_next_meeting(session, meeting),
        version=number,
        # Typed once for every version: it may name what this one leaves out.
        correction=meeting.correction if number > 1 and not withheld else "",
        quorum_needed=needed,
        quorum_counted=counted,
        corrected_on=corrected_on or (today if number > 1 else None),
        observations=_observations(session, meeting, labels)
        if _tells_observations(meeting, disclosure, withheld)
        else (),
    )


def reference(meeting: Meeting) -> str:
    """« QRR/2026/05 »."""
    prefix = meeting.committee.reference_prefix
    return "/".join(part for part in (prefix, str(meeting.date.year), f"{meeting.number:02d}") if part)


def _colleges(session: Session, seats: tuple[attendance.SeatRow, ...]) -> tuple[str, ...]:
    used = {seat.college for seat in seats}
    known = session.scalars(select(College.name).order_by(College.position, College.id)).all()
    return (*(name for name in known if name in used), *sorted(used - set(known)))


def version(meeting: Meeting) -> tuple[int, dt.date | None]:
    """Which version of the account is being written or in force; the day a corrected one was validated."""
    reached = {v.number: v for v in reversed(meeting.minutes_versions) if v.state in IN_FORCE}
    last = max(reached, default=0)
    if meeting.minutes_state not in IN_FORCE:
        return last + 1, None
    return max(last, 1), reached[last].made_on if last > 1 else None


def is_left_out(row: agenda.ItemRow, item: AgendaItem) -> bool:
    """Whether nobody spoke of an item of a timed meeting: what was noted, decided or voted was spoken of."""
    return not (item.spells or row.notes or item.decisions or item.votes)


def _opening(meeting: Meeting) -> dt.time | None:
    """The hour at which the first item was taken; the hour planned when none was, or on another day."""
    spells = sorted((spell for item in meeting.items for spell in item.spells), key=lambda spell: spell.id)
    if not spells or dt.datetime.fromtimestamp(spells[0].started).date() != meeting.date:
        return meeting.starts
    opened = quorum.local_time(spells[0].started)
    return meeting.starts if quorum.leaves_before_arriving(meeting.starts, opened, meeting.ends) else opened


def _quorum(session: Session, meeting: Meeting) -> tuple[int | None, int, frozenset[int]]:
    """Members needed, those counted at the opening, and the items taken up without enough of them."""
    if meeting.stage is not MeetingStage.HELD or not meeting.items:
        return None, 0, frozenset()
    opening = quorum.of_meeting(session, meeting.id)
    if opening.needed is None:
        return None, 0, frozenset()
    taken = [item for item in meeting.items if item.spells]
    missed = frozenset(item.id for item in taken if not quorum.at_item(session, item).reached)
    return opening.needed, opening.counted, missed


def _attendance(meeting: Meeting, seats: tuple[attendance.SeatRow, ...], labels: Labels) -> tuple[AttendanceLine, ...]:
    holders = {seat.id: who(seat.proxy_to, labels) for seat in meeting.attendance if seat.proxy_to is not None}
    return tuple(
        AttendanceLine(
            seat.college, seat.partner, seat.acronym, seat.person, seat.role, seat.status,
            seat.represented_by, seat.arrived, seat.left, seat.guest, holders.get(seat.id, ""),
        )
        for seat in seats
    )  # fmt: skip


def who(seat: Attendance, labels: Labels) -> str:
    """How a seat is named among the members: its partner, else its organisation, else the person."""
    return labels[seat.partner_id].name if seat.partner_id else seat.organisation or seat.person


def _vote(vote: Vote, shown: dict[int, DecisionLine]) -> VoteLine:
    decision = shown.get(vote.decision_id) if vote.decision_id else None
    return VoteLine(
        vote.subject, decision.ref if decision else "", vote.in_favour, vote.against, vote.abstained, vote.voters
    )


def _withdrawn(item: AgendaItem, labels: Labels, disclosure: DisclosureLevel) -> tuple[str, ...]:
    """Who took no part; outside the committee nobody is named."""
    if disclosure is DisclosureLevel.PUBLIC:
        return ()
    return tuple(who(w.attendance, labels) + (f" ({w.reason})" if w.reason else "") for w in item.withdrawals)


def _taken(decision: Decision, labels: Labels, day: dt.date, disclosure: DisclosureLevel) -> DecisionLine:
    """A decision as the meeting took it."""
    line = _decision_line(decision, labels, due_on(decision, day), DecisionState.OPEN, day, day)
    if disclosure is DisclosureLevel.PUBLIC:
        return line
    dissents = (who(d.attendance, labels) + (f" : {d.text}" if d.text else "") for d in decision.dissents)
    return replace(line, dissents=tuple(dissents))


def _tells_observations(meeting: Meeting, disclosure: DisclosureLevel, withheld: tuple[int, ...]) -> bool:
    """Members write about any item: a version that leaves one out leaves what they wrote out too."""
    return meeting.minutes_state in FINAL and disclosure is not DisclosureLevel.PUBLIC and not withheld


def _observations(session: Session, meeting: Meeting, labels: Labels) -> tuple[ObservationLine, ...]:
    query = select(Observation).where(Observation.meeting_id == meeting.id)
    return tuple(
        ObservationLine(labels[o.partner_id].name, o.received_on, o.text, o.answer)
        for o in session.scalars(query.order_by(Observation.received_on, Observation.id))
    )


def _decision_line(
    decision: Decision, labels: Labels, due: dt.date | None, state: DecisionState, day: dt.date, since: dt.date
) -> DecisionLine:
    """A decision as it is on a day; ``since``: from when on what carries it over is the meeting's own doing."""
    known = [f for f in decision.follow_ups if f.on <= day]
    carried = [f for f in known if f.state is DecisionState.CARRIED_OVER]
    late = (day - due).days if due and not state.closed else 0
    return DecisionLine(
        ref=agenda.ref(decision.kind, decision.number),
        kind=decision.kind,
        text=decision.text,
        pilot=labels[decision.pilot_id].name if decision.pilot_id else None,
        associates=tuple(labels[a.partner_id].name for a in decision.associates),
        due=due,
        previous_due=carried[-1].due_before if carried else None,
        proof=decision.proof,
        state=state,
        carried_over=len(carried),
        late_days=max(late, 0),
        comment=known[-1].comment if known else "",
        meeting_number=decision.meeting.number,
        item=decision.item.title if decision.item else "",
        carried_here=bool(carried) and carried[-1].on >= since,
    )


def _follow_up(
    session: Session, meeting: Meeting, disclosure: DisclosureLevel, labels: Labels, today: dt.date
) -> tuple[DecisionLine, ...]:
    shown = [item.id for item in meeting.items if item.disclosure.rank <= disclosure.rank]
    query = select(Decision).join(AgendaReview).where(AgendaReview.item_id.in_(shown))
    held = meeting.stage is MeetingStage.HELD
    until = _noted_until(session, meeting) if held else today
    days = (
        (d, _carried_on(d, meeting.date, until) if held else today)
        for d in session.scalars(query.order_by(Decision.number)).unique()
        if level(d).rank <= disclosure.rank
    )
    return tuple(_decision_line(d, labels, due_on(d, day), state_on(d, day), day, meeting.date) for d, day in days)


def _carried_on(decision: Decision, day: dt.date, until: dt.date) -> dt.date:
    """The last day on which what the meeting carried over was noted: often not its own, but when it is written up."""
    noted = (f.on for f in decision.follow_ups if f.state is DecisionState.CARRIED_OVER and day < f.on <= until)
    return max(noted, default=day)


def _noted_until(session: Session, meeting: Meeting) -> dt.date:
    """The last day on which what the meeting did can be noted: before the next one, and before its text stands."""
    following = _following(session, meeting)
    eve = following.date - dt.timedelta(days=1) if following else dt.date.max
    if meeting.minutes_state not in IN_FORCE:
        return eve
    number, _ = version(meeting)
    stood = (v.made_on for v in meeting.minutes_versions if v.number == number and v.state in IN_FORCE)
    return min(eve, min(stood, default=meeting.date))


def _next_meeting(session: Session, meeting: Meeting) -> NextMeeting | None:
    found = _following(session, meeting)
    return NextMeeting(found.number, found.date, found.starts, found.place) if found else None


def _following(session: Session, meeting: Meeting) -> Meeting | None:
    query = (
        select(Meeting)
        .where(Meeting.committee_id == meeting.committee_id, Meeting.date > meeting.date)
        .order_by(Meeting.date)
        .limit(1)
    )
    return session.scalars(query).first()
