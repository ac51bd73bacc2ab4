"""One meeting in the real window, from an empty agenda to a PDF on disk, as a secretary would go through it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from psq_desktop import app, db
from psq_desktop.richtext import to_plain
from psq_desktop.services import meetings
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import AttendanceStatus, MeetingState
from psq_desktop.services.meetings import MeetingRow
from psq_desktop.services.preparing import agenda
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.services.sitting import attendance
from psq_desktop.settings import Settings
from psq_desktop.views.decision_parts.form import DecisionForm
from psq_desktop.views.desk import Desk
from psq_desktop.views.dialogs.new_meeting import NewMeetingDialog
from psq_desktop.views.documents import DocumentPreview
from psq_desktop.views.live.page import LivePage
from psq_desktop.views.main_window import MainWindow
from psq_desktop.views.meeting.agenda_tab import AgendaTab
from psq_desktop.views.meeting.minutes_tab import MinutesTab
from psq_desktop.views.meeting.page import MeetingPage
from psq_desktop.views.meeting.participants_tab import ParticipantsTab
from psq_desktop.views.screen import Route
from tests.conftest import TODAY

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Secretary:
    """Types and clicks in the window, waiting for each answer, and counts her actions."""

    def __init__(self, window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
        self.window, self.desk, self.qtbot = window, desk, qtbot
        self.actions = 0

    def settle(self) -> None:
        for _ in range(4):
            self.desk.tasks.drain()
            QApplication.processEvents()
        if QApplication.activeWindow() is None:  # off screen nobody gives the window back its keys after a dialog
            self.window.activateWindow()
            self.qtbot.waitUntil(self.window.isActiveWindow)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.actions += 1
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def click(self, widget: QWidget) -> None:
        self.actions += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(widget.width() // 2, widget.height() // 2))
        self.settle()

    def type(self, text: str, end: Qt.Key | None = None) -> None:
        """A field typed, with the key that ends it: one action."""
        self.actions += 1
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)
        if end is not None:
            QTest.keyClick(focus, end)
        self.settle()

    @property
    def page(self) -> MeetingPage:
        assert isinstance(self.desk.current, MeetingPage)
        return self.desk.current

    @property
    def meeting(self) -> MeetingRow:
        found: MeetingRow = self.desk.tasks.store.read(meetings.search)[0]
        return found

    @property
    def items(self) -> tuple[ItemRow, ...]:
        found: tuple[ItemRow, ...] = self.desk.tasks.store.read(agenda.items, self.meeting.id)
        return found


@pytest.fixture
def secretary(qtbot: QtBot, demo_database: db.Database) -> Iterator[Secretary]:
    window = app.build_window(Settings(), lambda: TODAY)
    qtbot.addWidget(window)
    window.resize(1536, 864)
    with qtbot.waitExposed(window):
        window.show()
    made = Secretary(window, window.use(demo_database, demo_database.path), qtbot)
    made.settle()
    window.activateWindow()
    yield made
    window.leave_base()


def test_a_meeting_goes_from_its_creation_to_minutes_on_disk(
    secretary: Secretary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    # A new meeting with the open decisions on its agenda.
    secretary.press(Key.Key_N, CTRL)
    dialog = secretary.window.findChild(NewMeetingDialog)
    assert dialog is not None
    secretary.type("16/3", Key.Key_Return)
    assert secretary.actions <= 4
    assert (secretary.meeting.number, secretary.meeting.date) == (7, dt.date(2027, 3, 16))
    assert sum(item.reviews for item in secretary.items) == 9
    tab = secretary.page.tab
    assert isinstance(tab, AgendaTab)

    # Two more items, the second moved before the first.
    tab.add_field.setFocus()
    secretary.type("Rodeos, 25 min, VC", Key.Key_Return)
    secretary.type("Halls, 15, HD", Key.Key_Return)
    assert [item.title for item in secretary.items][2:4] == ["Rodeos", "Halls"]
    tab.list.lines[tab.list.order[3]].setFocus()
    secretary.press(Key.Key_Up, ALT)
    assert [item.title for item in secretary.items][2:4] == ["Halls", "Rodeos"]

    # The meeting opens: all present.
    secretary.click(secretary.page.course.start_button)
    secretary.click(secretary.page.note._action)  # it is planned for another day
    assert isinstance(secretary.desk.current, LivePage)
    secretary.desk.go(Route("meeting", secretary.meeting.id, "participants"))
    secretary.settle()
    participants = secretary.page.tab
    assert isinstance(participants, ParticipantsTab)
    secretary.click(participants.present_button)
    seats = secretary.desk.tasks.store.read(attendance.seats, secretary.meeting.id)
    assert {seat.status for seat in seats} == {AttendanceStatus.PRESENT}

    # Notes and a decision on the third item.
    secretary.press(Key.Key_Tab, CTRL)
    secretary.press(Key.Key_Tab, CTRL)
    minutes = secretary.page.tab
    assert isinstance(minutes, MinutesTab)
    item = secretary.items[2]
    section = minutes._paper.section(item.id)
    assert section is not None
    section.editor.setFocus()
    secretary.type("Deux portes posees sur six <img src=x> & =SOMME(A1)")
    before = secretary.actions
    secretary.press(Key.Key_F7)
    form = minutes.findChild(DecisionForm)
    assert form is not None
    assert form.isVisible()
    secretary.type("Poser la serrure du hall 4", Key.Key_Tab)
    secretary.type("hd", Key.Key_Tab)
    secretary.type("15/4")
    secretary.press(Key.Key_Return, CTRL)
    assert secretary.actions - before <= 5
    secretary.press(Key.Key_S, CTRL)
    assert to_plain(secretary.items[2].notes) == "Deux portes posees sur six <img src=x> & =SOMME(A1)"
    taken = secretary.desk.tasks.store.read(decisions.register, TODAY, meeting_id=secretary.meeting.id)
    assert [(d.number, d.text, d.pilot, d.due, d.item_id) for d in taken] == [
        (29, "Poser la serrure du hall 4", "Habitat du Détroit", dt.date(2027, 4, 15), item.id)
    ]

    # Closed, previewed, saved.
    secretary.click(secretary.page.course.close_button)
    assert secretary.meeting.state is MeetingState.TO_WRITE
    target = tmp_path / "compte rendu.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), "PDF (*.pdf)"))
    secretary.press(Key.Key_P, CTRL)
    preview = secretary.desk.findChild(DocumentPreview)
    assert preview is not None
    qtbot.waitUntil(lambda: preview.idle)
    preview.pdf_button.click()
    secretary.settle()
    preview.close()
    document = pypdfium2.PdfDocument(target)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    for expected in ("PROJET", "Halls", "<img src=x> & =SOMME(A1)", "Poser la serrure du hall 4", "Habitat du Détroit"):
        assert expected in text.replace("\r\n", " ")
