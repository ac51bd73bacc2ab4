"""« Valider les heures »: the shifts that are over, each as done or as planned."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QWidget

from psq_desktop import french, wording
from psq_desktop.errors import UserError
from psq_desktop.french import typeset
from psq_desktop.services.kinds import ShiftState
from psq_desktop.services.reserves import shifts
from psq_desktop.services.reserves.reservist_rows import ReservistSheet, ShiftRow
from psq_desktop.views.dialogs.frame import PlainDialog
from psq_desktop.views.kit import Button, Label, MinutesField, Note, boxed, column, row
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.tips import plain

_WIDTH = 660
_OPEN = (ShiftState.PLANNED, ShiftState.DONE)


@dataclass(frozen=True, slots=True)
class Finished:
    """A shift that is over: its id, what it is called, and the minutes that are proposed."""

    id: int
    words: str
    minutes: int


def finished(sheet: ReservistSheet, today: dt.date) -> tuple[Finished, ...]:
    """Those of one reservist."""
    return tuple(
        Finished(each.id, shift_words(each), each.minutes if each.done_minutes is None else each.done_minutes)
        for each in to_validate(sheet, today)
    )


def to_validate(sheet: ReservistSheet, today: dt.date) -> tuple[ShiftRow, ...]:
    """The shifts that are over and not validated, oldest first."""
    found = (each for each in sheet.shifts if each.state in _OPEN and each.ends_on <= today)
    return tuple(sorted(found, key=lambda each: (each.day, each.starts, each.id)))


def shift_words(shift: ShiftRow) -> str:
    """« lun. 16 nov., 14 h 00 à 18 h 00, Permanence »."""
    when = f"{french.date_short(shift.day)}, {french.time_text(shift.starts)} à {french.time_text(shift.ends)}"
    return ", ".join(filter(None, (when, shift.title)))


class DurationField(MinutesField):
    """What a shift lasted, up to a day: « 7 h », « 3 h 30 »."""

    complaint = "Durée attendue, 24 h au plus, par exemple « 7 h » ou « 3 h 30 »."

    def read(self, text: str) -> int | None:
        found = french.parse_minutes(text)
        return found if found is not None and found <= shifts.LONGEST else None

    def written(self, value: object) -> str:
        assert isinstance(value, int)
        whole, rest = divmod(value, 60)
        return f"{whole}{french.NBSP}h{french.NBSP}{rest:02d}" if rest else f"{whole}{french.NBSP}h"


class _Line(QWidget):
    """One shift: whether it is validated now, and the time that was done."""

    def __init__(self, shift: Finished) -> None:
        super().__init__()
        self.shift = shift
        words = typeset(shift.words)
        self.box = QCheckBox(words.replace("&", "&&"))
        self.box.setChecked(True)
        self.box.setToolTip(plain(words))
        self.minutes = DurationField(f"Durée faite, {words}", shift.minutes, width=96)
        self.setLayout(row(self.box, self.minutes, grow=0))


class HoursDialog(PlainDialog):
    """Several shifts at once, of one reservist or of one mission: ``about`` says whose."""

    def __init__(self, workspace: Workspace, about: str, found: tuple[Finished, ...], parent: QWidget) -> None:
        super().__init__("Valider les heures", _WIDTH, parent)
        self._workspace = workspace
        self.note = Note("danger", "")
        self.note.hide()
        self.lines = tuple(_Line(each) for each in found)
        nothing = Label("Toutes les heures passées sont validées.", 10, 400, "text2")
        nothing.setVisible(not self.lines)
        self.submit_button = Button("Valider", "checks", "primary")
        self.submit_button.setEnabled(bool(self.lines))
        self.submit_button.setDefault(bool(self.lines))
        self.submit_button.clicked.connect(self.submit)
        cancel = Button("Annuler", shortcut="Échap")
        cancel.clicked.connect(self.reject)
        self.fill(
            Label(about, 10, 400, "text2", wrap=True),
            self.note,
            nothing,
            boxed(column(*self.lines, spacing=6)),
            buttons=(cancel, self.submit_button),
        )

    def submit(self) -> None:
        """Validate the shifts ticked, with the time that was typed."""
        chosen = [line for line in self.lines if line.box.isChecked()]
        unread = next((line for line in chosen if line.minutes.problem), None)
        if unread is not None:
            unread.minutes.setFocus()
            self._say(unread.minutes.problem)
        elif not chosen:
            self._say("Cochez au moins une vacation.")
        else:
            said = {line.shift.id: line.minutes.minutes for line in chosen}
            note = f"{french.plural(len(said), 'vacation validée', 'vacations validées')}"
            self._workspace.write(
                shifts.settle, said, self._workspace.today, then=self._on_done, failed=self._on_refused, note=note
            )

    def _on_done(self, _result: object) -> None:
        self.accept()

    def _on_refused(self, error: UserError) -> None:
        self._say(wording.explain(error))

    def _say(self, words: str) -> None:
        title, _, rest = words.partition("\n")
        self.note.set_message("danger", title, rest)
        self.note.show()
