"""Fields that read dates and durations the way people type them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Day  # noqa: N812 - the field has a property « date »
from datetime import time as Hour  # noqa: N812 - likewise

from PySide6.QtCore import QDate, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QWidget

from psq_desktop import french
from psq_desktop.views import icons, theme
from psq_desktop.views.widgets.fields import CheckedField
from psq_desktop.views.widgets.layouts import column


class MinutesField(CheckedField):
    """A duration: « 20 », « 20 min », « 1 h 30 ». ↑ and ↓ change it by five minutes."""

    complaint = "Durée attendue en minutes, par exemple « 20 » ou « 1 h 30 »."

    def __init__(self, name: str, minutes: int | None = None, width: float = 78, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        if width:
            theme.fix_width(self, width)
        self.set_minutes(minutes)

    @property
    def minutes(self) -> int | None:
        """The duration."""
        return self._value if isinstance(self._value, int) else None

    def set_minutes(self, minutes: int | None) -> None:
        """Show a duration without a signal."""
        self._assign(minutes)

    def read(self, text: str) -> int | None:
        found = french.parse_minutes(text)
        return found if found is not None and found <= 600 else None

    def written(self, value: object) -> str:
        return f"{value}{french.NBSP}min"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 5, Qt.Key.Key_Down: -5}.get(Qt.Key(event.key()))
        if step is None or self.minutes is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        self._assign(min(max(self.minutes + step, 0), 600))
        self.changed.emit(self.minutes)


class TimeField(CheckedField):
    """An hour: « 9 h 30 », « 9h30 », « 930 », « 14 h »."""

    complaint = "Heure illisible. Écrivez par exemple « 9 h 30 » ou « 14h »."

    def __init__(self, name: str, value: Hour | None = None, width: float = 88, parent: QWidget | None = None) -> None:
        super().__init__(name, "9 h 30", parent)
        if width:
            theme.fix_width(self, width)
        self.set_time(value)

    @property
    def time(self) -> Hour | None:
        """The hour."""
        return self._value if isinstance(self._value, Hour) else None

    def set_time(self, value: Hour | None) -> None:
        """Show an hour without a signal."""
        self._assign(value)

    def read(self, text: str) -> Hour | None:
        return french.parse_time(text)

    def written(self, value: object) -> str:
        assert isinstance(value, Hour)
        return french.time_text(value)


class DateField(CheckedField):
    """A date as people type it (`french.parse_date`), or picked in a calendar."""

    complaint = "Date illisible. Écrivez par exemple « 15/12 », « 15 déc » ou « vendredi »."

    def __init__(
        self,
        name: str,
        value: Day | None = None,
        *,
        today: Callable[[], Day] = Day.today,
        width: float = 148,
        parent: QWidget | None = None,
    ) -> None:
        self._calendar_action: QAction | None = None
        super().__init__(name, "15/12, +7j…", parent)
        self._today = today
        self._calendar_action = self.addAction(icons.icon("calendar"), QLineEdit.ActionPosition.TrailingPosition)
        self._calendar_action.setText("Ouvrir le calendrier")
        self._calendar_action.setToolTip("Ouvrir le calendrier  (Alt+↓)")
        self._calendar_action.triggered.connect(self.open_calendar)
        if width:
            theme.fix_width(self, width)
        self.set_date(value)

    @property
    def date(self) -> Day | None:
        """The date."""
        return self._value if isinstance(self._value, Day) else None

    def set_date(self, value: Day | None) -> None:
        """Show a date without a signal."""
        self._assign(value)

    def read(self, text: str) -> Day | None:
        return french.parse_date(text, self._today())

    def written(self, value: object) -> str:
        assert isinstance(value, Day)
        return french.date_digits(value)

    def restyle(self) -> None:
        super().restyle()
        if self._calendar_action is not None:
            self._calendar_action.setIcon(icons.icon("calendar"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Show the calendar under the field."""
        popup = CalendarPopup(self.date or self._today(), self)
        popup.picked.connect(self._on_picked)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()

    def _on_picked(self, value: Day) -> None:
        changed = value != self._value
        self._assign(value)
        self.setFocus()
        if changed:
            self.changed.emit(value)


class CalendarPopup(QFrame):
    """A month to pick a day in; freed when closed."""

    picked = Signal(object)

    def __init__(self, shown: Day, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popup")
        self._calendar = QCalendarWidget()
        self._calendar.setLocale(QLocale(QLocale.Language.French, QLocale.Country.France))
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._calendar.setAccessibleName("Calendrier")
        self._dress()
        self._calendar.clicked.connect(self._on_day)
        self._calendar.activated.connect(self._on_day)
        self.setLayout(column(self._calendar, margins=(4, 4, 4, 4)))
        self._calendar.setFocus()

    def _dress(self) -> None:
        """Qt paints week ends red and its arrows black: give them the theme's colours."""
        words = QTextCharFormat()
        words.setForeground(theme.color("text2"))
        self._calendar.setHeaderTextFormat(words)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(day, words)
        arrows = {"prevmonth": ("chevron-left", "Mois précédent"), "nextmonth": ("chevron-right", "Mois suivant")}
        for button in self._calendar.findChildren(QToolButton):
            icon, name = arrows.get(button.objectName().removeprefix("qt_calendar_"), ("", ""))
            if icon:
                button.setIcon(icons.icon(icon))
                button.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(260))

    def _on_day(self, day: QDate) -> None:
        self.picked.emit(Day(day.year(), day.month(), day.day()))
        self.close()
