"""The calendar: what its cells say, what a stroke writes, which reservists its filters keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from psq_desktop.services import history
from psq_desktop.services.kinds import Availability, ReserveCategory, ReservistState
from psq_desktop.services.reserves import availability
from psq_desktop.services.reserves.calendar_rows import CalendarRow, CalendarRows, DayMark
from psq_desktop.views import theme
from psq_desktop.views.reserves.calendar_card import CalendarCard
from psq_desktop.views.reserves.calendar_filters import Wanted, keep, searched
from psq_desktop.views.reserves.calendar_hours import DayHoursDialog
from psq_desktop.views.reserves.calendar_weekly import WeeklyDialog
from psq_desktop.views.reserves.calendar_words import burden, burden_tone, cell_said, painted_note, period_text
from psq_desktop.views.screen import Workspace
from psq_desktop.views.tasks import Tasks

AVAILABLE, UNAVAILABLE = Availability.AVAILABLE, Availability.UNAVAILABLE
MONDAY, THURSDAY = dt.date(2026, 11, 16), dt.date(2026, 11, 19)
FREE, AWAY = DayMark(AVAILABLE), DayMark(UNAVAILABLE)
BUSY = DayMark(AVAILABLE, mission="Marché")


def person(key: int, *marks: DayMark | None, days: int = 10, ceiling: int | None = 150) -> CalendarRow:
    category = ReserveCategory.CITIZEN if ceiling is None else ReserveCategory.OPERATIONAL
    return CalendarRow(
        key, f"RO-{key:02d}", "D••••••• M.", category, ReservistState.ACTIVE, "Médiation", days, ceiling, 18 * 60,
        False, False, frozenset({key}), ("Accueil",), marks,
    )  # fmt: skip


def spaced(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def rows_of(*rows: CalendarRow) -> CalendarRows:
    return CalendarRows(MONDAY, MONDAY + dt.timedelta(days=len(rows[0].marks) - 1), MONDAY, rows)


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (None, "RO-01, jeudi 19 novembre, non renseigné"),
        (DayMark(None, mission="Marché"), "RO-01, jeudi 19 novembre, en mission : Marché"),
        (BUSY, "RO-01, jeudi 19 novembre, en mission : Marché ; disponible"),
        (DayMark(UNAVAILABLE, weekly=True), "RO-01, jeudi 19 novembre, indisponible, chaque semaine"),
        (DayMark(AVAILABLE, "9 h 00 – 12 h 00"), "RO-01, jeudi 19 novembre, disponible, 9 h 00 – 12 h 00"),
    ],
)
def test_a_cell_says_its_code_its_day_and_its_state_and_no_name(mark: DayMark | None, said: str) -> None:
    assert spaced(cell_said(person(1), THURSDAY, mark)) == said


def test_a_period_names_what_its_ends_share_once() -> None:
    day = dt.date
    assert spaced(period_text(MONDAY, day(2026, 12, 6))) == "16 novembre – 6 décembre 2026"
    assert spaced(period_text(day(2026, 12, 28), day(2027, 1, 17))) == "28 décembre 2026 – 17 janvier 2027"
    assert spaced(period_text(day(2026, 12, 1), day(2026, 12, 21))) == "1er – 21 décembre 2026"


def test_days_stand_against_the_ceiling_and_a_citizen_has_hours() -> None:
    assert [burden_tone(person(1, days=days)) for days in (10, 118, 140)] == ["accent", "warning", "danger"]
    assert burden(person(1, ceiling=None)).split() == ["18", "h", "ce", "trimestre"]


def test_a_stroke_is_told_in_words() -> None:
    assert spaced(painted_note(6, 2, AVAILABLE)) == "6 jours de 2 réservistes : disponible"
    assert spaced(painted_note(1, 1, None)) == "1 jour : effacé"


@pytest.mark.parametrize(
    ("wanted", "text", "kept"),
    [
        (Wanted(), "", [1, 2, 3]),
        (Wanted(), "ro-02", [2]),
        (Wanted(), "accueil", [1, 2, 3]),
        (Wanted(few_days=True), "", [1, 3]),
        (Wanted(skill_id=3), "", [3]),
        (Wanted(category=ReserveCategory.CITIZEN), "", [3]),
        (Wanted(free_on=MONDAY), "", [1]),
        (Wanted(free_on=MONDAY + dt.timedelta(days=400)), "", []),
    ],
)
def test_filters_keep_who_is_wanted(wanted: Wanted, text: str, kept: list[int]) -> None:
    rows = rows_of(person(1, FREE, AWAY), person(2, BUSY, None, days=120), person(3, None, FREE, ceiling=None))
    assert [row.id for row in keep(rows, searched(rows), wanted, text)] == kept


class Painter:
    """The card of the calendar on the demonstration, with a mouse and keys."""

    def __init__(self, card: CalendarCard, workspace: Workspace) -> None:
        self.card, self.view, self.workspace = card, card.view, workspace

    @property
    def tasks(self) -> Tasks:
        return self.workspace.tasks

    def spot(self, row: int, column: int) -> QPoint:
        return self.view.visualRect(self.view.calendar.index(row, column)).center()

    def drag(self, *way: tuple[int, int]) -> None:
        ground = self.view.viewport()
        QTest.mousePress(ground, Qt.MouseButton.LeftButton, pos=self.spot(*way[0]))
        for each in way[1:]:
            QTest.mouseMove(ground, self.spot(*each))
        QTest.mouseRelease(ground, Qt.MouseButton.LeftButton, pos=self.spot(*way[-1]))
        self.settle()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.view, key)
        self.settle()

    def settle(self) -> None:
        self.tasks.drain()
        self.card.reload()
        self.tasks.drain()

    def said(self, row: int, *columns: int) -> list[Availability | None]:
        """What the base says, not the screen."""
        first = self.card.first
        key = self.view.calendar.rows[row].id
        found = self.tasks.store.read(availability.of_period, first, self.card.last)[key]
        return [None if found[column] is None else found[column].state for column in columns]


@pytest.fixture
def painter(workspace: Workspace, show: Callable[[QWidget, int, int], None]) -> Painter:
    card = CalendarCard(workspace)
    show(card, 1275, 420)
    made = Painter(card, workspace)
    made.settle()
    return made


def test_a_drag_paints_a_rectangle_in_one_step_that_one_undo_takes_back(painter: Painter) -> None:
    cells = [(row, column) for row in (0, 1) for column in (12, 13)]
    before = [painter.said(*cell) for cell in cells]
    steps = len(painter.tasks.store.read(history.changes, 500))
    painter.view.brush = UNAVAILABLE
    painter.drag((0, 12), (0, 13), (1, 13))
    assert [painter.said(*cell) for cell in cells] == [[UNAVAILABLE]] * 4
    found = painter.tasks.store.read(history.changes, 500)
    assert len(found) == steps + 1
    painter.tasks.revert(found[0].step, "undo")
    painter.settle()
    assert [painter.said(*cell) for cell in cells] == before


def test_keys_write_what_is_selected_and_space_goes_round(painter: Painter) -> None:
    painter.view.setCurrentIndex(painter.view.calendar.index(2, 13))
    painter.press(Qt.Key.Key_D)
    assert painter.said(2, 13) == [AVAILABLE]
    painter.press(Qt.Key.Key_Space)
    assert painter.said(2, 13) == [UNAVAILABLE]
    painter.press(Qt.Key.Key_Delete)
    assert painter.said(2, 13) == [None]
    painter.press(Qt.Key.Key_I)
    assert painter.said(2, 13) == [UNAVAILABLE]


def test_a_click_paints_nothing_and_the_right_arrow_turns_the_page_at_the_edge(painter: Painter) -> None:
    last, first = painter.view.calendar.columnCount() - 1, painter.card.first
    before = painter.said(0, last)
    painter.drag((0, last))
    assert painter.said(0, last) == before
    painter.press(Qt.Key.Key_Right)
    assert painter.card.first == first + dt.timedelta(days=last + 1)
    assert painter.view.currentIndex().column() == 0


def test_more_weeks_are_shown_where_there_is_room(painter: Painter) -> None:
    assert painter.view.calendar.columnCount() == 21
    painter.card.resize(1900, 420)
    painter.settle()
    assert painter.view.calendar.columnCount() == 35
    assert theme.px(30) <= painter.view.columnWidth(0)


def test_no_name_is_on_the_calendar(painter: Painter) -> None:
    model = painter.view.calendar
    heads = [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]
    assert heads
    assert all("•" in head for head in heads)


def test_hours_of_a_day_take_the_place_of_the_whole_day_and_are_said(painter: Painter) -> None:
    painter.view.setCurrentIndex(painter.view.calendar.index(3, 13))
    painter.press(Qt.Key.Key_D)
    painter.press(Qt.Key.Key_Return)
    dialog = painter.card.window().findChildren(DayHoursDialog)[-1]
    dialog.form.set_values({"starts": dt.time(14), "ends": dt.time(9)}, force=True)
    dialog.submit()
    painter.settle()
    assert dialog.form.problem("ends")
    dialog.form.set_values({"starts": dt.time(9), "ends": dt.time(14)}, force=True)
    dialog.submit()
    painter.settle()
    words = painter.view.calendar.data(painter.view.calendar.index(3, 13), Qt.ItemDataRole.AccessibleTextRole)
    assert spaced(words).endswith("disponible, 9 h 00 – 14 h 00")


def test_a_weekly_pattern_is_on_every_such_day_and_the_next_weekday_is_offered(painter: Painter) -> None:
    sundays = (6, 13, 20)
    assert painter.said(0, *sundays) == [None] * 3
    painter.view.setCurrentIndex(painter.view.calendar.index(0, 0))
    painter.card.ask_weekly()
    painter.settle()
    dialog = painter.card.window().findChildren(WeeklyDialog)[-1]
    dialog.form.set_values({"weekday": 6, "state": UNAVAILABLE}, force=True)
    dialog.submit()
    painter.settle()
    assert dialog.form.value("weekday") == 0  # it stays open
    assert painter.said(0, *sundays) == [UNAVAILABLE] * 3
    dialog.reject()
