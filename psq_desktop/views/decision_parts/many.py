"""A table in which several decisions can be chosen: Maj or Ctrl with a click or an arrow, Ctrl+A for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.views.kit import TWO_LINES, RowsModel, TableView


class DecisionsTable(TableView):
    """`chosen_changed` when other rows are chosen; `current_row` stays the one whose detail is shown."""

    chosen_changed = Signal()

    def __init__(self, model: RowsModel[DecisionRow], name: str) -> None:
        self._filling = False
        super().__init__(model, name, row_height=TWO_LINES)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(self._on_selection)

    @property
    def chosen(self) -> tuple[DecisionRow, ...]:
        """The rows chosen, from top to bottom."""
        spans = self.selectionModel().selection()
        places: set[int] = set()
        for number in range(spans.count()):
            span = spans.at(number)
            places.update(range(span.top(), span.bottom() + 1))
        found = (self._rows.row_at(place) for place in sorted(places))
        return tuple(row for row in found if row is not None)

    def set_rows(self, rows: Sequence[Any], *, filtered: bool = False, empty: str = "") -> None:
        """Show other rows; those that were chosen and are still there stay so."""
        kept = {row.id for row in self.chosen}
        self._filling = True
        super().set_rows(rows, filtered=filtered, empty=empty)
        if len(kept) > 1:
            self._choose_again(kept)
        self._filling = False
        self.chosen_changed.emit()

    def _choose_again(self, kept: set[int]) -> None:
        """In one go: thousands of rows chosen one by one would take minutes."""
        last = self._rows.columnCount() - 1
        again = QItemSelection()
        start: int | None = None
        for place in range(self._rows.rowCount() + 1):
            row = self._rows.row_at(place)
            chosen = row is not None and row.id in kept
            if chosen and start is None:
                start = place
            elif not chosen and start is not None:
                again.append(QItemSelectionRange(self._rows.index(start, 0), self._rows.index(place - 1, last)))
                start = None
        self.selectionModel().select(again, QItemSelectionModel.SelectionFlag.Select)

    def choose_one(self) -> None:
        """Back to the row whose detail is shown, alone."""
        current = self.current_row
        if current is not None:
            self.select(current.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and len(self.chosen) > 1:
            self.choose_one()
        else:
            super().keyPressEvent(event)

    def _on_selection(self, _on: QItemSelection, _off: QItemSelection) -> None:
        if not self._filling:
            self.chosen_changed.emit()
