"""The room on one screen: its clock, its notes, who is here, what is decided, and the states in which it cannot run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from psq_desktop import richtext
from psq_desktop.richtext import to_plain
from psq_desktop.services import meetings
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import DisclosureLevel, MeetingStage
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import attendance, live, presence, votes
from psq_desktop.services.sitting.live_rows import LiveMeeting
from psq_desktop.views.live.page import LivePage
from psq_desktop.views.screen import DraftDecision, Route, Workspace
from tests.views.audit import cut_texts, unnamed_controls
from tests.views.meeting.acting import CTRL, entry

Key = Qt.Key
OPENED = dt.datetime(2026, 12, 13, 9, 31)


class Room:
    """The live page of meeting 6 with a clock that only the test moves."""

    def __init__(self, workspace: Workspace, page: LivePage) -> None:
        self.workspace, self.page, self.now = workspace, page, OPENED
        page.clock = lambda: self.now
        self.went: list[Route] = []
        workspace.go.connect(self.went.append)
        workspace.tasks.written.connect(self._on_written)

    def _on_written(self, changes: Any, _note: str) -> None:
        self.page.on_written(changes)

    def settle(self) -> None:
        for _ in range(3):
            self.workspace.tasks.drain()
            QApplication.processEvents()

    def write(self, service: Any, *args: Any) -> None:
        self.workspace.write(service, *args)
        self.settle()

    def read(self, service: Any, *args: Any, **more: Any) -> Any:
        return self.workspace.tasks.store.read(service, *args, **more)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)

    def choose(self, words: str) -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        entry(menu, words).trigger()
        menu.close()
        self.settle()

    @property
    def meeting(self) -> LiveMeeting:
        found: LiveMeeting = self.read(live.sheet, 6, self.workspace.today)
        return found


@pytest.fixture
def room(workspace: Workspace, show: Callable[..., None]) -> Room:
    page = LivePage(workspace)
    made = Room(workspace, page)
    show(page, 1280, 620)
    page.activateWindow()
    page.open(Route("live", 6))
    made.settle()
    return made


@pytest.fixture
def running(room: Room) -> Room:
    room.page.note.action_requested.emit()  # « Ouvrir la séance »
    room.settle()
    return room


def test_a_meeting_to_come_shows_its_room_and_opens_in_one_click(room: Room) -> None:
    assert "pas encore ouverte" in room.page.note.accessibleName()
    assert room.page.head.next_button.isHidden() and not room.page.ticker.isActive()
    room.page.note.action_requested.emit()
    room.settle()
    assert room.meeting.current is not None and room.meeting.current.number == 1
    assert room.page.note.isHidden() and room.page.ticker.isActive()
    assert [*unnamed_controls(room.page), *cut_texts(room.page)] == []


def test_the_item_that_is_left_keeps_its_time_and_its_notes(running: Room) -> None:
    page = running.page
    page.take_focus()
    running.type("Adopte sans remarque.")
    running.now += dt.timedelta(minutes=4, seconds=30)
    page.tick()
    assert page.head.timer.text() == "04:30"
    running.press(Key.Key_Right, CTRL)
    first, second = running.meeting.items[:2]
    assert (first.spent, second.running_since) == (270, int(running.now.timestamp()))
    assert to_plain(running.read(agenda.items, 6)[0].notes) == "Adopte sans remarque."
    assert page.notes.editor is not None and page.notes.editor.item.id == second.id and page.notes.editor.hasFocus()
    running.press(Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    running.now += dt.timedelta(hours=1)
    page.tick()
    assert page.head.timer.text() == "00:00" and running.meeting.paused
    running.press(Key.Key_Left, CTRL)
    assert running.meeting.current_id == first.id
    assert page.notes.editor.toPlainText() == "Adopte sans remarque."


def _from_elsewhere(room: Room, service: Any, *args: Any) -> None:
    """Another window on the same base: this one is told nothing."""
    room.workspace.tasks.store.write(service, *args)


def test_notes_written_in_two_windows_are_both_shown_and_none_is_lost(running: Room) -> None:
    page, (first, second, *_) = running.page, running.meeting.items
    page.take_focus()
    running.type("Les miennes")
    _from_elsewhere(running, agenda.save_notes, first.id, richtext.plain("Les leurs"))
    page.commit_edits()
    running.settle()
    editor = page.notes.editor
    assert editor is not None and editor.toPlainText() == "Les miennes" and "Les miennes" in page.unsaved_text()
    assert to_plain(running.read(agenda.notes, first.id)) == "Les leurs"
    note = editor.saving.note
    assert note.isVisible() and "« Les leurs »" in note.accessibleDescription().replace("\u00a0", " ")
    assert [*unnamed_controls(page), *cut_texts(page)] == []
    note.both_button.click()
    running.settle()
    assert to_plain(running.read(agenda.notes, first.id)) == "Les miennes\nLes leurs" and note.isHidden()
    assert page.unsaved_text() == ""
    _from_elsewhere(running, agenda.save_notes, first.id, richtext.plain("Encore"))
    running.type("!")
    running.press(Key.Key_Right, CTRL)  # the item is left: its text waits there
    assert running.meeting.current_id == second.id and "Les leurs" in page.unsaved_text()
    running.press(Key.Key_Left, CTRL)
    note.mine_button.click()
    running.settle()
    assert to_plain(running.read(agenda.notes, first.id)).splitlines()[0] == "Les miennes"
    assert page.unsaved_text() == ""


def test_going_on_in_two_windows_skips_no_item(running: Room) -> None:
    _first, second, *_ = running.meeting.items
    _from_elsewhere(running, live.next_item, 6, int(running.now.timestamp()) + 60)
    running.press(Key.Key_Right, CTRL)
    assert running.meeting.current_id == second.id
    assert running.page.facts is not None and running.page.facts.meeting.current_id == second.id


def test_a_decision_half_typed_is_never_forgotten_nor_shown_elsewhere(running: Room) -> None:
    page = running.page
    running.press(Key.Key_F7)
    running.type("Fermer la rue")
    page.open(Route("live", 5))
    running.settle()
    assert page.entries.form.isHidden() and "Fermer la rue" in page.unsaved_text()
    page.open(Route("live", 6))
    running.settle()
    running.press(Key.Key_F7)
    assert page.entries.form.text_edit.text() == "Fermer la rue"
    running.press(Key.Key_Escape)
    assert page.unsaved_text() == ""


def test_writing_goes_on_after_an_unplanned_item(running: Room) -> None:
    page = running.page
    page.agenda.ask_item()
    running.type("Incident, 10 min")
    running.press(Key.Key_Return)
    assert page.notes.editor is not None and page.notes.editor.hasFocus()


def test_commands_at_the_start_of_a_line_open_their_forms(running: Room) -> None:
    page = running.page
    drafts: list[DraftDecision | None] = []
    running.workspace.decision_drafted.connect(drafts.append)
    page.take_focus()
    running.type("/action")
    running.settle()
    assert page.entries.form.isVisible() and page.notes.editor is not None and page.notes.editor.toPlainText() == ""
    running.type("Poser un miroir")
    ref = f"A-{running.meeting.next_decision}"
    assert drafts[-1] == DraftDecision(running.meeting.current_id, ref, "Poser un miroir", "", None)
    running.press(Key.Key_Return, CTRL)
    assert drafts[-1] is None and page.entries.form.isHidden()
    assert [d.ref for d in running.read(decisions.register, running.workspace.today, meeting_id=6)] == [ref]
    running.write(agenda.set_field, running.meeting.current_id, "disclosure", DisclosureLevel.RESTRICTED)
    running.press(Key.Key_F7)
    drafts.clear()
    running.type("Secret")
    assert set(drafts) == {None}
    running.press(Key.Key_Escape)
    running.type("/vote")
    assert page.entries.vote_form.isVisible()


def test_a_vote_is_checked_against_who_is_in_the_room_and_told(running: Room) -> None:
    page, form = running.page, running.page.entries.vote_form
    running.write(attendance.all_present, 6)
    page.entries.new_vote()
    form.subject_edit.setText("Le budget")
    form.hands["in_favour"].setText("99")
    form.record()
    running.settle()
    assert form.isVisible() and form._problem.text() and form.subject_edit.text() == "Le budget"
    form.hands["in_favour"].setText("2")
    form.hands["against"].setText("1")
    form.record()
    running.settle()
    assert form.isHidden()
    vote = running.read(votes.of_meeting, 6)[0]
    assert (vote.subject, vote.in_favour, vote.against, vote.abstained) == ("Le budget", 2, 1, 0)
    card = page.record.cards[0]
    card.setFocus()
    running.press(Key.Key_Return)
    running.choose("Supprimer le vote")
    assert running.read(votes.of_meeting, 6) == ()


def test_a_disagreement_is_noted_from_the_card_of_its_decision(running: Room) -> None:
    running.write(attendance.all_present, 6)
    running.write(decisions.create, 6, "Fermer le passage")
    card = running.page.record.cards[0]
    card.setFocus()
    running.press(Key.Key_Return)
    running.choose("Police municipale")
    running.type("Le detour est trop long.")
    running.press(Key.Key_Return, CTRL)
    assert [(e.who, e.text) for e in running.read(votes.dissents, 6)] == [
        ("Police municipale", "Le detour est trop long.")
    ]
    assert "Désaccord de Police municipale" in card._more.text()


def test_who_speaks_is_written_in_bold_at_a_new_paragraph(running: Room) -> None:
    running.write(attendance.all_present, 6)
    running.page.take_focus()
    running.type("Ouverture.")
    running.press(Key.Key_F9)
    running.type("police mun")
    running.press(Key.Key_Return)
    running.type("demande un agent.")
    running.page.commit_edits()
    running.settle()
    blocks = running.read(agenda.items, 6)[0].notes
    assert [block.text for block in blocks] == ["Ouverture.", "Police municipale demande un agent."]
    assert blocks[1].runs[0].bold and not blocks[1].runs[-1].bold


def test_seats_are_filled_by_letters_and_the_counts_follow(running: Room) -> None:
    page = running.page
    running.press(Key.Key_M, CTRL)
    line = page.room.seats[0]
    assert line.hasFocus()
    running.press(Key.Key_P)
    assert running.meeting.seats[0].here
    assert page.room._head._detail.text().startswith("1 sur")
    running.write(presence.leave, line.id, dt.time(9, 50))
    assert line._badge.text() == "Parti"


def test_an_unplanned_item_stays_typed_when_it_cannot_be_added(running: Room) -> None:
    page = running.page
    page.agenda.ask_item()
    running.press(Key.Key_Return)
    assert page.agenda._add_row.problem
    running.type("Eclairage du parc, 5 min, Ville de Calais")
    running.press(Key.Key_Return)
    assert [(i.title, i.planned_minutes) for i in running.meeting.items][1] == ("Eclairage du parc", 5)
    assert page.agenda._add_row.isHidden()


def test_closing_tells_and_leads_on_and_a_deleted_meeting_leads_away(running: Room) -> None:
    page = running.page
    page.take_focus()
    running.press(Key.Key_Right, CTRL)
    running.type("Derniers mots.")
    page.course.close()
    running.settle()
    assert running.read(meetings.sheet, 6).stage is MeetingStage.HELD
    assert to_plain(running.read(agenda.items, 6)[1].notes) == "Derniers mots."
    assert page.notes.item_id == running.meeting.items[1].id  # the page stays where it was
    assert page.closed_card.isVisible() and not page.ticker.isActive()
    assert page.notes.editor is not None and page.notes.editor.isReadOnly()
    assert page.notes._hint.isHidden() and not page.notes.tools._buttons["bold"].isEnabled()
    page.open(Route("live", 5))
    running.settle()
    assert page.closed_card.isHidden() and "close" in page.note.accessibleName()
    page.note.action_requested.emit()
    assert running.went[-1] == Route("meeting", 5, "minutes")
    page.open(Route("live", 999))
    running.settle()
    assert running.went[-1] == Route("meetings")


def test_an_empty_agenda_and_an_empty_room_say_what_to_do(running: Room) -> None:
    store, before = running.workspace.tasks.store, running.meeting
    for item in before.items:
        store.write(agenda.remove, item.id)
    for seat in before.seats:
        store.write(attendance.remove, seat.id)
    running.page.reload()
    running.settle()
    page = running.page
    assert "ordre du jour est vide" in page.note.accessibleName()
    assert page.room._none.isVisible()
    page.note.action_requested.emit()
    running.settle()
    running.type("Bilan, 10 min")
    running.press(Key.Key_Return)
    assert page.note.isHidden() and running.meeting.current is not None
    assert page.notes.editor is not None
