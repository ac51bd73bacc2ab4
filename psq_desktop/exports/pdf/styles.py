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


def operand(hexadecimal: str) -> str:
    """« #FF8000 » as a PDF colour operator's operands."""
    red, green, blue = (int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return f"{red:.4f} {green:.4f} {blue:.4f}"


# As operands of PDF's rg and RG: text is drawn without going through colour objects.
TEXT = operand("#1A2233")
SECONDARY = operand("#4F5A6E")
TERTIARY = operand("#5F697D")
ACCENT = operand("#2A48C8")
ACCENT_TEXT = operand("#2741B3")
TINT = operand("#F3F5F9")
HAIRLINE = operand("#C3CAD7")
WHITE = operand("#FFFFFF")
GOOD = operand("#17703F")
INFO = operand("#175CA8")
WARNING = operand("#8F5200")
BAD = operand("#B4232A")


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
    centre: bool = False

    @property
    def shift(self) -> float:
        """Part of a line's free room that stands left of it."""
        return 1.0 if self.right else 0.5 if self.centre else 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in points. ``compact``: one line of letterhead on every page, in place of the block on the first."""

    width: float
    height: float
    margin: float
    compact: bool = False

    @property
    def text_width(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.margin


PORTRAIT = Sheet(PAGE_WIDTH, PAGE_HEIGHT, MARGIN)
PORTRAIT_COMPACT = Sheet(PAGE_WIDTH, PAGE_HEIGHT, MARGIN, compact=True)
LANDSCAPE = Sheet(PAGE_HEIGHT, PAGE_WIDTH, 18 * MM, compact=True)
LANDSCAPE_A3 = Sheet(420 * MM, PAGE_HEIGHT, 18 * MM, compact=True)


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
PAGE_HEADING = TextStyle(BOLD, 16, 20, after=1.5 * UNIT)  # an H2 that opens a landscape page
PANEL_HEADING = TextStyle(BOLD, 11, 14, before=3.5 * UNIT, after=UNIT / 2)  # an H2 beside others
LETTERHEAD = TextStyle(BOLD, 11, 14)
LETTERHEAD_SECOND = TextStyle(REGULAR, 9, 11, SECONDARY)
