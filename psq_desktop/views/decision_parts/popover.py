"""Small forms that open at a button: one question, answered by keyboard, closed once it is written."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QWidget

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.views import theme
from psq_desktop.views.decision_parts.partner_field import PartnerField
from psq_desktop.views.decision_parts.partner_list import PartnerList
from psq_desktop.views.kit import STRETCH, Button, DateField, FieldRow, Label, Note, NotesField, column, row
from psq_desktop.views.widgets.fields import CheckedField
from psq_desktop.views.widgets.layouts import Item

WIDTH = 320
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Popover(QFrame):
    """A question under a title, with or without fields; `submitted` gives their values by name.

    Échap or a click outside gives up.
    """

    submitted = Signal(object)

    def __init__(
        self, title: str, fields: dict[str, tuple[str, QWidget]], verb: str, parent: QWidget, text: str = ""
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popup")
        self.setAccessibleName(title)
        self._fields = fields
        self._rows = {name: FieldRow(label, field) for name, (label, field) in fields.items()}
        self._note = Note("danger", "")
        self._note.hide()
        self.submit_button = Button(verb, "check", "primary", shortcut="Ctrl+Entrée")
        self.submit_button.clicked.connect(self.submit)
        self._cancel = Button("Annuler", kind="ghost")
        self._cancel.clicked.connect(self.close)
        foot = row(STRETCH, self._cancel, self.submit_button)
        said = (Label(text, 10, 400, "text2", wrap=True),) if text else ()
        lines: tuple[Item, ...] = (Label(title, 11, 600), *said, self._note, *self._rows.values(), foot)
        self.setLayout(column(*lines, spacing=10, margins=(16, 12, 16, 14)))
        theme.fix_width(self, WIDTH)

    def show_at(self, anchor: QWidget) -> None:
        """Open below a widget, inside the screen."""
        self.adjustSize()
        corner = anchor.mapToGlobal(QPoint(anchor.width() - self.width(), anchor.height() + 4))
        room = anchor.screen().availableGeometry()
        x = min(max(corner.x(), room.left()), max(room.left(), room.right() - self.width()))
        y = corner.y()
        if y + self.height() > room.bottom():
            y = max(room.top(), anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - 4)
        self.move(x, y)
        self.show()
        first = next((line.field for line in self._rows.values()), None)
        (first or self._cancel).setFocus()

    def submit(self) -> None:
        """Hand the values over, unless a field cannot be read."""
        for line in self._rows.values():
            if isinstance(line.field, CheckedField):
                line.field.editingFinished.emit()  # Ctrl+Entrée leaves no field: read it now
            line.set_problem(line.field.problem if isinstance(line.field, CheckedField) else "")
        if not any(line.problem for line in self._rows.values()):
            self.submitted.emit({name: _value(field) for name, (_, field) in self._fields.items()})

    def on_done(self, _result: Any = None) -> None:
        """What was asked is written."""
        self.close()

    def on_refused(self, error: UserError) -> None:
        """Say what is wrong; nothing that was typed goes."""
        known = {problem.field: problem for problem in error.problems}
        for name, line in self._rows.items():
            found = known.pop(name, None)
            line.set_problem(wording.explain_problem(found) if found else "")
        if known or not error.problems:
            self._note.set_message("danger", wording.explain(error))
            self._note.show()
        self.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        strong = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        held = isinstance(self.focusWidget(), (QPlainTextEdit, Button))
        if event.key() in _RETURNS and (strong or not held):
            self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _value(field: QWidget) -> Any:
    if isinstance(field, DateField):
        return field.date
    if isinstance(field, PartnerField):
        return field.partner_id
    if isinstance(field, PartnerList):
        return field.partner_ids
    if isinstance(field, QComboBox):
        return field.currentData()
    if isinstance(field, (QLineEdit, NotesField)):
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    raise TypeError(type(field).__name__)
