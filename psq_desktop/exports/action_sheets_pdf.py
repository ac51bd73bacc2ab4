"""The action sheets (fiches-actions) as a tagged PDF: one page an objective, several in a booklet."""

from __future__ import annotations

from collections.abc import Sequence

from psq_desktop.exports import objective_facts as facts
from psq_desktop.exports.action_sheet import write_sheet
from psq_desktop.exports.facts import DASH
from psq_desktop.exports.objective_pdf import LEAD, description, gap_line, outlook_words, page_text
from psq_desktop.exports.pdf.document import build
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import CELL, CELL_STRONG, H1, PORTRAIT_COMPACT
from psq_desktop.exports.pdf.tables import CellContent, Columns, Table, Words
from psq_desktop.french import typeset
from psq_desktop.services.steering.progress_rows import ObjectiveSheet, ProgressDocument

TITLE = "Fiches-actions"
_WIDTH = PORTRAIT_COMPACT.text_width
_CONTENTS = Columns(
    ("N°", "Objectif", "Pilote", "Échéance", "Appréciation"), (30.0, _WIDTH - 293.0, 98.0, 68.0, 97.0), padding=2.5
)


def render(document: ProgressDocument) -> bytes:
    """The PDF's bytes. A single sheet is the document; several follow a page that lists them."""
    story = Story()
    title = typeset(f"{TITLE} : {document.partner.name}") if document.partner else TITLE
    if len(document.sheets) == 1 and document.partner is None:
        only = document.sheets[0]
        title = typeset(f"Fiche-action {only.row.code} : {only.row.title}")
        story.refer_to(sheet_reference(only))
        write_sheet(story, only, document, level=1)
    else:
        _cover(story, document, title)
        for sheet in document.sheets:
            story.new_page(sheet_reference(sheet))
            write_sheet(story, sheet, document, level=2)
    return build(story, page_text(document, TITLE), description(document, title), PORTRAIT_COMPACT)


def sheet_reference(sheet: ObjectiveSheet) -> str:
    """« FA-2.1 »."""
    return f"FA-{sheet.row.code}"


def _cover(story: Story, document: ProgressDocument, title: str) -> None:
    story.heading(1, title, H1)
    story.paragraph(facts.subtitle(document), LEAD)
    if not document.sheets:
        whose = f" de {document.partner.name}" if document.partner else ""
        story.paragraph(typeset(f"Aucun objectif{whose} à cette date, dans cette version."))
        return
    story.add(Table(story.root.add("Table"), _CONTENTS, (_entry(sheet) for sheet in document.sheets)))


def _entry(sheet: ObjectiveSheet) -> Sequence[CellContent]:
    row = sheet.row
    return (
        [Words(row.code, CELL_STRONG)],
        [Words(typeset(row.title), CELL)],
        [Words(typeset(row.pilot) or facts.TO_APPOINT, CELL)],
        [Words(facts.due_text(row.due, DASH), CELL)],
        [outlook_words(row.outlook), *gap_line(row)],
    )
