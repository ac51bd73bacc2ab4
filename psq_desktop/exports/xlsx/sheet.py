"""One sheet: title, table, print set-up. Whatever is typed stays text; dates and numbers stay what they are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from psq_desktop.exports.xlsx import styles
from psq_desktop.richtext import clean

Value = str | int | float | date | time | None

_LONGEST_TEXT = 32767  # characters that a cell can hold
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_FIRST_TABLE_ROW = 5
_LINE_HEIGHT, _ROW_PADDING = 15.0, 5.0


@dataclass(frozen=True, slots=True)
class Column:
    """Header, width in characters, and the style of the column's cells."""

    header: str
    width: float
    style: str = styles.WORDS


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one sheet holds."""

    name: str
    title: str
    subtitle: tuple[str, str]
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def put(cell: Cell, value: Value, style: str) -> None:
    """Write one typed value."""
    cell.style = style
    if isinstance(value, str):
        put_text(cell, value)
    elif isinstance(value, date | time | int | float):
        cell.value = value
        if isinstance(value, date | time):
            cell.number_format = styles.DATE_FORMAT if isinstance(value, date) else styles.TIME_FORMAT


def put_text(cell: Cell, text: str) -> None:
    """Write text that no spreadsheet takes for a formula, when opened or when retyped."""
    starts = text.startswith(_STARTS_FORMULA)
    text = clean(text, multiline=True)[:_LONGEST_TEXT]
    if not text:
        return
    cell.value = text
    cell.data_type = "s"
    if starts or text.startswith(_STARTS_FORMULA):
        cell.quotePrefix = True


def workbook_bytes(sheets: Sequence[Sheet], *, reference: str, title: str, author: str, issued: date) -> bytes:
    """A finished workbook; the same facts give the same bytes."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    styles.register(workbook)
    for number, sheet in enumerate(sheets, 1):
        _write_sheet(workbook.create_sheet(sheet.name), sheet, number, reference)
    moment = datetime(issued.year, issued.month, issued.day)
    properties = workbook.properties
    properties.title, properties.creator = clean(title), clean(author)
    properties.created = properties.modified = moment
    properties.language = "fr-FR"
    buffer = BytesIO()
    workbook.save(buffer)
    return _with_fixed_dates(buffer.getvalue(), moment)


def _write_sheet(target: Worksheet, sheet: Sheet, number: int, reference: str) -> None:
    put(_cell(target, 1, 1), sheet.title, styles.TITLE)
    for row, text in enumerate(sheet.subtitle, 2):
        put(_cell(target, row, 1), text, styles.SUBTITLE)
    target.row_dimensions[1].height = 28
    for index, column in enumerate(sheet.columns, 1):
        header = styles.HEADER_NUMBER if column.style == styles.NUMBER else styles.HEADER
        put(_cell(target, _FIRST_TABLE_ROW, index), column.header, _shifted(sheet.columns, index, header))
        target.column_dimensions[get_column_letter(index)].width = column.width
    target.row_dimensions[_FIRST_TABLE_ROW].height = 32
    row = _FIRST_TABLE_ROW
    for row, values in enumerate(sheet.rows, _FIRST_TABLE_ROW + 1):
        for index, (column, value) in enumerate(zip(sheet.columns, values, strict=True), 1):
            put(_cell(target, row, index), value, _shifted(sheet.columns, index, column.style))
        target.row_dimensions[row].height = _height(sheet.columns, values)
    _set_up(target, sheet, row, number, reference)


def _shifted(columns: Sequence[Column], index: int, style: str) -> str:
    """The style that keeps text off the number at its left."""
    after_number = index > 1 and columns[index - 2].style == styles.NUMBER
    return styles.SHIFTED.get(style, style) if after_number else style


def _cell(target: Worksheet, row: int, column: int) -> Cell:
    cell: Any = target.cell(row, column)
    return cell  # type: ignore[no-any-return]


def _height(columns: Sequence[Column], values: Sequence[Value]) -> float:
    """Room for the wrapped text: neither Excel nor LibreOffice grows rows when it opens a file."""
    lines = 1
    for column, value in zip(columns, values, strict=True):
        if isinstance(value, str):
            per_line = max(column.width - 1.5, 1.0)
            lines = max(lines, sum(max(1, math.ceil(len(part) / per_line)) for part in value.split("\n")))
    return min(lines * _LINE_HEIGHT + _ROW_PADDING, 409.0)


def _set_up(target: Worksheet, sheet: Sheet, last: int, number: int, reference: str) -> None:
    """Frozen and repeated header, table object, landscape A4 one page wide, numbered pages."""
    target.sheet_view.showGridLines = False
    target.freeze_panes = f"A{_FIRST_TABLE_ROW + 1}"
    letter = get_column_letter(len(sheet.columns))
    if last > _FIRST_TABLE_ROW:
        table = Table(displayName=_table_name(sheet.name, number), ref=f"A{_FIRST_TABLE_ROW}:{letter}{last}")
        table.tableStyleInfo = TableStyleInfo(name=None, showRowStripes=False)
        target.add_table(table)
    target.print_title_rows = f"{_FIRST_TABLE_ROW}:{_FIRST_TABLE_ROW}"
    target.print_area = f"A1:{letter}{last}"
    setup = target.page_setup
    setup.orientation, setup.paperSize = "landscape", 9  # A4
    setup.fitToWidth, setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = target.page_margins
    margins.left = margins.right = 0.6
    margins.top, margins.bottom = 0.6, 0.75
    footer = target.oddFooter
    assert footer is not None
    # « & » starts a code in footers.
    for part, text in (
        (footer.left, clean(reference).replace("&", "&&")),
        (footer.right, "Page &P sur &N"),
    ):
        assert part is not None
        part.text, part.size = text, 9


def _table_name(sheet_name: str, number: int) -> str:
    return f"T{number}_" + re.sub(r"\W", "_", sheet_name)


def _with_fixed_dates(content: bytes, moment: datetime) -> bytes:
    """The same archive, its entries dated like the document: openpyxl stamps them with the clock."""
    out = BytesIO()
    stamp = (max(moment.year, 1980), moment.month, moment.day, 0, 0, 0)
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = old.read(name)
            if name == "docProps/core.xml":
                entry = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode(), entry
                )
            info = ZipInfo(name, stamp)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, entry)
    return out.getvalue()
