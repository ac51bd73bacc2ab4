"""The third wall, from outside: files are read by processes that are watched, and ended when they fail."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from psq_desktop.errors import UserError
from psq_desktop.imports import limits, wire
from psq_desktop.services.forms.book_rows import ReadFile, Refusal

SWITCH = "--read-workbooks"
_MANY = 16  # files that are worth a second process
_GLANCE = 0.05  # seconds between two looks at the clock


def read_files(
    paths: Sequence[Path],
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[ReadFile]:
    """Each file in the order of the paths, with its book or its refusal; no file raises.

    ``progress`` is told how many files are done, and of how many. Once ``cancelled`` says so no more files come.
    """
    paths = tuple(paths)
    jobs: queue.SimpleQueue[int] = queue.SimpleQueue()
    for rank in range(len(paths)):
        jobs.put(rank)
    done: queue.SimpleQueue[tuple[int, ReadFile]] = queue.SimpleQueue()
    readers = [_Reader(paths, jobs, done) for _ in range(min(2 if len(paths) >= _MANY else 1, len(paths)))]
    try:
        for reader in readers:
            reader.start()
        yield from _in_order(readers, done, len(paths), progress, cancelled)
    finally:
        for reader in readers:
            reader.stop()


def _in_order(
    readers: list[_Reader],
    done: queue.SimpleQueue[tuple[int, ReadFile]],
    total: int,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Iterator[ReadFile]:
    waiting: dict[int, ReadFile] = {}
    arrived = told = 0
    while told < total:
        if cancelled is not None and cancelled():
            return
        try:
            rank, file = done.get(timeout=_GLANCE)
        except queue.Empty:
            for reader in readers:
                reader.end_if_late()
            continue
        waiting[rank] = file
        arrived += 1
        if progress is not None:
            progress(arrived, total)
        while told in waiting:
            yield waiting.pop(told)
            told += 1


class _Reader(threading.Thread):
    """One reading process after the other: what kills one is only that one file's fault."""

    def __init__(
        self, paths: Sequence[Path], jobs: queue.SimpleQueue[int], done: queue.SimpleQueue[tuple[int, ReadFile]]
    ) -> None:
        super().__init__(daemon=True)
        self._paths = paths
        self._jobs = jobs
        self._done = done
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._asked_at: float | None = None
        self._stopped = False

    def run(self) -> None:
        try:
            while not self._stopped:
                rank = self._jobs.get_nowait()
                self._done.put((rank, self._file(self._paths[rank])))
        except queue.Empty:
            pass
        finally:
            self._drop()

    def end_if_late(self) -> None:
        """End the process whose file takes too long; the file is refused."""
        asked_at = self._asked_at
        if asked_at is not None and time.monotonic() - asked_at > limits.SECONDS:
            self._kill()

    def stop(self) -> None:
        """End at once, whatever is being read."""
        with self._lock:
            self._stopped = True
        self._kill()
        if self.is_alive():
            self.join()

    def _file(self, path: Path) -> ReadFile:
        try:
            self._begin()
        except OSError:
            return _refused(path, UserError("reader_unavailable"))
        try:
            self._asked_at = time.monotonic()
            return _understood(path, self._ask(path))
        except (OSError, ValueError, KeyError, TypeError):  # no answer, or none that makes sense
            self._asked_at = None
            self._drop()
            return _refused(path, UserError("workbook_unreadable"))
        finally:
            self._asked_at = None

    def _ask(self, path: Path) -> dict[str, Any]:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise OSError("stopped")
        process.stdin.write(json.dumps(os.fspath(path)).encode("ascii") + b"\n")
        process.stdin.flush()
        said = json.loads(process.stdout.readline())
        if not isinstance(said, dict):
            raise ValueError(said)
        return said

    def _begin(self) -> None:
        with self._lock:
            if not self._stopped and self._process is None:
                self._process = subprocess.Popen(
                    _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                    env=_environment(), creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )  # fmt: skip

    def _kill(self) -> None:
        process = self._process
        if process is not None:
            process.kill()

    def _drop(self) -> None:
        """Forget the process; by the thread that reads from it, for it sees the end of what another one kills."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):  # what was not written yet
                        pipe.close()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, SWITCH]
    return [sys.executable, "-P", "-m", "psq_desktop", SWITCH]  # -P: not what lies in the current folder


def _environment() -> dict[str, str]:
    """Ours, with the program where it was found: it may run from a checkout."""
    here = os.fspath(Path(__file__).parents[2])
    others = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join((here, others)) if others else here}


def _understood(path: Path, said: dict[str, Any]) -> ReadFile:
    refusal = said["refusal"]
    return ReadFile(
        path.name,
        os.fspath(path),
        int(said["size"]),
        str(said["digest"]),
        None if refusal else wire.read(said["book"]),
        Refusal(str(refusal[0]), dict(refusal[1])) if refusal else None,
    )


def _refused(path: Path, error: UserError) -> ReadFile:
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        size = 0
    return ReadFile(path.name, os.fspath(path), size, "", None, Refusal(error.code))
