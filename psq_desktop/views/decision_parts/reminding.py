"""Drafts that chase the pilots of decisions, one each, in a folder; and the log of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from psq_desktop import french
from psq_desktop.errors import UserError
from psq_desktop.services.deciding import decision_reminders
from psq_desktop.services.deciding.decision_reminders import LeftOut
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.minuting import privacy
from psq_desktop.services.rounds.campaign_rows import Letter
from psq_desktop.views.file_work import Cancelled, FileWork, Folders
from psq_desktop.views.file_work import Told as Progress
from psq_desktop.views.notice import Told
from psq_desktop.views.privacy_parts.asking import Outgoing, look_first
from psq_desktop.views.screen import Workspace

Letters = tuple[tuple[str, Letter], ...]
_TO_SEND = "Rien n’est encore parti : ouvrez chaque brouillon (.eml), relisez-le, puis envoyez-le de votre messagerie."
_STOPPED = "Interrompu : aucune relance n’est notée."


def left_out_words(found: Sequence[LeftOut]) -> str:
    """« D-22 n’a pas de pilote : désignez-en un. Ville de Calais n’a pas d’adresse (D-12) : … »."""
    sentences = []
    if refs := [each.ref for each in found if each.why == "no_pilot"]:
        sentences.append(f"Sans pilote : {', '.join(refs)}. Désignez-en un pour pouvoir relancer.")
    silent: dict[str, list[str]] = {}
    for each in found:
        if each.why == "no_address":
            silent.setdefault(each.pilot, []).append(each.ref)
    for name, refs in silent.items():
        sentences.append(f"{name} n’a pas d’adresse ({', '.join(refs)}) : ajoutez un contact dans sa fiche.")
    if refs := [each.ref for each in found if each.why == "closed"]:
        sentences.append(f"Rien à relancer pour {', '.join(refs)} : closes.")
    return " ".join(sentences)


def write(letters: Letters, folder: Path, told: Progress, cancelled: Cancelled) -> int:
    """Write the drafts; how many files of the same names were there before."""
    from psq_desktop.exports.parcels import file_stems, write_letters

    stems = [stem for stem, _ in letters]
    replaced = sum((folder / f"{stem}.eml").exists() for stem in file_stems(stems))
    write_letters([letter for _, letter in letters], stems, folder)
    return replaced


class Reminding(QObject):
    """One piece of work at a time."""

    told = Signal(object)  # Told
    refused = Signal(object)  # UserError

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self.folders = Folders(window)
        self.work = FileWork(workspace.tasks, self)
        self._ids: tuple[int, ...] = ()
        self._folder = Path()
        self._letters: Letters = ()
        self._left_out: tuple[LeftOut, ...] = ()

    def remind(self, decision_ids: Sequence[int]) -> None:
        """Ask for a folder, write one draft for each pilot of these decisions, then log it."""
        if not decision_ids or not self.work.claim():
            return
        self._ids = tuple(decision_ids)
        self._ask(decision_reminders.left_out, self._on_left_out)

    def _ask(self, service: Any, then: Any) -> None:
        self._workspace.read(service, self._ids, self._workspace.today, then=then, failed=self._on_refused)

    def _on_left_out(self, found: tuple[LeftOut, ...]) -> None:
        self._left_out = found
        self._ask(decision_reminders.letters, self._on_letters)

    def _on_letters(self, letters: Letters) -> None:
        self._letters = letters
        if not letters:
            self.work.release()
            self.told.emit(Told("warning", "Personne à relancer.", left_out_words(self._left_out)))
            return
        folder = self.folders.ask("Dossier des relances")
        if folder is None:
            self.work.release()
            return
        self._folder = folder
        out = Outgoing(
            "reminder", None, DisclosureLevel.PARTNERS, self._start, self.work.release, self._on_refused
        )  # fmt: skip
        look_first(self._workspace, self.folders.window, out, privacy.of_decisions, self._ids)

    def _start(self) -> None:
        self.work.start(
            "Enregistrement des relances",
            partial(write, self._letters, self._folder),
            self._on_written,
            self.refused.emit,
            stopped=_STOPPED,
        )

    def _on_refused(self, error: UserError) -> None:
        self.work.release()
        self.refused.emit(error)

    def _on_written(self, replaced: int) -> None:
        count = french.plural(len(self._letters), "brouillon de relance", "brouillons de relance")
        where = self._folder.name or str(self._folder)
        again = french.plural(replaced, "fichier du même nom remplacé", "fichiers du même nom remplacés") + "."
        text = " ".join(filter(None, (_TO_SEND, left_out_words(self._left_out), again if replaced else "")))
        kind = "warning" if self._left_out else "success"
        self.told.emit(Told(kind, f"{count} dans « {where} »", text, self._folder))  # type: ignore[arg-type]
        self._workspace.write(
            decision_reminders.remind, self._ids, self._workspace.today, note=_logged, failed=self.refused.emit
        )


def _logged(count: int) -> str:
    return f"Relance notée pour {french.plural(count, 'décision')}" if count else ""
