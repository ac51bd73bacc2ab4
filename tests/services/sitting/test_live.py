"""The clock of a meeting: one item at a time, on the wall's time, whatever becomes of the PC."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psq_desktop import db, journal
from psq_desktop.services import meetings, partners
from psq_desktop.services.kinds import AttendanceStatus, MeetingStage, Reply
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import attendance, live, presence
from psq_desktop.services.sitting.live_rows import Progress
from tests.conftest import ACTOR, TODAY
from tests.services.helpers import refused
from tests.services.room import NINE, Room, open_room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    found = open_room(tmp_path / "room.psq")
    yield found
    found.base.close()


@pytest.fixture
def running(room: Room) -> Room:
    room.start()
    return room


def spent(room: Room, now: int) -> list[int]:
    return [item.seconds(now) for item in room.sheet().items]


def open_spells(room: Room) -> int:
    return sum(item.running_since is not None for item in room.sheet().items)


def test_opening_begins_the_first_item_and_notes_the_hour(running: Room) -> None:
    found = running.sheet()
    assert (found.in_session, found.paused, found.current_id) == (True, False, running.items[0])
    assert found.opened == dt.time(9, 30)
    assert running.base.read(meetings.sheet, running.meeting).row.starts == dt.time(9, 30)
    assert [item.progress for item in found.items] == [Progress.CURRENT, *[Progress.COMING] * 3]
    with refused("meeting_stage"):
        running.start()


def test_nothing_runs_before_the_opening(room: Room) -> None:
    found = room.sheet()
    assert (found.in_session, found.current, found.opened, found.paused) == (False, None, None, False)
    with refused("meeting_stage"):
        room.write(live.next_item, room.meeting, NINE)


def test_next_and_previous_follow_the_agenda_and_add_up(running: Room) -> None:
    assert running.write(live.next_item, running.meeting, NINE + 60) == running.items[1]
    assert running.write(live.next_item, running.meeting, NINE + 160) == running.items[2]
    assert running.write(live.previous_item, running.meeting, NINE + 170) == running.items[1]
    assert spent(running, NINE + 200) == [60, 130, 10, 0]
    assert [item.progress.value for item in running.sheet().items] == ["left", "current", "left", "coming"]
    assert running.sheet().items[1].began == dt.time(9, 31)


def test_after_the_last_item_the_time_stops(running: Room) -> None:
    running.write(live.go_to, running.meeting, running.items[3], NINE + 10)
    assert running.write(live.next_item, running.meeting, NINE + 40) is None
    assert running.sheet().paused
    assert spent(running, NINE + 500) == [10, 0, 0, 30]
    assert running.write(live.previous_item, running.meeting, NINE + 50) == running.items[2]


def test_before_the_first_item_there_is_none(running: Room) -> None:
    assert running.write(live.previous_item, running.meeting, NINE + 40) is None
    assert spent(running, NINE + 50)[0] == 50


def test_a_pause_counts_for_nobody(running: Room) -> None:
    running.write(live.pause, running.meeting, NINE + 30)
    running.write(live.pause, running.meeting, NINE + 40)
    assert (running.sheet().paused, running.sheet().current_id) == (True, running.items[0])
    running.write(live.resume, running.meeting, NINE + 100)
    running.write(live.resume, running.meeting, NINE + 110)
    assert spent(running, NINE + 105)[0] == 35
    running.write(live.pause, running.meeting, NINE + 110)
    running.write(live.go_to, running.meeting, running.items[0], NINE + 200)
    assert spent(running, NINE + 205)[0] == 45


def test_going_to_the_item_that_runs_changes_nothing(running: Room) -> None:
    before = running.sheet()
    running.write(live.go_to, running.meeting, running.items[0], NINE + 30)
    assert running.sheet() == before


def test_a_clock_put_back_never_takes_time_away_nor_the_current_item(running: Room) -> None:
    running.write(live.next_item, running.meeting, NINE - 3600)
    assert running.sheet().current_id == running.items[1]
    assert spent(running, NINE - 3600) == [0, 0, 0, 0]
    assert spent(running, NINE - 3590) == [0, 10, 0, 0]
    assert spent(running, NINE - 4000) == [0, 0, 0, 0]


def test_a_spell_left_open_goes_on_at_the_next_start(running: Room, tmp_path: Path) -> None:
    running.write(live.next_item, running.meeting, NINE + 60)
    again = db.open_database(running.base.path, ACTOR)  # the first one was never closed
    try:
        found = again.read(live.sheet, running.meeting, TODAY)
        assert found.current is not None
        assert found.current.seconds(NINE + 8 * 3600) == 8 * 3600 - 60
        again.write(live.next_item, running.meeting, NINE + 8 * 3600)
    finally:
        again.close()
    assert open_spells(running) == 1


def test_one_spell_at_most_is_open_and_undo_takes_a_step_back(running: Room) -> None:
    step = running.base.write(live.next_item, running.meeting, NINE + 60).changes.step
    assert open_spells(running) == 1
    assert step is not None
    running.base.revert(step, journal.UNDO)
    assert running.sheet().current_id == running.items[0]
    assert spent(running, NINE + 90)[0] == 90


@pytest.mark.parametrize(("rank", "following"), [(1, 2), (3, 2)])
def test_a_deleted_current_item_leaves_its_place_to_its_neighbour(running: Room, rank: int, following: int) -> None:
    running.write(live.go_to, running.meeting, running.items[rank], NINE + 60)
    running.write(agenda.remove, running.items[rank], NINE + 90)
    found = running.sheet()
    assert (found.current_id, found.paused) == (running.items[following], False)
    assert found.current is not None and found.current.seconds(NINE + 100) == 10
    running.write(live.pause, running.meeting, NINE + 100)
    running.write(agenda.remove, running.items[following], NINE + 200)
    assert running.sheet().paused and running.sheet().current is not None


def test_two_screens_that_go_on_at_once_skip_nothing(running: Room) -> None:
    first, second, *_ = running.items
    assert running.write(live.next_item, running.meeting, NINE + 60, first) == second
    assert running.write(live.next_item, running.meeting, NINE + 61, first) == second
    assert running.write(live.previous_item, running.meeting, NINE + 62, first) == second
    assert running.sheet().current_id == second


def test_a_meeting_in_session_is_not_deleted(running: Room) -> None:
    with refused("meeting_running"):
        running.write(meetings.remove, running.meeting)


def test_an_unplanned_item_comes_right_after_the_current_one(running: Room) -> None:
    running.write(live.next_item, running.meeting, NINE + 60)
    added = running.write(live.add_item, running.meeting, "Incident de la nuit, 10 min, D", NINE + 70)
    rows = running.sheet().items
    assert [row.id for row in rows] == [*running.items[:2], added, *running.items[2:]]
    assert (rows[2].title, rows[2].planned_minutes, rows[2].acronym) == ("Incident de la nuit", 10, "D")
    assert running.sheet().current_id == running.items[1]


def test_the_first_item_of_an_empty_agenda_begins_at_once(room: Room) -> None:
    for item in room.items:
        room.write(agenda.remove, item)
    room.start()
    assert room.sheet().current is None
    assert room.write(live.next_item, room.meeting, NINE) is None
    room.write(live.resume, room.meeting, NINE)
    added = room.write(live.add_item, room.meeting, "Incident", NINE + 5)
    assert room.sheet().current_id == added
    assert spent(room, NINE + 10) == [5]


def test_an_item_of_another_meeting_is_none(running: Room) -> None:
    formation = running.base.read(meetings.propose, TODAY).formations[0].id
    other = running.write(meetings.create, formation, dt.date(2027, 3, 8), None, "")
    foreign = running.write(agenda.add, other, "Ailleurs")
    with refused("gone"):
        running.write(live.go_to, running.meeting, foreign, NINE)


def test_closing_stops_the_time_and_marks_who_never_came(running: Room) -> None:
    running.write(live.close, running.meeting, NINE + 90, dt.time(11))
    found = running.sheet()
    assert (found.held, found.in_session, found.current_id) == (True, False, None)
    assert spent(running, NINE + 900) == [90, 0, 0, 0]
    assert running.seat("A").status is AttendanceStatus.ABSENT
    assert running.base.read(meetings.sheet, running.meeting).stage is MeetingStage.HELD


def test_a_proxy_is_void_when_its_holder_never_came(running: Room) -> None:
    running.write(presence.give_proxy, running.seats["A"], running.seats["B"])
    running.write(presence.give_proxy, running.seats["C"], running.seats["D"])
    running.write(attendance.set_status, running.seats["D"], AttendanceStatus.EXCUSED)
    assert (running.seat("C").status, running.seat("C").proxy_to) == (AttendanceStatus.EXCUSED, "")
    assert running.seat("A").proxy_to == "Partenaire B"  # still expected
    running.write(live.close, running.meeting, NINE + 90, dt.time(11))
    seat = running.seat("A")
    assert (seat.status, seat.represented_by, seat.proxy_to_id) == (AttendanceStatus.EXCUSED, "", None)


def test_the_clock_on_the_wall_is_told_to_the_minute(running: Room) -> None:
    running.write(live.next_item, running.meeting, NINE + 119)
    assert running.sheet().items[1].began == dt.time(9, 31)


MOVES = ("next_item", "previous_item", "pause", "resume", "go_to", "remove")


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(MOVES), st.integers(-40, 90), st.integers(0, 3)), max_size=9))
def test_whatever_is_pressed_one_item_at_most_runs_and_time_never_runs_backwards(
    tmp_path: Path, moves: list[tuple[str, int, int]]
) -> None:
    room = open_room(tmp_path / "pressed.psq")
    try:
        room.start()
        at = NINE
        for move, later, rank in moves:
            at += later
            left = [item.id for item in room.sheet().items]
            if move in ("go_to", "remove"):
                if left and move == "remove":
                    room.write(agenda.remove, left[rank % len(left)])
                elif left:
                    room.write(live.go_to, room.meeting, left[rank % len(left)], at)
            else:
                room.write(getattr(live, move), room.meeting, at)
            found = room.sheet()
            running = [item.id for item in found.items if item.running_since is not None]
            assert running in ([], [found.current_id])
            assert found.paused == (found.current_id is not None and not running)
            assert all(item.seconds(at) >= 0 for item in found.items)
    finally:
        room.base.close()


# --- rapporteurs who are not there


def warning(room: Room, rank: int = 1) -> str:
    return room.sheet().items[rank].warning.replace("\u00a0", " ")


def test_a_coming_item_says_that_its_rapporteur_is_not_there(running: Room) -> None:
    assert warning(running) == "Partenaire B : pas encore là."
    running.all_present()
    assert warning(running) == ""
    seat = running.seats["B"]
    for change, words in (
        ((attendance.set_status, seat, AttendanceStatus.EXCUSED), "Partenaire B : excuse reçue, sans suppléant."),
        ((attendance.set_status, seat, AttendanceStatus.ABSENT), "Partenaire B : absence constatée, sans suppléant."),
        ((attendance.set_status, seat, AttendanceStatus.REPRESENTED, "Mme Roux"), ""),
        ((presence.give_proxy, seat, running.seats["A"]), "Partenaire B : pouvoir donné à Partenaire A."),
        ((presence.arrive, seat, dt.time(9, 40)), ""),
        ((presence.withdraw, seat, (running.items[1],)), "Partenaire B : ne prend pas part à ce point."),
        ((presence.leave, seat, dt.time(10, 12)), "Partenaire B : départ à 10 h 12."),
        ((attendance.remove, seat), "Partenaire B ne figure pas parmi les participants."),
    ):
        running.write(*change)
        assert warning(running) == words
    running.write(live.next_item, running.meeting, NINE + 60)
    assert warning(running) == ""  # it is no longer to come


def test_an_excuse_is_told_before_the_meeting_a_late_arrival_only_during(room: Room) -> None:
    assert warning(room) == ""
    room.write(attendance.set_reply, room.seats["B"], Reply.EXCUSED, TODAY)
    assert warning(room) == "Partenaire B : excuse reçue, sans suppléant."
    room.base.write(partners.add_contact, room.partners["B"], civility="Mme", last_name="Farcy")
    assert warning(room) == "Partenaire B : excuse reçue, personne à sa place."
    room.write(attendance.set_reply, room.seats["B"], Reply.REPRESENTED, TODAY, "Mme Roux")
    assert warning(room) == ""


def test_a_rapporteur_who_left_the_organisation_is_named(room: Room) -> None:
    names = {"civility": "M.", "first_name": "Paul", "last_name": "Petit"}
    contact = room.base.write(partners.add_contact, room.partners["B"], **names).result
    room.write(attendance.set_person, room.seats["B"], contact)
    room.write(partners.set_contact, contact, "left_on", dt.date(2026, 11, 3))
    assert warning(room) == "Partenaire B : M. Paul Petit a quitté l’organisme le 3 novembre 2026."
