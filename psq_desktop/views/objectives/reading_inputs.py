"""A number with its unit, a day that readings may be about, and what is wrong with one of them."""

from __future__ import annotations

import datetime as dt
import math

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from psq_desktop.french import parse_date, parse_number
from psq_desktop.views import theme
from psq_desktop.views.kit import DateField, IconLabel, Label, row
from psq_desktop.views.objective_forms.fields import NumberField
from psq_desktop.views.widgets.fields import CheckedField, NotesField
from psq_desktop.views.widgets.themed import mark

_LINES = (2, 5)  # of a comment, at least and at most


def undoes(event: QEvent) -> bool:
    """Whether a field is offered the keys that undo or redo."""
    keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
    offered = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
    return offered and isinstance(event, QKeyEvent) and any(event.matches(key) for key in keys)


class CommentField(NotesField):
    """As tall as its text, within limits. Empty, it leaves undoing to the window."""

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__(name, placeholder, lines=_LINES[0])
        self._least = self.height() / theme.current().scale
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def _fit(self) -> None:
        lines = min(round(self.document().size().height()), _LINES[1])
        around = 2 * self.document().documentMargin() + self.height() - self.viewport().height()
        needed = lines * self.fontMetrics().lineSpacing() + around + 2  # else the last line does not count as seen
        theme.fix_height(self, max(self._least, math.ceil(needed) / theme.current().scale))

    def event(self, event: QEvent) -> bool:
        history = self.document()
        if undoes(event) and history.isEmpty() and not (history.isUndoAvailable() or history.isRedoAvailable()):
            event.ignore()
            return True
        return super().event(event)


class ValueField(NumberField):
    """A number that may be typed with its unit: « 12 % »."""

    def __init__(self, name: str, width: float, *, whole: bool = False) -> None:
        self.unit = ""
        super().__init__(name, whole=whole)
        theme.fix_width(self, width)

    def read(self, text: str) -> float | int | None:
        bare = text.strip()
        bare = bare.removesuffix(self.unit) if self.unit else bare
        found = parse_number(bare)
        return super().read(bare) if found is not None and math.isfinite(found) else None

    def event(self, event: QEvent) -> bool:
        if undoes(event) and not (self.text() or self.isUndoAvailable() or self.isRedoAvailable()):
            event.ignore()  # nothing of its own to undo: the window undoes what was saved
            return True
        return super().event(event)

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
