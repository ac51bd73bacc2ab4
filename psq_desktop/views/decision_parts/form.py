"""The form in which a decision or an action is recorded, in place, without leaving the keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from psq_desktop import wording
from psq_desktop.errors import UserError
from psq_desktop.services import decisions
from psq_desktop.services.kinds import DecisionKind
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


class DecisionForm(QFrame):
    """Text, pilot, due date, proof. Ctrl+Entrée records (`recorded`: the id), Échap closes (`closed`)."""

    recorded = Signal(int)
    closed = Signal()

    def __init__(self, workspace: Workspace, *, wide: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("popup")
        self._workspace = workspace
        self._target = Target(0, None)
        self._kind = DecisionKind.DECISION
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
        """Ask for a decision or an action there. What was being typed stays."""
        word, icon, placeholder = LOOKS[kind]
        self._target, self._kind = target, kind
        self._badge.set_state(word, icon, "accent")
        self.text_edit.setPlaceholderText(placeholder)
        self.text_edit.setAccessibleName(f"Texte de l’{word.lower()}" if word == "Action" else "Texte de la décision")
        self.setAccessibleName(f"Nouvelle {word.lower()}")
        self.show()
        self.text_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_partners(self, partners: tuple[PartnerChoice, ...]) -> None:
        """Who can be the pilot."""
        self.pilot_edit.set_choices(partners)

    def close_form(self) -> None:
        """Give up."""
        self._empty()
        self.hide()
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
            proof=self.proof_edit.text(), then=self._on_recorded, failed=self._on_refused,
            note=f"{LOOKS[self._kind][0]} enregistrée",
        )  # fmt: skip

    def _on_recorded(self, decision_id: int) -> None:
        self._busy = False
        self._empty()
        self.hide()
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

    def _empty(self) -> None:
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
