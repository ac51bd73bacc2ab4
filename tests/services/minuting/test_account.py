"""The account tells what the meeting did itself, when it really began, and what it did not come to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from psq_desktop import db, richtext
from psq_desktop.exports.facts import carried_over
from psq_desktop.services import meetings
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import DecisionState, DisclosureLevel, MinutesState
from psq_desktop.services.minuting import minutes
from psq_desktop.services.minuting.minutes_rows import DecisionLine, MeetingDocument
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import live, presence
from tests.conftest import TODAY
from tests.services.helpers import meeting_id
from tests.services.room import NINE, open_room

LATER = dt.date(2027, 6, 1)


def compose(base: db.Database, meeting: int) -> MeetingDocument:
    return base.read(minutes.compose, meeting, DisclosureLevel.RESTRICTED, TODAY)


def test_an_item_never_taken_up_is_told_and_nobody_left_the_room_for_it(tmp_path: Path) -> None:
    room = open_room(tmp_path / "room.psq")
    try:
        room.start(NINE + 12 * 60 + 20)
        room.all_present()
        room.write(presence.withdraw, room.seats["B"], room.items)
        room.write(live.next_item, room.meeting, NINE + 1800)
        room.write(agenda.save_notes, room.items[3], richtext.plain("Dit sans attendre."))
        room.write(live.close, room.meeting, NINE + 3600, dt.time(10, 30))
        document = compose(room.base, room.meeting)
    finally:
        room.base.close()
    assert [item.not_reached for item in document.items] == [False, False, True, False]
    assert [bool(item.withdrawn) for item in document.items] == [True, True, False, True]
    assert (document.starts, document.ends) == (dt.time(9, 42), dt.time(10, 30))


def test_a_meeting_opened_on_another_day_keeps_the_hour_that_was_planned(tmp_path: Path) -> None:
    room = open_room(tmp_path / "room.psq")
    try:
        planned = room.base.read(meetings.sheet, room.meeting).row.starts
        room.start(NINE - 3 * 86_400 + 3600)
        assert compose(room.base, room.meeting).starts == (planned or dt.time(9, 30))
    finally:
        room.base.close()


def test_without_live_mode_no_item_is_said_to_be_left_out(demo_database: db.Database) -> None:
    assert not any(item.not_reached for item in compose(demo_database, meeting_id(demo_database, 5)).items)


@pytest.mark.parametrize(("days", "told"), [(2, True), (81, False)])  # the next meeting is 81 days after
def test_what_is_written_up_later_is_the_meeting_s_own_until_the_next_one(
    demo_database: db.Database, days: int, told: bool
) -> None:
    line = carry_over(demo_database, days)
    assert (line.due == LATER, line.state is DecisionState.CARRIED_OVER) == (told, told)
    fifth = compose(demo_database, meeting_id(demo_database, 5))
    assert ("D-11" in {each.ref for each in carried_over(fifth)}) is told


def test_what_is_carried_over_once_the_text_stands_is_not_in_it(demo_database: db.Database) -> None:
    fifth = meeting_id(demo_database, 5)
    demo_database.write(minutes.set_state, fifth, MinutesState.VALIDATED, dt.date(2026, 10, 1))
    assert carry_over(demo_database, 20).due != LATER


def carry_over(base: db.Database, days: int) -> DecisionLine:
    """D-11, which the fifth meeting looked at, so many days after it; what that meeting's account says of it."""
    fifth = meeting_id(base, 5)
    (key,) = (row.id for row in base.read(decisions.register, TODAY) if row.ref == "D-11")
    on = compose(base, fifth).date + dt.timedelta(days=days)
    base.write(decisions.follow_up, key, DecisionState.CARRIED_OVER, on, "Devis attendu", LATER)
    return next(line for line in compose(base, fifth).follow_up if line.ref == "D-11")
