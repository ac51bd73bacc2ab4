"""Setting text: spans of characters into lines. Nothing here is markup: what was typed is what is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from psq_desktop.exports.pdf import fonts
from psq_desktop.exports.pdf.styles import TextStyle
from psq_desktop.exports.pdf.tagging import LinkMark, Node, TaggedCanvas


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one appearance; what is left empty follows the paragraph's style."""

    text: str
    bold: bool = False
    italic: bool = False
    colour: str = ""
    link: str = ""
    tracking: float = 0.0  # space added after each letter, in points
    raised: bool = False
    spoken: str = ""  # what readers extract for this span and the raised one after it


Spans = str | Span | Sequence[Span | str]

_ORDINAL = re.compile(r"(?<![\w.,])(?:1(?=er\b)|\d{1,2}(?=e\b))(er?)")
_RAISED_SIZE, _RAISED_BY = 0.75, 0.36


@dataclass(frozen=True, slots=True)
class Piece:
    """A span with its appearance resolved and only drawable characters."""

    text: str
    font: str
    size: float
    colour: str
    rise: float
    tracking: float
    link: str
    spoken: str

    def width(self, text: str) -> float:
        """Width of a part of this piece in points."""
        return fonts.measure(self.font, text) * self.size / 1000 + self.tracking * len(text)


@dataclass(frozen=True, slots=True)
class Line:
    """What stands on one line: parts of pieces by their index, and whether a space ends it."""

    parts: tuple[tuple[int, str], ...]
    width: float
    spaced: bool


def pieces(content: Spans, style: TextStyle) -> tuple[Piece, ...]:
    """Resolve spans against a style; « 1er » and « 3e » get their raised letters."""
    given = [content] if isinstance(content, str | Span) else content
    spans = (Span(s) if isinstance(s, str) else s for s in given)
    return tuple(_piece(part, style) for span in spans for part in _raise_ordinals(span) if part.text)


def _raise_ordinals(span: Span) -> Iterable[Span]:
    if span.link or not _ORDINAL.search(span.text):
        return (span,)
    result, start = [], 0
    for match in _ORDINAL.finditer(span.text):
        result.append(replace(span, text=span.text[start : match.start()]))
        result.append(replace(span, text=match[0].removesuffix(match[1]), spoken=match[0]))
        result.append(replace(span, text=match[1], raised=True))
        start = match.end()
    return (*result, replace(span, text=span.text[start:]))


def _piece(span: Span, style: TextStyle) -> Piece:
    return Piece(
        text=fonts.drawable(span.text),
        font=fonts.variant(style.font, bold=span.bold, italic=span.italic),
        size=style.size * _RAISED_SIZE if span.raised else style.size,
        colour=span.colour or style.colour,
        rise=style.size * _RAISED_BY if span.raised else 0.0,
        tracking=span.tracking,
        link=span.link,
        spoken=span.spoken,
    )


# ---------------------------------------------------------------- breaking into lines

_Word = tuple[list[tuple[int, str]], float]  # parts without space between them, total width


def break_lines(content: Sequence[Piece], width: float) -> list[Line]:
    """Fill lines word by word; a word wider than the line is cut where it must be."""
    lines: list[Line] = []
    parts: list[tuple[int, str]] = []
    used = 0.0
    for word, word_width in _words(content):
        space = content[parts[-1][0]].width(" ") if parts else 0.0
        if parts and used + space + word_width <= width + 0.01:
            _join(parts, word, space=True)
            used += space + word_width
            continue
        if parts:
            lines.append(Line(tuple(parts), used, spaced=True))
        parts, used = list(word), word_width
        while used > width + 0.01 and (cut := _cut_word(content, parts, width)) is not None:
            head, parts = cut
            lines.append(Line(tuple(head), _width(content, head), spaced=False))
            used = _width(content, parts)
    if parts:
        lines.append(Line(tuple(parts), used, spaced=True))
    return lines


def _words(content: Sequence[Piece]) -> Iterable[_Word]:
    parts: list[tuple[int, str]] = []
    width = 0.0
    for index, piece in enumerate(content):
        for i, text in enumerate(piece.text.split(" ")):
            if i and parts:
                yield parts, width
                parts, width = [], 0.0
            if text:
                parts.append((index, text))
                width += piece.width(text)
    if parts:
        yield parts, width


def _join(parts: list[tuple[int, str]], word: Sequence[tuple[int, str]], *, space: bool) -> None:
    """Append a word to a line; its space belongs to what stands before it."""
    index, text = parts[-1]
    first, first_text = word[0]
    if first == index:
        parts[-1] = (index, f"{text} {first_text}" if space else text + first_text)
        parts.extend(word[1:])
        return
    parts[-1] = (index, text + " " if space else text)
    parts.extend(word)


def _width(content: Sequence[Piece], parts: Iterable[tuple[int, str]]) -> float:
    return sum(content[index].width(text) for index, text in parts)


def _cut_word(
    content: Sequence[Piece], parts: list[tuple[int, str]], width: float
) -> tuple[list[tuple[int, str]], list[tuple[int, str]]] | None:
    """The longest beginning that fits and the rest; at least one character moves on each time."""
    used = 0.0
    for place, (index, text) in enumerate(parts):
        piece = content[index]
        for i, char in enumerate(text):
            used += piece.width(char)
            if used > width and (place or i):
                head = [*parts[:place], *([(index, text[:i])] if i else [])]
                return head, [(index, text[i:]), *parts[place + 1 :]]
    return None


# ---------------------------------------------------------------- drawing


@dataclass(frozen=True, slots=True)
class Place:
    """Where lines are drawn: left edge, top of the first line, width for right alignment."""

    x: float
    top: float
    width: float


def paint_lines(
    canvas: TaggedCanvas, lines: Sequence[Line], content: Sequence[Piece], style: TextStyle, place: Place
) -> None:
    """Draw lines as one text object, inside marked content that the caller opened.

    The first baseline is one em below the top.
    """
    baseline = place.top - style.size
    canvas.operators("BT")
    current: Piece | None = None
    spoken = False
    for line in lines:
        x = place.x + (place.width - line.width) * style.shift
        canvas.operators(f"1 0 0 1 {x:.2f} {baseline:.2f} Tm")
        last = len(line.parts) - 1
        for i, (index, text) in enumerate(line.parts):
            piece = content[index]
            spoken = _set_spoken(canvas, piece, spoken)
            _set_state(canvas, current, piece)
            current = piece
            if i == last and line.spaced:
                text += " "  # otherwise readers glue the last word to the next line's first
            if piece.link:
                _paint_link(canvas, piece, text, (x, baseline))
            else:
                canvas.show(piece.font, piece.size, text)
            x += piece.width(text)
        baseline -= style.leading
    if spoken:
        canvas.operators("EMC")
    if current is not None and (current.rise or current.tracking):
        canvas.operators("0 Ts 0 Tc")
    canvas.operators("ET")


def _set_spoken(canvas: TaggedCanvas, piece: Piece, is_open: bool) -> bool:
    """Open or close a span that says what it reads: raised letters are else taken for a word apart."""
    if piece.rise and is_open:
        return True
    if is_open:
        canvas.operators("EMC")
    if piece.spoken:
        canvas.operators(f"/Span <</ActualText ({piece.spoken})>> BDC")
    return bool(piece.spoken)


def _set_state(canvas: TaggedCanvas, before: Piece | None, piece: Piece) -> None:
    if before is None or before.colour != piece.colour:
        canvas.operators(piece.colour + " rg")
    if piece.rise != (before.rise if before else 0.0):
        canvas.operators(f"{piece.rise:g} Ts")
    if piece.tracking != (before.tracking if before else 0.0):
        canvas.operators(f"{piece.tracking:g} Tc")


def _paint_link(canvas: TaggedCanvas, piece: Piece, text: str, at: tuple[float, float]) -> None:
    """A Link element inside the open one, with its clickable rectangle."""
    owner = canvas.end()
    if owner is None:
        raise AssertionError("a link stands in marked content")
    link: Node = owner.add("Link")
    with canvas.marked(link):
        canvas.show(piece.font, piece.size, text)
    x, y = at
    left, bottom = canvas.absolutePosition(x, y - piece.size * 0.22)
    right, top = canvas.absolutePosition(x + piece.width(text.rstrip()), y + piece.size * 0.78)
    link.kids.append(LinkMark(canvas.page_index, (left, bottom, right, top), piece.link, text.strip()))
    canvas.begin(owner)
