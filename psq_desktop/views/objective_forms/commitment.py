"""One partner's share of an objective."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop.services import partners
from psq_desktop.services.partners import PartnerSheet
from psq_desktop.services.steering import commitments
from psq_desktop.services.steering.progress_rows import CommitmentRow, ObjectiveSheet
from psq_desktop.views.decision_parts.partner_field import PartnerField
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.objective_forms.fields import MadeSpec, NumberField
from psq_desktop.views.objective_forms.frame import PartDialog, PartWords
from psq_desktop.views.screen import Workspace

_WORDS = PartWords(
    "Nouvel engagement", "Proposer l’engagement", "Engagement proposé", "Modifier l’engagement", "Engagement modifié"
)
_NOBODY = (None, "Personne en particulier")


def _partner() -> QWidget:
    return PartnerField("Partenaire")


def _share() -> QWidget:
    return NumberField("Part faite, en %", "60", whole=True)


_PARTNER = (MadeSpec("partner_id", "Partenaire", make=_partner, required=True),)
_WHAT = (FieldSpec("text", "Engagement", "lines", required=True, placeholder="Ce que le partenaire prend à sa charge"),)
_WHO = (
    FieldSpec("referent_id", "Référent", "choice", choices=(_NOBODY,), share=2),
    FieldSpec("due", "Échéance", "day"),
)
_HOW: Lines = (
    (FieldSpec("means", "Moyens", "lines", placeholder="Agents, budget, matériel"),),
    (FieldSpec("proof", "Preuve attendue", placeholder="Bilan mensuel, photographie"),),
)
_PROGRESS: Lines = (
    (
        MadeSpec("share", "Part faite, en %", make=_share, hint="De 0 à 100, telle que le partenaire la dit."),
        FieldSpec("accepted_on", "Accepté le", "day"),
    ),
    (FieldSpec("comment", "Commentaire", "lines"),),
)
_NEW: Lines = (_PARTNER, _WHAT, _WHO, *_HOW)
_EDIT: Lines = (_WHAT, _WHO, *_HOW, *_PROGRESS)  # whose share it is never changes; its state is said in the panel


class CommitmentDialog(PartDialog):
    """Writes one commitment; the referent is chosen among the contacts of its partner."""

    def __init__(self, workspace: Workspace, objective_id: int, commitment_id: int | None, parent: QWidget) -> None:
        lines = _NEW if commitment_id is None else _EDIT
        super().__init__(workspace, objective_id, commitment_id, _WORDS, lines, parent)
        self._row: CommitmentRow | None = None
        self.form.field_left.connect(self._on_field)
        self.form.focus("partner_id" if commitment_id is None else "text")

    def first_values(self, sheet: ObjectiveSheet) -> dict[str, Any] | None:
        if self.part_id is None:
            return {}
        self._row = next((each for each in sheet.commitments if each.id == self.part_id), None)
        if self._row is None:
            return None
        self.say_about(f"{self._row.partner}, objectif {sheet.row.code} {sheet.row.title}")
        known = (self._row.referent_id, self._row.referent)
        self.form.set_choices("referent_id", (_NOBODY, known) if self._row.referent_id else (_NOBODY,))
        self._ask_contacts(self._row.partner_id)
        return {name: getattr(self._row, name) for name in self.form.values()}

    def _on_field(self, name: str, value: object) -> None:
        if name == "partner_id":
            self.form.set_choices("referent_id", (_NOBODY,))
            if isinstance(value, int):
                self._ask_contacts(value)

    def _ask_contacts(self, partner_id: int) -> None:
        self.workspace.read(partners.sheet, partner_id, self.workspace.today, then=self._take_contacts)

    def _take_contacts(self, sheet: PartnerSheet) -> None:
        chosen = self.form.value("referent_id")
        found = [each for each in sheet.contacts if each.left_on is None or each.id == chosen]
        self.form.set_choices("referent_id", (_NOBODY, *((each.id, each.display) for each in found)))
        referent = next((each.id for each in found if each.referent), None)
        if self._row is None and chosen is None and referent is not None:
            self.propose("referent_id", referent)

    def write(self) -> None:
        self.send_part(commitments.create, commitments.update)


def open_commitment(
    workspace: Workspace, objective_id: int, commitment_id: int | None, parent: QWidget
) -> CommitmentDialog:
    """Propose a share to a partner, or change one."""
    dialog = CommitmentDialog(workspace, objective_id, commitment_id, parent.window())
    dialog.open()
    return dialog
