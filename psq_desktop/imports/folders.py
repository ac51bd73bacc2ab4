"""What was dropped or named, as files: folders give the workbooks that they hold."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

# Also the kinds that are refused: a partner's answer is told to be unreadable rather than passed over.
ENDINGS = frozenset(
    (".xlsx", ".xlsm", ".xlsb", ".xltx", ".xltm", ".xls", ".ods", ".ots", ".fods", ".numbers", ".eml", ".msg")
)


def workbooks_in(paths: Iterable[Path]) -> list[Path]:
    """The files as they are, the workbooks of the folders and of what is in them; each once.

    A folder that cannot be opened stands for what it holds: reading it is refused.
    """
    found: dict[Path, None] = {}
    for path in paths:
        for file in _inside(path) if os.path.isdir(path) else (path,):  # noqa: PTH112  # no name makes it raise
            found[file] = None
    return list(found)


def _inside(folder: Path) -> list[Path]:
    files: list[Path] = []

    def shut(error: OSError) -> None:
        files.append(Path(error.filename or folder))

    for where, folders, names in os.walk(folder, onerror=shut):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(where, name) for name in names if _is_workbook(name)]
    return sorted(files, key=lambda file: os.fspath(file).casefold())


def _is_workbook(name: str) -> bool:
    mark = name.startswith(("~$", "."))  # Excel's and LibreOffice's own, while a workbook is open
    return not mark and Path(name).suffix.lower() in ENDINGS
