"""The forms of joint controls: planning, results in numbers, what followed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop.services.fieldwork import controls
from psq_desktop.services.fieldwork.control_rows import ControlRow
from psq_desktop.services.kinds import OutcomeKind
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.district.controls_words import NO_NAMES
from psq_desktop.views.objective_forms.fields import MadeSpec, PartnersField
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.registers.register import FormWords, RecordForm
from psq_desktop.views.registers.specs import objective_spec
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import word

_WORDS = FormWords(
    "Programmer un contrôle", "Programmer", "Contrôle programmé", "Modifier le contrôle", "Contrôle modifié"
)


def _partners() -> QWidget:
    return PartnersField("Services associés")


def _lines(workspace: Workspace) -> Lines:
    return (
        (FieldSpec("theme", "Thème", required=True, placeholder="par exemple : débits de boissons"),),
        (
            FieldSpec("day", "Date", "day", share=2),
            FieldSpec("starts", "Début", "time"),
            FieldSpec("ends", "Fin", "time"),
        ),
        (FieldSpec("place", "Lieu", share=2), FieldSpec("targeted", "Établissements visés", "whole")),
        (MadeSpec("partner_ids", "Services associés", make=_partners),),
        (FieldSpec("others", "Autres services", "lines", hint="Un par ligne ; aucun nom de personne."),),
        (
            FieldSpec("pilot_id", "Pilote", "partner"),
            FieldSpec("requisition_on", "Réquisition du parquet, reçue le", "day"),
        ),
        (objective_spec(workspace),),
        (FieldSpec("note", "Remarque", "lines"),),
    )


def _shown(row: ControlRow) -> dict[str, Any]:
    return {
        "theme": row.theme,
        "day": row.day,
        "starts": row.starts,
        "ends": row.ends,
        "place": row.place,
        "targeted": row.targeted,
        "partner_ids": tuple(service.partner_id for service in row.services if service.partner_id is not None),
        "others": "\n".join(service.name for service in row.services if service.partner_id is None),
        "pilot_id": row.pilot_id,
        "requisition_on": row.requisition_on,
        "objective_id": row.objective_id,
        "note": row.note,
    }


FORM = RecordForm(
    words=_WORDS, lines=_lines, shown=_shown, create=controls.create, update=controls.update, first="theme"
)


def _count(kind: OutcomeKind) -> FieldSpec:
    return FieldSpec(kind.value, word(kind), "whole")


class ResultsDialog(RecordDialog):
    """Results in numbers; what is planned holds where nothing else is typed."""

    def __init__(self, workspace: Workspace, row: ControlRow, parent: QWidget) -> None:
        kinds = tuple(_count(kind) for kind in OutcomeKind)
        planned = "comme programmé" if row.hidden else ""
        lines: Lines = (
            (
                FieldSpec("day", "Jour du contrôle", "day", hint=planned, share=2),
                FieldSpec("targeted", "Visés", "whole"),
                FieldSpec("checked", "Contrôlés", "whole", required=True),
            ),
            kinds[:4],
            kinds[4:],
        )
        super().__init__(workspace, "Résultats du contrôle", "Enregistrer les résultats", lines, parent)
        self._row = row
        self.say_about(f"{row.theme}. {NO_NAMES}")
        counts = dict(row.outcomes)
        self.show_values(
            day=row.day,
            targeted=row.targeted,
            checked=row.checked,
            **{kind.value: counts.get(kind) for kind in OutcomeKind},
        )
        self.form.focus("checked")

    def write(self) -> None:
        values = self.values()
        self.send(
            controls.enter_results,
            self._row.id,
            values["checked"],
            {kind: values[kind.value] for kind in OutcomeKind},
            self.workspace.today,
            day=values["day"],
            targeted=values["targeted"],
            note="Résultats enregistrés",
        )


class FollowUpDialog(RecordDialog):
    """What followed from a control, thirty days on."""

    def __init__(self, workspace: Workspace, row: ControlRow, parent: QWidget) -> None:
        lines: Lines = (
            (FieldSpec("follow_up", "Ce qui a suivi", "lines", hint="Ni nom, ni enseigne.", required=True),),
            (FieldSpec("followed_on", "Point fait le", "day", required=True),),
        )
        super().__init__(workspace, "Suites du contrôle", "Noter les suites", lines, parent)
        self._row = row
        self.say_about(row.theme)
        self.show_values(follow_up=row.follow_up, followed_on=row.followed_on or workspace.today)
        self.form.focus("follow_up")

    def write(self) -> None:
        values = self.values()
        self.send(
            controls.note_follow_up, self._row.id, values["follow_up"], values["followed_on"], note="Suites notées"
        )
