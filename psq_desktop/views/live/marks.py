"""The number of the item being spoken of, on a full disc."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from psq_desktop.views import theme
from psq_desktop.views.kit import NumberDisc


class LeadDisc(NumberDisc):
    """A number on the accent's colour."""

    def __init__(self) -> None:
        super().__init__("", 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(theme.color("on_accent"))
        painter.setFont(theme.font(9.5, 700))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
