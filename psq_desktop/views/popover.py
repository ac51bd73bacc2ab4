"""A small panel over the page: Échap or a click beside closes it, what was typed is kept."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from psq_desktop.errors import UserError
from psq_desktop.views import theme
from psq_desktop.views.kit import FieldRow, Label, column
from psq_desktop.views.widgets.layouts import Item
from psq_desktop.wording import explain, explain_problem


class Popover(QFrame):
    """Opens with `open_below` or `open_at`; freed when it closes."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)  # or the corners are black
        self.setObjectName("popup")
        self._title = Label(title, 11, 600, wrap=True)
        self._error = Label("", 9, 400, "danger", wrap=True)
        self._error.hide()
        self._rows: dict[str, FieldRow] = {}
        self.setAccessibleName(self._title.text())

    def fill(self, *items: Item, width: float = 320) -> None:
        """Put the content under the title."""
        self.setLayout(column(self._title, self._error, *items, spacing=10, margins=(16, 14, 16, 16)))
        theme.fix_width(self, width)

    def field_row(self, name: str, label: str, field: QWidget, hint: str = "") -> FieldRow:
        """A labelled field whose problems `show_error` finds by ``name``."""
        made = self._rows[name] = FieldRow(label, field, hint)
        return made

    def show_error(self, error: UserError) -> None:
        """Say what is wrong under the fields it names, the rest under the title; the input stays."""
        elsewhere = not error.problems
        for problem in error.problems:
            if (found := self._rows.get(problem.field)) is not None:
                found.set_problem(explain_problem(problem))
            else:
                elsewhere = True
        self._error.setText(explain(error) if elsewhere else "")
        self._error.setVisible(elsewhere)
        self.adjustSize()

    def clear_error(self) -> None:
        """Forget what was wrong."""
        self._error.hide()
        for each in self._rows.values():
            each.set_problem("")

    def open_below(self, anchor: QWidget) -> None:
        """Open under a control, its right edge on the control's where the room is short."""
        self.open_at(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))

    def open_at(self, where: QPoint) -> None:
        """Open with the upper left corner there, or as near as the screen allows."""
        self.adjustSize()
        frame = QRect(where, self.size())
        room = self.screen().availableGeometry()
        owner = self.parentWidget()
        if owner is not None:
            room = owner.window().geometry()
        frame.moveRight(min(frame.right(), room.right() - 8))
        frame.moveBottom(min(frame.bottom(), room.bottom() - 8))
        frame.moveLeft(max(frame.left(), room.left() + 8))
        frame.moveTop(max(frame.top(), room.top() + 8))
        self.move(frame.topLeft())
        self.show()

    def commit(self) -> None:
        """Leave the field being edited, which saves it."""
        field = self.focusWidget()
        if isinstance(field, QLineEdit):
            field.clearFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.commit()
        super().closeEvent(event)
