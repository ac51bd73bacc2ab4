"""The card of the matrix: what its signs mean, a filter, the table, and the keys."""

from __future__ import annotations

from PySide6.QtCore import Signal

from psq_desktop.services.steering.progress_rows import Matrix
from psq_desktop.views.kit import ElidedLabel, FilterField, TableCard, hairline, row
from psq_desktop.views.objectives.legend import MatrixLegend
from psq_desktop.views.objectives.matrix_view import MatrixView

KEYS = "Entrée ouvre l’objectif · les flèches déplacent · Ctrl+C copie · Échap revient à la liste"


class MatrixCard(TableCard):
    """Who does what for which objective."""

    opened = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        self.filter = FilterField("Filtrer les partenaires et les objectifs", 160)
        self.view = MatrixView()
        head = row(MatrixLegend(), self.filter, spacing=12, margins=(14, 8, 12, 8), grow=0)
        self.foot = ElidedLabel(KEYS, 8.5, 400, "text3")
        foot = row(self.foot, margins=(14, 6, 14, 8), grow=0)
        super().__init__(head, hairline(), self.view, hairline(), foot, grow=2)
        self.filter.textChanged.connect(self.view.keep)
        self.view.clear_requested.connect(self.filter.clear)
        self.view.opened.connect(self.opened)
        self.view.left.connect(self.left)
        self.view.copied.connect(self.foot.setText)
        self.view.selectionModel().selectionChanged.connect(self._tell_keys)

    def _tell_keys(self) -> None:
        self.foot.setText(KEYS)

    def set_matrix(self, matrix: Matrix) -> None:
        """Show a matrix through the filter in force."""
        self.view.set_matrix(matrix, self.filter.text())
