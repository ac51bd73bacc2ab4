"""« Alertes » in the settings: two numbers of the base, and the rule that they make."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from psq_desktop.services.facts import Limits
from psq_desktop.services.steering import thresholds
from psq_desktop.settings import Settings
from psq_desktop.views import theme
from psq_desktop.views.dialogs.alerts import AlertsPart
from psq_desktop.views.dialogs.settings import SettingsDialog
from psq_desktop.views.objective_forms.fields import NumberField
from psq_desktop.views.screen import Workspace
from tests.views.audit import cut_texts, unnamed_controls


@pytest.fixture
def dialog(workspace: Workspace, qtbot: QtBot) -> Iterator[SettingsDialog]:
    window = QWidget()
    window.resize(1200, 700)
    qtbot.addWidget(window)
    window.show()
    made = SettingsDialog(Settings(), window, workspace=workspace)
    made.open()
    workspace.tasks.drain()
    yield made
    if isValid(made):
        made.done(0)
    workspace.tasks.drain()


def alerts(dialog: SettingsDialog) -> AlertsPart:
    assert dialog.alerts is not None
    return dialog.alerts


def retype(dialog: SettingsDialog, qtbot: QtBot, name: str, text: str, *, leave: bool = True) -> None:
    field = alerts(dialog).form.field(name)
    assert isinstance(field, NumberField)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    if leave:
        qtbot.keyClick(field, Qt.Key.Key_Tab)


def limits(workspace: Workspace) -> Limits:
    workspace.tasks.drain()
    found: Limits = workspace.tasks.store.read(thresholds.limits)
    return found


def test_the_rule_follows_what_is_typed_and_the_base_what_is_left(
    dialog: SettingsDialog, workspace: Workspace, qtbot: QtBot
) -> None:
    retype(dialog, qtbot, "gap_points", "20", leave=False)
    assert "20\u00a0points" in alerts(dialog).rule.text()
    assert limits(workspace) == Limits(30, 90)
    retype(dialog, qtbot, "gap_points", "20")
    assert limits(workspace) == Limits(20, 90)


@pytest.mark.parametrize("text", ["0", "101", "beaucoup", "7,5", ""])
def test_a_number_that_is_none_is_said_and_changes_nothing(
    dialog: SettingsDialog, workspace: Workspace, qtbot: QtBot, text: str
) -> None:
    if not text:
        field = alerts(dialog).form.field("gap_points")
        assert isinstance(field, NumberField)
        field.clear()
        field.editingFinished.emit()
    else:
        retype(dialog, qtbot, "gap_points", text)
    assert limits(workspace) == Limits(30, 90)
    assert alerts(dialog).form.problem("gap_points")
    assert "30\u00a0points" in alerts(dialog).rule.text()


def test_what_is_being_typed_is_kept_when_the_dialog_closes(
    dialog: SettingsDialog, workspace: Workspace, qtbot: QtBot
) -> None:
    retype(dialog, qtbot, "silent_days", "60", leave=False)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert limits(workspace) == Limits(30, 60)


def test_what_somebody_undoes_is_shown(dialog: SettingsDialog, workspace: Workspace, qtbot: QtBot) -> None:
    retype(dialog, qtbot, "silent_days", "60")
    workspace.tasks.drain()
    outcome = workspace.tasks.store.write(thresholds.set_limits, 30, 45)
    workspace.tasks.written.emit(outcome.changes, "")
    workspace.tasks.drain()
    assert alerts(dialog).form.value("silent_days") == 45


@pytest.mark.parametrize("scale", [1.0, 1.4])
def test_every_control_has_a_name_and_no_word_is_cut(dialog: SettingsDialog, qapp: QApplication, scale: float) -> None:
    theme.apply(qapp, "light", scale)
    QApplication.processEvents()
    assert unnamed_controls(dialog) == []
    assert cut_texts(dialog) == []
