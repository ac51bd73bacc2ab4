"""What a screen says after work on files: where they are, or why they are not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from psq_desktop.errors import UserError
from psq_desktop.views.kit import Note
from psq_desktop.views.widgets.note import NoteKind
from psq_desktop.wording import explain


@dataclass(frozen=True, slots=True)
class Told:
    """One message; ``folder`` can be opened from it."""

    kind: NoteKind
    title: str
    text: str = ""
    folder: Path | None = None


class Notice(Note):
    """One message at a time, until it is closed or another comes."""

    def __init__(self) -> None:
        super().__init__("info", "")
        self._folder: Path | None = None
        self.action_requested.connect(self._on_action)
        self.second_requested.connect(self.hide)
        self.hide()

    def say(self, told: Told) -> None:
        """Show a message."""
        self._folder = told.folder
        actions = ("Ouvrir le dossier", "Fermer") if told.folder is not None else ("Fermer", "")
        self.set_message(told.kind, told.title, told.text, *actions)
        self.show()

    def say_refused(self, error: UserError) -> None:
        """Say what is wrong and what to do."""
        title, _, rest = explain(error).partition("\n")
        self.say(Told("danger", title, rest))

    def _on_action(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
        else:
            self.hide()
