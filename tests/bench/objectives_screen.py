"""The Objectifs screen on large bases, off screen: milliseconds of a letter typed in the filter, of a step scrolled.

Counted is the processor time of the window's thread: what else the machine does, or the database's thread, does not.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

from tests.bench.measure import Ratio

if TYPE_CHECKING:
    from PySide6.QtWidgets import QScrollBar

    from psq_desktop.views.objectives.page import ObjectivesPage

TYPED = "secteur 42"
ROUNDS = 6
MATRIX_OBJECTIVES, STEPS = 500, 120


def filtering() -> Ratio:
    """95th percentile of a letter until the list is painted, in 5,000 objectives; the note tells the longest event."""
    return _in_a_process("filtering")


def scrolling() -> Ratio:
    """95th percentile of a step through the matrix of 200 partners and 500 objectives."""
    return _in_a_process("scrolling")


def _in_a_process(name: str) -> Ratio:
    """A window needs a program of its own: Qt starts once."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.bench.objectives_screen", name]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    usual, worst, note = said.strip().splitlines()[-1].split("|")
    return Ratio(float(usual), f"{note}, longest event {float(worst):.0f} ms")


def _milliseconds(act: Callable[[], object]) -> float:
    start = time.thread_time()
    act()
    return (time.thread_time() - start) * 1000


def _tell(found: list[float], worst: float, note: str) -> None:
    print(f"{quantiles(found, n=20)[-1]:.2f}|{worst:.2f}|{note}")


def _main(name: str) -> None:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    from psq_desktop.views import theme
    from psq_desktop.views.objectives.page import ObjectivesPage
    from psq_desktop.views.screen import Route, Workspace
    from psq_desktop.views.tasks import Tasks
    from tests.bench import many_objectives

    class Timed(QApplication):
        """Knows its longest event: what a person feels as a stall."""

        longest, depth = 0.0, 0

        def notify(self, receiver: QObject, event: QEvent) -> bool:
            Timed.depth += 1
            start = time.thread_time()
            try:
                return super().notify(receiver, event)
            finally:
                Timed.depth -= 1
                if Timed.depth == 0:
                    Timed.longest = max(Timed.longest, (time.thread_time() - start) * 1000)

    app = Timed([])
    theme.apply(app, "light", 1.0)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        database = many_objectives.make(Path(folder), *(() if name == "filtering" else (MATRIX_OBJECTIVES,)))
        workspace = Workspace(Tasks(database), many_objectives.TODAY)
        page = ObjectivesPage(workspace)
        page.resize(1320, 780)
        page.show()
        page.open(Route("objectives", part="" if name == "filtering" else "matrix"))
        workspace.tasks.drain()
        Timed.longest = 0.0
        found, note = {"filtering": _filter, "scrolling": _scroll}[name](page)
        _tell(found, Timed.longest, note)
        workspace.tasks.close()


Found = tuple[list[float], str]


def _filter(page: ObjectivesPage) -> Found:
    from PySide6.QtTest import QTest

    field, table, found = page.list.filter, page.list.table, []

    def type_and_paint(act: Callable[[], object]) -> None:
        act()
        table.viewport().repaint()

    for _ in range(ROUNDS):
        for letter in TYPED:
            found.append(_milliseconds(partial(type_and_paint, partial(QTest.keyClicks, field, letter))))
            page.workspace.tasks.drain()
        for _letter in TYPED:
            found.append(_milliseconds(partial(type_and_paint, field.backspace)))
            page.workspace.tasks.drain()
    return found, f"{table.model().rowCount()} rows, {len(found)} letters"


def _scroll(page: ObjectivesPage) -> Found:
    """A notch of the wheel at a time, to the right and then down."""
    from PySide6.QtWidgets import QApplication

    view, found = page.matrix.view, []

    def scroll_and_paint(bar: QScrollBar, to: int) -> None:
        bar.setValue(to)
        QApplication.processEvents()

    for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
        notch = bar.singleStep() * QApplication.wheelScrollLines()
        for _ in range(STEPS):
            to = bar.value() + notch if bar.value() < bar.maximum() else bar.minimum()
            found.append(_milliseconds(partial(scroll_and_paint, bar, to)))
    return found, f"{view.model().rowCount()} by {view.model().columnCount()}, {len(found)} steps"


if __name__ == "__main__":
    _main(sys.argv[1])
