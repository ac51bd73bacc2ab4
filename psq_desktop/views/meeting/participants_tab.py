"""Who is convened, who answered, who came."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from psq_desktop.french import plural
from psq_desktop.services.kinds import AttendanceStatus, DisclosureLevel, MeetingStage
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.services.sitting import attendance, quorum
from psq_desktop.services.sitting.attendance import SeatRow
from psq_desktop.services.sitting.live_rows import Quorum
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
from psq_desktop.views.meeting.seats import SeatLine
from psq_desktop.views.meeting.tab import MeetingTab
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.seat_parts.actions import SeatActions
from psq_desktop.views.seat_parts.menu import KEYS

_ROW_HEIGHT = 37.0
_NARROW = 1000


class ParticipantsTab(MeetingTab):
    """Before the meeting the keys P, R, E and A record replies, from its opening on presence."""

    tables = (
        "meeting", "attendance", "withdrawal", "item_spell", "agenda_item", "committee", "partner", "partner_name",
        "contact", "mandate", "college",
    )  # fmt: skip

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._sheet: MeetingSheet | None = None
        self._lines: tuple[SeatLine, ...] = ()
        self.locked_note = Note("info", "Compte rendu validé : les présences ne changent plus.")
        self.before_chips = Chips(seats.chips(seats.BEFORE), "Filtrer par réponse")
        self.after_chips = Chips(seats.chips(seats.AFTER), "Filtrer par présence")
        self.filter_field = FilterField("Filtrer les participants", 140)
        self._rows = RowsModel(seats.COLUMNS, row_id=_seat_id)
        self.table = TableView(self._rows, "Participants par collège", row_height=_ROW_HEIGHT)
        self.panel = ParticipantsPanel()
        self.seat_actions = SeatActions(workspace, self)
        self.sheet_button = Button("Feuille d’émargement", "printer", tip="Aperçu de la feuille d’émargement")
        self.present_button = Button("Tous présents", "user-check", tip="Pointe présents tous ceux qui restent")
        self.present_button.hide()
        self.add_button = Button("Ajouter un participant", "user-plus", "ghost", tip="Convoquer ou inviter quelqu’un")
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
        if self._ahead or sheet.locked:
            self.present_button.hide()
        self.add_button.setVisible(not sheet.locked)
        self._fit()
        self.workspace.read(attendance.seats, sheet.row.id, then=self._show)
        self.workspace.read(quorum.of_meeting, sheet.row.id, then=self._show_quorum)

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
        self._fit()

    def _fit(self) -> None:
        """The top bar is as short of room as the window, and shorter while the meeting is held."""
        short = self.window().width() < theme.px(_NARROW)
        held = self._sheet is not None and self._sheet.stage is MeetingStage.IN_SESSION
        self.sheet_button.set_text("Émargement" if short or held else "Feuille d’émargement")
        self.add_button.set_text("Ajouter" if short else "Ajouter un participant")

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
        waiting = not self._ahead and not self._locked and bool(self._unseen())
        self.present_button.setVisible(waiting)
        self._show_rows()

    def _show_quorum(self, found: Quorum) -> None:
        if self._sheet is not None:
            self.panel.set_quorum(found, self._sheet.stage)

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
        if not isinstance(action, QAction) or not isinstance(line, SeatLine) or self._locked:
            return
        command = self._commands[action]
        if command == "represented":
            self.seat_actions.represent(line.id, self._place_of(line))
        else:
            self.seat_actions.record(line.seat, command, self._ahead)

    def _place_of(self, line: SeatLine) -> QPoint:
        position = self._rows.position_of(line.id)
        area = self.table.visualRect(self._rows.index(position or 0, 1))
        return self.table.viewport().mapToGlobal(area.bottomLeft())

    def _edit(self, line: SeatLine) -> None:
        if not self._locked:
            self.seat_actions.edit(line.id, self._place_of(line))

    def _on_remove(self, line: SeatLine) -> None:
        if not self._locked:
            self.seat_actions.remove(line.seat)

    def _on_cell(self, index: QModelIndex) -> None:
        if index.column() == (seats.REPLY_COLUMN if self._ahead else seats.STATUS_COLUMN):
            self._open_menu(index.row(), self.table.visualRect(index).bottomLeft())

    def _on_context(self, where: QPoint) -> None:
        self._open_menu(self.table.indexAt(where).row(), where)

    def _open_menu(self, position: int, where: QPoint) -> None:
        line = self._rows.row_at(position)
        if isinstance(line, SeatLine) and not self._locked:
            self.seat_actions.open(line.id, self.table.viewport().mapToGlobal(where))

    # --- the whole meeting

    def _on_all_present(self) -> None:
        assert self._sheet is not None
        note = f"Tous présents : {plural(len(self._unseen()), 'participant pointé', 'participants pointés')}"
        self.workspace.write(attendance.all_present, self._sheet.row.id, note=note)
        self.table.setFocus()

    def _on_add(self) -> None:
        if self._sheet is not None:
            self.seat_actions.add(self._sheet.row.id, self.add_button)

    def _on_partner(self, partner_id: int) -> None:
        self.workspace.go.emit(Route("partners", partner_id))

    def _on_sheet(self) -> None:
        if self._sheet is not None:
            self.workspace.preview_requested.emit("attendance", self._sheet.row.id, DisclosureLevel.PARTNERS.value)


def _seat_id(line: SeatLine) -> int:
    return line.id
