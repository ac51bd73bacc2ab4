"""Parts that the printed documents of a meeting share: page text, cells, closing block."""

from __future__ import annotations

from dataclasses import replace

from psq_desktop.exports import facts
from psq_desktop.exports.pdf import icons
from psq_desktop.exports.pdf.boxes import Box, Cell, Column, Row, TextBox
from psq_desktop.exports.pdf.flowables import Block, RuleBox
from psq_desktop.exports.pdf.fonts import SEMIBOLD
from psq_desktop.exports.pdf.icons import Icon
from psq_desktop.exports.pdf.metadata import Description
from psq_desktop.exports.pdf.page import Mark, PageText
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import BODY, H3, TEXT_WIDTH, UNIT, WARNING, TextStyle
from psq_desktop.exports.pdf.tables import CellContent, Words
from psq_desktop.exports.pdf.text import Span
from psq_desktop.french import date_long, date_short, typeset
from psq_desktop.services.kinds import DecisionState
from psq_desktop.services.minuting.minutes_rows import DecisionLine, MeetingDocument
from psq_desktop.wording import word

_ICONS = {
    DecisionState.OPEN: icons.OPEN,
    DecisionState.IN_PROGRESS: icons.IN_PROGRESS,
    DecisionState.CARRIED_OVER: icons.CARRIED_OVER,
    DecisionState.DONE: icons.DONE,
    DecisionState.ABANDONED: icons.ABANDONED,
}

_CLOSING_WIDTHS = (304.0, TEXT_WIDTH - 304.0)
_SIGNATURE_SPACE, _SIGNATURE_WIDTH = 56.0, 150.0
_PLAIN = replace(BODY, after=0.0)
_SIGNATORY = replace(_PLAIN, font=SEMIBOLD)


def page_text(what: str, document: MeetingDocument, name: str) -> PageText:
    """What stands around the text of one of the three documents."""
    day = date_long(document.date, weekday=False)
    place = f"{document.issued_at}, le " if document.issued_at else "Le "
    return PageText(
        letterhead=tuple(typeset(line) for line in document.letterhead),
        marks=tuple(Mark(text, solid) for text, solid in facts.marks(what, document)),
        reference=facts.reference(what, document),
        diffusion=facts.diffusion(document),
        place_and_date=place + date_long(document.issued_on, weekday=False),
        running_left=typeset(f"{document.committee}, séance n° {document.number} du {day}"),
        running_right=name,
        status=facts.status(what, document),
    )


def description(what: str, document: MeetingDocument, title: str) -> Description:
    """Metadata, made only of what page 1 prints."""
    return Description(
        title=f"{title}, {document.committee}",
        author=document.letterhead[0] if document.letterhead else document.committee,
        subject=facts.reference(what, document),
        issued=document.issued_on,
    )


def eyebrow(document: MeetingDocument) -> str:
    """Committee and formation, above the title."""
    formation = document.formation[:1].lower() + document.formation[1:]
    return typeset(f"{document.committee}, {formation}" if formation else document.committee)


def pilot_span(line: DecisionLine) -> Span:
    """The pilot, or that one is missing."""
    return Span(facts.names((line.pilot,))) if line.pilot else Span(facts.NO_PILOT, colour=WARNING)


def due_span(line: DecisionLine) -> Span:
    """The due date, or that one is missing."""
    return Span(date_short(line.due)) if line.due else Span(facts.NO_DUE_DATE, colour=WARNING)


def state_words(line: DecisionLine, style: TextStyle, *, short: bool = False) -> Words:
    """Icon and word of a state, in its colour; ``short`` leaves out how many times it was carried over."""
    icon: Icon = icons.LATE if facts.is_late(line) else _ICONS[line.state]
    text = word(line.state) if short and not facts.is_late(line) else facts.state_text(line)
    return Words(Span(text, colour=icon.colour), style, icon)


def pilot_cell(line: DecisionLine, strong: TextStyle, grey: TextStyle) -> CellContent:
    """Pilot over associates."""
    words = [Words(pilot_span(line), strong)]
    if line.associates:
        words.append(Words(f"avec {facts.names(line.associates)}", grey))
    return words


def closing(story: Story, document: MeetingDocument) -> None:
    """Next meeting and diffusion on the left, signature on the right; never parted."""
    delegation, role, name = facts.signature(document)
    left: list[Box] = []
    for heading, words in (
        ("Prochaine séance", facts.next_meeting_text(document)),
        ("Diffusion", facts.diffusion_text(document)),
    ):
        left.append(story.heading_box(2, heading, H3))
        body = TextBox(words, _PLAIN, story.root.add("P"))
        body.after = 3 * UNIT
        left.append(body)
    right: list[Box] = [TextBox(typeset(text), _PLAIN, story.root.add("P")) for text in (delegation, role) if text]
    right.append(RuleBox(_SIGNATURE_SPACE, _SIGNATURE_WIDTH))
    right.append(TextBox(typeset(name), _SIGNATORY, story.root.add("P")))
    row = Row([Cell(Column(left)), Cell(Column(right))], _CLOSING_WIDTHS)
    row.before = 5 * UNIT
    story.add(Block(row, whole=True))
