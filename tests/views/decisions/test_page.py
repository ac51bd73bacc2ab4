"""The register of decisions: what it shows, and what becomes of a decision there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from psq_desktop.french import NBSP
from psq_desktop.services.deciding import decisions
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.kinds import DecisionState
from psq_desktop.services.preparing import agenda
from psq_desktop.views.decision_parts.partner_field import PartnerChoice, PartnerField
from psq_desktop.views.decision_parts.popover import Popover
from psq_desktop.views.decisions.page import DecisionsPage
from psq_desktop.views.kit import Button, Chips, ChoiceField, DateField, NotesField, TableView
from psq_desktop.views.screen import Route, Workspace

Show = Callable[..., None]


@pytest.fixture
def page(workspace: Workspace, show: Show) -> DecisionsPage:
    made = DecisionsPage(workspace)
    workspace.tasks.written.connect(lambda changes, note: made.on_written(changes))
    show(made)
    return made


def by_ref(workspace: Workspace, ref: str) -> DecisionRow:
    rows = workspace.tasks.store.read(decisions.register, workspace.today)
    found: DecisionRow = next(row for row in rows if row.ref == ref)
    return found


def table(page: DecisionsPage) -> TableView:
    return page.findChild(TableView)  # type: ignore[return-value]


def refs(page: DecisionsPage) -> list[str]:
    model: Any = table(page).model()
    rows = (model.row_at(i) for i in range(model.rowCount()))
    return [row.ref for row in rows if row is not None]


def heads(page: DecisionsPage) -> list[str]:
    model: Any = table(page).model()
    return [model.group_at(i).title for i in model.group_positions()]


def press(page: QWidget, words: str) -> None:
    found = [each for each in page.findChildren(Button) if each.accessibleName() == words and each.isVisible()]
    found[0].click()


def popover() -> Popover:
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, Popover) and each.isVisible()]
    assert len(found) == 1
    return found[0]


def choose(workspace: Workspace, page: DecisionsPage, key: str) -> None:
    page.findChild(Chips)._choose(key)  # type: ignore[union-attr]
    workspace.tasks.drain()


def test_open_decisions_come_by_urgency_and_the_subtitle_counts_them_all(page: DecisionsPage) -> None:
    assert heads(page) == ["En retard", "À venir", "À compléter"]
    assert refs(page)[:2] == ["D-11", "D-12"]
    assert refs(page)[-1] == "D-22"
    assert page.heading().subtitle.replace(NBSP, " ") == (
        "28 décisions depuis septembre 2025 · 9 ouvertes · 18 tenues · 1 abandonnée"
    )


def test_each_filter_keeps_what_it_says(workspace: Workspace, page: DecisionsPage) -> None:
    choose(workspace, page, "late")
    assert refs(page) == ["D-11", "D-12"]
    choose(workspace, page, "incomplete")
    assert refs(page) == ["D-22"]
    choose(workspace, page, "all")
    assert len(refs(page)) == 28
    assert heads(page)[-1] == "Closes"


def test_words_and_a_partner_narrow_the_list_and_one_click_widens_it(workspace: Workspace, page: DecisionsPage) -> None:
    page.focus_filter()
    QTest.keyClicks(page._filter, "eclairage")
    workspace.tasks.drain()
    assert refs(page) == ["D-20"]
    page._filter.setText("rien de tel")
    workspace.tasks.drain()
    press(page, "Effacer les filtres")
    workspace.tasks.drain()
    assert len(refs(page)) == 9
    field = page.findChild(ChoiceField)
    assert field is not None
    field.set_value(by_ref(workspace, "D-11").pilot_id)
    field.activated.emit(field.currentIndex())
    workspace.tasks.drain()
    assert "D-11" in refs(page)
    assert len(refs(page)) < 9


def test_a_route_selects_a_decision_even_a_closed_one(workspace: Workspace, page: DecisionsPage) -> None:
    key = by_ref(workspace, "D-8").id
    page.open(Route("decisions", key))
    workspace.tasks.drain()
    assert table(page).current_row.ref == "D-8"
    page.open(Route("decisions", part="late"))
    workspace.tasks.drain()
    assert refs(page) == ["D-11", "D-12"]


def test_alt_arrows_go_to_the_previous_and_next_decision(qtbot: QtBot, page: DecisionsPage) -> None:
    table(page).setFocus()
    QTest.keyClick(table(page), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert table(page).current_row.ref == "D-12"
    QTest.keyClick(table(page), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert table(page).current_row.ref == "D-23"
    QTest.keyClick(table(page), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert table(page).current_row.ref == "D-12"


def test_carrying_over_needs_a_later_date_and_keeps_what_was_typed(workspace: Workspace, page: DecisionsPage) -> None:
    press(page, "Reporter")
    asked = popover()
    due, reason = asked.findChild(DateField), asked.findChild(NotesField)
    assert due is not None
    assert reason is not None
    QTest.keyClicks(due, "1/10/2026")
    reason.setPlainText("Devis attendu")
    asked.submit()
    workspace.tasks.drain()
    assert "plus tardive" in "".join(label.text() for label in asked.findChildren(QLabel))
    assert reason.toPlainText() == "Devis attendu"
    due.setText("15/12")
    asked.submit()
    workspace.tasks.drain()
    row = by_ref(workspace, "D-11")
    assert (row.due, row.state, row.carried_over) == (dt.date(2026, 12, 15), DecisionState.CARRIED_OVER, 1)


def test_marked_done_it_leaves_the_open_ones(workspace: Workspace, page: DecisionsPage) -> None:
    press(page, "Marquer tenue")
    workspace.tasks.drain()
    assert by_ref(workspace, "D-11").state is DecisionState.DONE
    assert "D-11" not in refs(page)
    assert "19" in page.heading().subtitle


def test_abandoning_asks_for_a_reason(workspace: Workspace, page: DecisionsPage) -> None:
    page._panel.abandon()
    asked = popover()
    asked.submit()
    workspace.tasks.drain()
    assert by_ref(workspace, "D-11").state is DecisionState.IN_PROGRESS
    asked.findChild(NotesField).setPlainText("Le bailleur a changé les portes")  # type: ignore[union-attr]
    asked.submit()
    workspace.tasks.drain()
    assert by_ref(workspace, "D-11").state is DecisionState.ABANDONED


def test_the_missing_pilot_is_named_from_the_detail_even_after_validation(
    workspace: Workspace, page: DecisionsPage
) -> None:
    page.open(Route("decisions", by_ref(workspace, "D-22").id))
    workspace.tasks.drain()
    page.findChild(Button, "change-pilot_id").click()  # type: ignore[union-attr]
    asked = popover()
    field = asked.findChild(PartnerField)
    assert field is not None
    QTest.keyClicks(field, "hd")
    QTest.keyClick(field, Qt.Key.Key_Return)
    workspace.tasks.drain()
    assert by_ref(workspace, "D-22").pilot == "Habitat du Détroit"


def test_the_text_is_changed_in_place_until_the_minutes_are_validated(
    workspace: Workspace, page: DecisionsPage
) -> None:
    key = workspace.tasks.store.write(decisions.create, 6, "Repeindre le hall").result
    page.reload()
    page.open(Route("decisions", key))
    workspace.tasks.drain()
    table(page).setFocus()
    QTest.keyClick(table(page), Qt.Key.Key_F2)
    field = page._panel.findChild(NotesField)
    assert field is not None
    assert field.isVisible()
    field.setPlainText("Repeindre les halls 4 et 6")
    QTest.keyClick(field, Qt.Key.Key_Return)
    workspace.tasks.drain()
    assert workspace.tasks.store.read(decisions.sheet, key, workspace.today).row.text == "Repeindre les halls 4 et 6"
    page.open(Route("decisions", by_ref(workspace, "D-11").id))
    workspace.tasks.drain()
    page._panel.edit_text()
    assert not field.isVisible()


def test_every_control_has_a_name(page: DecisionsPage) -> None:
    for child in page.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible():
            assert child.accessibleName(), child


def test_partners_are_found_by_acronym_start_or_part_of_their_name(qapp: QApplication) -> None:
    field = PartnerField()
    field.set_choices(
        (PartnerChoice(1, "Habitat du Détroit", "HD"), PartnerChoice(2, "Département 62", "D62"),
         PartnerChoice(3, "Logis d’Opale", "LO"), PartnerChoice(4, "Opale Mobilités", "OM"))
    )  # fmt: skip
    for typed, expected in (("hd", 1), ("departement", 2), ("opale", 4), ("detroit", 1), ("d62", 2)):
        assert field.read(typed) == expected
    assert field.read("inconnu") is None


def test_exporting_takes_what_is_chosen_what_is_shown_or_the_record_of_the_meeting(
    qtbot: QtBot, workspace: Workspace, page: DecisionsPage
) -> None:
    first = by_ref(workspace, "D-11")
    with qtbot.waitSignal(workspace.register_requested) as asked:
        assert page.export()
    assert asked.args == ["export", (first.id,), "Décision D-11"]
    menu = page._export.menu_of_exports()
    with qtbot.waitSignal(workspace.register_requested) as asked:
        menu.chosen.emit("shown", None)
    assert asked.args[1:] == [tuple(row.id for row in page._shown()), "Décisions ouvertes"]
    with qtbot.waitSignal(workspace.export_requested) as asked:
        menu.chosen.emit("meeting", first.meeting_id)
    assert asked.args == ["decisions", first.meeting_id, "partners"]


def test_a_question_is_freed_when_it_is_given_up(qtbot: QtBot, page: DecisionsPage) -> None:
    press(page, "Reporter")
    asked = popover()
    with qtbot.waitSignal(asked.destroyed):
        QTest.keyClick(asked, Qt.Key.Key_Escape)


def test_the_agenda_review_is_told(workspace: Workspace, page: DecisionsPage) -> None:
    key = by_ref(workspace, "D-12").id
    workspace.tasks.store.write(agenda.review, 6, key)
    page.open(Route("decisions", key))
    workspace.tasks.drain()
    words = [label.text() for label in page._panel.findChildren(QLabel)]
    assert any("séance n°" in each and "Proposée" in each for each in words)
