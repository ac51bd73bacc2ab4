"""« Réserves »: roster, availability, missions, training. Names are shown for five minutes at most, here only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import ClassVar

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from psq_desktop.views.registers.part import RegisterPart
from psq_desktop.views.registers.tabbed import TabbedScreen
from psq_desktop.views.registers.unmasked import Clock, Unmasked
from psq_desktop.views.reserves.roster_tab import RosterTab
from psq_desktop.views.screen import Route, Workspace

# Commands of the menu, and the tab that does them.
_TAB_OF = {
    "new_mission": "missions",
    "fill_missions": "missions",
    "ask_availability": "calendar",
    "receive_availability": "calendar",
}


def _calendar(workspace: Workspace) -> RegisterPart:
    from psq_desktop.views.reserves.calendar_tab import CalendarTab

    return CalendarTab(workspace)


def _missions(workspace: Workspace) -> RegisterPart:
    from psq_desktop.views.reserves.missions_tab import MissionsTab

    return MissionsTab(workspace)


def _trainings(workspace: Workspace) -> RegisterPart:
    from psq_desktop.views.reserves.trainings_tab import TrainingsTab

    return TrainingsTab(workspace)


_MADE: dict[str, Callable[[Workspace], RegisterPart]] = {
    "calendar": _calendar,
    "missions": _missions,
    "trainings": _trainings,
}


class ReservesPage(TabbedScreen):
    """The tabs of the reserves."""

    title: ClassVar[str] = "Réserves"
    help_page: ClassVar[str] = "reserves"
    words: ClassVar[tuple[tuple[str, str], ...]] = (
        ("roster", "Registre"),
        ("calendar", "Disponibilités"),
        ("missions", "Missions"),
        ("trainings", "Formations"),
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None, *, clock: Clock = monotonic) -> None:
        super().__init__(workspace, "Parties des réserves", parent)
        self.unmasked = Unmasked(workspace, "reservists", clock, self)

    def make_tab(self, key: str) -> RegisterPart:
        if key == "roster":
            made = RosterTab(self.workspace, self.unmasked)
            made.command.connect(self.perform)
            return made
        return _MADE[key](self.workspace)

    def open(self, route: Route) -> None:
        super().open(route if route.part or route.id is None else Route(route.screen, route.id, "roster"))

    def perform(self, key: str) -> None:
        wanted = _TAB_OF.get(key, "roster")
        self.tabs.set_current(wanted)
        self.made(wanted).perform(key)

    def export(self) -> bool:
        return self.tab.export() or self.made("roster").export()

    def preview(self) -> bool:
        return self.tab.preview() or self.made("roster").preview()

    def take_files(self, paths: tuple[Path, ...]) -> None:
        from psq_desktop.views.reserves.calendar_tab import CalendarTab

        self.tabs.set_current("calendar")
        tab = self.tab
        assert isinstance(tab, CalendarTab)
        tab.take_files(paths)

    def interrupt(self) -> None:
        self.unmasked.mask()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.unmasked.any:
            self.unmasked.mask()
            self._fresh.discard("roster")
