"""Rounds of collection and their dispatches."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from psq_desktop.listing.refs import Fact, campaign_ref, dispatch_ref, return_ref
from psq_desktop.services.rounds import campaigns
from psq_desktop.wording import word


def campaigns_facts(session: Session, today: date) -> list[Fact]:
    """The latest first."""
    return [
        {
            "ref": campaign_ref(c.id), "number": c.number, "title": c.title, "opened_on": c.opened_on, "due": c.due,
            "objectives": c.objectives, "partners": c.partners, "sent": c.sent, "returned": c.returned,
        }
        for c in campaigns.search(session, today)
    ]  # fmt: skip


def dispatches_facts(session: Session, today: date) -> list[Fact]:
    """The latest of each partner, round by round."""
    return [fact for c in campaigns.search(session, today) for fact in dispatches_of(session, c.id, today)]


def dispatches_of(session: Session, campaign_id: int, today: date) -> list[Fact]:
    """Those of one round."""
    return [
        {
            "ref": dispatch_ref(d.id), "campaign": campaign_ref(campaign_id), "partner": d.partner,
            "acronym": d.acronym, "state": d.state, "state_label": word(d.state), "sent_on": d.sent_on, "due": d.due,
            "late_days": d.late_days, "reminders": d.reminders, "reminded_on": d.reminded_on,
            "recipients": list(d.recipients), "objectives": d.objectives, "rows": d.rows,
            "return": return_ref(d.return_id),
            "received_on": d.received_on, "applied_on": d.applied_on, "receipt_on": d.receipt_on, "safe": d.safe,
            "conflicts": d.conflicts, "errors": d.errors, "old_version": d.old_version,
        }
        for d in campaigns.board(session, campaign_id, today).cards
    ]  # fmt: skip
