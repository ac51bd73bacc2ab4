"""Work on files, off the window's thread: told as it goes, given up when asked. Where files go to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from psq_desktop import french
from psq_desktop.errors import UserError
from psq_desktop.french import typeset
from psq_desktop.views.tasks import Tasks

Told = Callable[[int, int], None]  # done, total
Cancelled = Callable[[], bool]


def time_left(done: int, total: int, seconds: float) -> str:
    """« encore 5 s environ »; nothing before there is something to tell it from."""
    if not done or done >= total or seconds < 1:
        return ""
    left = seconds / done * (total - done)
    if left < 1.5:
        return ""
    return f"encore {round(left)} s environ" if left < 90 else f"encore {round(left / 60)} min environ"


class FileWork(QObject):
    """One piece of work at a time. `then` gets its result, unless it was given up."""

    began = Signal(str)  # what it is called
    advanced = Signal(str)  # in words
    moved = Signal(int, int)  # done, total
    ended = Signal(str)  # what to say when it was given up

    _told = Signal(int, int)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._stop = threading.Event()
        self._then: Callable[[Any], None] | None = None
        self._failed: Callable[[UserError], None] | None = None
        self._name = ""
        self._claimed = False
        self._stopped = ""
        self._since = 0.0
        self._told.connect(self._on_told)  # from the other thread: delivered in the window's

    @property
    def busy(self) -> bool:
        """Whether something is under way, or about to be."""
        return bool(self._name) or self._claimed

    def claim(self) -> bool:
        """Keep other work away until `start` or `release`; false when there is some already."""
        if self.busy:
            return False
        self._claimed = True
        return True

    def release(self) -> None:
        """Nothing will be started after all."""
        self._claimed = False

    def start(
        self,
        name: str,
        work: Callable[[Told, Cancelled], Any],
        then: Callable[[Any], None],
        failed: Callable[[UserError], None],
        *,
        stopped: str,
    ) -> None:
        """Begin what was claimed. ``stopped`` is said when it is given up."""
        self._claimed = False
        self._name, self._then, self._failed, self._stopped = name, then, failed, stopped
        self._stop = stop = threading.Event()
        self._since = monotonic()

        def run() -> Any:
            return work(self._told.emit, stop.is_set)

        self.began.emit(name)
        self._tasks.compute(run, then=self._on_done, failed=self._on_failed)

    def cancel(self) -> None:
        """Give up; what was written stays, nothing more is done."""
        if self._name:
            self._stop.set()
            self.advanced.emit("Interruption…")

    def _on_told(self, done: int, total: int) -> None:
        if not self._name or self._stop.is_set():
            return
        left = time_left(done, total, monotonic() - self._since)
        self.moved.emit(done, total)
        self.advanced.emit(" · ".join(filter(None, (f"{french.number(done)} sur {french.number(total)}", left))))

    def _on_done(self, result: Any) -> None:
        then, given_up = self._then, self._stop.is_set()
        self._end(self._stopped if given_up else "")
        if then is not None and not given_up:
            then(result)

    def _on_failed(self, error: UserError) -> None:
        failed = self._failed
        self._end("")
        if failed is not None:
            failed(error)

    def _end(self, said: str) -> None:
        self._name, self._then, self._failed = "", None, None
        self.ended.emit(said)


class Folders(QObject):
    """Asks where to, beginning where one was last."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.window = window
        self._last = Path.home()

    def ask(self, title: str) -> Path | None:
        """A folder, or nothing."""
        name = QFileDialog.getExistingDirectory(self.window, typeset(title), str(self._last))
        if not name:
            return None
        self._last = Path(name)
        return self._last
