"""The parts of the chair's brief: each in as many lines as there is room for, the others counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from psq_desktop.exports import brief_facts as says
from psq_desktop.exports import facts
from psq_desktop.exports.objective_pdf import outlook_words
from psq_desktop.exports.pdf import icons
from psq_desktop.exports.pdf.boxes import Cell, Column, Row, TextBox
from psq_desktop.exports.pdf.flowables import Block, DecisionBox
from psq_desktop.exports.pdf.fonts import REGULAR, SEMIBOLD
from psq_desktop.exports.pdf.picture import MarkIcon
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import (
    ACCENT_TEXT,
    BAD,
    DECISION,
    GUTTER,
    LABEL,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SECONDARY,
    SMALL,
    UNIT,
    WARNING,
    Sheet,
    TextStyle,
)
from psq_desktop.exports.pdf.tables import CellContent, Columns, Table, Words
from psq_desktop.exports.pdf.text import Span, Spans
from psq_desktop.french import date_long, date_short, number, plural, time_text, typeset
from psq_desktop.rules import gap_words
from psq_desktop.services.facts import Gap
from psq_desktop.services.preparing.brief_rows import (
    MOST,
    BriefDocument,
    BriefItem,
    DraftLine,
    LateLine,
    OutlookLine,
    PartnerLine,
)

SHEET = Sheet(PAGE_WIDTH, PAGE_HEIGHT, 22 * MM, compact=True)
_WIDTH = SHEET.text_width
_TEXT = TextStyle(REGULAR, 10.5, 15.75, after=UNIT)
_CELL = TextStyle(REGULAR, 9.5, 12.5)
_STRONG = replace(_CELL, font=SEMIBOLD)
_GREY = replace(_CELL, size=9, colour=SECONDARY)
_FOOT = replace(SMALL, before=UNIT)
_HANG = 17.0
_PROMISE = 96  # letters of a promise and its source: two lines of its cell
NOTES = 72.0  # heading and a line at least

_RUN = Columns(
    ("Heure", "Point", "Attendu de la présidence", "Durée"),
    (50.0, _WIDTH - 248.0, 154.0, 44.0), padding=2.2, right=frozenset((3,)),
)  # fmt: skip
_LATE = Columns(("Partenaire", "Promis", "Échéance", "Retard"), (106.0, _WIDTH - 246.0, 72.0, 68.0), padding=2.0)
_OUTLOOKS = Columns(("Objectif", "Alors", "Aujourd’hui"), (_WIDTH - 250.0, 110.0, 140.0), padding=2.0)
_TEAM = Columns(
    ("Partenaire", "Réponse", "Présences", "Promesses", "En retard"),
    (_WIDTH - 306.0, 138.0, 56.0, 56.0, 56.0), padding=2.0, right=frozenset((2, 3, 4)),
)  # fmt: skip
_DRAFT_SPLIT = (0.22, 0.27, 0.18, 0.33)


@dataclass(frozen=True, slots=True)
class Room:
    """How many lines of each part are printed."""

    items: int
    late: int
    outlooks: int
    team: int
    thanks: int
    risks: int
    drafts: int
    matters: int = MOST
    letters: int = 150  # of what was typed at length
    notes: bool = True


def _listed(story: Story, rows: Iterable[Spans], *, numbered: bool = False) -> None:
    """A list whose labels hang in the margin."""
    found = list(rows)
    node = story.root.add("L", numbering="Decimal" if numbered else "Disc")
    for rank, spans in enumerate(found, start=1):
        item = node.add("LI")
        label = Span(str(rank), bold=True, colour=ACCENT_TEXT) if numbered else Span("–", colour=SECONDARY)
        mark, body = item.add("Lbl"), item.add("LBody")
        box = TextBox(spans, _TEXT, body, label=label, label_node=mark, indent=_HANG)
        story.add(Block(box))


def _table(
    story: Story, columns: Columns, rows: Iterable[Sequence[CellContent]], left: int, noun: tuple[str, str]
) -> None:
    """A table, and how many lines it leaves out."""
    story.add(Table(story.root.add("Table"), columns, rows))
    if left:
        story.paragraph(says.others(left, *noun).capitalize() + ".", _FOOT)


def matters(story: Story, document: BriefDocument, room: Room) -> None:
    """What to obtain."""
    story.section("À obtenir de cette séance")
    if not document.matters:
        story.paragraph("Rien n’est en souffrance dans la base : ni demande d’appui, ni retard, ni écart.", _TEXT)
        return
    rows = document.matters[: room.matters]
    _listed(story, (says.matter(row, room.letters, held=document.held) for row in rows), numbered=True)


def run(story: Story, document: BriefDocument, room: Room) -> None:
    """The agenda, with what each item asks of the chair."""
    story.section("Déroulé", room=110)
    if not document.items:
        story.paragraph("L’ordre du jour est encore vide.", _TEXT)
        return
    kept = says.shown(document.items, room.items)
    left = len(document.items) - kept
    _table(story, _RUN, (_item(item, room) for item in document.items[:kept]), left, ("point", "points"))
    story.paragraph(says.total(document), _FOOT)


def _item(item: BriefItem, room: Room) -> Sequence[CellContent]:
    minutes = typeset(f"{number(item.minutes)} min") if item.minutes is not None else facts.DASH
    title = [Words(says.clip(item.title, min(room.letters, 110)), _STRONG)]
    if words := says.detail(item):
        title.append(Words(words, _GREY))
    return (
        [Words(time_text(item.starts) if item.starts else typeset(f"Point {item.number}"), _STRONG)],
        title,
        [Words(says.expected(item), _CELL)],
        [Words(minutes, replace(_CELL, right=True))],
    )


def late(story: Story, document: BriefDocument, room: Room) -> None:
    """Promises past their day."""
    if not document.late:
        return
    story.section("Qui est en retard", room=90)
    kept = says.shown(document.late, room.late)
    left = len(document.late) - kept
    _table(story, _LATE, (_late_line(line, room) for line in document.late[:kept]), left, ("retard", "retards"))


def _late_line(line: LateLine, room: Room) -> Sequence[CellContent]:
    words = Span(plural(line.days, "jour"), bold=True, colour=BAD)
    source = typeset(f" ({line.source})")
    promise = says.clip(line.text, min(_PROMISE, room.letters) - len(source)).rstrip(".")
    return (
        [Words(says.clip(line.partner, 40) or facts.NO_PILOT, _STRONG)],
        [Words([Span(promise), Span(source, colour=SECONDARY)], _CELL)],
        [Words(date_short(line.due), _CELL)],
        [Words(words, _CELL, icons.LATE)],
    )


def outlooks(story: Story, document: BriefDocument, room: Room) -> None:
    """Declared outlooks that changed, or that figures contradict."""
    if not document.outlooks:
        return
    since = f" depuis le {date_long(document.previous, weekday=False, year=False)}" if document.previous else ""
    changed = any(line.before is not line.after for line in document.outlooks)
    story.section(f"Appréciations qui ont changé{since}" if changed else "Appréciations que les chiffres contredisent")
    kept = says.shown(document.outlooks, room.outlooks)
    left = len(document.outlooks) - kept
    rows = (_outlook(line) for line in document.outlooks[:kept])
    _table(story, _OUTLOOKS, rows, left, ("objectif", "objectifs"))


def _outlook(line: OutlookLine) -> Sequence[CellContent]:
    same = line.before is line.after
    now: list[Words] = [outlook_words(line.after, _STRONG)]
    if same:
        now = [Words("inchangée", _GREY)]
    return (
        [Words(typeset(f"{line.code} {says.clip(line.title, 70)}"), _STRONG)],
        [outlook_words(line.before, _STRONG)],
        [*now, *([_contradiction(line.gap)] if line.gap is not None else [])],
    )


def _contradiction(gap: Gap) -> Words:
    return Words(Span(gap_words(gap), colour=WARNING), _GREY, MarkIcon("gap"))


def risks(story: Story, document: BriefDocument, room: Room) -> None:
    """What to mind."""
    if not document.risks:
        return
    story.section("Points d’attention")
    _listed(story, (says.risk(row, room.letters) for row in document.risks[: says.shown(document.risks, room.risks)]))


def team(story: Story, document: BriefDocument, room: Room) -> None:
    """Who comes, and what they owe."""
    if not document.team:
        return
    story.section("Les partenaires", room=90)
    kept = says.shown(document.team, room.team)
    left = len(document.team) - kept
    _table(story, _TEAM, (_partner(line) for line in document.team[:kept]), left, ("partenaire", "partenaires"))


def _partner(line: PartnerLine) -> Sequence[CellContent]:
    right = replace(_CELL, right=True)
    late = Span(number(line.late), bold=True, colour=BAD) if line.late else Span("0")
    return (
        [Words(says.clip(line.name, 60), _STRONG)],
        [Words(says.reply(line), _CELL)],
        [Words(says.presence(line), right)],
        [Words(number(line.promises), right)],
        [Words(late, right)],
    )


def thanks(story: Story, document: BriefDocument, room: Room) -> None:
    """Whom to thank, and for what."""
    found = says.by_partner(document.thanks)
    if not found:
        return
    since = f" depuis le {date_long(document.previous, weekday=False, year=False)}" if document.previous else ""
    story.section(f"À remercier{since}")
    _listed(story, (says.thanks(row, room.letters) for row in found[: says.shown(found, room.thanks)]))


def drafts(story: Story, document: BriefDocument, room: Room) -> None:
    """Decisions that are typed already."""
    kept = document.drafts[: says.shown(document.drafts, room.drafts) if room.drafts else 0]
    if not kept:
        return
    story.section("Décisions prêtes à prendre", room=110)
    for draft in kept:
        story.add(Block(_draft(story, draft, room), whole=True))
    if left := len(document.drafts) - len(kept):
        story.paragraph(says.others(left, "décision", "décisions").capitalize() + ".", _FOOT)


def _draft(story: Story, draft: DraftLine, room: Room) -> DecisionBox:
    width = DecisionBox.inner_width(_WIDTH)
    widths = [width * share for share in _DRAFT_SPLIT]
    widths[-1] -= GUTTER
    group = story.root.add("Div")
    heading = TextBox(typeset(f"Projet {draft.ref}"), replace(LABEL, colour=ACCENT_TEXT), group.add("P"))
    text = TextBox(says.clip(draft.text, room.letters), DECISION, group.add("P"))
    told = (
        ("Pilote", facts.names((draft.pilot,)) if draft.pilot else facts.NO_PILOT),
        ("Associés", facts.names(draft.associates) or facts.DASH),
        ("Échéance", date_short(draft.due) if draft.due else facts.NO_DUE_DATE),
        ("Preuve attendue", says.clip(draft.proof, 90) or facts.DASH),
    )
    cells = [Cell(Column([TextBox(name, LABEL), TextBox(value, _CELL)]), group.add("P")) for name, value in told]
    return DecisionBox(Column([heading, text, Row(cells, widths)]), after=1.5 * UNIT)
