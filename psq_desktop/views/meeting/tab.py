"""What each tab of a meeting is."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.views.screen import Workspace


class MeetingTab(QWidget):
    """A tab of the meeting's page. The page hands it fresh facts on the meeting each time it reloads."""

    tables: ClassVar[tuple[str, ...]] = ()  # the tab reloads when one of them changed
    help_page: ClassVar[str] = "seances"
    actions_changed = Signal()  # `actions` answers otherwise than before

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace

    def show_meeting(self, sheet: MeetingSheet) -> None:
        """Show this meeting, or the same one again with what changed."""
        raise NotImplementedError

    def actions(self) -> tuple[QWidget, ...]:  # type: ignore[override]  # not QWidget's list of QAction
        """What goes to the top bar while the tab is current; the same widgets each call."""
        return ()

    def tab_controls(self) -> tuple[QWidget, ...]:
        """What goes to the right of the tab bar while the tab is current; the same widgets each call."""
        return ()

    def commit_edits(self) -> None:
        """Save what is still in an editor."""

    def unsaved_text(self) -> str:
        """What was typed and is not written yet; see `Screen.unsaved_text`."""
        return ""

    def export(self) -> bool:
        """Ctrl+E in this tab; whether it has an export of its own."""
        return False

    def preview(self) -> bool:
        """Ctrl+P in this tab; whether it has a preview of its own."""
        return False

    def take_focus(self) -> None:
        """Give the keyboard to what the tab is about, now or as soon as it is there."""

    def focus_filter(self) -> None:
        """Ctrl+F in this tab."""

    def create_new(self) -> None:
        """Ctrl+N in this tab."""

    def open_item(self, item_id: int) -> None:
        """Show an item of the agenda, at once or as soon as the tab has its rows; nothing if it has no items."""

    def perform(self, key: str) -> None:
        """A command of the menu « Séance » that this tab carries out; nothing unless it says otherwise."""
