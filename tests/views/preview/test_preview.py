"""The preview: pages drawn off the window's thread, zoom, versions, saving."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from psq_desktop.views.preview.dialog import PreviewDialog
from psq_desktop.views.preview.renderer import _THREAD, PageRenderer

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
PAGES = 6


@pytest.fixture(scope="module")
def pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    for number in range(1, PAGES + 1):
        canvas.drawString(72, 700, f"Page numero {number}")
        canvas.rect(100, 100, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1200, 700)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(window: QWidget, pdf: bytes, qtbot: QtBot) -> Iterator[PreviewDialog]:
    made = PreviewDialog("Compte rendu de la séance n° 5", pdf, parent=window)
    made.open()
    qtbot.waitUntil(lambda: made.pages.image_of(1) is not None)
    yield made
    if window.findChildren(PreviewDialog):
        made.reject()


def dark(image: QImage) -> bool:
    return any(image.pixelColor(x, image.height() * 3 // 4).lightness() < 50 for x in range(0, image.width(), 4))


def test_the_page_in_sight_is_drawn_and_told(dialog: PreviewDialog) -> None:
    image = dialog.pages.image_of(1)
    assert image is not None
    assert dark(image)
    assert (dialog.pages.page, dialog.pages.page_count) == (1, PAGES)
    assert dialog.pages.accessibleName() == f"Aperçu, page 1 sur {PAGES}"
    assert "Page numero 1" in dialog.pages.accessibleDescription()


def test_pages_out_of_sight_are_drawn_only_when_one_goes_there(dialog: PreviewDialog, qtbot: QtBot) -> None:
    assert dialog.pages.image_of(PAGES) is None
    qtbot.keyClick(dialog.pages, Key.Key_End)
    qtbot.waitUntil(lambda: dialog.pages.image_of(PAGES) is not None)
    assert dialog.pages.page == PAGES
    qtbot.keyClick(dialog.pages, Key.Key_Home)
    assert dialog.pages.page == 1


def test_zoom_keys_enlarge_reduce_and_fit_the_width(dialog: PreviewDialog, qtbot: QtBot) -> None:
    fitted = dialog.pages.zoom
    qtbot.keyClick(dialog, Key.Key_Plus, CONTROL)
    larger = dialog.pages.zoom
    assert larger > fitted
    qtbot.waitUntil(
        lambda: (image := dialog.pages.image_of(1)) is not None and image.width() > 595 * 96 / 72 * fitted * 1.02
    )
    qtbot.keyClick(dialog, Key.Key_Minus, CONTROL)
    assert dialog.pages.zoom < larger
    qtbot.keyClick(dialog, Key.Key_0, CONTROL)
    assert dialog.pages.zoom == pytest.approx(fitted)


def test_the_wheel_zooms_with_control(dialog: PreviewDialog, qapp: QApplication) -> None:
    before = dialog.pages.zoom
    middle = QPointF(200, 200)
    event = QWheelEvent(
        middle, dialog.pages.viewport().mapToGlobal(middle), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        CONTROL, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    qapp.sendEvent(dialog.pages.viewport(), event)
    assert dialog.pages.zoom > before


def test_another_version_is_asked_for_and_takes_the_place(dialog: PreviewDialog, pdf: bytes, qtbot: QtBot) -> None:
    dialog.pages.go_to(3)
    with qtbot.waitSignal(dialog.disclosure_changed) as asked:
        dialog.versions._choose("public")
    assert asked.args == ["public"]
    dialog.set_pdf(pdf)
    qtbot.waitUntil(lambda: dialog.idle and dialog.pages.image_of(3) is not None)
    assert dialog.pages.page == 3  # one compares versions at the same place


def test_both_ways_of_saving_tell_the_ending(dialog: PreviewDialog, qtbot: QtBot) -> None:
    told: list[str] = []
    dialog.save_requested.connect(told.append)
    qtbot.keyClick(dialog, Key.Key_S, CONTROL)
    qtbot.keyClick(dialog.excel_button, Key.Key_Space)
    assert told == [".pdf", ".xlsx"]


def test_a_document_that_cannot_be_read_is_said_in_place(window: QWidget, qtbot: QtBot) -> None:
    dialog = PreviewDialog("Aperçu", b"not a pdf", parent=window)
    dialog.open()
    qtbot.waitUntil(lambda: not dialog.note.isHidden())
    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_closing_frees_the_dialog_and_the_document(dialog: PreviewDialog, window: QWidget, qtbot: QtBot) -> None:
    renderer = dialog._renderer
    assert renderer is not None
    dialog.pages.set_zoom(3.0)
    qtbot.keyClick(dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert renderer._document is None
    assert window.findChildren(PreviewDialog) == []


def test_pages_are_drawn_on_another_thread_and_answered_on_this_one(pdf: bytes, qtbot: QtBot) -> None:
    renderer = PageRenderer(pdf)
    seen: list[int] = []
    renderer.rendered.connect(lambda *answer: seen.append(threading.get_ident()))
    renderer.start()
    release = threading.Event()
    _THREAD.submit(release.wait)
    renderer.ask(0, 1.0)
    assert seen == []  # the thread is busy, the window is not
    release.set()
    qtbot.waitUntil(lambda: bool(seen))
    renderer.close()
    renderer.close()
    assert seen == [threading.get_ident()]


def test_nothing_is_answered_after_close(pdf: bytes, qtbot: QtBot) -> None:
    renderer = PageRenderer(pdf)
    answers: list[object] = []
    renderer.rendered.connect(lambda *answer: answers.append(answer))
    renderer.start()
    for page in range(PAGES):
        renderer.ask(page, 2.0)
    renderer.close()
    QApplication.processEvents()
    assert renderer._document is None
    assert len(answers) <= 1  # at most the one that was already on its way
