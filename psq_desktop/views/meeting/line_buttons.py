"""What can be clicked inside an agenda line: its badges, its rapporteur, its handle."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from psq_desktop.french import typeset
from psq_desktop.views import icons, theme
from psq_desktop.views.kit import IconLabel, Themed, initials
from psq_desktop.views.tokens import Tone
from psq_desktop.views.widgets.avatar import paint_avatar
from psq_desktop.views.widgets.badge import badge_width, paint_badge
from psq_desktop.views.widgets.tips import plain


class _Painted(Themed, QAbstractButton):
    """A painted button: Espace and Entrée click it, the focus shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_content(painter)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(theme.color("focus" if self.hasFocus() else "border"), 2 if self.hasFocus() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = self.ring_radius()
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def paint_content(self, painter: QPainter) -> None:
        """Paint what the button says."""
        raise NotImplementedError

    def ring_radius(self) -> float:
        """Roundness of the ring of focus."""
        return 6


class BadgeButton(_Painted):
    """A badge that opens the choice of its vocabulary; compact, its word is in the tooltip."""

    def __init__(self, what: str, *, height: float = 22, points: float = 9) -> None:
        super().__init__()
        self._height, self._points = height, points
        self._what, self._word, self._icon, self._tip = what, "", "", ""
        self._tone: Tone = "neutral"
        self._compact = False

    def set_state(self, word: str, icon: str, tone: Tone, tip: str = "") -> None:
        """Show another value; ``tip`` says more of it."""
        self._tip = typeset(tip)
        self._word, self._icon, self._tone = typeset(word), icon, tone
        self.setAccessibleName(typeset(f"{self._what} : {word}"))
        self._tell()

    def set_compact(self, on: bool) -> None:
        """Leave the word out, or show it."""
        self._compact = on
        self._tell()

    def _tell(self) -> None:
        said = self._tip or (self.accessibleName() if self._compact else "")
        self.setToolTip(plain(said) if said else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        word = "" if self._compact else self._word
        return QSize(int(badge_width(word, self._icon, self._height, self._points)) + 2, theme.px(self._height + 2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def restyle(self) -> None:
        self.updateGeometry()

    def ring_radius(self) -> float:
        return theme.px(self._height / 2)

    def paint_content(self, painter: QPainter) -> None:
        word = "" if self._compact else self._word
        paint_badge(
            painter, 0.5, self.height() / 2, word, self._icon, self._tone, height=self._height, points=self._points
        )


class RapporteurButton(_Painted):
    """Who presents the item; opens the choice of partners."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._acronym = "", ""

    def set_rapporteur(self, name: str, acronym: str) -> None:
        """Show somebody else; nobody is an invitation to choose."""
        self._name, self._acronym = typeset(name), acronym or initials(name)
        said = name or "personne"
        self.setAccessibleName(typeset(f"Rapporteur : {said}"))
        self.updateGeometry()
        self.update()

    @property
    def _shown(self) -> str:
        return self._name or ("Choisir un rapporteur" if self.isEnabled() else "Sans rapporteur")

    def sizeHint(self) -> QSize:
        words = theme.metrics(9).horizontalAdvance(self._shown)
        return QSize(int(words) + theme.px(28), theme.px(22))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(22))

    def restyle(self) -> None:
        self.updateGeometry()

    def paint_content(self, painter: QPainter) -> None:
        side = theme.px(20)
        if self._name:
            paint_avatar(painter, 0, (self.height() - side) / 2, side, self._acronym)
        else:
            drawing = icons.pixmap("user-question", "text3", 17)
            painter.drawPixmap(1, round((self.height() - theme.px(17)) / 2), drawing)
        left = side + theme.px(6)
        room = self.width() - left
        painter.setFont(theme.font(9))
        painter.setPen(theme.color("text2" if self._name else "text3"))
        words = theme.elided(self._shown, room, 9)
        painter.drawText(QRectF(left, 0, room, self.height()), int(Qt.AlignmentFlag.AlignVCenter), words)


class Grip(IconLabel):
    """The handle a line is dragged by; `dragged` gives the pointer's height on the screen, `dropped` ends it."""

    dragged = Signal(float)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__("grip-vertical", "text3", 18)
        self._pressed_at: float | None = None
        self._dragging = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip("Glisser pour déplacer  (Alt+↑, Alt+↓)")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.globalPosition().y()
        event.ignore()  # the line takes the focus

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            return
        height = event.globalPosition().y()
        if not self._dragging and abs(height - self._pressed_at) < QApplication.startDragDistance():
            return
        self._dragging = True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.dragged.emit(height)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None
        if self._dragging:
            self._dragging = False
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.dropped.emit()
