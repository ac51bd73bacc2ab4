"""Office workbooks: openpyxl gives the values of the parts that passed the walk, in one pass."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

# Read where nothing is loaded yet: see `child`.
from openpyxl import load_workbook
from openpyxl.xml.functions import fromstring

from psq_desktop.errors import UserError
from psq_desktop.imports import guard, limits, markup
from psq_desktop.imports.about import constant, moment, program
from psq_desktop.imports.walking import column_letters
from psq_desktop.services.forms.book_rows import Book, RawCell, RawRow, RawSheet

_KEPT = frozenset(
    {
        "http://schemas.openxmlformats.org/package/2006/content-types Types",
        "http://schemas.openxmlformats.org/package/2006/relationships Relationships",
        markup.MAIN + "sst",
    }
)
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # of a number format: what stands there as text
_TYPES = "[Content_Types].xml"
_NEEDED = (".styles+xml", ".sharedStrings+xml", ".worksheet+xml")
_CORE = "docProps/core.xml"
_APP = "docProps/app.xml"
_CUSTOM = "docProps/custom.xml"
_APPLICATION = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Application"
_SAVED_BY = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"
_SAVED_AT = "{http://purl.org/dc/terms/}modified"


def read(parts: dict[str, bytes]) -> Book:
    """The workbook that the parts make. Raises `UserError`, and whatever openpyxl raises."""
    _require_parts(parts)
    notes = markup.inspect(parts)
    kept = {name: parts[name] for name, root in notes.roots.items() if root in _KEPT}
    archive = guard.pack({**kept, **notes.essential, "xl/styles.xml": _styles(notes)})
    percents = _percents(notes)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl would lose if it wrote the file again
        workbook: Any = load_workbook(archive, read_only=True, data_only=True, keep_links=False)
        sheets = tuple(_sheet(sheet, notes.sheets[sheet._worksheet_path], percents) for sheet in workbook.worksheets)
    return Book(
        sheets,
        {name: said for name, text in notes.names.items() if (said := constant(text)) is not None},
        _properties(parts),
        _told(parts, _CORE, _SAVED_BY)[: limits.NAME],
        program(_told(parts, _APP, _APPLICATION)),
        moment(_told(parts, _CORE, _SAVED_AT)),
    )


def _require_parts(parts: dict[str, bytes]) -> None:
    """Raise `UserError` ``workbook_damaged`` when a part that gives cells their meaning is named and not there.

    Without its styles a day would be read as a number.
    """
    names = {f"/{name.lower()}" for name in parts}
    for told in fromstring(parts[_TYPES]) if _TYPES in parts else ():
        if told.get("ContentType", "").endswith(_NEEDED) and told.get("PartName", "").lower() not in names:
            raise UserError("workbook_damaged")


def _styles(notes: markup.Notes) -> bytes:
    """Styles that say how numbers are shown and nothing else: what tells a date from a number, and fast to read."""
    formats = "".join(
        f"<numFmt numFmtId={quoteattr(number)} formatCode={quoteattr(code)}/>" for number, code in notes.formats.items()
    )
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in notes.styles or ("0",))
    text = (
        f'<styleSheet xmlns="{markup.MAIN.strip()}"><numFmts>{formats}</numFmts><fonts><font/></fonts>'
        f"<fills><fill><patternFill/></fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
        f'<cellXfs>{styles}</cellXfs><cellStyles><cellStyle name="Normal" xfId="0"/></cellStyles></styleSheet>'
    )
    return text.encode()


def _percents(notes: markup.Notes) -> frozenset[int]:
    """The styles that show a number as a percentage."""
    built_in = {"9", "10"}
    own = {number for number, code in notes.formats.items() if "%" in _NOT_SHOWN.sub("", code)}
    return frozenset(rank for rank, number in enumerate(notes.styles) if number in built_in | own)


def _sheet(sheet: Any, seen: markup.SheetNotes, percents: frozenset[int]) -> RawSheet:
    return RawSheet(sheet.title, tuple(_rows(sheet, seen, percents)), sheet.sheet_state != "visible")


def _rows(sheet: Any, seen: markup.SheetNotes, percents: frozenset[int]) -> Iterator[RawRow]:
    if not seen.last_row:
        return
    # Not what the sheet says of its dimensions: they may lie, and a row at the far end would be filled up to.
    shown = sheet.iter_rows(min_row=1, max_row=seen.last_row, min_col=1, max_col=seen.last_column)
    for number, row in enumerate(shown, 1):
        cells = {}
        for column, cell in enumerate(row, 1):
            if cell.value is None and (number, column) not in seen.unfinished:
                continue
            ref = f"{column_letters(column)}{number}"
            if cell.value is None:
                cells[column] = RawCell(ref, None, formula=True)
            elif cell.value != "":
                # Never the cell's own style: openpyxl loses count of those that LibreOffice writes twice.
                cells[column] = _cell(ref, cell.value, cell.data_type, cell._style_id in percents)
        if cells:
            yield RawRow(number, cells, number in seen.hidden_rows)


def _cell(ref: str, value: Any, kind: str, percent: bool) -> RawCell:
    if kind == "e":
        return RawCell(ref, None, error=str(value))
    if isinstance(value, bool):
        return RawCell(ref, value)
    if isinstance(value, int | float):
        return RawCell(ref, real(value), percent=percent)
    if isinstance(value, dt.datetime):
        return RawCell(ref, value.date())  # nothing here is told by the hour
    if isinstance(value, dt.date):
        return RawCell(ref, value)
    if isinstance(value, str):
        return RawCell(ref, re.sub("_x000[dD]_\n?", "\n", value))
    return RawCell(ref, str(value))  # a time of day is no number, whatever Excel makes of it


def real(value: int | float) -> float:
    """The number; a whole one beyond what a float holds is infinite."""
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _told(parts: dict[str, bytes], name: str, tag: str) -> str:
    return (fromstring(parts[name]).findtext(tag) or "").strip() if name in parts else ""


def _properties(parts: dict[str, bytes]) -> dict[str, str]:
    if _CUSTOM not in parts:
        return {}
    return {told.get("name", ""): "".join(told.itertext()) for told in fromstring(parts[_CUSTOM])}
