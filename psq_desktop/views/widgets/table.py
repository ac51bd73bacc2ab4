"""The table view of every list: keyboard, selection kept by identity, groups, copy, an empty state."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from psq_desktop.views import theme
from psq_desktop.views.widgets.buttons import Button
from psq_desktop.views.widgets.layouts import STRETCH, column, row
from psq_desktop.views.widgets.row_delegate import RowDelegate
from psq_desktop.views.widgets.rows import Group, RowsModel
from psq_desktop.views.widgets.text import Label
from psq_desktop.views.widgets.themed import Themed

TWO_LINES, NORMAL, COMPACT = 46.0, 38.0, 30.0
HEADER = 35.0
_GROUP_SHARE = 0.7  # of a row's height


def bare(view: QTableView) -> None:
    """No grid, frame nor editor: the delegate paints all of it, the keyboard goes by it with Tab."""
    view.setShowGrid(False)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)


class NoRows(QWidget):
    """« Aucun résultat — Effacer les filtres »."""

    clear_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = Label("Aucun résultat", 10, 500, "text2")
        self._clear = Button("Effacer les filtres", "filter-off")
        self._clear.clicked.connect(self.clear_requested)
        line = row(STRETCH, self._label, self._clear, STRETCH, spacing=12)
        self.setLayout(column(line, STRETCH, margins=(12, 28, 12, 12)))

    def set_words(self, text: str, clearable: bool) -> None:
        """What is said, and whether filters can be the cause."""
        self._label.setText(text)
        self._clear.setVisible(clearable)


class TableView(Themed, QTableView):
    """A list over a `RowsModel`. Rows are given in the signals, not indexes."""

    row_selected = Signal(object)  # the row, or None
    row_activated = Signal(object)  # Entrée or double click
    remove_requested = Signal(object)  # Suppr
    clear_filters_requested = Signal()

    def __init__(
        self, model: RowsModel[Any], name: str, *, row_height: float = NORMAL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._row_height = row_height
        self._menu: Callable[[Any, QMenu], None] | None = None
        self._selected_key: Hashable = None
        self._heads: list[int] = []
        self._no_rows = NoRows(self.viewport())
        self._no_rows.clear_requested.connect(self.clear_filters_requested)
        self._no_rows.hide()
        self.setAccessibleName(name)
        self.setModel(model)
        model.setParent(self)
        self.setItemDelegate(RowDelegate(self, row_height))
        self._configure()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double_clicked)
        model.modelReset.connect(self._lay_rows)
        self.restyle()

    def _configure(self) -> None:
        bare(self)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    # --- rows

    def set_rows(self, rows: Sequence[Any], *, filtered: bool = False, empty: str = "") -> None:
        """Show other rows; the selected one stays selected if it is still there.

        ``filtered``: an empty list may come from filters, offer to clear them. ``empty``: words instead.
        """
        key = self._selected_key
        scroll = self.verticalScrollBar().value()
        self._rows.set_rows(rows)
        self._no_rows.set_words(empty or "Aucun résultat", filtered)
        self._no_rows.setVisible(self._rows.rowCount() == 0)
        if key is None or not self.select(key):
            self._forget()
        self.verticalScrollBar().setValue(scroll)

    def select(self, key: Hashable) -> bool:
        """Select the row with this identity; false if it is not shown."""
        position = self._rows.position_of(key)
        if position is None:
            return False
        self._go_to(position)
        return True

    def select_first(self) -> None:
        """Select the first row there is."""
        first = next((i for i in range(self._rows.rowCount()) if self._rows.row_at(i) is not None), None)
        if first is not None:
            self._go_to(first)

    @property
    def current_row(self) -> Any:
        """The selected row, or none."""
        return self._rows.row_at(self.currentIndex().row())

    def set_menu(self, fill: Callable[[Any, QMenu], None]) -> None:
        """Who fills the context menu of a row."""
        self._menu = fill
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)

    def fit_height(self) -> None:
        """Be as tall as the rows, without a scroll bar of its own."""
        rows = sum(self.rowHeight(i) for i in range(self._rows.rowCount()))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("openEnd", True)  # the card's border is the last line
        self.setFixedHeight(rows + theme.px(HEADER))

    def _go_to(self, position: int) -> None:
        index = self._rows.index(position, 0)
        how = QItemSelectionModel.SelectionFlag
        flags = how.ClearAndSelect | how.Rows | how.Current
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def _forget(self) -> None:
        if self._selected_key is not None:
            self._selected_key = None
            self.row_selected.emit(None)

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        found = self._rows.row_at(current.row())
        self.viewport().update()
        if found is None:
            return
        key = self._rows.id_at(current.row())
        if key != self._selected_key:
            self._selected_key = key
            self.row_selected.emit(found)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        found = self._rows.row_at(index.row())
        if found is not None:
            self.row_activated.emit(found)

    def _on_menu(self, where: QPoint) -> None:
        found = self._rows.row_at(self.indexAt(where).row())
        if found is None or self._menu is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._menu(found, menu)
        menu.popup(self.viewport().mapToGlobal(where))

    # --- keyboard and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        position = self.currentIndex().row()
        group = self._rows.group_at(position)
        found = self._rows.row_at(position)
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy) and position >= 0:
            QGuiApplication.clipboard().setText(self._rows.line_text(position))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and found is not None:
            self.row_activated.emit(found)
        elif key == Qt.Key.Key_Delete and found is not None:
            self.remove_requested.emit(found)
        elif group is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._fold(position, not self._rows.is_folded(group))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and position >= 0 and self._rows.has_group(position):
            self._fold(position, key == Qt.Key.Key_Left)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self._step(position, 1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        position = self.indexAt(event.position().toPoint()).row()
        group = self._rows.group_at(position)
        if group is not None and event.button() == Qt.MouseButton.LeftButton:
            self._fold(position, not self._rows.is_folded(group), open_first=False)

    def _step(self, position: int, by: int) -> None:
        """The next row up or down; only folded heads stop the way, for they are the way in."""
        target = position + by
        while 0 <= target < self._rows.rowCount():
            group = self._rows.group_at(target)
            if group is None or self._rows.is_folded(group):
                self._go_to(target)
                return
            target += by
        if by < 0:
            self.scrollToTop()

    def _fold(self, position: int, folded: bool, *, open_first: bool = True) -> None:
        key = self._selected_key
        head = self._rows.fold(position, folded)
        if not folded and open_first:
            self._go_to(min(head + 1, self._rows.rowCount() - 1))
        elif key is None or not self.select(key):
            self._go_to(head)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, position: int) -> None:
        if self.property("hoveredRow") != position:
            self.setProperty("hoveredRow", position)
            self.viewport().update()

    # --- measures

    def restyle(self) -> None:
        header = self.horizontalHeader()
        header.setFont(theme.font(9, 600))
        header.setFixedHeight(theme.px(HEADER))
        header.setMinimumSectionSize(theme.px(30))
        self.verticalHeader().setMinimumSectionSize(theme.px(20))
        self.verticalHeader().setDefaultSectionSize(theme.px(self._row_height))
        self._lay_rows()
        self._lay_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_columns()
        self._no_rows.setGeometry(self.viewport().rect())

    def _lay_rows(self) -> None:
        self.clearSpans()
        for position in self._heads:  # a row that stands where a head stood takes a row's height again
            if position < self._rows.rowCount():
                self.setRowHeight(position, theme.px(self._row_height))
        self._heads = self._rows.group_positions()
        for position in self._heads:
            self.setRowHeight(position, theme.px(self._row_height * _GROUP_SHARE))
            if self._rows.columnCount() > 1:
                self.setSpan(position, 0, 1, self._rows.columnCount())

    def _lay_columns(self) -> None:
        room = self.viewport().width()
        shown = list(range(len(self._rows.columns)))
        while len(shown) > 1 and self._width_of(shown) > room:
            spare = max(shown, key=self._rank)
            if not self._rows.columns[spare].optional:
                break
            shown.remove(spare)
        left = max(room - self._width_of(shown), 0)
        stretching = [i for i in shown if self._rows.columns[i].stretch] or shown[:1]
        for i, each in enumerate(self._rows.columns):
            self.setColumnHidden(i, i not in shown)
            extra = left // len(stretching) if i in stretching else 0
            self.setColumnWidth(i, theme.px(each.width) + extra)
        self.setProperty("lastColumn", shown[-1])

    def _rank(self, index: int) -> int:
        return self._rows.columns[index].optional

    def _width_of(self, shown: list[int]) -> int:
        return sum(theme.px(self._rows.columns[i].width) for i in shown)


__all__ = ["COMPACT", "NORMAL", "TWO_LINES", "Group", "RowsModel", "TableView"]
