"""Where the keyboard is when a screen opens: on what the screen is about, so that the arrows work at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from psq_desktop import app, db
from psq_desktop.settings import Settings
from psq_desktop.views.main_window import MainWindow
from psq_desktop.views.screen import Route

STARTS = [
    (Route("meetings"), "Séances"),
    (Route("decisions"), "Registre des décisions"),
    (Route("partners"), "Partenaires"),
    (Route("meeting", 6), "Point 1"),
    (Route("meeting", 6, "participants"), "Participants par collège"),
    (Route("meeting", 5), "Plan du compte rendu"),
    (Route("meeting", 5, "decisions"), "Décisions de la séance"),
]


class Windows(QObject):
    """Remembers windows that were shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.fixture
def window(qtbot: QtBot, demo_database: db.Database) -> Iterator[MainWindow]:
    made = app.build_window(Settings())
    qtbot.addWidget(made)
    made.use(demo_database, demo_database.path)
    made.resize(1366, 728)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    settle(made)
    yield made
    made.leave_base()


def settle(window: MainWindow) -> None:
    assert window.desk is not None
    for _ in range(4):
        window.desk.tasks.drain()
        QApplication.processEvents()


def go(window: MainWindow, route: Route) -> QWidget:
    assert window.desk is not None
    window.desk.go(route)
    settle(window)
    found = QApplication.focusWidget()
    assert found is not None
    return found


@pytest.mark.parametrize(("route", "name"), STARTS)
def test_a_screen_opens_with_the_keyboard_on_what_it_is_about(window: MainWindow, route: Route, name: str) -> None:
    assert go(window, route).accessibleName().startswith(name)
    go(window, Route("trash"))
    assert go(window, route).accessibleName().startswith(name)  # and so it does when one comes back


def test_the_arrows_work_at_once_in_the_agenda(window: MainWindow) -> None:
    QTest.keyClick(go(window, Route("meeting", 6)), Qt.Key.Key_Down)
    found = QApplication.focusWidget()
    assert found is not None
    assert found.accessibleName().startswith("Point 2")


def test_another_tab_of_the_meeting_takes_the_keyboard(window: MainWindow) -> None:
    go(window, Route("meeting", 6))
    found = go(window, Route("meeting", 6, "participants"))
    assert found.accessibleName() == "Participants par collège"
    QTest.keyClick(found, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert QApplication.focusWidget().accessibleName() == "Destinataires de la convocation"  # type: ignore[union-attr]


def test_no_part_of_a_screen_flashes_up_as_a_window(window: MainWindow) -> None:
    watch = Windows()
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]
    try:
        for route, _ in STARTS:
            go(window, route)
    finally:
        QApplication.instance().removeEventFilter(watch)  # type: ignore[union-attr]
    assert watch.shown == []
