"""Day, hour, place and people of the meeting, changed in place."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop.errors import Problem, UserError
from psq_desktop.services import meetings
from psq_desktop.services.kinds import MeetingStage
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.views.kit import STRETCH, DateField, FieldRow, Note, row
from psq_desktop.views.meeting.fields import LineField, TimeField
from psq_desktop.views.meeting.popover import Popover
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.fields import CheckedField

_LINES = (
    ("place", "Lieu"),
    ("chair", "Présidence"),
    ("chair_role", "Qualité de la présidence"),
    ("secretary", "Secrétariat"),
)

_BEFORE = "La séance finirait avant d’avoir commencé. Corrigez l’une des deux heures."


class DetailsPopover(Popover):
    """Each field saves itself when it is left. Validated minutes make all of them read-only."""

    def __init__(self, workspace: Workspace, sheet: MeetingSheet, parent: QWidget) -> None:
        super().__init__("Détails de la séance", parent)
        self._workspace = workspace
        self._meeting_id = sheet.row.id
        self._fields: dict[QWidget, str] = {}
        self._held = sheet.stage is MeetingStage.HELD
        self.date_field = DateField("Date", sheet.row.date, today=self._today)
        self.starts_field = TimeField("Heure de début", sheet.row.starts)
        self.ends_field = TimeField("Heure de fin", sheet.ends)
        when: list[QWidget] = [
            self._row("date", "Date", self.date_field),
            self._row("starts", "Début", self.starts_field),
        ]
        if self._held:
            self._ends_row = self._row("ends", "Fin", self.ends_field)
            when.append(self._ends_row)
        values = {"place": sheet.row.place, "chair": sheet.chair, "chair_role": sheet.chair_role}
        values["secretary"] = sheet.secretary
        self.lines = {name: LineField(label, values[name]) for name, label in _LINES}
        lines = [self._row(name, label, self.lines[name]) for name, label in _LINES]
        notes = [Note("info", "Compte rendu validé : la séance ne change plus.")] if sheet.locked else []
        self.fill(*notes, row(*when, STRETCH, spacing=10), *lines, width=400)
        for field in self._fields:
            if isinstance(field, CheckedField | LineField):
                field.setReadOnly(sheet.locked)
        self.date_field.setFocus()
        self._check_hours()

    def _check_hours(self) -> bool:
        """Whether the end comes after the beginning; a problem under the end says otherwise."""
        starts, ends = self.starts_field.time, self.ends_field.time
        wrong = starts is not None and ends is not None and ends <= starts and self._held
        if self._held:
            self._ends_row.set_problem(_BEFORE if wrong else "")
        return not wrong

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
        if name == "date" and value is None:
            self.show_error(UserError("invalid", Problem("date", "required")))
            return
        if name in ("starts", "ends") and not self._check_hours():
            return
        self._workspace.write(meetings.set_field, self._meeting_id, name, value, failed=self.show_error)
