"""The annex of the quarterly note: the figures behind each sentence, and the sentences."""

from __future__ import annotations

from psq_desktop.exports import facts
from psq_desktop.exports import quarterly_facts as told
from psq_desktop.exports.xlsx import styles
from psq_desktop.exports.xlsx.sheet import Column, Sheet, workbook_bytes
from psq_desktop.french import typeset
from psq_desktop.services.evaluation.note_rows import QuarterlyDocument
from psq_desktop.wording import word

_FIGURES = (
    Column("Rubrique", 24),
    Column("Phrase", 60),
    Column("Chiffre", 40),
    Column("Valeur", 12, styles.NUMBER),
    Column("Unité", 10),
    Column("Période ou date", 24),
    Column("Source", 44),
)
_SENTENCES = (Column("Rubrique", 24), Column("Phrase", 90), Column("Source", 54))


def render(document: QuarterlyDocument) -> bytes:
    """The workbook's bytes."""
    reference, title = facts.reference(told.WHAT, document), told.title(document)
    marks = (text.upper() for text, _ in told.marks(document))
    subtitle = (
        typeset(" · ".join((reference, document.committee, told.diffusion(document)))),
        typeset(" · ".join((told.situation(document), *marks))),
    )
    figures = (
        (
            word(heading), typeset(line.text), typeset(figure.label) if figure else "sans chiffre",
            figure.value if figure else None, figure.unit if figure else "", typeset(figure.on) if figure else "",
            typeset(line.source),
        )
        for heading, line, figure in told.figures(document)
    )  # fmt: skip
    sentences = (
        (word(section.heading), typeset(line.text), typeset(line.source))
        for section in document.sections
        for line in section.lines
    )
    return workbook_bytes(
        (
            Sheet("Chiffres", title, subtitle, _FIGURES, figures),
            Sheet("Phrases", title, subtitle, _SENTENCES, sentences, sortable=False),
        ),
        reference=reference,
        title=f"{title}, {document.committee}",
        author=document.letterhead[0] if document.letterhead else document.committee,
        issued=document.issued_on,
    )
