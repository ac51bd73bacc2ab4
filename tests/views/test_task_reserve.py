"""« Find two reservists free on a date under 120 days; assign them », in the real window, from the first page."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from psq_desktop.services.reserves import missions
from psq_desktop.services.reserves.mission_rows import MissionRow
from psq_desktop.views.kit import Button, TableView
from psq_desktop.views.reserves.missions_candidates import FEW
from psq_desktop.views.reserves.missions_tab import MissionsTab
from psq_desktop.views.reserves.page import ReservesPage
from tests.conftest import TODAY
from tests.views.test_journey import Secretary, secretary
from tests.views.test_task_reading import click_place, click_row

__all__ = ["secretary"]  # the fixture

MOST_ACTIONS = 8
CTRL, NO_KEY = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def click_spot(
    secretary: Secretary, table: TableView, position: int, key: Qt.KeyboardModifier = NO_KEY
) -> None:  # fmt: skip
    """One click on a line of a list."""
    secretary.actions += 1
    spot: QPoint = table.visualRect(table.model().index(position, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, key, spot)
    secretary.settle()


def open_missions(secretary: Secretary) -> MissionsTab:
    """Two clicks: the screen, its tab."""
    click_place(secretary, "reserves")
    page = secretary.desk.current
    assert isinstance(page, ReservesPage)
    secretary.actions += 1
    rank = [key for key, _ in page.words].index("missions")
    QTest.mouseClick(page.tabs, Qt.MouseButton.LeftButton, pos=page.tabs.tabRect(rank).center())
    secretary.settle()
    assert isinstance(page.tab, MissionsTab)
    return page.tab


def known(secretary: Secretary) -> dict[int, MissionRow]:
    """The missions to come."""
    found = secretary.desk.tasks.store.read(missions.search, TODAY, coming=True)
    return {row.id: row for row in found}


def chip(tab: MissionsTab, text: str) -> Button:
    """A filter of the candidates."""
    return next(each for each in tab.candidates.chips.findChildren(Button) if each.accessibleName().startswith(text))


def test_two_reservists_under_120_days_are_assigned_in_at_most_eight_actions(secretary: Secretary) -> None:
    wanted = next(row for row in known(secretary).values() if row.free > 1)
    tab = open_missions(secretary)
    click_row(secretary, tab.list.table, wanted.id)
    secretary.click(chip(tab, "Moins de 120"))
    card = tab.candidates
    assert card.chips.current == FEW
    click_spot(secretary, card.table, 0)
    click_spot(secretary, card.table, 1, CTRL)
    chosen = card.table.chosen
    assert [each.obstacles for each in chosen] == [(), ()]
    assert all(each.days_used < 120 for each in chosen)
    secretary.press(Qt.Key.Key_Return)
    assert secretary.actions <= MOST_ACTIONS

    after = known(secretary)[wanted.id]
    before = {shift.reservist_id for shift in wanted.shifts}
    assert {shift.reservist_id for shift in after.shifts} - before == {each.reservist_id for each in chosen}

    secretary.desk.shell.toast.undo_requested.emit()  # both in one step
    secretary.settle()
    assert {shift.reservist_id for shift in known(secretary)[wanted.id].shifts} == before
