"""The form in which a decision or an action is recorded, in place, without leaving the keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.services import numbers
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import DecisionKind
from psq_desktop.services.preparing import agenda
from psq_desktop.views.decision_parts.partner_field import PartnerChoice, PartnerField
from psq_desktop.views.kit import Badge, Button, DateField, IconButton, Label, TextField, column, row
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.fields import CheckedField
from psq_desktop.views.widgets.themed import mark

LOOKS = {
    DecisionKind.DECISION: ("Décision", "gavel", "Ce que le comité décide"),
    DecisionKind.ACTION: ("Action", "clipboard-check", "Ce qui est à faire"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a decision is recorded: at which meeting, on which item."""

    meeting_id: int
    item_id: int | None


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands in the fields."""

    text: str = ""
    pilot_id: int | None = None
    due: date | None = None
    proof: str = ""

    @property
    def words(self) -> str:
        return "\n".join(filter(None, (self.text.strip(), self.proof.strip())))


class DecisionForm(QFrame):
    """Text, pilot, due date, proof. Ctrl+Entrée records (`recorded`: the id), Échap closes (`closed`).

    What is typed for one target is never shown, recorded or told for another: it waits until its own is asked for.
    """

    recorded = Signal(int)
    closed = Signal()
    edited = Signal(str, str, object)  # text, pilot's name, due date or None: what could be read so far

    def __init__(self, workspace: Workspace, *, wide: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("popup")
        self._workspace = workspace
        self._target = Target(0, None)
        self._waiting: dict[Target, _Typed] = {}  # what was typed for other targets
        self._kind = DecisionKind.DECISION
        self._number: int | None = None
        self._busy = False
        self._badge = Badge("Décision", "gavel", "accent", height=24)
        self.text_edit = TextField("Texte de la décision")
        self.pilot_edit = PartnerField("Pilote")
        self.pilot_edit.setPlaceholderText("Pilote")
        self.due_edit = DateField("Échéance", today=self._today, width=140)
        self.due_edit.setPlaceholderText("Échéance")
        self.proof_edit = TextField("Preuve attendue", "Preuve (facultatif)")
        self._record = Button("Enregistrer", kind="primary", shortcut="Ctrl+Entrée")
        self._record.clicked.connect(self.record)
        self._close = IconButton("x", "Fermer sans enregistrer", shortcut="Échap")
        self._close.clicked.connect(self.close_form)
        self._problem = Label("", 9, 400, "danger", wrap=True)
        self._problem.hide()
        self._lay(wide)
        for field in self._checked():
            field.problem_changed.connect(self._show_problems)
            field.changed.connect(self._tell)
        self.text_edit.textChanged.connect(self._tell)

    def _lay(self, wide: bool) -> None:
        second = (self.pilot_edit, self.due_edit, self.proof_edit)
        upper = row(self._badge, self.text_edit, self._close, spacing=8, grow=1)
        lower = [row(self.pilot_edit, self.due_edit, spacing=8, grow=0)]
        last = row(self.proof_edit, self._record, spacing=8, grow=0)
        if wide:
            lower[0].addLayout(last, 1)
        else:
            lower.append(last)
        self.setLayout(column(upper, *lower, self._problem, spacing=7, margins=(10, 9, 10, 9)))
        for before, after in pairwise((self.text_edit, *second, self._record, self._close)):
            self.setTabOrder(before, after)

    # --- opening and closing

    def open_for(self, target: Target, kind: DecisionKind) -> None:
        """Ask for a decision or an action there. What was being typed for it stays."""
        word, _, placeholder = LOOKS[kind]
        self._kind = kind
        self._go_to(target)
        self._show_number(self._number)
        self._workspace.read(numbers.next_decision, then=self._show_number)
        self.text_edit.setPlaceholderText(placeholder)
        self.text_edit.setAccessibleName(f"Texte de l’{word.lower()}" if word == "Action" else "Texte de la décision")
        self.setAccessibleName(f"Nouvelle {word.lower()}")
        self.show()
        self._tell()
        self.text_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_to(self, target: Target) -> None:
        if target == self._target:
            return
        if (typed := self._typed()) != _Typed():
            self._waiting[self._target] = typed
        self.hide()  # nobody is told of the fields while they change hands
        self._empty()
        self._target = target
        typed = self._waiting.pop(target, _Typed())
        self.text_edit.setText(typed.text)
        self.proof_edit.setText(typed.proof)
        self.pilot_edit.set_partner(typed.pilot_id)
        self.due_edit.set_date(typed.due)

    def _typed(self) -> _Typed:
        return _Typed(self.text_edit.text(), self.pilot_edit.partner_id, self.due_edit.date, self.proof_edit.text())

    @property
    def unsaved_text(self) -> str:
        """What was typed here, for whatever target, and is not recorded."""
        return "\n\n".join(filter(None, (typed.words for typed in (*self._waiting.values(), self._typed()))))

    @property
    def target(self) -> Target:
        """Where it will be recorded."""
        return self._target

    @property
    def ref(self) -> str:
        """« D-38 »: the number that it will get; empty while that is not known."""
        return agenda.ref(self._kind, self._number) if self._number is not None else ""

    def _show_number(self, number: int | None) -> None:
        self._number = number
        word, icon, _ = LOOKS[self._kind]
        self._badge.set_state(f"{word} {self.ref}".strip(), icon, "accent")
        self._tell()

    def set_partners(self, partners: tuple[PartnerChoice, ...]) -> None:
        """Who can be the pilot."""
        self.pilot_edit.set_choices(partners)

    def close_form(self) -> None:
        """Give up."""
        self.hide()
        self._empty()
        self.closed.emit()

    # --- recording

    def record(self) -> None:
        """Write the decision, if every field can be read."""
        focused = self.focusWidget()
        for field in self._checked():
            field.editingFinished.emit()  # Ctrl+Entrée leaves no field: read them now
        if focused is not None:
            focused.setFocus()
        if self._busy or any(field.problem for field in self._checked()):
            return
        self._busy = True
        self._workspace.write(
            decisions.create, self._target.meeting_id, self.text_edit.text(), kind=self._kind,
            item_id=self._target.item_id, pilot_id=self.pilot_edit.partner_id, due=self.due_edit.date,
            proof=self.proof_edit.text(), then=partial(self._on_recorded, self._target), failed=self._on_refused,
            note=f"{LOOKS[self._kind][0]} enregistrée",
        )  # fmt: skip

    def _on_recorded(self, target: Target, decision_id: int) -> None:
        self._busy = False
        if target != self._target:  # asked for another meanwhile
            self._waiting.pop(target, None)
            self.recorded.emit(decision_id)
            return
        self.hide()
        self._empty()
        self.recorded.emit(decision_id)
        self.closed.emit()

    def _on_refused(self, error: UserError) -> None:
        self._busy = False
        fields = {"text": self.text_edit, "due": self.due_edit, "pilot_id": self.pilot_edit}
        for problem in error.problems:
            if problem.field in fields:
                mark(fields[problem.field], "problem", True)
        text = "\n".join(map(wording.explain_problem, error.problems)) or wording.explain(error)
        self._problem.setText(text)
        self._problem.show()
        first = next((fields[p.field] for p in error.problems if p.field in fields), self.text_edit)
        first.setFocus()

    # --- what is typed

    def _checked(self) -> tuple[CheckedField, ...]:
        return (self.pilot_edit, self.due_edit)

    def _today(self) -> date:
        return self._workspace.today

    def _tell(self, _value: object = None) -> None:
        if self.isVisible():
            pilot = self.pilot_edit.written(self.pilot_edit.partner_id)
            self.edited.emit(self.text_edit.text(), pilot, self.due_edit.date)

    def _empty(self) -> None:
        self._number = None
        self.text_edit.clear()
        self.proof_edit.clear()
        self.pilot_edit.set_partner(None)
        self.due_edit.set_date(None)
        mark(self.text_edit, "problem", False)
        self._show_problems()

    def _show_problems(self, _text: str = "") -> None:
        found = "\n".join(field.problem for field in self._checked() if field.problem)
        self._problem.setText(found)
        self._problem.setVisible(bool(found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        strong = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if strong:
                self.record()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)
