"""From the start of the interpreter to a painted window, off screen, against the barest PySide6 window.

Both are whole programs of their own. What counts is their processor time up to the first painted frame.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from psq_desktop import db
from psq_desktop.demonstration import fill
from tests.bench.measure import Ratio, compare

PROJECT = Path(__file__).resolve().parents[2]
ROUNDS = 10


def first_start() -> Ratio:
    """The choice of the very first start."""
    return _against_bare(())


def home_page() -> Ratio:
    """The home page of a base that is there already, with its data."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "demo.psq"
        database = db.create(path, "Inès Delarue")
        fill(database, dt.date.today())
        database.close()
        return _against_bare(("--database", str(path)))


def _against_bare(arguments: Sequence[str]) -> Ratio:
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        environment = _alone(Path(home))

        def ours() -> float:
            return _seconds("tests.bench.our_window", arguments, environment)

        def bare() -> float:
            return _seconds("tests.bench.bare_window", (), environment)

        ours(), bare()  # compiles every module
        return compare(ours, bare, ROUNDS)


def _alone(home: Path) -> dict[str, str]:
    """An environment without display, without settings of anybody's, with every module compiled beforehand."""
    unwanted = ("PSQ_DATABASE", "DISPLAY", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    folders |= {"HOME": str(home), "PYTHONPYCACHEPREFIX": str(home / "compiled")}
    return kept | folders | {"QT_QPA_PLATFORM": "offscreen"}


def _seconds(module: str, arguments: Sequence[str], environment: dict[str, str]) -> float:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{module} failed:\n{done.stderr}")
    return float(done.stdout)
