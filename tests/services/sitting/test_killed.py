"""kill -9 in the middle of a meeting: what was acknowledged is there, the clock goes on, the room is as it was."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from psq_desktop import db, richtext
from psq_desktop.services.kinds import AttendanceStatus
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import live
from tests.conftest import ACTOR, TODAY
from tests.services.room import NINE, open_room


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_meeting_goes_on_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "room.psq"
    room = open_room(path)
    room.base.close()
    command = [sys.executable, "-m", "tests.services.sitting.dying", str(path), str(room.meeting), str(NINE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for _ in range(5):
            assert child.stdout.readline(), "the meeting never began"
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read().split()
    acknowledged = int(rest[-1]) if rest else 5

    base = db.open_database(path, ACTOR)
    try:
        assert db.check(base) == []
        found = base.read(live.sheet, room.meeting, TODAY)
        assert (found.current_id, found.paused) == (room.items[1], False)
        assert found.current is not None
        assert found.current.seconds(NINE + 3600) == 3540
        assert found.items[0].seconds(NINE + 3600) == 60
        assert sum(item.running_since is not None for item in found.items) == 1
        assert {seat.status for seat in found.seats} == {AttendanceStatus.PRESENT}
        assert (sum(seat.left is not None for seat in found.seats), found.voters) == (1, 4)
        kept = richtext.to_plain(base.read(agenda.items, room.meeting)[1].notes)
        number = int(kept.split(".")[0].removeprefix("Paragraphe "))
        assert number in (acknowledged, acknowledged + 1)  # the one it was writing may be there too
        assert kept.strip() == (f"Paragraphe {number}. " * 200).strip()
    finally:
        base.close()
