"""Badges: a state as shape, word and colour in a pill."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from psq_desktop.french import typeset
from psq_desktop.views import icons, theme
from psq_desktop.views.tokens import TONES, Tone
from psq_desktop.views.widgets.themed import Themed

HEIGHT, POINTS = 22.0, 9.0
SMALL = (20.0, 8.5)
_ICON_GAP = 5
_WEIGHT = 600


def badge_width(text: str, icon: str, height: float = HEIGHT, points: float = POINTS) -> float:
    """Width of the pill, in real pixels. ``text`` is already typeset."""
    width = theme.metrics(points, _WEIGHT).horizontalAdvance(text) + 2 * theme.px(_padding(height))
    return width + (theme.px(_icon_side(height)) + theme.px(_ICON_GAP) if icon else 0)


def paint_badge(
    painter: QPainter,
    x: float,
    middle: float,
    text: str,
    icon: str,
    tone: Tone,
    *,
    height: float = HEIGHT,
    points: float = POINTS,
    fill: QColor | None = None,
) -> float:
    """Paint the pill from ``x``, centred on ``middle``; returns its width. ``fill`` replaces the tone's."""
    width = badge_width(text, icon, height, points)
    tall = theme.px(height)
    area = QRectF(x, middle - tall / 2, width, tall)
    painter.setPen(QPen(theme.color("badge_border"), 1))
    if theme.current().name != "contrast":
        painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill or theme.tone_soft(tone))
    painter.drawRoundedRect(area, tall / 2, tall / 2)
    left = x + theme.px(_padding(height))
    if icon:
        side = theme.px(_icon_side(height))
        painter.drawPixmap(QPointF(left, middle - side / 2), icons.painted(icon, theme.tone_text(tone), side))
        left += side + theme.px(_ICON_GAP)
    painter.setFont(theme.font(points, _WEIGHT))
    painter.setPen(theme.color(TONES[tone].text))
    painter.drawText(QRectF(left, area.top(), width + 4, tall), int(Qt.AlignmentFlag.AlignVCenter), text)
    return width


def _padding(height: float) -> float:
    return 8 if height <= 30 else height * 0.36


def _icon_side(height: float) -> float:
    return max(13, height * 0.52)


class Badge(Themed, QWidget):
    """A state in a pill; its words are its accessible name."""

    def __init__(
        self,
        text: str,
        icon: str = "",
        tone: Tone = "neutral",
        *,
        height: float = HEIGHT,
        points: float = POINTS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._height, self._points = height, points
        self.set_state(text, icon, tone)

    def set_state(self, text: str, icon: str = "", tone: Tone = "neutral") -> None:
        """Show another state."""
        self._text, self._icon, self._tone = typeset(text), icon, tone
        self.setAccessibleName(self._text)
        self.restyle()
        self.update()

    def text(self) -> str:
        """The words."""
        return self._text

    def restyle(self) -> None:
        width = badge_width(self._text, self._icon, self._height, self._points)
        self.setFixedSize(int(width) + 2, theme.px(self._height) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_badge(
            painter, 0.5, self.height() / 2, self._text, self._icon, self._tone,
            height=self._height, points=self._points,
        )  # fmt: skip
