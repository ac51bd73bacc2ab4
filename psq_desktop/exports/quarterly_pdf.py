"""The quarterly note as a tagged PDF: four headings, each sentence over its source."""

from __future__ import annotations

from dataclasses import replace

from psq_desktop.exports import facts
from psq_desktop.exports import quarterly_facts as told
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.metadata import Description
from psq_desktop.exports.pdf.page import Mark, PageText
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import BODY, SMALL, UNIT, WITHHELD
from psq_desktop.french import date_long, typeset
from psq_desktop.services.evaluation.note_rows import QuarterlyDocument
from psq_desktop.wording import word

_SENTENCE = replace(BODY, after=0.0)
_WITH_SOURCE = 62.0  # points: three lines and what they rest on stay together
_SOURCE = replace(SMALL, after=1.5 * UNIT)
_LEAD = replace(SMALL, before=2 * UNIT, after=0.0)


def render(document: QuarterlyDocument) -> bytes:
    """The PDF's bytes."""
    title = told.title(document)
    story = Story()
    story.title(typeset(document.committee), title, told.situation(document))
    story.paragraph(typeset(f"{told.BASIS}. Chaque phrase porte sa source ; aucune ne nomme une personne."), _LEAD)
    for section in document.sections:
        story.section(word(section.heading), room=_WITH_SOURCE + 48)
        if not section.lines:
            story.paragraph(told.NOTHING, WITHHELD)
        for line in section.lines:
            paragraphs = typeset(line.text).splitlines()
            for text in paragraphs:
                story.paragraph(text, _SENTENCE, room=_WITH_SOURCE)
            story.paragraph(typeset(f"Source : {line.source}" if line.source else "Source non précisée"), _SOURCE)
    return build(story, _page_text(document, title), _description(document, title))


def _page_text(document: QuarterlyDocument, title: str) -> PageText:
    place = f"{document.issued_at}, le " if document.issued_at else "Le "
    return PageText(
        letterhead=tuple(typeset(line) for line in document.letterhead),
        marks=tuple(Mark(text, solid) for text, solid in told.marks(document)),
        reference=facts.reference(told.WHAT, document),
        diffusion=told.diffusion(document),
        place_and_date=place + date_long(document.issued_on, weekday=False),
        running_left=typeset(document.committee),
        running_right=title,
        status=told.situation(document),
    )


def _description(document: QuarterlyDocument, title: str) -> Description:
    return Description(
        title=f"{title}, {document.committee}",
        author=document.letterhead[0] if document.letterhead else document.committee,
        subject=facts.reference(told.WHAT, document),
        issued=document.issued_on,
    )
