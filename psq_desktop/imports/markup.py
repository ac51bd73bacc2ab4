"""Every XML part is walked once by expat alone: what could bring a reader down or mislead it is refused here.

Of sheets and styles the walk keeps what the reading library does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from xml.parsers import expat

from psq_desktop.errors import UserError
from psq_desktop.imports import limits
from psq_desktop.imports.walking import column_letters, column_number, parse

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_OTHERWISE = "http://schemas.openxmlformats.org/markup-compatibility/2006 AlternateContent"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main "

_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_TYPES = frozenset({"n", "s", "b", "str", "inlineStr", "e", "d"})
_CELL_SAYS = frozenset({"r", "s", "t", "cm", "vm", "ph"})


# Counted before anything is walked: a crowd is refused at once. The walk counts those with another prefix.
_CROWDS = (
    ((b"<c>", b"<c ", b"<c/"), limits.CELLS),
    ((b"<si>", b"<si ", b"<si/"), limits.STRINGS),
    ((b"<Relationship ",), limits.LINKS),
)


def _main(names: str) -> frozenset[str]:
    return frozenset(MAIN + name for name in names.split())


# What stands inside an element. A child that is not named here would be read as something else, or not at all.
_CHILDREN: dict[str, frozenset[str]] = {
    MAIN + "sheetData": _main("row"),
    MAIN + "row": _main("c extLst"),
    MAIN + "c": _main("f v is extLst"),
    MAIN + "is": _main("t r rPh phoneticPr extLst"),
    MAIN + "sst": _main("si extLst"),
    MAIN + "si": _main("t r rPh phoneticPr extLst"),
    MAIN + "r": _main("rPr t"),
    MAIN + "cellXfs": _main("xf extLst"),
    MAIN + "numFmts": _main("numFmt") | {_OTHERWISE},
    MAIN + "sheets": _main("sheet"),
    MAIN + "definedNames": _main("definedName"),
}
# The same for the roots, where other vocabularies may stand beside.
_ROOTS: dict[str, frozenset[str]] = {
    MAIN + "worksheet": _main(
        "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges"
        " scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting"
        " dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks"
        " customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture"
        " oleObjects controls webPublishItems tableParts extLst drawingHF"
    ),
    MAIN + "styleSheet": _main(
        "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
    ),
    MAIN + "workbook": _main(
        "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences"
        " definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing"
        " fileRecoveryPr webPublishObjects extLst absPath"
    ),
}  # fmt: skip


_CELL, _NAME = MAIN + "c", MAIN + "definedName"
_WORDS = _main("v t definedName")
# What is read of a part; the rest of it is looked at and left.
_ESSENTIAL = {MAIN + "worksheet": _main("sheetData"), MAIN + "workbook": _main("workbookPr sheets")}


@dataclass(slots=True)
class SheetNotes:
    """What the walk saw of a sheet: how far it goes, its hidden rows, its formulas without a result."""

    last_row: int = 0
    last_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    unfinished: set[tuple[int, int]] = field(default_factory=set)


@dataclass(slots=True)
class Notes:
    """What the walk of all parts saw: roots and sheets by part; number formats, and the one of each style."""

    roots: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, SheetNotes] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    styles: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # defined names
    essential: dict[str, bytes] = field(default_factory=dict)  # sheets and workbook, of what is read of them
    cells: int = 0


def inspect(parts: dict[str, bytes]) -> Notes:
    """Walk every part. Raises `UserError`: nothing of the workbook may be read."""
    notes = Notes()
    if any(sum(map(text.count, tags)) > most for text in parts.values() for tags, most in _CROWDS):
        raise UserError("workbook_crowded")
    for name, text in parts.items():
        walk = _Walk(name, notes)
        parse(text, walk.start, walk.end, walk.text, walk.begin)
        if walk.root in _ESSENTIAL:
            notes.essential[name] = walk.essential(text)
    if list(notes.roots.values()).count(MAIN + "workbook") != 1:
        strict = _STRICT + "workbook" in notes.roots.values()
        raise UserError("workbook_strict" if strict else "workbook_damaged")
    if len(notes.sheets) > limits.SHEETS:
        raise UserError("workbook_crowded")
    return notes


class _Walk:
    """The walk of one part of an Office workbook."""

    def __init__(self, name: str, notes: Notes) -> None:
        self._name = name
        self._notes = notes
        self._stack: list[str] = []
        self._siblings = frozenset[str]()  # what may stand under the root
        self._sheet = SheetNotes()
        self._row = self._column = self._strings = self._merges = 0
        self._cell: dict[str, str] = {}
        self._formula = False
        self._value = self._name_told = ""
        self._places: list[tuple[str, int]] = []  # the root, what stands under it and its end: where each begins
        self._on: dict[str, Callable[[dict[str, str]], None]] = {
            MAIN + "row": self._start_row,
            MAIN + "c": self._start_cell,
            MAIN + "f": self._start_formula,
            MAIN + "si": self._start_string,
            MAIN + "mergeCell": self._merge,
            MAIN + "numFmt": self._number_format,
            MAIN + "xf": self._style,
            MAIN + "definedName": self._start_name,
        }

    def begin(self, parser: expat.XMLParserType) -> None:
        self._parser = parser

    @property
    def root(self) -> str:
        return self._places[0][0]

    def essential(self, text: bytes) -> bytes:
        """The part without what nobody reads here: a filter or a view that openpyxl does not know would stop it."""
        kept = _ESSENTIAL[self.root]
        pieces = [text[: self._places[1][1]]]
        for (tag, at), (_, end) in pairwise(self._places[1:]):
            if tag in kept:
                pieces.append(text[at:end])
        return b"".join((*pieces, text[self._places[-1][1] :]))

    def start(self, tag: str, said: dict[str, str]) -> None:
        stack = self._stack
        if len(stack) < 2:
            self._places.append((tag, self._parser.CurrentByteIndex))
        if not stack:
            self._root(tag)
        else:
            allowed = _CHILDREN.get(stack[-1])
            if allowed is not None:
                if tag not in allowed:
                    raise UserError("workbook_damaged")
            elif len(stack) == 1 and self._siblings and tag.startswith(MAIN) and tag not in self._siblings:
                raise UserError("workbook_damaged")
            if len(stack) >= limits.DEPTH:
                raise UserError("workbook_deep")
        stack.append(tag)
        handle = self._on.get(tag)
        if handle is not None:
            handle(said)

    def end(self, tag: str) -> None:
        self._stack.pop()
        if tag == _CELL:
            self._end_cell()
        elif tag == _NAME:
            self._notes.names[self._name_told] = self._value
        elif not self._stack:
            self._places.append((tag, self._parser.CurrentByteIndex))

    def text(self, words: str) -> None:
        inside = self._stack[-1]
        if inside in _WORDS:
            self._value += words
            if len(self._value) > limits.TEXT * 2:
                raise UserError("workbook_crowded")

    def _root(self, tag: str) -> None:
        self._notes.roots[self._name] = tag
        self._siblings = _ROOTS.get(tag, frozenset())
        if tag == MAIN + "worksheet":
            self._notes.sheets[self._name] = self._sheet

    def _inside(self, parent: str) -> bool:
        return len(self._stack) > 1 and self._stack[-2] == MAIN + parent

    # ---------------------------------------------------------------- sheets

    def _start_row(self, said: dict[str, str]) -> None:
        if not self._inside("sheetData"):
            raise UserError("workbook_damaged")
        number = said.get("r", str(self._row + 1))
        if not number.isascii() or not number.isdigit() or len(number) > 7 or int(number) > limits.SHEET_ROWS:
            raise UserError("workbook_far")
        if int(number) <= self._row:
            raise UserError("workbook_doubled")
        self._row, self._column = int(number), 0
        if said.get("hidden") in ("1", "true"):
            self._sheet.hidden_rows.add(self._row)

    def _start_cell(self, said: dict[str, str]) -> None:
        if not self._inside("row") or not said.keys() <= _CELL_SAYS or said.get("t", "n") not in _TYPES:
            raise UserError("workbook_damaged")
        self._notes.cells += 1
        if self._notes.cells > limits.CELLS:
            raise UserError("workbook_crowded")
        column = self._place(said["r"]) if "r" in said else self._column + 1
        if column <= self._column:
            raise UserError("workbook_doubled")
        if column > limits.SHEET_COLUMNS:
            raise UserError("workbook_far")
        _index(said.get("s", "0"))
        self._column, self._cell, self._formula, self._value = column, said, False, ""

    def _place(self, ref: str) -> int:
        """The column of a cell that says where it is."""
        found = _REF.fullmatch(ref)
        if found is None:
            raise UserError("workbook_far")
        if int(found[2]) != self._row:
            raise UserError("workbook_doubled")
        return column_number(found[1])

    def _start_formula(self, _said: dict[str, str]) -> None:
        if self._inside("c"):
            self._formula = True

    def _end_cell(self) -> None:
        kind = self._cell.get("t", "n")
        value = self._value
        if self._formula and not value and kind != "str":
            self._sheet.unfinished.add((self._row, self._column))
        elif not value:
            return
        elif kind == "n" and _NUMBER.fullmatch(value) is None:
            raise UserError("workbook_number", cell=f"{column_letters(self._column)}{self._row}")
        if self._row > limits.ROWS or self._column > limits.COLUMNS:
            raise UserError("workbook_far")
        self._sheet.last_row = self._row
        self._sheet.last_column = max(self._sheet.last_column, self._column)

    def _merge(self, said: dict[str, str]) -> None:
        self._merges += 1
        ends = [_REF.fullmatch(corner) for corner in said.get("ref", "").split(":")]
        if self._merges > limits.MERGES or not 1 <= len(ends) <= 2:
            raise UserError("workbook_merged")
        columns, rows = [], []
        for end in ends:
            if end is None:
                raise UserError("workbook_merged")
            columns.append(column_number(end[1]))
            rows.append(int(end[2]))
        if (max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1) > limits.MERGED_CELLS:
            raise UserError("workbook_merged")

    # ---------------------------------------------------------------- texts and styles

    def _start_string(self, _said: dict[str, str]) -> None:
        self._strings += 1
        self._value = ""
        if self._strings > limits.STRINGS:
            raise UserError("workbook_crowded")

    def _start_name(self, said: dict[str, str]) -> None:
        self._name_told, self._value = said.get("name", ""), ""

    def _number_format(self, said: dict[str, str]) -> None:
        if MAIN + "numFmts" in self._stack:  # not those of conditional formats
            self._notes.formats[_index(said.get("numFmtId"))] = said.get("formatCode", "")

    def _style(self, said: dict[str, str]) -> None:
        if self._inside("cellXfs"):
            self._notes.styles.append(_index(said.get("numFmtId", "0")))
            if len(self._notes.styles) > limits.STYLES:
                raise UserError("workbook_crowded")


def _index(said: str | None) -> str:
    """A number that points to something. Raises `UserError`."""
    if said is None or not said.isascii() or not said.isdigit() or len(said) > 6:
        raise UserError("workbook_damaged")
    return said
