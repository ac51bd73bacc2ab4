"""Fields that save themselves when they are left: a line of text, a time of day."""

from __future__ import annotations

from datetime import time as Moment  # noqa: N812 - the field has a property « time »

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop import french
from psq_desktop.views import theme
from psq_desktop.views.kit import TextField
from psq_desktop.views.widgets.fields import CheckedField


class LineField(TextField):
    """`changed` gives the text when it is left with another one than it was given."""

    changed = Signal(str)

    def __init__(self, name: str, value: str = "", placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder, parent=parent)
        self._value = value
        self.setText(value)
        self.editingFinished.connect(self._on_finished)

    def set_value(self, value: str) -> None:
        """Show another text without a signal."""
        self._value = value
        self.setText(value)

    def forget(self, value: str) -> None:
        """What stands in the field was not taken: it is given again when it is left next."""
        self._value = value

    def _on_finished(self) -> None:
        text = self.text().strip()
        if text != self._value:
            self._value = text
            self.changed.emit(text)


class TimeField(CheckedField):
    """A time of day: « 9 h 30 », « 9h30 », « 0930 »."""

    complaint = "Heure illisible. Écrivez par exemple « 9 h 30 » ou « 14h »."

    def __init__(
        self, name: str, value: Moment | None = None, width: float = 96, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, "9 h 30", parent)
        theme.fix_width(self, width)
        self.set_time(value)

    @property
    def time(self) -> Moment | None:
        """The time."""
        return self._value if isinstance(self._value, Moment) else None

    def set_time(self, value: Moment | None) -> None:
        """Show a time without a signal."""
        self._assign(value)

    def read(self, text: str) -> Moment | None:
        return french.parse_time(text)

    def written(self, value: object) -> str:
        assert isinstance(value, Moment)
        return french.time_text(value)
