"""« Clore » never blocks: it looks at what is missing, closes, then tells."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from psq_desktop.french import time_text
from psq_desktop.services.minuting import minutes
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import live, votes
from psq_desktop.views.closing_parts.words import missing
from psq_desktop.views.screen import Workspace


class Closing(QObject):
    """Closes a meeting; `closed` says what it lacks, empty when nothing."""

    closed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._found: dict[str, Any] = {}

    def close(self, meeting_id: int, at: dt.datetime, day: dt.date) -> None:
        """Close it now; the hour counts only on the day of the meeting."""
        self._found = {}
        read = self._workspace.read  # before seats are settled
        read(minutes.checks, meeting_id, then=partial(self._keep, "checks"))
        read(live.sheet, meeting_id, self._workspace.today, then=partial(self._keep, "meeting"))
        read(agenda.items, meeting_id, then=partial(self._keep, "items"))
        read(votes.of_meeting, meeting_id, then=partial(self._keep, "votes"))
        ends = at.time().replace(second=0, microsecond=0) if day == self._workspace.today else None
        self._workspace.write(
            live.close, meeting_id, int(at.timestamp()), ends, then=self._on_closed,
            note=f"Séance close à {time_text(ends)}" if ends else "Séance close",
        )  # fmt: skip

    def _keep(self, name: str, rows: Any) -> None:
        self._found[name] = rows

    def _on_closed(self, _result: object) -> None:
        self.closed.emit(missing(**self._found))
