"""Files that came back: read off the window's thread, recognised, stored."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from psq_desktop.services.forms.book_rows import ReadFile
from psq_desktop.services.rounds import returns
from psq_desktop.views.file_work import Cancelled, FileWork, Told
from psq_desktop.views.returns.reading import read_all
from psq_desktop.views.screen import Workspace

_NAME, _STOPPED = "Lecture des classeurs", "Lecture interrompue : les données n’ont pas changé."
_BUSY = "Un travail sur des fichiers est en cours. Attendez sa fin, ou annulez-le."
_EMPTY = "Aucun classeur à lire : ce dossier n’en contient pas."


class Receiving(QObject):
    """One drop at a time."""

    received = Signal(object)  # tuple[Checked, ...]
    hindered = Signal(str)  # why nothing was read
    refused = Signal(object)  # UserError

    def __init__(self, workspace: Workspace, work: FileWork, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._work = work

    def take(self, paths: tuple[Path, ...]) -> None:
        """Read files and folders, then keep what is recognised."""

        def read(told: Told, cancelled: Cancelled) -> tuple[ReadFile, ...]:
            return read_all(paths, told, cancelled)

        if self._work.claim():
            self._work.start(_NAME, read, self._on_read, self.refused.emit, stopped=_STOPPED)
        else:
            self.hindered.emit(_BUSY)

    def _on_read(self, files: tuple[ReadFile, ...]) -> None:
        if not files:
            self.hindered.emit(_EMPTY)
            return
        self._workspace.write(
            returns.receive, files, self._workspace.today, then=self.received.emit, failed=self.refused.emit
        )
