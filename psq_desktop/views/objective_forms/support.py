"""Help that one partner asks of another, or of the chair."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop.services.steering import supports
from psq_desktop.services.steering.progress_rows import ObjectiveSheet
from psq_desktop.views.decision_parts.partner_field import PartnerField
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.objective_forms.fields import MadeSpec
from psq_desktop.views.objective_forms.frame import PartDialog, PartWords
from psq_desktop.views.screen import Workspace

_WORDS = PartWords(
    "Demander un appui", "Enregistrer la demande", "Appui demandé", "Modifier la demande d’appui", "Demande modifiée"
)


def _asking() -> QWidget:
    return PartnerField("Qui demande")


def _asked() -> QWidget:
    return PartnerField("À qui")


_ASKING = MadeSpec("partner_id", "Qui demande", make=_asking, required=True)
_ASKED = MadeSpec("asked_of_id", "À qui", make=_asked, hint="Vide : la présidence, qui en sera saisie.")
_REST: Lines = (
    (
        FieldSpec(
            "text", "Appui attendu", "lines", required=True, placeholder="Ce qui manque, et ce que cela permettrait"
        ),
    ),
    (FieldSpec("wanted_by", "Attendu pour le", "day"),),
)


class SupportDialog(PartDialog):
    """Writes one request; who asks is settled once it is made."""

    def __init__(self, workspace: Workspace, objective_id: int, support_id: int | None, parent: QWidget) -> None:
        first = (_ASKING, _ASKED) if support_id is None else (_ASKED,)
        super().__init__(workspace, objective_id, support_id, _WORDS, (first, *_REST), parent)
        self.form.focus("text")

    def first_values(self, sheet: ObjectiveSheet) -> dict[str, Any] | None:
        if self.part_id is None:
            return {"partner_id": sheet.row.pilot_id}
        return self.values_of(sheet.supports)

    def write(self) -> None:
        self.send_part(supports.create, supports.update, on=self.workspace.today)


def open_support(workspace: Workspace, objective_id: int, support_id: int | None, parent: QWidget) -> SupportDialog:
    """Ask for help on an objective, or change a request."""
    dialog = SupportDialog(workspace, objective_id, support_id, parent.window())
    dialog.open()
    return dialog
