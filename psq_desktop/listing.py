"""What ``list`` prints: each kind's rows as plain facts, and its columns for people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from psq_desktop.french import fold
from psq_desktop.phrases import phrase
from psq_desktop.services import agenda, attendance, decisions, history, meetings, partners
from psq_desktop.wording import word

Fact = dict[str, Any]


def meeting_ref(key: int) -> str:
    """A meeting's reference."""
    return f"SEA-{key}"


def _meetings(session: Session, today: date) -> list[Fact]:
    return [
        {
            "ref": meeting_ref(r.id), "number": r.number, "date": r.date, "starts": r.starts, "committee": r.committee,
            "formation": r.formation, "place": r.place, "state": r.state, "state_label": word(r.state),
            "attended": r.attended, "expected": r.expected, "replies": r.replies, "items": r.items,
            "planned_minutes": r.minutes, "decisions": r.decisions, "open_decisions": r.open_decisions,
        }
        for r in meetings.search(session)
    ]  # fmt: skip


def _agenda(session: Session, today: date) -> list[Fact]:
    return [
        {
            "ref": f"PT-{i.id}", "meeting": meeting_ref(m.id), "position": i.number, "title": i.title, "kind": i.kind,
            "role": i.role, "rapporteur": i.rapporteur or None, "planned_minutes": i.planned_minutes,
            "starts": i.starts, "disclosure": i.disclosure, "objective": None, "decisions": i.decisions,
        }
        for m in meetings.search(session)
        for i in agenda.items(session, m.id)
    ]  # fmt: skip


def _attendance(session: Session, today: date) -> list[Fact]:
    return [
        {
            "ref": f"PRE-{s.id}", "meeting": meeting_ref(m.id), "partner": s.partner, "acronym": s.acronym,
            "college": s.college, "person": s.person, "role": s.role, "guest": s.guest, "status": s.status,
            "represented_by": s.represented_by or None, "arrived": s.arrived, "left": s.left, "reply": s.reply,
        }
        for m in meetings.search(session)
        for s in attendance.seats(session, m.id)
    ]  # fmt: skip


def _decisions(session: Session, today: date) -> list[Fact]:
    return [
        {
            "ref": d.ref, "meeting": meeting_ref(d.meeting_id), "number": d.number, "kind": d.kind, "text": d.text,
            "pilot": d.pilot or None, "associates": list(d.associates), "due": d.due, "proof": d.proof or None,
            "state": d.state, "state_label": word(d.state), "carried_over": d.carried_over,
            "late_days": d.late_days, "item": d.item or None, "objective": None,
        }
        for d in sorted(decisions.register(session, today), key=lambda d: d.number)
    ]  # fmt: skip


def _partners(session: Session, today: date) -> list[Fact]:
    return [
        {
            "ref": f"PAR-{p.id}", "name": p.name, "acronym": p.acronym, "college": p.college, "kind": p.kind,
            "guest": p.guest, "attended": p.attended, "convened": p.convened,
        }
        for p in partners.search(session, today)
    ]  # fmt: skip


def _contacts(session: Session, today: date) -> list[Fact]:
    names = {p.id: p.name for p in partners.search(session, today)}
    return [
        {
            "ref": f"CON-{c.id}", "partner": names[c.partner_id], "name": c.display, "role": c.role, "email": c.email,
            "phone": c.phone, "mailbox": c.mailbox, "referent": c.referent, "left_on": c.left_on,
        }
        for c in partners.contacts(session)
    ]  # fmt: skip


def _changes(session: Session, today: date) -> list[Fact]:
    return [
        {
            "ref": f"J-{c.step}", "at": c.at, "actor": c.actor, "action": c.action,
            "object": f"{c.table}:{c.object_id}", "label": c.subject, "reverts": c.reverts and f"J-{c.reverts}",
        }
        for c in history.changes(session, 1000)
    ]  # fmt: skip


def _changes_told(session: Session, today: date) -> list[Fact]:
    return [
        {"ref": f"J-{c.step}", "at": f"{c.at.astimezone():%d/%m/%Y %H:%M}", "actor": c.actor, "phrase": phrase(c)}
        for c in history.changes(session, 1000)
    ]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of list: its facts, the columns that people read, and their facts where these are others."""

    facts: Callable[[Session, date], list[Fact]]
    columns: tuple[str, ...]
    told: Callable[[Session, date], list[Fact]] | None = None  # row by row as ``facts``


KINDS: dict[str, Kind] = {
    "meetings": Kind(
        _meetings, ("ref", "number", "date", "formation", "state_label", "attended", "expected", "decisions")
    ),
    "agenda": Kind(_agenda, ("ref", "meeting", "position", "title", "rapporteur", "planned_minutes")),
    "attendance": Kind(_attendance, ("ref", "meeting", "partner", "person", "status", "represented_by")),
    "decisions": Kind(_decisions, ("ref", "meeting", "text", "pilot", "due", "state_label")),
    "partners": Kind(_partners, ("ref", "acronym", "name", "college")),
    "contacts": Kind(_contacts, ("ref", "partner", "name", "role", "email")),
    "changes": Kind(_changes, ("ref", "at", "actor", "phrase"), _changes_told),
}
HEADINGS = {
    "ref": "Réf.", "number": "N°", "date": "Date", "formation": "Formation", "state_label": "État",
    "attended": "Présents", "expected": "Attendus", "decisions": "Décisions", "meeting": "Séance",
    "position": "Rang", "title": "Point", "rapporteur": "Rapporteur", "planned_minutes": "Minutes",
    "partner": "Partenaire", "person": "Personne", "status": "Présence", "represented_by": "Représenté par",
    "text": "Texte", "pilot": "Pilote", "due": "Échéance", "acronym": "Sigle", "name": "Nom",
    "college": "Collège", "role": "Fonction", "email": "Courriel", "at": "Date", "actor": "Par",
    "phrase": "Opération",
}  # fmt: skip


def facts(session: Session, kind: str, today: date, text: str = "") -> list[Fact]:
    """The rows of a kind whose values contain the text, accents ignored."""
    return [fact for fact, _ in _found(session, kind, today, text)]


def table(session: Session, kind: str, today: date, text: str = "") -> list[list[Any]]:
    """The same rows as people read them, under their headings."""
    columns = KINDS[kind].columns
    rows = [[told[name] for name in columns] for _, told in _found(session, kind, today, text)]
    return [[HEADINGS[name] for name in columns], *rows]


def _found(session: Session, kind: str, today: date, text: str) -> list[tuple[Fact, Fact]]:
    found = KINDS[kind].facts(session, today)
    told = KINDS[kind].told
    wanted = fold(text)
    pairs = zip(found, told(session, today) if told else found, strict=True)
    return [(f, t) for f, t in pairs if wanted in fold(" ".join(str(v) for v in f.values() if v is not None))]
