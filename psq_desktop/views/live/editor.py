"""The notes of one item while it is spoken of; they save by themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

from psq_desktop.richtext import BlockKind
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.views import theme
from psq_desktop.views.note_parts import convert
from psq_desktop.views.note_parts.editor import NotesEditor
from psq_desktop.views.note_parts.saving import NotesSaving
from psq_desktop.views.screen import Workspace

POINTS = 11.0
_STEPS = (Qt.Key.Key_Left, Qt.Key.Key_Right)


def _leaves_item(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    return event.key() in _STEPS and event.modifiers() == Qt.KeyboardModifier.ControlModifier


class LiveEditor(NotesEditor):
    """Here Ctrl+→ and Ctrl+← leave the item instead of moving by a word."""

    def __init__(self, workspace: Workspace, item: ItemRow) -> None:
        super().__init__(f"Notes du point {item.number}", "Écrivez ici ce qui se dit sur ce point.", POINTS)
        self.item = item
        self.takes_votes = True
        self.saving = NotesSaving(workspace, self, item.id)

    def show_item(self, item: ItemRow, locked: bool) -> None:
        """Fresh facts; what is being typed stays."""
        self.item = item
        self.setReadOnly(locked)
        self.setAccessibleName(f"Notes du point {item.number}, {item.title}")
        self.take(item.notes)

    def event(self, event: QEvent) -> bool:
        if _leaves_item(event):
            event.ignore()
            return False
        return super().event(event)

    def start_speech(self, name: str) -> None:
        """A new paragraph that begins with who speaks, in bold."""
        cursor = self.textCursor()
        scale = theme.current().scale
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        if cursor.block().text():
            cursor.insertBlock()
        if convert.kind_of(cursor.block()) is not BlockKind.PARAGRAPH:
            convert.reshape(cursor.block(), BlockKind.PARAGRAPH, POINTS, scale)
        cursor.insertText(name, convert.char_format(BlockKind.PARAGRAPH, True, False, POINTS))
        cursor.insertText(" ", convert.char_format(BlockKind.PARAGRAPH, False, False, POINTS))
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.setFocus()

    @property
    def unsaved_text(self) -> str:
        """The title and the notes that are not written yet."""
        return f"{self.item.title}\n{self.toPlainText()}" if self.dirty else ""
