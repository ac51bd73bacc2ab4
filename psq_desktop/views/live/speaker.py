"""Who takes the floor: chosen by the first letters, written in bold at a new paragraph."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from psq_desktop.services.sitting.live_rows import LiveSeat
from psq_desktop.views.decision_parts.partner_field import PartnerChoice, PartnerField
from psq_desktop.views.kit import Badge, IconButton, Label, column, row


class SpeakerField(PartnerField):
    """Reads the start of a partner's or a person's name among those in the room."""

    complaint = "Personne ne porte ce nom dans la salle."

    def __init__(self) -> None:
        super().__init__("Qui intervient")
        self.setPlaceholderText("Nom, sigle ou personne")


class SpeakerForm(QFrame):
    """One field; Entrée gives the name (`chosen`), Échap gives up (`closed`)."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry")
        self.setAccessibleName("Intervention")
        self._names: dict[int, str] = {}
        self.name_edit = SpeakerField()
        self._problem = Label("", 9, 400, "danger", wrap=True)
        self._problem.hide()
        close = IconButton("x", "Renoncer", shortcut="Échap")
        close.clicked.connect(self.close_form)
        line = row(Badge("Intervention", "microphone", "solid", height=24), self.name_edit, close, spacing=8, grow=1)
        self.setLayout(column(line, self._problem, spacing=6, margins=(12, 9, 12, 9)))
        self.name_edit.changed.connect(self._on_changed)
        self.name_edit.problem_changed.connect(self._on_problem)
        self.hide()

    def open_for(self, room: tuple[LiveSeat, ...]) -> None:
        """Ask who speaks, among those in the room."""
        self._names = {seat.id: seat.partner or seat.person for seat in room}
        choices = []
        for seat in room:
            person = seat.represented_by or seat.person
            name = ", ".join(dict.fromkeys(filter(None, (seat.partner, person))))
            choices.append(PartnerChoice(seat.id, name, seat.acronym))
        self.name_edit.set_choices(tuple(choices))
        self.name_edit.set_partner(None)
        self.show()
        self.name_edit.setFocus()

    def close_form(self) -> None:
        """Give up."""
        self.hide()
        self.closed.emit()

    def _on_changed(self, seat_id: object) -> None:
        if isinstance(seat_id, int) and self.isVisible():
            self.hide()
            self.chosen.emit(self._names.get(seat_id, ""))

    def _on_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
