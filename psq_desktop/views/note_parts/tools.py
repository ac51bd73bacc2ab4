"""The editor's buttons; one row of them serves every editor of a page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from psq_desktop.richtext import BlockKind
from psq_desktop.views.kit import IconButton, row
from psq_desktop.views.note_parts.editor import NotesEditor

# icon, tip, shortcut, paragraph shape (none: bold and italic)
_TOOLS: tuple[tuple[str, str, str, BlockKind | None], ...] = (
    ("bold", "Gras", "Ctrl+B", None),
    ("italic", "Italique", "Ctrl+I", None),
    ("list", "Liste à puces", "", BlockKind.BULLET),
    ("list-numbers", "Liste numérotée", "", BlockKind.NUMBER),
    ("heading", "Intertitre", "", BlockKind.HEADING),
)


class EditorTools(QWidget):
    """Bold, italic, lists, heading for the editor that was entered last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor: NotesEditor | None = None
        self._buttons: dict[str, IconButton] = {}
        for icon, tip, shortcut, _ in _TOOLS:
            button = IconButton(icon, tip, shortcut=shortcut, checkable=True)
            button.clicked.connect(self._on_clicked)
            self._buttons[icon] = button
        self.setAccessibleName("Mise en forme")
        self.setLayout(row(*self._buttons.values(), spacing=2))
        self.set_editor(None)

    def set_editor(self, editor: NotesEditor | None) -> None:
        """Work on this editor from now on."""
        if self._editor is not None:
            self._editor.format_changed.disconnect(self._show)
        self._editor = editor
        if editor is not None:
            editor.format_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        editor = self._editor
        usable = editor is not None and not editor.isReadOnly()
        for icon, _, _, kind in _TOOLS:
            button = self._buttons[icon]
            button.setEnabled(usable)
            button.setChecked(usable and editor is not None and _is_on(editor, icon, kind))

    def _on_clicked(self) -> None:
        sender = self.sender()
        editor = self._editor
        if editor is None:
            return
        for icon, _, _, kind in _TOOLS:
            if self._buttons[icon] is sender:
                _apply(editor, icon, kind)
        editor.setFocus()
        self._show()


def _is_on(editor: NotesEditor, icon: str, kind: BlockKind | None) -> bool:
    if kind is not None:
        return editor.kind is kind
    return editor.bold if icon == "bold" else editor.italic


def _apply(editor: NotesEditor, icon: str, kind: BlockKind | None) -> None:
    if kind is not None:
        editor.toggle_kind(kind)
    elif icon == "bold":
        editor.toggle_bold()
    else:
        editor.toggle_italic()
