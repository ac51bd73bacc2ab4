"""Decisions as a table: the columns, and the groups by urgency."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from psq_desktop.french import date_short, plural, relative_days
from psq_desktop.services.deciding.decisions import SOON, DecisionRow
from psq_desktop.views import badges
from psq_desktop.views.kit import NONE, AvatarText, BadgeCell, Cell, Column, Group, Text, TwoLines

NO_PILOT = BadgeCell("À désigner", "user-question", "warning")
NO_DUE = BadgeCell("À fixer", "calendar-question", "warning")
OFTEN = 2  # carried over as often as that, a decision is in danger

LATE, WEEK, COMING, INCOMPLETE, CLOSED = "En retard", "Cette semaine", "À venir", "À compléter", "Closes"


def columns(today: date) -> tuple[Column[DecisionRow], ...]:
    """The register's columns as seen on a day."""
    return (
        Column("N°", 58, _ref),
        Column("Décision", 150, _text, stretch=True),
        Column("Pilote", 172, _pilot, optional=1),
        Column("Échéance", 122, _due_on(today)),
        Column("État", 126, _state),
        Column("Reports", 84, _carried, optional=3),
        Column("Séance", 66, _meeting, optional=2),
    )


def _ref(row: DecisionRow) -> Cell:
    return Text(row.ref, 600, "accent_text")


def _text(row: DecisionRow) -> Cell:
    return Text(row.text, 500, lines=2)


def _pilot(row: DecisionRow) -> Cell:
    return AvatarText(row.acronym, row.pilot) if row.pilot_id is not None else NONE if row.state.closed else NO_PILOT


def _due_on(today: date) -> Callable[[DecisionRow], Cell]:
    def cell(row: DecisionRow) -> Cell:
        if row.due is None:
            return NONE if row.state.closed else NO_DUE
        if row.state.closed:
            return Text(date_short(row.due), tone="text2")
        tone = "danger" if row.late_days else "text2"
        return TwoLines(date_short(row.due), relative_days((row.due - today).days), tone, 400)  # type: ignore[arg-type]

    return cell


def _state(row: DecisionRow) -> Cell:
    return badges.badge_cell(row.state)


def _carried(row: DecisionRow) -> Cell:
    if not row.carried_over:
        return NONE
    return BadgeCell(f"{row.carried_over} fois", "repeat", "danger" if row.carried_over >= OFTEN else "neutral")


def _meeting(row: DecisionRow) -> Cell:
    return Text(f"n° {row.meeting_number}", tone="text2")


def group_of(row: DecisionRow, today: date) -> str:
    """The group a decision stands in."""
    if row.state.closed:
        return CLOSED
    if row.late_days:
        return LATE
    if row.incomplete:
        return INCOMPLETE
    return WEEK if row.due is not None and row.due <= today + SOON else COMING


def grouped(rows: Iterable[DecisionRow], today: date) -> list[DecisionRow | Group]:
    """Rows under their group's head, most urgent first; closed ones last, the latest first."""
    by_group: dict[str, list[DecisionRow]] = {name: [] for name in (LATE, WEEK, COMING, INCOMPLETE, CLOSED)}
    for row in rows:
        by_group[group_of(row, today)].append(row)
    by_group[CLOSED].reverse()
    found: list[DecisionRow | Group] = []
    for name, members in by_group.items():
        if members:
            found += [Group(name, count(len(members))), *members]
    return found


def count(number: int) -> str:
    """« 3 décisions »."""
    return plural(number, "décision")
