"""A whole meeting in the real window, each task of the secretary in the actions it may take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from psq_desktop import app, db
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import AttendanceStatus, MeetingState
from psq_desktop.services.meetings import MeetingRow
from psq_desktop.services.minuting import minutes
from psq_desktop.services.sitting import attendance, live
from psq_desktop.services.sitting.live_rows import LiveMeeting
from psq_desktop.settings import Settings
from psq_desktop.views.documents import DocumentPreview
from psq_desktop.views.live.page import LivePage
from psq_desktop.views.live.room import SeatLine
from psq_desktop.views.screen import Route
from tests.views.meeting.acting import entry
from tests.views.test_journey import Secretary

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
DAY = dt.date(2026, 12, 13)  # of meeting 6


@pytest.fixture
def secretary(qtbot: QtBot, demo_database: db.Database) -> Iterator[Secretary]:
    window = app.build_window(Settings(), lambda: DAY)
    qtbot.addWidget(window)
    window.resize(1366, 728)
    with qtbot.waitExposed(window):
        window.show()
    made = Secretary(window, window.use(demo_database, demo_database.path), qtbot)
    made.desk.go(Route("meeting", 6))
    made.settle()
    window.activateWindow()
    yield made
    window.leave_base()


def page_of(secretary: Secretary) -> LivePage:
    assert isinstance(secretary.desk.current, LivePage)
    return secretary.desk.current


def sheet(secretary: Secretary) -> LiveMeeting:
    found: LiveMeeting = secretary.desk.tasks.store.read(live.sheet, 6, DAY)
    return found


def choose(secretary: Secretary, line: SeatLine, words: str) -> None:
    """A click on the seat, one on the entry of its menu."""
    secretary.click(line)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    secretary.actions += 1
    entry(menu, words).trigger()
    menu.close()
    secretary.settle()


def seat(secretary: Secretary, partner: str) -> SeatLine:
    page = page_of(secretary)
    found = next(each for each in sheet(secretary).seats if each.partner == partner)
    return next(line for line in page.room.seats if line.id == found.id)


def test_a_meeting_is_opened_decided_projected_and_sent_for_validation(secretary: Secretary, qtbot: QtBot) -> None:
    # « Open the meeting: all present but one excused, one replaced »: six actions.
    secretary.click(secretary.page.course.start_button)
    page = page_of(secretary)
    now = dt.datetime(2026, 12, 13, 9, 31)
    page.clock = lambda: now
    secretary.click(page.room.present_button)
    choose(secretary, seat(secretary, "Ville de Calais"), "Excus")
    choose(secretary, seat(secretary, "Police municipale"), "Représenté par")
    if QApplication.activePopupWidget() is not None:
        secretary.type("Mme Nadia Ferry", Key.Key_Return)
    assert secretary.actions <= 6
    seats = {each.partner: each.status for each in secretary.desk.tasks.store.read(attendance.seats, 6)}
    assert seats.pop("Ville de Calais") is AttendanceStatus.EXCUSED
    assert seats.pop("Police municipale") is AttendanceStatus.REPRESENTED
    assert AttendanceStatus.EXPECTED not in seats.values()

    # « During item 3, record a decision with pilot and due date »: five.
    page.notes.take_focus()
    secretary.press(Key.Key_Right, CTRL)
    secretary.press(Key.Key_Right, CTRL)
    current = sheet(secretary).current
    assert current is not None and current.number == 3
    secretary.actions = 0
    secretary.press(Key.Key_F7)
    secretary.type("Poser la serrure du hall 4", Key.Key_Tab)
    secretary.type("hd", Key.Key_Tab)
    secretary.type("+15j")
    secretary.press(Key.Key_Return, CTRL)
    assert secretary.actions <= 5
    taken = secretary.desk.tasks.store.read(decisions.register, DAY, meeting_id=6)
    assert [(d.text, d.pilot, d.due, d.item_id) for d in taken] == [
        ("Poser la serrure du hall 4", "Habitat du Détroit", DAY + dt.timedelta(15), current.id)
    ]
    assert page.notes.editor is not None and page.notes.editor.hasFocus()

    # « Project, then go to the next item »: two. What was typed is saved on the way.
    secretary.type("Deux portes sur six.")
    asked: list[int] = []
    page.workspace.projection_requested.connect(asked.append)
    secretary.actions = 0
    secretary.press(Key.Key_F5)
    in_front = QApplication.focusWidget() or QApplication.activeWindow()  # off screen the preview takes the keyboard
    assert in_front is not None
    secretary.actions += 1
    QTest.keyClick(in_front, Key.Key_Right, CTRL)
    secretary.settle()
    assert secretary.actions <= 2 and asked == [6]
    after = sheet(secretary).current
    assert after is not None and after.number == 4
    assert page.facts is not None
    third = page.facts.item(current.id)
    assert third is not None and third.notes[0].text == "Deux portes sur six."
    page.workspace.projection_requested.emit(6)  # stops it
    secretary.settle()

    # « Close; preview the minutes; send for validation »: four.
    secretary.actions = 0
    secretary.click(page.head.close_button)
    card = page.closed_card
    assert card.isVisible() and "non abordés" in card.accessibleDescription()
    secretary.click(card.minutes_button)
    preview = secretary.desk.findChild(DocumentPreview)
    assert preview is not None
    qtbot.waitUntil(lambda: preview.idle)
    secretary.actions += 1
    preview.close()
    secretary.settle()
    secretary.click(card.validate_button)
    assert secretary.actions <= 4
    meeting: MeetingRow = secretary.meeting
    assert meeting.state is MeetingState.IN_VALIDATION
    assert secretary.desk.tasks.store.read(minutes.checks, 6)
