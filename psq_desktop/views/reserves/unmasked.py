"""Whose names are shown for now: five minutes at most, journalled, and less when the screen is left or projected."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, time

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from psq_desktop.french import plural
from psq_desktop.services.reserves import unmasking
from psq_desktop.views.screen import Workspace

SECONDS = 300
_LOOK_EVERY = 15_000  # milliseconds; only while names are shown
Clock = Callable[[], float]


def left_words(seconds: float) -> str:
    """« encore 4 min », « encore moins d’une minute »."""
    minutes = int(seconds // 60)
    return f"encore {plural(minutes, 'min', 'min')}" if minutes else "encore moins d’une minute"


class Unmasked(QObject):
    """Names of all reservists, or of one; ``clock`` is in seconds."""

    changed = Signal()  # other names are shown, or none any more
    moved = Signal()  # as before, for less long

    def __init__(self, workspace: Workspace, clock: Clock = monotonic, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._clock = clock
        self._everybody = 0.0  # until when
        self._one: dict[int, float] = {}
        self._asked = 0  # masked since: an answer that comes late reveals nothing
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        workspace.projection_requested.connect(self.mask)
        workspace.reading_requested.connect(self.mask)

    @property
    def all(self) -> bool:
        """Whether every name is shown."""
        return self._clock() < self._everybody

    @property
    def any(self) -> bool:
        """Whether some name is shown."""
        return self._until > self._clock()

    def shows(self, reservist_id: int) -> bool:
        """Whether one reservist's name is shown."""
        return self.all or self._clock() < self._one.get(reservist_id, 0.0)

    @property
    def seconds_left(self) -> float:
        """How long some name will still be shown."""
        return max(0.0, self._until - self._clock())

    @property
    def _until(self) -> float:
        return max((self._everybody, *self._one.values()))

    def reveal(self, reservist_id: int | None = None, then: Callable[[], None] | None = None) -> None:
        """Show one name, or all of them, once that is journalled."""
        asked = self._asked

        def show(_result: object) -> None:
            if asked != self._asked:
                return
            if reservist_id is None:
                self._everybody = self._clock() + SECONDS
            else:
                self._one[reservist_id] = self._clock() + SECONDS
            self._timer.start(_LOOK_EVERY)
            self.changed.emit()
            if then is not None:
                then()

        self._workspace.write(unmasking.reveal, "reservists", reservist_id, at=int(time()), then=show)

    def mask(self, *_asked: object) -> None:
        """Hide all names at once."""
        self._asked += 1
        shown = bool(self._everybody or self._one)
        self._everybody = 0.0
        self._one.clear()
        self._timer.stop()
        if shown:
            self.changed.emit()

    def look(self) -> None:
        """Hide the names whose time is over."""
        now = self._clock()
        over = [key for key, until in self._one.items() if until <= now]
        for key in over:
            del self._one[key]
        everybody = 0.0 < self._everybody <= now
        if everybody:
            self._everybody = 0.0
        if not self.any:
            self._timer.stop()
        (self.changed if over or everybody else self.moved).emit()
