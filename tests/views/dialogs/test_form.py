"""The form that the dialogs and the partner tabs share."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from psq_desktop.errors import Problem, UserError
from psq_desktop.views.dialogs.form import FieldSpec, Form

LINES = (
    (FieldSpec("last_name", "Nom", required=True), FieldSpec("email", "Courriel")),
    (FieldSpec("left_on", "Parti le", "day"), FieldSpec("referent", "Référent", "flag")),
    (
        FieldSpec("role", "Qualité", "choice", choices=(("a", "Une"), ("b", "Deux"))),
        FieldSpec("text", "Texte", "lines"),
    ),
)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form(LINES, dt.date(2026, 11, 22))
    qtbot.addWidget(made)
    made.show()
    made.set_values({"last_name": "Lefort", "email": "", "left_on": None, "role": "a", "text": "", "referent": False})
    return made


def line(form: Form, name: str) -> QLineEdit:
    found = form.field(name)
    assert isinstance(found, QLineEdit)
    return found


def test_only_what_changed_is_told_when_a_field_is_left(form: Form, qtbot: QtBot) -> None:
    told: list[tuple[str, object]] = []
    form.field_left.connect(lambda name, value: told.append((name, value)))
    line(form, "last_name").setFocus()
    qtbot.keyClick(line(form, "last_name"), Qt.Key.Key_Tab)
    assert told == []
    qtbot.keyClicks(line(form, "email"), "a@b")
    qtbot.keyClick(line(form, "email"), Qt.Key.Key_Tab)
    qtbot.keyClicks(line(form, "left_on"), "15/12")
    qtbot.keyClick(line(form, "left_on"), Qt.Key.Key_Tab)
    assert told == [("email", "a@b"), ("left_on", dt.date(2026, 12, 15))]


def test_fresh_values_do_not_overwrite_what_is_being_typed(form: Form, qtbot: QtBot) -> None:
    qtbot.keyClicks(line(form, "email"), "a@b")
    form.set_values({"email": "other@b", "last_name": "Lefebvre"})
    assert form.value("email") == "a@b"
    assert form.value("last_name") == "Lefebvre"


def test_a_required_field_left_empty_is_not_told_but_complained_about(form: Form, qtbot: QtBot) -> None:
    told: list[str] = []
    form.field_left.connect(lambda name, value: told.append(name))
    line(form, "last_name").selectAll()
    qtbot.keyClick(line(form, "last_name"), Qt.Key.Key_Delete)
    form.commit()
    assert told == []
    assert form.problem("last_name")
    assert form.missing()
    assert line(form, "last_name").hasFocus()


def test_problems_of_a_service_stand_under_their_fields_and_are_read_aloud(form: Form) -> None:
    assert form.show_error(UserError("invalid", Problem("email", "email_shape")))
    assert form.problem("email")
    assert line(form, "email").accessibleDescription() == form.problem("email")
    assert not form.show_error(UserError("invalid", Problem("elsewhere", "required")))
    assert not form.show_error(UserError("gone"))


def test_an_unreadable_date_blocks_without_being_cleared(form: Form, qtbot: QtBot) -> None:
    line(form, "left_on").setFocus()
    qtbot.keyClicks(line(form, "left_on"), "bientot")
    qtbot.keyClick(line(form, "left_on"), Qt.Key.Key_Tab)
    assert form.missing()
    assert line(form, "left_on").text() == "bientot"
