"""What is measured of an objective, and how it is read."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from psq_desktop import rules, wording
from psq_desktop.errors import Problem, UserError
from psq_desktop.services.kinds import Direction, IndicatorKind, Period
from psq_desktop.services.steering import indicators
from psq_desktop.services.steering.progress_rows import IndicatorRow, ObjectiveSheet
from psq_desktop.views.decision_parts.partner_field import PartnerField
from psq_desktop.views.dialogs.form import Choices, FieldSpec, Lines
from psq_desktop.views.kit import STRETCH, Button, Label, boxed, row
from psq_desktop.views.objective_forms.fields import MadeSpec, NumberField
from psq_desktop.views.objective_forms.frame import PartDialog, PartWords
from psq_desktop.views.objective_forms.unit_question import UnitQuestion
from psq_desktop.views.screen import Workspace
from psq_desktop.wording import words

_WORDS = PartWords(
    "Nouvel indicateur", "Ajouter l’indicateur", "Indicateur ajouté", "Modifier l’indicateur", "Indicateur modifié"
)
_DECIMALS: Choices = ((0, "7"), (1, "7,5"), (2, "7,25"), (3, "7,125"), (4, "7,0625"))
_AT_MOST: Choices = ((False, "Au moins (plancher)"), (True, "Au plus (plafond)"))
_NO_LEVEL: Choices = ((None, "Aucun"),)
_BOUNDS = ("lowest", "highest")
_NUMBERS = ("baseline", "target", *_BOUNDS)
_LEVEL_OF = {"baseline": "baseline_level", "target": "target_level"}  # where levels are chosen instead of typed


def _number(name: str) -> QWidget:
    return NumberField(name, "7,5")


def _spec(name: str, label: str, **more: Any) -> MadeSpec:
    return MadeSpec(name, label, make=lambda: _number(label), **more)


def _provider() -> QWidget:
    return PartnerField("Fourni par")


_LINES: Lines = (
    (FieldSpec("title", "Titre", required=True, placeholder="Signalements de halls occupés"),),
    (
        FieldSpec("kind", "Nature", "choice", choices=words(IndicatorKind)),
        FieldSpec("period", "Rythme des relevés", "choice", choices=words(Period)),
    ),
    (
        FieldSpec("direction", "Sens de lecture", "choice", choices=words(Direction)),
        FieldSpec("at_most", "Seuil", "choice", choices=_AT_MOST),
    ),
    (
        FieldSpec("unit", "Unité", placeholder="signalements, %, min"),
        FieldSpec("decimals", "Décimales affichées", "choice", choices=_DECIMALS),
    ),
    (
        FieldSpec(
            "levels", "Niveaux", "lines", placeholder="Dégradé\nMoyen\nBon",
            hint="Un par ligne, du moins bon au meilleur.",
        ),
    ),
    (
        _spec("baseline", "Valeur de départ"),
        FieldSpec("baseline_level", "Niveau de départ", "choice", choices=_NO_LEVEL),
        FieldSpec("baseline_on", "Relevée le", "day"),
        _spec("target", "Cible"),
        FieldSpec("target_level", "Niveau visé", "choice", choices=_NO_LEVEL),
    ),
    (MadeSpec("provider_id", "Fourni par", make=_provider), FieldSpec("source", "Source", placeholder="Main courante")),
    (
        _spec("lowest", "Plus petite valeur possible", hint="Vide : pas de limite."),
        _spec("highest", "Plus grande valeur possible", hint="Vide : pas de limite, ou 100 pour un pourcentage."),
    ),
)  # fmt: skip
_FIRST = {"direction": Direction.UP, "kind": IndicatorKind.RESULT, "period": Period.MONTH, "lowest": 0.0}


class IndicatorDialog(PartDialog):
    """Writes one indicator; what does not apply to its direction is not asked."""

    def __init__(self, workspace: Workspace, objective_id: int, indicator_id: int | None, parent: QWidget) -> None:
        self.more_button = Button("Plus d’options", "adjustments", "link", tip="Les valeurs possibles")
        below = (boxed(row(self.more_button, STRETCH)),)
        super().__init__(workspace, objective_id, indicator_id, _WORDS, _LINES, parent, below=below)
        self._row: IndicatorRow | None = None
        self.rule = Label("", 9, 400, "text2", wrap=True)
        self.unit_question = UnitQuestion()
        self.level_question = UnitQuestion("Seuls les noms changent", "Les niveaux changent vraiment")
        self.form.say_below("direction", self.rule)
        self.form.say_below("unit", self.unit_question)
        self.form.say_below("levels", self.level_question)
        self.form.field_left.connect(self._on_field)
        self.form.edited.connect(self._on_edited)
        self.more_button.clicked.connect(self.show_bounds)
        self.form.set_values({**_FIRST, "kind": IndicatorKind.RESULT})
        for name in _BOUNDS:
            self.form.set_field_visible(name, False)
        self._follow_direction()
        self.form.focus("title")

    # --- what is shown

    def first_values(self, sheet: ObjectiveSheet) -> dict[str, Any] | None:
        if self.part_id is None:
            return {**_FIRST, "baseline_on": sheet.row.start, "provider_id": sheet.row.pilot_id}
        self._row = next((each for each in sheet.indicators if each.id == self.part_id), None)
        if self._row is None:
            return None
        shown = self._row
        self.form.set_values({"levels": "\n".join(shown.levels)})
        self._offer_levels()
        levelled = shown.direction is Direction.ORDINAL
        values = {name: getattr(shown, name) for name in self.form.values() if hasattr(shown, name)}
        values |= {level: getattr(shown, name) if levelled else None for name, level in _LEVEL_OF.items()}
        values["levels"] = "\n".join(shown.levels)
        if levelled:
            values |= dict.fromkeys(_LEVEL_OF)
        return values

    def show_values(self, **values: Any) -> None:
        """Fill fields in, and ask only what applies."""
        super().show_values(**values)
        self._follow_direction()

    def _follow_direction(self) -> None:
        direction = self.form.value("direction")
        levelled = direction is Direction.ORDINAL
        self.rule.setText(rules.direction_rule(direction))
        applies = {
            "at_most": direction is Direction.THRESHOLD,
            "levels": levelled,
            **dict.fromkeys(("unit", "decimals", *_LEVEL_OF), not levelled),
            **dict.fromkeys(_LEVEL_OF.values(), levelled),
        }
        for name, on in applies.items():
            self.form.set_field_visible(name, on)
        self._ask()

    def _levels(self) -> list[str]:
        return [line.strip() for line in self.form.value("levels").splitlines() if line.strip()]

    def _offer_levels(self) -> None:
        levels = tuple((float(rank), name) for rank, name in enumerate(self._levels(), start=1))
        for name in _LEVEL_OF.values():
            self.form.set_choices(name, (*_NO_LEVEL, *levels))

    def show_bounds(self) -> None:
        """Ask for the smallest and largest value too."""
        for name in _BOUNDS:
            self.form.set_field_visible(name, True)
        self.more_button.hide()
        self.form.focus("lowest")

    def _on_field(self, name: str, value: object) -> None:
        if name == "direction":
            self._follow_direction()
        elif name == "unit":
            self._ask()

    def _on_edited(self, name: str) -> None:
        if name == "levels":
            self._offer_levels()
        if name in ("unit", "levels"):
            self._ask()

    def _ask(self) -> None:
        """Read numbers with their unit, and ask what another word means for the readings that are there."""
        unit = self.form.value("unit")
        for field in map(self.form.field, _NUMBERS):
            assert isinstance(field, NumberField)
            field.unit = unit
        in_use = self._in_use()
        for name, question in (("unit", self.unit_question), ("levels", self.level_question)):
            question.setVisible(name == in_use)
        if self._row is None:
            return
        count = len(self._row.readings)
        if in_use == "unit":
            self.unit_question.ask(count, self._row.unit or "sans unité", unit or "sans unité")
        elif in_use == "levels":
            self.level_question.ask(count, ", ".join(self._row.levels), ", ".join(self._levels()))

    def _in_use(self) -> str:
        """The field whose new words readings are expressed in, or nothing."""
        if self._row is None or not self._row.readings:
            return ""
        if self.form.value("direction") is not Direction.ORDINAL:
            return "unit" if self.form.value("unit") != self._row.unit else ""
        renamed = indicators.levels_change(self._row.levels, self._levels()) == "levels_in_use"
        return "levels" if renamed else ""

    # --- what is sent

    def values(self) -> dict[str, Any]:
        """What the service takes: levels come by their rank."""
        found = self.form.values()
        chosen = {name: found.pop(level) for name, level in _LEVEL_OF.items()}
        return found | chosen if found["direction"] is Direction.ORDINAL else found

    def write(self) -> None:
        in_use = self._in_use()
        question = self.level_question if in_use == "levels" else self.unit_question
        if not in_use:
            self._write_new() if self.part_id is None else self.send_part(indicators.create, indicators.update)
        elif question.answer == "new":
            self._write_new()
        elif question.answer == "word":
            note = "Indicateur modifié"
            self.send(indicators.update, self.part_id, self.changes(), wording_only=True, note=note)
        else:
            self._say_in_use(in_use, question)

    def _write_new(self) -> None:
        changed = self.changes() if self.part_id is None else self.values()
        values = {name: v for name, v in self.values().items() if name not in _BOUNDS or name in changed}
        self.send(indicators.create, self.objective_id, note="Indicateur ajouté", **values)

    def _say_in_use(self, name: str, question: UnitQuestion) -> None:
        assert self._row is not None
        told = (("count", len(self._row.readings)), ("before", self._row.unit or "sans unité"))
        problem = Problem(name, "levels_in_use" if name == "levels" else "unit_in_use", told)
        self.form.set_problem(name, wording.explain_problem(problem))
        question.first().setFocus()

    def on_refused(self, error: UserError) -> None:
        if self.values()["direction"] is Direction.ORDINAL:
            problems = (Problem(_LEVEL_OF.get(p.field, p.field), p.code, p.params) for p in error.problems)
            error = UserError(error.code, *problems, **error.params)
        if any(problem.field in _BOUNDS for problem in error.problems):
            self.show_bounds()
        super().on_refused(error)


def open_indicator(
    workspace: Workspace, objective_id: int, indicator_id: int | None, parent: QWidget
) -> IndicatorDialog:
    """Ask for an indicator of an objective, or change one."""
    dialog = IndicatorDialog(workspace, objective_id, indicator_id, parent.window())
    dialog.open()
    return dialog
