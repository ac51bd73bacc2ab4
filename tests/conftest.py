"""Real SQLite files for every test: the demonstration base is made once and copied."""

from __future__ import annotations

import datetime as dt
import gc
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from psq_desktop import cli, db
from psq_desktop.demonstration import fill

TODAY = dt.date(2026, 11, 22)
ACTOR = "Inès Delarue"

settings.register_profile("calm", deadline=None)  # a busy machine is no failure
settings.load_profile("calm")


@pytest.fixture(autouse=True)
def collector_on() -> None:
    """Tests of the window turn it off: see tests/views/conftest.py."""
    gc.enable()


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


# The command line


@pytest.fixture
def far_from_my_own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings and no base but those of the test."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("PSQ_DATABASE", raising=False)


@pytest.fixture
def base(demo_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the demonstration base that the commands find by themselves."""
    path = tmp_path / "base.psq"
    shutil.copy(demo_file, path)
    monkeypatch.setenv("PSQ_DATABASE", str(path))
    return path


class Said:
    """What a command printed."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def refused(self) -> str:
        """The one message of a command that the user can mend."""
        assert self.code == cli.MENDABLE
        assert self.out == ""
        assert self.err.endswith("\n") and self.err.count("\n") == 1
        assert "Traceback" not in self.err and "Error" not in self.err
        return self.err.strip()


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process."""

    def call(*arguments: object) -> Said:
        capsys.readouterr()
        try:
            code = cli.run([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return call
