"""« Nouvel objectif », « Modifier l’objectif », axes: nothing typed is lost, problems stand under their fields."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from psq_desktop.services import history
from psq_desktop.services.kinds import DisclosureLevel, Priority
from psq_desktop.services.steering import axes, objectives
from psq_desktop.views import theme
from psq_desktop.views.objective_forms import open_axes, open_edit_objective, open_new_objective
from psq_desktop.views.objective_forms.fields import PartnersField
from psq_desktop.views.objective_forms.objective import NEW_AXIS, EditObjectiveDialog, ObjectiveDialog
from psq_desktop.views.screen import Workspace
from psq_desktop.views.tokens import ThemeName
from tests.conftest import TODAY
from tests.views.audit import cut_texts, unnamed_controls
from tests.views.objective_forms.conftest import Fill, freed, sheet, submit, type_text

Key = Qt.Key


def edit(workspace: Workspace, window: QWidget, code: str = "4.1") -> EditObjectiveDialog:
    dialog = open_edit_objective(workspace, sheet(workspace, code).row.id, window)
    workspace.tasks.drain()
    return dialog


def pick(dialog: ObjectiveDialog, name: str, value: object) -> None:
    field = dialog.form.field(name)
    assert isinstance(field, QComboBox)
    dialog.form.set_values({name: value})
    dialog.form.field_left.emit(name, value)


def test_a_new_objective_takes_the_next_number_and_is_handed_over(
    workspace: Workspace, window: QWidget, fill: Fill
) -> None:
    made: list[int] = []
    dialog = open_new_objective(workspace, window, made.append)
    workspace.tasks.drain()
    fill(dialog, "title", "Moins de dépôts sauvages")
    fill(dialog, "pilot_id", "ville")
    fill(dialog, "start", "1/12/2026")
    fill(dialog, "due", "30/06/2027")
    submit(dialog)
    row = sheet(workspace, "1.5").row
    assert made == [row.id]
    assert (row.title, row.pilot, row.start) == ("Moins de dépôts sauvages", "Ville de Calais", dt.date(2026, 12, 1))
    assert (row.priority, row.disclosure) == (Priority.NORMAL, DisclosureLevel.PARTNERS)
    assert freed(dialog)


def test_the_new_objective_is_opened_when_nobody_asked_for_it(
    workspace: Workspace, window: QWidget, fill: Fill, qtbot: QtBot
) -> None:
    dialog = open_new_objective(workspace, window)
    workspace.tasks.drain()
    fill(dialog, "title", "Moins de dépôts sauvages")
    with qtbot.waitSignal(workspace.go) as gone:
        submit(dialog)
    assert gone.args is not None
    assert (gone.args[0].screen, gone.args[0].id) == ("objectives", sheet(workspace, "1.5").row.id)


def test_a_due_date_before_the_start_is_said_under_it_and_nothing_typed_is_lost(
    workspace: Workspace, window: QWidget, fill: Fill
) -> None:
    dialog = open_new_objective(workspace, window)
    workspace.tasks.drain()
    fill(dialog, "title", "Moins de dépôts sauvages")
    fill(dialog, "start", "01/06/2027")
    fill(dialog, "due", "01/03/2027")
    submit(dialog)
    assert "antérieure au début" in dialog.form.problem("due")
    assert dialog.form.value("title") == "Moins de dépôts sauvages"
    assert dialog.isVisible()
    fill(dialog, "due", "01/09/2027")
    assert not dialog.form.problem("due")
    submit(dialog)
    assert sheet(workspace, "1.5").row.due == dt.date(2027, 9, 1)


def test_what_is_missing_or_unreadable_is_said_at_once(workspace: Workspace, window: QWidget, fill: Fill) -> None:
    dialog = open_new_objective(workspace, window)
    workspace.tasks.drain()
    fill(dialog, "due", "un jour")
    fill(dialog, "pilot_id", "personne de connu")
    submit(dialog)
    assert all(dialog.form.problem(name) for name in ("title", "due", "pilot_id"))
    assert dialog.form.field("title").hasFocus()


def test_the_first_objective_of_a_base_names_its_axis(
    workspace: Workspace, window: QWidget, fill: Fill, qtbot: QtBot
) -> None:
    for row in workspace.tasks.store.read(objectives.search, TODAY):
        workspace.tasks.store.write(objectives.remove, row.id)
    for axis in workspace.tasks.store.read(axes.search):
        workspace.tasks.store.write(axes.remove, axis.id)
    dialog = open_new_objective(workspace, window)
    workspace.tasks.drain()
    assert dialog.form.field("axis_name").hasFocus()
    fill(dialog, "title", "Moins de dépôts sauvages")
    submit(dialog)
    assert dialog.form.problem("axis_name")
    fill(dialog, "axis_name", "Cadre de vie")
    submit(dialog)
    row = workspace.tasks.store.read(objectives.search, TODAY)[0]
    assert (row.axis, row.title) == ("Cadre de vie", "Moins de dépôts sauvages")


def test_a_refused_objective_leaves_no_axis_behind(workspace: Workspace, window: QWidget, fill: Fill) -> None:
    before = workspace.tasks.store.read(axes.search)
    dialog = open_new_objective(workspace, window)
    workspace.tasks.drain()
    pick(dialog, "axis_id", NEW_AXIS)
    fill(dialog, "axis_name", before[0].name)
    fill(dialog, "title", "Moins de dépôts sauvages")
    fill(dialog, "start", "01/02/2027")
    fill(dialog, "due", "01/01/2027")
    submit(dialog)
    assert dialog.isVisible()
    assert "déjà" in dialog.form.problem("axis_name")
    fill(dialog, "axis_name", "Cadre de vie")
    submit(dialog)
    assert "antérieure" in dialog.form.problem("due")
    assert workspace.tasks.store.read(axes.search) == before
    fill(dialog, "due", "01/03/2027")
    submit(dialog)
    assert [row.name for row in workspace.tasks.store.read(axes.search)][-1] == "Cadre de vie"
    assert freed(dialog)


def test_an_objective_moves_to_a_new_axis_in_one_step(workspace: Workspace, window: QWidget, fill: Fill) -> None:
    count = len(workspace.tasks.store.read(history.changes, 1000))
    dialog = edit(workspace, window)
    pick(dialog, "axis_id", NEW_AXIS)
    fill(dialog, "axis_name", "Cadre de vie")
    submit(dialog)
    assert freed(dialog)
    assert len(workspace.tasks.store.read(history.changes, 1000)) == count + 1
    (row,) = [o for o in workspace.tasks.store.read(objectives.search, TODAY) if o.axis == "Cadre de vie"]
    assert row.code.endswith(".1")


def test_the_field_of_a_new_axis_shows_when_it_is_asked_for(workspace: Workspace, window: QWidget) -> None:
    dialog = edit(workspace, window)
    assert not dialog.form.field("axis_name").isVisible()
    pick(dialog, "axis_id", NEW_AXIS)
    assert dialog.form.field("axis_name").isVisible()


def test_several_changes_of_an_objective_are_one_step(workspace: Workspace, window: QWidget, fill: Fill) -> None:
    before = sheet(workspace, "4.1")
    steps = len(workspace.tasks.store.read(history.changes))
    dialog = edit(workspace, window)
    fill(dialog, "title", "Contrôles communs")
    fill(dialog, "public", "Commerces de nuit")
    helpers = dialog.form.field("associates")
    assert isinstance(helpers, PartnersField)
    helpers.tick((before.associate_ids[0],))
    submit(dialog)
    after = sheet(workspace, "4.1")
    assert (after.row.title, after.public) == ("Contrôles communs", "Commerces de nuit")
    assert after.associate_ids == before.associate_ids[:1]
    assert (after.row.due, after.finding, after.brakes) == (before.row.due, before.finding, before.brakes)
    assert len(workspace.tasks.store.read(history.changes)) == steps + 1
    assert freed(dialog)


def test_an_objective_left_as_it_was_writes_nothing(workspace: Workspace, window: QWidget) -> None:
    before = workspace.tasks.store.read(history.changes)
    dialog = edit(workspace, window)
    assert dialog.changes() == {}
    submit(dialog)
    assert workspace.tasks.store.read(history.changes) == before
    assert freed(dialog)


def test_escape_closes_at_once_when_nothing_was_typed(workspace: Workspace, window: QWidget, qtbot: QtBot) -> None:
    dialog = edit(workspace, window)
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert freed(dialog)


@pytest.mark.parametrize("text", ["Autre titre", ""])
def test_escape_asks_once_before_what_was_typed_is_given_up(
    workspace: Workspace, window: QWidget, qtbot: QtBot, fill: Fill, text: str
) -> None:
    dialog = edit(workspace, window)
    fill(dialog, "title", text) if text else fill(dialog, "due", "un jour")
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.note.isVisible()
    fill(dialog, "public", "Voisins")  # goes on typing: the next one asks again
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert freed(dialog)
    assert sheet(workspace, "4.1").row.title == "Contrôles inter-services"


def test_enter_in_a_line_and_ctrl_enter_in_a_text_send_the_form(
    workspace: Workspace, window: QWidget, qtbot: QtBot, fill: Fill
) -> None:
    for name, key, held in (
        ("title", Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        ("finding", Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
    ):
        dialog = edit(workspace, window)
        fill(dialog, name, f"Texte de {name}")
        qtbot.keyClick(dialog.form.field(name), key, held)
        workspace.tasks.drain()
        assert freed(dialog)
    found = sheet(workspace, "4.1")
    assert (found.row.title, found.finding) == ("Texte de title", "Texte de finding")


def test_an_objective_deleted_meanwhile_is_said_and_the_text_stays(
    workspace: Workspace, window: QWidget, fill: Fill
) -> None:
    dialog = edit(workspace, window)
    fill(dialog, "title", "Autre titre")
    workspace.tasks.store.write(objectives.remove, sheet(workspace, "4.1").row.id)
    submit(dialog)
    assert dialog.note.isVisible()
    assert dialog.form.value("title") == "Autre titre"


# Axes


def test_an_axis_is_added_renamed_and_deleted_in_place(workspace: Workspace, window: QWidget, qtbot: QtBot) -> None:
    dialog = open_axes(workspace, window)
    workspace.tasks.drain()
    type_text(dialog.name_edit, "Commerces")
    qtbot.keyClick(dialog.name_edit, Key.Key_Return)
    workspace.tasks.drain()
    assert dialog.isVisible()
    added = workspace.tasks.store.read(axes.search)[-1]
    assert (added.number, added.name) == (6, "Commerces")
    line = dialog.lines[added.id]
    line.name_edit.setFocus()
    line.name_edit.selectAll()
    type_text(line.name_edit, "Commerce et terrasses")
    qtbot.keyClick(line.name_edit, Key.Key_Return)
    workspace.tasks.drain()
    assert workspace.tasks.store.read(axes.search)[-1].name == "Commerce et terrasses"
    assert dialog.isVisible()
    dialog.lines[added.id].remove_button.click()
    workspace.tasks.drain()
    assert len(workspace.tasks.store.read(axes.search)) == len(dialog.lines) == 5


def test_a_refused_axis_is_said_where_it_was_typed(workspace: Workspace, window: QWidget, qtbot: QtBot) -> None:
    dialog = open_axes(workspace, window)
    workspace.tasks.drain()
    type_text(dialog.name_edit, "PRÉSENCE et contrôle")
    dialog.add_button.click()
    workspace.tasks.drain()
    assert "s’appelle déjà" in dialog.add_field.problem
    assert dialog.name_edit.text() == "PRÉSENCE et contrôle"
    line = next(iter(dialog.lines.values()))
    line.remove_button.click()
    workspace.tasks.drain()
    assert dialog.note.isVisible()
    line.name_edit.clear()
    line.name_edit.setModified(True)
    line.name_edit.editingFinished.emit()
    workspace.tasks.drain()
    assert line.field.problem
    line.name_edit.setText(line.axis.name)  # mended


# Looks


@pytest.mark.parametrize(("name", "scale"), [("light", 1.0), ("dark", 1.4), ("contrast", 1.4)])
def test_every_control_has_a_name_and_no_word_is_cut(
    qapp: QApplication, workspace: Workspace, window: QWidget, name: ThemeName, scale: float
) -> None:
    theme.apply(qapp, name, scale)
    for dialog in (open_axes(workspace, window), edit(workspace, window)):
        workspace.tasks.drain()
        assert unnamed_controls(dialog) == []
        assert cut_texts(dialog) == []
        dialog.done(0)
