"""Invitations to a meeting: the letter, the drafts, the log of what went out, a meeting that moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import date_long, typeset
from psq_desktop.models.attendance import Attendance
from psq_desktop.models.committee import Committee
from psq_desktop.models.journal import JournalEntry
from psq_desktop.models.kinds import MeetingStage
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.summons import Postponement, Summons
from psq_desktop.services import fields, meetings
from psq_desktop.services.kinds import DisclosureLevel, SummonsKind
from psq_desktop.services.minuting.account import reference
from psq_desktop.services.names import labels_on
from psq_desktop.services.preparing import agenda, summons_texts
from psq_desktop.services.preparing.summons_register import (
    AHEAD,
    addresses,
    coming_notices,
    current,
    due_kind,
    recipient,
    register,
    reply_by,
    told_otherwise,
)
from psq_desktop.services.preparing.summons_rows import Invitation, SummonsDocument, SummonsItem, Template
from psq_desktop.services.rounds.campaign_rows import Letter
from psq_desktop.services.rounds.letters import address

__all__ = [
    "coming_notices", "document", "invitations", "mark_all_sent", "mark_refused", "mark_sent", "postpone", "prepare",
    "register", "set_second", "set_text", "template",
]  # fmt: skip

RESERVED = "Point réservé"  # the title of an item that this version does not show
ENTRY = "entrée d’agenda (.ics)"


# ---------------------------------------------------------------- the letter


def document(
    session: Session, meeting_id: int, level: DisclosureLevel, today: dt.date, kind: SummonsKind | None = None
) -> SummonsDocument:
    """Everything that the letter and the calendar entry say; of an item above the level, that there is one.

    ``kind``: by default, what an invitation written today would be.
    """
    meeting = fields.fetch(session, Meeting, meeting_id)
    committee, district = meeting.committee, meeting.committee.district
    kind = kind or due_kind(meeting)
    moved_from = meeting.postponements[-1].date_before if meeting.postponements else None
    answer = reply_by(meeting, today)
    values = _values(meeting, answer)
    paragraphs, closing = summons_texts.letter(committee.summons_text or summons_texts.LETTER, values)
    items, ends = _items(session, meeting, level)
    return SummonsDocument(
        letterhead=tuple(district.letterhead.splitlines()),
        reference=reference(meeting),
        disclosure=level,
        issued_on=today,
        issued_at=district.city,
        fictional=district.fictional,
        kind=kind,
        committee=committee.name,
        formation=meeting.formation.name,
        district=f"{district.city}, {district.name}",
        number=meeting.number,
        date=meeting.date,
        starts=meeting.starts,
        ends=meeting.planned_end or ends,
        place=meeting.place,
        chair=meeting.chair,
        chair_role=meeting.chair_role,
        delegation=committee.delegation,
        secretary=meeting.secretary,
        contact_line=", ".join(part for part in (committee.secretary_email, committee.secretary_phone) if part),
        contact_email=address(fields.line(committee.secretary_email)),
        reply_by=answer,
        paragraphs=paragraphs,
        items=items,
        attachments=(ENTRY,),
        moved_from=moved_from,
        sequence=len(meeting.postponements),
        closing=closing,
        strong=tuple(values[name] for name in summons_texts.STRONG),
        notice=summons_texts.notice(kind, moved_from),
        uid=f"{_base_mark(session)}-{meeting.id}",
    )


def _values(meeting: Meeting, answer: dt.date | None) -> dict[str, str]:
    """What each field of the template says."""
    said = (
        meeting.committee.name, summons_texts.formation(meeting.formation.name), str(meeting.number),
        date_long(meeting.date), summons_texts.hour(meeting.starts), summons_texts.place(meeting.place),
        summons_texts.reply(answer), meeting.chair, meeting.secretary, "",
    )  # fmt: skip
    return dict(zip(summons_texts.FIELDS, said, strict=True))


def _items(
    session: Session, meeting: Meeting, level: DisclosureLevel
) -> tuple[tuple[SummonsItem, ...], dt.time | None]:
    """The agenda as this version announces it, and when it ends."""
    rows = agenda.items(session, meeting.id)
    lines = tuple(
        SummonsItem(row.number, row.starts, row.title, row.rapporteur, row.planned_minutes)
        if row.disclosure.rank <= level.rank
        else SummonsItem(row.number, row.starts, RESERVED, "", row.planned_minutes)
        for row in rows
    )
    planned = sum(row.planned_minutes or 0 for row in rows)
    return lines, agenda.later(meeting.starts, planned) if planned else None


def _base_mark(session: Session) -> str:
    """What no other base has, and this one keeps: the seal of its journal's first line."""
    first = session.scalars(select(JournalEntry.digest).order_by(JournalEntry.n).limit(1)).first()
    return first.hex()[:16] if first else "0"


def template(session: Session, meeting_id: int, today: dt.date) -> Template:
    """The text that the meeting's letters are made from, with what its fields say."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    own = meeting.committee.summons_text
    values = _values(meeting, reply_by(meeting, today)) | {summons_texts.AGENDA: "le tableau des points"}
    return Template(meeting.committee_id, own or summons_texts.LETTER, not own, tuple(values.items()))


def set_text(session: Session, committee_id: int, text: str) -> None:
    """Change the template of a committee's letters; nothing, or the usual one, gives the usual one back."""
    committee = fields.fetch(session, Committee, committee_id)
    text = fields.paragraph(text)
    if problem := summons_texts.template_problem("summons_text", text):
        raise UserError("invalid", problem)
    committee.summons_text = "" if typeset(text) == typeset(summons_texts.LETTER) else text


def invitations(session: Session, meeting_id: int, seat_ids: Sequence[int], today: dt.date) -> tuple[Invitation, ...]:
    """The drafts that carry the letter, one for each seat, in the order asked for.

    Without a usable address a draft is written all the same, to be addressed by hand.
    """
    meeting = fields.fetch(session, Meeting, meeting_id)
    labels = labels_on(session, meeting.date)
    told = document(session, meeting_id, DisclosureLevel.PARTNERS, today)
    subject, body = summons_texts.subject(told), summons_texts.message(told)
    found = []
    for seat in _seats(meeting, seat_ids):
        row = recipient(seat, labels, today)
        letter = Letter(row.addresses, told.contact_email, fields.line(subject), body, today)
        found.append(Invitation(seat.id, letter, f"Convocation {row.acronym or row.name}"))
    return tuple(found)


# ---------------------------------------------------------------- the log


def prepare(session: Session, meeting_id: int, seat_ids: Sequence[int], on: dt.date) -> None:
    """Log that drafts were written; a draft that waits already is only brought up to date.

    Raises `UserError` ``meeting_stage``, ``no_seats``.
    """
    fields.require_range(on=on)
    meeting = _ahead(session, meeting_id)
    for seat in _seats(meeting, seat_ids):
        _draft(seat, on)


def mark_sent(session: Session, meeting_id: int, seat_ids: Sequence[int], on: dt.date) -> None:
    """Log that invitations went out, by whatever way; the first one makes the meeting a convened one."""
    fields.require_range(on=on)
    meeting = _ahead(session, meeting_id)
    for seat in _seats(meeting, seat_ids):
        last = current(seat)
        if last is None or last.refused_on is not None:
            last = _draft(seat, on)
        last.sent_on = last.sent_on or on
    if meeting.stage is MeetingStage.PREPARATION:
        meetings.summon(session, meeting_id, on)


def mark_all_sent(session: Session, meeting_id: int, on: dt.date) -> None:
    """Log that everybody was invited. A meeting without participants is convened all the same."""
    fields.require_range(on=on)
    meeting = _ahead(session, meeting_id)
    if meeting.attendance:
        mark_sent(session, meeting_id, [seat.id for seat in meeting.attendance], on)
    else:
        meetings.summon(session, meeting_id, on)


def mark_refused(session: Session, seat_id: int, on: dt.date) -> None:
    """Log that the message to a seat came back. Raises `UserError` ``summons_not_sent``."""
    seat = fields.fetch(session, Attendance, seat_id)
    fields.require_range(on=on)
    _ahead(session, seat.meeting_id)
    last = current(seat)
    if last is None or last.sent_on is None:
        name = recipient(seat, labels_on(session, seat.meeting.date), on).name
        raise UserError("summons_not_sent", name=name)
    last.refused_on = on


def _ahead(session: Session, meeting_id: int) -> Meeting:
    """A meeting that people can still be invited to, its log complete."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    if meeting.stage not in AHEAD:
        raise UserError("meeting_stage", number=meeting.number)
    _log_what_was_told(meeting)
    return meeting


def _log_what_was_told(meeting: Meeting) -> None:
    """Give its seats the log that a meeting lacks which was said to be convened."""
    told = told_otherwise(meeting)
    if told is not None:
        for seat in meeting.attendance:
            seat.summonses.append(
                Summons(
                    kind=due_kind(meeting), for_date=meeting.date, for_starts=meeting.starts, prepared_on=told,
                    sent_on=told,
                )
            )  # fmt: skip


def _draft(seat: Attendance, on: dt.date) -> Summons:
    """The draft that waits for a seat, or a new one after what went out."""
    last, to = current(seat), ", ".join(addresses(seat, on))
    if last is None or last.sent_on is not None:
        meeting = seat.meeting
        last = Summons(kind=due_kind(meeting), for_date=meeting.date, for_starts=meeting.starts, prepared_on=on)
        seat.summonses.append(last)
    last.prepared_on, last.recipients = on, to
    return last


def _seats(meeting: Meeting, seat_ids: Sequence[int]) -> list[Attendance]:
    known = {seat.id: seat for seat in meeting.attendance}
    if not known:
        raise UserError("no_seats", number=meeting.number)
    if not known.keys() >= set(seat_ids):
        raise UserError("gone")
    return [known[key] for key in dict.fromkeys(seat_ids)]


# ---------------------------------------------------------------- a meeting that moves


def postpone(
    session: Session, meeting_id: int, date: dt.date | None, starts: dt.time | None, reason: str, on: dt.date
) -> None:
    """Move a meeting to another day or hour; everybody is to be invited again, and to answer again.

    Nobody's earlier invitation is forgotten. Raises `UserError` ``invalid`` at the fields, ``meeting_stage``.
    """
    fields.require_range(on=on)
    meeting = _ahead(session, meeting_id)
    reason = fields.paragraph(reason)
    moved = Postponement(
        on=on, reason=reason, date_before=meeting.date, starts_before=meeting.starts, date_after=date,
        starts_after=starts,
    )  # fmt: skip
    ends = _moved_end(meeting, starts)
    with fields.all_problems() as each:
        with each():
            fields.require(date=date, reason=reason)
        with each():
            _require_new_moment(meeting, date, starts, on)
        with each():
            meetings.set_field(session, meeting_id, "date", date or meeting.date)
    meeting.starts, meeting.planned_end = starts, ends
    meeting.postponements.append(moved)
    meeting.stage, meeting.summoned_on = MeetingStage.PREPARATION, None
    for seat in meeting.attendance:
        seat.reply = seat.replied_on = seat.proxy_to = None
        seat.represented_by = ""


def _require_new_moment(meeting: Meeting, date: dt.date | None, starts: dt.time | None, on: dt.date) -> None:
    if date is not None and date < on:
        raise UserError("invalid", Problem("date", "postponed_to_past"))
    if (date, starts) == (meeting.date, meeting.starts):
        raise UserError("invalid", Problem("date", "postponed_nowhere"))


def _moved_end(meeting: Meeting, starts: dt.time | None) -> dt.time | None:
    """As long after the beginning as before; none when that is not known, or past midnight."""
    before, end = meeting.starts, meeting.planned_end
    if end is None or before is None or starts is None:
        return end if starts == before else None
    total = (starts.hour - before.hour + end.hour) * 60 + starts.minute - before.minute + end.minute
    return dt.time(total // 60, total % 60) if 0 <= total < 24 * 60 else None


def set_second(session: Session, meeting_id: int, second: bool) -> None:
    """Say that the meeting follows one that had no quorum: none is asked, and everybody is invited anew."""
    _ahead(session, meeting_id).second_summons = second
