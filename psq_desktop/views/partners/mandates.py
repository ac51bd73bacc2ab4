"""The « Mandats » tab: who sits, in which capacity, from when to when."""

from __future__ import annotations

from typing import Any

from psq_desktop.french import date_short
from psq_desktop.services import partners
from psq_desktop.services.kinds import MandateRole
from psq_desktop.services.partners import MandateRow, PartnerSheet
from psq_desktop.views import badges
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.kit import NORMAL, BadgeCell, Cell, Column, Text
from psq_desktop.views.partners.records import RecordsTab
from psq_desktop.views.partners.words import role_word
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import words

_FORM: Lines = (
    (
        FieldSpec("contact_id", "Contact", "choice", share=3),
        FieldSpec("role", "Qualité", "choice", share=2, choices=words(MandateRole)),
    ),
    (
        FieldSpec("starts_on", "Du", "day", required=True),
        FieldSpec("ends_on", "Au", "day", hint="Vide : sans terme"),
    ),
)


def _contact(mandate: MandateRow) -> Cell:
    return Text(mandate.contact, 500)


def _role(mandate: MandateRow) -> Cell:
    return badges.badge_cell(mandate.role)


def _start(mandate: MandateRow) -> Cell:
    return Text(date_short(mandate.starts_on), size=9.5)


def _end(mandate: MandateRow) -> Cell:
    return Text(date_short(mandate.ends_on) if mandate.ends_on else "sans terme", size=9.5)


class MandatesTab(RecordsTab):
    """Mandates of the partner shown."""

    title = "Mandats au comité"
    add_words = "Ajouter un mandat"
    create_words = "Ajouter le mandat"
    hint = "Dites qui siège, en quelle qualité et jusqu’à quand."

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._partner_id = 0
        self._people: tuple[tuple[object, str], ...] = ()
        columns: tuple[Column[MandateRow], ...] = (
            Column("Contact", 180, _contact, stretch=True),
            Column("Qualité", 116, _role),
            Column("Du", 110, _start),
            Column("Au", 110, _end),
            Column("État", 190, self._state, optional=1),
        )
        super().__init__(columns, _FORM, workspace.today, NORMAL)

    def _state(self, mandate: MandateRow) -> Cell:
        if mandate.current and mandate.ends_soon:
            return BadgeCell("Renouvellement proche", "clock", "warning")
        if mandate.current:
            return BadgeCell("En cours", "check", "success")
        coming = mandate.starts_on > self._workspace.today
        return BadgeCell("À venir", "calendar", "info") if coming else BadgeCell("Terminé", "archive")

    def set_sheet(self, sheet: PartnerSheet) -> None:
        """Show the mandates of a partner."""
        if sheet.row.id != self._partner_id:
            self._partner_id = sheet.row.id
            self.note.hide()
            self.panel.hide()
        seated = {mandate.contact_id for mandate in sheet.mandates}
        people = (c for c in sheet.contacts if not c.mailbox and (c.left_on is None or c.id in seated))
        self._people = tuple((contact.id, contact.display) for contact in people)
        self.form.set_choices("contact_id", self._people)
        self.add_button.setEnabled(bool(self._people))
        self.add_button.setToolTip("" if self._people else "Ajoutez d’abord une personne dans l’onglet Contacts.")
        self.set_records(sheet.mandates)

    def start_new(self) -> None:
        if self._people:
            super().start_new()
        else:
            self.show_note("info", "Ajoutez d’abord une personne dans l’onglet Contacts.")

    def _open(self, title: str, values: dict[str, Any]) -> None:
        # A mandate is a person's: another person means another mandate.
        self.form.set_field_visible("contact_id", self.editing is None)
        super()._open(title, values)

    def blank(self) -> dict[str, Any]:
        first = self._people[0][0]
        return {
            "contact_id": first, "role": MandateRole.HOLDER, "starts_on": self._workspace.today, "ends_on": None,
        }  # fmt: skip

    def shown(self, record: MandateRow) -> dict[str, Any]:
        return {name: getattr(record, name) for name in ("contact_id", "role", "starts_on", "ends_on")}

    def words(self, record: MandateRow) -> str:
        return f"{record.contact}, {role_word(record)}"

    def first_field(self, new: bool) -> str:
        return "contact_id" if new else "role"

    def add_record(self, values: dict[str, Any]) -> None:
        self._workspace.write(
            partners.add_mandate, **values, then=self.on_created, failed=self.on_failed, note="Mandat ajouté"
        )

    def write_field(self, key: int, name: str, value: Any) -> None:
        self._workspace.write(partners.set_mandate, key, name, value, failed=self.on_failed)

    def remove(self, record: MandateRow) -> None:
        self._workspace.write(
            partners.remove_mandate, record.id, failed=self.on_failed, note=f"Mandat supprimé : {self.words(record)}"
        )
