"""What members wrote about circulated minutes: noted, answered and corrected where it is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from psq_desktop.services.kinds import MinutesState
from psq_desktop.services.minuting import minutes
from psq_desktop.services.minuting.minutes import ObservationRow
from psq_desktop.views.decision_parts.popover import Popover
from psq_desktop.views.meeting.minutes_tab import MinutesTab
from psq_desktop.views.meeting.minutes_tab_observations import ObservationLine, ObservationsPart
from psq_desktop.views.meeting.page import MeetingPage
from psq_desktop.views.screen import Route, Workspace
from tests.views.meeting.acting import CTRL, Person

Show = Callable[..., None]
MEETING = 5
ANSWER = "La permanence est notée."


@pytest.fixture
def person(workspace: Workspace, show: Show) -> Person:
    page = MeetingPage(workspace)
    show(page)
    made = Person(workspace, page)
    made.open("minutes", MEETING)
    made.settle()
    return made


def part(person: Person) -> ObservationsPart:
    tab = person.page.tab
    assert isinstance(tab, MinutesTab)
    return tab._observations


def line(person: Person, rank: int) -> ObservationLine:
    return tuple(part(person).lines.values())[rank]


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def stored(person: Person) -> tuple[ObservationRow, ...]:
    found: tuple[ObservationRow, ...] = person.read(minutes.observations, MEETING)
    return found


def write(field: ObservationLine, text: str) -> None:
    field.answer_field.setFocus()
    field.answer_field.setText(text)


@pytest.mark.parametrize("height", [560, 760])
def test_the_observation_that_waits_for_an_answer_is_seen_at_once(
    workspace: Workspace, show: Show, height: int
) -> None:
    page = MeetingPage(workspace)
    show(page, 1100, height)
    person = Person(workspace, page)
    person.open("minutes", MEETING)
    person.settle()
    field = line(person, 1).answer_field
    area = next(each for each in part(person).window().findChildren(QScrollArea) if each.isAncestorOf(field))
    corner = field.mapTo(area.viewport(), QPoint(0, field.height()))
    assert 0 < corner.y() <= area.viewport().height()
    assert field.accessibleName() == "Réponse à Conseil citoyen"
    assert not line(person, 0).answer_field.isVisible()  # it has its answer


def test_an_answer_is_saved_by_enter_and_takes_the_place_of_the_field(person: Person) -> None:
    write(line(person, 1), ANSWER)
    person.press(line(person, 1).answer_field, Qt.Key.Key_Return)
    assert stored(person)[1].answer == ANSWER
    assert person.notes == ["Réponse enregistrée"]
    assert not line(person, 1).answer_field.isVisible()
    assert line(person, 1).edit_button.hasFocus()
    assert not part(person).waiting


def test_an_answer_is_saved_when_it_is_left(person: Person) -> None:
    write(line(person, 1), ANSWER)
    QTest.keyClick(line(person, 1).answer_field, Qt.Key.Key_Tab)
    person.settle()
    assert stored(person)[1].answer == ANSWER


def test_ctrl_s_saves_the_answer_being_typed(person: Person) -> None:
    write(line(person, 1), ANSWER)
    person.page.commit_edits()
    person.settle()
    assert stored(person)[1].answer == ANSWER


def test_an_answer_is_corrected_in_place_and_escape_gives_up(person: Person) -> None:
    first, before = line(person, 0), stored(person)[0].answer
    person.click(first.edit_button)
    assert first.answer_field.hasFocus()
    first.answer_field.setText("Non.")
    person.press(first.answer_field, Qt.Key.Key_Escape)
    assert stored(person)[0].answer == before
    assert first.edit_button.isVisible()
    person.click(first.edit_button)
    first.answer_field.setText("Oui, en jours calendaires.")
    person.press(first.answer_field, Qt.Key.Key_Return)
    assert stored(person)[0].answer == "Oui, en jours calendaires."


def test_an_answer_can_be_taken_away_and_undone(person: Person) -> None:
    before = stored(person)[0].answer
    person.click(line(person, 0).edit_button)
    line(person, 0).answer_field.clear()
    person.press(line(person, 0).answer_field, Qt.Key.Key_Return)
    assert stored(person)[0].answer == ""
    assert line(person, 0).answer_field.isVisible()
    person.undo()
    assert stored(person)[0].answer == before
    assert line(person, 0).edit_button.isVisible()


def test_fresh_facts_leave_an_answer_being_typed(person: Person) -> None:
    write(line(person, 1), "En cours")
    person.workspace.tasks.store.write(minutes.answer_observation, stored(person)[0].id, "Autrement dit.")
    person.page.reload()
    person.settle()
    assert line(person, 1).answer_field.text() == "En cours"
    assert line(person, 1).answer_field.hasFocus()
    assert line(person, 0)._answer.text() == "Autrement dit."


def test_an_observation_is_noted_by_keyboard(person: Person) -> None:
    person.click(part(person).note_button)
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, Popover)
    QTest.keyClicks(focused(), "hd")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "Au point 2, une date manque.")
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    person.settle()
    noted = stored(person)[-1]
    assert (noted.partner, noted.text) == ("Habitat du Détroit", "Au point 2, une date manque.")
    assert noted.received_on == person.workspace.today
    assert person.notes == ["Observation notée"]
    assert len(part(person).lines) == 3


def test_an_observation_without_words_is_refused_and_nothing_typed_goes(person: Person) -> None:
    person.click(part(person).note_button)
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, Popover)
    QTest.keyClicks(focused(), "hd")
    popover.submit()
    person.settle()
    assert popover.isVisible()
    assert popover._rows["text"].problem
    assert len(stored(person)) == 2
    popover.close()


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (MinutesState.VALIDATED, False),
        (MinutesState.CIRCULATED, True),
        (MinutesState.OBSERVATIONS, True),
        (MinutesState.APPROVED, False),
    ],
)
def test_observations_are_noted_while_the_minutes_circulate(person: Person, state: MinutesState, offered: bool) -> None:
    person.workspace.write(minutes.set_state, MEETING, state, person.workspace.today)
    person.settle()
    assert part(person).note_button.isVisible() is offered


def test_without_observation_the_checks_stand_alone(person: Person) -> None:
    person.page.open(Route("meeting", 6, "minutes"))
    person.settle()
    assert not part(person).isVisible()
