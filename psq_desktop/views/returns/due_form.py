"""Another due date for one partner."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from psq_desktop import french
from psq_desktop.services.rounds import dispatches
from psq_desktop.services.rounds.campaign_rows import DispatchRow
from psq_desktop.views.dialogs.form import FieldSpec
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.screen import Workspace

_LINES = ((FieldSpec("due", "Échéance de ce partenaire", "day", required=True),),)


class DueDialog(RecordDialog):
    """One field: the day."""

    def __init__(self, workspace: Workspace, card: DispatchRow, parent: QWidget) -> None:
        super().__init__(workspace, "Changer l’échéance", "Enregistrer", _LINES, parent)
        self._card = card
        self.say_about(f"{card.partner} · échéance actuelle : {french.date_long(card.due)}")
        self.show_values(due=card.due)

    def write(self) -> None:
        """Store the day."""
        due = self.values()["due"]
        self.send(dispatches.set_due, self._card.id, due, note=f"Échéance changée : {self._card.partner}")


def open_due(workspace: Workspace, card: DispatchRow, parent: QWidget) -> DueDialog:
    """Ask for the day over a screen."""
    dialog = DueDialog(workspace, card, parent.window())
    dialog.open()
    return dialog
