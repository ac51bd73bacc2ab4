"""Undo and redo over one open base, and the toast that says what was done."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from psq_desktop.errors import UserError
from psq_desktop.phrases import noun
from psq_desktop.services import history
from psq_desktop.services.history import ChangeRow
from psq_desktop.views.tasks import Tasks
from psq_desktop.views.widgets.toast import Toast

Candidates = tuple[ChangeRow | None, ChangeRow | None]


def _what_of(row: ChangeRow) -> str:
    """What undo or redo would take back: what was done, not « annulation »."""
    return noun(row.reverted or row.action)


class DeskHistory(QObject):
    """What may be taken back, and doing so."""

    changed = Signal(str, str)  # what undo and redo would take back; empty when nothing
    refused = Signal(object)  # UserError

    def __init__(self, tasks: Tasks, toast: Toast, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._toast = toast
        self._told: tuple[str, int, str] | None = None  # words, step and action of the write to tell of
        self._undoable: tuple[int, str] | None = None  # step and action of the toast shown

    def refresh(self) -> None:
        """Something was written: ask what may be taken back, then say what `tell` was given."""
        self._tasks.read(history.candidates, then=self._on_candidates)

    def tell(self, note: str, step: int, action: str) -> None:
        """What the toast says of a write, at the next `refresh`."""
        self._told = (note, step, action)

    def _on_candidates(self, found: Candidates) -> None:
        self.changed.emit(*(_what_of(row) if row else "" for row in found))
        if self._told is not None:
            self._say(*self._told, found[0])
            self._told = None

    def _say(self, note: str, step: int, action: str, last: ChangeRow | None) -> None:
        """Say what was done; « Annuler » takes back that very step, unless it stays (sealing)."""
        undo = action not in ("undo", "redo") and last is not None and last.step >= step
        self._undoable = (step, action) if undo else None
        self._toast.show_message(note, undo=undo)

    def undo_told(self) -> None:
        """Take back what the toast told of."""
        if self._undoable is not None:
            step, action = self._undoable
            self._undoable = None
            self._tasks.revert(step, "undo", note=f"Annulé : {noun(action)}")

    def undo(self) -> None:
        """Take the last operation back. Read afresh: something may have been written since the menu was made."""
        self._tasks.read(history.candidates, then=self._revert_undo)

    def redo(self) -> None:
        """Do again what was undone."""
        self._tasks.read(history.candidates, then=self._revert_redo)

    def _revert_undo(self, found: Candidates) -> None:
        self._revert(found[0], "undo", "Annulé", UserError("nothing_to_undo"))

    def _revert_redo(self, found: Candidates) -> None:
        self._revert(found[1], "redo", "Rétabli", UserError("nothing_to_redo"))

    def _revert(self, row: ChangeRow | None, action: str, word: str, nothing: UserError) -> None:
        if row is None:
            self.refused.emit(nothing)
        else:
            self._tasks.revert(row.step, action, note=f"{word} : {_what_of(row)}")
