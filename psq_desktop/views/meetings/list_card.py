"""The list: filters above, the table by year below, never taller than its rows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QMenu

from psq_desktop.services.meetings import MeetingRow
from psq_desktop.views import theme
from psq_desktop.views.kit import TWO_LINES, Chips, FilterField, TableCard, TableView, hairline, row
from psq_desktop.views.meetings.rows import CHIPS, counts, grouped, is_coming, model
from psq_desktop.views.widgets.table import HEADER

_LEAST = 3  # rows' room kept when there are fewer
_GROUP_SHARE = 0.7  # of a row's height, as the table has it
_NO_LIMIT = (1 << 24) - 1
_BORDERS = 6  # hairline, edges, and what rounding takes


class MeetingList(TableCard):
    """Chooses among the rows it is given; the text filter is the page's affair."""

    selected = Signal(object)  # MeetingRow, or None
    activated = Signal(object)
    remove_requested = Signal()
    text_changed = Signal()

    def __init__(self) -> None:
        self.chips = Chips(CHIPS, "Séances affichées")
        self.filter = FilterField("Filtrer les séances")
        self._model = model()
        self.table = TableView(self._model, "Séances", row_height=TWO_LINES)
        self._tools = row(self.chips, self.filter, spacing=6, margins=(12, 9, 12, 9), grow=0)
        super().__init__(self._tools, hairline(), self.table, grow=2)
        self._rows: tuple[MeetingRow, ...] = ()
        self._wanted: int | None = None
        self.chips.chosen.connect(self._fill)
        self.filter.textChanged.connect(self.text_changed)
        self.table.row_selected.connect(self.selected)
        self.table.row_activated.connect(self.activated)
        self.table.remove_requested.connect(self.remove_requested)
        self.table.clear_filters_requested.connect(self.clear_filters)
        self._model.modelReset.connect(self._fit)  # other rows, or a year folded

    @property
    def text(self) -> str:
        """What the filter asks for."""
        return self.filter.text()

    @property
    def current(self) -> MeetingRow | None:
        """The meeting selected."""
        found: MeetingRow | None = self.table.current_row
        return found

    def set_menu(self, fill: Callable[[MeetingRow, QMenu], None]) -> None:
        """Who fills the context menu of a row."""
        self.table.set_menu(fill)

    def show_rows(self, rows: tuple[MeetingRow, ...]) -> None:
        """Show other meetings; the one selected stays selected, its facts are told again."""
        self._rows = rows
        self.chips.set_counts(counts(rows))
        self._fill()

    def select(self, meeting_id: int) -> None:
        """Select a meeting as soon as it is in the list, whatever the filters."""
        self._wanted = meeting_id
        self.clear_filters()

    def step(self, by: int) -> None:
        """The next meeting down or up, if there is one."""
        keys = [each.id for each in self._kept()]
        current = self.current
        rank = keys.index(current.id) + by if current is not None and current.id in keys else 0
        if 0 <= rank < len(keys):
            self.table.select(keys[rank])

    def clear_filters(self) -> None:
        """Show everything."""
        self.chips.set_current("all")
        if self.filter.text():
            self.filter.clear()
        else:
            self._fill()

    def _kept(self) -> list[MeetingRow]:
        return [line for line in grouped(self._rows, self.chips.current) if isinstance(line, MeetingRow)]

    def _fill(self) -> None:
        filtered = bool(self.filter.text()) or self.chips.current != "all"
        self.table.set_rows(grouped(self._rows, self.chips.current), filtered=filtered)
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None
        elif self.current is None:
            self._select_usual()
        else:
            self.selected.emit(self.current)

    def _select_usual(self) -> None:
        """The next meeting to come, or else the latest."""
        coming = [each for each in self._kept() if is_coming(each)]
        if coming:
            self.table.select(min(coming, key=lambda each: each.date).id)
        else:
            self.table.select_first()

    def _fit(self) -> None:
        heads = len(self._model.group_positions())
        rows = max(self._model.rowCount() - heads, _LEAST)
        table = HEADER + heads * TWO_LINES * _GROUP_SHARE + rows * TWO_LINES
        if not self._rows or not any(not is_coming(each) for each in self._rows):
            self.setMaximumHeight(_NO_LIMIT)  # nothing stands below: no presence to show yet
            return
        self.setMaximumHeight(self._tools.sizeHint().height() + theme.px(table) + _BORDERS)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_rows"):
            self._fit()
