"""Lines of which as many are shown as there is room for, never cut through."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from psq_desktop.views import theme


class Fitting(QWidget):
    """Equal lines one below the other; the last ones go first, ``least`` always stay.

    ``height`` and ``most`` (the height they grow to) are in design pixels.
    """

    def __init__(self, height: float, most: float, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height, self._most, self._least = height, most, least
        self._lines: tuple[QWidget, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def set_lines(self, lines: Sequence[QWidget]) -> None:
        """Show other lines; the old ones are destroyed."""
        for old in self._lines:
            old.hide()
            old.deleteLater()
        self._lines = tuple(lines)
        for line in self._lines:
            line.setParent(self)
        self.updateGeometry()
        self._lay()

    @property
    def lines(self) -> tuple[QWidget, ...]:
        """Every line, shown or not."""
        return self._lines

    def sizeHint(self) -> QSize:
        return QSize(200, theme.px(self._height) * len(self._lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, theme.px(self._height) * min(self._least, len(self._lines)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        if not self._lines:
            return
        count = min(len(self._lines), max(self.height() // theme.px(self._height), 1))
        tall = min(self.height() // count, theme.px(self._most))
        for rank, line in enumerate(self._lines):
            line.setGeometry(0, rank * tall, self.width(), tall)
            line.setVisible(rank < count)
