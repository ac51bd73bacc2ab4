"""All that the live screen shows, read together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from psq_desktop.errors import UserError
from psq_desktop.services.deciding import decisions
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.preparing import agenda
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.services.sitting import live, votes
from psq_desktop.services.sitting.live_rows import DissentRow, LiveMeeting, LiveSeat, VoteRow
from psq_desktop.views.screen import Workspace

TABLES = (
    "meeting", "agenda_item", "agenda_review", "attendance", "item_spell", "withdrawal", "vote", "dissent",
    "decision", "decision_associate", "follow_up", "partner", "partner_name", "contact", "committee",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LiveFacts:
    """One state of the room."""

    meeting: LiveMeeting
    items: tuple[ItemRow, ...]
    decisions: tuple[DecisionRow, ...]  # taken at this meeting
    reviewed: tuple[DecisionRow, ...]  # earlier ones that its agenda looks at
    votes: tuple[VoteRow, ...]
    dissents: tuple[DissentRow, ...]

    def item(self, item_id: int | None) -> ItemRow | None:
        """An item with its notes."""
        return next((item for item in self.items if item.id == item_id), None)

    @property
    def number_of(self) -> dict[int, int]:
        """Ranks of the items by id."""
        return {item.id: item.number for item in self.meeting.items}

    @property
    def room(self) -> tuple[LiveSeat, ...]:
        """Who is here now."""
        return tuple(seat for seat in self.meeting.seats if seat.here)


class LiveReader(QObject):
    """Reads the parts one after the other; `ready` once the last one is there."""

    ready = Signal(object)  # LiveFacts
    failed = Signal(object)  # UserError

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._round = 0
        self._parts: dict[str, Any] = {}

    def read(self, meeting_id: int) -> None:
        """Ask for everything; an earlier question that is not answered yet is forgotten."""
        self._round += 1
        self._parts = {}
        today = self._workspace.today
        asked: tuple[tuple[str, Any, tuple[Any, ...], dict[str, Any]], ...] = (
            ("meeting", live.sheet, (meeting_id, today), {}),
            ("items", agenda.items, (meeting_id,), {}),
            ("decisions", decisions.register, (today,), {"meeting_id": meeting_id}),
            ("reviewed", decisions.reviewed, (meeting_id, today), {}),
            ("votes", votes.of_meeting, (meeting_id,), {}),
            ("dissents", votes.dissents, (meeting_id,), {}),
        )
        for name, service, args, more in asked:
            take = partial(self._take, self._round, name)
            self._workspace.read(service, *args, then=take, failed=partial(self._fail, self._round), **more)

    def _take(self, asked: int, name: str, rows: Any) -> None:
        if asked != self._round:
            return
        self._parts[name] = rows
        if len(self._parts) == len(LiveFacts.__dataclass_fields__):
            self.ready.emit(LiveFacts(**self._parts))

    def _fail(self, asked: int, error: UserError) -> None:
        if asked == self._round:
            self._round += 1  # one refusal says it
            self.failed.emit(error)
