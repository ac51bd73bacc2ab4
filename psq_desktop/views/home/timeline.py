"""The next six weeks on one line: marks as badges in lanes that never overlap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from psq_desktop import french
from psq_desktop.services.home import TIMELINE, TimelineMark
from psq_desktop.views import theme
from psq_desktop.views.kit import Themed
from psq_desktop.views.tokens import Tone
from psq_desktop.views.widgets.badge import badge_width, paint_badge
from psq_desktop.views.widgets.tips import plain

WEEKS = TIMELINE.days // 7
_EDGE, _AXIS, _FIRST, _LANE = 16, 26, 36, 24  # design pixels
_HEIGHT, _POINTS = 20, 8.5
_GAP = 6

_MANY = ("decision", "objective", "milestone")  # what gives way when room is short

# icon, tone, words on the badge, words in full; {label} and {day} are filled in
MARKS: dict[str, tuple[str, Tone, str, str]] = {
    "today": ("calendar", "neutral", "Aujourd’hui", "aujourd’hui, {day}"),
    "summons": ("send", "warning", "Convocations", "convocations à envoyer avant le {day}"),
    "meeting": ("calendar-event", "accent", "Séance n° {label}", "séance n° {label} le {day}"),
    "decision": ("gavel", "neutral", "{label}", "échéance de {label} le {day}"),
    "objective": ("target-arrow", "neutral", "Objectif {label}", "échéance de l’objectif {label} le {day}"),
    "ceiling": ("hourglass", "danger", "Plafond {label}", "plafond de jours de {label} atteint le {day}"),
    "outreach": ("speakerphone", "info", "{label}", "{label} le {day}"),
    "milestone": ("flag", "neutral", "Jalon {label}", "jalon de l’objectif {label} le {day}"),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark and where its badge stands; without a lane it is only a dot."""

    mark: TimelineMark
    x: float  # of the dot
    left: float  # of the badge
    width: float
    lane: int | None


def badge_words(mark: TimelineMark) -> str:
    """What the badge says."""
    return french.typeset(MARKS[mark.code][2].format(label=mark.label))


def full_words(mark: TimelineMark) -> str:
    """The mark in words, with its day."""
    day = french.date_long(mark.on, year=False)
    return french.typeset(MARKS[mark.code][3].format(label=mark.label, day=day))


def place(
    marks: tuple[TimelineMark, ...],
    lanes: int,
    x_of: Callable[[TimelineMark], float],
    width_of: Callable[[TimelineMark], float],
    right: float,
    gap: float,
) -> tuple[Placed, ...]:
    """Each mark in the first lane with room, the most important marks first; never beyond ``right``."""
    order = list(MARKS)
    taken: list[list[tuple[float, float]]] = [[] for _ in range(lanes)]
    placed: dict[int, Placed] = {}
    important = sorted(
        range(len(marks)), key=lambda i: (marks[i].code in _MANY, marks[i].on, order.index(marks[i].code))
    )
    for rank in important:
        mark = marks[rank]
        x, width = x_of(mark), width_of(mark)
        left = min(x - 5, right - width)
        free = (
            lane
            for lane, spans in enumerate(taken)
            if all(left > end + gap or left + width + gap < start for start, end in spans)
        )
        lane = next(free, None)
        if lane is not None:
            taken[lane].append((left, left + width))
        placed[rank] = Placed(mark, x, left, width, lane)
    return tuple(placed[rank] for rank in range(len(marks)))


class Timeline(Themed, QWidget):
    """Painted; its description names every mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._start = dt.date.min
        self._marks: tuple[TimelineMark, ...] = ()
        self._placed: tuple[Placed, ...] = ()
        self.setAccessibleName("Échéances des six prochaines semaines")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_marks(self, start: dt.date, marks: tuple[TimelineMark, ...]) -> None:
        """Show other marks, from a day on."""
        self._start, self._marks = start, marks
        self.setAccessibleDescription(" ; ".join(full_words(mark) for mark in marks))
        self._arrange()

    @property
    def placed(self) -> tuple[Placed, ...]:
        """Where the marks stand now."""
        return self._placed

    def sizeHint(self) -> QSize:
        return QSize(600, theme.px(_FIRST + 3 * _LANE))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, theme.px(_FIRST + 2 * _LANE + 2))

    def restyle(self) -> None:
        self.updateGeometry()
        if hasattr(self, "_marks"):
            self._arrange()

    def resizeEvent(self, event: object) -> None:
        self._arrange()

    @property
    def _week(self) -> float:
        return (self.width() - 2 * theme.px(_EDGE)) / WEEKS

    def _x(self, mark: TimelineMark) -> float:
        # In the middle of its day, so that the first day does not stand on the edge.
        return theme.px(_EDGE) + ((mark.on - self._start).days + 0.5) * self._week / 7

    def _width(self, mark: TimelineMark) -> float:
        return badge_width(badge_words(mark), MARKS[mark.code][0], _HEIGHT, _POINTS)

    def _arrange(self) -> None:
        lanes = max(2, (self.height() - theme.px(_FIRST)) // theme.px(_LANE))
        right = self.width() - theme.px(4)
        self._placed = place(self._marks, lanes, self._x, self._width, right, theme.px(_GAP))
        self.update()

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_weeks(painter)
        axis, edge = theme.px(_AXIS), theme.px(_EDGE)
        painter.setPen(QPen(theme.color("border" if theme.current().name == "contrast" else "bar_track"), 3))
        painter.drawLine(QPointF(edge, axis), QPointF(self.width() - edge, axis))
        painter.setPen(QPen(theme.color("focus" if theme.is_dark() else "accent"), 3))
        painter.drawLine(QPointF(edge, axis), QPointF(edge + self._week / 14, axis))
        for each in self._placed:
            self._paint_mark(painter, each, axis)

    def _paint_weeks(self, painter: QPainter) -> None:
        painter.setFont(theme.font(8.5))
        edge, week = theme.px(_EDGE), self._week
        for rank in range(WEEKS):
            left = edge + rank * week
            if rank:
                painter.setPen(QPen(theme.color("border"), 1))
                painter.drawLine(QPointF(left - 4, 4), QPointF(left - 4, self.height() - 8))
            painter.setPen(theme.color("text3"))
            words = french.date_short(self._start + dt.timedelta(weeks=rank), year=False)
            painter.drawText(QRectF(left, 0, week, theme.px(18)), int(Qt.AlignmentFlag.AlignVCenter), words)

    @staticmethod
    def _paint_mark(painter: QPainter, placed: Placed, axis: float) -> None:
        icon, tone, _, _ = MARKS[placed.mark.code]
        painter.setPen(QPen(theme.color("surface"), 2))
        painter.setBrush(theme.tone_bar(tone))
        painter.drawEllipse(QPointF(placed.x, axis), 5.5, 5.5)
        if placed.lane is not None:
            middle = theme.px(_FIRST) + placed.lane * theme.px(_LANE) + theme.px(_HEIGHT) / 2
            words = badge_words(placed.mark)
            paint_badge(painter, placed.left, middle, words, icon, tone, height=_HEIGHT, points=_POINTS)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain(self.words_at(event.pos().x(), event.pos().y())), self)
            return True
        return super().event(event)

    def words_at(self, x: float, y: float) -> str:
        """The marks under the pointer: their dots, or a badge."""
        lane = int((y - theme.px(_FIRST)) // theme.px(_LANE)) if y >= theme.px(_FIRST) else None
        if lane is None:
            found = [p for p in self._placed if abs(p.x - x) <= theme.px(8)]
        else:
            found = [p for p in self._placed if p.lane == lane and p.left <= x <= p.left + p.width]
        return "\n".join(full_words(each.mark) for each in found)
