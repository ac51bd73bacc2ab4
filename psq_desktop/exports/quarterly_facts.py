"""What the quarterly note says of itself: marks, who reads it, which days it is about, and its figures line by line."""

from __future__ import annotations

from collections.abc import Iterator

from psq_desktop.french import date_long, typeset
from psq_desktop.services.evaluation.note_rows import NoteFigure, NoteLine, QuarterlyDocument
from psq_desktop.services.kinds import NoteHeading
from psq_desktop.wording import word

WHAT = "quarterly-note"
NOTHING = "Rien n’est retenu sous cette rubrique."
BASIS = "Analyse qualitative, instruction du 3 juin 2025"


def title(document: QuarterlyDocument) -> str:
    """« Note trimestrielle, 3e trimestre 2026 »."""
    return typeset(f"Note trimestrielle, {document.title}")


def marks(document: QuarterlyDocument) -> tuple[tuple[str, bool], ...]:
    """Words in boxes on page 1, and whether the box is solid."""
    found = (("Projet", True, document.draft), ("Données fictives", False, document.fictional))
    return tuple((text, solid) for text, solid, shown in found if shown)


def diffusion(document: QuarterlyDocument) -> str:
    """« diffusion : partenaires »."""
    return typeset(f"diffusion : {word(document.disclosure).lower()}")


def situation(document: QuarterlyDocument) -> str:
    """« Du 1er juillet au 30 septembre 2026 », « Du 1er octobre au 22 novembre 2026, trimestre en cours »."""
    going_on = ", trimestre en cours" if document.as_of < document.last else ""
    first = date_long(document.first, weekday=False, year=False)
    return typeset(f"Du {first} au {date_long(document.as_of, weekday=False)}{going_on}")


def figures(document: QuarterlyDocument) -> Iterator[tuple[NoteHeading, NoteLine, NoteFigure | None]]:
    """Every sentence with each figure behind it; one without figures once."""
    for section in document.sections:
        for line in section.lines:
            for figure in line.figures or (None,):
                yield section.heading, line, figure
