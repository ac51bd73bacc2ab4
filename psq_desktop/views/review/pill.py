"""A badge that can be pressed: a step, or a filter with its figure."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from psq_desktop.french import typeset
from psq_desktop.views import theme
from psq_desktop.views.tokens import Tone
from psq_desktop.views.widgets.badge import badge_width, paint_badge
from psq_desktop.views.widgets.buttons import PushButton
from psq_desktop.views.widgets.themed import Themed

HEIGHT, _EDGE = 24.0, 3


def pill_width(text: str, icon: str) -> int:
    """What a pill takes, in pixels."""
    return int(badge_width(typeset(text), icon, HEIGHT, 9)) + 2 * _EDGE + 2


class PillButton(Themed, PushButton):
    """A badge that can be pressed."""

    def __init__(self, text: str, icon: str, tone: Tone) -> None:
        super().__init__()
        self._text, self._icon, self._tone = typeset(text), icon, tone
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.set_look(text, icon, tone)

    def set_look(self, text: str, icon: str, tone: Tone) -> None:
        """Show other words."""
        self._text, self._icon, self._tone = typeset(text), icon, tone
        self.setAccessibleName(self._text)
        self.restyle()
        self.update()

    def restyle(self) -> None:
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self._text, self._icon), theme.px(HEIGHT) + 2 * _EDGE + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        wide = paint_badge(painter, _EDGE + 1, middle, self._text, self._icon, self._tone, height=HEIGHT, points=9)
        if self.hasFocus() or self.isChecked():
            tall = theme.px(HEIGHT) + 2 * _EDGE
            thick = 2.0 if self.hasFocus() else 1.5
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus") if self.hasFocus() else theme.tone_text(self._tone), thick))
            area = QRectF(_EDGE + 1, middle - tall / 2, wide, tall).adjusted(-_EDGE + 1, 1, _EDGE - 1, -1)
            painter.drawRoundedRect(area, tall / 2, tall / 2)
