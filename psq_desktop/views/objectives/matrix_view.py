"""The matrix as a table view: the keyboard moves, Entrée opens, Ctrl+C copies."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QToolTip, QWidget

from psq_desktop.french import plural
from psq_desktop.services.steering.progress_rows import Matrix
from psq_desktop.views import theme
from psq_desktop.views.objectives.matrix_delegate import MatrixDelegate
from psq_desktop.views.objectives.matrix_heads import HEAD_HEIGHT, NAMES_WIDTH, Corner, ObjectiveHeads, PartnerHeads
from psq_desktop.views.objectives.matrix_model import MatrixModel
from psq_desktop.views.widgets.table import NoRows, bare
from psq_desktop.views.widgets.themed import Themed
from psq_desktop.views.widgets.tips import plain

_NARROWEST, _WIDEST = 68.0, 120.0  # columns
_LOWEST, _HIGHEST = 34.0, 49.0  # rows


class MatrixView(Themed, QTableView):
    """Partners by objectives; the cell in hand stays in hand when rows come anew."""

    opened = Signal(int)  # objective
    left = Signal()  # Échap
    clear_requested = Signal()
    copied = Signal(str)  # what is in the clipboard now, for people

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = MatrixModel(self)
        self._pair: tuple[int, int] | None = None
        self._corner = Corner(self)
        self._no_rows = NoRows(self)
        self._no_rows.set_words("Aucun résultat", True)
        self._no_rows.clear_requested.connect(self.clear_requested)
        self._no_rows.hide()
        self.setAccessibleName("Matrice des partenaires et des objectifs")
        self.setHorizontalHeader(ObjectiveHeads(self))
        self.setVerticalHeader(PartnerHeads(self))
        self.setModel(self._rows)
        self._delegate = MatrixDelegate(self, self._rows)
        self.setItemDelegate(self._delegate)
        bare(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(self._open)
        self.horizontalHeader().sectionDoubleClicked.connect(self._open_column)
        self.restyle()

    # --- what is shown

    @property
    def matrix(self) -> MatrixModel:
        """The model."""
        return self._rows

    def set_matrix(self, matrix: Matrix, text: str) -> None:
        """Show a matrix, or what a text leaves of it."""
        pair = self._pair
        self._rows.set_matrix(matrix, text)
        self._restore(pair)

    def keep(self, text: str) -> None:
        """Show what a text leaves."""
        pair = self._pair
        self._rows.keep(text)
        self._restore(pair)

    def _restore(self, pair: tuple[int, int] | None) -> None:
        self._no_rows.setVisible(not self._rows.rowCount())
        self._lay()
        index = self._rows.index_of(pair)
        if index.isValid():
            self.setCurrentIndex(index)

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid():
            self._pair = (self._rows.partners[current.row()].id, self._rows.objectives[current.column()].id)
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()

    # --- keyboard and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            text = self.copied_text()
            QGuiApplication.clipboard().setText(text)
            self.copied.emit(self._told_of(text))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def copied_text(self) -> str:
        """The cells selected with their heads; all of them unless several are selected."""
        chosen = self.selectionModel().selectedIndexes()
        if len(chosen) < 2:
            return self._rows.table_text(range(self._rows.rowCount()), range(self._rows.columnCount()))
        rows = sorted({index.row() for index in chosen})
        return self._rows.table_text(rows, sorted({index.column() for index in chosen}))

    @staticmethod
    def _told_of(text: str) -> str:
        lines = text.split("\n")
        partners, objectives = plural(len(lines) - 1, "partenaire"), plural(lines[0].count("\t"), "objectif")
        return f"Copié : {partners}, {objectives}. À coller dans un tableur."

    def _open(self, index: QModelIndex) -> None:
        self._open_column(index.column())

    def _open_column(self, column: int) -> None:
        if 0 <= column < len(self._rows.objectives):  # the header ends in a section of no objective
            self.opened.emit(self._rows.objectives[column].id)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            words = index.data(Qt.ItemDataRole.ToolTipRole) if index.isValid() else ""
            QToolTip.showText(event.globalPos(), plain(words), self)
            return True
        return super().viewportEvent(event)

    # --- measures

    def restyle(self) -> None:
        self._delegate.forget()
        self.horizontalHeader().setFixedHeight(theme.px(HEAD_HEIGHT))
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        """Columns and rows share the room as long as they stay readable, and no cell is out of proportion."""
        heads, names = self.horizontalHeader(), self.verticalHeader()
        rows, columns = self._rows.rowCount(), self._rows.columnCount()
        names.setFixedWidth(min(theme.px(NAMES_WIDTH), round(self.width() * 0.4)))
        heads.setMinimumSectionSize(theme.px(30))
        names.setMinimumSectionSize(theme.px(20))
        down = self.height() - heads.height() - 2
        tall = _shared(down, rows, _LOWEST, _HIGHEST)
        across = self.width() - names.width() - (2 if rows * tall <= down else theme.px(14))
        wide = _shared(across, columns, _NARROWEST, _WIDEST)
        names.setDefaultSectionSize(tall)
        heads.setDefaultSectionSize(wide)
        heads.setStretchLastSection(0 <= across - columns * wide < columns)  # the pixels left by the division
        self._corner.setGeometry(0, 0, names.width(), heads.height())
        self._no_rows.setGeometry(self.rect())


def _shared(room: int, parts: int, least: float, most: float) -> int:
    return min(max(room // max(parts, 1), theme.px(least)), theme.px(most))
