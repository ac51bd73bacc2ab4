"""« Vacations »: all the shifts of one reservist; one that was not held is cancelled here."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from psq_desktop import french, wording
from psq_desktop.errors import UserError
from psq_desktop.services.kinds import ShiftState
from psq_desktop.services.reserves import reservists, shifts
from psq_desktop.services.reserves.reservist_rows import ReservistRow, ReservistSheet, ShiftRow
from psq_desktop.views import badges, theme
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import NORMAL, Button, Cell, Column, Label, Note, RowsModel, TableView, Text, TwoLines
from psq_desktop.views.reserves.facts import hours, second_line
from psq_desktop.views.screen import Workspace

_WIDTH, _TALL = 660, 330
_CANCELLABLE = (ShiftState.PLANNED, ShiftState.DONE)


def _day(shift: ShiftRow) -> Cell:
    return TwoLines(french.date_short(shift.day), f"{french.time_text(shift.starts)} à {french.time_text(shift.ends)}")


def _title(shift: ShiftRow) -> Cell:
    return Text(shift.title or "—")


def _hours(shift: ShiftRow) -> Cell:
    done = shift.minutes if shift.done_minutes is None else shift.done_minutes
    return Text(hours(done / 60), tone="text2")


def _state(shift: ShiftRow) -> Cell:
    return badges.badge_cell(shift.state)


_COLUMNS: tuple[Column[ShiftRow], ...] = (
    Column("Jour", 150, _day),
    Column("Objet", 200, _title, stretch=True),
    Column("Durée", 80, _hours),
    Column("État", 140, _state),
)


class ShiftsDialog(PlainDialog):
    """Latest first; Suppr cancels the one selected, with undo."""

    def __init__(self, workspace: Workspace, reservist: ReservistRow, parent: QWidget) -> None:
        super().__init__("Vacations", _WIDTH, parent)
        self._workspace, self._reservist = workspace, reservist
        self.note = Note("danger", "")
        self.note.hide()
        self.table = TableView(RowsModel(_COLUMNS), f"Vacations, {reservist.code}", row_height=NORMAL + 8)
        theme.fix_height(self.table, _TALL)
        self.cancel_button = Button("Annuler la vacation", "ban", "danger", shortcut="Suppr")
        close = Button("Fermer", shortcut="Échap")
        close.clicked.connect(self.reject)
        about = Label(second_line(reservist), 10, 400, "text2", wrap=True)
        self.fill(about, self.note, self.table, buttons=(self.cancel_button, close))
        self.table.row_selected.connect(self._on_selected)
        self.table.remove_requested.connect(self._cancel)
        self.table.set_menu(self._fill_menu)
        self.cancel_button.clicked.connect(self._cancel)
        self._read()

    def _read(self) -> None:
        today = self._workspace.today
        self._workspace.read(reservists.sheet, self._reservist.id, today, then=self._show, failed=self._refuse)

    def _show(self, sheet: ReservistSheet) -> None:
        self.table.set_rows(sheet.shifts, empty="Aucune vacation.")
        if self.table.current_row is None:
            self.table.select_first()
        self._on_selected(self.table.current_row)

    def _on_selected(self, shift: ShiftRow | None) -> None:
        can = shift is not None and shift.state in _CANCELLABLE
        self.cancel_button.setEnabled(can)
        self.cancel_button.set_tip("" if can else "Une vacation validée ou annulée reste comme elle est")

    def _fill_menu(self, shift: ShiftRow, menu: QMenu) -> None:
        self.table.select(shift.id)
        menu.addAction("Annuler la vacation\tSuppr", self._cancel).setEnabled(shift.state in _CANCELLABLE)

    def _cancel(self, _asked: object = None) -> None:
        shift = self.table.current_row
        if shift is not None and shift.state in _CANCELLABLE:
            note = f"Vacation de {self._reservist.code} annulée"
            self._workspace.write(shifts.cancel, shift.id, then=self._on_written, failed=self._refuse, note=note)

    def _on_written(self, _result: object) -> None:
        self._read()

    def _refuse(self, error: UserError) -> None:
        title, _, rest = wording.explain(error).partition("\n")
        self.note.set_message("danger", title, rest)
        self.note.show()
