"""What the detail panel says of a meeting, computed from its facts."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from psq_desktop import french
from psq_desktop.services.kinds import MinutesState
from psq_desktop.services.meetings import SUMMONS_NOTICE, MeetingRow, MeetingSheet
from psq_desktop.services.preparing.agenda import later
from psq_desktop.views.meetings.rows import is_coming
from psq_desktop.wording import word

_USUAL_ITEMS = 3  # what every new meeting starts with
_DONE_MINUTES = (MinutesState.APPROVED, MinutesState.SEALED)


class Step(NamedTuple):
    """One line of the checklist."""

    title: str
    detail: str
    done: bool


def steps(sheet: MeetingSheet, today: dt.date) -> tuple[Step, ...]:
    """Preparation of a coming meeting, or what became of a held one."""
    row = sheet.row
    if is_coming(row):
        return (_when(row), _agenda(row), _summons(sheet, today), _replies(row), _signing(row))
    return (_minutes(sheet), _presence(row), _decisions(row))


def _when(row: MeetingRow) -> Step:
    hour = french.time_text(row.starts) if row.starts else "heure à fixer"
    day = french.date_long(row.date, weekday=False, year=False)
    return Step("Date et lieu", f"{day}, {hour}, {row.place or 'lieu à fixer'}", bool(row.starts and row.place))


def _agenda(row: MeetingRow) -> Step:
    parts = [french.plural(row.items, "point"), f"{row.minutes}{french.NBSP}min"]
    ends = later(row.starts, row.minutes) if row.minutes else None
    if ends:
        parts.append(f"fin {french.time_text(ends)}")
    return Step("Ordre du jour", ", ".join(parts), row.items > _USUAL_ITEMS)


def _summons(sheet: MeetingSheet, today: dt.date) -> Step:
    if sheet.summoned_on:
        day = french.date_long(sheet.summoned_on, weekday=False, year=False)
        return Step("Convocations", f"envoyées le {day}", True)
    limit = sheet.row.date - SUMMONS_NOTICE
    words = f"à envoyer avant le {french.date_long(limit, weekday=False, year=False)}"
    return Step("Convocations", words if limit >= today else "délai conseillé de 15 jours dépassé", False)


def _replies(row: MeetingRow) -> Step:
    missing = row.expected - row.replies
    if not row.expected:
        return Step("Réponses", "personne n’est convié", False)
    words = f"{row.replies} sur {row.expected}"
    return Step("Réponses", f"{words}, {french.plural(missing, 'attendue')}" if missing else words, missing <= 0)


def _signing(row: MeetingRow) -> Step:
    if row.attended:
        return Step("Émargement", f"{row.attended} sur {row.expected} présents ou représentés", True)
    return Step("Émargement", "feuille prête à imprimer" if row.expected else "aucun participant", False)


def _minutes(sheet: MeetingSheet) -> Step:
    words = word(sheet.minutes_state)
    on = sheet.sealed_on or sheet.approved_on
    if on:
        words += f" le {french.date_long(on, weekday=False)}"
    return Step("Compte rendu", words, sheet.minutes_state in _DONE_MINUTES)


def _presence(row: MeetingRow) -> Step:
    share = f", {french.percent(row.attended / row.expected)}" if row.expected else ""
    return Step("Présence", f"{row.attended} sur {row.expected} présents ou représentés{share}", True)


def _decisions(row: MeetingRow) -> Step:
    if not row.decisions:
        return Step("Décisions", "aucune", True)
    still = row.open_decisions
    state = f"{french.plural(still, 'ouverte')}" if still else "toutes closes"
    return Step("Décisions", f"{french.plural(row.decisions, 'décision')}, {state}", not still)
