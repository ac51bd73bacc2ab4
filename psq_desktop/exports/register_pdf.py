"""The decision register as a tagged PDF: a list by urgency, or the sheet of one decision with its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from psq_desktop.exports import facts, room_facts
from psq_desktop.exports import register_facts as told
from psq_desktop.exports.decisions_pdf import contact_spans
from psq_desktop.exports.meeting_pdf import due_span, pilot_cell, state_words
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.metadata import Description
from psq_desktop.exports.pdf.page import Mark, PageText
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import (
    BODY,
    CELL_GREY,
    RECORD,
    RECORD_GREY,
    RECORD_STRONG,
    TEXT_WIDTH,
    UNIT,
    TextStyle,
)
from psq_desktop.exports.pdf.tables import CellContent, Columns, Table, Words
from psq_desktop.exports.pdf.text import Span
from psq_desktop.french import WEEKDAYS, date_long, date_short, typeset
from psq_desktop.services.deciding.register_rows import RegisterDocument, RegisterEvent, RegisterLine
from psq_desktop.services.minuting.minutes_rows import DecisionLine
from psq_desktop.wording import word

_LIST = Columns(
    ("N°", "Décision", "Pilote et associés", "Échéance", "État", "Reports", "Séance"),
    (34.0, 139.0, 94.0, 65.0, 71.0, 37.0, TEXT_WIDTH - 440.0),
    padding=2.5,
)
_FACTS = Columns((), (110.0, TEXT_WIDTH - 110.0), padding=2.5)
_HISTORY = Columns(("Date", "Ce qui s’est passé", "Précisions"), (92.0, 168.0, TEXT_WIDTH - 260.0), padding=2.5)
_LEAD = replace(BODY, before=3 * UNIT, after=0.0)
_TEXT = TextStyle(RECORD_STRONG.font, 12, 16, before=3 * UNIT, after=2 * UNIT)
_REQUEST = "Chaque pilote signale au secrétariat, avant l’échéance, la preuve attendue ou la difficulté rencontrée"


def render(document: RegisterDocument) -> bytes:
    """The PDF's bytes."""
    title = typeset(document.title)
    story = Story()
    story.title(typeset(document.committee), title, told.situation(document))
    if document.single and document.lines:
        _sheet(story, document.lines[0])
    else:
        _list(story, document)
    return build(story, _page_text(document, title), _description(document, title))


def _page_text(document: RegisterDocument, title: str) -> PageText:
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


def _description(document: RegisterDocument, title: str) -> Description:
    return Description(
        title=f"{title}, {document.committee}",
        author=document.letterhead[0] if document.letterhead else document.committee,
        subject=facts.reference(told.WHAT, document),
        issued=document.issued_on,
    )


# ---------------------------------------------------------------- several decisions


def _list(story: Story, document: RegisterDocument) -> None:
    lead = [Span(told.counts(document) + " ", bold=True)]
    if document.contact_line:
        lead += [Span(typeset(f"{_REQUEST} : ")), *contact_spans(document.contact_line), Span(".")]
    else:
        lead.append(Span(typeset(_REQUEST + ".")))
    story.paragraph(lead, _LEAD)
    for name, lines in told.groups(document):
        story.section(name, room=120)
        story.add(Table(story.root.add("Table"), _LIST, (_row(line) for line in lines)))


def _row(line: RegisterLine) -> Sequence[CellContent]:
    decision = line.decision
    return (
        [Words(decision.ref, RECORD)],
        _decision(decision),
        pilot_cell(decision, RECORD_STRONG, RECORD_GREY),
        _due(decision),
        [state_words(decision, RECORD_STRONG, short=True)],
        [Words(told.carried(decision.carried_over), RECORD)],
        _origin(line),
    )


def _decision(line: DecisionLine) -> CellContent:
    """The decision over what was last said of it, and those who disagreed."""
    words = [Words(typeset(line.text), RECORD_STRONG)]
    if line.comment:
        words.append(Words(typeset(line.comment), RECORD_GREY))
    words += [Words(room_facts.dissent_sentence(dissent), RECORD_GREY) for dissent in line.dissents]
    return words


def _due(line: DecisionLine) -> CellContent:
    words = [Words(due_span(line), RECORD_STRONG)]
    if line.previous_due:
        words.append(Words(f"au lieu du {date_short(line.previous_due)}", RECORD_GREY))
    elif line.due:
        words.append(Words(WEEKDAYS[line.due.weekday()], RECORD_GREY))
    return words


def _origin(line: RegisterLine) -> CellContent:
    words = [Words(typeset(f"n° {line.decision.meeting_number}"), RECORD)]
    if line.objective:
        words.append(Words(typeset(f"obj. {line.objective}"), CELL_GREY))
    return words


# ---------------------------------------------------------------- one decision


def _sheet(story: Story, line: RegisterLine) -> None:
    story.paragraph(typeset(line.decision.text), _TEXT)
    story.add(Table(story.root.add("Table"), _FACTS, _facts(line)))
    story.section("Historique", room=120)
    story.add(Table(story.root.add("Table"), _HISTORY, _history(line)))
    if line.votes:
        story.section("Vote", room=60)
        for vote in line.votes:
            story.paragraph(told.vote(vote))
    if line.decision.dissents:
        story.section("Désaccords exprimés", room=60)
        for dissent in line.decision.dissents:
            story.paragraph(typeset(dissent))


def _facts(line: RegisterLine) -> Sequence[Sequence[CellContent]]:
    decision = line.decision
    due = [Words(_long_due(decision), RECORD_STRONG)]
    if line.first_due and line.first_due != decision.due:
        due.append(Words(typeset(f"fixée d’abord au {date_long(line.first_due, weekday=False)}"), RECORD_GREY))
    told_of: tuple[tuple[str, CellContent], ...] = (
        ("Nature", [Words(word(decision.kind), RECORD)]),
        ("Décidée", [Words(told.origin(line), RECORD)]),
        ("Pilote et associés", pilot_cell(decision, RECORD_STRONG, RECORD_GREY)),
        ("Échéance", due),
        ("État", [state_words(decision, RECORD_STRONG)]),
        ("Reports", [Words(told.carried(decision.carried_over), RECORD)]),
        ("Preuve attendue", [Words(typeset(decision.proof) or facts.DASH, RECORD)]),
        ("Objectif", [Words(told.objective(line), RECORD)]),
    )
    return tuple(([Words(name, RECORD_GREY)], value) for name, value in told_of)


def _long_due(decision: DecisionLine) -> Span:
    return Span(typeset(date_long(decision.due))) if decision.due else due_span(decision)


def _history(line: RegisterLine) -> Sequence[Sequence[CellContent]]:
    first = f"échéance au {date_long(line.first_due, weekday=False)}" if line.first_due else "sans échéance"
    made = f"Décidée, séance n° {line.decision.meeting_number}"
    return (
        _event(date_short(line.meeting_date), made, first),
        *(_happened(event) for event in line.events),
    )


def _happened(event: RegisterEvent) -> Sequence[CellContent]:
    return _event(date_short(event.on), told.happened(event), event.comment)


def _event(on: str, what: str, comment: str) -> Sequence[CellContent]:
    return (
        [Words(on, RECORD)],
        [Words(typeset(what), RECORD_STRONG)],
        [Words(typeset(comment) or facts.DASH, RECORD)],
    )
