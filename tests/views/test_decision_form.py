"""The form of a decision: what is typed for one item is never shown, told or recorded for another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import DecisionKind
from psq_desktop.services.preparing import agenda
from psq_desktop.views.decision_parts.form import DecisionForm, Target
from psq_desktop.views.screen import Workspace


@pytest.fixture
def form(workspace: Workspace, show: Callable[..., None]) -> DecisionForm:
    made = DecisionForm(workspace)
    show(made, 700, 160)
    return made


def test_what_is_typed_for_an_item_waits_for_that_item(form: DecisionForm, workspace: Workspace) -> None:
    items = [row.id for row in workspace.tasks.store.read(agenda.items, 6)]
    secret, other = Target(6, items[0]), Target(6, items[1])
    form.open_for(secret, DecisionKind.DECISION)
    form.text_edit.setText("Texte du huis clos")
    workspace.tasks.drain()
    told: list[tuple[Target, str]] = []
    form.edited.connect(lambda text, _pilot, _due: told.append((form.target, text)))
    form.open_for(other, DecisionKind.DECISION)
    workspace.tasks.drain()
    assert form.text_edit.text() == "" and set(told) == {(other, "")}
    assert form.unsaved_text == "Texte du huis clos"
    form.text_edit.setText("Poser un miroir")
    form.record()
    workspace.tasks.drain()
    form.open_for(secret, DecisionKind.ACTION)
    assert form.text_edit.text() == "Texte du huis clos" and form.target == secret
    taken = workspace.tasks.store.read(decisions.register, workspace.today, meeting_id=6)
    assert [(row.item_id, row.text) for row in taken] == [(other.item_id, "Poser un miroir")]
    form.close_form()
    assert form.unsaved_text == ""


def test_a_decision_recorded_late_empties_no_other(form: DecisionForm, workspace: Workspace) -> None:
    items = [row.id for row in workspace.tasks.store.read(agenda.items, 6)]
    form.open_for(Target(6, items[0]), DecisionKind.DECISION)
    form.text_edit.setText("Poser un miroir")
    form.record()
    form.open_for(Target(6, items[1]), DecisionKind.DECISION)
    form.text_edit.setText("Repeindre le passage")
    workspace.tasks.drain()
    assert form.unsaved_text == form.text_edit.text() == "Repeindre le passage" and form.isVisible()
