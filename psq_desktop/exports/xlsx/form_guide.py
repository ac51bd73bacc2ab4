"""How a form is filled in, on a sheet of its own."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook

from psq_desktop.exports.xlsx import styles
from psq_desktop.exports.xlsx.cells import written
from psq_desktop.french import typeset
from psq_desktop.services.forms.form_rows import Form

SHEET = "Mode d’emploi"
_WIDTHS = (5, 105)
_LINE, _LINE_HEIGHT, _AIR = 100, 17.0, 8.0  # characters that surely fit, points


def guide(workbook: Workbook, form: Form) -> Any:
    """The sheet that says how the form is filled in, a numbered line each."""
    sheet: Any = workbook.create_sheet(SHEET)
    for letter, width in zip("AB", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    _say(sheet, 1, 1, "Mode d'emploi", styles.TITLE, 28)
    row = 2
    for row, text in enumerate(form.guide, 3):
        _say(sheet, row, 1, str(row - 2), styles.GUIDE_NUMBER, 25)
        _say(sheet, row, 2, text, styles.GUIDE, _AIR + _LINE_HEIGHT * (1 + len(text) // _LINE))
    _say(sheet, row + 2, 1, form.question, styles.SUBTITLE, 20)
    sheet.print_area = f"A1:B{row + 2}"
    return sheet


def _say(sheet: Any, row: int, column: int, text: str, style: str, height: float) -> None:
    cell = sheet.cell(row, column)
    cell.style = style
    cell.value, cell.data_type = written(typeset(text))[0] or None, "s"
    sheet.row_dimensions[row].height = height
