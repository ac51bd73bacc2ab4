"""A show of hands, counted in place against who is in the room."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from psq_desktop.errors import UserError
from psq_desktop.french import plural
from psq_desktop.services.sitting import votes
from psq_desktop.services.sitting.live_rows import VoteRow
from psq_desktop.views import theme
from psq_desktop.views.kit import STRETCH, Badge, Button, ElidedLabel, IconButton, Label, TextField, column, row
from psq_desktop.views.screen import Workspace
from psq_desktop.views.widgets.fields import CheckedField
from psq_desktop.views.widgets.themed import mark
from psq_desktop.wording import explain, explain_problem

_HANDS = (("in_favour", "Pour"), ("against", "Contre"), ("abstained", "Abstention"))


class CountField(CheckedField):
    """How many hands; empty is none."""

    complaint = "Nombre attendu, par exemple « 9 »."

    def __init__(self, name: str) -> None:
        super().__init__(name, "0")
        theme.fix_width(self, 52)

    @property
    def count(self) -> int:
        """The number read."""
        return self._value if isinstance(self._value, int) else 0

    def read(self, text: str) -> int | None:
        return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None

    def written(self, value: object) -> str:
        return str(value)

    def set_count(self, count: int | None) -> None:
        """Show a number without a signal."""
        self._assign(count)


class VoteForm(QFrame):
    """Subject, hands for, against, abstaining. Ctrl+Entrée records, Échap gives up (`closed` after both)."""

    closed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry")
        self.setAccessibleName("Vote à main levée")
        self._workspace = workspace
        self._item_id = 0
        self._decision_id: int | None = None
        self._vote_id: int | None = None
        self._busy = False
        self._badge = Badge("Vote", "hand-stop", "solid", height=24)
        self._room = ElidedLabel("", 9, 400, "text2")
        self.subject_edit = TextField("Objet du vote", "Ce sur quoi on vote")
        self.hands = {name: CountField(words) for name, words in _HANDS}
        self.record_button = Button("Enregistrer", "check", "primary", shortcut="Ctrl+Entrée")
        self._close = IconButton("x", "Fermer sans enregistrer", shortcut="Échap")
        self._problem = Label("", 9, 400, "danger", wrap=True)
        self._problem.hide()
        fields: list[QWidget] = []
        for name, words in _HANDS:
            label = Label(words, 9, 600, "text2")
            label.setBuddy(self.hands[name])
            fields += [label, self.hands[name]]
        head = row(self._badge, self.subject_edit, self._close, spacing=8, grow=1)
        foot = row(self._room, self.record_button, spacing=8, grow=0)
        self.setLayout(
            column(head, row(*fields, STRETCH, spacing=8), self._problem, foot, spacing=8, margins=(12, 9, 12, 10))
        )
        self.record_button.clicked.connect(self.record)
        self._close.clicked.connect(self.close_form)
        for field in self.hands.values():
            field.problem_changed.connect(self._show_problems)
        self.hide()

    def open_for(self, item_id: int, voters: int, subject: str = "", decision_id: int | None = None) -> None:
        """Ask for a vote on an item, with how many may raise a hand. What was being typed stays."""
        if item_id != self._item_id or self._vote_id is not None or decision_id != self._decision_id:
            self._empty()
        self._item_id, self._decision_id, self._vote_id = item_id, decision_id, None
        if subject and not self.subject_edit.text():
            self.subject_edit.setText(subject)
        self._open(voters)

    def open_vote(self, vote: VoteRow, voters: int) -> None:
        """Correct one that was recorded."""
        self._item_id, self._decision_id, self._vote_id = vote.item_id, vote.decision_id, vote.id
        self.subject_edit.setText(vote.subject)
        for name, field in self.hands.items():
            field.set_count(getattr(vote, name))
        self._open(voters)

    def _open(self, voters: int) -> None:
        self.set_voters(voters)
        self.show()
        (self.hands["in_favour"] if self.subject_edit.text() else self.subject_edit).setFocus()

    def set_voters(self, voters: int) -> None:
        """Somebody came or went."""
        self._room.setText(f"{plural(voters, 'votant')} dans la salle, pouvoirs compris")

    def close_form(self) -> None:
        """Give up."""
        self.hide()
        self._empty()
        self.closed.emit()

    def record(self) -> None:
        """Write the vote, if every number can be read."""
        for field in self.hands.values():
            field.editingFinished.emit()
        if self._busy or any(field.problem for field in self.hands.values()):
            return
        self._busy = True
        counts = tuple(self.hands[name].count for name, _ in _HANDS)
        values = (self.subject_edit.text(), *counts, self._decision_id)
        service, key = (votes.record, self._item_id) if self._vote_id is None else (votes.change, self._vote_id)
        self._workspace.write(
            service, key, *values, then=self._on_recorded, failed=self._on_refused, note="Vote enregistré"
        )

    def _on_recorded(self, _result: object) -> None:
        self._busy = False
        self.close_form()

    def _on_refused(self, error: UserError) -> None:
        self._busy = False
        fields: dict[str, TextField] = {"subject": self.subject_edit, **self.hands}
        wrong = [fields[problem.field] for problem in error.problems if problem.field in fields]
        for field in wrong:
            mark(field, "problem", True)
        self._problem.setText("\n".join(map(explain_problem, error.problems)) or explain(error))
        self._problem.show()
        (wrong[0] if wrong else self.subject_edit).setFocus()

    def _show_problems(self, _text: str = "") -> None:
        found = "\n".join(dict.fromkeys(field.problem for field in self.hands.values() if field.problem))
        self._problem.setText(found)
        self._problem.setVisible(bool(found))

    def _empty(self) -> None:
        self.subject_edit.clear()
        mark(self.subject_edit, "problem", False)
        for field in self.hands.values():
            mark(field, "problem", False)
            field.set_count(None)
        self._show_problems()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.record()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)
