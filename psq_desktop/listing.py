"""What ``list`` prints: each kind's rows as plain facts, and its columns for people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from psq_desktop.french import fold, percent
from psq_desktop.phrases import phrase
from psq_desktop.services import (
    agenda,
    attendance,
    commitments,
    decisions,
    history,
    indicators,
    meetings,
    objectives,
    partners,
)
from psq_desktop.services.names import labels_on, objective_codes
from psq_desktop.wording import word

Fact = dict[str, Any]


def meeting_ref(key: int) -> str:
    """A meeting's reference."""
    return f"SEA-{key}"


def objective_ref(key: int | None) -> str | None:
    """An objective's reference."""
    return None if key is None else f"OBJ-{key}"


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
            "starts": i.starts, "disclosure": i.disclosure, "objective": objective_ref(i.objective_id),
            "decisions": i.decisions,
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
            "late_days": d.late_days, "item": d.item or None, "objective": objective_ref(d.objective_id),
        }
        for d in sorted(decisions.register(session, today), key=lambda d: d.number)
    ]  # fmt: skip


def _objectives(session: Session, today: date) -> list[Fact]:
    return [
        {
            "ref": objective_ref(o.id), "code": o.code, "axis": o.axis, "title": o.title, "pilot": o.pilot or None,
            "partners": [names[key].name for key in sorted(o.partner_ids)], "start": o.start, "due": o.due,
            "priority": o.priority, "disclosure": o.disclosure, "outlook": o.outlook,
            "outlook_label": word(o.outlook), "outlook_on": o.outlook_on,
            "indicator": o.figure and o.figure.title, "unit": (o.figure and o.figure.unit) or None,
            "baseline": o.figure and o.figure.baseline, "value": o.figure and o.figure.value,
            "target": o.figure and o.figure.target, "progress": o.progress,
            "progress_label": "–" if o.progress is None else percent(o.progress), "elapsed": o.elapsed,
            "pace": o.pace, "gap_alert": o.gap is not None, "gap_points": o.gap and o.gap.points,
            "silent_days": o.silent_days, "last_reading": o.last_report, "commitments_kept": o.kept,
            "commitments_taken": o.taken, "late_commitments": o.late_commitments,
        }
        for names in (labels_on(session, today),)
        for o in objectives.search(session, today)
    ]  # fmt: skip


def _commitments(session: Session, today: date) -> list[Fact]:
    return [
        {
            "ref": f"ENG-{c.id}", "objective": objective_ref(c.objective_id), "code": c.objective_code,
            "partner": c.partner, "text": c.text, "state": c.state, "state_label": word(c.state), "share": c.share,
            "accepted_on": c.accepted_on, "due": c.due, "late_days": c.late_days, "referent": c.referent or None,
            "means": c.means or None, "proof": c.proof or None, "comment": c.comment or None,
        }
        for c in commitments.search(session, today)
    ]  # fmt: skip


def _indicators(session: Session, today: date) -> list[Fact]:
    codes = objective_codes(session)
    return [
        {
            "ref": f"IND-{i.id}", "objective": objective_ref(i.objective_id), "code": codes[i.objective_id],
            "title": i.title, "kind": i.kind, "unit": i.unit or None, "decimals": i.decimals, "period": i.period,
            "direction": i.direction, "direction_label": word(i.direction), "main": i.main, "baseline": i.baseline,
            "baseline_on": i.baseline_on, "value": i.value, "target": i.target, "at_most": i.at_most,
            "levels": list(i.levels), "lowest": i.lowest, "highest": i.highest, "progress": i.progress,
            "reached": i.reached, "provider": i.provider or None, "source": i.source or None,
            "readings": len(i.readings),
        }
        for i in indicators.search(session, today)
    ]  # fmt: skip


def _readings(session: Session, today: date) -> list[Fact]:
    return [
        {
            "ref": f"REL-{r.id}", "indicator": f"IND-{i.id}", "indicator_title": i.title, "period": r.period,
            "ends_on": r.ends_on, "value": r.value, "status": r.status, "status_label": word(r.status),
            "provisional": r.provisional, "reported_on": r.reported_on, "author": r.author or None,
            "sample": r.sample, "comment": r.comment or None,
            "origin": " ".join(filter(None, (r.origin_file, r.origin_cell))) or None,
        }
        for i in indicators.search(session, today)
        for r in i.readings
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
    "objectives": Kind(
        _objectives, ("ref", "code", "title", "pilot", "outlook_label", "progress_label", "due", "last_reading")
    ),
    "commitments": Kind(_commitments, ("ref", "code", "partner", "text", "state_label", "due")),
    "indicators": Kind(
        _indicators, ("ref", "code", "title", "direction_label", "baseline", "value", "target", "readings")
    ),
    "readings": Kind(_readings, ("ref", "indicator", "indicator_title", "period", "status_label", "value")),
    "partners": Kind(_partners, ("ref", "acronym", "name", "college")),
    "contacts": Kind(_contacts, ("ref", "partner", "name", "role", "email")),
    "changes": Kind(_changes, ("ref", "at", "actor", "phrase"), _changes_told),
}
HEADINGS = {
    "ref": "Réf.", "number": "N°", "date": "Date", "formation": "Formation", "state_label": "État",
    "attended": "Présents", "expected": "Attendus", "decisions": "Décisions", "meeting": "Séance",
    "position": "Rang", "rapporteur": "Rapporteur", "planned_minutes": "Minutes",
    "partner": "Partenaire", "person": "Personne", "status": "Présence", "represented_by": "Représenté par",
    "text": "Texte", "pilot": "Pilote", "due": "Échéance", "acronym": "Sigle", "name": "Nom",
    "college": "Collège", "role": "Fonction", "email": "Courriel", "at": "Date", "actor": "Par",
    "phrase": "Opération", "code": "N°", "title": "Titre", "outlook_label": "Météo", "progress_label": "Avancement",
    "last_reading": "Dernier relevé", "direction_label": "Sens", "baseline": "Départ", "value": "Valeur",
    "target": "Cible", "readings": "Relevés", "indicator": "Réf. indic.", "indicator_title": "Indicateur",
    "period": "Période", "status_label": "Statut",
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
