"""Notes typed and saved in the live screen of a base with 10,000 decisions: the longest stall of the window.

A stall is the time of one event in the window's thread. Judged is its processor time: what else the machine does is
not ours. The note tells the same by the wall's clock, which the database's thread lengthens, and how long a write took.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median

from psq_desktop import db
from psq_desktop.demonstration import fill
from tests.bench.measure import Ratio

TODAY = dt.date(2026, 11, 22)
DECISIONS, SAVES, WORDS = 10_000, 40, 1_200

_MANY = f"""
INSERT INTO decision (number, kind, meeting_id, text, pilot_id, due, proof, state, version)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {DECISIONS}),
     held(id, date) AS (SELECT id, date FROM meeting WHERE stage = 'held' ORDER BY number LIMIT 1)
SELECT 1000 + i, 'decision', held.id, 'Étendre les tournées communes aux entrées ' || i || ' et suivantes.',
       (SELECT min(id) FROM partner) + i % 16, date(held.date, '+' || (i % 400) || ' days'), 'Relevé mensuel',
       CASE i % 3 WHEN 0 THEN 'open' WHEN 1 THEN 'done' ELSE 'in_progress' END, 1
FROM n, held;
"""


def run() -> Ratio:
    """Milliseconds of the longest event."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.bench.note_saving"]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    stall, wall, usual, worst = map(float, said.split())
    told = f"{wall:.0f} ms by the clock, {SAVES} writes of {usual:.0f} ms, the longest {worst:.0f} ms"
    return Ratio(stall, told)


def _main() -> None:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtGui import QTextCursor
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from psq_desktop import app
    from psq_desktop.richtext import to_plain
    from psq_desktop.services.preparing import agenda
    from psq_desktop.settings import Settings
    from psq_desktop.views.live.page import LivePage
    from psq_desktop.views.screen import Route

    class Timed(QApplication):
        """Knows its longest event, in seconds of the processor and of the wall."""

        longest, wall, depth = 0.0, 0.0, 0

        def notify(self, receiver: QObject, event: QEvent) -> bool:
            Timed.depth += 1
            start, began = time.thread_time(), time.perf_counter()
            try:
                return super().notify(receiver, event)
            finally:
                Timed.depth -= 1
                if Timed.depth == 0:
                    Timed.longest = max(Timed.longest, time.thread_time() - start)
                    Timed.wall = max(Timed.wall, time.perf_counter() - began)

    Timed([])
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        database, meeting_id = _make(Path(folder))
        window = app.build_window(Settings(), lambda: TODAY)
        window.resize(1536, 864)
        window.use(database, database.path)
        window.show()
        assert window.desk is not None
        workspace = window.desk.workspace
        workspace.go.emit(Route("live", meeting_id))
        workspace.tasks.drain()
        page = window.findChild(LivePage)
        editor = page.notes.editor if page is not None else None
        assert page is not None and editor is not None
        editor.moveCursor(QTextCursor.MoveOperation.End)
        took = []
        for number in range(SAVES + 3):
            if number == 3:  # what is loaded at the first use is loaded
                Timed.longest = Timed.wall = 0.0
            QTest.keyClicks(editor, "et puis ")
            start = time.perf_counter()
            page.commit_edits()
            workspace.tasks.drain()
            took.append(time.perf_counter() - start)
        kept = to_plain(database.read(agenda.items, meeting_id)[0].notes)
        assert kept.count("et puis") == SAVES + 3
        figures = (Timed.longest, Timed.wall, median(took[3:]), max(took[3:]))
        print(*(f"{seconds * 1000:.2f}" for seconds in figures))
        window.leave_base()


def _make(folder: Path) -> tuple[db.Database, int]:
    from sqlcipher3 import dbapi2 as sqlite

    from psq_desktop.richtext import plain
    from psq_desktop.services import meetings
    from psq_desktop.services.preparing import agenda
    from psq_desktop.services.sitting import attendance, live

    path = folder / "many.psq"
    database = db.create(path, "Inès Delarue")
    fill(database, TODAY)
    with closing(sqlite.connect(str(path))) as raw:
        raw.executescript(_MANY)
    meeting_id = next(row.id for row in database.read(meetings.search) if row.number == 6)
    database.write(live.start, meeting_id, int(time.time()), dt.time(9, 30))
    database.write(attendance.all_present, meeting_id)
    first = database.read(agenda.items, meeting_id)[0].id
    text = "\n".join(["Le parquet rappelle la circulaire. " * 12] * (WORDS // 60))
    database.write(agenda.save_notes, first, plain(text))
    return database, meeting_id


if __name__ == "__main__":
    _main()
