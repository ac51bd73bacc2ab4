"""Objectives as a table: the cells of a row, made once, and what each says in full."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from psq_desktop.french import date_short, figure, fold, number, percent, plural
from psq_desktop.rules import gap_words, outlook_words, progress_words
from psq_desktop.services.kinds import Direction, Pace
from psq_desktop.services.steering import objectives
from psq_desktop.services.steering.progress_rows import Figure, Limits, ObjectiveRow
from psq_desktop.views import badges
from psq_desktop.views.kit import (
    AvatarText,
    BadgeCell,
    Badges,
    BarCell,
    Cell,
    Column,
    Place,
    Text,
    TwoLines,
)
from psq_desktop.views.objectives.filters import is_silent
from psq_desktop.views.objectives.trend import TrendCell
from psq_desktop.views.tokens import Tone
from psq_desktop.views.widgets.painting import paint_cell

NO_PILOT = BadgeCell("À désigner", "user-question", "warning")
NO_VALUE = "–"
_SHORT_UNIT = 3  # letters; longer units are said once


@dataclass(frozen=True)  # its cells are made when first shown, and kept
class Line:
    """An objective ready to be looked for and shown."""

    row: ObjectiveRow
    searched: str  # folded
    today: date
    limits: Limits

    @property
    def id(self) -> int:
        """The objective's."""
        return self.row.id

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """One for each of `COLUMNS`."""
        row, limits = self.row, self.limits
        return (
            _outlook(row), _code(row), _title(row), _pilot(row), _progress(row), _alert(row, limits),
            _due(row, self.today, limits), TrendCell.of(row),
        )  # fmt: skip


def lines(
    rows: Iterable[ObjectiveRow], today: date, limits: Limits, names: Mapping[int, str] | None = None
) -> tuple[Line, ...]:
    """Rows ready for the table; each is found by the ``names`` of all its partners too."""
    folded = {key: fold(name) for key, name in (names or {}).items()}
    return tuple(Line(row, _searched(row, folded), today, limits) for row in rows)


def _searched(row: ObjectiveRow, names: Mapping[int, str]) -> str:
    return "\n".join((objectives.searched(row), *(names.get(key, "") for key in row.partner_ids)))


def _nth(index: int) -> Callable[[Line], Cell]:
    def cell(line: Line) -> Cell:
        return line.cells[index]

    return cell


# title, width, which goes first where the room is short
_LAYOUT: tuple[tuple[str, float, int], ...] = (
    ("Météo déclarée", 158, 0),
    ("N°", 44, 2),
    ("Objectif", 112, 0),
    ("Partenaire pilote", 164, 4),
    ("Avancement", 122, 0),
    ("", 80, 0),
    ("Échéance, relevé", 160, 3),
    ("Tendance", 84, 5),
)
COLUMNS: tuple[Column[Line], ...] = tuple(
    Column(title, width, _nth(index), stretch=title == "Objectif", optional=optional)
    for index, (title, width, optional) in enumerate(_LAYOUT)
)


def _outlook(row: ObjectiveRow) -> Cell:
    cell = badges.badge_cell(row.outlook)
    return BadgeCell(cell.text, cell.icon, cell.tone, outlook_words(row))


def _code(row: ObjectiveRow) -> Cell:
    return Text(row.code, 600, "text2")


@dataclass(frozen=True, slots=True)
class TitleCell:
    """A title on at most two lines; its axis is said."""

    text: str
    axis: str

    @property
    def said(self) -> str:
        """Title and axis."""
        return f"{self.text} (axe {self.axis})"

    def paint(self, place: Place) -> None:
        """As any text."""
        paint_cell(place, Text(self.text, 500, lines=2))


def _title(row: ObjectiveRow) -> Cell:
    return TitleCell(row.title, f"{row.code.partition('.')[0]}, {row.axis}")


def _pilot(row: ObjectiveRow) -> Cell:
    return AvatarText(row.acronym, row.pilot) if row.pilot_id is not None else NO_PILOT


def _progress(row: ObjectiveRow) -> Cell:
    shown = NO_VALUE if row.progress is None else percent(row.progress)
    return BarCell(max(row.progress or 0.0, 0.0), shown, _tone(row), row.elapsed, said=progress_words(row))


def _tone(row: ObjectiveRow) -> Tone:
    if row.figure is not None and row.figure.direction is Direction.NEUTRAL:
        return "neutral"
    return "warning" if row.gap is not None else "accent"


def _alert(row: ObjectiveRow, limits: Limits) -> Cell:
    if row.gap is not None:
        return Badges((badges.GAP,), gap_words(row.gap))
    if is_silent(row, limits) and row.silent_days is not None:
        words = f"Sans relevé depuis {plural(row.silent_days, 'jour')}"
        return Badges((BadgeCell(f"{row.silent_days} j", "clock"),), words)
    return Badges(())


def _due(row: ObjectiveRow, today: date, limits: Limits) -> Cell:
    told = value_words(row, limits)
    if row.due is None:
        return TwoLines("Sans échéance", told, weight=400)
    late = (today - row.due).days
    if late > 0 and row.pace is not Pace.REACHED:
        return TwoLines(date_short(row.due), f"dépassée de {number(late)} j, {told}", "danger", 400)
    return TwoLines(date_short(row.due), told, weight=400)


def value_words(row: ObjectiveRow, limits: Limits) -> str:
    """« 31 signalements, cible 23 », or why there is no value."""
    shown = row.figure
    if shown is None:
        return "aucun indicateur"
    if shown.value is None or is_silent(row, limits):
        return f"sans relevé depuis {row.silent_days} j" if row.silent_days else "aucun relevé"
    value = _said(shown, shown.value)
    if shown.target is None or shown.direction is Direction.NEUTRAL:
        return value
    word = "cible"
    if shown.direction is Direction.THRESHOLD:
        word = "au plus" if shown.at_most else "au moins"
    return f"{value}, {word} {_said(shown, shown.target, short=True)}"


def _said(shown: Figure, value: float, *, short: bool = False) -> str:
    if shown.levels and value == int(value) and 1 <= value <= len(shown.levels):
        return shown.levels[int(value) - 1]
    unit = "" if short and len(shown.unit) > _SHORT_UNIT else shown.unit
    return figure(value, shown.decimals, unit)
