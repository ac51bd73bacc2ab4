"""The list of a register: filter buttons with their counts, a field that searches it, the table."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from psq_desktop.french import fold, typeset
from psq_desktop.views import icons
from psq_desktop.views.decision_parts.walk import neighbour
from psq_desktop.views.kit import (
    Chip,
    Chips,
    FilterField,
    IconLabel,
    Label,
    RowsModel,
    TableCard,
    TableView,
    boxed,
    column,
    hairline,
    row,
)
from psq_desktop.views.registers.register import Action, Filter, Register
from psq_desktop.views.widgets.layouts import Item


class RegisterList(TableCard):
    """Filters and table. Records are known by their id outside."""

    selected = Signal(object)  # the row, or None
    activated = Signal(object)
    remove_requested = Signal(object)
    action_requested = Signal(str)
    filtered = Signal()

    def __init__(self, register: Register, *tools: QWidget) -> None:
        self._register = register
        self._filters = {each.key: each for each in register.filters}
        self._all = register.filters[0].key
        self.chips = Chips(
            tuple(Chip(each.key, each.text, 0) for each in register.filters), f"{register.title} : filtre"
        )
        self.filter = FilterField(f"Filtrer : {register.title}", 116)
        self.table = TableView(RowsModel(register.columns), register.title, row_height=register.row_height)
        bar = row(self.chips, *tools, self.filter, spacing=6, margins=(11, 9, 11, 9), grow=0)
        self.rule = boxed(column(hairline(), self._rule_line(register), spacing=0))
        self.rule.setVisible(bool(register.rule))
        super().__init__(bar, hairline(), self.table, self.rule, grow=2)
        self._rows: tuple[Any, ...] = ()
        self._searched: dict[Hashable, str] = {}
        self._wanted: Hashable = None
        self._shown: Any = None
        self._filling = False
        self._menu_actions: tuple[Action, ...] = ()
        self._connect()

    @staticmethod
    def _rule_line(register: Register) -> Item:
        words = Label(register.rule, 8.5, 400, "text2", wrap=True)
        return row(IconLabel(register.rule_icon, "text2", 14), words, spacing=7, margins=(14, 7, 14, 8), grow=1)

    def set_low(self, low: bool) -> None:
        """Where the room is low the rule gives it to the rows."""
        self.rule.setVisible(bool(self._register.rule) and not low)

    def _connect(self) -> None:
        self.chips.chosen.connect(self._on_filter)
        self.filter.textChanged.connect(self._on_filter)
        self.table.row_selected.connect(self._on_selected)
        self.table.row_activated.connect(self.activated)
        self.table.remove_requested.connect(self.remove_requested)
        self.table.clear_filters_requested.connect(self.clear_filters)
        self.table.set_menu(self._fill_menu)

    # --- rows

    def set_rows(self, rows: tuple[Any, ...]) -> None:
        """Show these records, through the filters in force."""
        current = self.current
        if current is not None and all(each.id != current for each in rows):  # deleted: its neighbour follows
            below = neighbour(self.table, 1)
            self._wanted = below if below is not None else neighbour(self.table, -1)
        self._rows = rows
        self._searched = {each.id: fold(self._register.searched(each)) for each in rows}
        self.show_rows()
        if isinstance(self._wanted, int):
            self.want(self._wanted)

    def show_rows(self) -> None:
        """Apply the filters again."""
        wanted = fold(self.filter.text()).strip()
        found = [each for each in self._rows if wanted in self._searched[each.id]]
        counts = {key: sum(map(each.keep, found)) for key, each in self._filters.items()}
        self.chips.set_counts(counts)
        keep = self._kept().keep
        self._filling = True  # the row that goes is not told: the one that follows is
        self.table.set_rows([each for each in found if keep(each)], filtered=self.is_filtered)
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None
        elif self.table.current_row is None:
            self.table.select_first()
        self._filling = False
        self._tell()

    def _kept(self) -> Filter:
        return self._filters[self.chips.current]

    @property
    def rows(self) -> tuple[Any, ...]:
        """Every record, filtered or not."""
        return self._rows

    @property
    def is_filtered(self) -> bool:
        """Whether some records may be hidden."""
        return bool(self.filter.text()) or self.chips.current != self._all

    @property
    def current_row(self) -> Any:
        """The record selected, or none."""
        return self.table.current_row

    @property
    def current(self) -> int | None:
        """Its id."""
        found = self.table.current_row
        return found.id if found is not None else None

    def want(self, record_id: int) -> None:
        """Select it as soon as it is there, whatever the filters hide."""
        self._wanted = record_id
        if self.table.select(record_id):
            self._wanted = None
        elif any(each.id == record_id for each in self._rows):
            self.clear_filters()

    def keep_only(self, key: str) -> None:
        """Choose a filter, and no other."""
        self.filter.blockSignals(True)
        self.filter.clear()
        self.filter.blockSignals(False)
        self.chips.set_current(key)
        self._on_filter()

    def clear_filters(self) -> None:
        """Show everything."""
        self.keep_only(self._all)

    def _on_filter(self, _text: str = "") -> None:
        self.show_rows()
        self.filtered.emit()

    # --- the selected one

    def step(self, by: int) -> None:
        """The record above (-1) or below (1)."""
        found = neighbour(self.table, by)
        if found is not None:
            self.table.select(found)

    def _on_selected(self, _row: Any) -> None:
        self._tell()

    def _tell(self) -> None:
        if not self._filling and self.current_row is not self._shown:
            self._shown = self.current_row
            self.selected.emit(self._shown)

    def offer(self, actions: tuple[Action, ...]) -> None:
        """What can be done with the selected record."""
        self._menu_actions = actions

    def _fill_menu(self, found: Any, menu: QMenu) -> None:
        self.table.select(found.id)
        for each in self._menu_actions:
            action = QAction(icons.icon(each.icon), typeset(each.words), menu)
            action.setData(each.key)
            action.triggered.connect(self._on_action)
            menu.addAction(action)

    def _on_action(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.action_requested.emit(sender.data())
