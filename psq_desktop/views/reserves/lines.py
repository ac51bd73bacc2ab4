"""The roster as a list: columns, filters, what the filter field looks in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from psq_desktop import french
from psq_desktop.french import fold
from psq_desktop.services.kinds import ReserveCategory
from psq_desktop.services.reserves.reserve_rules import Rules
from psq_desktop.services.reserves.reservist_rows import ReservistRow
from psq_desktop.views import badges
from psq_desktop.views.kit import NONE, BadgeCell, BarCell, Cell, Chip, Column, RowsModel, Text, TwoLines
from psq_desktop.views.reserves.facts import (
    TONES,
    expiry_tone,
    expiry_words,
    first_expiry,
    forecast_cell_words,
    hours,
    second_line,
    skill_names,
    urgency,
)
from psq_desktop.wording import word


@dataclass(frozen=True, slots=True)
class Line:
    """A reservist with what the columns hold it against."""

    row: ReservistRow
    limits: Rules
    today: dt.date

    @property
    def id(self) -> int:
        """Whose line it is."""
        return self.row.id


def _every(_line: Line) -> bool:
    return True


def _operational(line: Line) -> bool:
    return line.row.category is ReserveCategory.OPERATIONAL and _serves(line)


def _citizen(line: Line) -> bool:
    return line.row.category is ReserveCategory.CITIZEN and _serves(line)


def _serves(line: Line) -> bool:
    return not line.row.state.applying and not line.row.state.over


def _applying(line: Line) -> bool:
    return line.row.state.applying


def _over(line: Line) -> bool:
    return line.row.state.over


FILTERS: dict[str, Callable[[Line], bool]] = {
    "all": _every,
    "operational": _operational,
    "citizen": _citizen,
    "candidates": _applying,
    "over": _over,
}
CHIPS = (
    Chip("all", "Tous"), Chip("operational", "Opérationnelle"), Chip("citizen", "Citoyenne"),
    Chip("candidates", "Candidats"), Chip("over", "Terminés"),
)  # fmt: skip


def counts(lines: tuple[Line, ...]) -> dict[str, int]:
    """How many reservists each filter keeps."""
    return {key: sum(map(keep, lines)) for key, keep in FILTERS.items()}


def searched(line: Line) -> str:
    """What the filter field looks in: without accents or capitals."""
    row = line.row
    shown = (row.code, row.display, second_line(row), row.partner, word(row.state), word(row.category))
    return fold(" ".join((*shown, *(skill.name for skill in row.skills))))


def _identity(line: Line) -> Cell:
    return TwoLines(line.row.display, second_line(line.row), weight=600)


def _category(line: Line) -> Cell:
    return badges.badge_cell(line.row.category)


def _state(line: Line) -> Cell:
    return badges.badge_cell(line.row.state)


def _use(line: Line) -> Cell:
    row = line.row
    if row.state.applying:
        return NONE
    if row.ceiling is None:
        return Text(f"{hours(row.quarter_hours)} ce trimestre", tone="text2")
    said = f"{french.plural(row.days_used, 'jour')} sur {row.ceiling} dans l’année de contrat"
    tone = TONES[urgency(row.forecast, line.limits, line.today)]
    share = row.days_used / row.ceiling if row.ceiling else 1.0
    return BarCell(min(share, 1.0), f"{row.days_used} / {row.ceiling}", tone, text_width=70, said=said)


def _ceiling(line: Line) -> Cell:
    row = line.row
    if row.state.applying or row.state.over:
        return NONE
    if row.ceiling is None:
        over = row.fullest_week_hours > line.limits.citizen_week_hours
        if over:
            week = hours(row.fullest_week_hours)
            return BadgeCell(f"{week} en une semaine", "alert-octagon", "danger")
        return Text(f"{line.limits.citizen_week_hours} h par semaine", tone="text2")
    words, how = forecast_cell_words(row), urgency(row.forecast, line.limits, line.today)
    if how == "none":
        return Text(words, tone="text2", size=9.5, lines=2) if words != "—" else NONE
    icon = {"far": "calendar-due", "near": "alert-triangle", "reached": "alert-octagon"}[how]
    said = words if how == "reached" else f"Plafond atteint le {words}"
    return BadgeCell(words, icon, TONES[how], said)


def _skills(line: Line) -> Cell:
    row = line.row
    if row.state.applying:
        return TwoLines("—", "agrément attendu", weight=400)
    if not row.skills:
        return NONE
    first = first_expiry(row.skills)
    words = expiry_words(first) if first is not None else ""
    return TwoLines(skill_names(row.skills), words, "text2" if first is None else expiry_tone(first), weight=400)


MASKED, SHOWN = "Identité masquée", "Identité"
COLUMNS: tuple[Column[Line], ...] = (
    Column(MASKED, 168, _identity, stretch=True),
    Column("Réserve", 136, _category, optional=3),
    Column("État", 148, _state, optional=1),
    Column("Jours ou heures", 150, _use),
    Column("Plafond atteint le", 134, _ceiling),
    Column("Compétences", 130, _skills, stretch=True, optional=2),
)


def model() -> RowsModel[Line]:
    """An empty model."""
    return RowsModel(COLUMNS)
