"""A partner's card on the board: one glance, one verb."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from psq_desktop.services.rounds.campaign_rows import DispatchRow
from psq_desktop.views.kit import STRETCH, Avatar, Badge, Button, ElidedLabel, Label, column, row
from psq_desktop.views.returns import facts
from psq_desktop.views.widgets.layouts import Item
from psq_desktop.views.widgets.themed import mark
from psq_desktop.views.widgets.tips import plain

_STEPS = {
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
}  # fmt: skip

_TALL = 10_000


class NameLabel(Label):
    """A whole name, on as many lines as it needs: a list that scrolls asks for heights before it knows its width."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = QRect(0, 0, self.width(), _TALL)  # not heightForWidth: it never falls below the height set before
        needed = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text()).height()
        if needed != self.maximumHeight() or needed != self.minimumHeight():
            self.setFixedHeight(needed)


class DispatchCard(QFrame):
    """Entrée does the verb, the arrows move, the menu key opens the rest."""

    acted = Signal(object)  # DispatchRow, with the verb of its state
    menu_wanted = Signal(object, object)  # DispatchRow, global QPoint
    step_wanted = Signal(int, int)  # columns to the right, cards down
    entered = Signal(int)  # dispatch id: it has the focus

    def __init__(self, card: DispatchRow, campaign_due: dt.date) -> None:
        super().__init__()
        self.card = card
        self.setObjectName("line")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the board lets Tab reach one of its cards
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.verb = facts.verb(card)
        self.setAccessibleName(facts.spoken(card))
        self.setAccessibleDescription(f"Entrée : {self.verb.text}" if self.verb.text else "")
        self.setToolTip(plain(facts.tip(card, campaign_due)))
        self.verb_button = Button(self.verb.text, self.verb.icon, "small")
        self.verb_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Entrée on the card does the same
        self.verb_button.setAccessibleName(f"{self.verb.text} : {card.partner}")
        self.verb_button.setVisible(bool(self.verb.text))
        self.verb_button.clicked.connect(self._act)
        self.name_label = NameLabel(card.partner, 9.5, 600, wrap=True)
        self._lay()

    def _lay(self) -> None:
        head = row(Avatar(self.card.acronym, 24), self.name_label, spacing=7, grow=1)
        items: list[Item] = [head, ElidedLabel(facts.detail(self.card), 8.5, 400, "text2")]
        items += [_badge_line(each) for each in facts.marks(self.card)]
        items.append(self.verb_button)
        self.setLayout(column(*items, spacing=6, margins=(10, 9, 10, 10)))

    def _act(self) -> None:
        if self.verb.key:
            self.acted.emit(self.card)
        else:
            self._open_menu()

    def _open_menu(self, where: QPoint | None = None) -> None:
        at = where if where is not None else self.mapToGlobal(QPoint(12, self.height() - 8))
        self.menu_wanted.emit(self.card, at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._act()
        elif key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.step_wanted.emit(*_STEPS[key])
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._act()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        self._open_menu(event.globalPos() if by_mouse else None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        mark(self, "current", True)
        self.entered.emit(self.card.id)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        mark(self, "current", event.reason() == Qt.FocusReason.PopupFocusReason)


def _badge_line(told: facts.Mark) -> QHBoxLayout:
    return row(Badge(told.text, told.icon, told.tone, height=20, points=8.5), STRETCH)
