"""A book as JSON, for the pipe between the reading process and this one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from psq_desktop.imports.walking import column_letters
from psq_desktop.services.forms.book_rows import Book, CellValue, RawCell, RawRow, RawSheet


def told(book: Book) -> dict[str, Any]:
    """What `read` makes the same book of."""
    return {
        "sheets": [[s.name, s.hidden, [[r.number, r.hidden, _cells(r)] for r in s.rows]] for s in book.sheets],
        "names": book.names,
        "properties": book.properties,
        "author": book.author,
        "program": book.program,
        "saved_at": book.saved_at.isoformat() if book.saved_at else None,
    }


def _cells(row: RawRow) -> list[list[Any]]:
    return [[column, _said(c.value), c.percent, c.formula, c.error] for column, c in row.cells.items()]


def _said(value: CellValue) -> Any:
    return {"day": value.isoformat()} if isinstance(value, dt.date) else value


def read(said: dict[str, Any]) -> Book:
    """The book. Raises `ValueError`, `KeyError` or `TypeError`: the process that wrote it read a stranger's file."""
    saved_at = said["saved_at"]
    return Book(
        tuple(
            RawSheet(_text(name), tuple(_row(*row) for row in rows), _flag(hidden))
            for name, hidden, rows in said["sheets"]
        ),
        {_text(name): _text(value) for name, value in said["names"].items()},
        {_text(name): _text(value) for name, value in said["properties"].items()},
        _text(said["author"]),
        _text(said["program"]),
        None if saved_at is None else dt.datetime.fromisoformat(saved_at),
    )


def _row(number: int, hidden: bool, cells: list[list[Any]]) -> RawRow:
    return RawRow(
        _count(number),
        {
            _count(column): RawCell(
                f"{column_letters(column)}{number}", _value(value), _flag(percent), _flag(formula), _text(error)
            )
            for column, value, percent, formula, error in cells
        },
        _flag(hidden),
    )


def _value(said: Any) -> CellValue:
    if isinstance(said, dict):
        return dt.date.fromisoformat(said["day"])
    if said is None or isinstance(said, str | float | bool):
        return said
    raise ValueError(said)


def _count(said: Any) -> int:
    if isinstance(said, int) and said > 0:
        return said
    raise ValueError(said)


def _text(said: Any) -> str:
    if isinstance(said, str):
        return said
    raise ValueError(said)


def _flag(said: Any) -> bool:
    if isinstance(said, bool):
        return said
    raise ValueError(said)
