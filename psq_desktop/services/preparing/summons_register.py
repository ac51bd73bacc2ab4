"""Who was invited, at which address, and where it stands: read from the log of invitations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from psq_desktop.models.attendance import Attendance
from psq_desktop.models.kinds import MeetingStage, SummonsKind, SummonsState
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.partner import College, Contact, Partner
from psq_desktop.models.summons import Postponement, Summons
from psq_desktop.services import fields
from psq_desktop.services.names import PartnerLabel, labels_on
from psq_desktop.services.preparing.summons_rows import Notice, PostponementRow, RecipientRow, SummonsRegister
from psq_desktop.services.rounds.letters import address

AHEAD = (MeetingStage.PREPARATION, MeetingStage.SUMMONED)


def register(session: Session, meeting_id: int, today: dt.date) -> SummonsRegister:
    """The invitations of a meeting, in protocol order. Raises `UserError` ``gone``."""
    meeting = fields.fetch(session, Meeting, meeting_id)
    labels = labels_on(session, meeting.date)
    rows = tuple(recipient(seat, labels, today) for seat in seats_in_order(session, meeting))
    return SummonsRegister(
        meeting_id,
        rows,
        notice(meeting, sum(row.state is not SummonsState.SENT for row in rows), today),
        tuple(_moved(each) for each in meeting.postponements),
        reply_by(meeting, today),
        meeting.stage in AHEAD,
        meeting.second_summons,
    )


def seats_in_order(session: Session, meeting: Meeting) -> list[Attendance]:
    """A meeting's seats as its tables list them: by college, guests of no partner last."""
    query = (
        select(Attendance, College.position)
        .outerjoin(Partner, Partner.id == Attendance.partner_id)
        .outerjoin(College, College.id == Partner.college_id)
        .where(Attendance.meeting_id == meeting.id)
        .options(selectinload(Attendance.summonses), joinedload(Attendance.partner).selectinload(Partner.contacts))
    )
    found = sorted(session.execute(query), key=lambda r: (r[1] is None, r[1] or 0, r[0].partner_id or 0, r[0].id))
    return [seat for seat, _ in found]


def recipient(seat: Attendance, labels: dict[int, PartnerLabel], today: dt.date) -> RecipientRow:
    """One line of the register."""
    label = labels.get(seat.partner_id) if seat.partner_id else None
    name = label.name if label else seat.organisation or seat.person
    found = addresses(seat, today)
    state, on = standing(seat)
    return RecipientRow(
        seat.id, seat.partner_id, name, label.acronym if label else "", seat.person, seat.guest,
        found, "" if found else _problem(seat, name), state, due_kind(seat.meeting), on,
        seat.reply, seat.replied_on, seat.represented_by,
    )  # fmt: skip


def _problem(seat: Attendance, name: str) -> str:
    if seat.partner_id is None:
        return f"Aucune adresse : {seat.person or name} n'est d'aucun partenaire. Adressez le brouillon à la main."
    return f"Aucune adresse utilisable : ajoutez un courriel à un contact ({name})."


# ---------------------------------------------------------------- addresses


def addresses(seat: Attendance, today: dt.date) -> tuple[str, ...]:
    """Where a seat's invitation goes: who sits and the partner's mailbox, else whoever there has an address.

    Nothing that a « To: » header cannot carry as one address is ever among them.
    """
    partner = seat.partner
    if partner is None:
        return ()
    usable = [contact for contact in partner.contacts if _there(contact, today) and _address(contact)]
    chosen = [contact for contact in usable if contact.id == seat.contact_id or contact.mailbox]
    chosen.sort(key=lambda contact: contact.mailbox)
    found = (_address(contact) for contact in chosen or usable[:1])
    return tuple({each.casefold(): each for each in found}.values())


def _there(contact: Contact, today: dt.date) -> bool:
    return contact.left_on is None or contact.left_on > today


def _address(contact: Contact) -> str:
    return address(fields.line(contact.email))


# ---------------------------------------------------------------- where each one stands


def due_kind(meeting: Meeting) -> SummonsKind:
    """What an invitation written now is."""
    if meeting.second_summons:
        return SummonsKind.SECOND
    return SummonsKind.POSTPONED if meeting.postponements else SummonsKind.FIRST


def current(seat: Attendance) -> Summons | None:
    """The last invitation of a seat that still says the truth: one to another day or hour is history."""
    meeting = seat.meeting
    second = meeting.second_summons
    return next(
        (
            each
            for each in reversed(seat.summonses)
            if (each.for_date, each.for_starts) == (meeting.date, meeting.starts)
            and (each.kind is SummonsKind.SECOND) is second
        ),
        None,
    )


def standing(seat: Attendance) -> tuple[SummonsState, dt.date | None]:
    """The state of a seat's invitation, and since when."""
    last = current(seat)
    if last is None:
        told = told_otherwise(seat.meeting)
        return (SummonsState.SENT, told) if told else (SummonsState.TO_SEND, None)
    if last.refused_on is not None:
        return SummonsState.REFUSED, last.refused_on
    if last.sent_on is not None:
        return SummonsState.SENT, last.sent_on
    return SummonsState.DRAFTED, last.prepared_on


def told_otherwise(meeting: Meeting) -> dt.date | None:
    """When a meeting was said to be convened without a log of who was: all its seats were, then."""
    if meeting.summoned_on is None or any(seat.summonses for seat in meeting.attendance):
        return None
    return meeting.summoned_on


# ---------------------------------------------------------------- delays


def notice(meeting: Meeting, to_send: int, today: dt.date) -> Notice:
    """How invitations stand against the committee's delays, in days before the meeting."""
    committee = meeting.committee
    advised = _before(meeting.date, committee.advice_days)
    required = _before(meeting.date, committee.notice_days)
    waiting = bool(to_send) and meeting.stage in AHEAD
    return Notice(
        to_send, advised, required, committee.advice_days, committee.notice_days,
        waiting and today > required, waiting and today > advised,
    )  # fmt: skip


def reply_by(meeting: Meeting, today: dt.date) -> dt.date | None:
    """By when members are asked to answer: before the meeting, and never in the past."""
    last = meeting.date - dt.timedelta(days=1)
    wanted = max(min(_before(meeting.date, meeting.committee.reply_days), last), today)
    return wanted if wanted < meeting.date else None


def _before(day: dt.date, days: int) -> dt.date:
    return day - dt.timedelta(days=min(max(days, 0), 366))


def coming_notices(meetings: Iterable[Meeting], today: dt.date) -> list[tuple[Meeting, Notice]]:
    """The meetings ahead some of whose invitations are still to be sent, with their delays."""
    found = []
    for meeting in meetings:
        waiting = sum(standing(seat)[0] is not SummonsState.SENT for seat in meeting.attendance)
        if waiting and meeting.stage in AHEAD and meeting.date >= today:
            found.append((meeting, notice(meeting, waiting, today)))
    return found


def _moved(each: Postponement) -> PostponementRow:
    return PostponementRow(
        each.on, each.reason, each.date_before, each.starts_before, each.date_after, each.starts_after
    )
