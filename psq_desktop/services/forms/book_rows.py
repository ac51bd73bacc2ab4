"""What a spreadsheet file holds, whatever its format: cells as they were read, before anything is understood."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

CellValue = str | float | bool | dt.date | None


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell that is not empty.

    ``percent``: the number is shown as a percentage (0.12 as « 12 % »). ``formula``: a formula whose result the file
    does not hold; its value is ``None``. ``error``: what the spreadsheet shows instead of a value, « #N/A ».
    """

    ref: str  # « E7 »
    value: CellValue
    percent: bool = False
    formula: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row that is not empty: its number from 1, its cells by column from 1."""

    number: int
    cells: dict[int, RawCell]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet, its rows from the top down."""

    name: str
    rows: tuple[RawRow, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: what its sheets hold, and what it says of itself."""

    sheets: tuple[RawSheet, ...]
    names: dict[str, str] = field(default_factory=dict)  # defined names that hold a constant, without quotes
    properties: dict[str, str] = field(default_factory=dict)  # custom properties, as text
    author: str = ""  # who saved it last
    program: str = ""  # with what: « LibreOffice », « Microsoft Excel »
    saved_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file was not read: the code and parameters of a `UserError`."""

    code: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file that was looked at: a book or a refusal."""

    name: str  # without its folders
    path: str
    size: int
    digest: str  # SHA-256
    book: Book | None
    refusal: Refusal | None = None
