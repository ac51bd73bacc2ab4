"""The steps of a meeting, one button at a time: convened, opened, closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.french import time_text
from psq_desktop.services import meetings, minutes
from psq_desktop.services.kinds import MeetingStage
from psq_desktop.services.minutes import Check
from psq_desktop.views.kit import Button
from psq_desktop.views.meeting.closing import missing
from psq_desktop.views.screen import Workspace


class Course(QObject):
    """The buttons of the next steps and what they do. Closing never blocks: it tells what is missing."""

    leaving = Signal()  # before a step: save what is being typed
    unsure = Signal()  # the meeting is not planned for today: ask before `start`
    started = Signal()
    closed = Signal(str)  # what is missing, empty when nothing is

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._missing: tuple[Check, ...] = ()
        self.meeting_id: int | None = None
        self.date: dt.date | None = None  # of the meeting
        self.clock: Callable[[], dt.datetime] = dt.datetime.now
        self.summon_button = Button("Marquer convoquée", "send", tip="Les convocations sont parties")
        self.start_button = Button("Ouvrir la séance", "broadcast", "primary")
        self.close_button = Button("Clore la séance", "square-check", "primary")
        self.summon_button.clicked.connect(self._on_summon)
        self.start_button.clicked.connect(self._on_start)
        self.close_button.clicked.connect(self._on_close)

    def buttons(self, stage: MeetingStage) -> tuple[QWidget, ...]:
        """The steps that come next, the main one last."""
        steps: dict[MeetingStage, tuple[QWidget, ...]] = {
            MeetingStage.PREPARATION: (self.summon_button, self.start_button),
            MeetingStage.SUMMONED: (self.start_button,),
            MeetingStage.IN_SESSION: (self.close_button,),
        }
        return steps.get(stage, ())

    def _on_summon(self) -> None:
        today = self._workspace.today
        self._workspace.write(meetings.summon, self.meeting_id, today, note="Séance marquée convoquée")

    @property
    def _is_today(self) -> bool:
        return self.date is None or self.date == self._workspace.today

    def _on_start(self) -> None:
        if self._is_today:
            self.start()
        else:
            self.unsure.emit()

    def start(self) -> None:
        """Open the meeting."""
        self.leaving.emit()
        self._workspace.write(meetings.start, self.meeting_id, then=self._on_started, note="Séance ouverte")

    def _on_started(self, _: object) -> None:
        self.started.emit()

    def _on_close(self) -> None:
        self.leaving.emit()
        ends = self.clock().time().replace(second=0, microsecond=0) if self._is_today else None
        self._workspace.read(minutes.checks, self.meeting_id, then=self._keep_missing)  # before seats are settled
        self._workspace.write(
            meetings.close, self.meeting_id, ends, then=self._on_closed,
            note=f"Séance close à {time_text(ends)}" if ends else "Séance close",
        )  # fmt: skip

    def _keep_missing(self, found: tuple[Check, ...]) -> None:
        self._missing = found

    def _on_closed(self, _: object) -> None:
        self.closed.emit(missing(self._missing))
