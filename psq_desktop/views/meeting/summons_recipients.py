"""The recipients of a meeting's summonses: their list, its menu, and what is done for all of them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal

from psq_desktop.services.kinds import Reply
from psq_desktop.services.preparing.summons_rows import RecipientRow, SummonsRegister
from psq_desktop.views.kit import (
    TWO_LINES,
    Button,
    CardHead,
    ElidedLabel,
    FilterField,
    IconButton,
    RowsModel,
    TableCard,
    TableView,
    hairline,
    row,
)
from psq_desktop.views.meeting import summons_words as words
from psq_desktop.views.meeting.summons_menu import REPLIES, recipient_menu


class RecipientsCard(TableCard):
    """Says what is wanted; the tab does it."""

    prepare_wanted = Signal(object)  # ids of seats
    sent_wanted = Signal(object)  # ids of seats
    refused_wanted = Signal(object)  # RecipientRow
    reply_wanted = Signal(int, object)  # id of a seat, Reply or None
    represent_wanted = Signal(int, QPoint)  # id of a seat, where to ask
    address_wanted = Signal(int)  # id of a partner

    def __init__(self) -> None:
        self._rows = RowsModel(words.COLUMNS, row_id=_seat_id)
        self.table = TableView(self._rows, "Destinataires de la convocation", row_height=TWO_LINES)
        self.filter_field = FilterField("Filtrer les destinataires", 120)
        self.add_button = IconButton("user-plus", "Ajouter un destinataire")
        self.more_button = IconButton("dots-vertical", "Autres actions")
        self.foot = ElidedLabel("", 9, 400, "text2")
        self.sent_button = Button("Marquer envoyées", "check", tip="Les brouillons préparés sont partis")
        self.address_button = Button("Corriger l’adresse", "pencil", tip="Ouvre la fiche du partenaire choisi")
        self.prepare_button = Button("Préparer l’envoi", "send", "primary", tip="Écrit la lettre et les brouillons")
        self.head = CardHead("Destinataires", "", self.filter_field, self.add_button, self.more_button)
        foot = row(self.foot, self.address_button, self.sent_button, self.prepare_button,
                   spacing=8, margins=(16, 10, 12, 10), grow=0)  # fmt: skip
        super().__init__(self.head, hairline(), self.table, hairline(), foot, grow=2)
        self._register: SummonsRegister | None = None
        self._chosen: tuple[RecipientRow, QPoint] | None = None  # whose menu is open, and where
        self.sent_button.hide()
        self.address_button.hide()
        self._connect()

    def _connect(self) -> None:
        self.filter_field.textChanged.connect(self._show_rows)
        self.table.clear_filters_requested.connect(self.filter_field.clear)
        self.table.row_selected.connect(self._on_selected)
        self.table.row_activated.connect(self._on_activated)
        self.table.clicked.connect(self._on_cell)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_context)
        self.sent_button.clicked.connect(self._on_sent)
        self.address_button.clicked.connect(self._on_address)
        self.prepare_button.clicked.connect(self.prepare_all)

    def show_register(self, register: SummonsRegister) -> None:
        """Show the recipients as they stand."""
        self._register = register
        rows, open_ = register.recipients, register.editable
        drafts = len(words.drafted(rows))
        self.head.set_detail(words.counted(rows))
        self.foot.setText(words.foot(rows) if open_ else "")
        self.sent_button.set_text(f"Marquer envoyées ({drafts})" if drafts > 1 else "Marquer envoyée")
        self.sent_button.setVisible(bool(drafts) and open_)
        ready = bool(drafts) and drafts == len(words.waiting(rows))  # what comes next is to say that they went out
        self.sent_button.set_kind("primary" if ready else "")
        self.prepare_button.set_kind("" if ready else "primary")
        self.prepare_button.set_text("Préparer de nouveau" if ready else "Préparer l’envoi")
        self.prepare_button.setVisible(open_)
        self.prepare_button.setEnabled(bool(words.waiting(rows)))
        self.add_button.setEnabled(open_)
        self._show_rows()

    def prepare_all(self) -> None:
        """Prepare the summonses that are still to go out."""
        if self._register is not None:
            self.prepare_wanted.emit(tuple(each.seat_id for each in words.waiting(self._register.recipients)))

    def _show_rows(self) -> None:
        if self._register is None:
            return
        rows = self._register.recipients
        shown = words.kept(rows, self.filter_field.text())
        filtered = len(shown) < len(rows)
        self.table.set_rows(shown, filtered=filtered, empty="" if filtered else "Personne n’est encore convié.")
        self._on_selected(self.table.current_row)

    def _on_selected(self, found: object) -> None:
        self.address_button.setVisible(isinstance(found, RecipientRow) and found.partner_id is not None)

    def _on_sent(self) -> None:
        if self._register is not None:
            self.sent_wanted.emit(tuple(each.seat_id for each in words.drafted(self._register.recipients)))

    def _on_address(self) -> None:
        found = self.table.current_row
        if isinstance(found, RecipientRow) and found.partner_id is not None:
            self.address_wanted.emit(found.partner_id)

    # --- the menu of one recipient

    def _on_cell(self, index: QModelIndex) -> None:
        if index.column() == words.REPLY_COLUMN:
            self._open_menu(index.row(), self.table.visualRect(index).bottomLeft())

    def _on_context(self, where: QPoint) -> None:
        self._open_menu(self.table.indexAt(where).row(), where)

    def _on_activated(self, _: object) -> None:
        index = self.table.currentIndex()
        self._open_menu(index.row(), self.table.visualRect(index).bottomLeft())

    def _open_menu(self, position: int, where: QPoint) -> None:
        found = self._rows.row_at(position)
        if found is None or self._register is None or not self._register.editable:
            return
        self._chosen = (found, self.table.viewport().mapToGlobal(where))
        menu = recipient_menu(found, self)
        menu.chosen.connect(self.choose)
        menu.popup(self._chosen[1])

    def choose(self, command: str, _: object = None) -> None:
        """An entry of the menu, for the recipient it was opened on."""
        if self._chosen is None:
            return
        found, where = self._chosen
        if command in REPLIES:
            reply: Reply | None = REPLIES[command]
            self.reply_wanted.emit(found.seat_id, reply)
        elif command == "represented":
            self.represent_wanted.emit(found.seat_id, where)
        elif command == "prepare":
            self.prepare_wanted.emit((found.seat_id,))
        elif command == "sent":
            self.sent_wanted.emit((found.seat_id,))
        elif command == "refused":
            self.refused_wanted.emit(found)
        elif found.partner_id is not None:
            self.address_wanted.emit(found.partner_id)


def _seat_id(found: RecipientRow) -> int:
    return found.seat_id
