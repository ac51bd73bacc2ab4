"""Planned shifts stay possible: what is taken back, typed by hand, or cut off by a contract is refused as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from psq_desktop import journal
from psq_desktop.errors import UserError
from psq_desktop.models.kinds import Availability, ReserveCategory, ReservistState, ShiftState
from psq_desktop.services import history
from psq_desktop.services.reserves import assigning, availability, missions, reservists, shifts
from psq_desktop.wording import explain
from tests.services.reserves.serving import FOUR, MARKET, NINE, TODAY, Reserve, copied, make_reserve

ONE = dt.timedelta(1)
EIGHT = dt.time(20)


@pytest.fixture(scope="module")
def reserve_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_reserve(tmp_path_factory.mktemp("reserve") / "reserve.psq")


@pytest.fixture
def reserve(reserve_file: Path, tmp_path: Path) -> Iterator[Reserve]:
    yield from copied(reserve_file, tmp_path)


def step(reserve: Reserve, service: Callable[..., Any], *args: Any, **values: Any) -> int:
    found = reserve.database.write(service, *args, **values).changes.step
    assert found is not None
    return found


def assign(reserve: Reserve, mission: int, *people: int) -> int:
    made: tuple[int, ...] = reserve.database.write(assigning.assign, mission, people, TODAY).result
    return made[0]


def back(reserve: Reserve, taken: int, action: str = journal.UNDO) -> int:
    found = reserve.database.revert(taken, action, partial(history.take_back, today=TODAY)).changes.step
    assert found is not None
    return found


def plan(reserve: Reserve, *people: int) -> list[Any]:
    """All that stands in the base of missions and of these people's shifts."""
    rows = reserve.database.read(missions.search, TODAY)
    return [*rows, *(reserve.database.read(reservists.sheet, person, TODAY).shifts for person in people)]


def refused_back(reserve: Reserve, taken: int, *people: int) -> list[str]:
    """The reasons; the base is as it was."""
    before = plan(reserve, *people)
    with pytest.raises(UserError) as refusal:
        back(reserve, taken)
    assert refusal.value.code == "not_brought_back"
    assert plan(reserve, *people) == before
    assert explain(refusal.value)
    return [problem.code for problem in refusal.value.problems]


def _removed(reserve: Reserve, mission: int, _shift: int) -> int:
    return step(reserve, missions.remove, mission)


def _called_off(reserve: Reserve, mission: int, _shift: int) -> int:
    return step(reserve, missions.cancel, mission, TODAY)


def _moved(reserve: Reserve, mission: int, _shift: int) -> int:
    return step(reserve, missions.update, mission, {"day": MARKET + 9 * ONE}, TODAY)


def _withdrawn(reserve: Reserve, _mission: int, shift: int) -> int:
    return step(reserve, assigning.withdraw, shift)


def _cancelled(reserve: Reserve, _mission: int, shift: int) -> int:
    return step(reserve, shifts.cancel, shift)


@pytest.mark.parametrize("leave", [_removed, _called_off, _moved, _withdrawn, _cancelled])
def test_what_would_put_somebody_on_two_missions_at_once_is_not_brought_back(
    reserve: Reserve, leave: Callable[[Reserve, int, int], int]
) -> None:
    who, first, second = reserve.officer, reserve.mission(), reserve.mission()
    left = leave(reserve, first, assign(reserve, first, who))
    other = assign(reserve, second, who)
    assert "shift_collision" in refused_back(reserve, left, who)
    reserve.database.write(assigning.withdraw, other)
    back(reserve, left)  # nothing stands against it any more
    assert [shift.mission_id for shift in reserve.database.read(reservists.sheet, who, TODAY).shifts] == [first]


def test_rest_ceiling_state_and_what_was_said_are_asked_too(reserve: Reserve) -> None:
    who, mission = reserve.volunteer, reserve.mission()
    assign(reserve, mission, who)
    left = step(reserve, missions.remove, mission)
    late = assign(reserve, reserve.mission(MARKET - ONE, FOUR, dt.time(23)), who)
    assert refused_back(reserve, left, who) == ["rest_short"]
    reserve.database.write(assigning.withdraw, late)
    for n in range(1, 7):
        assign(reserve, reserve.mission(MARKET + n * ONE), who)
    assert refused_back(reserve, left, who) == ["ceiling_passed"]
    reserve.database.write(availability.set_days, who, [MARKET], Availability.UNAVAILABLE)
    reserve.database.write(reservists.set_state, who, ReservistState.SUSPENDED, TODAY)
    assert refused_back(reserve, left, who) == ["not_active", "said_unavailable", "ceiling_passed"]


def test_a_place_that_was_given_away_or_moved_is_not_taken_again(reserve: Reserve) -> None:
    mission = reserve.mission(slots=1)
    left = step(reserve, assigning.withdraw, assign(reserve, mission, reserve.officer))
    taken = assign(reserve, mission, reserve.citizen)
    assert refused_back(reserve, left, reserve.officer) == ["mission_crowded"]
    reserve.database.write(assigning.withdraw, taken)
    reserve.database.write(missions.update, mission, {"day": MARKET + ONE}, TODAY)
    assert refused_back(reserve, left, reserve.officer) == ["mission_moved"]
    assign(reserve, mission, reserve.citizen)
    wide = step(reserve, missions.update, mission, {"slots": 2}, TODAY)
    assign(reserve, mission, reserve.officer)
    assert refused_back(reserve, wide, reserve.officer) == ["mission_crowded"]


def test_the_last_steps_are_taken_back_and_done_again_whatever_was_so_before(reserve: Reserve) -> None:
    """What was there is there again: nothing is asked of it, as long as all that came after was taken back too."""
    who, mission = reserve.officer, reserve.mission()
    shift = assign(reserve, mission, who)
    reserve.database.write(availability.set_days, who, [MARKET], Availability.UNAVAILABLE)
    before = plan(reserve, who)
    left, other = step(reserve, assigning.withdraw, shift), reserve.mission(MARKET + ONE)
    reserve.database.write(missions.remove, other)
    for _ in range(3):
        last = reserve.database.read(history.candidates)[0]
        assert last is not None
        undone = back(reserve, last.step)
    assert plan(reserve, who) == before
    back(reserve, undone, journal.REDO)
    assert plan(reserve, who) != before
    back(reserve, left)
    assert plan(reserve, who) == before


def test_somebody_deleted_comes_back_with_their_shifts(reserve: Reserve) -> None:
    who, mission = reserve.officer, reserve.mission(slots=1)
    assign(reserve, mission, who)
    reserve.database.write(availability.set_days, who, [MARKET], Availability.UNAVAILABLE)
    left = step(reserve, reservists.remove, who)
    other = assign(reserve, mission, reserve.citizen)
    assert refused_back(reserve, left, reserve.citizen) == ["mission_crowded"]
    reserve.database.write(assigning.withdraw, other)
    back(reserve, left)
    assert len(reserve.database.read(reservists.sheet, who, TODAY).shifts) == 1


def planned(reserve: Reserve, who: int, day: dt.date, starts: dt.time = NINE, ends: dt.time = FOUR) -> list[str]:
    """Plan a shift by hand; the reasons why not."""
    values: dict[str, Any] = {"today": TODAY, "state": ShiftState.PLANNED, "title": "Accueil"}
    try:
        reserve.database.write(shifts.record, who, day, starts, ends, **values)
    except UserError as error:
        return [problem.code for problem in error.problems]
    return []


def test_a_shift_planned_by_hand_is_refused_as_an_assignment_is(reserve: Reserve) -> None:
    assert planned(reserve, reserve.officer, MARKET) == []
    assert planned(reserve, reserve.officer, MARKET, FOUR, EIGHT) == ["rest_short"]
    assert planned(reserve, reserve.officer, dt.date(2040, 1, 1)) == ["contract_over"]
    for n in range(6):
        assert planned(reserve, reserve.volunteer, MARKET + n * ONE) == []
    assert planned(reserve, reserve.volunteer, MARKET + 6 * ONE) == ["ceiling_passed"]
    monday = MARKET + 3 * ONE
    assert [planned(reserve, reserve.citizen, monday + n * ONE, NINE, EIGHT) for n in range(3)] == [
        [], [], ["week_passed"],
    ]  # fmt: skip
    reserve.database.write(reservists.set_state, reserve.officer, ReservistState.SUSPENDED, TODAY)
    assert planned(reserve, reserve.officer, MARKET + 9 * ONE) == ["not_active"]


def test_a_contract_does_not_end_before_what_is_planned(reserve: Reserve) -> None:
    who, write = reserve.officer, reserve.database.write
    assign(reserve, reserve.mission(), who)
    assert planned(reserve, who, MARKET + 9 * ONE) == []
    extended = step(reserve, reservists.update, who, {"contract_end": dt.date(2029, 3, 31)}, TODAY)
    with pytest.raises(UserError) as refusal:
        write(reservists.update, who, {"contract_end": MARKET - ONE}, TODAY)
    assert [problem.field for problem in refusal.value.problems] == ["contract_end"]
    told = explain(refusal.value).replace("\u00a0", " ")
    assert "« Marché » le 27 nov. 2026, « Accueil » le 6 déc. 2026" in told
    write(reservists.update, who, {"contract_end": MARKET + 9 * ONE}, TODAY)
    assert planned(reserve, reserve.officer, MARKET + 10 * ONE) == ["contract_over"]
    write(reservists.update, who, {"contract_end": dt.date(2029, 3, 31)}, TODAY)
    assert planned(reserve, who, dt.date(2029, 3, 30)) == []
    assert refused_back(reserve, extended, who) == ["planned_outside_contract"]


def test_what_a_state_needs_and_the_state_are_one_step(reserve: Reserve) -> None:
    write = reserve.database.write
    with pytest.raises(UserError) as refusal:
        missing = {"charter_on": None, "contract_end": dt.date(2026, 1, 1)}
        write(reservists.engage, reserve.officer, missing, ReservistState.UNAVAILABLE, TODAY)
    assert {(problem.field, problem.code) for problem in refusal.value.problems} == {
        ("charter_on", "needed_active"),
        ("contract_end", "contract_end_before_start"),
    }
    candidate: dict[str, Any] = {"category": ReserveCategory.CITIZEN, "last_name": "Fictif"}
    key = write(lambda session: reservists.create(session, today=TODAY, **candidate)).result
    later = {"approved_on": TODAY + ONE}
    with pytest.raises(UserError) as refusal:
        write(reservists.engage, key, later, ReservistState.APPROVED, TODAY)
    assert [problem.code for problem in refusal.value.problems] == ["approval_to_come"]
    done = write(reservists.engage, reserve.officer, {"activity": "Accueil"}, ReservistState.UNAVAILABLE, TODAY)
    row = reserve.database.read(reservists.sheet, reserve.officer, TODAY).row
    assert (row.activity, row.state) == ("Accueil", ReservistState.UNAVAILABLE)
    assert done.changes.action == "reservists.engage"
