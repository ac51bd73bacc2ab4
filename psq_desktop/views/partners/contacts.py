"""The « Contacts » tab: people and functional mailboxes of a partner."""

from __future__ import annotations

from typing import Any

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.french import date_short
from psq_desktop.services import partners
from psq_desktop.services.partners import ContactRow, PartnerSheet
from psq_desktop.views import badges
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.kit import NONE, TWO_LINES, BadgeCell, Badges, Cell, Column, Text, TwoLines
from psq_desktop.views.partners.overview import referent_word
from psq_desktop.views.partners.records import RecordsTab
from psq_desktop.views.partners.words import contact_title
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import word

_CIVILITIES = (("", "—"), ("Mme", "Mme"), ("M.", "M."))
_PERSON = ("civility", "first_name", "last_name")
_FORM: Lines = (
    (
        FieldSpec("civility", "Civilité", "choice", choices=_CIVILITIES),
        FieldSpec("first_name", "Prénom", share=2),
        FieldSpec("last_name", "Nom", share=2),
    ),
    (FieldSpec("role", "Fonction ou libellé", share=3), FieldSpec("phone", "Téléphone", share=2)),
    (
        FieldSpec("email", "Courriel", share=3, placeholder="prenom.nom@exemple.fr"),
        FieldSpec("left_on", "Parti le", "day", share=2),
    ),
    (
        FieldSpec("mailbox", "Boîte fonctionnelle", "flag"),
        FieldSpec("referent", "Référent du partenaire", "flag"),
    ),
)
_NAMES = tuple(spec.name for line in _FORM for spec in line)


def _who(contact: ContactRow) -> Cell:
    return TwoLines(contact_title(contact), contact.role, weight=500)


def _email(contact: ContactRow) -> Cell:
    return Text(contact.email, size=9.5) if contact.email else NONE


def _phone(contact: ContactRow) -> Cell:
    return Text(contact.phone, size=9.5) if contact.phone else NONE


class ContactsTab(RecordsTab):
    """Contacts of the partner shown."""

    title = "Contacts"
    add_words = "Ajouter un contact"
    create_words = "Ajouter le contact"
    hint = "La boîte fonctionnelle d’abord : elle reste quand les personnes changent."

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._partner_id = 0
        self._mandates: dict[int, tuple[BadgeCell, ...]] = {}
        columns: tuple[Column[ContactRow], ...] = (
            Column("Contact", 190, _who, stretch=True),
            Column("Courriel", 220, _email, stretch=True, optional=1),
            Column("Téléphone", 118, _phone, optional=2),
            Column("Qualité", 190, self._signs),
        )
        super().__init__(columns, _FORM, workspace.today, TWO_LINES)
        self._leaving: ContactRow | None = None
        self.note.action_requested.connect(self._on_leave)
        self.form.field_left.connect(self._follow_mailbox)

    def _signs(self, contact: ContactRow) -> Cell:
        signs = list(self._mandates.get(contact.id, ()))
        if contact.mailbox:
            signs.append(BadgeCell("Boîte fonctionnelle", "mailbox"))
        if contact.referent:
            signs.append(BadgeCell(referent_word(contact), "user-star", "info"))
        if contact.left_on is not None:
            signs.append(BadgeCell(f"Parti le {date_short(contact.left_on)}", "logout"))
        return Badges(tuple(signs)) if signs else Text("")

    def set_sheet(self, sheet: PartnerSheet) -> None:
        """Show the contacts of a partner."""
        if sheet.row.id != self._partner_id:
            self._partner_id = sheet.row.id
            self.note.hide()
            self.panel.hide()
        found: dict[int, tuple[BadgeCell, ...]] = {}
        for mandate in sheet.mandates:
            if mandate.current:
                sign = BadgeCell(word(mandate.role), *badges.look(mandate.role))
                found[mandate.contact_id] = (*found.get(mandate.contact_id, ()), sign)
        self._mandates = found
        self.set_records(sheet.contacts)

    def edit_id(self, key: int) -> None:
        """Open the form on a contact by its id."""
        self.table.select(key)
        self.edit_current()

    def blank(self) -> dict[str, Any]:
        return {**dict.fromkeys(_NAMES, ""), "left_on": None, "mailbox": False, "referent": False}

    def shown(self, record: ContactRow) -> dict[str, Any]:
        values = {name: getattr(record, name) for name in _NAMES}
        if values["civility"] not in dict(_CIVILITIES):
            choices = (*_CIVILITIES, (record.civility, record.civility))  # what an import brought stays
            self.form.set_choices("civility", choices)
        return values

    def words(self, record: ContactRow) -> str:
        return contact_title(record)

    def first_field(self, new: bool) -> str:
        return "last_name" if self._person else "email"

    @property
    def _person(self) -> bool:
        return not self.form.value("mailbox")

    def _open(self, title: str, values: dict[str, Any]) -> None:
        for name in _PERSON:
            self.form.set_field_visible(name, not values["mailbox"])
        self.form.set_field_visible("left_on", self.editing is not None)
        super()._open(title, values)

    def _follow_mailbox(self, name: str, value: object) -> None:
        if name == "mailbox":
            for each in _PERSON:
                self.form.set_field_visible(each, not value)

    def add_record(self, values: dict[str, Any]) -> None:
        self._workspace.write(
            partners.add_contact, self._partner_id, **values, then=self.on_created, failed=self.on_failed,
            note="Contact ajouté",
        )  # fmt: skip

    def write_field(self, key: int, name: str, value: Any) -> None:
        self._workspace.write(partners.set_contact, key, name, value, failed=self.on_failed)

    def remove(self, record: ContactRow) -> None:
        self._leaving = record
        self._workspace.write(
            partners.remove_contact, record.id, failed=self._on_kept, note=f"Contact supprimé : {contact_title(record)}"
        )

    def _on_kept(self, error: UserError) -> None:
        """One who sat at a meeting stays in its minutes: offer what can be done instead."""
        gone = self._leaving is not None and self._leaving.left_on is not None
        offer = error.code == "contact_in_use" and not gone
        self.show_note("warning", wording.explain(error), "Marquer parti le…" if offer else "")

    def _on_leave(self) -> None:
        if self._leaving is not None:
            self.edit_id(self._leaving.id)
            self.form.focus("left_on")
