"""The list of meetings: columns, filters, groups by year."""

from __future__ import annotations

from psq_desktop import french
from psq_desktop.services.kinds import MeetingState
from psq_desktop.services.meetings import MeetingRow
from psq_desktop.views import badges
from psq_desktop.views.days import short_weekday
from psq_desktop.views.kit import NONE, Cell, Chip, Column, Group, RowsModel, Text, TwoLines

COMING = frozenset({MeetingState.PREPARATION, MeetingState.SUMMONED, MeetingState.IN_SESSION})
_WRITING = frozenset({MeetingState.TO_WRITE, MeetingState.IN_VALIDATION, MeetingState.CIRCULATED})
# A filter keeps the meetings in one of these states; approved ones are under « Toutes » only.
FILTERS: dict[str, frozenset[MeetingState]] = {
    "all": frozenset(MeetingState),
    "coming": COMING,
    "writing": _WRITING,
    "sealed": frozenset({MeetingState.SEALED}),
}
CHIPS = (
    Chip("all", "Toutes"), Chip("coming", "À venir"), Chip("writing", "Compte rendu en cours"),
    Chip("sealed", "Scellées"),
)  # fmt: skip


def is_coming(row: MeetingRow) -> bool:
    """Whether the meeting is still to be held, or under way."""
    return row.state in COMING


def capital(text: str) -> str:
    """The same with a capital letter."""
    return text[:1].upper() + text[1:]


def _date(row: MeetingRow) -> Cell:
    hour = french.time_text(row.starts) if row.starts else "heure à fixer"
    return TwoLines(short_weekday(row.date), hour, weight=600)


def _instance(row: MeetingRow) -> Cell:
    return TwoLines(row.committee, capital(row.formation))


def _number(row: MeetingRow) -> Cell:
    return Text(f"n° {row.number}", 600, "text2")


def _place(row: MeetingRow) -> Cell:
    return Text(row.place, lines=2, size=9.5) if row.place else NONE


def _state(row: MeetingRow) -> Cell:
    return badges.badge_cell(row.state)


def _presence(row: MeetingRow) -> Cell:
    if not is_coming(row):
        return TwoLines(f"{row.attended} sur {row.expected}", "présents ou représentés", weight=400)
    if not row.replies:
        return TwoLines(french.plural(row.expected, "convié"), "aucune réponse encore", weight=400)
    words = french.plural(row.coming - row.represented, "vient", "viennent")
    if row.represented:
        words += f", {french.plural(row.represented, 'représenté')}"
    return TwoLines(f"{french.plural(row.replies, 'réponse')} sur {row.expected}", words, weight=400)


def _decisions(row: MeetingRow) -> Cell:
    if is_coming(row) and not row.decisions:
        return TwoLines("—", french.plural(row.items, "point inscrit", "points inscrits"), weight=600)
    if not row.decisions:
        return TwoLines("0", "aucune décision", weight=600)
    still = row.open_decisions
    words = "toutes closes" if not still else "toutes ouvertes" if still == row.decisions else _open(still)
    return TwoLines(str(row.decisions), words, weight=600)


def _open(count: int) -> str:
    return french.plural(count, "ouverte")


COLUMNS: tuple[Column[MeetingRow], ...] = (
    Column("Date", 146, _date),
    Column("Instance", 144, _instance, optional=2),
    Column("N°", 54, _number),
    Column("Lieu", 124, _place, stretch=True, optional=4),
    Column("État", 130, _state),
    Column("Présence", 156, _presence, stretch=True, optional=1),
    Column("Décisions", 108, _decisions, optional=3),
)


def model() -> RowsModel[MeetingRow]:
    """An empty model."""
    return RowsModel(COLUMNS)


def counts(rows: tuple[MeetingRow, ...]) -> dict[str, int]:
    """How many meetings each filter keeps."""
    return {key: sum(row.state in states for row in rows) for key, states in FILTERS.items()}


def grouped(rows: tuple[MeetingRow, ...], key: str) -> list[MeetingRow | Group]:
    """The rows that a filter keeps, under their years."""
    kept = [row for row in rows if row.state in FILTERS[key]]
    lines: list[MeetingRow | Group] = []
    for year in dict.fromkeys(row.date.year for row in kept):
        own = [row for row in kept if row.date.year == year]
        lines += [Group(str(year), french.plural(len(own), "séance")), *own]
    return lines
