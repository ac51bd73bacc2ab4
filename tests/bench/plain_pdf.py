"""The same minutes by plain reportlab: what anybody would write first, and no more than that.

It has the words of the tagged file in the same sizes and the same five Lato faces (embedded as subsets): headings,
paragraphs, lists, decision blocks on a tint, the three tables with repeated headers, a running title and a footer.
It has no structure, no metadata, no outline, no letterhead, no state icons, no « sur 50 » beside the page number.
Its words are made before the clock starts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from psq_desktop.exports import facts
from psq_desktop.exports.pdf import page, styles
from psq_desktop.exports.pdf.styles import HANG, PAGE_HEIGHT, PORTRAIT, TEXT_WIDTH, Sheet, TextStyle
from psq_desktop.french import date_long, date_short, typeset
from psq_desktop.richtext import Block, BlockKind
from psq_desktop.services.minuting.minutes_rows import DecisionLine, MeetingDocument
from psq_desktop.wording import word

Words = tuple[str, TextStyle]  # reportlab's markup
Cell = Sequence[Words]

_HEADER = HexColor("#C3CAD7")
_RULES = TableStyle(
    [
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, _HEADER),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 2.3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.2),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)
_DECISION = TableStyle(
    [
        ("SPAN", (0, 0), (-1, 0)),
        ("BACKGROUND", (0, 0), (-1, -1), HexColor("#F3F5F9")),
        ("LINEBEFORE", (0, 0), (0, -1), 2.5, HexColor("#2A48C8")),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)
_BARE = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of paragraphs."""

    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float]
    style: TableStyle
    header: int = 0
    left: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph in the running text."""

    words: Words
    left: float = 0.0
    bullet: str = ""


@dataclass(frozen=True, slots=True)
class PlainMinutes:
    """Everything to draw, in order."""

    parts: Sequence[Text | Grid]
    running: str
    footer: str


# ---------------------------------------------------------------- words, before the clock starts


def prepare(document: MeetingDocument) -> PlainMinutes:
    """The document's words."""
    parts: list[Text | Grid] = [
        Text((_plain(document.committee), styles.EYEBROW)),
        Text((_plain(f"Compte rendu de la séance n° {document.number}"), styles.H1)),
        Text((_plain(document.district), styles.SUBTITLE)),
        _meta(document),
        Text((f"<b>L’essentiel.</b> {_plain(facts.essentials(document))}", styles.BODY)),
        Text(("Participants", styles.H2)),
        _participants(document),
        Text(("Suites données aux décisions antérieures", styles.H2)),
        _follow_up(document),
        Text(("Points de l’ordre du jour", styles.H2)),
    ]
    for item in document.items:
        parts.append(Text((f"{item.number}&nbsp;&nbsp;&nbsp;{_plain(item.title)}", styles.ITEM)))
        parts.append(Text((escape(facts.item_meta(item)), styles.SMALL), HANG))
        parts += (_note(block) for block in item.notes)
        parts += (_decision(line) for line in item.decisions)
    parts += [Text(("Relevé de décisions", styles.H2)), _record(document), *_closing(document)]
    day = date_long(document.date, weekday=False)
    running = typeset(f"{document.committee}, séance n° {document.number} du {day}")
    footer = f"{facts.reference('minutes', document)}   {facts.diffusion(document)}"
    return PlainMinutes(parts, running, f"{footer}   {facts.status('minutes', document)}")


def _plain(text: str) -> str:
    return escape(typeset(text))


def _meta(document: MeetingDocument) -> Grid:
    columns = (
        ("Date et horaires", f"{facts.capital(date_long(document.date))} {facts.hours(document)}"),
        ("Lieu", document.place),
        ("Présidence", f"{document.chair}, {document.chair_role}"),
        ("Secrétariat", document.secretary),
    )
    cells = [[(name, styles.META_LABEL), (_plain(value), styles.META_VALUE)] for name, value in columns]
    return Grid([cells], [TEXT_WIDTH / 4] * 4, _BARE)


def _participants(document: MeetingDocument) -> Grid:
    def people(found: Sequence[facts.Attendee]) -> Cell:
        return [
            (_plain(each.name) + (f" <i>({_plain(each.mention)})</i>" if each.mention else ""), styles.CELL)
            for each in found
        ] or [(facts.DASH, styles.CELL)]

    rows = [
        [
            [(_plain(row.college), styles.CELL_STRONG)],
            *(people(found) for found in (row.present, row.represented, row.missing)),
        ]
        for row in facts.college_rows(document)
    ]
    total = [[(escape(text), styles.CELL_STRONG)] for text in facts.totals(document)]
    widths = (90.0, 170.0, 106.0, TEXT_WIDTH - 366.0)
    return table(("Collège", "Présents", "Représentés", "Excusés ou absents"), [*rows, total], widths)


def table(headers: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float]) -> Grid:
    """A table under its headers."""
    head: list[Cell] = [[(words, styles.HEADER_CELL)] for words in headers]
    return Grid([head, *rows], widths, _RULES, header=1)


def _follow_up(document: MeetingDocument) -> Grid:
    rows = [
        [
            [(line.ref, styles.CELL_STRONG)],
            [(_plain(line.text), styles.CELL), (_plain(line.comment), styles.CELL_GREY)],
            [(_pilot(line), styles.CELL)],
            [(_due(line), styles.CELL)],
            [(escape(facts.state_text(line)), styles.CELL_STRONG)],
        ]
        for line in document.follow_up
    ]
    return table(("N°", "Décision", "Pilote", "Échéance", "État"), rows, (44.0, 200.0, 76.0, 66.0, TEXT_WIDTH - 386.0))


def _record(document: MeetingDocument) -> Grid:
    rows = [
        [
            [(line.ref, styles.CELL_STRONG)],
            [(_plain(line.text), styles.CELL)],
            [(_pilot(line), styles.CELL_STRONG), (f"avec {_associates(line)}", styles.CELL_GREY)],
            [(_due(line), styles.CELL)],
            [(_plain(line.proof), styles.CELL)],
        ]
        for line in document.decisions
    ]
    headers = ("N°", "Décision", "Pilote et associés", "Échéance", "Preuve attendue")
    return table(headers, rows, (44.0, 138.0, 142.0, 66.0, TEXT_WIDTH - 390.0))


def _pilot(line: DecisionLine) -> str:
    return escape(facts.names((line.pilot,))) if line.pilot else facts.NO_PILOT


def _associates(line: DecisionLine) -> str:
    return escape(facts.names(line.associates))


def _due(line: DecisionLine) -> str:
    return date_short(line.due) if line.due else facts.NO_DUE_DATE


def _note(block: Block) -> Text:
    markup = ""
    for run in block.runs:
        words = _plain(run.text)
        words = f"<b>{words}</b>" if run.bold else words
        markup += f"<i>{words}</i>" if run.italic else words
    bullet = "•" if block.kind is BlockKind.BULLET else ""
    return Text((markup, styles.BODY), HANG, bullet)


def _decision(line: DecisionLine) -> Grid:
    width = TEXT_WIDTH - HANG
    label = (f"{word(line.kind).upper()} {line.ref}", TextStyle("Lato-Bold", 7.5, 11.5))
    cells: list[Cell] = [
        [(name, styles.LABEL), (value, styles.CELL)]
        for name, value in (
            ("Pilote", _pilot(line)),
            ("Associés", _associates(line)),
            ("Échéance", _due(line)),
            ("Preuve attendue", _plain(line.proof)),
        )
    ]
    first: list[Cell] = [[label, (_plain(line.text), styles.DECISION)], (), (), ()]
    return Grid([first, cells], [width * share for share in (0.22, 0.27, 0.18, 0.33)], _DECISION, left=HANG)


def _closing(document: MeetingDocument) -> list[Text]:
    lines = (
        ("Prochaine séance", styles.H3),
        (facts.next_meeting_text(document), styles.BODY),
        ("Diffusion", styles.H3),
        (facts.diffusion_text(document), styles.BODY),
        *((typeset(text), styles.BODY) for text in facts.signature(document)),
    )
    return [Text((escape(text), style)) for text, style in lines]


# ---------------------------------------------------------------- drawing, on the clock


def render(minutes: PlainMinutes, sheet: Sheet = PORTRAIT) -> bytes:
    """The PDF's bytes."""
    buffer = BytesIO()
    template = SimpleDocTemplate(
        buffer,
        pagesize=(sheet.width, sheet.height),
        leftMargin=sheet.margin - 6,  # a frame of reportlab's adds six points
        rightMargin=sheet.margin - 6,
        topMargin=PAGE_HEIGHT - page.LATER_TOP - 6,
        bottomMargin=page.BOTTOM - 6,
        pageCompression=1,
    )
    furniture = _furniture(minutes, sheet)
    template.build([_flowable(part) for part in minutes.parts], onFirstPage=furniture, onLaterPages=furniture)
    return buffer.getvalue()


@lru_cache(maxsize=100)
def _style(style: TextStyle, left: float) -> ParagraphStyle:
    red, green, blue = map(float, style.colour.split())
    colour = HexColor(f"#{round(red * 255):02X}{round(green * 255):02X}{round(blue * 255):02X}")
    return ParagraphStyle(
        f"{style.font} {style.size}",
        fontName=style.font,
        fontSize=style.size,
        leading=style.leading,
        textColor=colour,
        spaceBefore=style.before,
        spaceAfter=style.after,
        leftIndent=left,
    )


def _paragraph(words: Words, left: float = 0.0) -> Paragraph:
    return Paragraph(words[0], _style(words[1], left))


def _flowable(part: Text | Grid) -> Flowable:
    if isinstance(part, Text):
        text, style = part.words
        if part.bullet:
            return Paragraph(text, _style(style, part.left + 12), bulletText=part.bullet)
        return _paragraph(part.words, part.left)
    rows = [[[_paragraph(words) for words in cell] for cell in row] for row in part.rows]
    return Table(
        rows,
        part.widths,
        style=part.style,
        repeatRows=part.header,
        hAlign="RIGHT" if part.left else "LEFT",
        spaceBefore=5,
        spaceAfter=5,
    )


def _furniture(minutes: PlainMinutes, sheet: Sheet) -> Callable[[Any, Any], None]:
    def draw(canvas: Any, template: Any) -> None:
        canvas.setFont("Lato", 8)
        canvas.drawString(sheet.margin, sheet.height - 45, minutes.running)
        canvas.line(sheet.margin, sheet.height - 50, sheet.width - sheet.margin, sheet.height - 50)
        canvas.line(sheet.margin, 44, sheet.width - sheet.margin, 44)
        canvas.drawString(sheet.margin, 32, minutes.footer)
        canvas.drawRightString(sheet.width - sheet.margin, 32, f"Page {template.page}")

    return draw
