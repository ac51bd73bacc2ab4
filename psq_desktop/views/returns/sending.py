"""Workbooks and drafts to a folder: prepared, written, then noted as sent — never before they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from psq_desktop import french
from psq_desktop.errors import UserError
from psq_desktop.services.rounds import dispatches
from psq_desktop.services.rounds.campaign_rows import DispatchRow, Parcel
from psq_desktop.views.file_work import Cancelled, FileWork, Folders, Told
from psq_desktop.views.screen import Workspace

_STOPPED = "Interrompu : aucun envoi n’est noté. Les classeurs déjà écrits restent dans le dossier."


@dataclass(frozen=True, slots=True)
class Written:
    """Drafts that were put in a folder, still to be sent. ``replaced``: files of the same names that were there."""

    words: str
    folder: Path
    replaced: int = 0
    more: str = ""  # what else is to be said


def put(parcels: Sequence[Parcel], folder: Path, told: Told, cancelled: Cancelled) -> int:
    """Write workbooks and drafts; how many files of the same names were there before."""
    from psq_desktop.exports.parcels import file_stems, write_parcels

    names = (stem + ending for stem in file_stems([parcel.stem for parcel in parcels]) for ending in (".xlsx", ".eml"))
    replaced = sum((folder / name).exists() for name in names)
    write_parcels(parcels, folder, progress=told, cancelled=cancelled)
    return replaced


class Sending(QObject):
    """Prepares, writes, marks. One sending at a time."""

    written = Signal(object)  # Written
    hindered = Signal(str)  # why nothing was written
    refused = Signal(object)  # UserError

    def __init__(self, workspace: Workspace, work: FileWork, folders: Folders) -> None:
        super().__init__(folders)
        self._workspace = workspace
        self._work = work
        self._folders = folders
        self._folder = Path()
        self._mark: frozenset[int] = frozenset()  # partners whose workbook is not noted as sent yet
        self._parcels: tuple[Parcel, ...] = ()

    def send(self, cards: Sequence[DispatchRow], *, again: bool = False) -> None:
        """Ask for a folder, then write the cards' workbooks; ``again`` makes new versions.

        What is on its way already stays dated as it is, unless it is a new version.
        """
        if not cards or not self._work.claim():
            return
        folder = self._folders.ask("Dossier des classeurs à envoyer")
        if folder is None:
            self._work.release()
            return
        self._folder = folder
        self._mark = frozenset(card.partner_id for card in cards if again or card.sent_on is None)
        self._workspace.write(
            dispatches.prepare,
            cards[0].campaign_id,
            self._workspace.today,
            partner_ids=tuple(card.partner_id for card in cards),
            again=again,
            then=self._on_prepared,
            failed=self._on_refused,
        )

    def _on_prepared(self, dispatch_ids: tuple[int, ...]) -> None:
        today = self._workspace.today
        self._workspace.read(
            dispatches.parcels, dispatch_ids, today, then=self._on_parcels, failed=self._on_refused
        )  # fmt: skip

    def _on_parcels(self, parcels: tuple[Parcel, ...]) -> None:
        self._parcels = parcels
        if not parcels:
            self._work.release()
            self.hindered.emit("Aucun classeur à écrire : plus aucune ligne à demander.")
            return

        self._work.start(
            "Enregistrement des classeurs",
            partial(put, parcels, self._folder),
            self._on_written,
            self.refused.emit,
            stopped=_STOPPED,
        )

    def _on_refused(self, error: UserError) -> None:
        self._work.release()
        self.refused.emit(error)

    def _on_written(self, replaced: int) -> None:
        fresh = tuple(parcel.dispatch_id for parcel in self._parcels if parcel.partner_id in self._mark)
        words = french.plural(len(self._parcels), "classeur et son brouillon", "classeurs et leurs brouillons")
        self.written.emit(Written(f"{words} enregistrés", self._folder, replaced=replaced))
        if fresh:
            note = f"Envoi noté pour {french.plural(len(fresh), 'partenaire')}"
            self._workspace.write(
                dispatches.mark_sent, fresh, self._workspace.today, note=note, failed=self.refused.emit
            )  # fmt: skip
