"""Where an action sheet is written: its styles, and what stands beside each other on it."""

from __future__ import annotations

from dataclasses import dataclass

from psq_desktop.exports.pdf.boxes import Box, Cell, Column, Row, TextBox
from psq_desktop.exports.pdf.flowables import Block
from psq_desktop.exports.pdf.fonts import BOLD, REGULAR
from psq_desktop.exports.pdf.story import Story
from psq_desktop.exports.pdf.styles import PORTRAIT_COMPACT, UNIT, TextStyle
from psq_desktop.exports.pdf.tagging import Node
from psq_desktop.french import typeset
from psq_desktop.services.steering.progress_rows import ProgressDocument

WIDTH = PORTRAIT_COMPACT.text_width
TEXT = TextStyle(REGULAR, 9.25, 12, after=UNIT / 2)
HEADING = TextStyle(BOLD, 10.5, 13.5, before=2 * UNIT, after=UNIT / 4)
_TABLE_HEADING = TextStyle(BOLD, 11.5, 14, before=3 * UNIT, after=UNIT / 2)
HALF, GAP = 230.0, WIDTH - 460.0


@dataclass(frozen=True, slots=True)
class Writer:
    """Where a sheet is written, and from which level of headings on."""

    story: Story
    document: ProgressDocument
    level: int

    def node(self, role: str = "P") -> Node:
        """The next element in reading order."""
        return self.story.root.add(role)

    def heading(self, text: str, style: TextStyle = HEADING) -> TextBox:
        """A heading inside the sheet."""
        return TextBox(text, style, self.node(f"H{self.level + 1}"))

    def texts(self, text: str, style: TextStyle = TEXT) -> list[Box]:
        """A typed text, a box for each of its paragraphs."""
        paragraphs = (part.strip() for part in text.splitlines())
        return [TextBox(typeset(part), style, self.node()) for part in paragraphs if part]

    def section(self, text: str) -> None:
        """A heading on its own over a table."""
        self.story.heading(self.level + 1, text, _TABLE_HEADING, room=75)

    def two(self, left: list[Box], right: list[Box], *, before: float, whole: bool = False) -> None:
        """Two columns, or one over the whole width when the other has nothing to say."""
        columns = [column for column in (left, right) if column]
        widths = (HALF + GAP, HALF) if len(columns) > 1 else (WIDTH,)
        line = Row([Cell(Column(column)) for column in columns], widths, gutter=GAP)
        line.before = before
        self.story.add(Block(line, whole=whole))
