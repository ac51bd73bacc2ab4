"""The review on the demonstration base: what it shows, what is decided, what is written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from psq_desktop import db
from psq_desktop.services import history
from psq_desktop.services.kinds import LineKind, OutlookState
from psq_desktop.services.rounds import campaigns, dispatches, returns
from psq_desktop.services.steering import objectives
from psq_desktop.views.kit import Button
from psq_desktop.views.review.choices import Sort
from psq_desktop.views.review.columns import Entry
from psq_desktop.views.review.page import ReviewPage
from psq_desktop.views.review.steps import APPLICATION, CHECK, FILE, RECOGNITION
from psq_desktop.views.screen import Route
from tests.conftest import TODAY
from tests.views.audit import cut_texts, unnamed_controls
from tests.views.review.conftest import Opened
from tests.views.review.filled import CONFLICT, WRONG_DAY, Sent, filled, receive

Key = Qt.Key


def settle(page: ReviewPage) -> None:
    for _ in range(3):
        page.workspace.tasks.drain()
        QApplication.processEvents()


def click(page: ReviewPage, button: QPushButton | None) -> None:
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(button.width() // 2, button.height() // 2))
    settle(page)


def press(page: ReviewPage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key, modifier)
    settle(page)


def selected(page: ReviewPage) -> tuple[str, str]:
    assert page.check.current is not None
    return page.check.current.line.ref, page.check.current.line.field


def select(page: ReviewPage, key: tuple[str, str]) -> None:
    assert page.check._select(key)
    settle(page)


def shown(page: ReviewPage) -> dict[tuple[str, str], Entry]:
    model: Any = page.check.table.model()
    rows = [model.row_at(i) for i in range(model.rowCount())]
    return {(e.row.line.ref, e.row.line.field): e for e in rows if e is not None}


def box(page: ReviewPage, caption: str) -> QPushButton | None:
    """The button of a value in the card below."""
    return next(c.button for c in page.check.panel.cards if c._box.caption.startswith(caption))


def outlook(base: db.Database) -> OutlookState:
    key = int(CONFLICT[0].partition("-")[2])
    found: OutlookState = base.read(objectives.sheet, key, TODAY).outlooks[0].state
    return found


def test_the_lines_are_told_with_what_stands_before_and_after(page: ReviewPage) -> None:
    told = shown(page)
    model: Any = page.check.table.model()
    change = {(e.row.line.ref, e.row.line.field): model.index(model.position_of(e.id), 4).data() for e in told.values()}
    assert change["IND-1", "value"] == "31 (oct.\u00a02026) → 31\u00a0signalements"
    assert change["ENG-1", "state"] == "En cours → Tenu"
    assert change[CONFLICT] == "Atteignable → Sécurisé"
    assert change[WRONG_DAY] == "– → 15/11/2062"
    assert len(told) == 6, "what did not change is folded"
    assert page.bar.words.replace("\u00a0", " ") == "4 changements cochés · 2 resteront à vérifier"


def test_it_opens_on_the_first_line_that_waits_for_a_decision(page: ReviewPage) -> None:
    assert selected(page) == CONFLICT
    captions = [card._box.caption for card in page.check.panel.cards]
    assert captions[0] == "Envoyé\u00a0le 22\u00a0novembre" or captions[0].startswith("Envoyé")
    assert [card.button is not None for card in page.check.panel.cards] == [False, True, True]
    assert "Inès Delarue" in captions[2]


def test_error_and_conflict_take_one_click_each_then_all_is_applied(
    page: ReviewPage, demo_database: db.Database
) -> None:
    click(page, box(page, "Rendu"))
    assert selected(page) == WRONG_DAY
    assert page.check.panel.correction.take_button.accessibleName() == "Corriger en 15/11/2026"
    click(page, page.check.panel.correction.take_button)
    assert page.bar.apply_button.accessibleName() == "Appliquer 6\u00a0changements"
    assert QApplication.focusWidget() is page.bar.apply_button
    click(page, page.bar.apply_button)
    assert page.steps.current == APPLICATION
    assert outlook(demo_database) is OutlookState.SECURED
    assert page.review is not None and page.review.applied_on == TODAY
    assert not page.review.open_lines
    assert page.locked


def test_where_there_is_room_the_next_open_line_has_its_card_too(opened: Opened, return_id: int) -> None:
    page = opened(return_id, 1321, 734)  # type: ignore[call-arg]
    second = page.check.second
    assert second.isVisible() and second.shown_line is not None
    assert (second.shown_line.line.ref, second.shown_line.line.field) == WRONG_DAY
    click(page, second.correction.take_button)
    assert selected(page) == CONFLICT, "what was selected and is open stays selected"
    assert not second.isVisible()
    assert not opened(return_id, 1151, 598).check.second.isVisible()  # type: ignore[call-arg]


def test_one_undo_takes_all_back_and_nothing_decided_is_lost(page: ReviewPage, demo_database: db.Database) -> None:
    click(page, box(page, "Rendu"))
    click(page, page.check.panel.correction.take_button)
    before = page.choices
    page.apply()
    settle(page)
    last, _ = demo_database.read(history.candidates)
    assert last is not None
    page.workspace.tasks.revert(last.step, "undo")
    settle(page)
    assert outlook(demo_database) is OutlookState.SUPPORT_NEEDED
    assert page.steps.current == CHECK
    assert page.choices == before
    assert page.bar.apply_button.accessibleName() == "Appliquer 6\u00a0changements"


def test_what_was_decided_waits_while_one_is_elsewhere(
    page: ReviewPage, demo_database: db.Database, sent: Sent, tmp_path: Path
) -> None:
    first = page._id
    click(page, box(page, "Rendu"))
    click(page, page.check.panel.correction.take_button)
    second = receive(demo_database, filled(sent, tmp_path, {("IND-1", "value"): 30}, "autre.xlsx"))
    page.open(Route("review", second))
    settle(page)
    assert not page.choices.taken
    page.open(Route("review", first))
    settle(page)
    assert page.choices.taken == {CONFLICT}
    assert page.bar.apply_button.accessibleName() == "Appliquer 6\u00a0changements"


def test_what_stays_here_is_not_asked_again(page: ReviewPage, demo_database: db.Database) -> None:
    click(page, box(page, "Chez nous"))
    assert selected(page) == WRONG_DAY
    click(page, page.check.panel.correction.keep_button)
    click(page, page.bar.apply_button)
    assert outlook(demo_database) is OutlookState.SUPPORT_NEEDED
    assert page.review is not None and not page.review.open_lines
    assert CONFLICT in page.review.settled
    assert page.locked
    focused = QApplication.focusWidget()
    assert focused is not None and page.isAncestorOf(focused)
    click(page, page.steps.button(CHECK))
    assert {e.sort for e in shown(page).values()} == {Sort.DECIDED}


def test_open_lines_stay_to_be_checked(page: ReviewPage) -> None:
    click(page, page.bar.apply_button)
    assert page.review is not None and len(page.review.open_lines) == 2
    assert not page.locked
    page.steps.button(CHECK).click()
    settle(page)
    select(page, CONFLICT)
    click(page, box(page, "Rendu"))
    assert page.bar.apply_button.accessibleName() == "Appliquer 1\u00a0changement"


def test_a_text_is_checked_while_it_is_typed(page: ReviewPage) -> None:
    select(page, WRONG_DAY)
    correction = page.check.panel.correction
    correction.text_edit.setFocus()
    correction.text_edit.selectAll()
    QTest.keyClicks(correction.text_edit, "quand on veut")
    settle(page)
    assert "comprise" in correction.problem
    assert not correction.take_button.isEnabled()
    correction.text_edit.selectAll()
    QTest.keyClicks(correction.text_edit, "20/11/2026")
    settle(page)
    assert correction.problem == ""
    assert correction.take_button.isEnabled()
    press(page, Key.Key_Return)
    value = shown(page)["IND-2", "value"]
    assert value.row.line.kind is LineKind.ADDED and value.corrected
    assert selected(page) == CONFLICT


def test_what_is_being_typed_stays_when_the_lines_are_read_again(page: ReviewPage) -> None:
    select(page, WRONG_DAY)
    edit = page.check.panel.correction.text_edit
    edit.setText("20/11/20")
    page.reload()
    settle(page)
    assert edit.text() == "20/11/20"


def test_a_correction_is_taken_back(page: ReviewPage) -> None:
    select(page, WRONG_DAY)
    click(page, page.check.panel.correction.take_button)
    select(page, ("IND-2", "value"))
    click(page, page.check.panel._reset)
    assert shown(page)[WRONG_DAY].row.line.kind is LineKind.ERROR
    assert not page.choices.corrected


def test_space_ticks_return_goes_to_the_card_and_alt_arrows_to_open_lines(page: ReviewPage) -> None:
    page.check.table.setFocus()
    select(page, ("IND-1", "value"))
    press(page, Key.Key_Space)
    assert page.bar.accept_button.isVisible()
    assert page.bar.apply_button.accessibleName() == "Appliquer 3\u00a0changements"
    click(page, page.bar.accept_button)
    assert not page.bar.accept_button.isVisible()
    assert page.bar.apply_button.accessibleName() == "Appliquer 4\u00a0changements"
    page.check.table.setFocus()
    press(page, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    first = selected(page)
    press(page, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert {first, selected(page)} == {CONFLICT, WRONG_DAY}
    press(page, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert selected(page) == first
    page.check.table.setFocus()
    select(page, WRONG_DAY)
    press(page, Key.Key_Return)
    assert QApplication.focusWidget() is page.check.panel.correction.take_button


def test_a_click_on_its_box_unticks_a_line(page: ReviewPage) -> None:
    table = page.check.table
    model: Any = table.model()
    index = model.index(model.position_of(shown(page)["IND-4", "value"].id), 0)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    settle(page)
    assert page.choices.refused == {("IND-4", "value")}


def test_pills_filter_the_lines(page: ReviewPage) -> None:
    page.check.pills.pill(Sort.ERROR).click()
    assert set(shown(page)) == {WRONG_DAY}
    page.check.pills.pill(Sort.SAME).click()
    assert {e.row.line.kind for e in shown(page).values()} == {LineKind.UNCHANGED}
    page.check.pills.pill(Sort.SAME).click()
    assert len(shown(page)) == 6


def test_the_steps_tell_the_file_and_its_recognition(page: ReviewPage) -> None:
    from psq_desktop.views.review.fact_step import FactLine

    def told(step: str) -> str:
        page.steps.button(step).click()
        settle(page)
        assert cut_texts(page) == [] and unnamed_controls(page) == []
        widget = page.pages.currentWidget()
        assert widget is not None
        return "\n".join(line.accessibleName() for line in widget.findChildren(FactLine) if line.isVisible())

    assert "Copie de retour_v2.xlsx" in told(FILE)
    recognition = told(RECOGNITION)
    assert page.review is not None and page.review.recognition.code in recognition
    assert "la dernière envoyée" in recognition
    assert "Sera écrit" in told(APPLICATION)


def test_an_old_version_shows_its_lines_and_writes_nothing(
    opened: Opened,
    demo_database: db.Database,
    sent: Sent,
    tmp_path: Path,
    gone: list[Route],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = filled(sent, tmp_path)
    ids = demo_database.write(dispatches.prepare, sent.campaign_id, TODAY, again=True).result
    demo_database.write(dispatches.mark_sent, ids, TODAY)
    checked = demo_database.write(returns.receive, _read(path), TODAY).result[0]
    assert checked.refusal == "old_dispatch" and checked.return_id is not None
    page = opened(checked.return_id)
    assert shown(page)
    assert page.note.isVisible()
    assert not page.bar.apply_button.isEnabled()
    page.apply()
    settle(page)
    assert page.review is not None and page.review.applied_on is None
    click(page, page.bar.leave_button)
    assert gone == [Route("returns", sent.campaign_id)]

    folder = tmp_path / "relances"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    click(page, page.note.findChild(Button))
    assert sorted(path.suffix for path in folder.iterdir()) == [".eml", ".xlsx"], "the workbook goes with it"
    board = demo_database.read(campaigns.board, sent.campaign_id, TODAY)
    assert board.cards[0].reminders == 1

    page.note.second_requested.emit()
    click(page, page.note.findChild(Button))
    assert page.note.accessibleName().endswith("Déjà relancé aujourd’hui")
    assert len(list(folder.iterdir())) == 2


def _read(path: Path) -> Any:
    from psq_desktop.imports.reading import read_files

    return tuple(read_files([path]))


def test_an_abandoned_return_comes_back_with_undo(
    page: ReviewPage, demo_database: db.Database, sent: Sent, gone: list[Route]
) -> None:
    asked = page._id
    click(page, page.bar.abandon_button)
    assert gone == [Route("returns", sent.campaign_id)]
    last, _ = demo_database.read(history.candidates)
    assert last is not None
    page.workspace.tasks.revert(last.step, "undo")
    settle(page)
    page.open(Route("review", asked))
    settle(page)
    assert page.review is not None and len(shown(page)) == 6


def test_the_annotated_workbook_and_the_receipt_are_written_as_drafts(
    page: ReviewPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "brouillons"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    click(page, page.bar.annotate_button)
    assert sorted(path.suffix for path in folder.iterdir()) == [".eml", ".xlsx"]
    assert page.note.isVisible()
    click(page, page.bar.apply_button)
    assert "31" in page.application.text.toPlainText()
    click(page, page.application.receipt_button)
    assert sorted(path.suffix for path in folder.iterdir()) == [".eml", ".eml", ".xlsx"]
    assert page.review is not None and page.review.receipt_on == TODAY


def test_it_reads_again_when_our_side_moves(page: ReviewPage, demo_database: db.Database) -> None:
    from psq_desktop.services.kinds import CommitmentState
    from psq_desktop.services.steering import commitments

    page.workspace.write(commitments.set_state, 1, CommitmentState.PARTIAL, TODAY, comment="Vu sur place")
    settle(page)
    assert shown(page)["ENG-1", "state"].row.line.kind is LineKind.CONFLICT


def test_a_return_that_is_gone_leads_back_to_the_board(opened: Opened, gone: list[Route]) -> None:
    page = opened(4_321)
    assert page.review is None
    assert gone == [Route("returns")]


@pytest.mark.parametrize("theme_name", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("width", "height", "scale"), [(1321, 734, 1.0), (1151, 598, 1.0), (1065, 560, 1.4)])
def test_every_control_has_a_name_and_no_word_is_cut(
    opened: Opened, return_id: int, theme_name: Any, width: int, height: int, scale: float, qapp: QApplication
) -> None:
    from psq_desktop.views import theme

    theme.apply(qapp, theme_name, scale)
    page = opened(return_id, width, height)  # type: ignore[call-arg]
    assert (page.width(), page.height()) == (width, height), "the content pushes the window"
    findings = []
    for key in (CONFLICT, WRONG_DAY, ("IND-1", "comment")):
        select(page, key)
        findings += [*unnamed_controls(page), *cut_texts(page)]
    for step in (FILE, RECOGNITION, APPLICATION):
        page.steps.button(step).click()
        settle(page)
        findings += [*unnamed_controls(page), *cut_texts(page)]
    assert findings == []
    assert page.minimumSizeHint().width() <= width


def test_days_of_the_file_are_said_in_words(page: ReviewPage) -> None:
    from psq_desktop.views.review.facts import file_facts

    assert page.review is not None
    assert ("Reçu", "dimanche 22\u00a0novembre\u00a02026") in file_facts(page.review)
    assert page.review.received_on == dt.date(2026, 11, 22)
