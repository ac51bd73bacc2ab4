"""What covers the window while files are held over it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from psq_desktop.french import typeset
from psq_desktop.views import icons, theme

WORDS = "Déposez les classeurs reçus : ils seront reconnus, puis comparés"
_EDGE, _MARK = 18, 40  # design pixels


def dropped_paths(data: QMimeData) -> tuple[Path, ...]:
    """The files and folders of this machine in what is dragged."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


class DropVeil(QWidget):
    """Over its whole parent; it takes no event itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ground = parent
        parent.installEventFilter(self)
        self.hide()

    def cover(self, on: bool) -> None:
        """Show it, or take it away."""
        self.setGeometry(self._ground.rect())
        self.setVisible(on)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._ground:
            self.setGeometry(self._ground.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(theme.color("bg"))
        ground.setAlphaF(0.88)
        painter.fillRect(self.rect(), ground)
        edge = theme.px(_EDGE)
        painter.setPen(QPen(theme.color("focus"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 12, 12)
        middle = self.rect().center()
        drawing = icons.pixmap("file-import", "accent_text", _MARK)
        painter.drawPixmap(middle.x() - theme.px(_MARK) // 2, middle.y() - theme.px(_MARK + 8), drawing)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(13, 600))
        below = QRectF(0, middle.y() + theme.px(8), self.width(), theme.px(32))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter), typeset(WORDS))
