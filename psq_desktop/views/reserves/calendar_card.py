"""The card of the calendar: brushes, filters, the table of days; what is painted is written in one stroke."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from psq_desktop.services.kinds import Availability
from psq_desktop.services.reserves import availability, calendar, skills
from psq_desktop.services.reserves.calendar_rows import CalendarRow, CalendarRows
from psq_desktop.services.reserves.skills import SkillChoice
from psq_desktop.views.kit import TableCard, hairline
from psq_desktop.views.reserves.calendar_bar import CalendarBar
from psq_desktop.views.reserves.calendar_filters import Choices, Wanted, keep, searched, told
from psq_desktop.views.reserves.calendar_finding import FilterPopover
from psq_desktop.views.reserves.calendar_hours import DayHoursDialog
from psq_desktop.views.reserves.calendar_view import CalendarView, Cells
from psq_desktop.views.reserves.calendar_weekly import WeeklyDialog
from psq_desktop.views.reserves.calendar_words import KEYS, WEEK, first_day, painted_note
from psq_desktop.views.screen import Route, Workspace

FIRST_ROWS = 60


class CalendarCard(TableCard):
    """Who is there on which day. `loaded` when other rows have come."""

    loaded = Signal()

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.first = first_day(workspace.today)
        self.rows: CalendarRows | None = None
        self.wanted = Wanted()
        self._texts: tuple[str, ...] = ()
        self._skills: Choices = ((None, "Toutes les compétences"),)
        self._person: int | None = None  # to be put in hand
        self.bar = CalendarBar()
        self.view = CalendarView()
        self.view.setAccessibleDescription(KEYS)
        super().__init__(self.bar, hairline(), self.view, grow=2)
        self._connect()
        self._show_period()

    def _connect(self) -> None:
        view, bar = self.view, self.bar
        bar.brush_chosen.connect(self._on_brush)
        bar.turned.connect(self.turn)
        bar.today_wanted.connect(self.go_to_today)
        bar.weekly_wanted.connect(self.ask_weekly)
        bar.filters_wanted.connect(self.ask_filters)
        bar.filter.textChanged.connect(self._filter)
        view.painted.connect(self._on_painted)
        view.turned.connect(self.turn)
        view.weeks_changed.connect(self.reload)
        view.clear_requested.connect(self.clear_filters)
        view.hours_wanted.connect(self._ask_hours)
        view.person_wanted.connect(self._open_person)
        for key, slot in (("Shift+Left", self._back), ("Shift+Right", self._on), ("T", self.go_to_today)):
            shortcut = QShortcut(QKeySequence(key), view, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    # --- the period

    @property
    def last(self) -> dt.date:
        """The last day shown."""
        return self.first + self.view.weeks * WEEK - dt.timedelta(days=1)

    def reload(self) -> None:
        """Ask for the days again."""
        self._show_period()
        self._workspace.read(skills.search, then=self._take_skills)
        if self.rows is None:  # a screenful at once, whatever their number
            self._read(self._take_first, FIRST_ROWS)
        else:
            self._read(self._take)

    def _read(self, then: Callable[[CalendarRows], None], limit: int | None = None) -> None:
        today = self._workspace.today
        self._workspace.read(calendar.of_period, self.first, self.last, today, limit=limit, then=then)

    def turn(self, by: int) -> None:
        """Later (1) or earlier (-1) by what is shown."""
        self.show_from(self.first + by * self.view.weeks * WEEK)

    def go_to_today(self) -> None:
        """Begin with this week."""
        self.view.take_day(self._workspace.today)
        self.show_from(first_day(self._workspace.today))

    def show_from(self, first: dt.date) -> None:
        """Begin with another week."""
        if first != self.first:
            self.first = first
            self.reload()

    def _back(self) -> None:
        self.turn(-1)

    def _on(self) -> None:
        self.turn(1)

    def _show_period(self) -> None:
        self.bar.show_period(self.first, self.last)

    # --- rows

    def _take_skills(self, rows: tuple[SkillChoice, ...]) -> None:
        self._skills = ((None, "Toutes les compétences"), *((row.id, row.name) for row in rows))

    def _take_first(self, rows: CalendarRows) -> None:
        if len(rows.rows) < FIRST_ROWS:
            self._take(rows)  # that is everybody
        else:
            self.show_rows(rows)
            self._read(self._take)

    def _take(self, rows: CalendarRows) -> None:
        self.show_rows(rows)
        self.loaded.emit()

    def show_rows(self, rows: CalendarRows) -> None:
        """Show other rows, unless they are of another period than is asked for now."""
        if (rows.first, rows.last) != (self.first, self.last):
            return  # another period was asked for meanwhile
        self.rows, self._texts = rows, searched(rows)
        self._filter()
        if self._person is not None:
            self.view.take_person(self._person)
            self._person = None

    def _filter(self, _text: str = "") -> None:
        if self.rows is None:
            return
        text = self.bar.filter.text()
        shown = keep(self.rows, self._texts, self.wanted, text)
        filtered = bool(text) or self.wanted.count > 0
        self.view.set_rows(shown, self.rows.first, self.rows.last, self.rows.today, filtered=filtered)
        self.bar.show_filters(self.wanted.count, told(self.wanted, self._skills))

    def fit(self) -> None:
        """No taller than its rows."""
        self.setMaximumHeight(self.bar.sizeHint().height() + self.view.fitting_height() + 3)

    def want_person(self, reservist_id: int) -> None:
        """Put somebody's days in hand as soon as they are there."""
        self._person = reservist_id
        if self.rows is not None:
            self.clear_filters()
            self.view.take_person(reservist_id)

    # --- filters

    def ask_filters(self) -> None:
        """Open the panel of the filters."""
        popover = FilterPopover(self.wanted, self._skills, self._workspace.today, self.window())
        popover.changed.connect(self.want)
        popover.open_below(self.bar.filters_button)

    def want(self, wanted: Wanted) -> None:
        """Keep only these; a day asked for is shown."""
        self.wanted = wanted
        day = wanted.free_on
        if day is not None and not self.first <= day <= self.last:
            self.view.take_day(day)
            self.show_from(first_day(day))
        self._filter()

    def clear_filters(self) -> None:
        """Show everybody."""
        self.bar.filter.clear()
        self.want(Wanted())

    # --- what is said of days

    def _on_brush(self, state: Availability | None) -> None:
        self.view.brush = state

    def _on_painted(self, cells: Cells, state: Availability | None) -> None:
        note = painted_note(len(cells), len({key for key, _ in cells}), state)
        self._workspace.write(availability.paint, cells, state, note=note, unwritten=self.view.give_up_stroke)

    def _ask_hours(self, _reservist_id: int, day: dt.date) -> None:
        if self.view.person is not None:
            DayHoursDialog(self._workspace, self.view.person, day, self.window()).open()

    def ask_weekly(self) -> None:
        """Weekly patterns of whoever is in hand."""
        if self.view.person is not None:
            WeeklyDialog(self._workspace, self.view.person, self.window()).open()

    def _open_person(self, reservist_id: int) -> None:
        self._workspace.go.emit(Route("reserves", reservist_id, "roster"))

    @property
    def chosen_people(self) -> tuple[CalendarRow, ...]:
        """The reservists of whom something is selected."""
        return self.view.chosen_people
