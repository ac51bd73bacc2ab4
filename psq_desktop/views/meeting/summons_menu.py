"""The menu of one recipient: its invitation, its answer, its address."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from psq_desktop.services.kinds import Reply, SummonsState
from psq_desktop.services.preparing.summons_rows import RecipientRow
from psq_desktop.views import badges
from psq_desktop.views.menus import ChoiceMenu
from psq_desktop.wording import word

REPLIES: dict[str, Reply | None] = {"coming": Reply.COMING, "excused": Reply.EXCUSED, "silent": None}


def recipient_menu(row: RecipientRow, parent: QWidget) -> ChoiceMenu:
    """Entries give a key of `REPLIES`, or « represented », « prepare », « sent », « refused », « address »."""
    menu = ChoiceMenu(row.name, parent)
    for command, reply in REPLIES.items():
        text, icon = (word(reply), badges.look(reply).icon) if reply else ("Sans réponse", badges.NO_REPLY.icon)
        menu.add(text, command, icon=icon, checked=True if row.reply is reply else None)
        if reply is Reply.COMING:
            represented = row.reply is Reply.REPRESENTED
            by = f"Représenté par {row.represented_by}" if represented and row.represented_by else "Représenté par…"
            menu.add(by, "represented", icon="user-share", checked=True if represented else None)
    menu.addSeparator()
    menu.add("Préparer cet envoi…", "prepare", icon="mail")
    if row.state is SummonsState.SENT:
        menu.add("Adresse refusée", "refused", icon="mail-off")
    else:
        menu.add("Marquer envoyée", "sent", icon="send")
    if row.partner_id is not None:
        menu.add("Corriger l’adresse", "address", icon="pencil")
    return menu
