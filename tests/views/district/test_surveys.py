"""« Enquêtes » on the screen: what is shown, a wave typed by keyboard and pasted, what is hidden staying hidden."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from psq_desktop import db
from psq_desktop.services.evaluation import quarterly, surveys, triangle
from psq_desktop.views.district.surveys import SurveysTab
from psq_desktop.views.district.surveys_chart import ToldCard
from psq_desktop.views.district.surveys_forms import SurveyDialog, WaveDialog
from psq_desktop.views.district.surveys_wave import LandingDialog, WaveView
from psq_desktop.views.screen import Workspace
from tests.views.audit import unnamed_controls

Show = Callable[[QWidget, int, int], None]


def _dialog(kind: type[QDialog]) -> QDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def test_where_the_room_is_short_the_sentence_is_read_before_it_is_poured(
    workspace: Workspace, show: Show, demo_database: db.Database
) -> None:
    card = ToldCard(workspace)
    card.show_triangle(demo_database.read(triangle.compose, workspace.today, triangle.USUAL_MONTHS))
    show(card, 310, 600)
    for height, first in ((600, False), (320, True), (600, False)):
        card.resize(card.width(), height)
        for _ in range(3):
            QApplication.processEvents()
        box = card._box
        assert (box.mapTo(card, box.rect().topLeft()).y() < 120) is first
        assert box.mapTo(card, box.rect().bottomLeft()).y() < card.pour_button.mapTo(card, box.rect().topLeft()).y()


def test_a_wave_from_the_chart_to_the_readings(
    workspace: Workspace, show: Show, demo_database: db.Database, tmp_path: Path
) -> None:
    tab = SurveysTab(workspace)
    tab.reload()
    show(tab, 1300, 700)
    assert "43" in tab.chart.words
    assert unnamed_controls(tab) == []
    assert [row.number for row in (tab.current,) if row] == [3]

    # what is poured stands in the note of the wave's quarter, once
    tab.told.pour_button.click()
    tab.told.pour_button.click()
    workspace.tasks.drain()
    note = demo_database.read(quarterly.of_quarter, 2026, 4, workspace.today)
    assert note is not None

    # Entrée: the results, with what may not be shown told so
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    workspace.tasks.drain()
    view = _dialog(WaveView)
    assert isinstance(view, WaveView)
    assert view.sheet.row.hidden == 4
    view.reject()

    # a new wave: pasted as counts; a sum that is wrong is told at the grid and nothing is lost
    tab.add_wave()
    workspace.tasks.drain()
    form = _dialog(WaveDialog)
    assert isinstance(form, WaveDialog)
    values = {"starts_on": workspace.today, "ends_on": workspace.today, "answered": 400, "contacted": 1000}
    form.form.set_values(values, force=True)
    grid = form.grids[0].grid
    grid.setCurrentCell(0, 1)
    QGuiApplication.clipboard().setText("100\t120\t100\t60\t40")
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    form.submit()
    workspace.tasks.drain()
    assert "400" in form.grids[0].problem.text()
    # far too few: asked about at the grid before anything is recorded
    grid.setCurrentCell(0, 1)
    QGuiApplication.clipboard().setText("10\t12\t10\t60\t40")
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    form.submit()
    workspace.tasks.drain()
    assert "20\u202f%" in form.grids[0].problem.text() and form.grids[0].anyway_button.isVisible()
    assert [row.number for row in demo_database.read(surveys.search, workspace.today) if row.number == 4] == []
    # the same from a file, in percentages; then right
    table = tmp_path / "vague.csv"
    table.write_text("groupe;réponse;nombre\nEnsemble;Toujours;25 %\nEnsemble;Souvent;30 %\n", encoding="utf-8")
    form.take_file(form.grids[0], table)
    workspace.tasks.drain()
    assert form.grids[0].percent
    assert (grid.text(0, 1), grid.text(0, 3)) == ("25 %", "")
    for place, text in ((3, "25"), (4, "15"), (5, "5")):
        grid.put(0, place, text)
    form.submit()
    workspace.tasks.drain()
    workspace.tasks.drain()

    # its headline is offered as a reading, and recorded when that is confirmed
    landing = _dialog(LandingDialog)
    assert isinstance(landing, LandingDialog)
    landing.record_button.click()
    workspace.tasks.drain()
    row = next(row for row in demo_database.read(surveys.search, workspace.today) if row.number == 4)
    assert row.wave_id is not None
    assert [each.replaces for each in demo_database.read(surveys.landings, row.wave_id)] == [55.0]


def test_a_survey_that_lacks_answers_is_refused_at_its_field(workspace: Workspace, show: Show) -> None:
    tab = SurveysTab(workspace)
    show(tab, 1000, 600)
    tab.create_new()
    workspace.tasks.drain()
    form = _dialog(SurveyDialog)
    assert isinstance(form, SurveyDialog)
    form.form.set_values({"title": "Enquête", "q_text": "Question"}, force=True)
    form.submit()
    assert form.form.problem("q_answers")  # as soon as the rest of what is required
    form.form.set_values({"q_answers": "Oui"}, force=True)
    form.submit()
    workspace.tasks.drain()
    assert "deux" in form.form.problem("q_answers")
    assert form.isVisible()
    QDialog.reject(form)
