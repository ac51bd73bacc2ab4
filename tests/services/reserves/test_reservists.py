"""Reservists: what forms refuse, codes, states, skills, rows without names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from psq_desktop import db, journal, phrases, wording
from psq_desktop.errors import UserError
from psq_desktop.models.kinds import ReserveCategory, ReserveProfile, ReservistState
from psq_desktop.services import history
from psq_desktop.services.reserves import (
    delegates,
    loads,
    reserve_rules,
    reservists,
    roster,
    shifts,
    skills,
    statements,
    unmasking,
)
from psq_desktop.services.reserves.reservist_rows import ReservistSheet
from tests.services.reserves.serving import TODAY, Reserve, copied, make_reserve

OPERATIONAL, CITIZEN = ReserveCategory.OPERATIONAL, ReserveCategory.CITIZEN
State = ReservistState
PLAIN = {"category": CITIZEN, "last_name": "Fictif", "first_name": "Alix"}
SOLDIER = {**PLAIN, "category": OPERATIONAL, "profile": ReserveProfile.VOLUNTEER}
APPROVED = {"approved_on": dt.date(2026, 1, 5)}
CONTRACT = {
    "contract_start": dt.date(2026, 4, 1), "contract_end": dt.date(2028, 3, 31), "charter_on": dt.date(2026, 3, 1),
}  # fmt: skip


@pytest.fixture(scope="module")
def reserve_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_reserve(tmp_path_factory.mktemp("reserve") / "reserve.psq")


@pytest.fixture
def reserve(reserve_file: Path, tmp_path: Path) -> Iterator[Reserve]:
    yield from copied(reserve_file, tmp_path)


def write(reserve: Reserve, service: Any, *args: Any, **kwargs: Any) -> Any:
    return reserve.database.write(service, *args, **kwargs).result


def add(reserve: Reserve, **values: Any) -> int:
    return int(write(reserve, reservists.create, today=TODAY, **values))


def sheet(reserve: Reserve, key: int, **asked: Any) -> ReservistSheet:
    return reserve.database.read(reservists.sheet, key, TODAY, **asked)


def test_a_code_finds_its_reservist_however_it_is_typed_and_a_name_nobody(reserve: Reserve) -> None:
    key = add(reserve, **PLAIN)
    code = sheet(reserve, key).row.code
    for typed in (code, code.lower(), f" {code.replace('-', ' ')}", code.replace("-0", "")):
        assert reserve.database.read(reservists.by_code, typed) == (key, code)
    for typed in ("Fictif", "Fictif A.", "RO-99", code[:2], ""):
        assert reserve.database.read(reservists.by_code, typed) is None


def code(reserve: Reserve, key: int) -> str:
    return sheet(reserve, key).row.code


def refused(reserve: Reserve, service: Any, *args: Any, **kwargs: Any) -> set[tuple[str, str]]:
    """Fields and codes of the problems; every one has its sentence."""
    with pytest.raises(UserError) as caught:
        reserve.database.write(service, *args, **kwargs)
    assert wording.explain(caught.value)
    return {(problem.field, problem.code) for problem in caught.value.problems} or {("", caught.value.code)}


def take_back(reserve: Reserve, done: db.Outcome[Any]) -> None:
    assert done.changes.step is not None
    reserve.database.revert(done.changes.step, journal.UNDO)


# ---------------------------------------------------------------- what the form refuses

_BAD: dict[str, tuple[dict[str, Any], tuple[str, str]]] = {
    "17 years": ({"born_on": dt.date(2008, 11, 23)}, ("born_on", "age_low")),
    "73 years": ({"born_on": dt.date(1953, 11, 22)}, ("born_on", "age_high")),
    "not born": ({"born_on": dt.date(2027, 1, 1)}, ("born_on", "born_later")),
    "year 1": ({"born_on": dt.date(1, 1, 1)}, ("born_on", "date_range")),
    "six years": (
        {**CONTRACT, "contract_end": dt.date(2032, 3, 31)}, ("contract_end", "contract_too_long"),
    ),
    "five years and a day": (
        {**CONTRACT, "contract_end": dt.date(2031, 4, 1)}, ("contract_end", "contract_too_long"),
    ),
    "leap day and five years": (
        {"contract_start": dt.date(2024, 2, 29), "contract_end": dt.date(2029, 3, 1)},
        ("contract_end", "contract_too_long"),
    ),
    "end before start": (
        {**CONTRACT, "contract_end": dt.date(2026, 3, 1)}, ("contract_end", "contract_end_before_start"),
    ),
    "end without start": ({"contract_end": dt.date(2027, 1, 1)}, ("contract_start", "required")),
    "no profile": ({"profile": None}, ("profile", "required")),
    "profile of a citizen": ({"category": CITIZEN}, ("profile", "profile_of_citizen")),
    "no name": ({"last_name": "\x07 "}, ("last_name", "required")),
    "national number": ({"note": "NIR 1 85 05 78 006 084 91"}, ("note", "national_number")),
    "bank account": ({"activity": "FR76 3000 6000 0112 3456 7890 189"}, ("activity", "bank_account")),
    "e-mail": ({"email": "alix chez exemple"}, ("email", "email_shape")),
    "days without their day": ({"opening_days": 12}, ("opening_on", "required")),
    "negative days": ({"opening_days": -1}, ("opening_days", "opening_days_range")),
    "more days than a year": (
        {"opening_days": 367, "opening_on": TODAY}, ("opening_days", "opening_days_range"),
    ),
    "approved before applying": (
        {"applied_on": TODAY, "approved_on": dt.date(2026, 1, 1)}, ("approved_on", "approved_before_applied"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", _BAD)
def test_bad_values_are_told_at_their_field(reserve: Reserve, case: str) -> None:
    values, problem = _BAD[case]
    assert refused(reserve, reservists.create, today=TODAY, **{**SOLDIER, **values}) == {problem}


def test_everything_that_is_wrong_is_said_at_once(reserve: Reserve) -> None:
    values: dict[str, Any] = {
        **SOLDIER, **CONTRACT, "last_name": "", "profile": None, "born_on": dt.date(2009, 11, 22), "email": "alix",
        "phone": "abc", "opening_days": -4, "contract_end": dt.date(2032, 3, 31), "note": "1 85 05 78 006 084 91",
        "applied_on": TODAY, "approved_on": dt.date(2026, 1, 1),
    }  # fmt: skip
    told = {
        ("last_name", "required"), ("profile", "required"), ("born_on", "age_low"), ("email", "email_shape"),
        ("phone", "phone_unread"), ("opening_days", "opening_days_range"), ("contract_end", "contract_too_long"),
        ("note", "national_number"), ("approved_on", "approved_before_applied"),
    }  # fmt: skip
    assert refused(reserve, reservists.create, today=TODAY, **values) == told
    faults = reserve.database.read(reservists.faults, today=TODAY, **values)
    assert {(each.field, each.code) for each in faults} == told
    key = add(reserve, **SOLDIER)
    changes = {name: values[name] for name in ("phone", "born_on", "opening_days")}
    told = {("phone", "phone_unread"), ("born_on", "age_low"), ("opening_days", "opening_days_range")}
    assert refused(reserve, reservists.update, key, changes, TODAY) == told


@pytest.mark.parametrize(
    "phone", ["", "06 12 34 56 78", "+33 (0)6.12-34-56-78", "118 218", "06\u00a012\u202f34\u202f56 78"]
)
def test_a_telephone_number_is_taken(reserve: Reserve, phone: str) -> None:
    assert add(reserve, **PLAIN, phone=phone)


@pytest.mark.parametrize("phone", ["abc", "06 12", "06 12 34 56 78 le soir", "12345", "06/12/34/56/78", "="])
def test_what_is_no_telephone_number_is_not(reserve: Reserve, phone: str) -> None:
    assert refused(reserve, reservists.create, today=TODAY, **PLAIN, phone=phone) == {("phone", "phone_unread")}


@pytest.mark.parametrize("born", [dt.date(2008, 11, 22), dt.date(1953, 11, 23)])
def test_18_and_72_years_are_taken(reserve: Reserve, born: dt.date) -> None:
    assert add(reserve, **PLAIN, born_on=born)


def test_exactly_five_years_are_taken(reserve: Reserve) -> None:
    assert add(reserve, **SOLDIER, **{**CONTRACT, "contract_end": dt.date(2031, 3, 31)})


def test_who_grew_too_old_can_still_be_corrected(reserve: Reserve) -> None:
    key = add(reserve, **PLAIN, born_on=dt.date(1954, 1, 1))
    later = dt.date(2027, 6, 1)
    write(reserve, reservists.update, key, {"phone": "06 39 98 00 01"}, later)
    assert refused(reserve, reservists.update, key, {"born_on": dt.date(1954, 2, 1)}, later) == {
        ("born_on", "age_high")
    }


def test_every_problem_is_told_at_once_and_nothing_is_written(reserve: Reserve) -> None:
    before = sheet(reserve, reserve.citizen, revealed=True)
    values = {"last_name": "", "email": "x", "phone": "06 39 98 00 01", "born_on": dt.date(1800, 1, 1)}
    fields = {name for name, _ in refused(reserve, reservists.update, reserve.citizen, values, TODAY)}
    assert fields == {"last_name", "email", "born_on"}
    assert sheet(reserve, reserve.citizen, revealed=True) == before


def test_what_has_run_out_does_not_keep_from_correcting_the_rest(reserve: Reserve) -> None:
    later = dt.date(2029, 1, 1)  # the contract is over
    write(reserve, reserve_rules.set_rules, contract_years=1)
    write(reserve, reservists.update, reserve.officer, {"phone": "06 39 98 00 01"}, later)
    assert refused(reserve, reservists.update, reserve.officer, {"contract_end": dt.date(2028, 12, 1)}, later) == {
        ("contract_end", "contract_too_long")
    }


# ---------------------------------------------------------------- codes and states


def test_a_candidate_gets_the_lasting_code_when_approved_and_no_code_comes_twice(reserve: Reserve) -> None:
    first, second = add(reserve, **SOLDIER), add(reserve, **PLAIN)
    assert [code(reserve, first), code(reserve, second)] == ["CA-01", "CA-02"]
    write(reserve, reservists.set_state, first, State.IN_REVIEW, TODAY)
    write(reserve, reservists.set_state, first, State.APPROVED, TODAY)
    assert code(reserve, first) == "RO-03"
    assert sheet(reserve, first).row.approved_on == TODAY
    write(reserve, reservists.remove, second)
    assert code(reserve, add(reserve, **PLAIN)) == "CA-03"


def test_what_is_taken_back_comes_back_whole_but_its_code_is_not_given_again(reserve: Reserve) -> None:
    key = add(reserve, **SOLDIER)
    approved = reserve.database.write(reservists.set_state, key, State.APPROVED, TODAY)
    assert code(reserve, key) == "RO-03"
    take_back(reserve, approved)
    assert (code(reserve, key), sheet(reserve, key).row.approved_on) == ("CA-01", None)
    write(reserve, reservists.set_state, key, State.APPROVED, TODAY)
    assert code(reserve, key) == "RO-04"
    write(reserve, reservists.set_skills, key, [("Médiation", TODAY)])
    write(reserve, shifts.record, key, TODAY, dt.time(9), dt.time(12))
    before = sheet(reserve, key, revealed=True)
    removed = reserve.database.write(reservists.remove, key)
    take_back(reserve, removed)
    assert sheet(reserve, key, revealed=True) == before


def test_active_says_what_is_missing(reserve: Reserve) -> None:
    key = add(reserve, **SOLDIER)
    write(reserve, reservists.set_state, key, State.APPROVED, TODAY)
    missing = {"contract_start", "contract_end", "charter_on"}
    assert set(sheet(reserve, key).missing) == missing
    told = refused(reserve, reservists.set_state, key, State.ACTIVE, TODAY)
    assert told == {(name, "needed_active") for name in missing}
    write(reserve, reservists.update, key, CONTRACT, TODAY)
    write(reserve, reservists.set_state, key, State.ACTIVE, TODAY)
    assert refused(reserve, reservists.update, key, {"charter_on": None}, TODAY) == {("charter_on", "needed_active")}


def test_a_contract_or_fitness_that_is_over_keeps_from_active(reserve: Reserve) -> None:
    ending = {**CONTRACT, "contract_end": TODAY}  # the last day still counts
    key = add(reserve, **SOLDIER, **ending, **APPROVED, fit_until=TODAY, state=State.UNAVAILABLE)
    write(reserve, reservists.set_state, key, State.ACTIVE, TODAY)
    write(reserve, reservists.set_state, key, State.UNAVAILABLE, TODAY)
    tomorrow = TODAY + dt.timedelta(1)
    told = refused(reserve, reservists.set_state, key, State.ACTIVE, tomorrow)
    assert told == {("fit_until", "over_active"), ("contract_end", "over_active")}


def test_no_contract_year_runs_before_the_contract_begins(reserve: Reserve) -> None:
    start = TODAY + dt.timedelta(9)
    known = {**CONTRACT, "contract_start": start, "contract_end": start + dt.timedelta(700)}
    key = add(reserve, **SOLDIER, **known, **APPROVED, state=State.ACTIVE)
    seen = sheet(reserve, key)
    assert (seen.row.forecast.year[0], seen.row.forecast.rule.code, seen.cumulative) == (start, "not_begun", ())
    assert reserve.database.read(statements.compose, key, None, TODAY).year[0] == start
    assert reserve.database.read(statements.years, key, TODAY) == (start.year,)


def test_a_citizen_needs_approval_only(reserve: Reserve) -> None:
    key = add(reserve, **PLAIN)
    write(reserve, reservists.set_state, key, State.APPROVED, TODAY)
    write(reserve, reservists.set_state, key, State.ACTIVE, TODAY)
    assert sheet(reserve, key).row.state is State.ACTIVE


def test_states_go_along_their_ways_and_an_end_is_dated(reserve: Reserve) -> None:
    key = add(reserve, **PLAIN)
    assert refused(reserve, reservists.set_state, key, State.ACTIVE, TODAY) == {("", "state_way")}
    write(reserve, reservists.set_state, reserve.citizen, State.ENDED, TODAY)
    row = sheet(reserve, reserve.citizen).row
    assert (row.state, row.ended_on) == (State.ENDED, TODAY)
    assert refused(reserve, reservists.set_state, reserve.citizen, State.ACTIVE, TODAY) == {("", "state_way")}


def test_the_reserve_of_a_lasting_code_stays(reserve: Reserve) -> None:
    values = {"category": OPERATIONAL, "profile": ReserveProfile.VOLUNTEER}
    assert refused(reserve, reservists.update, reserve.citizen, values, TODAY) == {("category", "category_settled")}
    key = add(reserve, **PLAIN)
    write(reserve, reservists.update, key, values, TODAY)
    assert sheet(reserve, key).row.category is OPERATIONAL


# ---------------------------------------------------------------- skills, rules, delegate


def test_skills_are_made_kept_and_expire(reserve: Reserve) -> None:
    soon, gone = TODAY + dt.timedelta(30), TODAY - dt.timedelta(1)
    held = [("Médiation", None), ("Secourisme", soon), ("Conduite", gone)]
    write(reserve, reservists.set_skills, reserve.citizen, held)
    rows = sheet(reserve, reserve.citizen).row.skills
    assert [(row.name, row.soon, row.expired) for row in rows] == [
        ("Médiation", False, False), ("Secourisme", True, False), ("Conduite", False, True),
    ]  # fmt: skip
    write(reserve, reservists.set_skills, reserve.citizen, [("mediation", soon)])
    assert [(row.name, row.valid_until) for row in sheet(reserve, reserve.citizen).row.skills] == [("Médiation", soon)]
    known = {choice.name: choice for choice in reserve.database.read(skills.search)}
    assert {name: choice.holders for name, choice in known.items()} == {"Médiation": 1, "Secourisme": 0, "Conduite": 0}
    assert refused(reserve, skills.remove, known["Médiation"].id) == {("", "skill_in_use")}
    assert refused(reserve, skills.rename, known["Conduite"].id, "SECOURISME") == {("name", "skill_exists")}


def test_rules_are_those_of_the_law_until_set_otherwise(reserve: Reserve) -> None:
    assert reserve.database.read(reserve_rules.rules) == reserve_rules.Rules()
    write(reserve, reserve_rules.set_rules, volunteer_days=60, warning_days=45)
    assert sheet(reserve, reserve.volunteer).row.ceiling == 60
    assert sheet(reserve, reserve.officer).row.ceiling == 150
    assert refused(reserve, reserve_rules.set_rules, volunteer_days=0, rest_hours=10**12) == {
        ("volunteer_days", "rule_range"), ("rest_hours", "rule_range"),
    }  # fmt: skip
    assert refused(reserve, reserve_rules.set_rules, lowest_age=50, highest_age=40) == {("highest_age", "age_order")}


def test_a_new_delegate_ends_the_mandate_that_runs(reserve: Reserve) -> None:
    first = write(reserve, delegates.name, reserve.officer, dt.date(2026, 1, 1))
    write(reserve, delegates.name, reserve.volunteer, TODAY, None, "Reçoit les habitants")
    current = reserve.database.read(delegates.current, TODAY)
    assert current is not None and current.code == "RO-01"
    ended = next(row for row in reserve.database.read(delegates.search, TODAY) if row.id == first)
    assert ended.ends_on == TODAY - dt.timedelta(1)
    assert [row.delegate for row in reserve.database.read(reservists.search, TODAY)] == [True, False, False]
    assert refused(reserve, delegates.name, reserve.officer, dt.date(2026, 6, 1)) == {("starts_on", "delegate_taken")}
    assert refused(reserve, delegates.end, first, dt.date(2020, 1, 1)) == {("ends_on", "delegate_ends_first")}
    assert refused(reserve, delegates.name, add(reserve, **PLAIN), TODAY) == {("", "not_serving")}


def test_the_share_of_work_and_who_has_long_been_idle(reserve: Reserve) -> None:
    write(reserve, shifts.record, reserve.citizen, TODAY - dt.timedelta(121), dt.time(9), dt.time(12))
    write(reserve, shifts.record, reserve.officer, TODAY - dt.timedelta(120), dt.time(9), dt.time(12))
    fair = reserve.database.read(loads.fair, TODAY)
    assert [row.code for row in fair] == ["RO-02", "RO-01", "RC-01"]  # 1 of 150, 84 of 90, then citizens
    dormant = reserve.database.read(loads.dormant, TODAY)
    assert [(row.code, row.idle_days) for row in dormant] == [("RO-01", None), ("RC-01", 121)]


# ---------------------------------------------------------------- names

CANARY = "Zzcanari"
PHONE = "06 39 98 47 53"


def test_no_name_leaves_unless_it_was_asked_for(reserve: Reserve) -> None:
    """The volunteer's name, e-mail, phone and note hold a word that stands nowhere else."""
    secret = {name: f"{CANARY}-{name}" for name in ("last_name", "first_name", "note", "civility")}
    reach = {"email": f"{CANARY}@exemple.invalid", "phone": PHONE}
    write(reserve, reservists.update, reserve.volunteer, {**secret, **reach}, TODAY)
    write(reserve, shifts.record, reserve.volunteer, TODAY, dt.time(9), dt.time(12), title="Accueil")
    write(reserve, delegates.name, reserve.volunteer, TODAY)
    write(reserve, unmasking.reveal, "reservists", at=1_795_000_000)
    read = reserve.database.read
    masked = [
        read(reservists.search, TODAY), sheet(reserve, reserve.volunteer), read(loads.fair, TODAY),
        read(loads.dormant, TODAY), read(delegates.search, TODAY),
        *((row, phrases.phrase(row)) for row in read(history.changes)),
    ]  # fmt: skip
    assert not [found for found in map(repr, masked) if CANARY.lower() in found.lower() or PHONE in found]
    assert read(reservists.search, TODAY)[0].display == "Z••••••••• Z."
    assert not read(reservists.search, TODAY, text=CANARY)
    clear = [
        read(reservists.search, TODAY, revealed=True, text=CANARY),
        sheet(reserve, reserve.volunteer, revealed=True), read(roster.compose, TODAY),
        read(statements.compose, reserve.volunteer, None, TODAY),
    ]  # fmt: skip
    assert all(CANARY in repr(found) for found in clear)  # else the search above would prove nothing


def test_who_looked_at_names_stays_in_the_journal(reserve: Reserve) -> None:
    write(reserve, unmasking.reveal, "reservists", reserve.citizen, at=1_795_000_000)
    row = reserve.database.read(history.changes)[0]
    assert (row.actor, phrases.phrase(row)) == ("Inès Delarue", "a affiché des noms ou des dates masqués")
    undo, _ = reserve.database.read(history.candidates)
    assert undo is None or undo.action != "unmasking.reveal"
    with pytest.raises(ValueError):
        write(reserve, unmasking.reveal, "everything", at=0)


def test_a_deleted_reservist_is_a_code_in_the_trash(reserve: Reserve) -> None:
    write(reserve, reservists.remove, reserve.volunteer)
    trash = reserve.database.read(history.trash)
    assert [row.subject for row in trash] == ["RO-01"]


@pytest.mark.parametrize(
    ("last", "first", "shown"),
    [
        ("Delattre", "Margaux", "D••••••• M."),
        ("Ly", "An", "L••• A."),
        ("Éon", "", "É•••"),
        ("a" * 100_000, "", "A•••••••••"),
    ],
)
def test_masked(last: str, first: str, shown: str) -> None:
    assert reservists.masked(last, first) == shown
