"""What the documents of the reserves say in words: marks, days against a ceiling, skills."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from psq_desktop.exports.facts import DASH
from psq_desktop.french import NBSP, date_short, figure, number, typeset
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.reserves.roster_rows import HeldSkill, RosterLine
from psq_desktop.wording import word

ROSTER, STATEMENT = "roster", "hours-statement"
WARNING_OF_NAMES = "Noms et coordonnées en clair : ne transmettez ce document à personne d’autre que ses destinataires."


class Restricted(Protocol):
    """What is common to both documents."""

    @property
    def disclosure(self) -> DisclosureLevel:
        """Restricted, always."""

    @property
    def fictional(self) -> bool:
        """Whether the data are made up."""


def marks(document: Restricted) -> tuple[tuple[str, bool], ...]:
    """Words in boxes on every page, and whether the box is solid."""
    found = (
        ("Restreint", True, document.disclosure is DisclosureLevel.RESTRICTED),
        ("Données fictives", False, document.fictional),
    )
    return tuple((text, solid) for text, solid, shown in found if shown)


def diffusion(document: Restricted) -> str:
    """« diffusion : restreint »."""
    return typeset(f"diffusion : {word(document.disclosure).lower()}")


def days(used: int, ceiling: int | None) -> str:
    """« 118 / 150 j »."""
    return f"{number(used)}{NBSP}/{NBSP}{number(ceiling)}{NBSP}j" if ceiling is not None else f"{number(used)}{NBSP}j"


@lru_cache(maxsize=4096)
def hours(minutes: int) -> str:
    """« 7 h 30 », « 12 h »."""
    whole, rest = divmod(minutes, 60)
    return f"{number(whole)}{NBSP}h" + (f"{NBSP}{rest:02d}" if rest else "")


def served(line: RosterLine) -> str:
    """« 118 / 150 j », « 18 h ce trimestre »."""
    if line.ceiling is not None:
        return days(line.days_used, line.ceiling)
    return typeset(f"{figure(round(line.quarter_hours, 1))} h ce trimestre")


def reached(line: RosterLine) -> str:
    """« 21 janv. 2027 », « pas avant le 31 mars 2027 », a dash when nothing tells."""
    if line.reached_on is not None:
        return date_short(line.reached_on)
    return f"pas avant le {date_short(line.year_end)}" if line.foretold and line.ceiling is not None else DASH


def skill(held: HeldSkill) -> str:
    """« Médiation (31 mars 2027) », « Secourisme (expire le 8 déc. 2026) »."""
    if held.valid_until is None:
        return typeset(held.name)
    verb = "expirée le " if held.expired else "expire le " if held.soon else ""
    return f"{typeset(held.name)} ({verb}{date_short(held.valid_until)})"


def situation(day: str) -> str:
    """« Situation au 22 novembre 2026 »."""
    return f"Situation au {day}"
