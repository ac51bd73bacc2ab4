"""Objectives in a meeting: linked to items, their figures beside them, what they give to speak of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import DecisionKind, OutlookState, SupportState
from psq_desktop.services.preparing import agenda
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.services.steering import commitments, objectives, outlooks, supports
from psq_desktop.services.steering.progress_rows import ObjectiveRow
from psq_desktop.views import theme
from psq_desktop.views.decision_parts.popover import Popover
from psq_desktop.views.meeting.agenda_line import AgendaLine
from psq_desktop.views.meeting.agenda_tab import AgendaTab
from psq_desktop.views.meeting.minutes_tab import MinutesTab
from psq_desktop.views.meeting.page import MeetingPage
from psq_desktop.views.meeting.proposals import SubjectLine
from psq_desktop.views.meeting.subjects import ASKED, GAPS, LATE, SILENT
from psq_desktop.views.objective_parts.figures_card import FiguresCard
from psq_desktop.views.screen import Workspace
from tests.conftest import TODAY
from tests.views.audit import cut_texts, unnamed_controls
from tests.views.meeting.acting import Person

Key = Qt.Key


@pytest.fixture
def person(workspace: Workspace, show: Callable[..., None]) -> Person:
    page = MeetingPage(workspace)
    made = Person(workspace, page)
    show(page)
    made.open("agenda")
    return made


def tab(person: Person) -> AgendaTab:
    found = person.page.tab
    assert isinstance(found, AgendaTab)
    return found


def items(person: Person) -> tuple[ItemRow, ...]:
    found: tuple[ItemRow, ...] = person.read(agenda.items, 6)
    return found


def line(person: Person, number: int) -> AgendaLine:
    lines = tab(person).list
    return lines.lines[lines.order[number - 1]]


def objective(person: Person, code: str) -> ObjectiveRow:
    rows: tuple[ObjectiveRow, ...] = person.read(objectives.search, TODAY)
    return next(row for row in rows if row.code == code)


def subject(person: Person, group: str, code: str) -> SubjectLine:
    wanted = objective(person, code).id
    return next(
        each
        for each in tab(person).proposals.subject_lines
        if (each.subject.group, each.subject.objective_id) == (group, wanted)
    )


def shown(card: FiguresCard) -> str:
    return " | ".join(label.text() for label in card.findChildren(QLabel) if not label.isHidden())


def answer(person: Person, text: str) -> None:
    found = QApplication.activePopupWidget()
    assert isinstance(found, Popover)
    field = found.findChild(QLineEdit)
    assert field is not None
    person.type_over(field, text)


# The link


def test_an_item_is_linked_by_the_number_and_says_so(person: Person) -> None:
    assert line(person, 2).objective.isHidden()
    person.click(line(person, 2).menu_button)
    person.choose("Lier à un objectif")
    answer(person, "4.1")
    assert items(person)[1].objective == "4.1"
    assert line(person, 2).objective.accessibleName() == "Objectif lié\u00a0: Obj. 4.1"
    assert not line(person, 2).objective.isHidden()
    assert person.actions == 3


def test_a_word_of_the_title_is_enough_and_an_unknown_one_is_said(person: Person) -> None:
    person.click(line(person, 3).objective)
    person.choose("Choisir un autre objectif")
    popover = QApplication.activePopupWidget()
    answer(person, "zebre")
    assert QApplication.activePopupWidget() is popover
    answer(person, "inter-services")
    assert items(person)[2].objective == "4.1"


def test_the_link_is_taken_away_and_comes_back(person: Person) -> None:
    person.click(line(person, 3).objective)
    person.choose("Retirer le lien")
    assert items(person)[2].objective == ""
    assert line(person, 3).objective.isHidden()
    person.undo()
    assert items(person)[2].objective == "1.1"


def test_the_linked_objective_is_opened_from_its_item(person: Person, qtbot: QtBot) -> None:
    person.click(line(person, 3).objective)
    with qtbot.waitSignal(person.workspace.go) as gone:
        person.choose("Ouvrir l’objectif 1.1")
    assert gone.args is not None
    assert (gone.args[0].screen, gone.args[0].id) == ("objectives", objective(person, "1.1").id)


def test_a_decision_on_a_linked_item_serves_its_objective(person: Person) -> None:
    item = items(person)[2]
    made = person.workspace.tasks.store.write(
        decisions.create, 6, "Poser deux caméras.", kind=DecisionKind.DECISION, item_id=item.id
    ).result
    found = next(row for row in person.read(decisions.register, TODAY) if row.id == made)
    assert found.objective_id == item.objective_id


# Figures


def test_the_figures_follow_the_current_item_and_fresh_facts(person: Person) -> None:
    card = tab(person).side.figures
    line(person, 1).setFocus()
    person.settle()
    assert card.isHidden()
    line(person, 3).setFocus()
    person.settle()
    row = objective(person, "1.1")
    assert not card.isHidden()
    for words in ("Objectif 1.1", row.title, "65\u202f%", "cible\u00a023"):
        assert words in shown(card)
    outcome = person.workspace.tasks.store.write(
        outlooks.declare, row.id, OutlookState.COMPROMISED, on=TODAY, today=TODAY, author="Mme A"
    )
    person.workspace.tasks.written.emit(outcome.changes, "")
    person.settle()
    assert card.sheet is not None
    assert card.sheet.row.outlook is OutlookState.COMPROMISED


def test_late_commitments_and_requests_are_said_by_partner(person: Person, qtbot: QtBot) -> None:
    found = person.read(objectives.sheet, objective(person, "4.1").id, TODAY)
    late = [each for each in found.commitments if each.late_days]
    waiting = [each for each in found.supports if each.state is SupportState.ASKED]
    person.click(line(person, 2).menu_button)
    person.choose("Lier à un objectif")
    answer(person, "4.1")
    line(person, 2).setFocus()
    person.settle()
    card = tab(person).side.figures
    assert ("Engagements en retard" in shown(card)) is bool(late)
    assert ("Appuis demandés" in shown(card)) is bool(waiting)
    for each in (*late, *waiting):
        assert each.partner in shown(card)
    with qtbot.waitSignal(person.workspace.go) as gone:
        person.click(card.open_button)
    assert gone.args is not None
    assert gone.args[0].id == found.row.id


def test_the_minutes_show_the_figures_of_the_item_that_is_read(person: Person) -> None:
    person.open("minutes", 5)
    found = person.page.tab
    assert isinstance(found, MinutesTab)
    rows = person.read(agenda.items, 5)
    linked = next(row for row in rows if row.objective == "4.1")
    found._on_place(linked.id)
    person.settle()
    assert not found._figures.isHidden()
    assert "Objectif 4.1" in shown(found._figures)
    found._on_place(rows[0].id)
    person.settle()
    assert found._figures.isHidden()


# What to speak of


def test_alerts_late_commitments_and_requests_are_proposed(person: Person) -> None:
    subjects = [each.subject for each in tab(person).proposals.subject_lines if each.subject.group != SILENT]
    told = {(each.group, each.objective_id) for each in subjects}
    gaps = {(GAPS, row.id) for row in person.read(objectives.search, TODAY) if row.gap}
    late = {(LATE, row.objective_id) for row in person.read(commitments.search, TODAY) if row.late_days}
    asked = {
        (ASKED, row.objective_id) for row in person.read(supports.search, TODAY) if row.state is SupportState.ASKED
    }
    assert gaps
    assert asked
    assert told == gaps | late | asked


def test_a_silent_partner_is_proposed_with_what_it_owes_and_one_click_gives_it_the_floor(person: Person) -> None:
    found = next(
        line for line in tab(person).proposals.subject_lines
        if line.subject.group == SILENT and line.subject.title == "DSDEN 62"
    )  # fmt: skip
    assert "campagne n° 2 non rendue" in found.subject.detail.replace("\u00a0", " ")
    assert "engagements à tenir" in found.subject.detail.replace("\u00a0", " ")
    person.click(found.add_button)
    added = next(item for item in items(person) if item.id == tab(person).list.current)
    assert (added.title, added.rapporteur) == ("Point de situation : DSDEN 62", "DSDEN 62")


def test_one_click_puts_an_alert_on_the_agenda_once(person: Person) -> None:
    before = len(items(person))
    person.click(subject(person, GAPS, "4.1").add_button)
    added = next(item for item in items(person) if item.objective == "4.1")
    assert (len(items(person)), added.title) == (before + 1, "Contrôles inter-services")
    assert added.rapporteur == objective(person, "4.1").pilot
    assert tab(person).list.current == added.id
    again = subject(person, GAPS, "4.1").add_button
    assert not again.isEnabled()
    assert f"point {added.number}" in again.accessibleName()
    assert person.notes[-1] == "Point ajouté à l’ordre du jour"
    person.undo()
    assert len(items(person)) == before
    assert subject(person, GAPS, "4.1").add_button.isEnabled()


def test_validated_minutes_propose_nothing_and_keep_the_figures(person: Person) -> None:
    person.open("agenda", 5)
    linked = next(row for row in person.read(agenda.items, 5) if row.objective)
    tab(person).list.lines[linked.id].setFocus()
    person.settle()
    assert tab(person).proposals.isHidden()
    assert not tab(person).side.figures.isHidden()


@pytest.mark.parametrize(("width", "scale"), [(1320, 1.0), (1290, 1.4)])
def test_every_control_is_named_and_no_word_is_cut(
    person: Person, qapp: QApplication, width: int, scale: float
) -> None:
    theme.apply(qapp, "contrast", scale)
    person.page.resize(width, 700)
    line(person, 3).setFocus()
    person.settle()
    assert unnamed_controls(person.page) == []
    assert cut_texts(person.page) == []
