"""What narrows the register: how urgent, whose, for which objective, in which words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.views.decisions.filters import CHIPS
from psq_desktop.views.kit import STRETCH, Chips, ChoiceField, FilterField, column, row

EVERYBODY = (None, "Tous les partenaires")
EVERYTHING = (None, "Tous les objectifs")


class Tools(QWidget):
    """`changed` when a field narrows otherwise; the chips tell by themselves."""

    changed = Signal()

    def __init__(self, bar: QWidget) -> None:
        super().__init__()
        self._bar = bar  # takes the chips' place while several decisions are chosen
        self.chips = Chips(CHIPS, "Décisions affichées")
        self.partner = ChoiceField("Partenaire", (EVERYBODY,), 176)
        self.objective = ChoiceField("Objectif", (EVERYTHING,), 164)
        self.filter = FilterField("Filtrer les décisions", 120)
        fields = row(self.partner, self.objective, STRETCH, self.filter, spacing=6)
        self.setLayout(column(self.chips, bar, fields, spacing=8, margins=(12, 9, 12, 9)))
        self.partner.value_changed.connect(self._on_changed)
        self.objective.value_changed.connect(self._on_changed)
        self.filter.textChanged.connect(self._on_changed)

    def show_bar(self, on: bool) -> None:
        """The verbs of several decisions, or the chips."""
        self.chips.setVisible(not on)
        self._bar.setVisible(on)

    def set_partners(self, found: tuple[tuple[int, str], ...]) -> None:
        """Who can be asked for."""
        self.partner.set_choices((EVERYBODY, *found))

    def set_objectives(self, found: tuple[tuple[int, str], ...]) -> None:
        """Which objectives can be asked for."""
        self.objective.set_choices((EVERYTHING, *found))

    @property
    def wanted(self) -> dict[str, Any]:
        """What the register is asked for."""
        return {
            "text": self.filter.text(),
            "partner_id": self.partner.value,
            "objective_id": self.objective.value,
        }

    @property
    def words(self) -> tuple[str, str, str]:
        """The partner, the objective and the text asked for; empty where nothing narrows."""
        return (
            self.partner.currentText() if self.partner.value is not None else "",
            self.objective.currentText() if self.objective.value is not None else "",
            self.filter.text(),
        )

    @property
    def is_set(self) -> bool:
        """Whether a field narrows what is shown."""
        return any(self.words)

    def clear(self) -> None:
        """Let the fields narrow nothing; no signal."""
        self.blockSignals(True)
        self.filter.clear()
        self.partner.set_value(None)
        self.objective.set_value(None)
        self.blockSignals(False)

    def _on_changed(self, _value: object = None) -> None:
        self.changed.emit()
