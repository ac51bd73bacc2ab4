"""« Compétences de la réserve »: the list that missions and reservists choose from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop import french, wording
from psq_desktop.errors import UserError
from psq_desktop.services.reserves import skills
from psq_desktop.services.reserves.skills import SkillChoice
from psq_desktop.views import theme
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import (
    STRETCH,
    Button,
    Cell,
    Column,
    FieldRow,
    Note,
    RowsModel,
    TableView,
    Text,
    TextField,
    row,
)
from psq_desktop.views.screen import Workspace

_WIDTH, _TALL = 520, 260


def _name(skill: SkillChoice) -> Cell:
    return Text(skill.name, 500)


def _holders(skill: SkillChoice) -> Cell:
    return Text(french.plural(skill.holders, "réserviste"), tone="text2")


_COLUMNS: tuple[Column[SkillChoice], ...] = (
    Column("Compétence", 240, _name, stretch=True),
    Column("Détenue par", 140, _holders),
)


class SkillListDialog(PlainDialog):
    """The field under the list renames the skill selected, or adds another one; Suppr deletes one that nobody has."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__("Compétences de la réserve", _WIDTH, parent)
        self._workspace = workspace
        self.note = Note("danger", "")
        self.note.hide()
        self.table = TableView(RowsModel(_COLUMNS), "Compétences de la réserve")
        theme.fix_height(self.table, _TALL)
        self.field = TextField("Nom de la compétence")
        self._field_row = FieldRow("Nom de la compétence", self.field)
        self.add_button = Button("Ajouter", "plus", "small")
        self.rename_button = Button("Renommer", "pencil", "small")
        self.remove_button = Button("Supprimer", "trash", "small", shortcut="Suppr")
        close = Button("Fermer", shortcut="Échap")
        close.clicked.connect(self.reject)
        buttons = row(self.add_button, self.rename_button, self.remove_button, STRETCH, spacing=6)
        self.fill(self.note, self.table, self._field_row, buttons, buttons=(close,))
        self.table.row_selected.connect(self._on_selected)
        self.table.remove_requested.connect(self._remove)
        self.add_button.clicked.connect(self._add)
        self.rename_button.clicked.connect(self._rename)
        self.remove_button.clicked.connect(self._remove)
        self._on_selected(None)
        self._read()

    def _read(self, _result: object = None) -> None:
        self._workspace.read(skills.search, then=self._show)

    def _show(self, found: tuple[SkillChoice, ...]) -> None:
        self.table.set_rows(found, empty="Ajoutez la première : médiation, conduite, secourisme…")
        self._on_selected(self.table.current_row)

    def _on_selected(self, skill: SkillChoice | None) -> None:
        self.rename_button.setEnabled(skill is not None)
        self.remove_button.setEnabled(skill is not None)
        if skill is not None:
            self.field.setText(skill.name)

    def _add(self) -> None:
        self._write(skills.create, self.field.text(), note="Compétence ajoutée")

    def _rename(self) -> None:
        if self.table.current_row is not None:
            self._write(skills.rename, self.table.current_row.id, self.field.text(), note="Compétence renommée")

    def _remove(self, _asked: object = None) -> None:
        if self.table.current_row is not None:
            self._write(skills.remove, self.table.current_row.id, note="Compétence supprimée")

    def _write(self, service: Callable[..., Any], *args: Any, note: str) -> None:
        self.note.hide()
        self._field_row.set_problem("")
        self._workspace.write(service, *args, then=self._read, failed=self._refuse, note=note)

    def _refuse(self, error: UserError) -> None:
        if error.problems:
            self._field_row.set_problem(wording.explain_problem(error.problems[0]))
            self.field.setFocus()
            return
        title, _, rest = wording.explain(error).partition("\n")
        self.note.set_message("danger", title, rest)
        self.note.show()
