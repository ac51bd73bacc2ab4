"""Reception of victims: one row a month, shares only of ten opinions or more, held against the objective."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from psq_desktop import db
from psq_desktop.errors import UserError
from psq_desktop.services.fieldwork import victims
from psq_desktop.services.fieldwork.victim_rows import VictimRow, mean_wait, total_share
from tests.conftest import TODAY


def enter(base: db.Database, month: str | dt.date, **values: Any) -> int:
    return base.write(victims.create, month, TODAY, **{"received": 100, **values}).result


def problems(base: db.Database, month: str, **values: Any) -> list[tuple[str, str]]:
    with pytest.raises(UserError) as caught:
        enter(base, month, **values)
    return [(each.field, each.code) for each in caught.value.problems]


def row(base: db.Database, key: int) -> VictimRow:
    return next(each for each in base.read(victims.search, TODAY) if each.id == key)


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("octobre 2026", (2026, 10)), ("Oct. 2026", (2026, 10)), ("10/2026", (2026, 10)), ("2026-02", (2026, 2)),
        ("février\u00a02026", (2026, 2)), ("août 2025", (2025, 8)), ("13/2026", None), ("octobre", None),
        ("octembre 2026", None), ("00/2026", None), ("1/0000", None), ("", None),
    ],
)  # fmt: skip
def test_a_month_is_read_as_people_type_it(typed: str, month: tuple[int, int] | None) -> None:
    assert victims.read_month(typed) == (dt.date(*month, 1) if month else None)


def test_a_month_is_entered_once(small_base: db.Database) -> None:
    key = enter(small_base, "octobre 2026")
    assert problems(small_base, "10/2026") == [("month", "month_known")]
    small_base.write(victims.update, key, {"month": "octobre 2026", "received": 12}, TODAY)
    assert (row(small_base, key).month, row(small_base, key).received) == (dt.date(2026, 10, 1), 12)
    assert [each.month.month for each in small_base.read(victims.search, TODAY)] == [10]


REFUSED: tuple[tuple[str, dict[str, Any], list[tuple[str, str]]], ...] = (
    ("décembre 2026", {}, [("month", "month_to_come")]),
    ("bientôt", {}, [("month", "month_unread")]),
    ("01/0001", {}, [("month", "date_range")]),
    ("octobre 2026", {"received": None, "complaints": 3}, [("received", "required")]),
    ("octobre 2026", {"complaints": 101}, [("complaints", "more_than_received")]),
    ("octobre 2026", {"asked": 20, "satisfied": 21}, [("satisfied", "more_than_asked")]),
    ("octobre 2026", {"satisfied": 5}, [("asked", "required")]),
    ("octobre 2026", {"received": -1}, [("received", "count_range")]),
    ("octobre 2026", {"asked": 10**12}, [("asked", "count_range")]),
    ("octobre 2026", {"wait_minutes": -0.5}, [("wait_minutes", "number_range")]),
    ("octobre 2026", {"note": "IBAN FR76 3000 6000 0112 3456 7890 189"}, [("note", "bank_account")]),
    ("octobre 2026", {"note": "vue : 1 84 12 76 451 089 46"}, [("note", "national_number")]),
)


def test_what_cannot_be_is_refused_at_its_field(small_base: db.Database) -> None:
    assert [problems(small_base, month, **values) for month, values, _ in REFUSED] == [each for _, _, each in REFUSED]
    assert small_base.read(victims.search, TODAY) == ()


def test_all_that_is_wrong_is_told_at_once(small_base: db.Database) -> None:
    found = problems(small_base, "bientôt", complaints=200, asked=5, satisfied=6)
    assert {field for field, _ in found} == {"month", "complaints", "satisfied"}


def test_a_share_is_of_ten_opinions_or_more(small_base: db.Database) -> None:
    shares = {1: (10, 8, 0.8), 2: (9, 8, None), 3: (0, 0, None), 4: (None, None, None)}
    for month, (asked, satisfied, _) in shares.items():
        enter(small_base, dt.date(2026, month, 1), asked=asked, satisfied=satisfied)
    found = {row.month.month: row for row in small_base.read(victims.search, TODAY)}
    assert {month: row.share for month, row in found.items()} == {
        month: share for month, (_, _, share) in shares.items()
    }
    assert [month for month, row in found.items() if row.hidden] == [2]


def test_a_small_month_is_in_no_total_that_would_give_it_away(small_base: db.Database) -> None:
    enter(small_base, "septembre 2026", asked=20, satisfied=10, wait_minutes=30.0)
    enter(small_base, "octobre 2026", asked=9, satisfied=0, wait_minutes=60.0, received=300)
    rows = small_base.read(victims.search, TODAY)
    assert total_share(rows) == (0.5, 20)
    assert mean_wait(rows) == 52.5  # of people, not of months


def test_months_are_held_against_the_objective_that_speaks_of_victims(demo_database: db.Database) -> None:
    found = demo_database.read(victims.figures, TODAY)
    assert len(found.months) == 12 and found.months[-1].month == dt.date(2026, 10, 1)
    assert found.objective_title == "Accueil des victimes"
    assert found.wait is not None and (found.wait.target, found.wait.at_least) == (25, False)
    assert found.satisfaction is not None and (found.satisfaction.target, found.satisfaction.at_least) == (80, True)


def test_without_such_an_objective_there_is_no_target(small_base: db.Database) -> None:
    enter(small_base, "octobre 2026")
    found = small_base.read(victims.figures, TODAY)
    assert (len(found.months), found.objective_id, found.wait) == (1, None, None)
