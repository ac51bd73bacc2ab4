"""Who is convened, who answered, who came."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from psq_desktop.french import plural
from psq_desktop.services import attendance, partners
from psq_desktop.services.attendance import PersonChoice, SeatRow
from psq_desktop.services.kinds import AttendanceStatus, DisclosureLevel
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.services.partners import PartnerRow
from psq_desktop.views import theme
from psq_desktop.views.kit import (
    Button,
    Chips,
    FilterField,
    Note,
    RowsModel,
    TableCard,
    TableView,
    boxed,
    column,
    hairline,
    row,
)
from psq_desktop.views.meeting import seats
from psq_desktop.views.meeting.participants_panel import ParticipantsPanel
from psq_desktop.views.meeting.seat_menu import KEYS, REPLIES, STATUSES, seat_menu
from psq_desktop.views.meeting.seat_popovers import AddPopover, RepresentedPopover, SeatPopover
from psq_desktop.views.meeting.seats import SeatLine
from psq_desktop.views.meeting.tab import MeetingTab
from psq_desktop.views.screen import Route, Workspace

_ROW_HEIGHT = 37.0
_NARROW = 930


class ParticipantsTab(MeetingTab):
    """Before the meeting the keys P, R, E and A record replies, from its opening on presence."""

    tables = ("meeting", "attendance", "partner", "partner_name", "contact", "mandate", "college")

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._sheet: MeetingSheet | None = None
        self._lines: tuple[SeatLine, ...] = ()
        self._asked: tuple[SeatRow, QPoint] | None = None  # whose people were asked for, and where to open
        self.locked_note = Note("info", "Compte rendu validé : les présences ne changent plus.")
        self.before_chips = Chips(seats.chips(seats.BEFORE), "Filtrer par réponse")
        self.after_chips = Chips(seats.chips(seats.AFTER), "Filtrer par présence")
        self.filter_field = FilterField("Filtrer les participants", 140)
        self._rows = RowsModel(seats.COLUMNS, row_id=_seat_id)
        self.table = TableView(self._rows, "Participants par collège", row_height=_ROW_HEIGHT)
        self.panel = ParticipantsPanel()
        self.sheet_button = Button("Feuille d’émargement", "printer", tip="Aperçu de la feuille d’émargement")
        self.present_button = Button("Tous présents", "user-check", tip="Pointe présents tous ceux qui restent")
        self.add_button = Button("Ajouter un participant", "user-plus", "ghost")
        self._lay()
        self._connect()

    def _lay(self) -> None:
        self.locked_note.hide()
        self.after_chips.hide()
        tools = row(self.before_chips, self.after_chips, self.filter_field, spacing=6, margins=(12, 9, 12, 9))
        card = TableCard(boxed(tools), hairline(), self.table, grow=2)
        body = row(card, self.panel, spacing=theme.GAP, grow=0)
        self.setLayout(column(self.locked_note, body, spacing=theme.GAP, grow=1))

    def _connect(self) -> None:
        for chips in (self.before_chips, self.after_chips):
            chips.chosen.connect(self._on_filter)
        self.filter_field.textChanged.connect(self._on_filter)
        self.table.clear_filters_requested.connect(self._clear_filters)
        self.table.row_activated.connect(self._edit)
        self.table.remove_requested.connect(self._on_remove)
        self.table.clicked.connect(self._on_cell)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_context)
        self.panel.partner_requested.connect(self._on_partner)
        self.sheet_button.clicked.connect(self._on_sheet)
        self.present_button.clicked.connect(self._on_all_present)
        self.add_button.clicked.connect(self._on_add)
        self._commands: dict[QAction, str] = {}
        for command, keys in KEYS.items():
            action = QAction(self.table)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(self._on_key)
            self.table.addAction(action)
            self._commands[action] = command

    # --- what the page asks

    def show_meeting(self, sheet: MeetingSheet) -> None:
        self._sheet = sheet
        self.locked_note.setVisible(sheet.locked)
        self.before_chips.setVisible(self._ahead)
        self.after_chips.setVisible(not self._ahead)
        self.present_button.setVisible(not self._ahead and not sheet.locked)
        self.add_button.setVisible(not sheet.locked)
        self.workspace.read(attendance.seats, sheet.row.id, then=self._show)

    def actions(self) -> tuple[QWidget, ...]:  # type: ignore[override]
        return (self.sheet_button,)

    def tab_controls(self) -> tuple[QWidget, ...]:
        return (self.present_button, self.add_button)

    def take_focus(self) -> None:
        self.table.setFocus()

    def focus_filter(self) -> None:
        self.filter_field.setFocus()

    def create_new(self) -> None:
        if not self._locked:
            self._on_add()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        short = self.width() < theme.px(_NARROW)  # the top bar is as short of room as the tab
        self.sheet_button.set_text("Émargement" if short else "Feuille d’émargement")

    @property
    def _ahead(self) -> bool:
        return self._sheet is None or seats.before(self._sheet.stage)

    @property
    def _locked(self) -> bool:
        return self._sheet is None or self._sheet.locked

    # --- what is shown

    def _show(self, rows: tuple[SeatRow, ...]) -> None:
        assert self._sheet is not None
        self._lines = seats.lines(rows, self._sheet.chair)
        self.panel.set_seats(self._lines, self._sheet.stage)
        self.before_chips.set_counts(seats.counts(seats.BEFORE, self._lines))
        self.after_chips.set_counts(seats.counts(seats.AFTER, self._lines))
        self.present_button.setEnabled(bool(self._unseen()))
        self._show_rows()

    def _show_rows(self) -> None:
        filters, chips = (seats.BEFORE, self.before_chips) if self._ahead else (seats.AFTER, self.after_chips)
        shown = seats.kept(filters, chips.current, self.filter_field.text(), self._lines)
        filtered = len(shown) < len(self._lines)
        empty = "" if filtered else "Tout est prêt pour convoquer les partenaires."
        self.table.set_rows(seats.grouped(shown, self._ahead), filtered=filtered, empty=empty)

    def _on_filter(self, _: str) -> None:
        self._show_rows()

    def _clear_filters(self) -> None:
        self.before_chips.set_current("all")
        self.after_chips.set_current("all")
        self.filter_field.clear()
        self._show_rows()

    def _unseen(self) -> list[SeatRow]:
        waiting = (AttendanceStatus.EXPECTED, AttendanceStatus.GUEST)
        return [line.seat for line in self._lines if line.seat.status in waiting]

    # --- one seat

    def _on_key(self) -> None:
        action, line = self.sender(), self.table.current_row
        if isinstance(action, QAction) and isinstance(line, SeatLine):
            self._command(line.seat, self._commands[action])

    def _command(self, seat: SeatRow, command: str, name: str = "") -> None:
        if self._locked:
            return
        if command == "represented" and not name:
            self._ask_people(seat, self._place_of(seat), self._ask_representative)
        elif self._ahead:
            self.workspace.write(attendance.set_reply, seat.id, REPLIES[command], self.workspace.today, name)
        else:
            note = f"{seat.partner or seat.person} reste invité" if command == "absent" and seat.guest else ""
            self.workspace.write(attendance.set_status, seat.id, STATUSES[command], name, note=note)

    def _ask_people(self, seat: SeatRow, where: QPoint, then: object) -> None:
        assert callable(then)
        self._asked = (seat, where)
        self.workspace.read(attendance.people, seat.id, then=then)

    def _place_of(self, seat: SeatRow, column_: int = 1) -> QPoint:
        position = self._rows.position_of(seat.id)
        area = self.table.visualRect(self._rows.index(position or 0, column_))
        return self.table.viewport().mapToGlobal(area.bottomLeft())

    def _ask_representative(self, people: tuple[PersonChoice, ...]) -> None:
        if self._asked is not None:
            seat, where = self._asked
            popover = RepresentedPopover(seat, people, self)
            popover.chosen.connect(self._on_representative)
            popover.open_at(where)

    def _on_representative(self, seat: SeatRow, name: str) -> None:
        if self._ahead:
            reply = REPLIES["represented"]
            self.workspace.write(attendance.set_reply, seat.id, reply, self.workspace.today, name)
        else:
            self.workspace.write(attendance.set_status, seat.id, AttendanceStatus.REPRESENTED, name)

    def _edit(self, line: SeatLine) -> None:
        if not self._locked:
            self._ask_people(line.seat, self._place_of(line.seat), self._open_seat)

    def _open_seat(self, people: tuple[PersonChoice, ...]) -> None:
        if self._asked is not None:
            seat, where = self._asked
            popover = SeatPopover(self.workspace, seat, people, self)
            popover.remove_requested.connect(self._remove)
            popover.open_at(where)

    def _on_remove(self, line: SeatLine) -> None:
        self._remove(line.seat)

    def _remove(self, seat: SeatRow) -> None:
        if not self._locked:
            self.workspace.write(attendance.remove, seat.id, note=f"{seat.partner or seat.person} retiré de la séance")

    # --- its menu

    def _on_cell(self, index: QModelIndex) -> None:
        if index.column() == (seats.REPLY_COLUMN if self._ahead else seats.STATUS_COLUMN):
            self._open_menu(index.row(), self.table.visualRect(index).bottomLeft())

    def _on_context(self, where: QPoint) -> None:
        self._open_menu(self.table.indexAt(where).row(), where)

    def _open_menu(self, position: int, where: QPoint) -> None:
        line = self._rows.row_at(position)
        if isinstance(line, SeatLine) and not self._locked:
            self._ask_people(line.seat, self.table.viewport().mapToGlobal(where), self._show_menu)

    def _show_menu(self, people: tuple[PersonChoice, ...]) -> None:
        if self._asked is not None:
            seat, where = self._asked
            menu = seat_menu(seat, people, self._ahead, self)
            menu.chosen.connect(self._on_menu)
            menu.popup(where)

    def _on_menu(self, command: str, value: object) -> None:
        if self._asked is None:
            return
        seat = self._asked[0]
        if command == "edit":
            self._ask_people(seat, self._place_of(seat), self._open_seat)
        elif command == "remove":
            self._remove(seat)
        else:
            self._command(seat, command, str(value or ""))

    # --- the whole meeting

    def _on_all_present(self) -> None:
        assert self._sheet is not None
        note = f"Tous présents : {plural(len(self._unseen()), 'participant pointé', 'participants pointés')}"
        self.workspace.write(attendance.all_present, self._sheet.row.id, note=note)
        self.table.setFocus()

    def _on_add(self) -> None:
        self.workspace.read(partners.search, self.workspace.today, then=self._open_add)

    def _open_add(self, found: tuple[PartnerRow, ...]) -> None:
        if self._sheet is not None:
            seated = {line.seat.partner_id for line in self._lines}
            free = tuple((partner.id, partner.name) for partner in found if partner.id not in seated)
            AddPopover(self.workspace, self._sheet.row.id, free, self).open_below(self.add_button)

    def _on_partner(self, partner_id: int) -> None:
        self.workspace.go.emit(Route("partners", partner_id))

    def _on_sheet(self) -> None:
        if self._sheet is not None:
            self.workspace.preview_requested.emit("attendance", self._sheet.row.id, DisclosureLevel.PARTNERS.value)


def _seat_id(line: SeatLine) -> int:
    return line.id
