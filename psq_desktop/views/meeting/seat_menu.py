"""The menu of a seat: its reply before the meeting, its presence from the opening on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from psq_desktop.services.attendance import PersonChoice, SeatRow
from psq_desktop.services.kinds import AttendanceStatus, Reply
from psq_desktop.views import badges
from psq_desktop.views.meeting.menus import ChoiceMenu
from psq_desktop.views.meeting.seat_popovers import others
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


def seat_menu(seat: SeatRow, people: tuple[PersonChoice, ...], ahead: bool, parent: QWidget) -> ChoiceMenu:
    """Entries give a key of `KEYS` (with a name for « représenté »), « edit » or « remove »."""
    menu = ChoiceMenu(seat.partner or seat.person, parent)
    for command, keys in KEYS.items():
        text, icon, on = _entry(seat, command, ahead)
        if command == "represented":
            for each in others(seat, people)[:4]:
                menu.add(f"Représenté par {each.display}", command, each.display, icon=icon)
            text = "Représenté par quelqu’un d’autre" if people else "Représenté"
        if command != "absent" or ahead or not seat.guest:
            menu.add(text, command, icon=icon, keys=keys, checked=True if on else None)
    menu.addSeparator()
    menu.add("Modifier", "edit", icon="pencil", keys="Entrée")
    menu.add("Retirer de la séance", "remove", icon="trash", keys="Suppr")
    return menu


def _entry(seat: SeatRow, command: str, ahead: bool) -> tuple[str, str, bool]:
    if not ahead:
        status = STATUSES[command]
        return word(status), badges.look(status).icon, seat.status is status
    reply = REPLIES[command]
    if reply is None:
        return "Sans réponse", badges.NO_REPLY.icon, seat.reply is None
    return word(reply), badges.look(reply).icon, seat.reply is reply
