"""A reading: its effect before it is saved, what is wrong with it, and what it becomes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from psq_desktop.charts.series import Point
from psq_desktop.french import NARROW, NBSP
from psq_desktop.services.kinds import Direction, IndicatorKind, Period, ReadingStatus
from psq_desktop.services.steering import indicators, objectives
from psq_desktop.services.steering.progress_rows import IndicatorRow, ObjectiveSheet, ReadingRow
from psq_desktop.views.objectives.panel import ObjectivePanel
from psq_desktop.views.objectives.reading_fields import ReadingFields
from psq_desktop.views.objectives.reading_form import ReadingForm
from psq_desktop.views.screen import Workspace

Show = Callable[..., None]


class Desk:
    """The panel open on one objective, and what the base holds."""

    def __init__(self, workspace: Workspace, panel: ObjectivePanel) -> None:
        self.workspace, self.panel = workspace, panel
        self.form: ReadingForm = panel.follow.form
        self.fields: ReadingFields = panel.follow.form.fields

    def sheet(self, code: str) -> ObjectiveSheet:
        rows = self.workspace.tasks.store.read(objectives.search, self.workspace.today)
        key = next(row.id for row in rows if row.code == code)
        found: ObjectiveSheet = self.workspace.tasks.store.read(objectives.sheet, key, self.workspace.today)
        return found

    def main(self, code: str) -> IndicatorRow:
        return next(each for each in self.sheet(code).indicators if each.main)

    def open(self, code: str, indicator_id: int | None = None) -> None:
        key = self.sheet(code).row.id
        if indicator_id is not None:
            self.panel._chosen[key] = indicator_id
        self.panel.show_objective(key)
        self.settle()

    def settle(self) -> None:
        self.workspace.tasks.drain()

    def type(self, value: str, day: str = "") -> None:
        self.fields.value_edit.selectAll()
        QTest.keyClicks(self.fields.value_edit, value)
        if day:
            self.fields.day_edit.selectAll()
            QTest.keyClicks(self.fields.day_edit, day)
        self.settle()

    def save(self) -> None:
        self.form.save_button.click()
        self.settle()

    @property
    def told(self) -> str:
        labels = [each.text() for each in self.form.note.findChildren(QLabel) if each.isVisibleTo(self.form.note)]
        return " | ".join(filter(None, labels)).replace(NBSP, " ").replace(NARROW, " ") if self.noted else ""

    @property
    def noted(self) -> bool:
        return not self.form.note.isHidden()

    def problem(self, name: str) -> str:
        return self.fields._problems[name].text.replace(NBSP, " ").replace(NARROW, " ")


@pytest.fixture
def desk(workspace: Workspace, show: Show) -> Desk:
    panel = ObjectivePanel(workspace)
    workspace.tasks.written.connect(lambda *_: panel.reload())
    show(panel, 352, 720)
    return Desk(workspace, panel)


def last(desk: Desk, code: str) -> ReadingRow:
    return desk.main(code).readings[-1]


def test_the_day_is_the_end_of_the_period_that_waits(desk: Desk) -> None:
    desk.open("4.1")
    assert desk.fields.day_edit.text() == "31/12/2026"  # the third quarter was reported


def test_the_effect_told_before_saving_is_the_effect_after(desk: Desk) -> None:
    desk.open("4.1")
    points: list[Point | None] = []
    desk.form.whatif_changed.connect(points.append)
    desk.type("3")
    assert desk.told.startswith("Avancement 50 % → 100 %")
    assert "L’alerte d’écart serait levée." in desk.told
    assert "La météo reste celle que le pilote déclare." in desk.told
    assert points[-1] == Point(dt.date(2026, 12, 31), 3.0, provisional=True)
    promised = desk.form._effect
    assert promised is not None
    desk.save()
    row = desk.sheet("4.1").row
    assert (row.progress, row.gap) == (promised.after, promised.gap_after)
    assert (row.progress, row.gap) == (1.0, None)
    assert points[-1] is None


def test_saving_empties_the_form_keeps_the_keyboard_there_and_offers_to_undo(desk: Desk) -> None:
    desk.open("4.1")
    notes: list[str] = []
    desk.workspace.tasks.written.connect(lambda _changes, note: notes.append(note))
    desk.type("3")
    desk.fields.comment_edit.setPlainText("Protocole signé")
    desk.fields.provisional_check.setChecked(True)
    QTest.keyClick(desk.fields.comment_edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert notes[0].replace(NBSP, " ") == "Relevé de T4 2026 enregistré"
    assert not desk.fields.dirty
    assert not desk.noted
    assert QApplication.focusWidget() is desk.fields.value_edit
    saved = last(desk, "4.1")
    assert (saved.value, saved.comment, saved.provisional) == (3.0, "Protocole signé", True)
    assert saved.author == desk.main("4.1").provider


@pytest.mark.parametrize("typed", ["7,5", "7.5", " 7,50 "])
def test_numbers_are_read_as_french_people_write_them(desk: Desk, typed: str) -> None:
    desk.open("2.1")
    desk.type(typed)
    desk.save()
    assert last(desk, "2.1").value == 7.5


def test_a_percentage_may_be_typed_with_its_sign_and_not_pass_a_hundred(desk: Desk) -> None:
    desk.open("2.2")
    desk.type("120")
    assert "ne peut pas dépasser 100 %" in desk.problem("value")
    desk.save()
    assert desk.fields.value_edit.text() == "120"
    before = len(desk.main("2.2").readings)
    desk.type("40 %")
    assert desk.problem("value") == ""
    desk.save()
    assert desk.main("2.2").readings[-1].value == 40.0
    assert len(desk.main("2.2").readings) >= before


def test_what_is_no_number_is_told_when_saving_with_every_other_problem(desk: Desk) -> None:
    desk.open("4.1")
    desk.type("trois", "31/3/2027")
    assert desk.problem("value") == ""  # nobody is corrected while typing
    desk.save()
    assert "n’est pas compris" in desk.problem("value")
    assert "n’a pas encore commencé" in desk.problem("on")
    assert desk.fields.value_edit.text() == "trois"
    assert QApplication.focusWidget() is desk.fields.value_edit
    assert desk.main("4.1").readings[-1].ends_on == dt.date(2026, 9, 30)


def test_nothing_typed_is_asked_for(desk: Desk) -> None:
    desk.open("4.1")
    desk.save()
    assert desk.problem("value") == "Cette information est nécessaire."


def test_a_period_to_come_is_refused_at_the_day(desk: Desk) -> None:
    desk.open("4.1")
    desk.type("3", "15/2/2027")
    assert "T1 2027" in desk.problem("on")
    assert not desk.noted


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("31/10", (2026, 10, 31)), ("hier", (2026, 11, 21)), ("15 sept", (2026, 9, 15)), ("31/10/2025", (2025, 10, 31))],
)
def test_days_without_a_year_are_past_ones(desk: Desk, typed: str, expected: tuple[int, int, int]) -> None:
    desk.open("1.1")  # a monthly indicator
    desk.fields.day_edit.setText(typed)
    assert desk.fields.day_edit.typed == dt.date(*expected)


def test_a_second_reading_of_a_period_needs_a_choice(desk: Desk) -> None:
    desk.open("4.1")
    desk.type("3", "30/9")
    assert "Déjà un relevé pour T3 2026 : 2, définitif" in desk.told
    desk.save()
    assert "déjà un relevé" in desk.problem("on")
    assert last(desk, "4.1").value == 2.0
    desk.fields.replace_check.click()
    assert desk.told.startswith("Remplacera 2 (T3 2026, définitif) | Avancement 50 % → 100 %.")
    desk.save()
    assert last(desk, "4.1").value == 3.0
    assert len(desk.main("4.1").readings) == 5


def test_the_right_to_replace_goes_with_its_period(desk: Desk) -> None:
    desk.open("4.1")
    desk.type("3", "30/9")
    desk.fields.replace_check.click()
    desk.type("3", "30/6")
    assert not desk.fields.replace_check.isChecked()
    desk.save()
    assert "déjà un relevé" in desk.problem("on")


@pytest.mark.parametrize("status", [ReadingStatus.NONE, ReadingStatus.NOT_APPLICABLE])
def test_none_and_not_applicable_are_no_zero(desk: Desk, status: ReadingStatus) -> None:
    desk.open("4.1")
    before = desk.sheet("4.1").row.progress
    desk.fields.status_choice.set_value(status)
    desk.fields.status_choice.activated.emit(desk.fields.status_choice.currentIndex())
    desk.settle()
    assert not desk.fields.value_edit.isVisible()
    assert "n’est pas zéro" in desk.told
    desk.save()
    saved = last(desk, "4.1")
    assert (saved.status, saved.value) == (status, None)
    assert desk.sheet("4.1").row.progress == before


def test_zero_is_a_value(desk: Desk) -> None:
    desk.open("4.1")
    desk.type("0")
    assert "Avancement 50 % → −50 %" in desk.told
    desk.save()
    saved = last(desk, "4.1")
    assert (saved.status, saved.value) == (ReadingStatus.VALUE, 0.0)


def test_a_neutral_indicator_promises_neither_good_nor_bad(desk: Desk) -> None:
    neutral = next(each for each in desk.sheet("4.1").indicators if each.direction is Direction.NEUTRAL)
    desk.open("4.1", neutral.id)
    desk.type("14")
    assert desk.told.startswith("Lecture neutre")
    assert "100" not in desk.told


def test_levels_are_chosen_by_their_words(desk: Desk) -> None:
    key = desk.workspace.tasks.store.write(
        indicators.create, desk.sheet("4.1").row.id, "Coopération", direction=Direction.ORDINAL,
        levels="Faible\nCorrecte\nForte", target=3.0, period=Period.MONTH,
    ).result  # fmt: skip
    desk.open("4.1", key)
    assert not desk.fields.value_edit.isVisible()
    desk.fields.level_choice.set_value(2.0)
    desk.fields.level_choice.activated.emit(desk.fields.level_choice.currentIndex())
    desk.settle()
    desk.save()
    saved = next(each for each in desk.sheet("4.1").indicators if each.id == key).readings[-1]
    assert (saved.value, saved.ends_on) == (2.0, dt.date(2026, 10, 31))


def test_only_surveys_ask_how_many_answered(desk: Desk) -> None:
    desk.open("4.1")
    assert not desk.fields.sample_edit.isVisible()
    found = desk.main("5.3")
    assert found.kind is IndicatorKind.PERCEPTION
    desk.open("5.3")
    desk.type("45")
    QTest.keyClicks(desk.fields.sample_edit, "0")
    desk.settle()
    assert "au moins 1" in desk.problem("sample")
    desk.fields.sample_edit.setText("412")
    desk.settle()
    desk.save()
    assert last(desk, "5.3").sample == 412


def test_only_the_latest_answer_counts(desk: Desk) -> None:
    desk.open("4.1")
    for typed in ("3", "2", "1"):
        desk.fields.value_edit.setText(typed)
    desk.settle()
    assert desk.told.startswith("Avancement 50 % → 0 %")
    desk.fields.value_edit.setText("3")
    desk.fields.value_edit.setText("")
    desk.settle()
    assert not desk.noted


def test_giving_up_empties_the_form_and_ctrl_z_brings_the_text_back(desk: Desk) -> None:
    desk.open("4.1")
    desk.type("3", "30/6")
    desk.fields.comment_edit.setPlainText("Reporté")
    desk.form.cancel_button.click()
    desk.settle()
    assert not desk.fields.dirty
    assert desk.fields.day_edit.text() == "31/12/2026"
    assert not desk.noted
    desk.fields.value_edit.undo()
    assert desk.fields.value_edit.text() == "3"


def test_tab_goes_through_the_form_as_the_eye_does(qtbot: QtBot, desk: Desk) -> None:
    desk.open("4.1")
    desk.type("3")
    fields = desk.fields
    fields.status_choice.setFocus()
    passed = []
    for _ in range(6):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    assert passed == [
        fields.value_edit, fields.day_edit, fields.comment_edit, fields.provisional_check,
        desk.form.cancel_button, desk.form.save_button,
    ]  # fmt: skip


def offered(field: QWidget, key: Qt.Key) -> bool:
    """Whether a field keeps a key with Ctrl for itself."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QApplication.sendEvent(field, event)
    return event.isAccepted()


def test_empty_fields_leave_undoing_to_the_window(desk: Desk) -> None:
    desk.open("4.1")
    desk.type("3")
    assert offered(desk.fields.value_edit, Qt.Key.Key_Z)
    desk.save()
    for field in (desk.fields.value_edit, desk.fields.comment_edit):
        assert not offered(field, Qt.Key.Key_Z)
        assert not offered(field, Qt.Key.Key_Y)
    QTest.keyClicks(desk.fields.comment_edit, "a")
    assert offered(desk.fields.comment_edit, Qt.Key.Key_Z)


def test_enter_in_the_value_saves(desk: Desk) -> None:
    desk.open("4.1")
    desk.fields.take_focus()
    desk.type("3")
    QTest.keyClick(desk.fields.value_edit, Qt.Key.Key_Return)
    desk.settle()
    assert last(desk, "4.1").value == 3.0


def test_a_reason_of_several_lines_is_seen_whole(desk: Desk) -> None:
    desk.open("4.1")
    field = desk.fields.comment_edit
    low = field.height()
    for line in ("une signature", "manque", "encore"):
        QTest.keyClicks(field, line)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.height() > low
    QApplication.processEvents()
    assert not field.verticalScrollBar().isVisible()
    assert field.verticalScrollBar().maximum() == 0
    field.clear()
    assert field.height() == low


def test_replacing_keeps_the_reason_unless_another_is_typed(desk: Desk) -> None:
    desk.open("4.1")
    desk.type("3")
    desk.fields.comment_edit.setPlainText("Protocole signé")
    desk.save()
    desk.type("2", "31/12/2026")
    desk.fields.replace_check.click()
    assert desk.fields.comment_edit.toPlainText() == "Protocole signé"
    desk.fields.replace_check.click()
    assert desk.fields.comment_edit.toPlainText() == ""
    desk.fields.replace_check.click()
    desk.settle()
    desk.save()
    assert (last(desk, "4.1").value, last(desk, "4.1").comment) == (2.0, "Protocole signé")


def test_a_reading_of_a_period_that_is_not_over_is_provisional_unless_denied(desk: Desk) -> None:
    desk.open("4.1")
    assert desk.fields.provisional_check.isChecked()
    assert not desk.fields.dirty
    desk.type("3")
    assert "La période finit le 31 déc. 2026 : le relevé est noté provisoire." in desk.told
    desk.type("3", "30/6")
    assert not desk.fields.provisional_check.isChecked()
    desk.type("3", "31/12/2026")
    assert desk.fields.provisional_check.isChecked()
    desk.fields.provisional_check.click()
    desk.settle()
    assert "serait pourtant définitif" in desk.told
    desk.type("3", "30/12/2026")
    assert not desk.fields.provisional_check.isChecked()
    desk.save()
    assert last(desk, "4.1").provisional is False


def test_escape_asks_before_it_gives_up_what_is_typed(desk: Desk) -> None:
    desk.open("4.1")
    desk.type("3")
    QTest.keyClick(desk.fields.value_edit, Qt.Key.Key_Escape)
    assert "Échap encore une fois" in desk.told
    assert desk.fields.value_edit.text() == "3"
    desk.type("4")  # going on answers
    assert "Échap" not in desk.told
    QTest.keyClick(desk.fields.value_edit, Qt.Key.Key_Escape)
    QTest.keyClick(desk.fields.value_edit, Qt.Key.Key_Escape)
    desk.settle()
    assert not desk.fields.dirty
    assert not desk.noted


def test_a_number_beyond_all_numbers_is_kept_and_not_understood(desk: Desk) -> None:
    desk.open("5.3")
    typed = "9" * 400
    desk.type(typed)
    desk.fields.sample_edit.setText(typed)
    desk.save()
    assert (desk.fields.value_edit.text(), desk.fields.sample_edit.text()) == (typed, typed)
    assert "n’est pas compris" in desk.problem("value")
    assert "entier" in desk.problem("sample")
