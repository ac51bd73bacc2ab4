"""Tables: horizontal rules only, header repeated on every page, rows cut only when very tall."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import Flowable, FrameBreak

from psq_desktop.exports.pdf.boxes import Box, Cell, Column, Mark, Row, TextBox
from psq_desktop.exports.pdf.styles import GUTTER, HAIRLINE, HEADER_CELL, TERTIARY, TEXT, TINT, TextStyle
from psq_desktop.exports.pdf.tagging import Node, TaggedCanvas
from psq_desktop.exports.pdf.text import Spans

CUT_OVER = 200.0  # a row higher than this may break across pages
_HEADER_BELOW = 3.0
_LEAST_BELOW = 3  # rows that the next page holds when it holds any
_EXTRA_BELOW = 0.9  # text looks centred between the rules with a little more below


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph of a cell."""

    content: Spans
    style: TextStyle
    icon: Mark | None = None


@dataclass(frozen=True, slots=True)
class Figured:
    """A picture that readers are told: the only content of its cell. ``node`` is the picture's own."""

    box: Box
    node: Node


CellContent = Sequence[Words | Box | Figured]  # boxes that have no node of their own


@dataclass(frozen=True, slots=True)
class Columns:
    """Header words and widths in points; the numbers of the columns set right, centred, or on a tint.

    No headers: a table whose first column alone says what a row is.
    """

    headers: tuple[str, ...]
    widths: tuple[float, ...]
    padding: float = 2.3
    right: frozenset[int] = frozenset()
    centred: frozenset[int] = frozenset()
    tinted: frozenset[int] = frozenset()
    gutter: float = GUTTER


@dataclass(slots=True)
class _BodyRow:
    row: Row
    total: bool = False
    least: float = 0.0  # height that a row keeps even when it is empty
    height: float = 0.0

    @property
    def is_title(self) -> bool:
        """Whether it names the rows below it."""
        return len(self.row.cells) == 1


def _cell(content: CellContent, node: Node) -> Cell:
    boxes: list[Box] = []
    for part in content:
        if isinstance(part, Figured):
            node.kids.append(part.node)
            return Cell(Column([part.box]))
        boxes.append(TextBox(part.content, part.style, icon=part.icon) if isinstance(part, Words) else part)
    return Cell(Column(boxes), node)


class Table(Flowable):  # type: ignore[misc,unused-ignore]
    """A table with a header row, a first column of row headers, and optionally a total row.

    A row of a single cell runs over all columns: it is the title of the rows below it. Rows come closer, down to
    ``least_padding``, when table and what follows it, ``reserve`` points high, then fit on the page.
    """

    canv: TaggedCanvas

    def __init__(
        self,
        node: Node,
        columns: Columns,
        rows: Iterable[Sequence[CellContent]],
        *,
        total: Sequence[CellContent] | None = None,
        least_height: float = 0.0,
        least_padding: float | None = None,
        reserve: float = 0.0,
    ) -> None:
        super().__init__()
        self._padding, self._reserve = columns.padding, reserve
        self._least_padding = columns.padding if least_padding is None else least_padding
        self.columns, self._continued, self._finished = columns, False, True
        self.hAlign = "LEFT"
        self._header = self._header_row(node.add("TR")) if columns.headers else Row((), ())
        self._rows = [
            _BodyRow(self._body_row(node.add("TR"), cells), least=least_height if len(cells) > 1 else 0.0)
            for cells in rows
        ]
        if total is not None:
            self._rows.append(_BodyRow(self._body_row(node.add("TR"), total), total=True))
        self._laid, self._total = False, 0.0

    def _header_row(self, line: Node) -> Row:
        cells = []
        for i, words in enumerate(self.columns.headers):
            style = replace(HEADER_CELL, right=i in self.columns.right, centre=i in self.columns.centred)
            cells.append(Cell(Column([TextBox(words, style)]), line.add("TH", scope="Column")))
        return Row(cells, self.columns.widths, gutter=self.columns.gutter, foot=True)

    def _body_row(self, line: Node, contents: Sequence[CellContent]) -> Row:
        if len(contents) == 1 < len(self.columns.widths):
            node = line.add("TH", scope="Column", columns=len(self.columns.widths))
            return Row([_cell(contents[0], node)], [sum(self.columns.widths)])
        cells = []
        for i, content in enumerate(contents):
            blank = not content  # to be filled in by hand: it names nothing
            node = line.add("TD") if i or blank else line.add("TH", scope="Row")
            cells.append(_cell(content, node))
        return Row(cells, self.columns.widths, gutter=self.columns.gutter)

    def _lay(self, padding: float | None = None) -> None:
        if padding is not None and padding != self._padding:
            self._padding, self._laid = padding, False
            for body in self._rows:
                body.height = 0.0
        if self._laid:
            return
        self._header_height = self._header.lay() + _HEADER_BELOW if self._header.cells else 0.0
        spare = 2 * self._padding + _EXTRA_BELOW
        for body in self._rows:
            # A long table is laid out once, not once a page: only rows that were cut are new.
            body.height = body.height or max(body.row.lay() + spare, body.least)
        self._total = self._header_height + sum(body.height for body in self._rows)
        self._laid = True

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height taken."""
        self._lay(self.columns.padding)
        self.width = sum(self.columns.widths)
        over = self._total + self._reserve - height
        closer = self._padding - over / (2 * max(len(self._rows), 1))
        if over > 0 and closer >= self._least_padding:
            self._lay(closer)
            over = 0.0
        self.height = self._total
        if over > 0 and self._reserve and len(self._rows) > 2 * _LEAST_BELOW:
            return self.width, max(self.height, height + 1)  # what follows is not left alone on a page
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Between two rows, or inside one that is very tall."""
        self._lay()
        left = height - self._header_height
        fitting = 0
        while fitting < len(self._rows) and self._rows[fitting].height <= left:
            left -= self._rows[fitting].height
            fitting += 1
        above, below = self._rows[:fitting], self._rows[fitting:]
        if below and below[0].height > CUT_OVER and (halves := self._cut_row(below[0], left)):
            above, below = [*above, halves[0]], [halves[1], *below[1:]]
        whole = len(above) + len(below) == len(self._rows)  # no row was cut
        if whole and len(below) < _LEAST_BELOW < len(self._rows):
            above, below = self._rows[:-_LEAST_BELOW], self._rows[-_LEAST_BELOW:]
        while below and len(above) > 1 and (below[0].total or above[-1].is_title):
            above, below = above[:-1], [above[-1], *below]  # neither a total nor a title stands alone
            if not above[-1].is_title:
                break
        named = self._rows[: len(above)]  # as they were before one was cut
        if not below or (all(row.is_title for row in named) and sum(row.height for row in named) <= CUT_OVER):
            return []  # titles alone would end the page
        # The break is said aloud: what moved to the next page might fit here again, under a second header.
        return [self._part(above, first=True), FrameBreak, self._part(below, first=False)]

    def _cut_row(self, body: _BodyRow, height: float) -> tuple[_BodyRow, _BodyRow] | None:
        halves = body.row.cut(height - 2 * self._padding - _EXTRA_BELOW)
        if halves is None:
            return None
        first, second = halves
        assert isinstance(first, Row) and isinstance(second, Row)
        return _BodyRow(first, body.total), _BodyRow(second, body.total)

    def _part(self, rows: list[_BodyRow], *, first: bool) -> Table:
        part = Table.__new__(Table)
        part.__dict__.update(self.__dict__)
        part.__dict__.pop("_postponed", None)  # reportlab's note that the whole table did not fit
        part._rows = rows
        part._laid = False
        part._continued = self._continued or not first
        part._finished = self._finished and not first
        part._reserve = 0.0 if first else self._reserve
        part.spaceBefore = 0.0
        return part

    def draw(self) -> None:
        """Header, rows, then every rule in one artifact."""
        canvas, y = self.canv, self.height
        self._draw_tints()
        if self._continued:
            with canvas.artifact("Pagination"):
                self._header.without_nodes().paint(canvas, 0, y)
        else:
            self._header.paint(canvas, 0, y)
        y -= self._header_height
        rules = [(y, 0.9, TEXT)]
        for i, body in enumerate(self._rows):
            if body.total and i:
                rules[-1] = (y, 0.6, TERTIARY)
            body.row.decorate(canvas, 0, y - self._padding)
            body.row.paint(canvas, 0, y - self._padding)
            y -= body.height
            last = i == len(self._rows) - 1 and self._finished
            rules.append((y, 0.6, TERTIARY) if last else (y, 0.4, HAIRLINE))
        self._draw_rules(rules)

    def _draw_tints(self) -> None:
        if not self.columns.tinted:
            return
        with self.canv.artifact():
            left = 0.0
            for i, width in enumerate(self.columns.widths):
                if i in self.columns.tinted:
                    self.canv.operators(f"{TINT} rg {left:.2f} 0 {width:.2f} {self.height:.2f} re f")
                left += width

    def _draw_rules(self, rules: Sequence[tuple[float, float, str]]) -> None:
        with self.canv.artifact():
            for y, width, colour in rules:
                self.canv.operators(f"{colour} RG {width} w 0 {y:.2f} m {self.width:.2f} {y:.2f} l S")
