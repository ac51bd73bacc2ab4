"""The page around the text: letterhead and marks on the first, running title, footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from psq_desktop.exports.pdf import fonts
from psq_desktop.exports.pdf.styles import (
    HAIRLINE,
    LETTERHEAD,
    LETTERHEAD_SECOND,
    MARGIN,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SECONDARY,
    TERTIARY,
    TEXT,
    TEXT_WIDTH,
    UNIT,
    WHITE,
    TextStyle,
)
from psq_desktop.exports.pdf.tagging import Node, TaggedCanvas
from psq_desktop.exports.pdf.text import Line, Place, Span, Spans, break_lines, paint_lines, pieces

LETTERHEAD_TOP = PAGE_HEIGHT - 16 * MM
LETTERHEAD_RULE = LETTERHEAD_TOP - 47
FIRST_TOP = LETTERHEAD_RULE - 5 * UNIT
LATER_TOP = PAGE_HEIGHT - 26 * MM
BOTTOM = 20 * MM
_FOOTER_LINE = 11.5 * MM
_LETTERHEAD_WIDTH = 90 * MM
_LETTERHEAD_LINES = 4  # a fifth would cross the rule

_REFERENCE = TextStyle(fonts.SEMIBOLD, 9, 12, right=True)
_PLACE = TextStyle(fonts.REGULAR, 9, 12, SECONDARY, right=True)
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
    diffusion: str  # « diffusion : partenaires »
    place_and_date: str
    running_left: str
    running_right: str
    status: str  # « Projet du 6 novembre 2026, non scellé »


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


def first_page(canvas: TaggedCanvas, text: PageText, head: Node) -> None:
    """Letterhead, marks, reference: read aloud once, hence content and not artifacts."""
    _letterhead(canvas, text.letterhead, head)
    right = PAGE_WIDTH - MARGIN
    x, y = right, LETTERHEAD_TOP - 8.8
    nodes = [head.add("P") for _ in text.marks]  # read from left to right, drawn from right to left
    for mark, node in zip(reversed(text.marks), reversed(nodes), strict=True):
        x -= _mark(canvas, mark, x, y, node) + 6
    baseline = LETTERHEAD_TOP - 24.6
    for words, style in (
        (f"Réf. {text.reference} · {text.diffusion}", _REFERENCE),
        (text.place_and_date, _PLACE),
    ):
        with canvas.marked(head.add("P")):
            line(canvas, words, style, right, baseline, TEXT_WIDTH - _LETTERHEAD_WIDTH - 12)
        baseline -= 12.2
    with canvas.artifact():
        _rule(canvas, LETTERHEAD_RULE, 0.9, TEXT)


def _letterhead(canvas: TaggedCanvas, lines: Sequence[str], head: Node) -> None:
    baseline = LETTERHEAD_TOP - 10
    for i, words in enumerate(lines[:_LETTERHEAD_LINES]):
        with canvas.marked(head.add("P")):
            line(canvas, words, LETTERHEAD_SECOND if i else LETTERHEAD, MARGIN, baseline, _LETTERHEAD_WIDTH)
        baseline -= LETTERHEAD_SECOND.leading if i else 12


def _mark(canvas: TaggedCanvas, mark: Mark, right: float, baseline: float, node: Node) -> float:
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
    with canvas.marked(node):
        line(canvas, span, _MARK, left + 5.5, baseline)
    return width


def later_page(canvas: TaggedCanvas, text: PageText) -> None:
    """Running title over a hairline."""
    baseline = PAGE_HEIGHT - 16 * MM + 2.5
    with canvas.artifact("Pagination"):
        line(canvas, text.running_left, _RUNNING, MARGIN, baseline, TEXT_WIDTH * 0.8)
        right = TextStyle(_RUNNING.font, _RUNNING.size, _RUNNING.leading, _RUNNING.colour, right=True)
        line(canvas, text.running_right, right, PAGE_WIDTH - MARGIN, baseline)
        _rule(canvas, baseline - 5.8, 0.5, HAIRLINE)


def footer(canvas: TaggedCanvas, text: PageText, number: int, total: int) -> None:
    """Reference, diffusion, status, page; the caller has opened an artifact."""
    _rule(canvas, _FOOTER_LINE + 11, 0.5, HAIRLINE)
    x = MARGIN
    reference = Span(text.reference, bold=True, colour=TEXT)
    x += line(canvas, reference, _FOOTER, x, _FOOTER_LINE, TEXT_WIDTH * 0.35) + 5
    diffusion = text.diffusion[:1].upper() + text.diffusion[1:]
    x += line(canvas, diffusion, _FOOTER, x, _FOOTER_LINE) + 13
    line(canvas, text.status, _FOOTER, x, _FOOTER_LINE, TEXT_WIDTH * 0.45)
    right = TextStyle(fonts.SEMIBOLD, 7.5, 10, TEXT, right=True)
    line(canvas, f"Page {number} sur {total}", right, PAGE_WIDTH - MARGIN, _FOOTER_LINE)


def _rule(canvas: TaggedCanvas, y: float, width: float, colour: str) -> None:
    canvas.operators(f"{colour} RG {width} w {MARGIN:.2f} {y:.2f} m {PAGE_WIDTH - MARGIN:.2f} {y:.2f} l S")
