"""The matrix « Qui fait quoi » as a tagged PDF, and as a part of the progress dashboard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from math import ceil

from psq_desktop.charts.marks import commitment_mark, mark
from psq_desktop.charts.shapes import Measure, Picture, Rect, Shape, fitted
from psq_desktop.exports import objective_facts as facts
from psq_desktop.exports.objective_pdf import CELL_STRONG_CENTRE, LEAD, description, page_text
from psq_desktop.exports.pdf.boxes import Cell, Column, Row, TextBox
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.flowables import Block
from psq_desktop.exports.pdf.picture import PictureBox, measure
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import (
    ACCENT_TEXT,
    CELL,
    CELL_GREY,
    CELL_STRONG,
    H1,
    HEADER_CELL,
    LANDSCAPE,
    LANDSCAPE_A3,
    PAGE_HEADING,
    SMALL,
    UNIT,
    Sheet,
)
from psq_desktop.exports.pdf.tables import CellContent, Columns, Figured, Table, Words
from psq_desktop.exports.pdf.tagging import Node
from psq_desktop.exports.pdf.text import Span
from psq_desktop.french import number, typeset
from psq_desktop.services.kinds import CommitmentState
from psq_desktop.services.steering.progress_rows import (
    Matrix,
    MatrixCell,
    MatrixPartner,
    ObjectiveRow,
    ProgressDocument,
)
from psq_desktop.wording import word

TITLE = "Qui fait quoi : engagements par objectif et par partenaire"
_MOST = {LANDSCAPE: 16, LANDSCAPE_A3: 26}  # columns of partners that stay readable
_NAMES = 218.0
_WIDEST = 48.0  # column
_LINE = 11.25  # of a cell; its mark stands in the middle, the frame of a pilot out of it
_FRAME = (21.0, 14.4)
_SIDE, _LATE_SIDE = 10.0, 8.0  # of a mark
_HEAD_WORDS = 8  # of a column's name, mostly a line each
_CLOSEST = 1.2  # padding of rows that have to share their page with the legend


def render(document: ProgressDocument) -> bytes:
    """The PDF's bytes: A4, or A3 when the partners are many."""
    sheet = LANDSCAPE if len(document.matrix.partners) <= _MOST[LANDSCAPE] else LANDSCAPE_A3
    title = typeset(TITLE)
    story = Story()
    story.heading(1, title, replace(H1, size=20, leading=24))
    story.paragraph(facts.subtitle(document), LEAD)
    write_matrix(story, document.matrix, sheet)
    return build(story, page_text(document, "Matrice"), description(document, title), sheet)


def write_section(story: Story, document: ProgressDocument, sheet: Sheet) -> None:
    """The matrix on its own page of a larger document."""
    story.new_page()
    story.heading(2, typeset(TITLE), PAGE_HEADING)
    write_matrix(story, document.matrix, sheet)


def write_matrix(story: Story, matrix: Matrix, sheet: Sheet) -> None:
    """One table, or several when the partners do not fit into the width of a page; then the legend."""
    if not matrix.objectives or not matrix.partners:
        story.paragraph("Aucun objectif ne demande encore rien à personne.", CELL_GREY)
        return
    parts = ceil(len(matrix.partners) / _MOST[sheet])
    size = ceil(len(matrix.partners) / parts)
    for start in range(0, len(matrix.partners), size):
        if start:
            story.new_page()
        node, last = story.root.add("Table"), start + size >= len(matrix.partners)
        below = story.apart(lambda: _legend(story, matrix, sheet)) if last else []
        reserve = sum(f.wrap(sheet.text_width, sheet.height)[1] + f.getSpaceBefore() + f.getSpaceAfter() for f in below)
        story.add(_table(node, matrix, matrix.partners[start : start + size], sheet, reserve))
        for flowable in below:
            story.add(flowable)


def _table(node: Node, matrix: Matrix, partners: Sequence[MatrixPartner], sheet: Sheet, reserve: float) -> Table:
    wide = min((sheet.text_width - _NAMES) / len(partners), _WIDEST)
    columns = Columns(
        ("Objectif", *(_head(facts.label_of(p), wide) for p in partners)),
        (sheet.text_width - wide * len(partners), *[wide] * len(partners)),
        padding=2.6,
        centred=frozenset(range(1, len(partners) + 1)),
        tinted=frozenset(range(2, len(partners) + 1, 2)),
        gutter=0.0,
    )
    total = [[Words("Engagements", CELL_STRONG)]]
    for p in partners:
        count = sum(c.commitments for row in matrix.objectives if (c := matrix.cells.get((p.id, row.id))) is not None)
        total.append([Words(number(count), CELL_STRONG_CENTRE)])
    rows = _rows(matrix, partners)
    return Table(node, columns, rows, total=total, least_padding=_CLOSEST, reserve=reserve)


def _head(label: str, wide: float) -> str:
    """The column's name, word by word as much of it as fits, on few lines: the legend has the whole of it."""
    words = [fitted(part, wide - 2, HEADER_CELL.size, measure, 600) for part in typeset(label).split()]
    shown = words[:_HEAD_WORDS]
    if len(words) > _HEAD_WORDS and not shown[-1].endswith("…"):
        shown[-1] = fitted(f"{shown[-1]}…", wide - 2, HEADER_CELL.size, measure, 600)
    return " ".join(shown)


def _rows(matrix: Matrix, partners: Sequence[MatrixPartner]) -> Iterator[Sequence[CellContent]]:
    for axis, rows in groupby(matrix.objectives, key=lambda row: (row.code.partition(".")[0], row.axis)):
        yield [axis_title(*axis)]
        for row in rows:
            cells = (matrix.cells.get((p.id, row.id)) for p in partners)
            yield [[name_words(row)], *(_mark(cell) for cell in cells)]


def axis_title(axis_number: str, name: str) -> CellContent:
    """The row that names an axis."""
    return [Words(Span(typeset(f"Axe {axis_number}. {name}"), bold=True, colour=ACCENT_TEXT), CELL_STRONG)]


def name_words(row: ObjectiveRow) -> Words:
    """« 2.1 Bus du soir sûrs »."""
    return Words([Span(f"{row.code}\u00a0 ", bold=True), typeset(row.title)], CELL)


def _mark(cell: MatrixCell | None) -> CellContent:
    if cell is None:
        return ()
    node = Node("Figure")

    def draw(width: float, height: float, measure: Measure) -> Picture:
        return Picture(width, height, tuple(_shapes(cell, width / 2, height / 2)), facts.cell_words(cell))

    return [Figured(PictureBox(draw, _LINE, node), node)]


def _shapes(cell: MatrixCell, x: float, y: float) -> Iterator[Shape]:
    parts = [(name, _SIDE) for name in _mark_names(cell)] + [("late", _LATE_SIDE)] * bool(cell.late)
    wide = sum(side for _, side in parts) + 1.5 * max(len(parts) - 1, 0)
    left = x - wide / 2
    for name, side in parts:
        yield from mark(name, left, y - side / 2, side)
        left += side + 1.5
    if cell.pilot:
        frame, high = max(_FRAME[0], wide + 7), _FRAME[1]
        yield Rect(x - frame / 2, y - high / 2, frame, high, None, "text", 1.1, 3.2)


def _mark_names(cell: MatrixCell) -> list[str]:
    if cell.state is not None:
        return [commitment_mark(cell.state)]
    return [] if cell.pilot else ["associate"]


_Entry = tuple[str, float, Sequence[Shape]]  # words, their indent, what stands before them


def _legend(story: Story, matrix: Matrix, sheet: Sheet) -> None:
    """The marks that occur with their words, on as many lines as it takes; then the acronyms."""
    before = 3 * UNIT
    for entries in _lines(_entries(matrix), sheet.text_width):
        cells: list[Cell] = []
        for text, _, shapes in entries:
            style = CELL if shapes else CELL_GREY
            cells += [Cell(Column([_drawing(shapes)])), Cell(Column([TextBox(text, style)]), story.root.add("P"))]
        widths = [part for text, indent, _ in entries for part in (indent, _room(text))]
        row = Row(cells, widths, gutter=0.0)
        row.before, row.after = before, 1.5 * UNIT
        before = 0.0
        story.add(Block(row, whole=True))
    if words := facts.acronyms(matrix.partners):
        story.paragraph(words, SMALL)


def _entries(matrix: Matrix) -> Iterator[_Entry]:
    cells = matrix.cells.values()
    used = {name for cell in cells for name in _mark_names(cell)}
    named = [(word(state), commitment_mark(state)) for state in CommitmentState]
    for text, name in (*named, (facts.HELPER, "associate")):
        if name in used:
            yield typeset(text), 14.0, mark(name, 0, 0.8, _SIDE)
    if any(cell.late for cell in cells):
        yield "Engagement en retard", 12.0, mark("late", 0, 1.8, _LATE_SIDE)
    yield "Pilote de l’objectif", 24.0, (Rect(0.5, -1.2, 19, 13.8, None, "text", 1.1, 3.2),)
    yield typeset("Case vide : non concerné"), 0.0, ()


def _lines(entries: Iterable[_Entry], width: float) -> list[list[_Entry]]:
    lines: list[list[_Entry]] = [[]]
    left = 0.0
    for entry in entries:
        wide = entry[1] + _room(entry[0])
        if lines[-1] and left + wide > width:
            lines.append([])
            left = 0.0
        lines[-1].append(entry)
        left += wide
    return lines


def _room(text: str) -> float:
    return measure(text, CELL.size) + 16


def _drawing(shapes: Sequence[Shape]) -> PictureBox:
    return PictureBox(lambda width, height, measure: Picture(width, height, tuple(shapes), ""), _LINE)
