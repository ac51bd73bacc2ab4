"""The missions as a register: their columns, filters, sheet and what can be done with one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop.french import plural, typeset
from psq_desktop.services.kinds import MissionState
from psq_desktop.services.reserves import missions
from psq_desktop.services.reserves.mission_rows import MissionRow
from psq_desktop.views import badges
from psq_desktop.views.registers.register import (
    ALL,
    Action,
    Block,
    Callout,
    Fact,
    Filter,
    FormWords,
    RecordForm,
    Register,
    Sheet,
    linked_objective,
)
from psq_desktop.views.registers.tab import RegisterTab
from psq_desktop.views.reserves.missions_columns import LIST
from psq_desktop.views.reserves.missions_crew import Crew, finished
from psq_desktop.views.reserves.missions_form import COPIED, lines_of, shown
from psq_desktop.views.reserves.missions_words import aside_words, coming_words, fit_words, needs, state_cell, when

KEY = "missions"
TABLES = (
    "mission", "mission_skill", "duty_shift", "reservist", "reservist_skill", "skill", "availability_slot",
    "availability_pattern", "reserve_rules", "partner", "partner_name", "objective",
)  # fmt: skip
_OPEN = (MissionState.TO_FILL, MissionState.FILLED)


def _coming(row: MissionRow) -> bool:
    return row.state in _OPEN


def _in_state(state: MissionState, row: MissionRow) -> bool:
    return row.state is state


def _to_validate(row: MissionRow) -> bool:
    return row.state is MissionState.DONE and bool(finished(row))


def _searched(row: MissionRow) -> str:
    people = (shift.code for shift in row.shifts)
    partner = row.partner, row.partner_name
    return " ".join((row.title, row.place, *row.skills, *partner, row.objective, when(row), *people))


def _called(row: MissionRow) -> str:
    return f"Mission « {row.title} »"


def in_order(rows: tuple[MissionRow, ...]) -> tuple[MissionRow, ...]:
    """Those to come first, the next one at the top; then the others, the latest first. They come latest first."""
    return (*reversed(tuple(filter(_coming, rows))), *(row for row in rows if not _coming(row)))


def counted(rows: tuple[MissionRow, ...], _today: date) -> str:
    """« 9 missions, dont 5 à venir : 4 postes libres »."""
    coming = tuple(filter(_coming, rows))
    if not rows:
        return "Aucune mission pour l’instant"
    if not coming:
        return typeset(f"{plural(len(rows), 'mission')}, aucune à venir")
    return typeset(f"{plural(len(rows), 'mission')} · à venir : {coming_words(coming)}")


def sheet_of(row: MissionRow, _today: date, make: Callable[[], QWidget]) -> Sheet:
    """What stands at the right; ``make`` gives the lines of those who are on it."""
    facts = (
        Fact("Quand", when(row)),
        Fact("Où", row.place or "non précisé", "text" if row.place else "text2"),
        Fact("Demande", needs(row) or "aucune compétence particulière", "text" if needs(row) else "text2"),
        *((Fact("Avec", row.partner_name or row.partner),) if row.partner else ()),
        linked_objective(row.objective_id, row.objective),
    )
    told = Callout("warning", fit_words(row), aside_words(row)) if row.free > (row.fit or 0) else None
    return Sheet(
        "Mission",
        row.title,
        (state_cell(row),),
        (
            Block(facts=facts, rule=False),
            *((Block(callout=told),) if told is not None and told.title else ()),
            Block(f"Affectés : {row.assigned} sur {row.slots}", make=make),
            *((Block("Consignes", text=row.note),) if row.note else ()),
        ),
    )


def _cancel(tab: RegisterTab, row: MissionRow) -> None:
    note = f"{_called(row)} annulée"
    tab.workspace.write(missions.cancel, row.id, tab.workspace.today, note=note)


def _copied(row: MissionRow) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(row, name) for name in COPIED}
    return {**values, "next_day": row.ends_on > row.day}


_FORM = RecordForm(
    FormWords("Nouvelle mission", "Créer la mission", "Mission créée", "Modifier la mission", "Mission modifiée"),
    lines_of, shown, missions.create, missions.update, copied=_copied, first="title",
)  # fmt: skip


def register_of(crew: Crew) -> Register:
    """The register; ``crew`` makes the lines of who is on a mission."""

    def sheet(row: MissionRow, today: date) -> Sheet:
        return sheet_of(row, today, partial(crew.lines, row))

    def validate(tab: RegisterTab, row: MissionRow) -> None:
        crew.validate(row, tab)

    return Register(
        KEY, "Missions", badges.look(MissionState.TO_FILL).icon, TABLES, missions.search, LIST, _searched, _called,
        sheet,
        invitation="Dites ce qu’il faut, quand et où : ceux qui sont libres et aptes sont proposés.",
        hint="Choisissez une mission : ce qu’elle demande et qui y est affecté s’affichent ici.",
        filters=(
            Filter(ALL, "Toutes"),
            Filter("coming", "À venir", _coming),
            Filter("free", "À pourvoir", partial(_in_state, MissionState.TO_FILL)),
            Filter("hours", "Heures à valider", _to_validate),
        ),
        counted=counted,
        form=_FORM,
        remove=missions.remove,
        removed="supprimée",
        actions=(
            Action("validate", "Valider les heures…", "checks", validate, _to_validate, primary=True),
            Action("cancel", "Annuler la mission", "ban", _cancel, _coming),
        ),
        help_page="reserves",
    )  # fmt: skip
