"""Key figures in cards above a register."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from psq_desktop.french import NBSP, typeset
from psq_desktop.views import theme
from psq_desktop.views.registers.register import Figure
from psq_desktop.views.widgets.bars import Bar
from psq_desktop.views.widgets.cards import Card
from psq_desktop.views.widgets.layouts import STRETCH, column, row
from psq_desktop.views.widgets.text import ElidedLabel, Label
from psq_desktop.views.widgets.tips import plain

_SHORT = 10  # letters of a unit that stays where the room is low


class FigureCard(Card):
    """Title, figure with its unit, a bar if it has one, a few quiet words; where the room is low, one line."""

    def __init__(self) -> None:
        self._title = ElidedLabel("", 9.5, 500, "text2")
        self._figure = Label("", 19, 700)
        self._unit = ElidedLabel("", 9.5, 400, "text2")
        self._detail = ElidedLabel("", 8.5, 400, "text2")
        self._place = row(spacing=0)
        self._bar: Bar | None = None
        figure = row(self._figure, self._unit, spacing=6, grow=1)
        figure.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self._head = column(self._title, figure, spacing=4)
        self._low, self._words = False, ""
        super().__init__(self._head, self._place, self._detail, STRETCH, spacing=4, margins=(16, 11, 16, 11))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_figure(self, shown: Figure) -> None:
        """Show a figure."""
        self._title.setText(shown.title)
        self._figure.setText(shown.figure)
        self._words = typeset(shown.unit)
        self._show_unit()
        self._detail.setText(shown.detail)
        self._detail.setVisible(bool(shown.detail) and not self._low)
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None
        if shown.value is not None:
            self._bar = Bar(shown.value, shown.title, shown.tone, mark=shown.mark)
            self._bar.setVisible(not self._low)
            self._place.addWidget(self._bar)
        words = (f"{shown.title} : {shown.figure} {shown.unit}".strip(), shown.detail)
        self.setAccessibleName(typeset(", ".join(filter(None, words))))
        self.setToolTip(plain(self.accessibleName()))

    def _show_unit(self) -> None:
        """All its words, or « sur 3 » of « sur 3 visées » where the room is low."""
        words = self._words
        if self._low and len(words) > _SHORT:
            words = words.partition(NBSP)[0] if words.startswith("sur ") else ""
        self._unit.setText(words)
        self._unit.setVisible(bool(words) or not self._words)

    def set_low(self, low: bool) -> None:
        """Stand in one line, or in all its height."""
        self._low = low
        self._show_unit()
        self._head.setDirection(QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom)
        self._head.setStretch(0, 1 if low else 0)
        self._detail.setVisible(bool(self._detail.text()) and not low)
        if self._bar is not None:
            self._bar.setVisible(not low)
        margins = (16, 3, 16, 3) if low else (16, 11, 16, 11)
        theme.space(self.column(), 4, margins)


class Figures(QWidget):
    """Cards side by side, all of one height."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._low = False
        self.cards = tuple(FigureCard() for _ in range(count))
        line = row(*self.cards, spacing=12)
        for rank, card in enumerate(self.cards):
            line.setStretch(rank, 1)
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_low(self, low: bool) -> None:
        """One line each, or in all their height."""
        if low != self._low:
            self._low = low
            for card in self.cards:
                card.set_low(low)

    def show_figures(self, figures: tuple[Figure, ...]) -> None:
        """Show these; a card without a figure hides."""
        for rank, card in enumerate(self.cards):
            card.setVisible(rank < len(figures))
            if rank < len(figures):
                card.show_figure(figures[rank])
