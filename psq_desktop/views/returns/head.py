"""The round at a glance: how much came back, how much of its time is over, the next thing to do."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu

from psq_desktop import french
from psq_desktop.services.rounds.campaign_rows import Board
from psq_desktop.views import theme
from psq_desktop.views.kit import (
    Bar,
    Button,
    Card,
    ElidedLabel,
    IconButton,
    Label,
    Themed,
    boxed,
    column,
    hairline,
    row,
)
from psq_desktop.views.returns import facts

_PROGRESS_WIDTH = 246.0
_NARROW = 1000.0  # under this width only one action has its button; both are in the menu


class CampaignHead(Themed, Card):
    """Title, due date, progress; « Préparer les envois », « Relancer », and the campaign's own menu."""

    send_wanted = Signal()
    remind_wanted = Signal()
    edit_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self) -> None:
        self._counts = (0, 0)  # to send, late
        self._abouts: tuple[str, ...] = ("", "")  # what the round is about, and the same in fewer words
        self._to_chase = 0  # late, and not chased today
        self._title = ElidedLabel("", 12, 700)
        self._about = ElidedLabel("", 9, 400, "text2")
        self._received = Label("", 9.5, 600)
        self._elapsed = Label("", 8.5, 400, "text3")
        self._bar = Bar(0, "Classeurs reçus", mark=0, height=8)
        self.send_button = Button("", "send")
        self.remind_button = Button("", "mail-forward")
        self.more_button = IconButton("dots-vertical", "Autres actions sur la campagne")
        counts = row(self._received, boxed(row()), self._elapsed, spacing=4, grow=1)
        progress = boxed(column(counts, self._bar, spacing=0))
        theme.fix_width(progress, _PROGRESS_WIDTH)
        self._line = hairline(True)
        words = column(self._title, self._about, spacing=1)
        line = row(
            words, progress, self._line, self.send_button, self.remind_button, self.more_button,
            spacing=12, margins=(16, 9, 10, 9), grow=0,
        )  # fmt: skip
        super().__init__(line)
        self._connect()

    def _connect(self) -> None:
        self.send_button.clicked.connect(self.send_wanted)
        self.remind_button.clicked.connect(self.remind_wanted)
        menu = QMenu(self)
        self._send = menu.addAction("", self.send_wanted.emit)
        self._remind = menu.addAction("", self.remind_wanted.emit)
        self._separator = menu.addSeparator()
        menu.addAction("Modifier la campagne…", self.edit_wanted.emit)
        self._remove = menu.addAction("Supprimer la campagne", self.remove_wanted.emit)
        self.more_button.setMenu(menu)

    def show_board(self, board: Board, today: dt.date) -> None:
        """Show another round."""
        campaign = board.campaign
        self._title.setText(facts.campaign_name(campaign.number, campaign.title))
        scope = f"{french.plural(campaign.partners, 'partenaire')}, {french.plural(campaign.objectives, 'objectif')}"
        days = french.date_long(campaign.due), french.date_short(campaign.due)
        self._abouts = tuple(f"échéance {day} · {scope}" for day in days)
        received = f"{french.plural(campaign.returned, 'reçu')} sur {campaign.partners}"
        self._received.setText(received)
        self._elapsed.setText(f"{french.percent(board.elapsed)} du temps écoulé")
        self._bar.set_value(campaign.returned / campaign.partners if campaign.partners else 0)
        self._bar.set_mark(board.elapsed)
        self._bar.setToolTip(french.typeset(f"{received}, {self._elapsed.text()}"))
        self._remove.setEnabled(not campaign.sent)
        late = [card for card in facts.late(board) if not facts.chased(card, today)]
        self._show_actions(len(facts.to_send(board)), len(facts.late(board)), len(late))

    def _show_actions(self, to_send: int, late: int, to_chase: int) -> None:
        """« Relancer » counts those who were not chased today; when all were, it says so."""
        self._to_chase = to_chase
        self._counts = to_send, late
        send = "Préparer l’envoi" if to_send == 1 else f"Préparer les {to_send} envois"
        remind = "Relancer le retard" if to_chase == 1 else f"Relancer les {to_chase} retards"
        if late and not to_chase:
            remind = "Relancés aujourd’hui"
        for words, button, action in ((send, self.send_button, self._send), (remind, self.remind_button, self._remind)):
            button.set_text(words)
            action.setText(french.typeset(words))
        self.send_button.set_kind("" if late else "primary")
        self.remind_button.set_kind("primary" if self._to_chase else "")
        for control in (self.remind_button, self._remind):
            control.setEnabled(self._to_chase > 0)
        self._fit()

    def _fit(self) -> None:
        to_send, late = self._counts
        narrow = self.width() < theme.px(_NARROW)
        self._about.setText(self._abouts[narrow])
        self.send_button.setVisible(to_send > 0 and not (narrow and late))
        self.remind_button.setVisible(late > 0)
        self._send.setVisible(to_send > 0)
        self._remind.setVisible(late > 0)
        self._separator.setVisible(to_send + late > 0)
        self._line.setVisible(to_send + late > 0)

    def restyle(self) -> None:
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
