"""Reserves: people under their codes, missions, shifts, training sessions."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from psq_desktop.french import date_long
from psq_desktop.listing.refs import Fact, mission_ref, objective_ref, reservist_ref
from psq_desktop.services.means import trainings
from psq_desktop.services.reserves import missions, reservists
from psq_desktop.wording import word


def reservists_facts(session: Session, today: date) -> list[Fact]:
    """Operational first; nobody's name."""
    return [
        {
            "ref": reservist_ref(r.id), "code": r.code, "display": r.display, "category": r.category,
            "category_label": word(r.category), "state": r.state, "state_label": word(r.state),
            "activity": r.activity or None, "delegate": r.delegate, "days_used": r.days_used, "ceiling": r.ceiling,
            "forecast": r.forecast.reached_on,
            "forecast_label": date_long(r.forecast.reached_on, weekday=False) if r.forecast.reached_on else "–",
            "pace": round(r.forecast.pace_per_month, 1), "hours": r.quarter_hours,
            "skills": [{"name": s.name, "valid_until": s.valid_until} for s in r.skills],
            "contract_start": r.contract_start, "contract_end": r.contract_end, "partner": r.partner or None,
        }
        for r in reservists.search(session, today)
    ]  # fmt: skip


def missions_facts(session: Session, today: date) -> list[Fact]:
    """In the order of the missions' list."""
    return [
        {
            "ref": mission_ref(m.id), "title": m.title, "date": m.day, "starts": m.starts, "ends_on": m.ends_on,
            "ends": m.ends, "place": m.place or None, "state": m.state, "state_label": word(m.state),
            "objective": objective_ref(m.objective_id), "slots": m.slots, "assigned": m.assigned,
            "skills": list(m.skills), "reservists": [s.code for s in m.shifts],
        }
        for m in missions.search(session, today)
    ]  # fmt: skip


def trainings_facts(session: Session, today: date) -> list[Fact]:
    """Sessions to come first."""
    return [
        {
            "ref": f"FOR-{t.id}", "title": t.title, "date": t.day, "state": t.state, "state_label": word(t.state),
            "audience": t.audience, "hours": t.hours, "place": t.place or None, "provider": t.provider_name or None,
            "places": t.places, "attended": t.attended, "skill": t.skill or None,
            "objective": objective_ref(t.objective_id), "reservists": [a.code for a in t.reservists],
        }
        for t in trainings.search(session, today)
    ]  # fmt: skip
