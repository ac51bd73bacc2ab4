"""The list of meetings: by year, filtered, one in detail, all by keyboard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu

from psq_desktop import db
from psq_desktop.errors import UserError
from psq_desktop.services import meetings, setup
from psq_desktop.views import theme
from psq_desktop.views.dialogs.new_meeting import NewMeetingDialog
from psq_desktop.views.meetings.facts import steps
from psq_desktop.views.meetings.page import MeetingsPage
from psq_desktop.views.meetings.rows import grouped, model
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.tasks import Tasks
from psq_desktop.views.tokens import ThemeName
from tests.views import audit

Show = Callable[..., None]


@pytest.fixture
def page(workspace: Workspace, show: Show) -> MeetingsPage:
    made = MeetingsPage(workspace)
    workspace.tasks.written.connect(_forward(made))
    show(made)
    return made


def _forward(page: MeetingsPage) -> Callable[..., None]:
    def on_written(changes: object, note: str) -> None:
        page.on_written(changes)  # type: ignore[arg-type]

    return on_written


@pytest.fixture
def routes(workspace: Workspace) -> list[Route]:
    found: list[Route] = []
    workspace.go.connect(found.append)
    return found


def _shown(page: MeetingsPage) -> list[int]:
    table = page.list.table
    rows = (table.model().index(i, 0) for i in range(table.model().rowCount()))
    return [
        row.number for row in (index.data(Qt.ItemDataRole.UserRole + 1) for index in rows) if hasattr(row, "number")
    ]


def _selected(page: MeetingsPage) -> int:
    assert page.list.current is not None
    return page.list.current.number


def _menu(page: MeetingsPage) -> list[str]:
    menu = QMenu()
    page.panel.fill_menu(menu)
    return [action.text().partition("\t")[0] for action in menu.actions() if action.text()]


def test_the_next_meeting_is_selected_and_told_in_detail(page: MeetingsPage) -> None:
    assert _shown(page) == [6, 5, 4, 3, 2, 1]
    assert _selected(page) == 6
    assert page.panel.sheet is not None
    assert page.panel.sheet.row.number == 6
    assert page.heading().subtitle.replace("\u00a0", " ") == "6 séances · Comité de suivi QRR"


def test_the_model_keeps_qts_rules(workspace: Workspace) -> None:
    rows = workspace.tasks.store.read(meetings.search)
    tested = model()
    QAbstractItemModelTester(tested, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tested.set_rows(grouped(rows, "all"))
    tested.set_rows(grouped(rows, "sealed"))
    index = tested.index(1, 5)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Présence")


@pytest.mark.parametrize(
    ("chip", "numbers"), [("all", [6, 5, 4, 3, 2, 1]), ("coming", [6]), ("writing", [5]), ("sealed", [3, 2, 1])]
)
def test_chips_filter_and_count(page: MeetingsPage, chip: str, numbers: list[int]) -> None:
    page.list.chips._choose(chip)
    assert _shown(page) == numbers
    assert page.list.chips._chips[chip].count == len(numbers)
    assert _selected(page) == numbers[0]


def test_the_filter_finds_and_forgives(page: MeetingsPage, workspace: Workspace) -> None:
    page.focus_filter()
    QTest.keyClicks(page.list.filter, "thematique")
    workspace.tasks.drain()
    assert _shown(page) == [4]
    QTest.keyClicks(page.list.filter, "xyz")
    workspace.tasks.drain()
    assert _shown(page) == []
    assert not page.panel.isVisible()
    page.list.table.clear_filters_requested.emit()
    workspace.tasks.drain()
    assert len(_shown(page)) == 6
    assert page.panel.isVisible()


def test_arrows_walk_enter_opens_alt_arrows_go_through_the_panel(
    page: MeetingsPage, workspace: Workspace, routes: list[Route]
) -> None:
    table = page.list.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    workspace.tasks.drain()
    assert page.panel.sheet is not None
    assert page.panel.sheet.row.number == 5
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert routes == [Route("meeting", 5)]
    for _ in range(3):  # over the head of 2025
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert _selected(page) == 2
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert _selected(page) == 3


def test_a_double_click_opens(page: MeetingsPage, routes: list[Route]) -> None:
    table = page.list.table
    spot = table.visualRect(table.model().index(2, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert routes == [Route("meeting", 5)]


def test_delete_removes_a_coming_meeting_with_a_note(page: MeetingsPage, workspace: Workspace) -> None:
    notes: list[str] = []
    workspace.tasks.written.connect(lambda changes, note: notes.append(note))
    page.list.table.setFocus()
    QTest.keyClick(page.list.table, Qt.Key.Key_Delete)
    workspace.tasks.drain()
    assert notes == ["Séance n°\u00a06 supprimée"]
    assert [row.number for row in workspace.tasks.store.read(meetings.search)] == [5, 4, 3, 2, 1]
    assert _shown(page) == [5, 4, 3, 2, 1]
    assert _selected(page) == 5
    workspace.tasks.drain()


def test_a_held_meeting_is_not_offered_for_deletion_and_the_service_refuses(
    page: MeetingsPage, workspace: Workspace
) -> None:
    refused: list[UserError] = []
    workspace.tasks.refused.connect(refused.append)
    assert _menu(page) == ["Afficher la séance", "Supprimer"]
    page.open(Route("meetings", 5))
    workspace.tasks.drain()
    assert _menu(page) == ["Afficher la séance", "Exporter le compte rendu…"]
    QTest.keyClick(page.list.table, Qt.Key.Key_Delete)
    workspace.tasks.drain()
    assert [error.code for error in refused] == ["meeting_in_use"]
    assert len(_shown(page)) == 6
    page.open(Route("meetings", 6))
    workspace.write(meetings.start, 6)
    workspace.tasks.drain()
    assert _menu(page) == ["Afficher la séance"]  # while it is in session


def test_export_asks_for_the_minutes_of_the_selected_or_latest_held_meeting(
    page: MeetingsPage, workspace: Workspace
) -> None:
    asked: list[tuple[str, int, str]] = []
    workspace.export_requested.connect(lambda *what: asked.append(what))
    page.export_button.click()
    page.open(Route("meetings", 3))
    workspace.tasks.drain()
    page.export_button.click()
    assert asked == [("minutes", 5, "partners"), ("minutes", 3, "partners")]
    assert "n°\u00a03" in page.export_button.toolTip()


def test_the_checklist_says_what_is_ready(workspace: Workspace, today: dt.date) -> None:
    sheet = workspace.tasks.store.read(meetings.sheet, 6)
    told = {step.title: (step.detail.replace("\u00a0", " "), step.done) for step in steps(sheet, today)}
    assert told == {
        "Date et lieu": ("13 décembre, 9 h 30, Sous-préfecture de Calais, salle du conseil", True),
        "Ordre du jour": ("7 points, 80 min, fin 10 h 50", True),
        "Convocations": ("envoyées le 13 novembre", True),
        "Réponses": ("9 sur 16, 7 attendues", False),
        "Émargement": ("feuille prête à imprimer", False),
    }


def test_a_held_meeting_tells_its_minutes_presence_and_decisions(workspace: Workspace, today: dt.date) -> None:
    sheet = workspace.tasks.store.read(meetings.sheet, 5)
    told = [step.detail.replace("\u00a0", " ").replace("\u202f", " ") for step in steps(sheet, today)]
    assert told == ["Diffusé", "11 sur 16 présents ou représentés, 69 %", "8 décisions, 5 ouvertes"]


def test_presence_bars_agree_with_the_list(page: MeetingsPage) -> None:
    said = [line.accessibleName().replace("\u00a0", " ").replace("\u202f", " ") for line in page.presence.lines.lines]
    assert said[0] == "n° 5 · 23 sept. : 69 %, 9 présents, 2 représentés, 3 excusés, 2 absents"
    assert len(said) == 5


@pytest.fixture
def young(qapp: QApplication, empty_database: db.Database, today: dt.date) -> Iterator[Workspace]:
    empty_database.write(setup.create_base, district="Beau-Marais", city="Calais", committee="Comité de suivi")
    made = Workspace(Tasks(empty_database), today)
    yield made
    made.tasks.close()


def test_an_empty_list_offers_the_first_meeting(young: Workspace, show: Show) -> None:
    page = MeetingsPage(young)
    show(page)
    young.tasks.drain()
    assert page.empty.isVisible()
    assert [action.accessibleName() for action in page.heading().actions] == ["Nouvelle séance"]
    page.empty.chosen.emit("Nouvelle séance")
    young.tasks.drain()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewMeetingDialog)
    dialog.reject()


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
@pytest.mark.parametrize("scale", [1.0, 1.4])
def test_nothing_is_unnamed_or_cut(
    qapp: QApplication, workspace: Workspace, show: Show, name: ThemeName, scale: float
) -> None:
    theme.apply(qapp, name, scale)
    page = MeetingsPage(workspace)
    show(page, 1308, 602)
    QApplication.processEvents()  # lay out what came
    assert list(audit.unnamed_controls(page)) == []
    assert list(audit.cut_texts(page)) == []
