"""Page 1 of the progress dashboard: figures, declared outlooks, axes, pilots, what is left to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from psq_desktop.charts.bars import BarRow, Count, Progress, bars, counts
from psq_desktop.charts.marks import outlook_mark
from psq_desktop.charts.shapes import Measure, Picture, Tone, line
from psq_desktop.exports import objective_facts as facts
from psq_desktop.exports import objective_matters as matters
from psq_desktop.exports.facts import DASH
from psq_desktop.exports.objective_pdf import CELL_RIGHT, CELL_STATE, outlook_words
from psq_desktop.exports.pdf.beside import Panel, RuledRow, SideBySide
from psq_desktop.exports.pdf.boxes import Cell, Column, TextBox
from psq_desktop.exports.pdf.flowables import Block
from psq_desktop.exports.pdf.fonts import BOLD, REGULAR, SEMIBOLD
from psq_desktop.exports.pdf.picture import Builder, MarkIcon, PictureBox, measure
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import (
    CELL_GREY,
    CELL_STRONG,
    LANDSCAPE,
    PANEL_HEADING,
    SECONDARY,
    SMALL,
    UNIT,
    WARNING,
    TextStyle,
)
from psq_desktop.exports.pdf.tables import CellContent, Columns, Table, Words
from psq_desktop.exports.pdf.text import Span
from psq_desktop.french import number, percent, plural, typeset
from psq_desktop.services.kinds import DisclosureLevel, OutlookState
from psq_desktop.services.steering.progress_rows import PilotSummary, ProgressDocument
from psq_desktop.wording import word

_WIDTH = LANDSCAPE.text_width
_KEY = TextStyle(BOLD, 24, 28)
_KEY_WORDS = TextStyle(SEMIBOLD, 9, 11.5)
_KEY_NOTE = TextStyle(REGULAR, 8.25, 10.5, SECONDARY)
_MATTER = TextStyle(REGULAR, 8.5, 10.75)
_SUM = replace(CELL_STATE, right=True)
_AXIS, _CLOSEST_AXIS, _AXES = 16.6, 12.0, 5  # height of an axis, and how many have all of it
_LEFT, _GAP = 296.0, 32.0
_TONES: tuple[Tone, ...] = ("ok", "info", "warn", "bad", "neutral")

_PILOTS = Columns(
    ("Pilote", "Objectifs", "Sécurisé", "Atteign.", "Appuis", "Compromis", "Non rens.", "Engagements tenus"),
    (_WIDTH - _LEFT - _GAP - 301.0, 42.0, 42.0, 40.0, 36.0, 48.0, 43.0, 50.0),
    padding=1.6,
    right=frozenset(range(1, 8)),
    gutter=4.0,
)
_MATTERS = Columns((), (104.0, _WIDTH - 104.0), padding=1.6)


def write_page(story: Story, document: ProgressDocument) -> None:
    """Everything under the title of page 1."""
    _key_figures(story, document)
    _panels(story, document)
    _matters(story, document)


def key_figures(document: ProgressDocument) -> tuple[tuple[str, str, str], ...]:
    """Figure, what it counts, and what it is to be read against."""
    rows = facts.rows(document)
    confident = [row for row in rows if row.outlook.confident]
    gaps = sum(row.gap is not None for row in confident)
    kept, taken = sum(p.kept for p in document.pilots), sum(p.taken for p in document.pilots)
    late = document.late_decisions
    whole = document.level is DisclosureLevel.RESTRICTED
    several = len(confident) > 1
    return (
        (
            number(len(rows)),
            "objectifs concertés" if len(rows) > 1 else "objectif concerté",
            f"{plural(len(document.axes), 'axe')}, {plural(document.partners, 'partenaire')}",
        ),
        (
            number(len(confident)),
            "sécurisés ou atteignables" if several else "sécurisé ou atteignable",
            f"dont {number(gaps)} en écart" if gaps else "aucun en écart",
        ),
        (
            facts.share_text(document.progress),
            "d’avancement moyen",
            f"pour {percent(document.elapsed)} du temps écoulé" if document.elapsed is not None else "sans échéances",
        ),
        (
            number(late),
            "décisions en retard" if late > 1 else "décision en retard",
            f"sur {plural(document.open_decisions, 'ouverte')}" + ("" if whole else ", dans cette version"),
        ),
        (
            f"{number(kept)} sur {number(taken)}" if taken else DASH,
            "engagements tenus",
            "sans les propositions ni les abandons",
        ),
    )


def _key_figures(story: Story, document: ProgressDocument) -> None:
    cells = []
    for lines in key_figures(document):
        boxes = [
            TextBox(typeset(text), style) for text, style in zip(lines, (_KEY, _KEY_WORDS, _KEY_NOTE), strict=True)
        ]
        cells.append(Cell(Column(boxes), story.root.add("P")))
    row = RuledRow(cells, [_WIDTH / len(cells)] * len(cells), gutter=14.0)
    row.after = 2.5 * UNIT
    story.add(Block(row))


def _panels(story: Story, document: ProgressDocument) -> None:
    left = story.apart(lambda: _left(story, document))
    right = story.apart(lambda: _pilots(story, document))
    story.add(SideBySide((Panel(left, _LEFT), Panel(right, _WIDTH - _LEFT - _GAP)), _GAP))


def _left(story: Story, document: ProgressDocument) -> None:
    rows = facts.rows(document)
    story.heading(2, typeset(f"Appréciation déclarée {_of(len(rows))}"), PANEL_HEADING)
    declared = [row.outlook for row in rows]
    told = [
        Count(word(state), tone, declared.count(state), outlook_mark(state))
        for state, tone in zip(OutlookState, _TONES, strict=True)
    ]
    _figure(story, lambda width, height, m: counts(told, width, measure=m))
    story.heading(2, "Avancement par axe", PANEL_HEADING)
    row = min(_AXIS, max(_CLOSEST_AXIS, _AXES * _AXIS / max(len(document.axes), 1)))
    _figure(story, lambda width, height, m: bars(_axes(document), width, measure=m, paper=True, row=row))
    story.paragraph(facts.AXIS_HATCHES, replace(SMALL, before=UNIT / 2))


def _of(count: int) -> str:
    return f"des {number(count)} objectifs" if count > 1 else "de l’objectif"


def _axes(document: ProgressDocument) -> list[BarRow]:
    return [
        BarRow(
            f"{axis.number}. {axis.name}",
            Progress(axis.progress, axis.elapsed, alert=axis.alert),
            facts.share_text(axis.progress),
        )
        for axis in document.axes
    ]


def _figure(story: Story, builder: Builder) -> None:
    def ruled(width: float, height: float, m: Measure) -> Picture:
        picture = builder(width, height, m)
        edges = (
            line((0, 0), (width, 0), "text", 0.9),
            line((0, picture.height), (width, picture.height), "text3", 0.6),
        )
        return replace(picture, shapes=(*picture.shapes, *edges))

    story.add(Block(PictureBox(ruled, 0.0, story.root.add("Figure"))))


def _pilots(story: Story, document: ProgressDocument) -> None:
    story.heading(2, "Par partenaire pilote", PANEL_HEADING)
    rows = facts.rows(document)
    lines = [_pilot(facts.pilot_name(p), p.outlooks, p) for p in document.pilots]
    orphans = [row.outlook for row in rows if row.pilot_id is None]
    if orphans:
        lines.append(_pilot("Sans pilote", tuple(orphans.count(state) for state in OutlookState), None))
    sums = tuple([row.outlook for row in rows].count(state) for state in OutlookState)
    kept, taken = sum(p.kept for p in document.pilots), sum(p.taken for p in document.pilots)
    total = [
        [Words("Ensemble", CELL_STRONG)],
        *([Words(number(count), _SUM)] for count in (len(rows), *sums)),
        [Words(facts.kept_text(kept, taken), _SUM)],
    ]
    story.add(Table(story.root.add("Table"), _PILOTS, lines, total=total))


def _pilot(name: str, outlooks: Sequence[int], summary: PilotSummary | None) -> Sequence[CellContent]:
    figures = (sum(outlooks), *outlooks)
    return [
        [Words(typeset(name), CELL_STRONG)],
        *([Words(number(count) if count else DASH, CELL_RIGHT)] for count in figures),
        [Words(facts.kept_text(summary.kept, summary.taken) if summary else DASH, CELL_RIGHT)],
    ]


# ---------------------------------------------------------------- what is left to decide


def _matters(story: Story, document: ProgressDocument) -> None:
    found = matters.matters(document)
    story.heading(2, "À arbitrer", PANEL_HEADING, room=60)
    if not found:
        story.paragraph("Aucun objectif n’appelle d’arbitrage.", CELL_GREY)
        return
    story.add(Table(story.root.add("Table"), _MATTERS, (_matter(matter) for matter in found), least_padding=0.5))


def _matter(matter: matters.Matter) -> Sequence[CellContent]:
    state = (
        Words(Span(matter.word, colour=WARNING), CELL_STATE, MarkIcon("gap"))
        if matter.gap
        else outlook_words(matter.row.outlook)
    )
    title = f"{matter.row.code} {typeset(matter.row.title)}. "
    told = " ".join(matter.sentences)
    room = _MATTERS.widths[1] - measure(title, _MATTER.size, 600)
    # The pilot's own words when they fit beside the figures: they are in full on the action sheet.
    if matter.comment and measure(f"{told} {matter.comment}", _MATTER.size) <= room:
        told = f"{told} {matter.comment}"
    return [[state], [Words([Span(title, bold=True), told or matter.comment], _MATTER)]]
