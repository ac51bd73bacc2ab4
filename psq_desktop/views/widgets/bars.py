"""Progress bar, and a bar stacked of parts."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from psq_desktop import french
from psq_desktop.views import icons, theme
from psq_desktop.views.tokens import Tone
from psq_desktop.views.widgets.themed import Themed
from psq_desktop.views.widgets.tips import plain


def paint_bar(painter: QPainter, area: QRectF, value: float, tone: Tone = "accent", mark: float | None = None) -> None:
    """A rounded bar filled to ``value`` (0 to 1), with a dark tick at ``mark``."""
    radius = area.height() / 2
    contrast = theme.current().name == "contrast"
    painter.setPen(QPen(theme.color("field_border"), 1) if contrast else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(theme.color("bar_track"))
    painter.drawRoundedRect(area, radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    if value > 0:
        painter.setBrush(theme.tone_bar(tone))
        width = max(area.height(), area.width() * min(value, 1))
        painter.drawRoundedRect(QRectF(area.left(), area.top(), width, area.height()), radius, radius)
    if mark is not None:
        x = area.left() + area.width() * min(max(mark, 0), 1)
        painter.setPen(QPen(theme.color("text"), 2))
        painter.drawLine(QPointF(x, area.top() - 3), QPointF(x, area.bottom() + 3))


class Bar(Themed, QWidget):
    """How far something is, 0 to 1."""

    def __init__(
        self,
        value: float,
        name: str,
        tone: Tone = "accent",
        *,
        mark: float | None = None,
        height: float = 6,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._tone, self._mark, self._height = name, tone, mark, height
        self.set_value(value)
        self.restyle()

    def set_value(self, value: float) -> None:
        """Move the bar."""
        self._value = value
        self.setAccessibleName(french.typeset(f"{self._name} : {french.percent(value)}"))
        self.update()

    def set_mark(self, mark: float | None) -> None:
        """Move the dark tick, 0 to 1."""
        self._mark = mark
        self.update()

    def restyle(self) -> None:
        self.setFixedHeight(theme.px(self._height) + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tall = theme.px(self._height)
        area = QRectF(0, (self.height() - tall) / 2, self.width(), tall)
        paint_bar(painter, area, self._value, self._tone, self._mark)


_LEAST = 36  # design pixels of the smallest part


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a stacked bar: how many, of what."""

    count: int
    word: str
    tone: Tone
    icon: str = ""


class StackedBar(Themed, QWidget):
    """Parts of a whole side by side, each with its figure."""

    def __init__(self, parts: tuple[Part, ...], *, underlined: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._underlined = underlined
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(60)
        self.set_parts(parts)
        self.restyle()

    def set_parts(self, parts: tuple[Part, ...]) -> None:
        """Show other parts."""
        self._parts = tuple(part for part in parts if part.count)
        spoken = ", ".join(f"{part.count} {part.word.lower()}" for part in self._parts)
        self.setAccessibleName(spoken or "Aucun")
        self.setToolTip(plain(spoken))
        self.update()

    def restyle(self) -> None:
        self.setFixedHeight(theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tall = theme.px(18)
        top = (self.height() - tall) / 2
        whole = QRectF(0, top, self.width(), tall)
        clip = QPainterPath()
        clip.addRoundedRect(whole, 5, 5)
        painter.setClipPath(clip)
        total = sum(part.count for part in self._parts)
        if not total:
            painter.fillRect(whole, theme.color("bar_track"))
        left = 0.0
        least = min(theme.px(_LEAST), self.width() / max(len(self._parts), 1))  # room for its sign and its figure
        spare = self.width() - least * len(self._parts)
        for part in self._parts:
            width = least + spare * part.count / total
            last = part is self._parts[-1]
            self._paint_part(painter, part, QRectF(left, top, width if last else width - 2, tall))
            left += width
        if theme.current().name == "contrast":
            painter.setClipping(False)
            painter.setPen(QPen(theme.color("border"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

    def _paint_part(self, painter: QPainter, part: Part, area: QRectF) -> None:
        painter.fillRect(area, theme.tone_soft(part.tone))
        if self._underlined or theme.current().name == "contrast":
            painter.fillRect(QRectF(area.left(), area.bottom() - 3, area.width(), 3), theme.tone_bar(part.tone))
        figure = str(part.count)
        side = theme.px(12) if part.icon and area.width() > theme.px(_LEAST - 2) else 0
        wide = theme.metrics(8.5, 700).horizontalAdvance(figure)
        left = area.center().x() - (wide + (side + 4 if side else 0)) / 2
        if side:
            drawing = icons.painted(part.icon, theme.tone_text(part.tone), side)
            painter.drawPixmap(QPointF(left, area.center().y() - side / 2 - (1.5 if self._underlined else 0)), drawing)
            left += side + 4
        painter.setFont(theme.font(8.5, 700))
        painter.setPen(theme.tone_text(part.tone))
        up = 2 if self._underlined else 0
        painter.drawText(
            QRectF(left, area.top(), wide + 4, area.height() - up), int(Qt.AlignmentFlag.AlignVCenter), figure
        )
