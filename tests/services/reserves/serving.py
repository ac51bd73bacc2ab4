"""A base with a few reservists to put on missions."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from psq_desktop import db
from psq_desktop.db import Database
from psq_desktop.models.kinds import Availability, ReserveCategory, ReserveProfile, ReservistState
from psq_desktop.services import setup
from psq_desktop.services.reserves import availability, missions, reservists
from tests.conftest import ACTOR
from tests.conftest import TODAY as TODAY

MARKET = dt.date(2026, 11, 27)
NINE, NOON, FOUR = dt.time(9), dt.time(12), dt.time(16)


@dataclass
class Reserve:
    """One operational volunteer, one former officer, one citizen: RO-01, RO-02, RC-01."""

    database: Database
    volunteer: int
    officer: int
    citizen: int

    def add(self, category: ReserveCategory, profile: ReserveProfile | None, **values: Any) -> int:
        known: dict[str, Any] = {
            "last_name": "Fictif", "first_name": "Alix", "approved_on": TODAY - dt.timedelta(300),
            "contract_start": dt.date(2026, 4, 1), "contract_end": dt.date(2028, 3, 31),
            "charter_on": TODAY - dt.timedelta(300), **values,
        }  # fmt: skip
        values = {"today": TODAY, "state": ReservistState.ACTIVE, "category": category, "profile": profile, **known}
        return self.database.write(lambda session: reservists.create(session, **values)).result

    def mission(self, day: dt.date = MARKET, starts: dt.time = NINE, ends: dt.time = FOUR, **values: Any) -> int:
        slots = values.pop("slots", 2)
        return self.database.write(missions.create, "Marché", day, starts, ends, slots, **values).result

    def free(self, *reservist_ids: int, day: dt.date = MARKET, count: int = 1) -> None:
        cells = [(key, day + dt.timedelta(n)) for key in reservist_ids for n in range(count)]
        self.database.write(availability.paint, cells, Availability.AVAILABLE)


@cache
def _prepared() -> bytes:
    """The file of `make_reserve`, made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reserve.psq"
        database = db.create(path, ACTOR)
        database.write(setup.create_base, district="Quartier", city="Ville", committee="Comité")
        reserve = Reserve(database, 0, 0, 0)
        reserve.add(
            ReserveCategory.OPERATIONAL, ReserveProfile.VOLUNTEER, opening_days=84,
            opening_on=TODAY - dt.timedelta(10), last_name="Zzcanari", email="zzcanari@exemple.invalid",
        )  # fmt: skip
        reserve.add(ReserveCategory.OPERATIONAL, ReserveProfile.FORMER_OFFICER)
        reserve.add(ReserveCategory.CITIZEN, None, contract_start=None, contract_end=None)
        database.close()
        return path.read_bytes()


def make_reserve(path: Path) -> Path:
    """A base with a reserve, closed."""
    path.write_bytes(_prepared())
    return path


def copied(path: Path, folder: Path) -> Iterator[Reserve]:
    """A copy of what `make_reserve` made, open until the test is over."""
    shutil.copy(path, folder / path.name)
    yield from _opened(folder / path.name)


def open_reserve(folder: Path) -> Iterator[Reserve]:
    """A fresh base with a reserve, open until the test is over."""
    yield from _opened(make_reserve(folder / "reserve.psq"))


def _opened(path: Path) -> Iterator[Reserve]:
    database = db.open_database(path, ACTOR)
    keys = {row.code: row.id for row in database.read(reservists.search, TODAY)}
    yield Reserve(database, keys["RO-01"], keys["RO-02"], keys["RC-01"])
    database.close()
