"""Labels: typeset French, live fonts, and one that shortens itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from psq_desktop.french import typeset
from psq_desktop.views import icons, theme
from psq_desktop.views.tokens import TONES, Token, Tone
from psq_desktop.views.widgets.themed import Themed, repolish
from psq_desktop.views.widgets.tips import plain


class Label(Themed, QLabel):
    """Plain text in one of the theme's sizes, weights and colours."""

    def __init__(
        self,
        text: str = "",
        size: float = 10,
        weight: int = 400,
        tone: Token = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size, self._weight, self._tone = size, weight, tone
        self.setTextFormat(Qt.TextFormat.PlainText)  # names come from users: « <b> » is text
        self.setWordWrap(wrap)
        self.setProperty("tone", tone)
        self.setText(text)
        self.restyle()

    def setText(self, text: str) -> None:
        """Show the text with French spaces."""
        super().setText(typeset(text))

    def set_tone(self, tone: Token) -> None:
        """Change the colour."""
        self._tone = tone
        self.setProperty("tone", tone)
        repolish(self)
        self.restyle()  # unpolishing takes the font back to the one it had at first

    def restyle(self) -> None:
        self.setFont(theme.font(self._size, self._weight))


class ElidedLabel(Label):
    """A one-line label that ends in « … » instead of widening its neighbours; the whole text is its tooltip."""

    def __init__(
        self,
        text: str = "",
        size: float = 10,
        weight: int = 400,
        tone: Token = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, size, weight, tone, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        fm = theme.metrics(self._size, self._weight)
        return QSize(int(fm.horizontalAdvance(self.text())) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(theme.px(40), self.sizeHint().width()), super().minimumSizeHint().height())

    def shown_text(self) -> str:
        """The text as it fits now."""
        return theme.elided(self.text(), self.width(), self._size, self._weight)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(self._size, self._weight))
        painter.setPen(theme.color(self._tone))
        where = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        painter.drawText(QRectF(self.rect()), int(where | Qt.AlignmentFlag.AlignVCenter), self.shown_text())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and not self.toolTip():
            whole = self.text() if self.shown_text() != self.text() else ""
            QToolTip.showText(QPoint(event.globalPos()), plain(whole), self)
            return True
        return super().event(event)


class IconLabel(Themed, QLabel):
    """An icon that is not a control. Beside its words it needs no name of its own."""

    def __init__(self, icon: str, tone: Token = "text2", size: float = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._tone, self._size = icon, tone, size
        self.restyle()

    def set_icon(self, icon: str, tone: Token | None = None) -> None:
        """Show another icon."""
        self._icon, self._tone = icon, tone or self._tone
        self.restyle()

    def restyle(self) -> None:
        self.setPixmap(icons.pixmap(self._icon, self._tone, self._size))
        self.setFixedWidth(theme.px(self._size) + 2)


class IconBox(Themed, QWidget):
    """An icon on a tinted rounded square (or disc), before the title of a line."""

    def __init__(
        self, icon: str, tone: Tone, size: float = 32, *, disc: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone, self._size, self._disc = icon, tone, size, disc
        self.restyle()

    def restyle(self) -> None:
        self.setFixedSize(theme.px(self._size), theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("badge_border"))
        painter.setBrush(theme.tone_soft(self._tone))
        side = float(theme.px(self._size))
        radius = side / 2 if self._disc else side / 4
        edge = 0.5 if theme.current().name == "contrast" else 0
        painter.drawRoundedRect(QRectF(edge, edge, side - 2 * edge, side - 2 * edge), radius, radius)
        drawing = icons.pixmap(self._icon, TONES[self._tone].text, self._size * 0.53)
        inner = drawing.deviceIndependentSize()
        painter.drawPixmap(round((side - inner.width()) / 2), round((side - inner.height()) / 2), drawing)


class NumberDisc(Themed, QWidget):
    """A short number in a grey disc: the rank of an agenda item."""

    def __init__(self, text: str, size: float = 26, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._size = text, size
        self.setAccessibleName(text)
        self.restyle()

    def set_text(self, text: str) -> None:
        """Change the number."""
        self._text = text
        self.setAccessibleName(text)
        self.update()

    def restyle(self) -> None:
        self.setFixedSize(theme.px(self._size), theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("badge_border"))
        painter.setBrush(theme.color("neutral_soft"))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(theme.color("neutral"))
        painter.setFont(theme.font(9.5, 700))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
