"""Which document the menus and the screens mean, over one open base: previewed, or saved to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.errors import UserError
from psq_desktop.services import meetings
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.views.screen import Paper, Route, Screen, Workspace

if TYPE_CHECKING:
    from psq_desktop.views.documents import Documents


class Place(Protocol):
    """Where the user is; the desk is one."""

    @property
    def current(self) -> Screen | None:
        """The screen shown."""

    @property
    def route(self) -> Route | None:
        """What it shows."""

    def save_edits(self) -> None:
        """Save what is still in an editor."""


class DeskDocuments(QObject):
    """Documents of what is shown, else of what is usual."""

    saved = Signal(object)  # Path
    refused = Signal(object)  # UserError

    def __init__(self, workspace: Workspace, place: Place, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._place = place
        self._window = window
        self._documents: Documents | None = None

    @property
    def documents(self) -> Documents:
        """Previews and exports, made when first asked for."""
        if self._documents is None:
            from psq_desktop.views.documents import Documents

            self._documents = Documents(self._workspace, self._window)
            self._documents.saved.connect(self._on_saved)
            self._documents.refused.connect(self.refused)
        return self._documents

    def _on_saved(self, path: Path) -> None:
        self.saved.emit(path)

    # --- of meetings

    def preview_minutes(self) -> None:
        """Ctrl+P: what the screen shows, else the minutes of the meeting shown or of the last one held."""
        screen = self._place.current
        if screen is None or not screen.preview():
            self._with_meeting(self._preview_minutes_of)

    def export_minutes(self) -> None:
        """Ctrl+E: the same, to a file."""
        screen = self._place.current
        if screen is None or not screen.export():
            self._with_meeting(self._export_minutes_of)

    def _with_meeting(self, then: Callable[[int | None], None]) -> None:
        route = self._place.route
        if route is not None and route.screen == "meeting":
            then(route.id)
        else:
            self._workspace.read(meetings.latest_held, then=then)

    def _preview_minutes_of(self, meeting_id: int | None) -> None:
        if meeting_id is None:
            self.refused.emit(UserError("no_meeting_held"))
        else:
            self.preview("minutes", meeting_id, DisclosureLevel.PARTNERS)

    def _export_minutes_of(self, meeting_id: int | None) -> None:
        if meeting_id is None:
            self.refused.emit(UserError("no_meeting_held"))
        else:
            self.export("minutes", meeting_id, DisclosureLevel.PARTNERS)

    def preview(self, what: str, meeting_id: int, disclosure: str) -> None:
        """Show a document before saving it."""
        self._place.save_edits()
        self.documents.preview(self.documents.of_meeting(what, meeting_id), DisclosureLevel(disclosure))

    def export(self, what: str, meeting_id: int, disclosure: str) -> None:
        """Ask where, then save a document."""
        self._place.save_edits()
        self.documents.export(self.documents.of_meeting(what, meeting_id), DisclosureLevel(disclosure))

    def preview_version(self, version_id: int, disclosure: str) -> None:
        """Show minutes as they were kept."""
        route = self._place.route
        if route is not None and route.screen == "meeting" and route.id is not None:
            self.documents.preview(self.documents.of_version(version_id, route.id), DisclosureLevel(disclosure))

    # --- of the register

    def register(self, how: str, decision_ids: tuple[int, ...], title: str) -> None:
        """Decisions of all meetings, shown or saved."""
        self._place.save_edits()
        order = self.documents.of_register(decision_ids, title)
        (self.documents.preview if how == "preview" else self.documents.export)(order, DisclosureLevel.PARTNERS)

    # --- in one version only

    def paper(self, how: str, what: str, paper: Paper) -> None:
        """A document that has no versions to choose from, shown or saved; with a caution, shown first."""
        self._place.save_edits()
        order, level = self.documents.of_paper(what, paper), DisclosureLevel.RESTRICTED
        (self.documents.preview if how == "preview" or paper.caution else self.documents.export)(order, level)

    # --- of objectives

    def preview_objectives(self) -> None:
        """What the objectives' screen shows, when it is open; else the dashboard."""
        screen, route = self._place.current, self._place.route
        if screen is None or route is None or route.screen != "objectives" or not screen.preview():
            self.preview_progress("progress")

    def preview_progress(self, what: str, partner_id: int | None = None, objective_id: int | None = None) -> None:
        """Show a document about the objectives (all, one partner's, or one of them); its version is chosen there."""
        self._place.save_edits()
        order = self.documents.of_progress(what, partner_id, objective_id)
        self.documents.preview(order, DisclosureLevel.PARTNERS)
