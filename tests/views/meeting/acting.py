"""What a person does on the meeting's screen, counted: a click, a chord, a field typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from psq_desktop.services import history
from psq_desktop.views.meeting.page import MeetingPage
from psq_desktop.views.popover import Popover
from psq_desktop.views.screen import Route, Workspace

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


class Person:
    """Acts, waits for the database after each act, and counts."""

    def __init__(self, workspace: Workspace, page: MeetingPage) -> None:
        self.workspace, self.page = workspace, page
        self.actions = 0
        self.notes: list[str] = []
        workspace.tasks.written.connect(self._on_written)

    def _on_written(self, changes: Any, note: str) -> None:
        self.page.on_written(changes)
        if note:
            self.notes.append(note)

    def open(self, part: str, meeting_id: int = 6) -> None:
        self.page.open(Route("meeting", meeting_id, part))
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.workspace.tasks.drain()
            QApplication.processEvents()

    def read(self, service: Any, *args: Any) -> Any:
        return self.workspace.tasks.store.read(service, *args)

    def click(self, widget: QWidget, where: QPoint | None = None) -> None:
        self.actions += 1
        QTest.mouseClick(widget, LEFT, NONE, where or QPoint(widget.width() // 2, widget.height() // 2))
        self.settle()

    def start(self) -> None:
        """Open the meeting, though it is planned for another day."""
        self.click(self.page.course.start_button)
        self.click(self.page.note._action)

    def press(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.actions += 1
        QTest.keyClick(widget, key, modifier)
        self.settle()

    def type_over(self, field: QLineEdit, text: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        """One field typed, with the key that ends it."""
        self.actions += 1
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, CTRL)
        self._type(field, text)
        if end is not None:
            QTest.keyClick(field, end)
        self.settle()

    @staticmethod
    def _type(field: QLineEdit, text: str) -> None:
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(field, letter)
            else:
                field.insert(letter)  # QTest knows the ASCII keys only

    def choose(self, words: str) -> None:
        """A click on an entry of the open menu."""
        self.actions += 1
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        entry(menu, words).trigger()
        menu.close()
        self.settle()

    def popover(self) -> Popover:
        found = QApplication.activePopupWidget()
        assert isinstance(found, Popover)
        return found

    def undo(self) -> None:
        """Ctrl+Z, which the main window answers so."""
        self.actions += 1
        step, _ = self.read(history.candidates)
        self.workspace.tasks.revert(step.step, "undo")
        self.settle()


def entry(menu: QMenu, words: str) -> QAction:
    """The entry that starts with the words, in the menu or one inside."""
    for action in menu.actions():
        if action.text().startswith(words):
            return action
        inside = action.menu()
        if isinstance(inside, QMenu):
            for each in inside.actions():
                if each.text().startswith(words):
                    return each
    raise AssertionError(f"{words}: {[action.text() for action in menu.actions()]}")
