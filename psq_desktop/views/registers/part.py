"""What a tab of the district's page is, whatever it shows."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.views.screen import Route, Workspace


class RegisterPart(QWidget):
    """A tab. The page makes it when it is first seen, and reloads it when one of its tables changed."""

    help_page: ClassVar[str] = "dispositif"
    hint: ClassVar[str] = ""  # keys of the tab, said at the right of the tabs
    actions_changed = Signal()  # `heading_actions` or `subtitle` answers otherwise than before

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace

    @property
    def tables(self) -> tuple[str, ...]:
        """What it shows comes from these."""
        return ()

    def reload(self) -> None:
        """Ask the services for fresh rows."""

    def open(self, route: Route) -> None:
        """Show the record that the route names; its part is the tab's key, or « key:filter »."""

    def heading_actions(self) -> tuple[QWidget, ...]:
        """What goes to the top bar while the tab is seen; the same widgets each call."""
        return ()

    def subtitle(self) -> str:
        """What is said under the page's title."""
        return ""

    def take_focus(self) -> None:
        """Give the keyboard to what the tab is about."""

    def create_new(self) -> None:
        """Ctrl+N."""

    def focus_filter(self) -> None:
        """Ctrl+F."""

    def unsaved_text(self) -> str:
        """What was typed and is not written yet."""
        return ""

    def export(self) -> bool:
        """Ctrl+E; whether the tab has an export of its own."""
        return False

    def preview(self) -> bool:
        """Ctrl+P; whether the tab has a preview of its own."""
        return False

    def perform(self, key: str) -> bool:
        """A command of the menus; whether it is the tab's."""
        return False
