"""« Agréer »: the day of the approval is asked for, never made up."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from psq_desktop.services.kinds import ReservistState
from psq_desktop.services.reserves import reservists
from psq_desktop.services.reserves.reservist_rows import ReservistRow
from psq_desktop.views.dialogs.form import Lines
from psq_desktop.views.objective_forms.fields import MadeSpec, PastDateField
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.reserves.facts import second_line
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import word

_HINT = "Celle de la décision. L’agrément donne le code définitif."


def _lines(workspace: Workspace) -> Lines:
    def day() -> QWidget:
        return PastDateField("Date de l’agrément", today=lambda: workspace.today, width=0)

    return ((MadeSpec("approved_on", "Date de l’agrément", required=True, hint=_HINT, make=day),),)


class ApprovalDialog(RecordDialog):
    """One date: that which is known already, else today."""

    def __init__(self, workspace: Workspace, reservist: ReservistRow, parent: QWidget) -> None:
        super().__init__(workspace, "Agréer", "Agréer", _lines(workspace), parent)
        self._id, self._code = reservist.id, reservist.code
        self.say_about(second_line(reservist))
        self.show_values(approved_on=reservist.approved_on or workspace.today)
        self.form.focus("approved_on")

    def write(self) -> None:
        state = ReservistState.APPROVED
        self.send(
            reservists.engage, self._id, self.values(), state, self.workspace.today,
            note=f"{self._code} : {word(state).lower()}",
        )  # fmt: skip
