"""What the tab of the summonses says after work on files: where they are, what is left to do, or what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices

from psq_desktop.errors import UserError
from psq_desktop.french import plural
from psq_desktop.views.file_work import FileWork
from psq_desktop.views.kit import Note
from psq_desktop.views.meeting.summons_sending import Written
from psq_desktop.wording import explain

_TO_SEND = "Rien n’est encore parti : ouvrez chaque brouillon (.eml), relisez-le, envoyez-le de votre messagerie."


class TellingNote(Note):
    """One message at a time. Under it, the work that goes on can be given up, the drafts marked as sent."""

    sent_wanted = Signal(object)  # ids of the seats whose drafts went out

    def __init__(self, work: FileWork) -> None:
        super().__init__("success", "")
        self._work = work
        self._written: Written | None = None
        self.hide()
        self.action_requested.connect(self._on_action)
        self.second_requested.connect(self._on_folder)
        work.began.connect(self._on_began)
        work.ended.connect(self._on_ended)

    def forget(self) -> None:
        """What was said is done with."""
        self._written = None
        self.hide()

    def say_written(self, written: Written) -> None:
        """Say where the drafts are."""
        self._written = written
        count = plural(len(written.invitations), "brouillon enregistré", "brouillons enregistrés")
        folder = written.folder.name or str(written.folder)
        self.set_message(
            "success", f"{count} dans « {folder} »", " ".join((_TO_SEND, *_more(written))), "Marquer envoyées",
            "Ouvrir le dossier",
        )  # fmt: skip
        self.show()

    def say(self, title: str) -> None:
        """Say why nothing was done."""
        self._written = None
        self.set_message("info", title, "", "Fermer")
        self.show()

    def say_refused(self, error: UserError) -> None:
        """Say what is wrong and what to do."""
        self._written = None
        title, _, rest = explain(error).partition("\n")
        self.set_message("danger", title, rest, "Fermer")
        self.show()

    def _on_began(self, name: str) -> None:
        self._written = None
        self.set_message("info", f"{name}…", "", "Interrompre")
        self.show()

    def _on_ended(self, stopped: str) -> None:
        if stopped:
            self.set_message("info", stopped, "", "Fermer")
        self.setVisible(bool(stopped))

    def _on_action(self) -> None:
        if self._work.busy:
            self._work.cancel()
        elif self._written is not None:
            self.sent_wanted.emit(self._written.seat_ids)
        else:
            self.hide()

    def _on_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.folder)))


def _more(written: Written) -> list[str]:
    found = []
    if written.unaddressed:
        found.append(f"{plural(written.unaddressed, 'brouillon')} sans adresse : écrivez-la dans le message.")
    if written.replaced:
        found.append(f"{plural(written.replaced, 'fichier du même nom remplacé', 'fichiers du même nom remplacés')}.")
    return found
