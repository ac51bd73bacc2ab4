"""What every screen is and works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from psq_desktop.errors import UserError
from psq_desktop.services.history import Changes
from psq_desktop.views.tasks import Tasks
from psq_desktop.views.widgets.badge import Badge


@dataclass(frozen=True, slots=True)
class Route:
    """Where to go: a screen, what it shows, which part of it."""

    screen: str
    id: int | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class DraftDecision:
    """A decision being typed in session, for whoever shows it to the room."""

    item_id: int | None
    ref: str  # « D-38 »
    text: str
    pilot: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a screen. ``badge`` is a widget made anew each time."""

    title: str
    subtitle: str = ""
    crumbs: tuple[str, ...] = ()
    badge: Badge | None = None
    actions: tuple[QWidget, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that has one version only; ``compose`` gets a session. ``caution`` is told before it is saved."""

    compose: Callable[[Any], Any]
    caution: str = ""


class Workspace(QObject):
    """What screens are given: the database thread, today's date, the way to each other and to the user."""

    go = Signal(object)  # Route
    preview_requested = Signal(str, int, str)  # document, meeting id, disclosure level
    export_requested = Signal(str, int, str)
    version_preview_requested = Signal(int, str)  # a kept version of minutes, disclosure level
    progress_preview_requested = Signal(str, object, object)  # document, partner id or None, objective id or None
    undo_requested = Signal()
    projection_requested = Signal(int)  # meeting id: show it to the room, or stop
    reading_requested = Signal(int)  # meeting id: its decisions, to be read aloud
    paper_requested = Signal(str, str, object)  # « preview » or « export », document, `Paper`
    register_requested = Signal(str, object, str)  # « preview » or « export », ids of decisions, what they are called
    decision_drafted = Signal(object)  # `DraftDecision` while one is typed in session, ``None`` when it is done

    def __init__(self, tasks: Tasks, today: date, parent: QObject | None = None, user_name: str = "") -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.today = tasks.today = today
        self.user_name = user_name  # as in the settings; often empty

    def read(self, service: Callable[..., Any], *args: Any, then: Callable[[Any], None], **kwargs: Any) -> None:
        """See `Tasks.read`."""
        self.tasks.read(service, *args, then=then, **kwargs)

    def write(self, service: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """See `Tasks.write`."""
        self.tasks.write(service, *args, **kwargs)


class Screen(QWidget):
    """A page of the window. It reloads when a table it shows changed, at once or when it is seen next."""

    tables: ClassVar[tuple[str, ...]] = ()
    help_page: ClassVar[str] = "accueil"
    compact: ClassVar[bool] = False  # it wants the room: icons only in the navigation, no bar above
    heading_changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._stale = True
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # takes the focus when it is opened; Tab goes on inside

    def heading(self) -> Heading:
        """Title, badge and actions for the top bar."""
        raise NotImplementedError

    def reload(self) -> None:
        """Ask the services for fresh rows."""
        raise NotImplementedError

    def open(self, route: Route) -> None:
        """Show what the route names; screens that show one thing override it."""

    def create_new(self) -> None:
        """Ctrl+N in this screen; nothing unless a screen says otherwise."""

    def focus_filter(self) -> None:
        """Ctrl+F in this screen."""

    def commit_edits(self) -> None:
        """Ctrl+S, and before leaving: save what is still in an editor."""

    def unsaved_text(self) -> str:
        """What was typed and is not written yet, as plain text; empty when all is."""
        return ""

    def take_focus(self) -> None:
        """Give the keyboard to what the screen is about; Tab goes on inside."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def export(self) -> bool:
        """Ctrl+E in this screen; whether it has an export of its own."""
        return False

    def preview(self) -> bool:
        """Ctrl+P in this screen; whether it has a preview of its own."""
        return False

    def take_error(self, error: UserError) -> bool:
        """Whether the screen shows the error itself."""
        return False

    def take_files(self, paths: tuple[Path, ...]) -> None:
        """Files or folders dropped on the window, or chosen; nothing unless a screen says otherwise."""

    def perform(self, key: str) -> None:
        """A command of the menus about what the screen shows; nothing unless a screen says otherwise."""

    def interrupt(self) -> None:
        """The base is about to be let go: give up work on files that changes nothing."""

    def on_written(self, changes: Changes) -> None:
        """Reload if it concerns this screen."""
        if changes.touch(*self.tables):
            self._stale = True
            if self.isVisible():
                self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Fresh rows when they went stale while the screen was hidden."""
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        self.reload()
