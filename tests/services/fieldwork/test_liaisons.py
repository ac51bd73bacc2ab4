"""Security liaisons: a code and a mandate for everybody, the name only for who asks."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from psq_desktop import db
from psq_desktop.errors import UserError
from psq_desktop.services import history
from psq_desktop.services.fieldwork import delegation, liaisons
from psq_desktop.services.fieldwork.liaison_rows import LiaisonRow
from psq_desktop.services.kinds import LiaisonBody
from tests.conftest import TODAY

WHO = {
    "civility": "Mme",
    "first_name": "Zélie",
    "last_name": "Quentin",
    "email": "z@exemple.invalid",
    "phone": "06 39 98 00 11",
}


def name(base: db.Database, **values: Any) -> int:
    given = {**WHO, "body": LiaisonBody.CITIZEN_COUNCIL, "sector": "Nord", "starts_on": dt.date(2026, 1, 1), **values}
    return base.write(liaisons.create, **given).result


def rows(base: db.Database, **asked: bool) -> tuple[LiaisonRow, ...]:
    return base.read(liaisons.search, TODAY, **asked)


def test_a_name_leaves_the_services_only_when_it_is_asked_for(small_base: db.Database) -> None:
    name(small_base, note="Sœur de l’épicière")
    (masked,), (shown,) = rows(small_base), rows(small_base, revealed=True)
    assert (masked.code, masked.display) == ("RS-01", "Q•••••• Z.")
    for row in (masked, shown.masked()):
        assert not any(word in repr(row) for word in ("Quentin", "Zélie", "exemple", "06", "épicière"))
    assert shown.note == "Sœur de l’épicière"
    assert (shown.display, shown.email, shown.last_name) == ("Mme Zélie Quentin", "z@exemple.invalid", "Quentin")


def test_a_code_is_never_given_twice(small_base: db.Database) -> None:
    small_base.write(liaisons.remove, name(small_base))
    name(small_base)
    assert [row.code for row in rows(small_base)] == ["RS-02"]


def test_the_journal_and_the_trash_speak_of_a_code(small_base: db.Database) -> None:
    key = name(small_base)
    small_base.write(liaisons.update, key, {"last_name": "Vasset"})
    small_base.write(liaisons.remove, key)
    told = [*small_base.read(history.changes), *small_base.read(history.trash)]
    assert {row.subject for row in told if row.table == "security_liaison"} - {""} == {"RS-01"}
    assert not any(word in repr(told) for word in ("Quentin", "Vasset", "Zélie"))


def test_a_mandate_ends_after_its_last_day(small_base: db.Database) -> None:
    ends = {
        None: (False, False),
        dt.date(2027, 6, 1): (False, False),
        TODAY + liaisons.SOON: (False, True),
        TODAY: (False, True),
        TODAY - dt.timedelta(days=1): (True, False),
    }
    for day in ends:
        name(small_base, ends_on=day)
    assert {row.ends_on: (row.ended, row.soon) for row in rows(small_base)} == ends


def test_what_cannot_be_is_refused_at_its_field(small_base: db.Database) -> None:
    for values, expected in (
        ({"ends_on": dt.date(2025, 12, 31)}, [("ends_on", "ends_before_start")]),
        ({"last_name": " ", "starts_on": None}, [("last_name", "required"), ("starts_on", "required")]),
        ({"starts_on": dt.date(1, 1, 1)}, [("starts_on", "date_range")]),
        ({"note": "1 84 12 76 451 089 46"}, [("note", "national_number")]),
    ):
        with pytest.raises(UserError) as caught:
            name(small_base, **values)
        assert [(each.field, each.code) for each in caught.value.problems] == expected
    assert rows(small_base) == ()


def test_the_delegate_is_a_reservist_by_code_with_the_days_that_are_left(demo_database: db.Database) -> None:
    found = demo_database.read(delegation.current, TODAY)
    assert found is not None
    assert (found.code, found.days_used, found.ceiling) == ("RO-01", 118, 150)
    assert "•" in found.display and found.reached_on is not None
    assert demo_database.read(delegation.current, dt.date(2020, 1, 1)) is None
