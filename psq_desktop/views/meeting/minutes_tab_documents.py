"""The buttons that preview and export the minutes, in the version shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from psq_desktop.french import typeset
from psq_desktop.views import icons
from psq_desktop.views.kit import Button

# document as `export_requested` names it, words, icon; the format is chosen with the file's name
EXPORTS = (
    ("minutes", "Compte rendu (PDF ou Excel)…", "file-text"),
    ("decisions", "Relevé de décisions (PDF ou Excel)…", "gavel"),
)


class DocumentButtons(QObject):
    """« Aperçu PDF » and « Exporter »; `export_wanted` gives the document."""

    preview_wanted = Signal()
    export_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.preview = Button("Aperçu PDF", "eye", shortcut="Ctrl+P")
        self.export = Button("Exporter", "file-export")
        menu = QMenu(parent)
        for document, text, icon in EXPORTS:
            action = QAction(icons.icon(icon), typeset(text), menu)
            action.setData(document)
            action.triggered.connect(self._on_export)
            menu.addAction(action)
        self.export.setMenu(menu)
        self.preview.clicked.connect(self.preview_wanted)

    def _on_export(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.export_wanted.emit(str(sender.data()))
