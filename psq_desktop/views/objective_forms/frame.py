"""The dialog around a form: sent whole, kept as typed until it is written, given up only when one means it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial, update_wrapper
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.services import partners
from psq_desktop.services.partners import PartnerRow
from psq_desktop.services.steering import objectives
from psq_desktop.services.steering.progress_rows import ObjectiveSheet
from psq_desktop.views.dialogs.form import Lines
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import Button, Label, Note
from psq_desktop.views.objective_forms.fields import EntryForm, choices_of
from psq_desktop.views.screen import Workspace

WIDTH = 600


def filled(service: Callable[..., Any], values: Mapping[str, Any]) -> Callable[..., Any]:
    """The service with its values: a field may be called as an argument of `RecordDialog.send` is (« note »)."""
    return update_wrapper(partial(service, **values), service)


class RecordDialog(PlainDialog):
    """One record in a form. Entrée sends it; Échap gives up, and asks only when something was typed."""

    saved = Signal(object)  # what the service returned

    def __init__(
        self,
        workspace: Workspace,
        title: str,
        verb: str,
        lines: Lines,
        parent: QWidget,
        *,
        below: tuple[QWidget, ...] = (),
    ) -> None:
        super().__init__(title, WIDTH, parent)
        self.workspace = workspace
        self.about = Label("", 10, 400, "text2", wrap=True)
        self.about.hide()
        self.note = Note("danger", "")
        self.note.hide()
        self.note.action_requested.connect(self._give_up)
        self.form = EntryForm(lines, workspace.today)
        self.submit_button = Button(verb, "check", "primary", shortcut="Entrée")
        self.submit_button.setDefault(True)
        self.submit_button.clicked.connect(self.submit)
        self.cancel_button = Button("Annuler", shortcut="Échap")
        self.cancel_button.clicked.connect(self.reject)
        self._shown: dict[str, Any] = {}
        self._proposed = self.form.typed()  # what stands in the form without anybody having typed it
        self._asked_about: dict[str, str] | None = None  # what stood there when giving up was asked about
        self.fill(self.about, self.note, self.form, *below, buttons=(self.cancel_button, self.submit_button))
        workspace.read(partners.search, workspace.today, then=self._take_partners)

    def _take_partners(self, rows: tuple[PartnerRow, ...]) -> None:
        self.form.offer_partners(choices_of(rows))

    # --- what is shown

    def say_about(self, text: str) -> None:
        """Name what the form is about, under its title."""
        self.about.setText(text)
        self.about.show()

    def show_values(self, **values: Any) -> None:
        """Fill fields in; these values count as not typed."""
        self.form.set_values(values, force=True)
        self._shown = self.values()
        self._proposed = self.form.typed()

    def propose(self, name: str, value: Any) -> None:
        """Fill one field in later on; that does not count as typed either."""
        self.form.set_values({name: value})
        self._proposed[name] = self.form.typed()[name]

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return self.form.values()

    def changes(self) -> dict[str, Any]:
        """The values that differ from those shown at first."""
        return {name: value for name, value in self.values().items() if value != self._shown.get(name)}

    # --- sending

    def submit(self) -> None:
        """Write the record, or say what is missing."""
        self.note.hide()
        self.form.clear_problems()
        if not self.form.missing():
            self.write()

    def write(self) -> None:
        """Send the values to their service: each form says which."""
        raise NotImplementedError

    def send(self, service: Callable[..., Any], *args: Any, note: str, **kwargs: Any) -> None:
        """Run the service; the form closes when it is done and says what was refused."""
        self.submit_button.setEnabled(False)
        self.workspace.write(
            service,
            *args,
            then=self._on_saved,
            failed=self.on_refused,
            unwritten=self._on_unwritten,
            note=note,
            **kwargs,
        )

    def _on_saved(self, result: Any) -> None:
        self.accept()
        self.saved.emit(result)

    def _on_unwritten(self) -> None:
        self.submit_button.setEnabled(True)

    def on_refused(self, error: UserError) -> None:
        """Say what is wrong: under its field, or above the form."""
        self._on_unwritten()
        if not self.form.show_error(error):
            title, _, rest = wording.explain(error).partition("\n")
            self.note.set_message("danger", title, rest)
            self.show_note()

    def show_note(self) -> None:
        """Bring the note above the form in sight."""
        self.note.show()
        self._area.verticalScrollBar().setValue(0)

    # --- giving up

    def reject(self) -> None:
        """Close; what was typed is lost only when that is said twice."""
        typed = self.form.typed()
        if typed in (self._proposed, self._asked_about):
            super().reject()
            return
        self._asked_about = typed
        self.note.set_message(
            "warning", "Ce que vous avez saisi n’est pas enregistré.",
            "Échap encore une fois l’abandonne ; sinon, continuez où vous en étiez.", "Abandonner la saisie",
        )  # fmt: skip
        self.show_note()

    def _give_up(self) -> None:
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        strong = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if strong and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class PartWords:
    """What a form is called, and what is said once it is written."""

    new: str
    add: str
    added: str
    edit: str
    changed: str


class PartDialog(RecordDialog):
    """Something that belongs to an objective; without an id, a new one. A change of several fields is one step."""

    def __init__(
        self, workspace: Workspace, objective_id: int, part_id: int | None, words: PartWords, lines: Lines,
        parent: QWidget, *, below: tuple[QWidget, ...] = (),
    ) -> None:  # fmt: skip
        titles = (words.new, words.add) if part_id is None else (words.edit, "Enregistrer")
        super().__init__(workspace, *titles, lines, parent, below=below)
        self.objective_id, self.part_id, self._words = objective_id, part_id, words
        self.submit_button.setEnabled(False)
        workspace.read(objectives.sheet, objective_id, workspace.today, then=self._take, failed=self.on_refused)

    def _take(self, sheet: ObjectiveSheet) -> None:
        self.say_about(f"{sheet.row.code} {sheet.row.title}")
        values = self.first_values(sheet)
        if values is None:
            self.on_refused(UserError("gone"))
            self.submit_button.setEnabled(False)
            return
        self.show_values(**values)
        self.submit_button.setEnabled(True)

    def first_values(self, sheet: ObjectiveSheet) -> dict[str, Any] | None:
        """What the form shows at first; ``None`` when the record is gone."""
        raise NotImplementedError

    def values_of(self, rows: Iterable[Any]) -> dict[str, Any] | None:
        """The record among its like, as the form shows it."""
        found = next((each for each in rows if each.id == self.part_id), None)
        return None if found is None else {name: getattr(found, name) for name in self.form.values()}

    def send_part(self, create: Callable[..., int], update: Callable[..., None], **more: Any) -> None:
        """Write the record with one of two services, ``more`` being for the first; nothing when nothing was changed."""
        if self.part_id is None:
            self.send(create, self.objective_id, note=self._words.added, **self.values(), **more)
        elif changes := self.changes():
            self.send(update, self.part_id, changes, note=self._words.changed)
        else:
            self.accept()
