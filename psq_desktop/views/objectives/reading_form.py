"""A reading is typed, its effect is seen, then it is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from psq_desktop.charts.series import Point
from psq_desktop.errors import UserError
from psq_desktop.services.kinds import ReadingStatus
from psq_desktop.services.periods import label, period_end
from psq_desktop.services.steering import readings
from psq_desktop.services.steering.progress_rows import IndicatorRow, ObjectiveRow, ReadingEffect, ReadingRow
from psq_desktop.services.steering.readings import Draft
from psq_desktop.views.kit import STRETCH, Button, Note, column, row
from psq_desktop.views.objectives.facts import effect_words, next_day, of_period
from psq_desktop.views.objectives.reading_fields import ReadingFields, Typed, correction
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.note import NoteKind
from psq_desktop.wording import explain, explain_problem

_LEAVE = "Échap encore une fois l'abandonne ; sinon, continuez où vous en étiez."
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReadingForm(QWidget):
    """One reading of one indicator. What is typed for an indicator waits until it is shown again."""

    whatif_changed = Signal(object)  # Point, or None: where the reading being typed would stand
    recorded = Signal()
    told = Signal()  # its effect, or what is wrong

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._row: IndicatorRow | None = None
        self._objective: ObjectiveRow | None = None
        self._waiting: dict[int, Typed] = {}
        self._effect: ReadingEffect | None = None
        self._asked = self._answered = self._wanted = 0
        self._busy = False
        self._leaving = False  # it was asked whether to give up
        self.fields = ReadingFields(self._today)
        self.note = Note("info", "")
        self.note.hide()
        self.cancel_button = Button("Annuler", kind="ghost")
        self.save_button = Button("Enregistrer le relevé", "check", "primary", shortcut="Ctrl+Entrée")
        foot = row(STRETCH, self.cancel_button, self.save_button, spacing=8)
        self.setLayout(column(self.fields, self.note, foot, spacing=7))
        self.fields.edited.connect(self._on_edited)
        self.fields.replace_toggled.connect(self._on_replace)
        self.cancel_button.clicked.connect(self.give_up)
        self.note.action_requested.connect(self.give_up)
        self.save_button.clicked.connect(self.record)

    # --- what is asked for

    def show_indicator(self, found: IndicatorRow, objective: ObjectiveRow) -> None:
        """Ask for a reading of an indicator; what was typed for it stays or comes back."""
        before, typed = self._row, self.fields.typed() if self.fields.dirty else None
        self._row, self._objective = found, objective
        if before is not None and before.id != found.id and typed is not None:
            self._waiting[before.id] = typed
        if before is None or before.id != found.id:
            typed = self._waiting.pop(found.id, None)
        if found == before:
            self._on_edited()
            return
        self.fields.dress(found, period_end(found.period, self._today()))
        self.fields.start(next_day(found, self._today()))
        if typed is not None:
            self.fields.fill(typed)

    def correct(self, reading: ReadingRow) -> None:
        """Type a reading again: it takes the place of the one there is."""
        assert self._row is not None
        self.fields.fill(correction(self._row, reading))
        self.fields.take_focus()

    def add_for(self, ends_on: dt.date) -> None:
        """Type a reading of one period."""
        self.fields.day_edit.set_date(ends_on)
        self.fields.take_focus()

    def leave(self) -> None:
        """Give up what was typed, the second time that it is asked for."""
        if self._leaving:
            self.give_up()
        else:
            self._say("warning", "Un relevé est commencé", _LEAVE, "Abandonner")

    def give_up(self) -> None:
        """Empty the form."""
        self._leaving = False
        self.fields.clear()
        self.fields.take_focus()

    @property
    def unsaved_text(self) -> str:
        """What was typed and is not saved."""
        shown = (self.fields.typed(),) if self.fields.dirty else ()
        return "\n".join(filter(None, (words for each in (*shown, *self._waiting.values()) for words in each.words)))

    def _draft(self) -> Draft:
        assert self._row is not None
        assert self._objective is not None
        return self.fields.draft(self._workspace.user_name or self._row.provider or self._objective.pilot)

    # --- its effect

    def _on_edited(self) -> None:
        self.cancel_button.setVisible(self.fields.dirty)
        if self._row is None:
            return
        draft = self._draft()
        if draft.on is None or (draft.status is ReadingStatus.VALUE and draft.value is None):
            self._wanted = 0
            self._forget_effect()
        else:
            self._preview(draft, self._take_problems)

    def _preview(self, draft: Draft, failed: Callable[[UserError], None]) -> None:
        assert self._row is not None
        self._asked += 1
        self._wanted = self._asked
        args = (self._row.id, draft, self._today())
        self._workspace.read(readings.preview, *args, then=self._take_effect, failed=failed)

    def _fresh(self) -> bool:
        """Whether the answer that just came is to what is typed now; answers come in the order of the questions."""
        self._answered += 1
        return self._answered == self._wanted

    def _take_effect(self, effect: ReadingEffect) -> None:
        if not self._fresh():
            return
        assert self._row is not None
        self._effect = effect
        self.fields.say_problems({})
        name = of_period(self._row.period, effect.period)
        self.fields.offer_replace(effect.ends_on, f"Remplacer le relevé {name}" if effect.replaces else "")
        self._say_effect()
        draft = self._draft()
        point = Point(effect.ends_on, draft.value, draft.status, draft.provisional)
        self.whatif_changed.emit(point if draft.value is not None else None)

    def _say_effect(self) -> None:
        assert self._row is not None
        assert self._effect is not None
        replacing = self.fields.granted == self._effect.ends_on
        early = self.fields.provisional_check.isChecked() if self.fields.early else None
        told = effect_words(self._row, self._effect, self.fields.status, replacing=replacing, early=early)
        self._say(told.kind, told.title, told.text)

    def _say(self, kind: NoteKind, title: str, text: str = "", action: str = "") -> None:
        self._leaving = bool(action)
        self.note.set_message(kind, title, text, action)
        self.note.show()
        self.told.emit()

    def _forget_effect(self) -> None:
        self._effect, self._leaving = None, False
        self.note.hide()
        self.fields.replace_check.hide()
        self.fields.say_problems({})
        self.whatif_changed.emit(None)

    def _on_replace(self, checked: bool) -> None:
        if self._effect is not None:
            said = self._effect.replaces
            comment = said.comment if said is not None and checked else ""
            self.fields.grant(self._effect.ends_on if checked else None, comment)
            self._say_effect()
            self.cancel_button.setVisible(self.fields.dirty)

    # --- what is wrong

    def _take_problems(self, error: UserError) -> None:
        if self._fresh():
            self._forget_effect()
            self._tell(error)

    def _tell(self, error: UserError) -> None:
        if not self.fields.say_problems({problem.field: explain_problem(problem) for problem in error.problems}):
            self._say("danger", explain(error))

    def _refuse(self, error: UserError) -> None:
        self._tell(error)
        self.fields.take_focus()

    def _refuse_rest(self, error: UserError) -> None:
        self._answered += 1
        self._refuse(error)

    # --- saving

    def record(self) -> None:
        """Save the reading, unless a field cannot be read or a reading would be replaced without a word."""
        if self._busy or self._row is None:
            return
        found = self._row
        readable = self.fields.finish()
        draft = self._draft()
        if not readable:
            self._preview(draft, self._refuse_rest)  # the other fields may be wrong too: all is told at once
            self.fields.take_focus()
            return
        self._busy = True
        ends_on = period_end(found.period, draft.on) if draft.on is not None else None
        named = of_period(found.period, label(found.period, ends_on)) if ends_on is not None else ""
        self._workspace.write(
            readings.record, found.id, draft, self._today(),
            replace=ends_on is not None and ends_on == self.fields.granted,
            then=self._on_recorded, failed=self._refuse, unwritten=self._on_unwritten,
            note=f"Relevé {named} enregistré",
        )  # fmt: skip

    def _on_recorded(self, _reading_id: int) -> None:
        self._busy = False
        assert self._row is not None
        self.fields.start(next_day(self._row, self._today()))
        self.fields.take_focus()
        self.recorded.emit()

    def _on_unwritten(self) -> None:
        self._busy = False

    def _today(self) -> dt.date:
        return self._workspace.today

    def keyPressEvent(self, event: QKeyEvent) -> None:
        strong = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _RETURNS and (strong or isinstance(self.focusWidget(), QLineEdit)):
            self.record()
        elif event.key() == Qt.Key.Key_Escape and self.fields.dirty:
            self.leave()
        else:
            super().keyPressEvent(event)
