"""What somebody can do, and until when."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import typeset
from psq_desktop.services.reserves import reservists
from psq_desktop.services.reserves.reservist_rows import ReservistSheet
from psq_desktop.services.reserves.skills import SkillChoice
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.reserves.facts import second_line
from psq_desktop.views.screen import Workspace

_NEW: Lines = (
    (
        FieldSpec("new_name", "Autre compétence", placeholder="Gestion de conflits", share=3),
        FieldSpec("new_until", "Valable jusqu’au", "day", share=2),
    ),
)


def _line(skill: SkillChoice) -> tuple[FieldSpec, ...]:
    until = FieldSpec(f"until_{skill.id}", "Valable jusqu’au", "day", share=2)
    return FieldSpec(f"has_{skill.id}", skill.name, "flag", share=3), until


class SkillsDialog(RecordDialog):
    """One line a skill of the list: held or not, until when; a day given means held."""

    def __init__(
        self, workspace: Workspace, sheet: ReservistSheet, skills: tuple[SkillChoice, ...], parent: QWidget
    ) -> None:
        lines = (*(_line(skill) for skill in skills), *_NEW)
        super().__init__(workspace, "Compétences et validité", "Enregistrer", lines, parent)
        self._id, self._skills = sheet.row.id, skills
        for skill in skills:
            self.form.field(f"until_{skill.id}").setAccessibleName(typeset(f"{skill.name} : valable jusqu’au"))
        self.say_about(second_line(sheet.row))
        held = {skill.id: skill.valid_until for skill in sheet.row.skills}
        shown: dict[str, Any] = {f"has_{skill.id}": skill.id in held for skill in skills}
        self.show_values(**shown, **{f"until_{skill.id}": held.get(skill.id) for skill in skills})
        self.form.field_left.connect(self._on_field)

    def _on_field(self, name: str, value: object) -> None:
        if name.startswith("until_") and value is not None:
            self.form.set_values({f"has_{name.removeprefix('until_')}": True})

    def held(self) -> tuple[tuple[str, dt.date | None], ...]:
        """Names and last days, as `reservists.set_skills` takes them."""
        values = self.form.values()
        found = [(each.name, values[f"until_{each.id}"]) for each in self._skills if values[f"has_{each.id}"]]
        return (*found, *(((values["new_name"], values["new_until"]),) if values["new_name"] else ()))

    def write(self) -> None:
        if self.form.value("new_until") is not None and not self.form.value("new_name"):
            self.form.show_error(UserError("invalid", Problem("new_name", "required")))
            return
        self.send(reservists.set_skills, self._id, self.held(), note="Compétences enregistrées")
