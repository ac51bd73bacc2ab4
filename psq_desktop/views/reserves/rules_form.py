"""« Règles de la réserve »: the ceilings and limits that this base holds to."""

from __future__ import annotations

from dataclasses import asdict

from PySide6.QtWidgets import QWidget

from psq_desktop.services.reserves import reserve_rules
from psq_desktop.services.reserves.reserve_rules import Rules
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.screen import Workspace


def _whole(name: str, label: str, hint: str = "") -> FieldSpec:
    return FieldSpec(name, label, "whole", hint, required=True)


_LINES: Lines = (
    (
        _whole("volunteer_days", "Volontaires", "Jours par année de contrat."),
        _whole("former_days", "Anciens policiers et adjoints", "Jours par année de contrat."),
        _whole("international_days", "Missions internationales", "Jours par année de contrat."),
    ),
    (
        _whole("citizen_week_hours", "Réserve citoyenne", "Heures par semaine."),
        _whole("rest_hours", "Repos entre deux vacations", "Heures."),
        _whole("contract_years", "Durée d’un contrat", "Années, au plus."),
    ),
    (
        _whole("lowest_age", "Âge minimal"),
        _whole("highest_age", "Âge maximal"),
    ),
    (
        _whole("warning_days", "Alerte avant une échéance", "Jours : plafond, compétence, contrat."),
        _whole("dormant_days", "Peu sollicité après", "Jours sans vacation."),
    ),
)


class RulesDialog(RecordDialog):
    """All limits of the base in one form."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(workspace, "Règles de la réserve", "Enregistrer", _LINES, parent)
        self.say_about(
            "Les valeurs d’origine sont celles des articles L411-7 et suivants du code de la sécurité intérieure."
        )
        self.submit_button.setEnabled(False)
        workspace.read(reserve_rules.rules, then=self._take)

    def _take(self, found: Rules) -> None:
        self.show_values(**asdict(found))
        self.submit_button.setEnabled(True)

    def write(self) -> None:
        if changes := self.changes():
            self.send(reserve_rules.set_rules, note="Règles de la réserve modifiées", **changes)
        else:
            self.accept()
