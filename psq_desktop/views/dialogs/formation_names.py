"""The list of formations: a name is written in its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QStyleOptionViewItem, QWidget

from psq_desktop.views import theme
from psq_desktop.views.kit import NORMAL, Cell, Column, RowsModel, TableView, Text, TextField
from psq_desktop.views.widgets.row_delegate import RowDelegate
from psq_desktop.views.widgets.rows import ROW_ROLE

Index = QModelIndex | QPersistentModelIndex
NEW = 0  # id of a formation that has no name yet


@dataclass(frozen=True, slots=True)
class NameLine:
    """A formation in the list."""

    id: int
    name: str
    partners: int


def _name(line: NameLine) -> Cell:
    return Text(line.name or "Nouvelle formation", tone="text" if line.name else "text3")


def _partners(line: NameLine) -> Cell:
    return Text(str(line.partners) if line.id != NEW else "", tone="text2", size=9)


COLUMNS: tuple[Column[NameLine], ...] = (
    Column("Formation", 120, _name, stretch=True),
    Column("Conviés", 74, _partners, right=True),
)


class NamesModel(RowsModel[NameLine]):
    """Rows whose name can be written."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        editable = index.isValid() and index.column() == 0
        return super().flags(index) | (Qt.ItemFlag.ItemIsEditable if editable else Qt.ItemFlag.NoItemFlags)


class NameDelegate(RowDelegate):
    """Opens a line of text in the row. The model stays as it is: the name typed is told."""

    typed = Signal(object, str)  # NameLine, text

    def __init__(self, view: QAbstractItemView, row_height: float) -> None:
        super().__init__(view, row_height)
        self.draft = ""  # what was typed before it was refused

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        return TextField("Nom de la formation", "thématique transports", parent=parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, TextField)
        editor.setText(self.draft or index.data(ROW_ROLE).name)
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, TextField)
        self.typed.emit(index.data(ROW_ROLE), editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        cell, edge = option.rect, theme.px(2)
        width = self._view.viewport().width() - 2 * edge  # the whole row: names are long, lists are narrow
        editor.setGeometry(cell.left() + edge, cell.top() + edge, width, cell.height() - 2 * edge - 1)


class NamesTable(TableView):
    """Which formation is shown; F2 or Entrée writes its name, Échap leaves it as it was."""

    name_given = Signal(int, str)  # id (`NEW` for another one), text
    writing_ended = Signal()

    def __init__(self) -> None:
        super().__init__(NamesModel(COLUMNS), "Formations", row_height=NORMAL)
        self.names = NameDelegate(self, NORMAL)
        self.setItemDelegate(self.names)
        self.writing = False
        self._lines: tuple[NameLine, ...] = ()
        self._awaited: int | None = None
        self.names.typed.connect(self._on_typed)
        self.names.closeEditor.connect(self._on_closed)
        self.row_activated.connect(self.write_name)

    @property
    def current_id(self) -> int | None:
        """The formation chosen."""
        line = self.current_row
        return line.id if isinstance(line, NameLine) else None

    def show_lines(self, lines: Sequence[NameLine]) -> None:
        """Show other formations, but nothing while a name is being written: it would be lost."""
        self._lines = tuple(lines)
        if self.writing:
            return
        self.set_rows(self._lines)
        if self._awaited is not None and self.select(self._awaited):
            self._awaited = None
        if self.current_row is None:
            self.select_first()

    def await_row(self, key: int) -> None:
        """Choose this formation as soon as it is there."""
        self._awaited = key

    def write_new(self, draft: str = "") -> None:
        """A row more, its name to be written."""
        if not self.writing:
            self.set_rows((*self._lines, NameLine(NEW, "", 0)))
            self._write(NEW, draft)

    def write_name(self, line: NameLine | None = None, draft: str = "") -> None:
        """Write the name of the formation chosen."""
        line = line or self.current_row
        if not self.writing and isinstance(line, NameLine):
            self._write(line.id, draft)

    def write_again(self, key: int, draft: str) -> None:
        """A name was refused: nothing of it is lost."""
        if key == NEW:
            self.write_new(draft)
        elif self.select(key):
            self._write(key, draft)

    def _write(self, key: int, draft: str) -> None:
        if self.select(key):
            self.names.draft = draft
            self.writing = True
            self.edit(self.currentIndex())

    def finish(self) -> None:
        """Tell the name that is being written, as if the row had been left."""
        editor = self.indexWidget(self.currentIndex()) if self.writing else None
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.writing:
            event.accept()  # what the line of text leaves over is not for the list or the dialog
        elif event.key() == Qt.Key.Key_F2:
            self.write_name()
        else:
            super().keyPressEvent(event)

    def _on_typed(self, line: NameLine, text: str) -> None:
        if line.id == NEW and not text.strip():
            return  # nothing was begun
        if line.id == NEW or text != line.name:
            self.name_given.emit(line.id, text)

    def _on_closed(self) -> None:
        if self.writing:
            self._end()

    def _end(self) -> None:
        self.writing = False
        self.names.draft = ""
        self.show_lines(self._lines)
        self.writing_ended.emit()
