"""The workbook and the PDF of the progress say what the lists of the command line say."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from psq_desktop.cli import days
from psq_desktop.french import figure, percent
from tests.conftest import TODAY, Run

pytestmark = pytest.mark.usefixtures("far_from_my_own_settings")
_HEADS = 5  # the row of every table's headings


@pytest.fixture(autouse=True)
def on_the_day_of_the_demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    class Day(dt.date):
        @classmethod
        def today(cls) -> Day:
            return cls(TODAY.year, TODAY.month, TODAY.day)

    monkeypatch.setattr(days, "date", Day)


@pytest.fixture
def workbook(base: Path, run: Run, tmp_path: Path) -> Path:
    target = tmp_path / "avancement.xlsx"
    assert run("export", "progress", target).code == 0
    return target


def table(sheet: Worksheet) -> list[dict[str, Any]]:
    heads = [str(cell.value) for cell in sheet[_HEADS]]
    rows = [[_plain(value) for value in row] for row in sheet.iter_rows(min_row=_HEADS + 1, values_only=True)]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def _plain(value: Any) -> Any:
    return value.date() if isinstance(value, dt.datetime) else value


def day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def test_the_workbook_has_the_objectives_of_the_list(workbook: Path, run: Run) -> None:
    listed = {row["code"]: row for row in run("list", "objectives", "--json").json}
    shown = {row["N°"]: row for row in table(load_workbook(workbook)["Objectifs"])}
    assert len(shown) == len(listed) == 15
    for code, row in shown.items():
        fact = listed[code]
        assert row["Objectif"] == fact["title"]
        assert (row["Départ"], row["Actuel"], row["Cible"]) == (fact["baseline"], fact["value"], fact["target"])
        assert row["Avancement"] == (None if fact["progress"] is None else pytest.approx(fact["progress"]))
        assert row["Temps écoulé"] == pytest.approx(fact["elapsed"])
        assert row["Échéance"] == day(fact["due"])
        assert row["Appréciation"] == fact["outlook_label"]
        assert row["Dernier relevé"] == day(fact["last_reading"])
        assert bool(row["Alerte d’écart"]) == fact["gap_alert"]


def test_the_workbook_has_every_reading_of_the_list_typed(workbook: Path, run: Run) -> None:
    titles = {row["ref"]: row for row in run("list", "indicators", "--json").json}
    listed = Counter(
        (titles[r["indicator"]]["code"], r["indicator_title"], day(r["ends_on"]), r["value"], r["status_label"],
         r["provisional"], day(r["reported_on"]))
        for r in run("list", "readings", "--json").json
    )  # fmt: skip
    rows = table(load_workbook(workbook)["Relevés"])
    shown = Counter(
        (r["N°"], r["Indicateur"], r["Fin de période"], r["Valeur"], r["Statut"], r["Provisoire"] == "Oui",
         r["Transmis le"])
        for r in rows
    )  # fmt: skip
    assert shown == listed
    assert all(isinstance(r["Valeur"], int | float) == (r["Statut"] == "Valeur") for r in rows)


def test_the_workbook_has_every_commitment_of_the_list(workbook: Path, run: Run) -> None:
    listed = Counter(
        (c["code"], c["partner"], c["text"], c["state_label"], day(c["due"]))
        for c in run("list", "commitments", "--json").json
    )
    rows = table(load_workbook(workbook)["Engagements"])
    assert (
        Counter((r["N°"], r["Partenaire"], r["Part de l’objectif"], r["État"], r["Échéance"]) for r in rows) == listed
    )


def test_the_workbook_has_native_charts_and_no_macro(workbook: Path) -> None:
    with ZipFile(workbook) as archive:
        names = archive.namelist()
    assert sum(bool(re.fullmatch(r"xl/charts/chart\d+\.xml", name)) for name in names) >= 2
    assert not any("vba" in name.lower() or "external" in name.lower() for name in names)


def test_the_pdf_carries_the_figures_of_the_list(base: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "avancement.pdf"
    assert run("export", "progress", target).code == 0
    with pypdfium2.PdfDocument(target) as document:
        pages = [squeeze(page.get_textpage().get_text_bounded()) for page in document]
    words = next(page for page in pages if page.startswith(squeeze("Préfecture")) and squeeze("Les quinze") in page)
    decimals = {row["code"]: row["decimals"] for row in run("list", "indicators", "--json").json if row["main"]}
    for fact in run("list", "objectives", "--json").json:
        _, found, rest = words.partition(squeeze(f"{fact['code']} {fact['title']}"))
        assert found, fact["code"]
        figures = [fact[name] for name in ("baseline", "value", "target")]
        told = ["–" if value is None else figure(value, decimals[fact["code"]]) for value in figures]
        told += ["–" if fact["progress"] is None else percent(fact["progress"]), fact["outlook_label"]]
        place = 0
        for each in map(squeeze, told):  # in this order, before the next objective
            place = rest.find(each, place)
            assert 0 <= place < 160, (fact["code"], told, rest[:160])


def squeeze(text: str) -> str:
    return re.sub(r"\s|\u2006", "", text)
