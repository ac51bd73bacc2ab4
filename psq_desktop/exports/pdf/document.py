"""From a story to the bytes of a file: one layout pass, one conformance pass."""

from __future__ import annotations

import threading
from io import BytesIO
from typing import Any, cast

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from psq_desktop.exports.pdf import page
from psq_desktop.exports.pdf.conformance import finish
from psq_desktop.exports.pdf.fonts import REGULAR, drawable
from psq_desktop.exports.pdf.metadata import Description
from psq_desktop.exports.pdf.page import PageText
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import MARGIN, PAGE_HEIGHT, PAGE_WIDTH, TEXT_WIDTH
from psq_desktop.exports.pdf.tagging import TaggedCanvas

# reportlab keeps fonts in module globals: two files at once would share their state.
_ONE_AT_A_TIME = threading.Lock()


def build(story: Story, text: PageText, description: Description) -> bytes:
    """The finished PDF."""
    clean = Description(
        drawable(description.title),
        drawable(description.author),
        drawable(description.subject),
        description.issued,
    )
    with _ONE_AT_A_TIME:
        raw, canvas = _lay_out(story, text)
        return finish(raw, canvas, story.root, clean)


def _lay_out(story: Story, text: PageText) -> tuple[bytes, TaggedCanvas]:
    made: list[TaggedCanvas] = []

    def make_canvas(file: Any, **options: Any) -> TaggedCanvas:
        options |= {"initialFontName": REGULAR, "invariant": 1, "pageCompression": 1, "pdfVersion": (1, 7)}
        canvas = TaggedCanvas(file, **options)
        canvas.furniture = lambda c, number, total: page.footer(c, text, number, total)
        made.append(canvas)
        return canvas

    buffer = BytesIO()
    template = BaseDocTemplate(buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), initialFontName=REGULAR)
    template.addPageTemplates(
        [
            PageTemplate(
                "first",
                [_frame(page.FIRST_TOP)],
                onPage=lambda canvas, _: page.first_page(cast(TaggedCanvas, canvas), text, story.head),
                autoNextPageTemplate="later",
            ),
            PageTemplate(
                "later",
                [_frame(page.LATER_TOP)],
                onPage=lambda canvas, _: page.later_page(cast(TaggedCanvas, canvas), text),
            ),
        ]
    )
    template.build(list(story.flowables), canvasmaker=make_canvas)
    return buffer.getvalue(), made[0]


def _frame(top: float) -> Frame:
    return Frame(MARGIN, page.BOTTOM, TEXT_WIDTH, top - page.BOTTOM, 0, 0, 0, 0)
