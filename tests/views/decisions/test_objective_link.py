"""The objective that a decision serves: shown, set, opened, found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from psq_desktop.services.deciding import decisions
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.views.decision_parts.popover import Popover
from psq_desktop.views.decisions.page import DecisionsPage
from psq_desktop.views.objective_parts.objective_field import ObjectiveField
from psq_desktop.views.screen import Route, Workspace

Show = Callable[..., None]


@pytest.fixture
def page(workspace: Workspace, show: Show) -> DecisionsPage:
    made = DecisionsPage(workspace)
    workspace.tasks.written.connect(lambda changes, note: made.on_written(changes))
    show(made)
    return made


def register(page: DecisionsPage, text: str = "") -> tuple[DecisionRow, ...]:
    page.workspace.tasks.drain()
    found: tuple[DecisionRow, ...] = page.workspace.tasks.store.read(decisions.register, page.workspace.today, text)
    return found


def choose(page: DecisionsPage, decision: DecisionRow) -> None:
    page.open(Route("decisions", decision.id))
    page.workspace.tasks.drain()


def button(page: DecisionsPage, name: str) -> QAbstractButton:
    found = page.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton)
    return found


def answer(page: DecisionsPage, text: str) -> None:
    button(page, "change-objective_id").click()
    page.workspace.tasks.drain()
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, Popover)
    field = popover.findChild(ObjectiveField)
    assert field is not None
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    page.workspace.tasks.drain()


@pytest.mark.parametrize("sealed", [False, True])
def test_the_objective_is_set_and_taken_away_even_when_the_minutes_are_sealed(
    page: DecisionsPage, sealed: bool
) -> None:
    wanted = next(row for row in register(page) if not row.objective and (row.meeting_number == 1 if sealed else True))
    choose(page, wanted)
    answer(page, "5.1")
    after = next(row for row in register(page) if row.id == wanted.id)
    assert after.objective == "5.1"
    answer(page, "")
    assert next(row for row in register(page) if row.id == wanted.id).objective == ""
    assert (
        page.findChild(QAbstractButton, "open-objective_id") is None
        or not button(page, "open-objective_id").isVisible()
    )


def test_the_objective_of_a_decision_is_opened(page: DecisionsPage, qtbot: QtBot) -> None:
    wanted = next(row for row in register(page) if row.objective)
    choose(page, wanted)
    with qtbot.waitSignal(page.workspace.go) as gone:
        button(page, "open-objective_id").click()
    assert gone.args == [Route("objectives", wanted.objective_id)]


def test_the_filter_finds_the_decisions_of_an_objective(page: DecisionsPage) -> None:
    linked = {row.id for row in register(page) if row.objective == "1.2"}
    assert linked
    assert linked <= {row.id for row in register(page, "1.2")}
