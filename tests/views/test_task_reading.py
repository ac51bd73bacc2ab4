"""« Record the reading 6 on an objective and say why it is late », in the real window, from the first page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from psq_desktop.services.steering import objectives
from psq_desktop.services.steering.progress_rows import IndicatorRow
from psq_desktop.views.kit import TableView
from psq_desktop.views.objectives.page import ObjectivesPage
from psq_desktop.views.shell.sidebar import NavButton
from tests.conftest import TODAY
from tests.views.test_journey import Secretary, secretary

__all__ = ["secretary"]  # the fixture

MOST_ACTIONS = 6
CODE = "1.4"  # silent for three months
REASON = "Le contrat du garage attendait une signature"


def click_place(secretary: Secretary, key: str) -> None:
    """One click in the navigation."""
    buttons = secretary.window.findChildren(NavButton)
    secretary.click(next(each for each in buttons if each.entry.key == key))


def click_row(secretary: Secretary, table: TableView, key: int) -> None:
    """One click on a row of a list."""
    model: Any = table.model()
    position = model.position_of(key)
    assert position is not None
    index = model.index(position, 2)
    table.scrollTo(index)
    secretary.actions += 1
    spot: QPoint = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    secretary.settle()


def main_indicator(secretary: Secretary) -> IndicatorRow:
    """What is known of the objective's main indicator."""
    rows = secretary.desk.tasks.store.read(objectives.search, TODAY)
    key = next(row.id for row in rows if row.code == CODE)
    sheet = secretary.desk.tasks.store.read(objectives.sheet, key, TODAY)
    found: IndicatorRow = next(each for each in sheet.indicators if each.main)
    return found


def test_a_late_reading_and_its_reason_take_at_most_six_actions(secretary: Secretary) -> None:
    before = main_indicator(secretary)
    click_place(secretary, "objectives")
    page = secretary.desk.current
    assert isinstance(page, ObjectivesPage)
    click_row(secretary, page.list.table, before.objective_id)
    form = page.panel.follow.form
    form.fields.value_edit.setFocus()
    secretary.type("6")
    assert form.note.isVisible()  # its effect is told before anything is saved
    form.fields.comment_edit.setFocus()
    secretary.type(REASON)
    secretary.click(form.save_button)
    assert secretary.actions <= MOST_ACTIONS

    after = main_indicator(secretary)
    known = {each.id for each in before.readings}
    saved = next(each for each in after.readings if each.id not in known)
    assert (saved.value, saved.comment, saved.ends_on) == (6.0, REASON, dt.date(2026, 10, 31))
    assert saved.reported_on == TODAY
    assert not form.fields.dirty

    secretary.desk.shell.toast.undo_requested.emit()
    secretary.settle()
    assert main_indicator(secretary).readings == before.readings
