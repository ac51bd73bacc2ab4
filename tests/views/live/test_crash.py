"""The window is killed while somebody types in session: the notes, the time and the attendance are there."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from collections.abc import Callable

from psq_desktop import db
from psq_desktop.richtext import to_plain
from psq_desktop.services.kinds import AttendanceStatus
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import live
from psq_desktop.views.note_parts.editor import PAUSE_MS
from tests.views.live import typist


def test_notes_older_than_two_seconds_survive_a_kill(open_copy: Callable[[], db.Database]) -> None:
    base = open_copy()
    path = base.path
    base.close()
    began = int(time.time())
    command = [sys.executable, "-m", "tests.views.live.typist", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None and child.stderr is not None
        said = [child.stdout.readline().strip() for _ in range(2)]
        child.kill()
        assert said == ["saved", "typed"], child.stderr.read()
    assert PAUSE_MS <= 2000

    again = db.open_database(path, "secrétaire")
    try:
        first = again.read(agenda.items, 6)[0]
        assert to_plain(first.notes) == typist.SAVED
        room = again.read(live.sheet, 6, dt.date(2026, 12, 13))
        assert room.current_id == first.id and not room.paused
        since = room.items[0].running_since
        assert since is not None and began <= since <= time.time()
        assert room.items[0].seconds(since + 3600) == 3600
        assert AttendanceStatus.EXPECTED not in {seat.status for seat in room.seats}
        assert db.check(again) == []
    finally:
        again.close()
