"""What goes out lands whole, under names that every system takes."""

from __future__ import annotations

from dataclasses import replace
from email import policy
from email.parser import BytesParser
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psq_desktop.errors import UserError
from psq_desktop.exports import files, parcels
from psq_desktop.exports.parcels import file_stems, write_letters, write_parcels
from psq_desktop.services.rounds.campaign_rows import Letter, Parcel
from tests.exports.forms import ISSUED, partner_form

LETTER = Letter(("n.hamel@exemple.invalid",), "secretariat@exemple.invalid", "À compléter", "Bonjour,", ISSUED)


def parcel(number: int, stem: str) -> Parcel:
    form = partner_form()
    return Parcel(number, number, "Transports du Détroit", "TDD", form, LETTER, stem)


def test_each_parcel_is_a_workbook_and_the_draft_that_carries_it(tmp_path: Path) -> None:
    folder = tmp_path / "Envois" / "novembre"
    told: list[tuple[int, int]] = []
    written = write_parcels(
        [parcel(1, "TDD – Transports du Détroit"), parcel(2, "VIL – Ville")],
        folder,
        progress=lambda done, total: told.append((done, total)),
    )
    assert [path.name for path in written] == [
        "TDD – Transports du Détroit.xlsx",
        "TDD – Transports du Détroit.eml",
        "VIL – Ville.xlsx",
        "VIL – Ville.eml",
    ]
    assert sorted(folder.iterdir()) == sorted(written)
    assert told == [(1, 2), (2, 2)]
    message = BytesParser(policy=policy.default).parsebytes(written[1].read_bytes())
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == written[0].name
    assert attachment.get_content() == written[0].read_bytes()
    openpyxl.load_workbook(BytesIO(written[0].read_bytes()))


def test_again_replaces_what_the_first_time_wrote(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write_parcels([parcel(1, "Ville")], tmp_path)]
    assert [path.read_bytes() for path in write_parcels([parcel(1, "Ville")], tmp_path)] == first
    assert len(list(tmp_path.iterdir())) == 2


def test_two_partners_of_one_name_have_a_file_each(tmp_path: Path) -> None:
    written = write_parcels([parcel(1, "Ville"), parcel(2, "VILLE"), parcel(3, "ville")], tmp_path)
    assert len({path.name.lower() for path in written}) == 6
    assert len(list(tmp_path.iterdir())) == 6


@pytest.mark.parametrize(
    "stem",
    ["CON", "nul.txt", "../../etc/passwd", "..", "", "a" * 400, "é" * 400, "\ud800", "a/b\\c:d*e?", " . ", "x\n.exe",
     "=cmd|' /C calc'!A0", "C:\\Windows\\x", "a\x00b", "COM1", "🚌" * 100],
)  # fmt: skip
def test_a_hostile_name_stays_a_file_of_the_folder(tmp_path: Path, stem: str) -> None:
    folder = tmp_path / "envois"
    written = write_parcels([parcel(1, stem), parcel(2, stem)], folder)
    assert sorted(folder.iterdir()) == sorted(written)
    assert len(written) == 4
    assert list(tmp_path.iterdir()) == [folder]
    for path in written:
        assert len(path.name) <= 160
        assert len(path.name.encode("utf-8")) <= 255
        assert path.name.split(".")[0].upper() not in ("CON", "NUL", "COM1")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=6), st.sampled_from(["Ville", "VILLE", "Ville (2)", "ville (2)", "Villé"]))))
def test_no_two_files_ever_share_a_name(stems: list[str]) -> None:
    found = file_stems(stems)
    assert len(found) == len(stems)
    assert len({stem.lower() for stem in found}) == len(stems)


def test_cancelled_between_two_parcels_what_is_done_is_whole(tmp_path: Path) -> None:
    asked = iter([False, True])
    written = write_parcels([parcel(1, "A"), parcel(2, "B")], tmp_path, cancelled=lambda: next(asked))
    assert [path.name for path in written] == ["A.xlsx", "A.eml"]
    assert sorted(tmp_path.iterdir()) == sorted(written)


def test_a_file_that_is_open_elsewhere_is_named_and_what_is_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def held(self: Path, target: Path) -> Path:
        if Path(target).name == "B.xlsx":
            raise PermissionError
        return real(self, target)

    monkeypatch.setattr(files, "PATIENCE", 0.0)
    monkeypatch.setattr(Path, "replace", held)
    (tmp_path / "B.xlsx").write_bytes(b"old")
    with pytest.raises(UserError) as caught:
        write_parcels([parcel(1, "A"), parcel(2, "B")], tmp_path)
    assert caught.value.code == "target_busy"
    assert caught.value.params["path"] == str(tmp_path / "B.xlsx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["A.eml", "A.xlsx", "B.xlsx"]
    assert (tmp_path / "B.xlsx").read_bytes() == b"old"
    openpyxl.load_workbook(tmp_path / "A.xlsx")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError) as caught:
        write_parcels([parcel(1, "A")], tmp_path / "file" / "sub")
    assert caught.value.code == "target_folder"


def test_nothing_is_written_of_a_parcel_whose_workbook_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> bytes:
        raise UserError("disk_full")

    monkeypatch.setattr(parcels, "workbook", fail)
    with pytest.raises(UserError):
        write_parcels([parcel(1, "A")], tmp_path)
    assert not list(tmp_path.iterdir())


def test_reminders_are_drafts_without_attachment(tmp_path: Path) -> None:
    written = write_letters([LETTER, replace(LETTER, subject="Relance")], ["TDD", "TDD"], tmp_path / "relances")
    assert [path.name for path in written] == ["TDD.eml", "TDD (2).eml"]
    message = BytesParser(policy=policy.default).parsebytes(written[1].read_bytes())
    assert message["Subject"] == "Relance"
    assert not list(message.iter_attachments())
