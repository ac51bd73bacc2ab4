"""A page shown to the room, and the page of the item being spoken of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from psq_desktop.french import time_text
from psq_desktop.services.sitting.projection import ProjectionView
from psq_desktop.views import theme
from psq_desktop.views.projection import words
from psq_desktop.views.projection.board import card_height, paint_objective
from psq_desktop.views.projection.canvas import (
    CENTRE,
    MARGIN,
    RIGHT,
    SMALLEST,
    Canvas,
    advance,
    fitted,
    shrunk,
    tall,
)
from psq_desktop.views.projection.rail import paint_rail
from psq_desktop.views.screen import DraftDecision
from psq_desktop.views.tokens import Token

RING = 194.0
_TITLE_SIZES = (60.0, 52.0, 44.0)
_LARGE = (104.0, 92.0, 80.0, 70.0, *_TITLE_SIZES)  # while no decision takes the room
_TALLEST = 400.0  # of a title: beyond, smaller letters read better
_GROWN = 1.25  # figures and ring, likewise
_DECISION_SIZES = (38.0, 34.0, 30.0, 26.0)
_GAP = 20.0
_TOP, _FOOT = 160.0, 992.0  # between the rail, when it is one line, and the last line


class Stage(QWidget):
    """A painted page that may be blackened."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.black = False
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_black(self, black: bool) -> None:
        """Show nothing, or the page again."""
        self.black = black
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black if self.black else theme.color("bg"))
        if not self.black:
            self.paint(Canvas(painter, self.size()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self.update()

    def paint(self, canvas: Canvas) -> None:
        """Paint the page."""
        raise NotImplementedError


class ItemStage(Stage):
    """Rail, item with its time, figures, the decision being typed, what comes next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Projection", parent)
        self.clock: Callable[[], dt.datetime] = dt.datetime.now
        self.view: ProjectionView | None = None
        self.draft: DraftDecision | None = None

    def set_view(self, view: ProjectionView) -> None:
        """Show fresh facts."""
        self.view = view
        self._say()

    def set_draft(self, draft: DraftDecision | None) -> None:
        """Show the decision as it is typed."""
        self.draft = draft
        self._say()

    def _say(self) -> None:
        if self.view is not None:
            self.setAccessibleDescription(words.aloud(self.view, self.draft))
        self.update()

    def paint(self, canvas: Canvas) -> None:
        view = self.view
        if view is None:
            return
        now = self.clock()
        right = canvas.width - MARGIN
        head = QRectF(MARGIN, 30, right - MARGIN - 220, 40)
        canvas.words(words.heading(view), head, SMALLEST, 400, "text2")
        canvas.words(time_text(now.time()), QRectF(right - 200, 30, 200, 40), 27, 700, where=RIGHT, tabular=True)
        below = paint_rail(canvas, view, 110)
        self._body(canvas, view, int(now.timestamp()), _TOP + below)
        foot = QRectF(MARGIN, canvas.height - 66, right - MARGIN, 40)
        counts = words.counts(view)
        canvas.words(counts, foot, SMALLEST, 400, "text2", RIGHT)
        canvas.words(words.following(view), foot.adjusted(0, 0, -860, 0), SMALLEST, 500, "text2")

    def _body(self, canvas: Canvas, view: ProjectionView, now: int, top: float) -> None:
        """Title, figures and decision share the height: the decision takes what it needs, the title floats."""
        item = view.current
        objective = item.objective if item is not None and not view.held else None
        decision = words.decision(view, self.draft)
        bottom = canvas.height - (1080 - _FOOT)
        width = canvas.width - 2 * MARGIN
        grown = _GROWN if decision is None else 1.0
        cards = card_height(objective, width / grown, _GAP) * grown if objective is not None else 0.0
        if decision is not None:
            bottom = self._decision(canvas, decision, top, bottom, cards + _GAP if cards else 0)
        if objective is not None:
            card = QRectF(MARGIN, bottom - cards, width, cards)
            with canvas.enlarged(grown):
                paint_objective(canvas, objective, shrunk(card, grown), _GAP)
            bottom = card.top()
        self._title(canvas, view, now, QRectF(MARGIN, top, width, bottom - top), grown)

    def _title(self, canvas: Canvas, view: ProjectionView, now: int, room: QRectF, grown: float) -> None:
        item = view.current if not view.held else None
        ring = RING * grown
        width = room.width() - (ring + 60 if item is not None else 0)
        sizes = _TITLE_SIZES if grown == 1 else _LARGE
        text, pixels = fitted(words.title(view), width, min(room.height() - 70 * grown, _TALLEST), sizes, 700)
        height, line = tall(text, width, pixels, 700), 46 * grown
        middle = room.center().y()
        top = middle - (height + line) / 2
        over = words.rank(view) if item is not None else ""
        if view.paused and not view.held:
            over = f"{over} · séance suspendue" if over else "Séance suspendue"
        canvas.words(over, QRectF(MARGIN, top, width, 36 * grown), 28 * grown, 600, "accent_text")
        canvas.paragraph(text, QRectF(MARGIN, top + line, width, height + 20), pixels, 700)
        if item is not None:
            box = QRectF(room.right() - ring, middle - ring / 2, ring, ring)
            with canvas.enlarged(grown):
                self._ring(canvas, words.ring(item, now), shrunk(box, grown))

    def _ring(self, canvas: Canvas, ring: words.Ring, box: QRectF) -> None:
        canvas.ring(box, ring.share, "bar_bad" if ring.over else "accent")
        tone: Token = "danger" if ring.over else "text"
        quiet: Token = "danger" if ring.over else "text2"
        figure = QRectF(box.left(), box.center().y() - (10 if ring.over else 40), box.width(), 60)
        said = QRectF(box.left(), box.center().y() + (-44 if ring.over else 18), box.width(), 36)
        size = 46 if len(ring.figure) <= 5 else 36
        canvas.words(ring.figure, figure, size, 700, tone, CENTRE, tabular=True)
        canvas.words(ring.word, said, SMALLEST, 400, quiet, CENTRE)

    def _decision(self, canvas: Canvas, shown: words.Shown, top: float, bottom: float, taken: float) -> float:
        """Paint the card upwards from ``bottom``; returns where it begins, with the gap above."""
        width = canvas.width - 2 * MARGIN - 76
        room = bottom - top - taken - RING - 60 - 150
        text, pixels = fitted(shown.text, width, room, _DECISION_SIZES, 600)
        height = tall(text, width, pixels, 600)
        box = QRectF(MARGIN, bottom - height - 150, width + 76, height + 150)
        canvas.card(box)
        left = box.left() + 38
        middle = box.top() + 50
        canvas.pill(left, middle, words.named(shown), words.KIND_ICONS[shown.kind], "solid")
        said = words.DRAFTING if shown.drafting else words.RECORDED
        canvas.words(said, QRectF(left, middle - 20, width, 40), SMALLEST, 400, "text2", RIGHT)
        canvas.paragraph(text, QRectF(left, box.top() + 84, width, height + 20), pixels, 600)
        wide = min(advance(shown.pilot, 26, 700), width * 0.6)
        line = QRectF(left, box.top() + 94 + height, wide, 38)
        canvas.words(shown.pilot, line, 26, 700)
        due = QRectF(line.right() + (20 if shown.pilot else 0), line.top(), width * 0.4 - 20, 38)
        canvas.words(words.decision_due(shown.due), due, 26, 400, "text2")
        return box.top() - _GAP
