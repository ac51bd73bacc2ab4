"""A new meeting: the date is all there is to type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import isValid

from psq_desktop.services import meetings
from psq_desktop.services.preparing import agenda
from psq_desktop.views import theme
from psq_desktop.views.dialogs.new_meeting import NewMeetingDialog, open_new_meeting
from psq_desktop.views.home.page import HomePage
from psq_desktop.views.meetings.page import MeetingsPage
from psq_desktop.views.screen import Route, Screen, Workspace
from tests.views import audit

Show = Callable[..., None]


def _window(page: Screen) -> QMainWindow:
    """A window that gives Ctrl+N to its screen, as the real one does."""
    window = QMainWindow()
    window.setCentralWidget(page)
    action = QAction("Nouveau", window)
    action.setShortcut("Ctrl+N")
    action.triggered.connect(page.create_new)
    window.addAction(action)
    return window


def _dialog() -> NewMeetingDialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, NewMeetingDialog)
    return found


@pytest.fixture
def ground(show: Show) -> QWidget:
    """What stands behind the dialog and owns it."""
    made = QWidget()
    show(made)
    return made


@pytest.fixture
def dialog(workspace: Workspace, ground: QWidget) -> NewMeetingDialog:
    made = open_new_meeting(workspace, ground)
    workspace.tasks.drain()
    return made


class Actions:
    """Counts what the user does: a chord, a field typed, a click."""

    def __init__(self) -> None:
        self.count = 0

    def chord(self, target: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        self.count += 1
        QTest.keyClick(target, key, modifier)

    def typed(self, target: QWidget, text: str) -> None:
        self.count += 1
        QTest.keyClicks(target, text)


@pytest.mark.parametrize("screen", [HomePage, MeetingsPage])
def test_task_2_takes_at_most_four_actions_from_either_screen(
    screen: type[Screen], workspace: Workspace, show: Show
) -> None:
    page = screen(workspace)
    window = _window(page)
    show(window)
    routes: list[Route] = []
    workspace.go.connect(routes.append)
    user = Actions()

    user.chord(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    workspace.tasks.drain()
    dialog = _dialog()
    focused = dialog.focusWidget()
    assert focused is dialog.date_field
    user.typed(focused, "16/3")
    user.chord(focused, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    workspace.tasks.drain()

    assert user.count <= 4
    created = workspace.tasks.store.read(meetings.search)[0]
    assert (created.number, created.date, created.expected) == (7, dt.date(2027, 3, 16), 16)
    assert created.starts == dt.time(9, 30)
    assert sum(item.reviews for item in workspace.tasks.store.read(agenda.items, created.id)) == 9
    assert routes == [Route("meeting", created.id, "agenda")]


def test_everything_is_proposed_and_said(dialog: NewMeetingDialog) -> None:
    assert dialog._sentence.text().replace("\u00a0", " ") == (
        "Séance n° 7 : 16 partenaires, 9 décisions ouvertes inscrites aux suites données."
    )
    assert dialog.date_field.selectedText() == "08/03/2027"
    assert dialog.formation_field.currentText() == "Plénière · 16\u00a0membres"
    assert dialog._words.text().replace("\u00a0", " ") == (
        "lundi 8 mars 2027, convocations à envoyer avant le dimanche 21 février"
    )


def test_another_formation_changes_the_sentence_and_the_seats(dialog: NewMeetingDialog, workspace: Workspace) -> None:
    dialog.formation_field.setFocus()
    dialog.formation_field.setCurrentIndex(1)
    dialog.formation_field.activated.emit(1)
    assert "8\u00a0partenaires" in dialog._sentence.text()
    QTest.keyClick(dialog.date_field, Qt.Key.Key_Return)
    workspace.tasks.drain()
    assert workspace.tasks.store.read(meetings.search)[0].formation == "restreinte"


def test_the_date_typed_is_said_in_words_at_once(dialog: NewMeetingDialog) -> None:
    QTest.keyClicks(dialog.date_field, "1er mars")
    assert dialog._words.text().startswith("lundi 1er\u00a0mars\u00a02027")


def test_an_unreadable_date_is_said_under_the_field_and_kept(dialog: NewMeetingDialog, workspace: Workspace) -> None:
    QTest.keyClicks(dialog.date_field, "32 foo")
    QTest.keyClick(dialog.date_field, Qt.Key.Key_Return)
    workspace.tasks.drain()
    assert dialog.isVisible()
    assert dialog._date_row.problem.startswith("Date illisible")
    assert dialog.date_field.text() == "32 foo"
    assert len(workspace.tasks.store.read(meetings.search)) == 6


def test_a_day_already_taken_is_said_and_the_next_date_clears_it(
    dialog: NewMeetingDialog, workspace: Workspace
) -> None:
    QTest.keyClicks(dialog.date_field, "13/12/2026")
    QTest.keyClick(dialog.date_field, Qt.Key.Key_Return)
    workspace.tasks.drain()
    assert dialog.isVisible()
    assert "6" in dialog._date_row.problem
    assert dialog.focusWidget() is dialog.date_field
    QTest.keyClicks(dialog.date_field, "20/12")
    assert dialog._date_row.problem == ""
    QTest.keyClick(dialog.date_field, Qt.Key.Key_Return)
    workspace.tasks.drain()
    assert workspace.tasks.store.read(meetings.search)[0].date == dt.date(2026, 12, 20)


def test_an_empty_date_is_asked_for(dialog: NewMeetingDialog, workspace: Workspace) -> None:
    dialog.date_field.clear()
    QTest.keyClick(dialog.date_field, Qt.Key.Key_Return)
    assert dialog._date_row.problem == "Indiquez la date de la séance."


@pytest.mark.parametrize("way", ["escape", "created", "button"])
def test_the_dialog_is_freed_on_close(dialog: NewMeetingDialog, workspace: Workspace, way: str) -> None:
    if way == "escape":
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    elif way == "button":
        QTest.mouseClick(dialog._cancel, Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(dialog.date_field, Qt.Key.Key_Return)
        workspace.tasks.drain()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(dialog)


def test_a_proposal_that_comes_after_the_dialog_is_gone_hurts_nobody(workspace: Workspace, show: Show) -> None:
    ground = QWidget()
    show(ground)
    early = open_new_meeting(workspace, ground)
    early.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    workspace.tasks.drain()
    assert not isValid(early)


@pytest.mark.parametrize("scale", [1.0, 1.4])
def test_nothing_is_unnamed_or_cut(qapp: QApplication, workspace: Workspace, show: Show, scale: float) -> None:
    theme.apply(qapp, "light", scale)
    ground = QWidget()
    show(ground)
    made = open_new_meeting(workspace, ground)
    workspace.tasks.drain()
    QApplication.processEvents()
    assert list(audit.unnamed_controls(made)) == []
    assert list(audit.cut_texts(made)) == []
    made.reject()
