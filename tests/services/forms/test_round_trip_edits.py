"""Whatever partners do to their workbook, exactly what they meant is understood, and nothing else."""

from __future__ import annotations

import datetime as dt
import io
import os

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from psq_desktop.errors import UserError
from psq_desktop.exports.partner_xlsx import workbook
from psq_desktop.imports import child
from psq_desktop.services.forms.answers import understand
from psq_desktop.services.forms.book_rows import Book
from psq_desktop.services.forms.comparison import compare
from psq_desktop.services.forms.form_rows import Scalar
from psq_desktop.services.forms.recognition import dispatch_code, recognise
from tests.services.forms.partner_edits import (
    EDITS,
    FIELDS,
    FORM,
    TODAY,
    Edit,
    Known,
    Told,
    Workbook,
    as_book,
    expected,
    grid_of,
    sent,
)
from tests.services.forms.sent_books import CODE

EXAMPLES = int(os.environ.get("ROUND_TRIPS", "2000"))  # 15 seconds in all
FILES = int(os.environ.get("ROUND_TRIP_FILES", "60"))
PATIENT = {"deadline": None, "derandomize": True, "suppress_health_check": list(HealthCheck)}

Step = tuple[Edit, int, int, int]
number = st.integers(0, 999)
step = st.tuples(st.sampled_from(EDITS), number, number, number)
steps = st.one_of(st.lists(step, max_size=4), st.lists(step, min_size=6, max_size=18))

# What the base held when the form was made, and what it holds now, of each kind of cell.
_HELD: dict[str, list[tuple[Scalar, Scalar]]] = {
    "value": [(None, None), (5.0, 5.0), (5.0, 7.5), (None, 12.0), ("none", "none"), (1284.0, None)],
    "on": [(None, None), ("2026-10-31", "2026-10-31"), (None, "2026-11-30")],
    "state": [("same", "same"), ("same", "other")],
    "comment": [(None, None), ("", ""), ("3", "3"), (None, "Éclairage attendu")],
}


def known(choice: int) -> tuple[Known, Known]:
    before: Known = {}
    now: Known = {}
    for place, row in enumerate(FORM.rows):
        before[row.ref], now[row.ref] = {}, {}
        for name, told in row.fields.items():
            options = _HELD[name]
            first, second = options[(choice + place * 7) % len(options)]
            if told.filled:
                codes = [code for code, _ in FORM.choices[told.choices]]
                first, second = told.sent, told.sent if second == "same" else codes[choice % len(codes)]
            before[row.ref][name], now[row.ref][name] = first, second
    return before, now


def edited(taken: list[Step]) -> Workbook:
    found = sent()
    for edit, a, b, c in taken:
        edit(found, a, b, c)
    return found


def understood(book: Book, before: Known, now: Known) -> list[Told] | None:
    assert dispatch_code(book) == CODE
    try:
        recognition = recognise(book, FORM)
    except UserError as error:
        assert error.code == "keys_lost"
        return None
    lines = compare(FORM, before, understand(recognition, FORM, TODAY), now)
    return [
        (line.ref, line.field, line.kind.value, _plain(line.returned), line.problem.code if line.problem else "")
        for line in lines
    ]


def _plain(value: Scalar) -> Scalar:
    return " ".join(value.split()) if isinstance(value, str) else value


def tell(told: list[Told] | None) -> None:
    for kind in sorted({line[2] + ":" + line[4] for line in told or []} | ({"keys_lost"} if told is None else set())):
        event(kind)


@given(steps, number)
@settings(max_examples=EXAMPLES, **PATIENT)  # type: ignore[arg-type]
def test_edited_cells_are_understood(taken: list[Step], choice: int) -> None:
    found = edited(taken)
    before, now = known(choice)
    told = expected(found, before, now)
    tell(told)
    assert understood(as_book(found), before, now) == told


SENT = workbook(FORM, dt.date(2026, 11, 23))


def as_file(found: Workbook) -> bytes:
    """The edits in the workbook that was really sent, saved by another program."""
    book = load_workbook(io.BytesIO(SENT))
    for number, page in enumerate(found.pages):
        sheet = book.worksheets[0] if number == 0 else book.create_sheet(page.name, number)
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.delete_rows(1, sheet.max_row)
        for row, values in enumerate(grid_of(found, page), start=1):
            for column, value in enumerate(values, start=1):
                if value is not None:
                    cell = sheet.cell(row, column, value)
                    if isinstance(value, str):
                        cell.data_type = "s"
        for row, line in enumerate(page.rows, page.above + page.header + 1):
            sheet.row_dimensions[row].hidden = line.hidden
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@given(steps, number)
@settings(max_examples=FILES, phases=[Phase.explicit, Phase.generate], **PATIENT)  # type: ignore[arg-type]
def test_edited_files_are_understood(taken: list[Step], choice: int) -> None:
    found = edited(taken)
    before, now = known(choice)
    assert understood(child.book(as_file(found)), before, now) == expected(found, before, now)


def test_an_untouched_file_changes_nothing() -> None:
    for choice in range(12):
        told = understood(child.book(SENT), *known(choice))
        assert told is not None
        assert {line[2] for line in told} == {"unchanged"}
        assert len(told) == sum(not f.of for row in FORM.rows for f in row.fields.values())


@pytest.mark.parametrize("name", FIELDS)
def test_a_deleted_column_is_told(name: str) -> None:
    found = sent()
    found.columns.remove(name)
    label = next(column.label for column in FORM.columns if column.key == name)
    assert recognise(as_book(found), FORM).lost == (label,)
