"""What stands in the cells of an OpenDocument workbook, as it is read."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from psq_desktop.imports import child
from psq_desktop.services.forms.book_rows import RawCell, RawRow
from tests.imports.packages import content, ods

FLOAT = 'office:value-type="float" office:value='
STRING = 'office:value-type="string"'
PERCENTAGE = 'office:value-type="percentage" office:value='
ERROR = f'{STRING} table:formula="of:=NA()" calcext:value-type="error"'
WORD = "<text:p>mot</text:p>"


def rows(said: str) -> tuple[RawRow, ...]:
    return child.book(ods(said)).sheets[0].rows


def row(*cells: str, said: str = "") -> str:
    return f"<table:table-row {said}>{''.join(cells)}</table:table-row>"


def one(said: str = "", value: float = 1) -> str:
    return f'<table:table-cell {said} {FLOAT}"{value}"/>'


def cell(attributes: str, inside: str = "") -> RawCell | None:
    found = rows(row("<table:table-cell/>", f"<table:table-cell {attributes}>{inside}</table:table-cell>"))
    return found[0].cells[2] if found else None


@pytest.mark.parametrize(
    ("attributes", "inside", "expected"),
    [
        (STRING, "<text:p>7,5</text:p>", RawCell("B1", "7,5")),
        (STRING, "<text:p>un<text:s/> deux<text:s text:c='2'/>trois </text:p>", RawCell("B1", "un  deux  trois ")),
        (STRING, "<text:p>un\n   deux</text:p>", RawCell("B1", "un deux")),
        (STRING, "<text:p>un</text:p><text:p>deux</text:p>", RawCell("B1", "un\ndeux")),
        (STRING, "<text:p>a<text:tab/>b<text:line-break/>c</text:p>", RawCell("B1", "a\tb\nc")),
        (STRING, "<text:p>1<text:span> <text:a>28</text:a></text:span>4</text:p>", RawCell("B1", "1 284")),
        (f'{STRING} office:string-value="mot"', "", RawCell("B1", "mot")),
        (STRING, f"<office:annotation>{WORD}</office:annotation>{WORD}", RawCell("B1", "mot")),
        (STRING, f"{WORD}<draw:frame><draw:text-box>{WORD}</draw:text-box></draw:frame>", RawCell("B1", "mot")),
        (f'{FLOAT}"7.5"', "<text:p>7,5</text:p>", RawCell("B1", 7.5)),
        (f'{FLOAT}"-1.2E-3"', "", RawCell("B1", -0.0012)),
        (f'{PERCENTAGE}"0.12"', "<text:p>12 %</text:p>", RawCell("B1", 0.12, percent=True)),
        ('office:value-type="currency" office:currency="EUR" office:value="12"', "", RawCell("B1", 12.0)),
        ('office:value-type="date" office:date-value="2026-10-31"', "", RawCell("B1", dt.date(2026, 10, 31))),
        ('office:value-type="date" office:date-value="2026-10-31T14:30:00"', "", RawCell("B1", dt.date(2026, 10, 31))),
        ('office:value-type="time" office:time-value="PT12H30M00S"', "<text:p>12:30</text:p>", RawCell("B1", "12:30")),
        ('office:value-type="boolean" office:boolean-value="true"', "<text:p>VRAI</text:p>", RawCell("B1", True)),
        (ERROR, "<text:p>#N/A</text:p>", RawCell("B1", None, error="#N/A")),
        (f'table:formula="of:=1/0" {FLOAT}"0"', "<text:p>Err:502</text:p>", RawCell("B1", None, error="Err:502")),
        (f'table:formula="of:=[.A1]*2" {FLOAT}"15"', "<text:p>15</text:p>", RawCell("B1", 15.0)),
        ('table:formula="of:=[.A1]*2"', "", RawCell("B1", None, formula=True)),
        ('table:formula="of:=&quot;&quot;"', "<text:p/>", None),
        ('table:style-name="ce1"', "", None),
        (STRING, "<text:p></text:p>", None),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_it_stands(attributes: str, inside: str, expected: RawCell | None) -> None:
    assert cell(attributes, inside) == expected


@pytest.mark.parametrize("said", ["NaN", "1e400", "-INF"])
def test_what_is_no_number_is_told_not_guessed(said: str) -> None:
    found = cell(f'{FLOAT}"{said}"')
    assert found is not None
    assert isinstance(found.value, float)
    assert not math.isfinite(found.value)


def test_repeated_rows_and_cells_stand_at_each_of_their_places() -> None:
    empty = '<table:table-cell table:number-columns-repeated="4"/>'
    found = rows(
        row(empty, said='table:number-rows-repeated="3"')
        + row(
            "<table:table-cell/>", one('table:number-columns-repeated="2"'), one(value=2),
            said='table:number-rows-repeated="2"',
        )
    )  # fmt: skip
    assert [row.number for row in found] == [4, 5]
    assert [cell.ref for cell in found[1].cells.values()] == ["B5", "C5", "D5"]
    assert [cell.value for cell in found[1].cells.values()] == [1.0, 1.0, 2.0]


def test_what_lies_under_a_merge_is_no_answer() -> None:
    covered = one(value=2).replace("table-cell", "covered-table-cell")
    found = rows(row(one('table:number-columns-spanned="2"'), covered, one(value=3)))
    assert {column: cell.value for column, cell in found[0].cells.items()} == {1: 1.0, 3: 3.0}


def test_rows_in_groups_and_headers_count_and_hidden_ones_are_told() -> None:
    found = rows(
        f"<table:table-header-rows>{row(one())}</table:table-header-rows><table:table-row-group>"
        + row(one(), said='table:visibility="collapse"')
        + "</table:table-row-group>"
        + row(one(), said='table:visibility="filter"')
    )
    assert [(r.number, r.hidden) for r in found] == [(1, False), (2, True), (3, True)]


def test_a_hidden_sheet_is_told_by_its_style() -> None:
    style = (
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    for name, hidden in (("ta1", False), ("ta2", True)):
        said = content("", automatic=style, table=f'table:style-name="{name}"')
        assert child.book(ods(content=said)).sheets[0].hidden is hidden


def test_a_workbook_says_who_saved_it_and_bears_its_code() -> None:
    names = (
        "<table:named-expressions>"
        '<table:named-expression table:name="_envoi"'
        ' table:expression="of:=&quot;E-1 &quot;&quot;bis&quot;&quot;&quot;"/>'
        '<table:named-expression table:name="calcul" table:expression="1+1"/>'
        '<table:named-range table:name="zone" table:cell-range-address="$A.$B$1"/></table:named-expressions>'
    )
    book = child.book(ods(content=content("", after=names)))
    assert book.names == {"_envoi": 'E-1 "bis"'}
    assert book.properties == {"Concertation": "E-1"}
    assert (book.author, book.program) == ("Élodie Marquant", "LibreOffice")
    assert book.saved_at == dt.datetime(2026, 11, 20, 9, 12)


def test_old_values_of_tracked_changes_are_no_answers() -> None:
    said = content("").replace(
        "<office:spreadsheet>",
        "<office:spreadsheet><table:tracked-changes><table:cell-content-change><table:previous>"
        f'<table:change-track-table-cell {FLOAT}"9"><text:p>9</text:p></table:change-track-table-cell>'
        "</table:previous></table:cell-content-change></table:tracked-changes>",
    )
    assert child.book(ods(content=said)).sheets[0].rows == ()
