from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from psq_desktop.imports import child
from psq_desktop.imports.folders import workbooks_in


def test_files_stay_and_folders_give_their_workbooks(tmp_path: Path) -> None:
    names = (
        "b.XLSX", "a.ods", "vieux.xls", "macro.xlsm", "retour.msg", "lettre.docx",
        "~$b.XLSX", ".~lock.a.ods#", ".caché.xlsx",
    )  # fmt: skip
    for name in names:
        (tmp_path / name).touch()
    inside = tmp_path / "Bailleurs"
    inside.mkdir()
    (inside / "c.xlsx").touch()
    (tmp_path / ".corbeille").mkdir()
    (tmp_path / ".corbeille" / "d.xlsx").touch()
    named = tmp_path / "lettre.docx"
    found = workbooks_in([named, tmp_path, tmp_path / "a.ods", tmp_path / "absent.xlsx"])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "lettre.docx", "a.ods", "b.XLSX", "Bailleurs/c.xlsx", "macro.xlsm", "retour.msg", "vieux.xls", "absent.xlsx",
    ]  # fmt: skip


def test_a_folder_that_leads_back_to_itself_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").touch()
    (tmp_path / "boucle").symlink_to(tmp_path, target_is_directory=True)
    assert workbooks_in([tmp_path]) == [tmp_path / "a.xlsx"]


def test_a_folder_that_cannot_be_opened_is_refused_and_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shut, scan = tmp_path / "fermé", os.scandir
    shut.mkdir()
    (tmp_path / "a.xlsx").touch()

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if os.fspath(path) == str(shut):
            raise PermissionError(13, "denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert workbooks_in([tmp_path]) == [tmp_path / "a.xlsx", shut]
    assert workbooks_in([shut]) == [shut]
    assert child.answer(str(shut))["refusal"] == ["folder_forbidden", {}]
    assert child.answer(str(tmp_path))["refusal"] == ["workbook_folder", {}]


def test_a_name_that_no_system_takes_stays_a_file_to_be_refused(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 300)
    assert workbooks_in([long, Path("a\0b")]) == [long, Path("a\0b")]
