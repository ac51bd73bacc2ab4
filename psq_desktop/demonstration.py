"""The demonstration base, from the data files that ship with the program."""

from __future__ import annotations

import tempfile
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from psq_desktop import db, resources
from psq_desktop.db import Database
from psq_desktop.services.demonstration import base, campaigns, fieldwork, objectives

AXES, MEETINGS, CAMPAIGNS = 5, 6, 2
ACTOR = "Inès Delarue"  # its invented secretary signs the journal
_FIELD = {
    "reserve": fieldwork.load_reserves,
    "means": fieldwork.load_means,
    "fieldwork": fieldwork.load_fieldwork,
    "evaluation": fieldwork.load_surveys,
}


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.path("demo", name).read_text(encoding="utf-8"))


def fill(database: Database, today: date) -> None:
    """Load the demonstration data into an empty database, dated from ``today``."""
    keys = database.write(base.load_base, _data("base.toml"), today).result
    for number in range(1, AXES + 1):
        database.write(objectives.load_objectives, _data(f"objectives-{number}.toml"), keys)
    for number in range(1, MEETINGS + 1):
        database.write(base.load_meeting, _data(f"meeting-{number}.toml"), keys)
    for name, load in _FIELD.items():
        database.write(load, _data(f"{name}.toml"), keys)
    for number in range(1, CAMPAIGNS + 1):
        database.write(campaigns.load_campaign, _data(f"campaign-{number}.toml"), keys)
    for service, args, options in keys.later:
        database.write(service, *args, **options)
    database.write(base.finish_minutes, keys)


class ThrowAway(Database):
    """A database whose folder goes with it."""

    def __init__(self, path: Path, folder: tempfile.TemporaryDirectory[str]) -> None:
        super().__init__(path, ACTOR)
        self._folder = folder

    def close(self) -> None:
        """Let go of the file and remove it."""
        super().close()
        self._folder.cleanup()


def open_throw_away(today: date) -> tuple[ThrowAway, Path]:
    """A fresh demonstration base that is removed when it is closed."""
    folder = tempfile.TemporaryDirectory(prefix="concertation-", ignore_cleanup_errors=True)
    path = Path(folder.name) / "exemple.psq"
    fresh = db.create(path, ACTOR)
    try:
        fill(fresh, today)
    finally:
        fresh.close()
    return ThrowAway(path, folder), path
