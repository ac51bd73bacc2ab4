"""The objectives at the command line: lists, readings, documents."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from psq_desktop import cli
from psq_desktop.cli import days
from tests.conftest import TODAY, Run

pytestmark = pytest.mark.usefixtures("far_from_my_own_settings")


@pytest.fixture(autouse=True)
def on_the_day_of_the_demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readings and lists are as of the day on which the base was made."""

    class Day(dt.date):
        @classmethod
        def today(cls) -> Day:
            return cls(TODAY.year, TODAY.month, TODAY.day)

    monkeypatch.setattr(days, "date", Day)


def by_code(run: Run) -> dict[str, Any]:
    return {row["code"]: row for row in run("list", "objectives", "--json").json}


def test_the_fifteen_objectives_tell_their_progress_and_their_alerts(base: Path, run: Run) -> None:
    found = by_code(run)
    assert len(found) == 15
    assert [code for code, row in found.items() if row["gap_alert"]] == ["4.1", "5.3"]
    assert (found["4.1"]["gap_points"], found["5.3"]["gap_points"]) == (-41, -36)
    assert found["2.3"]["progress"] == pytest.approx((71 - 64) / (35 - 64))
    silent = found["1.4"]
    assert (silent["progress"], silent["outlook"], silent["silent_days"]) == (None, "unknown", 94)
    assert TODAY - dt.date.fromisoformat(silent["last_reading"]) == dt.timedelta(days=94)


def test_none_not_applicable_and_zero_are_three_different_readings(base: Path, run: Run) -> None:
    readings = run("list", "readings", "--json").json
    assert {row["status"] for row in readings} == {"value", "none", "not_applicable"}
    assert all((row["value"] is None) == (row["status"] != "value") for row in readings)
    assert any(row["value"] == 0 for row in readings)


def test_a_recorded_reading_moves_the_progress_and_is_undone_by_name(base: Path, run: Run) -> None:
    before = by_code(run)["4.1"]
    indicator = next(i for i in run("list", "indicators", "--json").json if i["code"] == "4.1" and i["main"])
    assert run("record", "reading", indicator["ref"], "3", "--on", "2026-11-30").code == cli.DONE
    after = by_code(run)["4.1"]
    assert (before["progress"], after["progress"]) == (0.5, 1.0)
    assert (before["gap_alert"], after["gap_alert"]) == (True, False)
    assert "saisie d’un relevé" in run("undo").out
    assert by_code(run)["4.1"] == before


@pytest.mark.parametrize(
    ("typed", "value", "status"),
    [("7,5", 7.5, "value"), ("7.5", 7.5, "value"), ("1 284", 1284, "value"), ("0", 0, "value"),
     ("néant", None, "none"), ("NC", None, "not_applicable"), ("non concerné", None, "not_applicable")],
)  # fmt: skip
def test_values_are_read_as_french_people_type_them(
    base: Path, run: Run, typed: str, value: float | None, status: str
) -> None:
    said = run("record", "reading", "IND-1", typed, "--on", "30/11/2026")
    assert said.code == cli.DONE
    ref = said.out.split()[-1]
    row = next(r for r in run("list", "readings", "--json").json if r["ref"] == ref)
    assert (row["value"], row["status"], row["ends_on"]) == (value, status, "2026-11-30")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("IND-1", "beaucoup"), "Ce nombre n’est pas compris"),
        (("IND-1", ""), "nécessaire"),
        (("IND-1", "-4"), "ne peut pas être inférieure à 0"),
        (("IND-4", "101"), "ne peut pas dépasser 100"),
        (("IND-1", "30", "--on", "2026-10-12"), "Il y a déjà un relevé pour oct. 2026"),
        (("IND-1", "30", "--on", "2027-02-01"), "n’a pas encore commencé"),
        (("IND-1", "30", "--on", "hier soir"), "n’est pas une date"),
        (("IND-999", "30"), "Aucun élément ne porte la référence"),
        (("IND-1", "12 %"), "Ce nombre n’est pas compris"),
        (("IND-1", "%"), "Ce nombre n’est pas compris"),
    ],
)
def test_a_reading_that_cannot_be_is_refused_in_one_line(
    base: Path, run: Run, arguments: tuple[str, ...], words: str
) -> None:
    count = len(run("list", "readings", "--json").json)
    assert words in run("record", "reading", *arguments).refused().replace("\u00a0", " ").replace("\u202f", " ")
    assert len(run("list", "readings", "--json").json) == count


def test_a_value_may_bear_the_unit_of_its_indicator(base: Path, run: Run) -> None:
    found = {row["ref"]: row for row in run("list", "indicators", "--json").json if not row["levels"]}
    share = next(row for row in found.values() if row["unit"] == "%")
    counted = next(row for row in found.values() if row["unit"] not in (None, "%"))
    for row, typed in ((share, "12 %"), (share, "12"), (counted, f"12 {counted['unit']}")):
        assert run("record", "reading", row["ref"], typed, "--on", "2025-06-15", "--replace").code == cli.DONE, typed
        recorded = [r for r in run("list", "readings", "--json").json if r["indicator"] == row["ref"]]
        assert recorded[0]["value"] == 12


@pytest.mark.parametrize(
    ("typed", "ends"),
    [("15/03", "2026-03-31"), ("30/11", "2026-11-30"), ("15 déc", "2025-12-31"), ("hier", "2026-11-30")],
)
def test_a_day_without_a_year_is_the_last_one(base: Path, run: Run, typed: str, ends: str) -> None:
    ref = run("record", "reading", "IND-1", "30", "--on", typed, "--replace").out.split()[-1]
    assert next(r for r in run("list", "readings", "--json").json if r["ref"] == ref)["ends_on"] == ends


def test_without_a_day_the_first_period_that_lacks_a_reading_is_meant(base: Path, run: Run) -> None:
    ref = run("record", "reading", "IND-1", "30").out.split()[-1]
    row = next(r for r in run("list", "readings", "--json").json if r["ref"] == ref)
    assert row["ends_on"] == "2026-11-30"  # October has one already


def test_a_second_reading_replaces_the_first_only_when_told_to(base: Path, run: Run) -> None:
    count = len(run("list", "readings", "--json").json)
    assert run("record", "reading", "IND-1", "30", "--on", "2026-10-12", "--replace").code == cli.DONE
    rows = run("list", "readings", "--json").json
    assert len(rows) == count
    assert next(r for r in rows if r["indicator"] == "IND-1" and r["ends_on"] == "2026-10-31")["value"] == 30


@pytest.mark.parametrize("name", ["progress.pdf", "progress.xlsx", "matrix.pdf", "matrix.xlsx", "action-sheets.pdf"])
def test_every_document_of_the_objectives_is_written(base: Path, run: Run, tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    assert run("export", target.stem, target).code == cli.DONE
    assert target.read_bytes()[:4] in (b"%PDF", b"PK\x03\x04")


@pytest.mark.parametrize("partner", ["PAR-8", "hd", "Habitat du Détroit"])
def test_a_partner_is_named_by_reference_acronym_or_name(base: Path, run: Run, tmp_path: Path, partner: str) -> None:
    target = tmp_path / "fiches.pdf"
    assert run("export", "action-sheets", target, "--partner", partner).code == cli.DONE
    assert target.read_bytes().startswith(b"%PDF")


def test_an_unknown_partner_objective_or_ending_is_refused(base: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "x.pdf"
    assert "référence" in run("export", "progress", target, "--partner", "Inconnu").refused()
    assert "référence" in run("export", "action-sheets", "9.9", target).refused()
    assert "porte sur les objectifs" in run("export", "progress", target, "--meeting", "5").refused()
    assert "n’est pas proposé" in run("export", "action-sheets", tmp_path / "x.xlsx").refused()
    for option in ("--partner", "--objective"):
        assert "porte sur une séance" in run("export", "minutes", target, option, "HD").refused()
    assert not target.exists()


def test_an_objective_above_the_level_replaces_no_file(base: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "fiche.pdf"
    target.write_bytes(b"old")
    found = run("list", "objectives", "--json").json
    ref = next(row["ref"] for row in found if row["disclosure"] == "partners")
    for named in ((ref, target), (target, "--objective", ref)):
        refused = run("export", "action-sheets", *named, "--disclosure", "public").refused()
        assert ref in refused and "Public" in refused
    assert target.read_bytes() == b"old"
    assert run("export", "action-sheets", ref, target).code == cli.DONE
