"""« Missions »: the list with its sheet, and under it who could be assigned to the chosen one."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop.services.reserves.mission_rows import MissionRow
from psq_desktop.views import theme
from psq_desktop.views.registers.tab import RegisterTab
from psq_desktop.views.reserves.missions_candidates import CandidatesCard
from psq_desktop.views.reserves.missions_coming import fill
from psq_desktop.views.reserves.missions_crew import Crew
from psq_desktop.views.reserves.missions_form import open_mission, open_new_mission
from psq_desktop.views.reserves.missions_register import in_order, register_of
from psq_desktop.views.screen import Workspace

_CANDIDATES_HEIGHT, _SHARE = 306.0, 0.52  # design pixels, or that much of a low window
_BARE = 400  # design pixels: below, the rows take the place of the names of their columns


class MissionsTab(RegisterTab):
    """One mission at a time is filled here."""

    help_page = "reserves"
    lowest_with_below = 0  # in a low window too: a mission is filled here

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        self.candidates = CandidatesCard(workspace)
        self.crew = Crew(workspace, self.candidates)
        super().__init__(workspace, register_of(self.crew), below=self.candidates, parent=parent)

    def _take_rows(self, rows: tuple[MissionRow, ...]) -> None:
        super()._take_rows(in_order(rows))

    def _show(self, found: MissionRow | None) -> None:
        super()._show(found)
        self.candidates.show_mission(found)

    def _open_form(self, found: MissionRow | None, values: dict[str, Any] | None) -> None:
        if found is not None:
            open_mission(self.workspace, found, self)
        else:
            open_new_mission(self.workspace, self, values).saved.connect(self._on_created)

    def perform(self, key: str) -> bool:
        verbs = {"new_mission": self.create_new, "fill_missions": self._fill}
        if key in verbs:
            verbs[key]()
        return key in verbs

    def _fill(self) -> None:
        fill(self.workspace, self.list.rows)

    def _fit(self) -> None:
        super()._fit()
        bare = self.height() < theme.px(_BARE)
        for table in (self.list.table, self.candidates.table):
            table.horizontalHeader().setVisible(not bare)
        self.candidates.setFixedHeight(min(theme.px(_CANDIDATES_HEIGHT), round(self.height() * _SHARE)))
