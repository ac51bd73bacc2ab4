"""« Charge »: who served least, and who has not served for long."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop import french
from psq_desktop.french import typeset
from psq_desktop.services.reserves import loads
from psq_desktop.services.reserves.loads import LoadRow
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import (
    NORMAL,
    Button,
    Cell,
    Chip,
    Chips,
    Column,
    Label,
    RowsModel,
    TableView,
    Text,
    TwoLines,
    column,
)
from psq_desktop.views.reserves.facts import hours
from psq_desktop.views.screen import Workspace

_WIDTH = 620
_LISTS = (Chip("fair", "Les moins sollicités d’abord"), Chip("dormant", "Sans vacation récente"))
_NOTHING = {
    "fair": "La charge se lira ici dès que quelqu’un sera actif.",
    "dormant": "Chacun a servi récemment.",
}


def _who(row: LoadRow) -> Cell:
    return TwoLines(row.display, row.code, weight=600)


def served_words(row: LoadRow) -> str:
    """« 84 jours sur 90 », « 12 h ce trimestre »."""
    if row.ceiling is not None:
        return f"{french.plural(row.days_used, 'jour')} sur {row.ceiling}"
    return f"{hours(row.hours)} ce trimestre"


def last_words(row: LoadRow) -> str:
    """« 12 nov. 2026, il y a 10 jours », « aucune vacation »."""
    if row.last_shift_on is None or row.idle_days is None:
        return "aucune vacation"
    ago = f", il y a {french.plural(row.idle_days, 'jour')}" if row.idle_days > 0 else ""
    return f"{french.date_short(row.last_shift_on)}{ago}"


def _served(row: LoadRow) -> Cell:
    return Text(served_words(row))


def _last(row: LoadRow) -> Cell:
    return Text(last_words(row), tone="text2")


_COLUMNS: tuple[Column[LoadRow], ...] = (
    Column("Réserviste", 150, _who, stretch=True),
    Column("Charge", 160, _served),
    Column("Dernière vacation", 220, _last),
)


class LoadDialog(PlainDialog):
    """Two lists, one at a time; Entrée opens the sheet of the row."""

    chosen = Signal(int)  # whose sheet

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__("Charge des réservistes", _WIDTH, parent)
        self._found: dict[str, tuple[LoadRow, ...]] = {}
        self.chips = Chips(_LISTS, "Liste affichée")
        self.table = TableView(RowsModel(_COLUMNS), typeset("Charge des réservistes"), row_height=NORMAL + 8)
        self.table.setMinimumHeight(300)
        close = Button("Fermer", shortcut="Échap")
        close.clicked.connect(self.reject)
        about = Label(
            "Pour répartir les missions : part du plafond, ou heures du trimestre.", 9.5, 400, "text2", wrap=True
        )
        self.fill(about, column(self.chips, self.table), buttons=(close,))
        self.chips.chosen.connect(self._fill)
        self.table.row_activated.connect(self._on_activated)
        workspace.read(loads.fair, workspace.today, then=self._take_fair)
        workspace.read(loads.dormant, workspace.today, then=self._take_dormant)

    def _take_fair(self, rows: tuple[LoadRow, ...]) -> None:
        self._take("fair", rows)

    def _take_dormant(self, rows: tuple[LoadRow, ...]) -> None:
        self._take("dormant", rows)

    def _take(self, key: str, rows: tuple[LoadRow, ...]) -> None:
        self._found[key] = rows
        self.chips.set_counts({key: len(rows)})
        self._fill()

    def _fill(self, _key: str = "") -> None:
        key = self.chips.current
        self.table.set_rows(self._found.get(key, ()), empty=_NOTHING[key])

    def _on_activated(self, row: LoadRow) -> None:
        self.chosen.emit(row.id)
        self.accept()
