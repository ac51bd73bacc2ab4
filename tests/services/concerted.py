"""Objectives for the tests: partners with a contact each, one axis, one objective, its indicators and readings."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from psq_desktop import db
from psq_desktop.services import partners, setup
from psq_desktop.services.kinds import OutlookState
from psq_desktop.services.steering import axes, indicators, objectives, outlooks, readings
from psq_desktop.services.steering.progress_rows import ObjectiveRow
from psq_desktop.services.steering.readings import Draft
from tests.conftest import ACTOR, TODAY

START, DUE = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


@dataclass(frozen=True)
class Made:
    """Ids in a base of one's own."""

    base: db.Database
    pilot: int
    helper: int
    third: int
    contacts: tuple[int, ...]
    axis: int
    objective: int

    def row(self, today: dt.date = TODAY) -> ObjectiveRow:
        return self.base.read(objectives.row, self.objective, today)

    def indicator(self, title: str = "Mesure", **values: Any) -> int:
        return self.base.write(indicators.create, self.objective, title, **values).result

    def reading(self, indicator: int, on: dt.date, value: float, today: dt.date = TODAY, **more: Any) -> int:
        return self.base.write(readings.record, indicator, Draft(on, value, **more), today).result

    def declare(self, state: OutlookState, on: dt.date = TODAY) -> int:
        return self.base.write(outlooks.declare, self.objective, state, on=on, today=TODAY, author="M. Pilote").result


@cache
def _prepared() -> tuple[bytes, tuple[Any, ...]]:
    """The file and its ids, made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.psq"
        base = db.create(path, ACTOR)
        try:
            base.write(setup.create_base, district="Quartier", city="Ville", committee="Comité")
            made = _fill(base)
        finally:
            base.close()
        return path.read_bytes(), made


def open_made(path: Path) -> Made:
    """A fresh copy at ``path``: one objective of the first partner, from January to December 2026."""
    content, made = _prepared()
    path.write_bytes(content)
    return Made(db.open_database(path, ACTOR), *made)


def _fill(base: db.Database) -> tuple[Any, ...]:
    college = base.read(partners.colleges)[0].id
    team, contacts = [], []
    for name, acronym in (("Ville", "VI"), ("Bailleur", "BA"), ("Association", "AS")):
        team.append(base.write(partners.create, college, name, acronym).result)
        contacts.append(base.write(partners.add_contact, team[-1], last_name=f"Personne {acronym}").result)
    axis = base.write(axes.create, "Présence").result
    objective = base.write(objectives.create, axis, "Réduire les rodéos", pilot_id=team[0], start=START, due=DUE).result
    return *team, tuple(contacts), axis, objective
