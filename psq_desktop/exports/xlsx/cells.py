"""Typed values into cells. Whatever is typed stays text; dates and numbers stay what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, time
from functools import lru_cache
from typing import Any, NamedTuple

from openpyxl.cell import WriteOnlyCell

from psq_desktop.exports.xlsx import styles
from psq_desktop.richtext import clean

LONGEST_TEXT = 32767  # characters that a cell can hold
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
# Composed letters and signs that `clean` leaves as they are: most texts hold nothing else.
_ORDINARY = re.compile("[ -~\u00a0-\u024f\u2010-\u2027\u202f\u20ac\u2212]*")


class Formula(NamedTuple):
    """A formula of ours; what people type never becomes one."""

    text: str


class Styled(NamedTuple):
    """A value that does not look like the rest of its column."""

    value: Plain
    style: str
    number_format: str = ""


Plain = str | int | float | date | time | Formula | None
Value = Plain | Styled


class Pen:
    """Cells of one sheet, used again for every row: making a styled cell costs as much as writing it."""

    def __init__(self, target: Any) -> None:
        self._target = target
        self._cells: dict[tuple[str, str, bool], Any] = {}

    def row(self, values: Iterable[Value], column_styles: Iterable[str]) -> Iterator[Any]:
        """The row's cells, each to be written before the next is asked for."""
        for value, style in zip(values, column_styles, strict=True):
            if isinstance(value, Styled):
                yield self._filled(value.value, value.style, value.number_format)
            else:
                yield self._filled(value, style, "")

    def _filled(self, value: Plain, style: str, number_format: str) -> Any:
        if isinstance(value, str):
            text, quoted = written(value)
            cell = self._cell(style, number_format, quoted)
            cell.value = text or None
            if text:
                cell.data_type = "s"  # never a formula, never an error code
            return cell
        if isinstance(value, date | time):
            number_format = styles.DATE_FORMAT if isinstance(value, date) else styles.TIME_FORMAT
        cell = self._cell(style, number_format, False)
        cell.value = f"={value.text}" if isinstance(value, Formula) else value
        return cell

    def _cell(self, style: str, number_format: str, quoted: bool) -> Any:
        found = self._cells.get((style, number_format, quoted))
        if found is None:
            found = WriteOnlyCell(self._target)
            found.style = style
            if number_format:
                found.number_format = number_format
            if quoted:
                found.quotePrefix = True
            self._cells[style, number_format, quoted] = found
        return found


@lru_cache(maxsize=8192)
def written(text: str) -> tuple[str, bool]:
    """Text that no spreadsheet takes for a formula, when opened or when retyped, and whether a quote guards it."""
    starts = text.startswith(_STARTS_FORMULA)
    if not _ORDINARY.fullmatch(text):
        text = clean(text, multiline=True)
    text = text[:LONGEST_TEXT]
    return text, bool(text) and (starts or text.startswith(_STARTS_FORMULA))
