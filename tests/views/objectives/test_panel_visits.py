"""Going about in the panel: from one objective to the next, to a part of one, and in a low window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from psq_desktop.services.kinds import CommitmentState, SupportState
from psq_desktop.services.steering import commitments, objectives
from psq_desktop.services.steering.progress_rows import ObjectiveSheet
from psq_desktop.views import theme
from psq_desktop.views.objectives.entry_card import StateCard
from psq_desktop.views.objectives.panel import ObjectivePanel
from psq_desktop.views.screen import Workspace

Show = Callable[..., None]
REASON = "Effectifs retenus ailleurs"


@pytest.fixture
def panel(workspace: Workspace, show: Show) -> ObjectivePanel:
    made = ObjectivePanel(workspace)
    workspace.tasks.written.connect(lambda *_: made.reload())
    show(made, 352, 620)
    return made


def sheet_of(workspace: Workspace, code: str) -> ObjectiveSheet:
    rows = workspace.tasks.store.read(objectives.search, workspace.today)
    key = next(row.id for row in rows if row.code == code)
    found: ObjectiveSheet = workspace.tasks.store.read(objectives.sheet, key, workspace.today)
    return found


def settle(workspace: Workspace) -> None:
    workspace.tasks.drain()
    for _ in range(3):
        QApplication.processEvents()


def go(workspace: Workspace, panel: ObjectivePanel, code: str, tab: str) -> ObjectiveSheet:
    found = sheet_of(workspace, code)
    panel.show_objective(found.row.id)
    panel.tabs.set_current(tab)
    settle(workspace)
    return found


def seen(widget: QWidget) -> bool:
    """Whether all of it can be seen."""
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


def area_of(widget: QWidget) -> QScrollArea:
    above: QWidget | None = widget
    while not isinstance(above, QScrollArea):
        assert above is not None
        above = above.parentWidget()
    return above


def start_reason(workspace: Workspace, panel: ObjectivePanel, code: str) -> StateCard:
    found = go(workspace, panel, code, "commitments")
    row = [each for each in found.commitments if each.state is CommitmentState.IN_PROGRESS][-1]
    card = panel.commitments.cards[row.id]
    card.state.choice.set_value(CommitmentState.NOT_KEPT)
    card.state.choice.activated.emit(card.state.choice.currentIndex())
    return card


# The wheel


def test_the_wheel_over_a_state_writes_nothing(workspace: Workspace, panel: ObjectivePanel) -> None:
    found = go(workspace, panel, "4.1", "commitments")
    choice = panel.commitments.cards[found.commitments[0].id].state.choice
    middle = choice.rect().center()
    turn = QWheelEvent(
        QPointF(middle), QPointF(choice.mapToGlobal(middle)), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(choice, turn)
    settle(workspace)
    assert not turn.isAccepted()  # Qt hands it to what scrolls around
    assert choice.value is found.commitments[0].state
    assert sheet_of(workspace, "4.1").commitments == found.commitments


# A reason that was begun


def test_a_reason_is_asked_in_sight_and_the_list_still_says_what_is_written(
    workspace: Workspace, panel: ObjectivePanel
) -> None:
    panel.resize(352, 480)
    card = start_reason(workspace, panel, "1.2")
    settle(workspace)
    assert seen(card.state)
    assert card.state.choice.value is CommitmentState.IN_PROGRESS
    assert "Non tenu" in card.state._reason._label.text()


def test_a_reason_that_was_begun_waits_while_another_objective_is_shown(
    workspace: Workspace, panel: ObjectivePanel
) -> None:
    key = start_reason(workspace, panel, "1.2").row.id  # type: ignore[attr-defined]
    panel.commitments.cards[key].state.reason_edit.setPlainText(REASON)
    assert REASON in panel.unsaved_text
    go(workspace, panel, "1.3", "commitments")
    assert REASON in panel.unsaved_text
    go(workspace, panel, "1.2", "commitments")
    field = panel.commitments.cards[key].state
    assert (field.asking, field.reason_edit.toPlainText()) == (True, REASON)
    field._save.click()
    settle(workspace)
    after = next(each for each in sheet_of(workspace, "1.2").commitments if each.id == key)
    assert (after.state, after.comment) == (CommitmentState.NOT_KEPT, REASON)
    assert panel.unsaved_text == ""


def test_a_reason_goes_with_its_deleted_commitment(workspace: Workspace, panel: ObjectivePanel) -> None:
    card = start_reason(workspace, panel, "1.2")
    card.state.reason_edit.setPlainText(REASON)
    workspace.write(commitments.remove, card.row.id, note="")  # type: ignore[attr-defined]
    settle(workspace)
    assert panel.unsaved_text == ""


# Deleted meanwhile


def test_the_next_objective_stays_when_the_one_before_it_turns_out_to_be_gone(
    workspace: Workspace, panel: ObjectivePanel
) -> None:
    gone, following = go(workspace, panel, "1.1", "follow").row.id, sheet_of(workspace, "1.2").row
    workspace.tasks.store.write(objectives.remove, gone)
    panel._sheet = None  # as after other limits
    panel.reload()
    panel.show_objective(following.id)
    settle(workspace)
    assert panel.head.isVisible()
    assert panel._sheet is not None
    assert panel._sheet.row.id == following.id


def test_an_objective_that_comes_back_is_shown_again(workspace: Workspace, panel: ObjectivePanel) -> None:
    key = go(workspace, panel, "1.1", "follow").row.id
    step = workspace.tasks.store.write(objectives.remove, key).changes.step
    panel.reload()
    settle(workspace)
    assert not panel.head.isVisible()
    assert step is not None
    workspace.tasks.revert(step, "undo", note="")
    panel.show_objective(key)
    settle(workspace)
    assert panel.head.isVisible()


# Straight to a part


def test_a_request_is_gone_to_before_its_objective_is_there(workspace: Workspace, panel: ObjectivePanel) -> None:
    go(workspace, panel, "1.1", "follow")
    found = sheet_of(workspace, "2.3")
    waiting = next(each for each in found.supports if each.state is SupportState.ASKED)
    panel.show_objective(found.row.id)
    panel.show_part("supports")
    settle(workspace)
    assert panel.tabs.current == "measures"
    assert seen(panel.measures.supports[waiting.id])
    assert QApplication.focusWidget() is panel.measures.supports[waiting.id]


def test_a_commitment_is_gone_to_by_its_number(workspace: Workspace, panel: ObjectivePanel) -> None:
    found = go(workspace, panel, "1.2", "follow")
    last = found.commitments[-1]
    panel.show_part(f"commitments:{last.id}")
    settle(workspace)
    assert panel.tabs.current == "commitments"
    assert seen(panel.commitments.cards[last.id])


@pytest.mark.parametrize("part", ["readings", "links", "measures", "follow"])
def test_other_parts_open_their_tab(workspace: Workspace, panel: ObjectivePanel, part: str) -> None:
    go(workspace, panel, "1.2", "commitments")
    panel.show_part(part)
    assert panel.tabs.current == part
    panel.show_part("matrix")
    assert panel.tabs.current == part


def test_the_follow_up_leads_to_requests_that_wait(workspace: Workspace, panel: ObjectivePanel) -> None:
    go(workspace, panel, "2.3", "follow")
    button = next(each for each in panel.follow.findChildren(QPushButton) if "sans réponse" in each.text())
    button.click()
    settle(workspace)
    assert panel.tabs.current == "measures"


# From one to the next


def test_every_objective_is_read_from_its_top_and_what_is_late_comes_first(
    workspace: Workspace, panel: ObjectivePanel
) -> None:
    panel.resize(352, 420)
    found = go(workspace, panel, "1.2", "commitments")
    bar = area_of(panel.commitments.cards[found.commitments[0].id]).verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    rows = workspace.tasks.store.read(objectives.search, workspace.today)
    sheets = (sheet_of(workspace, row.code) for row in rows)
    behind = next(s for s in sheets if [bool(c.late_days) for c in s.commitments].count(True) and s.row.code != "1.2")
    go(workspace, panel, behind.row.code, "commitments")
    assert bar.value() == 0
    cards = [(card.y(), bool(card.row.late_days)) for card in panel.commitments.cards.values()]
    assert min(cards)[1]


# Low windows


def test_in_a_low_panel_what_is_typed_and_its_effect_are_seen_without_scrolling(
    qapp: QApplication, workspace: Workspace, panel: ObjectivePanel
) -> None:
    theme.apply(qapp, "light", 1.4)
    panel.resize(panel.width(), 600)
    go(workspace, panel, "4.1", "follow")
    form = panel.follow.form
    assert area_of(form) is panel.follow._area
    form.fields.take_focus()
    QTest.keyClicks(form.fields.value_edit, "3")
    settle(workspace)
    assert seen(form.fields.value_edit)
    assert seen(form.note)
    assert QApplication.focusWidget() is form.fields.value_edit
    panel.resize(panel.width(), 1000)
    settle(workspace)
    assert area_of(form) is not panel.follow._area
    assert form.fields.value_edit.text() == "3"
    assert QApplication.focusWidget() is form.fields.value_edit
