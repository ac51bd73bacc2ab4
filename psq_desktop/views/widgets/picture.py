"""Charts on the screen: pictures painted in the colours of the theme."""

from __future__ import annotations

from collections.abc import Callable
from math import floor

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGuiApplication,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from psq_desktop.charts.shapes import Circle, Label, Measure, Path, Picture, Rect, Role, Shape, Spot, Weight
from psq_desktop.french import typeset
from psq_desktop.views import theme
from psq_desktop.views.tokens import ThemeName, Token
from psq_desktop.views.widgets.themed import Themed
from psq_desktop.views.widgets.tips import plain

Builder = Callable[[float, float, Measure], Picture]

_REACH = 18.0  # how far from a spot pointing at it still counts, in points

_TOKENS: dict[Role, Token | None] = {
    "text": "text", "text2": "text2", "text3": "text3", "surface": "surface", "tint": "surface2",
    "grid": "border", "axis": "field_border", "track": "bar_track", "track_edge": None,
    "line": "accent", "line_neutral": "text3", "target": "text2", "pace": "warning", "today": "text3",
    "forbidden": "danger_soft", "accent_text": "accent_text", "progress": "accent",
    "ok": "bar_ok", "info": "bar_info", "warn": "bar_warn", "bad": "bar_bad", "neutral": "bar_neutral",
    "ok_text": "success", "info_text": "info", "warn_text": "warning", "bad_text": "danger", "neutral_text": "neutral",
    "ok_soft": "success_soft", "info_soft": "info_soft", "warn_soft": "warning_soft", "bad_soft": "danger_soft",
    "neutral_soft": "neutral_soft",
}  # fmt: skip
_IN_THEME: dict[ThemeName, dict[Role, Token | None]] = {
    "light": {},
    "dark": {"line": "accent_text"},
    "contrast": {"track_edge": "field_border", "forbidden": "hover", "line_neutral": "text2"},
}
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def colour(role: Role) -> QColor | None:
    """A role's colour in the theme in force; ``None``: not drawn."""
    token = _IN_THEME[theme.current().name].get(role, _TOKENS[role])
    return theme.color(token) if token is not None else None


def pixels_per_point() -> float:
    """Real pixels in a point of a picture, at the user's text size."""
    screen = QGuiApplication.primaryScreen()
    return screen.logicalDotsPerInch() / 72 * theme.current().scale


def measure(text: str, size: float, weight: Weight = 400) -> float:
    """Width in points of a text in the interface font."""
    return theme.metrics(size, weight).horizontalAdvance(text) / pixels_per_point()


def paint_picture(painter: QPainter, picture: Picture, x: float = 0.0, y: float = 0.0, zoom: float = 1.0) -> None:
    """Paint with the upper left corner at x, y in pixels of the painter; for delegates too. The painter is kept."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x, y)
    scale = pixels_per_point() * zoom
    for shape in picture.shapes:
        _paint(painter, shape, scale, zoom)
    painter.restore()


def _paint(painter: QPainter, shape: Shape, k: float, zoom: float) -> None:
    if isinstance(shape, Label):
        _paint_label(painter, shape, k, zoom)
        return
    if not _dress(painter, shape, k):
        return
    if isinstance(shape, Rect):
        area = QRectF(shape.x * k, shape.y * k, shape.width * k, shape.height * k)
        if shape.radius:
            radius = min(shape.radius * k, area.width() / 2, area.height() / 2)
            painter.drawRoundedRect(area, radius, radius)
        else:
            painter.drawRect(area)
    elif isinstance(shape, Circle):
        painter.drawEllipse(QPointF(shape.x * k, shape.y * k), shape.radius * k, shape.radius * k)
    elif shape.fill is not None:
        painter.drawPolygon(QPolygonF([QPointF(px * k, py * k) for px, py in shape.points]))
    else:
        painter.drawPolyline(QPolygonF(_sharp(shape, k)))


def _sharp(shape: Path, k: float) -> list[QPointF]:
    """The points in pixels; upright and level lines stand in the middle of theirs."""
    points = [QPointF(x * k, y * k) for x, y in shape.points]
    if len(points) == 2 and shape.stroke_width < 1.2:
        first, last = points
        if abs(first.y() - last.y()) < 0.01:
            level = floor(first.y()) + 0.5
            return [QPointF(first.x(), level), QPointF(last.x(), level)]
        if abs(first.x() - last.x()) < 0.01:
            upright = floor(first.x()) + 0.5
            return [QPointF(upright, first.y()), QPointF(upright, last.y())]
    return points


def _dress(painter: QPainter, shape: Rect | Path | Circle, k: float) -> bool:
    """Set pen and brush; whether anything is left to draw."""
    fill = colour(shape.fill) if shape.fill is not None else None
    stroke = colour(shape.stroke) if shape.stroke is not None else None
    painter.setBrush(QBrush(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    if stroke is None:
        painter.setPen(Qt.PenStyle.NoPen)
        return fill is not None
    width = shape.stroke_width * k
    cap = Qt.PenCapStyle.FlatCap if shape.dash else Qt.PenCapStyle.RoundCap
    pen = QPen(stroke, width, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin)
    if shape.dash:
        pen.setDashPattern([part * k / width for part in shape.dash])  # Qt counts dashes in pen widths
    painter.setPen(pen)
    return True


def _paint_label(painter: QPainter, label: Label, k: float, zoom: float) -> None:
    ink = colour(label.role)
    if ink is None:
        return
    painter.setFont(theme.font(label.size * zoom, label.weight))
    painter.setPen(ink)
    wide = theme.metrics(label.size * zoom, label.weight).horizontalAdvance(label.text)
    painter.drawText(QPointF(label.x * k - wide * _ANCHORS[label.anchor], label.y * k), label.text)


class PictureView(Themed, QWidget):
    """A chart that fills its width. It is built anew for each width, theme and text size.

    ``height`` is in points, as everything in a picture; ``zoom`` enlarges all of it, for projection.
    """

    def __init__(
        self, builder: Builder, height: float = 110.0, *, zoom: float = 1.0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._builder, self._tall, self._zoom = builder, height, zoom
        self._picture: Picture | None = None
        self._width = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def set_picture(self, builder: Builder, height: float | None = None) -> None:
        """Show another chart."""
        self._builder = builder
        self._tall = self._tall if height is None else height
        self.restyle()

    @property
    def picture(self) -> Picture:
        """What is shown."""
        if self._picture is None or self._width != self.width():
            k, self._width = self._scale(), self.width()
            self._picture = self._builder(max(self._width, 1) / k, self._tall, self._measure)
        return self._picture

    def restyle(self) -> None:
        self.setFixedHeight(round(self._tall * self._scale()))
        self._rebuild()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), self.height())

    def spot_at(self, x: float, y: float = -1.0) -> Spot | None:
        """What stands at a place in pixels, else the nearest reading to its horizontal place, if one is near."""
        at, level = x / self._scale(), y / self._scale()
        for spot in self.picture.spots:
            if spot.area is not None and spot.area.holds(at, level):
                return spot
        free = (spot for spot in self.picture.spots if spot.area is None)
        near = min(free, key=lambda spot: abs(spot.x - at), default=None)
        return near if near is not None and abs(near.x - at) <= _REACH else None

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self.spot_at(event.pos().x(), event.pos().y())
            if spot is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), plain(spot.words), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_picture(QPainter(self), self.picture, zoom=self._zoom)

    def _scale(self) -> float:
        return pixels_per_point() * self._zoom

    def _measure(self, text: str, size: float, weight: Weight = 400) -> float:
        return theme.metrics(size * self._zoom, weight).horizontalAdvance(text) / self._scale()

    def _rebuild(self) -> None:
        self._picture = None
        self.setAccessibleName(typeset(self.picture.alt))
        self.update()
