"""Shows of hands, checked against who is in the room, and the disagreements that members want named."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.attendance import Attendance
from psq_desktop.models.decision import Decision
from psq_desktop.models.kinds import MeetingStage
from psq_desktop.models.live import Dissent, Vote
from psq_desktop.services import fields
from psq_desktop.services.meetings import editable
from psq_desktop.services.names import labels_on
from psq_desktop.services.sitting import quorum
from psq_desktop.services.sitting.live_rows import DissentRow, VoteRow

MOST = 999  # hands; more is a slip of the finger


def of_meeting(session: Session, meeting_id: int) -> tuple[VoteRow, ...]:
    """Every show of hands, in the order of the agenda."""
    query = select(Vote).join(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return tuple(
        VoteRow(v.id, v.item_id, v.decision_id, v.subject, v.in_favour, v.against, v.abstained, v.voters)
        for v in session.scalars(query.order_by(AgendaItem.position, AgendaItem.id, Vote.id))
    )


def record(
    session: Session,
    item_id: int,
    subject: str,
    in_favour: int,
    against: int,
    abstained: int,
    decision_id: int | None = None,
) -> int:
    """Keep a show of hands; fewer hands than voters: the others took no part. Returns its id."""
    item = fields.fetch(session, AgendaItem, item_id)
    editable(item.meeting)
    voters = _voters(session, item)
    vote = Vote(item_id=item.id, voters=voters)
    _fill(session, item, vote, voters, subject, (in_favour, against, abstained), decision_id)
    session.add(vote)
    session.flush()
    return vote.id


def change(
    session: Session,
    vote_id: int,
    subject: str,
    in_favour: int,
    against: int,
    abstained: int,
    decision_id: int | None = None,
) -> None:
    """Correct a show of hands, against those who could vote when it was counted, or can since."""
    vote = fields.fetch(session, Vote, vote_id)
    editable(vote.item.meeting)
    hands = (in_favour, against, abstained)
    voters = vote.voters if sum(hands) <= vote.voters else max(vote.voters, _voters(session, vote.item))
    _fill(session, vote.item, vote, voters, subject, hands, decision_id)


def remove(session: Session, vote_id: int) -> None:
    """Delete a show of hands."""
    vote = fields.fetch(session, Vote, vote_id)
    editable(vote.item.meeting)
    session.delete(vote)


def _voters(session: Session, item: AgendaItem) -> int:
    """Members in the room for the item, and their proxies; once the meeting is over, those of its beginning."""
    if item.meeting.stage is MeetingStage.HELD:
        return quorum.at_item(session, item).counted
    return quorum.now(session, item.meeting, item).counted


def _fill(
    session: Session,
    item: AgendaItem,
    vote: Vote,
    voters: int,
    subject: str,
    hands: tuple[int, int, int],
    decision_id: int | None,
) -> None:
    subject = fields.line(subject)
    fields.require(subject=subject)
    names = ("in_favour", "against", "abstained")
    problems = [
        Problem(name, "hands_range", (("most", MOST),))
        for name, count in zip(names, hands, strict=True)
        if not 0 <= count <= MOST
    ]
    if not problems and sum(hands) > voters:
        problems.append(Problem("in_favour", "more_hands_than_voters", (("hands", sum(hands)), ("voters", voters))))
    if problems:
        raise UserError("invalid", *problems)
    if decision_id is not None and fields.fetch(session, Decision, decision_id).meeting_id != item.meeting_id:
        raise UserError("gone")
    vote.subject, vote.voters, vote.decision_id = subject, voters, decision_id
    vote.in_favour, vote.against, vote.abstained = hands


# --- disagreements


def dissents(session: Session, meeting_id: int) -> tuple[DissentRow, ...]:
    """Every disagreement with a decision of the meeting, by decision."""
    query = (
        select(Dissent, Attendance, Decision.meeting_id)
        .join(Decision, Decision.id == Dissent.decision_id)
        .join(Attendance, Attendance.id == Dissent.attendance_id)
        .where(Decision.meeting_id == meeting_id)
        .order_by(Decision.number, Dissent.id)
    )
    found: Any = session.execute(query).all()
    if not found:
        return ()
    labels = labels_on(session, found[0][1].meeting.date)
    return tuple(
        DissentRow(
            each.id, each.decision_id, seat.id,
            labels[seat.partner_id].name if seat.partner_id else seat.person or seat.organisation, each.text,
        )
        for each, seat, _ in found
    )  # fmt: skip


def dissent(session: Session, decision_id: int, seat_id: int, text: str = "") -> int:
    """A participant wants its disagreement named in the minutes; told again, the words are replaced. Returns its id."""
    decision = fields.fetch(session, Decision, decision_id)
    editable(decision.meeting)
    seat = fields.fetch(session, Attendance, seat_id)
    if seat.meeting_id != decision.meeting_id:
        raise UserError("gone")
    found = next((each for each in decision.dissents if each.attendance_id == seat_id), None)
    if found is None:
        found = Dissent(decision_id=decision_id, attendance_id=seat_id)
        session.add(found)
    found.text = fields.paragraph(text)
    session.flush()
    return found.id


def remove_dissent(session: Session, dissent_id: int) -> None:
    """Take a disagreement back."""
    found = fields.fetch(session, Dissent, dissent_id)
    editable(found.decision.meeting)
    session.delete(found)
