"""What the cells of a form hold and how they look."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.colors import Color

from psq_desktop.exports.xlsx import styles
from psq_desktop.exports.xlsx.cells import written
from psq_desktop.french import NARROW, NBSP, figure, parse_date, typeset
from psq_desktop.services.forms.form_rows import Form, FormColumn, FormField, Input, Scalar, Shown
from psq_desktop.services.kinds import ReadingStatus
from psq_desktop.wording import word

Content = str | float | date | CellRichText | None

_TEXT, _GREY = Color(rgb="FF1A2233"), Color(rgb="FF4F5A6E")
_SIZE, _SMALL, _LEADING = 11.0, 9.5, 1.3  # small: 8 points on an A4 page, to which the table is reduced
_MARGIN = 1.5  # characters of a column's width that no text takes
_LONGEST_SIGN = 3  # characters of a unit that still stands beside its figure
_FULL_DAY = re.compile(r".*\d{4}\D*|\d{4}-\d\d-\d\d")  # a day whose year nobody has to guess
_STATUS_WORDS = {str(status.value): word(status) for status in (ReadingStatus.NONE, ReadingStatus.NOT_APPLICABLE)}
STATUS_WORDS = tuple(_STATUS_WORDS.values())
_INPUT_STYLES = {
    Input.VALUE: styles.INPUT_NUMBER,
    Input.DAY: styles.INPUT_DATE,
    Input.CHOICE: styles.INPUT,
    Input.TEXT: styles.INPUT,
}
_NUMBER_WORDS = {styles.WORDS: styles.NUMBER_WORDS, styles.STRONG: styles.NUMBER_WORDS_STRONG}
_AT_RIGHT = frozenset({Input.VALUE, Input.DAY})


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell's content, its style and, for a figure, its number format."""

    content: Content
    style: str
    number_format: str = ""


# ---------------------------------------------------------------- styles by column


def at_right(column: FormColumn) -> bool:
    """Whether the column's cells stand at the right."""
    return column.number or column.input in _AT_RIGHT


def header_style(columns: tuple[FormColumn, ...], index: int) -> str:
    """The style of a column's label."""
    column = columns[index]
    if column.input is not None:
        return styles.HEADER_INPUT_NUMBER if at_right(column) else styles.HEADER_INPUT
    if column.number:
        return styles.HEADER_NUMBER
    return shifted(columns, index, styles.HEADER)


def shifted(columns: tuple[FormColumn, ...], index: int, style: str) -> str:
    """The style that keeps text off what stands flush right beside it."""
    return styles.SHIFTED.get(style, style) if index > 0 and at_right(columns[index - 1]) else style


# ---------------------------------------------------------------- cells that only show


def shown(cell: Shown | None, columns: tuple[FormColumn, ...], index: int) -> Drawn:
    """A locked cell; nothing to show is an empty one."""
    if cell is None:
        return Drawn(None, styles.WORDS)
    if isinstance(cell.value, int | float):
        return _figure(cell, cell.value)
    wanted = styles.STRONG if cell.strong else styles.WORDS
    style = _NUMBER_WORDS[wanted] if columns[index].number else shifted(columns, index, wanted)
    text, under = typeset(str(cell.value or "")), typeset(cell.under)
    if columns[index].number and len(text) > columns[index].width - _MARGIN:  # « 30 juin 2027 » must break somewhere
        text = text.replace(NBSP, " ")
    return Drawn(_two_lines(text, under, cell.strong) if under else text or None, style)


def _figure(cell: Shown, value: float) -> Drawn:
    beside = len(cell.unit) <= _LONGEST_SIGN
    under = cell.under if beside else "\n".join(filter(None, (cell.unit, cell.under)))
    if under:
        words = figure(value, cell.decimals, cell.unit if beside else "")
        return Drawn(_two_lines(words, typeset(under), cell.strong), styles.NUMBER_WORDS)
    style = styles.NUMBER_STRONG if cell.strong else styles.NUMBER
    return Drawn(value, style, figure_format(value, cell.decimals, cell.unit))


def figure_format(value: float, decimals: int, unit: str) -> str:
    """Number format that shows what `french.figure` writes."""
    _, comma, digits = figure(value, decimals).partition(",")
    pattern = "#,##0" + ("." + "0" * len(digits) if comma else "")
    sign = unit.replace('"', "")
    if sign:
        pattern += f'"{NARROW if sign in ("%", "‰") else NBSP}{sign}"'
    return f'{pattern};"−"{pattern}'


def _two_lines(text: str, under: str, strong: bool) -> CellRichText:
    """A text with a second one in small type under it; either may be missing."""
    first, second = written(text)[0], written(under)[0]
    runs = []
    if first:
        font = InlineFont(rFont="Calibri", sz=_SIZE, b=strong or None, color=_TEXT)
        runs.append(TextBlock(font, first + "\n"))
    runs.append(TextBlock(InlineFont(rFont="Calibri", sz=_SMALL, color=_GREY), second))
    return CellRichText(runs)


# ---------------------------------------------------------------- cells to fill in


def entry(told: FormField, column: FormColumn, form: Form, issued: date) -> Drawn:
    """A cell to fill in: empty, as known, or as somebody typed it."""
    assert column.input is not None
    style = _INPUT_STYLES[column.input]
    style = styles.WRONG[style] if told.note else style
    if told.typed:
        return Drawn(_typed(told, column.input, issued), style)
    return Drawn(known(told, column.input, form) if told.filled else None, style)


def known(told: FormField, kind: Input, form: Form) -> str | date | None:
    """What was known when the form was made, as people would type it."""
    if told.sent is None or told.sent == "":
        return None
    if kind is Input.DAY:
        return date.fromisoformat(str(told.sent))
    if kind is Input.CHOICE:
        return dict(form.choices[told.choices]).get(str(told.sent), str(told.sent))
    return _value_words(told.sent, told) if kind is Input.VALUE else str(told.sent)


def _value_words(value: Scalar, told: FormField) -> str:
    if not isinstance(value, int | float):
        return _STATUS_WORDS.get(str(value), str(value))
    rank = int(value)
    return told.levels[rank - 1] if 0 < rank <= len(told.levels) else figure(value, told.decimals)


def _typed(told: FormField, kind: Input, issued: date) -> str | date:
    """A day that is one comes back as one; everything else stays as it was typed."""
    day = parse_date(told.typed, issued) if kind is Input.DAY and not told.note else None
    return day if day is not None and _FULL_DAY.fullmatch(told.typed.strip()) else told.typed


# ---------------------------------------------------------------- into the sheet


def put(cell: Any, drawn: Drawn) -> None:
    """Fill a cell. What people typed never becomes a formula, nor an error code."""
    cell.style = drawn.style
    content = drawn.content
    if isinstance(content, CellRichText):
        cell.value = content
        cell.quotePrefix = written(str(content))[1]
    elif isinstance(content, str):
        text, quoted = written(content)
        if text:
            cell.value, cell.data_type, cell.quotePrefix = text, "s", quoted
    else:
        cell.value = content
        if isinstance(content, date):
            cell.number_format = styles.DATE_FORMAT
    if drawn.number_format:
        cell.number_format = drawn.number_format


def height_needed(content: Content, width: float) -> float:
    """Points that a content takes in a column: no spreadsheet grows its rows when it opens a file."""
    if isinstance(content, CellRichText):
        runs: list[Any] = list(content)
        return sum(_height(str(run).removesuffix("\n"), width, run.font.sz) for run in runs)
    return _height(content, width, _SIZE) if isinstance(content, str) else 0.0


def _height(text: str, width: float, size: float) -> float:
    room = max(width - _MARGIN, 1.0) * _SIZE / size
    return size * _LEADING * sum(max(1, math.ceil(len(part) / room)) for part in text.split("\n"))
