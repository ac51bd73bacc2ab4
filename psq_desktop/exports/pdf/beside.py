"""Parts of a page that stand beside each other, and what frames them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from psq_desktop.exports.pdf.boxes import Box, Row
from psq_desktop.exports.pdf.styles import HAIRLINE
from psq_desktop.exports.pdf.tagging import TaggedCanvas

_PLENTY = 1e5  # points: more than any page


@dataclass(frozen=True, slots=True)
class Panel:
    """One column of a page: its content from top to bottom, in reading order, and its width in points."""

    flowables: Sequence[Flowable]
    width: float


class SideBySide(Flowable):  # type: ignore[misc,unused-ignore]
    """Panels next to each other, or one below the other when the page is not high enough for them."""

    canv: TaggedCanvas

    def __init__(self, panels: Sequence[Panel], gap: float) -> None:
        super().__init__()
        self.panels, self.gap = tuple(panels), gap

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height taken."""
        self._tops = [_stacked(panel) for panel in self.panels]
        self.width = width
        self.height = max((heights[-1] for heights in self._tops), default=0.0)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Everything in its order, as it would stand without panels."""
        return [flowable for panel in self.panels for flowable in panel.flowables]

    def draw(self) -> None:
        """Panel by panel, as they are read."""
        left = 0.0
        for panel, tops in zip(self.panels, self._tops, strict=True):
            for flowable, top in zip(panel.flowables, tops, strict=False):
                flowable.drawOn(self.canv, left, self.height - top - flowable.height)
            left += panel.width + self.gap


def _stacked(panel: Panel) -> list[float]:
    """How far below the panel's top each part begins, and where the last ends."""
    tops, y, after = [], 0.0, None
    for flowable in panel.flowables:
        _, height = flowable.wrap(panel.width, _PLENTY)
        if after is not None:
            y += max(after, flowable.getSpaceBefore())
        tops.append(y)
        y += height
        after = flowable.getSpaceAfter()
    return [*tops, y]


class RuledRow(Row):
    """Cells with a hairline between them."""

    inset = 11.5

    def decorate(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the hairlines, then what the cells have."""
        with canvas.artifact():
            for width in self.widths[: len(self.cells) - 1]:
                x += width
                at = x - self.inset
                canvas.operators(f"{HAIRLINE} RG .5 w {at:.2f} {top:.2f} m {at:.2f} {top - self.height:.2f} l S")
        super().decorate(canvas, x - sum(self.widths[: len(self.cells) - 1]), top)


class Frame:
    """A box with a rounded line around it."""

    _INSET, _PADDING, _RADIUS = 9.0, 7.0, 4.0

    def __init__(self, content: Box, colour: str, *, before: float = 0.0, after: float = 0.0) -> None:
        self.content, self.colour, self.before, self.after = content, colour, before, after
        self._size = (0.0, 0.0)

    def lay(self, width: float) -> float:
        """Height at this width."""
        self._size = (width, self.content.lay(width - 2 * self._INSET) + 2 * self._PADDING)
        return self._size[1]

    def decorate(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the line."""
        width, height = self._size
        with canvas.artifact():
            canvas.operators(f"q {self.colour} RG 1 w")
            canvas.roundRect(x, top - height, width, height, self._RADIUS, stroke=1, fill=0)
            canvas.operators("Q")
        self.content.decorate(canvas, x + self._INSET, top - self._PADDING)

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw the words."""
        self.content.paint(canvas, x + self._INSET, top - self._PADDING)

    def cut(self, height: float) -> tuple[Box, Box] | None:
        """Never: it holds a few lines."""
        return None


class Note(Flowable):  # type: ignore[misc,unused-ignore]
    """Nothing to see: tells on which page, from 0, it came to stand."""

    canv: TaggedCanvas
    width = height = 0.0

    def __init__(self, tell: Callable[[int], None]) -> None:
        super().__init__()
        self._tell = tell

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """No room."""
        return 0.0, 0.0

    def draw(self) -> None:
        """Say where it is."""
        self._tell(self.canv.page_index)
