"""A whole meeting in the real window: from its summonses to its sealed minutes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from psq_desktop import db
from psq_desktop.services import meetings
from psq_desktop.services.kinds import AttendanceStatus, DisclosureLevel, MeetingStage, MinutesState, SummonsState
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.services.minuting import minutes, versions
from psq_desktop.services.preparing import summons
from psq_desktop.views.decision_parts.popover import Popover
from psq_desktop.views.live.page import LivePage
from psq_desktop.views.meeting.minutes_tab import MinutesTab
from psq_desktop.views.meeting.summons_tab import SummonsTab
from psq_desktop.views.screen import Route
from tests.views.test_journey import Secretary
from tests.views.test_task_meeting import DAY, secretary

__all__ = ["secretary"]  # the fixture: the day of meeting 6, on its page

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
MEETING = 6


def sheet(secretary: Secretary) -> MeetingSheet:
    found: MeetingSheet = secretary.desk.tasks.store.read(meetings.sheet, MEETING)
    return found


def step(secretary: Secretary, state: MinutesState) -> None:
    """The one step that the minutes propose leads to the state."""
    tab = secretary.page.tab
    assert isinstance(tab, MinutesTab)
    secretary.click(tab._states._next)
    asked = secretary.window.findChild(Popover)
    if asked is not None and asked.isVisible():
        asked.submitted.emit({})
        secretary.settle()
    assert sheet(secretary).minutes_state is state


def test_a_meeting_goes_from_its_summonses_to_its_sealed_minutes(
    secretary: Secretary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, workspace = secretary.desk.tasks.store, secretary.desk.workspace
    assert isinstance(store, db.Database)

    # The summonses that were still to go: a draft each, then said to be sent.
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "envoi"))
    workspace.go.emit(Route("meeting", MEETING, "summons"))
    secretary.settle()
    tab = secretary.page.tab
    assert isinstance(tab, SummonsTab)
    secretary.click(tab.recipients.prepare_button)
    assert sorted(path.suffix for path in (tmp_path / "envoi").iterdir()) == [".eml"] * 3 + [".ics", ".pdf"]
    tab.told.action_requested.emit()
    secretary.settle()
    assert {row.state for row in store.read(summons.register, MEETING, DAY).recipients} == {SummonsState.SENT}

    # The room: everybody there, every item taken up, a decision on the fourth.
    secretary.click(secretary.page.course.start_button)
    page = secretary.desk.current
    assert isinstance(page, LivePage)
    clock = [dt.datetime(2026, 12, 13, 9, 32)]
    page.clock = lambda: clock[0]
    secretary.click(page.room.present_button)
    page.notes.take_focus()
    for number in range(1, 8):
        secretary.type(f"Ce qui s'est dit au point {number}.")
        if number == 4:
            secretary.press(Key.Key_F7)
            secretary.type("Arreter le calendrier", Key.Key_Tab)
            secretary.type("vc", Key.Key_Tab)
            secretary.type("+30j")
            secretary.press(Key.Key_Return, CTRL)
        clock[0] += dt.timedelta(minutes=10)
        if number < 7:
            secretary.press(Key.Key_Right, CTRL)
    secretary.click(page.head.close_button)
    assert sheet(secretary).stage is MeetingStage.HELD and sheet(secretary).ends == dt.time(10, 42)

    # The minutes: reviewed, validated, corrected for a reason, circulated, observed, answered, approved, sealed.
    secretary.click(page.closed_card.validate_button)
    workspace.go.emit(Route("meeting", MEETING, "minutes"))
    secretary.settle()
    assert sheet(secretary).minutes_state is MinutesState.REVIEWED
    step(secretary, MinutesState.VALIDATED)
    workspace.write(minutes.correct, MEETING, "Nom mal orthographié au point 4", DAY)
    secretary.settle()
    assert sheet(secretary).minutes_state is MinutesState.DRAFT
    for state in (MinutesState.REVIEWED, MinutesState.VALIDATED, MinutesState.CIRCULATED):
        step(secretary, state)
    key: list[int] = []
    workspace.write(minutes.add_observation, MEETING, 5, "Préciser le lieu.", DAY, then=key.append)
    secretary.settle()
    workspace.write(minutes.answer_observation, key[0], "Précision portée au dossier.")
    secretary.settle()
    step(secretary, MinutesState.APPROVED)
    step(secretary, MinutesState.SEALED)

    # What is sealed holds what was said, and keeps its two versions.
    document = store.read(minutes.compose, MEETING, DisclosureLevel.PARTNERS, DAY)
    assert document.digest == sheet(secretary).digest and not document.draft and document.version == 2
    notes = [item.notes[0].text for item in document.items]
    assert notes == [f"Ce qui s'est dit au point {number}." for number in range(1, 8)]
    assert [(line.text, line.pilot) for line in document.decisions] == [("Arreter le calendrier", "Ville de Calais")]
    assert {seat.status for seat in document.attendance} <= {
        AttendanceStatus.PRESENT, AttendanceStatus.REPRESENTED, AttendanceStatus.EXCUSED,
    }  # fmt: skip
    assert {version.number for version in store.read(versions.of_meeting, MEETING)} == {1, 2}
    assert store.read(minutes.broken_seals) == ()
