"""The menu of a seat: its reply before the meeting, its presence from the opening on, what changes in the room."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from psq_desktop.french import plural, time_text
from psq_desktop.services.kinds import AttendanceStatus, Reply
from psq_desktop.services.sitting.attendance import SeatRow
from psq_desktop.services.sitting.seat_sheet import SeatSheet
from psq_desktop.views import badges
from psq_desktop.views.menus import ChoiceMenu
from psq_desktop.views.seat_parts.popovers import others
from psq_desktop.wording import word

REPLIES: dict[str, Reply | None] = {
    "present": Reply.COMING,
    "represented": Reply.REPRESENTED,
    "excused": Reply.EXCUSED,
    "absent": None,
}
STATUSES = {
    "present": AttendanceStatus.PRESENT,
    "represented": AttendanceStatus.REPRESENTED,
    "excused": AttendanceStatus.EXCUSED,
    "absent": AttendanceStatus.ABSENT,
}
KEYS = {"present": "P", "represented": "R", "excused": "E", "absent": "A"}
_SEATED = (AttendanceStatus.PRESENT, AttendanceStatus.REPRESENTED)


def seat_menu(sheet: SeatSheet, now: dt.datetime, parent: QWidget) -> ChoiceMenu:
    """Entries give a key of `KEYS` (with a name for « représenté »), or a command of `actions.SeatActions`."""
    seat = sheet.row
    menu = ChoiceMenu(seat.partner or seat.person, parent)
    _add_statuses(menu, sheet)
    menu.addSeparator()
    if sheet.in_session:
        _add_times(menu, sheet, now)
    if sheet.items:
        count = len(sheet.live.withdrawn_from)
        words = f"Sort pour {plural(count, 'point')}" if count else "Sort pour les points"
        menu.add(f"{words}…", "withdraw", icon="user-off", checked=True if count else None)
    _add_proxies(menu, sheet)
    menu.addSeparator()
    menu.add("Modifier", "edit", icon="pencil", keys="Entrée")
    menu.add("Retirer de la séance", "remove", icon="trash", keys="Suppr")
    return menu


def _add_statuses(menu: ChoiceMenu, sheet: SeatSheet) -> None:
    seat, people = sheet.row, sheet.people
    for command, keys in KEYS.items():
        text, icon, on = _entry(seat, command, sheet.ahead)
        if command == "represented":
            for each in others(seat, people)[:4]:
                menu.add(f"Représenté par {each.display}", command, each.display, icon=icon)
            text = "Représenté par quelqu’un d’autre" if people else "Représenté"
        if command != "absent" or sheet.ahead or not seat.guest:
            menu.add(text, command, icon=icon, keys=keys, checked=True if on else None)


def _entry(seat: SeatRow, command: str, ahead: bool) -> tuple[str, str, bool]:
    if not ahead:
        status = STATUSES[command]
        return word(status), badges.look(status).icon, seat.status is status
    reply = REPLIES[command]
    if reply is None:
        return "Sans réponse", badges.NO_REPLY.icon, seat.reply is None
    return word(reply), badges.look(reply).icon, seat.reply is reply


def _add_times(menu: ChoiceMenu, sheet: SeatSheet, now: dt.datetime) -> None:
    seat = sheet.live
    if seat.left is not None:
        menu.add(f"Annuler le départ de {time_text(seat.left)}", "come_back", icon="arrow-back-up")
    elif seat.status in _SEATED and seat.proxy_to_id is None:
        menu.add(f"Part à {time_text(now.time())}", "leave", icon="logout")
    else:
        menu.add(f"Arrive à {time_text(now.time())}", "arrive", icon="door-enter")


def _add_proxies(menu: ChoiceMenu, sheet: SeatSheet) -> None:
    seat = sheet.live
    if seat.proxy_to_id is not None:
        menu.add(f"Reprendre le pouvoir donné à {seat.proxy_to}", "take_back", icon="arrow-back-up")
    if not sheet.holders:
        return
    inside = menu.submenu("Donne pouvoir à", "user-share")
    for each in sheet.holders:
        held = f", {plural(each.proxies, 'pouvoir')}" if each.proxies else ""
        name = f"{each.partner} ({each.represented_by or each.person}){held}"
        on = True if each.id == seat.proxy_to_id else None
        menu.add(name, "proxy", each, checked=on, into=inside)
