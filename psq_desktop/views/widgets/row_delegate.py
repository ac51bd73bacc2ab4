"""Paints the rows of a table: ground, selection, hairline, focus; the cells paint themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from psq_desktop.french import typeset
from psq_desktop.views import theme
from psq_desktop.views.widgets.cells import words
from psq_desktop.views.widgets.painting import Place, paint_cell, paint_group
from psq_desktop.views.widgets.rows import RowsModel
from psq_desktop.views.widgets.tips import plain

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """For a view over a `RowsModel` only."""

    def __init__(self, view: QAbstractItemView, row_height: float) -> None:
        super().__init__(view)
        self._view = view
        self._row_height = row_height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, theme.px(self._row_height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state: QStyle.StateFlag = option.state
        area = QRectF(option.rect)
        model = _rows_of(index.model())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        group = model.group_at(index.row())
        if group is not None:
            paint_group(painter, area, typeset(group.title), typeset(model.group_sub(group)), model.is_folded(group))
        else:
            self._paint_row(painter, area, state, model, index)
        if not (self._view.property("openEnd") and index.row() == model.rowCount() - 1):
            painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), theme.color("border"))
        if index.row() == self._view.currentIndex().row() and self._view.hasFocus():
            self._paint_focus(painter, area, index.column(), group is not None)
        painter.restore()

    def _paint_row(
        self, painter: QPainter, area: QRectF, state: QStyle.StateFlag, model: RowsModel[Any], index: Index
    ) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = index.row() == self._view.property("hoveredRow")
        painter.fillRect(area, theme.color("accent_soft" if selected else "hover" if hovered else "surface"))
        if selected and index.column() == 0:
            edge = QRectF(area.left(), area.top(), 3, area.height() - 1)
            painter.fillRect(edge, theme.color("focus" if theme.is_dark() else "accent"))
        cell = model.cell(index.row(), index.column())
        paint_cell(Place(painter, area, selected, model.columns[index.column()].right), cell)

    def _paint_focus(self, painter: QPainter, area: QRectF, column: int, whole: bool) -> None:
        """A ring around the whole current row: rows, not cells, are chosen."""
        colour, thick = theme.color("focus"), 2
        painter.fillRect(QRectF(area.left(), area.top(), area.width(), thick), colour)
        painter.fillRect(QRectF(area.left(), area.bottom() - thick, area.width(), thick), colour)
        if column == 0 or whole:
            painter.fillRect(QRectF(area.left(), area.top(), thick, area.height()), colour)
        if whole or self._view.property("lastColumn") == column:
            painter.fillRect(QRectF(area.right() - thick, area.top(), thick, area.height()), colour)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Whole words of the cell under the pointer."""
        cell = _rows_of(index.model()).cell(index.row(), index.column()) if index.isValid() else None
        QToolTip.showText(event.globalPos(), plain(words(cell)) if cell is not None else "", view)
        return True

    def displayText(self, value: Any, locale: Any) -> str:
        return str(value)


def _rows_of(model: QAbstractItemModel) -> RowsModel[Any]:
    assert isinstance(model, RowsModel)
    return model
