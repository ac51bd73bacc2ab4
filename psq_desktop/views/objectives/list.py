"""The list of objectives with its filters, and the rules of its figures in words below."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu

from psq_desktop.french import fold, typeset
from psq_desktop.rules import ELAPSED, gap_rule
from psq_desktop.services.steering.progress_rows import Limits, ObjectiveRow
from psq_desktop.views import icons, theme
from psq_desktop.views.decision_parts.walk import neighbour
from psq_desktop.views.kit import (
    Chips,
    ElidedLabel,
    FilterField,
    IconLabel,
    Label,
    RowsModel,
    TableCard,
    TableView,
    hairline,
    row,
)
from psq_desktop.views.objectives.columns import COLUMNS, Line, lines
from psq_desktop.views.objectives.filters import ALL, CHIPS, counts, keep
from psq_desktop.views.objectives.partner_button import PartnerButton

ROW_HEIGHT = 39.0
_ROOMY = 1060.0  # design pixels from which on the chosen partner is said in words


class ObjectiveList(TableCard):
    """Filters, table and rules. Objectives are known by their id outside."""

    selected = Signal(object)  # id, or None
    edit_requested = Signal(int)
    remove_requested = Signal(object)  # ObjectiveRow
    sheet_requested = Signal(int)
    filtered = Signal()  # by a partner or a button

    def __init__(self) -> None:
        self.chips = Chips(CHIPS, "Objectifs affichés")
        self.partner = PartnerButton()
        self.filter = FilterField("Filtrer les objectifs", 98)
        self.table = TableView(RowsModel(COLUMNS), "Objectifs concertés", row_height=ROW_HEIGHT)
        self._rule = ElidedLabel("", 8.5, 400, "text2")
        tick = Label("┃ temps écoulé", 8.5, 600, "text2")
        tick.setToolTip(typeset(ELAPSED))
        tick.setAccessibleName(typeset(f"Le trait sur une barre marque le temps écoulé. {ELAPSED}"))
        tools = row(self.chips, self.partner, self.filter, spacing=5, margins=(11, 9, 11, 9), grow=0)
        foot = row(IconLabel("arrows-diff", "warning", 14), self._rule, tick, spacing=6, margins=(14, 6, 14, 8), grow=1)
        super().__init__(tools, hairline(), self.table, foot, grow=2)
        self._lines: tuple[Line, ...] = ()
        self._limits = Limits()
        self._wanted: Hashable = None
        self._shown: Hashable = None
        self._filling = False
        self._connect()

    def _connect(self) -> None:
        self.chips.chosen.connect(self._on_filter)
        self.partner.changed.connect(self._on_filter)
        self.filter.textChanged.connect(self.show_rows)
        self.table.row_selected.connect(self._on_selected)
        self.table.row_activated.connect(self._on_activated)
        self.table.remove_requested.connect(self._on_remove)
        self.table.clear_filters_requested.connect(self.clear_filters)
        self.table.set_menu(self._fill_menu)

    # --- rows

    def set_rows(
        self, rows: tuple[ObjectiveRow, ...], today: date, limits: Limits, names: Mapping[int, str] | None = None
    ) -> None:
        """Show these objectives, through the filters in force. ``names``: of the partners, to look for."""
        if self.current is not None and all(row.id != self.current for row in rows):  # deleted: its neighbour follows
            below = neighbour(self.table, 1)
            self._wanted = below if below is not None else neighbour(self.table, -1)
        self._limits = limits
        self._rule.setText(gap_rule(limits))
        self._lines = lines(rows, today, limits, names)
        self.show_rows()
        if isinstance(self._wanted, int):
            self.want(self._wanted)

    def show_rows(self, _text: str = "") -> None:
        """Apply the filters again."""
        found = self._searched()
        self.chips.set_counts(counts(line.row for line in found))
        kept = keep(self.chips.current, self._limits)
        self._filling = True  # the row that goes is not told: the one that follows is
        self.table.set_rows([line for line in found if kept(line.row)], filtered=self.is_filtered)
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None
        elif self.table.current_row is None:
            self.table.select_first()
        self._filling = False
        self._tell()

    def _searched(self) -> tuple[Line, ...]:
        wanted, partner_id = fold(self.filter.text()).strip(), self.partner.value
        found = (line for line in self._lines if wanted in line.searched)
        return tuple(line for line in found if partner_id is None or partner_id in line.row.partner_ids)

    @property
    def is_filtered(self) -> bool:
        """Whether some objectives may be hidden."""
        return bool(self.filter.text()) or self.partner.value is not None or self.chips.current != ALL

    @property
    def current(self) -> int | None:
        """The objective selected."""
        line = self.table.current_row
        return line.id if line is not None else None

    def want(self, objective_id: int) -> None:
        """Select it as soon as it is there, whatever the filters hide."""
        self._wanted = objective_id
        if self.table.select(objective_id):
            self._wanted = None
        elif any(line.id == objective_id for line in self._lines):
            self.clear_filters()

    def keep_only(self, key: str) -> None:
        """Choose a filter, and no other."""
        self._clear_search()
        self.chips.set_current(key)
        self._on_filter()

    def keep_partner(self, partner_id: int) -> None:
        """Choose a partner, and no other filter."""
        self._clear_search()
        self.chips.set_current(ALL)
        self.partner.set_value(partner_id)
        self._on_filter()

    def clear_filters(self) -> None:
        """Show everything."""
        self.keep_only(ALL)

    def _clear_search(self) -> None:
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.blockSignals(False)
        self.partner.set_value(None)

    def _on_filter(self, _key: str = "") -> None:
        self.show_rows()
        self.filtered.emit()

    # --- the selected one

    def step(self, by: int) -> None:
        """The objective above (-1) or below (1)."""
        found = neighbour(self.table, by)
        if found is not None:
            self.table.select(found)

    def _on_selected(self, _line: Line | None) -> None:
        self._tell()

    def _tell(self) -> None:
        if not self._filling and self.current != self._shown:
            self._shown = self.current
            self.selected.emit(self.current)

    def _on_activated(self, line: Line) -> None:
        self.edit_requested.emit(line.id)

    def _on_remove(self, line: Line) -> None:
        self.remove_requested.emit(line.row)

    def _fill_menu(self, line: Line, menu: QMenu) -> None:
        self.table.select(line.id)
        for icon, words, slot in (
            ("pencil", "Modifier…", self._edit_current),
            ("file-text", "Fiche-action en PDF", self._sheet_of_current),
            ("trash", "Supprimer", self._remove_current),
        ):
            action = QAction(icons.icon(icon), words, menu)
            action.triggered.connect(slot)
            menu.addAction(action)

    def _edit_current(self) -> None:
        if self.current is not None:
            self.edit_requested.emit(self.current)

    def _sheet_of_current(self) -> None:
        if self.current is not None:
            self.sheet_requested.emit(self.current)

    def _remove_current(self) -> None:
        if self.table.current_row is not None:
            self._on_remove(self.table.current_row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.partner.set_wide(self.width() >= theme.px(_ROOMY))
