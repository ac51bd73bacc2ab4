"""The quorum: who counts, for which item, at which moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.meeting import Meeting
from psq_desktop.services import committees, meetings
from psq_desktop.services.kinds import AttendanceStatus, QuorumRule
from psq_desktop.services.sitting import attendance, live, presence, quorum
from psq_desktop.services.sitting.live_rows import Quorum
from psq_desktop.services.sitting.quorum import Place
from tests.services.helpers import refused
from tests.services.room import NINE, Room, open_room

EXPECTED, PRESENT, REPRESENTED, EXCUSED, ABSENT, GUEST = AttendanceStatus
ITEM = 7
TEN = dt.time(10)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    found = open_room(tmp_path / "room.psq")
    yield found
    found.base.close()


@pytest.mark.parametrize(
    ("members", "percent", "count", "asked"),
    [
        (16, None, None, None),
        (16, 50, None, 8),
        (17, 50, None, 9),
        (1, 50, None, 1),
        (0, 50, None, 1),  # nobody convened is no quorum
        (17, 100, None, 17),
        (3, 33, None, 1),
        (16, None, 5, 5),
        (16, 50, 5, 5),
    ],
)
def test_members_needed_are_rounded_up(members: int, percent: int | None, count: int | None, asked: int | None) -> None:
    assert quorum.needed(members, percent, count) == asked


@pytest.mark.parametrize(
    ("place", "here"),
    [
        (Place(1, False, PRESENT), True),
        (Place(1, False, REPRESENTED), True),
        (Place(1, False, REPRESENTED, proxy_to_id=2), False),
        *((Place(1, False, status), False) for status in (EXPECTED, EXCUSED, ABSENT, GUEST)),
        (Place(1, False, PRESENT, arrived=dt.time(10)), True),
        (Place(1, False, PRESENT, arrived=dt.time(10, 1)), False),
        (Place(1, False, PRESENT, left=dt.time(10)), False),
        (Place(1, False, PRESENT, left=dt.time(10, 1)), True),
        (Place(1, False, PRESENT, withdrawn_from=frozenset({ITEM})), False),
        (Place(1, False, PRESENT, withdrawn_from=frozenset({8})), True),
    ],
)
def test_somebody_is_in_the_room_for_an_item_at_a_moment(place: Place, here: bool) -> None:
    assert quorum.in_room(place, ITEM, TEN) is here


def test_a_departure_counts_now_whatever_its_hour() -> None:
    assert not quorum.in_room(Place(1, False, PRESENT, left=dt.time(23)), None)
    assert quorum.in_room(Place(1, False, PRESENT, arrived=dt.time(23)), None)


times = st.none() | st.times(dt.time(9), dt.time(11))


@st.composite
def rooms(draw: st.DrawFn) -> tuple[Place, ...]:
    size = draw(st.integers(0, 8))
    return tuple(
        Place(
            key, draw(st.booleans()), draw(st.sampled_from(AttendanceStatus)), draw(times), draw(times),
            draw(st.sampled_from([None, *(holder for holder in range(size) if holder != key)])),
            frozenset(draw(st.sets(st.sampled_from((ITEM, 8)), max_size=2))),
        )
        for key in range(size)
    )  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(rooms(), st.none() | times)
def test_those_counted_are_members_heard_in_the_room(places: tuple[Place, ...], moment: dt.time | None) -> None:
    here = {p.id for p in places if quorum.in_room(p, ITEM, moment)}
    found = quorum.counted(places, ITEM, moment)
    members = [p for p in places if not p.guest]
    assert found == sum(
        ITEM not in p.withdrawn_from and (p.id in here if p.proxy_to_id is None else p.proxy_to_id in here)
        for p in members
    )
    assert found <= len(members)
    empty = tuple(Place(p.id, p.guest, EXCUSED, proxy_to_id=p.proxy_to_id) for p in places)
    assert quorum.counted(empty, ITEM, moment) == 0  # no proxy is held by nobody


# --- in a meeting


def now(room: Room) -> tuple[int | None, int, int]:
    found = room.sheet().quorum
    return found.needed, found.counted, found.members


def at_item(room: Room, rank: int) -> Quorum:
    def read(session: Session) -> Quorum:
        item = session.get(AgendaItem, room.items[rank])
        assert item is not None
        return quorum.at_item(session, item)

    return room.base.read(read)


def second_summons(session: Session, meeting_id: int) -> None:
    meeting = session.get(Meeting, meeting_id)
    assert meeting is not None
    meeting.second_summons = True


def test_no_quorum_is_asked_unless_the_committee_says_so(room: Room) -> None:
    room.start()
    assert now(room) == (None, 0, 5)
    assert room.sheet().quorum.reached
    room.write(committees.set_quorum, QuorumRule.HALF, None)
    assert now(room) == (3, 0, 5)
    assert not room.sheet().quorum.reached
    room.write(committees.set_quorum, QuorumRule.CUSTOM, 2)
    assert now(room) == (2, 0, 5)
    room.write(second_summons, room.meeting)
    assert now(room) == (None, 0, 5)


def test_the_quorum_follows_the_room(room: Room) -> None:
    room.start()
    room.write(committees.set_quorum, QuorumRule.HALF, None)
    room.all_present()
    assert now(room) == (3, 5, 5)  # the guest is none
    room.write(presence.leave, room.seats["A"], dt.time(9, 40))
    room.write(attendance.set_status, room.seats["C"], EXCUSED)
    assert now(room) == (3, 3, 5)
    room.write(presence.give_proxy, room.seats["C"], room.seats["B"])
    assert now(room) == (3, 4, 5)
    room.write(presence.withdraw, room.seats["B"], (room.items[1],))
    assert now(room) == (3, 4, 5)
    room.write(live.next_item, room.meeting, NINE + 60)
    assert now(room) == (3, 2, 5)  # the holder is out, and the proxy with it
    assert room.sheet().voters == 2


def test_an_item_keeps_the_quorum_of_its_beginning(room: Room) -> None:
    room.start()
    room.all_present()
    room.write(live.next_item, room.meeting, NINE + 1800)  # 10 h 00
    room.write(live.next_item, room.meeting, NINE + 3600)  # 10 h 30
    room.write(presence.leave, room.seats["A"], dt.time(10, 15))
    room.write(attendance.set_field, room.seats["B"], "arrived", dt.time(9, 50))
    assert [at_item(room, rank).counted for rank in range(4)] == [4, 5, 4, 4]


def test_a_meeting_may_go_on_after_midnight(room: Room) -> None:
    ten_at_night = NINE + int(12.5 * 3600)
    room.start(ten_at_night)
    room.write(meetings.set_field, room.meeting, "starts", dt.time(22))
    room.all_present()
    room.write(presence.arrive, room.seats["A"], dt.time(23, 10))
    room.write(presence.leave, room.seats["A"], dt.time(0, 10))
    room.write(presence.leave, room.seats["B"], dt.time(0, 20))
    with refused("invalid"):
        room.write(presence.leave, room.seats["A"], dt.time(22, 50))
    room.write(live.next_item, room.meeting, ten_at_night + 8100)  # 0 h 15
    assert [at_item(room, rank).counted for rank in range(2)] == [4, 4]
    room.write(live.close, room.meeting, ten_at_night + 9600, dt.time(0, 40))
    assert room.base.read(quorum.of_meeting, room.meeting).counted == 4
    room.write(meetings.set_field, room.meeting, "ends", dt.time(0, 45))
    with refused("invalid"):
        room.write(meetings.set_field, room.meeting, "ends", dt.time(21, 45))
