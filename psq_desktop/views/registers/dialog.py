"""A new record, a copy or a change: the form of a register, sent whole."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop.services.partners import PartnerRow
from psq_desktop.views.objective_forms.frame import RecordDialog, filled
from psq_desktop.views.registers.register import RecordForm
from psq_desktop.views.screen import Workspace


class RegisterDialog(RecordDialog):
    """Writes one record; without a ``row``, a new one. A change of several fields is one step."""

    def __init__(
        self,
        workspace: Workspace,
        form: RecordForm,
        row: Any | None,
        parent: QWidget,
        *,
        values: dict[str, Any] | None = None,
    ) -> None:
        words = form.words
        titles = (words.new, words.create) if row is None else (words.edit, "Enregistrer")
        super().__init__(workspace, *titles, form.lines(workspace), parent)
        self._form, self._row = form, row
        self._first = form.shown(row) if row is not None else {**form.blank(workspace.today), **(values or {})}
        self._unknown = list(form.choices)  # fields whose choices are asked for, one after the other
        self.submit_button.setEnabled(False)
        if row is not None and form.about is not None:
            self.say_about(form.about(row))
        if form.first:
            self.form.focus(form.first)

    def _take_partners(self, rows: tuple[PartnerRow, ...]) -> None:
        super()._take_partners(rows)
        self._ask_choices()

    def _ask_choices(self) -> None:
        """The next field's choices; once all are known the values are shown."""
        if self._unknown:
            self.workspace.read(self._form.choices[self._unknown[0]], then=self._take_choices)
            return
        self.show_values(**self._first)
        self.submit_button.setEnabled(True)

    def _take_choices(self, found: tuple[tuple[object, str], ...]) -> None:
        self.form.set_choices(self._unknown.pop(0), found)
        self._ask_choices()

    def write(self) -> None:
        if self._row is None:
            values = {**self._form.more(self.workspace.today), **self.values()}
            self.send(filled(self._form.create, values), note=self._form.words.created)
        elif changes := self.changes():
            self.send(self._form.update, self._row.id, changes, note=self._form.words.changed)
        else:
            self.accept()
