"""Seats: replies beforehand, presence on the day; a guest is never absent."""

from __future__ import annotations

import datetime as dt

import pytest

from psq_desktop import db
from psq_desktop.services import meetings, partners
from psq_desktop.services.kinds import AttendanceStatus, MandateRole, Reply
from psq_desktop.services.sitting import attendance
from psq_desktop.services.sitting.attendance import SeatRow
from tests.conftest import TODAY
from tests.services.helpers import meeting_id, problem, refused

EXPECTED, PRESENT, REPRESENTED, EXCUSED, ABSENT, GUEST = AttendanceStatus


@pytest.fixture
def key(demo_database: db.Database) -> int:
    return meeting_id(demo_database, 6)


def seat(base: db.Database, key: int, acronym: str) -> SeatRow:
    return next(s for s in base.read(attendance.seats, key) if s.acronym == acronym)


@pytest.mark.parametrize(
    ("status", "member", "guest"),
    [(EXPECTED, EXPECTED, GUEST), (PRESENT, PRESENT, PRESENT), (REPRESENTED, REPRESENTED, REPRESENTED),
     (EXCUSED, EXCUSED, EXCUSED), (ABSENT, ABSENT, GUEST), (GUEST, GUEST, GUEST)],
)  # fmt: skip
def test_a_guest_is_never_absent(
    demo_database: db.Database, key: int, status: AttendanceStatus, member: AttendanceStatus, guest: AttendanceStatus
) -> None:
    for acronym, wanted in (("VC", member), ("PR", guest)):
        demo_database.write(attendance.set_status, seat(demo_database, key, acronym).id, status, "Mme Remplaçante")
        found = seat(demo_database, key, acronym)
        assert found.status is wanted
        assert found.represented_by == ("Mme Remplaçante" if wanted is REPRESENTED else "")


def test_who_did_not_come_has_no_hours(demo_database: db.Database, key: int) -> None:
    found = seat(demo_database, key, "VC")
    demo_database.write(attendance.set_status, found.id, PRESENT)
    demo_database.write(attendance.set_field, found.id, "arrived", dt.time(9, 45))
    demo_database.write(attendance.set_field, found.id, "left", dt.time(10, 30))
    with refused("invalid") as caught:
        demo_database.write(attendance.set_field, found.id, "left", dt.time(9))
    assert problem(caught) == ("left", "left_before_arrived", {})
    demo_database.write(attendance.set_status, found.id, ABSENT)
    found = seat(demo_database, key, "VC")
    assert (found.arrived, found.left) == (None, None)


def test_all_present_fills_open_seats_and_follows_the_replies(demo_database: db.Database, key: int) -> None:
    demo_database.write(attendance.set_status, seat(demo_database, key, "OM").id, ABSENT)
    assert demo_database.write(attendance.all_present, key).result == 15
    found = {s.acronym: s.status for s in demo_database.read(attendance.seats, key)}
    assert {a for a, status in found.items() if status is EXCUSED} == {"D62"}
    assert {a for a, status in found.items() if status is REPRESENTED} == {"DIPN", "HD"}
    assert found["OM"] is ABSENT
    assert found["PR"] is PRESENT
    assert demo_database.write(attendance.all_present, key).result == 0


def test_a_reply_is_dated_and_can_be_taken_back(demo_database: db.Database, key: int) -> None:
    found = seat(demo_database, key, "PM")
    demo_database.write(attendance.set_reply, found.id, Reply.COMING, TODAY)
    assert seat(demo_database, key, "PM").reply is Reply.COMING
    demo_database.write(attendance.set_reply, found.id, None, TODAY)
    assert seat(demo_database, key, "PM").reply is None


def test_another_guest_needs_a_name(demo_database: db.Database, key: int) -> None:
    with refused("invalid") as caught:
        demo_database.write(attendance.add_guest, key, "  ", "Ailleurs")
    assert problem(caught)[:2] == ("name", "required")
    demo_database.write(attendance.add_guest, key, "Mme Tiers", "")
    last = demo_database.read(attendance.seats, key)[-1]
    assert (last.person, last.guest, last.status, last.college) == ("Mme Tiers", True, GUEST, attendance.OTHER_GUESTS)


def test_a_partner_is_convened_once(demo_database: db.Database) -> None:
    key = demo_database.write(meetings.create, 2, dt.date(2027, 3, 8), None, "").result
    added = demo_database.write(attendance.convene, key, 4).result
    found = next(s for s in demo_database.read(attendance.seats, key) if s.id == added)
    assert (found.acronym, found.guest, found.status) == ("PR", True, GUEST)
    with refused("already_convened") as caught:
        demo_database.write(attendance.convene, key, 4)
    assert caught.value.params == {"name": "Parquet de Boulogne-sur-Mer"}


def test_recent_presence_is_that_of_the_meetings_before(demo_database: db.Database, key: int) -> None:
    assert seat(demo_database, key, "LO").recent == (PRESENT, ABSENT, EXCUSED, None, ABSENT)
    first = demo_database.read(attendance.seats, meeting_id(demo_database, 1))
    assert all(s.recent == () for s in first)


def test_attendance_rates_are_those_of_the_meetings_that_convened(demo_database: db.Database) -> None:
    rates = {p.acronym: (p.attended, p.convened) for p in demo_database.read(partners.search, TODAY)}
    assert (rates["VC"], rates["LO"], rates["D62"]) == ((5, 5), (1, 4), (1, 3))


def test_mandates_are_shown_as_of_the_meeting(demo_database: db.Database) -> None:
    first, last = (
        next(s for s in demo_database.read(attendance.seats, meeting_id(demo_database, n)) if s.partner_id == 2)
        for n in (1, 6)
    )
    assert (first.acronym, first.mandate_role, first.mandate_ends_soon) == ("DDSP", MandateRole.HOLDER, True)
    assert (last.acronym, last.mandate_role, last.mandate_ends_soon) == ("DIPN", MandateRole.HOLDER, False)


def test_who_left_is_proposed_no_more(demo_database: db.Database, key: int) -> None:
    found = seat(demo_database, key, "DIPN")
    names = [p.display for p in demo_database.read(attendance.people, found.id)]
    assert [name.split()[-1] for name in names] == ["Briquet", "Castelain"]
    choice = demo_database.read(attendance.people, found.id)[1]
    demo_database.write(attendance.set_person, found.id, choice.contact_id)
    found = seat(demo_database, key, "DIPN")
    assert (found.person, found.role, found.mandate_role) == (choice.display, choice.role, MandateRole.SUBSTITUTE)


def test_the_person_on_a_seat_stays_what_she_was_that_day(demo_database: db.Database) -> None:
    key = meeting_id(demo_database, 5)
    before = seat(demo_database, key, "CPN")
    contact = next(c for c in demo_database.read(partners.contacts) if c.last_name == "Vasseur")
    demo_database.write(partners.set_contact, contact.id, "last_name", "Nouveau-Nom")
    demo_database.write(partners.set_contact, contact.id, "role", "autre poste")
    assert seat(demo_database, key, "CPN") == before
