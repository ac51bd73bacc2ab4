"""The roster's list: filters and « Démasquer » above, the table, whose names are shown below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from psq_desktop.french import fold
from psq_desktop.services.reserves.reserve_rules import Rules
from psq_desktop.services.reserves.reservist_rows import ReservistRow
from psq_desktop.views.kit import (
    TWO_LINES,
    Button,
    Chips,
    ElidedLabel,
    FilterField,
    IconButton,
    IconLabel,
    TableCard,
    TableView,
    boxed,
    hairline,
    row,
)
from psq_desktop.views.registers.unmasked import Unmasked, left_words
from psq_desktop.views.reserves import lines
from psq_desktop.views.reserves.lines import Line

_MASKED = "Noms masqués, absents des exports ordinaires. Démasquer dure 5 minutes et s’inscrit au journal."
_HIDES = "Ils se masquent aussi quand on quitte l’écran, projette ou ferme la base."


class RosterList(TableCard):
    """Chooses among the rows it is given."""

    selected = Signal(object)  # ReservistRow, or None
    activated = Signal()
    remove_requested = Signal()

    def __init__(self, unmasked: Unmasked, today: dt.date) -> None:
        self._unmasked, self._today = unmasked, today
        self.chips = Chips(lines.CHIPS, "Réservistes affichés")
        self.filter = FilterField("Filtrer les réservistes", 120)
        self.load_button = IconButton("scale", "Charge : qui a le moins servi, qui ne sert plus")
        self.unmask_button = Button("Démasquer", "eye")
        self._model = lines.model()
        self.table = TableView(self._model, "Réservistes", row_height=TWO_LINES)
        self._sign = IconLabel("eye-off", "text2", 16)
        self._foot = ElidedLabel("", 9, 400, "text2")
        tools = row(
            self.chips, self.filter, self.load_button, self.unmask_button, spacing=6, margins=(12, 9, 12, 9), grow=0
        )
        foot = boxed(row(self._sign, self._foot, spacing=9, margins=(16, 7, 16, 7), grow=1))
        super().__init__(tools, hairline(), self.table, hairline(), foot, grow=2)
        self._lines: tuple[Line, ...] = ()
        self._searched: dict[int, str] = {}
        self._wanted: int | None = None
        self._connect()
        self.say_left()

    def _connect(self) -> None:
        self.chips.chosen.connect(self._fill)
        self.filter.textChanged.connect(self._fill)
        self.unmask_button.clicked.connect(self._on_unmask)
        self._unmasked.changed.connect(self._on_unmasked)
        self._unmasked.moved.connect(self.say_left)
        self.table.row_selected.connect(self._on_selected)
        self.table.row_activated.connect(self.activated)
        self.table.remove_requested.connect(self.remove_requested)
        self.table.clear_filters_requested.connect(self.clear_filters)

    # --- rows

    @property
    def current(self) -> ReservistRow | None:
        """The reservist selected."""
        found: Line | None = self.table.current_row
        return found.row if found is not None else None

    @property
    def rows(self) -> tuple[ReservistRow, ...]:
        """Everybody, whatever the filters."""
        return tuple(each.row for each in self._lines)

    def show_rows(self, rows: tuple[ReservistRow, ...], limits: Rules) -> None:
        """Show other rows; whoever is selected stays selected, and is told again."""
        self._lines = tuple(Line(each, limits, self._today) for each in rows)
        self._searched.clear()
        self.chips.set_counts(lines.counts(self._lines))
        self._fill()

    def forget(self) -> None:
        """Nothing is shown until the next rows come: they must not stay legible until then."""
        current = self.current
        self._wanted = current.id if current is not None else self._wanted
        self.table.set_rows(())
        self._lines = ()
        self._searched.clear()

    def select(self, reservist_id: int) -> None:
        """Select somebody as soon as they are in the list, whatever the filters."""
        self._wanted = reservist_id
        if self.filter.text() or self.chips.current != "all":
            self.clear_filters()
        elif self._lines:
            self._fill()

    def step(self, by: int) -> None:
        """The next one up or down."""
        ids = [each.id for each in self._kept()]
        current = self.current
        rank = ids.index(current.id) + by if current is not None and current.id in ids else 0
        if 0 <= rank < len(ids):
            self.table.select(ids[rank])

    def show_only(self, key: str) -> None:
        """Filter by a button's key."""
        if key in lines.FILTERS:
            self.chips.set_current(key)
            self._fill()

    def clear_filters(self) -> None:
        """Show everybody."""
        self.chips.set_current("all")
        if self.filter.text():
            self.filter.clear()
        else:
            self._fill()

    def set_menu(self, fill: Callable[[QMenu], None]) -> None:
        """Who fills the context menu of the row selected."""

        def of_row(line: Line, menu: QMenu) -> None:
            self.table.select(line.id)
            fill(menu)

        self.table.set_menu(of_row)

    def _kept(self) -> tuple[Line, ...]:
        keep, wanted = lines.FILTERS[self.chips.current], fold(self.filter.text()).split()
        kept = tuple(filter(keep, self._lines))
        return tuple(each for each in kept if self._holds(each, wanted)) if wanted else kept

    def _holds(self, line: Line, wanted: list[str]) -> bool:
        found = self._searched.get(line.id)
        if found is None:
            found = self._searched[line.id] = lines.searched(line)
        return all(each in found for each in wanted)

    def _fill(self) -> None:
        filtered = bool(self.filter.text()) or self.chips.current != "all"
        self.table.set_rows(self._kept(), filtered=filtered)
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None
        if self.table.current_row is None:
            self.table.select_first()
        self.selected.emit(self.current)

    def _on_selected(self, line: Line | None) -> None:
        if line is not None:
            self.selected.emit(line.row)

    # --- names

    def _on_unmask(self) -> None:
        if self._unmasked.all:
            self._unmasked.mask()
        else:
            self._unmasked.reveal()

    def _on_unmasked(self) -> None:
        shown = self._unmasked.all
        self.unmask_button.set_text("Masquer" if shown else "Démasquer")
        self.unmask_button.set_icon("eye-off" if shown else "eye")
        first = replace(lines.COLUMNS[0], title=lines.SHOWN if shown else lines.MASKED)
        self._model.columns = (first, *lines.COLUMNS[1:])
        self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)
        self.say_left()

    def say_left(self) -> None:
        """Say whether names are shown, and for how long."""
        shown = self._unmasked.any
        what = "Noms visibles" if self._unmasked.all else "Un nom visible"
        words = f"{what}, {left_words(self._unmasked.seconds_left)}. {_HIDES}" if shown else _MASKED
        self._sign.set_icon("eye" if shown else "eye-off", "warning" if shown else "text2")
        self._foot.set_tone("warning" if shown else "text2")
        self._foot.setText(words)
