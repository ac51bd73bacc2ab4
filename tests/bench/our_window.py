"""The program as its command starts it, with the arguments given, until its window is painted with its data."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from psq_desktop import cli, settings


def _fail(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    sys.__excepthook__(kind, error, trace)
    os._exit(1)


def _exec(*_: object) -> int:
    from tests.bench.painted import leave_when, main_window

    def has_its_data() -> bool:
        desk = getattr(main_window(), "desk", None)
        return desk is None or desk.tasks.idle

    sys.excepthook = _fail  # the program's own would show a dialog and go on
    return leave_when(has_its_data)


def _at_first_call(function: Callable[[], Path]) -> Callable[[], Path]:
    """What the program asks for first once Qt is there: only then is it touched, for the order of imports counts."""

    def call() -> Path:
        from PySide6.QtWidgets import QApplication

        QApplication.exec = _exec  # type: ignore[method-assign]
        return function()

    return call


def main() -> None:
    settings.default_path = _at_first_call(settings.default_path)
    cli.run(sys.argv[1:])


if __name__ == "__main__":
    main()
