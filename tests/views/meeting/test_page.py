"""The meeting's screen: its tabs, its course, its details."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from psq_desktop.services import meetings
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import MeetingStage, MinutesState
from psq_desktop.services.meetings import MeetingSheet
from psq_desktop.views.meeting.details import DetailsPopover
from psq_desktop.views.meeting.page import MeetingPage
from psq_desktop.views.screen import Route, Workspace
from tests.views.audit import cut_texts, unnamed_controls
from tests.views.meeting.acting import CTRL, Person

Key = Qt.Key


@pytest.fixture
def person(workspace: Workspace, show: Callable[..., None]) -> Person:
    page = MeetingPage(workspace)
    page.course.clock = lambda: dt.datetime(2026, 12, 13, 11, 5, 42)
    made = Person(workspace, page)
    show(page)
    made.open("agenda")
    return made


def sheet(person: Person, meeting_id: int = 6) -> MeetingSheet:
    found: MeetingSheet = person.read(meetings.sheet, meeting_id)
    return found


def test_the_heading_names_the_meeting_its_year_and_its_state(person: Person) -> None:
    heading = person.page.heading()
    assert heading.title == "Comité de suivi QRR, séance n°\u00a06"
    assert heading.crumbs == ("Séances", "2026")
    assert heading.badge is not None
    assert heading.badge.accessibleName() == "Convoquée"
    assert heading.actions == (person.page.course.start_button,)


def test_ctrl_tab_walks_the_tabs_round(person: Person) -> None:
    page = person.page
    for expected in ("participants", "summons", "minutes", "decisions", "agenda"):
        QTest.keyClick(page, Key.Key_Tab, CTRL)
        person.settle()
        assert page.tabs.current == expected
    QTest.keyClick(page, Key.Key_PageUp, CTRL)
    person.settle()
    assert page.tabs.current == "decisions"
    assert page._stack.currentWidget() is page.tab


@pytest.mark.parametrize(("meeting_id", "part"), [(6, "agenda"), (5, "minutes")])
def test_without_a_part_the_stage_chooses_the_tab(person: Person, meeting_id: int, part: str) -> None:
    person.page._meeting_id = None
    person.open("", meeting_id)
    assert person.page.tabs.current == part


def test_the_course_of_a_meeting_goes_one_button_at_a_time_and_comes_back(person: Person) -> None:
    page = person.page
    person.start()
    assert sheet(person).stage is MeetingStage.IN_SESSION
    assert page.tabs.current == "participants"
    assert page.course.close_button in page.heading().actions
    person.click(page.course.close_button)
    assert sheet(person).stage is MeetingStage.HELD
    assert sheet(person).ends is None  # the clock says nothing of a meeting of another day
    assert person.notes[-1] == "Séance close"
    person.undo()
    assert sheet(person).stage is MeetingStage.IN_SESSION
    assert page.note.isHidden()


def test_a_meeting_of_another_day_is_opened_only_when_asked_again(person: Person) -> None:
    person.click(person.page.course.start_button)
    assert "\u00a0décembre" in person.page.note.accessibleName() and person.page.note.isVisible()
    assert sheet(person).stage is not MeetingStage.IN_SESSION
    person.click(person.page.note._second)
    assert person.page.note.isHidden()
    assert sheet(person).stage is not MeetingStage.IN_SESSION


def test_a_meeting_of_today_opens_and_closes_at_the_hour(person: Person) -> None:
    person.workspace.write(meetings.set_field, 6, "date", person.workspace.today)
    person.settle()
    person.click(person.page.course.start_button)
    person.click(person.page.course.close_button)
    assert sheet(person).ends == dt.time(11, 5)
    assert person.notes[-1] == "Séance close à 11\u00a0h\u00a005"


def test_an_end_before_the_beginning_is_flagged_and_not_kept(person: Person) -> None:
    person.start()
    person.click(person.page.course.close_button)
    details = open_details(person)
    person.type_over(details.ends_field, "8 h 00")
    assert sheet(person).ends is None
    assert "avant" in details._rows["ends"].problem
    person.type_over(details.ends_field, "18 h 00")
    assert sheet(person).ends == dt.time(18)
    details.close()


def test_closing_never_blocks_and_lists_what_is_missing(person: Person) -> None:
    person.start()
    person.workspace.write(decisions.create, 6, "Poser un miroir")
    person.settle()
    person.click(person.page.course.close_button)
    card = person.page.closed_card
    assert card.isVisible()
    words = card.accessibleDescription()
    assert "15\u00a0présences non pointées, comptées absentes" in words
    assert "sans pilote" in words
    assert "sans échéance" in words
    assert "7\u00a0points non abordés" not in words  # one was: the time of the first began at the opening
    assert "6\u00a0points non abordés" in words
    person.click(card.validate_button)
    assert sheet(person).minutes_state is MinutesState.REVIEWED
    assert card.validate_button.isHidden() and "envoyé en validation le" in card.accessibleName()
    person.undo()
    assert card.validate_button.isVisible() and card.accessibleName() == "La séance est close."
    person.undo()
    assert sheet(person).stage is MeetingStage.IN_SESSION
    assert card.isHidden()


def test_a_meeting_in_preparation_is_marked_convened(person: Person) -> None:
    day = person.workspace.today + dt.timedelta(90)
    keys: list[int] = []
    person.workspace.write(meetings.create, 1, day, dt.time(9, 30), "Salle Opale", then=keys.append)
    person.settle()
    made = keys[0]
    person.open("agenda", made)
    assert person.page.heading().actions == (person.page.course.summon_button, person.page.course.start_button)
    person.click(person.page.course.summon_button)
    assert sheet(person, made).stage is MeetingStage.SUMMONED
    assert sheet(person, made).summoned_on == person.workspace.today


def open_details(person: Person) -> DetailsPopover:
    person.click(person.page.details_button)
    found = person.popover()
    assert isinstance(found, DetailsPopover)
    return found


def test_details_save_themselves_when_left(person: Person) -> None:
    popover = open_details(person)
    person.type_over(popover.date_field, "15/12")
    person.type_over(popover.starts_field, "14h")
    person.type_over(popover.lines["place"], "Salle Opale", None)
    popover.close()
    person.settle()
    facts = sheet(person).row
    assert (facts.date, facts.starts, facts.place) == (dt.date(2026, 12, 15), dt.time(14), "Salle Opale")
    assert person.page.details_button.accessibleName() == "15\u00a0déc.\u00a02026, 14\u00a0h\u00a000"


def test_a_number_that_is_taken_is_refused_under_the_field_and_a_past_day_is_told(person: Person) -> None:
    popover = open_details(person)
    person.type_over(popover.number_field, "5")
    assert "existe déjà" in popover._rows["number"].problem
    assert sheet(person).row.number == 6
    person.type_over(popover.date_field, "3/2/2026")
    assert popover._past.isVisible()
    assert sheet(person).row.date == dt.date(2026, 2, 3)
    popover.close()


def test_a_meeting_without_a_date_is_refused_under_the_field(person: Person) -> None:
    popover = open_details(person)
    popover.date_field.clear()
    person.press(popover.date_field, Key.Key_Return)
    assert popover._rows["date"].problem
    assert sheet(person).row.date == dt.date(2026, 12, 13)
    popover.close()


def test_details_of_validated_minutes_are_read_only_and_the_panel_is_freed(person: Person) -> None:
    person.open("agenda", 4)
    popover = open_details(person)
    assert popover.lines["chair"].isReadOnly()
    assert unnamed_controls(popover) == []
    popover.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(popover)


def test_a_meeting_deleted_meanwhile_leads_back_to_the_list(person: Person) -> None:
    asked: list[Route] = []
    person.workspace.go.connect(asked.append)
    person.workspace.write(meetings.remove, 6)
    person.settle()
    assert asked == [Route("meetings")]


def test_only_the_tab_that_is_seen_is_fed(person: Person) -> None:
    fed: list[str] = []
    for part in ("participants", "agenda"):  # a tab is made when it is first seen
        person.open(part)
    for key, tab in person.page.parts.items():
        original = tab.show_meeting
        tab.show_meeting = lambda facts, key=key, original=original: (fed.append(key), original(facts))  # type: ignore
    person.page.reload()
    person.settle()
    assert fed == ["agenda"]
    person.page.tabs.set_current("participants")
    person.settle()
    assert fed == ["agenda", "participants"]


@pytest.mark.parametrize("meeting_id", [4, 5, 6])
@pytest.mark.parametrize("part", ["agenda", "participants"])
def test_no_word_is_cut_and_every_control_is_named(person: Person, meeting_id: int, part: str) -> None:
    person.open(part, meeting_id)
    assert unnamed_controls(person.page) == []
    assert cut_texts(person.page) == []
