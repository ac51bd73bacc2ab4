"""The minutes (compte rendu) as a tagged PDF."""

from __future__ import annotations

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
    pilot_span,
    state_words,
)
from psq_desktop.exports.pdf.boxes import Cell, Column, Row, TextBox
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.flowables import Block, DecisionBox
from psq_desktop.exports.pdf.fonts import BOLD
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import (
    ACCENT_TEXT,
    BODY,
    CELL,
    CELL_GREY,
    CELL_STRONG,
    DECISION,
    GUTTER,
    H3,
    HANG,
    ITEM,
    LABEL,
    META_LABEL,
    META_VALUE,
    SMALL,
    TEXT_WIDTH,
    UNIT,
    TextStyle,
)
from psq_desktop.exports.pdf.tables import CellContent, Columns, Table, Words
from psq_desktop.exports.pdf.text import Span, Spans
from psq_desktop.french import NBSP, date_long, date_short, typeset
from psq_desktop.services.minuting.minutes_rows import DecisionLine, ItemLine, MeetingDocument
from psq_desktop.wording import word

_META_WIDTHS = (120.5, 130.0, 125.5, TEXT_WIDTH - 376.0)
_FACTS_SPLIT = (0.22, 0.27, 0.18, 0.33)
_NUMBER_WIDTH = 44.0

_PARTICIPANTS = Columns(
    ("Collège", "Présents", "Représentés", "Excusés ou absents"), (90.0, 170.0, 106.0, TEXT_WIDTH - 366.0)
)
_CONVENED = Columns(("Collège", "Personne et partenaire"), (150.0, TEXT_WIDTH - 150.0))
_ACRONYMS = replace(SMALL, before=1.5 * UNIT)
_FOLLOW_UP = Columns(
    ("N°", "Décision", "Pilote", "Échéance", "État"),
    (_NUMBER_WIDTH, 200.0, 76.0, 66.0, TEXT_WIDTH - 386.0),
    padding=2.7,
)
_RECORD = Columns(
    ("N°", "Décision", "Pilote et associés", "Échéance", "Preuve attendue"),
    (_NUMBER_WIDTH, 138.0, 142.0, 66.0, TEXT_WIDTH - 390.0),
    padding=2.2,
)
_OBSERVATIONS = Columns(("Membre", "Observation", "Réponse"), (110.0, 190.0, TEXT_WIDTH - 300.0), padding=2.7)
_LEAD = replace(BODY, before=3.5 * UNIT, after=0.0)
_DECISION_LABEL = TextStyle(BOLD, 7.5, 11.5, ACCENT_TEXT)


def render(document: MeetingDocument) -> bytes:
    """The PDF's bytes."""
    story = Story()
    body(story, document)
    page = page_text("minutes", document, "Compte rendu")
    return build(story, page, description("minutes", document, _title(document)))


def body(story: Story, document: MeetingDocument) -> None:
    """The account from its title to the signature, put into a document that may hold more."""
    story.title(eyebrow(document), _title(document), typeset(document.district))
    _meta(story, document)
    if words := room_facts.version_sentence(document):
        story.paragraph([Span(words, bold=True)], _LEAD)
    story.paragraph([Span("L’essentiel. ", bold=True), typeset(facts.essentials(document))], _LEAD)
    _participants(story, document)
    follow_up(story, document.follow_up)
    _items(story, document)
    _record(story, document.decisions)
    _observations(story, document)
    closing(story, document)


def _title(document: MeetingDocument) -> str:
    return typeset(f"Compte rendu de la séance n° {document.number}")


def _meta(story: Story, document: MeetingDocument) -> None:
    columns = (
        ("Date et horaires", (facts.capital(date_long(document.date)), facts.hours(document))),
        ("Lieu", (document.place,)),
        ("Présidence", (facts.chair(document),)),
        ("Secrétariat", (document.secretary,)),
    )
    cells = []
    for label, lines in columns:
        if not any(lines):
            continue
        node = story.root.add("P")
        boxes = [TextBox(label, META_LABEL), *(TextBox(typeset(x), META_VALUE) for x in lines if x)]
        cells.append(Cell(Column(boxes), node))
    row = Row(cells, _META_WIDTHS[: len(cells)], gutter=12.0)
    row.before = 3 * UNIT
    story.add(Block(row))


# ---------------------------------------------------------------- participants, follow-up


def _participants(story: Story, document: MeetingDocument) -> None:
    rows = facts.college_rows(document)
    if not rows:
        return
    if not document.held:
        _convened(story, document)
        return
    story.section("Participants", room=120)
    total = [[Words(text, CELL_STRONG)] for text in facts.totals(document)]
    body = (
        [
            [Words(typeset(row.college), CELL_STRONG)],
            *(_attendees(people) for people in (row.present, row.represented, row.missing)),
        ]
        for row in rows
    )
    story.add(Table(story.root.add("Table"), _PARTICIPANTS, body, total=total))
    for words in (room_facts.quorum_sentence(document), facts.acronyms(document)):
        if words:
            story.paragraph(words, _ACRONYMS)


def _convened(story: Story, document: MeetingDocument) -> None:
    story.section("Conviés", room=120)
    body = (
        [[Words(typeset(college), CELL_STRONG)], _attendees(people)] for college, people in facts.convened(document)
    )
    story.add(Table(story.root.add("Table"), _CONVENED, body))


def _attendees(people: Sequence[facts.Attendee]) -> CellContent:
    if not people:
        return [Words(facts.DASH, CELL)]
    return [
        Words(
            [
                Span(typeset(person.name)),
                Span(typeset(f" ({person.mention})") if person.mention else "", italic=True),
            ],
            CELL,
        )
        for person in people
    ]


def follow_up(story: Story, lines: Sequence[DecisionLine]) -> None:
    """What became of earlier decisions, under its heading; nothing when there is none."""
    if not lines:
        return
    story.section("Suites données aux décisions antérieures", room=120)
    body = (
        [
            [Words(line.ref, CELL_STRONG)],
            _text_and_comment(line),
            [Words(pilot_span(line), CELL)],
            _due(line),
            _state(line),
        ]
        for line in lines
    )
    story.add(Table(story.root.add("Table"), _FOLLOW_UP, body))


def _due(line: DecisionLine) -> CellContent:
    words = [Words(due_span(line), CELL)]
    return [*words, Words(f"au lieu du {date_short(line.previous_due)}", CELL_GREY)] if line.previous_due else words


def _state(line: DecisionLine) -> CellContent:
    words = [state_words(line, CELL_STRONG)]
    carried = facts.carried_text(line) if facts.is_late(line) else ""
    return [*words, Words(carried, CELL_GREY)] if carried else words


def _text_and_comment(line: DecisionLine) -> CellContent:
    words = [Words(typeset(line.text), CELL)]
    if line.comment:
        words.append(Words(typeset(line.comment), CELL_GREY))
    return words


# ---------------------------------------------------------------- agenda items


def _items(story: Story, document: MeetingDocument) -> None:
    if not document.items and not document.withheld:
        return
    story.section("Points de l’ordre du jour", room=120)
    entries: dict[int, ItemLine | None] = dict.fromkeys(document.withheld)
    entries |= {item.number: item for item in document.items}
    for position, number in enumerate(sorted(entries)):
        item = entries[number]
        if item is None:
            story.withheld(facts.withheld_sentence(number), left=HANG)
        else:
            _item(story, item, ITEM if position else H3)


def _item(story: Story, item: ItemLine, style: TextStyle) -> None:
    number = Span(str(item.number), colour=ACCENT_TEXT)
    story.numbered_heading(number, typeset(item.title), style, HANG)
    story.paragraph(facts.item_meta(item), SMALL, left=HANG).after = UNIT
    for words in room_facts.remarks(item):
        story.paragraph([Span(words, italic=True)], BODY, left=HANG)
    story.notes(item.notes, left=HANG)
    for words in room_facts.votes_of(item):
        story.paragraph([Span(words, bold=True)], BODY, left=HANG)
    for position, decision in enumerate(item.decisions):
        after = (3.5 if position == len(item.decisions) - 1 else 1.5) * UNIT
        said = (*room_facts.votes_of(item, decision.ref), *map(room_facts.dissent_sentence, decision.dissents))
        story.add(Block(_decision(story, decision, said, after=after), left=HANG, whole=True))


def _decision(story: Story, line: DecisionLine, said: Sequence[str], *, after: float) -> DecisionBox:
    """``said``: what the room had to say about it, votes and disagreements."""
    width = DecisionBox.inner_width(TEXT_WIDTH - HANG)
    widths = [width * share for share in _FACTS_SPLIT]
    widths[-1] -= GUTTER  # as far from the edge as the columns are from each other
    group = story.root.add("Div")
    label: Spans = [
        Span(word(line.kind).upper() + NBSP, tracking=0.7),
        Span(NBSP + line.ref, tracking=0.2),
    ]
    cells = (
        ("Pilote", pilot_span(line)),
        ("Associés", Span(facts.names(line.associates) or facts.DASH)),
        ("Échéance", due_span(line)),
        ("Preuve attendue", Span(typeset(line.proof) or facts.DASH)),
    )
    heading = TextBox(label, _DECISION_LABEL, group.add("P"))
    text = TextBox(typeset(line.text), DECISION, group.add("P"))
    text.after = UNIT
    row = Row(
        [Cell(Column([TextBox(name, LABEL), TextBox(value, CELL)]), group.add("P")) for name, value in cells],
        widths,
    )
    room = [TextBox(words, CELL, group.add("P")) for words in said]
    for box in room:
        box.after = UNIT
    return DecisionBox(Column([heading, text, *room, row]), after=after)


# ---------------------------------------------------------------- record


def _record(story: Story, lines: Sequence[DecisionLine]) -> None:
    if not lines:
        return
    story.section("Relevé de décisions", room=120)
    body = (
        [
            [Words(line.ref, CELL_STRONG)],
            [Words(typeset(line.text), CELL)],
            pilot_cell(line, CELL_STRONG, CELL_GREY),
            [Words(due_span(line), CELL)],
            [Words(typeset(line.proof) or facts.DASH, CELL)],
        ]
        for line in lines
    )
    story.add(Table(story.root.add("Table"), _RECORD, body))


def _observations(story: Story, document: MeetingDocument) -> None:
    if not document.observations:
        return
    story.section("Observations des membres", room=120)
    body = (
        [
            [Words(typeset(line.partner), CELL_STRONG), Words(date_short(line.received_on), CELL_GREY)],
            [Words(typeset(line.text), CELL)],
            [Words(typeset(line.answer) or facts.DASH, CELL)],
        ]
        for line in document.observations
    )
    story.add(Table(story.root.add("Table"), _OBSERVATIONS, body))
