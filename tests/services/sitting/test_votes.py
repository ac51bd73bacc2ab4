"""Shows of hands against who is in the room, and named disagreements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from psq_desktop.services import meetings
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import AttendanceStatus, MinutesState
from psq_desktop.services.minuting import minutes
from psq_desktop.services.sitting import attendance, live, presence, votes
from psq_desktop.services.sitting.live_rows import VoteRow
from tests.conftest import TODAY
from tests.services.helpers import problem, refused
from tests.services.room import DAY, NINE, Room, open_room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    found = open_room(tmp_path / "room.psq")
    found.start()
    found.all_present()
    yield found
    found.base.close()


def recorded(room: Room) -> tuple[VoteRow, ...]:
    return room.base.read(votes.of_meeting, room.meeting)


def test_a_show_of_hands_keeps_who_could_vote(room: Room) -> None:
    first = room.write(votes.record, room.items[1], "  Fermer la rue ", 3, 1, 0)
    assert recorded(room) == (VoteRow(first, room.items[1], None, "Fermer la rue", 3, 1, 0, 5),)
    room.write(presence.leave, room.seats["A"], dt.time(10))
    room.write(votes.record, room.items[0], "Ordre du jour", 4, 0, 0)
    assert [vote.voters for vote in recorded(room)] == [4, 5]  # by agenda


def test_more_hands_than_voters_are_refused_at_the_field(room: Room) -> None:
    room.write(presence.give_proxy, room.seats["A"], room.seats["B"])
    room.write(presence.withdraw, room.seats["C"], (room.items[1],))
    with refused("invalid") as caught:
        room.write(votes.record, room.items[1], "Fermer", 4, 1, 0)
    assert problem(caught) == ("in_favour", "more_hands_than_voters", {"hands": 5, "voters": 4})
    room.write(votes.record, room.items[1], "Fermer", 4, 0, 0)
    room.write(votes.record, room.items[2], "Éclairer", 4, 1, 0)  # C withdrew from the other one only


@pytest.mark.parametrize("hands", [(-1, 0, 0), (0, 1000, 0), (0, 0, -5)])
def test_numbers_of_hands_that_cannot_be_are_refused(room: Room, hands: tuple[int, int, int]) -> None:
    wrong = ("in_favour", "against", "abstained")[[abs(count) > 0 for count in hands].index(True)]
    with refused("invalid") as caught:
        room.write(votes.record, room.items[1], "Fermer", *hands)
    assert problem(caught) == (wrong, "hands_range", {"most": 999})


def test_a_vote_needs_a_subject_and_a_decision_of_its_meeting(room: Room) -> None:
    with refused("invalid") as caught:
        room.write(votes.record, room.items[1], "  ", 1, 0, 0)
    assert problem(caught) == ("subject", "required", {})
    formation = room.base.read(meetings.propose, TODAY).formations[0].id
    other = room.write(meetings.create, formation, dt.date(2027, 3, 8), None, "")
    foreign = room.write(decisions.create, other, "Ailleurs")
    with refused("gone"):
        room.write(votes.record, room.items[1], "Fermer", 1, 0, 0, foreign)
    own = room.write(decisions.create, room.meeting, "Fermer la rue")
    room.write(votes.record, room.items[1], "Fermer", 1, 0, 0, own)
    room.write(decisions.remove, own)
    assert [vote.decision_id for vote in recorded(room)] == [None]  # the vote was held all the same


def test_a_vote_is_corrected_against_those_of_then_or_of_now(room: Room) -> None:
    key = room.write(votes.record, room.items[1], "Fermer", 3, 0, 0)
    for acronym in "AB":
        room.write(presence.leave, room.seats[acronym], dt.time(10))
    room.write(votes.change, key, "Fermer la rue", 4, 1, 0)
    assert recorded(room)[0] == VoteRow(key, room.items[1], None, "Fermer la rue", 4, 1, 0, 5)
    with refused("invalid"):
        room.write(votes.change, key, "Fermer", 6, 0, 0)
    room.write(votes.remove, key)
    assert recorded(room) == ()


def test_after_the_meeting_those_of_the_item_s_beginning_voted(room: Room) -> None:
    room.write(live.next_item, room.meeting, NINE + 60)
    room.write(presence.leave, room.seats["A"], dt.time(11))
    room.write(live.close, room.meeting, NINE + 6000, dt.time(11, 10))
    room.write(votes.record, room.items[1], "Fermer", 5, 0, 0)
    with refused("invalid"):
        room.write(votes.record, room.items[2], "Éclairer", 5, 0, 0)  # never taken: those at the end


def test_nobody_votes_before_presence_is_noted(room: Room) -> None:
    for key in room.seats.values():
        room.write(attendance.set_status, key, AttendanceStatus.EXPECTED)
    with refused("invalid") as caught:
        room.write(votes.record, room.items[1], "Fermer", 1, 0, 0)
    assert problem(caught)[2] == {"hands": 1, "voters": 0}


def test_a_disagreement_is_named_once_for_a_decision(room: Room) -> None:
    key = room.write(decisions.create, room.meeting, "Fermer la rue")
    room.write(votes.dissent, key, room.seats["B"])
    again = room.write(votes.dissent, key, room.seats["B"], "Trop cher.\nTrop tard.")
    guest = room.write(votes.dissent, key, room.seats["G"])
    found = room.base.read(votes.dissents, room.meeting)
    assert [(row.id, row.seat_id, row.who, row.text) for row in found] == [
        (again, room.seats["B"], "Partenaire B", "Trop cher.\nTrop tard."),
        (guest, room.seats["G"], "Partenaire G", ""),
    ]
    room.write(votes.remove_dissent, again)
    assert [row.id for row in room.base.read(votes.dissents, room.meeting)] == [guest]


def test_only_seats_of_the_meeting_disagree(room: Room) -> None:
    formation = room.base.read(meetings.propose, TODAY).formations[0].id
    other = room.write(meetings.create, formation, dt.date(2027, 3, 8), None, "")
    foreign = room.base.read(attendance.seats, other)[0].id
    key = room.write(decisions.create, room.meeting, "Fermer la rue")
    with refused("gone"):
        room.write(votes.dissent, key, foreign)


def test_validated_minutes_keep_votes_and_disagreements(room: Room) -> None:
    decision = room.write(decisions.create, room.meeting, "Fermer la rue")
    vote = room.write(votes.record, room.items[1], "Fermer", 3, 0, 0)
    dissent = room.write(votes.dissent, decision, room.seats["B"])
    room.write(live.close, room.meeting, NINE + 60, dt.time(11))
    for state in (MinutesState.REVIEWED, MinutesState.VALIDATED):
        room.write(minutes.set_state, room.meeting, state, DAY)
    for change in (
        (votes.record, room.items[1], "Fermer", 1, 0, 0),
        (votes.change, vote, "Fermer", 1, 0, 0),
        (votes.remove, vote),
        (votes.dissent, decision, room.seats["A"]),
        (votes.remove_dissent, dissent),
    ):
        with refused("minutes_locked"):
            room.write(*change)
