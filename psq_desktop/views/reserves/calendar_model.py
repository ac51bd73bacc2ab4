"""Reservists by days as a table model: it only looks ready rows up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from psq_desktop.french import date_long, typeset
from psq_desktop.services.kinds import Availability
from psq_desktop.services.reserves.calendar_rows import CalendarRow, DayMark
from psq_desktop.views.reserves.calendar_words import cell_said, day_number, mark_said, person_said

Index = QModelIndex | QPersistentModelIndex
_TEXTS = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True, slots=True)
class Sign:
    """What is painted in a cell: a mission goes before what was said of the day."""

    state: Availability | None = None
    partial: bool = False
    mission: bool = False
    weekend: bool = False


def sign(mark: DayMark | None, weekend: bool) -> Sign:
    """How a mark looks on a day of the week."""
    if mark is None:
        return Sign(weekend=weekend)
    return Sign(mark.state, mark.partial, bool(mark.mission), weekend)


class CalendarModel(QAbstractTableModel):
    """The reservists that the filters leave, over the days of a period."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[CalendarRow, ...] = ()
        self.days: tuple[dt.date, ...] = ()
        self.today: dt.date | None = None
        self._signs: dict[tuple[DayMark | None, bool], Sign] = {}

    def set_rows(self, rows: tuple[CalendarRow, ...], first: dt.date, last: dt.date, today: dt.date) -> None:
        """Show other rows, or other days."""
        self.beginResetModel()
        self.rows, self.today = rows, today
        self.days = tuple(first + dt.timedelta(days=n) for n in range((last - first).days + 1))
        self.endResetModel()

    def sign_at(self, row: int, column: int) -> Sign:
        """What to paint."""
        key = (self.rows[row].marks[column], self.days[column].weekday() > 4)
        found = self._signs.get(key)
        if found is None:
            found = self._signs[key] = sign(*key)
        return found

    def state_at(self, row: int, column: int) -> Availability | None:
        """What was said of the day."""
        mark = self.rows[row].marks[column]
        return mark.state if mark is not None else None

    def row_of(self, reservist_id: int) -> int | None:
        """Where a reservist is shown."""
        return next((rank for rank, row in enumerate(self.rows) if row.id == reservist_id), None)

    def column_of(self, day: dt.date) -> int | None:
        """Where a day is shown."""
        rank = (day - self.days[0]).days if self.days else -1
        return rank if 0 <= rank < len(self.days) else None

    # --- Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.days)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows) or index.column() >= len(self.days):
            return None
        mark = self.rows[index.row()].marks[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if mark is None else typeset(mark_said(mark))
        if role in _TEXTS:
            return cell_said(self.rows[index.row()], self.days[index.column()], mark)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = role in (Qt.ItemDataRole.DisplayRole, *_TEXTS)
        if orientation == Qt.Orientation.Vertical:
            return person_said(self.rows[section]) if shown and 0 <= section < len(self.rows) else None
        if not shown or not 0 <= section < len(self.days):
            return None
        day = self.days[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return day_number(day)  # under its letter
        return typeset(date_long(day) + (", aujourd’hui" if day == self.today else ""))
