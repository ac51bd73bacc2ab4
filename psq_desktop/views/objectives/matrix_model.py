"""Partners by objectives as a table model: tiles are made once, `data` only looks them up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from psq_desktop.french import fold, percent, typeset
from psq_desktop.rules import gap_words
from psq_desktop.services.steering.progress_rows import Matrix, MatrixCell, MatrixPartner, ObjectiveRow
from psq_desktop.views import badges
from psq_desktop.views.tokens import Tone
from psq_desktop.wording import word

Index = QModelIndex | QPersistentModelIndex
NOT_CONCERNED = "·"
NO_FIGURE = "–"
HELPER = ("users", "neutral")  # an associate that has taken no commitment
_EMPTY = Matrix((), (), {})
_TEXTS = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True, slots=True)
class Tile:
    """What is painted where a partner has a part."""

    icon: str
    tone: Tone
    text: str
    pilot: bool
    gap: bool
    late: bool


def tile(cell: MatrixCell, objective: ObjectiveRow) -> Tile:
    """A pilot's tile shows outlook and progress, another's its commitment."""
    late = cell.late > 0
    if cell.pilot:
        figure = NO_FIGURE if objective.progress is None else percent(objective.progress)
        return Tile(*badges.look(objective.outlook), figure, True, objective.gap is not None, late)
    share = "" if cell.share is None else percent(cell.share)
    look = badges.look(cell.state) if cell.state is not None else HELPER
    return Tile(*look, share, False, False, late)  # type: ignore[arg-type]


def said(cell: MatrixCell | None, objective: ObjectiveRow) -> str:
    """What a partner has to do with an objective: « pilote, atteignable, 65 % »."""
    if cell is None:
        return "non concerné"
    parts = []
    if cell.pilot:
        parts = ["pilote", word(objective.outlook).lower()]
        parts.append("avancement non connu" if objective.progress is None else percent(objective.progress))
        if objective.gap is not None:
            words = gap_words(objective.gap)
            parts.append(words[0].lower() + words[1:])
    parts += _commitments(cell)
    return ", ".join(parts) if parts else "associé, sans engagement"


def _commitments(cell: MatrixCell) -> list[str]:
    if cell.state is None:
        return []
    state = word(cell.state).lower()
    parts = [f"engagement {state}"] if cell.commitments == 1 else [f"{cell.commitments} engagements", f"un {state}"]
    if cell.share is not None:
        parts.append(f"fait à {percent(cell.share)}")
    if cell.late:
        parts.append("en retard" if cell.commitments == 1 else f"{cell.late} en retard")
    return parts


class MatrixModel(QAbstractTableModel):
    """The matrix, or the part of it that a text leaves."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._whole = self._shown = _EMPTY
        self._tiles: dict[tuple[int, int], Tile] = {}
        self._words: tuple[dict[int, str], dict[int, str]] = ({}, {})

    def set_matrix(self, matrix: Matrix, text: str = "") -> None:
        """Show another matrix."""
        rows = {row.id: row for row in matrix.objectives}
        self._whole = matrix
        self._tiles = {key: tile(cell, rows[key[1]]) for key, cell in matrix.cells.items()}
        self._words = (
            {p.id: fold(f"{p.name} {p.acronym}") for p in matrix.partners},
            {o.id: fold(f"{o.code} {o.title} {o.short_title} {o.axis}") for o in matrix.objectives},
        )
        self.keep(text)

    def keep(self, text: str) -> None:
        """Show the partners and the objectives that a text names, with all that they share."""
        self.beginResetModel()
        self._shown = self._named(fold(text).strip())
        self.endResetModel()

    def _named(self, wanted: str) -> Matrix:
        if not wanted:
            return self._whole
        partners, objectives = ({key for key, words in each.items() if wanted in words} for each in self._words)
        pairs = [key for key in self._whole.cells if key[0] in partners or key[1] in objectives]
        rows = partners | {key for key, _ in pairs}
        columns = objectives | {key for _, key in pairs}
        return Matrix(
            tuple(o for o in self._whole.objectives if o.id in columns),
            tuple(p for p in self._whole.partners if p.id in rows),
            self._whole.cells,
        )

    # --- what is shown

    @property
    def partners(self) -> tuple[MatrixPartner, ...]:
        """The rows."""
        return self._shown.partners

    @property
    def objectives(self) -> tuple[ObjectiveRow, ...]:
        """The columns."""
        return self._shown.objectives

    def tile_at(self, row: int, column: int) -> Tile | None:
        """What to paint; nothing where the partner is not concerned."""
        return self._tiles.get((self._shown.partners[row].id, self._shown.objectives[column].id))

    def cell_at(self, row: int, column: int) -> MatrixCell | None:
        """What the partner has to do with the objective."""
        return self._shown.cells.get((self._shown.partners[row].id, self._shown.objectives[column].id))

    def index_of(self, pair: tuple[int, int] | None) -> QModelIndex:
        """Where a partner and an objective meet; else the first cell that somebody fills."""
        if pair is not None:
            row = next((i for i, p in enumerate(self.partners) if p.id == pair[0]), None)
            column = next((i for i, o in enumerate(self.objectives) if o.id == pair[1]), None)
            if row is not None and column is not None:
                return self.index(row, column)
        filled = (i for i in range(len(self.objectives)) if self.partners and self.tile_at(0, i) is not None)
        return self.index(0, next(filled, 0))

    def table_text(self, rows: Iterable[int], columns: Iterable[int]) -> str:
        """The rows and columns with their heads, tab-separated, for a spreadsheet."""
        columns = tuple(columns)
        lines = [["Partenaire", *(f"{self.objectives[i].code} {self.objectives[i].title}" for i in columns)]]
        lines += [[self.partners[row].name, *(self._copied(row, i) for i in columns)] for row in rows]
        return "\n".join("\t".join(typeset(each).replace("\t", " ") for each in line) for line in lines)

    def _copied(self, row: int, column: int) -> str:
        cell = self.cell_at(row, column)
        if cell is None:
            return NOT_CONCERNED
        words = said(cell, self.objectives[column])
        return words[0].upper() + words[1:]

    # --- Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._shown.partners)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown.objectives)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.partners) or index.column() >= len(self.objectives):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            found = self.tile_at(index.row(), index.column())
            return found.text if found is not None else NOT_CONCERNED
        if role in _TEXTS:
            partner, objective = self.partners[index.row()], self.objectives[index.column()]
            words = said(self.cell_at(index.row(), index.column()), objective)
            return typeset(f"{partner.name}, {objective.code} {objective.title} : {words}")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if not 0 <= section < len(self.partners):
                return None
            partner = self.partners[section]
            return typeset(partner.name) if role in (Qt.ItemDataRole.DisplayRole, *_TEXTS) else None
        if not 0 <= section < len(self.objectives):
            return None
        objective = self.objectives[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return objective.code
        if role in _TEXTS:
            return typeset(f"{objective.code} {objective.title}, {word(objective.outlook).lower()}")
        return None
