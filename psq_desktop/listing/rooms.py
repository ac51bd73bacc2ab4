"""What surrounds a meeting: who was convened, how hands were shown, what members observed, versions of minutes."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from psq_desktop.listing.refs import Fact, meeting_ref
from psq_desktop.services import meetings
from psq_desktop.services.minuting import minutes, versions
from psq_desktop.services.preparing import summons
from psq_desktop.services.sitting import votes
from psq_desktop.wording import word


def summons_facts(session: Session, today: date) -> list[Fact]:
    """Seat by seat, the latest meeting first."""
    return [
        {
            "ref": f"CNV-{r.seat_id}", "meeting": meeting_ref(m.id), "partner": r.name, "acronym": r.acronym,
            "person": r.person, "recipients": list(r.addresses), "problem": r.problem or None, "state": r.state,
            "state_label": word(r.state), "kind": r.kind, "on": r.on, "reply": r.reply,
            "reply_label": word(r.reply) if r.reply else None, "replied_on": r.replied_on,
            "represented_by": r.represented_by or None,
        }
        for m in meetings.search(session)
        for r in summons.register(session, m.id, today).recipients
    ]  # fmt: skip


def votes_facts(session: Session, today: date) -> list[Fact]:
    """Meeting by meeting."""
    return [
        {
            "ref": f"VOT-{v.id}", "meeting": meeting_ref(m.id), "item": f"PT-{v.item_id}", "subject": v.subject,
            "in_favour": v.in_favour, "against": v.against, "abstained": v.abstained, "voters": v.voters,
        }
        for m in meetings.search(session)
        for v in votes.of_meeting(session, m.id)
    ]  # fmt: skip


def observations_facts(session: Session, today: date) -> list[Fact]:
    """What members wrote about circulated minutes."""
    return [
        {
            "ref": f"OBS-{o.id}", "meeting": meeting_ref(m.id), "partner": o.partner, "received_on": o.received_on,
            "text": o.text, "answer": o.answer or None,
        }
        for m in meetings.search(session)
        for o in minutes.observations(session, m.id)
    ]  # fmt: skip


def versions_facts(session: Session, today: date) -> list[Fact]:
    """Versions of the minutes, meeting by meeting."""
    return [
        {
            "ref": f"VER-{v.id}", "meeting": meeting_ref(m.id), "number": v.number, "state": v.state,
            "state_label": word(v.state), "date": v.made_on, "reason": v.reason or None,
        }
        for m in meetings.search(session)
        for v in versions.of_meeting(session, m.id)
    ]  # fmt: skip
