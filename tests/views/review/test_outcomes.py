"""What becomes of a return that is not wholly sure: nothing new, a bad day, a strange figure, one line left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from psq_desktop import db
from psq_desktop.services.kinds import LineKind
from psq_desktop.services.rounds import returns
from psq_desktop.views import theme
from psq_desktop.views.review import correction
from psq_desktop.views.review.choices import Sort, Standing
from psq_desktop.views.review.page import ReviewPage
from psq_desktop.views.review.steps import APPLICATION, CHECK
from psq_desktop.views.screen import Route
from psq_desktop.wording.returns import RETURN_PROBLEMS
from tests.conftest import TODAY
from tests.views.audit import cut_texts, unnamed_controls
from tests.views.review.conftest import Opened
from tests.views.review.filled import WRONG_DAY, Sent, filled, receive
from tests.views.review.test_page import click, select, settle, shown

FIGURE = ("IND-2", "value")
STRANGE = ("IND-1", "value")
DRAFT = "Brouillon enregistré\u00a0: ouvrez-le et envoyez-le"


def toasts(page: ReviewPage) -> list[str]:
    """What the window is told of every write."""
    said: list[str] = []
    page.workspace.tasks.written.connect(lambda _changes, note: said.append(note))
    return said


def test_a_figure_is_taken_without_the_day_that_is_wrong(page: ReviewPage) -> None:
    select(page, WRONG_DAY)
    keep = page.check.panel.correction.keep_button
    assert keep.accessibleName() == "Sans la date"
    click(page, keep)
    assert page.choices.corrected == {WRONG_DAY: ""}
    value = shown(page)[FIGURE]
    assert value.standing is Standing.TAKEN and value.row.line.returned == 6.5
    click(page, page.bar.apply_button)
    assert page.review is not None
    kinds = {(each.line.ref, each.line.field): each.line.kind for each in page.review.lines}
    assert kinds[FIGURE] is LineKind.UNCHANGED
    assert WRONG_DAY not in {(each.line.ref, each.line.field) for each in page.review.open_lines}


def test_an_answer_without_anything_new_is_put_away_with_a_receipt(
    opened: Opened, demo_database: db.Database, sent: Sent, tmp_path: Path
) -> None:
    page = opened(receive(demo_database, filled(sent, tmp_path, {})))
    said = toasts(page)
    assert page.note.isVisible() and page.note.accessibleName().endswith("Rien de nouveau")
    assert page.bar.words == "Rien de nouveau dans ce classeur"
    assert page.bar.apply_button.accessibleName() == "Classer sans changement"
    click(page, page.bar.apply_button)
    assert page.review is not None and page.review.applied_on == TODAY
    assert (page.steps.current, page.locked) == (APPLICATION, True)
    assert not page.note.isVisible()
    assert "Classé sans changement" in page.application.note.accessibleName()
    assert page.application.text.toPlainText()
    assert said[-1] == "Classé sans changement : Habitat du Détroit"


def test_a_strange_figure_is_not_ticked_before_somebody_looked(
    opened: Opened, demo_database: db.Database, sent: Sent, tmp_path: Path
) -> None:
    page = opened(receive(demo_database, filled(sent, tmp_path, {STRANGE: 3100, ("IND-4", "value"): "72 %"})))
    assert page.check.pills.pill(Sort.CAUTION).isVisible()
    assert shown(page)[STRANGE].standing is Standing.OPEN
    assert page.bar.words.endswith("1\u00a0restera à vérifier")
    click(page, page.bar.apply_button)
    assert page.review is not None and page.review.applied_on == TODAY
    assert not page.locked, "what nobody looked at is still to be decided"
    page.steps.button(CHECK).click()
    select(page, STRANGE)
    click(page, page.check.panel.cards[1].button)
    click(page, page.bar.apply_button)
    assert page.locked


def test_what_was_applied_is_told_first_and_old_messages_go_with_their_step(
    page: ReviewPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    said = toasts(page)
    click(page, page.bar.annotate_button)
    assert page.note.isVisible()
    click(page, page.bar.apply_button)
    assert not page.note.isVisible(), "the file was told of in the step before"
    assert page.application.note.accessibleName().startswith("Réussite, 4\u00a0changements appliqués")
    assert page.application.note.accessibleDescription() == "2\u00a0lignes restent à vérifier."
    assert said[-1] == "4\u00a0changements appliqués : Habitat du Détroit"
    click(page, page.application.receipt_button)
    assert page.note.accessibleName().endswith(DRAFT)
    heads = [label.text() for label in page.application.findChildren(QLabel) if label.isVisible()]
    assert DRAFT in heads
    page.steps.button(CHECK).click()
    settle(page)
    assert not page.note.isVisible()


def test_only_what_was_written_is_counted(page: ReviewPage, monkeypatch: pytest.MonkeyPatch) -> None:
    real = returns.apply

    def less(*args: Any) -> Any:
        done = real(*args)
        return replace(done, taken=done.taken[:1])

    said = toasts(page)
    monkeypatch.setattr(returns, "apply", less)
    page.apply()
    settle(page)
    assert said[-1] == "1\u00a0changement appliqué : Habitat du Détroit"


def test_the_bar_stays_in_the_page_however_long_the_message(
    workspace: Any, return_id: int, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.apply(qapp, "light", 1.4)
    words = max(RETURN_PROBLEMS.values(), key=len) * 2
    monkeypatch.setattr(correction, "explain_problem", lambda problem: words)
    page, area = ReviewPage(workspace), QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    area.resize(1221, 560)  # the room of a page in a window of 1366 × 728 at 140 %
    qtbot.addWidget(area)
    page.open(Route("review", return_id))
    area.show()
    settle(page)
    select(page, WRONG_DAY)
    page.check.show_review(page.review, page.choices, locked=False)  # type: ignore[arg-type]
    settle(page)
    assert page.height() <= area.viewport().height(), "the page is pushed out of the window"
    bottom = page.bar.apply_button.mapTo(page, QPoint(0, page.bar.apply_button.height())).y()
    assert bottom <= page.height()
    problem = page.check.panel.correction._problem
    assert problem.height() >= problem.heightForWidth(problem.width()), "its last words are cut"


def test_a_share_written_as_a_decimal_is_one_click_from_its_percentage(
    opened: Opened, demo_database: db.Database, sent: Sent, tmp_path: Path, qapp: QApplication
) -> None:
    theme.apply(qapp, "light", 1.4)
    asked = receive(demo_database, filled(sent, tmp_path, {("IND-4", "value"): 0.72}))
    page = opened(asked, 1065, 560)  # type: ignore[call-arg]
    select(page, ("IND-4", "value"))
    assert cut_texts(page) == [] and unnamed_controls(page) == []
    assert (page.width(), page.height()) == (1065, 560), "the content pushes the window"
    meant = page.check.panel.cards[-1]
    assert meant.accessibleName().startswith("Peut-être\u00a0: 72\u202f%")
    click(page, meant.button)
    entry = shown(page)["IND-4", "value"]
    assert (entry.standing, entry.row.line.returned) == (Standing.TAKEN, 72.0)
