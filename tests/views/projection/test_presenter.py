"""The windows that the room sees: on a second screen or beside one's work, blackened, unplugged, closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import live
from psq_desktop.views.projection.presenter import PREVIEW, UNPLUGGED, Presenter
from psq_desktop.views.projection.reading import ReadingStage
from psq_desktop.views.projection.window import StageWindow, second
from psq_desktop.views.screen import DraftDecision, Workspace

MEETING = 6
AT = 1_797_000_000


@dataclass(frozen=True)
class Screen:
    """A screen that is not there."""

    room: QRect

    def geometry(self) -> QRect:
        return self.room

    def availableGeometry(self) -> QRect:
        return self.room


DESK = Screen(QRect(0, 0, 1600, 900))
WALL = Screen(QRect(1600, 0, 1920, 1080))


@pytest.fixture
def presenter(qtbot: QtBot, workspace: Workspace) -> Iterator[Presenter]:
    workspace.write(live.start, MEETING, AT, dt.time(14, 30))
    window = QWidget()
    qtbot.addWidget(window)
    made = Presenter(workspace, window)
    made.clock = lambda: dt.datetime.fromtimestamp(AT + 30)
    made.screens = lambda: [DESK]
    yield made
    made.close()


def project(presenter: Presenter, workspace: Workspace) -> StageWindow:
    workspace.projection_requested.emit(MEETING)
    workspace.tasks.drain()
    assert presenter.projection is not None
    return presenter.projection


def said(window: StageWindow) -> str:
    return window.stage.accessibleDescription()


def go_to(workspace: Workspace, rank: int) -> int:
    item = workspace.tasks.store.read(agenda.items, MEETING)[rank - 1].id
    workspace.write(live.go_to, MEETING, item, AT + 10)
    workspace.tasks.drain()
    return int(item)


def blacked(window: StageWindow) -> bool:
    picture = window.grab().toImage()
    return {picture.pixelColor(x, y).name() for x in range(0, 700, 50) for y in (20, 60, 200)} == {"#000000"}


def test_without_a_second_screen_a_preview_opens_beside_the_work(presenter: Presenter, workspace: Workspace) -> None:
    window = project(presenter, workspace)
    assert (window.projecting, window.windowTitle()) == (False, PREVIEW)
    assert DESK.room.contains(window.geometry())
    assert round(window.width() / window.height(), 2) == 1.78
    assert "Point\u00a01 sur 7" in said(window) or "Point 1 sur 7" in said(window)
    workspace.projection_requested.emit(MEETING)
    assert presenter.projection is None and not window.isVisible()


def test_a_mirrored_screen_is_no_second_one() -> None:
    assert second([DESK, Screen(QRect(DESK.room))], DESK) is None
    assert second([WALL, DESK], DESK) is WALL


def test_unplugging_the_screen_loses_nothing_and_plugging_it_fills_it_again(
    presenter: Presenter, workspace: Workspace
) -> None:
    told: list[str] = []
    presenter.told.connect(told.append)
    presenter.screens = lambda: [DESK, WALL]
    window = project(presenter, workspace)
    assert window.projecting and not window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    item = go_to(workspace, 2)
    workspace.decision_drafted.emit(DraftDecision(item, "D-38", "Poser dix potelets", "VC", None))
    QTest.keyClick(window, Qt.Key.Key_B)
    before = said(window)
    presenter.on_screen_removed(WALL)
    assert (window.projecting, window.isVisible(), told) == (False, True, [UNPLUGGED])
    assert (said(window), window.stage.black) == (before, True)
    assert "Poser dix potelets" in before
    presenter.on_screen_added()
    assert window.projecting and len(told) == 1


def test_b_blackens_and_escape_closes(presenter: Presenter, workspace: Workspace) -> None:
    window = project(presenter, workspace)
    assert not blacked(window)
    QTest.keyClick(window, Qt.Key.Key_B)
    assert blacked(window)
    presenter.toggle_black()
    assert not blacked(window)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert presenter.projection is None


def test_the_next_item_may_be_asked_for_in_the_preview(presenter: Presenter, workspace: Workspace) -> None:
    asked: list[str] = []
    presenter.acted.connect(asked.append)
    window = project(presenter, workspace)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["next_item", "previous_item"]


def test_a_reserved_item_shows_neither_its_title_nor_what_is_typed(presenter: Presenter, workspace: Workspace) -> None:
    window = project(presenter, workspace)
    item = go_to(workspace, 4)
    workspace.decision_drafted.emit(DraftDecision(item, "D-38", "Texte secret", "VC", None))
    assert "Texte secret" in said(window)
    title = workspace.tasks.store.read(agenda.items, MEETING)[3].title
    workspace.write(agenda.set_field, item, "disclosure", DisclosureLevel.RESTRICTED)
    workspace.tasks.drain()
    assert "Point réservé" in said(window)
    assert title not in said(window) and "Texte secret" not in said(window)


def test_decisions_are_read_one_after_the_other_to_the_end(presenter: Presenter, workspace: Workspace) -> None:
    for text in ("Poser dix potelets", "Ouvrir le gymnase"):
        workspace.write(decisions.create, MEETING, text)
    secret = go_to(workspace, 4)
    workspace.write(agenda.set_field, secret, "disclosure", DisclosureLevel.RESTRICTED)
    workspace.write(decisions.create, MEETING, "Texte secret", item_id=secret)
    workspace.reading_requested.emit(MEETING)
    workspace.tasks.drain()
    assert presenter.reading is not None
    stage = presenter.reading.stage
    assert isinstance(stage, ReadingStage)
    pages = [(stage.position, stage.lines())]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Right):
        QTest.keyClick(presenter.reading, key)
        pages.append((stage.position, stage.lines()))
    nobody = ("Aucun pilote n’est désigné.", "Aucune échéance n’est fixée.")
    end = ("Tout est lu", "2\u00a0décisions lues.", "1\u00a0décision réservée n’est pas lue.")
    assert pages == [
        ("1 sur 2", ("Poser dix potelets", *nobody)),
        ("2 sur 2", ("Ouvrir le gymnase", *nobody)),
        ("", end),
        ("", end),
    ]
    QTest.keyClick(presenter.reading, Qt.Key.Key_Left)
    assert stage.position == "2 sur 2"
