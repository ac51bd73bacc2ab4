"""Who comes in, goes out, leaves for an item, or is represented by another member."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from psq_desktop.services import meetings, partners
from psq_desktop.services.kinds import AttendanceStatus, MinutesState, Reply
from psq_desktop.services.minuting import minutes
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import attendance, live, presence, seat_sheet
from tests.conftest import TODAY
from tests.services.helpers import problem, refused
from tests.services.room import DAY, NINE, Room, open_room

EXPECTED, PRESENT, REPRESENTED, EXCUSED, ABSENT, GUEST = AttendanceStatus
TEN = dt.time(10, 5, 42)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    found = open_room(tmp_path / "room.psq")
    found.start()
    yield found
    found.base.close()


@pytest.mark.parametrize("status", [EXPECTED, EXCUSED, ABSENT])
def test_who_arrives_is_present_from_then_on(room: Room, status: AttendanceStatus) -> None:
    room.write(attendance.set_status, room.seats["A"], status)
    assert not room.seat("A").here
    room.write(presence.arrive, room.seats["A"], TEN)
    found = room.seat("A")
    assert (found.status, found.arrived, found.left, found.here) == (PRESENT, dt.time(10, 5), None, True)


def test_a_substitute_who_arrives_late_stays_a_substitute(room: Room) -> None:
    room.write(attendance.set_status, room.seats["A"], REPRESENTED, "Mme Roux")
    room.write(presence.arrive, room.seats["A"], TEN)
    found = room.seat("A")
    assert (found.status, found.represented_by, found.arrived) == (REPRESENTED, "Mme Roux", dt.time(10, 5))


def test_who_leaves_was_there_and_may_come_back(room: Room) -> None:
    room.write(presence.leave, room.seats["A"], TEN)
    found = room.seat("A")
    assert (found.status, found.left, found.here) == (PRESENT, dt.time(10, 5), False)
    room.write(presence.come_back, room.seats["A"])
    assert room.seat("A").here
    room.write(presence.leave, room.seats["A"], TEN)
    room.write(presence.arrive, room.seats["A"], dt.time(10, 20))
    found = room.seat("A")
    assert (found.left, found.arrived, found.here) == (None, None, True)


def test_nobody_leaves_before_arriving(room: Room) -> None:
    room.write(presence.arrive, room.seats["A"], TEN)
    with refused("invalid") as caught:
        room.write(presence.leave, room.seats["A"], dt.time(9, 50))
    assert problem(caught) == ("left", "left_before_arrived", {})
    room.write(presence.leave, room.seats["A"], TEN)  # in the same minute


def test_a_seat_leaves_the_room_for_some_items_and_says_why(room: Room) -> None:
    room.all_present()
    first, second, third, _ = room.items
    room.write(presence.withdraw, room.seats["A"], (second, third, second), "intéressé à l’affaire")
    assert room.seat("A").withdrawn_from == (second, third)
    assert room.seat("A").here  # the first item is spoken of
    room.write(live.next_item, room.meeting, NINE + 60)
    assert not room.seat("A").here
    room.write(presence.withdraw, room.seats["A"], (third,), "autre motif")
    assert (room.seat("A").withdrawn_from, room.seat("A").here) == ((third,), True)
    assert room.base.read(seat_sheet.sheet, room.seats["A"]).reason == "autre motif"
    room.write(presence.withdraw, room.seats["A"], ())
    assert room.seat("A").withdrawn_from == ()
    room.write(presence.withdraw, room.seats["A"], (first,))
    room.write(agenda.remove, first)
    assert room.seat("A").withdrawn_from == ()


def test_items_of_another_meeting_cannot_be_left(room: Room) -> None:
    formation = room.base.read(meetings.propose, TODAY).formations[0].id
    other = room.write(meetings.create, formation, dt.date(2027, 3, 8), None, "")
    foreign = room.write(agenda.add, other, "Ailleurs")
    with refused("gone"):
        room.write(presence.withdraw, room.seats["A"], (foreign,))


# --- proxies


def test_a_proxy_makes_its_giver_represented_and_taken_back_excused(room: Room) -> None:
    room.all_present()
    room.write(presence.give_proxy, room.seats["A"], room.seats["B"])
    giver, holder = room.seat("A"), room.seat("B")
    assert (giver.status, giver.represented_by, giver.proxy_to) == (REPRESENTED, "Partenaire B", "Partenaire B")
    assert (giver.here, holder.here, holder.proxies) == (False, True, 1)
    room.write(presence.give_proxy, room.seats["A"], None)
    giver = room.seat("A")
    assert (giver.status, giver.represented_by, giver.proxy_to_id) == (EXCUSED, "", None)
    room.write(presence.give_proxy, room.seats["A"], None)  # none to take back


def test_a_second_proxy_in_one_hand_is_taken_and_counted(room: Room) -> None:
    room.all_present()
    for giver in "AC":
        room.write(presence.give_proxy, room.seats[giver], room.seats["B"])
    assert room.seat("B").proxies == 2


@pytest.mark.parametrize(
    ("giver", "holder", "code"),
    [
        ("A", "A", "proxy_to_oneself"),
        ("A", "G", "proxy_members_only"),
        ("G", "A", "proxy_members_only"),
        ("A", "C", "proxy_chain"),  # C gave its own
        ("B", "A", "proxy_chain"),  # B holds C's
        ("A", "D", "proxy_holder_away"),
        ("A", "E", "proxy_holder_away"),
    ],
)
def test_a_proxy_goes_from_member_to_member_once(room: Room, giver: str, holder: str, code: str) -> None:
    room.all_present()
    room.write(presence.give_proxy, room.seats["C"], room.seats["B"])
    room.write(attendance.set_status, room.seats["D"], EXCUSED)
    room.write(presence.leave, room.seats["E"], TEN)
    before = room.sheet()
    with refused("invalid") as caught:
        room.write(presence.give_proxy, room.seats[giver], room.seats[holder])
    assert problem(caught)[:2] == ("proxy_to", code)
    assert room.sheet() == before
    holders = {seat.acronym for seat in room.base.read(seat_sheet.sheet, room.seats[giver]).holders}
    assert holder not in holders


def test_who_may_hold_a_proxy_is_listed_in_french_order(room: Room) -> None:
    for acronym, name in (("C", "Zone"), ("D", "DSDEN"), ("E", "Écoute")):
        room.write(partners.rename, room.partners[acronym], name, acronym, DAY)
    names = [seat.partner for seat in room.base.read(seat_sheet.sheet, room.seats["A"]).holders]
    assert names == ["DSDEN", "Écoute", "Partenaire B", "Zone"]


@pytest.mark.parametrize(
    ("change", "status", "by"),
    [
        ((presence.arrive, TEN), PRESENT, ""),
        ((presence.leave, TEN), PRESENT, ""),
        ((attendance.set_status, PRESENT), PRESENT, ""),
        ((attendance.set_status, REPRESENTED, "Mme Roux"), REPRESENTED, "Mme Roux"),
        ((attendance.set_field, "represented_by", "Mme Roux"), REPRESENTED, "Mme Roux"),
        ((attendance.set_reply, Reply.COMING, DAY), EXPECTED, ""),
    ],
)
def test_a_giver_who_comes_or_sends_somebody_voids_the_proxy(
    room: Room, change: tuple[object, ...], status: AttendanceStatus, by: str
) -> None:
    room.all_present()
    room.write(presence.give_proxy, room.seats["A"], room.seats["B"])
    service, *values = change
    room.write(service, room.seats["A"], *values)
    found = room.seat("A")
    assert (found.status, found.represented_by, found.proxy_to_id) == (status, by, None)


def test_an_excuse_goes_with_a_proxy(room: Room) -> None:
    room.write(presence.give_proxy, room.seats["A"], room.seats["B"])
    room.write(attendance.set_reply, room.seats["A"], Reply.EXCUSED, DAY)
    assert room.seat("A").proxy_to == "Partenaire B"


def test_a_removed_holder_gives_the_proxies_back(room: Room) -> None:
    room.write(presence.give_proxy, room.seats["A"], room.seats["B"])
    room.write(attendance.remove, room.seats["B"])
    found = room.seat("A")
    assert (found.status, found.represented_by, found.proxy_to_id) == (EXCUSED, "", None)


def test_validated_minutes_keep_the_room_as_it_was(room: Room) -> None:
    room.all_present()
    room.write(live.close, room.meeting, NINE + 60, dt.time(11))
    for state in (MinutesState.REVIEWED, MinutesState.VALIDATED):
        room.write(minutes.set_state, room.meeting, state, DAY)
    seat = room.seats["A"]
    for change in (
        (presence.arrive, seat, TEN),
        (presence.leave, seat, TEN),
        (presence.come_back, seat),
        (presence.withdraw, seat, ()),
        (presence.give_proxy, seat, None),
    ):
        with refused("minutes_locked"):
            room.write(*change)
