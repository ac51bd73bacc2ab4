"""The bin: what was deleted, by whom, how long it stays, and the way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from psq_desktop.errors import UserError
from psq_desktop.services import history, partners
from psq_desktop.services.partners import ContactRow
from psq_desktop.services.steering import objectives
from psq_desktop.views.kit import BadgeCell, RowsModel, TwoLines
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.trash.page import _KINDS, TrashPage

Show = Callable[..., None]


class Clock:
    """The present, which a test may move."""

    def __init__(self) -> None:
        self.ahead = dt.timedelta()

    def __call__(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC) + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def page(workspace: Workspace, show: Show, clock: Clock) -> TrashPage:
    made = TrashPage(workspace, now=clock)
    workspace.tasks.written.connect(lambda changes, note: made.on_written(changes))  # as the main window does
    show(made)
    return made


def mailbox(workspace: Workspace) -> ContactRow:
    found: tuple[ContactRow, ...] = workspace.tasks.store.read(partners.contacts, "proximite@exemple.invalid")
    return found[0]


def remove(workspace: Workspace) -> None:
    workspace.write(partners.remove_contact, mailbox(workspace).id)
    workspace.tasks.drain()


def model(page: TrashPage) -> RowsModel:  # type: ignore[type-arg]
    found = page.table.model()
    assert isinstance(found, RowsModel)
    return found


def test_an_empty_bin_says_so_kindly_and_leads_to_the_meetings(page: TrashPage, qtbot: QtBot) -> None:
    assert page.empty.isVisible()
    assert page.heading().actions == ()
    with qtbot.waitSignal(page.workspace.go) as asked:
        page.empty.chosen.emit("Voir les séances")
    assert asked.args == [Route("meetings")]


def test_a_deletion_shows_what_by_whom_and_for_how_long(page: TrashPage) -> None:
    remove(page.workspace)
    line = model(page).line_text(0)
    assert "Inès Delarue" in line
    assert "aujourd’hui à" in line
    assert "30\u00a0jours" in line
    assert page.heading().actions == (page.restore_button,)


def test_a_deletion_says_what_sort_of_thing_it_was(page: TrashPage) -> None:
    key = page.workspace.tasks.store.read(objectives.search, page.workspace.today)[0].id
    page.workspace.write(objectives.remove, key)
    page.workspace.tasks.drain()
    assert model(page).cell(0, 0) == TwoLines("1.1 Libérer les halls", "Objectif")


def test_everything_that_can_be_deleted_has_a_word() -> None:
    never = {"committee", "district", "thresholds", "export_waiver"}
    assert {table for tables in history._SUBJECT_TABLES.values() for table in tables} - never <= set(_KINDS)


def test_enter_restores_and_the_bin_is_empty_again(page: TrashPage, qtbot: QtBot) -> None:
    remove(page.workspace)
    notes: list[str] = []
    page.workspace.tasks.written.connect(lambda changes, note: notes.append(note))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    page.workspace.tasks.drain()
    assert mailbox(page.workspace).email == "proximite@exemple.invalid"
    assert notes[0].startswith("Restauré")
    assert page.empty.isVisible()


def test_the_button_restores_too(page: TrashPage) -> None:
    remove(page.workspace)
    assert page.restore_button.isEnabled()
    page.restore_button.click()
    page.workspace.tasks.drain()
    assert mailbox(page.workspace).mailbox


def test_the_last_days_are_amber_and_after_thirty_it_is_gone(page: TrashPage, clock: Clock) -> None:
    remove(page.workspace)
    clock.ahead = dt.timedelta(days=26)
    page.reload()
    page.workspace.tasks.drain()
    cell = model(page).cell(0, 3)
    assert isinstance(cell, BadgeCell)
    assert cell.tone == "warning"
    clock.ahead = dt.timedelta(days=31)
    page.reload()
    page.workspace.tasks.drain()
    assert page.empty.isVisible()


def test_what_cannot_come_back_is_told_and_stays(page: TrashPage) -> None:
    workspace = page.workspace
    key = workspace.tasks.store.write(partners.create, 1, "Passagère", "PAS").result
    contact = workspace.tasks.store.write(partners.add_contact, key, last_name="Lefort").result
    workspace.tasks.store.write(partners.remove_contact, contact)
    workspace.tasks.store.write(partners.remove, key)
    page.reload()
    workspace.tasks.drain()
    page.table.select(model(page).id_at(1))  # the contact, whose partner is gone too
    refused: list[UserError] = []
    workspace.tasks.refused.connect(refused.append)
    page.restore()
    workspace.tasks.drain()
    assert [error.code for error in refused] == ["revert_blocked"]
    assert model(page).rowCount() == 2


def test_the_filter_finds_by_name_and_can_be_cleared(page: TrashPage, qtbot: QtBot) -> None:
    remove(page.workspace)
    page.focus_filter()
    qtbot.keyClicks(page.filter_edit, "zzz")
    assert model(page).rowCount() == 0
    assert not page.restore_button.isEnabled()
    page.table.clear_filters_requested.emit()
    assert model(page).rowCount() == 1


def test_the_model_keeps_qts_rules(page: TrashPage) -> None:
    tester = QAbstractItemModelTester(model(page), QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    remove(page.workspace)
    assert tester.model() is page.table.model()
