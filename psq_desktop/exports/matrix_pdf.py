"""The matrix « Qui fait quoi » as a tagged PDF, and as a part of the progress dashboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from psq_desktop.services.progress_rows import Matrix, MatrixCell, MatrixPartner, ObjectiveRow, ProgressDocument
from psq_desktop.wording import word

TITLE = "Qui fait quoi : engagements par objectif et par partenaire"
_MOST = {LANDSCAPE: 16, LANDSCAPE_A3: 26}  # columns of partners that stay readable
_NAMES = 218.0
_WIDEST = 48.0  # column
_LINE = 11.25  # of a cell; its mark stands in the middle, the frame of a pilot out of it
_FRAME = (21.0, 15.2)


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
        story.add(_table(story, matrix, matrix.partners[start : start + size], sheet))
    _legend(story, matrix)


def _table(story: Story, matrix: Matrix, partners: Sequence[MatrixPartner], sheet: Sheet) -> Table:
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
        count = sum(c.commitments for (partner_id, _), c in matrix.cells.items() if partner_id == p.id)
        total.append([Words(number(count), CELL_STRONG_CENTRE)])
    return Table(story.root.add("Table"), columns, _rows(matrix, partners), total=total)


def _head(label: str, wide: float) -> str:
    """The column's name, word by word as much of it as fits."""
    return " ".join(fitted(part, wide - 2, HEADER_CELL.size, measure, 600) for part in typeset(label).split(" "))


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
    if cell.state is not None:
        yield from mark(commitment_mark(cell.state), x - 5, y - 5, 10)
    if cell.pilot:
        wide, high = _FRAME
        yield Rect(x - wide / 2, y - high / 2, wide, high, None, "text", 1.1, 3.2)


def _legend(story: Story, matrix: Matrix) -> None:
    """The marks that occur with their words, in one line; then the acronyms."""
    used = {cell.state for cell in matrix.cells.values()}
    entries: list[tuple[str, float, Sequence[Shape]]] = [
        (word(state), 14.0, mark(commitment_mark(state), 0, 0.8, 10)) for state in CommitmentState if state in used
    ]
    entries.append(("Pilote de l’objectif", 24.0, (Rect(0.5, -1.2, 19, 13.8, None, "text", 1.1, 3.2),)))
    cells: list[Cell] = []
    widths: list[float] = []
    for text, indent, shapes in entries:
        cells += [Cell(Column([_drawing(shapes)])), Cell(Column([TextBox(text, CELL)]), story.root.add("P"))]
        widths += [indent, measure(text, CELL.size) + 18]
    cells.append(Cell(Column([TextBox(typeset("Case vide : non concerné"), CELL_GREY)]), story.root.add("P")))
    row = Row(cells, [*widths, 140.0], gutter=0.0)
    row.before, row.after = 3 * UNIT, 1.5 * UNIT
    story.add(Block(row, whole=True))
    if words := facts.acronyms(matrix.partners):
        story.paragraph(words, SMALL)


def _drawing(shapes: Sequence[Shape]) -> PictureBox:
    return PictureBox(lambda width, height, measure: Picture(width, height, tuple(shapes), ""), _LINE)
