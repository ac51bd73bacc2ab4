"""The help window and its pages."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from psq_desktop import resources
from psq_desktop.views import theme
from psq_desktop.views.dialogs.help import PAGES, HelpWindow, page_text

KEYS = [key for key, _ in PAGES]


@pytest.fixture
def window(qtbot: QtBot) -> HelpWindow:
    made = HelpWindow()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("key", KEYS)
def test_every_page_exists_has_a_title_and_good_links(key: str) -> None:
    text = page_text(key)
    assert text.startswith("# ")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert target.removesuffix(".md") in KEYS, target


def test_no_page_is_forgotten() -> None:
    assert {path.stem for path in resources.path("help").glob("*.md")} == set(KEYS)


def test_the_scope_is_stated_where_people_write() -> None:
    for key in ("accueil", "ordre-du-jour", "compte-rendu", "decisions"):
        text = page_text(key).lower()
        assert "individuelle" in text or "victime" in text, key


def test_links_lead_from_page_to_page_and_back(window: HelpWindow, qtbot: QtBot) -> None:
    window.show_page("accueil")
    window.browser.anchorClicked.emit(QUrl("partenaires.md"))
    assert window.page == "partenaires"
    assert "boîte fonctionnelle" in window.browser.toPlainText()
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page == "accueil"
    assert not window.back_button.isEnabled()


def test_the_contents_are_walked_with_the_keyboard(window: HelpWindow, qtbot: QtBot) -> None:
    window.show_page("accueil")
    qtbot.keyClick(window.contents, Qt.Key.Key_Down)
    assert window.page == "seances"


def test_an_unknown_page_falls_back_on_the_first(window: HelpWindow) -> None:
    window.show_page("n-existe-pas")
    assert window.page == "accueil"


def test_the_page_follows_the_theme(window: HelpWindow, qapp: QApplication) -> None:
    theme.apply(qapp, "dark", 1.4)
    assert window.browser.document().defaultFont().pointSizeF() == theme.font(10.5).pointSizeF()


def test_it_does_not_block_the_work_and_goes_with_its_owner(qtbot: QtBot) -> None:
    owner = QWidget()
    made = HelpWindow(owner)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    assert not made.isModal()
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert made.isHidden()
    owner.deleteLater()
    qtbot.waitUntil(lambda: not isValid(made))
