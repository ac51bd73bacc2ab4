"""Reads everything the minutes tab shows and hands it over in one piece."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.services.minuting import minutes
from psq_desktop.services.minuting.minutes_rows import MeetingDocument
from psq_desktop.services.preparing import agenda
from psq_desktop.views.meeting.minutes_tab_facts import Minutes
from psq_desktop.views.screen import Workspace


class MinutesReader(QObject):
    """The database thread answers in order: the last answer completes the others (`ready`: `Minutes`)."""

    ready = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._sheet: MeetingSheet | None = None
        self._answers: dict[str, Any] = {}

    def read(self, sheet: MeetingSheet) -> None:
        """Ask for everything about a meeting."""
        self._sheet = sheet
        key, today, ask = sheet.row.id, self._workspace.today, self._workspace.read
        ask(agenda.items, key, then=self._take_items)
        ask(decisions.register, today, meeting_id=key, then=self._take_decisions)
        ask(minutes.checks, key, then=self._take_checks)
        ask(minutes.observations, key, then=self._take_observations)
        ask(minutes.compose, key, DisclosureLevel.RESTRICTED, today, then=self._take_document)

    def _take_items(self, rows: Any) -> None:
        self._answers["items"] = rows

    def _take_decisions(self, rows: Any) -> None:
        self._answers["decisions"] = rows

    def _take_checks(self, rows: Any) -> None:
        self._answers["checks"] = rows

    def _take_observations(self, rows: Any) -> None:
        self._answers["observations"] = rows

    def _take_document(self, document: MeetingDocument) -> None:
        sheet = self._sheet
        if sheet is not None and document.number == sheet.row.number:  # else another one was asked for meanwhile
            self.ready.emit(Minutes(sheet, document=document, **self._answers))
