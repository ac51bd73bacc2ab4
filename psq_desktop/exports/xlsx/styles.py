"""Named styles of the workbooks."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

_TEXT, _GREY, _LINE, _HAIR, _TINT = "FF1A2233", "FF4F5A6E", "FF1A2233", "FFD5DAE3", "FFF3F5F9"
_ACCENT = "FF2741B3"
_INPUT, _INPUT_HEADER, _INPUT_EDGE = "FFFFF6D6", "FFFFE9A8", "FFA98600"
_WRONG, _WRONG_HEADER, _WRONG_EDGE = "FFFDE7E7", "FFF8D0D0", "FFB4232A"
_HAIRLINE = Border(bottom=Side("hair", color=_HAIR))
_EDGE = Side("medium", color=_LINE)
_FRAME = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)

TITLE, SUBTITLE, HEADER, HEADER_NUMBER = "c_titre", "c_sous_titre", "c_entete", "c_entete_nombre"
WORDS, STRONG, NUMBER, DATE, TIME = "c_texte", "c_texte_fort", "c_nombre", "c_date", "c_heure"
SECTION, KEY, KEY_WORDS, NOTE, MARK = "c_section", "c_cle", "c_cle_mot", "c_note", "c_mention"
PERCENT, POINTS, SQUARES, AXIS = "c_part", "c_points", "c_carres", "c_axe"
NUMBER_STRONG, NUMBER_SOFT = "c_nombre_fort", "c_nombre_provisoire"
HEADER_CENTRED, CENTRED, PILOT = "c_entete_centre", "c_centre", "c_pilote"
HEADER_INPUT, HEADER_INPUT_NUMBER, HEADER_WRONG = "c_entete_saisie", "c_entete_saisie_nombre", "c_entete_erreur"
INPUT, INPUT_NUMBER, INPUT_DATE, WRONG_NOTE = "c_saisie", "c_saisie_nombre", "c_saisie_date", "c_erreur"
GUIDE, GUIDE_NUMBER = "c_aide", "c_aide_numero"
NUMBER_WORDS, NUMBER_WORDS_STRONG = "c_nombre_mots", "c_nombre_mots_fort"

NUMBERS = frozenset({NUMBER, NUMBER_STRONG, NUMBER_SOFT, PERCENT, POINTS})
OVERFLOWING = frozenset({AXIS, NOTE})  # not wrapped: their text runs over the empty cells at its right
# What stands right of a column of numbers.
SHIFTED = {name: name + "_retrait" for name in (HEADER, WORDS, STRONG, DATE)}
WRONG = {name: name + "_erreur" for name in (INPUT, INPUT_NUMBER, INPUT_DATE)}  # the same cells, to be corrected
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
    locked: bool = True,
) -> NamedStyle:
    style = NamedStyle(name=name, font=Font(name="Calibri", size=size, bold=bold, italic=italic, color=colour))
    # An indent counts only with an explicit side; numbers stay flush right without one.
    style.alignment = Alignment(horizontal=side, vertical="center", wrap_text=wrap, indent=indent)
    style.number_format = number_format
    style.protection = Protection(locked=locked)
    if border is not None:
        style.border = border
    if fill:
        style.fill = PatternFill("solid", fgColor=fill)
    return style


def register(workbook: Workbook) -> None:
    """Give a workbook the styles."""
    for style in (*_tables(), *_numbers(), *_boards(), *_matrices()):
        workbook.add_named_style(style)


def register_forms(workbook: Workbook) -> None:
    """Give a workbook the styles of cells to fill in, besides the others."""
    register(workbook)
    for style in _forms():
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


def _forms() -> Iterator[NamedStyle]:
    line = Border(bottom=_EDGE)
    yield _style(HEADER_INPUT, size=10, bold=True, border=line, fill=_INPUT_HEADER, wrap=True, indent=1)
    yield _style(HEADER_INPUT_NUMBER, size=10, bold=True, border=line, fill=_INPUT_HEADER, wrap=True, side="right")
    yield _style(HEADER_WRONG, size=10, bold=True, border=line, fill=_WRONG_HEADER, wrap=True, indent=1)
    yield _style(WRONG_NOTE, colour=_WRONG_EDGE, border=_HAIRLINE, wrap=True, indent=1)
    for fill, edge, names in (
        (_INPUT, Side("thin", color=_INPUT_EDGE), {name: name for name in WRONG}),
        (_WRONG, Side("medium", color=_WRONG_EDGE), WRONG),
    ):
        frame = Border(left=edge, right=edge, top=edge, bottom=edge)
        # Text: « 12 % », « 7/5 » and « - un frein » stay as they are typed: no 0.12, no day of May, no formula.
        yield _style(names[INPUT], border=frame, fill=fill, wrap=True, indent=1, number_format="@", locked=False)
        yield _style(names[INPUT_NUMBER], border=frame, fill=fill, side="right", number_format="@", locked=False)
        day = DATE_FORMAT
        yield _style(names[INPUT_DATE], border=frame, fill=fill, side="right", number_format=day, locked=False)
    yield _style(NUMBER_WORDS, border=_HAIRLINE, side="right", wrap=True)
    yield _style(NUMBER_WORDS_STRONG, bold=True, border=_HAIRLINE, side="right", wrap=True)
    yield _style(GUIDE, size=12, wrap=True)
    yield _style(GUIDE_NUMBER, size=12, bold=True, colour=_ACCENT)
