"""Joint controls: the embargo, results in numbers, follow-ups in time."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from psq_desktop import journal
from psq_desktop.errors import UserError
from psq_desktop.phrases import phrase
from psq_desktop.services import history
from psq_desktop.services.fieldwork import control_figures, controls
from psq_desktop.services.fieldwork.control_rows import ControlRow
from psq_desktop.services.kinds import ControlState, Direction, OutcomeKind, Period
from tests.conftest import TODAY
from tests.services.concerted import Made
from tests.services.helpers import problem, refused

DAY = dt.date(2026, 12, 15)
PLACE = "rue du Canari"
SECRETS = ("2026-12-15", "15 déc", "15/12", "17:35", "17 h 35", "Canari", "Pélican", "2026-12-03")


def planned(made: Made, **values: Any) -> int:
    kept = {
        "day": DAY, "starts": dt.time(17, 35), "place": PLACE, "note": "Rendez-vous au Pélican",
        "requisition_on": dt.date(2026, 12, 3),
    }  # fmt: skip
    given: dict[str, Any] = {"theme": "Débits de boissons", "partner_ids": (made.pilot,), **kept, **values}
    return made.base.write(controls.create, **given).result


def row(made: Made, control_id: int, today: dt.date = TODAY, **asked: Any) -> ControlRow:
    return next(each for each in made.base.read(controls.search, today, **asked) if each.id == control_id)


def done(made: Made, on: dt.date = TODAY, checked: int = 7, **values: Any) -> int:
    key = planned(made, day=on, targeted=8, **values)
    made.base.write(controls.enter_results, key, checked, {OutcomeKind.WARNING: 4, OutcomeKind.FINE: 0}, TODAY)
    return key


@pytest.mark.parametrize("state", [ControlState.PLANNED, ControlState.CANCELLED])
def test_a_control_that_is_not_done_says_neither_when_nor_where(made: Made, state: ControlState) -> None:
    key = planned(made)
    if state is ControlState.CANCELLED:
        made.base.write(controls.cancel, key)
    found = row(made, key)
    assert found.hidden and found.state is state and found.requisition
    told = repr(found) + repr(made.base.read(control_figures.figures, TODAY))
    assert [secret for secret in (*SECRETS, repr(DAY)) if secret in told] == []


def test_what_is_revealed_is_that_control_and_no_other(made: Made) -> None:
    first, second = planned(made), planned(made, day=dt.date(2026, 12, 1))
    rows = made.base.read(controls.search, TODAY, revealed={first})
    assert [(each.id, each.day) for each in rows] == [(first, DAY), (second, None)], "the order tells no date"
    assert (rows[0].place, rows[0].starts) == (PLACE, dt.time(17, 35))


def test_the_journal_names_the_theme_and_keeps_the_date_to_itself(made: Made) -> None:
    key = planned(made)
    made.base.write(controls.update, key, {"day": dt.date(2026, 12, 16), "place": "quai du Canari"})
    made.base.write(controls.remove, key)
    rows = (*made.base.read(history.changes), *made.base.read(history.trash))
    told = json.dumps([(each.subject, phrase(each)) for each in rows], ensure_ascii=False)
    assert [secret for secret in (*SECRETS, "16 déc", "2026-12-16") if secret in told] == []
    assert "a supprimé le contrôle « Débits de boissons »" in told.replace("\u00a0", " ")


def test_results_end_the_embargo_and_their_zeros_are_left_out(made: Made) -> None:
    found = row(made, done(made))
    assert (found.hidden, found.state, found.day, found.checked) == (False, ControlState.DONE, TODAY, 7)
    assert found.outcomes == ((OutcomeKind.WARNING, 4),)


def test_results_wait_for_their_day_and_need_one(made: Made) -> None:
    key = planned(made)
    with refused("invalid") as caught:
        made.base.write(controls.enter_results, key, 3, {}, TODAY)
    assert problem(caught)[:2] == ("day", "control_to_come")
    undated = planned(made, day=None)
    with refused("invalid") as caught:
        made.base.write(controls.enter_results, undated, 3, {}, TODAY)
    assert problem(caught)[:2] == ("day", "required")
    assert row(made, undated).state is ControlState.PLANNED


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"checked": 9}, ("checked", "more_than_targeted")),
        ({"checked": -1}, ("checked", "count_range")),
        ({"checked": 10**12}, ("checked", "count_range")),
        ({"checked": None}, ("checked", "required")),
        ({"outcomes": {OutcomeKind.FINE: -2}}, ("fine", "count_range")),
        ({"day": dt.date(1, 1, 1)}, ("day", "date_range")),
    ],
)
def test_results_that_cannot_be_are_told_at_their_field(
    made: Made, values: dict[str, Any], expected: tuple[str, str]
) -> None:
    key = planned(made, day=TODAY, targeted=8)
    given: dict[str, Any] = {"checked": 5, "outcomes": {}, **values}
    with refused("invalid") as caught:
        made.base.write(controls.enter_results, key, given["checked"], given["outcomes"], TODAY, day=given.get("day"))
    assert problem(caught)[:2] == expected
    assert row(made, key).checked is None


def test_a_follow_up_is_due_thirty_days_after_and_then_late(made: Made) -> None:
    key = done(made, TODAY - dt.timedelta(days=30))
    assert (row(made, key).follow_up_due, row(made, key).late_days) == (TODAY, 0)
    assert row(made, key, TODAY + dt.timedelta(days=1)).late_days == 1
    made.base.write(controls.note_follow_up, key, "Deux fermetures levées.", TODAY)
    found = row(made, key, TODAY + dt.timedelta(days=9))
    assert (found.follow_up_due, found.late_days, found.followed_on) == (None, 0, TODAY)
    with refused("control_not_done"):
        made.base.write(controls.note_follow_up, planned(made), "Rien.", TODAY)


def test_a_number_of_a_person_typed_in_any_text_is_refused_and_nothing_is_kept(made: Made) -> None:
    national, bank = "1 85 05 78 006 084 36", "FR76 3000 6000 0112 3456 7890 189"
    for name, text in (("theme", national), ("place", bank), ("note", national), ("others", bank)):
        with pytest.raises(UserError) as caught:
            planned(made, **{name: text})
        assert {each.code for each in caught.value.problems} <= {"national_number", "bank_account"}
        assert problem(caught)[0] == name
    assert made.base.read(controls.search, TODAY) == ()


def test_a_control_whose_day_is_past_asks_for_its_results_and_stays_under_embargo(made: Made) -> None:
    key = planned(made, day=TODAY)
    assert not row(made, key).awaited
    later = row(made, key, TODAY + dt.timedelta(days=1))
    assert later.awaited and later.hidden and later.day is None


def test_a_deleted_control_comes_back_whole(made: Made) -> None:
    key = done(made, others="Douanes")
    before = row(made, key)
    step = made.base.write(controls.remove, key).changes.step
    assert step is not None and made.base.read(controls.search, TODAY) == ()
    made.base.write(history.take_back, step)
    assert row(made, key) == before


def test_services_that_stay_keep_their_rows(made: Made) -> None:
    key = planned(made, others="Douanes\nDouanes\n\nService d’incendie")
    step = made.base.write(controls.update, key, {"others": "Douanes"}).changes.step
    assert step is not None
    assert [each.short for each in row(made, key).services][1:] == ["Douanes"]
    changes = made.base.read(journal.load, step).changes
    assert [(change.change, change.table) for change in changes] == [("delete", "control_service")]


def test_quarters_count_what_is_done_and_plan_only_what_is_revealed(made: Made) -> None:
    indicator = made.indicator("Opérations", period=Period.QUARTER, baseline=1.0, target=3.0)
    made.indicator("Établissements", direction=Direction.NEUTRAL, period=Period.QUARTER)
    made.reading(indicator, dt.date(2026, 9, 30), 2)
    done(made, objective_id=made.objective)
    key = planned(made, objective_id=made.objective)
    quarters = made.base.read(control_figures.figures, TODAY).quarters
    assert [(each.done, each.planned) for each in quarters] == [(0, 0), (0, 0), (0, 0), (2, 0), (1, 0)]
    revealed = made.base.read(control_figures.figures, TODAY, revealed={key})
    assert revealed.quarters[-1].planned == 1
    assert revealed.masked() == made.base.read(control_figures.figures, TODAY)
