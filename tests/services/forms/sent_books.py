"""Sent workbooks as cells, to be edited as partners edit them, without any file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl.utils import get_column_letter

from psq_desktop.services.forms.book_rows import Book, CellValue, RawCell, RawRow, RawSheet
from psq_desktop.services.forms.form_rows import Form, FormRow
from psq_desktop.services.forms.keys import row_key

CODE, OTHER, THIRD = "E-7F3K9QPJ2M-P", "E-0A1B2C3D4E-Q", "E-QRSTVWXY98-X"
HEADER = 5  # its row, as it is sent
SHEET = "À compléter"

Grid = list[list[CellValue]]


def sheet(grid: Sequence[Sequence[CellValue]], name: str = SHEET, *, hidden: Iterable[int] = ()) -> RawSheet:
    """A sheet of rows of values, from A1 on; blank rows are not in it, as in a file."""
    skipped = frozenset(hidden)
    rows = []
    for number, values in enumerate(grid, start=1):
        cells = {
            column: RawCell(f"{get_column_letter(column)}{number}", value)
            for column, value in enumerate(values, start=1)
            if value is not None
        }
        if cells:
            rows.append(RawRow(number, cells, hidden=number in skipped))
    return RawSheet(name, tuple(rows))


def row_of(form: Form, row: FormRow) -> list[CellValue]:
    """A row as it is sent: its key, what it shows, and what is filled in already."""
    values: list[CellValue] = [row_key(row.ref)]
    for column in form.columns:
        told, shown = row.fields.get(column.key), row.shown.get(column.key)
        value: CellValue = None
        if told is not None and told.filled:
            value = dict(form.choices[told.choices]).get(str(told.sent))
        elif shown is not None:
            value = shown.value or shown.under or None
        values.append(value)
    return values


def grid_of(form: Form) -> Grid:
    """The sheet as it is sent: title, header in row 5, rows, a line of ours under them."""
    head: Grid = [[None, form.title], [None, form.subtitle], [None, "Lignes remplies : 0"], []]
    labels: Grid = [["Clé", *(column.label for column in form.columns)]]
    return [*head, *labels, *(row_of(form, row) for row in form.rows), [], ["-", form.note]]


def book(*sheets: RawSheet, code: str = CODE) -> Book:
    """A workbook that bears its code in three places."""
    guide = RawSheet("Mode d’emploi", (RawRow(1, {1: RawCell("A1", "Seules les cases jaunes s’écrivent.")}),))
    signed = RawSheet("_envoi", (RawRow(1, {1: RawCell("A1", code)}),), hidden=True)
    return Book((*sheets, guide, signed), names={"_envoi": code}, properties={"Concertation": code})
