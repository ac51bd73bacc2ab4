"""The document layer by itself: lines, boxes, tables, figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.shapes import Drawing, Rect, String

from psq_desktop.exports.pdf.boxes import Cell, Column, Row, TextBox
from psq_desktop.exports.pdf.colour_profile import srgb
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.flowables import Figure
from psq_desktop.exports.pdf.metadata import Description
from psq_desktop.exports.pdf.page import PageText
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import BODY, CELL
from psq_desktop.exports.pdf.tables import Columns, Table, Words
from psq_desktop.exports.pdf.text import Span, break_lines, pieces
from tests.exports.pdf_checks import archive_findings, figure_faults, structure_faults, text_of

PAGE = PageText(("Préfecture",), (), "X-1", "diffusion : public", "Calais", "Gauche", "Droite", "Projet")
ABOUT = Description("Titre", "Préfecture", "X-1", date(2026, 11, 12))


def drawing() -> Drawing:
    picture = Drawing(120, 40)
    picture.add(Rect(0, 0, 60, 20))
    picture.add(String(0, 25, "Avancement"))
    return picture


def with_figure() -> bytes:
    story = Story()
    story.title("Au-dessus", "Titre", "Au-dessous")
    figure = Figure.of_drawing(story.root.add("Figure"), "Avancement : 50 %.", drawing())
    story.add(figure)
    return build(story, PAGE, ABOUT)


def test_figure_is_tagged_and_its_font_embedded() -> None:
    content = with_figure()
    assert structure_faults(content) == []
    assert archive_findings(content) == set()
    assert "Avancement" in text_of(content)


def test_figure_check_notices() -> None:
    with pikepdf.open(BytesIO(with_figure())) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        for element in numbers[1]:
            if "/Alt" in element:
                del element.Alt
        assert figure_faults(pdf) == ["figure without Alt or BBox"]


def test_figure_needs_words() -> None:
    with pytest.raises(ValueError, match="alternative"):
        Figure.of_drawing(Story().root.add("Figure"), " ", drawing())


def table(rows: int, *, title_every: int = 0, height: int = 1) -> bytes:
    story = Story()
    story.title("Au-dessus", "Titre", "")
    body = []
    for number in range(rows):
        if title_every and number % title_every == 0:
            body.append([[Words(f"Groupe {number}", CELL)]])
        body.append([[Words(f"ligne {number} " * height, CELL)], [Words(str(number), replace(CELL, right=True))]])
    columns = Columns(("Nom", "Nombre"), (200.0, 100.0), right=frozenset({1}))
    story.add(Table(story.root.add("Table"), columns, body, total=[[Words("Total", CELL)], [Words("n", CELL)]]))
    return build(story, PAGE, ABOUT)


@pytest.mark.parametrize("content", [table(1), table(200), table(120, title_every=7), table(3, height=2000)])
def test_split_tables_stay_one_table(content: bytes) -> None:
    assert structure_faults(content) == []
    said = text_of(content)
    assert said.count("ligne 2 ") <= 2000
    with pikepdf.open(BytesIO(content)) as pdf:
        # The header is content on the first page of the table and an artifact on the others.
        assert len(pdf.pages) == 1 or said.count("Nom ") > 1


@pytest.mark.parametrize("title_every", range(1, 12))
def test_a_group_title_never_ends_a_page(title_every: int) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(table(90, title_every=title_every))
    for page in document:
        lines = [x for x in page.get_textpage().get_text_range().splitlines() if x.startswith(("ligne", "Groupe"))]
        assert not lines or lines[-1].startswith("ligne")
    document.close()


@pytest.mark.parametrize("lines", range(36, 48))
def test_a_table_does_not_begin_with_a_title_alone(lines: int) -> None:
    import pypdfium2

    story = Story()
    story.title("Au-dessus", "Titre", "")
    for _ in range(lines):
        story.paragraph("Texte", replace(BODY, after=0.0))
    body = [[[Words("Groupe", CELL)]], [[Words("ligne", CELL)], [Words("1", CELL)]]]
    story.add(Table(story.root.add("Table"), Columns(("Nom", "Nombre"), (200.0, 100.0)), body))
    document = pypdfium2.PdfDocument(build(story, PAGE, ABOUT))
    said = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert all(("Groupe" in page) is ("ligne" in page) is ("Nombre" in page) for page in said)


@pytest.mark.parametrize("offset", range(0, 18, 2))
def test_what_a_total_takes_along_gets_no_second_header_on_the_page(offset: int) -> None:
    import pypdfium2

    for rows in range(32, 37):
        story = Story()
        story.title("Au-dessus", "Titre", "")
        story.paragraph("Texte", replace(BODY, after=float(offset)))
        body = [[[Words(f"ligne {number}", CELL)], [Words("1", CELL)]] for number in range(rows)]
        total = [[Words("Total", CELL)], [Words("n", CELL)]]
        story.add(Table(story.root.add("Table"), Columns(("Nom", "Nombre"), (200.0, 100.0)), body, total=total))
        document = pypdfium2.PdfDocument(build(story, PAGE, ABOUT))
        for page in document:
            assert page.get_textpage().get_text_range().count("Nombre") <= 1
        document.close()


@settings(deadline=None)
@given(st.text(st.sampled_from("abc déÉœ 1er"), max_size=200), st.floats(8, 400))
def test_lines_keep_every_word_and_fit(typed: str, width: float) -> None:
    content = pieces([Span(typed), Span(" fin", bold=True)], BODY)
    lines = break_lines(content, width)
    kept = "".join(text + (" " if i == len(line.parts) - 1 and line.spaced else "")
                   for line in lines for i, (_, text) in enumerate(line.parts))  # fmt: skip
    assert kept.split() == (typed + " fin").split()
    for line in lines:
        assert line.width <= width + 0.02 or sum(len(text) for _, text in line.parts) == 1


def test_ordinals_are_raised_and_read_whole() -> None:
    found = pieces("Du 1er au 3e trimestre, 12e point, 3en, v1e, 2,1er", BODY)
    assert [piece.text for piece in found if piece.rise] == ["er", "e", "e"]
    assert [piece.spoken for piece in found if piece.spoken] == ["1er", "3e", "12e"]
    assert "".join(piece.text for piece in found) == "Du 1er au 3e trimestre, 12e point, 3en, v1e, 2,1er"


@settings(deadline=None)
@given(st.integers(0, 12), st.integers(0, 12), st.floats(0, 300))
def test_cutting_loses_nothing(first: int, second: int, height: float) -> None:
    def column(lines: int) -> Column:
        return Column([TextBox("mot " * 3 * lines, BODY), TextBox("mot " * lines, BODY)])

    row = Row([Cell(column(first)), Cell(column(second))], [70.0, 70.0])
    whole = row.lay()
    halves = row.cut(height)
    if halves is not None:
        upper, lower = halves
        assert upper.lay(0) <= height
        assert upper.lay(0) + lower.lay(0) >= whole - 2 * BODY.after - BODY.leading


def test_colour_profile_declares_its_own_length() -> None:
    assert int.from_bytes(srgb()[:4], "big") == len(srgb())
