"""What the signs of the matrix mean, on as many lines as it takes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from psq_desktop.french import typeset
from psq_desktop.services.kinds import CommitmentState, OutlookState
from psq_desktop.views import badges, icons, theme
from psq_desktop.views.objectives.matrix_delegate import GAP_MARK, LATE_MARK
from psq_desktop.views.objectives.matrix_model import HELPER
from psq_desktop.views.tokens import TONES, Token
from psq_desktop.views.widgets.themed import Themed
from psq_desktop.wording import word

_POINTS, _LINE, _GAP = 8.5, 21.0, 12.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign and its word; without an icon it heads those that follow."""

    text: str
    icon: str = ""
    tone: Token = "text2"
    framed: bool = False

    @property
    def weight(self) -> int:
        """Heads are bold."""
        return 400 if self.icon else 700

    @property
    def width(self) -> float:
        """In real pixels."""
        icon = theme.px(20) if self.icon or self.framed else 0
        return theme.metrics(_POINTS, self.weight).horizontalAdvance(typeset(self.text)) + icon


def _entries() -> tuple[Entry, ...]:
    outlooks = (Entry(word(s), badges.look(s).icon, TONES[badges.look(s).tone].text) for s in OutlookState)
    states = (Entry(word(s), badges.look(s).icon, TONES[badges.look(s).tone].text) for s in CommitmentState)
    helper = Entry("Associé sans engagement", HELPER[0], "neutral")
    marks = (Entry("écart", *GAP_MARK[:2]), Entry("engagement en retard", *LATE_MARK[:2]))
    return (Entry("Pilote, météo :", framed=True), *outlooks, Entry("Engagement :"), *states, helper, *marks)


class MatrixLegend(Themed, QWidget):
    """Two families of signs: the outlook in the pilot's framed cell, commitments in the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = _entries()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(typeset("Légende. " + ", ".join(entry.text for entry in self._entries)))
        self.restyle()

    def restyle(self) -> None:
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = 1 + max(line for _, line in self._places())
        self.setFixedHeight(lines * theme.px(_LINE))
        self.update()

    def _places(self) -> list[tuple[float, int]]:
        """Left edge and line of each entry; each family starts a line of its own unless all fit on one."""
        gap, room = theme.px(_GAP), max(self.width(), 1)
        whole = sum(entry.width + gap for entry in self._entries) <= room
        places: list[tuple[float, int]] = []
        left, line = 0.0, 0
        for entry in self._entries:
            heads = not entry.icon and not whole
            if left > 0 and (heads or left + entry.width > room):
                left, line = 0.0, line + 1
            places.append((left, line))
            left += entry.width + gap
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tall, side = theme.px(_LINE), theme.px(14)
        for entry, (left, line) in zip(self._entries, self._places(), strict=True):
            middle = line * tall + tall / 2
            if entry.framed:
                painter.setPen(QPen(theme.color("text2"), 1.6))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(left + 1, middle - theme.px(5), theme.px(14), theme.px(10)), 3, 3)
            elif entry.icon:
                drawing = icons.painted(entry.icon, theme.color(entry.tone), side)
                painter.drawPixmap(QPointF(left, middle - side / 2), drawing)
            if entry.framed or entry.icon:
                left += theme.px(20)
            painter.setFont(theme.font(_POINTS, entry.weight))
            painter.setPen(theme.color("text2"))
            box = QRectF(left, line * tall, entry.width + 4, tall)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), typeset(entry.text))
