"""A label of at most two lines: the second ends in « … », the whole is the tooltip."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from psq_desktop.views import theme
from psq_desktop.views.kit import ElidedLabel

_POINTS, _WEIGHT = 9.5, 600


class ClampedLabel(ElidedLabel):
    """For titles that are sentences, in a narrow column."""

    def __init__(self, text: str) -> None:
        super().__init__(text, _POINTS, _WEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fit()

    def shown(self, width: int) -> tuple[str, ...]:
        """The lines as they fit in a width."""
        metrics = theme.metrics(_POINTS, _WEIGHT)
        text = self.text()
        if metrics.horizontalAdvance(text) <= width:
            return (text,)
        words = text.split(" ")
        taken = 1
        while taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= width:
            taken += 1
        rest = theme.elided(" ".join(words[taken:]), width, _POINTS, _WEIGHT)
        return (theme.elided(" ".join(words[:taken]), width, _POINTS, _WEIGHT), rest)

    def restyle(self) -> None:
        super().restyle()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        tall = int(theme.metrics(_POINTS, _WEIGHT).height())
        self.setFixedHeight(tall * len(self.shown(self.width())) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(_POINTS, _WEIGHT))
        painter.setPen(theme.color("text"))
        tall = int(theme.metrics(_POINTS, _WEIGHT).height())
        for rank, line in enumerate(self.shown(self.width())):
            box = QRectF(0, rank * tall, self.width(), tall)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), line)

    def shown_text(self) -> str:
        return " ".join(self.shown(self.width()))
