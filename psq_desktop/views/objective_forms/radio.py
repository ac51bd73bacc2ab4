"""A radio button with its words, in the theme's font."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QRadioButton

from psq_desktop.french import typeset
from psq_desktop.views import theme
from psq_desktop.views.widgets.themed import Themed


class Radio(Themed, QRadioButton):
    """One answer among several."""

    def __init__(self, text: str, weight: int = 400) -> None:
        super().__init__()
        self._weight = weight
        self.set_text(text)
        self.restyle()

    def set_text(self, text: str) -> None:
        """Change the words, and with them the name."""
        self.setText(typeset(text).replace("&", "&&"))
        self.setAccessibleName(typeset(text))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(26))

    def restyle(self) -> None:
        self.setFont(theme.font(10, self._weight))
