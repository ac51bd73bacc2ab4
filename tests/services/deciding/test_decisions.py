"""The register: numbers, due dates, what became of each decision."""

from __future__ import annotations

import datetime as dt

import pytest

from psq_desktop import db
from psq_desktop.services import meetings
from psq_desktop.services.deciding import decisions
from psq_desktop.services.deciding.decisions import DecisionRow
from psq_desktop.services.kinds import DecisionKind, DecisionState
from psq_desktop.services.preparing import agenda
from tests.conftest import TODAY
from tests.services.helpers import meeting_id, problem, refused

SOON = TODAY + dt.timedelta(days=40)


@pytest.fixture
def key(demo_database: db.Database) -> int:
    return meeting_id(demo_database, 6)


def row(base: db.Database, key: int) -> DecisionRow:
    return base.read(decisions.sheet, key, TODAY).row


def test_a_decision_takes_the_next_number_of_one_series(demo_database: db.Database, key: int) -> None:
    first = demo_database.write(decisions.create, key, "Un").result
    second = demo_database.write(decisions.create, key, "Deux", kind=DecisionKind.ACTION).result
    assert [row(demo_database, k).ref for k in (first, second)] == ["D-29", "A-30"]
    demo_database.write(decisions.remove, second)
    third = demo_database.write(decisions.create, key, "Trois").result
    assert row(demo_database, third).ref == "D-31"


def test_the_first_decision_of_a_base_is_number_one(small_base: db.Database) -> None:
    meeting = small_base.write(meetings.create, 1, SOON, None, "").result
    assert row(small_base, small_base.write(decisions.create, meeting, "Un").result).number == 1


@pytest.mark.parametrize(
    ("text", "due", "wanted"),
    [("", None, ("text", "required")), (" \x00 ", None, ("text", "required")),
     ("Agir", TODAY, ("due", "due_before_meeting"))],
)  # fmt: skip
def test_a_decision_that_cannot_be(
    demo_database: db.Database, key: int, text: str, due: dt.date | None, wanted: tuple[str, str]
) -> None:
    with refused("invalid") as caught:
        demo_database.write(decisions.create, key, text, due=due)
    assert problem(caught)[:2] == wanted
    assert len(demo_database.read(decisions.register, TODAY)) == 28


def test_the_pilot_is_no_associate(demo_database: db.Database, key: int) -> None:
    found = demo_database.write(decisions.create, key, "Agir", pilot_id=1, associates=(1, 2, 2, 3)).result
    assert row(demo_database, found).associate_ids == (2, 3)
    demo_database.write(decisions.set_field, found, "pilot_id", 2)
    assert row(demo_database, found).associate_ids == (3,)
    demo_database.write(decisions.set_associates, found, (2, 5, 3))
    assert set(row(demo_database, found).associate_ids) == {3, 5}


def test_a_missing_pilot_or_date_is_filled_in_after_validation_but_never_changed(demo_database: db.Database) -> None:
    found = next(d for d in demo_database.read(decisions.register, TODAY) if d.ref == "D-22")
    assert found.incomplete
    demo_database.write(decisions.set_field, found.id, "pilot_id", 9)
    demo_database.write(decisions.set_field, found.id, "due", SOON)
    assert not row(demo_database, found.id).incomplete
    for name, value in (("pilot_id", 8), ("due", SOON + dt.timedelta(days=1)), ("text", "Autre"), ("pilot_id", None)):
        with refused("minutes_locked"):
            demo_database.write(decisions.set_field, found.id, name, value)


@pytest.mark.parametrize(
    ("state", "comment", "due", "refusal"),
    [
        (DecisionState.DONE, "", None, None),
        (DecisionState.IN_PROGRESS, "en cours", None, None),
        (DecisionState.ABANDONED, "", None, ("comment", "required")),
        (DecisionState.ABANDONED, " \n ", None, ("comment", "required")),
        (DecisionState.ABANDONED, "sans objet", None, None),
        (DecisionState.CARRIED_OVER, "", None, ("due", "required")),
        (DecisionState.CARRIED_OVER, "", SOON, ("due", "due_not_later")),
        (DecisionState.CARRIED_OVER, "", SOON - dt.timedelta(days=1), ("due", "due_not_later")),
        (DecisionState.CARRIED_OVER, "", SOON + dt.timedelta(days=1), None),
        (DecisionState.DONE, "", SOON + dt.timedelta(days=9), None),  # a date only counts for carrying over
    ],
)
def test_what_becomes_of_a_decision(
    demo_database: db.Database,
    key: int,
    state: DecisionState,
    comment: str,
    due: dt.date | None,
    refusal: tuple[str, str] | None,
) -> None:
    found = demo_database.write(decisions.create, key, "Agir", pilot_id=1, due=SOON).result
    if refusal:
        with refused("invalid") as caught:
            demo_database.write(decisions.follow_up, found, state, TODAY, comment, due)
        assert problem(caught)[:2] == refusal
        assert demo_database.read(decisions.sheet, found, TODAY).follow_ups == ()
        return
    demo_database.write(decisions.follow_up, found, state, TODAY, comment, due)
    sheet = demo_database.read(decisions.sheet, found, TODAY)
    moved = due if state is DecisionState.CARRIED_OVER else None
    assert (sheet.row.state, sheet.row.due) == (state, moved or SOON)
    assert [(f.state, f.due_before, f.due_after, f.comment) for f in sheet.follow_ups] == [
        (state, SOON if moved else None, moved, comment)
    ]
    assert sheet.row.carried_over == bool(moved)


def test_a_follow_up_noted_late_does_not_reopen_what_was_closed_since(demo_database: db.Database, key: int) -> None:
    found = demo_database.write(decisions.create, key, "Agir", pilot_id=1, due=SOON).result
    demo_database.write(decisions.follow_up, found, DecisionState.DONE, TODAY)
    demo_database.write(
        decisions.follow_up, found, DecisionState.IN_PROGRESS, TODAY - dt.timedelta(days=9), "noté tard"
    )
    sheet = demo_database.read(decisions.sheet, found, TODAY)
    assert sheet.row.state is DecisionState.DONE
    assert [f.state for f in sheet.follow_ups] == [DecisionState.IN_PROGRESS, DecisionState.DONE]
    demo_database.write(decisions.follow_up, found, DecisionState.IN_PROGRESS, TODAY, "rouverte le même jour")
    assert row(demo_database, found).state is DecisionState.IN_PROGRESS


@pytest.mark.parametrize(
    ("days", "state", "late"),
    [(-1, DecisionState.OPEN, 1), (0, DecisionState.OPEN, 0), (1, DecisionState.OPEN, 0), (-30, DecisionState.DONE, 0),
     (-30, DecisionState.ABANDONED, 0), (-30, DecisionState.IN_PROGRESS, 30)],
)  # fmt: skip
def test_late_is_computed_from_the_day(small_base: db.Database, days: int, state: DecisionState, late: int) -> None:
    due = dt.date(2027, 1, 10)
    meeting = small_base.write(meetings.create, 1, due - dt.timedelta(days=60), None, "").result
    found = small_base.write(decisions.create, meeting, "Agir", due=due).result
    if state is not DecisionState.OPEN:
        small_base.write(decisions.follow_up, found, state, due - dt.timedelta(days=40), "motif")
    seen = small_base.read(decisions.sheet, found, due - dt.timedelta(days=days)).row
    assert (seen.late_days, seen.state) == (late, state)


def test_the_register_goes_by_due_date_and_finds_across_meetings(demo_database: db.Database) -> None:
    found = demo_database.read(decisions.register, TODAY)
    assert [d.due or dt.date.max for d in found] == sorted(d.due or dt.date.max for d in found)
    assert found[-1].ref == "D-22"
    assert (
        {d.ref for d in demo_database.read(decisions.register, TODAY, "eclairage")}
        == {d.ref for d in demo_database.read(decisions.register, TODAY, "ÉCLAIRAGE")}
        != set()
    )
    own = demo_database.read(decisions.register, TODAY, partner_id=5)
    assert own and all(d.pilot_id == 5 or 5 in d.associate_ids for d in own)
    fifth = meeting_id(demo_database, 5)
    assert len(demo_database.read(decisions.register, TODAY, meeting_id=fifth)) == 8


def test_a_sheet_says_which_coming_meeting_looks_at_it(demo_database: db.Database) -> None:
    register = {d.ref: d.id for d in demo_database.read(decisions.register, TODAY)}
    assert demo_database.read(decisions.sheet, register["D-11"], TODAY).reviewed_at == 6
    assert demo_database.read(decisions.sheet, register["D-1"], TODAY).reviewed_at is None
    assert demo_database.read(decisions.sheet, register["D-1"], TODAY).locked


def test_a_decision_is_taken_on_an_item_of_its_own_meeting(demo_database: db.Database) -> None:
    other = demo_database.read(agenda.items, meeting_id(demo_database, 5))[0].id
    for item in (other, 99_999):
        with refused("gone"):
            demo_database.write(decisions.create, meeting_id(demo_database, 6), "Texte", item_id=item)
