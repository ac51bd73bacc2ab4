"""Cells of an OpenDocument sheet: places that repeat, texts with their spaces, values with their kind."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from psq_desktop.errors import UserError
from psq_desktop.imports import limits
from psq_desktop.imports.walking import column_letters
from psq_desktop.services.forms.book_rows import CellValue, RawCell

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT = f"{_NS}office:1.0 ", f"{_NS}table:1.0 ", f"{_NS}text:1.0 "
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "

_ERROR = re.compile(r"#[A-Z/0]+[!?]?|Err:[0-9]+|#[A-ZÉ]+ ?!?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|-?(?:nan|inf|infinity)", re.IGNORECASE)
_VALUES = frozenset(OFFICE + name for name in ("value", "date-value", "time-value", "boolean-value"))
HARD = {TEXT + "s": "\1", TEXT + "tab": "\2", TEXT + "line-break": "\3"}  # no XML holds these characters


@dataclass(slots=True)
class Row:
    """A row while it is read."""

    repeated: int
    hidden: bool
    column: int = 0  # the last one that is taken
    cells: list[tuple[int, int, RawCell]] = field(default_factory=list)  # first column, how many, without its place


def placed(row: Row, number: int) -> dict[int, RawCell]:
    """The cells of the row of this number, by column."""
    return {
        column: RawCell(f"{column_letters(column)}{number}", cell.value, cell.percent, cell.formula, cell.error)
        for first, repeated, cell in row.cells
        for column in range(first, first + repeated)
    }


def repeats(said: str, most: int) -> int:
    """How often something stands. Raises `UserError` beyond ``most``."""
    if not said.isascii() or not said.isdigit() or len(said) > 7 or not 1 <= int(said) <= most:
        raise UserError("workbook_far")
    return int(said)


def spaced(words: str) -> str:
    """A paragraph as it is shown: only the spaces told as such are more than one."""
    told = re.sub("[ \t\r\n]+", " ", words).lstrip(" ")
    return told.replace("\1", " ").replace("\2", "\t").replace("\3", "\n")


def read_cell(said: dict[str, str], paragraphs: list[str]) -> RawCell | None:
    """The cell without its place; ``None`` when it is empty."""
    words = "\n".join(paragraphs)
    kind = said.get(OFFICE + "value-type", "")
    formula = TABLE + "formula" in said
    if said.get(CALC + "value-type") == "error" or (formula and _ERROR.fullmatch(words)):
        return RawCell("", None, error=words[: limits.NAME] or "#")
    if not kind:
        if not _VALUES.isdisjoint(said):
            raise UserError("workbook_damaged")
        if formula and not paragraphs:  # an empty text as a result has an empty one
            return RawCell("", None, formula=True)
        return RawCell("", words) if words else None
    value = _value(kind, said, words)
    return None if value == "" else RawCell("", value, percent=kind == "percentage")


def _value(kind: str, said: dict[str, str], words: str) -> CellValue:
    try:
        if kind in ("float", "percentage", "currency"):
            number = said[OFFICE + "value"]
            if _NUMBER.fullmatch(number) is None:
                raise ValueError(number)
            return float(number)
        if kind == "date":
            return dt.date.fromisoformat(said[OFFICE + "date-value"][:10])
        if kind == "boolean":
            return {"true": True, "false": False}[said[OFFICE + "boolean-value"]]
    except (KeyError, ValueError) as error:
        raise UserError("workbook_damaged") from error
    if kind == "string":
        return words or said.get(OFFICE + "string-value", "")
    if kind == "time":  # a time of day is no number
        return words or said.get(OFFICE + "time-value", "")
    raise UserError("workbook_damaged")
