"""Day, hour, place and people of the meeting, changed in place."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from psq_desktop.errors import Problem, UserError
from psq_desktop.services import meetings
from psq_desktop.services.kinds import MeetingStage
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.views import theme
from psq_desktop.views.kit import STRETCH, DateField, FieldRow, Label, Note, row
from psq_desktop.views.objective_forms.fields import NumberField
from psq_desktop.views.popover import Popover
from psq_desktop.views.saving_fields import LineField, TimeField
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.fields import CheckedField

_LINES = (
    ("place", "Lieu"),
    ("chair", "Présidence"),
    ("chair_role", "Qualité de la présidence"),
    ("secretary", "Secrétariat"),
)


class DetailsPopover(Popover):
    """Each field saves itself when it is left. Validated minutes make all of them read-only."""

    def __init__(self, workspace: Workspace, sheet: MeetingSheet, parent: QWidget) -> None:
        super().__init__("Détails de la séance", parent)
        self._workspace = workspace
        self._meeting_id = sheet.row.id
        self._fields: dict[QWidget, str] = {}
        self._held = sheet.stage is MeetingStage.HELD
        self.number_field = NumberField("Numéro", whole=True)
        self.number_field.set_number(sheet.row.number)
        theme.fix_width(self.number_field, 64)
        self.date_field = DateField("Date", sheet.row.date, today=self._today)
        self.starts_field = TimeField("Heure de début", sheet.row.starts)
        self.planned_end_field = TimeField("Fin prévue", sheet.planned_end)
        self.ends_field = TimeField("Heure de fin", sheet.ends)
        self._starts = sheet.row.starts
        self._past = Label("", 9, 400, "warning", wrap=True)
        which = [self._row("number", "N°", self.number_field), self._row("date", "Date", self.date_field)]
        when = [
            self._row("starts", "Début", self.starts_field),
            self._row("planned_end", "Fin prévue", self.planned_end_field),
        ]
        if self._held:
            when.append(self._row("ends", "Fin", self.ends_field))
        values = {"place": sheet.row.place, "chair": sheet.chair, "chair_role": sheet.chair_role}
        values["secretary"] = sheet.secretary
        self.lines = {name: LineField(label, values[name]) for name, label in _LINES}
        lines = [self._row(name, label, self.lines[name]) for name, label in _LINES]
        notes = [Note("info", "Compte rendu validé : la séance ne change plus.")] if sheet.locked else []
        self.fill(*notes, _line(which), self._past, _line(when), *lines, width=400)
        for field in self._fields:
            if isinstance(field, CheckedField | LineField):
                field.setReadOnly(sheet.locked)
        self.date_field.setFocus()
        self._say_past()
        self._check_hours()

    def _check_hours(self) -> None:
        """A meeting that was closed before it began is told as soon as one sees it."""
        starts, ends = self.starts_field.time, self.ends_field.time
        if self._held and starts is not None and ends is not None and ends <= starts:
            self.show_error(UserError("invalid", Problem("ends", "ends_before_start")))

    def _say_past(self) -> None:
        """A day that is over is taken, and told: a meeting of long ago is recorded so."""
        day = self.date_field.date
        past = not self._held and day is not None and day < self._workspace.today
        self._past.setText("Cette date est passée." if past else "")
        self._past.setVisible(past)

    def _today(self) -> Any:
        return self._workspace.today

    def _row(self, name: str, label: str, field: CheckedField | LineField) -> FieldRow:
        self._fields[field] = name
        field.changed.connect(self._on_changed)
        return self.field_row(name, label, field)

    def _on_changed(self, value: object) -> None:
        sender = self.sender()
        assert isinstance(sender, QWidget)
        self.clear_error()
        name = self._fields[sender]
        self._say_past()
        if name in ("number", "date") and value is None:
            self.show_error(UserError("invalid", Problem(name, "required")))
            return
        if isinstance(value, dt.time) and name == "starts":
            moved = meetings.moved_end(self._starts, value, self.planned_end_field.time)
            self.planned_end_field.set_time(moved)
            self._starts = value
        self._workspace.write(meetings.set_field, self._meeting_id, name, value, failed=self.show_error)


def _line(fields: list[FieldRow]) -> QHBoxLayout:
    found = row(*fields, STRETCH, spacing=10)
    found.setAlignment(Qt.AlignmentFlag.AlignTop)
    return found
