"""The steps of a meeting, one button at a time: convened, opened, taken up again, closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.services.kinds import MeetingStage
from psq_desktop.services.preparing import summons
from psq_desktop.services.sitting import live
from psq_desktop.views.closing_parts.closing import Closing
from psq_desktop.views.kit import Button
from psq_desktop.views.screen import Route, Workspace


class Course(QObject):
    """The buttons of the next steps and what they do. Opening and resuming lead to the live screen."""

    leaving = Signal()  # before a step: save what is being typed
    unsure = Signal()  # the meeting is not planned for today: ask before `start`
    started = Signal()
    closed = Signal(str)  # what is missing, empty when nothing is

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._closing = Closing(workspace, self)
        self.meeting_id: int | None = None
        self.date: dt.date | None = None  # of the meeting
        self.clock: Callable[[], dt.datetime] = dt.datetime.now
        self.summon_button = Button("Marquer convoquée", "send", tip="Les convocations sont parties")
        self.start_button = Button("Ouvrir la séance", "broadcast", "primary")
        self.close_button = Button("Clore la séance", "square-check")
        self.resume_button = Button("Reprendre la séance", "broadcast", "primary", tip="Retour au mode séance")
        self.summon_button.clicked.connect(self._on_summon)
        self.start_button.clicked.connect(self._on_start)
        self.close_button.clicked.connect(self._on_close)
        self.resume_button.clicked.connect(self.go_live)
        self._closing.closed.connect(self.closed)

    def buttons(self, stage: MeetingStage) -> tuple[QWidget, ...]:
        """The steps that come next, the main one last."""
        steps: dict[MeetingStage, tuple[QWidget, ...]] = {
            MeetingStage.PREPARATION: (self.summon_button, self.start_button),
            MeetingStage.SUMMONED: (self.start_button,),
            MeetingStage.IN_SESSION: (self.close_button, self.resume_button),
        }
        return steps.get(stage, ())

    def fit(self, *, wide: bool) -> None:
        """Shorter words where the top bar is short of room."""
        self.close_button.set_text("Clore la séance" if wide else "Clore")
        self.resume_button.set_text("Reprendre la séance" if wide else "Reprendre")

    def go_live(self) -> None:
        """The live screen, whatever the stage: before the opening it shows the room as it will be."""
        self.leaving.emit()
        self._workspace.go.emit(Route("live", self.meeting_id))

    def _on_summon(self) -> None:
        today = self._workspace.today
        self._workspace.write(summons.mark_all_sent, self.meeting_id, today, note="Séance marquée convoquée")

    def _on_start(self) -> None:
        if self.date is None or self.date == self._workspace.today:
            self.start()
        else:
            self.unsure.emit()

    def start(self) -> None:
        """Open the meeting and go to the live screen."""
        self.leaving.emit()
        now = self.clock()
        args = (self.meeting_id, int(now.timestamp()), now.time())
        self._workspace.write(live.start, *args, then=self._on_started, note="Séance ouverte")

    def _on_started(self, _: object) -> None:
        self.started.emit()
        self._workspace.go.emit(Route("live", self.meeting_id))

    def _on_close(self) -> None:
        self.leaving.emit()
        if self.meeting_id is not None:
            self._closing.close(self.meeting_id, self.clock(), self.date or self._workspace.today)
