"""Fields that read what people type and say what is wrong."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QComboBox
from pytestqt.qtbot import QtBot

from psq_desktop.views.kit import Chip, Chips, ChoiceField, DateField, FieldRow, MinutesField, TimeField, boxed, column
from psq_desktop.views.widgets.dates import CalendarPopup
from tests.views.kit.finding import child


def today() -> date:
    return date(2026, 11, 19)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("15/12", "15/12/2026"), ("+7j", "26/11/2026"), ("vendredi", "20/11/2026"), ("1er mars 2027", "01/03/2027")],
)
def test_a_date_is_read_and_written_in_digits(qtbot: QtBot, typed: str, shown: str) -> None:
    field = DateField("Échéance", today=today)
    qtbot.addWidget(field)
    QTest.keyClicks(field, typed)
    with qtbot.waitSignal(field.changed):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == shown


def test_an_unreadable_date_is_kept_and_explained_then_cleared_while_typing(qtbot: QtBot) -> None:
    field = DateField("Échéance", date(2026, 12, 15), today=today)
    line = FieldRow("Échéance", field)
    qtbot.addWidget(line)
    line.show()
    field.selectAll()
    QTest.keyClicks(field, "quinze")
    with qtbot.assertNotEmitted(field.changed):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "quinze"
    assert "illisible" in line.problem
    assert field.accessibleDescription() == line.problem
    assert field.date == date(2026, 12, 15)
    field.selectAll()
    QTest.keyClicks(field, "16/12")
    assert line.problem == ""


def test_a_date_can_be_emptied(qtbot: QtBot) -> None:
    field = DateField("Échéance", date(2026, 12, 15), today=today)
    qtbot.addWidget(field)
    field.clear()
    with qtbot.waitSignal(field.changed) as changed:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert changed.args == [None]


def test_a_day_is_picked_in_the_calendar_which_is_freed(qtbot: QtBot) -> None:
    field = DateField("Échéance", today=today)
    qtbot.addWidget(field)
    field.show()
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = child(field, CalendarPopup)
    calendar = child(popup, QCalendarWidget)
    with qtbot.waitSignals([field.changed, popup.destroyed]):
        calendar.clicked.emit(QDate(2026, 12, 4))
    assert field.date == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("typed", "minutes"), [("20", 20), ("20 min", 20), ("1 h 30", 90), ("1h", 60), ("1h05", 65), ("45mn", 45)]
)
def test_durations(qtbot: QtBot, typed: str, minutes: int) -> None:
    field = MinutesField("Durée")
    qtbot.addWidget(field)
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.minutes == minutes
    assert field.text() == f"{minutes}\u00a0min"


@pytest.mark.parametrize("typed", ["9h30", "9 h 30", "930", "9:30"])
def test_hours(qtbot: QtBot, typed: str) -> None:
    field = TimeField("Heure")
    qtbot.addWidget(field)
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.time == time(9, 30)
    assert field.text() == "9\u00a0h\u00a030"


def test_a_duration_moves_by_five_minutes(qtbot: QtBot) -> None:
    field = MinutesField("Durée", 20)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.changed) as changed:
        QTest.keyClick(field, Qt.Key.Key_Up)
    assert changed.args == [25]
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.problem


def test_a_choice_gives_values(qtbot: QtBot) -> None:
    field = ChoiceField("Pilote", ((None, "Tous"), (7, "Ville")))
    qtbot.addWidget(field)
    field.set_value(7)
    field.set_choices(((7, "Ville"), (8, "Parquet")))
    assert field.value == 7
    with qtbot.waitSignal(field.value_changed) as chosen:
        field.activated.emit(1)
    assert chosen.args == [8]


def test_the_wheel_leaves_a_closed_list_box_alone(qtbot: QtBot) -> None:
    field, chips = ChoiceField("État", ((1, "un"), (2, "deux"))), Chips((Chip("a", "A"), Chip("b", "B")))
    box = boxed(column(field, chips))
    qtbot.addWidget(box)
    for each in (field, child(chips, QComboBox)):
        turn = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(each, turn)
        assert each.currentIndex() == 0
        assert not turn.isAccepted()
