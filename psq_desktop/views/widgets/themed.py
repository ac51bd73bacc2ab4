"""How widgets follow a change of theme or text size while they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

# With QWidget as a second Qt base, PySide 6.11.3 crashed in a constructor: at run time this is a plain mixin.
if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


class Themed(_Base):
    """Inherit with a Qt widget and put everything that depends on the theme in `restyle`.

    `restyle` is called once by the widget's own constructor, then at each change of theme.
    """

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.restyle()

    def restyle(self) -> None:
        """Set fonts, pixmaps and sizes from the theme."""


def repolish(widget: QWidget) -> None:
    """Make the style sheet look again at the widget's properties."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def mark(widget: QWidget, name: str, on: bool) -> None:
    """Set a flag that the style sheet reads, such as ``problem``."""
    value = "1" if on else "0"
    if widget.property(name) != value:
        widget.setProperty(name, value)
        repolish(widget)
