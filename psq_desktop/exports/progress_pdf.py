"""The progress dashboard (tableau de bord d’avancement) as a tagged PDF: one page to decide, then the details."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from psq_desktop.exports import matrix_pdf
from psq_desktop.exports import objective_facts as facts
from psq_desktop.exports import objective_matters as matters
from psq_desktop.exports.facts import DASH
from psq_desktop.exports.matrix_pdf import axis_title, name_words
from psq_desktop.exports.objective_pdf import (
    CELL_RIGHT,
    CELL_STRONG_RIGHT,
    LEAD,
    bar_and_figure,
    description,
    gap_line,
    outlook_words,
    page_text,
)
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import (
    CELL,
    CELL_GREY,
    CELL_STRONG,
    H1,
    LANDSCAPE,
    PAGE_HEADING,
    SMALL,
    UNIT,
)
from psq_desktop.exports.pdf.tables import CellContent, Columns, Table, Words
from psq_desktop.exports.pdf.text import Span
from psq_desktop.exports.progress_page import write_page
from psq_desktop.french import typeset
from psq_desktop.rules import ELAPSED, KEPT, NO_VALUE, PROGRESS, gap_rule
from psq_desktop.services.steering.progress_rows import ObjectiveRow, ProgressDocument

TITLE = "Tableau de bord d’avancement"
_WIDTH = LANDSCAPE.text_width
_RULES = replace(SMALL, before=1.5 * UNIT)
_BAR = 112.0
_OBJECTIVES = Columns(
    ("Objectif", "Pilote", "Indicateur principal", "Départ", "Actuel", "Cible", "Avancement", "Échéance",
     "Appréciation"),
    (178.0, 46.0, 118.0, 36.0, 39.0, 46.0, _BAR + 14, 64.0, _WIDTH - 541.0 - _BAR),
    padding=2.3,
    right=frozenset((3, 4, 5)),
)  # fmt: skip
_CHANGES = Columns(
    ("Objectif", "Ce qui a changé", "Avant", "Maintenant"), (200.0, _WIDTH - 420.0, 110.0, 110.0), padding=2.3
)


def render(document: ProgressDocument) -> bytes:
    """The PDF's bytes."""
    title = typeset(TITLE)
    story = Story()
    story.heading(1, title, H1)
    story.paragraph(facts.subtitle(document), LEAD)
    if document.sheets:
        write_page(story, document)
        matrix_pdf.write_section(story, document, LANDSCAPE)
        _objectives(story, document)
    else:
        story.paragraph("Aucun objectif concerté n’est encore fixé.")
    _since(story, document)
    return build(story, page_text(document, TITLE), description(document, title), LANDSCAPE)


# ---------------------------------------------------------------- the objectives


def _objectives(story: Story, document: ProgressDocument) -> None:
    story.new_page()
    rows = facts.rows(document)
    story.heading(2, facts.objectives_title(len(rows)), PAGE_HEADING)
    story.add(Table(story.root.add("Table"), _OBJECTIVES, _objective_rows(document)))
    story.paragraph(typeset(f"{PROGRESS} {ELAPSED} {facts.HATCHES} {NO_VALUE}"), _RULES)
    story.paragraph(typeset(f"{gap_rule(document.limits)} {KEPT}"), SMALL)


def _objective_rows(document: ProgressDocument) -> Iterator[Sequence[CellContent]]:
    for axis, rows in groupby(facts.rows(document), key=lambda row: (row.code.partition(".")[0], row.axis)):
        yield [axis_title(*axis)]
        for row in rows:
            yield _objective(row, document)


def _objective(row: ObjectiveRow, document: ProgressDocument) -> Sequence[CellContent]:
    f, today = row.figure, document.as_of
    baseline, value, target = (
        (facts.value_text(f, v, today) for v in (f.baseline, f.value, f.target)) if f else (DASH, DASH, DASH)
    )
    return (
        [name_words(row)],
        [Words(typeset(row.acronym or row.pilot) or facts.TO_APPOINT, CELL)],
        [Words(typeset(f.title) if f else DASH, CELL)],
        [Words(baseline, CELL_RIGHT)],
        [Words(value, CELL_STRONG_RIGHT)],
        [Words(target, CELL_RIGHT)],
        [bar_and_figure(row, _BAR)],
        [Words(facts.due_text(row.due, facts.TO_SET), CELL)],
        [outlook_words(row.outlook), *gap_line(row)],
    )


# ---------------------------------------------------------------- since the last meeting


def _since(story: Story, document: ProgressDocument) -> None:
    since, today = document.since, document.as_of
    if not since.lines:
        story.paragraph(matters.nothing_changed(since), replace(CELL, before=1.5 * UNIT))
        return
    story.heading(2, matters.since_title(since), replace(PAGE_HEADING, before=5 * UNIT), room=90)
    sheets = {sheet.row.id: sheet for sheet in document.sheets}
    body = []
    for code, lines in groupby(since.lines, key=lambda line: line.code):
        for position, change in enumerate(lines):
            what, before, after = matters.change_words(change, today, sheets.get(change.objective_id))
            name = [Span(f"{code}\u00a0 ", bold=True), Span("" if position else typeset(change.title))]
            body.append(
                [[Words(name, CELL)], [Words(what, CELL)], [Words(before, CELL_GREY)], [Words(after, CELL_STRONG)]]
            )
    story.add(Table(story.root.add("Table"), _CHANGES, body))
