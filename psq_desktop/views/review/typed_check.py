"""What a text would give in the place of a cell, told while it is typed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from psq_desktop.services.rounds import returns
from psq_desktop.services.rounds.campaign_rows import Review
from psq_desktop.views.review.choices import Choices, Key, key_of
from psq_desktop.views.screen import Workspace


class TypedCheck(QObject):
    """One question at a time: while it is answered, only the latest text waits."""

    checked = Signal(object, object)  # key, ReviewLine; None: nothing is wrong

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._asked: tuple[int, Choices, Key, str] | None = None
        self._next: tuple[int, Choices, Key, str] | None = None

    def check(self, return_id: int, choices: Choices, key: Key, text: str) -> None:
        """Ask; `checked` answers, unless something else was typed meanwhile."""
        self._next = (return_id, choices, key, text)
        if self._asked is None:
            self._ask()

    def _ask(self) -> None:
        self._asked, self._next = self._next, None
        if self._asked is None:
            return
        return_id, choices, key, text = self._asked
        corrected = dict(choices.correct(key, text).corrected)
        today = self._workspace.today
        self._workspace.tasks.read(
            returns.review, return_id, today, corrected, then=self._on_answer, failed=self._on_failed
        )

    def _on_answer(self, review: Review) -> None:
        asked, self._asked = self._asked, None
        if self._next is not None:
            self._ask()
        elif asked is not None:
            self.checked.emit(asked[2], next((each for each in review.lines if key_of(each) == asked[2]), None))

    def _on_failed(self, _error: object) -> None:
        self._asked, self._next = None, None
