"""Several decisions at once: chosen, carried over in one step, chased by one draft for each pilot."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from psq_desktop.services.deciding import decisions
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.views.decisions.page import DecisionsPage
from psq_desktop.views.kit import DateField, NotesField
from psq_desktop.views.screen import Workspace
from tests.views.decisions.test_page import page, popover, refs, table

__all__ = ["page"]  # the fixture


def chosen(page: DecisionsPage) -> list[str]:
    return [row.ref for row in page._table.chosen]


def rows(workspace: Workspace) -> dict[str, DecisionRow]:
    return {row.ref: row for row in workspace.tasks.store.read(decisions.register, workspace.today)}


def words(page: DecisionsPage) -> str:
    return " ".join(label.text() for label in page._notice.findChildren(QLabel)).replace("\xa0", " ")


def test_the_keyboard_chooses_several_and_one_step_carries_them_over(workspace: Workspace, page: DecisionsPage) -> None:
    table(page).setFocus()
    QTest.keyClick(table(page), Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert chosen(page) == ["D-11", "D-12"]
    assert page._bar.isVisible() and not page._tools.chips.isVisible()
    QTest.keyClick(table(page), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert chosen(page) == refs(page)
    due = rows(workspace)["D-24"].due
    page._bar.postpone_button.click()
    asked = popover()
    field, reason = asked.findChild(DateField), asked.findChild(NotesField)
    assert field is not None and reason is not None
    field.setText(f"{due:%d/%m/%Y}")
    asked.submit()
    workspace.tasks.drain()
    assert popover() is asked  # the reason is missing: the question stays, with what was typed
    reason.setPlainText("budget voté en janvier")
    asked.submit()
    workspace.tasks.drain()
    after = rows(workspace)
    assert after["D-11"].due == after["D-12"].due == due
    assert "D-24" in words(page) and "D-27" in words(page)
    QTest.keyClick(table(page), Qt.Key.Key_Escape)
    assert len(chosen(page)) == 1 and page._tools.chips.isVisible()


def test_each_pilot_gets_one_draft_and_whoever_has_none_is_named(
    workspace: Workspace, page: DecisionsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page.reminding.folders, "ask", lambda title: tmp_path)
    table(page).selectAll()
    page._bar.remind_button.click()
    workspace.tasks.drain()
    found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(tmp_path.glob("*.eml"))]
    pilots = {row.pilot for row in rows(workspace).values() if not row.state.closed and row.pilot}
    assert len(found) == len(pilots)
    text = found[-1].get_body().get_content()  # type: ignore[union-attr]
    assert "Bonjour" in text
    assert "Sans pilote : D-22" in words(page)
    key = rows(workspace)["D-11"].id
    assert [r.on for r in workspace.tasks.store.read(decisions.sheet, key, workspace.today).reminders] == [
        workspace.today
    ]
    page._choose_one()
    workspace.tasks.drain()
    told = [label.text() for label in page._panel.findChildren(QLabel)]
    assert any("Relance" in each for each in told)


def test_giving_up_the_folder_logs_nothing(
    workspace: Workspace, page: DecisionsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page.reminding.folders, "ask", lambda title: None)
    assert "2" in page._remind.text()
    page._remind.click()
    workspace.tasks.drain()
    key = rows(workspace)["D-11"].id
    assert workspace.tasks.store.read(decisions.sheet, key, workspace.today).reminders == ()
    assert not page.reminding.work.busy


def test_an_objective_narrows_the_register(workspace: Workspace, page: DecisionsPage) -> None:
    field = page._tools.objective
    wanted = rows(workspace)["D-12"]
    field.set_value(wanted.objective_id)
    field.activated.emit(field.currentIndex())
    workspace.tasks.drain()
    assert "D-12" in refs(page)
    assert {rows(workspace)[ref].objective for ref in refs(page)} == {wanted.objective}


def test_a_date_typed_by_hand_is_read(workspace: Workspace, page: DecisionsPage) -> None:
    page.together.postpone(page._table.chosen, page._bar.postpone_button)
    asked = popover()
    asked.findChild(DateField).setText("+15j")  # type: ignore[union-attr]
    asked.findChild(NotesField).setPlainText("devis")  # type: ignore[union-attr]
    asked.submit()
    workspace.tasks.drain()
    assert rows(workspace)["D-11"].due == workspace.today + dt.timedelta(days=15)


def test_what_was_closed_long_ago_is_found_while_open_ones_are_shown(workspace: Workspace, page: DecisionsPage) -> None:
    page._filter.setText("carte des pannes d'eclairage")
    workspace.tasks.drain()
    assert refs(page) == ["A-9"]
    assert page._tools.chips.current == "all"
