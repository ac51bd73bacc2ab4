"""The decisions of one meeting: recorded by keyboard, shown with those looked at again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from psq_desktop.services import meetings
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import DecisionKind
from psq_desktop.views.decision_parts.facts import DissentLine
from psq_desktop.views.decision_parts.popover import Popover
from psq_desktop.views.decision_parts.seat_field import SeatField
from psq_desktop.views.meeting.decisions_tab import DecisionsTab
from psq_desktop.views.screen import Workspace

Show = Callable[..., None]


@pytest.fixture
def tab(workspace: Workspace, show: Show) -> DecisionsTab:
    made = DecisionsTab(workspace)
    show(made)
    return made


def load(workspace: Workspace, tab: DecisionsTab, meeting_id: int) -> None:
    tab.show_meeting(workspace.tasks.store.read(meetings.sheet, meeting_id))
    workspace.tasks.drain()


def heads(tab: DecisionsTab) -> list[str]:
    model: Any = tab._table.model()
    return [f"{model.group_at(i).title} {model.group_at(i).sub}" for i in model.group_positions()]


def test_taken_decisions_come_first_then_those_looked_at_again(workspace: Workspace, tab: DecisionsTab) -> None:
    load(workspace, tab, 5)
    assert [each.replace("\u00a0", " ") for each in heads(tab)] == [
        "Décisions prises 8 décisions", "Suites données 8 décisions",
    ]  # fmt: skip
    assert not tab._decision.isVisible()  # validated minutes take no other decision


def test_an_action_is_recorded_without_the_mouse(workspace: Workspace, tab: DecisionsTab) -> None:
    load(workspace, tab, 6)
    tab._table.setFocus()
    QTest.keyClick(tab._table, Qt.Key.Key_F8)
    for text in ("Envoyer la liste", "om"):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert tab._form.due_edit.hasFocus()
    QTest.keyClicks(tab._form.due_edit, "+40j")
    QTest.keyClick(tab._form.due_edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    workspace.tasks.drain()
    load(workspace, tab, 6)
    rows = workspace.tasks.store.read(decisions.register, workspace.today, meeting_id=6)
    assert [(row.kind, row.text, row.acronym) for row in rows] == [(DecisionKind.ACTION, "Envoyer la liste", "OM")]
    assert tab._table.current_row.id == rows[0].id
    assert tab._table.hasFocus()


def test_ctrl_n_asks_for_a_decision(workspace: Workspace, tab: DecisionsTab) -> None:
    load(workspace, tab, 6)
    tab.create_new()
    assert tab._form.text_edit.hasFocus()
    assert tab._form._kind is DecisionKind.DECISION


def test_the_filter_keeps_what_matches(workspace: Workspace, tab: DecisionsTab) -> None:
    load(workspace, tab, 5)
    tab.focus_filter()
    QTest.keyClicks(tab._filter, "halls")
    assert tab._table.model().rowCount() < 18
    tab._filter.clear()
    assert tab._table.model().rowCount() == 18


def test_the_form_says_the_coming_number_and_what_is_typed(workspace: Workspace, tab: DecisionsTab) -> None:
    load(workspace, tab, 6)
    told: list[tuple[str, str, object]] = []
    tab._form.edited.connect(lambda *values: told.append(values))
    tab._new_decision()
    workspace.tasks.drain()
    assert tab._form.ref == "D-29"
    assert "D-29" in tab._form._badge.text()
    QTest.keyClicks(tab._form.text_edit, "Poser")
    tab._form.due_edit.setText("+15j")
    tab._form.due_edit.editingFinished.emit()
    assert told[-1] == ("Poser", "", workspace.today + dt.timedelta(days=15))
    told.clear()
    tab._form.close_form()
    assert told == []  # what is given up is no draft: `closed` says so


def test_a_disagreement_is_noted_shown_and_taken_back(workspace: Workspace, tab: DecisionsTab) -> None:
    key = workspace.tasks.store.write(decisions.create, 6, "Poser la serrure").result
    load(workspace, tab, 6)
    tab._table.select(key)
    workspace.tasks.drain()
    tab._panel.note_dissent()
    workspace.tasks.drain()
    asked = next(each for each in QApplication.topLevelWidgets() if isinstance(each, Popover) and each.isVisible())
    asked.submit()
    workspace.tasks.drain()
    assert asked.isVisible()  # nobody is named yet
    asked.findChild(SeatField).setText("hd")  # type: ignore[union-attr]
    asked.submit()
    workspace.tasks.drain()
    load(workspace, tab, 6)
    (line,) = tab._panel.findChildren(DissentLine)
    assert "Habitat du Détroit" in line.accessibleName()
    line.removed.emit(line._id)
    workspace.tasks.drain()
    assert workspace.tasks.store.read(decisions.sheet, key, workspace.today).dissents == ()
