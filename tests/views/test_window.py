"""The window: first start, opening, going about, undo, looks, documents."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from psq_desktop import app, db
from psq_desktop.french import typeset
from psq_desktop.services import history, meetings
from psq_desktop.services.deciding import decisions
from psq_desktop.services.preparing import agenda
from psq_desktop.settings import Settings
from psq_desktop.views.commands import COMMANDS
from psq_desktop.views.decision_parts.reminding import Reminding
from psq_desktop.views.desk import Desk
from psq_desktop.views.dialogs.help import HelpWindow
from psq_desktop.views.dialogs.upgrade import CANCEL, UPGRADE
from psq_desktop.views.documents import DocumentPreview
from psq_desktop.views.main_window import MainWindow
from psq_desktop.views.screen import Route
from psq_desktop.views.search.page import SearchPage
from tests.conftest import TODAY


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = app.build_window(Settings(), lambda: TODAY)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.leave_base()


@pytest.fixture
def desk(window: MainWindow, demo_database: db.Database) -> Desk:
    made = window.use(demo_database, demo_database.path)
    made.tasks.drain()
    return made


def test_without_a_base_only_the_commands_that_need_none_are_enabled(window: MainWindow) -> None:
    enabled = {c.key for c in COMMANDS if window._actions[c.key].isEnabled()}
    assert enabled == {c.key for c in COMMANDS if not c.base}


def test_every_command_runs_a_method_of_the_window() -> None:
    assert [c.key for c in COMMANDS if not callable(getattr(MainWindow, c.run, None))] == []


def test_no_shortcut_is_given_twice(window: MainWindow) -> None:
    keys = [key.toString() for action in window._actions.values() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_the_menu_tells_the_keys_that_screens_take(window: MainWindow) -> None:
    told = {c.key: window._actions[c.key].text().partition("\t")[2] for c in COMMANDS}
    assert {key for key, keys in told.items() if keys} == {c.key for c in COMMANDS if c.taken}
    assert (told["next_item"], told["decision"]) == ("Ctrl+→", "F7")


def test_the_register_is_exported_and_late_pilots_chased_from_the_menu(
    window: MainWindow, desk: Desk, demo_database: db.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, int]] = []
    chased: list[int] = []
    monkeypatch.setattr(Reminding, "remind", lambda _self, ids: chased.append(len(ids)))
    desk.workspace.register_requested.disconnect()
    desk.workspace.register_requested.connect(lambda how, ids, _title: asked.append((how, len(ids))))
    for key in ("remind_decisions", "export_register"):
        window._actions[key].trigger()
        desk.tasks.drain()
    late = sum(bool(row.late_days) for row in demo_database.read(decisions.register, TODAY))
    assert chased == [late] and late
    assert len(asked) == 1 and asked[0][0] == "export" and asked[0][1] > late


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A base as the version before this one left it."""
    path = tmp_path / "ancienne.psq"
    path.write_bytes(gzip.decompress((Path(__file__).parents[1] / "data" / "schema-0001.psq.gz").read_bytes()))
    return path


def answer(window: MainWindow, text: str) -> None:
    question = window.findChild(QMessageBox)
    assert isinstance(question, QMessageBox)
    QTest.mouseClick(next(b for b in question.buttons() if b.text() == text), Qt.MouseButton.LeftButton)


def test_an_older_base_is_upgraded_when_asked_and_its_copy_kept(window: MainWindow, older: Path) -> None:
    before = older.read_bytes()
    window.open_path(older)
    assert window.desk is None
    answer(window, UPGRADE)
    assert window.desk is not None
    window.desk.tasks.drain()
    assert len(window.desk.tasks.store.read(meetings.search)) == 6
    copy = older.with_name("ancienne-schema-0001.psq")
    assert copy.name in window.desk.shell.toast.findChildren(QLabel)[0].text()
    assert db.inspect_file(copy) == "0001"
    assert len(copy.read_bytes()) == len(before)


def test_an_older_base_stays_as_it_was_when_the_upgrade_is_declined(window: MainWindow, older: Path) -> None:
    before = older.read_bytes()
    window.open_path(older)
    answer(window, CANCEL)
    assert window.desk is None
    assert older.read_bytes() == before
    assert list(older.parent.iterdir()) == [older]


def test_exploring_opens_the_demonstration_in_one_click_and_leaves_it_in_one(window: MainWindow, qtbot: QtBot) -> None:
    window._first.explore_requested.emit()
    assert window.desk is not None
    window.desk.tasks.drain()
    rows = window.desk.tasks.store.read(meetings.search)
    assert len(rows) == 6
    window.desk.shell.leave_requested.emit()
    qtbot.waitUntil(lambda: window.desk is None)


@pytest.mark.parametrize("content", [None, b"", b"not a database at all" * 100])
def test_a_file_that_is_no_base_is_refused_in_french_and_left_alone(
    window: MainWindow, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "autre.psq"
    if content is not None:
        path.write_bytes(content)
    window.open_path(path)
    assert window.desk is None
    assert window._problem.isVisible()
    assert str(path) in window._problem.accessibleName()
    assert [p.name for p in tmp_path.iterdir()] == ([] if content is None else ["autre.psq"])
    assert content is None or path.read_bytes() == content


def test_going_back_and_forth_returns_to_what_was_shown(desk: Desk) -> None:
    desk.go(Route("decisions"))
    desk.go(Route("meeting", 5, "participants"))
    desk.tasks.drain()
    desk.step(-1)
    assert desk.current is desk._screens["decisions"]
    desk.step(1)
    assert desk.current is desk._screens["meeting"]
    desk.step(1)
    assert desk.current is desk._screens["meeting"]


def test_undo_takes_back_the_last_write_names_it_and_redo_does_it_again(window: MainWindow, desk: Desk) -> None:
    before = desk.tasks.store.read(agenda.items, 6)
    desk.workspace.write(agenda.remove, before[2].id, note="Point 3 supprimé")
    desk.tasks.drain()
    assert desk.shell.toast.text() == "Point 3 supprimé"
    assert window._actions["undo"].text() == "Annuler\u00a0: suppression d’un point"
    desk.shell.toast.undo_requested.emit()
    desk.tasks.drain()
    assert desk.tasks.store.read(agenda.items, 6) == before
    assert window._actions["redo"].text() == "Rétablir\u00a0: suppression d’un point"
    window.redo()
    desk.tasks.drain()
    assert len(desk.tasks.store.read(agenda.items, 6)) == len(before) - 1
    assert desk.shell.toast.text() == "Rétabli\u00a0: suppression d’un point"


def test_nothing_to_undo_is_said_not_ignored(desk: Desk) -> None:
    assert desk.tasks.store.read(history.candidates) == (None, None)
    desk.undo()
    desk.tasks.drain()
    assert desk._banner.isVisible()


def test_a_service_that_fails_by_a_bug_opens_one_dialog_and_changes_nothing(
    window: MainWindow, desk: Desk, qapp: QApplication
) -> None:
    def broken(session: object) -> None:
        raise ValueError("a bug")

    desk.workspace.write(broken)
    desk.tasks.drain()
    dialogs = [w for w in qapp.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    assert [d.windowTitle() for d in dialogs] == ["Une erreur inattendue s’est produite"]
    dialogs[0].reject()
    assert desk.tasks.store.read(history.candidates) == (None, None)


def test_theme_and_text_size_change_what_is_shown_and_are_kept(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.settings_changed) as kept:
        window.next_theme()
    assert kept.args == [window.settings]
    assert window.settings.theme == "dark"
    window.apply_settings(replace(window.settings, text_scale=1.7))
    window.zoom_in()
    window.zoom_in()
    assert window.settings.text_scale == 1.75
    window.zoom_reset()
    assert window.settings.text_scale == 1.0


def test_f1_opens_the_help_of_the_screen_shown(window: MainWindow, desk: Desk) -> None:
    desk.go(Route("decisions"))
    window.show_help()
    assert isinstance(window._help, HelpWindow)
    assert window._help.page == desk.current.help_page if desk.current else False
    window._help.close()


def test_ctrl_k_finds_a_command_without_accents_and_runs_it(desk: Desk, qtbot: QtBot) -> None:
    desk.shell.focus_search()
    search = desk.shell.search_palette.field
    qtbot.keyClicks(search, "decis")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    desk.tasks.drain()
    assert desk.current is desk._screens["decisions"]


def test_ctrl_k_finds_in_the_base_and_opens_it_or_all_of_it(desk: Desk, qtbot: QtBot) -> None:
    palette = desk.shell.search_palette
    desk.shell.focus_search()
    qtbot.keyClicks(palette.field, "controles inter")
    desk.tasks.drain()
    assert palette.list.rows()[0].title == "4.1 Contrôles inter-services"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert desk.route == Route("objectives", 11)
    desk.shell.focus_search()
    qtbot.keyClicks(palette.field, "controle")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.tasks.drain()
    page = desk.current
    assert isinstance(page, SearchPage) and len(page.results.rows()) == 11
    page.chips._buttons["Points et notes"].click()
    assert {row.group for row in page.results.rows()} == {"Points et notes"}
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert desk.route is not None and (desk.route.screen, desk.route.part[:6]) == ("meeting", "agenda")
    desk.shell.focus_search()
    qtbot.keyClicks(palette.field, "ro-03")
    desk.tasks.drain()
    assert (first := palette.list.rows()[0]).title == typeset("RO-03, réserviste")
    assert isinstance(first.key, Route) and (first.key.screen, first.key.part) == ("reserves", "roster")
    palette.leave()
    desk.shell.focus_search()
    qtbot.keyClicks(palette.field, "aide: raccourcis")
    desk.tasks.drain()
    with qtbot.waitSignal(desk.help_requested) as asked:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert asked.args == ["raccourcis"]


def test_minutes_are_previewed_then_saved_where_the_user_says(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "compte rendu"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), "PDF (*.pdf)"))
    desk.papers.preview("minutes", 5, "partners")
    desk.tasks.drain()
    preview = desk.findChild(DocumentPreview)
    assert preview is not None
    qtbot.waitUntil(lambda: preview.idle)
    preview.save_requested.emit(".pdf")
    desk.tasks.drain()
    assert target.with_name("compte rendu.pdf").read_bytes().startswith(b"%PDF")
    assert "compte rendu.pdf" in desk.shell.toast.text()
    preview.close()


def test_an_export_into_a_folder_that_is_gone_says_so(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "gone" / "x.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), "PDF (*.pdf)"))
    desk.papers.export("minutes", 5, "partners")
    desk.tasks.drain()
    assert desk._banner.isVisible()
    assert not target.exists()


def test_a_base_created_in_the_window_is_set_up_and_remembered(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "neuve.psq"
    values = {"district": "Quartier d’essai", "city": "Ville", "committee": "Comité"}
    with qtbot.waitSignal(window.settings_changed):
        window._create(values, path)
    assert window.desk is not None
    window.desk.tasks.drain()
    assert window.settings.last_database == str(path)
    proposal = window.desk.tasks.store.read(meetings.propose, dt.date(2026, 11, 22))
    assert proposal.number == 1
