"""The agenda's lines: one is current, they move by keys and by hand."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QApplication, QWidget

from psq_desktop.services.partners import PartnerRow
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.views.kit import column
from psq_desktop.views.meeting.agenda_line import AgendaLine
from psq_desktop.views.meeting.agenda_menus import choice_menu

_MENUS = {"kind", "disclosure", "rapporteur", "objective", "menu"}
_OBJECTIVE = {"open_objective", "link_objective", "unlink_objective"}
_FIELDS = {"kind", "disclosure"}
_STEPS = {"previous": -1, "next": 1}
_ENDS = {"first": 0, "last": -1}
_MOVES = {"up": -1, "down": 1}


class AgendaList(QWidget):
    """Lines keep their widgets from one reload to the next, so that focus and typing survive."""

    edited = Signal(int, str, object)  # item id, field, value
    rapporteur_chosen = Signal(int, object, str)  # item id, partner id or None, text
    moved = Signal(int, int)  # item id, rank from 0
    duplicate_requested = Signal(int)
    remove_requested = Signal(int)
    partner_asked = Signal(int)  # item id: its rapporteur will not be there
    objective_asked = Signal(int, str)  # item id, what to do with its link to an objective
    current_changed = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[int, AgendaLine] = {}
        self.order: list[int] = []
        self.partners: tuple[PartnerRow, ...] = ()
        self._current: int | None = None
        self._wanted: int | None = None  # becomes current when its line comes
        self._menu_of: int | None = None
        self._lay = column(spacing=5)
        self.setLayout(self._lay)
        self.setAccessibleName("Points de l’ordre du jour")

    def set_rows(self, rows: tuple[ItemRow, ...], locked: bool) -> None:
        """Show the agenda as it is now."""
        for gone in self.lines.keys() - {row.id for row in rows}:
            self._take_away(gone)
        for item in rows:
            if item.id in self.lines:
                self.lines[item.id].set_item(item, locked)
            else:
                self.lines[item.id] = self._made(item, locked)
        self._arrange([item.id for item in rows])
        wanted, self._wanted = self._wanted, None
        self._set_current(wanted if wanted in self.lines else self._current)

    def _made(self, item: ItemRow, locked: bool) -> AgendaLine:
        line = AgendaLine(item, locked)
        line.edited.connect(self.edited)
        line.asked.connect(self._on_asked)
        line.entered.connect(self._set_current)
        line.dragged.connect(self._on_dragged)
        line.dropped.connect(self._on_dropped)
        return line

    def _take_away(self, item_id: int) -> None:
        line = self.lines.pop(item_id)
        rank = self.order.index(item_id)
        self.order.remove(item_id)
        if self._current == item_id:
            had_focus = line.isAncestorOf(QApplication.focusWidget() or self) or line.hasFocus()
            self._current = self.order[min(rank, len(self.order) - 1)] if self.order else None
            if had_focus and self._current is not None and self._current in self.lines:
                self.lines[self._current].setFocus()
        self._lay.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _arrange(self, order: list[int]) -> None:
        """Put the lines in an order, at once: fresh rows follow."""
        moved = order != self.order
        self.order = order
        for rank, item_id in enumerate(order):
            line = self.lines[item_id]
            if self._lay.indexOf(line) != rank:
                self._lay.insertWidget(rank, line)
            line.set_number(rank + 1)
        if moved:
            stops = [stop for item_id in order for stop in self.lines[item_id].tab_stops()]
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)
        self._lay.activate()

    # --- the current line

    @property
    def current(self) -> int | None:
        """Id of the current item."""
        return self._current

    def want(self, item_id: int) -> None:
        """Make an item current as soon as it is shown."""
        self._wanted = item_id
        if item_id in self.lines:
            self._set_current(item_id)

    def warn(self, item_id: int | None, words: str) -> None:
        """Say beside one duration that it makes the agenda too long; no other line says it."""
        for key, line in self.lines.items():
            line.set_over(words if key == item_id else "")

    def focus_current(self) -> None:
        """Give the keyboard to the current line."""
        if self._current is not None:
            self.lines[self._current].setFocus()

    def commit(self) -> None:
        """Save what is being typed in a line."""
        for line in self.lines.values():
            line.commit()

    def _set_current(self, item_id: int | None) -> None:
        if item_id not in self.lines:
            item_id = self.order[0] if self.order else None
        changed = item_id != self._current
        self._current = item_id
        for key, line in self.lines.items():
            line.set_current(key == item_id)
        if changed and item_id is not None:
            self.current_changed.emit(self.lines[item_id])

    # --- what a line asks

    def _on_asked(self, item_id: int, command: str) -> None:
        rank = self.order.index(item_id)
        if command in _MENUS:
            self._open_menu(item_id, command)
        elif command in _STEPS or command in _ENDS:
            target = rank + _STEPS[command] if command in _STEPS else _ENDS[command]
            if command in _ENDS or 0 <= target < len(self.order):
                self.lines[self.order[target]].setFocus()
        elif command in _MOVES:
            self._move(item_id, rank + _MOVES[command])
            self.moved.emit(item_id, self.order.index(item_id))
        elif command == "title":
            self.lines[item_id].start_title()
        elif command == "duplicate":
            self.duplicate_requested.emit(item_id)
        elif command == "absence":
            self.partner_asked.emit(item_id)
        elif command in _OBJECTIVE:
            self.objective_asked.emit(item_id, command)
        elif command == "remove":
            self.remove_requested.emit(item_id)

    def _move(self, item_id: int, index: int) -> None:
        order = [each for each in self.order if each != item_id]
        order.insert(max(0, min(index, len(order))), item_id)
        self._arrange(order)

    def _open_menu(self, item_id: int, which: str) -> None:
        line = self.lines[item_id]
        anchors = {"kind": line.kind, "disclosure": line.disclosure, "rapporteur": line.rapporteur,
                   "objective": line.objective}  # fmt: skip
        anchor: QWidget = anchors.get(which, line.menu_button)
        self._menu_of = item_id
        menu = choice_menu(which, line.item, self.partners, self)
        menu.chosen.connect(self._on_chosen)
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))

    def _on_chosen(self, command: str, value: object) -> None:
        item_id = self._menu_of
        if item_id is None or item_id not in self.lines:
            return
        if command in _FIELDS:
            self.edited.emit(item_id, command, value)
        elif command == "rapporteur" and isinstance(value, tuple):
            self.rapporteur_chosen.emit(item_id, *value)
        else:
            self._on_asked(item_id, command)

    # --- by hand

    def _on_dragged(self, item_id: int, height: float) -> None:
        y = self.mapFromGlobal(QPoint(0, round(height))).y()
        others = [self.lines[each] for each in self.order if each != item_id]
        target = sum(line.geometry().center().y() < y for line in others)
        if target != self.order.index(item_id):
            self._move(item_id, target)
        self.current_changed.emit(self.lines[item_id])  # keeps it in view

    def _on_dropped(self, item_id: int) -> None:
        self.moved.emit(item_id, self.order.index(item_id))
