"""The form of an indicator: French numbers, what applies to a direction, what a new unit means."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from psq_desktop import rules
from psq_desktop.services.kinds import Direction, Period
from psq_desktop.services.steering import objectives
from psq_desktop.services.steering.progress_rows import IndicatorRow
from psq_desktop.views import theme
from psq_desktop.views.objective_forms import open_indicator
from psq_desktop.views.objective_forms.fields import NumberField
from psq_desktop.views.objective_forms.indicator import IndicatorDialog
from psq_desktop.views.screen import Workspace
from psq_desktop.views.tokens import ThemeName
from tests.conftest import TODAY
from tests.views.audit import cut_texts, unnamed_controls
from tests.views.objective_forms.conftest import Fill, freed, sheet, submit


def new(workspace: Workspace, window: QWidget, code: str = "4.1") -> IndicatorDialog:
    dialog = open_indicator(workspace, sheet(workspace, code).row.id, None, window)
    workspace.tasks.drain()
    return dialog


def edit(workspace: Workspace, window: QWidget, code: str = "4.1") -> IndicatorDialog:
    found = sheet(workspace, code)
    dialog = open_indicator(workspace, found.row.id, found.indicators[0].id, window)
    workspace.tasks.drain()
    return dialog


def last(workspace: Workspace, code: str = "4.1") -> IndicatorRow:
    return sheet(workspace, code).indicators[-1]


def choose(dialog: IndicatorDialog, name: str, value: object) -> None:
    field = dialog.form.field(name)
    assert isinstance(field, QComboBox)
    dialog.form.set_values({name: value})
    dialog.form.field_left.emit(name, value)


@pytest.mark.parametrize(
    ("text", "kept", "shown"),
    [("7,5", 7.5, "7,5"), ("7.5", 7.5, "7,5"), ("1 284", 1284, "1\u202f284"), ("0", 0, "0"), ("", None, "")],
)
def test_numbers_are_read_as_french_people_type_them(
    workspace: Workspace, window: QWidget, fill: Fill, text: str, kept: float | None, shown: str
) -> None:
    dialog = new(workspace, window)
    fill(dialog, "title", "Saisies")
    if text:
        fill(dialog, "baseline", text)
    field = dialog.form.field("baseline")
    assert isinstance(field, NumberField)
    assert field.text() == shown
    submit(dialog)
    assert last(workspace).title == "Saisies"
    assert last(workspace).baseline == kept


def test_a_text_that_is_no_number_is_said_under_its_field_and_stays(
    workspace: Workspace, window: QWidget, fill: Fill
) -> None:
    dialog = new(workspace, window)
    fill(dialog, "title", "Saisies")
    fill(dialog, "target", "beaucoup")
    submit(dialog)
    assert dialog.isVisible()
    assert "n’est pas compris" in dialog.form.problem("target")
    field = dialog.form.field("target")
    assert isinstance(field, NumberField)
    assert field.text() == "beaucoup"


def test_a_percentage_over_one_hundred_is_refused_until_the_limit_is_lifted(
    workspace: Workspace, window: QWidget, fill: Fill
) -> None:
    dialog = new(workspace, window)
    fill(dialog, "title", "Évolution")
    fill(dialog, "unit", "%")
    fill(dialog, "target", "120")
    submit(dialog)
    assert "100" in dialog.form.problem("target")
    assert dialog.isVisible()
    dialog.more_button.click()
    fill(dialog, "highest", "200")
    submit(dialog)
    assert (last(workspace).target, last(workspace).highest) == (120, 200)


@pytest.mark.parametrize(("direction", "target"), [(Direction.UP, "3"), (Direction.DOWN, "12")])
def test_a_target_on_the_wrong_side_is_said_under_it(
    workspace: Workspace, window: QWidget, fill: Fill, direction: Direction, target: str
) -> None:
    dialog = new(workspace, window)
    fill(dialog, "title", "Saisies")
    choose(dialog, "direction", direction)
    fill(dialog, "baseline", "8")
    fill(dialog, "target", target)
    submit(dialog)
    assert "attendue" in dialog.form.problem("target")


@pytest.mark.parametrize("direction", list(Direction))
def test_only_what_applies_to_a_direction_is_asked_and_its_rule_is_said(
    workspace: Workspace, window: QWidget, direction: Direction
) -> None:
    dialog = new(workspace, window)
    choose(dialog, "direction", direction)
    levelled = direction is Direction.ORDINAL
    shown = {name: dialog.form.field(name).isVisible() for name in dialog.form.values()}
    assert shown["at_most"] is (direction is Direction.THRESHOLD)
    assert shown["levels"] is shown["target_level"] is shown["baseline_level"] is levelled
    assert shown["target"] is shown["baseline"] is shown["unit"] is not levelled
    assert not shown["lowest"]
    assert dialog.rule.text() == rules.direction_rule(direction)


def test_levels_are_written_one_a_line_and_chosen_by_their_names(
    workspace: Workspace, window: QWidget, fill: Fill
) -> None:
    dialog = new(workspace, window)
    fill(dialog, "title", "Climat scolaire")
    choose(dialog, "direction", Direction.ORDINAL)
    submit(dialog)
    assert "deux" in dialog.form.problem("levels")
    dialog.form.set_values({"levels": "Tendu\nCalme\nApaisé"}, force=True)
    choose(dialog, "baseline_level", 1.0)
    choose(dialog, "target_level", 3.0)
    submit(dialog)
    row = last(workspace)
    assert (row.levels, row.baseline, row.target) == (("Tendu", "Calme", "Apaisé"), 1, 3)
    found = sheet(workspace, "4.1")
    again = open_indicator(workspace, found.row.id, row.id, window)
    workspace.tasks.drain()
    assert (again.form.value("baseline_level"), again.form.value("target_level")) == (1, 3)
    assert again.changes() == {}


def test_a_new_unit_after_readings_asks_what_becomes_of_them(workspace: Workspace, window: QWidget, fill: Fill) -> None:
    before = sheet(workspace, "4.1").indicators[0]
    dialog = edit(workspace, window)
    assert not dialog.unit_question.isVisible()
    fill(dialog, "unit", "contrôles")
    assert dialog.unit_question.isVisible()
    submit(dialog)
    assert dialog.isVisible()
    assert dialog.form.problem("unit")
    dialog.unit_question._word.click()
    submit(dialog)
    after = sheet(workspace, "4.1").indicators[0]
    assert (after.unit, after.readings, after.id) == ("contrôles", before.readings, before.id)
    assert freed(dialog)


def test_another_unit_makes_another_indicator_and_leaves_the_readings_alone(
    workspace: Workspace, window: QWidget, fill: Fill
) -> None:
    before = sheet(workspace, "4.1").indicators
    dialog = edit(workspace, window)
    fill(dialog, "unit", "%")
    dialog.unit_question._new.click()
    submit(dialog)
    after = sheet(workspace, "4.1").indicators
    assert after[: len(before)] == before
    assert (after[-1].unit, after[-1].readings, after[-1].title) == ("%", (), before[0].title)


def test_other_names_of_levels_after_readings_ask_what_becomes_of_them(workspace: Workspace, window: QWidget) -> None:
    code, before = next(
        (row.code, found)
        for row in workspace.tasks.store.read(objectives.search, TODAY)
        for found in sheet(workspace, row.code).indicators
        if found.levels and found.readings
    )
    dialog = open_indicator(workspace, before.objective_id, before.id, window)
    workspace.tasks.drain()

    def type_levels(*names: str) -> None:
        dialog.form.set_values({"levels": "\n".join(names)}, force=True)
        dialog.form.edited.emit("levels")

    type_levels(*before.levels, "Au-delà")
    assert not dialog.level_question.isVisible()
    type_levels("Autre mot", *before.levels[1:])
    assert dialog.level_question.isVisible()
    submit(dialog)
    assert dialog.isVisible()
    assert "ces niveaux" in dialog.form.problem("levels")
    dialog.level_question._word.click()
    submit(dialog)
    after = next(found for found in sheet(workspace, code).indicators if found.id == before.id)
    assert (after.levels[0], after.readings) == ("Autre mot", before.readings)


def test_levels_in_another_order_are_refused_under_their_field(workspace: Workspace, window: QWidget) -> None:
    before = next(
        found
        for row in workspace.tasks.store.read(objectives.search, TODAY)
        for found in sheet(workspace, row.code).indicators
        if found.levels and found.readings
    )
    dialog = open_indicator(workspace, before.objective_id, before.id, window)
    workspace.tasks.drain()
    dialog.form.set_values({"levels": "\n".join(reversed(before.levels))}, force=True)
    dialog.form.edited.emit("levels")
    submit(dialog)
    assert dialog.isVisible()
    assert "rang" in dialog.form.problem("levels")


@pytest.mark.parametrize("text", ["80 %", "80%", "80"])
def test_a_target_may_be_typed_with_its_unit(workspace: Workspace, window: QWidget, fill: Fill, text: str) -> None:
    dialog = new(workspace, window)
    fill(dialog, "title", "Part des halls")
    fill(dialog, "unit", "%")
    fill(dialog, "target", text)
    submit(dialog)
    assert (last(workspace).target, last(workspace).highest) == (80, 100)


def test_the_old_unit_again_needs_no_answer(workspace: Workspace, window: QWidget, fill: Fill) -> None:
    dialog = edit(workspace, window)
    fill(dialog, "unit", "contrôles")
    fill(dialog, "unit", sheet(workspace, "4.1").indicators[0].unit)
    assert not dialog.unit_question.isVisible()
    assert dialog.changes() == {}


def test_the_rhythm_of_readings_stays_once_there_are_some(workspace: Workspace, window: QWidget) -> None:
    dialog = edit(workspace, window)
    choose(dialog, "period", Period.YEAR)
    submit(dialog)
    assert dialog.form.problem("period")
    assert dialog.isVisible()


@pytest.mark.parametrize(("name", "scale"), [("light", 1.0), ("dark", 1.4), ("contrast", 1.4)])
@pytest.mark.parametrize("direction", [Direction.THRESHOLD, Direction.ORDINAL])
def test_every_control_has_a_name_and_no_word_is_cut(
    qapp: QApplication, workspace: Workspace, window: QWidget, fill: Fill, name: ThemeName, scale: float,
    direction: Direction,
) -> None:  # fmt: skip
    theme.apply(qapp, name, scale)
    dialog = edit(workspace, window)
    fill(dialog, "unit", "contrôles")
    choose(dialog, "direction", direction)
    dialog.show_bounds()
    QApplication.processEvents()
    assert unnamed_controls(dialog) == []
    assert cut_texts(dialog) == []
