"""What a partner pilots or helps with, open ones first, on its sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop.french import date_short, plural, typeset
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.views import badges, theme
from psq_desktop.views.kit import STRETCH, Badge, ElidedLabel, Label, boxed, column, row
from psq_desktop.views.partners.lines import LineButton, emptied

SHOWN = 5


class DecisionsPart(QWidget):
    """Some lines of the register; each opens there."""

    decision_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(spacing=1)
        self._count = Label("", 8.5, 400, "text3")
        head = row(Label("Décisions", 11, 600), STRETCH, self._count)
        self.setLayout(column(head, self._lines, spacing=6))

    def set_rows(self, rows: tuple[DecisionRow, ...], partner_id: int) -> None:
        """Show the decisions of a partner: late ones first, then by due date, closed ones last."""
        emptied(self._lines)
        ordered = sorted(rows, key=lambda each: (each.state.closed, -each.late_days))
        for each in ordered[:SHOWN]:
            line = DecisionLine(each, each.pilot_id == partner_id)
            line.clicked.connect(self._on_line)
            self._lines.addWidget(line)
        more = len(rows) - SHOWN
        self._count.setText(
            f"{SHOWN} sur {len(rows)}, les ouvertes d’abord" if more > 0 else plural(len(rows), "décision")
        )
        if not rows:
            words = "Les décisions que ce partenaire pilote ou accompagne viendront ici."
            self._lines.addWidget(Label(words, 9.5, 400, "text2", wrap=True))

    def _on_line(self) -> None:
        sender = self.sender()
        if isinstance(sender, DecisionLine):
            self.decision_chosen.emit(sender.decision_id)


class DecisionLine(LineButton):
    """Number, text, the partner's part, due date, state."""

    def __init__(self, decision: DecisionRow, pilots: bool) -> None:
        self.decision_id = decision.id
        number = Label(decision.ref, 9.5, 600, "text2")
        theme.fix_width(number, 40)
        text = ElidedLabel(decision.text, 9.5, 500)
        part = Label("pilote" if pilots else "associé", 8.5, 400, "text3")
        due = Label(date_short(decision.due) if decision.due else "sans échéance", 9, 400, "text2")
        state = boxed(row(self._state(decision), STRETCH))
        theme.fix_width(state, 112)
        super().__init__(row(number, text, part, due, state, spacing=10, margins=(4, 3, 4, 3), grow=1))
        self.describe(
            typeset(f"{decision.ref}, {decision.text}, {part.text()}, échéance : {due.text()}"), "Ouvre la décision"
        )
        self.setToolTip(typeset(decision.text))

    def _state(self, decision: DecisionRow) -> Badge:
        if decision.late_days:
            return Badge(badges.LATE.text, badges.LATE.icon, badges.LATE.tone, height=20, points=8.5)
        return badges.badge(decision.state, small=True)
