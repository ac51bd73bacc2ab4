"""Boxes of text that know their height, draw themselves, and can be cut in two at the foot of a page.

The structure node of a box is shared by its two halves: what is one paragraph stays one paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from psq_desktop.exports.pdf.fonts import drawable
from psq_desktop.exports.pdf.styles import GUTTER, TextStyle
from psq_desktop.exports.pdf.tagging import Bookmark, Node, TaggedCanvas
from psq_desktop.exports.pdf.text import Line, Piece, Place, Spans, break_lines, paint_lines, pieces


class Mark(Protocol):
    """A small drawing before a line of text."""

    def paint(self, canvas: TaggedCanvas, x: float, y: float, side: float) -> None:
        """Draw it with its lower left corner at x, y; the caller has opened an artifact."""


class Box(Protocol):
    """What columns, rows and flowables are made of; all lengths in points."""

    @property
    def before(self) -> float:
        """Space wanted above."""

    @property
    def after(self) -> float:
        """Space wanted below."""

    def lay(self, width: float) -> float:
        """Height at this width."""

    def decorate(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw what is no content, as artifacts."""

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the content, marked."""

    def cut(self, height: float) -> tuple[Box, Box] | None:
        """Two boxes, the first at most this high; ``None`` when nothing sensible fits."""


class TextBox:
    """A paragraph, possibly with a label hanging in the margin or an icon before its first line."""

    def __init__(
        self,
        content: Spans,
        style: TextStyle,
        node: Node | None = None,
        *,
        indent: float = 0.0,
        label: Spans = "",
        label_node: Node | None = None,
        icon: Mark | None = None,
        bookmark: tuple[int, str] | None = None,
    ) -> None:
        self.style, self.node = style, node
        self.before, self.after = style.before, style.after
        self.indent = indent if icon is None else style.size * 0.92 + 3.6
        self.label, self.label_node, self.icon, self.bookmark = label, label_node, icon, bookmark
        self._pieces: tuple[Piece, ...] = pieces(content, style)
        self._lines: list[Line] = []
        self._width = -1.0

    def lay(self, width: float) -> float:
        """Height at this width."""
        if width != self._width:
            self._width = width
            self._lines = break_lines(self._pieces, max(width - self.indent, 1.0))
        return len(self._lines) * self.style.leading

    def decorate(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the icon."""
        if self.icon is not None:
            side = self.style.size * 0.92
            with canvas.artifact():
                self.icon.paint(canvas, x, top - self.style.size * 1.12, side)

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw label and lines."""
        if self.bookmark is not None:
            level, title = self.bookmark
            y = canvas.absolutePosition(x, top)[1]
            canvas.bookmarks.append(Bookmark(level, drawable(title), canvas.page_index, y))
        if self.label_node is not None:
            with canvas.marked(self.label_node):
                self._paint_label(canvas, x, top)
        with canvas.marked(self.node):
            if self.label_node is None:
                self._paint_label(canvas, x, top)
            place = Place(x + self.indent, top, self._width - self.indent)
            paint_lines(canvas, self._lines, self._pieces, self.style, place)

    def _paint_label(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        if self.label:
            content = pieces(self.label, self.style)
            paint_lines(canvas, break_lines(content, 1e6), content, self.style, Place(x, top, self.indent))

    def cut(self, height: float) -> tuple[Box, Box] | None:
        """At least two lines on each side."""
        total = len(self._lines)
        fitting = int(height / self.style.leading)
        fitting = min(fitting, max(total - 2, 0))
        if fitting < min(2, total):
            return None
        return self._part(0, fitting), self._part(fitting, total)

    def _part(self, start: int, end: int) -> TextBox:
        part = TextBox.__new__(TextBox)
        part.__dict__.update(self.__dict__)
        part._lines = self._lines[start:end]
        if start:
            part.label, part.label_node, part.icon, part.bookmark, part.before = "", None, None, None, 0.0
        else:
            part.after = 0.0
        return part


class Column:
    """Boxes one above the other; the first one's space above and the last one's below are dropped."""

    before = after = 0.0

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.boxes = list(boxes)
        self.height = 0.0
        self._tops: list[float] = []

    def lay(self, width: float) -> float:
        """Height at this width."""
        y, tops, previous = 0.0, [], None
        for box in self.boxes:
            if previous is not None:
                y += max(previous.after, box.before)
            tops.append(y)
            y += box.lay(width)
            previous = box
        self._tops, self.height = tops, y
        return y

    def decorate(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw every box's artifacts."""
        for box, offset in zip(self.boxes, self._tops, strict=True):
            box.decorate(canvas, x, top - offset)

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw every box's content."""
        for box, offset in zip(self.boxes, self._tops, strict=True):
            box.paint(canvas, x, top - offset)

    def cut(self, height: float) -> tuple[Box, Box] | None:
        """Between two boxes, or inside the one that does not fit."""
        if not self.boxes:
            return self, Column(())
        ends = [*self._tops[1:], self.height]
        kept = sum(1 for end in ends if end <= height)
        if kept == len(self.boxes):
            return self, Column(())
        halves = self.boxes[kept].cut(height - self._tops[kept])
        if halves is None:
            return (Column(self.boxes[:kept]), Column(self.boxes[kept:])) if kept else None
        return Column([*self.boxes[:kept], halves[0]]), Column([halves[1], *self.boxes[kept + 1 :]])


@dataclass(slots=True)
class Cell:
    """A column of boxes in a row. With a node, all of it is one mark of that node."""

    column: Column
    node: Node | None = None


class Row:
    """Cells side by side, tops aligned, or the last lines aligned when ``foot`` is set."""

    def __init__(
        self, cells: Sequence[Cell], widths: Sequence[float], *, gutter: float = GUTTER, foot: bool = False
    ) -> None:
        self.cells, self.widths, self.gutter, self.foot = list(cells), list(widths), gutter, foot
        self.before = self.after = 0.0
        self.height = 0.0

    def lay(self, width: float = 0.0) -> float:
        """Height; ``width`` is ignored, the columns have theirs."""
        last = len(self.cells) - 1
        heights = (
            cell.column.lay(w - (self.gutter if i < last else 0.0))
            for i, (cell, w) in enumerate(zip(self.cells, self.widths, strict=True))
        )
        self.height = max(heights, default=0.0)
        return self.height

    def _each(self, x: float, top: float) -> list[tuple[Cell, float, float]]:
        result = []
        for cell, width in zip(self.cells, self.widths, strict=True):
            drop = self.height - cell.column.height if self.foot else 0.0
            result.append((cell, x, top - drop))
            x += width
        return result

    def decorate(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw every cell's artifacts."""
        for cell, left, cell_top in self._each(x, top):
            cell.column.decorate(canvas, left, cell_top)

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw every cell's content."""
        for cell, left, cell_top in self._each(x, top):
            if cell.column.boxes:
                with canvas.marked(cell.node):
                    cell.column.paint(canvas, left, cell_top)

    def cut(self, height: float) -> tuple[Box, Box] | None:
        """Cut every cell at the same height; ``None`` when one of them gives nothing."""
        halves = [cell.column.cut(height) for cell in self.cells]
        found = [half for half in halves if half is not None]
        if len(found) < len(halves):
            return None
        return self._with([half[0] for half in found]), self._with([half[1] for half in found])

    def without_nodes(self) -> Row:
        """The same row, laid out already, to be drawn as an artifact."""
        row = Row([Cell(cell.column) for cell in self.cells], self.widths, gutter=self.gutter, foot=self.foot)
        row.height = self.height
        return row

    def _with(self, columns: Sequence[Box]) -> Row:
        cells = [
            Cell(column, cell.node)
            for column, cell in zip(columns, self.cells, strict=True)
            if isinstance(column, Column)
        ]
        return Row(cells, self.widths, gutter=self.gutter, foot=self.foot)
