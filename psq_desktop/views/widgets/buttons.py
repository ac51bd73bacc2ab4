"""Push buttons and icon buttons: the kinds, icons and names of the whole program."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from psq_desktop.french import typeset
from psq_desktop.views import icons, theme
from psq_desktop.views.tokens import Token
from psq_desktop.views.widgets.themed import Themed, repolish
from psq_desktop.views.widgets.tips import plain

Kind = Literal["", "primary", "ghost", "danger", "small", "chip", "toast", "link"]
_ICON_TONES: dict[str, Token] = {"primary": "on_accent", "danger": "danger"}
_ICON_GAP = "\u2002"


class PushButton(QPushButton):
    """Entrée presses it too, in windows as in dialogs, without making it a dialog's default."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Button(Themed, PushButton):
    """A button with words; the name for screen readers is the words, the tooltip adds the shortcut."""

    def __init__(
        self,
        text: str,
        icon: str = "",
        kind: Kind = "",
        *,
        tip: str = "",
        shortcut: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._kind, self._tip, self._shortcut = icon, kind, tip, shortcut
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.set_text(text)
        self.restyle()

    def set_text(self, text: str) -> None:
        """Change the words, and with them the name."""
        words = typeset(text)
        self.setText((_ICON_GAP if self._icon and words else "") + words.replace("&", "&&"))
        self.setAccessibleName(words)
        hint = typeset(self._tip) or (words if self._shortcut else "")
        self.setToolTip(plain(f"{hint}  ({self._shortcut})" if self._shortcut else hint))
        if self._tip:
            self.setAccessibleDescription(typeset(self._tip))

    def set_tip(self, tip: str) -> None:
        """Change what the tooltip says."""
        self._tip = tip
        self.setAccessibleDescription("")
        self.set_text(self.accessibleName())

    def set_icon(self, icon: str) -> None:
        """Show another icon, or none."""
        words = self.accessibleName()
        self._icon = icon
        self.set_text(words)
        if not icon:
            self.setIcon(QIcon())
        self.restyle()

    def set_kind(self, kind: Kind) -> None:
        """Change the looks."""
        self._kind = kind
        self.setProperty("kind", kind)
        repolish(self)
        self.restyle()

    def restyle(self) -> None:
        if self._icon:
            self.setIcon(icons.icon(self._icon, _ICON_TONES.get(self._kind, "text2"), 17))
            self.setIconSize(QSize(theme.px(17), theme.px(17)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._kind == "primary" and self.hasFocus():
            # The sheet's ring has the colour of the button itself: draw one inside.
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("on_accent"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5), 4, 4)


class IconButton(Themed, QToolButton):
    """A button without words: its tip is its name."""

    def __init__(
        self,
        icon: str,
        tip: str,
        *,
        shortcut: str = "",
        checkable: bool = False,
        size: float = 18,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._shortcut, self._size = icon, shortcut, size
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.set_tip(tip)
        self.restyle()

    def set_tip(self, tip: str) -> None:
        """Change the tooltip and the name."""
        words = typeset(tip)
        self.setToolTip(plain(f"{words}  ({self._shortcut})" if self._shortcut else words))
        self.setAccessibleName(words)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.restyle()

    def restyle(self) -> None:
        self.setIcon(icons.icon(self._icon, "text2", self._size, on="accent_text"))
        self.setIconSize(QSize(theme.px(self._size), theme.px(self._size)))
