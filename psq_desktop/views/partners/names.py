"""The « Noms » tab: an organisation is renamed from a day on, so that old minutes stay true."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal

from psq_desktop.french import date_long
from psq_desktop.services import partners
from psq_desktop.services.partners import NameRow, PartnerSheet
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.kit import NORMAL, AvatarText, BadgeCell, Cell, Column, Text
from psq_desktop.views.partners.records import RecordsTab
from psq_desktop.views.partners.words import name_in_force, propose_acronym
from psq_desktop.views.screen import Workspace

_FORM: Lines = (
    (
        FieldSpec("name", "Nom", share=4, required=True),
        FieldSpec("acronym", "Sigle", required=True, share=2),
        FieldSpec(
            "valid_from", "À partir du", "day", share=3, hint="Vide : le nom actuel est corrigé, sans garder l’ancien"
        ),
    ),
)


def _name(name: NameRow) -> Cell:
    return AvatarText(name.acronym, name.name)


def _acronym(name: NameRow) -> Cell:
    return Text(name.acronym, size=9.5)


def _since(name: NameRow) -> Cell:
    return Text(date_long(name.valid_from, weekday=False) if name.valid_from else "depuis toujours", size=9.5)


class NamesTab(RecordsTab):
    """Dated names of the partner shown."""

    title = "Noms successifs"
    add_words = "Renommer à partir du…"
    create_words = "Renommer"
    hint = "Les anciens comptes rendus gardent le nom de leur date."

    renamed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._partner_id = 0
        self._in_force = 0
        columns: tuple[Column[NameRow], ...] = (
            Column("Nom", 200, _name, stretch=True),
            Column("Sigle", 90, _acronym, optional=2),
            Column("Depuis le", 150, _since),
            Column("État", 120, self._state, optional=1),
        )
        super().__init__(columns, _FORM, workspace.today, NORMAL)
        self.form.edited.connect(self._on_edited)
        self._acronym_typed = False

    def _state(self, name: NameRow) -> Cell:
        if name.id == self._in_force:
            return BadgeCell("En vigueur", "check", "success")
        coming = (name.valid_from or date.min) > self._workspace.today
        return BadgeCell("À venir", "calendar", "info") if coming else BadgeCell("Ancien", "archive")

    def set_sheet(self, sheet: PartnerSheet) -> None:
        """Show the names of a partner."""
        if sheet.row.id != self._partner_id:
            self._partner_id = sheet.row.id
            self.note.hide()
            self.panel.hide()
        self._in_force = name_in_force(sheet.names, self._workspace.today).id
        ordered = sorted(sheet.names, key=lambda row: row.valid_from or date.min, reverse=True)
        self.set_records(tuple(ordered))

    def blank(self) -> dict[str, Any]:
        self._acronym_typed = False
        return {"name": "", "acronym": "", "valid_from": self._workspace.today}

    def _open(self, title: str, values: dict[str, Any]) -> None:
        self.form.set_field_visible("valid_from", self.editing is None)
        super()._open(title, values)

    def shown(self, record: NameRow) -> dict[str, Any]:
        return {"name": record.name, "acronym": record.acronym}

    def words(self, record: NameRow) -> str:
        return f"Corriger « {record.name} »"

    def first_field(self, new: bool) -> str:
        return "name"

    def add_record(self, values: dict[str, Any]) -> None:
        dated = values["valid_from"] is not None
        self._workspace.write(
            partners.rename, self._partner_id, **values, then=self._on_renamed, failed=self.on_failed,
            note="Partenaire renommé" if dated else "Nom corrigé",
        )  # fmt: skip

    def write_field(self, key: int, name: str, value: Any) -> None:
        values = {**self.form.values(), name: value}
        self._workspace.write(partners.correct_name, key, values["name"], values["acronym"], failed=self.on_failed)

    def remove(self, record: NameRow) -> None:
        self._workspace.write(
            partners.remove_name, record.id, failed=self.on_failed, note=f"Nom supprimé : {record.name}"
        )

    def _on_renamed(self, _: None) -> None:
        self.panel.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form_closed.emit()
        self.renamed.emit()

    def _on_edited(self, name: str) -> None:
        if name == "acronym":
            self._acronym_typed = True
        elif name == "name" and self.editing is None and not self._acronym_typed:
            self.form.set_values({"acronym": propose_acronym(self.form.value("name"))}, force=True)
