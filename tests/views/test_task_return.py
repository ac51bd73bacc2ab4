"""« Process a partner's workbook with one error and one conflict », in the real window: five actions."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton

from psq_desktop import db
from psq_desktop.services.kinds import OutlookState
from psq_desktop.services.steering import objectives
from psq_desktop.views.returns.page import ReturnsPage
from psq_desktop.views.review.boxes import BoxCard
from psq_desktop.views.review.page import ReviewPage
from tests.conftest import TODAY
from tests.views.dropping import entering
from tests.views.review.filled import CONFLICT, disagree, filled, send
from tests.views.test_journey import Secretary, secretary

__all__ = ["secretary"]  # the fixture

MOST_ACTIONS = 5
OBJECTIVE = int(CONFLICT[0].partition("-")[2])


def drop(secretary: Secretary, path: Path) -> None:
    """The file falls on the window, whatever it shows."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    where, copy = QPoint(600, 400), Qt.DropAction.CopyAction
    button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    secretary.actions += 1
    QApplication.sendEvent(secretary.window, entering(where, data))
    QApplication.sendEvent(secretary.window, QDropEvent(QPointF(where), copy, data, button, key))
    secretary.settle()


def press(secretary: Secretary, button: QPushButton | None) -> None:
    """One click on what is there and can be pressed."""
    assert button is not None and button.isVisible() and button.isEnabled()
    secretary.click(button)


def review(secretary: Secretary) -> ReviewPage:
    page = secretary.desk.current
    assert isinstance(page, ReviewPage)
    return page


def partners_box(page: ReviewPage) -> BoxCard:
    """What the partner answered, in the card of a conflict."""
    return next(card for card in page.check.panel.cards if card.button is not None)


def outlook(secretary: Secretary) -> OutlookState:
    sheet = secretary.desk.tasks.store.read(objectives.sheet, OBJECTIVE, TODAY)
    found: OutlookState = sheet.outlooks[0].state
    return found


def test_a_workbook_with_an_error_and_a_conflict_takes_five_actions(secretary: Secretary, tmp_path: Path) -> None:
    base = secretary.desk.tasks.store
    assert isinstance(base, db.Database)
    sent = send(base)
    path = filled(sent, tmp_path)
    disagree(base)

    drop(secretary, path)
    board = secretary.desk.current
    assert isinstance(board, ReturnsPage)
    press(secretary, board.board.cards[sent.dispatch_id].verb_button)

    page = review(secretary)
    correction = page.check.panel.correction
    for _ in range(2):  # the conflict and the error, in the order of the file: each opens by itself
        press(secretary, correction.take_button if correction.isVisible() else partners_box(page).button)
    press(secretary, page.bar.apply_button)
    assert secretary.actions == MOST_ACTIONS

    assert outlook(secretary) is OutlookState.SECURED
    assert page.review is not None and page.review.applied_on == TODAY and not page.review.open_lines

    secretary.desk.shell.toast.undo_requested.emit()
    secretary.settle()
    assert outlook(secretary) is OutlookState.SUPPORT_NEEDED
    assert page.review is not None and page.review.applied_on is None and len(page.review.lines) > 6
