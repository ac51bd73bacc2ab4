"""Says how much processor time this program has taken once its window is painted, and leaves at once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication, QMainWindow

_WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
_TURNS = 3  # layouts settle over a few


def leave_when(ready: Callable[[], bool]) -> int:
    """Stand in for ``QApplication.exec``: sleep until it is ready and painted, as an event loop does."""
    while not (ready() and is_exposed()):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents | _WAIT)
    for _ in range(_TURNS):
        QCoreApplication.processEvents()
    print(time.process_time(), flush=True)
    os._exit(0)


def main_window() -> QMainWindow | None:
    """The program's window once there is one."""
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow)), None)


def is_exposed() -> bool:
    """Whether the window is on the screen; the painting of its whole surface goes with it."""
    window = main_window()
    handle = window.windowHandle() if window is not None else None
    return handle is not None and handle.isExposed()
