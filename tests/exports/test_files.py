"""The old file or the new one, never half of either; nothing left lying about."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psq_desktop.errors import UserError
from psq_desktop.exports import catalogue, files
from psq_desktop.services.kinds import DisclosureLevel
from tests.exports.documents import MEETING


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_replaces(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    files.write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["a.pdf"]


def test_keeps_the_rights_of_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    target.chmod(0o640)
    files.write_atomically(target, b"new")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_failure_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError), files.replace_atomically(target) as file:
        file.write(b"half")
        raise RuntimeError
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.pdf"]


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError) as caught:
        files.write_atomically(tmp_path / "a.pdf", b"new")
    assert caught.value.code == "disk_full"
    assert names(tmp_path) == []


def test_target_held_by_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    tries = []

    def busy(self: Path, target: Path) -> None:
        tries.append(target)
        raise PermissionError(errno.EACCES, "sharing violation")

    monkeypatch.setattr(files, "PATIENCE", 0.3)
    monkeypatch.setattr(Path, "replace", busy)
    with pytest.raises(UserError) as caught:
        files.write_atomically(target, b"new")
    assert caught.value.code == "target_busy"
    assert caught.value.params == {"path": str(target), "suggestion": str(tmp_path / "a (2).pdf")}
    assert len(tries) > 2
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.pdf"]


def test_target_let_go_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, tries = Path.replace, []

    def busy_at_first(self: Path, target: Path) -> Path:
        tries.append(target)
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "sharing violation")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", busy_at_first)
    files.write_atomically(tmp_path / "a.pdf", b"new")
    assert (tmp_path / "a.pdf").read_bytes() == b"new"


def test_folder_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for target in (tmp_path / "missing" / "a.pdf", tmp_path / "file" / "a.pdf"):
        with pytest.raises(UserError) as caught:
            catalogue.write("attendance", MEETING, target)
        assert caught.value.code == "target_folder"
        assert caught.value.params == {"path": str(target.parent)}


def test_target_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        files.write_atomically(tmp_path, b"new")
    assert caught.value.code == "target_folder"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_folder_without_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UserError) as caught:
            files.write_atomically(tmp_path / "a.pdf", b"new")
        assert caught.value.code == "target_folder"
    finally:
        tmp_path.chmod(0o700)


def test_refused_by_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refused)
    with pytest.raises(UserError) as caught:
        files.write_atomically(tmp_path / "a.pdf", b"new")
    assert caught.value.code == "target_folder"


def test_orphans_are_swept_and_nothing_else(tmp_path: Path) -> None:
    old, young, other = (tmp_path / n for n in ("~concertation-x.part", "~concertation-y.part", "~x.part"))
    for path in (old, young, other):
        path.write_bytes(b"")
    os.utime(old, (0, 0))
    os.utime(other, (0, 0))
    assert files.sweep_orphans(tmp_path) == 1
    assert names(tmp_path) == [young.name, other.name]
    assert files.sweep_orphans(tmp_path / "missing") == 0


CHILD = """
import sys
from pathlib import Path
from psq_desktop.exports import catalogue
from tests.exports.documents import MEETING, sealed
target = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for document in (MEETING, sealed()):
        catalogue.write("attendance", document, target)
"""


def test_kill_during_export_leaves_a_whole_file(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    catalogue.write("attendance", MEETING, target)
    for delay in (0.15, 0.3, 0.45):
        child = subprocess.Popen([sys.executable, "-c", CHILD, str(target)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(delay)
        child.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        child.wait()
        child.stdout.close()
        content = target.read_bytes()
        assert content.startswith(b"%PDF-")
        assert content.rstrip().endswith(b"%%EOF")
        files.sweep_orphans(tmp_path, age=-1)
        assert names(tmp_path) == ["a.pdf"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("CP-QRR/2026/05", "CP-QRR-2026-05.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("con", "con_.pdf"),
        ("LPT1.x", "LPT1_.x.pdf"),
        ("a:b*c?", "a-b-c.pdf"),
        ("point final. ", "point final.pdf"),
        ("", "document.pdf"),
        ("\x00\ud800", "document.pdf"),
    ],
)
def test_safe_names(typed: str, expected: str) -> None:
    assert files.safe_file_name(typed, ".pdf") == expected


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_name_is_safe(typed: str) -> None:
    name = files.safe_file_name(typed, ".xlsx")
    assert not set(name) & set('<>:"/\\|?*')
    assert all(ord(c) >= 32 for c in name)
    assert len(name) <= 150
    assert len(name.encode()) <= 255
    assert name not in (".xlsx", "..xlsx")
    assert Path(name).name == name
    assert files.safe_file_name(name.removesuffix(".xlsx"), ".xlsx") == name


def test_unknown_ending(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        catalogue.write("minutes", MEETING, tmp_path / "a.docx")
    assert caught.value.code == "unknown_ending"
    assert caught.value.params == {"ending": ".docx", "offered": ".pdf, .xlsx"}
    assert names(tmp_path) == []


def test_default_names() -> None:
    assert catalogue.default_file_name("minutes", MEETING, ".pdf") == "CP-QRR-2026-05 Compte rendu séance 5.pdf"
    assert catalogue.default_file_name("attendance", MEETING, ".xlsx") == "FE-QRR-2026-05 Présence séance 5.xlsx"
    public = replace(MEETING, disclosure=DisclosureLevel.PUBLIC)
    assert catalogue.default_file_name("minutes", public, ".pdf") == "CP-QRR-2026-05 Compte rendu séance 5 (public).pdf"


NARROW = """
import resource, sys, tempfile
from pathlib import Path
from psq_desktop.errors import UserError
from psq_desktop.exports import catalogue
from tests.exports.progress_documents import synthetic
tempfile.tempdir = sys.argv[1]
document = synthetic(20, 6)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
try:
    catalogue.write("progress", document, Path(sys.argv[2]))
except UserError as error:
    print(error.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of processes")
def test_a_temporary_folder_without_room_for_a_workbook_is_told_and_left_clean(tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    command = [sys.executable, "-c", NARROW, str(tmp_path / "temporary"), str(target)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (said.stdout, said.stderr) == ("disk_full\n", "")
    assert target.read_bytes() == b"old"
    assert names(tmp_path / "temporary") == []
    assert names(tmp_path) == ["a.xlsx", "temporary"]


def test_a_temporary_folder_that_takes_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(UserError) as caught:
        catalogue.render("attendance", ".xlsx", MEETING)
    assert caught.value.code == "disk_full"


def _refused(target: Path) -> str:
    with pytest.raises(UserError) as caught:
        files.write_atomically(target, b"new")
    return caught.value.code


def test_a_protected_file_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    target.chmod(0o444)
    assert _refused(target) == "target_readonly"
    assert target.read_bytes() == b"old"


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "a.pdf", tmp_path / "link.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    files.write_atomically(link, b"new")
    assert link.is_symlink() and real.read_bytes() == b"new"
    assert names(tmp_path) == ["link.pdf", "real"]


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
def test_a_link_to_itself_and_a_pipe_are_refused(tmp_path: Path) -> None:
    (tmp_path / "loop.pdf").symlink_to("loop.pdf")
    os.mkfifo(tmp_path / "pipe.pdf")
    before = names(tmp_path)
    assert {_refused(tmp_path / name) for name in ("loop.pdf", "pipe.pdf", "n" * 300)} == {"target_folder"}
    assert names(tmp_path) == before


def test_a_file_too_large_for_its_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_large(descriptor: int) -> None:
        raise OSError(errno.EFBIG, "File too large")

    monkeypatch.setattr(os, "fsync", too_large)
    assert _refused(tmp_path / "a.pdf") == "disk_full"


def test_a_write_sweeps_what_was_left_long_ago(tmp_path: Path) -> None:
    old, young = tmp_path / "~concertation-x.part", tmp_path / "~concertation-y.part"
    for path in (old, young):
        path.write_bytes(b"")
    os.utime(old, (0, 0))
    files.write_atomically(tmp_path / "a.pdf", b"new")
    assert names(tmp_path) == ["a.pdf", young.name]
