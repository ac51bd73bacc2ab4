"""Files dropped anywhere on the window, and the navigation's figure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from psq_desktop import app, db
from psq_desktop.services.rounds import returns
from psq_desktop.settings import Settings
from psq_desktop.views.main_window import MainWindow
from psq_desktop.views.returns.campaign_form import CampaignDialog
from psq_desktop.views.returns.page import ReturnsPage
from psq_desktop.views.screen import Workspace
from tests.views.dropping import entering
from tests.views.returns.conftest import Round, words

LEFT = Qt.MouseButton.LeftButton
COPY = Qt.DropAction.CopyAction


@pytest.fixture
def window(qtbot: QtBot, demo_database: db.Database) -> Iterator[MainWindow]:
    made = app.build_window(Settings())
    qtbot.addWidget(made)
    made.use(demo_database, demo_database.path)
    made.show()
    settle(made)
    yield made
    made.leave_base()


def settle(window: MainWindow) -> None:
    assert window.desk is not None
    for _ in range(3):
        window.desk.tasks.drain()
        QApplication.processEvents()


def dragged(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def workspace_of(window: MainWindow) -> Workspace:
    assert window.desk is not None
    return window.desk.workspace


def nav_name(window: MainWindow) -> str:
    assert window.desk is not None
    return words(window.desk.shell._sidebar._buttons["returns"].accessibleName())


def test_files_held_over_the_window_are_asked_for(window: MainWindow, tmp_path: Path) -> None:
    data = dragged(tmp_path / "a.xlsx")
    event = entering(QPoint(50, 50), data)
    window.dragEnterEvent(event)
    assert event.isAccepted()
    assert window.desk is not None and not window.desk.shell.veil.isHidden()


def test_words_held_over_the_window_are_not_taken(window: MainWindow) -> None:
    data = QMimeData()
    data.setText("bonjour")
    event = entering(QPoint(50, 50), data)
    event.ignore()
    window.dragEnterEvent(event)
    assert not event.isAccepted()


def test_a_workbook_dropped_on_any_screen_reaches_its_card(window: MainWindow, tmp_path: Path) -> None:
    round_ = Round(workspace_of(window), 2)
    assert nav_name(window) == "Retours, 6 à traiter"
    file = round_.answered(tmp_path, "EV", "12")
    data = dragged(file)
    window.dropEvent(QDropEvent(QPointF(50, 50), COPY, data, LEFT, Qt.KeyboardModifier.NoModifier))
    settle(window)
    assert window.desk is not None and window.desk.shell.veil.isHidden()
    page = window.desk.current
    assert isinstance(page, ReturnsPage)
    assert round_.card("EV").return_id is not None
    assert "Écoute Victimes" in words(page.outcome.lines[0].detail.text())
    assert nav_name(window) == "Retours, 7 à traiter"


def test_closing_gives_up_reading(window: MainWindow, tmp_path: Path) -> None:
    round_ = Round(workspace_of(window), 2)
    store = workspace_of(window).tasks.store
    file = round_.answered(tmp_path, "EV", "12")
    received: list[object] = []
    desk = window.desk
    assert desk is not None
    original = returns.receive
    desk.receive_files((file,))
    page = desk.current
    assert isinstance(page, ReturnsPage) and page.work.busy
    store_write = store.write
    store.write = lambda service, *a, **k: received.append(service) or store_write(service, *a, **k)  # type: ignore[method-assign,func-returns-value]
    assert window.leave_base()
    assert original not in received


def test_the_menu_holds_what_the_board_offers(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Relances"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    window._run_command("remind_round")
    settle(window)
    assert len(list(folder.glob("*.eml"))) == 3
    window._run_command("prepare_round")
    settle(window)
    assert len(list(folder.glob("*.eml"))) == 4
    window._run_command("prepare_round")
    settle(window)
    page = window.desk.current if window.desk is not None else None
    assert isinstance(page, ReturnsPage)
    assert "Rien à préparer" in words(page.note.accessibleName())
    window._run_command("edit_round")
    settle(window)
    assert window.findChild(CampaignDialog) is not None
