"""What the table of lines paints itself: the tick box, and a value struck through beside the new one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from psq_desktop.french import typeset
from psq_desktop.views import icons, theme
from psq_desktop.views.kit import Place
from psq_desktop.views.review.values import NOTHING
from psq_desktop.views.tokens import TONES, Tone


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick box; none where there is nothing to decide."""

    on: bool
    box: bool

    @property
    def text(self) -> str:
        """« coché »."""
        return ("coché" if self.on else "non coché") if self.box else ""

    @property
    def said(self) -> str:
        """The same."""
        return self.text

    def paint(self, place: Place) -> None:
        """A box of the theme's own, at the left."""
        if not self.box:
            return
        side = theme.px(17)
        area = QRectF(place.left + 0.5, place.middle - side / 2 + 0.5, side - 1, side - 1)
        place.painter.setPen(QPen(theme.color("accent" if self.on else "field_border"), 1))
        place.painter.setBrush(theme.color("accent" if self.on else "surface"))
        place.painter.drawRoundedRect(area, 4, 4)
        if self.on:
            drawing = icons.painted("check", theme.color("on_accent"), side - 4)
            place.painter.drawPixmap(QPointF(area.left() + 1.5, area.top() + 1.5), drawing)


@dataclass(frozen=True, slots=True)
class Change:
    """« 33 → 31 »: what was struck through, what comes on a tinted ground."""

    before: str
    after: str
    tone: Tone
    known: str = ""  # where nothing stood: the last figure of another period, in grey
    more: str = ""  # in the tooltip: « relevé le 20 nov. 2026 »

    @property
    def text(self) -> str:
        """« 33 → 31 », for a copy."""
        before = self.before or self.known
        return f"{before} → {self.after}" if before else self.after

    @property
    def said(self) -> str:
        """The same for those who see no line through a word."""
        new = f"nouveau : {self.after}" + (f", dernier connu : {self.known}" if self.known else "")
        told = f"avant {self.before}, après {self.after}" if self.before else new
        return f"{told}, {self.more}" if self.more else told

    def paint(self, place: Place) -> None:
        """Both, shortened to what each needs of the room."""
        arrow, gap, pad = theme.px(14), theme.px(8), theme.px(3)
        before, after = typeset(self.before or self.known), typeset(self.after)
        old: Tone | None = "danger" if self.before else None
        room = place.width - 2 * pad
        left = place.left - pad
        if before:
            room -= arrow + 2 * gap + 2 * pad
            needs = theme.metrics(10, 400).horizontalAdvance(before)
            rest = theme.metrics(10, 600).horizontalAdvance(after)
            share = min(needs, max(room - rest, room * 0.4))
            left += self._paint_word(place, left, before, share, old, struck=bool(self.before)) + gap
            drawing = icons.painted("arrow-right", theme.color("text3"), arrow)
            place.painter.drawPixmap(QPointF(left, place.middle - arrow / 2), drawing)
            left += arrow + gap
            room -= min(share, needs)
        self._paint_word(place, left, after, room, self.tone, weight=600)

    def _paint_word(
        self,
        place: Place,
        left: float,
        text: str,
        room: float,
        tone: Tone | None,
        *,
        weight: int = 400,
        struck: bool = False,
    ) -> float:
        words = theme.elided(text, room, 10, weight)
        wide = theme.metrics(10, weight).horizontalAdvance(words) + 2 * theme.px(3)
        tall = theme.px(20)
        area = QRectF(left, place.middle - tall / 2, wide, tall)
        ground = tone if text != NOTHING else None
        if ground is not None:
            place.painter.setPen(theme.color("badge_border"))
            place.painter.setBrush(theme.tone_soft(ground))
            place.painter.drawRect(area)
        font = theme.font(10, weight)
        if struck and ground is not None:
            font = type(font)(font)
            font.setStrikeOut(True)
        place.painter.setFont(font)
        place.painter.setPen(theme.color("text2" if ground is None else TONES[ground].text))
        place.painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), words)
        return wide
