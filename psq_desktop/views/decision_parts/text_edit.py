"""A decision's text as a title that turns into a field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.views.kit import FieldRow, IconButton, Label, NotesField, column, row


class EditableText(QWidget):
    """F2, the pencil or a double click to change it; Entrée or leaving saves (`committed`), Échap gives up."""

    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._editable = False
        self._label = Label("", 12.5, 700, wrap=True)
        self._pencil = IconButton("pencil", "Modifier le texte", shortcut="F2", size=15)
        self._pencil.clicked.connect(self.edit)
        self._field = NotesField("Texte de la décision", lines=4)
        self._row = FieldRow("Texte de la décision", self._field)
        self._row.hide()
        self._field.left.connect(self.commit)
        self._field.installEventFilter(self)
        line = row(self._label, self._pencil, spacing=4, grow=0)
        line.setAlignment(self._pencil, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(line, self._row, spacing=4))

    @property
    def editing(self) -> bool:
        """Whether the field is open."""
        return not self._row.isHidden()

    def show_text(self, text: str, *, editable: bool) -> None:
        """Show a text; one being typed stays."""
        typed = self.unsaved
        self._text, self._editable = text, editable
        self._label.setText(text)
        if not editable and not typed:
            self.give_up()
        self._pencil.setVisible(editable and not self.editing)

    @property
    def unsaved(self) -> str:
        """What was typed and is not written."""
        typed = self._field.toPlainText() if self.editing else ""
        return typed if typed != self._text else ""

    def edit(self) -> None:
        """Open the field."""
        if not self._editable or self.editing:
            return
        self._field.setPlainText(self._text)
        self._row.set_problem("")
        self._open(True)
        self._field.selectAll()
        self._field.setFocus()

    def commit(self) -> None:
        """Hand over what was typed; the field closes once it is saved."""
        if not self.editing:
            return
        typed = self._field.toPlainText()
        if typed == self._text:
            self.give_up()
        else:
            self.committed.emit(typed)

    def give_up(self) -> None:
        """Close the field and forget what was typed."""
        if self.editing:
            self._open(False)

    def on_saved(self, _result: object = None) -> None:
        """It is written."""
        self._text = self._field.toPlainText()
        self._label.setText(self._text)
        self._open(False)

    def on_refused(self, error: UserError) -> None:
        """Say why; what was typed stays."""
        self._row.set_problem("\n".join(map(wording.explain_problem, error.problems)) or wording.explain(error))

    def _open(self, on: bool) -> None:
        had_focus = self._field.hasFocus()
        self._row.setVisible(on)
        self._label.setVisible(not on)
        self._pencil.setVisible(self._editable and not on)
        if not on and had_focus:
            self._pencil.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.commit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.give_up()
                return True
        return super().eventFilter(watched, event)
