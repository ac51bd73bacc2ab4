"""A step of an objective, or a milestone."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop.services.steering import measures
from psq_desktop.services.steering.progress_rows import ObjectiveSheet
from psq_desktop.views.decision_parts.partner_field import PartnerField
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.objective_forms.fields import MadeSpec
from psq_desktop.views.objective_forms.frame import PartDialog, PartWords
from psq_desktop.views.screen import Workspace

_WORDS = PartWords("Nouvelle mesure", "Ajouter la mesure", "Mesure ajoutée", "Modifier la mesure", "Mesure modifiée")


def _owner() -> QWidget:
    return PartnerField("Responsable")


_MILESTONE = (FieldSpec("milestone", "C’est un jalon : il marque une étape franchie", "flag"),)
_COMMENT = (FieldSpec("comment", "Commentaire", "lines", placeholder="Ce qui avance, ce qui freine"),)
_WHAT: Lines = (
    (FieldSpec("text", "Mesure", "lines", required=True, placeholder="Ce qui sera fait"),),
    (MadeSpec("owner_id", "Responsable", make=_owner, share=2), FieldSpec("due", "Échéance", "day")),
    (FieldSpec("proof", "Preuve attendue", placeholder="Arrêté publié, photographie, facture"),),
)
_NEW: Lines = (*_WHAT, _MILESTONE)
_EDIT: Lines = (*_WHAT, _COMMENT, _MILESTONE)


class MeasureDialog(PartDialog):
    """Writes one measure."""

    def __init__(self, workspace: Workspace, objective_id: int, measure_id: int | None, parent: QWidget) -> None:
        lines = _NEW if measure_id is None else _EDIT
        super().__init__(workspace, objective_id, measure_id, _WORDS, lines, parent)
        self.form.focus("text")

    def first_values(self, sheet: ObjectiveSheet) -> dict[str, Any] | None:
        if self.part_id is None:
            return {"owner_id": sheet.row.pilot_id}
        return self.values_of(sheet.measures)

    def write(self) -> None:
        self.send_part(measures.create, measures.update)


def open_measure(workspace: Workspace, objective_id: int, measure_id: int | None, parent: QWidget) -> MeasureDialog:
    """Ask for a step of an objective, or change one."""
    dialog = MeasureDialog(workspace, objective_id, measure_id, parent.window())
    dialog.open()
    return dialog
