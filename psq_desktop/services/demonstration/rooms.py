"""What the demonstration's meetings lived through: summonses, time spent, votes, withdrawals, a dissent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from psq_desktop.french import parse_time, typeset
from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.attendance import Attendance
from psq_desktop.models.decision import Decision
from psq_desktop.models.kinds import SummonsKind
from psq_desktop.models.live import Dissent, ItemSpell, Vote, Withdrawal
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.partner import Contact
from psq_desktop.models.summons import Summons

Data = Mapping[str, Any]
_MINUTE = 60  # seconds


def load_summonses(session: Session, meeting: Meeting, rows: list[Data], seats: dict[str, Attendance]) -> None:
    """A summons for each seat on the day that the meeting was convened; ``summons`` tells those that fared otherwise.

    « drafted »: not sent yet; « refused »: the message came back; « none »: nothing was prepared.
    """
    for row in rows:
        seat, fate = seats[row["partner"]], row.get("summons", "sent")
        on = meeting.summoned_on
        if on is None or fate == "none":
            continue
        seat.summonses.append(
            Summons(
                kind=SummonsKind.FIRST, for_date=meeting.date, for_starts=meeting.starts, prepared_on=on,
                recipients=_address(session, seat), sent_on=None if fate == "drafted" else on,
                refused_on=on + dt.timedelta(days=1) if fate == "refused" else None,
            )
        )  # fmt: skip


def _address(session: Session, seat: Attendance) -> str:
    contact = session.get(Contact, seat.contact_id) if seat.contact_id else None
    assert seat.partner is not None
    box = next((c for c in seat.partner.contacts if c.mailbox and c.email), None)
    known = [c.email for c in (box, contact) if c is not None and c.email]
    return known[0] if known else ""


def load_spells(meeting: Meeting, rows: list[Data], items: dict[str, AgendaItem]) -> None:
    """The minutes that each item took, one after the other from the meeting's beginning."""
    assert meeting.starts is not None
    clock = int(dt.datetime.combine(meeting.date, meeting.starts).timestamp())
    for row in rows:
        if "spent" in row:
            ended = clock + row["spent"] * _MINUTE
            items[row["key"]].spells.append(ItemSpell(started=clock, ended=ended))
            clock = ended


def load_room(data: Data, items: dict[str, AgendaItem], seats: dict[str, Attendance], taken: list[Decision]) -> None:
    """Who withdrew from what, how hands were shown, who dissented."""
    for row in data.get("withdrawals", ()):
        for key in row["items"]:
            seats[row["partner"]].withdrawals.append(Withdrawal(item=items[key], reason=typeset(row["reason"])))
    for row in data.get("votes", ()):
        decision = taken[row["decision"] - 1] if "decision" in row else None
        items[row["item"]].votes.append(
            Vote(
                decision=decision, subject=typeset(row["subject"]), in_favour=row["in_favour"],
                against=row["against"], abstained=row["abstained"], voters=row["voters"],
            )
        )  # fmt: skip
    for row in data.get("dissents", ()):
        taken[row["decision"] - 1].dissents.append(Dissent(attendance=seats[row["partner"]], text=typeset(row["text"])))


def planned_end(data: Data) -> dt.time | None:
    """Until when the room was free."""
    return parse_time(data.get("planned_end", ""))
