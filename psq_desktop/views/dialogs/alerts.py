"""When the program raises an alert: two numbers that everybody on the base shares."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from psq_desktop.errors import UserError
from psq_desktop.rules import gap_rule
from psq_desktop.services.facts import Limits
from psq_desktop.services.history import Changes
from psq_desktop.services.steering import thresholds
from psq_desktop.views.dialogs.form import Lines
from psq_desktop.views.kit import Label, column
from psq_desktop.views.objective_forms.fields import EntryForm, MadeSpec, NumberField
from psq_desktop.views.screen import Workspace


def _points() -> QWidget:
    return NumberField("Écart, en points", "30", whole=True)


def _days() -> QWidget:
    return NumberField("Silence, en jours", "90", whole=True)


_LINES: Lines = (
    (
        MadeSpec("gap_points", "Écart, en points", make=_points, required=True, hint="De 1 à 100"),
        MadeSpec("silent_days", "Silence, en jours", make=_days, required=True, hint="De 1 à 730"),
    ),
)


class AlertsPart(QWidget):
    """Each number is written when it is left; the rule says at once what it means."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._limits: Limits | None = None
        self.form = EntryForm(_LINES, workspace.today)
        self.rule = Label("", 9, 400, "text2", wrap=True)
        words = Label("Alertes des objectifs, pour tous ceux qui ouvrent cette base", 10, 600, wrap=True)
        self.setLayout(column(words, self.form, self.rule, spacing=8))
        self.form.edited.connect(self._say_rule)
        self.form.field_left.connect(self._on_left)
        workspace.tasks.written.connect(self._on_written)
        self._load()

    def _load(self) -> None:
        self._workspace.read(thresholds.limits, then=self._show)

    def _show(self, limits: Limits) -> None:
        self._limits = limits
        self.form.set_values({"gap_points": limits.gap_points, "silent_days": limits.silent_days})
        self.rule.setText(gap_rule(limits))

    def _on_written(self, changes: Changes) -> None:
        if changes.touch("thresholds"):
            self._load()

    def _say_rule(self) -> None:
        found = Limits(*(self._typed(name) for name in ("gap_points", "silent_days")))
        self.rule.setText(gap_rule(found))

    def _typed(self, name: str) -> int:
        """What is being typed, or the number in force while that is none."""
        field = self.form.field(name)
        assert isinstance(field, NumberField)
        number = field.read(field.text())
        low, high = thresholds.RANGES[name]
        if isinstance(number, int) and low <= number <= high:
            return number
        known: int = getattr(self._limits or Limits(), name)
        return known

    def _on_left(self) -> None:
        values = self.form.values()
        if None not in values.values():
            self._workspace.write(
                thresholds.set_limits, **values, failed=self._on_refused, note="Seuils d’alerte modifiés"
            )

    def _on_refused(self, error: UserError) -> None:
        self.form.show_error(error)

    def commit(self) -> None:
        """Write what is being typed."""
        for name in thresholds.RANGES:
            field = self.form.field(name)
            assert isinstance(field, NumberField)
            field.editingFinished.emit()
