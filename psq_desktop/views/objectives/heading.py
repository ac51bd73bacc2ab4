"""What stands above the objectives: the two views, the exports, a new objective."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from psq_desktop.french import typeset
from psq_desktop.views import icons
from psq_desktop.views.kit import Button, IconButton

EXPORTS = (
    ("progress", "Tableau d’avancement…", "target-arrow"),
    ("matrix", "Matrice…", "grid-dots"),
    ("action-sheets", "Fiches-actions…", "file-text"),
)
EXPORT_TIP = "Aperçu en version publique, partenaires ou complète, puis enregistrement"
NO_EXPORT_TIP = "Rien à exporter : aucun objectif"


class HeadingActions(QObject):
    """The buttons of the top bar."""

    matrix_wanted = Signal(bool)
    export_wanted = Signal(str)
    new_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._list = IconButton("layout-list", "Liste des objectifs", checkable=True)
        self._matrix = IconButton("grid-dots", "Matrice des partenaires et des objectifs", checkable=True)
        self._export = Button("Exporter", "file-export", tip=EXPORT_TIP, shortcut="Ctrl+E")
        self._new = Button("Nouvel objectif", "plus", "primary", shortcut="Ctrl+N")
        menu = QMenu(parent)
        for what, words, icon in EXPORTS:
            action = QAction(icons.icon(icon), typeset(words), menu)
            action.setData(what)
            action.triggered.connect(self._on_export)
            menu.addAction(action)
        self._export.setMenu(menu)
        self._list.clicked.connect(self._on_list)
        self._matrix.clicked.connect(self._on_matrix)
        self._new.clicked.connect(self.new_wanted)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """In their order."""
        return (self._list, self._matrix, self._export, self._new)

    def show_state(self, *, matrix: bool, some: bool) -> None:
        """Which view is open, and whether there is anything to show or to export."""
        self._list.setChecked(not matrix)
        self._matrix.setChecked(matrix)
        self._matrix.setEnabled(some)
        self._export.setEnabled(some)
        self._export.set_tip(EXPORT_TIP if some else NO_EXPORT_TIP)

    def _on_export(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.export_wanted.emit(sender.data())

    def _on_list(self) -> None:
        self._list.setChecked(True)
        self.matrix_wanted.emit(False)

    def _on_matrix(self) -> None:
        self._matrix.setChecked(True)
        self.matrix_wanted.emit(True)
