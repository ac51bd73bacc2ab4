"""What Python frees of the window is freed in the window's thread."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from psq_desktop import app
from psq_desktop.settings import Settings
from psq_desktop.views.collector import Collector, collect_due
from psq_desktop.views.screen import Workspace


class Knot(QObject):
    """Holds itself: only the collector frees it."""

    def __init__(self, seen: list[threading.Thread]) -> None:
        super().__init__()
        self.seen = seen
        self.myself = self

    def __del__(self) -> None:
        self.seen.append(threading.current_thread())


def busy(*_: object) -> None:
    """Enough objects for several turns of the collector."""
    assert len([[rank] for rank in range(200_000)])


def test_a_busy_worker_frees_no_object_of_the_window(qtbot: QtBot, workspace: Workspace) -> None:
    gc.enable()
    window = app.build_window(Settings())
    qtbot.addWidget(window)
    assert window.findChildren(Collector)
    seen: list[threading.Thread] = []
    Knot(seen)
    workspace.tasks.compute(busy, then=busy)
    workspace.tasks.read(busy, then=busy)
    workspace.tasks.drain()
    gc.collect()  # unless the window did it meanwhile
    assert seen == [threading.main_thread()]


def test_what_is_due_is_collected() -> None:
    gc.collect()
    seen: list[threading.Thread] = []
    Knot(seen)
    kept = [[rank] for rank in range(gc.get_threshold()[0])]
    collect_due()
    assert seen == [threading.main_thread()] and kept
