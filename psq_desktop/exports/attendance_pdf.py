"""The attendance sheet as a tagged PDF: to be signed before the meeting, a list of presence after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from psq_desktop.exports import facts
from psq_desktop.exports.meeting_pdf import description, eyebrow, page_text
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import ACCENT_TEXT, CELL, CELL_GREY, CELL_STRONG, TEXT_WIDTH, UNIT
from psq_desktop.exports.pdf.tables import CellContent, Columns, Table, Words
from psq_desktop.exports.pdf.text import Span
from psq_desktop.french import date_long, typeset
from psq_desktop.services.kinds import AttendanceStatus
from psq_desktop.services.minuting.minutes_rows import AttendanceLine, MeetingDocument

_WIDTHS = (142.0, 118.0, 106.0, TEXT_WIDTH - 366.0)
_HEADERS = ("Partenaire", "Représentant", "Qualité")
_HELD = Columns((*_HEADERS, "Statut"), _WIDTHS, padding=2.5)
_TO_SIGN = Columns((*_HEADERS, "Signature"), _WIDTHS, padding=2.5)
_SIGNATURE_HEIGHT = 28.0  # room for a hand; as high as two lines of text
_LATE_GUESTS = 4
_LATE = "Autres personnes présentes"
_COLLEGE = replace(CELL_STRONG, colour=ACCENT_TEXT)


def title(document: MeetingDocument) -> str:
    """What the sheet is called, before and after the meeting."""
    return "Liste de présence" if document.held else "Feuille d’émargement"


def render(document: MeetingDocument) -> bytes:
    """The PDF's bytes."""
    story = Story()
    place = ", ".join(x for x in (facts.hours(document), document.place) if x)
    day = date_long(document.date)
    story.title(eyebrow(document), title(document), typeset(f"Séance n° {document.number} du {day}"))
    if words := _lead(document, place):
        lead = story.paragraph(words)
        lead.before, lead.after = 3 * UNIT, 0.0
    columns, least = (_HELD, 0.0) if document.held else (_TO_SIGN, _SIGNATURE_HEIGHT)
    story.section("Participants", room=120)
    story.add(Table(story.root.add("Table"), columns, _rows(document), least_height=least))
    return build(
        story,
        page_text("attendance", document, title(document)),
        description("attendance", document, title(document)),
    )


def _lead(document: MeetingDocument, place: str) -> Sequence[Span]:
    spans = [Span(typeset(facts.capital(place) + ". "), bold=True)] if place else []
    if chair := facts.chair(document):
        spans.append(Span(typeset(f"Présidence : {chair}. ")))
    if document.held:
        spans.append(Span(typeset(facts.capital(facts.attendance_sentence(document.attendance)))))
    return spans


def _rows(document: MeetingDocument) -> Iterator[Sequence[CellContent]]:
    for college in facts.colleges(document):
        yield [[Words(typeset(college) or facts.NO_COLLEGE, _COLLEGE)]]
        yield from (_row(line, document.held) for line in document.attendance if line.college == college)
    if not document.held:
        yield [[Words(_LATE, _COLLEGE)]]
        yield from [([],) * len(_TO_SIGN.headers)] * _LATE_GUESTS


def _row(line: AttendanceLine, held: bool) -> Sequence[CellContent]:
    partner = [Words(typeset(line.partner), CELL_STRONG)]
    if line.acronym and line.acronym != line.partner:
        partner.append(Words(typeset(line.acronym), CELL_GREY))
    last = _status(line) if held else [Words(typeset(text), CELL_GREY) for text in facts.announced(line)]
    return (
        partner,
        [Words(typeset(line.person) or facts.DASH, CELL)],
        [Words(typeset(line.role) or facts.DASH, CELL)],
        last,
    )


def _status(line: AttendanceLine) -> CellContent:
    words = [Words(facts.status_word(line), CELL_STRONG)]
    if line.status is AttendanceStatus.REPRESENTED:
        words.append(Words(typeset(facts.by(line) or facts.proxy(line) or "pouvoir"), CELL_GREY))
    elif line.proxy_to:
        words.append(Words(typeset(facts.proxy(line)), CELL_GREY))
    words += [Words(facts.capital(text), CELL_GREY) for text in facts.times(line)]
    return words
