"""Who is convened, who answered, who came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from psq_desktop.services import committees, meetings, partners
from psq_desktop.services.kinds import AttendanceStatus, QuorumRule, Reply
from psq_desktop.services.sitting import attendance
from psq_desktop.services.sitting.attendance import SeatRow
from psq_desktop.views.kit import Group
from psq_desktop.views.meeting import seats
from psq_desktop.views.meeting.page import MeetingPage
from psq_desktop.views.meeting.participants_tab import ParticipantsTab
from psq_desktop.views.screen import Route, Workspace
from psq_desktop.views.seat_parts.popovers import AddPopover, RepresentedPopover, SeatPopover
from psq_desktop.views.seat_parts.withdrawal import WithdrawalPopover
from tests.views.audit import cut_texts, unnamed_controls
from tests.views.meeting.acting import Person

Key = Qt.Key
LANDLORD, GUEST, COLLEGE = "Habitat du Détroit", "Parquet de Boulogne-sur-Mer", "Collège des Embruns"


@pytest.fixture
def person(workspace: Workspace, show: Callable[..., None]) -> Person:
    page = MeetingPage(workspace)
    made = Person(workspace, page)
    show(page, 1300, 980)
    made.open("participants")
    return made


@pytest.fixture
def in_session(person: Person) -> Person:
    person.workspace.write(meetings.start, 6)
    person.settle()
    return person


def tab(person: Person) -> ParticipantsTab:
    found = person.page.tab
    assert isinstance(found, ParticipantsTab)
    return found


def seat(person: Person, partner: str, meeting_id: int = 6) -> SeatRow:
    rows: tuple[SeatRow, ...] = person.read(attendance.seats, meeting_id)
    return next(row for row in rows if partner in (row.partner, row.person))


def select(person: Person, partner: str) -> None:
    tab(person).table.select(seat(person, partner).id)
    tab(person).table.setFocus()


def click_badge(person: Person, partner: str, column: int) -> None:
    table = tab(person).table
    position = tab(person)._rows.position_of(seat(person, partner).id)
    assert position is not None
    area = table.visualRect(tab(person)._rows.index(position, column))
    person.click(table.viewport(), area.center())


def test_a_meeting_opens_with_all_present_but_one_excused_and_one_represented_in_6_actions(person: Person) -> None:
    person.workspace.today = dt.date(2026, 12, 13)  # the day it is planned for: nothing is asked
    person.click(person.page.course.start_button)
    person.click(tab(person).present_button)
    click_badge(person, "Ville de Calais", seats.STATUS_COLUMN)
    person.choose("Excusé")
    click_badge(person, "Opale Mobilités", seats.STATUS_COLUMN)
    person.choose("Représenté par")
    assert person.actions <= 6
    assert seat(person, "Ville de Calais").status is AttendanceStatus.EXCUSED
    replaced = seat(person, "Opale Mobilités")
    assert replaced.status is AttendanceStatus.REPRESENTED
    assert replaced.represented_by
    assert seat(person, COLLEGE).status is AttendanceStatus.PRESENT
    assert not [row for row in person.read(attendance.seats, 6) if row.status is AttendanceStatus.EXPECTED]


def test_all_present_is_one_step_that_comes_back(in_session: Person) -> None:
    before = in_session.read(attendance.seats, 6)
    in_session.click(tab(in_session).present_button)
    assert in_session.notes[-1].startswith("Tous présents")
    in_session.undo()
    assert in_session.read(attendance.seats, 6) == before


@pytest.mark.parametrize(
    ("key", "status"),
    [
        (Key.Key_P, AttendanceStatus.PRESENT),
        (Key.Key_E, AttendanceStatus.EXCUSED),
        (Key.Key_A, AttendanceStatus.ABSENT),
    ],
)
def test_one_key_records_a_presence(in_session: Person, key: Qt.Key, status: AttendanceStatus) -> None:
    select(in_session, COLLEGE)
    in_session.press(tab(in_session).table, key)
    assert seat(in_session, COLLEGE).status is status
    assert tab(in_session).table.current_row.seat.partner == COLLEGE


@pytest.mark.parametrize(("key", "reply"), [(Key.Key_P, Reply.COMING), (Key.Key_E, Reply.EXCUSED), (Key.Key_A, None)])
def test_before_the_meeting_the_same_keys_record_the_reply(person: Person, key: Qt.Key, reply: Reply | None) -> None:
    select(person, LANDLORD)
    person.press(tab(person).table, key)
    changed = seat(person, LANDLORD)
    assert (changed.reply, changed.status) == (reply, AttendanceStatus.EXPECTED)


def test_a_guest_is_never_absent(in_session: Person) -> None:
    select(in_session, GUEST)
    in_session.press(tab(in_session).table, Key.Key_A)
    assert seat(in_session, GUEST).status is AttendanceStatus.GUEST
    assert in_session.notes[-1] == f"{GUEST} reste invité"
    in_session.press(tab(in_session).table, Key.Key_P)
    assert seat(in_session, GUEST).status is AttendanceStatus.PRESENT


def test_the_menu_of_a_guest_does_not_offer_absent(in_session: Person) -> None:
    click_badge(in_session, GUEST, seats.STATUS_COLUMN)
    with pytest.raises(AssertionError):
        in_session.choose("Absent")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_r_asks_by_whom_and_proposes_the_substitute(in_session: Person) -> None:
    select(in_session, LANDLORD)
    in_session.press(tab(in_session).table, Key.Key_R)
    popover = in_session.popover()
    assert isinstance(popover, RepresentedPopover)
    assert "Sarah Fournier" in popover.name_edit.text()
    in_session.press(popover.name_edit, Key.Key_Return)
    changed = seat(in_session, LANDLORD)
    assert changed.status is AttendanceStatus.REPRESENTED
    assert "Sarah Fournier" in changed.represented_by


def test_r_takes_a_free_name_and_escape_changes_nothing(in_session: Person) -> None:
    select(in_session, COLLEGE)
    in_session.press(tab(in_session).table, Key.Key_R)
    in_session.press(in_session.popover(), Key.Key_Escape)
    assert seat(in_session, COLLEGE).status is AttendanceStatus.EXPECTED
    in_session.press(tab(in_session).table, Key.Key_R)
    popover = in_session.popover()
    assert isinstance(popover, RepresentedPopover)
    in_session.type_over(popover.name_edit, "Mme Nina Roux")
    assert seat(in_session, COLLEGE).represented_by == "Mme Nina Roux"


def test_before_the_meeting_r_keeps_the_announced_name(person: Person) -> None:
    select(person, COLLEGE)
    person.press(tab(person).table, Key.Key_R)
    popover = person.popover()
    assert isinstance(popover, RepresentedPopover)
    person.type_over(popover.name_edit, "Mme Nina Roux")
    changed = seat(person, COLLEGE)
    assert (changed.reply, changed.represented_by) == (Reply.REPRESENTED, "Mme Nina Roux")


def open_editor(person: Person, partner: str) -> SeatPopover:
    select(person, partner)
    person.press(tab(person).table, Key.Key_Return)
    popover = person.popover()
    assert isinstance(popover, SeatPopover)
    return popover


def test_entry_opens_the_seat_whose_fields_save_themselves(in_session: Person) -> None:
    popover = open_editor(in_session, LANDLORD)
    in_session.type_over(popover.arrived_field, "9h45")
    in_session.type_over(popover.left_field, "11:05", None)
    popover.close()
    in_session.settle()
    changed = seat(in_session, LANDLORD)
    assert (changed.arrived, changed.left) == (dt.time(9, 45), dt.time(11, 5))
    position = tab(in_session)._rows.position_of(changed.id)
    assert position is not None
    assert "arrivée 9\u00a0h\u00a045" in str(tab(in_session)._rows.cell(position, 1)).replace("\\xa0", "\u00a0")


def test_leaving_before_arriving_is_said_under_the_field_and_the_words_stay(in_session: Person) -> None:
    popover = open_editor(in_session, LANDLORD)
    in_session.type_over(popover.arrived_field, "10h")
    in_session.type_over(popover.left_field, "9h")
    assert popover._rows["left"].problem
    assert popover.left_field.text() == "9\u00a0h\u00a000"
    assert seat(in_session, LANDLORD).left is None
    popover.close()


def test_another_person_sits_with_her_role(in_session: Person) -> None:
    popover = open_editor(in_session, LANDLORD)
    people = in_session.read(attendance.people, seat(in_session, LANDLORD).id)
    other = next(each for each in people if each.display != seat(in_session, LANDLORD).person)
    popover.person_choice.set_value(other.contact_id)
    popover.person_choice.value_changed.emit(other.contact_id)
    in_session.settle()
    changed = seat(in_session, LANDLORD)
    assert (changed.person, changed.role) == (other.display, other.role)
    popover.close()


def test_suppr_removes_a_seat_and_undo_brings_it_back(person: Person) -> None:
    select(person, COLLEGE)
    person.press(tab(person).table, Key.Key_Delete)
    assert COLLEGE not in [row.partner for row in person.read(attendance.seats, 6)]
    assert person.notes[-1] == f"{COLLEGE} retiré de la séance"
    person.undo()
    assert seat(person, COLLEGE).reply is None


def test_a_guest_is_invited_by_name(person: Person) -> None:
    person.click(tab(person).add_button)
    popover = person.popover()
    assert isinstance(popover, AddPopover)
    person.click(popover.invite_button)
    assert popover._rows["name"].problem
    person.type_over(popover.organisation_edit, "INSEE", None)
    person.type_over(popover.name_edit, "M. Paul Petit")
    assert not isValid(popover)
    added = seat(person, "M. Paul Petit")
    assert (added.guest, added.status, added.partner) == (True, AttendanceStatus.GUEST, "INSEE")


def test_a_partner_that_is_not_convened_can_be(person: Person) -> None:
    select(person, COLLEGE)
    person.press(tab(person).table, Key.Key_Delete)
    person.click(tab(person).add_button)
    popover = person.popover()
    assert isinstance(popover, AddPopover)
    wanted = next(row.id for row in person.read(partners.search, person.workspace.today) if row.name == COLLEGE)
    popover.partner_choice.value_changed.emit(wanted)
    person.settle()
    assert seat(person, COLLEGE).status is AttendanceStatus.EXPECTED


def test_filters_and_words_narrow_the_list(person: Person) -> None:
    shown = tab(person)._rows
    tab(person).before_chips._choose("silent")
    assert sum(not isinstance(shown.row_at(i), Group) and shown.row_at(i) is not None for i in range(50)) == 7
    tab(person).focus_filter()
    assert tab(person).filter_field.hasFocus()
    tab(person).filter_field.setText("ecole")
    assert shown.rowCount() == 0
    tab(person).table.clear_filters_requested.emit()
    assert shown.rowCount() == 16 + 10


def test_folded_colleges_say_who_comes(person: Person) -> None:
    rows = tab(person)._rows
    head = rows.group_at(0)
    assert head is not None
    assert head.folded_sub == "3\u00a0membres · 2\u00a0viennent, 1\u00a0représenté"
    tab(person).table._fold(0, True)
    assert rows.group_sub(head) == head.folded_sub


def test_the_model_answers_as_qt_expects(person: Person) -> None:
    QAbstractItemModelTester(tab(person)._rows, QAbstractItemModelTester.FailureReportingMode.Warning)
    tab(person).before_chips._choose("coming")
    tab(person).before_chips._choose("all")


def test_the_panel_counts_replies_then_presence(person: Person) -> None:
    panel = tab(person).panel
    assert (panel._figure.text(), panel._title.text()) == ("8", "Réponses")
    assert panel.waiting_note.accessibleName().endswith("7\u00a0participants sans réponse")
    person.start()
    assert (panel._figure.text(), panel._title.text()) == ("0", "Présences")
    person.click(tab(person).present_button)
    assert panel.waiting_note.isHidden()


def test_a_mandate_to_renew_leads_to_its_partner(person: Person) -> None:
    asked: list[Route] = []
    person.workspace.go.connect(asked.append)
    tab(person).panel.mandate_note.action_requested.emit()
    assert asked == [Route("partners", seat(person, LANDLORD).partner_id)]


def test_the_attendance_sheet_is_previewed(person: Person) -> None:
    asked: list[tuple[str, int, str]] = []
    person.workspace.preview_requested.connect(lambda *what: asked.append(what))
    person.click(tab(person).sheet_button)
    assert asked == [("attendance", 6, "partners")]


def test_validated_minutes_make_the_seats_read_only(person: Person) -> None:
    person.open("participants", 4)
    before = person.read(attendance.seats, 4)
    table = tab(person).table
    table.select_first()
    for key in (Key.Key_P, Key.Key_R, Key.Key_E, Key.Key_A, Key.Key_Delete, Key.Key_Return):
        person.press(table, key)
    person.click(table.viewport(), QPoint(table.columnViewportPosition(seats.STATUS_COLUMN) + 20, 60))
    assert QApplication.activePopupWidget() is None
    assert person.read(attendance.seats, 4) == before
    assert tab(person).locked_note.isVisible()
    assert not tab(person).add_button.isVisible()


def cell(person: Person, partner: str) -> str:
    position = tab(person)._rows.position_of(seat(person, partner).id)
    assert position is not None
    return str(tab(person)._rows.cell(position, 1)).replace("\\xa0", " ")


def menu(person: Person, partner: str) -> None:
    click_badge(person, partner, seats.STATUS_COLUMN)


def test_the_menu_takes_a_proxy_and_gives_it_back(in_session: Person) -> None:
    menu(in_session, LANDLORD)
    in_session.choose("Ville de Calais")
    assert seat(in_session, LANDLORD).proxy_to == "Ville de Calais"
    assert "pouvoir à Ville de Calais" in cell(in_session, LANDLORD)
    menu(in_session, COLLEGE)
    in_session.choose("Ville de Calais")
    assert in_session.notes[-1] == "Ville de Calais détient 2\u00a0pouvoirs"
    menu(in_session, "Ville de Calais")
    in_session.choose("Arrive à")
    menu(in_session, "Ville de Calais")
    in_session.choose("Part à")
    assert in_session.notes[-1] == "Ville de Calais part : 2\u00a0pouvoirs ne comptent plus"
    menu(in_session, LANDLORD)
    in_session.choose("Reprendre le pouvoir")
    assert (seat(in_session, LANDLORD).proxy_to, seat(in_session, LANDLORD).status) == ("", AttendanceStatus.EXCUSED)


def test_the_menu_notes_arrivals_and_departures_at_the_hour(in_session: Person) -> None:
    tab(in_session).seat_actions.clock = lambda: dt.datetime(2026, 12, 13, 10, 12, 40)
    menu(in_session, COLLEGE)
    in_session.choose("Arrive à 10")
    menu(in_session, COLLEGE)
    in_session.choose("Part à 10")
    found = seat(in_session, COLLEGE)
    assert (found.status, found.arrived, found.left) == (AttendanceStatus.PRESENT, dt.time(10, 12), dt.time(10, 12))
    menu(in_session, COLLEGE)
    in_session.choose("Annuler le départ")
    assert seat(in_session, COLLEGE).left is None


def test_a_seat_leaves_the_room_for_ticked_items(in_session: Person) -> None:
    menu(in_session, COLLEGE)
    in_session.choose("Sort pour les points")
    popover = in_session.popover()
    assert isinstance(popover, WithdrawalPopover)
    assert unnamed_controls(popover) == []
    for box in list(popover.boxes.values())[2:5:2]:
        box.click()
    popover.reason_edit.setText("interesse")
    in_session.click(popover.save_button)
    assert not isValid(popover)
    assert seat(in_session, COLLEGE).withdrawn_from == (3, 5)
    assert "sort pour les points 3 et 5" in cell(in_session, COLLEGE)


def test_the_quorum_is_told_where_one_is_asked(in_session: Person) -> None:
    panel = tab(in_session).panel
    assert panel.quorum_line.isHidden()
    in_session.workspace.write(committees.set_quorum, QuorumRule.HALF)
    in_session.settle()
    assert panel._quorum.text() == "Quorum non atteint\u00a0: 0\u00a0membre compté, 8 requis"
    in_session.click(tab(in_session).present_button)
    assert panel._quorum.text().startswith("Quorum atteint")


def test_every_control_is_named_and_no_word_is_cut(person: Person) -> None:
    assert unnamed_controls(person.page) == []
    assert cut_texts(person.page) == []
