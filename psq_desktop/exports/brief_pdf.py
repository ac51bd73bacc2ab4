"""The chair's brief as a tagged PDF: two pages, whatever there is to say."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from psq_desktop.exports import brief_facts as says
from psq_desktop.exports import brief_parts as parts
from psq_desktop.exports import facts
from psq_desktop.exports.brief_parts import Room
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.metadata import Description
from psq_desktop.exports.pdf.notes import RuledLines
from psq_desktop.exports.pdf.page import Mark, PageText
from psq_desktop.exports.pdf.story import Story
from psq_desktop.french import date_long, typeset
from psq_desktop.services.preparing.brief_rows import BriefDocument

# From generous to bare: the first that fits is taken, the last holds whatever was typed.
_ROOMS = (
    Room(14, 8, 8, 16, 8, 8, 4),
    Room(12, 7, 7, 12, 7, 7, 3),
    Room(11, 6, 6, 9, 6, 6, 2),
    Room(10, 6, 6, 7, 5, 6, 2),
    Room(10, 5, 5, 6, 5, 5, 1),
    Room(9, 5, 4, 5, 4, 5, 1),
    Room(8, 4, 4, 4, 3, 4, 1),
    Room(8, 4, 3, 3, 3, 3, 1, notes=False),
    Room(6, 3, 2, 2, 2, 2, 0, letters=100, notes=False),
    Room(5, 2, 1, 1, 1, 1, 0, matters=3, letters=60, notes=False),
)


def render(document: BriefDocument) -> bytes:
    """The PDF's bytes: as much as two pages hold, the rest counted in words."""
    made = b""
    for room in _ROOMS:
        made = _render(document, room)
        with pikepdf.open(BytesIO(made)) as pdf:
            if len(pdf.pages) <= 2:
                break
    return made


def _render(document: BriefDocument, room: Room) -> bytes:
    story = Story()
    day = date_long(document.date)
    title = typeset(f"Séance n° {document.number}, {day}")
    story.title("Note pour la présidence", title, says.lead(document))
    parts.matters(story, document, room)
    parts.run(story, document, room)
    parts.late(story, document, room)
    parts.outlooks(story, document, room)
    parts.risks(story, document, room)
    parts.team(story, document, room)
    parts.thanks(story, document, room)
    parts.drafts(story, document, room)
    if room.notes:
        story.section("Notes", room=parts.NOTES)
        story.add(RuledLines())
    authority = document.letterhead[0] if document.letterhead else document.committee
    reference = facts.reference("brief", document)
    about = Description(f"Note pour la présidence, {title}", authority, reference, document.issued_on)
    return build(story, _page_text(document, reference), about, parts.SHEET)


def _page_text(document: BriefDocument, reference: str) -> PageText:
    marks = [Mark("Restreint", solid=True)]
    if document.fictional:
        marks.append(Mark("Données fictives", solid=False))
    return PageText(
        letterhead=tuple(typeset(line) for line in document.letterhead[:2]),
        marks=tuple(marks),
        reference=reference,
        diffusion=typeset("diffusion : restreint (présidence)"),
        place_and_date="",
        running_left=typeset(document.committee),
        running_right="Note pour la présidence",
        status=f"Préparée le {date_long(document.issued_on, weekday=False)}, document de travail",
    )
