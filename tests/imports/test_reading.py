"""The third wall: what happens in the reading process is no more than one file's refusal."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from psq_desktop.imports import limits, reading
from psq_desktop.imports.reading import read_files
from psq_desktop.services.forms.book_rows import ReadFile, Refusal
from tests.imports import packages
from tests.imports.packages import ods, sheet, xlsx

# A reading process in which some files do what no file should be able to do.
UNRULY = """
import os, sys, threading
from psq_desktop.imports import child
really = child.book
def book(data):
    if data == b"dies":
        os._exit(3)
    if data == b"hangs":
        threading.Event().wait()
    if data == b"babbles":
        os.write(1, b"hello\\n")
    if data == b"eats":
        return [bytearray(1 << 26) for _ in range(64)]
    return really(data)
child.book = book
child.main()
"""


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every process that is started, to see that all of them end."""
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(*args: Any, **said: Any) -> subprocess.Popen[bytes]:
        started.append(popen(*args, **said))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    return started


@pytest.fixture
def unruly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_command", lambda: [sys.executable, "-P", "-c", UNRULY])


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write_file(name: str, data: bytes) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return write_file


def codes(files: Iterator[ReadFile]) -> list[str]:
    return [file.refusal.code if file.refusal else "" for file in files]


def test_files_come_in_the_order_of_their_paths(
    write: Callable[[str, bytes], Path], processes: list[subprocess.Popen[bytes]]
) -> None:
    paths = [write(f"retour {n:02} « été ».xlsx", xlsx(sheet=sheet(_row(n)))) for n in range(20)]
    told: list[tuple[int, int]] = []
    files = list(read_files(paths, progress=lambda done, total: told.append((done, total))))
    assert [file.path for file in files] == [os.fspath(path) for path in paths]
    assert [file.book.sheets[0].rows[0].cells[1].value for file in files if file.book] == [float(n) for n in range(20)]
    assert files[7].name == "retour 07 « été ».xlsx"
    assert files[7].size == paths[7].stat().st_size
    assert files[7].digest == hashlib.sha256(paths[7].read_bytes()).hexdigest()
    assert told == [(n, 20) for n in range(1, 21)]
    assert len(processes) == 2
    assert all(process.poll() is not None for process in processes)


def _row(value: float) -> str:
    return f'<row r="1"><c r="A1"><v>{value}</v></c></row>'


def test_both_formats_are_read(write: Callable[[str, bytes], Path]) -> None:
    files = list(read_files([write("a.xlsx", xlsx()), write("b.ods", ods()), write("c.xlsx", ods())]))
    books = [file.book for file in files if file.book]
    assert [book.sheets[0].rows[0].cells[1].value for book in books] == ["bonjour"] * 3
    assert [book.program for book in books] == ["Microsoft Excel", "LibreOffice", "LibreOffice"]


def test_what_is_no_readable_file_is_told_and_the_rest_is_read(
    write: Callable[[str, bytes], Path], tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "tube.xlsx")
    large = write("gros.xlsx", b"")
    os.truncate(large, limits.FILE_BYTES + 1)
    closed = write("fermé.xlsx", xlsx())
    closed.chmod(0)
    told = codes(
        read_files(
            [
                tmp_path / "absent.xlsx", tmp_path, tmp_path / "tube.xlsx", large, closed, write("vide.xlsx", b""),
                write("bon.xlsx", xlsx()), tmp_path / ("x" * 300), tmp_path / "a\0b",
            ]
        )
    )  # fmt: skip
    forbidden = "" if os.geteuid() == 0 else "workbook_forbidden"
    assert told == [
        "workbook_missing", "workbook_folder", "workbook_special", "workbook_too_large", forbidden, "workbook_empty",
        "", "workbook_unopened", "workbook_unopened",
    ]  # fmt: skip


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names that are no text")
def test_a_name_that_is_no_text_is_read(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/retour \xe9t\xe9.xlsx"))
    path.write_bytes(xlsx())
    assert codes(read_files([path])) == [""]


@pytest.mark.usefixtures("unruly")
def test_a_file_that_ends_its_process_is_refused_and_the_next_one_is_read(
    write: Callable[[str, bytes], Path], processes: list[subprocess.Popen[bytes]]
) -> None:
    paths = [write("a", xlsx()), write("b", b"dies"), write("c", xlsx()), write("d", b"babbles"), write("e", xlsx())]
    files = list(read_files(paths))
    assert codes(iter(files)) == ["", "workbook_unreadable", "", "workbook_unreadable", ""]
    assert files[1] == ReadFile("b", os.fspath(paths[1]), 4, "", None, Refusal("workbook_unreadable"))
    assert len(processes) == 3
    assert all(process.poll() is not None for process in processes)


@pytest.mark.usefixtures("unruly")
def test_a_file_that_takes_too_long_is_refused(
    write: Callable[[str, bytes], Path], processes: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.2)
    assert codes(read_files([write("a", b"hangs")])) == ["workbook_unreadable"]
    assert processes[0].poll() is not None


@pytest.mark.usefixtures("unruly")
def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_one_is_read(
    write: Callable[[str, bytes], Path], processes: list[subprocess.Popen[bytes]]
) -> None:
    assert codes(read_files([write("a", b"eats"), write("b", xlsx())])) == ["workbook_heavy", ""]
    assert len(processes) == 1


@pytest.mark.usefixtures("unruly")
def test_reading_stops_at_once_when_it_is_cancelled(
    write: Callable[[str, bytes], Path], processes: list[subprocess.Popen[bytes]]
) -> None:
    stopped = False
    files = read_files([write("a", xlsx()), write("b", b"hangs"), write("c", xlsx())], cancelled=lambda: stopped)
    assert next(files).refusal is None
    stopped = True
    assert list(files) == []
    assert processes[0].poll() is not None


@pytest.mark.usefixtures("unruly")
def test_nothing_goes_on_when_nobody_reads_on(
    write: Callable[[str, bytes], Path], processes: list[subprocess.Popen[bytes]]
) -> None:
    files = read_files([write("a", xlsx()), write("b", b"hangs")])
    next(files)
    files.close()  # type: ignore[attr-defined]
    assert processes[0].poll() is not None


def test_one_long_text_in_many_cells_is_not_copied_for_each(write: Callable[[str, bytes], Path]) -> None:
    cells = "".join(f'<row r="{n}"><c t="s"><v>0</v></c></row>' for n in range(1, 2001))
    long = write("a.xlsx", xlsx(sheet=sheet(cells), sst=packages.texts("ab" * 15_000)))
    assert codes(read_files([long])) == ["workbook_crowded"]


def test_a_process_that_cannot_start_is_told(
    write: Callable[[str, bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_command", lambda: ["/nowhere/python"])
    assert codes(read_files([write("a", xlsx()), write("b", xlsx())])) == ["reader_unavailable"] * 2


def test_no_file_starts_no_process(processes: list[subprocess.Popen[bytes]]) -> None:
    assert list(read_files([])) == []
    assert processes == []


def test_what_lies_in_the_current_folder_is_not_run(
    write: Callable[[str, bytes], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("json.py", b"raise SystemExit('ours')")
    monkeypatch.chdir(tmp_path)
    assert codes(read_files([write("a.xlsx", xlsx())])) == [""]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is bounded by the system")
def test_no_bomb_takes_more_than_its_share_of_memory(write: Callable[[str, bytes], Path]) -> None:
    cells = "".join(
        f'<row r="{r}">' + "".join(f'<c t="s"><v>{r * 5 + n}</v></c>' for n in range(5)) + "</row>"
        for r in range(1, 9_901)
    )
    heaviest = xlsx(sheet=sheet(cells), sst=packages.texts(*(f"texte {n}" for n in range(49_999))))
    paths = [write(str(n), data) for n, (_, data) in enumerate(packages.bombs().values())]
    told, peak = _told_by_one_process([*paths, write("large", heaviest)])
    print(f"peak {peak} MB")
    assert [bool(said["refusal"]) for said in told] == [True] * len(paths) + [False]
    assert peak <= limits.MEMORY >> 20


def _told_by_one_process(paths: list[Path]) -> tuple[list[dict[str, Any]], int]:
    """The answers, and the most memory that the process ever held, in MB."""
    command = [sys.executable, "-m", "psq_desktop", reading.SWITCH]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        told = []
        for path in paths:
            process.stdin.write(json.dumps(os.fspath(path)).encode() + b"\n")
            process.stdin.flush()
            told.append(json.loads(process.stdout.readline()))
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
        process.stdin.close()
    return told, int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) // 1024


def test_the_process_loads_nothing_that_it_does_not_need() -> None:
    code = (
        "import sys; from psq_desktop.imports import child, xlsx, ods; "
        "print(*{'PySide6', 'sqlalchemy', 'psq_desktop.models', 'psq_desktop.cli'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
