"""Writing a document: headings, paragraphs, lists and tables in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from typing import Any

from reportlab.platypus import Flowable, PageBreak

from psq_desktop.exports.pdf.beside import Note
from psq_desktop.exports.pdf.boxes import TextBox
from psq_desktop.exports.pdf.flowables import Block
from psq_desktop.exports.pdf.styles import (
    BODY,
    EYEBROW,
    H1,
    H2,
    NOTE_HEADING,
    SUBTITLE,
    UNIT,
    WITHHELD,
    TextStyle,
)
from psq_desktop.exports.pdf.tagging import Node
from psq_desktop.exports.pdf.text import Span, Spans
from psq_desktop.french import typeset
from psq_desktop.richtext import Block as RichBlock
from psq_desktop.richtext import BlockKind, RichText

_LISTS = {BlockKind.BULLET: "•", BlockKind.NUMBER: ""}
_LIST_INDENT = 12.0


class Story:
    """The content of a document, in reading order; each call appends."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self.head = self.root.add("Div")  # the letterhead, drawn by the first page itself
        self.flowables: list[Flowable] = []
        self._references: list[tuple[int, str]] = []
        self._depth = 0

    def add(self, flowable: Flowable) -> None:
        """Append something made elsewhere; its node is the caller's."""
        self.flowables.append(flowable)

    def title(self, eyebrow: str, title: str, subtitle: str) -> None:
        """The only H1 of the document, or the title of a part, between its two grey lines."""
        if eyebrow:
            self.paragraph(eyebrow, EYEBROW)
        self.heading(1, title, H1)
        if subtitle:
            self.paragraph(subtitle, SUBTITLE)

    def section(self, text: str, *, room: float = 90.0) -> None:
        """An H2, on the next page when less than ``room`` points are left for it and what follows."""
        self.heading(2, text, H2, room=room)

    def heading(self, level: int, text: str, style: TextStyle, *, room: float = 0.0, **options: Any) -> TextBox:
        """A heading with its bookmark."""
        box = self.heading_box(level, text, style, **options)
        self.flowables.append(Block(box, room=room))
        return box

    def heading_box(self, level: int, text: str, style: TextStyle, **options: Any) -> TextBox:
        """A heading with its bookmark that the caller places."""
        level += self._depth
        return TextBox(text, style, self.root.add(f"H{level}"), bookmark=(level, text), **options)

    @contextmanager
    def part(self) -> Iterator[None]:
        """What is written within is a part of the document: its headings are one level lower than they say."""
        self._depth += 1
        yield
        self._depth -= 1

    def new_page(self, reference: str = "") -> None:
        """Go on at the top of the next page, whose footer may name another reference than the document's."""
        self.flowables.append(PageBreak())
        if reference:
            self.refer_to(reference)

    def refer_to(self, reference: str) -> None:
        """What the footer names from this page on."""
        self.flowables.append(Note(lambda page: self._references.append((page, reference))))

    def reference_on(self, page: int) -> str:
        """What the footer of a page, from 0, names; empty: the document's own."""
        return next((words for first, words in reversed(self._references) if first <= page), "")

    def apart(self, write: Callable[[], None]) -> list[Flowable]:
        """What ``write`` appends, in reading order but out of the flow: to be set elsewhere on the page."""
        flow, self.flowables = self.flowables, []
        write()
        written, self.flowables = self.flowables, flow
        return written

    def numbered_heading(self, number: Spans, text: str, style: TextStyle, indent: float) -> TextBox:
        """An H3 whose number hangs in the margin."""
        return self.heading(3, text, style, room=75, label=number, indent=indent)

    def paragraph(self, content: Spans, style: TextStyle = BODY, *, left: float = 0.0, room: float = 0.0) -> TextBox:
        """A paragraph, on the next page when less than ``room`` points are left for it and what follows."""
        box = TextBox(content, style, self.root.add("P"))
        self.flowables.append(Block(box, left=left, room=room))
        return box

    def withheld(self, sentence: str, *, left: float) -> None:
        """A grey line where an agenda item is left out."""
        self.paragraph(sentence, WITHHELD, left=left)

    def notes(self, rich: RichText, *, left: float = 0.0) -> None:
        """Notes as people took them: paragraphs, headings, lists."""
        for kind, blocks in groupby(rich, key=lambda block: block.kind):
            if kind in _LISTS:
                self._list(_LISTS[kind], list(blocks), left)
                continue
            for block in blocks:
                heading = kind is BlockKind.HEADING
                box = TextBox(
                    rich_spans(block),
                    NOTE_HEADING if heading else BODY,
                    self.root.add(f"H{4 + self._depth}" if heading else "P"),
                )
                self.flowables.append(Block(box, left=left, room=50 if heading else 0))

    def _list(self, bullet: str, blocks: Sequence[RichBlock], left: float) -> None:
        node = self.root.add("L", numbering="Disc" if bullet else "Decimal")
        for number, block in enumerate(blocks, 1):
            item = node.add("LI")
            last = number == len(blocks)
            box = TextBox(
                rich_spans(block),
                BODY if last else replace(BODY, after=UNIT / 2),
                label=bullet or f"{number}.",
                label_node=item.add("Lbl"),
                node=item.add("LBody"),
                indent=_LIST_INDENT if bullet or len(blocks) < 10 else _LIST_INDENT + 5,
            )
            self.flowables.append(Block(box, left=left))


def rich_spans(block: RichBlock) -> list[Span]:
    """A block's runs as spans."""
    return [Span(typeset(run.text), run.bold, run.italic) for run in block.runs]
