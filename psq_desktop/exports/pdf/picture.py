"""Charts on paper: pictures drawn in the style sheet's colours, as one tagged figure or as decoration."""

from __future__ import annotations

from collections.abc import Callable
from math import isclose

from psq_desktop.charts.marks import mark
from psq_desktop.charts.shapes import Circle, Label, Measure, Path, Picture, Position, Rect, Role, Shape, Weight
from psq_desktop.exports.pdf import fonts
from psq_desktop.exports.pdf.boxes import Box
from psq_desktop.exports.pdf.styles import (
    ACCENT,
    ACCENT_TEXT,
    BAD,
    GOOD,
    HAIRLINE,
    INFO,
    SECONDARY,
    TERTIARY,
    TEXT,
    TINT,
    WARNING,
    WHITE,
    operand,
)
from psq_desktop.exports.pdf.tagging import Node, TaggedCanvas
from psq_desktop.french import typeset

Builder = Callable[[float, float, Measure], Picture]


INKS: dict[Role, str | None] = {
    "text": TEXT, "text2": SECONDARY, "text3": TERTIARY, "surface": WHITE, "tint": TINT,
    "grid": HAIRLINE, "axis": TERTIARY, "track": operand("#E4E8F0"), "track_edge": None,
    "line": ACCENT, "line_neutral": SECONDARY, "target": TEXT, "pace": TERTIARY, "today": TERTIARY,
    "forbidden": operand("#FBEDED"), "accent_text": ACCENT_TEXT, "progress": ACCENT,
    "ok": operand("#23824E"), "info": INFO, "warn": operand("#B36F00"), "bad": operand("#C23038"),
    "neutral": TERTIARY,
    "ok_text": GOOD, "info_text": INFO, "warn_text": WARNING, "bad_text": BAD, "neutral_text": TERTIARY,
    "ok_soft": operand("#E9F5EE"), "info_soft": operand("#EAF1F9"), "warn_soft": operand("#FBF3E4"),
    "bad_soft": operand("#FBEDED"), "neutral_soft": TINT,
}  # fmt: skip
_FACES: dict[Weight, str] = {400: fonts.REGULAR, 600: fonts.SEMIBOLD, 700: fonts.BOLD}
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}
_QUARTER = 0.5523  # control points of a quarter circle


def measure(text: str, size: float, weight: Weight = 400) -> float:
    """Width in points of a text as it is drawn."""
    return fonts.measure(_FACES[weight], fonts.drawable(text)) * size / 1000


class PictureBox:
    """A chart as high as it is asked to be and as wide as its column.

    With a ``Figure`` node it is one figure with its text alternative. Without, it is decoration: what it shows must
    then stand in words beside it, as in the cells of a table.
    """

    def __init__(
        self,
        builder: Builder,
        height: float,
        node: Node | None = None,
        *,
        width: float | None = None,
        before: float = 0.0,
        after: float = 0.0,
    ) -> None:
        self._builder, self._height, self._width = builder, height, width
        self.node, self.before, self.after = node, before, after
        self._picture: Picture | None = None

    def lay(self, width: float) -> float:
        """Height at this width."""
        self._picture = self._builder(min(width, self._width or width), self._height, measure)
        if self.node is not None:
            self.node.alt = fonts.drawable(typeset(self._picture.alt))
        return self._picture.height

    def decorate(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw it here when it is decoration."""
        if self.node is None and self._picture is not None:
            with canvas.artifact():
                paint_picture(canvas, self._picture, x, top)

    def paint(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """Draw it here when it is a figure."""
        if self.node is None or self._picture is None:
            return
        left, bottom = canvas.absolutePosition(x, top - self._picture.height)
        self.node.box = (left, bottom, left + self._picture.width, bottom + self._picture.height)
        with canvas.marked(self.node):
            paint_picture(canvas, self._picture, x, top)

    def cut(self, height: float) -> tuple[Box, Box] | None:
        """Never."""
        return None


class MarkIcon:
    """A state's mark, for the beginning of a paragraph; its colour belongs to it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def paint(self, canvas: TaggedCanvas, x: float, y: float, side: float) -> None:
        """Draw it with its lower left corner at x, y; the caller has opened an artifact."""
        paint_shapes(canvas, mark(self.name, 0.0, 0.0, side), x, y + side)


def paint_picture(canvas: TaggedCanvas, picture: Picture, x: float, top: float) -> None:
    """Draw with the upper left corner at x, top; the caller has opened marked content or an artifact."""
    paint_shapes(canvas, picture.shapes, x, top)


def paint_shapes(canvas: TaggedCanvas, shapes: tuple[Shape, ...], x: float, top: float) -> None:
    """Draw shapes whose origin stands at x, top."""
    # Operators and not reportlab.graphics: its renderer sets text through the canvas's own font state, which knows
    # neither the narrow space nor the characters that the faces lack, and costs tens of milliseconds a chart.
    canvas.operators("q", f"1 0 0 1 {x:.2f} {top:.2f} cm 1 j")
    for shape in shapes:
        if isinstance(shape, Label):
            _label(canvas, shape)
        else:
            canvas.operators(*_drawn(shape))
    canvas.operators("Q")


def _label(canvas: TaggedCanvas, label: Label) -> None:
    ink, text = INKS[label.role], fonts.drawable(label.text)
    if ink is None or not text:
        return
    left = label.x - measure(text, label.size, label.weight) * _ANCHORS[label.anchor]
    canvas.operators("BT", f"{ink} rg 1 0 0 1 {left:.2f} {-label.y:.2f} Tm")
    canvas.show(_FACES[label.weight], label.size, text + " ")  # otherwise readers glue it to the next word
    canvas.operators("ET")


def _drawn(shape: Rect | Path | Circle) -> tuple[str, ...]:
    fill = INKS[shape.fill] if shape.fill is not None else None
    stroke = INKS[shape.stroke] if shape.stroke is not None else None
    if fill is None and stroke is None:
        return ()
    state = [f"{fill} rg"] if fill is not None else []
    if stroke is not None:
        dash = " ".join(f"{part:.2f}" for part in shape.dash)
        state.append(f"{stroke} RG {shape.stroke_width:.3f} w [{dash}] 0 d {0 if shape.dash else 1} J")
    ending = "B" if fill is not None and stroke is not None else "f" if fill is not None else "S"
    return (*state, *_outline(shape), ending)


def _outline(shape: Rect | Path | Circle) -> tuple[str, ...]:
    if isinstance(shape, Path):
        points = (f"{x:.2f} {-y:.2f} {'l' if i else 'm'}" for i, (x, y) in enumerate(shape.points))
        return (*points, "h") if shape.fill is not None else tuple(points)
    if isinstance(shape, Circle):
        r = shape.radius
        return _rounded(shape.x - r, shape.y - r, 2 * r, 2 * r, r)
    radius = min(shape.radius, shape.width / 2, shape.height / 2)
    if isclose(radius, 0.0):
        return (f"{shape.x:.2f} {-shape.y - shape.height:.2f} {shape.width:.2f} {shape.height:.2f} re",)
    return _rounded(shape.x, shape.y, shape.width, shape.height, radius)


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> tuple[str, ...]:
    """Four sides and four quarter circles; y downwards, as in pictures."""
    right, bottom, out = x + width, y + height, radius * (1 - _QUARTER)
    corners: tuple[tuple[Position, Position, Position, Position], ...] = (
        ((right - radius, y), (right - out, y), (right, y + out), (right, y + radius)),
        ((right, bottom - radius), (right, bottom - out), (right - out, bottom), (right - radius, bottom)),
        ((x + radius, bottom), (x + out, bottom), (x, bottom - out), (x, bottom - radius)),
        ((x, y + radius), (x, y + out), (x + out, y), (x + radius, y)),
    )
    result = []
    for i, (start, *curve) in enumerate(corners):
        result.append(f"{start[0]:.3f} {-start[1]:.3f} {'l' if i else 'm'}")
        result.append(" ".join(f"{a:.3f} {-b:.3f}" for a, b in curve) + " c")
    return (*result, "h")
