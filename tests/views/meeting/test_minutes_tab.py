"""The minutes: written in place, decisions recorded by keyboard, checks mended on the spot."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from psq_desktop.richtext import from_markup, to_plain
from psq_desktop.services import meetings
from psq_desktop.services.deciding import decisions
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.kinds import DecisionKind, DisclosureLevel, MinutesState
from psq_desktop.services.minuting import minutes
from psq_desktop.services.preparing import agenda
from psq_desktop.views.decision_parts.form import DecisionForm
from psq_desktop.views.decision_parts.popover import Popover
from psq_desktop.views.kit import Button, Note, TextField
from psq_desktop.views.meeting.minutes_tab import MinutesTab
from psq_desktop.views.meeting.minutes_tab_checks import CheckLine
from psq_desktop.views.meeting.minutes_tab_states import StateSteps
from psq_desktop.views.meeting.minutes_tab_versions import VersionsDialog, marked_up
from psq_desktop.views.note_parts.editor import NotesEditor
from psq_desktop.views.screen import Route, Workspace

Show = Callable[..., None]
MEETING, ITEM = 5, 33  # the third item: halls


class Page(QObject):
    """What the meeting's page does for its tabs: fresh facts after each write."""

    def __init__(self, tab: MinutesTab, workspace: Workspace) -> None:
        super().__init__()
        self.tab, self.workspace = tab, workspace
        self.meeting_id = MEETING
        workspace.tasks.written.connect(self.on_written)

    def on_written(self, changes: Any, note: str) -> None:
        if changes.touch(*self.tab.tables):
            self.load()

    def load(self, meeting_id: int = 0) -> None:
        self.meeting_id = meeting_id or self.meeting_id
        self.workspace.read(meetings.sheet, self.meeting_id, then=self.tab.show_meeting)


@pytest.fixture
def draft(workspace: Workspace) -> None:
    workspace.tasks.store.write(minutes.correct, MEETING, "Erreur de plume")


@pytest.fixture
def tab(workspace: Workspace, show: Show, draft: None) -> MinutesTab:
    made = MinutesTab(workspace)
    made.page = Page(made, workspace)  # type: ignore[attr-defined]  # kept alive with the tab
    show(made)
    made.page.load()  # type: ignore[attr-defined]
    settle(workspace)
    return made


def settle(workspace: Workspace) -> None:
    workspace.tasks.drain()
    for _ in range(20):
        QApplication.processEvents()
    workspace.tasks.drain()


def editor(tab: MinutesTab, item_id: int = ITEM) -> NotesEditor:
    section = tab._paper.section(item_id)
    assert section is not None
    return section.editor


def notes_of(workspace: Workspace, item_id: int) -> str:
    rows = workspace.tasks.store.read(agenda.items, MEETING)
    return next(to_plain(row.notes) for row in rows if row.id == item_id)


def last_decision(workspace: Workspace) -> DecisionRow:
    rows = workspace.tasks.store.read(decisions.register, workspace.today, meeting_id=MEETING)
    found: DecisionRow = max(rows, key=lambda row: row.number)
    return found


def popover() -> Popover:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, Popover) and each.isVisible()]
    assert len(found) == 1
    return found[0]


def check_button(tab: MinutesTab, name: str) -> Button:
    found = [b for line in tab.findChildren(CheckLine) for b in line.findChildren(Button)]
    return next(b for b in found if b.accessibleName().startswith(name))


class Actions:
    """Counts what a user does: a click, a key chord, or a field typed (with the Tab that leaves it)."""

    def __init__(self) -> None:
        self.count = 0

    def chord(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.count += 1
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifiers)

    def type_field(self, text: str, *, leave: bool = True) -> None:
        self.count += 1
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)
        if leave:
            QTest.keyClick(focused, Qt.Key.Key_Tab)


def test_task_6_a_decision_with_pilot_and_date_takes_five_actions(workspace: Workspace, tab: MinutesTab) -> None:
    before = last_decision(workspace).number
    editor(tab).setFocus()
    settle(workspace)
    user = Actions()
    user.chord(Qt.Key.Key_F7)
    user.type_field("Poser la serrure du hall 4")
    user.type_field("hd")
    user.type_field("15/12", leave=False)
    user.chord(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(workspace)
    assert user.count <= 5
    row = last_decision(workspace)
    assert (row.number, row.text) == (before + 1, "Poser la serrure du hall 4")
    assert (row.pilot, row.due, row.item_id) == ("Habitat du Détroit", dt.date(2026, 12, 15), ITEM)
    assert editor(tab).hasFocus()
    assert not tab.findChild(DecisionForm).isVisible()  # type: ignore[union-attr]


def test_a_command_opens_the_form_and_escape_gives_the_focus_back(workspace: Workspace, tab: MinutesTab) -> None:
    written = notes_of(workspace, ITEM)
    field = editor(tab)
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "/action")
    form = tab.findChild(DecisionForm)
    assert form is not None
    assert form.isVisible()
    assert form._kind is DecisionKind.ACTION
    QTest.keyClick(form.text_edit, Qt.Key.Key_Escape)
    settle(workspace)
    assert not form.isVisible()
    assert field.hasFocus()
    assert notes_of(workspace, ITEM) == written


def test_a_decision_without_words_is_refused_and_nothing_typed_goes(workspace: Workspace, tab: MinutesTab) -> None:
    before = last_decision(workspace).number
    editor(tab).setFocus()
    QTest.keyClick(editor(tab), Qt.Key.Key_F8)
    form = tab.findChild(DecisionForm)
    assert form is not None
    QTest.keyClicks(form.pilot_edit, "zzz")
    QTest.keyClick(form.pilot_edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(workspace)
    assert form.isVisible()
    assert form.pilot_edit.text() == "zzz"
    form.pilot_edit.clear()
    QTest.keyClick(form.pilot_edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(workspace)
    assert form.isVisible()
    assert last_decision(workspace).number == before


def test_notes_typed_in_place_are_saved_when_they_are_left(workspace: Workspace, tab: MinutesTab) -> None:
    field = editor(tab)
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    QTest.keyClicks(field, " Fin.")
    editor(tab, 34).setFocus()
    settle(workspace)
    assert notes_of(workspace, ITEM).endswith(" Fin.")
    assert any("Enregistré à" in label.text() for label in tab.findChildren(QLabel))


def test_commit_edits_saves_what_is_still_being_typed(workspace: Workspace, tab: MinutesTab) -> None:
    field = editor(tab)
    field.setFocus()
    QTest.keyClicks(field, "Ici. ")
    tab.commit_edits()
    settle(workspace)
    assert notes_of(workspace, ITEM).startswith("Ici. ")
    assert field.hasFocus()


def test_the_checks_name_what_is_missing_and_mend_it(workspace: Workspace, tab: MinutesTab) -> None:
    check_button(tab, "Désigner").click()
    asked = popover()
    QTest.keyClicks(asked.focusWidget(), "lo")
    asked.submit()
    settle(workspace)
    check_button(tab, "Fixer").click()
    asked = popover()
    QTest.keyClicks(asked.focusWidget(), "+30j")
    asked.submit()
    settle(workspace)
    rows = workspace.tasks.store.read(decisions.register, workspace.today, meeting_id=MEETING)
    row = next(row for row in rows if row.ref == "D-22")
    assert row.pilot == "Logis d’Opale"
    assert row.due == workspace.today + dt.timedelta(days=30)
    assert not any(line.findChildren(Button) for line in tab.findChildren(CheckLine) if line.isVisible())


def test_a_telephone_number_is_shown_where_it_stands(workspace: Workspace, tab: MinutesTab) -> None:
    workspace.tasks.store.write(agenda.save_notes, ITEM, from_markup("Le gardien répond au 06 39 98 12 04 le soir."))
    tab.page.load()  # type: ignore[attr-defined]
    settle(workspace)
    check_button(tab, "Voir").click()
    settle(workspace)
    assert editor(tab).textCursor().selectedText() == "06 39 98 12 04"
    assert editor(tab).hasFocus()
    for _ in range(2):
        tab._states._next.click()
        settle(workspace)
    assert "Valider malgré" in popover().accessibleName()  # told before the text stands, and nothing more
    assert workspace.tasks.store.read(meetings.sheet, MEETING).minutes_state is MinutesState.REVIEWED
    popover().submit()
    settle(workspace)
    assert workspace.tasks.store.read(meetings.sheet, MEETING).minutes_state is MinutesState.VALIDATED


def test_the_minutes_go_through_their_states_and_then_stay_as_they_are(workspace: Workspace, tab: MinutesTab) -> None:
    def state() -> MinutesState:
        found: MinutesState = workspace.tasks.store.read(meetings.sheet, MEETING).minutes_state
        return found

    for verb, expected in (
        ("Marquer relu", MinutesState.REVIEWED), ("Valider", MinutesState.VALIDATED),
        ("Diffuser", MinutesState.CIRCULATED), ("Approuver", MinutesState.APPROVED),
    ):  # fmt: skip
        assert tab._states._next.accessibleName() == verb
        tab._states._next.click()
        if expected is MinutesState.APPROVED:  # an observation waits for its answer: told, and nothing more
            assert "sans réponse" in popover().accessibleName()
            popover().submit()
        settle(workspace)
        assert state() is expected
    assert editor(tab).isReadOnly()
    assert any(note.isVisible() for note in tab.findChildren(Note))
    tab._states._next.click()
    assert state() is MinutesState.APPROVED  # sealing is asked about first
    popover().submit()
    settle(workspace)
    assert state() is MinutesState.SEALED
    assert not tab._states._next.isVisible()
    assert "Scellé" in tab.findChild(StateSteps).accessibleDescription()  # type: ignore[union-attr]


def test_validated_minutes_are_corrected_for_a_reason_and_the_versions_compared(
    workspace: Workspace, tab: MinutesTab
) -> None:
    workspace.tasks.store.write(minutes.set_state, MEETING, MinutesState.VALIDATED, workspace.today)
    tab.page.load()  # type: ignore[attr-defined]
    settle(workspace)
    tab._note.action_requested.emit()
    asked = popover()
    asked.submit()
    settle(workspace)
    assert editor(tab).isReadOnly()  # no reason was given
    field = asked.findChild(TextField)
    assert field is not None
    field.setText("Date de la pose des serrures")
    asked.submit()
    settle(workspace)
    assert not editor(tab).isReadOnly()
    assert not tab._note.isVisible()
    editor(tab).setPlainText("Trois portes <b>posées</b>.")
    tab.course.show_versions()
    settle(workspace)
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, VersionsDialog))
    assert "modification" in dialog.count.text()
    assert "Trois portes <b>posées</b>." in dialog.text.toPlainText()  # shown as it was typed
    assert "<s>" in marked_up(dialog._lines) or "line-through" in dialog.text.toHtml()
    dialog.accept()


def test_a_version_says_what_it_leaves_out(workspace: Workspace, tab: MinutesTab) -> None:
    restricted = tab._paper.section(35)
    assert restricted is not None
    assert restricted.editor.isVisible()
    tab._center.versions._choose(DisclosureLevel.PARTNERS.value)
    settle(workspace)
    assert not restricted.editor.isVisible()
    assert "retiré de cette version" in restricted._mark.text()
    assert "D-25" not in tab._paper._record.text()
    tab._center.versions._choose(DisclosureLevel.PUBLIC.value)
    assert not editor(tab).isVisible()


def test_the_disclosure_of_the_current_item_is_changed_from_its_badge(workspace: Workspace, tab: MinutesTab) -> None:
    editor(tab).setFocus()
    tab._center.disclosure.level_chosen.emit(DisclosureLevel.PUBLIC)
    settle(workspace)
    rows = workspace.tasks.store.read(agenda.items, MEETING)
    assert next(row.disclosure for row in rows if row.id == ITEM) is DisclosureLevel.PUBLIC
    assert "Public" in tab._center.disclosure.accessibleName()


def test_the_plan_leads_to_an_item_by_keyboard(workspace: Workspace, tab: MinutesTab) -> None:
    plan = tab._outline.list
    plan.setFocus()
    for _ in range(12):
        QTest.keyClick(plan, Qt.Key.Key_Down)
    settle(workspace)
    assert plan.place == "next"
    assert tab._paper.verticalScrollBar().value() > 0


def test_documents_are_asked_for_in_the_version_shown(qtbot: QtBot, workspace: Workspace, tab: MinutesTab) -> None:
    tab._center.versions._choose(DisclosureLevel.PUBLIC.value)
    with qtbot.waitSignal(workspace.preview_requested) as asked:
        tab._documents.preview.click()
    assert asked.args == ["minutes", MEETING, "public"]
    with qtbot.waitSignal(workspace.export_requested) as exported:
        tab._documents.export.menu().actions()[0].trigger()
    assert exported.args == ["minutes", MEETING, "public"]


def test_before_the_meeting_notes_can_be_prepared_and_no_state_is_shown(workspace: Workspace, tab: MinutesTab) -> None:
    tab.page.load(6)  # type: ignore[attr-defined]
    settle(workspace)
    assert not tab.findChild(StateSteps).isVisible()  # type: ignore[union-attr]
    first = workspace.tasks.store.read(agenda.items, 6)[0].id
    editor(tab, first).setFocus()
    QTest.keyClicks(editor(tab, first), "Prepare")
    tab.commit_edits()
    settle(workspace)
    assert to_plain(workspace.tasks.store.read(agenda.items, 6)[0].notes) == "Prepare"
    went: list[Route] = []
    workspace.go.connect(went.append)
    check_button(tab, "Pointer").click()
    assert went == [Route("meeting", 6, "participants")]


def test_every_control_has_a_name(tab: MinutesTab) -> None:
    for child in tab.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible():
            assert child.accessibleName(), child


def test_long_minutes_open_without_holding_the_window(workspace: Workspace, show: Show, draft: None) -> None:
    """No turn of the loop holds the window for long; the budget is wide, for shared test machines."""
    long_notes = from_markup("\n".join(["Un paragraphe de **notes** assez long pour tenir deux lignes. " * 3] * 25))
    for row in workspace.tasks.store.read(agenda.items, MEETING):
        workspace.tasks.store.write(agenda.save_notes, row.id, long_notes)
    tab = MinutesTab(workspace)
    show(tab)
    tab.show_meeting(workspace.tasks.store.read(meetings.sheet, MEETING))
    slowest = 0.0
    while not workspace.tasks.idle or tab._paper._waiting:
        start = time.thread_time()
        QApplication.processEvents()
        slowest = max(slowest, time.thread_time() - start)
    assert slowest < 0.25
