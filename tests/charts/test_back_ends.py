"""The same picture on the screen and on paper: every shape is drawn, and both say the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any, get_args

import pikepdf
import pypdfium2
import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from psq_desktop.charts.bars import progress_bar
from psq_desktop.charts.line import history
from psq_desktop.charts.shapes import Circle, Label, Measure, Path, Picture, Rect, Role, Shape
from psq_desktop.exports.pdf import picture as on_paper
from psq_desktop.exports.pdf.boxes import Cell, Column, Row, TextBox
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.flowables import Block
from psq_desktop.exports.pdf.metadata import Description
from psq_desktop.exports.pdf.page import PageText
from psq_desktop.exports.pdf.picture import MarkIcon, PictureBox
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import CELL
from psq_desktop.views import theme
from psq_desktop.views.tokens import THEMES, ThemeName
from psq_desktop.views.widgets import picture as on_screen
from psq_desktop.views.widgets.picture import PictureView, paint_picture
from tests.charts.series import BUS
from tests.exports.pdf_checks import archive_findings, structure_faults, text_of, tree

PAGE = PageText(("Préfecture",), (), "X-1", "diffusion : public", "Calais", "Gauche", "Droite", "Projet")
ABOUT = Description("Titre", "Préfecture", "X-1", date(2026, 11, 12))

SHAPES: dict[str, Shape] = {
    "rectangle": Rect(5, 5, 30, 20, "bad"),
    "rounded": Rect(5, 5, 30, 20, "info", "text", 1.5, 6),
    "dashed": Rect(5, 5, 30, 20, None, "text", 1.0, 0, (3.0, 2.0)),
    "line": Path(((5, 5), (35, 25)), "line", 1.6),
    "level": Path(((5, 15), (35, 15)), "target", 0.75, dash=(4.0, 2.4)),
    "filled": Path(((5, 25), (20, 5), (35, 25)), None, fill="warn_text"),
    "circle": Circle(20, 15, 9, "ok", "text", 1.2),
    "ring": Circle(20, 15, 9, None, "neutral_text", 1.2, (2.4, 2.0)),
    "label": Label("Cible 6,0", 20, 18, 8, "middle", 600, "text"),
}


@pytest.fixture(params=THEMES)
def named_theme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[ThemeName]:
    theme.apply(qapp, request.param)
    yield request.param
    theme.apply(qapp, "light")


def bus(width: float, height: float, measure: Measure) -> Picture:
    return history(BUS, width, height, measure=measure)


def painted(picture: Picture) -> QImage:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(theme.color("surface"))
    painter = QPainter(image)
    paint_picture(painter, picture)
    painter.end()
    return image


def inked(image: QImage) -> int:
    ground = QColor(theme.color("surface")).rgb()
    return sum(image.pixel(x, y) != ground for x in range(80) for y in range(60))


def story() -> Story:
    made = Story()
    made.title("Au-dessus", "Titre", "Au-dessous")
    return made


def pixels(content: bytes) -> Any:
    document = pypdfium2.PdfDocument(content)
    try:
        return document[0].render(scale=1).to_pil().convert("L")
    finally:
        document.close()


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_the_screen_draws_every_shape(shape: Shape, named_theme: ThemeName) -> None:
    assert inked(painted(Picture(40, 30, (shape,), "Forme"))) > 20
    assert inked(painted(Picture(40, 30, (), "Rien"))) == 0


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_paper_draws_every_shape(shape: Shape) -> None:
    def page(shapes: tuple[Shape, ...]) -> bytes:
        made = story()
        made.add(Block(PictureBox(lambda w, h, m: Picture(40, 30, shapes, "Forme."), 30, made.root.add("Figure"))))
        return build(made, PAGE, ABOUT)

    drawn, empty = page((shape,)), page(())
    assert structure_faults(drawn) == []
    assert pixels(drawn).tobytes() != pixels(empty).tobytes()


def test_both_sides_know_a_colour_for_every_role(named_theme: ThemeName) -> None:
    nothing_on_screen = {role for role in get_args(Role) if on_screen.colour(role) is None}
    assert nothing_on_screen <= {"track_edge"}
    assert ("track_edge" in nothing_on_screen) is (named_theme != "contrast")
    assert {role for role in get_args(Role) if role not in on_paper.INKS} == set()


def test_lines_of_charts_stand_out_from_their_ground(named_theme: ThemeName) -> None:
    def light(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)

    ground = light(theme.color("surface"))
    roles: tuple[Role, ...] = ("line", "line_neutral", "target", "pace", "today", "ok_text", "bad_text", "axis")
    for role in roles:
        colour = on_screen.colour(role)
        assert colour is not None
        low, high = sorted((light(colour), ground))
        assert (high + 0.05) / (low + 0.05) >= 3, role


def test_a_view_says_what_it_shows_and_follows_width_and_text_size(qtbot: QtBot, qapp: QApplication) -> None:
    view = PictureView(bus, 110)
    qtbot.addWidget(view)
    view.resize(320, view.height())
    with qtbot.waitExposed(view):
        view.show()
    assert view.accessibleName() == history(BUS, 240, 110).alt
    narrow, tall = view.picture, view.height()
    view.resize(600, view.height())
    assert view.picture.width > narrow.width
    theme.apply(qapp, "dark", 1.5)
    assert view.height() == round(tall * 1.5)
    assert view.grab().toImage().pixelColor(2, 2).isValid()
    view.set_picture(lambda width, height, measure: Picture(width, height, (), "Autre"), 50)
    assert view.accessibleName() == "Autre"
    assert view.height() < tall
    theme.apply(qapp, "light")


def test_zoom_enlarges_the_picture_with_its_words(qtbot: QtBot) -> None:
    plain, large = PictureView(bus, 110), PictureView(bus, 110, zoom=2.0)
    for view in (plain, large):
        qtbot.addWidget(view)
        view.resize(800, view.height())
    assert large.height() == pytest.approx(2 * plain.height(), abs=1)
    assert large.picture.width == pytest.approx(plain.picture.width / 2)


def test_pointing_near_a_reading_shows_it(qtbot: QtBot) -> None:
    view = PictureView(bus, 110)
    qtbot.addWidget(view)
    view.resize(320, view.height())
    view.show()
    last = view.picture.spots[-1]
    x = round(last.x * on_screen.pixels_per_point())
    found = view.spot_at(x + 3)
    assert found == last
    assert view.spot_at(x + 200) is None or view.spot_at(x + 200) != last
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(x, 20), view.mapToGlobal(QPoint(x, 20)))
    assert view.event(event)
    assert QToolTip.text() == last.words
    QToolTip.hideText()


def test_the_painter_is_left_as_it_was(qapp: QApplication) -> None:
    image = QImage(50, 50, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    pen, transform = painter.pen(), painter.transform()
    paint_picture(painter, progress_bar(0.5, 0.7, width=30), 5, 5)
    assert (painter.pen(), painter.transform()) == (pen, transform)
    painter.end()


def test_a_chart_on_paper_is_one_figure_with_the_words_of_the_screen(qtbot: QtBot) -> None:
    made = story()
    made.add(Block(PictureBox(bus, 100, made.root.add("Figure"))))
    content = build(made, PAGE, ABOUT)
    assert structure_faults(content) == []
    assert archive_findings(content) == set()
    assert "Cible 6,0" in text_of(content)
    view = PictureView(bus, 110)
    qtbot.addWidget(view)
    with pikepdf.open(BytesIO(content)) as pdf:
        (figure,) = (element for element in tree(pdf) if str(element.S) == "/Figure")
        assert str(figure.Alt) == view.accessibleName()
        left, bottom, right, top = map(float, figure.A.BBox)
        assert top - bottom == pytest.approx(100, abs=0.1) and right > left


def test_a_bar_in_a_table_cell_is_decoration_beside_its_figure() -> None:
    made = story()
    words = Cell(Column([TextBox("44 %", CELL)]), made.root.add("P"))
    bar = PictureBox(lambda w, h, m: progress_bar(0.44, 0.75, width=w, height=h, alert=True, paper=True), 10)
    made.add(Block(Row([words, Cell(Column([bar]))], [60, 200])))
    content = build(made, PAGE, ABOUT)
    assert structure_faults(content) == []
    with pikepdf.open(BytesIO(content)) as pdf:
        assert not [element for element in tree(pdf) if str(element.S) == "/Figure"]
    without = story()
    without.add(Block(Row([replace(words, node=without.root.add("P"))], [60])))
    assert pixels(content).tobytes() != pixels(build(without, PAGE, ABOUT)).tobytes()


def test_a_mark_stands_before_a_paragraph() -> None:
    made = story()
    icon: Any = MarkIcon("outlook.secured")
    made.add(Block(TextBox("Sécurisé", CELL, made.root.add("P"), icon=icon)))
    assert structure_faults(build(made, PAGE, ABOUT)) == []


def test_characters_that_the_paper_font_lacks_do_no_harm() -> None:
    made = story()
    series = replace(BUS, title="Écart ✓ \u2011 日", unit="日")
    made.add(Block(PictureBox(lambda w, h, m: history(series, w, h, measure=m), 100, made.root.add("Figure"))))
    assert structure_faults(build(made, PAGE, ABOUT)) == []
