"""What stands in the cells of an Office workbook, as it is read."""

from __future__ import annotations

import datetime as dt
import math
import re

import pytest

from psq_desktop.imports import child
from psq_desktop.services.forms.book_rows import Book, RawCell
from tests.imports import packages
from tests.imports.packages import sheet, styles, texts, workbook, xlsx

DATE, PERCENT, TIME, WORDED = 1, 2, 3, 4
STYLES = styles("dd/mm/yyyy", "0.0%", "hh:mm", '0.0" %"')


def cell(said: str, **changed: str) -> RawCell | None:
    """The cell E7 of a workbook that holds it alone."""
    said = said.replace("<c", '<c r="E7"', 1)
    book = child.book(xlsx(**{"sheet": sheet(f'<row r="7">{said}</row>'), "styles": STYLES, **changed}))
    rows = book.sheets[0].rows
    return rows[0].cells[5] if rows else None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('<c t="s"><v>0</v></c>', RawCell("E7", " 7,5 ")),
        ('<c t="inlineStr"><is><t>12 %</t></is></c>', RawCell("E7", "12 %")),
        ('<c t="inlineStr"><is><r><t>1</t></r><r><t> 284</t></r></is></c>', RawCell("E7", "1 284")),
        ('<c t="str"><f>A1</f><v>oui</v></c>', RawCell("E7", "oui")),
        ("<c><v>7</v></c>", RawCell("E7", 7.0)),
        ("<c><v>7.5</v></c>", RawCell("E7", 7.5)),
        ('<c t="n"><v>-1.25E-3</v></c>', RawCell("E7", -0.00125)),
        (f'<c s="{PERCENT}"><v>0.12</v></c>', RawCell("E7", 0.12, percent=True)),
        (f'<c s="{WORDED}"><v>12</v></c>', RawCell("E7", 12.0)),
        (f'<c s="{DATE}"><v>46326</v></c>', RawCell("E7", dt.date(2026, 10, 31))),
        (f'<c s="{DATE}"><v>46326.75</v></c>', RawCell("E7", dt.date(2026, 10, 31))),
        ('<c t="d"><v>2026-10-31</v></c>', RawCell("E7", dt.date(2026, 10, 31))),
        (f'<c s="{TIME}"><v>0.5</v></c>', RawCell("E7", "12:00:00")),
        ('<c t="b"><v>1</v></c>', RawCell("E7", True)),
        ('<c t="e"><v>#N/A</v></c>', RawCell("E7", None, error="#N/A")),
        ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', RawCell("E7", None, error="#DIV/0!")),
        (f'<c s="{DATE}"><v>99999999</v></c>', RawCell("E7", None, error="#VALUE!")),
        ("<c><f>A1*2</f><v>15</v></c>", RawCell("E7", 15.0)),
        ("<c><f>A1*2</f></c>", RawCell("E7", None, formula=True)),
        ("<c><f>A1*2</f><v/></c>", RawCell("E7", None, formula=True)),
        ('<c><f t="shared" si="0"/></c>', RawCell("E7", None, formula=True)),
        ('<c t="str"><f>""</f><v></v></c>', None),
        (f'<c s="{DATE}"/>', None),
        ('<c t="inlineStr"><is><t></t></is></c>', None),
        ('<c t="s"><v>1</v></c>', RawCell("E7", "deux\nlignes")),
    ],
)
def test_a_cell_is_read_as_it_stands(said: str, expected: RawCell | None) -> None:
    assert cell(said, sst=texts(" 7,5 ", "deux_x000D_\nlignes")) == expected


def test_dates_that_count_from_1904() -> None:
    said = f'<c s="{DATE}"><v>44864</v></c>'
    found = cell(said, workbook=workbook(before='<workbookPr date1904="1"/>'))
    assert found == RawCell("E7", dt.date(2026, 10, 31))


@pytest.mark.parametrize("said", ["1e400", "-1e999", "9" * 400])
def test_a_number_too_large_is_infinite_not_wrong(said: str) -> None:
    found = cell(f"<c><v>{said}</v></c>")
    assert found is not None
    assert isinstance(found.value, float)
    assert math.isinf(found.value)


def test_every_style_of_libreoffice_keeps_its_number_even_when_two_are_alike() -> None:
    twice = styles("0.0%", "0.0%", "dd/mm/yyyy").replace("<cellXfs>", '<cellXfs><xf numFmtId="0"/>')
    found = cell('<c s="3"><v>0.5</v></c>', styles=twice)
    assert found == RawCell("E7", 0.5, percent=True)
    assert cell('<c s="4"><v>46326</v></c>', styles=twice) == RawCell("E7", dt.date(2026, 10, 31))


def test_cells_without_a_place_follow_each_other() -> None:
    rows = '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row r="5"><c><v>4</v></c></row>'
    found = child.book(xlsx(sheet=sheet(rows))).sheets[0].rows
    assert [(row.number, {c: cell.value for c, cell in row.cells.items()}) for row in found] == [
        (1, {1: 1.0, 4: 2.0, 5: 3.0}),
        (5, {1: 4.0}),
    ]
    assert found[1].cells[1].ref == "A5"


def test_what_the_sheet_says_of_its_size_changes_nothing() -> None:
    for dimension in ("A1", "A1:XFD1048576", "C3:D4"):
        lying = sheet('<row r="2"><c r="B2"><v>2</v></c></row>', before=f'<dimension ref="{dimension}"/>')
        assert child.book(xlsx(sheet=lying)).sheets[0].rows[0].cells == {2: RawCell("B2", 2.0)}


def test_hidden_rows_and_sheets_are_read_and_told() -> None:
    rows = '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    for state, hidden in (("visible", False), ("hidden", True), ("veryHidden", True)):
        found = child.book(xlsx(sheet=sheet(rows), workbook=workbook(state=state))).sheets[0]
        assert (found.name, found.hidden) == ("Réponses", hidden)
        assert [row.hidden for row in found.rows] == [True, False]


def test_a_workbook_says_who_saved_it_and_bears_its_code() -> None:
    names = (
        '<definedNames><definedName name="_envoi" hidden="1">"E-1 ""bis"""</definedName>'
        '<definedName name="taux">0.5</definedName><definedName name="zone">Réponses!$A$1</definedName>'
        '<definedName name="calcul">1+1</definedName></definedNames>'
    )
    book = child.book(xlsx(workbook=workbook(after=names)))
    assert book.names == {"_envoi": 'E-1 "bis"', "taux": "0.5"}
    assert book.properties == {"Concertation": "E-1"}
    assert (book.author, book.program) == ("Élodie Marquant", "Microsoft Excel")
    assert book.saved_at == dt.datetime(2026, 11, 20, 9, 12)


def test_a_workbook_that_says_nothing_of_itself_is_read_too() -> None:
    types = re.sub('<Override PartName="/xl/(styles|sharedStrings)[^>]*>', "", packages.TYPES)
    book = child.book(xlsx(types=types, custom=None, core=None, app=None, sst=None, styles=None))
    assert book == Book(book.sheets)
    assert book.sheets[0].rows[0].cells[1].value == "bonjour"


def test_a_filter_or_a_view_that_openpyxl_refuses_stops_nothing() -> None:
    views = '<sheetViews><sheetView workbookViewId="x" unheard="1"/></sheetViews>'
    filtered = (
        '<autoFilter ref="A1:B2"><filterColumn colId="0"><customFilters><customFilter val="Bus"/></customFilters>'
        "</filterColumn></autoFilter>"
    )
    rules = '<conditionalFormatting sqref="nowhere"><cfRule type="unheard"/></conditionalFormatting>'
    odd = sheet(packages.ROW, before=views, after=filtered + rules)
    names = '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">#REF!</definedName></definedNames>'
    book = child.book(xlsx(sheet=odd, workbook=workbook(before='<fileVersion x="1"/>', after=names)))
    assert book.sheets[0].rows[0].cells == {1: RawCell("A1", "bonjour")}


def test_a_number_format_told_twice_for_older_programs_is_known() -> None:
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    told = STYLES.replace("<numFmts>", f'<numFmts><mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice>', 1)
    told = told.replace("</numFmts>", "</mc:Choice><mc:Fallback/></mc:AlternateContent></numFmts>", 1)
    assert cell(f'<c s="{PERCENT}"><v>0.12</v></c>', styles=told) == RawCell("E7", 0.12, percent=True)


def test_parts_in_utf_16_are_read() -> None:
    rows = '<row r="2"><c r="B2" t="inlineStr"><is><t>été</t></is></c></row>'
    said = '<?xml version="1.0" encoding="UTF-16"?>' + sheet(rows, before="<sheetPr/>", after="<drawing/>")
    book = child.book(xlsx(sheet=said.encode("utf-16")))
    assert book.sheets[0].rows[0].cells == {2: RawCell("B2", "été")}


def test_a_prefix_for_the_main_vocabulary_changes_nothing() -> None:
    plain = sheet('<row r="2" hidden="1"><c r="B2"><f>A1</f></c><c r="C2"><v>2</v></c></row>')
    prefixed = plain.replace("xmlns=", "xmlns:x=").replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    assert child.book(xlsx(sheet=prefixed)).sheets == child.book(xlsx(sheet=plain)).sheets
    assert packages.MAIN in prefixed
