"""The board: six columns by state, one card per partner."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy

from psq_desktop import french
from psq_desktop.services.kinds import DispatchState
from psq_desktop.services.rounds.campaign_rows import Board, DispatchRow
from psq_desktop.views import theme
from psq_desktop.views.kit import STRETCH, Badge, IconLabel, Label, Themed, boxed, column, row, scrolled
from psq_desktop.views.returns.cards import DispatchCard
from psq_desktop.views.returns.facts import LOOKS
from psq_desktop.views.tokens import Token, Tone
from psq_desktop.views.widgets.tips import plain
from psq_desktop.wording import word

_LEAST, _MOST, _SLIM, _GAP = 196, 340, 46, 10  # design pixels: a column with cards, one without, between two
_ANY = 16_777_215  # no most width
_ICON_TONES: dict[Tone, Token] = {"neutral": "text2", "accent": "accent_text"}
# What waits for somebody first.
BY_NEED = (
    DispatchState.LATE, DispatchState.TO_CHECK, DispatchState.RECEIVED,
    DispatchState.TO_SEND, DispatchState.SENT, DispatchState.APPLIED,
)  # fmt: skip


class BoardColumn(QFrame):
    """One state with its cards; without any, where the room is short, its icon and a zero."""

    def __init__(self, state: DispatchState) -> None:
        super().__init__()
        self.state = state
        self.cards: list[DispatchCard] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        icon, tone = LOOKS[state]
        self._title = Label(word(state), 10, 700)
        self._count = Badge("0", "", tone, height=20, points=9)
        sign = IconLabel(icon, _ICON_TONES.get(tone, tone), 17)  # type: ignore[arg-type]
        self._head = boxed(row(sign, self._title, STRETCH, self._count, spacing=6, margins=(4, 2, 2, 4)))
        self._below = Badge("0", "", tone, height=20, points=9)
        self._below_row = boxed(row(STRETCH, self._below, STRETCH))
        self._list = column(STRETCH, spacing=7, margins=(1, 1, 1, 1))  # one pixel for the focus ring
        self._area = scrolled(self._list, word(state))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(self._head, self._below_row, self._area, spacing=5, margins=(7, 7, 7, 7), grow=2))
        self.set_slim(False)

    def set_cards(self, cards: list[DispatchCard]) -> None:
        """Show other cards; those before are freed."""
        for old in self.cards:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = cards
        for rank, card in enumerate(cards):
            self._list.insertWidget(rank, card)
            card.show()  # now: it may take the focus
        tone = LOOKS[self.state].tone if cards else "neutral"
        for badge in (self._count, self._below):
            badge.set_state(str(len(cards)), "", tone)
        name = french.typeset(f"{word(self.state)} : {french.plural(len(cards), 'partenaire')}")
        self.setAccessibleName(name)
        self.setToolTip(plain(name))

    def set_slim(self, slim: bool) -> None:
        """Only the icon and the count."""
        self._title.setVisible(not slim)
        self._count.setVisible(not slim)
        self._below_row.setVisible(slim)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("border"))
        painter.setBrush(theme.color("side" if theme.is_dark() else "surface2"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)

    def show_card(self, card: DispatchCard) -> None:
        """Scroll to a card."""
        self._area.ensureWidgetVisible(card, 0, theme.px(8))


class BoardView(Themed, QScrollArea):
    """All columns, in the order of the work; where they do not all fit, those that wait for somebody come first.

    With large text or a small screen it scrolls sideways by itself, the page does not.
    """

    acted = Signal(object)  # DispatchRow
    menu_wanted = Signal(object, object)  # DispatchRow, global QPoint

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[int, DispatchCard] = {}
        self.columns = {state: BoardColumn(state) for state in DispatchState}
        self._current = 0  # dispatch id of the card that Tab reaches
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Tableau de la campagne")
        self._placed = tuple(DispatchState)  # from left to right
        self._row = row(*self.columns.values(), STRETCH, spacing=_GAP)
        self._row.setStretch(len(self.columns), 0)
        self._inner = boxed(self._row)
        self.setWidget(self._inner)
        self.restyle()

    def restyle(self) -> None:
        self.setMinimumHeight(theme.px(150))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Equal columns where they have the room; else the empty ones give theirs."""
        least, gaps = theme.px(_LEAST), theme.px(_GAP) * (len(self.columns) - 1)
        room = self.viewport().width() - gaps
        short = room < least * len(self.columns)
        wanted = 0
        for each in self.columns.values():
            slim = short and not each.cards
            width = theme.px(_SLIM) if slim else least
            each.set_slim(slim)
            each.setMinimumWidth(width)
            each.setMaximumWidth(width if slim else theme.px(_MOST) if short else _ANY)
            wanted += width
        self._place(BY_NEED if wanted > room else tuple(DispatchState))
        self._inner.setMinimumWidth(wanted + gaps)

    def _place(self, order: tuple[DispatchState, ...]) -> None:
        """Put the columns in an order. All have a stretch: without one, a column that ignores its hint has no width."""
        if order != self._placed:
            self._placed = order
            for rank, state in enumerate(order):
                self._row.removeWidget(self.columns[state])
                self._row.insertWidget(rank, self.columns[state])
        for rank in range(len(order)):
            self._row.setStretch(rank, 1)

    def _shown(self) -> list[BoardColumn]:
        return [self.columns[state] for state in self._placed]

    def show_board(self, board: Board) -> None:
        """Show other cards; the one with the keyboard keeps it."""
        focused = self.window().focusWidget() in self.cards.values()
        before = self._order()
        self.cards = {card.id: self._card(card, board.campaign.due) for card in board.cards}
        for state, each in self.columns.items():
            each.set_cards([card for card in self.cards.values() if card.card.state is state])
        if self._current not in self.cards:
            self._current = self._nearest(before)
        self._reach()
        self._fit()
        if focused:
            self.take_focus()

    def _card(self, card: DispatchRow, due: dt.date) -> DispatchCard:
        made = DispatchCard(card, due)
        made.acted.connect(self.acted)
        made.menu_wanted.connect(self._on_menu)
        made.step_wanted.connect(self._on_step)
        made.entered.connect(self.select)
        return made

    def _on_menu(self, card: DispatchRow, where: QPoint) -> None:
        self.menu_wanted.emit(card, where)

    # --- the keyboard

    def _order(self) -> list[int]:
        return [card.card.id for each in self._shown() for card in each.cards]

    def _nearest(self, before: list[int]) -> int:
        """The card after the one that is gone, else the first one that waits for somebody."""
        if self._current in before:
            following = before[before.index(self._current) :]
            found = next((key for key in following if key in self.cards), None)
            if found is not None:
                return found
        order = self._order()
        waiting = (key for key in order if self.cards[key].verb.text)
        return next(waiting, order[0] if order else 0)

    def _reach(self) -> None:
        for key, card in self.cards.items():
            policy = Qt.FocusPolicy.StrongFocus if key == self._current else Qt.FocusPolicy.ClickFocus
            card.setFocusPolicy(policy)

    def take_focus(self) -> None:
        """Give the keyboard to the current card."""
        card = self.cards.get(self._current)
        if card is not None:
            self.go_to(card)

    def go_to(self, card: DispatchCard) -> None:
        """Give the keyboard to a card and bring it in sight."""
        self.select(card.card.id)
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.columns[card.card.state].show_card(card)
        self.ensureWidgetVisible(self.columns[card.card.state], theme.px(4), 0)

    def select(self, dispatch_id: int) -> None:
        """Make a card the one that Tab reaches."""
        if dispatch_id in self.cards:
            self._current = dispatch_id
            self._reach()

    def _on_step(self, right: int, down: int) -> None:
        card = self.cards.get(self._current)
        if card is None:
            return
        filled = [each for each in self._shown() if each.cards]
        at = next(rank for rank, each in enumerate(filled) if card in each.cards)
        line = filled[at].cards.index(card)
        if right:
            if not 0 <= at + right < len(filled):
                return
            cards = filled[at + right].cards
            self.go_to(cards[min(line, len(cards) - 1)])
        elif 0 <= line + down < len(filled[at].cards):
            self.go_to(filled[at].cards[line + down])
