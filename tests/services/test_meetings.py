"""Meetings: filled in advance, taken through their stages, counted as they were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from psq_desktop import db
from psq_desktop.errors import UserError
from psq_desktop.services import meetings, partners
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import (
    AgendaRole,
    AttendanceStatus,
    DisclosureLevel,
    MandateRole,
    MeetingStage,
    MeetingState,
    MinutesState,
    Reply,
)
from psq_desktop.services.minuting import minutes
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import attendance
from tests.conftest import TODAY
from tests.services.helpers import meeting_id, problem, refused

Act = Callable[[db.Database, int], object]
NEXT = dt.date(2027, 3, 8)


@pytest.fixture
def new(demo_database: db.Database) -> int:
    """A meeting just created in the demonstration base."""
    proposal = demo_database.read(meetings.propose, TODAY)
    return demo_database.write(meetings.create, proposal.formations[0].id, NEXT, dt.time(9, 30), "Mairie").result


# A new meeting


def test_the_proposal_is_the_usual_next_meeting(demo_database: db.Database) -> None:
    found = demo_database.read(meetings.propose, TODAY)
    assert (found.number, found.starts, found.open_decisions) == (7, dt.time(9, 30), 9)
    assert found.place == "Sous-préfecture de Calais, salle du conseil"
    last = TODAY + dt.timedelta(days=21)
    assert last + dt.timedelta(weeks=12) <= found.date < last + dt.timedelta(weeks=12, days=3)
    assert found.date.weekday() < 5
    assert [(f.name, f.members) for f in found.formations] == [
        ("plénière", 16), ("restreinte", 8), ("thématique transports", 6),
    ]  # fmt: skip


@pytest.mark.parametrize("days", range(0, 400, 37))
def test_the_proposed_day_leaves_time_for_the_summons_and_is_no_week_end(demo_database: db.Database, days: int) -> None:
    today = TODAY + dt.timedelta(days=days)
    found = demo_database.read(meetings.propose, today)
    assert found.date >= today + meetings.SUMMONS_NOTICE
    assert found.date.weekday() < 5


def test_a_base_that_is_not_set_up_proposes_nothing(empty_database: db.Database) -> None:
    with refused("no_committee"):
        empty_database.read(meetings.propose, TODAY)


def test_a_new_meeting_is_filled_with_number_members_agenda_and_open_decisions(
    demo_database: db.Database, new: int
) -> None:
    sheet = demo_database.read(meetings.sheet, new)
    assert (sheet.row.number, sheet.row.state) == (7, MeetingState.PREPARATION)
    assert (sheet.chair[-8:], sheet.secretary[-7:]) == ("Valcourt", "Delarue")
    roles = [item.role for item in demo_database.read(agenda.items, new)]
    assert roles == [AgendaRole.APPROVAL, AgendaRole.FOLLOW_UP, AgendaRole.ROUND_TABLE]
    assert "n° 6" in demo_database.read(agenda.items, new)[0].title.replace("\u00a0", " ")
    open_now = {d.id for d in demo_database.read(decisions.register, TODAY) if not d.state.closed}
    assert {d.id for d in demo_database.read(decisions.reviewed, new, TODAY)} == open_now
    assert sheet.reviews == len(open_now) == 9
    seats = demo_database.read(attendance.seats, new)
    assert len(seats) == 16
    assert {s.acronym for s in seats if s.guest} == {"PR"}
    assert {s.status for s in seats if not s.guest} == {AttendanceStatus.EXPECTED}
    assert all(s.reply is None for s in seats)


def test_the_first_meeting_of_a_base_has_nothing_to_approve(small_base: db.Database) -> None:
    key = small_base.write(meetings.create, 1, NEXT, None, "").result
    assert [item.role for item in small_base.read(agenda.items, key)] == [AgendaRole.ROUND_TABLE]
    assert small_base.read(meetings.sheet, key).row.number == 1


def test_partners_of_a_new_base_are_convened(small_base: db.Database) -> None:
    """Whoever is entered in one's own base sits at the next plenary meeting, without a word about formations."""
    for name in ("Mairie", "Bailleur", "Parquet"):
        small_base.write(partners.create, 1, name, name[:2], guest=name == "Parquet")
    plenary, small = small_base.read(meetings.propose, TODAY).formations
    assert (plenary.members, small.members) == (3, 0)
    key = small_base.write(meetings.create, plenary.id, NEXT, None, "").result
    seats = small_base.read(attendance.seats, key)
    assert [(s.partner, s.status) for s in seats] == [
        ("Mairie", AttendanceStatus.EXPECTED), ("Bailleur", AttendanceStatus.EXPECTED),
        ("Parquet", AttendanceStatus.GUEST),
    ]  # fmt: skip


def test_two_meetings_never_fall_on_one_day(demo_database: db.Database, new: int) -> None:
    formation = demo_database.read(meetings.propose, TODAY).formations[0].id
    with refused("invalid") as caught:
        demo_database.write(meetings.create, formation, NEXT, None, "")
    assert problem(caught) == ("date", "meeting_same_day", {"number": 7})
    with refused("invalid") as caught:
        demo_database.write(meetings.set_field, meeting_id(demo_database, 6), "date", NEXT)
    assert problem(caught) == ("date", "meeting_same_day", {"number": 7})
    demo_database.write(meetings.set_field, new, "date", NEXT)  # its own day


# Who sits


@pytest.mark.parametrize(
    ("mandates", "person"),
    [
        ([("Ancienne", MandateRole.HOLDER, -400, -1), ("Nouvelle", MandateRole.HOLDER, 0, None)], "Nouvelle"),
        ([("Ancienne", MandateRole.HOLDER, -400, 0), ("Nouvelle", MandateRole.HOLDER, 1, None)], "Ancienne"),
        ([("Suppléante", MandateRole.SUBSTITUTE, -9, None), ("Titulaire", MandateRole.HOLDER, -400, 0)], "Titulaire"),
        ([("Suppléante", MandateRole.SUBSTITUTE, -9, None), ("Titulaire", MandateRole.HOLDER, -99, -1)], "Suppléante"),
        ([("Ancienne", MandateRole.HOLDER, -400, None), ("Récente", MandateRole.HOLDER, -5, None)], "Récente"),
        ([("Future", MandateRole.HOLDER, 1, None)], "Future"),  # nobody sits yet: its only person
    ],
)
def test_the_mandate_of_the_day_is_chosen(
    small_base: db.Database, mandates: list[tuple[str, MandateRole, int, int | None]], person: str
) -> None:
    partner = small_base.write(partners.create, 1, "Mairie", "MA").result
    small_base.write(partners.add_contact, partner, mailbox=True, email="mairie@exemple.invalid")
    for name, role, start, end in mandates:
        contact = small_base.write(partners.add_contact, partner, last_name=name).result
        until = None if end is None else NEXT + dt.timedelta(days=end)
        small_base.write(partners.add_mandate, contact, role, NEXT + dt.timedelta(days=start), until)
    key = small_base.write(meetings.create, 1, NEXT, None, "").result
    (seat,) = small_base.read(attendance.seats, key)
    assert seat.person == person


def test_a_partner_is_called_as_it_was_called_that_day(demo_database: db.Database) -> None:
    names = {
        number: next(s.partner for s in demo_database.read(attendance.seats, meeting_id(demo_database, number))
                     if s.acronym in ("DDSP", "DIPN"))
        for number in (1, 3, 6)
    }  # fmt: skip
    assert names == {1: "DDSP 62", 3: "DIPN 62", 6: "DIPN 62"}


@pytest.mark.parametrize(
    ("days", "name"), [(-1000, "Avant"), (-1, "Avant"), (0, "Après"), (1, "Après"), (30, "Encore après")]
)
def test_a_name_holds_from_its_day_on(small_base: db.Database, days: int, name: str) -> None:
    partner = small_base.write(partners.create, 1, "Avant", "AV").result
    small_base.write(partners.rename, partner, "Encore après", "EA", NEXT + dt.timedelta(days=30))
    small_base.write(partners.rename, partner, "Après", "AP", NEXT)
    key = small_base.write(meetings.create, 1, NEXT + dt.timedelta(days=days), None, "").result
    assert [s.partner for s in small_base.read(attendance.seats, key)] == [name]


# Its course

STAGES = (MeetingStage.PREPARATION, MeetingStage.SUMMONED, MeetingStage.IN_SESSION, MeetingStage.HELD)
MOVES: dict[str, Act] = {
    "summon": lambda b, k: b.write(meetings.summon, k, TODAY),
    "start": lambda b, k: b.write(meetings.start, k),
    "close": lambda b, k: b.write(meetings.close, k, dt.time(11)),
    "remove": lambda b, k: b.write(meetings.remove, k),
    "validate": lambda b, k: b.write(minutes.set_state, k, MinutesState.VALIDATED, TODAY),
}
REACH: dict[MeetingStage, tuple[str, ...]] = {
    MeetingStage.PREPARATION: (),
    MeetingStage.SUMMONED: ("summon",),
    MeetingStage.IN_SESSION: ("summon", "start"),
    MeetingStage.HELD: ("start", "close"),
}
ALLOWED: dict[str, dict[MeetingStage, MeetingStage | None]] = {
    "summon": {MeetingStage.PREPARATION: MeetingStage.SUMMONED},
    "start": dict.fromkeys(STAGES[:2], MeetingStage.IN_SESSION),
    "close": dict.fromkeys(STAGES[:3], MeetingStage.HELD),
    "remove": dict.fromkeys(STAGES[:2]),
    "validate": {MeetingStage.HELD: MeetingStage.HELD},
}
REFUSAL = {
    ("remove", MeetingStage.IN_SESSION): "meeting_running",
    ("remove", MeetingStage.HELD): "meeting_in_use",
    **{("validate", stage): "meeting_not_held" for stage in STAGES},
}


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("move", MOVES)
def test_the_stages_follow_each_other(demo_database: db.Database, new: int, stage: MeetingStage, move: str) -> None:
    for step in REACH[stage]:
        MOVES[step](demo_database, new)
    assert demo_database.read(meetings.sheet, new).stage is stage
    if stage not in ALLOWED[move]:
        with refused(REFUSAL.get((move, stage), "meeting_stage")):
            MOVES[move](demo_database, new)
        assert demo_database.read(meetings.sheet, new).stage is stage
    else:
        MOVES[move](demo_database, new)
        if move == "remove":
            with refused("gone"):
                demo_database.read(meetings.sheet, new)
        else:
            assert demo_database.read(meetings.sheet, new).stage is ALLOWED[move][stage]


def test_closing_makes_open_seats_absent_and_leaves_guests_alone(demo_database: db.Database) -> None:
    key = meeting_id(demo_database, 6)
    demo_database.write(meetings.close, key, dt.time(11, 5))
    seats = demo_database.read(attendance.seats, key)
    assert {s.status for s in seats if not s.guest} == {AttendanceStatus.ABSENT}
    assert [s.status for s in seats if s.guest] == [AttendanceStatus.GUEST]
    row = demo_database.read(meetings.sheet, key).row
    assert (row.attended, row.expected, row.state) == (0, 15, MeetingState.TO_WRITE)


def test_an_end_before_the_beginning_is_left_out(demo_database: db.Database) -> None:
    key = meeting_id(demo_database, 6)
    demo_database.write(meetings.close, key, dt.time(3))
    assert demo_database.read(meetings.sheet, key).ends is None


def test_a_meeting_that_took_decisions_is_not_removed(demo_database: db.Database, new: int) -> None:
    demo_database.write(decisions.create, new, "Décider")
    with refused("meeting_in_use"):
        demo_database.write(meetings.remove, new)


# Counting


def test_attendance_is_counted_meeting_by_meeting(demo_database: db.Database) -> None:
    rows = {p.number: (p.present + p.represented, p.present + p.represented + p.excused + p.absent)
            for p in demo_database.read(meetings.presence)}  # fmt: skip
    assert rows == {1: (14, 16), 2: (7, 8), 3: (12, 16), 4: (6, 6), 5: (11, 16)}


def test_replies_of_a_coming_meeting(demo_database: db.Database) -> None:
    row = demo_database.read(meetings.sheet, meeting_id(demo_database, 6)).row
    assert (row.replies, row.coming, row.represented) == (9, 8, 2)
    seat = next(s for s in demo_database.read(attendance.seats, row.id) if s.reply is None)
    demo_database.write(attendance.set_reply, seat.id, Reply.REPRESENTED, TODAY)
    row = demo_database.read(meetings.sheet, row.id).row
    assert (row.replies, row.coming, row.represented) == (10, 9, 3)


@pytest.mark.parametrize(("text", "numbers"), [("", {1, 2, 3, 4, 5, 6}), ("PLENIERE", {1, 3, 5, 6}),
                                               ("depot", {4}), ("n° 2", {2}), ("zzz", set())])  # fmt: skip
def test_search_ignores_accents(demo_database: db.Database, text: str, numbers: set[int]) -> None:
    assert {row.number for row in demo_database.read(meetings.search, text)} == numbers


# Locked minutes

WRITES: dict[str, Act] = {
    "meetings.set_field": lambda b, k: b.write(meetings.set_field, k, "place", "Ailleurs"),
    "agenda.add": lambda b, k: b.write(agenda.add, k, "Point"),
    "agenda.set_field": lambda b, k: b.write(agenda.set_field, item(b, k), "title", "Autre"),
    "agenda.set_rapporteur": lambda b, k: b.write(agenda.set_rapporteur, item(b, k), None, "Autre"),
    "agenda.save_notes": lambda b, k: b.write(agenda.save_notes, item(b, k), ()),
    "agenda.move": lambda b, k: b.write(agenda.move, item(b, k), 2),
    "agenda.duplicate": lambda b, k: b.write(agenda.duplicate, item(b, k)),
    "agenda.remove": lambda b, k: b.write(agenda.remove, item(b, k)),
    "agenda.review": lambda b, k: b.write(agenda.review, k, 1),
    "agenda.drop_review": lambda b, k: b.write(agenda.drop_review, k, 1),
    "attendance.set_status": lambda b, k: b.write(attendance.set_status, seat(b, k), AttendanceStatus.ABSENT),
    "attendance.set_field": lambda b, k: b.write(attendance.set_field, seat(b, k), "role", "Autre"),
    "attendance.set_reply": lambda b, k: b.write(attendance.set_reply, seat(b, k), Reply.COMING, TODAY),
    "attendance.set_person": lambda b, k: b.write(attendance.set_person, seat(b, k), 1),
    "attendance.all_present": lambda b, k: b.write(attendance.all_present, k),
    "attendance.add_guest": lambda b, k: b.write(attendance.add_guest, k, "Mme Tiers", ""),
    "attendance.convene": lambda b, k: b.write(attendance.convene, k, 1),
    "attendance.remove": lambda b, k: b.write(attendance.remove, seat(b, k)),
    "decisions.create": lambda b, k: b.write(decisions.create, k, "Décider"),
    "decisions.text": lambda b, k: b.write(decisions.set_field, decision(b, k), "text", "Autre"),
    "decisions.pilot": lambda b, k: b.write(decisions.set_field, decision(b, k), "pilot_id", 2),
    "decisions.set_associates": lambda b, k: b.write(decisions.set_associates, decision(b, k), (1,)),
    "decisions.remove": lambda b, k: b.write(decisions.remove, decision(b, k)),
}


def item(base: db.Database, key: int) -> int:
    return base.read(agenda.items, key)[0].id


def seat(base: db.Database, key: int) -> int:
    return base.read(attendance.seats, key)[0].id


def decision(base: db.Database, key: int) -> int:
    return base.read(decisions.register, TODAY, meeting_id=key)[0].id


@pytest.mark.parametrize("number", [5, 4, 3])
@pytest.mark.parametrize("write", WRITES)
def test_validated_minutes_refuse_every_change_of_their_text(
    demo_database: db.Database, write: str, number: int
) -> None:
    key = meeting_id(demo_database, number)
    before = demo_database.read(minutes.compose, key, DisclosureLevel.RESTRICTED, TODAY)
    with pytest.raises(UserError) as caught:
        WRITES[write](demo_database, key)
    assert caught.value.code in ("minutes_locked", "minutes_sealed")
    assert demo_database.read(minutes.compose, key, DisclosureLevel.RESTRICTED, TODAY) == before


@pytest.mark.parametrize("write", WRITES)
def test_a_draft_takes_every_change(demo_database: db.Database, write: str) -> None:
    key = meeting_id(demo_database, 5)
    demo_database.write(minutes.correct, key, "Erreur de plume")
    if write == "attendance.convene":
        demo_database.write(attendance.remove, seat(demo_database, key))
    WRITES[write](demo_database, key)


def test_a_number_is_never_given_again(demo_database: db.Database) -> None:
    proposal = demo_database.read(meetings.propose, TODAY)
    made = demo_database.write(meetings.create, proposal.formations[0].id, proposal.date, None, "").result
    assert demo_database.read(meetings.sheet, made).row.number == proposal.number == 7
    demo_database.write(meetings.remove, made)
    again = demo_database.read(meetings.propose, TODAY)
    assert again.number == 8
    made = demo_database.write(meetings.create, again.formations[0].id, again.date, None, "").result
    assert demo_database.read(meetings.sheet, made).row.number == 8


def test_dates_have_a_range(demo_database: db.Database) -> None:
    formation = demo_database.read(meetings.propose, TODAY).formations[0].id
    for day in (dt.date.max, dt.date.min):
        assert demo_database.read(meetings.propose, day).number == 7
        with refused("invalid") as caught:
            demo_database.write(meetings.create, formation, day, None, "")
        assert problem(caught)[:2] == ("date", "date_range")
        with refused("invalid") as caught:
            demo_database.write(meetings.set_field, meeting_id(demo_database, 6), "date", day)
        assert problem(caught)[:2] == ("date", "date_range")


def test_two_meetings_never_share_a_number_and_the_series_goes_on_after_a_typed_one(
    demo_database: db.Database, new: int
) -> None:
    with refused("invalid") as caught:
        demo_database.write(meetings.set_field, new, "number", 5)
    assert problem(caught) == ("number", "meeting_number_taken", {"number": 5, "date": "23/09/2026"})
    with refused("invalid") as caught:
        demo_database.write(meetings.set_field, new, "number", 0)
    assert problem(caught)[:2] == ("number", "meeting_number_range")
    demo_database.write(meetings.set_field, new, "number", 12)
    assert demo_database.read(meetings.propose, TODAY).number == 13


def test_a_meeting_never_ends_before_it_began_and_moves_as_a_whole(demo_database: db.Database, new: int) -> None:
    def hours() -> tuple[dt.time | None, dt.time | None]:
        sheet = demo_database.read(meetings.sheet, new)
        return sheet.row.starts, sheet.planned_end

    with refused("invalid") as caught:
        demo_database.write(meetings.set_field, new, "planned_end", dt.time(9))
    assert problem(caught)[:2] == ("planned_end", "ends_before_start")
    demo_database.write(meetings.set_field, new, "planned_end", dt.time(11))
    demo_database.write(meetings.set_field, new, "starts", dt.time(10))
    assert hours() == (dt.time(10), dt.time(11))
    demo_database.write(meetings.set_field, new, "starts", dt.time(14))
    assert hours() == (dt.time(14), dt.time(15))
    demo_database.write(meetings.set_field, new, "starts", dt.time(23, 30))
    assert hours() == (dt.time(23, 30), None)
    with refused("invalid") as caught:
        demo_database.write(meetings.create, 1, NEXT + dt.timedelta(days=9), dt.time(9), "", dt.time(8))
    assert problem(caught)[:2] == ("planned_end", "ends_before_start")


def test_a_meeting_of_long_ago_can_be_recorded(demo_database: db.Database) -> None:
    made = demo_database.write(meetings.create, 1, dt.date(2020, 1, 6), None, "Mairie").result
    assert demo_database.read(meetings.sheet, made).stage is MeetingStage.PREPARATION
