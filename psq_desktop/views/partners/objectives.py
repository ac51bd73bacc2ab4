"""What a partner pilots, helps with or took on, on its sheet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from psq_desktop import rules
from psq_desktop.french import date_short, percent, plural, typeset
from psq_desktop.services.steering.progress_rows import CommitmentRow, ObjectiveRow
from psq_desktop.views import badges, theme
from psq_desktop.views.kit import STRETCH, Badge, Bar, Button, ElidedLabel, Label, boxed, column, row
from psq_desktop.views.objective_parts.words import bar_tone, progress
from psq_desktop.views.partners.lines import LineButton, emptied
from psq_desktop.wording import word

SHOWN = 5  # objectives; of the commitments, those that want attention come first
_BAR, _STATE = 92.0, 150.0


class ObjectivesPart(QWidget):
    """Objectives with their progress, then commitments with their states; each opens its objective."""

    objective_chosen = Signal(int, str)  # id, and which part of it

    def __init__(self) -> None:
        super().__init__()
        self._objectives = column(spacing=1)
        self._commitments = column(spacing=1)
        self._count = Label("", 8.5, 400, "text3")
        self._taken = Label("", 9, 700, "text2")
        self.all_button = Button("Tout voir", kind="ghost", tip="Les objectifs de ce partenaire")
        head = row(Label("Objectifs et engagements", 11, 600), STRETCH, self._count, self.all_button, spacing=8)
        self.setLayout(column(head, self._objectives, self._taken, self._commitments, spacing=6))

    def set_rows(self, rows: tuple[ObjectiveRow, ...], partner_id: int) -> None:
        """Show the objectives of a partner: those it pilots first."""
        emptied(self._objectives)
        ordered = sorted(rows, key=lambda each: each.pilot_id != partner_id)
        for each in ordered[:SHOWN]:
            line = ObjectiveLine(each, each.pilot_id == partner_id)
            line.clicked.connect(self._on_line)
            self._objectives.addWidget(line)
        more = len(rows) > SHOWN
        self._count.setText(f"{SHOWN} sur {len(rows)}" if more else plural(len(rows), "objectif"))
        self.all_button.setVisible(bool(rows))
        if not rows:
            words = "Les objectifs que ce partenaire pilote ou partage viendront ici."
            self._objectives.addWidget(Label(words, 9.5, 400, "text2", wrap=True))

    def set_commitments(self, rows: tuple[CommitmentRow, ...]) -> None:
        """Show what the partner took on: late first, closed last."""
        emptied(self._commitments)
        ordered = sorted(rows, key=lambda each: (each.state.closed, -each.late_days))
        for each in ordered[:SHOWN]:
            line = CommitmentLine(each)
            line.clicked.connect(self._on_line)
            self._commitments.addWidget(line)
        more = len(rows) > SHOWN
        count = f"{SHOWN} sur {len(rows)}, les ouverts d’abord" if more else plural(len(rows), "engagement")
        self._taken.setText(f"Engagements · {count}" if more else count)
        self._taken.setVisible(bool(rows))

    def _on_line(self) -> None:
        sender = self.sender()
        if isinstance(sender, ObjectiveLine | CommitmentLine):
            self.objective_chosen.emit(sender.objective_id, sender.part)


class ObjectiveLine(LineButton):
    """Number, title, the partner's part, progress against time, outlook and gap."""

    def __init__(self, objective: ObjectiveRow, pilots: bool) -> None:
        self.objective_id, self.part = objective.id, ""
        number = Label(objective.code, 9.5, 600, "text2")
        theme.fix_width(number, 30)
        title = ElidedLabel(objective.title, 9.5, 500)
        part = Label("pilote" if pilots else "associé", 8.5, 400, "text3")
        bar = Bar(max(objective.progress or 0.0, 0.0), "Avancement", bar_tone(objective), mark=objective.elapsed)
        theme.fix_width(bar, _BAR)
        figure = Label(progress(objective), 9.5, 600)
        theme.fix_width(figure, 42)
        state = boxed(row(*_badges(objective), STRETCH, spacing=4))
        theme.fix_width(state, _STATE)
        super().__init__(row(number, title, part, bar, figure, state, spacing=10, margins=(4, 3, 4, 3), grow=1))
        said = (
            f"{objective.code} {objective.title}", part.text(), rules.outlook_words(objective),
            rules.progress_words(objective), rules.gap_words(objective.gap) if objective.gap else "",
        )  # fmt: skip
        self.describe(typeset(", ".join(filter(None, said))), "Ouvre l’objectif")
        self.setToolTip(typeset("\n".join(filter(None, said))))


def _badges(objective: ObjectiveRow) -> tuple[Badge, ...]:
    outlook = badges.badge(objective.outlook, small=True)
    if objective.gap is None:
        return (outlook,)
    sign = Badge("", badges.GAP.icon, badges.GAP.tone, height=20, points=8.5)  # the word is in the line's tooltip
    sign.setAccessibleName(rules.gap_words(objective.gap))
    return outlook, sign


class CommitmentLine(LineButton):
    """Number, text, share, due date, state."""

    def __init__(self, commitment: CommitmentRow) -> None:
        self.objective_id, self.part = commitment.objective_id, f"commitments:{commitment.id}"
        number = Label(commitment.objective_code, 9.5, 600, "text2")
        theme.fix_width(number, 30)
        text = ElidedLabel(commitment.text, 9.5, 500)
        share = Label(percent(commitment.share / 100) if commitment.share is not None else "", 9, 600, "text2")
        late = bool(commitment.late_days)
        due = Label(
            date_short(commitment.due) if commitment.due else "sans échéance", 9, 400, "danger" if late else "text2"
        )
        state = boxed(row(badges.badge(commitment.state, small=True), STRETCH))
        theme.fix_width(state, _STATE)
        super().__init__(row(number, text, share, due, state, spacing=10, margins=(4, 3, 4, 3), grow=1))
        said = (
            f"Engagement sur l’objectif {commitment.objective_code} : {commitment.text}", word(commitment.state),
            f"part faite : {share.text()}" if share.text() else "", f"échéance : {due.text()}",
            f"en retard de {plural(commitment.late_days, 'jour')}" if late else "",
        )  # fmt: skip
        self.describe(typeset(", ".join(filter(None, said))), "Ouvre l’objectif")
        self.setToolTip(typeset("\n".join(filter(None, (f"{commitment.objective_title}", *said)))))
