"""What came back, as the text that is stored of it: the cells as they were read, and what was decided of them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, TypeVar

from psq_desktop.richtext import UnreadableError
from psq_desktop.services.forms import form_rows
from psq_desktop.services.forms.answer_rows import Recognition, ReturnedRow
from psq_desktop.services.forms.book_rows import CellValue, RawCell
from psq_desktop.services.forms.form_rows import Form

T = TypeVar("T")


class Verdict(StrEnum):
    """What somebody made of a line."""

    TAKEN = "taken"  # written into the base
    KEPT = "kept"  # what the base holds was preferred


@dataclass(frozen=True, slots=True)
class Settled:
    """A line that was decided, for as long as the cell reads the same. ``typed``: what was put in its place."""

    ref: str
    field: str
    read: str
    verdict: Verdict
    typed: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The line."""
        return self.ref, self.field


def _text(told: Any) -> str:
    # Escapes keep what a file may hold and a database may not: half a surrogate pair.
    return json.dumps(told, ensure_ascii=True, separators=(",", ":"))


def _understood(text: str, read: Callable[[Any], T]) -> T:
    try:
        return read(json.loads(text))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise UnreadableError("workbook return") from error


# A cell is [ref, type, value, flags]: JSON knows neither days nor infinite numbers, and an integer is not its float.


def _dump_value(value: CellValue) -> tuple[str, str | int | None]:
    if value is None:
        return "", None
    if isinstance(value, bool):
        return "b", int(value)
    if isinstance(value, int | float):
        return "n", repr(value)
    if isinstance(value, dt.datetime):
        return "m", value.isoformat()
    return ("d", value.isoformat()) if isinstance(value, dt.date) else ("s", value)


_LOAD_VALUE: dict[str, Callable[[Any], CellValue]] = {
    "": lambda _: None,
    "b": bool,
    "n": lambda text: float(text) if any(sign in text for sign in ".einf") else int(text),
    "m": dt.datetime.fromisoformat,
    "d": dt.date.fromisoformat,
    "s": str,
}


def _dump_cell(cell: RawCell) -> list[Any]:
    return [cell.ref, *_dump_value(cell.value), int(cell.percent), int(cell.formula), cell.error]


def _load_cell(told: list[Any]) -> RawCell:
    ref, kind, value, percent, formula, error = told
    return RawCell(ref, _LOAD_VALUE[kind](value), bool(percent), bool(formula), error)


def dump(recognition: Recognition) -> str:
    """What was recognised, as text."""
    rows = [
        {**asdict(row), "cells": {field: _dump_cell(cell) for field, cell in row.cells.items()}}
        for row in recognition.rows
    ]
    return _text({**asdict(recognition), "rows": rows})


def load(text: str) -> Recognition:
    """What `dump` wrote. Raises `UnreadableError`."""
    return _understood(text, _recognition)


def _recognition(told: Any) -> Recognition:
    rows = tuple(
        ReturnedRow(**{**row, "cells": {field: _load_cell(cell) for field, cell in row["cells"].items()}})
        for row in told["rows"]
    )
    renamed = tuple((sent, found) for sent, found in told["renamed"])
    lists = {name: tuple(told.get(name, ())) for name in ("moved", "lost", "sheets", "extra")}
    return Recognition(told["code"], rows, renamed=renamed, **lists)


def dump_settled(settled: Iterable[Settled]) -> str:
    """Decisions as text; none at all as nothing."""
    told = [[s.ref, s.field, s.read, s.verdict.value, s.typed] for s in sorted(settled, key=lambda s: s.key)]
    return _text(told) if told else ""


def load_settled(text: str) -> tuple[Settled, ...]:
    """What `dump_settled` wrote. Raises `UnreadableError`."""
    if not text:
        return ()
    return _understood(
        text, lambda told: tuple(Settled(ref, field, read, Verdict(v), typed) for ref, field, read, v, typed in told)
    )


def load_form(text: str) -> Form:
    """The form of a dispatch as it is stored. Raises `UnreadableError`."""
    try:
        return form_rows.load(text)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableError("dispatch form") from error
