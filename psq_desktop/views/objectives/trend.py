"""The last readings of an objective as a small line in a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from psq_desktop.charts.series import Point, Series
from psq_desktop.charts.shapes import Picture
from psq_desktop.charts.sparkline import sparkline
from psq_desktop.french import figure
from psq_desktop.services.kinds import Direction
from psq_desktop.services.steering.progress_rows import ObjectiveRow
from psq_desktop.views.kit import Place, paint_picture, pixels_per_point

_FIRST = date(2000, 1, 1)  # only the order of the values is known here: they stand one day apart
_HEIGHT = 16.0  # points


@dataclass(frozen=True, slots=True)
class TrendCell:
    """A sparkline; nothing when no value was ever reported."""

    values: tuple[float, ...]
    decimals: int
    direction: Direction

    @classmethod
    def of(cls, row: ObjectiveRow) -> TrendCell:
        """The trend of an objective's main indicator."""
        if row.figure is None:
            return cls((), 0, Direction.NEUTRAL)
        return cls(row.trend, row.figure.decimals, row.figure.direction)

    @property
    def text(self) -> str:
        """The values, oldest first."""
        return " ; ".join(figure(value, self.decimals) for value in self.values)

    @property
    def said(self) -> str:
        """The same as a sentence."""
        return f"Derniers relevés : {self.text}" if self.values else "Aucune valeur relevée"

    def paint(self, place: Place) -> None:
        """Paint it in the middle of the row."""
        if not self.values:
            return
        k = pixels_per_point()
        picture = _picture(self.values, self.direction, round(place.width / k, 1))
        paint_picture(place.painter, picture, place.left, place.middle - _HEIGHT * k / 2)


@lru_cache(maxsize=512)
def _picture(values: tuple[float, ...], direction: Direction, width: float) -> Picture:
    points = tuple(Point(_FIRST + timedelta(days=rank), value) for rank, value in enumerate(values))
    return sparkline(Series("", _FIRST, points, direction=direction), width, _HEIGHT)
