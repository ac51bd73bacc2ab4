"""What is done with the people in the room: all present, then seat by seat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from psq_desktop.services.sitting import attendance
from psq_desktop.services.sitting.live_rows import LiveMeeting
from psq_desktop.views.live.room import RoomPart
from psq_desktop.views.screen import Workspace
from psq_desktop.views.seat_parts.actions import SeatActions
from psq_desktop.views.seat_parts.menu import STATUSES


class Presences(QObject):
    """Letters fill a seat only while the meeting runs: before it there are replies, in the seat's menu."""

    def __init__(self, workspace: Workspace, room: RoomPart, clock: Callable[[], dt.datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._room = workspace, room
        self.seat_actions = SeatActions(workspace, parent)
        self.seat_actions.clock = clock
        self.meeting: LiveMeeting | None = None
        room.all_present_wanted.connect(self._all_present)
        room.menu_wanted.connect(self.seat_actions.open)
        room.key_wanted.connect(self._on_key)
        room.add_button.clicked.connect(self._add)

    def show_meeting(self, meeting: LiveMeeting) -> None:
        """Another state of the room."""
        self.meeting = meeting
        self._room.show_meeting(meeting, meeting.held)

    def _all_present(self) -> None:
        if self.meeting is not None:
            self._workspace.write(attendance.all_present, self.meeting.meeting_id, note="Tous pointés présents")

    def _on_key(self, seat_id: int, command: str) -> None:
        line = next(each for each in self._room.seats if each.id == seat_id)
        if command == "represented":
            self.seat_actions.represent(seat_id, line.mapToGlobal(QPoint(0, line.height())))
        elif self.meeting is not None and self.meeting.in_session:
            self._workspace.write(attendance.set_status, seat_id, STATUSES[command])

    def _add(self) -> None:
        if self.meeting is not None:
            self.seat_actions.add(self.meeting.meeting_id, self._room.add_button)
