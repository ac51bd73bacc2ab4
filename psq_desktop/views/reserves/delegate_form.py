"""« Nommer délégué à la cohésion »."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from psq_desktop.services.reserves import delegates
from psq_desktop.services.reserves.reservist_rows import ReservistRow
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.reserves.facts import second_line
from psq_desktop.views.screen import Workspace

_LINES: Lines = (
    (
        FieldSpec("starts_on", "Début du mandat", "day", required=True),
        FieldSpec("ends_on", "Fin du mandat", "day", hint="Vide : sans terme fixé."),
    ),
    (FieldSpec("duties", "Missions confiées", "lines", placeholder="Lien avec les conseils citoyens, permanences…"),),
)


class DelegateDialog(RecordDialog):
    """The mandate of one reservist; that of the delegate before ends the day before."""

    def __init__(self, workspace: Workspace, reservist: ReservistRow, parent: QWidget) -> None:
        super().__init__(workspace, "Nommer délégué à la cohésion", "Nommer", _LINES, parent)
        self._id = reservist.id
        self.say_about(second_line(reservist))
        self.show_values(starts_on=workspace.today)
        self.form.focus("starts_on")

    def write(self) -> None:
        values = self.values()
        args = (values["starts_on"], values["ends_on"], values["duties"])
        self.send(delegates.name, self._id, *args, note="Délégué à la cohésion nommé")
