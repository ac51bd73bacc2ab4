"""The chair's brief, composed from what the base holds: facts with their source, and nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.kinds import AgendaRole, AttendanceStatus, DisclosureLevel, MeetingStage, Reply
from psq_desktop.models.meeting import Meeting
from psq_desktop.services import fields, partners
from psq_desktop.services.deciding import decisions
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.minuting.account import reference
from psq_desktop.services.preparing import agenda, brief_matters, first_agenda
from psq_desktop.services.preparing.agenda import ItemRow, Timing
from psq_desktop.services.preparing.brief_matters import Known
from psq_desktop.services.preparing.brief_rows import BriefDocument, BriefItem, DraftLine, PartnerLine, Risk
from psq_desktop.services.sitting import attendance, quorum
from psq_desktop.services.sitting.attendance import SeatRow

_COMING = (Reply.COMING, Reply.REPRESENTED)


@dataclass(frozen=True, slots=True)
class _Room:
    """The meeting, its seats and its agenda."""

    meeting: Meeting
    items: tuple[ItemRow, ...]
    seats: tuple[SeatRow, ...]
    timing: Timing

    @property
    def held(self) -> bool:
        return self.meeting.stage is MeetingStage.HELD

    @property
    def own(self) -> tuple[SeatRow, ...]:
        """Seats of partners; guests without one are nobody's."""
        return tuple(seat for seat in self.seats if seat.partner_id is not None)


def compose(session: Session, meeting_id: int, level: DisclosureLevel, today: dt.date) -> BriefDocument:
    """What the chair reads before the meeting, as of today; whatever the level asked for, it is restricted.

    Of a meeting that was held, it tells what is left of it today.
    """
    meeting = fields.fetch(session, Meeting, meeting_id)
    items = agenda.items(session, meeting_id)
    timing = agenda.timing(items, meeting.starts, meeting.planned_end)
    room = _Room(meeting, items, attendance.seats(session, meeting_id), timing)
    known = brief_matters.gather(session, items, brief_matters.last_held(session, meeting), today)
    committee, district = meeting.committee, meeting.committee.district
    lines = _items(session, room, known)
    replies = [seat.reply for seat in room.own]
    return BriefDocument(
        letterhead=tuple(district.letterhead.splitlines()),
        reference=reference(meeting),
        number=meeting.number,
        date=meeting.date,
        issued_on=today,
        issued_at=district.city,
        fictional=district.fictional,
        committee=committee.name,
        held=room.held,
        starts=meeting.starts,
        ends=meeting.ends or meeting.planned_end or timing.ends,
        place=meeting.place,
        partners=len(room.own),
        coming=sum(reply in _COMING for reply in replies),
        unanswered=0 if room.held else replies.count(None),
        planned_minutes=timing.minutes,
        spare=timing.spare,
        previous=known.since,
        matters=brief_matters.matters(known),
        items=lines,
        late=brief_matters.late(known),
        outlooks=brief_matters.outlook_lines(session, known),
        team=_team(session, room, known, today),
        thanks=brief_matters.thanks(session, known, today),
        risks=_risks(room, lines, quorum.of_meeting(session, meeting_id).needed),
        drafts=_drafts(session, room, today),
    )


# ---------------------------------------------------------------- the agenda


def _items(session: Session, room: _Room, known: Known) -> tuple[BriefItem, ...]:
    before = first_agenda.previous(session, room.meeting)
    observed = len(before.observations) if before is not None else 0
    seats = {seat.partner_id: seat for seat in room.own}
    objectives = {row.id: row for row in known.objectives}
    asked = {support.objective_id for support in known.supports}
    register = {row.id: row for row in known.register}
    found = []
    for row in room.items:
        reviewed = _reviewed(session, row, register)
        late = [decision for decision in reviewed if decision.late_days]
        objective = objectives.get(row.objective_id or 0)
        seat = seats.get(row.rapporteur_id) if row.rapporteur_id else None
        found.append(
            BriefItem(
                row.number, row.starts, row.title, row.kind, row.role, row.planned_minutes,
                row.disclosure is DisclosureLevel.RESTRICTED,
                ", ".join(filter(None, (seat.person if seat else "", row.rapporteur))), _trouble(row, seat),
                len(reviewed), len(late), tuple(dict.fromkeys(d.pilot for d in late if d.pilot)),
                observed if row.role is AgendaRole.APPROVAL else 0, row.objective,
                objective.gap if objective else None, row.objective_id in asked,
            )
        )  # fmt: skip
    return tuple(found)


def _reviewed(session: Session, row: ItemRow, register: dict[int, DecisionRow]) -> list[DecisionRow]:
    if not row.reviews:
        return []
    item = fields.fetch(session, AgendaItem, row.id)
    return [register[review.decision_id] for review in item.reviews if review.decision_id in register]


def _trouble(row: ItemRow, seat: SeatRow | None) -> str:
    if row.absence is not None:
        return "left" if row.absence.left_on else "uninvited"
    excused = seat is not None and Reply.EXCUSED is seat.reply
    return "excused" if excused and row.absence is None else ""


# ---------------------------------------------------------------- people


def _team(session: Session, room: _Room, known: Known, today: dt.date) -> tuple[PartnerLine, ...]:
    """Convened partners: those that are late first, then those that promised most."""
    rows = {row.id: row for row in partners.search(session, today)}
    promises = [c for c in known.commitments if not c.state.closed]
    found = []
    for seat in room.own:
        row = rows[seat.partner_id or 0]
        own = [c for c in promises if c.partner_id == row.id]
        represented = seat.status is AttendanceStatus.REPRESENTED or seat.reply is Reply.REPRESENTED
        found.append(
            PartnerLine(
                seat.partner, seat.reply, seat.represented_by if represented else "", row.attended, row.convened,
                row.open_decisions + len(own), row.late_decisions + sum(c.late_days > 0 for c in own),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda line: (-line.late, -line.promises)))


def _risks(room: _Room, items: tuple[BriefItem, ...], needed: int | None) -> tuple[Risk, ...]:
    found = []
    if not items:
        found.append(Risk("empty"))
    if room.timing.past_midnight:
        found.append(Risk("midnight", room.timing.minutes))
    elif room.timing.over:
        found.append(Risk("over", -(room.timing.spare or 0)))
    found += [Risk(f"trouble_{i.trouble}", 0, (i.presenter,), i.number) for i in items if i.trouble and not room.held]
    announced = sum(seat.reply in _COMING and not seat.guest for seat in room.seats)
    if needed is not None and announced < needed and not room.held:
        found.append(Risk("quorum", needed, (str(announced),)))
    restricted = tuple(str(i.number) for i in items if i.restricted)
    if restricted:
        found.append(Risk("restricted", len(restricted), restricted))
    silent = tuple(seat.partner for seat in room.own if seat.reply is None)
    if silent and not room.held:
        found.append(Risk("no_reply", len(silent), silent))
    without = tuple(str(i.number) for i in items if i.minutes is None)
    if without:
        found.append(Risk("no_duration", len(without), without))
    return tuple(found)


def _drafts(session: Session, room: _Room, today: dt.date) -> tuple[DraftLine, ...]:
    """Decisions typed already; once the meeting is held they are no drafts any more."""
    rows = () if room.held else decisions.register(session, today, meeting_id=room.meeting.id)
    return tuple(DraftLine(d.ref, d.text, d.pilot, d.associates, d.due, d.proof) for d in rows)
