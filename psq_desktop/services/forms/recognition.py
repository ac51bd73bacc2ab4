"""A returned workbook recognised: whose it is, where its columns went, which row is which. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from psq_desktop.errors import UserError
from psq_desktop.french import fold
from psq_desktop.services.forms.answer_rows import Recognition, ReturnedRow
from psq_desktop.services.forms.answers import as_read
from psq_desktop.services.forms.book_rows import Book, RawRow, RawSheet
from psq_desktop.services.forms.form_rows import Form
from psq_desktop.services.forms.keys import read_dispatch_code, read_row_key
from psq_desktop.services.forms.layouts import Layout, is_key, layout_of, text_of
from psq_desktop.services.forms.row_words import Words, differs

CODE_SHEET = CODE_NAME = "_envoi"
CODE_PROPERTY = "Concertation"
_OWN_LINE = "-"  # in the key column: a line of ours, that is no row
_KNOWN = ("last", "target")  # columns that show what we know
_ROOM = 2**20  # rows of a sheet: what keeps apart rows without a key of several sheets


def dispatch_code(book: Book) -> str:
    """The code of the dispatch that a workbook answers: of the three places that bear it, two agree.

    Raises `UserError`: not_a_form, dispatch_unreadable.
    """
    found = [text for text in _places(book) if text.strip()]
    if not found:
        raise UserError("not_a_form")
    codes = [code for code in map(read_dispatch_code, found) if code is not None]
    for code in codes:
        if codes.count(code) >= 2:
            return code
    raise UserError("dispatch_unreadable")


def _places(book: Book) -> Iterator[str]:
    for sheet in book.sheets:
        if fold(sheet.name).strip() == CODE_SHEET:
            yield from (text_of(row.cells.get(1)) for row in sheet.rows if row.number == 1)
    for texts, wanted in ((book.properties, CODE_PROPERTY), (book.names, CODE_NAME)):
        yield from (text for name, text in texts.items() if fold(name).strip() == fold(wanted))


def recognise(book: Book, form: Form) -> Recognition:
    """The rows of a returned workbook, wherever they are: in any sheet, in any order, hidden ones too.

    Raises `UserError`: keys_lost when no row bears a key, column_twice, columns_mixed.
    """
    rows: list[tuple[str, ReturnedRow]] = []  # each with the reference that it has when its key is not its own
    layouts: list[Layout] = []
    words = Words(form)
    shown: list[_Shown] = []
    sheets = []
    for sheet in book.sheets:
        layout = layout_of(sheet, form, layouts[0] if layouts else None)
        if layout is not None:
            first = _ROOM * len(layouts)
            rows += [(f"ROW-{first + row.number}", row) for row in _rows(sheet, layout, words, first)]
            shown.append(_Shown(sheet, layout))
            layouts.append(layout)
            sheets.append(sheet.name)
    if not layouts:
        raise UserError("keys_lost")
    own = [row for _, row in rows]
    _unmoved(form, own, shown)
    return Recognition(
        form.dispatch,
        tuple(_apart(rows)),
        tuple(dict.fromkeys(label for layout in layouts for label in layout.moved)),
        tuple(dict.fromkeys(pair for layout in layouts for pair in layout.renamed)),
        tuple(dict.fromkeys(label for layout in layouts for label in layout.lost)),
        tuple(sheets),
        tuple(dict.fromkeys(label for layout in layouts for label in layout.extra)),
    )


class _Shown(NamedTuple):
    sheet: RawSheet
    layout: Layout


def _apart(rows: Sequence[tuple[str, ReturnedRow]]) -> Iterator[ReturnedRow]:
    """The rows; one that bears the key of another beside words of its own is none of the form's."""
    sure = {row.ref for _, row in rows if not row.problem}
    for ref, row in rows:
        yield replace(row, ref=ref) if row.problem == "row_mixed" and row.ref in sure else row


def _unmoved(form: Form, rows: Sequence[ReturnedRow], pages: Sequence[_Shown]) -> None:
    """Raise `UserError` columns_mixed when a column that shows what we know shows something else.

    A column that was emptied says nothing, unless what it showed stands where new figures are asked for.
    """
    asked = {row.ref: row for row in form.rows}
    sure = {(row.sheet, row.number): asked[row.ref] for row in rows if not row.problem and row.ref in asked}
    labels = {column.key: column.label for column in form.columns}
    for key in _KNOWN:
        pairs = [
            (sent.shown.get(key), row.cells.get(layout.shown[key]), row.cells.get(layout.inputs.get("value", 0)))
            for sheet, layout in pages
            if key in layout.shown
            for row in sheet.rows
            if (sent := sure.get((sheet.name, row.number))) is not None
        ]
        if all(cell is None or not as_read(cell).strip() for _, cell, _ in pairs):
            held = [not differs(sent, typed) for sent, _, typed in pairs if sent and sent.value is not None and typed]
            mixed = len(held) >= 2 and all(held)
        else:
            known = [each for sent, cell, _ in pairs if (each := differs(sent, cell)) is not None]
            mixed = len(known) >= 2 and 2 * sum(known) > len(known)
        if mixed:
            raise UserError("columns_mixed", label=labels[key])


def _rows(sheet: RawSheet, layout: Layout, known: Words, first: int) -> Iterator[ReturnedRow]:
    for row in sheet.rows:
        if row.number == layout.header or _repeats_header(row, layout):
            continue
        key = _text(row, layout.key)
        above = row.number < layout.first and not is_key(row.cells.get(layout.key))
        if key == _OWN_LINE or (above and (layout.header or not key)):  # without a header, a damaged key is one
            continue
        ref = read_row_key(key)
        cells = {
            name: cell
            for name, column in layout.inputs.items()
            if (cell := row.cells.get(column)) is not None and (cell.value != "" or cell.error or cell.formula)
        }
        words = {name: text for name, column in layout.shown.items() if (text := _word(row, column))}
        if ref is None and known.unsure(words.get("code", ""), row.cells.get(layout.shown.get("code", 0))):
            words["code"] = f"{words['code']} ?"
        if ref is not None and ref in known:
            mixed = known.mixed(ref, words)
            yield ReturnedRow(ref, sheet.name, row.number, cells, words if mixed else {}, "row_mixed" if mixed else "")
        elif ref is not None:
            yield ReturnedRow(ref, sheet.name, row.number, cells, words, "key_foreign")
        elif key:
            yield ReturnedRow(f"ROW-{first + row.number}", sheet.name, row.number, cells, words, "key_altered")
        elif any(map(_visible, (*words.values(), *map(as_read, cells.values())))):
            yield ReturnedRow(f"ROW-{first + row.number}", sheet.name, row.number, cells, words)


def _visible(text: str) -> bool:
    """Whether a text has a sign that people see."""
    return any(sign.isprintable() and not sign.isspace() for sign in text)


def _repeats_header(row: RawRow, layout: Layout) -> bool:
    """Whether a row only says again what the columns are called."""
    said = [fold(t).split() for n, cell in row.cells.items() if n != layout.key and (t := text_of(cell).strip())]
    return len(said) >= 2 and all(words in layout.labels for words in said)


def _text(row: RawRow, column: int) -> str:
    cell = row.cells.get(column)
    return as_read(cell).strip() if cell is not None else ""


def _word(row: RawRow, column: int) -> str:
    """The words of a cell; « 2.1 » is a day to Excel when it is typed in a French one."""
    cell = row.cells.get(column)
    if cell is not None and isinstance(cell.value, dt.date):
        return f"{cell.value.day}.{cell.value.month}"
    return _text(row, column)
