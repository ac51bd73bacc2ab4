"""Types in the live screen of a base until it is killed; says each step on a line of its own."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from PySide6.QtTest import QTest

from psq_desktop import app, db
from psq_desktop.services.sitting import attendance, live
from psq_desktop.views.live.page import LivePage
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.tasks import Tasks

SAVED, LOST = "Ce qui se dit avant la coupure.", " Ce qui la suit."


def main(path: Path) -> None:
    """Open the meeting, write, wait for the autosave, write on."""
    qapp = app.application()
    now = dt.datetime.now()
    tasks = Tasks(db.open_database(path, "secrétaire"))
    tasks.write(live.start, 6, int(now.timestamp()), now.time())
    tasks.write(attendance.all_present, 6)
    page = LivePage(Workspace(tasks, dt.date(2026, 12, 13)))
    page.resize(1280, 620)
    page.show()
    page.open(Route("live", 6))
    tasks.drain()
    editor = page.notes.editor
    assert editor is not None

    def on_saved() -> None:
        print("saved", flush=True)
        QTest.keyClicks(editor, LOST)
        print("typed", flush=True)

    page.notes.saved.connect(on_saved)
    QTest.keyClicks(editor, SAVED)
    qapp.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
