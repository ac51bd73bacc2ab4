"""The shared pages have no unnamed control and no cut text; and the audit does see both."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from psq_desktop.views import badges, theme
from psq_desktop.views.tokens import ThemeName
from tests.views.audit import cut_texts, unnamed_controls
from tests.views.kit import gallery, pages

SIZES = ((1536, 864, 1.0), (1366, 728, 1.0), (1280, 680, 1.0), (1536, 864, 1.4))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", [*pages.PAGES, "firststart"])
def test_pages_are_named_and_whole(qapp: QApplication, qtbot: QtBot, name: str, size: tuple[int, int, float]) -> None:
    width, height, scale = size
    theme.apply(qapp, "light", scale)
    window = gallery.window(name)
    qtbot.addWidget(window)
    window.resize(width, height)
    with qtbot.waitExposed(window):
        window.show()
    assert unnamed_controls(window) == []
    assert cut_texts(window) == []


@pytest.mark.parametrize("name", ["dark", "contrast", "light"])
def test_a_shown_page_follows_the_theme(qapp: QApplication, qtbot: QtBot, name: ThemeName) -> None:
    window = gallery.window("kit")
    qtbot.addWidget(window)
    window.resize(1536, 864)
    with qtbot.waitExposed(window):
        window.show()
    theme.apply(qapp, name, 1.2)
    corner = window.grab().toImage().pixelColor(window.width() - 30, window.height() - 60)
    assert corner.name() in {theme.color("bg").name(), theme.color("surface").name()}
    theme.apply(qapp, "light", 1.0)
    assert cut_texts(window) == []


def test_the_audit_sees_what_it_must(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(400, 300)
    QLineEdit(ground)
    QTableView(ground)
    QPushButton("Préparer la convocation", ground).setFixedWidth(60)
    label = QLabel("Comité de suivi de la concertation", ground)
    label.setFixedWidth(50)
    with qtbot.waitExposed(ground):
        ground.show()
    assert len(unnamed_controls(ground)) == 2
    assert len(cut_texts(ground)) == 2


def test_every_code_has_a_look() -> None:
    for vocabulary, looks in badges._LOOKS.items():
        assert list(looks) == list(vocabulary)
