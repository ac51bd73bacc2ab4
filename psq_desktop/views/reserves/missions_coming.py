"""« Missions à venir » under the calendar: what is needed, who is on it, who could be."""

from __future__ import annotations

from PySide6.QtCore import Signal

from psq_desktop.services.kinds import MissionState
from psq_desktop.services.reserves import missions, proposals
from psq_desktop.services.reserves.mission_rows import MissionRow
from psq_desktop.views.kit import Button, CardHead, RowsModel, TableCard, TableView, hairline
from psq_desktop.views.reserves.missions_columns import COMING
from psq_desktop.views.reserves.missions_words import coming_words, filled_words
from psq_desktop.views.screen import Route, Workspace

ROW_HEIGHT = 39.0
FILL = "Affecter automatiquement"


def fill(workspace: Workspace, rows: tuple[MissionRow, ...]) -> bool:
    """Assign whoever is free and fit to all these missions, in one step; whether there is anything to fill."""
    ids = tuple(row.id for row in rows if row.state is MissionState.TO_FILL)
    if ids:
        workspace.write(proposals.fill, ids, workspace.today, note=filled_words)
    return bool(ids)


class ComingCard(TableCard):
    """The missions to come; Entrée or a double click opens one."""

    loaded = Signal()

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.rows: tuple[MissionRow, ...] = ()
        self.fill_button = Button(FILL, "wand", "ghost", tip="Proposer quelqu’un de libre et d’apte à chaque poste")
        self.fill_button.clicked.connect(self.fill)
        self.head = CardHead("Missions à venir", "", self.fill_button)
        self.table = TableView(RowsModel(COMING), "Missions à venir", row_height=ROW_HEIGHT)
        self.table.row_activated.connect(self._open)
        super().__init__(self.head, hairline(), self.table, grow=2)

    def reload(self) -> None:
        """Ask for the missions again."""
        self._workspace.read(missions.search, self._workspace.today, coming=True, then=self._take)

    def _take(self, rows: tuple[MissionRow, ...]) -> None:
        self.rows = rows
        self.head.set_detail(coming_words(rows))
        self.table.set_rows(rows, empty="Aucune mission prévue. « Nouvelle mission » en ajoute une.")
        self.fill_button.setEnabled(any(row.free for row in rows))
        self.loaded.emit()

    def fill(self) -> None:
        """Assign whoever is fit and free, to all the missions shown, in one step."""
        fill(self._workspace, self.rows)

    def _open(self, row: MissionRow) -> None:
        self._workspace.go.emit(Route("reserves", row.id, "missions"))
