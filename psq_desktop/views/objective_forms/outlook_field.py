"""The five outlooks, each with its shape, its word and what it means."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from psq_desktop.services.kinds import OutlookState
from psq_desktop.views import badges
from psq_desktop.views.kit import IconBox, Label, LineCard, column, row
from psq_desktop.views.objective_forms.radio import Radio
from psq_desktop.wording import word

MEANINGS = {
    OutlookState.SECURED: "L’objectif sera tenu à l’échéance, rien ne s’y oppose.",
    OutlookState.ATTAINABLE: "L’objectif peut être tenu si le rythme se maintient.",
    OutlookState.SUPPORT_NEEDED: "Il ne sera tenu qu’avec l’aide d’autres partenaires ou de la présidence.",
    OutlookState.COMPROMISED: "Il ne sera pas tenu à l’échéance, même avec de l’aide.",
    OutlookState.UNKNOWN: "Le pilote ne se prononce pas encore.",
}


class OutlookCard(LineCard):
    """One outlook; the whole card chooses it."""

    def __init__(self, state: OutlookState) -> None:
        icon, tone = badges.look(state)
        self.radio = Radio(word(state), 600)
        self.radio.setAccessibleDescription(MEANINGS[state])
        meaning = Label(MEANINGS[state], 9, 400, "text2", wrap=True)
        words = column(self.radio, meaning, spacing=0)
        super().__init__(row(IconBox(icon, tone, 32), words, spacing=11, margins=(11, 5, 11, 7), grow=1))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.radio.setFocus()
            self.radio.click()


class OutlookField(QWidget):
    """One outlook among five; ↑ and ↓ choose, as 1 to 5 do."""

    chosen = Signal(object)  # OutlookState

    def __init__(self) -> None:
        super().__init__()
        self.cards = {state: OutlookCard(state) for state in OutlookState}
        self._group = QButtonGroup(self)
        for card in self.cards.values():
            self._group.addButton(card.radio)
        self._group.buttonToggled.connect(self._on_toggled)
        self.setLayout(column(*self.cards.values(), spacing=5))
        self.setFocusProxy(self.cards[OutlookState.SECURED].radio)

    @property
    def state(self) -> OutlookState | None:
        """The outlook chosen."""
        return next((state for state, card in self.cards.items() if card.radio.isChecked()), None)

    def set_state(self, state: OutlookState | None) -> None:
        """Show an outlook."""
        if state is not None:
            self.cards[state].radio.setChecked(True)
            self.setFocusProxy(self.cards[state].radio)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rank = event.text()
        if rank in tuple("12345"):
            state = tuple(OutlookState)[int(rank) - 1]
            self.set_state(state)
            self.cards[state].radio.setFocus()
        else:
            super().keyPressEvent(event)

    def _on_toggled(self, _button: object, on: bool) -> None:
        for state, card in self.cards.items():
            card.set_current(card.radio.isChecked())
            if on and card.radio.isChecked():
                self.chosen.emit(state)
