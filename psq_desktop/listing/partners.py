"""Partners and those who work there; what was changed, and by whom."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from psq_desktop.listing.refs import Fact
from psq_desktop.phrases import phrase
from psq_desktop.services import history, partners


def partners_facts(session: Session, today: date) -> list[Fact]:
    """By college."""
    return [
        {
            "ref": f"PAR-{p.id}", "name": p.name, "acronym": p.acronym, "college": p.college, "kind": p.kind,
            "guest": p.guest, "attended": p.attended, "convened": p.convened,
        }
        for p in partners.search(session, today)
    ]  # fmt: skip


def contacts_facts(session: Session, today: date) -> list[Fact]:
    """Partner by partner."""
    names = {p.id: p.name for p in partners.search(session, today)}
    return [
        {
            "ref": f"CON-{c.id}", "partner": names[c.partner_id], "name": c.display, "role": c.role, "email": c.email,
            "phone": c.phone, "mailbox": c.mailbox, "referent": c.referent, "left_on": c.left_on,
        }
        for c in partners.contacts(session)
    ]  # fmt: skip


def changes_facts(session: Session, today: date) -> list[Fact]:
    """The latest thousand operations."""
    return [
        {
            "ref": f"J-{c.step}", "at": c.at, "actor": c.actor, "action": c.action,
            "object": f"{c.table}:{c.object_id}", "label": c.subject, "reverts": c.reverts and f"J-{c.reverts}",
        }
        for c in history.changes(session, 1000)
    ]  # fmt: skip


def changes_told_facts(session: Session, today: date) -> list[Fact]:
    """The same in words and local time."""
    return [
        {"ref": f"J-{c.step}", "at": f"{c.at.astimezone():%d/%m/%Y %H:%M}", "actor": c.actor, "phrase": phrase(c)}
        for c in history.changes(session, 1000)
    ]
