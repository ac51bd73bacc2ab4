"""From item to item, with the clock: what the secretary does to the meeting itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from psq_desktop.errors import UserError
from psq_desktop.services.sitting import live
from psq_desktop.services.sitting.live_rows import LiveMeeting
from psq_desktop.views.closing_parts.closing import Closing
from psq_desktop.views.screen import Workspace


class LiveCourse(QObject):
    """Does nothing unless the meeting is in session. `leaving` comes before each step: save what is being typed."""

    leaving = Signal()
    closed = Signal(str)  # what is missing, empty when nothing is
    stepped = Signal()  # another item is taken, by this window or by another one before it

    def __init__(self, workspace: Workspace, clock: Callable[[], dt.datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._clock = workspace, clock
        self._closing = Closing(workspace, self)
        self._closing.closed.connect(self.closed)
        self.meeting: LiveMeeting | None = None

    @property
    def running(self) -> LiveMeeting | None:
        """The meeting while it is in session."""
        return self.meeting if self.meeting is not None and self.meeting.in_session else None

    def _stamp(self) -> int:
        return int(self._clock().timestamp())

    def start(self) -> None:
        """Open the meeting; its first item begins."""
        if self.meeting is not None:
            now = self._clock()
            args = (self.meeting.meeting_id, int(now.timestamp()), now.time())
            self._workspace.write(live.start, *args, note="Séance ouverte")

    def next_item(self) -> None:
        """Ctrl+→."""
        self._step(live.next_item)

    def previous_item(self) -> None:
        """Ctrl+←."""
        self._step(live.previous_item)

    def _step(self, service: Callable[..., int | None]) -> None:
        meeting = self.running
        if meeting is not None:
            self.leaving.emit()
            args = (meeting.meeting_id, self._stamp(), meeting.current_id)
            self._workspace.write(service, *args, then=self._on_step)

    def _on_step(self, reached: int | None) -> None:
        if self.meeting is not None and reached != self.meeting.current_id:
            self.stepped.emit()

    def take_item(self, item_id: int) -> None:
        """Any item, even one that was spoken of."""
        if self.running is not None:
            self.leaving.emit()
            self._workspace.write(live.go_to, self.running.meeting_id, item_id, self._stamp())

    def pause(self) -> None:
        """Suspend, or go on."""
        meeting = self.running
        if meeting is None or meeting.current is None:
            return
        if meeting.paused:
            self._workspace.write(live.resume, meeting.meeting_id, self._stamp(), note="Séance reprise")
        else:
            self._workspace.write(live.pause, meeting.meeting_id, self._stamp(), note="Séance suspendue")

    def add_item(self, line: str, then: Callable[[object], None], failed: Callable[[UserError], None]) -> None:
        """An item that nobody planned, after the current one."""
        if self.running is not None:
            args = (self.running.meeting_id, line, self._stamp())
            self._workspace.write(live.add_item, *args, then=then, failed=failed, note="Point ajouté")

    def close(self) -> None:
        """Never blocks: what is missing is said afterwards."""
        if self.running is not None:
            self.leaving.emit()
            self._closing.close(self.running.meeting_id, self._clock(), self.running.date)
