"""What is done with a seat, wherever it is shown: its menu, its panels and what they write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from psq_desktop.french import plural
from psq_desktop.services import partners
from psq_desktop.services.partners import PartnerRow
from psq_desktop.services.sitting import attendance, presence, seat_sheet
from psq_desktop.services.sitting.attendance import SeatRow
from psq_desktop.services.sitting.live_rows import LiveSeat
from psq_desktop.services.sitting.seat_sheet import SeatSheet
from psq_desktop.views.screen import Workspace
from psq_desktop.views.seat_parts.menu import REPLIES, STATUSES, seat_menu
from psq_desktop.views.seat_parts.popovers import AddPopover, RepresentedPopover, SeatPopover
from psq_desktop.views.seat_parts.withdrawal import WithdrawalPopover


class SeatActions(QObject):
    """Each opening reads the seat anew; nothing opens once the minutes are validated."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._owner = workspace, parent
        self._where = QPoint()
        self._sheet: SeatSheet | None = None
        self._adding: tuple[int, QWidget] | None = None  # the meeting, and what the panel opens under
        self.clock: Callable[[], dt.datetime] = dt.datetime.now

    # --- what opens

    def open(self, seat_id: int, where: QPoint) -> None:
        """The menu of a seat, at a place of the screen."""
        self._read(seat_id, where, self._show_menu)

    def edit(self, seat_id: int, where: QPoint) -> None:
        """The seat whole."""
        self._read(seat_id, where, self._show_seat)

    def represent(self, seat_id: int, where: QPoint) -> None:
        """Ask who represents it."""
        self._read(seat_id, where, self._show_people)

    def add(self, meeting_id: int, anchor: QWidget) -> None:
        """Convene one more partner, or invite somebody."""
        self._adding = (meeting_id, anchor)
        self._workspace.read(partners.search, self._workspace.today, then=self._on_partners)

    def _read(self, seat_id: int, where: QPoint, then: Callable[[SeatSheet], None]) -> None:
        self._where = where

        def show(sheet: SeatSheet) -> None:
            self._sheet = sheet
            if not sheet.locked:
                then(sheet)

        self._workspace.read(seat_sheet.sheet, seat_id, then=show)

    def _show_menu(self, sheet: SeatSheet) -> None:
        menu = seat_menu(sheet, self.clock(), self._owner)
        menu.chosen.connect(self._on_menu)
        menu.popup(self._where)

    def _show_seat(self, sheet: SeatSheet) -> None:
        popover = SeatPopover(self._workspace, sheet.row, sheet.people, self._owner)
        popover.remove_requested.connect(self.remove)
        popover.open_at(self._where)

    def _show_people(self, sheet: SeatSheet) -> None:
        popover = RepresentedPopover(sheet.row, sheet.people, self._owner)
        popover.chosen.connect(self._on_representative)
        popover.open_at(self._where)

    def _on_partners(self, found: tuple[PartnerRow, ...]) -> None:
        if self._adding is not None:
            self._workspace.read(attendance.seats, self._adding[0], then=lambda rows: self._show_add(found, rows))

    def _show_add(self, found: tuple[PartnerRow, ...], rows: tuple[SeatRow, ...]) -> None:
        if self._adding is None:
            return
        (meeting_id, anchor), self._adding = self._adding, None
        seated = {row.partner_id for row in rows}
        free = tuple((partner.id, partner.name) for partner in found if partner.id not in seated)
        AddPopover(self._workspace, meeting_id, free, self._owner).open_below(anchor)

    # --- what is written

    def record(self, seat: SeatRow, command: str, ahead: bool, name: str = "") -> None:
        """One of `menu.KEYS`: the reply before the meeting, the presence from then on."""
        if ahead:
            self._workspace.write(attendance.set_reply, seat.id, REPLIES[command], self._workspace.today, name)
            return
        note = f"{seat.partner or seat.person} reste invité" if command == "absent" and seat.guest else ""
        self._workspace.write(attendance.set_status, seat.id, STATUSES[command], name, note=note)

    def remove(self, seat: SeatRow) -> None:
        """Take a seat off the list."""
        note = f"{seat.partner or seat.person} retiré de la séance"
        self._workspace.write(attendance.remove, seat.id, note=note)

    def _on_representative(self, seat: SeatRow, name: str) -> None:
        self.record(seat, "represented", self._sheet is not None and self._sheet.ahead, name)

    def _on_menu(self, command: str, value: object) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        if command in STATUSES:
            self._on_status(sheet, command, str(value or ""))
        elif isinstance(value, LiveSeat):
            self._give_proxy(sheet, value)
        else:
            self._others(sheet)[command]()

    def _on_status(self, sheet: SeatSheet, command: str, name: str) -> None:
        if command == "represented" and not name:
            self._show_people(sheet)
        else:
            self.record(sheet.row, command, sheet.ahead, name)

    def _others(self, sheet: SeatSheet) -> dict[str, Callable[[], Any]]:
        key, now = sheet.row.id, self.clock().time()
        write = self._workspace.write
        return {
            "edit": lambda: self.edit(key, self._where),
            "remove": lambda: self.remove(sheet.row),
            "arrive": lambda: write(presence.arrive, key, now),
            "leave": lambda: write(presence.leave, key, now, note=_without(sheet.live)),
            "come_back": lambda: write(presence.come_back, key),
            "take_back": lambda: write(presence.give_proxy, key, None),
            "withdraw": lambda: WithdrawalPopover(self._workspace, sheet, self._owner).open_at(self._where),
        }

    def _give_proxy(self, sheet: SeatSheet, holder: LiveSeat) -> None:
        held = holder.proxies + (sheet.live.proxy_to_id != holder.id)
        note = f"{holder.partner} détient {plural(held, 'pouvoir')}" if held > 1 else ""
        self._workspace.write(presence.give_proxy, sheet.row.id, holder.id, note=note)


def _without(seat: LiveSeat) -> str:
    """What is told of somebody who goes out with the votes of others."""
    if not seat.proxies:
        return ""
    return f"{seat.partner} part : {plural(seat.proxies, 'pouvoir ne compte', 'pouvoirs ne comptent')} plus"
