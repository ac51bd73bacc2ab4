"""Means, joint controls, contacts with residents, surveys: no name, no embargoed date, no cell too small to show."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from psq_desktop.french import percent
from psq_desktop.listing.refs import Fact, objective_ref
from psq_desktop.services.evaluation import surveys
from psq_desktop.services.evaluation.survey_rows import QuestionResult, SurveyRow, WaveSheet
from psq_desktop.services.fieldwork import controls, liaisons, outreach, victims
from psq_desktop.services.means import equipment, posts
from psq_desktop.wording import word


def posts_facts(session: Session, today: date) -> list[Fact]:
    """By code."""
    return [
        {
            "ref": p.code, "title": p.title, "unit": p.unit or None, "date": p.filled_on, "state": p.state,
            "state_label": word(p.state), "stays_until": p.stays_until, "vacant_since": p.vacant_since,
            "objective": objective_ref(p.objective_id), "training_needs": [n.theme for n in p.needs],
        }
        for p in posts.search(session, today)
    ]  # fmt: skip


def equipment_facts(session: Session, today: date) -> list[Fact]:
    """By kind."""
    return [
        {
            "ref": f"MAT-{e.id}", "title": e.title, "kind": e.kind, "date": e.asked_on, "state": e.state,
            "state_label": word(e.state), "asked": e.asked, "granted": e.granted, "delivered": e.delivered,
            "in_service": e.in_service, "expected_on": e.expected_on, "late_days": e.late_days,
            "objective": objective_ref(e.objective_id),
        }
        for e in equipment.search(session, today)
    ]  # fmt: skip


def controls_facts(session: Session, today: date) -> list[Fact]:
    """One under embargo has neither date nor place."""
    return [
        {
            "ref": f"CTR-{c.id}", "title": c.theme, "date": c.day, "place": c.place or None, "state": c.state,
            "state_label": word(c.state), "embargo": c.embargoed, "objective": objective_ref(c.objective_id),
            "pilot": c.pilot or None, "services": [s.name for s in c.services], "targeted": c.targeted,
            "checked": c.checked, "outcomes": {kind.value: count for kind, count in c.outcomes},
            "follow_up_due": c.follow_up_due, "followed_on": c.followed_on,
        }
        for c in controls.search(session, today)
    ]  # fmt: skip


def outreach_facts(session: Session, today: date) -> list[Fact]:
    """The latest first."""
    return [
        {
            "ref": f"CTC-{o.id}", "title": o.title, "kind": o.kind, "kind_label": word(o.kind), "date": o.day,
            "ends_on": o.ends_on, "place": o.place or None, "state": o.state, "state_label": word(o.state),
            "people": o.people, "objective": objective_ref(o.objective_id), "feedback_due": o.feedback_due,
            "feedback_on": o.feedback_on,
            "themes": [
                {"said": t.said, "done": t.done or None, "answered_on": t.answered_on, "published": t.published}
                for t in o.themes
            ],
        }
        for o in outreach.search(session, today)
    ]  # fmt: skip


def liaisons_facts(session: Session, today: date) -> list[Fact]:
    """Masked."""
    return [
        {
            "ref": r.code, "display": r.display, "body": r.body, "body_label": word(r.body),
            "sector": r.sector or None, "starts_on": r.starts_on, "ends_on": r.ends_on, "ended": r.ended,
        }
        for r in liaisons.search(session, today)
    ]  # fmt: skip


def victims_facts(session: Session, today: date) -> list[Fact]:
    """Month by month, the latest first; the share of the content only where enough people said it."""
    return [
        {
            "ref": f"ACV-{m.id}", "month": m.month, "month_label": m.label, "received": m.received,
            "complaints": m.complaints, "referred": m.referred, "wait_minutes": m.wait_minutes, "asked": m.asked,
            "satisfied": None if m.hidden else m.satisfied, "satisfaction": m.share,
            "satisfaction_label": "–" if m.share is None else percent(m.share), "hidden": m.hidden,
            "provisional": m.provisional,
        }
        for m in victims.search(session, today)
    ]  # fmt: skip


def surveys_facts(session: Session, today: date) -> list[Fact]:
    """Survey by survey with its waves, newest first; what is hidden on the screen is hidden here."""
    rows = surveys.search(session, today)
    return [
        {
            "ref": f"ENQ-{r.survey_id}", "title": r.title, "kind": r.kind, "kind_label": word(r.kind),
            "public": r.public, "date": r.ends_on, "state": _state(r, today),
            "state_label": _STATES[_state(r, today)], "objective": objective_ref(r.objective_id),
            "answered": r.answered, "hidden": r.hidden,
            "waves": [
                _wave(surveys.wave(session, w.wave_id))
                for w in rows
                if w.survey_id == r.survey_id and w.wave_id is not None
            ],
        }
        for r in rows
        if r.latest or r.wave_id is None
    ]  # fmt: skip


_STATES = {"empty": "Sans vague", "planned": "Prévue", "running": "En cours", "done": "Terminée"}


def _state(row: SurveyRow, today: date) -> str:
    if row.starts_on is None or row.ends_on is None:
        return "empty"
    return "planned" if today < row.starts_on else "running" if today <= row.ends_on else "done"


def _wave(sheet: WaveSheet) -> Fact:
    row = sheet.row
    return {
        "number": row.number, "starts_on": row.starts_on, "ends_on": row.ends_on, "mode": row.mode,
        "sampling": row.sampling, "population": row.population, "contacted": row.contacted,
        "answered": row.answered, "rate": row.rate, "margin": row.margin,
        "results": [_result(result) for result in sheet.results],
    }  # fmt: skip


def _result(result: QuestionResult) -> Fact:
    return {
        "question": result.question.text,
        "headline": result.headline,
        "answers": list(result.columns),
        "groups": [
            {
                "group": line.group or None,
                "n": line.n,
                "cells": [
                    {"count": c.count, "percent": c.percent, "mean": c.mean, "hidden": c.hidden} for c in line.cells
                ],
            }
            for line in result.lines
        ],
    }
