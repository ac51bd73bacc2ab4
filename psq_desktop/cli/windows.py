"""Commands that need the window: opening it, its pictures, its self-test."""

from __future__ import annotations

import argparse
import re
from contextlib import closing

from psq_desktop import settings
from psq_desktop.cli.bases import named_path, open_base
from psq_desktop.cli.days import read_day
from psq_desktop.cli.output import say
from psq_desktop.errors import UserError

SIZES = range(200, 8001)  # of a picture's sides


def window(options: argparse.Namespace) -> int:
    """Open the window on the base named, on the usual one, or on the first-start choice."""
    path = named_path(options) or settings.usual_database(settings.load(settings.default_path()))
    if path is not None:
        _import_services()
    from psq_desktop import app

    return app.run(path)


def demo(options: argparse.Namespace) -> int:
    """Open the window on a throw-away demonstration."""
    _import_services()
    from psq_desktop import app

    return app.run_demo(read_day(options.today))


def _import_services() -> None:
    """Before Qt: once PySide6 is there, it reads the source of every module that is imported."""
    import psq_desktop.db
    import psq_desktop.services.home  # noqa: F401


def screenshots(options: argparse.Namespace) -> None:
    """One picture of each screen."""
    from psq_desktop import app

    found = re.fullmatch(r"(\d{1,5})x(\d{1,5})", options.size)
    if not found or not all(int(side) in SIZES for side in found.groups()):
        raise UserError("bad_size", text=options.size)
    if not settings.SMALLEST_TEXT <= options.scale <= settings.LARGEST_TEXT:  # so is « nan »
        raise UserError("bad_scale", text=options.scale, smallest=settings.SMALLEST_TEXT, largest=settings.LARGEST_TEXT)
    size = (int(found[1]), int(found[2]))
    with closing(open_base(options)) as database:
        for path in app.screenshots(database, options.directory, options.theme, size, options.scale, options.only):
            print(path)


def selftest(options: argparse.Namespace) -> None:
    """Try the whole program on a temporary base."""
    from psq_desktop import app

    for line in app.selftest():
        say(line)
