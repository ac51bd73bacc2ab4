"""Workbooks of availability from the window: asked for, written, noted as sent, read back and reviewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from psq_desktop.services.kinds import Availability, AvailabilityState
from psq_desktop.services.reserves import availability, requests
from psq_desktop.views.reserves.asking_form import PeopleField
from psq_desktop.views.reserves.asking_review import ReviewDialog
from psq_desktop.views.reserves.calendar_tab import CalendarTab
from psq_desktop.views.screen import Workspace


@pytest.fixture
def tab(workspace: Workspace, show: Callable[[QWidget, int, int], None]) -> CalendarTab:
    made = CalendarTab(workspace)
    show(made, 1275, 690)
    made.reload()
    workspace.tasks.drain()
    return made


def settle(tab: CalendarTab) -> None:
    for _ in range(3):
        tab.workspace.tasks.drain()
        QApplication.processEvents()


def review_of(tab: CalendarTab) -> ReviewDialog:
    found = tab.window().findChildren(ReviewDialog)
    assert found
    return found[-1]


def said_of(tab: CalendarTab, reservist_id: int, day: dt.date) -> Availability | None:
    found = tab.workspace.tasks.store.read(availability.of_period, day, day).get(reservist_id)
    return found[0].state if found and found[0] is not None else None


def test_workbooks_go_out_and_what_comes_back_is_reviewed_before_it_is_written(
    tab: CalendarTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "envoi"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    rows = tab.card.rows
    assert rows is not None
    person = next(row for row in rows.rows if row.code == "RO-03")
    dialog = tab.asking.ask(rows.rows, (person,))
    settle(tab)
    field = dialog.form.field("people")
    assert isinstance(field, PeopleField)
    assert field.partner_ids == (person.id,)  # only whom one had selected
    first = dialog.form.value("first")
    dialog.submit()
    settle(tab)

    names = sorted(path.suffix for path in folder.iterdir())
    assert names == [".eml", ".xlsx"]
    assert all("•" not in path.name and "RO-03" in path.name for path in folder.iterdir())
    board = tab.workspace.tasks.store.read(requests.board, tab.workspace.today)
    assert [(row.code, row.state) for row in board if row.first == first] == [("RO-03", AvailabilityState.SENT)]

    path = next(folder.glob("*.xlsx"))
    book = openpyxl.load_workbook(path)
    book["À compléter"].cell(6, 4).value = "Indisponible"
    book["À compléter"].cell(7, 4).value = "peut-être"
    book.save(path)
    tab.take_files((path,))
    settle(tab)
    review = review_of(tab)
    assert "1" in review.apply_button.accessibleName()  # the other day cannot be read
    assert said_of(tab, person.id, first) is not Availability.UNAVAILABLE
    review.apply_button.click()
    settle(tab)
    assert said_of(tab, person.id, first) is Availability.UNAVAILABLE


def test_a_file_of_another_kind_is_set_aside_with_its_reason_and_nothing_can_be_applied(
    tab: CalendarTab, tmp_path: Path
) -> None:
    path = tmp_path / "autre.xlsx"
    openpyxl.Workbook().save(path)
    tab.take_files((path,))
    settle(tab)
    review = review_of(tab)
    group = review.table.model().index(0, 0).data()
    assert "autre.xlsx" in group
    assert len(group) > len("autre.xlsx") + 20  # says why
    assert not review.apply_button.isEnabled()
    review.reject()


def test_a_period_that_ends_before_it_begins_is_told_at_the_field(tab: CalendarTab) -> None:
    rows = tab.card.rows
    assert rows is not None
    dialog = tab.asking.ask(rows.rows, ())
    settle(tab)
    dialog.form.set_values({"last": dialog.form.value("first") - dt.timedelta(days=3)}, force=True)
    dialog.submit()
    settle(tab)
    assert dialog.form.problem("last")
    dialog.show_values()
    dialog.reject()
