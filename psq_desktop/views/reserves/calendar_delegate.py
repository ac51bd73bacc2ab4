"""How the days of the calendar are painted: each kind of cell is drawn once and copied wherever it comes again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from psq_desktop.services.kinds import Availability
from psq_desktop.views import icons, theme
from psq_desktop.views.reserves.calendar_model import CalendarModel, Sign
from psq_desktop.views.tokens import TONES, Tone

Index = QModelIndex | QPersistentModelIndex
LOOKS: dict[Availability, tuple[str, Tone]] = {
    Availability.AVAILABLE: ("check", "success"),
    Availability.UNAVAILABLE: ("minus", "neutral"),
}
MISSION: tuple[str, Tone] = ("walk", "solid")
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value


class CalendarDelegate(QStyledItemDelegate):
    """For a view over a `CalendarModel` only. ``stroke`` says how a cell under the brush is going to look."""

    def __init__(self, view: QAbstractItemView, model: CalendarModel, stroke: Callable[[Sign], Sign]) -> None:
        super().__init__(view)
        self._model = model
        self._stroke = stroke
        self._drawings: dict[tuple[Sign, bool, int, int, float], QPixmap] = {}

    def forget(self) -> None:
        """Colours or sizes have changed."""
        self._drawings.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: int = option.state.value
        selected = bool(state & _SELECTED)
        sign = self._model.sign_at(index.row(), index.column())
        if selected:
            sign = self._stroke(sign)
        key = (sign, selected, area.width(), area.height(), painter.device().devicePixelRatioF())
        drawing = self._drawings.get(key)
        if drawing is None:
            drawing = self._drawings[key] = _drawn(*key)
        painter.drawPixmap(area.topLeft(), drawing)
        if state & _FOCUSED:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(1.5, 1.5, -1.5, -2.5), 6, 6)
            painter.restore()


def _drawn(sign: Sign, selected: bool, width: int, height: int, ratio: float) -> QPixmap:
    made = QPixmap(round(width * ratio), round(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(theme.color("accent_soft" if selected else "surface2" if sign.weekend else "surface"))
    painter = QPainter(made)
    if sign.weekend and theme.current().name == "contrast":  # where grounds are all alike
        painter.fillRect(made.rect(), QBrush(theme.color("border"), Qt.BrushStyle.Dense7Pattern))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, height - 1, width, 1), theme.color("border"))
    area = QRectF(1.5, 4.5, width - 3, height - 10)
    if sign.mission:
        _paint_pill(painter, area, *MISSION)
    elif sign.state is not None:
        icon, tone = LOOKS[sign.state]
        if sign.partial:  # hours, not the whole day: half of the pill, and its edge
            area = area.adjusted(area.width() * 0.24, 0, -area.width() * 0.24, 0)
        _paint_pill(painter, area, icon, tone, edged=sign.partial or selected)
    painter.end()
    return made


def _paint_pill(painter: QPainter, area: QRectF, icon: str, tone: Tone, *, edged: bool = False) -> None:
    colours = TONES[tone]
    contrast = theme.current().name == "contrast"
    edge = theme.color("badge_border" if contrast else colours.text)
    painter.setPen(QPen(edge, 1) if contrast or edged else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(theme.color(colours.soft))
    painter.drawRoundedRect(area, 5, 5)
    side = min(theme.px(14), int(area.width()) - 2)
    drawing = icons.painted(icon, theme.color(colours.text), side)
    painter.drawPixmap(QPointF(area.center().x() - side / 2, area.center().y() - side / 2), drawing)
