"""The calendar of 5,000 reservists with a year of availability, off screen: milliseconds until it is read and painted,
and of a step scrolled. Counted is processor time; the screen reads a screenful first, then everybody.
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
from statistics import median, quantiles
from typing import TYPE_CHECKING

from tests.bench.measure import Ratio

if TYPE_CHECKING:
    from psq_desktop.services.reserves.calendar_rows import CalendarRows
    from psq_desktop.views.reserves.calendar_card import CalendarCard

ROUNDS, STEPS = 7, 120


def opening() -> Ratio:
    """Median until the first screenful is read and painted; the note tells what everybody takes."""
    return _in_a_process("opening")


def scrolling() -> Ratio:
    """95th percentile of a step, down and then to the right."""
    return _in_a_process("scrolling")


def _in_a_process(name: str) -> Ratio:
    """A window needs a program of its own: Qt starts once."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.bench.reserve_calendar", name]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    value, note = said.strip().splitlines()[-1].split("|")
    return Ratio(float(value), note)


def _milliseconds(act: Callable[[], object]) -> float:
    start = time.thread_time()
    act()
    return (time.thread_time() - start) * 1000


def _main(name: str) -> None:
    from PySide6.QtWidgets import QApplication

    from psq_desktop.views import theme
    from psq_desktop.views.reserves.calendar_card import CalendarCard
    from psq_desktop.views.screen import Workspace
    from psq_desktop.views.tasks import Tasks
    from tests.bench import many_reservists

    app = QApplication([])
    theme.apply(app, "light", 1.0)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        database = many_reservists.make(Path(folder))
        workspace = Workspace(Tasks(database), many_reservists.TODAY)
        card = CalendarCard(workspace)
        card.resize(1275, 700)
        if name == "opening":
            print(_opening(card))
        else:
            card.show()
            card.reload()
            workspace.tasks.drain()
            print(_scrolling(card))
        workspace.tasks.close()


def _opening(card: CalendarCard) -> str:
    from PySide6.QtWidgets import QApplication

    from psq_desktop.services.reserves import calendar
    from psq_desktop.views.reserves.calendar_card import FIRST_ROWS

    store, today = card._workspace.tasks.store, card._workspace.today

    def read(limit: int | None) -> CalendarRows:
        rows: CalendarRows = store.read(calendar.of_period, card.first, card.last, today, limit=limit)
        return rows

    def paint(rows: CalendarRows) -> None:
        card.show_rows(rows)
        card.show()
        QApplication.processEvents()
        card.view.viewport().repaint()

    def read_and_paint() -> None:
        paint(read(FIRST_ROWS))

    found, reading, painting = [], [], []
    for _ in range(ROUNDS):
        found.append(_milliseconds(read_and_paint))
        start = time.thread_time()
        rows = read(None)
        reading.append((time.thread_time() - start) * 1000)
        painting.append(_milliseconds(partial(paint, rows)))
        card.hide()
    everybody = f"all {len(rows.rows)} read in {median(reading):.0f} ms beside the window, painted in"
    return f"{median(found):.2f}|{everybody} {median(painting):.0f} ms"


def _scrolling(card: CalendarCard) -> str:
    from PySide6.QtWidgets import QApplication, QScrollBar

    card.resize(760, 700)  # narrow enough to scroll both ways
    QApplication.processEvents()
    view, found = card.view, []

    def scroll_and_paint(bar: QScrollBar, to: int) -> None:
        bar.setValue(to)
        QApplication.processEvents()

    for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
        notch = bar.singleStep() * QApplication.wheelScrollLines()
        for _ in range(STEPS):
            to = bar.value() + notch if bar.value() < bar.maximum() else bar.minimum()
            found.append(_milliseconds(partial(scroll_and_paint, bar, to)))
    size = f"{view.calendar.rowCount()} by {view.calendar.columnCount()}"
    return f"{quantiles(found, n=20)[-1]:.2f}|{size}, {len(found)} steps, longest {max(found):.0f} ms"


if __name__ == "__main__":
    _main(sys.argv[1])
