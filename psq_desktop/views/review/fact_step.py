"""A step that only tells: a title, facts in two columns, a note where something is to be looked at."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from psq_desktop.french import typeset
from psq_desktop.views import theme
from psq_desktop.views.kit import STRETCH, Card, CardHead, Label, Note, boxed, column, hairline, row, scrolled
from psq_desktop.views.review.facts import Fact

_NAME_WIDTH = 190


class FactLine(QWidget):
    """A word and what is known, in whole."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__()
        title = Label(name, 9.5, 400, "text2")
        theme.fix_width(title, _NAME_WIDTH)
        said = Label(value, 10, 500, wrap=True)
        self.setLayout(row(title, said, spacing=10, margins=(0, 5, 0, 5), grow=1))
        self.setAccessibleName(typeset(f"{name} : {value}"))


class FactStep(QWidget):
    """The facts of a step in a card."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._facts: QVBoxLayout = column(spacing=0, margins=(16, 8, 16, 10))
        self.note = Note("warning", "")
        self.note.hide()
        inside = column(boxed(self._facts), STRETCH, spacing=0)
        card = Card(CardHead(title), scrolled(inside, title), grow=1)
        self.setLayout(column(self.note, card, spacing=theme.GAP, grow=1))

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Other facts."""
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for rank, (name, value) in enumerate(facts):
            if rank:
                self._facts.addWidget(hairline())
            self._facts.addWidget(FactLine(name, value))
