"""The quarterly note, the liaisons and the victims on the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from psq_desktop.services.kinds import NoteHeading
from psq_desktop.views.district.liaisons import LiaisonsTab
from psq_desktop.views.district.note_page import NotePage
from psq_desktop.views.district.page import DistrictPage
from psq_desktop.views.district.victims import VictimsTab
from psq_desktop.views.kit import Badge
from psq_desktop.views.screen import Route, Workspace
from tests.views.audit import unnamed_controls

Show = Callable[[QWidget, int, int], None]


@pytest.fixture
def note(workspace: Workspace, show: Show) -> NotePage:
    page = NotePage(workspace)
    workspace.tasks.written.connect(lambda changes, _note: page.on_written(changes))
    page.open(Route("note", part="2026-T4"))
    show(page, 1300, 760)
    return page


def words(widget: QWidget) -> str:
    labels = (each.text() for each in widget.findChildren(QLabel) if each.isVisible())
    return "\n".join(labels).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_note_is_drafted_rewritten_in_place_and_finished_by_keyboard(note: NotePage) -> None:
    drain = note.workspace.tasks.drain
    papers: list[tuple[str, str]] = []
    note.workspace.paper_requested.connect(lambda way, what, _paper: papers.append((way, what)))
    assert note.preview() is False  # nothing yet
    note.create_new()
    drain()
    assert "Trois postes fidélisés sont vacants sur 12" in words(note)
    assert "Source : Postes fidélisés, au 22 novembre 2026" in words(note)
    assert unnamed_controls(note) == []
    view = next(iter(note.board.views.values()))
    view.edit_button.setFocus()
    QTest.keyClick(view.edit_button, Qt.Key.Key_F2)
    assert view.editor is not None
    QTest.keyClicks(view.editor.field, "Selon Mme Vauban, rien.")
    assert "Vauban" in note.unsaved_text()
    QTest.keyClick(view.editor.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    drain()
    assert "Mme Vauban" in words(view)  # refused at the field, and still typed
    view.editor.field.setPlainText("Deux rencontres ont eu lieu.")
    QTest.keyClick(view.editor.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    drain()
    assert view.editor is None and "Deux rencontres ont eu lieu." in words(view)
    assert [badge.isVisible() for badge in view.findChildren(Badge)] == [True]  # « Modifiée »
    note.board.sections[NoteHeading.SUCCESSES].add()
    editor = note.board.sections[NoteHeading.SUCCESSES].editor
    assert editor is not None
    QTest.keyClicks(editor.field, "Une fresque.")
    QTest.keyClick(editor.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    drain()
    assert "Une fresque." in words(note.board.sections[NoteHeading.SUCCESSES])
    assert note.preview() and note.export()
    assert papers == [("preview", "quarterly-note"), ("export", "quarterly-note")]
    note.finish_button.click()
    drain()
    assert "terminée" in note.heading().subtitle
    assert not view.edit_button.isVisible() and not view.box.isEnabled()


def test_headings_are_read_and_gone_through_in_the_order_of_the_instruction(note: NotePage) -> None:
    said: list[str] = []
    note.workspace.tasks.written.connect(lambda _changes, text: said.append(text))
    note.draft()
    note.workspace.tasks.drain()
    note.draft()
    note.workspace.tasks.drain()
    assert said == ["Note rédigée", "Note actualisée"]
    cards = list(note.board.sections.values())
    assert [card.heading for card in cards] == list(NoteHeading)
    left = [card.mapTo(note.board, card.rect().topLeft()) for card in cards]
    assert [(point.x() > left[0].x(), point.y() > left[0].y()) for point in left] == [
        (False, False), (False, True), (True, False), (True, True),
    ]  # fmt: skip
    met: list[NoteHeading] = []
    widget: QWidget | None = cards[0].add_button
    for _ in range(1000):
        found = next((card.heading for card in cards if widget is not None and card.isAncestorOf(widget)), None)
        stops = widget is not None and widget.isVisible() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if found is not None and stops and found not in met[-1:]:
            met.append(found)
        widget = widget.nextInFocusChain() if widget is not None else None
        if widget is cards[0].add_button:
            break
    assert met == list(NoteHeading)


def test_liaisons_are_masked_until_asked_and_again_when_the_tab_is_left(workspace: Workspace, show: Show) -> None:
    page = DistrictPage(workspace)
    workspace.tasks.written.connect(lambda changes, _note: page.on_written(changes))
    page.open(Route("district", part="liaisons"))
    show(page, 1300, 760)
    tab = page.tab
    assert isinstance(tab, LiaisonsTab)
    assert "RO-01" in words(tab.card) and "118 sur 150 jours" in words(tab.card)
    said = [row.display for row in tab.list.rows]
    assert said == ["R•••••• G.", "B•••• A.", "F•••••• E."]
    tab.mask_button.click()
    workspace.tasks.drain()
    assert "Mme Ghislaine Roussez" in {row.display for row in tab.list.rows}
    page.open(Route("district", part="victims"))
    workspace.tasks.drain()
    assert [row.display for row in tab.list.rows] == said
    victims = page.tab
    assert isinstance(victims, VictimsTab)
    assert "38 min" in words(victims.cards) and "cible : 25 min au plus, objectif 5.2" in words(victims.cards)
    assert "25" in victims.chart.words
    victims.list.keep_only("hidden")
    workspace.tasks.drain()
    assert "moins de 10 avis" in words(victims.sheet) and "67 %" not in words(victims.sheet)
    assert unnamed_controls(page) == []


def test_the_names_of_liaisons_are_asked_for_in_the_journal(workspace: Workspace, show: Show) -> None:
    from psq_desktop.services import history

    tab = LiaisonsTab(workspace)
    show(tab, 1200, 700)
    tab.unmasked.reveal()
    tab.unmasked.mask()  # before the journal answered: nothing shows
    workspace.tasks.drain()
    assert not tab.unmasked.any
    told: list[object] = []
    workspace.read(history.changes, then=told.extend)
    workspace.tasks.drain()
    assert any(getattr(row, "action", "") == "unmasking.reveal" for row in told)
