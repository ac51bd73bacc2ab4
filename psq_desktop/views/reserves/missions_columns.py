"""Columns of the lists of missions."""

from __future__ import annotations

from psq_desktop.services.reserves.mission_rows import MissionRow
from psq_desktop.views.reserves.missions_words import aside_words, begins, fit_words, needs, short_day, state_cell, when
from psq_desktop.views.tokens import Token
from psq_desktop.views.widgets.cells import BadgeCell, BarCell, Cell, Text, TwoLines
from psq_desktop.views.widgets.rows import Column


def _date(row: MissionRow) -> TwoLines:
    return TwoLines(short_day(row.day), begins(row), weight=600, said=when(row))


def _mission(row: MissionRow) -> TwoLines:
    return TwoLines(row.title, row.place)


def _needs(row: MissionRow) -> Text:
    return Text(needs(row), tone="text2", lines=2)


def _assigned(row: MissionRow) -> BarCell:
    said = f"{row.assigned} sur {row.slots}"
    return BarCell(min(row.assigned / max(row.slots, 1), 1), said, text_first=True, text_width=56)


def _state(row: MissionRow) -> BadgeCell:
    return state_cell(row)


def _proposal(row: MissionRow) -> Cell:
    fit, aside = fit_words(row), aside_words(row)
    tone: Token = "text2" if row.fit else "warning"
    if row.aside is None or not aside:
        return Text(fit, tone=tone)
    return TwoLines(fit, aside, tone="warning" if row.aside.caution else "danger", weight=400)


_DATE = Column[MissionRow]("Date", 132, _date)
_MISSION = Column[MissionRow]("Mission", 190, _mission, stretch=True)
_NEEDS = Column[MissionRow]("Compétence", 150, _needs, optional=2)
_ASSIGNED = Column[MissionRow]("Affectés", 148, _assigned, optional=1)
_STATE = Column[MissionRow]("État", 140, _state)
_PROPOSAL = Column[MissionRow]("Proposition", 256, _proposal, optional=3)
COMING = (_DATE, _MISSION, _NEEDS, _ASSIGNED, _STATE, _PROPOSAL)
LIST = (_DATE, _MISSION, _NEEDS, _ASSIGNED, _STATE)
