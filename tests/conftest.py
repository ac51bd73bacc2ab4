"""Real SQLite files for every test: the demonstration base is made once and copied."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from psq_desktop import db
from psq_desktop.demonstration import fill

TODAY = dt.date(2026, 11, 22)
ACTOR = "Inès Delarue"


@pytest.fixture
def today() -> dt.date:
    return TODAY


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration base, closed: copy it, never open it."""
    path = tmp_path_factory.mktemp("demo") / "demo.psq"
    database = db.create(path, ACTOR)
    fill(database, TODAY)
    database.close()
    return path


@pytest.fixture
def open_copy(demo_file: Path, tmp_path: Path) -> Iterator[Callable[[], db.Database]]:
    """Opens fresh copies of the demonstration base and closes them."""
    opened: list[db.Database] = []

    def make() -> db.Database:
        path = tmp_path / f"base-{len(opened)}.psq"
        shutil.copy(demo_file, path)
        opened.append(db.open_database(path, ACTOR))
        return opened[-1]

    yield make
    for database in opened:
        database.close()


@pytest.fixture
def demo_database(open_copy: Callable[[], db.Database]) -> db.Database:
    """A fresh copy of the demonstration base."""
    return open_copy()


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[db.Database]:
    """A new database, not set up yet."""
    database = db.create(tmp_path / "empty.psq", ACTOR)
    yield database
    database.close()
