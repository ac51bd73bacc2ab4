"""Rows, groups, keyboard and selection of the shared table."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from psq_desktop.views.kit import Column, Group, RowsModel, TableView, Text, TwoLines
from tests.views.kit.samples import (
    DECISION_COLUMNS,
    DECISIONS,
    MEETING_COLUMNS,
    MEETINGS,
    SEAT_COLUMNS,
    SEATS,
    DecisionLine,
)

Make = Callable[[], TableView]


@pytest.fixture
def table(qtbot: QtBot) -> TableView:
    view = TableView(RowsModel(DECISION_COLUMNS, DECISIONS), "Registre")
    qtbot.addWidget(view)
    view.resize(1000, 600)
    view.show()
    return view


def keys(model: RowsModel[DecisionLine]) -> list[object]:
    return [model.id_at(i) or model.group_at(i) for i in range(model.rowCount())]


@pytest.mark.parametrize(
    ("columns", "rows"), [(DECISION_COLUMNS, DECISIONS), (MEETING_COLUMNS, MEETINGS), (SEAT_COLUMNS, SEATS)]
)
def test_the_model_keeps_qts_rules(columns: tuple[Column[object], ...], rows: tuple[object, ...]) -> None:
    model: RowsModel[object] = RowsModel(columns, rows)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_rows(())
    model.set_rows(rows)
    model.fold(0, True)
    model.fold(0, False)
    assert tester.model() is model
    assert model.rowCount() >= 8


def test_cells_speak_with_their_column(table: TableView) -> None:
    model = table.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(1, 0).data(role) == "N° : D-31".replace(" :", "\u00a0:")
    assert "depuis 6\u00a0jours" in model.index(1, 3).data(role)
    assert model.index(0, 0).data(role) == "En retard, 3 décisions, groupe ouvert"


def test_columns_without_title_speak_alone() -> None:
    model = RowsModel((Column[DecisionLine]("", 10, lambda d: TwoLines(d.id, "x")),), DECISIONS[1:2])
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "D-31, x"


def test_arrows_pass_over_open_heads_and_stop_on_folded_ones(table: TableView, qtbot: QtBot) -> None:
    table.select_first()
    assert table.current_row.id == "D-31"
    for _ in range(3):
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.current_row.id == "D-28"
    QTest.keyClick(table, Qt.Key.Key_Up)
    assert table.current_row.id == "D-22"
    table.select("D-24")
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == table.model().rowCount() - 1
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert table.current_row.id == "D-32"


def test_left_folds_the_group_and_right_opens_it(table: TableView, qtbot: QtBot) -> None:
    table.select("D-27")
    before = table.model().rowCount()
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert table.model().rowCount() == before - 3
    assert table.currentIndex().row() == 0
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert table.model().rowCount() == before
    assert table.current_row.id == "D-31"


def test_a_click_on_a_head_folds_it(table: TableView, qtbot: QtBot) -> None:
    before = table.model().rowCount()
    where = table.visualRect(table.model().index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert table.model().rowCount() == before - 3


def test_enter_and_delete_give_the_row(table: TableView, qtbot: QtBot) -> None:
    table.select("D-22")
    with qtbot.waitSignal(table.row_activated) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].id == "D-22"
    with qtbot.waitSignal(table.remove_requested) as removed:
        QTest.keyClick(table, Qt.Key.Key_Delete)
    assert removed.args[0].id == "D-22"


def test_copy_gives_tab_separated_words(table: TableView, qtbot: QtBot) -> None:
    table.select("D-31")
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\t")
    assert copied[0] == "D-31"
    assert copied[4:] == ["En cours", "—", "n°\u00a05"]


def test_the_selection_survives_new_rows_by_identity(table: TableView, qtbot: QtBot) -> None:
    table.select("D-28")
    with qtbot.assertNotEmitted(table.row_selected):
        table.set_rows(DECISIONS[4:])
    assert table.current_row.id == "D-28"
    with qtbot.waitSignal(table.row_selected) as gone:
        table.set_rows(DECISIONS[:2])
    assert gone.args == [None]
    assert table.current_row is None


def test_folded_groups_stay_folded_by_title(table: TableView, qtbot: QtBot) -> None:
    table.select("D-31")
    QTest.keyClick(table, Qt.Key.Key_Left)
    table.set_rows(DECISIONS)
    assert isinstance(keys(table.model())[1], Group)  # type: ignore[arg-type]


def test_an_empty_filtered_list_offers_to_clear_the_filters(table: TableView, qtbot: QtBot) -> None:
    table.set_rows((), filtered=True)
    button = next(b for b in table.findChildren(type(table._no_rows._clear)) if b.isVisible())
    with qtbot.waitSignal(table.clear_filters_requested):
        button.click()
    table.set_rows((), empty="Aucune décision pour l’instant")
    assert not button.isVisible()


def test_optional_columns_leave_first_where_the_room_is_short(table: TableView) -> None:
    table.resize(1000, 400)
    assert not table.isColumnHidden(6)
    table.resize(700, 400)
    assert table.isColumnHidden(6)
    assert not table.isColumnHidden(4)


def test_a_stretching_column_takes_the_room_left(table: TableView) -> None:
    assert sum(table.columnWidth(i) for i in range(7)) == table.viewport().width()


def test_one_thousand_rows_scroll_smoothly(qtbot: QtBot) -> None:
    model = RowsModel((Column[int]("N°", 60, lambda n: Text(str(n)), stretch=True),), range(1000), row_id=lambda n: n)
    view = TableView(model, "Mille")
    qtbot.addWidget(view)
    view.show()
    assert view.select(999)
    assert view.current_row == 999
