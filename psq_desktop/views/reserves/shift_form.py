"""« Saisir une vacation »: a shift that was done, or is planned, without a mission."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop.errors import UserError
from psq_desktop.services.kinds import ShiftState
from psq_desktop.services.reserves import shifts
from psq_desktop.services.reserves.reservist_rows import ReservistRow
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.kit import STRETCH, Button, boxed, row
from psq_desktop.views.objective_forms.fields import MadeSpec, PastDateField
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.reserves.facts import second_line
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.dates import DateField
from psq_desktop.wording import word

_STATES = tuple((each, word(each)) for each in (ShiftState.DONE, ShiftState.PLANNED))
_ENDS_NEXT_DAY = "ends_next_day"


class DayField(PastDateField):
    """Without a year, « 2/11 » is the last one for a shift that was done, the next one for one that is planned."""

    past = True

    def read(self, text: str) -> dt.date | None:
        return super().read(text) if self.past else DateField.read(self, text)


def _lines(workspace: Workspace) -> Lines:
    def day() -> QWidget:
        return DayField("Jour", today=lambda: workspace.today, width=0)

    return (
        (FieldSpec("title", "Objet", placeholder="Permanence d’accueil"),),
        (
            MadeSpec("day", "Jour", required=True, share=2, make=day),
            FieldSpec("starts", "Début", "time", required=True),
            FieldSpec("ends", "Fin", "time", required=True),
            FieldSpec("next_day", "le lendemain", "flag"),
        ),
        (FieldSpec("state", "État", "choice", choices=_STATES),),
    )


class ShiftDialog(RecordDialog):
    """One shift of one reservist. When it ends before it starts, one click makes that the next day."""

    def __init__(self, workspace: Workspace, reservist: ReservistRow, parent: QWidget) -> None:
        super().__init__(workspace, "Saisir une vacation", "Enregistrer la vacation", _lines(workspace), parent)
        self._id = reservist.id
        self.next_day_button = Button("Elle se termine le lendemain", "arrow-right", "small")
        self._offer = boxed(row(self.next_day_button, STRETCH))
        self._offer.hide()
        self.next_day_button.clicked.connect(self._end_next_day)
        self.form.say_below("ends", self._offer)
        self.form.edited.connect(self._on_edited)
        self.form.field_left.connect(self._on_field)
        self.say_about(second_line(reservist))
        self.show_values(day=workspace.today, state=ShiftState.DONE)
        self.form.focus("title")

    def write(self) -> None:
        values = self.values()
        self._offer.hide()
        more: dict[str, Any] = {"title": values["title"], "state": values["state"], "today": self.workspace.today}
        if values["next_day"]:
            more["ends_on"] = values["day"] + dt.timedelta(days=1)
        self.send(
            shifts.record, self._id, values["day"], values["starts"], values["ends"], note="Vacation enregistrée",
            **more,
        )  # fmt: skip

    def on_refused(self, error: UserError) -> None:
        super().on_refused(error)
        self._offer.setVisible(any(each.code == _ENDS_NEXT_DAY for each in error.problems))

    def _end_next_day(self) -> None:
        self.form.set_values({"next_day": True})
        self.form.clear_problems()
        self.submit()

    def _on_field(self, name: str, value: object) -> None:
        day = self.form.field("day")
        if name == "state" and isinstance(day, DayField):
            day.past = value is ShiftState.DONE

    def _on_edited(self, _name: str) -> None:
        self._offer.hide()
