"""The drafts of a review: the annotated workbook and the receipt, written where the user says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from psq_desktop.exports import parcels
from psq_desktop.services.rounds import campaigns, dispatches, returns
from psq_desktop.services.rounds.campaign_rows import Board, Letter, Parcel, Review
from psq_desktop.views.review.choices import Choices
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import explain_problem


class Drafts(QObject):
    """Asks for a folder, writes off the window's thread, tells what it wrote."""

    written = Signal(str, object)  # words, the files
    told = Signal(str, str)  # a title and words: nothing was written
    refused = Signal(object)  # UserError

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window
        self._folder = Path.home()

    def save_annotated(self, review: Review, choices: Choices) -> None:
        """The partner's workbook with what is to be corrected, and the e-mail that carries it."""
        folder = self._ask("Où enregistrer le fichier annoté et son courriel")
        if folder is None:
            return

        def write(parcel: Parcel) -> None:
            self._compute(lambda: parcels.write_parcels((parcel,), folder), done)

        def done(paths: tuple[Path, ...]) -> None:
            self.written.emit("Fichier annoté et brouillon enregistrés : ouvrez le brouillon et envoyez-le", paths)

        today, corrected = self._workspace.today, dict(choices.corrected)
        self._workspace.read(returns.annotated, review.return_id, today, explain_problem, corrected, then=write)

    def save_receipt(self, review: Review, letter: Letter) -> None:
        """The receipt as a draft; that it was made is remembered."""
        folder = self._ask("Où enregistrer l’accusé")
        if folder is None:
            return
        stem = f"accusé {review.acronym or review.partner} campagne {review.campaign}"

        def done(paths: tuple[Path, ...]) -> None:
            self._workspace.write(returns.mark_receipt, review.return_id, self._workspace.today)
            self.written.emit("Brouillon enregistré : ouvrez-le et envoyez-le", paths)

        def write() -> tuple[Path, ...]:
            return parcels.write_letters((letter,), (stem,), folder)

        self._compute(write, done)

    def save_reminder(self, review: Review) -> None:
        """Ask the partner for its answers on the workbook that was sent last, and log it."""

        def ask(board: Board) -> None:
            latest = tuple(card for card in board.cards if card.partner_id == review.partner_id)
            if any(card.reminded_on == self._workspace.today for card in latest):
                self.told.emit("Déjà relancé aujourd’hui", "Le brouillon de la relance a été enregistré plus tôt.")
                return
            ids = tuple(card.id for card in latest)

            def save(letters: tuple[Parcel, ...]) -> None:
                self._save_reminders(ids, letters)

            self._workspace.read(dispatches.reminder_parcels, ids, self._workspace.today, then=save)

        self._workspace.read(campaigns.board, review.campaign_id, self._workspace.today, then=ask)

    def _save_reminders(self, dispatch_ids: tuple[int, ...], letters: tuple[Parcel, ...]) -> None:
        folder = self._ask("Où enregistrer la relance et son classeur")
        if folder is None:
            return

        def done(paths: tuple[Path, ...]) -> None:
            self._workspace.write(dispatches.remind, dispatch_ids, self._workspace.today)
            self.written.emit("Relance enregistrée : ouvrez le brouillon et envoyez-le", paths)

        self._compute(lambda: parcels.write_parcels(letters, folder), done)

    def open_folder(self) -> None:
        """Show the files in the system's own window."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _ask(self, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._window, title, str(self._folder))
        if not name:
            return None
        self._folder = Path(name)
        return self._folder

    def _compute(self, work: Callable[[], object], done: Callable[[tuple[Path, ...]], None]) -> None:
        self._workspace.tasks.compute(work, then=done, failed=self.refused.emit)
