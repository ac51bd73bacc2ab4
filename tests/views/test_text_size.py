"""Words that grow with the text size whatever was said since."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from psq_desktop.views import theme
from psq_desktop.views.kit import Note
from psq_desktop.views.meeting.minutes_tab_item import PaperText
from psq_desktop.views.shell.search import SearchField
from psq_desktop.views.shell.status_bar import StatusBar

SCALE = 1.4


@pytest.mark.parametrize(
    ("make", "find", "points"),
    [
        (lambda: Note("info", "Bonjour"), lambda note: note.findChildren(QLabel)[1], 9.5),
        (StatusBar, lambda bar: next(b for b in bar.findChildren(QPushButton) if "Quitter" in b.text()), 8.5),
        (SearchField, lambda field: next(each for each in field.findChildren(QLabel) if each.text() == "Ctrl K"), 8.0),
    ],
)
def test_words_grow_with_the_text_size(
    qapp: QApplication, make: Callable[[], QWidget], find: Callable[[QWidget], QWidget], points: float
) -> None:
    shown = make()
    shown.show()
    theme.apply(qapp, "light", SCALE)
    if isinstance(shown, Note):
        shown.set_message("success", "Enregistré")
    assert find(shown).font().pointSizeF() == pytest.approx(points * SCALE)
    shown.close()


@pytest.mark.parametrize("text", ["", "Puis envoyez-le."])
def test_the_icon_of_a_message_stands_beside_its_title(qapp: QApplication, text: str) -> None:
    note = Note("success", "Enregistré", text, "Ouvrir le dossier")
    note.resize(800, note.sizeHint().height())
    note.show()
    icon, title = note.findChildren(QLabel)[:2]
    assert abs(icon.geometry().center().y() - title.geometry().center().y()) <= (1 if not text else 3)
    note.close()


def test_words_on_paper_take_no_more_room_than_before_once_they_are_smaller_again(qapp: QApplication) -> None:
    shown = PaperText()
    shown.setText("Deux lignes au plus. " * 8)
    shown.resize(400, 10)
    shown.show()
    heights = []
    for scale in (1.0, SCALE, 1.0):
        theme.apply(qapp, "light", scale)
        heights.append(shown.height())
    shown.close()
    assert heights[0] == heights[2] < heights[1]
