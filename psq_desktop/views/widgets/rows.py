"""A table model over frozen rows: a line's cells are made once, when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from psq_desktop.french import typeset
from psq_desktop.views.widgets.cells import Cell, words

RowT = TypeVar("RowT")
Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = Qt.ItemDataRole.UserRole
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_KEPT = 10_000  # lines of rows that are hidden now
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)  # with slots, « Column[Row](…) » fails on Python 3.11
class Column(Generic[RowT]):
    """One column: its title, its width in design pixels and how to make a cell from a row.

    ``stretch`` takes the room left, never less than ``width``. Where the room is short, columns with the
    highest ``optional`` go first; 0 always stays.
    """

    title: str
    width: float
    cell: Callable[[RowT], Cell]
    stretch: bool = False
    right: bool = False
    optional: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """The head of the rows that follow it, up to the next head. Folded, it may say something else."""

    title: str
    sub: str = ""
    folded_sub: str = ""
    folded: bool = False


class RowsModel(QAbstractTableModel, Generic[RowT]):
    """Rows and group heads; folded groups hide their rows."""

    def __init__(
        self,
        columns: tuple[Column[RowT], ...],
        rows: Sequence[RowT | Group] = (),
        *,
        row_id: Callable[[RowT], Hashable] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self._row_id = row_id or _default_id
        self._folded: dict[str, bool] = {}
        self._made: dict[int, _Line] = {}  # by the row's identity: a filter shows the same rows again and again
        self._lines: list[_Line] = []
        self._visible: list[_Line] = []
        self._fill(rows)

    def set_rows(self, rows: Sequence[RowT | Group]) -> None:
        """Show other rows; groups stay folded or open by title."""
        self.beginResetModel()
        self._fill(rows)
        self.endResetModel()

    def _fill(self, rows: Sequence[RowT | Group]) -> None:
        lines: list[_Line] = []
        made = self._made
        head = ""
        for row in rows:
            line = made.get(id(row))
            if isinstance(row, Group):
                head = row.title
                self._folded.setdefault(head, row.folded)
                line = _Line(row, None, head)
            elif line is None or line.row is not row or line.head != head:
                line = made[id(row)] = _Line(row, self._row_id(row), head)
            lines.append(line)
        if len(made) > 2 * len(lines) + _KEPT:
            self._made = {id(line.row): line for line in lines}
        self._lines = lines
        self._filter()

    def _filter(self) -> None:
        folded = self._folded
        if not folded:
            self._visible = self._lines
            return
        self._visible = [line for line in self._lines if line.is_group or not folded.get(line.head, False)]

    def fold(self, position: int, folded: bool) -> int:
        """Fold or open the group of a line; returns the position of its head."""
        head = self._visible[position].head
        if self._folded.get(head, False) != folded:
            self.beginResetModel()
            self._folded[head] = folded
            self._filter()
            self.endResetModel()
        return next(i for i, line in enumerate(self._visible) if line.is_group and line.head == head)

    def group_at(self, position: int) -> Group | None:
        """The group head at a position, or none."""
        row = self._visible[position].row if 0 <= position < len(self._visible) else None
        return row if isinstance(row, Group) else None

    def is_folded(self, group: Group) -> bool:
        """Whether its rows are hidden."""
        return self._folded.get(group.title, False)

    def has_group(self, position: int) -> bool:
        """Whether the line stands under a group head (or is one)."""
        return bool(self._visible[position].head)

    def row_at(self, position: int) -> RowT | None:
        """The row at a position; none for a group head."""
        if not 0 <= position < len(self._visible) or self._visible[position].is_group:
            return None
        row: RowT = self._visible[position].row
        return row

    def id_at(self, position: int) -> Hashable:
        """Identity of the row at a position."""
        return self._visible[position].key if 0 <= position < len(self._visible) else None

    def position_of(self, key: Hashable) -> int | None:
        """Where the row with this identity is shown."""
        found = (i for i, line in enumerate(self._visible) if not line.is_group and line.key == key)
        return next(found, None)

    def group_positions(self) -> list[int]:
        """Where group heads are shown."""
        return [i for i, line in enumerate(self._visible) if line.is_group]

    def cell(self, position: int, column: int) -> Cell | None:
        """The ready cell; none on a group head."""
        line = self._visible[position]
        return None if line.is_group else self._cells(line)[column]

    def _cells(self, line: _Line) -> tuple[Cell, ...]:
        if line.cells is None:  # of thousands of rows, few are ever looked at between two letters of a filter
            line.cells = tuple(each.cell(line.row) for each in self.columns)
        return line.cells

    def line_text(self, position: int) -> str:
        """A line as tab-separated words, for the clipboard."""
        line = self._visible[position]
        if line.is_group:
            return self._group_words(line.row)
        return "\t".join(typeset(each.text).replace("\t", " ") for each in self._cells(line))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._visible)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return enabled if self._visible[index.row()].is_group else enabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return typeset(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._visible):
            return None
        line = self._visible[index.row()]
        if role == ROW_ROLE:
            return line.row
        if line.is_group:
            texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return self._group_words(line.row) if index.column() == 0 and role in texts else None
        cell = self._cells(line)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return typeset(cell.text)
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            title = self.columns[index.column()].title
            return typeset(f"{title} : {words(cell)}") if title else words(cell)
        return None

    def _group_words(self, group: Group) -> str:
        state = "groupe replié" if self.is_folded(group) else "groupe ouvert"
        return typeset(", ".join(filter(None, (group.title, self.group_sub(group), state))))

    def group_sub(self, group: Group) -> str:
        """The quiet words of a head, as it stands now."""
        return group.folded_sub or group.sub if self.is_folded(group) else group.sub


@dataclass(slots=True)
class _Line:
    row: Any
    key: Hashable
    head: str
    cells: tuple[Cell, ...] | None = None

    @property
    def is_group(self) -> bool:
        return isinstance(self.row, Group)


def _default_id(row: Any) -> Hashable:
    key: Hashable = row.id
    return key
