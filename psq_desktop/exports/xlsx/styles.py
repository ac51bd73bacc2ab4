"""Named styles of the workbooks."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side

_TEXT, _GREY, _LINE, _HAIR = "FF1A2233", "FF4F5A6E", "FF1A2233", "FFD5DAE3"
_HAIRLINE = Border(bottom=Side("hair", color=_HAIR))

TITLE, SUBTITLE, HEADER, HEADER_NUMBER = "c_titre", "c_sous_titre", "c_entete", "c_entete_nombre"
WORDS, STRONG, NUMBER, DATE, TIME = "c_texte", "c_texte_fort", "c_nombre", "c_date", "c_heure"

# What stands right of a column of numbers.
SHIFTED = {name: name + "_retrait" for name in (HEADER, WORDS, STRONG)}

DATE_FORMAT = "[$-40C]d mmm yyyy"
TIME_FORMAT = 'h" h "mm'


def _style(
    name: str,
    *,
    size: float = 11,
    bold: bool = False,
    colour: str = _TEXT,
    border: Border | None = None,
    right: bool = False,
    wrap: bool = False,
    number_format: str = "General",
    indent: int = 0,
) -> NamedStyle:
    alignment = Alignment(
        # An indent counts only with an explicit side; numbers stay flush right without one.
        horizontal="right" if right else "left",
        vertical="center",
        wrap_text=wrap,
        indent=indent,
    )
    style = NamedStyle(name=name, font=Font(name="Calibri", size=size, bold=bold, color=colour))
    style.alignment, style.number_format = alignment, number_format
    if border is not None:
        style.border = border
    return style


def register(workbook: Workbook) -> None:
    """Give a workbook the styles."""
    line = Border(bottom=Side("medium", color=_LINE))
    for style in (
        _style(TITLE, size=18, bold=True),
        _style(SUBTITLE, colour=_GREY),
        _style(HEADER, size=10, bold=True, border=line, wrap=True),
        _style(SHIFTED[HEADER], size=10, bold=True, border=line, wrap=True, indent=1),
        _style(SHIFTED[WORDS], border=_HAIRLINE, wrap=True, indent=1),
        _style(SHIFTED[STRONG], bold=True, border=_HAIRLINE, wrap=True, indent=1),
        _style(HEADER_NUMBER, size=10, bold=True, border=line, wrap=True, right=True),
        _style(WORDS, border=_HAIRLINE, wrap=True),
        _style(STRONG, bold=True, border=_HAIRLINE, wrap=True),
        _style(NUMBER, border=_HAIRLINE, right=True, number_format="0"),
        _style(DATE, border=_HAIRLINE, number_format=DATE_FORMAT),
        _style(TIME, border=_HAIRLINE, number_format=TIME_FORMAT),
    ):
        workbook.add_named_style(style)
