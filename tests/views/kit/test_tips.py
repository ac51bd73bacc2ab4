"""What users typed is shown letter for letter in tooltips: no HTML, no picture loaded."""

from __future__ import annotations

from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from psq_desktop.views.kit import Button
from psq_desktop.views.partners.lines import LineButton
from psq_desktop.views.widgets.tips import plain

NASTY = '<img src="file:///etc/hostname"> & <b>gras</b>\nsuite'


def test_tags_are_shown_not_obeyed() -> None:
    assert "<img" not in plain(NASTY)
    assert QTextDocumentFragment.fromHtml(plain(NASTY)).toPlainText() == NASTY


def test_ordinary_words_stay_as_they_are() -> None:
    assert plain("Un titre & sa suite") == "Un titre & sa suite"


def test_buttons_and_lines_use_it(qtbot: QtBot) -> None:
    line = LineButton(QVBoxLayout())
    qtbot.addWidget(line)
    line.setToolTip(NASTY)
    button = Button("Voir", tip=NASTY)
    qtbot.addWidget(button)
    assert "<img" not in line.toolTip() + button.toolTip()
