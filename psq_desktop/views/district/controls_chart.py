"""Below the list of controls: how many operations each quarter had, against the target of the objective."""

from __future__ import annotations

from psq_desktop.charts.columns import Counted, columns
from psq_desktop.charts.shapes import Measure, Picture
from psq_desktop.services import periods
from psq_desktop.services.fieldwork.control_rows import ControlFigures
from psq_desktop.services.kinds import Period
from psq_desktop.views.kit import Card, CardHead, PictureView, boxed, column, pixels_per_point

TITLE = "Opérations par trimestre"
_LOWEST, _HIGHEST = 84.0, 176.0  # points
_ABOVE = 340.0  # points that cards and list want first


class OperationsCard(Card):
    """The chart in its card; it is lower where the window is."""

    def __init__(self) -> None:
        self._found: ControlFigures | None = None
        self._head = CardHead(TITLE)
        self._chart = PictureView(self._draw, _LOWEST)
        super().__init__(self._head, boxed(column(self._chart, margins=(16, 8, 16, 6))))

    def show_figures(self, found: ControlFigures) -> None:
        """Show these quarters."""
        self._found = found
        target = found.operations.target if found.operations is not None else None
        told = [f"cible {target:.0f}" if target is not None else "", _source(found)]
        self._head.set_detail(" ; ".join(filter(None, told)))
        self._chart.set_picture(self._draw)

    def set_room(self, height: int) -> None:
        """Take what a tab of ``height`` pixels leaves."""
        wanted = min(max(height / pixels_per_point() - _ABOVE, _LOWEST), _HIGHEST)
        self._chart.set_picture(self._draw, wanted)

    @property
    def words(self) -> str:
        """The chart in words."""
        return self._chart.picture.alt

    def _draw(self, width: float, height: float, measure: Measure) -> Picture:
        found = self._found
        if found is None:
            return columns(TITLE, (), width, height, measure=measure)
        quarters = tuple(
            Counted(periods.label(Period.QUARTER, each.ends_on), each.done, each.planned) for each in found.quarters
        )
        target = found.operations.target if found.operations is not None else None
        return columns(TITLE, quarters, width, height, target=target, measure=measure)


def _source(found: ControlFigures) -> str:
    """Where the columns come from: the list above is not what they count."""
    if found.operations is None:
        return "contrôles saisis ici"
    return f"relevés de l’indicateur {found.objective}, à défaut contrôles saisis ici"
