"""The garbage collector, kept to the window's thread.

Python collects in whichever thread happens to allocate, at any moment. A timer that the database thread frees still
rings in the window's thread; widgets that are freed while Qt frees their parent are freed twice.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer

_EVERY = 1000  # milliseconds


class Collector(QObject):
    """Collects from time to time where it lives; nothing else does any more."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(collect_due)
        self._timer.start(_EVERY)


def collect_due() -> None:
    """Collect the oldest generation whose turn it is, as Python would by itself."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
