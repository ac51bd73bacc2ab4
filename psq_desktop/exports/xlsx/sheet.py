"""Sheets, written row by row: a table under its title, or a board of lines and charts, ready to print."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.writer.excel import ExcelWriter

from psq_desktop.exports.xlsx import styles
from psq_desktop.exports.xlsx.archive import DatedArchive, streamed
from psq_desktop.exports.xlsx.cells import Formula, Pen, Plain, Styled, Value
from psq_desktop.exports.xlsx.charts import Chart, bars
from psq_desktop.exports.xlsx.looks import Looks, rules
from psq_desktop.richtext import clean

__all__ = ["Board", "Column", "Formula", "Line", "Plain", "Sheet", "Styled", "Value", "workbook_bytes"]

FIRST_TABLE_ROW = 5
_LINE_HEIGHT, _ROW_PADDING, _PLAIN_HEIGHT, _TALLEST = 15.0, 5.0, 15.0, 409.0


@dataclass(frozen=True, slots=True)
class Column:
    """Header, width in characters, the style of the column's cells and the looks of its words."""

    header: str
    width: float
    style: str = styles.WORDS
    looks: Looks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under its title. Not ``sortable``: its rows are in groups, whose order says something."""

    name: str
    title: str
    subtitle: tuple[str, str]
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    sortable: bool = True


class Line(NamedTuple):
    """A row of a board and its height in points."""

    values: Sequence[Value]
    height: float = _LINE_HEIGHT + _ROW_PADDING


@dataclass(frozen=True, slots=True)
class Board:
    """One page composed freely: lines, looks by range (« A2:A6 »), charts by the cell of their corner."""

    name: str
    widths: Sequence[float]
    lines: Sequence[Line]
    looks: Mapping[str, Looks]
    charts: Mapping[str, Chart]


def workbook_bytes(sheets: Sequence[Sheet | Board], *, reference: str, title: str, author: str, issued: date) -> bytes:
    """A finished workbook; the same facts give the same bytes. Raises ``disk_full``, the temporary folder's."""
    with streamed() as workbook:
        styles.register(workbook)
        for number, sheet in enumerate(sheets, 1):
            target: Any = workbook.create_sheet(sheet.name)
            target.sheet_view.showGridLines = False
            print_set_up(target, reference)
            if isinstance(sheet, Sheet):
                _write_sheet(target, sheet, number)
            else:
                _write_board(target, sheet)
            target.close()
        moment = datetime(issued.year, issued.month, issued.day)
        properties = workbook.properties
        properties.title, properties.creator = clean(title), clean(author)
        properties.created = properties.modified = moment
        properties.language = "fr-FR"
        buffer = BytesIO()
        ExcelWriter(workbook, DatedArchive(buffer, issued)).save()
        return buffer.getvalue()


def _write_sheet(target: Any, sheet: Sheet, number: int) -> None:
    """What stands before the rows is said before the first of them: the sheet is written as it goes."""
    target.freeze_panes = f"A{FIRST_TABLE_ROW + 1}"
    _set_widths(target, (column.width for column in sheet.columns))
    last = _write_lines(target, cell_styles(sheet), lines(sheet))
    letter = get_column_letter(len(sheet.columns))
    if last > FIRST_TABLE_ROW:
        if sheet.sortable:
            target.tables.add(_table(sheet, number, f"A{FIRST_TABLE_ROW}:{letter}{last}"))
        for looks, span in _looks(sheet.columns, last):
            _add_looks(target, span, looks)
    target.print_title_rows = f"{FIRST_TABLE_ROW}:{FIRST_TABLE_ROW}"
    target.print_area = f"A1:{letter}{last}"


def _write_board(target: Any, board: Board) -> None:
    target.page_setup.fitToHeight = 1
    _set_widths(target, board.widths)
    last = _write_lines(target, [styles.NOTE] * len(board.widths), board.lines)
    for span, looks in board.looks.items():
        _add_looks(target, span, looks)
    for corner, chart in board.charts.items():
        target.add_chart(bars(target, chart), corner)
    target.print_area = f"A1:{get_column_letter(len(board.widths))}{last}"


# ---------------------------------------------------------------- rows


def cell_styles(sheet: Sheet) -> list[str]:
    """The style of each column's cells."""
    return [_shifted(sheet.columns, i, column.style) for i, column in enumerate(sheet.columns)]


def lines(sheet: Sheet) -> Iterator[Line]:
    """All rows of a sheet, its title and header first."""
    yield Line((Styled(sheet.title, styles.TITLE),), 28)
    yield from (Line((Styled(text, styles.SUBTITLE),), _PLAIN_HEIGHT) for text in sheet.subtitle)
    yield Line((), _PLAIN_HEIGHT)
    yield Line([Styled(c.header, _header_style(sheet.columns, i)) for i, c in enumerate(sheet.columns)], 32)
    room = [max(column.width - 1.5, 1.0) for column in sheet.columns]
    for values in sheet.rows:
        yield Line(values, _height(values, room))


def _write_lines(target: Any, column_styles: Sequence[str], found: Iterable[Line]) -> int:
    """Number of the last row. A line may be shorter than the row is wide."""
    pen = Pen(target)
    heights: dict[float, RowDimension] = {}
    row = 0
    for row, line in enumerate(found, 1):
        if line.height not in heights:
            heights[line.height] = RowDimension(target, ht=line.height)
        target.row_dimensions[row] = heights[line.height]
        target.append(pen.row(line.values, column_styles[: len(line.values)]))
        del target.row_dimensions[row]  # it is written, and rows may be many
    return row


def _height(values: Sequence[Value], room: Sequence[float]) -> float:
    """Room for the wrapped text: neither Excel nor LibreOffice grows rows when it opens a file."""
    needed = 1
    for value, per_line in zip(values, room, strict=True):
        text = value.value if isinstance(value, Styled) and value.style not in styles.OVERFLOWING else value
        if isinstance(text, str) and (len(text) > per_line or "\n" in text):
            needed = max(needed, sum(max(1, math.ceil(len(part) / per_line)) for part in text.split("\n")))
    return min(needed * _LINE_HEIGHT + _ROW_PADDING, _TALLEST)


def _header_style(columns: Sequence[Column], index: int) -> str:
    style = columns[index].style
    if style in styles.NUMBERS:
        return styles.HEADER_NUMBER
    if style in (styles.CENTRED, styles.TINTED[styles.CENTRED]):
        return styles.HEADER_CENTRED
    return _shifted(columns, index, styles.HEADER)


def _shifted(columns: Sequence[Column], index: int, style: str) -> str:
    """The style that keeps text off the number at its left."""
    after_number = index > 0 and columns[index - 1].style in styles.NUMBERS
    return styles.SHIFTED.get(style, style) if after_number else style


# ---------------------------------------------------------------- what stands around the rows


def _set_widths(target: Any, widths: Iterable[float]) -> None:
    for index, width in enumerate(widths, 1):
        target.column_dimensions[get_column_letter(index)].width = width


def _table(sheet: Sheet, number: int, span: str) -> Table:
    """Filters and sorting. A streamed sheet cannot be asked for its headers again: they are told."""
    table = Table(displayName=f"T{number}_" + re.sub(r"\W", "_", sheet.name), ref=span)
    table.tableStyleInfo = TableStyleInfo(name=None, showRowStripes=False)
    table.tableColumns = [TableColumn(id=i, name=column.header) for i, column in enumerate(sheet.columns, 1)]
    table.autoFilter = AutoFilter(ref=span)
    return table


def _looks(columns: Sequence[Column], last: int) -> Iterator[tuple[Looks, str]]:
    """The words that have a look, each with the ranges where it counts."""
    spans: list[tuple[Looks, list[str]]] = []
    for index, column in enumerate(columns, 1):
        if column.looks:
            letter = get_column_letter(index)
            span = f"{letter}{FIRST_TABLE_ROW + 1}:{letter}{last}"
            same = next((found for looks, found in spans if looks is column.looks), None)
            if same is None:
                spans.append((column.looks, [span]))
            else:
                same.append(span)
    yield from ((looks, " ".join(found)) for looks, found in spans)


def _add_looks(target: Any, span: str, looks: Looks) -> None:
    for rule in rules(looks):
        target.conditional_formatting.add(span, rule)


def print_set_up(target: Any, reference: str) -> None:
    """Landscape A4 one page wide, numbered pages."""
    setup = target.page_setup
    setup.orientation, setup.paperSize = "landscape", 9  # A4
    setup.fitToWidth, setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = target.page_margins
    margins.left = margins.right = 0.6
    margins.top, margins.bottom = 0.6, 0.75
    footer = target.oddFooter
    # « & » starts a code in footers.
    for part, text in ((footer.left, clean(reference).replace("&", "&&")), (footer.right, "Page &P sur &N")):
        part.text, part.size = text, 9
