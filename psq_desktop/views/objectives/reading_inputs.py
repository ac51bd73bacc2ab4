"""A number with its unit, a day that readings may be about, and what is wrong with one of them."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from psq_desktop.french import parse_date
from psq_desktop.views import theme
from psq_desktop.views.kit import DateField, IconLabel, Label, row
from psq_desktop.views.objective_forms.fields import NumberField
from psq_desktop.views.widgets.fields import CheckedField
from psq_desktop.views.widgets.themed import mark


class ValueField(NumberField):
    """A number that may be typed with its unit: « 12 % »."""

    def __init__(self, name: str, width: float, *, whole: bool = False) -> None:
        self.unit = ""
        super().__init__(name, whole=whole)
        theme.fix_width(self, width)

    def read(self, text: str) -> float | int | None:
        bare = text.strip()
        return super().read(bare.removesuffix(self.unit) if self.unit else bare)

    @property
    def typed(self) -> float | int | None:
        """The number as it stands in the field now."""
        return self.read(self.text()) if self.text().strip() else None


class PastDayField(DateField):
    """A day up to ``latest``: without a year, « 31/10 » is last October's rather than the next."""

    latest = dt.date.max  # the last day of the current period

    def read(self, text: str) -> dt.date | None:
        found = parse_date(text, self._today())
        if found is None or found <= self.latest or not text.strip()[:1].isdigit():
            return found
        before = parse_date(text, found - dt.timedelta(days=368))  # with a year in the text: the same day
        return before if before is not None and before <= self.latest else found

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.key() == Qt.Key.Key_Down and alt:
                event.accept()  # here it opens the calendar; elsewhere the next objective
                return True
        return super().event(event)

    @property
    def typed(self) -> dt.date | None:
        """The day as it stands in the field now."""
        return self.read(self.text().strip()) if self.text().strip() else None


class ProblemLine(QWidget):
    """What is wrong with a field, in words below it."""

    def __init__(self, *fields: QWidget) -> None:
        super().__init__()
        self._fields = fields
        self._icon = IconLabel("alert-octagon", "danger", 14)
        self._label = Label("", 9, 400, "danger", wrap=True)
        line = row(self._icon, self._label, spacing=5, grow=1)
        line.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.say("")
        for field in fields:
            if isinstance(field, CheckedField):
                field.problem_changed.connect(self.say)

    def say(self, text: str) -> None:
        """Say what is wrong; an empty text clears it. What cannot be read comes first."""
        unread = next((field.problem for field in self._fields if isinstance(field, CheckedField)), "")
        self._label.setText(unread or text)
        self.setVisible(bool(self.text))
        for field in self._fields:
            mark(field, "problem", bool(self.text))
            field.setAccessibleDescription(self.text)

    @property
    def text(self) -> str:
        """What is said."""
        return self._label.text()

    def take_focus(self) -> None:
        """Go to the field that is wrong."""
        next(field for field in self._fields if not field.isHidden()).setFocus()
