"""What the page says after work on files: where they are, or why they are not."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from psq_desktop import french
from psq_desktop.errors import UserError
from psq_desktop.views.kit import Note
from psq_desktop.views.returns.sending import Written
from psq_desktop.views.widgets.note import NoteKind
from psq_desktop.wording import explain

_TO_SEND = "Rien n’est encore parti : ouvrez chaque brouillon (.eml), relisez-le, puis envoyez-le de votre messagerie."


class Notice(Note):
    """One message at a time, until it is closed or another comes."""

    def __init__(self) -> None:
        super().__init__("success", "")
        self._written: Written | None = None
        self.action_requested.connect(self._on_action)
        self.second_requested.connect(self.hide)
        self.hide()

    def say(self, kind: NoteKind, title: str, text: str = "") -> None:
        """Say something that can only be closed."""
        self._written = None
        self.set_message(kind, title, text, "Fermer")
        self.show()

    def warn(self, text: str) -> None:
        """Say why nothing was done."""
        self.say("warning", text)

    def say_refused(self, error: UserError) -> None:
        """Say what is wrong and what to do."""
        title, _, rest = explain(error).partition("\n")
        self.say("danger", title, rest)

    def say_written(self, written: Written) -> None:
        """Say where the files are."""
        self._written = written
        words = f"{written.words} dans « {written.folder.name or written.folder} »"
        replaced = french.plural(written.replaced, "fichier du même nom remplacé", "fichiers du même nom remplacés")
        more = (written.more, f"{replaced}." if written.replaced else "")
        self.set_message("success", words, " ".join(filter(None, (_TO_SEND, *more))), "Ouvrir le dossier", "Fermer")
        self.show()

    def _on_action(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.folder)))
        else:
            self.hide()
