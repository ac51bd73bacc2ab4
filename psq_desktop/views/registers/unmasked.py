"""What is masked and shown for now: five minutes at most, journalled, less when the screen is left or projected."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, time

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from psq_desktop.french import plural
from psq_desktop.services.reserves import unmasking
from psq_desktop.views.screen import Workspace

SECONDS = 300
_LOOK_EVERY = 15_000  # milliseconds; only while something is shown
Clock = Callable[[], float]


def left_words(seconds: float) -> str:
    """« encore 4 min », « encore moins d’une minute »."""
    minutes = int(seconds // 60)
    return f"encore {plural(minutes, 'min', 'min')}" if minutes else "encore moins d’une minute"


class Unmasked(QObject):
    """All records of a kind, or some of them; ``what`` is its name in the journal, ``clock`` is in seconds."""

    changed = Signal()  # others are shown, or none any more
    moved = Signal()  # as before, for less long

    def __init__(
        self, workspace: Workspace, what: str, clock: Clock = monotonic, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._what = workspace, what
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
        """Whether all are shown."""
        return self._clock() < self._everybody

    @property
    def any(self) -> bool:
        """Whether some are shown."""
        return self._until > self._clock()

    def shows(self, key: int) -> bool:
        """Whether one record is shown."""
        return self.all or self._clock() < self._one.get(key, 0.0)

    @property
    def alone(self) -> frozenset[int]:
        """The records that are shown one by one."""
        return frozenset(key for key, until in self._one.items() if self._clock() < until)

    @property
    def seconds_left(self) -> float:
        """How long some will still be shown."""
        return max(0.0, self._until - self._clock())

    @property
    def _until(self) -> float:
        return max((self._everybody, *self._one.values()))

    def reveal(self, key: int | None = None, then: Callable[[], None] | None = None) -> None:
        """Show one record, or all of them, once that is journalled."""
        asked = self._asked

        def show(_result: object) -> None:
            if asked != self._asked:
                return
            if key is None:
                self._everybody = self._clock() + SECONDS
            else:
                self._one[key] = self._clock() + SECONDS
            self._timer.start(_LOOK_EVERY)
            self.changed.emit()
            if then is not None:
                then()

        self._workspace.write(unmasking.reveal, self._what, key, at=int(time()), then=show)

    def mask(self, *_asked: object) -> None:
        """Hide all at once."""
        self._asked += 1
        shown = bool(self._everybody or self._one)
        self._everybody = 0.0
        self._one.clear()
        self._timer.stop()
        if shown:
            self.changed.emit()

    def look(self) -> None:
        """Hide those whose time is over."""
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
