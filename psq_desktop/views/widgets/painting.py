"""How each kind of cell is painted. Fonts, measures and shortened texts come ready from the theme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from psq_desktop.french import typeset
from psq_desktop.views import icons, theme
from psq_desktop.views.tokens import TONES, Token
from psq_desktop.views.widgets.avatar import paint_avatar
from psq_desktop.views.widgets.badge import paint_badge
from psq_desktop.views.widgets.bars import paint_bar
from psq_desktop.views.widgets.cells import (
    AvatarText,
    BadgeCell,
    Badges,
    BarCell,
    Dots,
    IconCell,
    Text,
    TwoLines,
)

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_QUIET_SOFTS = {"accent_soft", "info_soft", "neutral_soft"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell is painted: the whole cell, then what is left inside its padding."""

    painter: QPainter
    area: QRectF
    selected: bool
    right: bool = False

    @property
    def left(self) -> float:
        """Left edge of the content."""
        return self.area.left() + theme.px(10)

    @property
    def width(self) -> float:
        """Width of the content."""
        return self.area.width() - theme.px(18)

    @property
    def middle(self) -> float:
        """Vertical middle of the row, above its hairline."""
        return self.area.center().y()

    def fill(self, tone_soft: Token) -> QColor:
        """A badge's ground: on a selected row the quiet ones take the surface's colour, or they would vanish."""
        swap = self.selected and tone_soft in _QUIET_SOFTS
        return theme.color("surface" if swap else tone_soft)

    def words(self, text: str, points: float, weight: int, tone: Token, at: QRectF | None = None) -> None:
        """One line of words, shortened to the room."""
        box = at or QRectF(self.left, self.area.top(), self.width, self.area.height() - 1)
        self.painter.setFont(theme.font(points, weight))
        self.painter.setPen(theme.color(tone))
        side = Qt.AlignmentFlag.AlignRight if self.right else Qt.AlignmentFlag.AlignLeft
        self.painter.drawText(box, int(side | _MIDDLE), theme.elided(text, box.width(), points, weight))


def _text(place: Place, cell: Text) -> None:
    text = typeset(cell.text)
    if cell.lines == 1 or theme.metrics(cell.size, cell.weight).horizontalAdvance(text) <= place.width:
        place.words(text, cell.size, cell.weight, cell.tone)
        return
    first, rest = _split(text, cell.size, cell.weight, place.width)
    tall = theme.metrics(cell.size, cell.weight).height()
    top = place.middle - tall
    place.words(first, cell.size, cell.weight, cell.tone, QRectF(place.left, top, place.width, tall))
    place.words(rest, cell.size, cell.weight, cell.tone, QRectF(place.left, top + tall - 1, place.width, tall))


def _split(text: str, points: float, weight: int, width: float) -> tuple[str, str]:
    """What fits on the first line, and the rest."""
    metrics = theme.metrics(points, weight)
    parts = text.split(" ")
    taken = 1
    while taken < len(parts) and metrics.horizontalAdvance(" ".join(parts[: taken + 1])) <= width:
        taken += 1
    return " ".join(parts[:taken]), " ".join(parts[taken:])


def _two_lines(place: Place, cell: TwoLines) -> None:
    tall = place.area.height()
    upper = QRectF(place.left, place.area.top() + tall * 0.10, place.width, tall * 0.46)
    lower = QRectF(place.left, place.area.top() + tall * 0.50, place.width, tall * 0.40)
    place.words(typeset(cell.text), 10, cell.weight, "text", upper)
    place.words(typeset(cell.sub), 8.5, 400, cell.tone, lower)


def _badge(place: Place, cell: BadgeCell) -> None:
    soft = place.fill(TONES[cell.tone].soft)
    paint_badge(place.painter, place.left, place.middle, typeset(cell.text), cell.icon, cell.tone, fill=soft)


def _badges(place: Place, cell: Badges) -> None:
    left = place.left
    for each in cell.badges:
        soft = place.fill(TONES[each.tone].soft)
        left += paint_badge(
            place.painter, left, place.middle, typeset(each.text), each.icon, each.tone,
            height=20, points=8.5, fill=soft,
        ) + theme.px(4)  # fmt: skip


def _avatar_text(place: Place, cell: AvatarText) -> None:
    side = theme.px(24)
    paint_avatar(place.painter, place.left, place.middle - side / 2, side, cell.acronym, square=cell.square)
    taken = side + theme.px(8)
    box = QRectF(place.left + taken, place.area.top(), place.width - taken, place.area.height() - 1)
    place.words(typeset(cell.text), 10, 400, "text", box)


def _bar(place: Place, cell: BarCell) -> None:
    wide, tall = theme.px(cell.text_width), theme.px(6)
    gap = theme.px(6)
    area, top = place.area, place.middle - tall / 2
    if cell.text_first:
        box = QRectF(place.left, area.top(), wide, area.height() - 1)
        bar = QRectF(place.left + wide, top, place.width - wide, tall)
    else:
        box = QRectF(area.right() - theme.px(8) - wide, area.top(), wide, area.height() - 1)
        bar = QRectF(place.left, top, place.width - wide - gap, tall)
    paint_bar(place.painter, bar, cell.value, cell.tone, cell.mark)
    figure = Place(place.painter, area, place.selected, right=not cell.text_first)
    figure.words(typeset(cell.text), 9.5, 600, "text", box)


def _dots(place: Place, cell: Dots) -> None:
    side, step = theme.px(15), theme.px(17)
    for rank, dot in enumerate(cell.dots):
        drawing = icons.painted(dot.icon, theme.color(dot.tone), side)
        place.painter.drawPixmap(QPointF(place.left + rank * step, place.middle - side / 2), drawing)


def _icon(place: Place, cell: IconCell) -> None:
    side = theme.px(17)
    drawing = icons.painted(cell.icon, theme.color(cell.tone), side)
    place.painter.drawPixmap(QPointF(place.left, place.middle - side / 2), drawing)


_PAINTERS: dict[type, Callable[[Place, Any], None]] = {
    Text: _text,
    TwoLines: _two_lines,
    BadgeCell: _badge,
    Badges: _badges,
    AvatarText: _avatar_text,
    BarCell: _bar,
    Dots: _dots,
    IconCell: _icon,
}


def paint_cell(place: Place, cell: Any) -> None:
    """Paint any cell; one that is not of the kit paints itself."""
    painter = _PAINTERS.get(type(cell))
    if painter is not None:
        painter(place, cell)
    else:
        cell.paint(place)


def paint_group(painter: QPainter, area: QRectF, title: str, sub: str, folded: bool) -> None:
    """Paint a group head across the table."""
    painter.fillRect(area, theme.color("surface2"))
    side = theme.px(15)
    left = area.left() + theme.px(10)
    arrow = icons.pixmap("chevron-right" if folded else "chevron-down", "text2", 15)
    painter.drawPixmap(QPointF(left, area.center().y() - side / 2), arrow)
    left += theme.px(20)
    room = area.right() - left - theme.px(8)
    place = Place(painter, area, selected=False)
    place.words(title, 9.5, 700, "text", QRectF(left, area.top(), room, area.height() - 1))
    taken = theme.metrics(9.5, 700).horizontalAdvance(title) + theme.px(10)
    if taken < room:
        place.words(sub, 9, 400, "text2", QRectF(left + taken, area.top(), room - taken, area.height() - 1))
