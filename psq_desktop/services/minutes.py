"""The account of a meeting: composed for a disclosure level, checked, taken through its states."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop import richtext
from psq_desktop.errors import UserError
from psq_desktop.models.agenda import AgendaReview
from psq_desktop.models.committee import Committee
from psq_desktop.models.decision import Decision
from psq_desktop.models.kinds import (
    AgendaRole,
    AttendanceStatus,
    DecisionState,
    DisclosureLevel,
    MeetingStage,
    MinutesState,
)
from psq_desktop.models.meeting import Meeting, Observation
from psq_desktop.models.partner import College
from psq_desktop.services import agenda, attendance, fields, sealing
from psq_desktop.services.decisions import due_on, level, state_on
from psq_desktop.services.minutes_rows import AttendanceLine, DecisionLine, ItemLine, MeetingDocument, NextMeeting
from psq_desktop.services.names import PartnerLabel, labels_on

Labels = dict[int, PartnerLabel]


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at before the minutes go out; ``ok`` checks say what is in order."""

    code: str
    ok: bool
    item_id: int | None = None
    item_number: int | None = None
    decision_id: int | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """What a member wrote about circulated minutes."""

    id: int
    partner: str
    acronym: str
    received_on: dt.date
    text: str
    answer: str


def compose(session: Session, meeting_id: int, disclosure: DisclosureLevel, today: dt.date) -> MeetingDocument:
    """Everything the meeting's documents print, without what is above the disclosure level.

    A decision goes with the item on which it was taken. Names and states of decisions are those of the
    meeting's day (of today while it is not held). Sealed documents are what they were when they were sealed.
    """
    meeting = fields.fetch(session, Meeting, meeting_id)
    if meeting.sealed_text:
        return sealing.load(meeting.sealed_text, disclosure)
    return _compose(session, meeting, disclosure, today)


def _compose(session: Session, meeting: Meeting, disclosure: DisclosureLevel, today: dt.date) -> MeetingDocument:
    meeting_id = meeting.id
    committee, district = meeting.committee, meeting.committee.district
    held = meeting.stage is MeetingStage.HELD
    labels = labels_on(session, meeting.date)
    rows = agenda.items(session, meeting_id)
    shown = {row.id for row in rows if row.disclosure.rank <= disclosure.rank}
    taken = [d for d in meeting.decisions if level(d).rank <= disclosure.rank]
    lines = {d.id: _decision_line(d, labels, due_on(d, meeting.date), DecisionState.OPEN, meeting.date) for d in taken}
    items = tuple(
        ItemLine(
            row.number, row.title, row.kind, row.rapporteur, row.planned_minutes, row.disclosure, row.notes,
            tuple(lines[d.id] for d in taken if d.item_id == row.id),
        )
        for row in rows
        if row.id in shown
    )  # fmt: skip
    seats = attendance.seats(session, meeting_id)
    return MeetingDocument(
        letterhead=tuple(district.letterhead.splitlines()),
        reference=reference(meeting),
        disclosure=disclosure,
        withheld=tuple(row.number for row in rows if row.id not in shown),
        issued_on=meeting.sealed_on or meeting.approved_on or today,
        issued_at=district.city,
        fictional=district.fictional,
        committee=committee.name,
        formation=meeting.formation.name,
        district=f"{district.city}, {district.name}",
        number=meeting.number,
        date=meeting.date,
        starts=meeting.starts,
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
        attendance=tuple(_attendance_line(seat) for seat in seats),
        follow_up=_follow_up(session, meeting, disclosure, labels, meeting.date if held else today),
        items=items,
        decisions=tuple(lines.values()),
        next_meeting=_next_meeting(session, meeting),
    )


def reference(meeting: Meeting) -> str:
    """« QRR/2026/05 »."""
    prefix = meeting.committee.reference_prefix
    return "/".join(part for part in (prefix, str(meeting.date.year), f"{meeting.number:02d}") if part)


def _colleges(session: Session, seats: tuple[attendance.SeatRow, ...]) -> tuple[str, ...]:
    used = {seat.college for seat in seats}
    known = session.scalars(select(College.name).order_by(College.position, College.id)).all()
    return (*(name for name in known if name in used), *sorted(used - set(known)))


def _attendance_line(seat: attendance.SeatRow) -> AttendanceLine:
    return AttendanceLine(
        seat.college, seat.partner, seat.acronym, seat.person, seat.role, seat.status,
        seat.represented_by, seat.arrived, seat.left, seat.guest,
    )  # fmt: skip


def _decision_line(
    decision: Decision, labels: Labels, due: dt.date | None, state: DecisionState, day: dt.date
) -> DecisionLine:
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
    )


def _follow_up(
    session: Session, meeting: Meeting, disclosure: DisclosureLevel, labels: Labels, day: dt.date
) -> tuple[DecisionLine, ...]:
    shown = [item.id for item in meeting.items if item.disclosure.rank <= disclosure.rank]
    query = select(Decision).join(AgendaReview).where(AgendaReview.item_id.in_(shown))
    return tuple(
        _decision_line(d, labels, due_on(d, day), state_on(d, day), day)
        for d in session.scalars(query.order_by(Decision.number)).unique()
        if level(d).rank <= disclosure.rank
    )


def _next_meeting(session: Session, meeting: Meeting) -> NextMeeting | None:
    query = (
        select(Meeting)
        .where(Meeting.committee_id == meeting.committee_id, Meeting.date > meeting.date)
        .order_by(Meeting.date)
        .limit(1)
    )
    found = session.scalars(query).first()
    return NextMeeting(found.number, found.date, found.starts, found.place) if found else None


# Shapes that often are personal data, for French notes. They warn and never block.
_SHAPES = (
    ("phone", re.compile(r"(?<!\d)(?:\+33[\s.]?|0)[1-9](?:[\s.\u00a0\u202f-]?\d\d){4}(?!\d)")),
    ("plate", re.compile(r"\b[A-Z]{2}-\d{3}-[A-Z]{2}\b")),
    ("birth", re.compile(r"\bn[ée]e?\s+le\s+\d{1,2}\b")),
)


def checks(session: Session, meeting_id: int) -> tuple[Check, ...]:
    """What to review before the minutes go out, problems first."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    rows = agenda.items(session, meeting_id)
    numbers = {row.id: row.number for row in rows}
    found = []
    for decision in meeting.decisions:
        subject = agenda.ref(decision.kind, decision.number)
        place = (decision.item_id, numbers.get(decision.item_id) if decision.item_id else None)
        if decision.pilot_id is None:
            found.append(Check("no_pilot", False, *place, decision.id, subject))
        if decision.due is None:
            found.append(Check("no_due", False, *place, decision.id, subject))
    for row in rows:
        text = richtext.to_plain(row.notes)
        for code, shape in _SHAPES:
            found += [Check(code, False, row.id, row.number, None, m[0]) for m in shape.finditer(text)]
        if not text and meeting.stage is MeetingStage.HELD and row.role is AgendaRole.REGULAR:
            found.append(Check("no_notes", False, row.id, row.number, None, row.title))
    unknown = [s for s in meeting.attendance if s.status is AttendanceStatus.EXPECTED]
    if unknown:
        found.append(Check("attendance_open", False, subject=str(len(unknown))))
    else:
        found.append(Check("attendance_done", True, subject=str(len(meeting.attendance))))
    found.append(Check("decisions_numbered", True, subject=str(len(meeting.decisions))))
    return tuple(found)


def observations(session: Session, meeting_id: int) -> tuple[ObservationRow, ...]:
    """Members' observations in the order they came."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    labels = labels_on(session, meeting.date)
    query = select(Observation).where(Observation.meeting_id == meeting_id)
    return tuple(
        ObservationRow(o.id, labels[o.partner_id].name, labels[o.partner_id].acronym, o.received_on, o.text, o.answer)
        for o in session.scalars(query.order_by(Observation.received_on, Observation.id))
    )


def add_observation(session: Session, meeting_id: int, partner_id: int, text: str, on: dt.date) -> int:
    """Record what a member wrote about circulated minutes. Returns its id."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    text = fields.paragraph(text)
    fields.require(partner=partner_id, text=text)
    observation = Observation(partner_id=partner_id, received_on=on, text=text)
    meeting.observations.append(observation)
    session.flush()
    return observation.id


def answer_observation(session: Session, observation_id: int, answer: str) -> None:
    """Answer a member; an empty answer takes the one before away."""
    fields.fetch(session, Observation, observation_id).answer = fields.paragraph(answer)


def set_state(session: Session, meeting_id: int, state: MinutesState, on: dt.date) -> None:
    """Take the minutes to a state, forwards or back; sealed minutes stay sealed.

    Approval notes its day; sealing notes its day and the digest of the full text.
    """
    meeting = fields.fetch(session, Meeting, meeting_id)
    if meeting.stage is not MeetingStage.HELD:
        raise UserError("meeting_not_held", number=meeting.number)
    if meeting.minutes_state is MinutesState.SEALED:
        raise UserError("minutes_sealed", number=meeting.number)
    order = list(MinutesState)
    meeting.minutes_state = state
    if order.index(state) < order.index(MinutesState.APPROVED):
        meeting.approved_on = None
    elif meeting.approved_on is None:
        meeting.approved_on = on
    if state is MinutesState.SEALED:
        seal(session, meeting, on)


def seal(session: Session, meeting: Meeting, on: dt.date) -> None:
    """Keep the documents of every disclosure level as they read now, under one digest."""
    meeting.minutes_state, meeting.sealed_on = MinutesState.SEALED, on
    session.flush()
    documents = {level: _compose(session, meeting, level, on) for level in DisclosureLevel}
    meeting.digest = sealing.digest(documents[DisclosureLevel.RESTRICTED])
    meeting.sealed_text = sealing.dump(
        {level: replace(document, digest=meeting.digest) for level, document in documents.items()}
    )


def broken_seals(session: Session) -> tuple[int, ...]:
    """Numbers of the meetings whose sealed text no longer has the digest that was printed on it."""
    query = select(Meeting).where(Meeting.minutes_state == MinutesState.SEALED).order_by(Meeting.number)
    return tuple(m.number for m in session.scalars(query) if not sealing.is_whole(m.sealed_text, m.digest))


def committee_name(session: Session) -> str:
    """Name of the committee, empty before the base is set up."""
    return session.scalars(select(Committee.name).order_by(Committee.id).limit(1)).first() or ""
