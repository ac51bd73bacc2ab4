"""What is said above a review: that it is an old version, or what was just written on the disk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from psq_desktop.services.rounds.campaign_rows import Review
from psq_desktop.views.kit import Note

_OLD_TITLE = "Ancienne version du classeur"
_OLD = (
    "Un classeur plus récent a été envoyé à ce partenaire : ses réponses sont montrées, rien n’en est repris. "
    "Demandez-lui de répondre sur le dernier classeur."
)
_REMIND = "Enregistrer une relance"
_NEWS_TITLE = "Rien de nouveau"
_NEWS = (
    "Ce classeur ne dit rien qui ne soit déjà ici. Classez-le : le partenaire n’est plus attendu, l’accusé est prêt."
)


class Notice(Note):
    """One message at a time."""

    reminder_requested = Signal()
    folder_requested = Signal()

    def __init__(self) -> None:
        super().__init__("warning", "")
        self._old = self._filed = self._written = False
        self.action_requested.connect(self._on_action)
        self.second_requested.connect(self._on_closed)
        self.hide()

    def show_review(self, review: Review, *, filed: bool) -> None:
        """Another return, or the same read again; ``filed``: it can only be put away."""
        self._old, self._filed = review.old_version, filed
        if not self._written:
            self._on_closed()

    def leave_step(self) -> None:
        """Another step: what was said of files belongs to the one before."""
        self._on_closed()

    def show_told(self, title: str, words: str) -> None:
        """Something that asks for nothing."""
        self._written = True
        self.set_message("info", title, words, "", "Fermer")
        self.show()

    def show_written(self, words: str, paths: tuple[Path, ...]) -> None:
        """Drafts are on the disk."""
        self._written = True
        self.set_message("success", words, ", ".join(path.name for path in paths), "Ouvrir le dossier", "Fermer")
        self.show()

    def _on_action(self) -> None:
        (self.folder_requested if self._written else self.reminder_requested).emit()

    def _on_closed(self) -> None:
        self._written = False
        self.setVisible(self._old or self._filed)
        if self._old:
            self.set_message("warning", _OLD_TITLE, _OLD, _REMIND)
        elif self._filed:
            self.set_message("info", _NEWS_TITLE, _NEWS)
