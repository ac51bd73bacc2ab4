"""The demonstration base holds the facts that the product's description gives, whatever the day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from psq_desktop import db, demonstration, journal
from psq_desktop.services import home, meetings, partners, setup
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import DecisionState, DisclosureLevel
from psq_desktop.services.minuting import minutes
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import attendance
from tests.conftest import ACTOR, TODAY

DONE, OPEN, ABANDONED, LATE = "done", "open", "abandoned", "late"
# number: days from T, formation, state, attended, expected, what became of its decisions
MEETINGS = {
    1: (-420, "plénière", "sealed", 14, 16, {DONE: 5}),
    2: (-330, "restreinte", "sealed", 7, 8, {DONE: 3, ABANDONED: 1}),
    3: (-240, "plénière", "sealed", 12, 16, {DONE: 5, LATE: 2}),
    4: (-150, "thématique transports", "approved", 6, 6, {DONE: 2, OPEN: 2}),
    5: (-60, "plénière", "circulated", 11, 16, {DONE: 3, OPEN: 5}),
    6: (21, "plénière", "summoned", 0, 16, {}),
}


@pytest.fixture(scope="module", params=[TODAY, dt.date(2024, 2, 29), dt.date(2027, 1, 1)], ids=str)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[db.Database, dt.date]:
    path: Path = tmp_path_factory.mktemp("demo") / "demo.psq"
    database = db.create(path, ACTOR)
    demonstration.fill(database, request.param)
    request.addfinalizer(database.close)
    return database, request.param


Made = tuple[db.Database, dt.date]


def fate(row: decisions.DecisionRow) -> str:
    if row.state in (DecisionState.DONE, DecisionState.ABANDONED):
        return row.state.value
    return LATE if row.late_days else OPEN


@pytest.mark.parametrize("number", MEETINGS)
def test_a_meeting_has_the_facts_of_the_table(made: Made, number: int) -> None:
    base, today = made
    days, formation, state, attended, expected, fates = MEETINGS[number]
    row = next(r for r in base.read(meetings.search) if r.number == number)
    assert row.date == today + dt.timedelta(days=days)
    assert (row.formation, row.state.value, row.attended, row.expected) == (formation, state, attended, expected)
    found = base.read(decisions.register, today, meeting_id=row.id)
    assert Counter(fate(d) for d in found) == fates
    assert row.decisions == sum(fates.values())


def test_the_register_in_figures(made: Made) -> None:
    base, today = made
    found = base.read(decisions.register, today)
    assert len(found) == 28
    assert sum(d.late_days > 0 for d in found) == 2
    assert [d.meeting_number for d in found if d.pilot_id is None] == [5]
    assert sorted(d.number for d in found) == list(range(1, 29))
    assert all(d.due is None or d.due >= d.meeting_date for d in found)


def test_the_fifth_meeting_has_a_restricted_item_and_two_observations(made: Made) -> None:
    base, _ = made
    key = next(r.id for r in base.read(meetings.search) if r.number == 5)
    items = base.read(agenda.items, key)
    assert sum(i.disclosure is DisclosureLevel.RESTRICTED for i in items) == 1
    assert len(base.read(minutes.observations, key)) == 2
    assert all(i.notes for i in items)


def test_nine_of_sixteen_replied_for_the_sixth(made: Made) -> None:
    base, _ = made
    row = base.read(meetings.search)[0]
    assert (row.number, row.replies, row.expected) == (6, 9, 16)


def test_sixteen_partners_over_all_colleges_the_prosecutor_as_guest(made: Made) -> None:
    base, today = made
    found = base.read(partners.search, today)
    assert len(found) == 16
    assert [p.acronym for p in found if p.guest] == ["PR"]
    assert all(c.partners for c in base.read(partners.colleges))
    assert len(base.read(partners.colleges)) == 10
    assert len({p.acronym for p in found}) == 16


def test_everything_in_it_is_invented_and_says_so(made: Made) -> None:
    base, _ = made
    info = base.read(setup.info)
    assert info is not None and info.fictional
    for contact in base.read(partners.contacts):
        assert contact.email == "" or contact.email.endswith("@exemple.invalid")
        assert contact.phone == "" or contact.phone.startswith(("03 53 01 ", "06 39 98 "))


def test_residents_are_masked(made: Made) -> None:
    base, today = made
    citizens = next(p for p in base.read(partners.search, today) if p.acronym == "CC")
    people = [c for c in base.read(partners.sheet, citizens.id, today).contacts if not c.mailbox]
    assert len(people) >= 2
    assert all("RS-" in c.display for c in people)


def test_nobody_sits_without_a_mandate_of_that_day_or_a_stand_in(made: Made) -> None:
    base, _ = made
    for row in base.read(meetings.search):
        for seat in base.read(attendance.seats, row.id):
            assert seat.partner and seat.acronym
            assert not (seat.arrived and seat.left) or seat.arrived < seat.left


def test_the_home_page_tells_what_there_is_to_do(made: Made) -> None:
    base, today = made
    found = base.read(home.overview, today)
    assert found is not None
    assert (found.total_decisions, found.open_decisions, found.late_decisions) == (28, 9, 2)
    todos = {t.code: t.count for t in found.todos}
    assert (todos["late_decisions"], todos["incomplete_decisions"], todos["no_reply"]) == (2, 1, 7)
    assert found.next_meeting is not None and found.next_meeting.number == 6
    assert (found.duty.reservists, found.duty.days, found.duty.ceiling) == (3, 242, 390)
    assert found.duty.nearest is not None and found.duty.nearest.code == "RO-02"


def test_the_home_page_of_an_empty_base(empty_database: db.Database, small_base: db.Database) -> None:
    found = small_base.read(home.overview, TODAY)
    assert found is not None
    assert (found.todos, found.partners, found.next_meeting, found.duty.reservists) == ((), (), None, 0)
    assert [step.done for step in found.first_steps] == [True, False, False, False, False]


def test_a_base_that_is_not_set_up_has_no_home_page(empty_database: db.Database) -> None:
    assert empty_database.read(home.overview, TODAY) is None
    assert empty_database.read(setup.info) is None


def test_the_journal_names_the_loading_as_the_bases_made_before_do(made: Made) -> None:
    base, _ = made
    actions = base.read(lambda session: {step.action for step in journal.steps(session)})
    assert {action for action in actions if ".load_" in action} == {
        "demo.load_base", "demo.load_meeting", "demo_objectives.load_objectives", "demo_campaigns.load_campaign",
        "demo_fieldwork.load_reserves", "demo_fieldwork.load_means", "demo_fieldwork.load_fieldwork",
        "demo_fieldwork.load_surveys",
    }  # fmt: skip
