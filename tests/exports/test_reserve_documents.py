"""Roster and statement of hours: conforming files, restricted on every page, typed values, nothing that runs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pikepdf
import pytest

from psq_desktop.exports import catalogue
from psq_desktop.services.reserves import roster, statements
from tests.conftest import TODAY
from tests.exports import pdf_checks
from tests.exports.reserve_documents import CITIZEN_STATEMENT, LONG_ROSTER, ROSTER, STATEMENT

CASES: dict[str, tuple[str, catalogue.Document]] = {
    "roster": ("roster", ROSTER),
    "long roster": ("roster", LONG_ROSTER),
    "empty roster": ("roster", replace(ROSTER, lines=())),
    "statement": ("hours-statement", STATEMENT),
    "citizen's statement": ("hours-statement", CITIZEN_STATEMENT),
}


@lru_cache
def pdf_of(case: str) -> bytes:
    what, document = CASES[case]
    return catalogue.render(what, ".pdf", document)


@pytest.mark.parametrize("case", CASES)
def test_the_files_conform(case: str) -> None:
    assert pdf_checks.archive_findings(pdf_of(case)) == set()
    assert pdf_checks.structure_faults(pdf_of(case)) == []


def test_every_page_says_that_it_is_restricted() -> None:
    for case in ("long roster", "statement"):
        with pikepdf.open(BytesIO(pdf_of(case))) as pdf:
            assert len(pdf.pages) > (case == "long roster")
            for number in range(len(pdf.pages)):
                single = pikepdf.new()
                single.pages.append(pdf.pages[number])
                buffer = BytesIO()
                single.save(buffer)
                text = pdf_checks.text_of(buffer.getvalue())
                assert "RESTREINT" in text and "iffusion : restreint" in text.replace("\u00a0", " ")


def test_what_the_papers_say() -> None:
    text = pdf_checks.text_of(pdf_of("roster")).replace("\u00a0", " ").replace("\u202f", " ")
    for words in (
        "2 opérationnels, 1 citoyen, 1 candidature", "M. Marc Dubreucq", "118 / 150 j", "27 janv. 2027",
        "Secourisme (expire le", "Conduite (expirée le", "pas avant le", "21,5 h ce trimestre", "<b>Hautem</b>",
    ):  # fmt: skip
        assert words in text, words
    text = pdf_checks.text_of(pdf_of("statement")).replace("\u00a0", " ")
    for words in (
        "62 jours sur 150 jours de plafond, dont 60 au 30 septembre 2026", "6 h 30 le lendemain", "9 h 30", "Total",
        "19 h 30", "16 h", "Étienne Valcourt", "Du 1er avril 2026 au 31 mars 2027",
    ):  # fmt: skip
        assert words in text, words


def _sheet() -> Any:
    return openpyxl.load_workbook(BytesIO(catalogue.render("roster", ".xlsx", ROSTER))).active


def test_the_workbook_has_typed_values_and_its_restriction() -> None:
    sheet = _sheet()
    header, first, second, third, _ = sheet.iter_rows(min_row=5, values_only=True)
    one = dict(zip(header, first, strict=True))
    assert (one["Jours employés"], one["Plafond (jours)"]) == (118, 150)
    assert one["Plafond atteint le"] == dt.datetime(2027, 1, 27)
    assert dict(zip(header, third, strict=True))["Heures du trimestre"] == 21.5
    assert dict(zip(header, second, strict=True))["Nom"].startswith("=cmd")
    assert "RESTREINT" in sheet.oddFooter.left.text and "RESTREINT" in sheet["A2"].value
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    with ZipFile(BytesIO(catalogue.render("roster", ".xlsx", ROSTER))) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_file_names_carry_no_name() -> None:
    names = [catalogue.default_file_name(what, document, ".pdf") for what, document in CASES.values()]
    assert not [name for name in names if "Dubreucq" in name]
    assert "RO-01 2026" in names[3]


def test_same_facts_give_the_same_bytes() -> None:
    assert catalogue.render("hours-statement", ".pdf", STATEMENT) == pdf_of("statement")
    assert catalogue.render("roster", ".xlsx", ROSTER) == catalogue.render("roster", ".xlsx", ROSTER)


def test_the_demonstrations_delegate_reaches_the_ceiling_in_month_10_or_11(demo_database: Any) -> None:
    """118 of 150 on 22 November 2026, in the eighth month of a year that begins on 1 April."""
    line = demo_database.read(roster.compose, TODAY).lines[0]
    assert (line.delegate, line.days_used, line.ceiling) == (True, 118, 150)
    assert line.reached_on is not None
    assert (line.reached_on.year, line.reached_on.month) in ((2027, 1), (2027, 2))
    statement = demo_database.read(statements.compose, 1, None, TODAY)
    assert (statement.code, statement.days_used) == (line.code, 118)
    assert sum(month.days for month in statement.months) == 118
