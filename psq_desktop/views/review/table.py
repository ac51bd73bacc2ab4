"""The table of the lines: a click on its box or Espace ticks a line."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from psq_desktop.views.kit import NORMAL, RowsModel, TableView
from psq_desktop.views.review.columns import COLUMNS, Entry

TICK = 0


class LinesTable(TableView):
    """Lines of a return. `toggled`: the line whose box was ticked or unticked."""

    toggled = Signal(object)

    def __init__(self) -> None:
        model: RowsModel[Entry] = RowsModel(COLUMNS)
        super().__init__(model, "Différences du retour", row_height=NORMAL - 1)
        self.clicked.connect(self._on_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        found = self.current_row
        if event.key() == Qt.Key.Key_Space and found is not None:
            self.toggled.emit(found)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == TICK and self.current_row is not None:
            self.toggled.emit(self.current_row)
