"""Asking reservists for their days by workbooks, and reading back what returns: files off the window's thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from psq_desktop import french
from psq_desktop.errors import UserError
from psq_desktop.services.forms.book_rows import ReadFile
from psq_desktop.services.reserves import request_returns, requests
from psq_desktop.services.reserves.calendar_rows import CalendarRow
from psq_desktop.services.reserves.request_rows import AppliedRequest, CheckedRequest
from psq_desktop.services.rounds.campaign_rows import Parcel
from psq_desktop.views.file_work import Cancelled, FileWork, Folders, Told
from psq_desktop.views.reserves.asking_form import AskingDialog
from psq_desktop.views.reserves.asking_review import ReviewDialog
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import explain

BOOKS = "Classeurs (*.xlsx *.xlsm *.ods);;Tous les fichiers (*)"
_STOPPED = "Interrompu : aucun envoi n’est noté. Les classeurs déjà écrits restent dans le dossier."
_READ_STOPPED = "Lecture interrompue : les données n’ont pas changé."
_NO_FOLDER = "Les classeurs sont prêts mais ne sont pas enregistrés : aucun dossier n’a été choisi."
_BUSY = "Un travail sur des fichiers est en cours. Attendez sa fin, ou annulez-le."
_EMPTY = "Aucun classeur à lire : ce dossier n’en contient pas."


def write(parcels: tuple[Parcel, ...], folder: Path, told: Told, cancelled: Cancelled) -> int:
    """Write workbooks and drafts into a folder; how many files."""
    from psq_desktop.exports.parcels import write_parcels

    return len(write_parcels(parcels, folder, progress=told, cancelled=cancelled))


def read(paths: tuple[Path, ...], told: Told, cancelled: Cancelled) -> tuple[ReadFile, ...]:
    """What the files hold, those in folders too."""
    from psq_desktop.imports.folders import workbooks_in
    from psq_desktop.imports.reading import read_files

    return tuple(read_files(workbooks_in(paths), progress=told, cancelled=cancelled))


def applied_words(done: tuple[AppliedRequest, ...]) -> str:
    """« 26 jours repris de 2 réservistes, 1 ligne à revoir »."""
    days, pending = sum(len(each.days) for each in done), sum(len(each.pending) for each in done)
    words = f"{french.plural(days, 'jour repris', 'jours repris')} de {french.plural(len(done), 'réserviste')}"
    return words + (f", {french.plural(pending, 'ligne')} à revoir" if pending else "")


class Asking(QObject):
    """One piece of work at a time. `told` says how it goes, with a kind of note."""

    told = Signal(str, str)  # kind, words

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._owner = workspace, parent
        self.work = FileWork(workspace.tasks, self)
        self._folders = Folders(parent)
        self._last = Path.home()
        self._parcels: tuple[Parcel, ...] = ()
        self._files: tuple[ReadFile, ...] = ()
        self._review: ReviewDialog | None = None

    # --- asking

    def ask(self, rows: tuple[CalendarRow, ...], chosen: tuple[CalendarRow, ...]) -> AskingDialog:
        """Ask some reservists, or choose among all."""
        dialog = AskingDialog(
            self._workspace, rows, frozenset(row.id for row in chosen), self._owner.window()
        )  # fmt: skip
        dialog.saved.connect(self._on_prepared)
        dialog.open()
        return dialog

    def _on_prepared(self, parcels: tuple[Parcel, ...]) -> None:
        self._parcels = parcels
        if not self.work.claim():
            self.told.emit("warning", _BUSY)
            return
        folder = self._folders.ask("Dossier des classeurs à envoyer")
        if folder is None:
            self.work.release()
            self.told.emit("warning", _NO_FOLDER)
            return
        work = partial(write, parcels, folder)
        self.work.start("Enregistrement des classeurs", work, self._on_written, self._on_refused, stopped=_STOPPED)

    def _on_written(self, _files: int) -> None:
        ids = tuple(parcel.dispatch_id for parcel in self._parcels)
        words = french.plural(len(ids), "classeur et son brouillon", "classeurs et leurs brouillons")
        note = f"{words} enregistrés, envoi noté"
        self._workspace.write(requests.mark_sent, ids, self._workspace.today, note=note, failed=self._on_refused)

    # --- receiving

    def receive(self) -> None:
        """Choose the files that came back."""
        title = french.typeset("Classeurs de disponibilités revenus")
        names, _ = QFileDialog.getOpenFileNames(self._owner.window(), title, str(self._last), BOOKS)
        if names:
            self._last = Path(names[0]).parent
            self.take(tuple(map(Path, names)))

    def take(self, paths: tuple[Path, ...]) -> None:
        """Read files and folders, then show what they say."""
        if not self.work.claim():
            self.told.emit("warning", _BUSY)
            return
        self.work.start(
            "Lecture des classeurs", partial(read, paths), self._on_read, self._on_refused, stopped=_READ_STOPPED
        )  # fmt: skip

    def _on_read(self, files: tuple[ReadFile, ...]) -> None:
        if not files:
            self.told.emit("info", _EMPTY)
            return
        self._files = files
        self._workspace.read(
            request_returns.check, files, self._workspace.today, then=self._on_checked, failed=self._on_refused
        )  # fmt: skip

    def _on_checked(self, checked: tuple[CheckedRequest, ...]) -> None:
        self._review = ReviewDialog(checked, self._owner.window())
        self._review.apply_requested.connect(self._apply)
        self._review.finished.connect(self._on_closed)
        self._review.open()

    def _apply(self, accepted: tuple[tuple[int, object], ...]) -> None:
        self._workspace.write(
            request_returns.apply, self._files, self._workspace.today, accepted=accepted,
            then=self._on_applied, failed=self._on_not_applied, note=applied_words,
        )  # fmt: skip

    def _on_applied(self, _done: object) -> None:
        if self._review is not None:
            self._review.accept()

    def _on_not_applied(self, error: UserError) -> None:
        if self._review is not None:
            self._review.refuse(error)

    def _on_closed(self, _result: int) -> None:
        self._review = None

    def _on_refused(self, error: UserError) -> None:
        self.told.emit("danger", explain(error))
