"""« Create the next meeting with the unfinished decisions on its agenda », then put its items in order, by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from psq_desktop.services.preparing import agenda
from psq_desktop.views.meeting.agenda_tab import AgendaTab
from tests.conftest import TODAY
from tests.views.test_journey import Secretary, secretary

__all__ = ["secretary"]  # the fixture

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
TO_CREATE, TO_ARRANGE = 4, 7  # actions at most


def minutes(secretary: Secretary, figures: str) -> None:
    """A duration typed on the current line: the first figure takes the keyboard to its field."""
    secretary.actions += 1
    for key in (*figures, Key.Key_Return):
        QTest.keyClick(QApplication.focusWidget() or secretary.window, key)
    secretary.settle()


def test_the_next_meeting_takes_four_actions_and_its_agenda_is_mended_in_seven(secretary: Secretary) -> None:
    secretary.press(Key.Key_N, CTRL)
    secretary.type("16/3", Key.Key_Return)
    assert secretary.actions <= TO_CREATE
    made = secretary.meeting
    open_ones = secretary.desk.tasks.store.read(agenda.review_proposals, made.id, TODAY)
    assert open_ones
    assert all(each.reviewed for each in open_ones)

    tab = secretary.page.tab
    assert isinstance(tab, AgendaTab)
    for typed in ("Halls, 15 min", "Rodeos, 10 min", "Bus, 10 min"):
        tab.add_field.setFocus()
        secretary.type(typed, Key.Key_Return)
    before = [item.title for item in secretary.items]
    secretary.actions = 0

    moved = tab.list.lines[tab.list.order[4]]  # « Bus »
    secretary.click(moved)
    secretary.press(Key.Key_Up, ALT)
    secretary.press(Key.Key_Up, ALT)
    minutes(secretary, "20")
    secretary.press(Key.Key_Down)
    secretary.press(Key.Key_Delete)  # by mistake
    assert "Halls" not in [item.title for item in secretary.items]
    secretary.press(Key.Key_Z, CTRL)
    assert secretary.actions <= TO_ARRANGE
    assert [item.title for item in secretary.items] == [*before[:2], before[4], *before[2:4], before[5]]
    assert secretary.items[2].planned_minutes == 20
