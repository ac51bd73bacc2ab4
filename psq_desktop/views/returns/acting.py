"""What the verbs and the menu of a card do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from psq_desktop.french import typeset
from psq_desktop.services.rounds import returns
from psq_desktop.services.rounds.campaign_rows import DispatchRow
from psq_desktop.views import icons
from psq_desktop.views.returns import facts
from psq_desktop.views.returns.menu import ENTRIES
from psq_desktop.views.returns.reminders import Reminders
from psq_desktop.views.returns.sending import Sending
from psq_desktop.views.screen import Route, Workspace


class CardActions(QObject):
    """Acts on one card; every action has its key."""

    refused = Signal(object)  # UserError

    def __init__(self, workspace: Workspace, sending: Sending, reminders: Reminders, page: QWidget) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._page = page
        self._sending = sending
        self._reminders = reminders
        self._actions: dict[str, Callable[[DispatchRow], None]] = {
            "prepare": self._send,
            "save_again": self._send,
            "new_version": self._send_again,
            "review": self._review,
            "remind": self._remind,
            "save_reminder": self._save_reminder,
            "note_reminder": self._note_reminder,
            "due": self._ask_due,
            "partner": self._open_partner,
            "drop_return": self._drop_return,
        }

    def do_verb(self, card: DispatchRow) -> None:
        """The one thing to do with a card."""
        self.act(facts.verb(card).key, card)

    def act(self, key: str, card: DispatchRow) -> None:
        """Do what a key stands for."""
        self._actions[key](card)

    def menu(self, card: DispatchRow) -> QMenu:
        """What else can be done with a card; freed when it closes."""
        menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        for entry in ENTRIES:
            if not entry.fits(card):
                continue
            if entry.separator and menu.actions():
                menu.addSeparator()
            action = menu.addAction(icons.icon(entry.icon), typeset(entry.text))
            action.triggered.connect(lambda _checked=False, key=entry.key: self.act(key, card))
        return menu

    def show_menu(self, card: DispatchRow, where: QPoint) -> None:
        """Open the menu of a card."""
        self.menu(card).popup(where)

    def _send(self, card: DispatchRow) -> None:
        self._sending.send((card,))

    def _send_again(self, card: DispatchRow) -> None:
        self._sending.send((card,), again=True)

    def _review(self, card: DispatchRow) -> None:
        self._workspace.go.emit(Route("review", card.return_id))

    def _remind(self, card: DispatchRow) -> None:
        self._reminders.remind((card,))

    def _save_reminder(self, card: DispatchRow) -> None:
        self._reminders.remind((card,), again=True)

    def _note_reminder(self, card: DispatchRow) -> None:
        self._reminders.note((card,))

    def _ask_due(self, card: DispatchRow) -> None:
        from psq_desktop.views.returns.due_form import open_due

        open_due(self._workspace, card, self._page)

    def _open_partner(self, card: DispatchRow) -> None:
        self._workspace.go.emit(Route("partners", card.partner_id))

    def _drop_return(self, card: DispatchRow) -> None:
        note = f"Retour abandonné : {card.partner}"
        self._workspace.write(returns.remove, card.return_id, note=note, failed=self.refused.emit)
