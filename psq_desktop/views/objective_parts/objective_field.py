"""An objective typed by its number or by words of its title, with those that match below."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from psq_desktop.services.steering import objectives
from psq_desktop.views.decision_parts.partner_field import PartnerChoice, PartnerField
from psq_desktop.views.screen import Workspace


class ObjectiveField(PartnerField):
    """Reads « 4.1 » or « contrôles »; finds its choices itself. Empty: no objective."""

    complaint = "Objectif inconnu. Écrivez son numéro, ou un mot de son titre."

    def __init__(self, workspace: Workspace, objective_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__("Objectif", parent=parent)
        self.setPlaceholderText("Numéro ou mot du titre")
        self._first = objective_id
        workspace.read(objectives.choices, then=self._take)

    def _take(self, found: tuple[tuple[int, str], ...]) -> None:
        # What is looked for at the start of a partner's acronym is here the number: « 4.1 ».
        self.set_choices(tuple(PartnerChoice(key, words, words.partition(" ")[0]) for key, words in found))
        if self._first is not None and not self.isModified():
            self.set_partner(self._first)
            self.setCursorPosition(0)
            self.selectAll()
