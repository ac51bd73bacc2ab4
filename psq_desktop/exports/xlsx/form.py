"""A form as a workbook to fill in: yellow cells are open, everything else is locked; nothing in it runs.

The hidden first column tells each row again wherever it is sorted or pasted to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from lxml.etree import LxmlError  # type: ignore[import-untyped]  # openpyxl writes with it
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from psq_desktop.errors import UserError
from psq_desktop.exports.xlsx import form_cells, form_guide, form_lists, styles
from psq_desktop.exports.xlsx.archive import DatedArchive
from psq_desktop.exports.xlsx.form_cells import Drawn
from psq_desktop.exports.xlsx.looks import Looks, rules
from psq_desktop.exports.xlsx.sheet import print_set_up
from psq_desktop.french import typeset
from psq_desktop.richtext import clean
from psq_desktop.services.forms.form_rows import Form, FormRow, Input
from psq_desktop.services.forms.keys import row_key

SHEET, KEY_LABEL, TO_CORRECT = "À compléter", "Clé", "À corriger"
NOT_A_ROW = "-"  # in the key column of our own lines under the table
HEADER_ROW, FIRST_ROW, COUNTER = 5, 6, "B4"
_KEY_WIDTH, _NOTES_WIDTH = 14, 38
_HEADER_HEIGHT, _PADDING, _TALLEST = 44.0, 12.0, 409.0
_TITLE_SIGN = 1.6  # width of a sign of the title, in those of a column
_SIDE = 0.4  # inches of margin


def form_workbook(form: Form, issued: date, looks: Looks, author: str) -> bytes:
    """The workbook's bytes; the same form and day give the same ones. ``looks``: of the words in lists.

    Raises `UserError` ``disk_full``, of the temporary folder.
    """
    workbook = Workbook()
    styles.register_forms(workbook)
    sheet: Any = workbook.active
    sheet.title = SHEET
    letters = {column.key: get_column_letter(index) for index, column in enumerate(form.columns, 2)}
    guide = form_guide.guide(workbook, form)
    lists = form_lists.Lists(workbook)
    form_lists.sign(workbook, form.dispatch)
    formula, words = form_lists.counter(form, lists, letters, FIRST_ROW)
    _head(sheet, form, formula)
    _columns(sheet, form)
    for number, row in enumerate(form.rows, FIRST_ROW):
        _row(sheet, form, number, row, issued)
    for validation in form_lists.validations(form, lists, letters, FIRST_ROW):
        sheet.add_data_validation(validation)
    _foot(sheet, form)
    _looks(sheet, form, letters, looks)
    _set_up(sheet, form, letters)
    for page in (sheet, guide):
        page.sheet_view.showGridLines = False
        print_set_up(page, f"{author} · {form.reference} · diffusion : {form.disclosure.lower()}")
        page.page_margins.left = page.page_margins.right = _SIDE
        page.protection.sheet = True
    _describe(workbook, form, author, issued)
    return _packed(workbook, issued, {"xl/worksheets/sheet1.xml": _finish(words, _as_text(form, letters))})


# ---------------------------------------------------------------- the sheet


def _last_column(form: Form) -> int:
    return len(form.columns) + 1 + _has_notes(form)


def _has_notes(form: Form) -> bool:
    return any(told.note for row in form.rows for told in row.fields.values())


def _last_row(form: Form) -> int:
    return FIRST_ROW + max(len(form.rows), 1) - 1


def _head(sheet: Any, form: Form, formula: str) -> None:
    form_cells.put(sheet["B1"], Drawn(typeset(form.title), styles.TITLE))
    lines = [*form.subtitle.split("\n", 1), ""][:2]  # who asks; what is to do
    for place, text in zip(("B2", "B3"), lines, strict=True):
        form_cells.put(sheet[place], Drawn(typeset(text) or None, styles.SUBTITLE))
    sheet[COUNTER].style = styles.KEY_WORDS
    sheet[COUNTER].value = f"={formula}"
    form_cells.put(sheet.cell(_mark_row(form), _last_column(form)), Drawn(typeset(form.mark) or None, styles.MARK))
    for row, height in ((1, 28), (2, 16), (3, 16), (4, 26), (HEADER_ROW, _HEADER_HEIGHT)):
        sheet.row_dimensions[row].height = height


def _mark_row(form: Form) -> int:
    """Beside the title, or beside the counter when the title needs the whole width: a filled cell would cut it."""
    room = sum(column.width for column in form.columns[: _last_column(form) - 2])
    return 1 if len(form.title) * _TITLE_SIGN <= room else 4


def _columns(sheet: Any, form: Form) -> None:
    form_cells.put(sheet.cell(HEADER_ROW, 1), Drawn(KEY_LABEL, styles.HEADER))
    sheet.column_dimensions["A"].width = _KEY_WIDTH
    sheet.column_dimensions["A"].hidden = True
    for index, column in enumerate(form.columns):
        style = form_cells.header_style(form.columns, index)
        form_cells.put(sheet.cell(HEADER_ROW, index + 2), Drawn(typeset(column.label), style))
        sheet.column_dimensions[get_column_letter(index + 2)].width = column.width
    if _has_notes(form):
        form_cells.put(sheet.cell(HEADER_ROW, _last_column(form)), Drawn(TO_CORRECT, styles.HEADER_WRONG))
        sheet.column_dimensions[get_column_letter(_last_column(form))].width = _NOTES_WIDTH


def _row(sheet: Any, form: Form, number: int, row: FormRow, issued: date) -> None:
    form_cells.put(sheet.cell(number, 1), Drawn(row_key(row.ref), styles.WORDS))
    height = 0.0
    for index, column in enumerate(form.columns):
        told = row.fields.get(column.key) if column.input is not None else None
        if told is not None:
            drawn = form_cells.entry(told, column, form, issued)
        else:
            drawn = form_cells.shown(row.shown.get(column.key), form.columns, index)
        cell = sheet.cell(number, index + 2)
        form_cells.put(cell, drawn)
        if told is not None and told.note:
            cell.comment = Comment(clean(typeset(told.note), multiline=True), TO_CORRECT, height=90, width=260)
        height = max(height, form_cells.height_needed(drawn.content, column.width))
    if _has_notes(form):
        notes = _notes(form, row)
        form_cells.put(sheet.cell(number, _last_column(form)), Drawn(notes or None, styles.WRONG_NOTE))
        height = max(height, form_cells.height_needed(notes, _NOTES_WIDTH))
    sheet.row_dimensions[number].height = min(max(form.row_height, height + _PADDING), _TALLEST)


def _notes(form: Form, row: FormRow) -> str:
    """What is to be corrected in a row, each sentence after its column's label."""
    told = ((column.label, row.fields.get(column.key)) for column in form.columns)
    return "\n".join(typeset(f"{label} : {field.note}") for label, field in told if field is not None and field.note)


def _foot(sheet: Any, form: Form) -> None:
    number = _last_row(form) + 2
    form_cells.put(sheet.cell(number, 1), Drawn(NOT_A_ROW, styles.NOTE))
    form_cells.put(sheet.cell(number, 2), Drawn(typeset(form.note) or None, styles.NOTE))
    sheet.print_area = f"B1:{get_column_letter(_last_column(form))}{number}"


def _looks(sheet: Any, form: Form, letters: Mapping[str, str], looks: Looks) -> None:
    """Words of lists have their colours, also once another one is chosen."""
    for column in form.columns:
        if column.input is Input.CHOICE:
            letter, used = letters[column.key], _words_of(form, column.key)
            for rule in rules({text: look for text, look in looks.items() if text in used}):
                sheet.conditional_formatting.add(f"{letter}{FIRST_ROW}:{letter}{_last_row(form)}", rule)


def _words_of(form: Form, key: str) -> frozenset[str]:
    names = {row.fields[key].choices for row in form.rows if key in row.fields}
    return frozenset(text for name in names for _, text in form.choices[name])


def _set_up(sheet: Any, form: Form, letters: Mapping[str, str]) -> None:
    """The header stays in sight; the keys are inside what is sorted; the first open cell is selected."""
    sheet.freeze_panes = f"A{FIRST_ROW}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(_last_column(form))}{_last_row(form)}"
    protection = sheet.protection
    protection.sort = protection.autoFilter = protection.formatColumns = protection.formatRows = False  # allowed
    start = next((letters[key] for row in form.rows[:1] for key in letters if key in row.fields), "B")
    for selection in sheet.sheet_view.selection:
        selection.activeCell = selection.sqref = f"{start}{FIRST_ROW}"


def _describe(workbook: Workbook, form: Form, author: str, issued: date) -> None:
    properties = workbook.properties
    properties.title, properties.creator, properties.language = clean(form.title), clean(author), "fr-FR"
    properties.created = properties.modified = datetime(issued.year, issued.month, issued.day)


# ---------------------------------------------------------------- the file


def _as_text(form: Form, letters: Mapping[str, str]) -> str:
    """Cells where a number is a text on purpose: no green triangle in them."""
    cells = (column.key for column in form.columns if column.input not in (None, Input.DAY))
    return " ".join(f"{letters[key]}{FIRST_ROW}:{letters[key]}{_last_row(form)}" for key in cells)


def _finish(words: str, as_text: str) -> Callable[[bytes], bytes]:
    """What openpyxl cannot write: the result of the formula, and where Excel has nothing to complain of."""
    result = f'<c r="{COUNTER}"\\1 t="str">\\2<v>{words}</v></c>'.encode()  # our own words: no sign of XML in them
    counter = rf'<c r="{COUNTER}"([^>]*)>(<f>.*?</f>)<v ?(?:/>|></v>)</c>'.encode()
    ignored = f'<ignoredErrors><ignoredError sqref="{as_text}" numberStoredAsText="1"/></ignoredErrors>'.encode()

    def finish(xml: bytes) -> bytes:
        xml = re.sub(counter, result, xml, count=1)
        return xml.replace(b"</headerFooter>", b"</headerFooter>" + ignored, 1) if as_text else xml

    return finish


class _FinishedArchive(DatedArchive):
    """A zip that finishes some of its entries as they are packed."""

    def __init__(self, file: IO[bytes], day: date, finishes: Mapping[str, Callable[[bytes], bytes]]) -> None:
        super().__init__(file, day)
        self._finishes = finishes

    def write(self, filename: Any, arcname: Any = None, *args: Any, **kwargs: Any) -> None:
        """Add a file under a name."""
        if arcname in self._finishes:
            self.writestr(arcname, self._finishes[arcname](Path(filename).read_bytes()))
        else:
            super().write(filename, arcname, *args, **kwargs)


def _packed(workbook: Workbook, issued: date, finishes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    buffer = BytesIO()
    try:
        with _FinishedArchive(buffer, issued, finishes) as archive:
            ExcelWriter(workbook, archive).save()
    except (OSError, LxmlError) as error:
        raise UserError("disk_full") from error
    return buffer.getvalue()
