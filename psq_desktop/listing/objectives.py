"""Objectives, and what measures and carries them."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from psq_desktop.french import percent
from psq_desktop.listing.refs import Fact, objective_ref
from psq_desktop.services.names import labels_on, objective_codes
from psq_desktop.services.steering import commitments, indicators, objectives
from psq_desktop.wording import word


def objectives_facts(session: Session, today: date) -> list[Fact]:
    """By number."""
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


def commitments_facts(session: Session, today: date) -> list[Fact]:
    """By objective."""
    return [
        {
            "ref": f"ENG-{c.id}", "objective": objective_ref(c.objective_id), "code": c.objective_code,
            "partner": c.partner, "text": c.text, "state": c.state, "state_label": word(c.state), "share": c.share,
            "accepted_on": c.accepted_on, "due": c.due, "late_days": c.late_days, "referent": c.referent or None,
            "means": c.means or None, "proof": c.proof or None, "comment": c.comment or None,
        }
        for c in commitments.search(session, today)
    ]  # fmt: skip


def indicators_facts(session: Session, today: date) -> list[Fact]:
    """By objective."""
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


def readings_facts(session: Session, today: date) -> list[Fact]:
    """By indicator, oldest first."""
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
