"""The matrix of partners and objectives: what it says, and what the keyboard does in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from psq_desktop.services.kinds import CommitmentState, DisclosureLevel, OutlookState, Pace, Priority
from psq_desktop.services.steering import matrix
from psq_desktop.services.steering.progress_rows import Gap, Matrix, MatrixCell, MatrixPartner, ObjectiveRow
from psq_desktop.views.objectives.legend import MatrixLegend
from psq_desktop.views.objectives.matrix_model import MatrixModel, said, tile
from psq_desktop.views.objectives.page import ObjectivesPage
from psq_desktop.views.screen import Route, Workspace
from tests.views.objectives.pages import by_code


@pytest.fixture
def found(workspace: Workspace) -> Matrix:
    rows: Matrix = workspace.tasks.store.read(matrix.build, workspace.today)
    return rows


@pytest.fixture
def model(qtbot: QtBot, found: Matrix) -> MatrixModel:
    made = MatrixModel()
    made.set_matrix(found)
    return made


@pytest.fixture
def shown(workspace: Workspace, page: ObjectivesPage) -> ObjectivesPage:
    page.open(Route("objectives", part="matrix"))
    workspace.tasks.drain()
    return page


def names(model: MatrixModel) -> list[str]:
    return [partner.name for partner in model.partners]


def codes(model: MatrixModel) -> list[str]:
    return [objective.code for objective in model.objectives]


def told(model: MatrixModel, partner: str, code: str) -> str:
    index = model.index(names(model).index(partner), codes(model).index(code))
    words: str = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == words
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_cell_says_everything_in_words(model: MatrixModel) -> None:
    assert told(model, "Habitat du Détroit", "1.1").startswith(
        "Habitat du Détroit, 1.1 Libérer les halls : pilote, atteignable, 65 %"
    )
    assert ", écart −41 points" in told(model, "DIPN 62", "4.1")
    assert told(model, "Écoute Victimes", "1.1").endswith(" : non concerné")


@pytest.mark.parametrize(
    ("cell", "words", "figure"),
    [
        ((False, CommitmentState.IN_PROGRESS, 0.6, 1, 0), "engagement en cours, fait à 60 %", "60 %"),
        ((False, CommitmentState.ACCEPTED, 0.0, 1, 0), "engagement accepté, fait à 0 %", "0 %"),
        ((False, CommitmentState.ACCEPTED, None, 1, 0), "engagement accepté", ""),
        ((False, CommitmentState.PARTIAL, 0.5, 1, 1), "engagement partiel, fait à 50 %, en retard", "50 %"),
        ((False, CommitmentState.NOT_KEPT, None, 3, 2), "3 engagements, un non tenu, 2 en retard", ""),
        ((False, None, None, 0, 0), "associé, sans engagement", ""),
        ((True, None, None, 0, 0), "pilote, atteignable, 65 %", "65 %"),
    ],
)
def test_each_kind_of_part_has_its_words_and_its_figure(
    workspace: Workspace, cell: tuple[bool, CommitmentState | None, float | None, int, int], words: str, figure: str
) -> None:
    objective = by_code(workspace, "1.1")
    made = MatrixCell(1, objective.id, *cell)
    assert said(made, objective).replace("\u202f", " ") == words
    assert tile(made, objective).text.replace("\u202f", " ") == figure


def test_a_pilot_s_tile_has_a_frame_the_gap_s_mark_and_no_figure_when_progress_is_unknown(workspace: Workspace) -> None:
    objective = replace(by_code(workspace, "1.1"), gap=Gap(None, 94), progress=None)
    made = tile(MatrixCell(1, objective.id, True, None, None, 0, 0), objective)
    assert (made.pilot, made.gap, made.text) == (True, True, "–")
    assert "avancement non connu" in said(MatrixCell(1, objective.id, True, None, None, 0, 0), objective)


def test_a_text_keeps_the_partners_and_objectives_it_names_with_all_they_share(model: MatrixModel) -> None:
    model.keep("detroit")
    assert "Habitat du Détroit" in names(model)
    assert {"1.1", "1.2", "1.4"} <= set(codes(model))
    assert "5.2" not in codes(model)
    model.keep("rodeos")
    assert codes(model) == ["2.3"]
    assert "Ville de Calais" in names(model)
    model.keep("rien de tel")
    assert (names(model), codes(model)) == ([], [])
    model.keep("")
    assert len(codes(model)) == 15


def test_the_model_keeps_qt_s_rules(model: MatrixModel) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.keep("calais")
    model.keep("")
    assert tester.model() is model


def test_the_legend_names_both_families(qtbot: QtBot) -> None:
    legend = MatrixLegend()
    qtbot.addWidget(legend)
    for word in ("Atteignable", "Non renseigné", "Proposé", "Abandonné", "écart", "en retard"):
        assert word in legend.accessibleName()


def test_arrows_move_and_return_opens_the_objective_in_the_list(shown: ObjectivesPage, workspace: Workspace) -> None:
    view = shown.matrix.view
    view.setCurrentIndex(view.matrix.index(0, 0))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 1)
    QTest.keyClick(view, Qt.Key.Key_Return)
    workspace.tasks.drain()
    assert not shown.matrix.isVisible()
    assert shown.list.current == by_code(workspace, "1.2").id


def test_a_section_beyond_the_objectives_opens_nothing(shown: ObjectivesPage, qtbot: QtBot) -> None:
    view = shown.matrix.view
    with qtbot.assertNotEmitted(view.opened):
        view.horizontalHeader().sectionDoubleClicked.emit(view.matrix.columnCount())


def test_escape_goes_back_to_the_list(shown: ObjectivesPage) -> None:
    assert shown.matrix.isVisible()
    assert not shown.panel.isVisible()
    QTest.keyClick(shown.matrix.view, Qt.Key.Key_Escape)
    assert shown.list.isVisible()
    assert not shown.matrix.isVisible()


def test_ctrl_c_copies_everything_or_the_cells_selected_with_their_heads(shown: ObjectivesPage) -> None:
    view = shown.matrix.view
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    table = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    told = shown.matrix.foot.text().replace("\u00a0", " ")
    assert told == f"Copié : {len(table) - 1} partenaires, 15 objectifs. À coller dans un tableur."
    assert len(table) == len(view.matrix.partners) + 1
    assert {len(line) for line in table} == {16}
    assert table[0][:2] == ["Partenaire", "1.1 Libérer les halls"]
    QTest.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert "Copié" not in shown.matrix.foot.text()
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    lines = view.copied_text().split("\n")
    assert [line.split("\t")[0] for line in lines] == ["Partenaire", *names(view.matrix)[:2]]
    assert {len(line.split("\t")) for line in lines} == {3}


def test_what_is_written_elsewhere_reaches_the_matrix_and_the_cell_in_hand_stays(
    shown: ObjectivesPage, workspace: Workspace
) -> None:
    from psq_desktop.services.steering import objectives

    view = shown.matrix.view
    view.setCurrentIndex(view.matrix.index(3, codes(view.matrix).index("4.1")))
    partner = view.matrix.partners[3].id
    workspace.write(objectives.remove, by_code(workspace, "1.1").id)
    workspace.tasks.drain()
    workspace.tasks.drain()
    assert "1.1" not in codes(view.matrix)
    current = view.currentIndex()
    assert view.matrix.objectives[current.column()].code == "4.1"
    assert view.matrix.partners[current.row()].id == partner


def test_the_filter_narrows_the_table_and_an_empty_one_offers_to_clear(shown: ObjectivesPage) -> None:
    shown.focus_filter()
    QTest.keyClicks(shown.matrix.filter, "rodeos")
    assert codes(shown.matrix.view.matrix) == ["2.3"]
    shown.matrix.filter.setText("rien de tel")
    assert shown.matrix.view._no_rows.isVisible()
    shown.matrix.view._no_rows._clear.click()
    assert len(codes(shown.matrix.view.matrix)) == 15


def test_the_matrix_exports_and_previews_itself_for_everybody(
    qtbot: QtBot, shown: ObjectivesPage, workspace: Workspace
) -> None:
    with qtbot.waitSignal(workspace.progress_preview_requested) as asked:
        shown.export()
    with qtbot.waitSignal(workspace.progress_preview_requested) as previewed:
        shown.preview()
    assert asked.args == previewed.args == ["matrix", None, None]


def large(partners: int, objectives: int) -> Matrix:
    """Every tenth pair concerned."""
    rows = tuple(
        ObjectiveRow(
            id=i, code=f"{i // 10}.{i % 10}", axis_id=1, axis="Axe", title=f"Objectif {i}", short_title=f"Objectif {i}",
            pilot_id=i % partners, pilot="P", acronym="P", partner_ids=frozenset({i % partners}), start=None,
            due=dt.date(2027, 1, 1), priority=Priority.NORMAL, disclosure=DisclosureLevel.PARTNERS,
            outlook=OutlookState.SECURED, outlook_on=None, figure=None, progress=0.5, elapsed=0.5, pace=Pace.ON_PACE,
            gap=None, silent_days=None, last_report=None, kept=0, taken=0, late_commitments=0, trend=(),
        )
        for i in range(objectives)
    )  # fmt: skip
    members = tuple(MatrixPartner(i, f"Partenaire {i}", f"P{i}") for i in range(partners))
    pairs = [(p, o) for p in range(partners) for o in range(objectives) if (p + o) % 10 == 0]
    cells = {pair: MatrixCell(*pair, pair[0] == pair[1] % partners, CommitmentState.KEPT, 1.0, 1, 0) for pair in pairs}
    return Matrix(rows, members, cells)


def test_a_matrix_of_200_by_500_is_reached_to_its_last_cell(shown: ObjectivesPage) -> None:
    view = shown.matrix.view
    shown.matrix.set_matrix(large(200, 500))
    ctrl = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(view, Qt.Key.Key_End, ctrl)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (199, 499)
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))
