"""Drafts to a folder: composed, written, then logged as prepared. Nothing is noted as sent by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from psq_desktop.errors import UserError
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.minuting import privacy
from psq_desktop.services.preparing import summons
from psq_desktop.services.preparing.summons_rows import Invitation, SummonsDocument
from psq_desktop.views.file_work import Cancelled, FileWork, Folders, Told
from psq_desktop.views.privacy_parts.asking import Outgoing, look_first
from psq_desktop.views.screen import Workspace

_STOPPED = "Interrompu : aucune convocation n’est notée. Les brouillons déjà écrits restent dans le dossier."


@dataclass(frozen=True, slots=True)
class Written:
    """Drafts that were put in a folder. ``replaced``: files of the same names that were there."""

    folder: Path
    invitations: tuple[Invitation, ...]
    replaced: int

    @property
    def seat_ids(self) -> tuple[int, ...]:
        """Whose drafts they are."""
        return tuple(each.seat_id for each in self.invitations)

    @property
    def unaddressed(self) -> int:
        """How many are to be addressed by hand."""
        return sum(not each.letter.recipients for each in self.invitations)


def put(
    document: SummonsDocument, invitations: Sequence[Invitation], folder: Path, told: Told, cancelled: Cancelled
) -> int:
    """Write the letter, the entry and the drafts; how many files of the same names were there before."""
    from psq_desktop.exports.invitations import draft_names, file_names, write_invitations

    names = (*file_names(document), *draft_names(invitations))
    replaced = sum((folder / name).exists() for name in names)
    write_invitations(document, invitations, folder, progress=told, cancelled=cancelled)
    return replaced


class Sending(QObject):
    """One sending at a time."""

    written = Signal(object)  # Written
    refused = Signal(object)  # UserError

    def __init__(self, workspace: Workspace, work: FileWork, folders: Folders) -> None:
        super().__init__(folders)
        self._workspace, self._work, self._folders = workspace, work, folders
        self._folder = Path()
        self._meeting_id = 0
        self._document: SummonsDocument | None = None
        self._invitations: tuple[Invitation, ...] = ()

    def prepare(self, meeting_id: int, seat_ids: tuple[int, ...]) -> None:
        """Ask for a folder, then write the drafts of these seats and log them."""
        if not seat_ids or not self._work.claim():
            return
        folder = self._folders.ask("Dossier des convocations à envoyer")
        if folder is None:
            self._work.release()
            return
        self._folder, self._meeting_id = folder, meeting_id
        today, level = self._workspace.today, DisclosureLevel.PARTNERS
        read = self._workspace.read
        read(summons.document, meeting_id, level, today, then=self._on_document, failed=self._on_refused)
        read(summons.invitations, meeting_id, seat_ids, today, then=self._on_invitations, failed=self._on_refused)

    def _on_document(self, document: SummonsDocument) -> None:
        self._document = document

    def _on_invitations(self, invitations: tuple[Invitation, ...]) -> None:
        document = self._document
        if document is None:  # refused, and said so
            return
        self._document, self._invitations = None, invitations
        out = Outgoing(
            "summons", self._meeting_id, DisclosureLevel.PARTNERS, partial(self._start, document), self._work.release,
            self._on_refused,
        )  # fmt: skip
        look_first(self._workspace, self._folders.window, out, privacy.findings, document, "summons")

    def _start(self, document: SummonsDocument) -> None:
        invitations, folder = self._invitations, self._folder

        def work(told: Told, cancelled: Cancelled) -> int:
            return put(document, invitations, folder, told, cancelled)

        name = "Enregistrement des convocations"
        self._work.start(name, work, self._on_written, self.refused.emit, stopped=_STOPPED)

    def _on_refused(self, error: UserError) -> None:
        self._document = None
        self._work.release()
        self.refused.emit(error)

    def _on_written(self, replaced: int) -> None:
        written = Written(self._folder, self._invitations, replaced)
        today = self._workspace.today
        self._workspace.write(
            summons.prepare, self._meeting_id, written.seat_ids, today, failed=self.refused.emit
        )  # fmt: skip
        self.written.emit(written)
