"""Meetings, what is on their agendas, who attends, what is decided."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from psq_desktop.listing.refs import Fact, meeting_ref, objective_ref
from psq_desktop.services import meetings
from psq_desktop.services.deciding import decisions
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import attendance
from psq_desktop.wording import word


def meetings_facts(session: Session, today: date) -> list[Fact]:
    """The latest first."""
    return [
        {
            "ref": meeting_ref(r.id), "number": r.number, "date": r.date, "starts": r.starts, "committee": r.committee,
            "formation": r.formation, "place": r.place, "state": r.state, "state_label": word(r.state),
            "attended": r.attended, "expected": r.expected, "replies": r.replies, "items": r.items,
            "planned_minutes": r.minutes, "decisions": r.decisions, "open_decisions": r.open_decisions,
        }
        for r in meetings.search(session)
    ]  # fmt: skip


def agenda_facts(session: Session, today: date) -> list[Fact]:
    """Meeting by meeting."""
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


def attendance_facts(session: Session, today: date) -> list[Fact]:
    """Seat by seat."""
    return [
        {
            "ref": f"PRE-{s.id}", "meeting": meeting_ref(m.id), "partner": s.partner, "acronym": s.acronym,
            "college": s.college, "person": s.person, "role": s.role, "guest": s.guest, "status": s.status,
            "status_label": word(s.status), "reply_label": word(s.reply) if s.reply else None,
            "represented_by": s.represented_by or None, "arrived": s.arrived, "left": s.left, "reply": s.reply,
        }
        for m in meetings.search(session)
        for s in attendance.seats(session, m.id)
    ]  # fmt: skip


def decisions_facts(session: Session, today: date) -> list[Fact]:
    """By number."""
    return [
        {
            "ref": d.ref, "meeting": meeting_ref(d.meeting_id), "number": d.number, "kind": d.kind, "text": d.text,
            "pilot": d.pilot or None, "associates": list(d.associates), "due": d.due, "proof": d.proof or None,
            "state": d.state, "state_label": word(d.state), "carried_over": d.carried_over,
            "late_days": d.late_days, "item": d.item or None, "objective": objective_ref(d.objective_id),
        }
        for d in sorted(decisions.register(session, today), key=lambda d: d.number)
    ]  # fmt: skip
