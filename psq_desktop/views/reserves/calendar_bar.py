"""Above the calendar: the brushes that say what its signs mean, filters, and the way from period to period."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from psq_desktop.french import typeset
from psq_desktop.services.kinds import Availability
from psq_desktop.views import theme
from psq_desktop.views.kit import STRETCH, Badge, Button, FilterField, IconButton, Label, Themed, row
from psq_desktop.views.reserves.calendar_delegate import LOOKS, MISSION
from psq_desktop.views.reserves.calendar_words import brief_period, period_text
from psq_desktop.views.tokens import Tone
from psq_desktop.views.widgets.badge import badge_width, paint_badge
from psq_desktop.views.widgets.buttons import PushButton
from psq_desktop.views.widgets.tips import plain
from psq_desktop.wording import word

# Design pixels from which on: the weekly patterns' button has words; the signs have words. And the least.
_ROOMY, _WORDY, _LEAST = 1250.0, 1010.0, 700.0
_KEYS = {Availability.AVAILABLE: "D", Availability.UNAVAILABLE: "I", None: "Suppr"}
_NOTHING, _MISSION = "Vide", "En mission"


class Brush(Themed, PushButton):
    """A sign of the legend that a drag paints with, once chosen."""

    def __init__(self, state: Availability | None, text: str, icon: str = "", tone: Tone = "neutral") -> None:
        super().__init__()
        self.state, self._whole, self._icon, self._tone = state, typeset(text), icon, tone
        self._text = self._whole
        self.setProperty("kind", "bare")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(typeset(f"Peindre : {text.lower()}"))
        self.setToolTip(
            plain(typeset(f"Glisser peint « {text.lower()} »  ({_KEYS[state]} sur ce qui est sélectionné)"))
        )
        self.restyle()

    def set_wordy(self, on: bool) -> None:
        """Say its words; without room for them, its icon says it."""
        self._text = self._whole if on or not self._icon else ""
        self.restyle()

    def sizeHint(self) -> QSize:
        return QSize(int(badge_width(self._text, self._icon)) + 9, theme.px(30))

    def restyle(self) -> None:
        self.setFixedSize(self.sizeHint())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        wide = paint_badge(painter, 4, middle, self._text, self._icon, self._tone)
        if self.isChecked() or self.hasFocus():
            tall = theme.px(22) + 6
            painter.setPen(QPen(theme.color("focus" if self.hasFocus() else "accent"), 2 if self.hasFocus() else 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(1.5, middle - tall / 2, wide + 5, tall), tall / 2, tall / 2)


class CalendarBar(Themed, QWidget):
    """Brushes, filters, period."""

    brush_chosen = Signal(object)  # Availability or None
    turned = Signal(int)  # periods
    today_wanted = Signal()
    weekly_wanted = Signal()
    filters_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.filter = FilterField("Filtrer les réservistes", 96)
        self.filters_button = IconButton("adjustments", "Filtres : réserve, compétence, libres un jour", checkable=True)
        self.filters_button.clicked.connect(self._on_filters)
        self.weekly_button = Button("Chaque semaine…", "repeat", "ghost", tip="Ce qui revient chaque semaine")
        self.weekly_button.clicked.connect(self.weekly_wanted)
        self.weekly_icon = IconButton("repeat", "Chaque semaine…")
        self.weekly_icon.clicked.connect(self.weekly_wanted)
        self._period = Label("", 10, 600)
        self._period.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.previous_button = IconButton("chevron-left", "Période précédente", shortcut="Maj+←")
        self.next_button = IconButton("chevron-right", "Période suivante", shortcut="Maj+→")
        self.today_button = Button("Aujourd’hui", tip="Revenir à cette semaine", shortcut="T")
        self.previous_button.clicked.connect(self._back)
        self.next_button.clicked.connect(self._on)
        self.today_button.clicked.connect(self.today_wanted)
        self.brushes = QButtonGroup(self)
        self.mission = Badge(_MISSION, *MISSION)
        self._days = (dt.date.min, dt.date.min)
        self.setLayout(self._lay())
        self.brushes.buttonClicked.connect(self._on_brush)

    def _lay(self) -> QHBoxLayout:
        made = [Brush(state, word(state), *look) for state, look in LOOKS.items()]
        made.append(Brush(None, _NOTHING))
        for each in made:
            self.brushes.addButton(each)
        made[0].setChecked(True)
        self.mission.setToolTip("Quelqu’un est affecté à une mission ce jour-là")
        tools = (self.filter, self.filters_button, self.weekly_button, self.weekly_icon)
        period = (self.previous_button, self._period, self.next_button, self.today_button)
        signs = (*made[:2], self.mission, made[2])
        return row(*signs, STRETCH, *tools, *period, spacing=6, margins=(11, 8, 10, 8))

    def show_period(self, first: dt.date, last: dt.date) -> None:
        """Say which days are shown."""
        self._days = (first, last)
        roomy = self.width() >= theme.px(_WORDY)
        self._period.setText(period_text(first, last) if roomy else brief_period(first, last))
        self._period.setAccessibleName(period_text(first, last))
        self._period.setToolTip(period_text(first, last))

    def show_filters(self, count: int, words: str) -> None:
        """Say which filters are in force."""
        self.filters_button.setChecked(count > 0)
        self.filters_button.set_tip(f"Filtres : {words}" if count else "Filtres : réserve, compétence, libres un jour")

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        """Words where there is room for them."""
        roomy, wordy = (self.width() >= theme.px(least) for least in (_ROOMY, _WORDY))
        self.weekly_button.setVisible(roomy)
        self.weekly_icon.setVisible(not roomy)
        for brush in self.brushes.buttons():
            if isinstance(brush, Brush):
                brush.set_wordy(wordy)
        self.mission.set_state(_MISSION if wordy else "", *MISSION)
        self.mission.setAccessibleName(_MISSION)
        self.show_period(*self._days)

    def _on_brush(self, brush: Brush) -> None:
        self.brush_chosen.emit(brush.state)

    def _on_filters(self) -> None:
        self.filters_button.setChecked(False)  # it shows what is in force, not that it was pressed
        self.filters_wanted.emit()

    def _back(self) -> None:
        self.turned.emit(-1)

    def _on(self) -> None:
        self.turned.emit(1)
