"""The list of 5,000 objectives over 100,000 readings, against its own statements as raw SQL."""

from __future__ import annotations

import tempfile
from pathlib import Path

from psq_desktop.services.steering import objectives
from tests.bench import many_objectives
from tests.bench.many_objectives import OBJECTIVES, READINGS, TODAY
from tests.bench.measure import Ratio
from tests.bench.raw_sql import over_raw_sql

ROUNDS = 12


def run() -> Ratio:
    """All columns of the list, with what is computed of each objective."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        database = many_objectives.make(Path(folder))
        try:
            count = len(database.read(objectives.search, TODAY))
            assert count > OBJECTIVES
            note = f"{count} rows, {READINGS} readings"
            return over_raw_sql(database.path, lambda: database.read(objectives.search, TODAY), ROUNDS, note)
        finally:
            database.close()
