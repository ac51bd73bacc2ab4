"""The partners at the left: college, filter, table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from psq_desktop.french import percent, plural
from psq_desktop.services.partners import CollegeRow, PartnerRow
from psq_desktop.views.kit import (
    STRETCH,
    AvatarText,
    BadgeCell,
    BarCell,
    Cell,
    ChoiceField,
    Column,
    FilterField,
    Label,
    RowsModel,
    TableCard,
    TableView,
    Text,
    boxed,
    hairline,
    row,
)

WIDTH = 460.0
ROW_HEIGHT = 41.0


def _name(partner: PartnerRow) -> Cell:
    return AvatarText(partner.acronym, partner.name)


def _presence(partner: PartnerRow) -> Cell:
    if partner.guest:
        return Text("invité", tone="text3", size=9.5)
    if not partner.convened:
        return Text("—", tone="text3")
    ratio = partner.attended / partner.convened
    return BarCell(ratio, percent(ratio), text_first=True)


def _decisions(partner: PartnerRow) -> Cell:
    if partner.late_decisions:
        others = partner.open_decisions - partner.late_decisions
        late = f"{partner.late_decisions} en retard"
        return BadgeCell(f"{late} + {others}" if others else late, "alert-octagon", "danger")
    if partner.open_decisions:
        return BadgeCell(plural(partner.open_decisions, "ouverte"), tone="neutral")
    return Text("—", tone="text3")


COLUMNS: tuple[Column[PartnerRow], ...] = (
    Column("Partenaire", 150, _name, stretch=True),
    Column("Présence", 110, _presence, optional=1),
    Column("Décisions", 134, _decisions, optional=2),
)


class PartnerList(TableCard):
    """Which partner the sheet shows."""

    filter_changed = Signal()
    selected = Signal(object)  # PartnerRow or None
    edit_requested = Signal()
    remove_requested = Signal()

    def __init__(self) -> None:
        self.college_choice = ChoiceField("Collège", ((None, "Tous les collèges"),))
        self.filter_edit = FilterField("Filtrer les partenaires", 156, "Filtrer (Ctrl+F)")
        self.table = TableView(RowsModel(COLUMNS), "Partenaires", row_height=ROW_HEIGHT)
        self._foot = Label("", 9, 400, "text3")
        tools = boxed(row(self.college_choice, self.filter_edit, spacing=8, margins=(12, 9, 12, 9), grow=0))
        foot = boxed(row(self._foot, STRETCH, margins=(14, 6, 14, 7)))
        super().__init__(tools, hairline(), self.table, hairline(), foot, grow=2)
        self.college_choice.value_changed.connect(self._on_filter)
        self.filter_edit.textChanged.connect(self._on_filter)
        self.table.clear_filters_requested.connect(self.clear_filters)
        self.table.row_selected.connect(self.selected)
        self.table.row_activated.connect(self._on_edit)
        self.table.remove_requested.connect(self._on_remove)
        self.table.set_menu(self._fill_menu)

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.filter_edit.text()

    @property
    def college_id(self) -> int | None:
        """The college chosen, or all."""
        value = self.college_choice.value
        return value if isinstance(value, int) else None

    @property
    def filtered(self) -> bool:
        """Whether some partners may be hidden."""
        return bool(self.text.strip()) or self.college_id is not None

    def set_colleges(self, colleges: tuple[CollegeRow, ...]) -> None:
        """What the college list offers: those that have partners."""
        used = [each for each in colleges if each.partners]
        everything = plural(len(used), "collège")
        choices = ((None, everything), *((each.id, each.name) for each in used))
        self.college_choice.set_choices(choices)

    def set_rows(self, rows: tuple[PartnerRow, ...], total: int) -> None:
        """Show the partners found among all."""
        self.table.set_rows(rows, filtered=self.filtered)
        self._foot.setText(plural(total, "partenaire") if len(rows) == total else f"{len(rows)} affichés sur {total}")

    def clear_filters(self) -> None:
        """Show everybody."""
        self.college_choice.set_value(None)
        self.filter_edit.blockSignals(True)
        self.filter_edit.clear()
        self.filter_edit.blockSignals(False)
        self.filter_changed.emit()

    def step(self, by: int) -> None:
        """Select the partner above or below."""
        index = self.table.currentIndex().row() + by
        model = self.table.model()
        if isinstance(model, RowsModel) and (key := model.id_at(index)) is not None:
            self.table.select(key)

    def _on_filter(self) -> None:
        self.filter_changed.emit()

    def _on_edit(self) -> None:
        self.edit_requested.emit()

    def _on_remove(self) -> None:
        self.remove_requested.emit()

    def _fill_menu(self, row_: Any, menu: QMenu) -> None:
        self.table.select(row_.id)
        menu.addAction("Modifier", self._on_edit)
        menu.addAction("Supprimer le partenaire", self._on_remove)
