"""Projecting from the program: the menus' commands, and the base that is closed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psq_desktop import app, db
from psq_desktop.settings import Settings
from psq_desktop.views.main_window import MainWindow
from psq_desktop.views.projection.presenter import UNPLUGGED


@pytest.fixture
def window(qtbot: QtBot, demo_database: db.Database) -> Iterator[MainWindow]:
    made = app.build_window(Settings())
    qtbot.addWidget(made)
    made.use(demo_database, demo_database.path)
    yield made
    made.leave_base()


def command(window: MainWindow, key: str) -> QAction:
    return next(action for action in window.findChildren(QAction) if action.data() == key)


def test_a_black_screen_by_the_menu_and_nothing_left_open_when_the_base_is_closed(
    qapp: QApplication, window: MainWindow
) -> None:
    desk = window.desk
    assert desk is not None
    command(window, "black").trigger()  # nothing is projected: nothing happens
    for ask in (desk.workspace.projection_requested, desk.workspace.reading_requested):
        ask.emit(5)
    desk.tasks.drain()
    command(window, "black").trigger()
    shown = (desk.presenter.projection, desk.presenter.reading)
    assert [each.stage.black for each in shown if each is not None] == [True, True]
    desk.presenter.told.emit(UNPLUGGED)
    assert "aperçu" in desk.shell.toast.text()
    assert window.leave_base()
    assert not any(each.isVisible() for each in qapp.topLevelWidgets() if each in shown)
