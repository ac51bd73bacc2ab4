"""Messages in place: never a dialog for what can be said where it happens."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from psq_desktop.views.widgets.buttons import Button
from psq_desktop.views.widgets.layouts import column, row
from psq_desktop.views.widgets.text import IconLabel, Label
from psq_desktop.views.widgets.themed import repolish

NoteKind = Literal["info", "success", "warning", "danger"]
_ICONS: dict[NoteKind, str] = {
    "warning": "alert-triangle",
    "danger": "alert-octagon",
    "info": "info-circle",
    "success": "circle-check",
}
_KIND_WORDS: dict[NoteKind, str] = {
    "warning": "Attention",
    "danger": "Erreur",
    "info": "Information",
    "success": "Réussite",
}


class Note(QFrame):
    """A tinted message with title, text and one action (`action_requested`), seldom two."""

    action_requested = Signal()
    second_requested = Signal()

    def __init__(
        self, kind: NoteKind, title: str, text: str = "", action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        self._icon = IconLabel(_ICONS[kind], kind, 17)
        self._title = Label(title, 9.5, 600, kind, wrap=True)
        self._text = Label(text, 9, 400, wrap=True)
        self._action = Button(action, kind="small")
        self._action.clicked.connect(self.action_requested)
        self._second = Button("", kind="small")
        self._second.clicked.connect(self.second_requested)
        words = column(self._title, self._text, spacing=1)
        layout = row(self._icon, words, self._action, self._second, spacing=9, margins=(12, 8, 10, 8), grow=1)
        self._row = layout
        self.setLayout(layout)
        self.set_message(kind, title, text, action)

    def focus_action(self) -> None:
        """Give the keyboard to its action."""
        self._action.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_message(self, kind: NoteKind, title: str, text: str = "", action: str = "", second: str = "") -> None:
        """Say something else; ``second`` is another action, after the first (`second_requested`)."""
        self._icon.set_icon(_ICONS[kind], kind)
        self._title.setText(title)
        self._title.set_tone(kind)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        middle = Qt.AlignmentFlag.AlignVCenter  # a lone title stands in the middle of its buttons' height
        self._row.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop if text else middle)
        self._action.set_text(action)
        self._action.setVisible(bool(action))
        self._second.set_text(second)
        self._second.setVisible(bool(second))
        self.setAccessibleName(f"{_KIND_WORDS[kind]}, {self._title.text()}")
        self.setAccessibleDescription(self._text.text())
        self.setProperty("tone", kind)
        repolish(self)
