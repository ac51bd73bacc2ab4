"""A partner's or a person's avatar: stored acronym, colour drawn from it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from psq_desktop.views import theme
from psq_desktop.views.widgets.themed import Themed

_COLOURS = ("#3B5BDB", "#0B7285", "#2B8A3E", "#9C36B5", "#C2410C", "#5F3DC4", "#A61E4D", "#1864AB")
_POINTS = {1: 8.4, 2: 8.4, 3: 7.0}
_LONG = 6.4
_MINOR = {"de", "du", "la", "le", "des", "et", "m.", "mme", "d", "l"}


def initials(name: str) -> str:
    """« Claire Lemaire » is CL: for people, who have no stored acronym."""
    words = name.replace("’", " ").replace("'", " ").replace("-", " ").split()
    kept = [word for word in words if word[0].isalnum() and word.lower() not in _MINOR]
    return (kept[0][0] + (kept[-1][0] if len(kept) > 1 else "")).upper() if kept else ""


def paint_avatar(painter: QPainter, x: float, y: float, side: float, acronym: str, *, square: bool = True) -> None:
    """Paint it in a square of ``side`` real pixels. At most four letters are readable."""
    letters = acronym[:4]
    base = QColor(_COLOURS[sum(map(ord, acronym)) % len(_COLOURS)])
    ground = QColor(base)
    ground.setAlphaF(0.38 if theme.is_dark() else 0.14)
    area = QRectF(x, y, side, side)
    radius = 6 if square else side / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(area, radius, radius)
    points = _POINTS.get(len(letters), _LONG) * min(1.0, side / theme.px(24))
    painter.setFont(theme.font(round(points, 2), 700))
    painter.setPen(letter_colour(base))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), letters)


def letter_colour(base: QColor) -> QColor:
    """Readable on the tinted ground of either theme."""
    if not theme.is_dark():
        return base.darker(115)
    return QColor.fromRgbF(*(0.38 * part + 0.62 for part in (base.redF(), base.greenF(), base.blueF())))


class Avatar(Themed, QWidget):
    """The acronym on a tinted ground: square for partners, round for people."""

    def __init__(self, acronym: str, size: float = 26, *, square: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size, self._square = size, square
        self.set_acronym(acronym)
        self.restyle()

    def set_acronym(self, acronym: str) -> None:
        """Show another one."""
        self._acronym = acronym
        self.setAccessibleName(acronym)
        self.update()

    def restyle(self) -> None:
        self.setFixedSize(theme.px(self._size), theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_avatar(painter, 0, 0, self.width(), self._acronym, square=self._square)
