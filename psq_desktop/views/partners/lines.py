"""A line that is a button, and a layout that is filled again."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QPushButton, QWidget

from psq_desktop.views.widgets.tips import plain


class LineButton(QPushButton):
    """Several labels in a row that open something together."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        self.setProperty("kind", "ghost")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setLayout(layout)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def describe(self, name: str, action: str) -> None:
        """What a screen reader says of the line, and of pressing it."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(action)

    def setToolTip(self, text: str) -> None:
        """Show the text letter for letter."""
        super().setToolTip(plain(text))

    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        return layout.minimumSize()


def emptied(layout: QBoxLayout) -> None:
    """Take everything out of a layout; the widgets go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
