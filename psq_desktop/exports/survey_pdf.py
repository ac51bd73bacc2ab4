"""A survey as a tagged PDF: the three voices in one picture, then each wave with its method and its results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from psq_desktop.charts.shapes import Measure, Picture
from psq_desktop.charts.triangle import triangle
from psq_desktop.exports import facts
from psq_desktop.exports import survey_facts as told
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.flowables import Block
from psq_desktop.exports.pdf.metadata import Description
from psq_desktop.exports.pdf.page import Mark, PageText
from psq_desktop.exports.pdf.picture import PictureBox
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import (
    BODY,
    NOTE_HEADING,
    RECORD,
    RECORD_GREY,
    RECORD_STRONG,
    SMALL,
    TEXT_WIDTH,
    UNIT,
)
from psq_desktop.exports.pdf.tables import CellContent, Columns, Table, Words
from psq_desktop.french import date_long, number, typeset
from psq_desktop.services.evaluation.survey_rows import QuestionResult, ResultLine, SurveyDocument, Triangle, WaveSheet
from psq_desktop.services.kinds import SurveyPublic

_CHART_HEIGHT = 250.0
_NAME, _N = 112.0, 40.0
_MOST = 7  # answers that still have a column of their own
_SMALL = replace(SMALL, after=1.5 * UNIT)


def render(document: SurveyDocument) -> bytes:
    """The PDF's bytes."""
    title = typeset(document.title)
    story = Story()
    story.title(typeset(document.committee), title, told.subject(document))
    if document.owner:
        story.paragraph(typeset(f"Maître d’ouvrage : {document.owner}"), BODY)
    if document.note:
        story.paragraph(typeset(document.note), BODY)
    if document.triangle is not None and document.public in (SurveyPublic.RESIDENTS, SurveyPublic.OFFICIALS):
        _chart(story, document.triangle)
    if not document.waves:
        story.paragraph("Aucune vague n’a encore été menée.", BODY)
    for wave in document.waves:
        _wave(story, wave)
    if any(wave.row.hidden for wave in document.waves):
        story.paragraph(typeset(told.RULE), _SMALL)
    return build(story, _page_text(document, title), _description(document, title))


def _chart(story: Story, data: Triangle) -> None:
    def draw(width: float, height: float, measure: Measure) -> Picture:
        return triangle(data, width, height, measure=measure, text=7.5)

    story.section("Habitants, élus et faits", room=_CHART_HEIGHT + 40)
    story.add(Block(PictureBox(draw, _CHART_HEIGHT, story.root.add("Figure"), before=UNIT)))
    words = "Un seul axe du temps, trois échelles. Moustaches : intervalle à 95 %, pour les échantillons aléatoires."
    story.paragraph(typeset(f"{words} Pointillés : cibles. Tirets : jalons réalisés."), _SMALL)


def _wave(story: Story, wave: WaveSheet) -> None:
    story.section(told.wave_title(wave), room=150)
    story.paragraph(told.method(wave), BODY)
    for caution in (*wave.cautions, *((wave.wording,) if wave.wording and not wave.cautions else ())):
        story.paragraph(typeset(f"À savoir : {caution}"), BODY)
    for result in wave.results:
        _question(story, result)
    if wave.note:
        story.paragraph(typeset(wave.note), BODY)


def _question(story: Story, result: QuestionResult) -> None:
    story.heading(3, typeset(result.question.text), NOTE_HEADING, room=90)
    if words := told.headline(result):
        story.paragraph(words, BODY)
    story.add(Table(story.root.add("Table"), _columns(result), (_row(result, line) for line in result.lines)))


def _columns(result: QuestionResult) -> Columns:
    if len(result.columns) > _MOST:
        return Columns(("Groupe", "n", "Réponses"), (_NAME, _N, TEXT_WIDTH - _NAME - _N), padding=2.5)
    wide = (TEXT_WIDTH - _NAME - _N) / max(len(result.columns), 1)
    headers = ("Groupe", "n", *(typeset(column) for column in result.columns))
    return Columns(headers, (_NAME, _N, *(wide for _ in result.columns)), padding=2.5)


def _row(result: QuestionResult, line: ResultLine) -> Sequence[CellContent]:
    n = told.HIDDEN if line.n is None else number(line.n)
    name = [Words(typeset(line.group) or told.EVERYBODY, RECORD if line.group else RECORD_STRONG)]
    cells = [*line.cells]
    if len(result.columns) > _MOST:
        words = ", ".join(f"{answer} : {told.cell(c)}" for answer, c in zip(result.columns, cells, strict=False))
        return (name, [Words(n, RECORD)], [Words(typeset(words), RECORD)])
    shown: list[CellContent] = [[Words(told.cell(c), RECORD_GREY if c.hidden else RECORD)] for c in cells]
    shown += [[Words(facts.DASH, RECORD_GREY)] for _ in result.columns[len(cells) :]]
    return (name, [Words(n, RECORD)], *shown)


def _page_text(document: SurveyDocument, title: str) -> PageText:
    place = f"{document.issued_at}, le " if document.issued_at else "Le "
    return PageText(
        letterhead=tuple(typeset(line) for line in document.letterhead),
        marks=(Mark("Données fictives", solid=False),) if document.fictional else (),
        reference=facts.reference(told.WHAT, document),
        diffusion="diffusion : partenaires",
        place_and_date=typeset(place + date_long(document.issued_on, weekday=False)),
        running_left=typeset(document.committee),
        running_right=title,
        status=told.situation(document),
    )


def _description(document: SurveyDocument, title: str) -> Description:
    return Description(
        title=f"{title}, {typeset(document.committee)}",
        author=document.letterhead[0] if document.letterhead else document.committee,
        subject=facts.reference(told.WHAT, document),
        issued=document.issued_on,
    )
