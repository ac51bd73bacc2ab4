"""The third wall, from inside: a process that only reads workbooks, one path a line, one answer a line.

What it may use of memory and time is bounded by itself and watched by `reading`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import sys
from typing import Any, BinaryIO

from psq_desktop.errors import UserError
from psq_desktop.imports import guard, limits, wire
from psq_desktop.services.forms.book_rows import Book


def main() -> int:
    """Answer until the paths end."""
    os.environ["OPENPYXL_LXML"] = "False"  # it would take lxml where it is installed: the walk saw what expat sees
    _bound_memory()
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    sys.stdout = sys.stderr  # whatever a library prints is no answer
    for line in sys.stdin.buffer:
        _bound_time()
        answers.write(json.dumps(answer(json.loads(line))).encode("ascii") + b"\n")
    return 0


def answer(path: str) -> dict[str, Any]:
    """Size, digest and book of a file, or its refusal; nothing is raised."""
    told: dict[str, Any] = {"size": 0, "digest": "", "book": None, "refusal": None}
    try:
        data = _bytes(path)
        told["size"], told["digest"] = len(data), hashlib.sha256(data).hexdigest()
        told["book"] = wire.told(book(data))
    except UserError as error:
        told["refusal"] = _refusal(error)
    except (MemoryError, RecursionError):
        told["refusal"] = _refusal(UserError("workbook_heavy"))
    return told


def _refusal(error: UserError) -> list[Any]:
    return [error.code, {name: str(value) for name, value in error.params.items()}]


def book(data: bytes) -> Book:
    """The workbook of these bytes. Raises `UserError`, or `MemoryError` of what the bounds let through."""
    package = guard.unpack(data)
    try:
        if package.kind == guard.ODF:
            from psq_desktop.imports import ods

            return _sound(ods.read(package.parts))
        from psq_desktop.imports import xlsx

        return _sound(xlsx.read(package.parts))
    except (UserError, MemoryError, RecursionError):
        raise
    except Exception as error:  # a library's own words for a file that makes no sense
        raise UserError("workbook_damaged") from error


def _sound(book: Book) -> Book:
    """The book, unless a sheet stands there twice, or one long text in many cells would make it huge on its way."""
    if len({sheet.name.casefold() for sheet in book.sheets}) != len(book.sheets):
        raise UserError("workbook_doubled")
    cells = (cell.value for sheet in book.sheets for row in sheet.rows for cell in row.cells.values())
    if sum(len(value) for value in cells if isinstance(value, str)) > limits.ALL_TEXT:
        raise UserError("workbook_crowded")
    return book


def _bytes(path: str) -> bytes:
    """What the file holds, read once: digest and content are of the same bytes."""
    try:
        # Without waiting: a pipe that nobody writes to would hold us here.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            return _content(file)
    except FileNotFoundError as error:
        raise UserError("workbook_missing") from error
    except IsADirectoryError as error:
        raise _folder(path) from error
    except PermissionError as error:
        raise (_folder(path) if os.path.isdir(path) else UserError("workbook_forbidden")) from error  # noqa: PTH112
    except (OSError, ValueError) as error:
        raise UserError("workbook_unopened") from error


def _folder(path: str) -> UserError:
    """Why a folder is no workbook: its own are to be named, or nobody may look into it."""
    try:
        os.scandir(path).close()
    except OSError:
        return UserError("folder_forbidden")
    return UserError("workbook_folder")


def _content(file: BinaryIO) -> bytes:
    mode = os.fstat(file.fileno()).st_mode
    if not stat.S_ISREG(mode):
        raise UserError("workbook_special")
    data = file.read(limits.FILE_BYTES + 1)
    if len(data) > limits.FILE_BYTES:
        raise UserError("workbook_too_large")
    return data


# Windows has no such bounds: there the walk's own limits and the clock of `reading` stand.
def _bound_memory() -> None:
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(OSError, ValueError):  # where the system takes no bound, or has a lower one
            resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))


def _bound_time() -> None:
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + limits.SECONDS + 1, hard))
