"""The page around the text: letterhead and marks on the first, running title, footer."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from psq_desktop.exports.pdf import fonts
from psq_desktop.exports.pdf.styles import (
    HAIRLINE,
    LETTERHEAD,
    LETTERHEAD_SECOND,
    MARGIN,
    MM,
    PAGE_HEIGHT,
    PORTRAIT,
    SECONDARY,
    TERTIARY,
    TEXT,
    TEXT_WIDTH,
    UNIT,
    WHITE,
    Sheet,
    TextStyle,
)
from psq_desktop.exports.pdf.tagging import Node, TaggedCanvas
from psq_desktop.exports.pdf.text import Line, Place, Span, Spans, break_lines, paint_lines, pieces

LETTERHEAD_TOP = PAGE_HEIGHT - 16 * MM
LETTERHEAD_RULE = LETTERHEAD_TOP - 47
FIRST_TOP = LETTERHEAD_RULE - 5 * UNIT
LATER_TOP = PAGE_HEIGHT - 26 * MM
BOTTOM = 20 * MM
COMPACT_BOTTOM = 17 * MM
_FOOTER_LINE = 11.5 * MM
_LETTERHEAD_WIDTH = 90 * MM
_LETTERHEAD_LINES = 4  # a fifth would cross the rule
_COMPACT_RISE, _COMPACT_RULE, _COMPACT_TEXT = 5 * MM, 12.5, 3 * UNIT  # into the margin; below the line

_REFERENCE = TextStyle(fonts.SEMIBOLD, 9, 12, right=True)
_PLACE = TextStyle(fonts.REGULAR, 9, 12, SECONDARY, right=True)
_HEAD = TextStyle(fonts.BOLD, 9.5, 12)
_HEAD_SECOND = TextStyle(fonts.REGULAR, 9.5, 12, SECONDARY)
_MARK = TextStyle(fonts.SEMIBOLD, 7, 9)
_RUNNING = TextStyle(fonts.REGULAR, 8, 10.5, SECONDARY)
_FOOTER = TextStyle(fonts.REGULAR, 7.5, 10, SECONDARY)


@dataclass(frozen=True, slots=True)
class Mark:
    """A word in a box at the top of page 1: solid for what must be obeyed, dashed for information."""

    word: str
    solid: bool


@dataclass(frozen=True, slots=True)
class PageText:
    """What stands around the text."""

    letterhead: tuple[str, ...]
    marks: tuple[Mark, ...]
    reference: str  # « CP-QRR/2026/05 »
    diffusion: str  # « diffusion : partenaires »; a letter to whoever reads it says none
    place_and_date: str
    running_left: str
    running_right: str
    status: str  # « Projet du 6 novembre 2026, non scellé »


def tops(sheet: Sheet) -> tuple[float, float]:
    """Where the text begins on the first page and on the others."""
    if not sheet.compact:
        return FIRST_TOP, LATER_TOP
    top = sheet.height - sheet.margin + _COMPACT_RISE - _COMPACT_RULE - _COMPACT_TEXT
    return top, top


def line(
    canvas: TaggedCanvas,
    content: Spans,
    style: TextStyle,
    x: float,
    baseline: float,
    room: float = TEXT_WIDTH,
) -> float:
    """Draw what fits into ``room`` points of one line, with « … » for the rest; the width drawn."""
    parts = pieces(content, style)
    lines = break_lines(parts, room)
    if len(lines) > 1:
        kept = break_lines(parts, room - style.size)[0].parts
        cut = replace(parts[kept[-1][0]], text="…")
        parts = (*parts, cut)
        lines = [Line((*kept, (len(parts) - 1, cut.text)), room, spaced=False)]
    width = sum(parts[i].width(text) for i, text in lines[0].parts) if lines else 0.0
    left = x - width if style.right else x
    paint_lines(canvas, lines[:1], parts, style, Place(left, baseline + style.size, width))
    return width


def first_page(canvas: TaggedCanvas, text: PageText, head: Node, sheet: Sheet = PORTRAIT) -> None:
    """Letterhead, marks, reference: read aloud once, hence content and not artifacts."""
    if sheet.compact:
        _compact(canvas, text, sheet, head)
        return
    _letterhead(canvas, text.letterhead, head)
    right = sheet.width - sheet.margin
    _marks(canvas, text.marks, right, LETTERHEAD_TOP - 8.8, head)
    baseline = LETTERHEAD_TOP - 24.6
    for words, style in (
        (" · ".join(filter(None, (f"Réf. {text.reference}", text.diffusion))), _REFERENCE),
        (text.place_and_date, _PLACE),
    ):
        with canvas.marked(head.add("P")):
            line(canvas, words, style, right, baseline, TEXT_WIDTH - _LETTERHEAD_WIDTH - 12)
        baseline -= 12.2
    with canvas.artifact():
        _rule(canvas, LETTERHEAD_RULE, 0.9, TEXT, sheet)


def _compact(canvas: TaggedCanvas, text: PageText, sheet: Sheet, head: Node | None) -> None:
    """The letterhead's first two lines and the marks on one line; without a node, as an artifact."""
    baseline = sheet.height - sheet.margin + _COMPACT_RISE
    right = sheet.width - sheet.margin
    x = sheet.margin
    room = sheet.text_width - 180
    for words, style in zip(text.letterhead, (_HEAD, _HEAD_SECOND), strict=False):
        with _told(canvas, head.add("P") if head else None):
            x += line(canvas, words, style, x, baseline, room - (x - sheet.margin)) + 8
    _marks(canvas, text.marks, right, baseline, head)
    with canvas.artifact():
        _rule(canvas, baseline - _COMPACT_RULE, 0.9, TEXT, sheet)


def _told(canvas: TaggedCanvas, node: Node | None) -> AbstractContextManager[None]:
    """Content of a node, or an artifact without one."""
    return canvas.marked(node) if node else canvas.artifact("Pagination")


def _marks(canvas: TaggedCanvas, marks: Sequence[Mark], right: float, baseline: float, head: Node | None) -> None:
    nodes = [head.add("P") if head else None for _ in marks]  # read from left to right, drawn from right to left
    for mark, node in zip(reversed(marks), reversed(nodes), strict=True):
        right -= _mark(canvas, mark, right, baseline, node) + 6


def _letterhead(canvas: TaggedCanvas, lines: Sequence[str], head: Node) -> None:
    baseline = LETTERHEAD_TOP - 10
    for i, words in enumerate(lines[:_LETTERHEAD_LINES]):
        with canvas.marked(head.add("P")):
            line(canvas, words, LETTERHEAD_SECOND if i else LETTERHEAD, MARGIN, baseline, _LETTERHEAD_WIDTH)
        baseline -= LETTERHEAD_SECOND.leading if i else 12


def _mark(canvas: TaggedCanvas, mark: Mark, right: float, baseline: float, node: Node | None) -> float:
    """Draw a boxed word ending at ``right``; the width of the box."""
    ink = WHITE if mark.solid else SECONDARY
    span = Span(mark.word.upper(), bold=mark.solid, colour=ink, tracking=0.5)
    width = sum(p.width(p.text) for p in pieces(span, _MARK)) + 11
    left, bottom = right - width, baseline - 4.2
    with canvas.artifact():
        canvas.saveState()
        if mark.solid:
            canvas.operators(f"{TEXT} rg")
        else:
            canvas.operators(f"{TERTIARY} RG .6 w [2 1.6] 0 d")
        canvas.roundRect(left, bottom, width, 13, 2.5, stroke=0 if mark.solid else 1, fill=int(mark.solid))
        canvas.restoreState()
    with _told(canvas, node):
        line(canvas, span, _MARK, left + 5.5, baseline)
    return width


def later_page(canvas: TaggedCanvas, text: PageText, sheet: Sheet = PORTRAIT) -> None:
    """Running title over a hairline, or the compact letterhead again."""
    if sheet.compact:
        _compact(canvas, text, sheet, None)
        return
    baseline = PAGE_HEIGHT - 16 * MM + 2.5
    with canvas.artifact("Pagination"):
        line(canvas, text.running_left, _RUNNING, MARGIN, baseline, TEXT_WIDTH * 0.8)
        right = TextStyle(_RUNNING.font, _RUNNING.size, _RUNNING.leading, _RUNNING.colour, right=True)
        line(canvas, text.running_right, right, sheet.width - sheet.margin, baseline)
        _rule(canvas, baseline - 5.8, 0.5, HAIRLINE, sheet)


def footer(canvas: TaggedCanvas, text: PageText, number: int, total: int, sheet: Sheet = PORTRAIT) -> None:
    """Reference, diffusion, status, page; the caller has opened an artifact."""
    _rule(canvas, _FOOTER_LINE + 11, 0.5, HAIRLINE, sheet)
    x = sheet.margin
    reference = Span(text.reference, bold=True, colour=TEXT)
    x += line(canvas, reference, _FOOTER, x, _FOOTER_LINE, TEXT_WIDTH * 0.35) + 5
    diffusion = text.diffusion[:1].upper() + text.diffusion[1:]
    x += line(canvas, diffusion, _FOOTER, x, _FOOTER_LINE) + 13 if diffusion else 8
    line(canvas, text.status, _FOOTER, x, _FOOTER_LINE, TEXT_WIDTH * 0.45)
    right = TextStyle(fonts.SEMIBOLD, 7.5, 10, TEXT, right=True)
    line(canvas, f"Page {number} sur {total}", right, sheet.width - sheet.margin, _FOOTER_LINE)


def _rule(canvas: TaggedCanvas, y: float, width: float, colour: str, sheet: Sheet) -> None:
    left, right = sheet.margin, sheet.width - sheet.margin
    canvas.operators(f"{colour} RG {width} w {left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S")
