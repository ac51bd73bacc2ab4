"""The form of a mission: when, where, how many, with which skills."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop.errors import UserError
from psq_desktop.french import parse_date
from psq_desktop.services.kinds import ReserveCategory
from psq_desktop.services.reserves import missions, skills
from psq_desktop.services.reserves.mission_rows import MissionRow
from psq_desktop.services.reserves.skills import SkillChoice
from psq_desktop.views import theme
from psq_desktop.views.decision_parts.partner_field import PartnerChoice
from psq_desktop.views.decision_parts.partner_list import PartnerList
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.objective_forms.fields import MadeSpec
from psq_desktop.views.objective_forms.frame import RecordDialog, filled
from psq_desktop.views.registers.specs import objective_spec
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import words

_CATEGORIES = ((None, "Les deux réserves"), *words(ReserveCategory))
_NEXT_DAY = "ends_next_day"
_ONE_DAY = dt.timedelta(days=1)
_START, _END, _PLACES = dt.time(14, 0), dt.time(18, 0), 2
COPIED = ("title", "place", "starts", "ends", "slots", "category", "partner_id", "objective_id", "note", "skill_ids")


class SkillsField(PartnerList):
    """The skills that everybody on a mission must have, ticked."""

    def __init__(self) -> None:
        super().__init__("Compétences demandées", (), ())
        theme.fix_height(self, 112)

    def set_choices(self, choices: tuple[PartnerChoice, ...]) -> None:
        """Partners are not skills: see `offer`."""

    def offer(self, rows: tuple[SkillChoice, ...]) -> None:
        """Say which skills there are."""
        super().set_choices(tuple(PartnerChoice(row.id, row.name, "") for row in rows))


def lines_of(workspace: Workspace) -> Lines:
    """The fields."""
    return (
        (FieldSpec("title", "Mission", required=True, placeholder="Présence au marché"),),
        (
            FieldSpec("day", "Jour", "day", required=True, share=4),
            FieldSpec("starts", "De", "time", required=True, share=3),
            FieldSpec("ends", "À", "time", required=True, share=4),
            FieldSpec("next_day", "Fin le lendemain", "flag", share=4),
        ),
        (
            FieldSpec("slots", "Postes", "whole", required=True),
            FieldSpec("category", "Réserve", "choice", choices=_CATEGORIES, share=2),
            FieldSpec("place", "Lieu", share=3, placeholder="Place de l’Europe"),
        ),
        (
            MadeSpec("skill_ids", "Compétences demandées à chacun", make=SkillsField),
            FieldSpec("note", "Consignes", "lines", placeholder="Point de rendez-vous, tenue"),
        ),
        (FieldSpec("partner_id", "Avec", "partner"), objective_spec(workspace)),
    )


def shown(row: MissionRow) -> dict[str, Any]:
    """What the form shows of a mission."""
    values = {name: getattr(row, name) for name in COPIED}
    return {**values, "day": row.day, "next_day": row.ends_on > row.day}


class MissionDialog(RecordDialog):
    """Writes one mission; without a ``row``, a new one. An end before the start leads to « Fin le lendemain »."""

    def __init__(
        self, workspace: Workspace, row: MissionRow | None, parent: QWidget, values: dict[str, Any] | None = None
    ) -> None:
        titles = ("Nouvelle mission", "Créer la mission") if row is None else ("Modifier la mission", "Enregistrer")
        super().__init__(workspace, *titles, lines_of(workspace), parent)
        self._row = row
        self._nights = max((row.ends_on - row.day).days, 1) if row is not None else 1
        usual = {"starts": _START, "ends": _END, "slots": _PLACES, "day": _next_day(workspace.today), "skill_ids": ()}
        self._first = shown(row) if row is not None else {**usual, **(values or {})}
        self.submit_button.setEnabled(False)
        self.form.field_left.connect(self._on_left)
        self.form.focus("title")
        workspace.read(skills.search, then=self._take_skills)

    def _take_skills(self, rows: tuple[SkillChoice, ...]) -> None:
        field = self.form.field("skill_ids")
        assert isinstance(field, SkillsField)
        field.offer(rows)
        self.show_values(**self._first)  # after the partners, who were asked for before
        self.submit_button.setEnabled(True)

    def values(self) -> dict[str, Any]:
        found = self.form.values()
        next_day, day = found.pop("next_day"), found["day"]
        found["ends_on"] = day + self._nights * _ONE_DAY if next_day and day is not None else day
        return found

    def write(self) -> None:
        today = self.workspace.today
        if self._row is None:
            self.send(filled(missions.create, self.values()), note="Mission créée")
        elif changes := self.changes():
            self.send(missions.update, self._row.id, changes, today, note="Mission modifiée")
        else:
            self.accept()

    def on_refused(self, error: UserError) -> None:
        super().on_refused(error)
        if [problem.code for problem in error.problems] == [_NEXT_DAY]:
            self.form.focus("next_day")  # Espace, and it is right

    def _on_left(self, name: str, value: object) -> None:
        if name == "next_day" and value:
            self.form.set_problem("ends", "")


def _next_day(today: dt.date) -> dt.date:
    return parse_date("+7j", today) or today


def open_new_mission(workspace: Workspace, parent: QWidget, values: dict[str, Any] | None = None) -> MissionDialog:
    """Ask for a new mission, with ``values`` to begin with."""
    dialog = MissionDialog(workspace, None, parent.window(), values)
    dialog.open()
    return dialog


def open_mission(workspace: Workspace, row: MissionRow, parent: QWidget) -> MissionDialog:
    """Change a mission."""
    dialog = MissionDialog(workspace, row, parent.window())
    dialog.open()
    return dialog
