"""What screens say of missions: when, what they need, who is on them, who could be, why somebody cannot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from psq_desktop.french import date_long, date_short, plural, time_text, typeset
from psq_desktop.services.kinds import MissionState
from psq_desktop.services.reserves.mission_rows import Filled, MissionRow, Obstacle
from psq_desktop.views import badges
from psq_desktop.views.widgets.cells import BadgeCell
from psq_desktop.wording import explain_problem, word

_HOUR = 60
# Where a line has room for a few words only: code -> what is said of it.
_BRIEF = {
    "ceiling_passed": "plafond dépassé",
    "ceiling_near": "plafond le {day}",
    "shift_collision": "déjà pris",
    "rest_short": "repos trop court",
    "week_passed": "plus de {limit} h dans la semaine",
    "skill_missing": "sans « {skill} »",
    "skill_expired": "« {skill} » expirée le {until}",
    "skill_ends": "« {skill} » jusqu’au {until}",
    "said_unavailable": "indisponible",
    "contract_over": "contrat fini le {end}",
    "contract_later": "contrat à partir du {start}",
    "fitness_over": "aptitude jusqu’au {until}",
    "not_active": "{state}",
}


def hours(minutes: int) -> str:
    """« 7 h », « 4 h 30 »."""
    whole, rest = divmod(minutes, _HOUR)
    return typeset(f"{whole} h {rest:02d}" if rest else f"{whole} h")


def short_day(day: dt.date) -> str:
    """« vendredi 27 nov. »."""
    weekday = date_long(day, year=False).partition(" ")[0]
    return typeset(f"{weekday} {date_short(day, year=False)}")


def begins(row: MissionRow) -> str:
    """« 14 h 00, 7 h »."""
    return typeset(f"{time_text(row.starts)}, {hours(row.minutes)}")


def when(row: MissionRow) -> str:
    """« vendredi 27 novembre 2026, 22 h 00 – 2 h 00 le lendemain »."""
    end = time_text(row.ends)
    days = (row.ends_on - row.day).days
    if days:
        end += " le lendemain" if days == 1 else f" le {date_long(row.ends_on, year=False)}"
    return typeset(f"{date_long(row.day)}, {time_text(row.starts)} – {end}")


def state_cell(row: MissionRow) -> BadgeCell:
    """« 2 postes libres », « Pourvue »."""
    if row.state is MissionState.TO_FILL and row.free:
        words = f"{row.free} poste libre" if row.free == 1 else f"{row.free} postes libres"
        return BadgeCell(typeset(words), *badges.look(MissionState.TO_FILL))
    return badges.badge_cell(row.state)


def reason(obstacle: Obstacle) -> str:
    """Why somebody cannot be assigned, in a sentence."""
    return explain_problem(obstacle.problem)


def brief(obstacle: Obstacle) -> str:
    """The same in a few words; « RO-02 écarté : plafond le 12 déc. »."""
    said = _BRIEF.get(obstacle.code)
    words = said.format(**obstacle.params) if said is not None else reason(obstacle)
    return typeset(f"{obstacle.reservist} {'à vérifier' if obstacle.caution else 'écarté'} : {words}")


def fit_words(row: MissionRow) -> str:
    """« 3 réservistes libres et compétents »; nothing where nobody is missing."""
    if row.state is not MissionState.TO_FILL or not row.free or row.fit is None:
        return ""
    if not row.fit:
        return "Personne de libre et de compétent"
    return plural(row.fit, "réserviste libre et compétent", "réservistes libres et compétents")


def aside_words(row: MissionRow) -> str:
    """« RO-02 écarté : plafond dépassé »: the first of those who could have been thought of."""
    return brief(row.aside) if row.aside is not None and fit_words(row) else ""


def needs(row: MissionRow) -> str:
    """« Médiation, Accueil »; « réserve citoyenne »."""
    parts = [*row.skills]
    if row.category is not None:
        parts.append(f"réserve {word(row.category).lower()}")
    return typeset(", ".join(parts))


def coming_words(rows: Iterable[MissionRow]) -> str:
    """« 5 missions, 4 postes libres »."""
    found = tuple(rows)
    free = sum(row.free for row in found if row.state is MissionState.TO_FILL)
    places = f"{free} poste libre" if free < 2 else f"{free} postes libres"
    return typeset(f"{plural(len(found), 'mission')}, {places}" if found else "aucune mission prévue")


def filled_words(done: Filled) -> str:
    """« 3 affectations, 1 poste reste libre »."""
    left = sum(places for _, places in done.left)
    made = plural(done.count, "affectation") if done.count else "Personne à affecter"
    if not left:
        return typeset(made)
    return typeset(f"{made}, {plural(left, 'poste reste libre', 'postes restent libres')}")
