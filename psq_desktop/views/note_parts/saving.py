"""Writing the notes of an item, never over those that somebody else wrote meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame

from psq_desktop import richtext
from psq_desktop.errors import UserError
from psq_desktop.french import typeset
from psq_desktop.richtext import RichText
from psq_desktop.services.preparing import agenda
from psq_desktop.views.kit import STRETCH, Button, IconLabel, Label, boxed, column, row
from psq_desktop.views.note_parts.editor import NotesEditor
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.tips import plain

_TITLE = "Ces notes ont été modifiées ailleurs pendant que vous écriviez"
_SHOWN = 300  # characters of theirs; all of them stand in the tip


def quoted(notes: RichText, most: int | None = None) -> str:
    """What was written elsewhere, whole or its beginning."""
    text = richtext.to_plain(notes)
    if not text:
        return "L’autre version est vide. Rien n’est enregistré tant que vous n’avez pas choisi."
    shown = text if most is None or len(text) <= most else text[:most].rstrip() + "…"
    return f"L’autre version : « {shown} »"


class Contest(QFrame):
    """Both versions of a note, and the choice; nothing is saved before."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note")
        self.setProperty("tone", "warning")
        self.setAccessibleName(f"Avertissement, {_TITLE}")
        self._text = Label("", 9, 400, wrap=True)
        self.both_button = Button("Garder les deux", kind="small", tip="La vôtre, puis l’autre, à la suite")
        self.mine_button = Button("Garder la mienne", kind="small", tip="La vôtre remplace l’autre")
        title = row(IconLabel("alert-triangle", "warning", 17), Label(_TITLE, 9.5, 600, "warning", wrap=True), grow=1)
        buttons = row(self.both_button, self.mine_button, STRETCH, spacing=8)
        self.setLayout(column(title, self._text, buttons, spacing=6, margins=(12, 8, 10, 9)))
        self.hide()

    def show_theirs(self, theirs: RichText | None) -> None:
        """Show what was written elsewhere; ``None``: there is nothing to choose."""
        self.setVisible(theirs is not None)
        if theirs is not None:
            self._text.setText(quoted(theirs, _SHOWN))
            self._text.setToolTip(plain(typeset(quoted(theirs))))
            self.setAccessibleDescription(typeset(quoted(theirs)))


class NotesSaving(QObject):
    """Saves what the editor hands over; what both wrote is told above it, with the choice."""

    saved = Signal()
    refused = Signal(object)  # UserError

    def __init__(self, workspace: Workspace, editor: NotesEditor, item_id: int) -> None:
        super().__init__(editor)
        self._workspace, self._editor = workspace, editor
        self.item_id = item_id
        self.note = Contest()
        self.place = boxed(column(self.note, editor, spacing=8))  # where both stand
        editor.save_requested.connect(self._on_save)
        editor.contested.connect(self._on_contested)
        self.note.both_button.clicked.connect(self._keep_both)
        self.note.mine_button.clicked.connect(self._keep_mine)

    def _on_save(self, notes: RichText) -> None:
        self._workspace.write(
            agenda.save_notes, self.item_id, notes, self._editor.origin,
            then=self._on_saved, failed=self._on_refused, unwritten=self._on_unwritten,
        )  # fmt: skip

    def _on_saved(self, _result: object) -> None:
        self._editor.acknowledge()
        self.saved.emit()

    def _on_refused(self, error: UserError) -> None:
        if error.code == "notes_changed":
            self._workspace.read(agenda.notes, self.item_id, then=self._editor.take)
        if error.code != "notes_changed" or not self._editor.isVisible():
            self.refused.emit(error)

    def _on_unwritten(self) -> None:
        self._editor.refuse()

    def _on_contested(self) -> None:
        self.note.show_theirs(self._editor.theirs)

    def _keep_both(self) -> None:
        self._editor.settle(both=True)
        self._editor.setFocus()

    def _keep_mine(self) -> None:
        self._editor.settle(both=False)
        self._editor.setFocus()
