"""A page painted for a distance: everything is measured in pixels of a 1920 × 1080 page, and grows with the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from psq_desktop.french import typeset
from psq_desktop.views import icons, theme
from psq_desktop.views.tokens import TONES, Token, Tone
from psq_desktop.views.widgets.bars import paint_bar

WIDTH, HEIGHT = 1920.0, 1080.0
MARGIN = 64.0
SMALLEST = 25.0  # pixels of a 1080-line page: a little over 18 points
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
_LINE = 1.22  # of a font's size, between lines that follow each other
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


@lru_cache(maxsize=256)
def font(pixels: float, weight: int = 400, tabular: bool = False) -> QFont:
    """The interface font at a size in pixels of the page; ``tabular`` where digits run. Do not modify it."""
    made = QFont()
    made.setFamilies(theme.FAMILIES)
    made.setPixelSize(round(pixels))
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


@lru_cache(maxsize=256)
def metrics(pixels: float, weight: int = 400) -> QFontMetricsF:
    """Measures of `font` with the same arguments."""
    return QFontMetricsF(font(pixels, weight))


def advance(text: str, pixels: float, weight: int = 400) -> float:
    """Width of one line."""
    return metrics(pixels, weight).horizontalAdvance(text)


def elided(text: str, width: float, pixels: float, weight: int = 400) -> str:
    """The text, shortened with « … » to the width."""
    return metrics(pixels, weight).elidedText(text, Qt.TextElideMode.ElideRight, width)


def tall(text: str, width: float, pixels: float, weight: int = 400) -> float:
    """Height of a text wrapped to a width."""
    return metrics(pixels, weight).boundingRect(QRectF(0, 0, width, 1e5), _WRAP, text).height()


def fitted(text: str, width: float, height: float, sizes: tuple[float, ...], weight: int = 400) -> tuple[str, float]:
    """The largest of the sizes at which the text fits; at the last one it ends in « … » where it must."""
    for pixels in sizes:
        if _fits(text, width, height, pixels, weight):
            return text, pixels
    words, low, high = text.split(" "), 1, text.count(" ") + 1
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(_cut(words, middle), width, height, pixels, weight):
            low = middle
        else:
            high = middle - 1
    return elided(_cut(words, low), width * max(1, height // (pixels * _LINE)), pixels, weight), pixels


def _cut(words: list[str], count: int) -> str:
    return " ".join(words[:count]) + ("…" if count < len(words) else "")


def _fits(text: str, width: float, height: float, pixels: float, weight: int) -> bool:
    widest = max((advance(word, pixels, weight) for word in text.split()), default=0)
    return widest <= width and tall(text, width, pixels, weight) <= height


class Canvas:
    """Paints on a page that is ``width`` by ``height`` of its own pixels, at least 1920 by 1080."""

    def __init__(self, painter: QPainter, size: QSize) -> None:
        self.painter = painter
        self.unit = min(size.width() / WIDTH, size.height() / HEIGHT)
        self.width, self.height = size.width() / self.unit, size.height() / self.unit
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(self.unit, self.unit)

    @contextmanager
    def enlarged(self, scale: float) -> Iterator[None]:
        """What is painted inside grows from the page's corner; boxes are to be divided by the scale (`shrunk`)."""
        self.painter.save()
        self.painter.scale(scale, scale)
        self.unit *= scale
        yield
        self.unit /= scale
        self.painter.restore()

    def words(
        self,
        text: str,
        box: QRectF,
        pixels: float,
        weight: int = 400,
        token: Token = "text",
        where: Qt.AlignmentFlag = LEFT,
        *,
        tabular: bool = False,
    ) -> None:
        """One line, shortened to the room."""
        self.painter.setFont(font(pixels, weight, tabular))
        self.painter.setPen(theme.color(token))
        self.painter.drawText(box, int(where), elided(typeset(text), box.width(), pixels, weight))

    def paragraph(self, text: str, box: QRectF, pixels: float, weight: int = 400, token: Token = "text") -> None:
        """Lines wrapped to the box: see `fitted`."""
        self.painter.setFont(font(pixels, weight))
        self.painter.setPen(theme.color(token))
        self.painter.drawText(box, _WRAP, text)

    def icon(self, name: str, token: Token, left: float, middle: float, side: float) -> None:
        """An icon centred on a height."""
        drawing = icons.painted(name, theme.color(token), max(1, round(side * self.unit)))
        self.painter.drawPixmap(QRectF(left, middle - side / 2, side, side), drawing, QRectF(drawing.rect()))

    def card(self, box: QRectF) -> None:
        """A surface with a hairline."""
        self.painter.setPen(QPen(theme.color("border"), 1.5))
        self.painter.setBrush(theme.color("surface"))
        self.painter.drawRoundedRect(box, 12, 12)

    def pill(
        self, left: float, middle: float, text: str, icon: str, tone: Tone, height: float = 42, pixels: float = SMALLEST
    ) -> float:
        """A state as shape, word and colour; returns its width, that of `pill_width`."""
        text = typeset(text)
        box = QRectF(left, middle - height / 2, pill_width(text, icon, height, pixels), height)
        contrast = theme.current().name == "contrast"
        self.painter.setPen(QPen(theme.color("badge_border"), 2) if contrast else QPen(Qt.PenStyle.NoPen))
        self.painter.setBrush(theme.tone_soft(tone))
        self.painter.drawRoundedRect(box, height / 2, height / 2)
        x = left + height * 0.38
        if icon:
            self.icon(icon, TONES[tone].text, x, middle, height * 0.56)
            x += height * 0.56 + (8 if text else 0)
        self.painter.setFont(font(pixels, 600))
        self.painter.setPen(theme.tone_text(tone))
        self.painter.drawText(QRectF(x, box.top(), box.right() - x, height), int(LEFT), text)
        return box.width()

    def bar(self, box: QRectF, value: float, tone: Tone, mark: float | None) -> None:
        """How far something is, with a dark tick for the time elapsed."""
        paint_bar(self.painter, box, value, tone)
        if mark is not None:
            x = box.left() + box.width() * min(max(mark, 0), 1)
            self.painter.setPen(QPen(theme.color("text"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            self.painter.drawLine(QPointF(x, box.top() - 5), QPointF(x, box.bottom() + 5))

    def ring(self, box: QRectF, share: float, token: Token, thick: float = 17) -> None:
        """A ring of which a share is filled, from the top clockwise."""
        inside = box.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        if theme.current().name == "contrast":
            self.painter.setPen(QPen(theme.color("border"), thick))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawEllipse(inside)
            thick -= 4
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(theme.color("bar_track"), thick))
        self.painter.drawEllipse(inside)
        if share > 0:
            self.painter.setPen(QPen(theme.color(token), thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            self.painter.drawArc(inside, 90 * 16, -round(min(share, 1) * 360 * 16))


def shrunk(box: QRectF, scale: float) -> QRectF:
    """A box of the page as it is measured inside `Canvas.enlarged`."""
    return QRectF(box.left() / scale, box.top() / scale, box.width() / scale, box.height() / scale)


def pill_width(text: str, icon: str, height: float = 42, pixels: float = SMALLEST) -> float:
    """Width of a pill; ``text`` is already typeset."""
    mark = height * 0.56 + (8 if text else 0) if icon else 0
    return 2 * height * 0.38 + mark + advance(text, pixels, 600)
