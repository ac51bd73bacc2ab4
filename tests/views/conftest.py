"""Windows offscreen, on copies of the demonstration base."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from psq_desktop import db
from psq_desktop.views import theme
from psq_desktop.views.collector import collect_due
from psq_desktop.views.screen import Workspace
from psq_desktop.views.tasks import Tasks


@pytest.fixture(autouse=True)
def light_theme(qapp: QApplication) -> None:
    """Every test starts in the light theme at 100 %."""
    now = theme.current()
    if (now.name, now.scale) != ("light", 1.0) or not qapp.styleSheet():
        theme.apply(qapp, "light", 1.0)


@pytest.fixture(autouse=True)
def garbage_freed_in_this_thread(qapp: QApplication) -> Iterator[None]:
    """And never while widgets are being freed: see `collector`."""
    gc.disable()
    yield
    # pytest-qt has closed the windows of the test and asked for their end, which waits for an event loop: widgets
    # that pile up make every later test slower.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    collect_due()


@pytest.fixture
def workspace(qapp: QApplication, demo_database: db.Database, today: dt.date) -> Iterator[Workspace]:
    """A workspace on a fresh copy of the demonstration base; what is left to do is done at the end."""
    made = Workspace(Tasks(demo_database), today)
    yield made
    made.tasks.close()


@pytest.fixture
def show(qtbot: QtBot, workspace: Workspace) -> Callable[[QWidget, int, int], None]:
    """Shows a widget at a size and waits for its rows."""

    def shown(widget: QWidget, width: int = 1300, height: int = 760) -> None:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        workspace.tasks.drain()

    return shown
