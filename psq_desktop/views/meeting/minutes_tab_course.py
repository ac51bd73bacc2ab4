"""The minutes on their way: a state is reached, a correction begun, the versions looked at."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.services.kinds import DisclosureLevel, MinutesState
from psq_desktop.services.minuting import minutes
from psq_desktop.views.decision_parts.popover import Popover
from psq_desktop.views.meeting.minutes_tab_states import StatesCard
from psq_desktop.views.meeting.minutes_tab_versions import VersionsDialog
from psq_desktop.views.screen import Workspace


def _now() -> dt.time:
    return dt.datetime.now().time()


class MinutesCourse(QObject):
    """Carries out what the card of states asks. `leaving`: what is being typed is to be saved first."""

    leaving = Signal()
    refused = Signal(object)  # UserError

    def __init__(self, workspace: Workspace, states: StatesCard, tab: QWidget) -> None:
        super().__init__(tab)
        self.meeting_id: int | None = None
        self.clock = _now
        self._workspace = workspace
        self._tab = tab
        states.state_wanted.connect(self._reach)
        states.correction_wanted.connect(self._correct)
        states.versions_wanted.connect(self.show_versions)

    def _reach(self, state: MinutesState, note: str) -> None:
        if self.meeting_id is not None:
            self.leaving.emit()
            args = (self.meeting_id, state, self._workspace.today, self.clock().replace(second=0, microsecond=0))
            self._workspace.write(minutes.set_state, *args, failed=self.refused.emit, note=note)

    def _correct(self, reason: str, popover: Popover) -> None:
        if self.meeting_id is not None:
            self.leaving.emit()
            self._workspace.write(
                minutes.correct, self.meeting_id, reason, self._workspace.today,
                then=popover.on_done, failed=popover.on_refused, note="Nouvelle version ouverte",
            )  # fmt: skip

    def show_versions(self) -> None:
        """What was kept, and what differs."""
        if self.meeting_id is not None:
            self.leaving.emit()
            dialog = VersionsDialog(self._workspace, self.meeting_id, self._tab.window())
            dialog.preview_wanted.connect(self._preview)
            dialog.open()

    def _preview(self, version_id: int) -> None:
        self._workspace.version_preview_requested.emit(version_id, DisclosureLevel.RESTRICTED.value)
