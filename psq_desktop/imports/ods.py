"""OpenDocument workbooks: content.xml walked once; what is read is what was looked at."""

from __future__ import annotations

from collections.abc import Callable

from psq_desktop.errors import UserError
from psq_desktop.imports import limits
from psq_desktop.imports.about import constant, moment, program
from psq_desktop.imports.ods_cells import CALC, HARD, OFFICE, TABLE, TEXT, Row, placed, read_cell, repeats, spaced
from psq_desktop.imports.walking import parse
from psq_desktop.services.forms.book_rows import Book, RawRow, RawSheet

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
STYLE, META = f"{_NS}style:1.0 ", f"{_NS}meta:1.0 "
_DUBLIN = "http://purl.org/dc/elements/1.1/ "

_SHEET, _ROW = TABLE + "table", TABLE + "table-row"
_CELL, _COVERED = TABLE + "table-cell", TABLE + "covered-table-cell"
_PARAGRAPH = TEXT + "p"
_GROUPS = frozenset(TABLE + name for name in ("table-row-group", "table-header-rows", "table-rows"))
_COLUMNS = ("table-column", "table-columns", "table-column-group", "table-header-columns")

# What stands inside an element. A child that is not named here would be read as something else, or not at all.
_IN_ROWS = frozenset({_ROW, TEXT + "soft-page-break", *_GROUPS})
_IN_SHEET = _IN_ROWS | {TABLE + name for name in (
    *_COLUMNS, "title", "desc", "table-source", "scenario", "shapes", "named-expressions", "cell-range-source",
    "table-protection",
)}  # fmt: skip
_CHILDREN: dict[str, frozenset[str]] = {
    _SHEET: _IN_SHEET,
    **dict.fromkeys(_GROUPS, _IN_ROWS),
    _ROW: frozenset({_CELL, _COVERED}),
    TABLE + "named-expressions": frozenset({TABLE + "named-expression", TABLE + "named-range"}),
}
_IN_CELL = frozenset({_PARAGRAPH, TABLE + "detective", TABLE + "cell-range-source"})
_IN_TEXT = frozenset(TEXT + name for name in (
    "span", "s", "tab", "line-break", "a", "date", "time", "sheet-name", "title", "page-number", "page-count",
    "file-name", "ruby", "ruby-base", "ruby-text", "bookmark", "soft-page-break", "author-name", "author-initials",
))  # fmt: skip
_CELL_SAYS = frozenset(TABLE + name for name in (
    "style-name", "number-columns-repeated", "number-columns-spanned", "number-rows-spanned", "formula",
    "content-validation-name", "number-matrix-columns-spanned", "number-matrix-rows-spanned", "protect", "protected",
)) | frozenset(OFFICE + name for name in (
    "value-type", "value", "date-value", "time-value", "boolean-value", "string-value", "currency",
)) | {CALC + "value-type"}  # fmt: skip
_ROW_SAYS = frozenset(
    TABLE + name for name in ("style-name", "number-rows-repeated", "visibility", "default-cell-style-name")
)


def read(parts: dict[str, bytes]) -> Book:
    """The workbook that the parts make. Raises `UserError`."""
    for name, text in parts.items():
        if name not in ("content.xml", "meta.xml"):
            _look(text)
    content, about = _Content(), _About()
    parse(parts["content.xml"], content.start, content.end, content.text)
    if "meta.xml" in parts:
        parse(parts["meta.xml"], about.start, about.end, about.text)
    return Book(
        tuple(content.sheets),
        content.names,
        about.properties,
        about.told.get(_DUBLIN + "creator", "").strip()[: limits.NAME],
        program(about.told.get(META + "generator", "")),
        moment(about.told.get(_DUBLIN + "date", "")),
    )


def _look(text: bytes) -> None:
    """Walk a part that is not read: what it may not declare or nest is refused all the same."""
    depth = 0

    def start(_tag: str, _said: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.DEPTH:
            raise UserError("workbook_deep")

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    parse(text, start, end, lambda _words: None)


class _Content:
    """The walk of content.xml."""

    def __init__(self) -> None:
        self.sheets: list[RawSheet] = []
        self.names: dict[str, str] = {}
        self._stack: list[str] = []
        self._skipping = 0  # depth of the element that is passed over with all that it holds
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._sheet: dict[str, str] = {}
        self._rows: list[RawRow] = []
        self._number = self._cells = self._told_by_number = 0
        self._row = Row(1, False)
        self._cell: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._on: dict[str, Callable[[dict[str, str]], None]] = {
            STYLE + "style": self._start_style,
            STYLE + "table-properties": self._table_properties,
            _SHEET: self._start_sheet,
            _ROW: self._start_row,
            _CELL: self._start_cell,
            _COVERED: self._start_cell,
            _PARAGRAPH: self._start_paragraph,
            TABLE + "named-expression": self._name,
        }

    def start(self, tag: str, said: dict[str, str]) -> None:
        stack = self._stack
        if len(stack) >= limits.DEPTH:
            raise UserError("workbook_deep")
        if not self._skipping:
            if not self._takes(stack[-1] if stack else "", tag):
                self._skipping = len(stack) + 1
            elif tag in HARD:
                self._space(HARD[tag], repeats(said.get(TEXT + "c", "1"), limits.TEXT))
        stack.append(tag)
        if not self._skipping and tag in self._on:
            self._on[tag](said)

    def _takes(self, parent: str, tag: str) -> bool:
        """Whether an element is read; damaged when it is none that may stand there."""
        if parent in (_CELL, _COVERED):
            if tag.startswith((TABLE, TEXT)) and tag not in _IN_CELL:
                raise UserError("workbook_damaged")
            return tag == _PARAGRAPH
        if parent == _PARAGRAPH or parent in _IN_TEXT:
            if tag.startswith((TABLE, TEXT)) and tag not in _IN_TEXT:
                raise UserError("workbook_damaged")
            return tag.startswith(TEXT)
        allowed = _CHILDREN.get(parent)
        if allowed is not None:
            if tag.startswith((TABLE, TEXT)) and tag not in allowed:
                raise UserError("workbook_damaged")
            return tag in allowed and tag != TABLE + "shapes"
        if tag == _SHEET:
            return parent == OFFICE + "spreadsheet"
        return tag not in (_ROW, _CELL, _COVERED, _PARAGRAPH)

    def end(self, tag: str) -> None:
        self._stack.pop()
        if self._skipping:
            if len(self._stack) < self._skipping:
                self._skipping = 0
        elif tag in (_CELL, _COVERED):
            self._end_cell(tag)
        elif tag == _ROW:
            self._end_row()
        elif tag == _SHEET:
            hidden = self._sheet.get(TABLE + "style-name", "") in self._hidden_styles
            self.sheets.append(RawSheet(self._sheet.get(TABLE + "name", ""), tuple(self._rows), hidden))

    def text(self, words: str) -> None:
        if not self._skipping and self._paragraphs and (self._stack[-1] == _PARAGRAPH or self._stack[-1] in _IN_TEXT):
            self._paragraphs[-1] += words
            if len(self._paragraphs[-1]) > limits.TEXT * 2:
                raise UserError("workbook_crowded")

    def _space(self, sign: str, count: int) -> None:
        """Signs told by their number take no room in the file: they are counted apart."""
        self._told_by_number += count
        if self._told_by_number > limits.ALL_TEXT:
            raise UserError("workbook_crowded")
        self._paragraphs[-1] += sign * count

    # ---------------------------------------------------------------- sheets

    def _start_style(self, said: dict[str, str]) -> None:
        self._style = said.get(STYLE + "name", "") if said.get(STYLE + "family") == "table" else ""

    def _table_properties(self, said: dict[str, str]) -> None:
        if self._style and said.get(TABLE + "display") == "false":
            self._hidden_styles.add(self._style)

    def _start_sheet(self, said: dict[str, str]) -> None:
        if len(self.sheets) >= limits.SHEETS:
            raise UserError("workbook_crowded")
        self._sheet, self._rows, self._number = said, [], 0

    def _start_row(self, said: dict[str, str]) -> None:
        if any(name.startswith(TABLE) and name not in _ROW_SAYS for name in said):
            raise UserError("workbook_damaged")
        repeated = repeats(said.get(TABLE + "number-rows-repeated", "1"), limits.SHEET_ROWS)
        self._row = Row(repeated, said.get(TABLE + "visibility", "visible") in ("collapse", "filter"))

    def _start_cell(self, said: dict[str, str]) -> None:
        if any(name.startswith((TABLE, OFFICE, CALC)) and name not in _CELL_SAYS for name in said):
            raise UserError("workbook_damaged")
        self._cell, self._paragraphs = said, []

    def _start_paragraph(self, _said: dict[str, str]) -> None:
        self._paragraphs.append("")

    def _end_cell(self, tag: str) -> None:
        said, row = self._cell, self._row
        repeated = repeats(said.get(TABLE + "number-columns-repeated", "1"), limits.SHEET_COLUMNS)
        first = row.column + 1
        row.column += repeated
        if row.column > limits.SHEET_COLUMNS:
            raise UserError("workbook_far")
        # What lies under a merge is not shown, and so it is no answer.
        cell = None if tag == _COVERED else read_cell(said, [spaced(words) for words in self._paragraphs])
        self._paragraphs = []
        if cell is None:
            return
        self._cells += repeated * row.repeated
        if self._cells > limits.CELLS:
            raise UserError("workbook_crowded")
        if row.column > limits.COLUMNS:
            raise UserError("workbook_far")
        row.cells.append((first, repeated, cell))

    def _end_row(self) -> None:
        row, first = self._row, self._number + 1
        self._number += row.repeated
        if self._number > limits.SHEET_ROWS or (row.cells and self._number > limits.ROWS):
            raise UserError("workbook_far")
        if row.cells:
            self._rows += [RawRow(n, placed(row, n), row.hidden) for n in range(first, self._number + 1)]

    def _name(self, said: dict[str, str]) -> None:
        told = constant(said.get(TABLE + "expression", "").removeprefix("of:").removeprefix("="))
        if told is not None:
            self.names[said.get(TABLE + "name", "")] = told


class _About:
    """The walk of meta.xml."""

    def __init__(self) -> None:
        self.told: dict[str, str] = {}
        self.properties: dict[str, str] = {}
        self._stack: list[tuple[str, str]] = []

    def start(self, tag: str, said: dict[str, str]) -> None:
        if len(self._stack) >= limits.DEPTH:
            raise UserError("workbook_deep")
        self._stack.append((tag, said.get(META + "name", "")))

    def end(self, _tag: str) -> None:
        self._stack.pop()

    def text(self, words: str) -> None:
        tag, name = self._stack[-1]
        if tag == META + "user-defined":
            self.properties[name] = self.properties.get(name, "") + words
        else:
            self.told[tag] = self.told.get(tag, "") + words
