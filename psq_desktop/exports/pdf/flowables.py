"""What a story is made of, beside tables: boxes that flow, the decision block, figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.platypus import Flowable

from psq_desktop.exports.pdf.boxes import Box
from psq_desktop.exports.pdf.fonts import drawable
from psq_desktop.exports.pdf.styles import ACCENT, HAIRLINE, TINT, UNIT
from psq_desktop.exports.pdf.tagging import Node, TaggedCanvas

# What is meant to stay in one piece is cut all the same above this height: it might fit on no page.
WHOLE_LIMIT = 300.0


class Block(Flowable):  # type: ignore[misc,unused-ignore]
    """A box on its own line of the page, ``left`` points in from the margin.

    It goes to the next page when less than ``room`` points are left, or as a ``whole`` when it does not fit.
    """

    canv: TaggedCanvas

    def __init__(self, box: Box, *, left: float = 0.0, whole: bool = False, room: float = 0.0) -> None:
        super().__init__()
        self.box, self.left, self.whole, self.room = box, left, whole, room

    def getSpaceBefore(self) -> float:
        """What the box wants above."""
        return self.box.before

    def getSpaceAfter(self) -> float:
        """What the box wants below."""
        return self.box.after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height taken."""
        self.width = width
        self.height = self.box.lay(width - self.left)
        return self.width, self.room if height < self.room else self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Two blocks, or nothing when the block should go to the next page as a whole."""
        if height < self.room or (self.whole and self.height <= WHOLE_LIMIT):
            return []
        halves = self.box.cut(height)
        return [Block(half, left=self.left) for half in halves] if halves else []

    def draw(self) -> None:
        """Artifacts first, then content."""
        self.box.decorate(self.canv, self.left, self.height)
        self.box.paint(self.canv, self.left, self.height)


class DecisionBox:
    """A decision set off from the discussion by a tint and an accent bar."""

    _BAR, _INSET, _PADDING = 2.5, 11.0, 2 * UNIT

    def __init__(self, content: Box, *, before: float = 1.5 * UNIT, after: float = 3.5 * UNIT) -> None:
        self.content, self.before, self.after = content, before, after
        self._size = (0.0, 0.0)

    @classmethod
    def inner_width(cls, width: float) -> float:
        """Width left for the content of a block this wide."""
        return width - cls._INSET - 4 * UNIT

    def lay(self, width: float) -> float:
        """Height at this width."""
        height = self.content.lay(self.inner_width(width)) + 2 * self._PADDING
        self._size = (width, height)
        return height

    def decorate(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw tint and bar."""
        width, height = self._size
        bottom = top - height
        with canvas.artifact():
            canvas.operators(
                f"{TINT} rg {x:.2f} {bottom:.2f} {width:.2f} {height:.2f} re f",
                f"{ACCENT} rg {x:.2f} {bottom:.2f} {self._BAR} {height:.2f} re f",
            )
        self.content.decorate(canvas, x + self._INSET, top - self._PADDING)

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the words."""
        self.content.paint(canvas, x + self._INSET, top - self._PADDING)

    def cut(self, height: float) -> tuple[Box, Box] | None:
        """Two tinted blocks."""
        halves = self.content.cut(height - 2 * self._PADDING)
        if halves is None:
            return None
        return (
            DecisionBox(halves[0], before=self.before, after=0.0),
            DecisionBox(halves[1], before=0.0, after=self.after),
        )


class RuleBox:
    """A hairline with free space above it: where somebody signs."""

    before = after = 0.0

    def __init__(self, space: float, width: float) -> None:
        self._space, self._width = space, width

    def lay(self, width: float) -> float:
        """Height at this width."""
        return self._space + UNIT

    def decorate(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the line."""
        y = top - self._space
        with canvas.artifact():
            canvas.operators(f"{HAIRLINE} RG .6 w {x:.2f} {y:.2f} m {x + self._width:.2f} {y:.2f} l S")

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Nothing to read."""

    def cut(self, height: float) -> tuple[Box, Box] | None:
        """Never."""
        return None


class Figure(Flowable):  # type: ignore[misc,unused-ignore]
    """A picture with its text alternative; ``draw_on`` draws into the box 0, 0, width, height."""

    canv: TaggedCanvas

    def __init__(
        self, node: Node, alt: str, size: tuple[float, float], draw_on: Callable[[TaggedCanvas], None]
    ) -> None:
        super().__init__()
        if not alt.strip():
            raise ValueError("a figure needs a text alternative")
        self.node, self._draw_on = node, draw_on
        node.alt = drawable(alt)
        self.width, self.height = size

    @classmethod
    def of_drawing(cls, node: Node, alt: str, drawing: Any) -> Figure:
        """A figure from a reportlab ``Drawing``."""
        from reportlab.graphics import renderPDF  # slow to import, and most documents have no picture

        return cls(node, alt, (drawing.width, drawing.height), lambda canvas: renderPDF.draw(drawing, canvas, 0, 0))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """One mark for the whole picture."""
        left, bottom = self.canv.absolutePosition(0, 0)
        self.node.box = (left, bottom, left + self.width, bottom + self.height)
        with self.canv.marked(self.node):
            self._draw_on(self.canv)
