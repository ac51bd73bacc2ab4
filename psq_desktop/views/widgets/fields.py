"""Fields: a label above, the problem below, an accessible name always."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from psq_desktop import french
from psq_desktop.views import icons, theme
from psq_desktop.views.tokens import Token
from psq_desktop.views.widgets.layouts import STRETCH, column, row
from psq_desktop.views.widgets.text import IconLabel, Label
from psq_desktop.views.widgets.themed import Themed, mark


class FieldRow(QWidget):
    """A field under its label; what is wrong with it is said below."""

    def __init__(self, label: str, field: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._hint = hint
        self._label = Label(label, 9.5, 600)
        self._label.setBuddy(field)
        self._icon = IconLabel("alert-octagon", "danger", 14)
        self._problem = Label("", 9, 400, "danger", wrap=True)
        self._below = Label(hint, 9, 400, "text3", wrap=True)
        if not field.accessibleName():
            field.setAccessibleName(self._label.text())
        if isinstance(field, CheckedField):
            field.problem_changed.connect(self.set_problem)
        line = row(self._icon, self._problem, spacing=5, grow=1)
        line.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(self._label, field, line, self._below, STRETCH, spacing=4))
        self.set_problem("")

    def set_label(self, text: str) -> None:
        """Ask for something else."""
        self._label.setText(text)

    def set_problem(self, text: str) -> None:
        """Say what is wrong; an empty text clears it."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self._icon.setVisible(bool(text))
        self._below.setVisible(bool(self._hint) and not text)
        mark(self.field, "problem", bool(text))
        self.field.setAccessibleDescription(self._problem.text() if text else french.typeset(self._hint))

    @property
    def problem(self) -> str:
        """What is said to be wrong."""
        return self._problem.text()


class TextField(Themed, QLineEdit):
    """A line of text, with an icon in it if asked."""

    def __init__(
        self, name: str, placeholder: str = "", icon: str = "", tone: Token = "text2", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone = icon, tone
        self._icon_action: QAction | None = None
        self.setAccessibleName(french.typeset(name))
        self.setPlaceholderText(french.typeset(placeholder))
        if icon:
            self._icon_action = self.addAction(icons.icon(icon, tone), QLineEdit.ActionPosition.LeadingPosition)
        self.restyle()

    def restyle(self) -> None:
        if self._icon_action is not None:
            self._icon_action.setIcon(icons.icon(self._icon, self._tone))


class FilterField(TextField):
    """Filters the list below; Échap empties it."""

    def __init__(self, name: str = "Filtrer la liste", width: float = 150, placeholder: str = "Filtrer") -> None:
        super().__init__(name, placeholder, "filter")
        self.setToolTip("Filtrer la liste  (Ctrl+F)")
        self.setClearButtonEnabled(False)
        theme.fix_width(self, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class ListBox(QComboBox):
    """A list box that the mouse wheel never changes: the wheel goes on to what scrolls around it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceField(ListBox):
    """A list box over (value, words); `value_changed` gives the value chosen by the user."""

    value_changed = Signal(object)

    def __init__(
        self, name: str, choices: tuple[tuple[object, str], ...], width: float = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._values: list[object] = []
        self.setAccessibleName(french.typeset(name))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        if width:
            theme.fix_width(self, width)
        self.set_choices(choices)
        self.activated.connect(self._on_activated)

    def set_choices(self, choices: tuple[tuple[object, str], ...]) -> None:
        """Offer other values; the one chosen stays if it is still there."""
        kept = self.value if self._values else None
        self.clear()
        self._values = [value for value, _ in choices]
        self.addItems([french.typeset(words) for _, words in choices])
        if kept in self._values:
            self.set_value(kept)

    @property
    def value(self) -> object:
        """The value chosen."""
        return self._values[self.currentIndex()] if self._values else None

    def set_value(self, value: object) -> None:
        """Choose without a signal."""
        self.setCurrentIndex(self._values.index(value))

    def _on_activated(self, index: int) -> None:
        self.value_changed.emit(self._values[index])


class NotesField(QPlainTextEdit):
    """Several lines of plain text; `left` when the focus goes."""

    left = Signal()

    def __init__(self, name: str, placeholder: str = "", lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(french.typeset(name))
        self.setPlaceholderText(french.typeset(placeholder))
        self.setTabChangesFocus(True)
        theme.fix_height(self, 18 * lines + 12)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class CheckedField(TextField):
    """A line of text that becomes a value; input is never cleared, a problem is said."""

    problem_changed = Signal(str)
    changed = Signal(object)
    complaint = ""

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder, parent=parent)
        self._value: object = None
        self._problem = ""
        self.editingFinished.connect(self._on_finished)
        self.textEdited.connect(self._on_edited)

    @property
    def problem(self) -> str:
        """What is wrong with the text, or nothing."""
        return self._problem

    def read(self, text: str) -> object:
        """The value of a non-empty text, ``None`` if it cannot be read."""
        raise NotImplementedError

    def written(self, value: object) -> str:
        """The text of a value."""
        raise NotImplementedError

    def _assign(self, value: object) -> None:
        self._value = value
        self.setText("" if value is None else self.written(value))
        self._complain("")

    def _on_finished(self) -> None:
        text = self.text().strip()
        value = self.read(text) if text else None
        if text and value is None:
            self._complain(self.complaint)
            return
        changed = value != self._value
        self._assign(value)
        if changed:
            self.changed.emit(value)

    def _on_edited(self, text: str) -> None:
        # Only after a problem: nobody wants to be corrected while typing.
        if self._problem and (not text.strip() or self.read(text.strip()) is not None):
            self._complain("")

    def _complain(self, problem: str) -> None:
        problem = french.typeset(problem)
        if problem != self._problem:
            self._problem = problem
            mark(self, "problem", bool(problem))
            self.problem_changed.emit(problem)
