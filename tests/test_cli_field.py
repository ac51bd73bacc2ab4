"""Documents of the reserves, of contacts with residents and of evaluation, from the command line."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from psq_desktop import cli, db
from psq_desktop.services.evaluation import quarterly
from tests.conftest import ACTOR, Run


@pytest.mark.parametrize(
    "words",
    [
        ("roster", "{file}.pdf"),
        ("roster", "{file}.xlsx", "--disclosure", "restricted"),
        ("hours-statement", "RO-01", "{file}.pdf"),
        ("hours-statement", "RES-4", "{file}.pdf", "--period", "2026"),
        ("public-sheet", "{file}.pdf"),
        ("public-sheet", "{file}.pdf", "--period", "2026-S2"),
        ("quarterly-note", "{file}.pdf"),
        ("quarterly-note", "2026-T3", "{file}.xlsx"),
        ("surveys", "ENQ-1", "{file}.pdf"),
        ("surveys", "ENQ-1", "{file}.xlsx"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_every_document_of_the_field_is_written(base: Path, tmp_path: Path, run: Run, words: tuple[str, ...]) -> None:
    told = [word.format(file=tmp_path / "document") for word in words]
    target = Path(next(word for word in told if word.startswith(str(tmp_path))))
    said = run("export", *told)
    assert (said.code, said.err) == (cli.DONE, "")
    assert target.read_bytes()[:4] in (b"%PDF", b"PK\x03\x04")


@pytest.mark.parametrize(
    ("words", "because"),
    [
        (("roster", "f.pdf", "--disclosure", "partners"), "n’existe qu’en version « restricted »"),
        (("public-sheet", "f.pdf", "--disclosure", "restricted"), "n’existe qu’en version « public »"),
        (("quarterly-note", "f.pdf", "--disclosure", "public"), "n’existe qu’en version « partners »"),
        (("roster", "f.pdf", "--meeting", "5"), "Retirez"),
        (("hours-statement", "f.pdf"), "De quel réserviste"),
        (("hours-statement", "RO-77", "f.pdf"), "Aucun élément ne porte"),
        (("hours-statement", "RO-01", "f.pdf", "--period", "2026-T3"), "n’est pas une période"),
        (("quarterly-note", "f.pdf", "--period", "2026-T5"), "n’est pas une période"),
        (("quarterly-note", "f.pdf", "--period", "2026"), "n’est pas une période"),
        (("public-sheet", "f.pdf", "--period", "1999-S1"), "n’est pas une période"),
        (("roster", "RO-01", "f.pdf"), "« RO-01 » n’y choisit rien"),
        (("public-sheet", "foo", "f.pdf"), "« foo » n’y choisit rien"),
        (("quarterly-note", "2026-T3", "f.pdf", "--period", "2026-T2"), "disent tous deux"),
        (("minutes", "SEA-4", "f.pdf", "--meeting", "SEA-5"), "disent tous deux"),
        (("surveys", "f.pdf"), "De quelle enquête"),
        (("minutes", "f.pdf", "--period", "2026"), "ne se restreint pas à une période"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    base: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], because: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    said = run("export", *words)
    assert said.code == cli.MENDABLE
    assert because in said.err.replace("\u00a0", " ").replace("\u202f", " ")
    assert set(tmp_path.iterdir()) == before


def test_a_drafted_note_is_one_named_step_that_can_be_undone(base: Path, tmp_path: Path, run: Run) -> None:
    run("export", "quarterly-note", "2026-T2", str(tmp_path / "note.pdf"))
    assert "note" in run("undo").out


def test_a_note_whose_file_cannot_be_written_leaves_the_base_as_it_was(base: Path, tmp_path: Path, run: Run) -> None:
    said = run("export", "quarterly-note", tmp_path / "nowhere" / "note.pdf", "--period", "2025-T1")
    assert said.code == cli.MENDABLE
    with closing(db.open_database(base, ACTOR)) as database:
        assert database.read(quarterly.find, 2025, 1) is None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_full_disk_under_the_output_is_one_message(base: Path) -> None:
    with Path("/dev/full").open("w") as full:
        said = subprocess.run(
            [sys.executable, "-m", "psq_desktop", "list", "reservists"], stdout=full, stderr=subprocess.PIPE, text=True,
            check=False,
        )  # fmt: skip
    assert said.returncode == cli.MENDABLE
    assert said.stderr.count("\n") == 1 and "disque" in said.stderr
