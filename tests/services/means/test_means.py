"""Posts, training, equipment and mobile forces: states that follow from dates, numbers in order, no name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from psq_desktop import db
from psq_desktop.errors import UserError
from psq_desktop.services.kinds import EquipmentKind, EquipmentState, PostState, TrainingAudience, TrainingState
from psq_desktop.services.means import equipment, mobile, needs, posts, trainings
from psq_desktop.services.means.means_rows import EquipmentRow
from psq_desktop.services.reserves import reservists

TODAY = dt.date(2026, 11, 22)
DAY = dt.timedelta(days=1)
NIR, IBAN = "2 85 05 62 193 123 45", "FR76 3000 6000 0112 3456 7890 189"


def problems(error: UserError) -> dict[str, str]:
    return {each.field: each.code for each in error.problems}


def refused(base: db.Database, service: Callable[..., Any], *args: Any, **values: Any) -> dict[str, str]:
    with pytest.raises(UserError) as caught:
        base.write(service, *args, **values)
    return problems(caught.value)


def camera(base: db.Database, **values: Any) -> int:
    given = {"kind": EquipmentKind.BODY_CAMERA, "title": "Caméras", "asked": 12, "asked_on": dt.date(2026, 3, 2)}
    made: int = base.write(equipment.create, **{**given, **values}).result
    return made


# --- posts


@pytest.mark.parametrize(
    ("filled_on", "vacant_since", "state"),
    [
        (None, None, PostState.VACANT),
        (TODAY, None, PostState.FILLED),
        (TODAY + DAY, None, PostState.COMING),
        (TODAY + DAY, TODAY - 90 * DAY, PostState.COMING),
        (TODAY - 400 * DAY, TODAY - DAY, PostState.VACANT),
        (TODAY - 400 * DAY, TODAY, PostState.VACANT),
        (TODAY - 400 * DAY, TODAY + DAY, PostState.FILLED),
        (TODAY - 10 * DAY, TODAY - 90 * DAY, PostState.FILLED),
        (TODAY - 10 * DAY, TODAY - 10 * DAY, PostState.FILLED),
    ],
)
def test_of_an_arrival_and_a_departure_the_later_one_that_has_come_decides(
    filled_on: dt.date | None, vacant_since: dt.date | None, state: PostState
) -> None:
    assert posts.state_on(filled_on, vacant_since, TODAY) is state


def test_a_post_takes_the_next_code_counts_its_empty_days_and_is_held_again(small_base: db.Database) -> None:
    small_base.write(posts.create, "Patrouille", code="PF-09")
    key = small_base.write(posts.create, "Patrouille", filled_on=TODAY - 400 * DAY).result
    small_base.write(posts.set_vacant, key, TODAY - 98 * DAY)
    first, second = small_base.read(posts.search, TODAY)
    assert (first.code, second.code) == ("PF-09", "PF-10")
    assert (second.state, second.vacant_days) == (PostState.VACANT, 98)
    small_base.write(posts.set_filled, key, TODAY + DAY, TODAY + 700 * DAY)
    coming = small_base.read(posts.search, TODAY)[1]
    assert (coming.state, coming.vacant_days, coming.stays_until) == (PostState.COMING, None, TODAY + 700 * DAY)


def test_a_code_is_taken_once_and_nobody_leaves_before_having_come(small_base: db.Database) -> None:
    small_base.write(posts.create, "Patrouille", code="PF-01")
    told = refused(small_base, posts.create, "Autre", code=" PF-01 ", filled_on=TODAY, stays_until=TODAY - DAY)
    assert told == {"code": "post_code_taken", "stays_until": "stays_before_arrival"}
    assert refused(small_base, posts.set_vacant, 1, None) == {"on": "required"}


def test_what_looks_like_a_national_number_or_an_account_is_refused_at_its_field(small_base: db.Database) -> None:
    told = refused(small_base, posts.create, "Patrouille", note=f"voir {NIR}", profile=f"compte {IBAN}")
    assert told == {"note": "national_number", "profile": "bank_account"}
    assert small_base.read(posts.search, TODAY) == ()


# --- training


def test_a_session_that_took_place_closes_its_needs_and_opens_them_again_when_it_goes(small_base: db.Database) -> None:
    base = small_base
    post = base.write(posts.create, "Patrouille").result
    need = base.write(needs.create, "Désescalade", 2, TODAY - 60 * DAY, post_id=post, wanted_by=TODAY - DAY).result
    other = base.write(needs.create, "Anglais", 3, TODAY - 60 * DAY).result

    def states() -> dict[int, TrainingState]:
        return {each.id: each.state for each in base.read(needs.search, TODAY)}

    assert states() == {need: TrainingState.ASKED, other: TrainingState.ASKED}
    assert base.read(posts.search, TODAY)[0].needs[0].late_days == 1
    session = base.write(trainings.create, "Médiation", day=TODAY - DAY, places=10).result
    base.write(needs.plan, (need,), session)
    assert states()[need] is TrainingState.PLANNED
    assert base.read(trainings.search, TODAY)[0].unreported
    assert refused(base, trainings.set_done, session, 11) == {"attended": "more_than_places"}
    base.write(trainings.set_done, session, 2)
    assert states()[need] is TrainingState.DONE
    assert [each.id for each in base.read(trainings.search, TODAY)[0].needs] == [need]
    base.write(trainings.remove, session)
    assert states()[need] is TrainingState.ASKED
    assert refused(base, needs.refuse, need, TODAY - 61 * DAY) == {"on": "stage_before"}
    base.write(needs.refuse, need, TODAY)
    assert states()[need] is TrainingState.REFUSED
    assert refused(base, needs.update, need, {"wanted_by": TODAY - 99 * DAY}) == {
        "wanted_by": "training_wanted_before_asked"
    }


@pytest.mark.parametrize(
    ("day", "months", "until"),
    [
        (dt.date(2026, 8, 31), 6, dt.date(2027, 2, 28)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
        (dt.date(2026, 12, 5), 1, dt.date(2027, 1, 5)),
        (dt.date(2026, 12, 5), 24, dt.date(2028, 12, 5)),
        (dt.date(2026, 12, 5), None, None),
    ],
)
def test_a_skill_lasts_so_many_months_from_the_day_of_its_session(
    day: dt.date, months: int | None, until: dt.date | None
) -> None:
    assert trainings.valid_until(day, months) == until


def test_reservists_who_attended_have_the_skill_and_a_longer_one_stays(demo_database: db.Database) -> None:
    base, day = demo_database, dt.date(2026, 11, 20)
    skill = next(key for key, _ in base.read(trainings.skill_choices) if key is not None)
    session = base.write(
        trainings.create,
        "Recyclage",
        audience=TrainingAudience.RESERVE,
        day=day,
        skill_id=skill,
        skill_months=24,
        places=3,
    ).result
    people = _people(base)[:4]
    with pytest.raises(UserError, match="training_full"):
        base.write(trainings.enlist, session, people)
    base.write(trainings.enlist, session, people[:3])
    base.write(trainings.set_attendance, session, people[:2])
    row = next(each for each in base.read(trainings.search, TODAY, reserve=True) if each.id == session)
    assert [each.attended for each in row.reservists].count(True) == 2
    assert row.done
    assert all("•" in each.display for each in row.reservists)
    held = _skills(base, skill)
    assert {held[each] for each in people[:2]} >= {dt.date(2028, 11, 20)}
    assert session not in {each.id for each in base.read(trainings.search, TODAY, reserve=False)}
    base.write(trainings.update, session, {"skill_months": 1})
    base.write(trainings.set_attendance, session, people[:2])
    assert _skills(base, skill)[people[0]] == held[people[0]]


def _people(base: db.Database) -> list[int]:
    return [each.id for each in base.read(reservists.search, TODAY)]


def _skills(base: db.Database, skill_id: int) -> dict[int, dt.date | None]:
    rows = base.read(reservists.search, TODAY)
    return {row.id: each.valid_until for row in rows for each in row.skills if each.id == skill_id}


# --- equipment


REFUSED_COUNTS = (
    ((0, 0, 0, 0), {"asked": "at_least_one"}),
    ((12, 13, 0, 0), {"granted": "more_than_before"}),
    ((12, 8, 9, 0), {"delivered": "more_than_before"}),
    ((12, 8, 8, 9), {"in_service": "more_than_before"}),
    ((-1, 0, 0, 0), {"asked": "count_range"}),
    ((10**12, 0, 0, 0), {"asked": "count_range"}),
)


def test_each_number_is_at_most_the_one_before(small_base: db.Database) -> None:
    for counts, told in REFUSED_COUNTS:
        with pytest.raises(UserError) as caught:
            camera(small_base, **dict(zip(equipment.STAGES, counts, strict=True)))
        assert problems(caught.value) == told


def test_days_follow_each_other_and_what_is_granted_is_not_refused(small_base: db.Database) -> None:
    key = camera(small_base, granted=8, granted_on=dt.date(2026, 5, 1))
    told = refused(
        small_base, equipment.update, key,
        {"delivered_on": dt.date(2026, 4, 1), "refused_on": dt.date(2026, 6, 1), "expected_on": dt.date(2026, 1, 1)},
    )  # fmt: skip
    assert told == {
        "delivered_on": "stage_before", "refused_on": "refused_but_granted", "expected_on": "stage_before"
    }  # fmt: skip
    assert refused(small_base, equipment.update, key, {"asked_on": dt.date(1, 1, 1)}) == {"asked_on": "date_range"}


def test_a_request_goes_on_stage_by_stage_and_is_late_until_all_of_it_is_there(small_base: db.Database) -> None:
    key = camera(small_base, expected_on=TODAY - 8 * DAY)

    def row() -> EquipmentRow:
        return small_base.read(equipment.search, TODAY)[0]

    assert (row().state, row().late_days) == (EquipmentState.ASKED, 8)
    small_base.write(equipment.update, key, {"granted": 8, "granted_on": TODAY - 30 * DAY, "delivered": 3})
    assert (row().state, row().late_days) == (EquipmentState.GRANTED, 8)
    small_base.write(equipment.advance, key, TODAY)
    assert (row().delivered, row().delivered_on, row().state, row().late_days) == (
        8,
        TODAY,
        EquipmentState.DELIVERED,
        0,
    )
    small_base.write(equipment.advance, key, TODAY)
    assert (row().state, row().complete) == (EquipmentState.IN_SERVICE, True)
    small_base.write(equipment.advance, key, TODAY + DAY)
    assert row().in_service_on == TODAY


# --- mobile forces


def test_a_support_is_here_on_its_days_and_cannot_end_before_it_starts(small_base: db.Database) -> None:
    key = small_base.write(mobile.create, "Section", TODAY, TODAY + 2 * DAY, granted=True, strength=15).result
    found = small_base.read(mobile.search, TODAY)[0]
    assert (found.here, found.over, found.days) == (True, False, 3)
    assert small_base.read(mobile.search, TODAY + 3 * DAY)[0].over
    told = refused(small_base, mobile.update, key, {"ends_on": TODAY - DAY, "asked_on": TODAY + DAY, "strength": 0})
    assert told == {"ends_on": "support_ends_before", "asked_on": "asked_after_start", "strength": "at_least_one"}
