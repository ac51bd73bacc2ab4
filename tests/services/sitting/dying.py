"""A process that holds a meeting and tells, line by line, what was acknowledged; it is killed while it works.

``python -m tests.services.sitting.dying BASE MEETING AT``
"""

from __future__ import annotations

import datetime as dt
import sys
from itertools import count
from pathlib import Path

from psq_desktop import db, richtext
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import attendance, live, presence


def main(path: Path, meeting_id: int, at: int) -> None:
    """Open the meeting, note who is there, take the second item, then write until the end."""
    base = db.open_database(path, "Inès Delarue")
    base.write(live.start, meeting_id, at, dt.time(9, 30))
    base.write(attendance.all_present, meeting_id)
    first = base.read(attendance.seats, meeting_id)[0].id
    base.write(presence.leave, first, dt.time(9, 31))
    item_id = base.write(live.next_item, meeting_id, at + 60).result
    assert item_id is not None
    for number in count(1):
        base.write(agenda.save_notes, item_id, richtext.plain(f"Paragraphe {number}. " * 200))
        print(number, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
