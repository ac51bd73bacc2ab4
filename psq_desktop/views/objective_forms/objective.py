"""« Nouvel objectif » and « Modifier l’objectif »."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop.services.kinds import DisclosureLevel, Priority
from psq_desktop.services.steering import axes, objectives
from psq_desktop.services.steering.progress_rows import AxisRow, ObjectiveSheet
from psq_desktop.views.decision_parts.partner_field import PartnerField
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.objective_forms.fields import MadeSpec, PartnersField
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.wording import words

NEW_AXIS = -1  # the choice that asks for a name


def _pilot() -> QWidget:
    return PartnerField("Partenaire pilote")


def _associates() -> QWidget:
    return PartnersField("Partenaires associés")


_FIRST: Lines = (
    (
        FieldSpec("axis_id", "Axe", "choice", required=True, share=3),
        FieldSpec("axis_name", "Nom du nouvel axe", share=3, placeholder="Tranquillité des espaces partagés"),
    ),
    (FieldSpec("title", "Titre", required=True, placeholder="Ce qui doit avoir changé à l’échéance"),),
    (
        FieldSpec("short_title", "Titre court", hint="Pour les colonnes étroites de la matrice.", share=2),
        MadeSpec("pilot_id", "Partenaire pilote", make=_pilot, share=2, hint="Il déclare la météo et rend compte."),
    ),
    (
        FieldSpec("start", "Début", "day"),
        FieldSpec("due", "Échéance", "day"),
        FieldSpec("priority", "Priorité", "choice", choices=words(Priority)),
        FieldSpec("disclosure", "Diffusion", "choice", choices=words(DisclosureLevel)),
    ),
    (FieldSpec("finding", "Constat de départ", "lines", placeholder="Ce que l’on voit aujourd’hui dans le quartier"),),
    (FieldSpec("success", "Critère de réussite", "lines", placeholder="À quoi l’on saura que c’est atteint"),),
)
_MORE: Lines = (
    (FieldSpec("public", "Public concerné", placeholder="Locataires des halls 2 à 14"),),
    (FieldSpec("brakes", "Freins rencontrés", "lines"),),
    (MadeSpec("associates", "Partenaires associés", make=_associates),),
)


class ObjectiveDialog(RecordDialog):
    """The fields of an objective; the axis may be a new one."""

    def __init__(self, workspace: Workspace, title: str, verb: str, lines: Lines, parent: QWidget) -> None:
        super().__init__(workspace, title, verb, lines, parent)
        self._axes_known = False
        self.form.set_field_visible("axis_name", False)
        self.form.field_left.connect(self._on_field)
        workspace.read(axes.search, then=self._take_axes)
        self.form.focus("title")

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: value for name, value in self.form.values().items() if name != "axis_name"}

    def _take_axes(self, rows: tuple[AxisRow, ...]) -> None:
        named = tuple((row.id, f"{row.number}. {row.name}") for row in rows)
        self.form.set_choices("axis_id", (*named, (NEW_AXIS, "Nouvel axe…")))
        if not self._axes_known:
            self._axes_known = True
            self.show_values(**self.form.values())  # the first axis is proposed, not typed
            self._show_axis_name()
            if not rows:
                self.form.focus("axis_name")

    def _on_field(self, name: str, value: object) -> None:
        if name == "axis_id":
            self._show_axis_name()
            if value == NEW_AXIS:
                self.form.focus("axis_name")

    def _show_axis_name(self) -> None:
        self.form.set_field_visible("axis_name", self.form.value("axis_id") == NEW_AXIS)

    def _axis_name(self) -> str | None:
        """The name of the axis that is to be made, or ``None`` when it is one of those that are there."""
        return self.form.value("axis_name") if self.form.value("axis_id") == NEW_AXIS else None


class NewObjectiveDialog(ObjectiveDialog):
    """Creates an objective; its panel is where the rest is written."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(workspace, "Nouvel objectif", "Créer l’objectif", _FIRST, parent)
        self.form.set_values({"priority": Priority.NORMAL, "disclosure": DisclosureLevel.PARTNERS})

    def write(self) -> None:
        values, name, note = self.values(), self._axis_name(), "Objectif ajouté"
        axis_id, title = values.pop("axis_id"), values.pop("title")
        if name is None:
            self.send(objectives.create, axis_id, title, note=note, **values)
        else:
            self.send(objectives.create_in_new_axis, name, title, note=note, **values)

    def show_created(self, objective_id: int) -> None:
        """Go to the new objective."""
        self.workspace.go.emit(Route("objectives", objective_id))


class EditObjectiveDialog(ObjectiveDialog):
    """Changes an objective: all that was changed is one step."""

    def __init__(self, workspace: Workspace, objective_id: int, parent: QWidget) -> None:
        super().__init__(workspace, "Modifier l’objectif", "Enregistrer", (*_FIRST, *_MORE), parent)
        self._id = objective_id
        self.submit_button.setEnabled(False)
        workspace.read(objectives.sheet, objective_id, workspace.today, then=self._show, failed=self.on_refused)

    def _show(self, sheet: ObjectiveSheet) -> None:
        row = sheet.row
        self.say_about(f"{row.code} {row.title}")
        short = row.short_title if row.short_title != row.title else ""
        self.show_values(
            axis_id=row.axis_id, title=row.title, short_title=short, pilot_id=row.pilot_id, start=row.start,
            due=row.due, priority=row.priority, disclosure=row.disclosure, finding=sheet.finding,
            success=sheet.success, public=sheet.public, brakes=sheet.brakes, associates=sheet.associate_ids,
        )  # fmt: skip
        self._show_axis_name()
        self.submit_button.setEnabled(True)
        self.form.focus("title")

    def write(self) -> None:
        changes, name, note = self.changes(), self._axis_name(), "Objectif modifié"
        if name is not None:
            del changes["axis_id"]
            self.send(objectives.update_in_new_axis, self._id, name, changes, note=note)
        elif changes:
            self.send(objectives.update, self._id, changes, note=note)
        else:
            self.accept()


def open_new_objective(
    workspace: Workspace, parent: QWidget, then: Callable[[int], None] | None = None
) -> NewObjectiveDialog:
    """Ask for a new objective; ``then`` takes its id, otherwise the objectives' screen shows it."""
    dialog = NewObjectiveDialog(workspace, parent.window())
    dialog.saved.connect(then if then is not None else dialog.show_created)
    dialog.open()
    return dialog


def open_edit_objective(workspace: Workspace, objective_id: int, parent: QWidget) -> EditObjectiveDialog:
    """Change an objective."""
    dialog = EditObjectiveDialog(workspace, objective_id, parent.window())
    dialog.open()
    return dialog
