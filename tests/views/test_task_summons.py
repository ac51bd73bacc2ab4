"""« Prepare nine summonses », in the real window: three actions, and what was written is not said to be sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from psq_desktop.services import meetings
from psq_desktop.services.kinds import MeetingStage, SummonsState
from psq_desktop.services.preparing import summons
from psq_desktop.services.preparing.summons_rows import SummonsRegister
from psq_desktop.services.sitting import attendance
from psq_desktop.views.meeting.summons_dialogs import PostponeDialog
from psq_desktop.views.meeting.summons_tab import SummonsTab
from psq_desktop.views.screen import Route
from tests.conftest import TODAY
from tests.views.test_journey import Secretary, secretary

__all__ = ["secretary"]  # the fixture

MOST_ACTIONS = 3


def register(secretary: Secretary, meeting_id: int) -> SummonsRegister:
    found: SummonsRegister = secretary.desk.tasks.store.read(summons.register, meeting_id, TODAY)
    return found


def states(secretary: Secretary, meeting_id: int) -> list[SummonsState]:
    return [row.state for row in register(secretary, meeting_id).recipients]


def new_meeting(secretary: Secretary) -> int:
    """A meeting of nine seats, nobody invited."""
    workspace, store = secretary.desk.workspace, secretary.desk.tasks.store
    proposal = store.read(meetings.propose, TODAY)
    made: list[int] = []
    workspace.write(
        meetings.create, proposal.formations[0].id, proposal.date, proposal.starts, "Mairie", then=made.append
    )  # fmt: skip
    secretary.settle()
    for row in register(secretary, made[0]).recipients[9:]:
        workspace.write(attendance.remove, row.seat_id)
    workspace.go.emit(Route("meeting", made[0]))
    secretary.settle()
    return made[0]


def test_nine_summonses_take_three_actions(
    secretary: Secretary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting_id, folder = new_meeting(secretary), tmp_path / "envoi"

    def choose(*_: object) -> str:
        secretary.actions += 1
        return str(folder)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    tabs = secretary.page.tabs
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(2).center())
    secretary.actions = 1
    secretary.settle()
    tab = secretary.page.tab
    assert isinstance(tab, SummonsTab)
    secretary.click(tab.recipients.prepare_button)
    assert secretary.actions == MOST_ACTIONS
    assert sorted(path.suffix for path in folder.iterdir()) == [".eml"] * 9 + [".ics", ".pdf"]
    assert set(states(secretary, meeting_id)) == {SummonsState.DRAFTED}
    assert "9\u00a0brouillons" in tab.told.accessibleName()

    tab.told.action_requested.emit()  # « Marquer envoyées »
    secretary.settle()
    assert set(states(secretary, meeting_id)) == {SummonsState.SENT}
    assert secretary.desk.tasks.store.read(meetings.sheet, meeting_id).stage is MeetingStage.SUMMONED
    assert tab.told.isHidden() and tab.alert.isHidden() and not tab.recipients.prepare_button.isEnabled()

    # It moves: what cannot be is said at its field and kept as it was typed; then everybody is to be invited again.
    tab.perform("postpone")
    secretary.settle()
    dialog = secretary.window.findChild(PostponeDialog)
    assert dialog is not None
    dialog.form.set_values({"date": TODAY, "starts": "midi", "reason": "Salle indisponible"}, force=True)
    dialog.submit()
    assert "illisible" in dialog.form.problem("starts") and dialog.values()["reason"] == "Salle indisponible"
    dialog.form.set_values({"starts": "14h"}, force=True)
    dialog.submit()
    secretary.settle()
    assert secretary.window.findChild(PostponeDialog) is None
    assert set(states(secretary, meeting_id)) == {SummonsState.TO_SEND}
    assert "Salle indisponible" in tab.moved.accessibleName() and tab.recipients.prepare_button.isEnabled()


def test_what_a_row_offers_is_what_can_be_done_with_it(secretary: Secretary) -> None:
    meeting_id = secretary.desk.tasks.store.read(meetings.nearest, TODAY)
    secretary.desk.workspace.go.emit(Route("meeting", meeting_id, "summons"))
    secretary.settle()
    tab = secretary.page.tab
    assert isinstance(tab, SummonsTab)
    before = {row.seat_id: row.state for row in register(secretary, meeting_id).recipients}
    sent = next(key for key, state in before.items() if state is SummonsState.SENT)
    tab.recipients.table.select(sent)
    tab.recipients.table.row_activated.emit(tab.recipients.table.current_row)
    tab.recipients.choose("refused")
    tab.recipients.choose("coming")
    secretary.settle()
    found = next(row for row in register(secretary, meeting_id).recipients if row.seat_id == sent)
    assert found.state is SummonsState.REFUSED and found.reply is not None
    tab.recipients.filter_field.setText(found.name)
    assert tab.recipients.table.model().rowCount() == 1
    secretary.press(Qt.Key.Key_Escape)
