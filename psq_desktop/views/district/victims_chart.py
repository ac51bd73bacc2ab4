"""Below the list of months: the wait, or the share of the content, month by month against the objective's target."""

from __future__ import annotations

import datetime as dt

from psq_desktop.charts.line import history
from psq_desktop.charts.series import Point, Series
from psq_desktop.charts.shapes import Measure, Picture
from psq_desktop.french import typeset
from psq_desktop.services.fieldwork.victim_rows import Aimed, VictimFigures, VictimRow
from psq_desktop.services.kinds import Direction, Period
from psq_desktop.services.periods import period_end
from psq_desktop.views.kit import Button, Card, CardHead, Chip, Chips, PictureView, boxed, column, pixels_per_point
from psq_desktop.views.screen import Route, Workspace

WAIT, CONTENT = "wait", "content"
_TITLES = {WAIT: "Attente moyenne, en minutes", CONTENT: "Part des personnes satisfaites"}
_LOWEST, _HIGHEST = 72.0, 150.0  # points
_ABOVE = 400.0  # points that cards and list want first


class MonthsCard(Card):
    """One of two curves; months with too few opinions have no point."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._found: VictimFigures | None = None
        self.chips = Chips((Chip(WAIT, "Attente"), Chip(CONTENT, "Satisfaction")), "Courbe")
        self.objective_button = Button("", "target-arrow", "link")
        self._head = CardHead(_TITLES[WAIT], "", self.objective_button, self.chips)
        self._chart = PictureView(self._draw, _LOWEST)
        super().__init__(self._head, boxed(column(self._chart, margins=(16, 8, 16, 6))))
        self.objective_button.hide()
        self.objective_button.clicked.connect(self._open_objective)
        self.chips.chosen.connect(self._redraw)

    def show_figures(self, found: VictimFigures) -> None:
        """Show these months."""
        self._found = found
        self.objective_button.setVisible(found.objective_id is not None)
        self.objective_button.set_text(f"Objectif {found.objective}")
        self._redraw()

    def set_room(self, height: int) -> None:
        """Take what a tab of ``height`` pixels leaves."""
        room = height / pixels_per_point()
        wanted = min(max(room - _ABOVE, _LOWEST), _HIGHEST)
        self._chart.set_picture(self._draw, wanted)

    @property
    def words(self) -> str:
        """The chart in words."""
        return self._chart.picture.alt

    def _redraw(self, *_chosen: object) -> None:
        self._head.set_title(_TITLES[self.chips.current])
        self._chart.set_picture(self._draw)

    def _open_objective(self) -> None:
        if self._found is not None:
            self._workspace.go.emit(Route("objectives", self._found.objective_id))

    def _draw(self, width: float, height: float, measure: Measure) -> Picture:
        return history(series(self._found, self.chips.current, self._workspace.today), width, height, measure=measure)


def series(found: VictimFigures | None, shown: str, today: dt.date) -> Series:
    """The chosen curve as charts know it."""
    months = found.months if found is not None else ()
    aimed = (found.wait if shown == WAIT else found.satisfaction) if found is not None else None
    return Series(
        typeset(_TITLES[shown]),
        today,
        tuple(_point(row, shown) for row in months),
        unit="min" if shown == WAIT else "%",
        direction=_direction(aimed),
        target=aimed.target if aimed is not None else None,
    )


def _point(row: VictimRow, shown: str) -> Point:
    share = None if row.share is None else round(100 * row.share)
    value = row.wait_minutes if shown == WAIT else share
    return Point(period_end(Period.MONTH, row.month), value, provisional=row.provisional)


def _direction(aimed: Aimed | None) -> Direction:
    if aimed is None or aimed.target is None:
        return Direction.NEUTRAL
    return Direction.UP if aimed.at_least else Direction.DOWN
