"""A form: a table of rows with cells to fill in, that travels as a workbook and comes back.

Nothing here knows what the rows are about: figures and commitments today, the availability of reservists tomorrow.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum

Scalar = str | float | None  # a day is its ISO text, a choice its code; « néant » and « non concerné » are codes too


class Input(StrEnum):
    """What a cell to fill in takes."""

    VALUE = "value"  # a number, « néant », « non concerné », or one of the row's levels
    DAY = "day"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column: shown, or to fill in. It is found again by its label, wherever it went."""

    key: str
    label: str
    width: float  # characters
    input: Input | None = None
    number: bool = False  # figures stand at the right
    hint: str = ""  # shown when a cell of the column is selected


@dataclass(frozen=True, slots=True)
class FormField:
    """One cell to fill in: what was known when the form was made, and what it may take."""

    sent: Scalar = None
    filled: bool = False  # the cell shows what was known; otherwise it is empty, and empty means « no answer »
    choices: str = ""  # name of the list, of a `Input.CHOICE`
    levels: tuple[str, ...] = ()  # words of an ordinal value, the first is 1
    unit: str = ""
    decimals: int = 0
    of: str = ""  # the field that this one only dates: it has no line of its own
    asked: str = ""  # of a value: the last day of the period asked for, ISO
    typed: str = ""  # of a form sent back: what stood in the cell
    note: str = ""  # of a form sent back: what is to be corrected there


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell that is not to fill in shows."""

    value: str | float | None
    unit: str = ""
    decimals: int = 0
    under: str = ""  # a second line in small type
    strong: bool = False


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row. ``ref`` is « IND-12 »: the key column carries it with its check character."""

    ref: str
    code: str  # « 2.1 »
    label: str  # what people call it
    shown: Mapping[str, Shown]
    fields: Mapping[str, FormField]
    facts: Mapping[str, Scalar] = field(default_factory=dict)  # what the next form tells its changes from


@dataclass(frozen=True, slots=True)
class Form:
    """A whole workbook: what stands above the table, the table, and the words around it."""

    dispatch: str  # the code that it bears in three places
    reference: str  # « envoi 4/TDD », in the footer
    title: str
    subtitle: str
    mark: str  # « DONNÉES FICTIVES », or nothing
    note: str  # under the table
    disclosure: str
    columns: tuple[FormColumn, ...]
    choices: Mapping[str, tuple[tuple[str, str], ...]]  # name -> codes with their words
    rows: tuple[FormRow, ...]
    guide: tuple[str, ...]  # « Mode d'emploi », a line each
    question: str  # under the guide: whom to ask
    row_height: float = 42.0  # points, of rows that need no more

    def row(self, ref: str) -> FormRow | None:
        """The row that bears a reference."""
        return next((row for row in self.rows if row.ref == ref), None)


def dump(form: Form) -> str:
    """The form as JSON text."""
    return json.dumps(asdict(form), ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Form:
    """The form of a JSON text. Raises `ValueError`, `KeyError` or `TypeError` when it is none."""
    told = json.loads(text)
    columns = tuple(
        FormColumn(**{**c, "input": Input(c["input"]) if c["input"] is not None else None}) for c in told["columns"]
    )
    rows = tuple(
        FormRow(
            r["ref"], r["code"], r["label"],
            {key: Shown(**shown) for key, shown in r["shown"].items()},
            {key: FormField(**{**f, "levels": tuple(f["levels"])}) for key, f in r["fields"].items()},
            r["facts"],
        )
        for r in told["rows"]
    )  # fmt: skip
    choices = {name: tuple((code, word) for code, word in pairs) for name, pairs in told["choices"].items()}
    return Form(**{**told, "columns": columns, "rows": rows, "choices": choices, "guide": tuple(told["guide"])})
