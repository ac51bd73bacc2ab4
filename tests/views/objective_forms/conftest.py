"""The dialogs of the objectives over a window, on a fresh demonstration base."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from psq_desktop.services.steering import objectives
from psq_desktop.services.steering.progress_rows import ObjectiveSheet
from psq_desktop.views.kit import NotesField
from psq_desktop.views.objective_forms.frame import RecordDialog
from psq_desktop.views.screen import Workspace
from tests.conftest import TODAY

Fill = Callable[[RecordDialog, str, str], None]


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(1300, 760)
    qtbot.addWidget(made)
    made.show()
    yield made
    for dialog in made.findChildren(QDialog):
        if isValid(dialog):
            dialog.done(0)
    workspace.tasks.drain()


@pytest.fixture
def fill(qtbot: QtBot) -> Fill:
    """Types in a field as a person does, and leaves it."""

    def typed(dialog: RecordDialog, name: str, text: str) -> None:
        field = dialog.form.field(name)
        assert isinstance(field, QLineEdit | NotesField)
        field.setFocus()
        field.selectAll()
        type_text(field, text)
        if isinstance(field, QLineEdit):
            field.editingFinished.emit()
        dialog.workspace.tasks.drain()

    return typed


def type_text(field: QWidget, text: str) -> None:
    """Keys of any letters: Qt's own test keys know ASCII only."""
    for letter in text:
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(field, press)


def submit(dialog: RecordDialog) -> None:
    dialog.submit_button.click()
    dialog.workspace.tasks.drain()


def freed(dialog: QDialog) -> bool:
    QApplication.sendPostedEvents(None, 52)  # deferred deletes
    return not isValid(dialog)


def sheet(workspace: Workspace, code: str) -> ObjectiveSheet:
    """An objective as the database has it."""
    workspace.tasks.drain()
    rows = workspace.tasks.store.read(objectives.search, TODAY)
    key = next(row.id for row in rows if row.code == code)
    found: ObjectiveSheet = workspace.tasks.store.read(objectives.sheet, key, TODAY)
    return found
