"""What ``list`` prints: each kind's rows as plain facts, and its columns for people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from psq_desktop.french import fold
from psq_desktop.listing import campaigns, fieldwork, meetings, objectives, partners, reserves, rooms
from psq_desktop.listing.refs import Fact


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of list: its facts, the columns that people read, and their facts where these are others."""

    facts: Callable[[Session, date], list[Fact]]
    columns: tuple[str, ...]
    told: Callable[[Session, date], list[Fact]] | None = None  # row by row as ``facts``


KINDS: dict[str, Kind] = {
    "meetings": Kind(
        meetings.meetings_facts,
        ("ref", "number", "date", "formation", "state_label", "attended", "expected", "decisions"),
    ),
    "agenda": Kind(meetings.agenda_facts, ("ref", "meeting", "position", "title", "rapporteur", "planned_minutes")),
    "attendance": Kind(
        meetings.attendance_facts,
        ("ref", "meeting", "partner", "person", "status_label", "reply_label", "represented_by"),
    ),
    "summons": Kind(
        rooms.summons_facts, ("ref", "meeting", "partner", "state_label", "on", "reply_label", "represented_by")
    ),
    "votes": Kind(rooms.votes_facts, ("ref", "meeting", "subject", "in_favour", "against", "abstained", "voters")),
    "observations": Kind(rooms.observations_facts, ("ref", "meeting", "partner", "received_on", "text", "answer")),
    "versions": Kind(rooms.versions_facts, ("ref", "meeting", "number", "state_label", "date", "reason")),
    "decisions": Kind(meetings.decisions_facts, ("ref", "meeting", "text", "pilot", "due", "state_label")),
    "objectives": Kind(
        objectives.objectives_facts,
        ("ref", "code", "title", "pilot", "outlook_label", "progress_label", "due", "last_reading"),
    ),
    "commitments": Kind(objectives.commitments_facts, ("ref", "code", "partner", "text", "state_label", "due")),
    "indicators": Kind(
        objectives.indicators_facts,
        ("ref", "code", "title", "direction_label", "baseline", "value", "target", "readings"),
    ),
    "readings": Kind(
        objectives.readings_facts, ("ref", "indicator", "indicator_title", "period", "status_label", "value", "origin")
    ),
    "partners": Kind(partners.partners_facts, ("ref", "acronym", "name", "college")),
    "contacts": Kind(partners.contacts_facts, ("ref", "partner", "name", "role", "email")),
    "campaigns": Kind(campaigns.campaigns_facts, ("ref", "number", "title", "due", "partners", "sent", "returned")),
    "dispatches": Kind(
        campaigns.dispatches_facts,
        ("ref", "campaign", "partner", "state_label", "sent_on", "received_on", "due", "reminders"),
    ),
    "reservists": Kind(
        reserves.reservists_facts,
        ("ref", "code", "display", "category_label", "state_label", "days_used", "ceiling", "forecast_label"),
    ),
    "missions": Kind(reserves.missions_facts, ("ref", "title", "date", "place", "state_label", "assigned", "slots")),
    "trainings": Kind(reserves.trainings_facts, ("ref", "title", "date", "state_label", "places")),
    "controls": Kind(fieldwork.controls_facts, ("ref", "title", "date", "state_label", "targeted", "checked")),
    "outreach": Kind(fieldwork.outreach_facts, ("ref", "title", "kind_label", "date", "state_label", "people")),
    "liaisons": Kind(fieldwork.liaisons_facts, ("ref", "display", "body_label", "sector", "ends_on")),
    "victims": Kind(
        fieldwork.victims_facts, ("ref", "month_label", "received", "complaints", "wait_minutes", "satisfaction_label")
    ),
    "posts": Kind(fieldwork.posts_facts, ("ref", "title", "unit", "date", "state_label", "vacant_since")),
    "equipment": Kind(
        fieldwork.equipment_facts, ("ref", "title", "state_label", "asked", "granted", "delivered", "in_service")
    ),
    "surveys": Kind(fieldwork.surveys_facts, ("ref", "title", "kind_label", "date", "state_label", "answered")),
    "changes": Kind(partners.changes_facts, ("ref", "at", "actor", "phrase"), partners.changes_told_facts),
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
    "period": "Période", "status_label": "Statut", "campaign": "Campagne",
    "partners": "Partenaires", "sent": "Envoyés", "returned": "Reçus", "sent_on": "Envoyé le", "received_on": "Reçu le",
    "on": "Le", "reply_label": "Réponse", "subject": "Objet", "in_favour": "Pour", "against": "Contre",
    "abstained": "Abstentions", "voters": "Votants", "answer": "Réponse", "reason": "Motif",
    "display": "Identité", "category_label": "Réserve", "days_used": "Jours", "ceiling": "Plafond",
    "forecast_label": "Plafond atteint le", "place": "Lieu", "assigned": "Affectés", "slots": "Postes",
    "places": "Places", "targeted": "Visés", "checked": "Contrôlés", "kind_label": "Genre", "people": "Personnes",
    "body_label": "Instance", "sector": "Secteur", "ends_on": "Fin", "month_label": "Mois", "received": "Accueils",
    "complaints": "Plaintes", "wait_minutes": "Attente (min)", "satisfaction_label": "Satisfaction",
    "unit": "Service", "vacant_since": "Vacant depuis", "asked": "Demandés", "granted": "Accordés",
    "delivered": "Livrés", "in_service": "En service", "answered": "Réponses",
    "origin": "Origine", "reminders": "Relances",
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
