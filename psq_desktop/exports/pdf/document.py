"""From a story to the bytes of a file: one layout pass, one conformance pass."""

from __future__ import annotations

import threading
from dataclasses import replace
from io import BytesIO
from typing import Any, cast

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from psq_desktop.exports.pdf import page
from psq_desktop.exports.pdf.conformance import finish
from psq_desktop.exports.pdf.fonts import REGULAR, drawable
from psq_desktop.exports.pdf.metadata import Description
from psq_desktop.exports.pdf.page import PageText
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import PORTRAIT, Sheet
from psq_desktop.exports.pdf.tagging import TaggedCanvas

# reportlab keeps fonts in module globals: two files at once would share their state.
_ONE_AT_A_TIME = threading.Lock()


def build(story: Story, text: PageText, description: Description, sheet: Sheet = PORTRAIT) -> bytes:
    """The finished PDF."""
    clean = Description(
        drawable(description.title),
        drawable(description.author),
        drawable(description.subject),
        description.issued,
    )
    with _ONE_AT_A_TIME:
        raw, canvas = _lay_out(story, text, sheet)
        return finish(raw, canvas, story.root, clean)


def _lay_out(story: Story, text: PageText, sheet: Sheet) -> tuple[bytes, TaggedCanvas]:
    made: list[TaggedCanvas] = []
    first_top, later_top = page.tops(sheet)

    def footer(canvas: TaggedCanvas, number: int, total: int) -> None:
        reference = story.reference_on(number - 1) or text.reference
        page.footer(canvas, replace(text, reference=reference), number, total, sheet)

    def make_canvas(file: Any, **options: Any) -> TaggedCanvas:
        options |= {"initialFontName": REGULAR, "invariant": 1, "pageCompression": 1, "pdfVersion": (1, 7)}
        canvas = TaggedCanvas(file, **options)
        canvas.furniture = footer
        made.append(canvas)
        return canvas

    buffer = BytesIO()
    template = BaseDocTemplate(buffer, pagesize=(sheet.width, sheet.height), initialFontName=REGULAR)
    template.addPageTemplates(
        [
            PageTemplate(
                "first",
                [_frame(first_top, sheet)],
                onPage=lambda canvas, _: page.first_page(cast(TaggedCanvas, canvas), text, story.head, sheet),
                autoNextPageTemplate="later",
            ),
            PageTemplate(
                "later",
                [_frame(later_top, sheet)],
                onPage=lambda canvas, _: page.later_page(cast(TaggedCanvas, canvas), text, sheet),
            ),
        ]
    )
    template.build(list(story.flowables), canvasmaker=make_canvas)
    return buffer.getvalue(), made[0]


def _frame(top: float, sheet: Sheet) -> Frame:
    bottom = page.BOTTOM if not sheet.compact else page.COMPACT_BOTTOM
    return Frame(sheet.margin, bottom, sheet.text_width, top - bottom, 0, 0, 0, 0)
