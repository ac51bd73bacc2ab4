"""The menus of an agenda line."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QMenu, QWidget

from psq_desktop.services.kinds import AgendaKind, DisclosureLevel
from psq_desktop.services.partners import PartnerRow
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.views import badges
from psq_desktop.views.menus import ChoiceMenu
from psq_desktop.wording import words

OFFICES = ("Présidence", "Secrétariat")  # who presents without being a partner
_NAMES = {"rapporteur": "Rapporteur", "objective": "Objectif lié"}
_VOCABULARIES: dict[str, tuple[str, str, type[StrEnum]]] = {  # field -> words, icon, values
    "kind": ("Type", "tag", AgendaKind),
    "disclosure": ("Diffusion", "world", DisclosureLevel),
}
# command, words, icon, keys; None is a line between two parts
_COMMANDS: tuple[tuple[str, str, str, str] | None, ...] = (
    ("title", "Modifier le titre", "pencil", "F2"),
    None,
    ("up", "Monter", "arrow-up", "Alt+↑"),
    ("down", "Descendre", "arrow-down", "Alt+↓"),
    ("duplicate", "Dupliquer", "copy", "Ctrl+D"),
    None,
    ("remove", "Supprimer", "trash", "Suppr"),
)


# what can be done with the link to an objective; ``{}`` is its number
_OBJECTIVE: tuple[tuple[str, str, str], ...] = (
    ("open_objective", "Ouvrir l’objectif {}", "external-link"),
    ("link_objective", "Choisir un autre objectif…", "target-arrow"),
    ("unlink_objective", "Retirer le lien", "x"),
)


def choice_menu(which: str, item: ItemRow, partners: tuple[PartnerRow, ...], parent: QWidget) -> ChoiceMenu:
    """The choice of one field, or « menu » with everything. Entries give a command or a field and its value."""
    if which == "menu":
        return _whole(item, partners, parent)
    menu = ChoiceMenu(_NAMES.get(which) or _VOCABULARIES[which][0], parent)
    _fill(menu, menu, which, item, partners)
    return menu


def _whole(item: ItemRow, partners: tuple[PartnerRow, ...], parent: QWidget) -> ChoiceMenu:
    menu = ChoiceMenu(f"Actions sur le point {item.number}", parent)
    for rank, command in enumerate(_COMMANDS):
        if command is None:
            menu.addSeparator()
        else:
            name, text, icon, keys = command
            menu.add(text, name, icon=icon, keys=keys)
        if rank == 0:
            _fill(menu, menu.submenu("Rapporteur", "user"), "rapporteur", item, partners)
            for field, (text, icon, _) in _VOCABULARIES.items():
                _fill(menu, menu.submenu(text, icon), field, item, partners)
            _add_objective(menu, item)
    return menu


def _add_objective(menu: ChoiceMenu, item: ItemRow) -> None:
    if item.objective:
        _fill(menu, menu.submenu(f"Objectif {item.objective}", "target-arrow"), "objective", item, ())
    else:
        menu.add("Lier à un objectif…", "link_objective", icon="target-arrow")


def _fill(menu: ChoiceMenu, into: QMenu, which: str, item: ItemRow, partners: tuple[PartnerRow, ...]) -> None:
    if which == "rapporteur":
        _rapporteurs(menu, into, item, partners)
        return
    if which == "objective":
        for command, text, icon in _OBJECTIVE:
            menu.add(text.format(item.objective), command, icon=icon, into=into)
        return
    for value, text in words(_VOCABULARIES[which][2]):
        icon = badges.look(value).icon
        menu.add(text, which, value, icon=icon, checked=getattr(item, which) == value, into=into)


def _rapporteurs(menu: ChoiceMenu, into: QMenu, item: ItemRow, partners: tuple[PartnerRow, ...]) -> None:
    for office in OFFICES:
        on = item.rapporteur_id is None and item.rapporteur == office
        menu.add(office, "rapporteur", (None, office), checked=on, into=into)
    into.addSeparator()
    for partner in partners:
        on = item.rapporteur_id == partner.id
        menu.add(partner.name, "rapporteur", (partner.id, ""), checked=on, into=into)
    into.addSeparator()
    menu.add("Personne", "rapporteur", (None, ""), checked=not item.rapporteur, into=into)
