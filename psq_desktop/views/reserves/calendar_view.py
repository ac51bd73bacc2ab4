"""The calendar as a table view: a drag paints, D, I and Suppr write what is selected, Espace alternates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QToolTip, QWidget

from psq_desktop.services.kinds import Availability
from psq_desktop.services.reserves.calendar_rows import CalendarRow
from psq_desktop.views import theme
from psq_desktop.views.reserves.calendar_delegate import CalendarDelegate
from psq_desktop.views.reserves.calendar_heads import HEAD_HEIGHT, NAMES_WIDTH, Corner, DayHeads, PeopleHeads
from psq_desktop.views.reserves.calendar_model import CalendarModel, Sign
from psq_desktop.views.widgets.table import NoRows, bare
from psq_desktop.views.widgets.themed import Themed
from psq_desktop.views.widgets.tips import plain

Cells = tuple[tuple[int, dt.date], ...]  # reservist, day
ROW_HEIGHT = 34.0
_NOBODY = "Aucun réserviste pour l’instant : ils sont inscrits dans l’onglet « Registre »."
FEWEST_WEEKS, MOST_WEEKS = 3, 6
_ROOMY, _NARROWEST = 44.0, 30.0  # columns: as wide as that, one more week is shown; never narrower than this
_KEYS = {
    Qt.Key.Key_D: Availability.AVAILABLE,
    Qt.Key.Key_I: Availability.UNAVAILABLE,
    Qt.Key.Key_Delete: None,
    Qt.Key.Key_Backspace: None,
}
_NEXT = {
    None: Availability.AVAILABLE,
    Availability.AVAILABLE: Availability.UNAVAILABLE,
    Availability.UNAVAILABLE: None,
}
_STILL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier  # they select, they do not paint


class CalendarView(Themed, QTableView):
    """Reservists by days. The cell in hand stays in hand when rows come anew."""

    painted = Signal(object, object)  # Cells, Availability or None: one stroke
    hours_wanted = Signal(int, object)  # reservist, day
    person_wanted = Signal(int)
    turned = Signal(int)  # periods, from a key at the edge
    weeks_changed = Signal()
    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.calendar = CalendarModel(self)
        self.brush: Availability | None = Availability.AVAILABLE
        self.weeks = FEWEST_WEEKS
        self._stroke: tuple[Availability | None] | None = None  # under way, or written and not shown yet
        self._pressed: QModelIndex | None = None
        self._hand: tuple[int, dt.date] | None = None
        self._corner = Corner(self)
        self._no_rows = NoRows(self)
        self._no_rows.clear_requested.connect(self.clear_requested)
        self._no_rows.hide()
        self.setAccessibleName("Disponibilités des réservistes")
        self.setHorizontalHeader(DayHeads(self))
        self.setVerticalHeader(PeopleHeads(self))
        self.setModel(self.calendar)
        self._delegate = CalendarDelegate(self, self.calendar, self._under_brush)
        self.setItemDelegate(self._delegate)
        bare(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(self._ask_hours)
        self.verticalHeader().sectionDoubleClicked.connect(self._ask_person)
        self.restyle()

    # --- what is shown

    def set_rows(
        self, rows: tuple[CalendarRow, ...], first: dt.date, last: dt.date, today: dt.date, *, filtered: bool
    ) -> None:
        """Show other rows, or other days; a stroke on its way is shown by them."""
        hand, across, down = self._hand, self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self._stroke = self._pressed = None
        self.calendar.set_rows(rows, first, last, today)
        self._no_rows.set_words(_NOBODY if not filtered else "Aucun résultat", filtered)
        self._no_rows.setVisible(not rows)
        self._lay()
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)
        self._take_in_hand(hand, today)

    def _take_in_hand(self, hand: tuple[int, dt.date] | None, today: dt.date) -> None:
        if not self.calendar.rows:
            return
        row = self.calendar.row_of(hand[0]) if hand is not None else 0
        days = (hand[1] if hand is not None else today, today, self.calendar.days[0])
        column = next(found for found in map(self.calendar.column_of, days) if found is not None)
        index = self.calendar.index(row or 0, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid():
            self._hand = self._cell(current)
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()

    def _cell(self, index: QModelIndex) -> tuple[int, dt.date]:
        return self.calendar.rows[index.row()].id, self.calendar.days[index.column()]

    def take_person(self, reservist_id: int) -> None:
        """Put somebody's day in hand."""
        row = self.calendar.row_of(reservist_id)
        if row is not None:
            self.setCurrentIndex(self.calendar.index(row, max(self.currentIndex().column(), 0)))

    def take_day(self, day: dt.date) -> None:
        """Put a day in hand, now or when it is shown."""
        column, row = self.calendar.column_of(day), max(self.currentIndex().row(), 0)
        if column is not None:
            self.setCurrentIndex(self.calendar.index(row, column))
        elif self.calendar.rows:
            self._hand = self.calendar.rows[row].id, day

    @property
    def person(self) -> CalendarRow | None:
        """Whose days are in hand."""
        index = self.currentIndex()
        return self.calendar.rows[index.row()] if index.isValid() else None

    @property
    def chosen_people(self) -> tuple[CalendarRow, ...]:
        """The reservists of whom something is selected."""
        ranks = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return tuple(self.calendar.rows[rank] for rank in ranks)

    # --- painting

    def _under_brush(self, sign: Sign) -> Sign:
        """How a selected cell is going to look once the stroke is written."""
        return sign if self._stroke is None else replace(sign, state=self._stroke[0], partial=False)

    def paint_selection(self, state: Availability | None) -> None:
        """Write the selected cells, all in one stroke."""
        chosen: Sequence[QModelIndex] = self.selectionModel().selectedIndexes()
        if chosen:
            self._stroke = (state,)
            self.viewport().update()
            self.painted.emit(tuple(self._cell(index) for index in chosen), state)

    def give_up_stroke(self) -> None:
        """What was painted is not written after all."""
        self._stroke = self._pressed = None
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton and not event.modifiers() & _STILL
        self._pressed = self.indexAt(event.position().toPoint()) if left else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._pressed is None or not self._pressed.isValid():
            return
        if self._stroke is not None or self.currentIndex() != self._pressed:
            self._stroke = (self.brush,)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        dragged, self._pressed = self._pressed is not None and self._stroke is not None, None
        if dragged:
            self.paint_selection(self.brush)

    # --- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), Qt.Key(event.key())
        strong = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if not index.isValid() or strong:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape and self._pressed is not None:
            self.give_up_stroke()
        elif key in _KEYS:
            self.paint_selection(_KEYS[key])
        elif key == Qt.Key.Key_Space:
            self.paint_selection(_NEXT[self.calendar.state_at(index.row(), index.column())])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._ask_hours(index)
        elif not event.modifiers() and self._at_edge(key, index.column()):
            self._turn(1 if key == Qt.Key.Key_Right else -1, index.row())
        else:
            super().keyPressEvent(event)

    def _at_edge(self, key: Qt.Key, column: int) -> bool:
        last = self.calendar.columnCount() - 1
        return (key, column) in ((Qt.Key.Key_Left, 0), (Qt.Key.Key_Right, last))

    def _turn(self, by: int, row: int) -> None:
        """One day beyond the edge is on the next page."""
        edge = self.calendar.days[-1 if by > 0 else 0]
        self._hand = self.calendar.rows[row].id, edge + dt.timedelta(days=by)
        self.turned.emit(by)

    def keyboardSearch(self, search: str) -> None:
        """Letters write; they do not look for a row."""

    def _ask_hours(self, index: QModelIndex) -> None:
        self.hours_wanted.emit(*self._cell(index))

    def _ask_person(self, section: int) -> None:
        self.person_wanted.emit(self.calendar.rows[section].id)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            words = index.data(Qt.ItemDataRole.ToolTipRole) if index.isValid() else ""
            QToolTip.showText(event.globalPos(), plain(words), self)
            return True
        return super().viewportEvent(event)

    # --- measures

    def restyle(self) -> None:
        self._delegate.forget()
        self.horizontalHeader().setFixedHeight(theme.px(HEAD_HEIGHT))
        self.verticalHeader().setMinimumSectionSize(theme.px(20))
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def fitting_height(self) -> int:
        """As tall as the rows, at least three, with the scroll bar where there is one."""
        rows = theme.px(ROW_HEIGHT) * max(len(self.calendar.rows), 3)
        heads = self.horizontalHeader()
        wide = heads.length() > self.width() - self.verticalHeader().width()
        return heads.height() + rows + (self.horizontalScrollBar().sizeHint().height() if wide else 2)

    def _lay(self) -> None:
        """Days share the room; where there is much of it, one more week is asked for."""
        heads, names = self.horizontalHeader(), self.verticalHeader()
        names.setFixedWidth(min(theme.px(NAMES_WIDTH), round(self.width() * 0.34)))
        heads.setMinimumSectionSize(theme.px(20))
        down = self.height() - heads.height() - 2
        tall = theme.px(ROW_HEIGHT) * len(self.calendar.rows)
        across = self.width() - names.width() - (theme.px(14) if tall > down else 2)
        days = max(len(self.calendar.days), 1)
        wide = max(across // days, theme.px(_NARROWEST))
        heads.setDefaultSectionSize(wide)
        for section in range(max(across - days * wide, 0)):  # the pixels left by the division
            heads.resizeSection(section, wide + 1)
        self._corner.setGeometry(0, 0, names.width(), heads.height())
        self._no_rows.setGeometry(self.rect().adjusted(0, heads.height(), 0, 0))
        weeks = min(max(across // (7 * theme.px(_ROOMY)), FEWEST_WEEKS), MOST_WEEKS)
        if weeks != self.weeks:
            self.weeks = weeks
            self.weeks_changed.emit()
