"""How things found are grouped, drawn and named."""

from __future__ import annotations

from psq_desktop.french import date_short, typeset
from psq_desktop.services.searching.search_rows import Found, SearchKind, Span
from psq_desktop.wording import word

K = SearchKind
# Group, in the order shown, and icon of each kind.
GROUPS: dict[SearchKind, tuple[str, str]] = {
    K.OBJECTIVE: ("Objectifs", "target-arrow"),
    K.COMMITMENT: ("Objectifs", "user-check"),
    K.MEASURE: ("Objectifs", "flag"),
    K.INDICATOR: ("Objectifs", "chart-line"),
    K.DECISION: ("Décisions", "gavel"),
    K.FOLLOW_UP: ("Décisions", "history"),
    K.MEETING: ("Séances", "calendar-event"),
    K.ITEM: ("Points et notes", "list-numbers"),
    K.NOTE: ("Points et notes", "notes"),
    K.OBSERVATION: ("Points et notes", "messages"),
    K.PARTNER: ("Partenaires", "building-community"),
    K.CONTACT: ("Contacts", "user"),
    K.CAMPAIGN: ("Campagnes", "inbox"),
    K.MISSION: ("Réserves et moyens", "users-group"),
    K.POST: ("Réserves et moyens", "shield-check"),
    K.TRAINING: ("Réserves et moyens", "presentation"),
    K.EQUIPMENT: ("Réserves et moyens", "stack-2"),
    K.OUTREACH: ("Habitants", "messages"),
    K.THEME: ("Habitants", "message-plus"),
    K.SURVEY: ("Habitants", "clipboard-list"),
}


def title(found: Found) -> tuple[str, tuple[Span, ...]]:
    """« 4.1 Contrôles inter-services » and where the words stand in it."""
    lead = f"{found.label} " if found.label else ""
    return lead + found.title, tuple((start + len(lead), end + len(lead)) for start, end in found.title_marks)


def line(found: Found) -> tuple[str, tuple[Span, ...]]:
    """Of the title and the words below it, what shows the match."""
    if found.title_marks or not found.snippet_marks:
        return title(found)
    lead = f"{found.label} " if found.label else ""
    return lead + found.snippet, tuple((start + len(lead), end + len(lead)) for start, end in found.snippet_marks)


def detail(found: Found) -> str:
    """« Atteignable · DIPN 62 », « 18 juin 2026 »: what stands at the right."""
    if found.kind is K.DECISION:
        return day(found)
    if found.kind in (K.PARTNER, K.MEETING):
        return found.partner
    parts = (word(found.outlook) if found.outlook else "", found.beside, found.partner)
    return typeset(" · ".join(filter(None, parts))) or day(found)


def day(found: Found) -> str:
    """« 18 juin 2026 », or nothing."""
    return date_short(found.on) if found.on else ""
