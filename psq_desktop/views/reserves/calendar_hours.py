"""The hours of one day: what is said of it, from when to when."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from psq_desktop.french import date_long
from psq_desktop.services.kinds import Availability
from psq_desktop.services.reserves import availability
from psq_desktop.services.reserves.calendar_rows import CalendarRow, SlotRow
from psq_desktop.views.dialogs.form import FieldSpec, Lines
from psq_desktop.views.kit import Label
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.reserves.calendar_said import Said, SaidList
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import word, words

STATES = words(Availability)
WHOLE_DAY = "Toute la journée"
_LINES: Lines = (
    (
        FieldSpec("state", "Ce jour-là", "choice", choices=STATES, share=2),
        FieldSpec("starts", "De", "time"),
        FieldSpec("ends", "À", "time"),
    ),
)
_HINT = "Sans heures : toute la journée. Ce qui est dit ici passe avant ce qui revient chaque semaine."


def hours_words(starts: dt.time | None, ends: dt.time | None) -> str:
    """« 9 h 00 – 12 h 00 », « Toute la journée »."""
    return availability.hours(starts, ends) or WHOLE_DAY


def lines_of(slots: tuple[SlotRow, ...]) -> tuple[Said, ...]:
    """The slots of a day in words."""
    return tuple(Said(row.id, row.state, f"{word(row.state)}, {hours_words(row.starts, row.ends)}") for row in slots)


class DayHoursDialog(RecordDialog):
    """Hours are added to those of the day; a day said as a whole is replaced."""

    def __init__(self, workspace: Workspace, person: CalendarRow, day: dt.date, parent: QWidget) -> None:
        self._said = SaidList("Rien n’est dit de ce jour.")
        hint = Label(_HINT, 9, 400, "text2", wrap=True)
        super().__init__(workspace, "Heures du jour", "Enregistrer", _LINES, parent, below=(hint, self._said))
        self._person, self._day = person, day
        self._slots: tuple[SlotRow, ...] = ()
        self.say_about(f"{person.display} ({person.code}), {date_long(day)}")
        self.show_values(state=Availability.AVAILABLE)
        self._said.remove_requested.connect(self._remove)
        self.form.focus("starts")
        self._load()

    def _load(self) -> None:
        self.workspace.read(availability.slots, self._person.id, self._day, self._day, then=self._take)

    def _take(self, slots: tuple[SlotRow, ...]) -> None:
        self._slots = slots
        self._said.show_lines(lines_of(slots))

    def write(self) -> None:
        values = self.values()
        parts = any(slot.starts is not None for slot in self._slots)
        whole = values["starts"] is None and values["ends"] is None
        service = availability.add_slot if parts and not whole else availability.set_hours
        args = (values["starts"], values["ends"], values["state"])
        self.send(service, self._person.id, self._day, *args, note=f"Heures de {self._person.code} enregistrées")

    def _remove(self, slot_id: int) -> None:
        self.workspace.write(availability.remove_slot, slot_id, then=self._removed, failed=self.on_refused)

    def _removed(self, _result: object) -> None:
        self._load()
