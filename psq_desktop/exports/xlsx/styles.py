"""Named styles of the workbooks."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

_TEXT, _GREY, _LINE, _HAIR, _TINT = "FF1A2233", "FF4F5A6E", "FF1A2233", "FFD5DAE3", "FFF3F5F9"
_ACCENT = "FF2741B3"
_HAIRLINE = Border(bottom=Side("hair", color=_HAIR))
_EDGE = Side("medium", color=_LINE)
_FRAME = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)

TITLE, SUBTITLE, HEADER, HEADER_NUMBER = "c_titre", "c_sous_titre", "c_entete", "c_entete_nombre"
WORDS, STRONG, NUMBER, DATE, TIME = "c_texte", "c_texte_fort", "c_nombre", "c_date", "c_heure"
SECTION, KEY, KEY_WORDS, NOTE, MARK = "c_section", "c_cle", "c_cle_mot", "c_note", "c_mention"
PERCENT, POINTS, SQUARES, AXIS = "c_part", "c_points", "c_carres", "c_axe"
NUMBER_STRONG, NUMBER_SOFT = "c_nombre_fort", "c_nombre_provisoire"
HEADER_CENTRED, CENTRED, PILOT = "c_entete_centre", "c_centre", "c_pilote"

NUMBERS = frozenset({NUMBER, NUMBER_STRONG, NUMBER_SOFT, PERCENT, POINTS})
OVERFLOWING = frozenset({AXIS, NOTE})  # not wrapped: their text runs over the empty cells at its right
# What stands right of a column of numbers.
SHIFTED = {name: name + "_retrait" for name in (HEADER, WORDS, STRONG, DATE)}
TINTED = {name: name + "_teinte" for name in (CENTRED, PILOT)}

DATE_FORMAT = "[$-40C]d mmm yyyy"
TIME_FORMAT = 'h" h "mm'
PERCENT_FORMAT = '0"\u202f"%;"−"0"\u202f"%'
POINTS_FORMAT = '+0;"−"0;0'


def _style(
    name: str,
    *,
    size: float = 11,
    bold: bool = False,
    italic: bool = False,
    colour: str = _TEXT,
    border: Border | None = None,
    fill: str = "",
    side: str = "left",
    wrap: bool = False,
    number_format: str = "General",
    indent: int = 0,
) -> NamedStyle:
    style = NamedStyle(name=name, font=Font(name="Calibri", size=size, bold=bold, italic=italic, color=colour))
    # An indent counts only with an explicit side; numbers stay flush right without one.
    style.alignment = Alignment(horizontal=side, vertical="center", wrap_text=wrap, indent=indent)
    style.number_format = number_format
    if border is not None:
        style.border = border
    if fill:
        style.fill = PatternFill("solid", fgColor=fill)
    return style


def register(workbook: Workbook) -> None:
    """Give a workbook the styles."""
    for style in (*_tables(), *_numbers(), *_boards(), *_matrices()):
        workbook.add_named_style(style)


def _tables() -> Iterator[NamedStyle]:
    line = Border(bottom=_EDGE)
    yield _style(TITLE, size=18, bold=True)
    yield _style(SUBTITLE, colour=_GREY)
    yield _style(HEADER, size=10, bold=True, border=line, wrap=True)
    yield _style(SHIFTED[HEADER], size=10, bold=True, border=line, wrap=True, indent=1)
    yield _style(HEADER_NUMBER, size=10, bold=True, border=line, wrap=True, side="right")
    yield _style(HEADER_CENTRED, size=10, bold=True, border=line, wrap=True, side="center")
    yield _style(WORDS, border=_HAIRLINE, wrap=True)
    yield _style(SHIFTED[WORDS], border=_HAIRLINE, wrap=True, indent=1)
    yield _style(STRONG, bold=True, border=_HAIRLINE, wrap=True)
    yield _style(SHIFTED[STRONG], bold=True, border=_HAIRLINE, wrap=True, indent=1)
    yield _style(DATE, border=_HAIRLINE, number_format=DATE_FORMAT)
    yield _style(SHIFTED[DATE], border=_HAIRLINE, number_format=DATE_FORMAT, indent=1)
    yield _style(TIME, border=_HAIRLINE, number_format=TIME_FORMAT)


def _numbers() -> Iterator[NamedStyle]:
    yield _style(NUMBER, border=_HAIRLINE, side="right", number_format="0")
    yield _style(NUMBER_STRONG, bold=True, border=_HAIRLINE, side="right", number_format="0")
    yield _style(NUMBER_SOFT, italic=True, border=_HAIRLINE, side="right", number_format="0")
    yield _style(PERCENT, border=_HAIRLINE, side="right", number_format=PERCENT_FORMAT)
    yield _style(POINTS, border=_HAIRLINE, side="right", number_format=POINTS_FORMAT)
    yield _style(SQUARES, size=9, colour=_ACCENT, border=_HAIRLINE, indent=1)


def _boards() -> Iterator[NamedStyle]:
    yield _style(SECTION, size=13, bold=True)
    yield _style(KEY, size=26, bold=True)
    yield _style(KEY_WORDS, bold=True)
    yield _style(NOTE, size=10, colour=_GREY)
    yield _style(MARK, size=10, bold=True, colour=_GREY, side="right")


def _matrices() -> Iterator[NamedStyle]:
    yield _style(AXIS, bold=True, colour=_ACCENT, border=_HAIRLINE)
    for tint, names in (("", {n: n for n in TINTED}), (_TINT, TINTED)):
        yield _style(names[CENTRED], size=10, border=_HAIRLINE, fill=tint, side="center", wrap=True)
        yield _style(names[PILOT], size=10, bold=True, border=_FRAME, fill=tint, side="center", wrap=True)
