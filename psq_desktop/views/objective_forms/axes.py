"""« Axes stratégiques »: named in their lines; each change is kept when its line is left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.french import plural
from psq_desktop.services.history import Changes
from psq_desktop.services.steering import axes
from psq_desktop.services.steering.progress_rows import AxisRow
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import Button, FieldRow, IconButton, Label, Note, TextField, boxed, column, hairline, row
from psq_desktop.views.screen import Workspace

_FIELD_TOP = 22  # under the label, beside the field
_WORDS = "L’axe donne son numéro aux objectifs : 2.1 est le premier de l’axe 2. Un numéro donné ne change plus."


class AxisLine(QWidget):
    """One axis: its name, to be changed in place, and the way out."""

    renamed = Signal(int, str)
    removed = Signal(int)

    def __init__(self, axis: AxisRow) -> None:
        super().__init__()
        self.axis = axis
        self.name_edit = TextField(f"Nom de l’axe {axis.number}")
        self.name_edit.setText(axis.name)
        self.name_edit.setCursorPosition(0)
        self.name_edit.editingFinished.connect(self.commit)
        self.field = FieldRow(f"Axe {axis.number} · {plural(axis.objectives, 'objectif')}", self.name_edit)
        self.remove_button = IconButton("trash", f"Supprimer l’axe {axis.number}")
        self.remove_button.clicked.connect(self._on_removed)
        way_out = boxed(column(self.remove_button, margins=(0, _FIELD_TOP, 0, 0)))
        layout = row(self.field, way_out, grow=0)
        layout.setAlignment(way_out, Qt.AlignmentFlag.AlignTop)
        self.setLayout(layout)

    def commit(self) -> None:
        """Tell the name that was typed."""
        if self.name_edit.isModified() and self.name_edit.text().strip() != self.axis.name:
            self.name_edit.setModified(False)
            self.renamed.emit(self.axis.id, self.name_edit.text())

    def _on_removed(self) -> None:
        self.removed.emit(self.axis.id)


class AxesDialog(PlainDialog):
    """The axes and how many objectives each has. Only one without objectives can be deleted."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__("Axes stratégiques", 560, parent)
        self.workspace = workspace
        self.note = Note("danger", "")
        self.note.hide()
        self.lines: dict[int, AxisLine] = {}
        self._at = 0  # the axis whose change was sent last
        self._list = column(spacing=8)
        self.name_edit = TextField("Nom du nouvel axe", "Tranquillité des espaces partagés")
        self.add_field = FieldRow("Nouvel axe", self.name_edit)
        self.add_button = Button("Ajouter", "plus")
        self.close_button = Button("Fermer", "check", "primary", shortcut="Échap")
        adding = row(self.add_field, boxed(column(self.add_button, margins=(0, _FIELD_TOP - 1, 0, 0))), grow=0)
        adding.setAlignment(Qt.AlignmentFlag.AlignTop)
        words = Label(_WORDS, 9, 400, "text2", wrap=True)
        self.fill(self.note, words, self._list, hairline(), adding, buttons=(self.close_button,))
        self.name_edit.returnPressed.connect(self.add)
        self.add_button.clicked.connect(self.add)
        self.close_button.clicked.connect(self.accept)
        workspace.tasks.written.connect(self._on_written)
        self.reload()
        self.name_edit.setFocus()

    def reload(self) -> None:
        """Ask for fresh rows."""
        self.workspace.read(axes.search, then=self._show)

    def _show(self, rows: tuple[AxisRow, ...]) -> None:
        if tuple(line.axis for line in self.lines.values()) == rows:
            return
        focused = next((key for key, line in self.lines.items() if line.name_edit.hasFocus()), None)
        typed = {key: line.name_edit.text() for key, line in self.lines.items() if line.name_edit.isModified()}
        while item := self._list.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.lines = {axis.id: self._line(axis) for axis in rows}
        for key, text in typed.items():
            if key in self.lines:
                self.lines[key].name_edit.setText(text)
                self.lines[key].name_edit.setModified(True)
        if focused in self.lines:
            self.lines[focused].name_edit.setFocus()

    def _line(self, axis: AxisRow) -> AxisLine:
        line = AxisLine(axis)
        line.renamed.connect(self._rename)
        line.removed.connect(self._remove)
        self._list.addWidget(line)
        return line

    # --- what the user does

    def add(self) -> None:
        """A new axis under the next number."""
        self.note.hide()
        self.add_field.set_problem("")
        self.workspace.write(
            axes.create, self.name_edit.text(), then=self._on_added, failed=self._on_add_refused, note="Axe ajouté"
        )

    def _on_added(self, _axis_id: int) -> None:
        self.name_edit.clear()
        self.name_edit.setFocus()

    def _on_add_refused(self, error: UserError) -> None:
        self._say_at(self.add_field, error)

    def _rename(self, axis_id: int, name: str) -> None:
        self._at = axis_id
        self.lines[axis_id].field.set_problem("")
        self.workspace.write(axes.rename, axis_id, name, failed=self._on_refused, note="Axe renommé")

    def _remove(self, axis_id: int) -> None:
        self._at = axis_id
        self.workspace.write(axes.remove, axis_id, failed=self._on_refused, note="Axe supprimé")

    def _on_refused(self, error: UserError) -> None:
        line = self.lines.get(self._at)
        if line is not None:
            line.name_edit.setModified(True)  # still to be mended
            self._say_at(line.field, error)
        self.reload()

    def _say_at(self, field: FieldRow, error: UserError) -> None:
        if error.problems:
            field.set_problem(wording.explain_problem(error.problems[0]))
            field.field.setFocus()
            return
        title, _, rest = wording.explain(error).partition("\n")
        self.note.set_message("danger", title, rest)
        self.note.show()

    def _on_written(self, changes: Changes) -> None:
        if changes.touch("axis", "objective"):
            self.note.hide()
            self.reload()

    def done(self, result: int) -> None:
        """Closing keeps the name that is being typed."""
        for line in self.lines.values():
            line.commit()
        super().done(result)


def open_axes(workspace: Workspace, parent: QWidget) -> AxesDialog:
    """Show the axes over a screen."""
    dialog = AxesDialog(workspace, parent.window())
    dialog.open()
    return dialog
