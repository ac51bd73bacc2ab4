"""The objectives in the window: menus, ways, documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from psq_desktop import app, db
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.steering import objectives
from psq_desktop.services.steering.progress_rows import ProgressDocument
from psq_desktop.settings import Settings
from psq_desktop.views import objective_forms
from psq_desktop.views.desk import Desk
from psq_desktop.views.documents import DocumentPreview
from psq_desktop.views.main_window import MainWindow
from psq_desktop.views.objectives.page import ObjectivesPage
from psq_desktop.views.screen import Route
from tests.conftest import TODAY


@pytest.fixture
def window(qtbot: QtBot, demo_database: db.Database) -> Iterator[MainWindow]:
    made = app.build_window(Settings(), lambda: TODAY)
    qtbot.addWidget(made)
    made.show()
    made.use(demo_database, demo_database.path).tasks.drain()
    yield made
    made.leave_base(discard=True)


@pytest.fixture
def desk(window: MainWindow) -> Desk:
    assert window.desk is not None
    window._actions["place:objectives"].trigger()
    window.desk.tasks.drain()
    return window.desk


def page(desk: Desk) -> ObjectivesPage:
    assert isinstance(desk.current, ObjectivesPage)
    return desk.current


def test_ctrl_3_opens_the_objectives_between_meetings_and_partners(window: MainWindow, desk: Desk) -> None:
    assert window._actions["place:objectives"].shortcut().toString() == "Ctrl+3"
    assert page(desk).isVisible()


def test_the_matrix_is_one_command_away_and_alt_left_leads_back_to_the_list(window: MainWindow, desk: Desk) -> None:
    window._actions["matrix"].trigger()
    desk.tasks.drain()
    assert page(desk).matrix.view.isVisible()
    assert page(desk).matrix.view.hasFocus() or not window.isActiveWindow()
    QTest.keyClick(page(desk).matrix.view, Qt.Key.Key_Return)
    desk.tasks.drain()
    assert page(desk).list.isVisible()
    desk.step(-1)
    assert page(desk).matrix.isVisible()
    desk.step(-1)
    assert page(desk).list.isVisible()


def test_commands_ask_for_an_objective_and_for_the_axes(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def made(_workspace: object, _parent: object, then: Callable[[int], None]) -> None:
        asked.append("new")
        then(7)

    monkeypatch.setattr(objective_forms, "open_new_objective", made)
    monkeypatch.setattr(objective_forms, "open_axes", lambda w, parent: asked.append("axes"))
    window._actions["axes"].trigger()
    desk.go(Route("home"))
    window._actions["new_objective"].trigger()
    desk.tasks.drain()
    assert asked == ["axes", "new"]
    assert page(desk).list.current == 7
    window._actions["new"].trigger()
    assert asked == ["axes", "new", "new"]


@pytest.mark.parametrize(("part", "title", "excel"), [("", "Tableau d’avancement", True), ("matrix", "Matrice", True)])
def test_ctrl_p_previews_what_is_shown_in_three_versions(desk: Desk, part: str, title: str, excel: bool) -> None:
    desk.go(Route("objectives", part=part))
    desk.tasks.drain()
    desk.papers.preview_minutes()
    desk.tasks.drain()
    preview = desk.findChild(DocumentPreview)
    assert preview is not None
    assert preview.windowTitle() == title
    assert isinstance(preview._document, ProgressDocument)
    assert not preview.versions.isHidden()
    assert preview.excel_button.isHidden() is not excel
    assert not preview.note.isVisible()
    preview.versions._choose("public")
    desk.tasks.drain()
    assert isinstance(preview._document, ProgressDocument)
    assert preview._document.level is DisclosureLevel.PUBLIC
    preview.close()


def test_action_sheets_of_one_objective_are_previewed_alone_and_have_no_excel(desk: Desk) -> None:
    key = page(desk).list.current
    desk.workspace.progress_preview_requested.emit("action-sheets", None, key)
    desk.tasks.drain()
    preview = desk.findChild(DocumentPreview)
    assert preview is not None
    assert preview.excel_button.isHidden()
    assert isinstance(preview._document, ProgressDocument)
    assert [sheet.row.id for sheet in preview._document.sheets] == [key]
    preview.close()


@pytest.mark.parametrize(
    ("command", "name"),
    [("export_progress", "avancement.xlsx"), ("export_matrix", "matrice.pdf"), ("export_sheets", "fiches.pdf")],
)
def test_the_menu_shows_the_version_to_export_and_saves_it_in_the_file_that_the_user_names(
    window: MainWindow, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / name), ""))
    window._actions[command].trigger()
    desk.tasks.drain()
    preview = desk.findChild(DocumentPreview)
    assert preview is not None
    assert not preview.versions.isHidden()
    preview.versions._choose("public")
    desk.tasks.drain()
    (preview.excel_button if name.endswith("xlsx") else preview.pdf_button).click()
    desk.tasks.drain()
    preview.close()
    assert (tmp_path / name).stat().st_size > 1000
    assert name in desk.shell.toast.text()


@pytest.mark.parametrize(
    ("route", "title"),
    [
        (Route("home"), "Tableau d’avancement"),
        (Route("objectives"), "Tableau d’avancement"),
        (Route("objectives", part="matrix"), "Matrice"),
    ],
)
def test_the_preview_in_the_menu_is_that_of_what_is_shown(
    window: MainWindow, desk: Desk, route: Route, title: str
) -> None:
    desk.go(route)
    desk.tasks.drain()
    window._actions["preview_progress"].trigger()
    desk.tasks.drain()
    preview = desk.findChild(DocumentPreview)
    assert preview is not None
    assert preview.windowTitle() == title
    preview.close()


def test_a_version_that_leaves_the_objective_out_shows_and_saves_nothing(desk: Desk) -> None:
    store = desk.tasks.store
    key = next(row.id for row in store.read(objectives.search, TODAY) if row.code == "3.1")
    store.write(objectives.set_field, key, "disclosure", DisclosureLevel.RESTRICTED)
    desk.workspace.progress_preview_requested.emit("action-sheets", None, key)
    desk.tasks.drain()
    preview = desk.findChild(DocumentPreview)
    assert preview is not None
    assert "n’est pas montré dans cette version" in preview.note.accessibleName() + preview.note._title.text()
    assert not preview.pdf_button.isEnabled()
    preview.versions._choose("restricted")
    desk.tasks.drain()
    assert preview.note.isHidden()
    assert preview.pdf_button.isEnabled()
    preview.versions._choose("public")
    desk.tasks.drain()
    assert preview._document is None
    preview.close()


def test_removing_an_objective_offers_to_undo_and_brings_it_back(desk: Desk) -> None:
    removed = page(desk).list.current
    QTest.keyClick(page(desk).list.table, Qt.Key.Key_Delete)
    desk.tasks.drain()
    assert desk.shell.toast.text() == "Objectif 1.1 supprimé"
    assert page(desk).list.current != removed
    desk.shell.toast.undo_requested.emit()
    desk.tasks.drain()
    assert page(desk).list.table.select(removed)
