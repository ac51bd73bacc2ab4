"""The decision record (relevé de décisions) as a tagged PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from psq_desktop.exports import facts, room_facts
from psq_desktop.exports.meeting_pdf import (
    closing,
    description,
    due_span,
    eyebrow,
    page_text,
    pilot_cell,
    state_words,
)
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import BODY, RECORD, RECORD_GREY, RECORD_STRONG, TEXT_WIDTH, UNIT
from psq_desktop.exports.pdf.tables import CellContent, Columns, Table, Words
from psq_desktop.exports.pdf.text import Span
from psq_desktop.french import WEEKDAYS, date_long, date_short, typeset
from psq_desktop.services.kinds import DecisionState
from psq_desktop.services.minuting.minutes_rows import DecisionLine, MeetingDocument

_WIDTHS = (42.5, 169.5, 115.5, 74.5, TEXT_WIDTH - 402.0)
_TAKEN = Columns(("N°", "Décision", "Pilote et associés", "Échéance", "Preuve attendue"), _WIDTHS, padding=2.5)
_MOVED = Columns(("N°", "Décision", "Pilote et associés", "Échéance", "État"), _WIDTHS, padding=2.5)
_LEAD = replace(BODY, before=3 * UNIT, after=0.0)
_REQUEST = "Chaque pilote signale au secrétariat, avant l’échéance, la preuve attendue ou la difficulté rencontrée"
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def render(document: MeetingDocument) -> bytes:
    """The PDF's bytes."""
    title = "Relevé de décisions"
    story = Story()
    day = date_long(document.date)
    place = f", {document.district}" if document.district else ""
    story.title(eyebrow(document), title, typeset(f"Séance n° {document.number} du {day}{place}"))
    _lead(story, document)
    if words := room_facts.version_sentence(document):
        story.paragraph([Span(words, bold=True)], _LEAD)
    if document.decisions:
        story.section("Décisions prises", room=120)
        rows = (_taken(line) for line in facts.by_due_date(document.decisions))
        story.add(Table(story.root.add("Table"), _TAKEN, rows))
    moved = facts.carried_over(document)
    if moved:
        story.section("Décisions reconduites", room=120)
        story.add(Table(story.root.add("Table"), _MOVED, (_moved(line) for line in moved)))
    closing(story, document)
    return build(story, page_text("decisions", document, title), description("decisions", document, title))


def _lead(story: Story, document: MeetingDocument) -> None:
    count = typeset(facts.capital(facts.decisions_sentence(document)))
    if not document.held and not document.decisions:
        story.paragraph([Span(count, bold=True)], _LEAD)
        return
    authority = "" if document.draft else "Ce relevé fait foi. "
    request = authority + _REQUEST
    words = [Span(count + " ", bold=True)]
    if document.contact_line:
        words += [Span(typeset(f"{request} : ")), *contact_spans(document.contact_line), Span(".")]
    else:
        words.append(Span(typeset(request + ".")))
    story.paragraph(words, _LEAD)


def contact_spans(text: str) -> Sequence[Span]:
    """The contact line with its mail addresses made clickable."""
    spans, start = [], 0
    for match in _ADDRESS.finditer(text):
        spans += [Span(typeset(text[start : match.start()])), Span(match[0], link=f"mailto:{match[0]}")]
        start = match.end()
    return [*spans, Span(typeset(text[start:]))]


def _taken(line: DecisionLine) -> Sequence[CellContent]:
    return (
        [Words(line.ref, RECORD)],
        _decision(line, line.item),
        pilot_cell(line, RECORD_STRONG, RECORD_GREY),
        _due(line),
        [Words(typeset(line.proof) or facts.DASH, RECORD)],
    )


def _moved(line: DecisionLine) -> Sequence[CellContent]:
    return (
        [Words(line.ref, RECORD)],
        _decision(line, line.comment),
        pilot_cell(line, RECORD_STRONG, RECORD_GREY),
        _due(line),
        [state_words(line, RECORD_STRONG, short=line.carried_over < 2)],
    )


def _decision(line: DecisionLine, second: str) -> CellContent:
    words = [Words(typeset(line.text), RECORD_STRONG)]
    if second:
        words.append(Words(typeset(second), RECORD_GREY))
    return words + [Words(room_facts.dissent_sentence(dissent), RECORD_GREY) for dissent in line.dissents]


def _due(line: DecisionLine) -> CellContent:
    """The date over what helps to read it: weekday, earlier date, or that it is done."""
    if line.state is DecisionState.DONE:
        second = date_short(line.due) if line.due else ""
        return [Words("Fait", RECORD_STRONG), *([Words(second, RECORD_GREY)] if second else [])]
    words = [Words(due_span(line), RECORD_STRONG)]
    if line.previous_due:
        words.append(Words(f"au lieu du {date_short(line.previous_due)}", RECORD_GREY))
    elif line.due:
        words.append(Words(WEEKDAYS[line.due.weekday()], RECORD_GREY))
    return words
