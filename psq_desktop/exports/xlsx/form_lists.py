"""What stands behind a form: its lists, what was filled in when it left, and the code that tells it again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from psq_desktop.exports.xlsx.cells import written
from psq_desktop.exports.xlsx.form_cells import STATUS_WORDS, known
from psq_desktop.french import typeset
from psq_desktop.richtext import clean
from psq_desktop.services.forms.form_rows import Form, FormColumn, FormField, FormRow, Input
from psq_desktop.services.forms.keys import row_key

PROPERTY, PLACE = "Concertation", "_envoi"  # where the code is: a custom property; a sheet and a name
_LISTS = "_listes"
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets
_LONGEST_TITLE, _LONGEST_PROMPT = 32, 255  # characters that Excel takes
_OTHER_WORD = "Ce mot n'est pas dans la liste. Vous pouvez le garder : il sera lu par le secrétariat."


class Lists:
    """A hidden sheet of lists, each a column under a defined name."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._sheet: Any = workbook.create_sheet(_LISTS)
        self._sheet.sheet_state = "hidden"
        self._names: dict[tuple[str, ...], str] = {}

    def name(self, wanted: str, words: Sequence[str]) -> str:
        """The name under which a list stands; the same words stand once."""
        told = tuple(words)
        if told not in self._names:
            column = len(self._names) + 1
            name = f"{wanted}_{column}"
            self._sheet.cell(1, column).value = name
            for row, text in enumerate(told, 2):
                cell = self._sheet.cell(row, column)
                cell.value, cell.data_type = written(text)[0], "s"
            letter = get_column_letter(column)
            span = f"'{_LISTS}'!${letter}$2:${letter}${len(told) + 1}"
            self._workbook.defined_names[name] = DefinedName(name, attr_text=span, hidden=True)
            self._names[told] = name
        return self._names[told]


def sign(workbook: Workbook, code: str) -> None:
    """Put the dispatch's code in its three places; two of them suffice to tell it again."""
    sheet: Any = workbook.create_sheet(PLACE)
    sheet.sheet_state = "hidden"
    sheet["A1"] = code
    properties: Any = workbook.custom_doc_props  # type: ignore[attr-defined]  # missing from the stubs
    properties.append(StringProperty(name=PROPERTY, value=code))
    workbook.defined_names[PLACE] = DefinedName(PLACE, attr_text=f'"{code}"', hidden=True)


# ---------------------------------------------------------------- what a cell proposes and says


def validations(form: Form, lists: Lists, letters: dict[str, str], first: int) -> Iterator[DataValidation]:
    """The list and the hint of every cell to fill in, cells alike together. A list warns, it never forbids."""
    spans: dict[tuple[str, str, str], list[int]] = {}
    columns = {column.key: column for column in form.columns}
    for number, row in enumerate(form.rows, first):
        for key, told in row.fields.items():
            words = _list_of(form, told, columns[key], lists)
            spans.setdefault((key, words, told.unit), []).append(number)
    for (key, words, unit), numbers in spans.items():
        yield _validation(columns[key], words, unit, _cells(letters[key], numbers))


def _cells(letter: str, numbers: list[int]) -> str:
    """Cells of a column as ranges, those that follow each other together: « H6:H8 H10 »."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " ".join(f"{letter}{run[0]}:{letter}{run[-1]}" if len(run) > 1 else f"{letter}{run[0]}" for run in runs)


def _list_of(form: Form, told: FormField, column: FormColumn, lists: Lists) -> str:
    if column.input is Input.CHOICE:
        name = re.sub(r"\W", "_", f"liste_{told.choices}")
        return lists.name(name, [text for _, text in form.choices[told.choices]])
    return lists.name("niveaux", (*told.levels, *STATUS_WORDS)) if told.levels else ""


def _validation(column: FormColumn, words: str, unit: str, cells: str) -> DataValidation:
    hint = column.hint + (f" Unité : {unit}." if unit and column.input is Input.VALUE else "")
    return DataValidation(
        type="list" if words else None,
        formula1=words or None,
        allow_blank=True,
        errorStyle="warning",
        showErrorMessage=bool(words),
        error=typeset(_OTHER_WORD) if words else None,
        showInputMessage=bool(hint),
        promptTitle=_shortened(typeset(column.label), _LONGEST_TITLE),
        prompt=_shortened(typeset(hint), _LONGEST_PROMPT),
        sqref=cells,
    )


def _shortened(text: str, longest: int) -> str:
    """A text cut after a word when it is too long: Excel takes no more."""
    text = clean(text)
    return text if len(text) <= longest else text[: longest - 1].rpartition(" ")[0] + "…"


# ---------------------------------------------------------------- how many rows are filled in


def counter(form: Form, lists: Lists, letters: dict[str, str], first: int) -> tuple[str, str]:
    """Formula of « Lignes remplies : 2 sur 5 », and what it gives in the form as it leaves.

    A cell that left with something in it counts once it holds something else; rows may be sorted meanwhile.
    """
    last = first + len(form.rows) - 1
    keys = f"$A${first}:$A${last}"
    terms = []
    for column in form.columns:
        if column.input is None:
            continue
        span = f"${letters[column.key]}${first}:${letters[column.key]}${last}"
        if not any(_kept(row, column) for row in form.rows):
            terms.append(f'({span}<>"")')
        elif column.input is not Input.TEXT:  # a criterion holds 255 characters, a text may have more
            name = lists.name("envoi", [f"{row_key(row.ref)}|{_joined(row, column, form)}" for row in form.rows])
            terms.append(f'(COUNTIF({name},{keys}&"|"&{span})=0)')
    head, tail = typeset("Lignes remplies : "), f" sur {len(form.rows)}"
    formula = f'"{head}"&SUMPRODUCT(({keys}<>"")*(({"+".join(terms) or "0"})>0))&"{tail}"'
    return formula, f"{head}{sum(_answered(row, form) for row in form.rows)}{tail}"


def _kept(row: FormRow, column: FormColumn) -> bool:
    told = row.fields.get(column.key)
    return told is not None and told.filled


def _joined(row: FormRow, column: FormColumn, form: Form) -> str:
    """What a cell left with, as a spreadsheet joins it to a text."""
    told = row.fields.get(column.key)
    assert column.input is not None
    content = known(told, column.input, form) if told is not None and told.filled else None
    return str((content - _EPOCH).days) if isinstance(content, date) else content or ""


def _answered(row: FormRow, form: Form) -> bool:
    """Whether something was typed that the row did not leave with."""
    typed = ((column, row.fields[column.key]) for column in form.columns if column.key in row.fields)
    return any(told.typed and told.typed != _joined(row, column, form) for column, told in typed)
