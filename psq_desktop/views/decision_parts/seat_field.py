"""A participant of a meeting typed by name or acronym."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from psq_desktop.services.sitting import attendance
from psq_desktop.services.sitting.attendance import SeatRow
from psq_desktop.views.decision_parts.partner_field import PartnerChoice, PartnerField
from psq_desktop.views.screen import Workspace


class SeatField(PartnerField):
    """Finds its choices itself: the seats of the meeting. `partner_id` is the seat's id."""

    complaint = "Personne de ce nom à cette séance. Écrivez le début de son nom ou son sigle."

    def __init__(self, workspace: Workspace, meeting_id: int, parent: QWidget | None = None) -> None:
        super().__init__("Membre", parent=parent)
        workspace.read(attendance.seats, meeting_id, then=self._take)

    def _take(self, found: tuple[SeatRow, ...]) -> None:
        self.set_choices(tuple(PartnerChoice(s.id, s.partner or s.person, s.acronym or s.person) for s in found))
