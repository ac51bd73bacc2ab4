"""A table of results out of a file: one line « group; answer; count », or one column an answer. Pure."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from itertools import islice

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import figure, fold
from psq_desktop.services.evaluation.typed_results import FIELD
from psq_desktop.services.forms.book_rows import Book, CellValue, RawCell

Rows = list[list[str]]
_EVERYBODY = frozenset({"", "tout le monde", "ensemble", "total", "tous"})
_MOST_ROWS, _MOST_COLUMNS = 2_000, 200


def of_text(content: bytes) -> Rows:
    """The cells of a CSV file, parted by semicolons, tabs or commas."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    parted = next((sign for sign in (";", "\t", ",") if sign in first), ";")
    try:
        return [row[:_MOST_COLUMNS] for row in islice(csv.reader(io.StringIO(text), delimiter=parted), _MOST_ROWS)]
    except csv.Error as error:
        raise UserError("invalid", Problem(FIELD, "table_unread")) from error


def of_book(book: Book) -> Rows:
    """The cells of a workbook's first sheet that is seen and not empty."""
    sheet = next((each for each in book.sheets if each.rows and not each.hidden), None)
    if sheet is None:
        return []
    rows = []
    for row in sheet.rows[:_MOST_ROWS]:
        last = min(max(row.cells, default=0), _MOST_COLUMNS)
        rows.append([_words(row.cells.get(place)) for place in range(1, last + 1)])
    return rows


def _words(cell: RawCell | None) -> str:
    if cell is None or cell.value is None or isinstance(cell.value, bool | dt.date):
        return ""
    value: CellValue = cell.value
    if isinstance(value, str):
        return value.strip()
    assert isinstance(value, int | float)
    return figure(100 * value, 0, "%") if cell.percent else figure(value)


def lines(rows: Rows, answers: Sequence[str]) -> list[list[str]]:
    """Lines of the grid: a group (empty for everybody, first), then a cell for each answer.

    Raises `UserError` ``table_unread`` when the table is not about these answers.
    """
    known = {fold(answer).strip(): place for place, answer in enumerate(answers)}
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    found = _by_column(rows, known) or _by_line(rows, known)
    if not found:
        raise UserError("invalid", Problem(FIELD, "table_unread"))
    return [[name, *cells] for name, cells in sorted(found.items(), key=lambda each: each[0] != "")]


def _group(text: str) -> str:
    name = text.strip()
    return "" if fold(name) in _EVERYBODY else name


def _by_column(rows: Rows, known: dict[str, int]) -> dict[str, list[str]]:
    """A head with the answers, then a row a group."""
    for rank, head in enumerate(rows):
        places = {known[word]: at for at, cell in enumerate(head) if at and (word := fold(cell).strip()) in known}
        if len(places) == len(known):
            return {
                _group(row[0]): [row[places[p]].strip() if places[p] < len(row) else "" for p in range(len(known))]
                for row in rows[rank + 1 :]
            }
    return {}


def _by_line(rows: Rows, known: dict[str, int]) -> dict[str, list[str]]:
    """A row a count: group, answer, count."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if len(row) >= 3 and (place := known.get(fold(row[1]).strip())) is not None:
            found.setdefault(_group(row[0]), [""] * len(known))[place] = row[2].strip()
    return found
