"""After the closing: what is missing, and the papers that people wait for before they leave the room."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from psq_desktop.french import date_long, typeset
from psq_desktop.services.kinds import DisclosureLevel, MinutesState
from psq_desktop.services.minuting import minutes
from psq_desktop.views.kit import STRETCH, Button, IconButton, IconLabel, Label, column, row
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.themed import repolish

_TITLE = "La séance est close."
_SENT = "Compte rendu envoyé en validation"


class ClosedCard(QFrame):
    """One click to the record of decisions, to their reading, to the minutes, to validation."""

    leaving = Signal()  # before a paper is made: save what is being typed
    dismissed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("note")
        self._workspace = workspace
        self._meeting_id, self._missing = 0, False
        self._icon = IconLabel("circle-check", "success", 18)
        self._title = Label(_TITLE, 10.5, 600)
        self._text = Label("", 9, 400, wrap=True)
        self.record_button = Button("Relevé de décisions", "file-text", tip="Aperçu, puis PDF ou impression")
        self.read_button = Button("Relire les décisions", "eye-check", tip="En grand, une par une, devant la salle")
        self.minutes_button = Button("Aperçu du compte rendu", "eye")
        self.validate_button = Button("Envoyer en validation", "send", "primary")
        self.hide_button = IconButton("x", "Masquer")
        head = row(self._icon, self._title, self.hide_button, spacing=9, grow=1)
        buttons = (self.record_button, self.read_button, self.minutes_button, self.validate_button)
        self.setLayout(column(head, self._text, row(*buttons, STRETCH, spacing=8), spacing=8, margins=(14, 10, 12, 12)))
        self.record_button.clicked.connect(self._on_record)
        self.read_button.clicked.connect(self._on_read)
        self.minutes_button.clicked.connect(self._on_minutes)
        self.validate_button.clicked.connect(self._on_validate)
        self.hide_button.clicked.connect(self.dismissed)
        self.hide()

    def show_closed(self, meeting_id: int, missing: str, state: MinutesState = MinutesState.DRAFT) -> None:
        """Show what a meeting lacks; ``missing`` holds one line per thing."""
        self._meeting_id = meeting_id
        self._missing = bool(missing)
        said = f"Il reste à compléter :\n{missing}" if missing else ""
        self._text.setText(said)
        self._text.setVisible(bool(said))
        self.setAccessibleDescription(typeset(said))
        self.show_sent(state is not MinutesState.DRAFT)
        self.show()
        self.record_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_sent(self, sent: bool) -> None:
        """Say whether the minutes went to be validated; what they lack stays listed."""
        warn = self._missing and not sent
        self._icon.set_icon("alert-triangle" if warn else "circle-check", "warning" if warn else "success")
        today = date_long(self._workspace.today, weekday=False)
        title = f"{_SENT} le {today}." if sent else _TITLE
        self._title.setText(title)
        self.setAccessibleName(typeset(title))
        self.validate_button.setVisible(not sent)
        self.setProperty("tone", "warning" if warn else "success")
        repolish(self)

    def _preview(self, document: str) -> None:
        self.leaving.emit()
        self._workspace.preview_requested.emit(document, self._meeting_id, DisclosureLevel.PARTNERS.value)

    def _on_record(self) -> None:
        self._preview("decisions")

    def _on_minutes(self) -> None:
        self._preview("minutes")

    def _on_read(self) -> None:
        self.leaving.emit()
        self._workspace.reading_requested.emit(self._meeting_id)

    def _on_validate(self) -> None:
        self.leaving.emit()
        args = (self._meeting_id, MinutesState.REVIEWED, self._workspace.today)
        self._workspace.write(minutes.set_state, *args, then=self._on_sent, note=_SENT)

    def _on_sent(self, _result: object) -> None:
        self.minutes_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_sent(True)
