"""Shell, search, toast, chips, first start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from psq_desktop.views import theme
from psq_desktop.views.kit import Button, Chip, Chips, IconButton, Note, Tabs, Toast
from psq_desktop.views.shell.frame import Shell
from psq_desktop.views.shell.result_list import ResultRow
from psq_desktop.views.shell.search import SearchEntry, SearchField
from psq_desktop.views.shell.sidebar import NavButton
from tests.views.kit import pages
from tests.views.kit.finding import child


@pytest.fixture
def shell(qtbot: QtBot) -> Shell:
    made = pages.framed("empty")
    qtbot.addWidget(made)
    made.resize(1536, 840)
    made.show()
    return made


def test_the_sidebar_folds_under_1400_pixels_times_the_text_size(shell: Shell, qapp: QApplication) -> None:
    assert not shell.narrow
    shell.resize(1399, 800)
    assert shell.narrow
    shell.resize(1536, 800)
    assert not shell.narrow
    theme.apply(qapp, "light", 1.4)
    assert shell.narrow


@pytest.mark.parametrize("name", list(pages.PAGES))
def test_no_page_makes_the_window_larger_than_a_small_screen(qapp: QApplication, qtbot: QtBot, name: str) -> None:
    theme.apply(qapp, "light", 1.4)
    made = pages.framed(name)
    qtbot.addWidget(made)
    assert made.minimumSizeHint().width() <= 1280
    assert made.minimumSizeHint().height() <= 640


def test_navigation(shell: Shell, qtbot: QtBot) -> None:
    button = next(b for b in shell.findChildren(NavButton) if b.entry.key == "partners")
    with qtbot.waitSignal(shell.navigate) as gone:
        QTest.keyClick(button, Qt.Key.Key_Return)
    assert gone.args == ["partners"]
    assert button.isChecked()
    counted = next(b for b in shell.findChildren(NavButton) if b.entry.key == "decisions")
    assert counted.accessibleName() == "Décisions, 3\u00a0à traiter"


def test_the_search_ignores_accents_and_goes_by_keyboard(shell: Shell, qtbot: QtBot) -> None:
    palette = shell.search_palette
    shell.focus_search()
    QTest.keyClicks(palette.field, "DECISIONS ret")
    assert [entry.key for entry in palette.results() if isinstance(entry, SearchEntry)] == ["late"]
    with qtbot.waitSignal(shell.search_chosen) as chosen:
        QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert chosen.args == ["late"]
    assert palette.isHidden()
    shell.focus_search()
    assert palette.field.text() == ""
    QTest.keyClicks(palette.field, "zzz")
    assert palette.results() == ()
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.isHidden()


def test_arrows_and_tab_move_in_the_search_results(shell: Shell, qtbot: QtBot) -> None:
    palette = shell.search_palette
    QTest.keyClick(child(shell, SearchField), Qt.Key.Key_Down)
    assert len(palette.results()) == 3
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(palette.field, key)
    with qtbot.waitSignal(shell.search_chosen) as chosen:
        QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert chosen.args == ["new-meeting"]


def test_letters_typed_in_the_top_bar_open_the_palette_with_them(shell: Shell) -> None:
    QTest.keyClicks(child(shell, SearchField), "H")
    assert shell.search_palette.field.text() == "H"
    QTest.mouseClick(shell.search_palette, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert shell.search_palette.isHidden()


def test_answers_to_what_is_typed_no_more_are_dropped_and_entree_waits_for_the_last(shell: Shell, qtbot: QtBot) -> None:
    palette, asked = shell.search_palette, list[str]()
    palette.ask = asked.append
    shell.focus_search()
    QTest.keyClicks(palette.field, "ab")
    assert asked == ["a", "ab"]
    palette.show_results("a", (ResultRow("Objectifs", "Ancien", "old"),))
    assert "old" not in palette.results()
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    with qtbot.waitSignal(shell.search_opened) as opened:
        palette.show_results("ab", (ResultRow("Objectifs", "Abords", "new"),))
    assert opened.args == ["new"]


def test_the_top_bar_buttons_are_signals(shell: Shell, qtbot: QtBot) -> None:
    buttons = {b.accessibleName(): b for b in shell.findChildren(IconButton)}
    for name, signal in (("Thème clair ou sombre", shell.theme_requested), ("Aide", shell.help_requested)):
        with qtbot.waitSignal(signal):
            buttons[name].click()


def test_actions_are_taken_back_alive(shell: Shell) -> None:
    mine = Button("Exporter")
    shell.set_actions((mine,))
    shell.set_actions(())
    assert mine.text() == "Exporter"
    shell.set_actions((mine,))
    assert mine.isVisible()
    shell.set_actions(())
    mine.deleteLater()


def test_toast_undo_by_keyboard(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(800, 500)
    ground.show()
    toast = Toast(ground)
    toast.show_message("Point 4 retiré")
    assert toast.isVisible()
    assert toast.accessibleName() == "Point 4 retiré"
    undo = next(b for b in toast.findChildren(Button) if b.text() == "Annuler")
    assert undo.focusPolicy() & Qt.FocusPolicy.TabFocus
    with qtbot.waitSignal(toast.undo_requested):
        QTest.keyClick(undo, Qt.Key.Key_Return)
    assert not toast.isVisible()


def test_a_toast_covers_the_status_bar_and_nothing_of_the_page(shell: Shell) -> None:
    shell.toast.show_message("Séance ouverte")
    page = shell.page
    assert page is not None
    foot = page.mapTo(shell, page.rect().bottomLeft()).y()
    assert foot - shell.toast.geometry().top() < 12  # the margin under every page


def test_toast_goes_by_itself_and_by_escape(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(400, 300)  # away from the pointer: it would keep the toast
    elsewhere = QLineEdit(ground)
    with qtbot.waitExposed(ground):
        ground.show()
    elsewhere.setFocus()
    toast = Toast(ground)
    with qtbot.waitSignal(toast.closed):
        toast.show_message("Enregistré", undo=False, seconds=0.01)
    toast.show_message("Point 4 retiré")
    with qtbot.waitSignal(toast.closed):
        QTest.keyClick(toast, Qt.Key.Key_Escape)


def test_chips_choose_and_become_a_list_where_the_room_is_short(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    chips = Chips((Chip("all", "Toutes", 6), Chip("late", "En retard", 3)), "Décisions affichées", ground)
    chips.resize(600, 32)
    ground.show()
    late = next(b for b in chips.findChildren(Button) if "retard" in b.text())
    assert late.accessibleName() == "En retard, 3"
    with qtbot.waitSignal(chips.chosen) as chosen:
        late.click()
    assert chosen.args == ["late"]
    late.click()
    assert late.isChecked()
    chips.set_counts({"late": 2})
    assert late.accessibleName() == "En retard, 2"
    chips.resize(120, 32)
    assert not late.isVisible()
    with qtbot.waitSignal(chips.chosen):
        chips._list.activated.emit(0)
    assert chips.current == "all"


def test_tabs_give_keys(qtbot: QtBot) -> None:
    tabs = Tabs((("agenda", "Ordre du jour"), ("people", "Participants")), "Séance")
    qtbot.addWidget(tabs)
    with qtbot.waitSignal(tabs.chosen) as chosen:
        tabs.set_current("people")
    assert chosen.args == ["people"]
    assert tabs.current == "people"


def test_a_note_says_its_kind(qtbot: QtBot) -> None:
    note = Note("warning", "Mandat à renouveler", action="Voir")
    qtbot.addWidget(note)
    assert note.accessibleName() == "Attention, Mandat à renouveler"
    with qtbot.waitSignal(note.action_requested):
        child(note, Button).click()


def test_first_start_offers_three_ways(qtbot: QtBot) -> None:
    page = pages.first_start()
    qtbot.addWidget(page)
    page.resize(1366, 728)
    with qtbot.waitExposed(page):
        page.show()
    buttons = {b.accessibleName(): b for b in page.findChildren(Button)}
    ways = {
        "Créer ma base": page.create_requested,
        "Choisir un fichier": page.open_requested,
        "Explorer": page.explore_requested,
        "Apparence": page.theme_requested,
        "Aide": page.help_requested,
    }
    for name, signal in ways.items():
        with qtbot.waitSignal(signal):
            buttons[name].click()
