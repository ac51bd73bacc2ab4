"""Drafts that chase the late partners, with their workbooks, and the log of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from psq_desktop import french
from psq_desktop.errors import UserError
from psq_desktop.services.rounds import dispatches
from psq_desktop.services.rounds.campaign_rows import DispatchRow, Parcel
from psq_desktop.views.file_work import FileWork, Folders
from psq_desktop.views.returns.facts import chased
from psq_desktop.views.returns.sending import Written, put
from psq_desktop.views.screen import Workspace

_STOPPED = "Interrompu : aucune relance n’est notée."


def _names(cards: Sequence[DispatchRow]) -> str:
    return ", ".join(card.partner for card in cards)


class Reminders(QObject):
    """Writes a draft for each late partner, then logs the chase: once a day."""

    written = Signal(object)  # Written
    hindered = Signal(str)  # why nobody was chased
    refused = Signal(object)  # UserError

    def __init__(self, workspace: Workspace, work: FileWork, folders: Folders) -> None:
        super().__init__(folders)
        self._workspace = workspace
        self._work = work
        self._folders = folders
        self._folder = Path()
        self._cards: tuple[DispatchRow, ...] = ()

    def remind(self, cards: Sequence[DispatchRow], *, again: bool = False) -> None:
        """Ask for a folder, then write the drafts and log them.

        Who was chased today is left out; with ``again`` its draft is written once more, without another log.
        """
        wanted = tuple(cards) if again else self._fresh(cards)
        if not wanted or not self._work.claim():
            return
        folder = self._folders.ask("Dossier des relances")
        if folder is None:
            self._work.release()
            return
        self._folder, self._cards = folder, wanted
        self._workspace.read(
            dispatches.reminder_parcels,
            tuple(card.id for card in wanted),
            self._workspace.today,
            then=self._on_parcels,
            failed=self._on_refused,
        )

    def _fresh(self, cards: Sequence[DispatchRow]) -> tuple[DispatchRow, ...]:
        """Those not chased today; says so when there is none."""
        found = tuple(card for card in cards if not chased(card, self._workspace.today))
        if cards and not found:
            word = "Déjà relancé aujourd’hui" if len(cards) == 1 else "Déjà relancés aujourd’hui"
            self.hindered.emit(f"{word} : {_names(cards)}.")
        return found

    def _on_parcels(self, parcels: tuple[Parcel, ...]) -> None:
        self._work.start(
            "Enregistrement des relances",
            partial(put, parcels, self._folder),
            self._on_written,
            self.refused.emit,
            stopped=_STOPPED,
        )

    def _on_refused(self, error: UserError) -> None:
        self._work.release()
        self.refused.emit(error)

    def _on_written(self, replaced: int) -> None:
        cards = self._cards
        fresh = tuple(card for card in cards if not chased(card, self._workspace.today))
        word = "relance enregistrée, classeur joint," if len(cards) == 1 else "relances enregistrées, classeurs joints,"
        more = "" if fresh else "Déjà notée aujourd’hui : elle ne l’est pas une deuxième fois."
        self.written.emit(Written(f"{french.number(len(cards))} {word}", self._folder, replaced, more))
        self._log(fresh)

    def note(self, cards: Sequence[DispatchRow]) -> None:
        """Log a chase, however it was made."""
        self._log(self._fresh(cards))

    def _log(self, cards: Sequence[DispatchRow]) -> None:
        if not cards:
            return
        names = cards[0].partner if len(cards) == 1 else french.plural(len(cards), "partenaire")
        self._workspace.write(
            dispatches.remind,
            tuple(card.id for card in cards),
            self._workspace.today,
            note=f"Relance notée : {names}",
            failed=self.refused.emit,
        )
