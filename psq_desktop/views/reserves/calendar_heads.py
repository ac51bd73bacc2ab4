"""The heads of the calendar: days by letter and number, reservists masked with their days or their hours."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from psq_desktop.services.reserves.calendar_rows import CalendarRow
from psq_desktop.views import theme
from psq_desktop.views.reserves.calendar_model import CalendarModel
from psq_desktop.views.reserves.calendar_words import LETTERS, burden, burden_tone, day_number, share
from psq_desktop.views.tokens import Token
from psq_desktop.views.widgets.bars import paint_bar

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

HEAD_HEIGHT, NAMES_WIDTH = 40.0, 304.0
_NAME, _CODE, _BAR, _GAP = 98.0, 46.0, 66.0, 10.0  # design pixels
_CENTRE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class _Heads(QHeaderView):
    """Common to both: as wide as they are told, on the table's ground."""

    def __init__(self, orientation: Qt.Orientation, name: str, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setAccessibleName(name)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self.viewport()).fillRect(event.rect(), theme.color("surface"))
        super().paintEvent(event)

    def _ground(self, painter: QPainter, area: QRect) -> None:
        painter.fillRect(area, theme.color("surface"))
        painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), 1), theme.color("border"))


class Corner(QWidget):
    """Between the two heads."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.color("border"))


class DayHeads(_Heads):
    """« J 19 » on two lines, today on a tinted ground."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, "Jours", parent)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(HEAD_HEIGHT))

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:
        painter.save()
        model = calendar_of(self.model())
        day = model.days[section]
        self._ground(painter, area)
        today = day == model.today
        current = section == self.selectionModel().currentIndex().column()
        if today:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.color("focus") if theme.current().name == "contrast" else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(QRectF(area).adjusted(1.5, 3.5, -1.5, -3.5), 5, 5)
        painter.setPen(theme.color("accent_text" if today or current else "text2"))
        painter.setFont(theme.font(9, 700 if today or current else 500))
        self._lines(painter, area, day)
        painter.restore()

    def _lines(self, painter: QPainter, area: QRect, day: dt.date) -> None:
        half = area.height() / 2
        upper = QRectF(area.left(), area.top() + 4, area.width(), half - 3)
        painter.drawText(upper, _CENTRE, LETTERS[day.weekday()])
        painter.drawText(upper.translated(0, half - 4), _CENTRE, day_number(day))


class PeopleHeads(_Heads):
    """Masked name, code, and days against the ceiling or hours of the quarter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, "Réservistes", parent)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(NAMES_WIDTH), super().sizeHint().height())

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, area)
        row = calendar_of(self.model()).rows[section]
        current = section == self.selectionModel().currentIndex().row()
        left = float(area.left() + theme.px(14))
        for text, width, points, weight, tone in _words(row, current):
            self._word(painter, area, left, text, width, (points, weight, tone))
            left += theme.px(width)
        self._burden(painter, area, left, row)
        painter.restore()

    def _word(
        self, painter: QPainter, area: QRect, left: float, text: str, width: float, look: tuple[float, int, Token]
    ) -> None:
        points, weight, tone = look
        room = min(theme.px(width) - theme.px(4), area.right() - left)
        if room <= 0:
            return
        painter.setFont(theme.font(points, weight))
        painter.setPen(theme.color(tone))
        box = QRectF(left, area.top(), room, area.height() - 1)
        painter.drawText(box, _LEFT, theme.elided(text, room, points, weight))

    def _burden(self, painter: QPainter, area: QRect, left: float, row: CalendarRow) -> None:
        words, used = burden(row), share(row)
        if used is not None:
            tall = theme.px(6)
            room = area.right() - left - theme.px(_GAP) - theme.metrics(9, 600).horizontalAdvance(words)
            wide = min(float(theme.px(_BAR)), room - theme.px(_GAP))
            if wide >= theme.px(16):  # on a narrow head, the figure alone
                bar = QRectF(left, area.center().y() - tall / 2, wide, tall)
                paint_bar(painter, bar, min(used, 1), burden_tone(row))
                left += wide + theme.px(_GAP)
        width = (area.right() - left) / theme.current().scale
        self._word(painter, area, left, words, width, (9, 600, "text" if used is not None else "text2"))


def _words(row: CalendarRow, current: bool) -> tuple[tuple[str, float, float, int, Token], ...]:
    name: tuple[str, float, float, int, Token] = (row.display, _NAME, 10, 600, "accent_text" if current else "text")
    return (name, (row.code, _CODE, 9, 400, "text2"))


def calendar_of(model: QAbstractItemModel) -> CalendarModel:
    """The model, known as what it is."""
    assert isinstance(model, CalendarModel)
    return model
