"""A meeting in session for the tests: five members, a guest, four items, half of the members needed."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from psq_desktop import db
from psq_desktop.services import committees, meetings, partners, setup
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import attendance, live
from psq_desktop.services.sitting.live_rows import LiveMeeting, LiveSeat
from tests.conftest import ACTOR, TODAY

NINE = int(dt.datetime(2026, 12, 14, 9, 30).timestamp())  # when the meeting opens
DAY = dt.date(2026, 12, 14)


@dataclass(frozen=True)
class Room:
    """Ids in a base of one's own; seats go by acronym: A, B, C, D, E, and G for the guest."""

    base: db.Database
    meeting: int
    items: tuple[int, ...]
    seats: dict[str, int]
    partners: dict[str, int]

    def sheet(self) -> LiveMeeting:
        return self.base.read(live.sheet, self.meeting, TODAY)

    def seat(self, acronym: str) -> LiveSeat:
        return next(seat for seat in self.sheet().seats if seat.acronym == acronym)

    def write(self, service: Any, *args: Any) -> Any:
        return self.base.write(service, *args).result

    def start(self, at: int = NINE) -> None:
        self.write(live.start, self.meeting, at, dt.time(9, 30, 12))

    def all_present(self) -> None:
        self.write(attendance.all_present, self.meeting)


def open_room(path: Path) -> Room:
    data, (meeting, items, seats, known) = _prepared()
    path.write_bytes(data)
    return Room(db.open_database(path, ACTOR), meeting, items, seats, known)


@cache
def _prepared() -> tuple[bytes, tuple[Any, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "room.psq"
        base = db.create(path, ACTOR)
        try:
            base.write(setup.create_base, district="Quartier", city="Ville", committee="Comité")
            made = _fill(base)
        finally:
            base.close()
        return path.read_bytes(), made


def _fill(base: db.Database) -> tuple[Any, ...]:
    college = base.read(partners.colleges)[0].id
    known = {
        acronym: base.write(partners.create, college, f"Partenaire {acronym}", acronym, guest=acronym == "G").result
        for acronym in "ABCDEG"
    }
    formation = base.read(committees.sheet, TODAY).formations[0].id
    meeting = base.write(meetings.create, formation, DAY, None, "Mairie").result
    for row in base.read(agenda.items, meeting):
        base.write(agenda.remove, row.id)
    lines = ("Ouverture, 5 min", "Rodéos, 20 min, B", "Éclairage, 15 min, C", "Tour de table, 10 min")
    items = tuple(base.write(agenda.add, meeting, line).result for line in lines)
    seats = {row.acronym: row.id for row in base.read(attendance.seats, meeting)}
    return meeting, items, seats, known
