"""Workbooks: typed values, named styles, ready to print, nothing that runs."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from psq_desktop.exports import catalogue
from psq_desktop.services.minuting.minutes_rows import MeetingDocument
from tests.exports.documents import MEETING, upcoming

HEADER_ROW = 5


@lru_cache
def content(what: str, document: MeetingDocument = MEETING) -> bytes:
    return catalogue.render(what, ".xlsx", document)


def book(what: str, document: MeetingDocument = MEETING) -> Any:
    return openpyxl.load_workbook(BytesIO(content(what, document)))


def column(sheet: Any, header: str) -> list[Any]:
    for cells in sheet.iter_cols(min_row=HEADER_ROW):
        if cells[0].value == header:
            return [cell.value for cell in cells[1:]]
    raise AssertionError(header)


def test_sheets_of_the_minutes() -> None:
    assert book("minutes").sheetnames == ["Séance", "Participants", "Points", "Décisions", "Suites"]


def test_values_are_typed() -> None:
    workbook = book("minutes")
    assert column(workbook["Suites"], "Échéance")[0] == datetime(2026, 9, 30)
    assert column(workbook["Suites"], "Retard (jours)") == [None, None, None, None, 36, None]
    assert column(workbook["Décisions"], "Échéance")[3] == "à fixer"
    assert column(workbook["Points"], "N°") == [1, 2, 3, 4, 5, 6]
    assert column(workbook["Points"], "Durée prévue (min)")[1] == 20
    assert time(14, 50) in column(workbook["Participants"], "Arrivée")
    facts = dict(zip(*(column(workbook["Séance"], h) for h in ("Information", "Valeur")), strict=True))
    assert facts["Date"].date() == date(2026, 11, 5)
    assert facts["Séance"] == 5


def test_withheld_item_is_one_neutral_line() -> None:
    row = next(r for r in book("minutes")["Points"].iter_rows(min_row=HEADER_ROW, values_only=True) if r[0] == 5)
    assert [v for v in row[1:] if v] == ["Le point 5 n’est pas reproduit dans cette version."]


@pytest.mark.parametrize("what", catalogue.WHAT)
def test_presentation(what: str) -> None:
    for sheet in book(what):
        assert sheet.freeze_panes == f"A{HEADER_ROW + 1}"
        assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert not sheet.sheet_view.showGridLines
        assert sheet.oddFooter.right.text == "Page &P sur &N"
        assert "QRR/2026/05" in sheet.oddFooter.left.text
        assert len(sheet.tables) == 1
        assert all(c.style.startswith("c_") for row in sheet.iter_rows() for c in row if c.value is not None)


@pytest.mark.parametrize("what", catalogue.WHAT)
def test_nothing_runs(what: str) -> None:
    with ZipFile(BytesIO(content(what))) as archive:
        names = archive.namelist()
        assert not [n for n in names if "vba" in n.lower() or "external" in n.lower() or "connection" in n.lower()]
        assert not any(b"<f>" in archive.read(n) or b"<f " in archive.read(n) for n in names if "worksheets/" in n)


def test_same_facts_give_the_same_bytes() -> None:
    assert catalogue.render("minutes", ".xlsx", MEETING) == content("minutes")


def test_sheet_to_sign() -> None:
    sheet = book("attendance", upcoming())["Présence"]
    assert set(column(sheet, "Signature")) == {None}
