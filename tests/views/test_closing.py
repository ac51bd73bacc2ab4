"""Nothing typed is lost without a word; « Annuler » in the toast takes back what the toast says."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psq_desktop import app, db
from psq_desktop.errors import UserError
from psq_desktop.services import history
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import MinutesState
from psq_desktop.services.minuting import minutes
from psq_desktop.services.preparing import agenda
from psq_desktop.settings import Settings
from psq_desktop.views.desk import DISCARD, Desk
from psq_desktop.views.kit import Button
from psq_desktop.views.main_window import MainWindow
from psq_desktop.views.meeting.minutes_tab import MinutesTab
from psq_desktop.views.meeting.minutes_tab_item import ItemSection
from psq_desktop.views.screen import Route
from tests.conftest import TODAY

OPEN_MEETING, TYPED = 5, "Un texte qui compte. "
SEALING = (MinutesState.REVIEWED, MinutesState.VALIDATED, MinutesState.CIRCULATED, MinutesState.APPROVED)


class Grudging:
    """A store that refuses writes while ``error`` is set, and may be slow."""

    def __init__(self, store: db.Database) -> None:
        self._store = store
        self.error: Exception | None = None
        self.slow = 0.0

    def write(self, service: Any, *args: Any, **kwargs: Any) -> Any:
        time.sleep(self.slow)
        if self.error is not None:
            raise self.error
        return self._store.write(service, *args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


@pytest.fixture
def store(demo_database: db.Database) -> Grudging:
    return Grudging(demo_database)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = app.build_window(Settings(), lambda: TODAY)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.leave_base(discard=True)


@pytest.fixture
def desk(window: MainWindow, store: Grudging) -> Desk:
    store.write(minutes.correct, OPEN_MEETING, "Erreur de plume")
    made = window.use(store, store.path)
    made.tasks.drain()
    return made


def section(desk: Desk) -> ItemSection:
    desk.go(Route("meeting", OPEN_MEETING, "minutes"))
    desk.tasks.drain()
    tab = desk.current.tab  # type: ignore[union-attr]
    assert isinstance(tab, MinutesTab)
    item = desk.tasks.store.read(agenda.items, OPEN_MEETING)[0]
    found = tab._paper.section(item.id)
    assert found is not None
    return found


def type_text(found: ItemSection) -> None:
    found.editor.textCursor().insertText(TYPED)
    assert found.editor.dirty


def notes(store: Grudging) -> str:
    return " ".join(block.text for block in store.read(agenda.items, OPEN_MEETING)[0].notes)


def test_the_toast_takes_back_its_own_step_though_a_silent_write_came_after(desk: Desk) -> None:
    before = desk.tasks.store.read(agenda.items, 6)
    desk.workspace.write(agenda.remove, before[2].id, note="Point 3 supprimé")
    desk.tasks.drain()
    desk.workspace.write(agenda.set_field, before[0].id, "title", "Renommé en silence")
    desk.tasks.drain()
    desk.shell.toast.undo_requested.emit()
    desk.tasks.drain()
    after = desk.tasks.store.read(agenda.items, 6)
    assert [item.id for item in after] == [item.id for item in before]
    assert after[0].title == "Renommé en silence"


def test_sealing_offers_no_undo(desk: Desk) -> None:
    for state in SEALING:
        desk.workspace.write(minutes.set_state, OPEN_MEETING, state, TODAY, note="Un pas")
        desk.tasks.drain()
        assert desk.shell.toast._undo.isVisible()
    desk.workspace.write(minutes.set_state, OPEN_MEETING, MinutesState.SEALED, TODAY, note="Compte rendu scellé")
    desk.tasks.drain()
    assert desk.shell.toast.text() == "Compte rendu scellé"
    assert not desk.shell.toast._undo.isVisible()
    assert desk.tasks.store.read(history.candidates)[0] is None


@pytest.mark.parametrize("error", [UserError("database_locked"), UserError("disk_full"), ValueError("a bug")])
def test_a_refused_text_keeps_the_base_open_then_may_be_copied_and_given_up(
    window: MainWindow, desk: Desk, store: Grudging, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "show_crash", lambda _: None)
    desk.crashed.disconnect()
    found = section(desk)
    store.error = error
    type_text(found)
    assert not window.close()
    assert window.isVisible() and window.desk is desk
    assert found.editor.dirty and TYPED.strip() in found.editor.toPlainText()
    assert desk._banner.isVisible() and not desk._banner._action.text().endswith(DISCARD)
    assert not window.leave_base()
    assert desk._banner._action.text().endswith(DISCARD)
    desk._banner.second_requested.emit()
    assert TYPED.strip() in QApplication.clipboard().text()
    desk._banner.action_requested.emit()
    QApplication.processEvents()
    assert window.desk is None


def test_once_the_database_takes_it_the_text_is_written_and_the_window_closes(
    window: MainWindow, desk: Desk, store: Grudging
) -> None:
    found = section(desk)
    store.error = UserError("database_locked")
    type_text(found)
    assert not window.leave_base()
    store.error = None
    assert window.leave_base()
    assert TYPED.strip() in notes(store)


def test_going_elsewhere_and_back_keeps_a_refused_text(desk: Desk, store: Grudging) -> None:
    found = section(desk)
    store.error = UserError("disk_full")
    type_text(found)
    desk.go(Route("decisions"))
    desk.tasks.drain()
    assert desk._banner.isVisible()
    desk.go(Route("meeting", 4, "minutes"))
    desk.tasks.drain()
    again = section(desk)
    assert again.editor.dirty and TYPED.strip() in again.editor.toPlainText()
    store.error = None
    again.editor.commit()
    desk.tasks.drain()
    assert TYPED.strip() in notes(store)
    assert not desk.unsaved_text()


def test_minutes_validated_meanwhile_keep_what_was_being_typed(window: MainWindow, desk: Desk) -> None:
    found = section(desk)
    type_text(found)
    for state in (MinutesState.REVIEWED, MinutesState.VALIDATED):
        desk.workspace.write(minutes.set_state, OPEN_MEETING, state, TODAY)
    desk.tasks.drain()
    assert not window.leave_base()
    assert TYPED.strip() in found.editor.toPlainText()
    assert "validé" in desk._banner._text.text()


def test_leaving_twice_while_the_database_is_slow_leaves_once(window: MainWindow, desk: Desk, store: Grudging) -> None:
    store.slow = 0.2
    type_text(section(desk))
    QTimer.singleShot(20, window.leave_base)
    QTimer.singleShot(40, window.close)
    assert window.leave_base()
    QApplication.processEvents()
    assert window.desk is None and not window.isVisible()
    assert TYPED.strip() in notes(store)


def test_what_is_asked_after_closing_is_quietly_not_done(window: MainWindow, desk: Desk) -> None:
    tasks = desk.tasks
    window.leave_base()
    tasks.read(history.candidates, then=print)
    assert tasks.idle


def test_opening_the_meeting_gives_the_focus_to_its_page(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    desk.go(Route("meeting", 6, "agenda"))
    desk.tasks.drain()
    page: Any = desk.current
    page.course.start_button.setFocus()
    qtbot.mouseClick(page.course.start_button, Qt.MouseButton.LeftButton)
    desk.tasks.drain()
    if page.note.isVisible():
        qtbot.mouseClick(page.note._action, Qt.MouseButton.LeftButton)
        desk.tasks.drain()
    desk.tasks.drain()
    focus, live = QApplication.focusWidget(), desk.current
    assert live is not page and live is not None
    assert focus is not None and live.isAncestorOf(focus)


def test_ctrl_e_exports_what_the_screen_shows(desk: Desk) -> None:
    asked: list[str] = []
    desk.workspace.register_requested.disconnect()
    desk.workspace.register_requested.connect(lambda how, _ids, _title: asked.append(how))
    desk.go(Route("decisions"))
    desk.tasks.drain()
    desk.papers.export_minutes()
    assert asked == ["export"]


def test_the_shortcut_sheet_names_the_keys_of_screens(window: MainWindow) -> None:
    keys = " ".join(keys for _, _, keys in window._shortcut_rows())
    for each in ("F7", "F8", "Ctrl+Maj+T", "F2", "Suppr", "Ctrl+Tab", "Alt+↑"):
        assert each in keys


def test_sealed_minutes_ask_for_nothing_more(desk: Desk) -> None:
    desk.workspace.write(decisions.create, OPEN_MEETING, "Poser un miroir")
    section(desk)
    tab: Any = desk.current.tab  # type: ignore[union-attr]
    verbs = [b for b in tab._checks.findChildren(Button) if b.text().strip() in ("Désigner", "Fixer")]
    assert verbs and all(b.isEnabled() for b in verbs)
    assert tab._decision.isEnabled()
    for state in (*SEALING, MinutesState.SEALED):
        desk.workspace.write(minutes.set_state, OPEN_MEETING, state, TODAY)
    desk.tasks.drain()
    verbs = [b for b in tab._checks.findChildren(Button) if b.text().strip() in ("Désigner", "Fixer")]
    assert verbs and not any(b.isEnabled() for b in verbs)
    assert not tab._decision.isEnabled()
