"""Opens, moves, refreshes and closes the windows that the room sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from psq_desktop.errors import UserError
from psq_desktop.services.history import Changes
from psq_desktop.views.objective_parts import TABLES as OBJECTIVE_TABLES
from psq_desktop.views.screen import DraftDecision, Workspace

# The presenter is there from the start; what it shows is imported when it is first shown.
if TYPE_CHECKING:
    from psq_desktop.services.sitting.projection import ProjectionView, ReadingView
    from psq_desktop.views.projection.reading import ReadingStage
    from psq_desktop.views.projection.stage import ItemStage
    from psq_desktop.views.projection.window import Place, StageWindow

TABLES = (
    *OBJECTIVE_TABLES, "committee", "meeting", "agenda_item", "item_spell", "attendance", "withdrawal", "decision",
    "decision_associate", "partner", "partner_name",
)  # fmt: skip
PREVIEW = "Aperçu de la projection"
READING_PREVIEW = "Lecture des décisions"
UNPLUGGED = "L’écran de projection n’est plus là : l’aperçu attend dans une fenêtre"


class Presenter(QObject):
    """At most one projection and one reading, of one meeting each."""

    told = Signal(str)  # what happened by itself, for the toast
    acted = Signal(str)  # key of a command of the meeting, typed in the projection

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._draft: DraftDecision | None = None
        self._meeting_id: int | None = None
        self._reading_id: int | None = None
        self._stage: ItemStage | None = None
        self._pages: ReadingStage | None = None
        self.projection: StageWindow | None = None
        self.reading: StageWindow | None = None
        self.clock: Callable[[], dt.datetime] = dt.datetime.now
        self.screens: Callable[[], Sequence[Place]] = QGuiApplication.screens
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        workspace.projection_requested.connect(self.toggle_projection)
        workspace.reading_requested.connect(self.toggle_reading)
        workspace.decision_drafted.connect(self._on_drafted)
        workspace.tasks.written.connect(self._on_written)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self.on_screen_added)
        app.screenRemoved.connect(self.on_screen_removed)
        app.primaryScreenChanged.connect(self.on_screen_added)

    # What is asked

    def toggle_projection(self, meeting_id: int) -> None:
        """Show a meeting to the room; asked again for the same one, stop."""
        if self.projection is not None and meeting_id == self._meeting_id:
            self.projection.close()
            return
        self._meeting_id = meeting_id
        if self.projection is None:
            from psq_desktop.views.projection.stage import ItemStage
            from psq_desktop.views.projection.window import StageWindow

            self._stage = stage = ItemStage()
            stage.clock = self.clock
            stage.set_draft(self._draft)
            self.projection = StageWindow(stage, PREVIEW)
            self.projection.closed.connect(self._on_projection_closed)
            self.projection.acted.connect(self.acted)
            self._tick.timeout.connect(stage.update)
            self._tick.start()
            self._place(self.projection, self.screens(), quietly=True)
        self._read_projection()

    def toggle_reading(self, meeting_id: int) -> None:
        """Read the decisions of a meeting aloud; asked again for the same one, stop."""
        if self.reading is not None and meeting_id == self._reading_id:
            self.reading.close()
            return
        self._reading_id = meeting_id
        if self.reading is None:
            from psq_desktop.views.projection.reading import ReadingStage
            from psq_desktop.views.projection.window import StageWindow

            self._pages = ReadingStage()
            self.reading = StageWindow(self._pages, READING_PREVIEW)
            self.reading.closed.connect(self._on_reading_closed)
            self._place(self.reading, self.screens(), quietly=False)
        self._read_reading()

    def toggle_black(self) -> None:
        """Black screens, or the pages again."""
        black = not any(window.stage.black for window in self._windows())
        for window in self._windows():
            window.stage.set_black(black)

    def close(self) -> None:
        """The base is let go: close what is open."""
        for window in self._windows():
            window.close()

    def _windows(self) -> tuple[StageWindow, ...]:
        return tuple(window for window in (self.projection, self.reading) if window is not None)

    # Facts

    def _read_projection(self) -> None:
        from psq_desktop.services.sitting import projection

        today = self._workspace.today
        self._workspace.read(projection.view, self._meeting_id, today, then=self._show, failed=self._on_gone)

    def _read_reading(self) -> None:
        from psq_desktop.services.sitting import projection

        today = self._workspace.today
        self._workspace.read(projection.reading, self._reading_id, today, then=self._show_reading, failed=self._on_gone)

    def _show(self, view: ProjectionView) -> None:
        if self._stage is not None and view.meeting_id == self._meeting_id:
            self._stage.set_view(view)

    def _show_reading(self, view: ReadingView) -> None:
        if self._pages is not None and view.meeting_id == self._reading_id:
            self._pages.set_view(view)

    def _on_gone(self, _error: UserError) -> None:
        self.close()

    def _on_drafted(self, draft: DraftDecision | None) -> None:
        self._draft = draft
        if self._stage is not None:
            self._stage.set_draft(draft)

    def _on_written(self, changes: Changes, _note: str) -> None:
        if not changes.touch(*TABLES):
            return
        if self.projection is not None:
            self._read_projection()
        if self.reading is not None:
            self._read_reading()

    def _on_projection_closed(self) -> None:
        self._tick.stop()
        if self.projection is not None:
            self.projection.deleteLater()
        self.projection = self._stage = None

    def _on_reading_closed(self) -> None:
        if self.reading is not None:
            self.reading.deleteLater()
        self.reading = self._pages = None

    # Screens come and go

    def _place(self, window: StageWindow, screens: Sequence[Place], *, quietly: bool) -> bool:
        """Put a window where the room sees it; whether there is such a place."""
        from psq_desktop.views.projection.window import second

        home: Place = self._window.screen()
        if not any(screen is home for screen in screens) and screens:  # the work's own screen went away
            home = screens[0]
        found = second(screens, home)
        window.place(found, home, quietly=quietly)
        return found is not None

    def on_screen_added(self, _screen: object = None) -> None:
        """A preview moves to the new screen."""
        self._replace(self.screens())

    def on_screen_removed(self, screen: object) -> None:
        """What filled it becomes a preview, behind the work; nothing is closed."""
        self._replace([each for each in self.screens() if each is not screen])

    def _replace(self, screens: Sequence[Place]) -> None:
        for window in self._windows():
            before = window.projecting
            if self._place(window, screens, quietly=True) or not before:
                continue
            window.lower()
            self.told.emit(UNPLUGGED)
