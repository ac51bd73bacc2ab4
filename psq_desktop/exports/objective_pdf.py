"""Parts that the printed documents of objectives share: page text, states, bars."""

from __future__ import annotations

from dataclasses import replace

from psq_desktop.charts.bars import progress_bar
from psq_desktop.charts.marks import commitment_mark, outlook_mark
from psq_desktop.charts.shapes import Measure, Picture
from psq_desktop.exports import objective_facts as facts
from psq_desktop.exports.pdf import icons
from psq_desktop.exports.pdf.boxes import Cell, Column, Row, TextBox
from psq_desktop.exports.pdf.boxes import Mark as IconLike
from psq_desktop.exports.pdf.fonts import REGULAR, SEMIBOLD
from psq_desktop.exports.pdf.metadata import Description
from psq_desktop.exports.pdf.page import Mark, PageText
from psq_desktop.exports.pdf.picture import MarkIcon, PictureBox
from psq_desktop.exports.pdf.styles import BAD, CELL, GOOD, INFO, SECONDARY, TERTIARY, UNIT, WARNING, TextStyle
from psq_desktop.exports.pdf.tables import Words
from psq_desktop.exports.pdf.tagging import Node
from psq_desktop.exports.pdf.text import Span
from psq_desktop.french import typeset
from psq_desktop.rules import gap_words
from psq_desktop.services.kinds import CommitmentState, Direction, MeasureState, OutlookState
from psq_desktop.services.steering.progress_rows import CommitmentRow, MeasureRow, ObjectiveRow, ProgressDocument
from psq_desktop.wording import word

OUTLOOK_COLOURS = {
    OutlookState.SECURED: GOOD,
    OutlookState.ATTAINABLE: INFO,
    OutlookState.SUPPORT_NEEDED: WARNING,
    OutlookState.COMPROMISED: BAD,
    OutlookState.UNKNOWN: TERTIARY,
}
_COMMITMENT_COLOURS = {
    CommitmentState.PROPOSED: TERTIARY,
    CommitmentState.ACCEPTED: SECONDARY,
    CommitmentState.IN_PROGRESS: INFO,
    CommitmentState.KEPT: GOOD,
    CommitmentState.PARTIAL: WARNING,
    CommitmentState.NOT_KEPT: BAD,
    CommitmentState.ABANDONED: TERTIARY,
}
_MEASURE_ICONS = {
    MeasureState.PLANNED: icons.OPEN,
    MeasureState.IN_PROGRESS: icons.IN_PROGRESS,
    MeasureState.DONE: icons.DONE,
    MeasureState.ABANDONED: icons.ABANDONED,
}
CELL_STATE = TextStyle(SEMIBOLD, 8.75, 11.25)
CELL_RIGHT = replace(CELL, right=True)
CELL_STRONG_RIGHT = replace(CELL_STATE, right=True)
CELL_STRONG_CENTRE = replace(CELL_STATE, centre=True)
LEAD = TextStyle(REGULAR, 10, 13.5, SECONDARY, after=2.5 * UNIT)  # under the title
CELL_NOTE = TextStyle(REGULAR, 7.75, 10)
_BAR_HEIGHT = 9.7  # with the mark of time, which stands out of the bar
_FIGURE_WIDTH = 34.0


def page_text(document: ProgressDocument, name: str) -> PageText:
    """What stands around the text."""
    return PageText(
        letterhead=tuple(typeset(line) for line in document.letterhead[:2]),
        marks=tuple(Mark(text, solid) for text, solid in facts.marks(document)),
        reference=document.reference,
        diffusion=facts.diffusion(document),
        place_and_date="",
        running_left=typeset(document.committee),
        running_right=name,
        status=facts.data_date(document),
    )


def description(document: ProgressDocument, title: str) -> Description:
    """Metadata, made only of what the document prints."""
    return Description(
        title=f"{title}, {document.committee}",
        author=document.letterhead[0] if document.letterhead else document.committee,
        subject=document.reference,
        issued=document.as_of,
    )


# ---------------------------------------------------------------- states


def _state(text: str, colour: str, icon: IconLike, style: TextStyle) -> Words:
    return Words(Span(text, colour=colour), style, icon)


def outlook_words(state: OutlookState, style: TextStyle = CELL_STATE) -> Words:
    """Mark and word of an outlook, in its colour."""
    return _state(word(state), OUTLOOK_COLOURS[state], MarkIcon(outlook_mark(state)), style)


def gap_line(row: ObjectiveRow) -> tuple[Words, ...]:
    """« Écart −41 points » under an outlook that it contradicts."""
    if row.gap is not None:
        return (_state(gap_words(row.gap), WARNING, MarkIcon("gap"), CELL_NOTE),)
    return ()


def commitment_words(row: CommitmentRow, style: TextStyle = CELL_STATE) -> tuple[Words, ...]:
    """Mark and word of a commitment, and how late it is."""
    words = _state(word(row.state), _COMMITMENT_COLOURS[row.state], MarkIcon(commitment_mark(row.state)), style)
    late = facts.lateness(row)
    return (words, Words(Span(late, colour=BAD), CELL_NOTE)) if late else (words,)


def measure_words(row: MeasureRow, style: TextStyle = CELL_STATE) -> Words:
    """Mark and word of a measure, or how late it is."""
    late = facts.lateness(row)
    icon = icons.LATE if late else _MEASURE_ICONS[row.state]
    return _state(late or word(row.state), icon.colour, icon, style)


# ---------------------------------------------------------------- bars


def bar(row: ObjectiveRow) -> PictureBox:
    """Progress against time, as decoration: the figure stands beside it."""
    neutral = row.figure is not None and row.figure.direction is Direction.NEUTRAL
    alert = row.gap is not None

    def draw(width: float, height: float, measure: Measure) -> Picture:
        return progress_bar(
            row.progress, row.elapsed, width=width, height=height, alert=alert, neutral=neutral, paper=True
        )

    return PictureBox(draw, _BAR_HEIGHT, before=0.0)


def bar_and_figure(row: ObjectiveRow, width: float, node: Node | None = None) -> Row:
    """A bar with its figure right of it, ``width`` points wide."""
    figure = TextBox(facts.share_text(row.progress), CELL_STRONG_RIGHT, node)
    return Row([Cell(Column([bar(row)])), Cell(Column([figure]))], [width - _FIGURE_WIDTH, _FIGURE_WIDTH], gutter=0.0)
