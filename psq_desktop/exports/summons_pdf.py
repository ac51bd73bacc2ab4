"""The letter that convenes a meeting, as a tagged PDF: one for all its recipients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from psq_desktop.exports import facts
from psq_desktop.exports.pdf.boxes import Box, Cell, Column, Row, TextBox
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.flowables import Block, DecisionBox, RuleBox
from psq_desktop.exports.pdf.fonts import SEMIBOLD
from psq_desktop.exports.pdf.metadata import Description
from psq_desktop.exports.pdf.page import Mark, PageText
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import BODY, DECISION, RECORD, RECORD_GREY, RECORD_STRONG, SMALL, TEXT_WIDTH, UNIT
from psq_desktop.exports.pdf.tables import CellContent, Columns, Table, Words
from psq_desktop.exports.pdf.text import Span
from psq_desktop.french import NBSP, date_long, number, time_text, typeset
from psq_desktop.services.kinds import DisclosureLevel, SummonsKind
from psq_desktop.services.preparing.summons_rows import SummonsDocument, SummonsItem

_TITLES = {
    SummonsKind.FIRST: "Convocation",
    SummonsKind.POSTPONED: "Convocation à une séance reportée",
    SummonsKind.SECOND: "Seconde convocation",
}
_NUMBER, _HOUR, _MINUTES = 24.0, 52.0, 50.0
_LETTER = replace(BODY, size=10.5, leading=15.5, after=2 * UNIT)
_SIGNATURE_WIDTHS = (TEXT_WIDTH - 200.0, 200.0)
_SIGNATURE_SPACE, _SIGNATURE_WIDTH = 44.0, 150.0
_PLAIN = replace(BODY, after=0.0)
_SIGNATORY = replace(_PLAIN, font=SEMIBOLD)


def render(document: SummonsDocument) -> bytes:
    """The PDF's bytes."""
    title = _TITLES[document.kind]
    story = Story()
    formation = document.formation[:1].lower() + document.formation[1:]
    eyebrow = f"{document.committee}, {formation}" if formation else document.committee
    story.title(typeset(eyebrow), title, typeset(f"Séance n° {document.number} du {date_long(document.date)}"))
    if document.notice:
        note = TextBox(typeset(document.notice), DECISION, story.root.add("P"))
        story.add(Block(DecisionBox(note, before=3 * UNIT, after=0.0), whole=True))
    _paragraphs(story, document.paragraphs, document.strong)
    if document.items:
        story.section("Ordre du jour", room=120)
        story.add(Table(story.root.add("Table"), _columns(timed=document.starts is not None), _rows(document)))
    _paragraphs(story, document.closing, document.strong)
    _signature(story, document)
    _foot(story, document)
    return build(story, _page_text(document, title), _description(document, title))


def _paragraphs(story: Story, paragraphs: Sequence[str], strong: Sequence[str]) -> None:
    for rank, text in enumerate(paragraphs):
        box = story.paragraph(_spans(text, strong), _LETTER)
        box.before = 4 * UNIT if not rank else 0.0


def _spans(text: str, strong: Sequence[str]) -> list[Span]:
    """The words, those to find at a glance in bold."""
    spans, text = [], typeset(text)
    wanted = [typeset(each) for each in strong if each]
    while text:
        places = [(text.find(each), each) for each in wanted if each in text]
        start, found = min(places, default=(len(text), ""))
        spans += [Span(part, bold) for part, bold in ((text[:start], False), (found, True)) if part]
        text = text[start + len(found) :]
    return spans


def _columns(*, timed: bool) -> Columns:
    """Number, hour when the first one is known, item, who speaks, minutes."""
    hour = (("Heure", _HOUR),) if timed else ()
    taken = _NUMBER + _MINUTES + sum(width for _, width in hour)
    point = 0.6 * (TEXT_WIDTH - taken)
    found = (("N°", _NUMBER), *hour, ("Point", point), ("Rapporteur", TEXT_WIDTH - taken - point), ("Durée", _MINUTES))
    names, widths = tuple(name for name, _ in found), tuple(width for _, width in found)
    return Columns(names, widths, right=frozenset({len(found) - 1}))


def _rows(document: SummonsDocument) -> Iterator[Sequence[CellContent]]:
    timed = document.starts is not None
    yield from (_row(item, timed=timed) for item in document.items)
    if document.ends is not None:
        hour: list[CellContent] = [[Words(time_text(document.ends), RECORD)]] if timed else []
        end = "Fin prévue" if timed else f"Fin prévue à {time_text(document.ends)}"
        yield [[], *hour, [Words(typeset(end), RECORD_GREY)], [], []]


def _row(item: SummonsItem, *, timed: bool) -> Sequence[CellContent]:
    starts = time_text(item.starts) if item.starts is not None else facts.DASH
    minutes = f"{number(item.minutes)}{NBSP}min" if item.minutes else ""
    return (
        [Words(f"{item.number}.", RECORD)],
        *([[Words(starts, RECORD)]] if timed else []),
        [Words(typeset(item.title), RECORD_STRONG)],
        [Words(typeset(item.rapporteur), RECORD_GREY)] if item.rapporteur else [],
        [Words(minutes, replace(RECORD, right=True))] if minutes else [],
    )


def _signature(story: Story, document: SummonsDocument) -> None:
    """Delegation, capacity, room for a hand, name: at the right, in one piece."""
    delegation, role, name = facts.signature(document)
    boxes: list[Box] = [TextBox(typeset(text), _PLAIN, story.root.add("P")) for text in (delegation, role) if text]
    boxes.append(RuleBox(_SIGNATURE_SPACE, _SIGNATURE_WIDTH))
    if name:
        boxes.append(TextBox(typeset(name), _SIGNATORY, story.root.add("P")))
    row = Row([Cell(Column(())), Cell(Column(boxes))], _SIGNATURE_WIDTHS)
    row.before = row.after = 5 * UNIT
    story.add(Block(row, whole=True))


def _foot(story: Story, document: SummonsDocument) -> None:
    joined = f"Pièce{'s' * (len(document.attachments) > 1)} jointe{'s' * (len(document.attachments) > 1)}"
    lines = (
        f"{joined} : {', '.join(document.attachments)}." if document.attachments else "",
        f"Contact : {document.contact_line}" if document.contact_line else "",
    )
    for text in lines:
        if text:
            story.paragraph(typeset(text), SMALL)


def _page_text(document: SummonsDocument, title: str) -> PageText:
    issued = date_long(document.issued_on, weekday=False)
    place = f"{document.issued_at}, le " if document.issued_at else "Le "
    marks = (
        Mark("Restreint", solid=True) if document.disclosure is DisclosureLevel.RESTRICTED else None,
        Mark("Données fictives", solid=False) if document.fictional else None,
    )
    day = date_long(document.date, weekday=False)
    return PageText(
        letterhead=tuple(typeset(line) for line in document.letterhead),
        marks=tuple(mark for mark in marks if mark is not None),
        reference=facts.reference("summons", document),
        diffusion="diffusion restreinte" if document.disclosure is DisclosureLevel.RESTRICTED else "",
        place_and_date=place + issued,
        running_left=typeset(f"{document.committee}, séance n° {document.number} du {day}"),
        running_right=title,
        status=typeset(f"Établie le {issued}"),
    )


def _description(document: SummonsDocument, title: str) -> Description:
    return Description(
        title=f"{title}, {document.committee}",
        author=document.letterhead[0] if document.letterhead else document.committee,
        subject=facts.reference("summons", document),
        issued=document.issued_on,
    )
