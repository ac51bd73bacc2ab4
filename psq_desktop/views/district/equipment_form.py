"""The form of a request for equipment."""

from __future__ import annotations

import datetime as dt

from psq_desktop.services.kinds import EquipmentKind
from psq_desktop.services.means import equipment
from psq_desktop.services.means.means_rows import EquipmentRow
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.registers.register import FormWords, RecordForm
from psq_desktop.views.registers.specs import objective_spec
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import words


def _lines(workspace: Workspace) -> Lines:
    return (
        (FieldSpec("title", "Équipement", required=True, placeholder="Caméras-piétons", share=2),
         FieldSpec("kind", "Genre", "choice", choices=words(EquipmentKind))),
        (FieldSpec("partner_id", "Pour", "partner"), objective_spec(workspace)),
        (FieldSpec("asked", "Demandés", "whole", required=True),
         FieldSpec("granted", "Accordés", "whole", required=True),
         FieldSpec("delivered", "Livrés", "whole", required=True),
         FieldSpec("in_service", "En service", "whole", required=True)),
        (FieldSpec("asked_on", "Demandé le", "day", required=True), FieldSpec("granted_on", "Accordé le", "day"),
         FieldSpec("delivered_on", "Livré le", "day"), FieldSpec("in_service_on", "En service le", "day")),
        (FieldSpec("expected_on", "Attendu le", "day"), FieldSpec("refused_on", "Refusé le", "day")),
        (FieldSpec("note", "Remarque", "lines"),),
    )  # fmt: skip


_NAMES = (
    "title", "kind", "partner_id", "objective_id", "asked", "granted", "delivered", "in_service", "asked_on",
    "granted_on", "delivered_on", "in_service_on", "expected_on", "refused_on", "note",
)  # fmt: skip


def _shown(item: EquipmentRow) -> dict[str, object]:
    return {name: getattr(item, name) for name in _NAMES}


def _blank(today: dt.date) -> dict[str, object]:
    return {"kind": EquipmentKind.BODY_CAMERA, "asked_on": today, "granted": 0, "delivered": 0, "in_service": 0}


FORM = RecordForm(
    FormWords("Nouvelle demande", "Créer la demande", "Demande créée", "Modifier la demande", "Demande modifiée"),
    _lines, _shown, equipment.create, equipment.update, blank=_blank, first="title",
)  # fmt: skip
