"""The style sheet of every printed document: unit, page, colours, text styles."""

from __future__ import annotations

from dataclasses import dataclass, replace

from psq_desktop.exports.pdf.fonts import BOLD, REGULAR, SEMIBOLD

MM = 72 / 25.4
UNIT = 3.5  # a quarter of the body's leading: every distance is a multiple of it or a half

PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
MARGIN = 20 * MM
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
HANG = 20.0  # column in which agenda numbers stand
GUTTER = 8.0


def _operand(hexadecimal: str) -> str:
    red, green, blue = (int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return f"{red:.4f} {green:.4f} {blue:.4f}"


# As operands of PDF's rg and RG: text is drawn without going through colour objects.
TEXT = _operand("#1A2233")
SECONDARY = _operand("#4F5A6E")
TERTIARY = _operand("#5F697D")
ACCENT = _operand("#2A48C8")
ACCENT_TEXT = _operand("#2741B3")
TINT = _operand("#F3F5F9")
HAIRLINE = _operand("#C3CAD7")
WHITE = _operand("#FFFFFF")
GOOD = _operand("#17703F")
INFO = _operand("#175CA8")
WARNING = _operand("#8F5200")
BAD = _operand("#B4232A")


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set; sizes and distances in points."""

    font: str
    size: float
    leading: float
    colour: str = TEXT
    right: bool = False
    before: float = 0.0
    after: float = 0.0


H1 = TextStyle(BOLD, 22, 26.25)
EYEBROW = TextStyle(SEMIBOLD, 9, 12, SECONDARY)
SUBTITLE = TextStyle(REGULAR, 11, 15.75, SECONDARY)
H2 = TextStyle(BOLD, 13, 17.5, before=5 * UNIT, after=UNIT)
H3 = TextStyle(BOLD, 10.5, 14)
ITEM = replace(H3, before=3.5 * UNIT)
BODY = TextStyle(REGULAR, 9.75, 14, after=1.5 * UNIT)
WITHHELD = replace(BODY, colour=SECONDARY, before=3.5 * UNIT, after=0.0)
NOTE_HEADING = TextStyle(SEMIBOLD, 9.75, 14, before=UNIT, after=UNIT / 2)
CELL = TextStyle(REGULAR, 8.75, 11.25)
CELL_STRONG = replace(CELL, font=SEMIBOLD)
CELL_GREY = replace(CELL, colour=SECONDARY)
RECORD = TextStyle(REGULAR, 9, 11.25)  # the decision record stands alone: slightly larger
RECORD_STRONG = replace(RECORD, font=SEMIBOLD)
RECORD_GREY = replace(RECORD, colour=SECONDARY)
HEADER_CELL = TextStyle(SEMIBOLD, 7.75, 10.5, SECONDARY)
LABEL = TextStyle(SEMIBOLD, 7.5, 10.5, SECONDARY)
SMALL = TextStyle(REGULAR, 8, 10.5, SECONDARY)
META_LABEL = replace(LABEL, size=8)
META_VALUE = TextStyle(REGULAR, 9.25, 12.25)
DECISION = TextStyle(SEMIBOLD, 9.75, 14)
LETTERHEAD = TextStyle(BOLD, 11, 14)
LETTERHEAD_SECOND = TextStyle(REGULAR, 9, 11, SECONDARY)
