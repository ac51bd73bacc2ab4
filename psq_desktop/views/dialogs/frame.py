"""What the dialogs share: a title, a body that scrolls where the screen is low, buttons; freed when closed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from psq_desktop.french import typeset
from psq_desktop.views import theme
from psq_desktop.views.kit import STRETCH, Label, boxed, column, row, scrolled
from psq_desktop.views.widgets.layouts import Item

_SIDE, _TOP = 22.0, 18.0
_OF_SCREEN = 0.9  # the most of the screen's height that a dialog takes


class PlainDialog(QDialog):
    """Opened with `open()`; Échap closes it. It grows with what it has to say."""

    def __init__(self, title: str, width: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(typeset(title))
        theme.fix_width(self, width)

    def fill(self, *items: Item, buttons: tuple[QWidget, ...]) -> None:
        """The title, what stands under it, and the buttons at the foot."""
        self._body = boxed(column(*items, STRETCH, spacing=12, margins=(_SIDE, 2, _SIDE, 2)))
        self._area = scrolled(self._body, self.windowTitle())
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        title = boxed(column(Label(self.windowTitle(), 13, 700), margins=(_SIDE, _TOP, _SIDE, 0)))
        foot = boxed(row(STRETCH, *buttons, margins=(_SIDE, 0, _SIDE, _TOP)))
        self._rest = (title, foot)
        self.setLayout(column(title, self._area, foot, spacing=14, grow=1))
        self._body.installEventFilter(self)

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._body:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        layout = self._body.layout()
        assert layout is not None
        wanted = layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else 0
        wanted = max(wanted, layout.totalMinimumSize().height())
        rest = sum(each.sizeHint().height() for each in self._rest) + 2 * theme.px(14)
        room = round(self.screen().availableGeometry().height() * _OF_SCREEN)
        height = min(wanted + rest, room)
        if height > self.height() or not self.isVisible():
            self.resize(self.width(), height)
        self.setMinimumHeight(min(height, room))
