"""The account of a meeting: composed for a disclosure level, checked, taken through its states."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop import richtext
from psq_desktop.errors import UserError
from psq_desktop.french import fold
from psq_desktop.models.kinds import AgendaRole, AttendanceStatus, DisclosureLevel, MeetingStage, MinutesState
from psq_desktop.models.meeting import Meeting, Observation
from psq_desktop.services import fields
from psq_desktop.services.minuting import account, privacy, sealing, versions
from psq_desktop.services.minuting.minutes_rows import MeetingDocument
from psq_desktop.services.names import labels_on
from psq_desktop.services.preparing import agenda

TELLING = 10  # letters: a shorter title (« Bilan ») says nothing by being found elsewhere
_POINT = re.compile(r"\bpoint\s+(?:n°\s*)?(\d{1,3})\b", re.IGNORECASE)
reference = account.reference
OPEN, FINAL = account.OPEN, account.FINAL


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
    meeting's day (of today while it is not held). Approved and sealed documents are what they were then.
    """
    meeting = fields.fetch(session, Meeting, meeting_id)
    if meeting.sealed_text:
        return sealing.load(meeting.sealed_text, disclosure)
    return versions.standing(meeting, disclosure) or account.of_meeting(session, meeting, disclosure, today)


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
    places = {row.number: row.id for row in rows}
    found += [
        Check(each.kind, False, places.get(each.item_number or 0), each.item_number, None, each.excerpt)
        for each in privacy.of_meeting(session, meeting, rows)
    ]
    room = {item.id: item for item in meeting.items}
    timed = meeting.stage is MeetingStage.HELD and any(item.spells for item in meeting.items)
    for row in rows:
        if timed and account.is_left_out(row, room[row.id]):
            found.append(Check("not_reached", True, row.id, row.number, None, row.title))
            continue
        found += [Check("cites_restricted", False, row.id, row.number, None, said) for said in _cited(row, rows)]
        if not row.notes and meeting.stage is MeetingStage.HELD and row.role is AgendaRole.REGULAR:
            found.append(Check("no_notes", False, row.id, row.number, None, row.title))
    unknown = [s for s in meeting.attendance if s.status is AttendanceStatus.EXPECTED]
    if unknown:
        found.append(Check("attendance_open", False, subject=str(len(unknown))))
    else:
        found.append(Check("attendance_done", True, subject=str(len(meeting.attendance))))
    found.append(Check("decisions_numbered", True, subject=str(len(meeting.decisions))))
    return tuple(found)


def _cited(row: agenda.ItemRow, rows: tuple[agenda.ItemRow, ...]) -> list[str]:
    """What an item's notes say of one that fewer people may read: its title, or « point 5 »."""
    hidden = [other for other in rows if other.disclosure.rank > row.disclosure.rank]
    text = richtext.to_plain(row.notes)
    found = [other.title for other in hidden if len(other.title) >= TELLING and fold(other.title) in fold(text)]
    numbers = {other.number for other in hidden}
    return found + [said[0] for said in _POINT.finditer(text) if int(said[1]) in numbers]


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
    """Record what a member wrote about circulated minutes. Returns its id. Raises ``observations_closed``."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    if meeting.minutes_state not in account.OPEN:
        raise UserError("observations_closed", number=meeting.number)
    text = fields.paragraph(text)
    fields.require(partner=partner_id, text=text)
    observation = Observation(partner_id=partner_id, received_on=on, text=text)
    meeting.observations.append(observation)
    session.flush()
    return observation.id


def answer_observation(session: Session, observation_id: int, answer: str) -> None:
    """Answer a member; an empty answer takes the one before away. Raises ``answers_closed`` after approval."""
    observation = fields.fetch(session, Observation, observation_id)
    if observation.meeting.minutes_state in account.FINAL:
        raise UserError("answers_closed", number=observation.meeting.number)
    observation.answer = fields.paragraph(answer)


def set_state(session: Session, meeting_id: int, state: MinutesState, on: dt.date, at: dt.time | None = None) -> None:
    """Take the minutes to a state; before validation back as well, afterwards see `correct`.

    From « relu » on the text that was reached is kept as a version. Approval notes its day; sealing notes its day
    and the digest of the text. Raises ``meeting_not_held``, ``minutes_sealed``, ``correction_needed``.
    """
    meeting = _open(session, meeting_id)
    if meeting.minutes_state in account.IN_FORCE and state not in account.IN_FORCE:
        raise UserError("correction_needed", number=meeting.number)
    number, _ = account.version(meeting)
    comes_into_force = state in account.IN_FORCE and meeting.minutes_state not in account.IN_FORCE
    stands = meeting.minutes_state in account.FINAL and state in account.FINAL  # the text that was approved
    meeting.minutes_state = state
    if state not in account.FINAL:
        meeting.approved_on = None
    elif meeting.approved_on is None:
        meeting.approved_on = on
    if state is not MinutesState.DRAFT and not stands:
        versions.keep(session, meeting, number, on, at, comes_into_force=comes_into_force)
    if state is MinutesState.SEALED:
        seal(session, meeting, on)


def correct(session: Session, meeting_id: int, reason: str, on: dt.date | None = None) -> None:
    """Take validated minutes back to the draft: the next version, for a reason that is printed on it.

    What was validated is kept. Raises ``meeting_not_held``, ``minutes_sealed``, ``not_validated``.
    """
    meeting = _open(session, meeting_id)
    if meeting.minutes_state not in account.IN_FORCE:
        raise UserError("not_validated", number=meeting.number)
    reason = fields.line(reason)
    fields.require(reason=reason)
    versions.keep(session, meeting, account.version(meeting)[0], on or meeting.approved_on or meeting.date)
    meeting.minutes_state, meeting.approved_on, meeting.correction = MinutesState.DRAFT, None, reason


def _open(session: Session, meeting_id: int) -> Meeting:
    """A meeting whose minutes may still change their state."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    if meeting.stage is not MeetingStage.HELD:
        raise UserError("meeting_not_held", number=meeting.number)
    if meeting.minutes_state is MinutesState.SEALED:
        raise UserError("minutes_sealed", number=meeting.number)
    return meeting


def seal(session: Session, meeting: Meeting, on: dt.date) -> None:
    """Keep the documents of every disclosure level as they read now, under one digest."""
    meeting.minutes_state, meeting.sealed_on = MinutesState.SEALED, on
    session.flush()
    documents = versions.documents(session, meeting, on)
    meeting.digest = sealing.digest(documents)
    meeting.sealed_text = sealing.dump(
        {level: replace(document, digest=meeting.digest) for level, document in documents.items()}
    )


def broken_seals(session: Session) -> tuple[int, ...]:
    """Numbers of the meetings whose sealed text no longer has the digest that was printed on it."""
    query = select(Meeting).where(Meeting.minutes_state == MinutesState.SEALED).order_by(Meeting.number)
    return tuple(m.number for m in session.scalars(query) if not sealing.is_whole(m.sealed_text, m.digest))
