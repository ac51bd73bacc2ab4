"""The dialogs of the window: what they ask, tell and leave behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from psq_desktop.errors import Problem, UserError
from psq_desktop.settings import Settings
from psq_desktop.views.dialogs.crash import CrashDialog, details
from psq_desktop.views.dialogs.create_base import CreateBaseDialog
from psq_desktop.views.dialogs.settings import SettingsDialog
from psq_desktop.views.dialogs.shortcuts import Keys, ShortcutsDialog

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1200, 700)
    qtbot.addWidget(made)
    made.show()
    return made


def make(kind: str, window: QWidget, folder: Path) -> QDialog:
    rows = (("Fichier", "Nouveau", "Ctrl+N"), ("Aide", "Aide", "F1"))
    if kind == "create":
        return CreateBaseDialog(folder, window)
    if kind == "settings":
        return SettingsDialog(Settings(), window)
    return ShortcutsDialog(rows, window) if kind == "shortcuts" else CrashDialog(ValueError("x"), window)


@pytest.mark.parametrize("kind", ["create", "settings", "shortcuts", "crash"])
def test_escape_closes_a_dialog_and_frees_it(kind: str, window: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = make(kind, window, tmp_path)
    dialog.open()
    qtbot.keyClick(dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert window.findChildren(QDialog) == []


# Créer ma base


@pytest.fixture
def create(window: QWidget, tmp_path: Path) -> CreateBaseDialog:
    dialog = CreateBaseDialog(tmp_path, window)
    dialog.open()
    return dialog


def answer(dialog: CreateBaseDialog, qtbot: QtBot, **values: str) -> None:
    for form in dialog.forms:
        for name, text in values.items():
            if name in form.values():
                qtbot.keyClicks(form.field(name), text)


def test_four_answers_make_a_base(create: CreateBaseDialog, tmp_path: Path, qtbot: QtBot) -> None:
    answer(
        create, qtbot, district="Beau-Marais", city="Calais", committee="Comite de suivi", chair="M. Valcourt",
        chair_role="sous-prefet", secretary="Mme Delarue", letterhead="Prefecture",
    )  # fmt: skip
    with qtbot.waitSignal(create.accepted_with) as told:
        qtbot.keyClick(create, Key.Key_Return)
    qtbot.waitUntil(lambda: not isValid(create))
    assert told.args is not None
    values, path = told.args
    assert values == {
        "district": "Beau-Marais", "city": "Calais", "committee": "Comite de suivi", "chair": "M. Valcourt",
        "chair_role": "sous-prefet", "secretary": "Mme Delarue", "letterhead": "Prefecture",
    }  # fmt: skip
    assert path == tmp_path / "concertation.psq"


def test_the_answers_are_those_that_the_service_takes(
    create: CreateBaseDialog, empty_database: Any, qtbot: QtBot
) -> None:
    from psq_desktop.services import setup

    answer(create, qtbot, district="Beau-Marais", city="Calais", committee="Comite")
    empty_database.write(setup.create_base, **create.values())
    found = empty_database.read(setup.info)
    assert (found.district, found.committee) == ("Beau-Marais", "Comite")
    create.reject()


def test_what_is_missing_is_said_in_place_and_the_cursor_goes_to_the_first(
    create: CreateBaseDialog, qtbot: QtBot
) -> None:
    answer(create, qtbot, district="Beau-Marais")
    create.submit()
    assert create.isVisible()
    assert create.forms[0].problem("city")
    assert create.forms[1].problem("committee")
    assert create.forms[0].field("city").hasFocus()
    create.reject()


def test_an_existing_file_is_never_proposed_nor_accepted(window: QWidget, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "concertation.psq").touch()
    dialog = CreateBaseDialog(tmp_path, window)
    dialog.open()
    assert dialog.path.name == "concertation-2.psq"
    answer(dialog, qtbot, district="Beau-Marais", city="Calais", committee="Comite")
    dialog.set_file(str(tmp_path / "concertation"))
    dialog.submit()
    assert dialog.path_row.problem
    assert dialog.isVisible()
    dialog.reject()


def test_a_refused_base_leaves_everything_as_typed(create: CreateBaseDialog, qtbot: QtBot) -> None:
    answer(create, qtbot, district="Beau-Marais", city="Calais", committee="Comite")
    create.accepted_with.connect(lambda values, path: create.refuse(UserError("folder_unwritable", path=path)))
    create.submit()
    assert create.isVisible()
    assert not create.note.isHidden()
    create.refuse(UserError("invalid", Problem("city", "required")))
    assert create.forms[0].problem("city")
    assert create.values()["district"] == "Beau-Marais"
    create.reject()


def test_the_file_is_chosen_in_a_dialog_that_is_freed(create: CreateBaseDialog, tmp_path: Path, qtbot: QtBot) -> None:
    create.choose_button.click()
    chooser = create.findChild(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "quartier"))
    chooser.reject()
    qtbot.waitUntil(lambda: not isValid(chooser))
    assert create.path == tmp_path / "quartier.psq"
    create.reject()


# Paramètres


def test_each_setting_takes_effect_at_once(window: QWidget, qtbot: QtBot) -> None:
    dialog = SettingsDialog(Settings(user_name="Ines"), window)
    dialog.open()
    told: list[Settings] = []
    dialog.changed.connect(told.append)
    theme_field = dialog.form.field("theme")
    qtbot.keyClick(theme_field, Key.Key_Down)
    assert told[-1] == Settings(user_name="Ines", theme="dark")
    qtbot.keyClick(dialog.form.field("text_scale"), Key.Key_Down)
    assert told[-1].text_scale == 1.1
    name = dialog.form.field("user_name")
    assert isinstance(name, QLineEdit)
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Ines Delarue")
    qtbot.keyClick(name, Key.Key_Escape)  # what is being typed is kept
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert told[-1] == Settings(user_name="Ines Delarue", theme="dark", text_scale=1.1)


# Raccourcis


def test_the_sheet_shows_every_shortcut_of_the_table(window: QWidget) -> None:
    rows = tuple((f"Groupe {i % 3}", f"Commande {i}", f"Ctrl+{i}") for i in range(9))
    dialog = ShortcutsDialog(rows, window)
    dialog.open()
    assert {keys.text() for keys in dialog.findChildren(Keys)} == {f"Ctrl+{i}" for i in range(9)}
    dialog.reject()


# Erreur inattendue


def crash() -> Exception:
    try:
        try:
            raise KeyError("Odile Carpentier")
        except KeyError as error:
            raise ValueError("06 39 98 44 15") from error
    except ValueError as error:
        return error


def test_details_say_where_but_never_whose_data() -> None:
    text = details(crash())
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_dialogs.py" in text
    assert "Carpentier" not in text
    assert "06 39" not in text
    assert str(Path.home()) not in text


def test_details_are_folded_and_can_be_copied(window: QWidget, qtbot: QtBot) -> None:
    dialog = CrashDialog(crash(), window)
    dialog.open()
    assert dialog.details_edit.isHidden()
    qtbot.keyClick(dialog.details_button, Key.Key_Space)
    assert not dialog.details_edit.isHidden()
    qtbot.keyClick(dialog.copy_button, Key.Key_Space)
    assert QGuiApplication.clipboard().text() == details_of(dialog)
    assert not dialog.copied_note.isHidden()
    dialog.accept()


def details_of(dialog: CrashDialog) -> str:
    return dialog.details_edit.toPlainText()
