"""Something unexpected happened: say so calmly, with details to copy that hold nobody's data."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from psq_desktop import __version__
from psq_desktop.views import theme
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import Button, Label, Note

_PACKAGE = "psq_desktop"
_WORDS = (
    "L’opération en cours n’a pas abouti et rien n’en a été enregistré : vos données restent telles qu’elles "
    "étaient juste avant. Vous pouvez continuer. Si cela se répète, copiez les détails pour l’assistance."
)


def details(error: BaseException) -> str:
    """Where it happened, innermost cause last. Messages are left out: they may quote what somebody typed."""
    lines = [f"Concertation {__version__}, Python {platform.python_version()}, {platform.system()}"]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(type(current).__name__)
        lines += [
            f"  {_place(frame.filename)}, ligne {frame.lineno}, {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__)
        ]
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


def _place(filename: str) -> str:
    """The file inside the package, without the folders of this PC, which name its user."""
    parts = Path(filename).parts
    return "/".join(parts[parts.index(_PACKAGE) :]) if _PACKAGE in parts else parts[-1]


class CrashDialog(PlainDialog):
    """« Une erreur inattendue s’est produite »."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__("Une erreur inattendue s’est produite", 560, parent)
        self.details_edit = QPlainTextEdit(details(error))
        self.details_edit.setReadOnly(True)
        self.details_edit.setAccessibleName("Détails de l’erreur")
        self.details_edit.setTabChangesFocus(True)
        theme.fix_height(self.details_edit, 190)
        self.details_edit.hide()
        self.copied_note = Note("success", "Détails copiés", "Collez-les dans un message à l’assistance.")
        self.copied_note.hide()
        self.details_button = Button("Voir les détails", "chevron-right", "ghost")
        self.copy_button = Button("Copier les détails", "copy")
        self.close_button = Button("Continuer", kind="primary")
        self.close_button.setDefault(True)
        self.fill(
            Label(_WORDS, 10, wrap=True), self.copied_note, self.details_edit,
            buttons=(self.details_button, self.copy_button, self.close_button),
        )  # fmt: skip
        self.details_button.clicked.connect(self._on_details)
        self.copy_button.clicked.connect(self._on_copy)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus()

    def _on_details(self) -> None:
        shown = self.details_edit.isHidden()
        self.details_edit.setVisible(shown)
        self.details_button.set_text("Masquer les détails" if shown else "Voir les détails")

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details_edit.toPlainText())
        self.copied_note.show()
