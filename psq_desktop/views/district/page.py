"""« Dispositif QRR »: eight registers in tabs, each imported when it is first seen."""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from psq_desktop.views.registers.part import RegisterPart
from psq_desktop.views.registers.tabbed import TabbedScreen
from psq_desktop.views.screen import Route, Workspace

TABS = (
    ("posts", "Renforts", "psq_desktop.views.district.posts"),
    ("trainings", "Formation", "psq_desktop.views.district.trainings"),
    ("equipment", "Équipements", "psq_desktop.views.district.equipment"),
    ("controls", "Contrôles", "psq_desktop.views.district.controls"),
    ("outreach", "Contacts population", "psq_desktop.views.district.outreach"),
    ("liaisons", "Référents et délégué", "psq_desktop.views.district.liaisons"),
    ("victims", "Accueil des victimes", "psq_desktop.views.district.victims"),
    ("surveys", "Enquêtes", "psq_desktop.views.district.surveys"),
)
_MODULES = {key: module for key, _, module in TABS}
OWNER_OF = {"public_sheet": "outreach", "new_wave": "surveys"}  # commands of the menus that one tab takes
NEW = "new_"  # « new_posts »: the tab, then a new record in it


class DistrictPage(TabbedScreen):
    """The tabs of the district; « note » is a screen of its own."""

    help_page = "dispositif"
    title = "Dispositif QRR"
    words: ClassVar[tuple[tuple[str, str], ...]] = tuple((key, words) for key, words, _ in TABS)
    short: ClassVar[dict[str, str]] = {"outreach": "Contacts", "liaisons": "Référents", "victims": "Victimes"}
    part_of: ClassVar[dict[str, str]] = {"mobile": "posts", "needs": "trainings", "delegate": "liaisons"}

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, "Parties du dispositif", parent)

    def make_tab(self, key: str) -> RegisterPart:
        made = import_module(_MODULES[key]).tab(self.workspace)
        assert isinstance(made, RegisterPart)
        return made

    def perform(self, key: str) -> None:
        """« posts » opens a tab; « new_posts » asks there for a new record; the rest is a tab's."""
        wanted = key.removeprefix(NEW)
        if key == "note":
            self.workspace.go.emit(Route("note"))
        elif key in OWNER_OF:
            self.tabs.set_current(OWNER_OF[key])
            self.tab.perform(key)
        elif self.tab_of(wanted):
            self.open(Route("district", part=wanted))
            if key != wanted:
                self.tab.create_new()
        else:
            self.tab.perform(key)
