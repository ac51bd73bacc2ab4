"""From one row of a grouped table to the next."""

from __future__ import annotations

from collections.abc import Hashable

from psq_desktop.views.kit import RowsModel, TableView


def neighbour(table: TableView, by: int) -> Hashable:
    """Identity of the row above (-1) or below (1) the selected one; none at the ends."""
    model = table.model()
    assert isinstance(model, RowsModel)
    position = table.currentIndex().row() + by
    while 0 <= position < model.rowCount():
        if model.row_at(position) is not None:
            return model.id_at(position)
        position += by
    return None
