"""How the cells of the matrix are painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from psq_desktop.views import icons, theme
from psq_desktop.views.objectives.matrix_model import NOT_CONCERNED, MatrixModel, Tile
from psq_desktop.views.tokens import Token

Index = QModelIndex | QPersistentModelIndex
GAP_MARK: tuple[str, Token, Token] = ("arrows-diff", "warning", "warning_soft")
LATE_MARK: tuple[str, Token, Token] = ("clock-exclamation", "danger", "danger_soft")
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
_MANY = 3_000  # drawings kept
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class MatrixDelegate(QStyledItemDelegate):
    """For a view over a `MatrixModel` only. A cell is drawn once and copied wherever it comes again."""

    def __init__(self, view: QAbstractItemView, model: MatrixModel) -> None:
        super().__init__(view)
        self._model = model
        self._drawings: dict[tuple[Tile | None, int, int, float], QPixmap] = {}

    def forget(self) -> None:
        """Colours or sizes have changed."""
        self._drawings.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: int = option.state.value
        if state & _SELECTED:
            painter.fillRect(area, theme.color("accent_soft"))
        tile = self._model.tile_at(index.row(), index.column())
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(area.topLeft(), self._drawing(tile, area.width(), area.height(), ratio))
        if state & _FOCUSED:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(1.5, 1.5, -1.5, -2.5), 7, 7)
            painter.restore()

    def _drawing(self, tile: Tile | None, width: int, height: int, ratio: float) -> QPixmap:
        key = (tile, width, height, ratio)
        found = self._drawings.get(key)
        if found is None:
            if len(self._drawings) > _MANY:
                self._drawings.clear()
            found = self._drawings[key] = _drawn(tile, width, height, ratio)
        return found


def _drawn(tile: Tile | None, width: int, height: int, ratio: float) -> QPixmap:
    made = QPixmap(round(width * ratio), round(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(0, 0, width, height)
    painter.fillRect(QRectF(0, height - 1, width, 1), theme.color("border"))
    if tile is None:
        painter.setFont(theme.font(10))
        painter.setPen(theme.color("text3"))
        painter.drawText(area, _MIDDLE, NOT_CONCERNED)
    else:
        paint_tile(painter, area.adjusted(4, 5, -4, -5), tile)
    painter.end()
    return made


def paint_tile(painter: QPainter, area: QRectF, tile: Tile) -> None:
    """Icon and figure on the state's ground, outlined for the pilot, marks in the right corners."""
    contrast = theme.current().name == "contrast"
    if tile.pilot:
        edge = theme.color("text") if contrast else theme.tone_bar(tile.tone)
        painter.setPen(QPen(edge, 2.4 if contrast else 1.6))
    else:
        painter.setPen(QPen(theme.color("badge_border"), 0.8) if contrast else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(theme.tone_soft(tile.tone))
    painter.drawRoundedRect(area, 6, 6)
    long = len(tile.text) > 5
    side, points = theme.px(12 if long else 14), 8.5 if long else 9.0
    wide = theme.metrics(points, 700).horizontalAdvance(tile.text)
    left = area.center().x() - (side + (theme.px(4) + wide if tile.text else 0)) / 2
    ink = theme.tone_text(tile.tone)
    painter.drawPixmap(QPointF(left, area.center().y() - side / 2), icons.painted(tile.icon, ink, side))
    if tile.text:
        painter.setPen(ink)
        painter.setFont(theme.font(points, 700))
        box = QRectF(left + side + theme.px(4), area.top(), wide + 4, area.height())
        painter.drawText(box, _LEFT, tile.text)
    if tile.gap:
        _paint_mark(painter, QPointF(area.right() - 3, area.top() + 2), *GAP_MARK)
    if tile.late:
        _paint_mark(painter, QPointF(area.right() - 3, area.bottom() - 2), *LATE_MARK)


def _paint_mark(painter: QPainter, middle: QPointF, icon: str, ink: Token, soft: Token) -> None:
    radius, side = theme.px(7), theme.px(11)
    painter.setPen(QPen(theme.color("surface"), 1.5))
    painter.setBrush(theme.color(soft))
    painter.drawEllipse(middle, radius, radius)
    drawing = icons.painted(icon, theme.color(ink), side)
    painter.drawPixmap(QPointF(middle.x() - side / 2, middle.y() - side / 2), drawing)
