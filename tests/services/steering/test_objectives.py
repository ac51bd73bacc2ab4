"""Objectives: their numbers, their row, who may read them, what stays when they go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from psq_desktop import db, journal
from psq_desktop.errors import UserError
from psq_desktop.french import fold
from psq_desktop.services import history, meetings, partners
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import (
    CommitmentState,
    Direction,
    DisclosureLevel,
    MeetingState,
    OutlookState,
    Pace,
    Period,
    Priority,
    ReadingStatus,
)
from psq_desktop.services.minuting import minutes
from psq_desktop.services.preparing import agenda
from psq_desktop.services.rounds import campaigns
from psq_desktop.services.steering import axes, commitments, indicators, objectives, readings
from psq_desktop.services.steering.readings import Draft
from tests.conftest import TODAY
from tests.services.concerted import DUE, START, Made
from tests.services.helpers import problem, refused

ONE = dt.timedelta(days=1)


# Axes and numbers


def test_an_axis_has_a_number_that_is_never_given_again(made: Made) -> None:
    second = made.base.write(axes.create, "Prévention").result
    made.base.write(axes.remove, second)
    made.base.write(axes.create, "Cadre de vie")
    assert [(a.number, a.name, a.objectives) for a in made.base.read(axes.search)] == [
        (1, "Présence", 1), (3, "Cadre de vie", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "code"), [("", "required"), ("  ", "required"), (" PRESENCE ", "axis_exists")])
def test_an_axis_that_cannot_be(made: Made, name: str, code: str) -> None:
    with refused("invalid") as caught:
        made.base.write(axes.create, name)
    assert problem(caught)[:2] == ("name", code)
    other = made.base.write(axes.create, "Autre").result
    with refused("invalid") as caught:
        made.base.write(axes.rename, other, name)
    assert problem(caught)[:2] == ("name", code)


def test_an_axis_may_be_written_anew_in_its_own_name(made: Made) -> None:
    made.base.write(axes.rename, made.axis, "PRÉSENCE")
    assert [a.name for a in made.base.read(axes.search)] == ["PRÉSENCE"]


def test_an_axis_with_objectives_stays(made: Made) -> None:
    with refused("axis_in_use") as caught:
        made.base.write(axes.remove, made.axis)
    assert caught.value.params == {"name": "Présence", "count": 1}


def test_numbers_of_objectives_are_never_given_again(made: Made) -> None:
    second = made.base.write(objectives.create, made.axis, "Deux").result
    made.base.write(objectives.remove, second)
    third = made.base.write(objectives.create, made.axis, "Trois").result
    assert made.base.read(objectives.row, third, TODAY).code == "1.3"


def test_another_axis_gives_its_next_number_and_undo_the_old_one(made: Made) -> None:
    other = made.base.write(axes.create, "Prévention").result
    made.base.write(objectives.create, other, "Déjà là")
    moved = made.base.write(objectives.set_axis, made.objective, other).changes.step
    assert made.row().code == "2.2"
    assert moved is not None
    made.base.revert(moved, journal.UNDO)
    assert made.row().code == "1.1"
    made.base.write(objectives.set_axis, made.objective, other)
    assert made.row().code == "2.3"
    made.base.write(objectives.set_axis, made.objective, made.axis)
    assert made.row().code == "1.2"


def test_the_same_axis_changes_nothing(made: Made) -> None:
    assert made.base.write(objectives.set_axis, made.objective, made.axis).changes.step is None


# What an objective needs


def create(made: Made, **values: Any) -> int:
    return made.base.write(objectives.create, **{"axis_id": made.axis, "title": "Un titre", **values}).result


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"title": ""}, ("title", "required")),
        ({"title": " \n "}, ("title", "required")),
        ({"start": DUE, "due": START}, ("due", "due_before_start")),
        ({"due": dt.date(1815, 1, 1)}, ("due", "date_range")),
        ({"start": dt.date(2500, 1, 1)}, ("start", "date_range")),
    ],
)
def test_an_objective_that_cannot_be(made: Made, values: dict[str, Any], wanted: tuple[str, str]) -> None:
    with refused("invalid") as caught:
        create(made, **values)
    assert problem(caught)[:2] == wanted


@pytest.mark.parametrize("values", [{"axis_id": 99}, {"pilot_id": 99}])
def test_what_was_chosen_may_be_gone(made: Made, values: dict[str, int]) -> None:
    with refused("gone"):
        create(made, **values)


def test_a_base_without_a_district_has_no_objective(empty_database: db.Database) -> None:
    axis = empty_database.write(axes.create, "Présence").result
    with refused("no_committee"):
        empty_database.write(objectives.create, axis, "Un titre")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("title", "", "required"),
        ("due", START - ONE, "due_before_start"),
        ("start", DUE + ONE, "due_before_start"),
        ("start", dt.date(1815, 1, 1), "date_range"),
    ],
)
def test_a_change_that_cannot_be_is_told_at_its_field(made: Made, name: str, value: Any, code: str) -> None:
    before = made.row()
    with refused("invalid") as caught:
        made.base.write(objectives.set_field, made.objective, name, value)
    assert problem(caught)[:2] == (name, code)
    assert made.row() == before


def test_every_field_changes_and_comes_back(made: Made) -> None:
    values = {
        "title": "Autre titre", "short_title": "Autre", "finding": "Constat\nsur deux lignes", "public": "Jeunes",
        "success": "Critère", "brakes": "Freins", "pilot_id": made.helper, "start": START + ONE, "due": None,
        "priority": Priority.HIGH, "disclosure": DisclosureLevel.PUBLIC,
    }  # fmt: skip
    assert set(values) == set(objectives.FIELDS)
    before = made.base.read(objectives.sheet, made.objective, TODAY)
    steps = [made.base.write(objectives.set_field, made.objective, k, v).changes.step for k, v in values.items()]
    sheet = made.base.read(objectives.sheet, made.objective, TODAY)
    known = {**{name: getattr(sheet.row, name, None) for name in values}, "finding": sheet.finding,
             "public": sheet.public, "success": sheet.success, "brakes": sheet.brakes}  # fmt: skip
    assert known == values
    for step in reversed(steps):
        assert step is not None
        made.base.revert(step, journal.UNDO)
    assert made.base.read(objectives.sheet, made.objective, TODAY) == before


def test_both_dates_move_at_once_beyond_the_old_ones(made: Made) -> None:
    made.base.write(
        objectives.update, made.objective, {"start": DUE + ONE, "due": DUE + 30 * ONE, "associates": (made.helper,)}
    )
    row = made.row()
    assert (row.start, row.due) == (DUE + ONE, DUE + 30 * ONE)
    assert made.helper in row.partner_ids


def test_every_problem_of_a_form_is_told_and_nothing_is_kept(made: Made) -> None:
    before = made.row()
    with refused("invalid") as caught:
        made.base.write(objectives.update, made.objective, {"title": "", "start": DUE, "due": START, "public": "X"})
    assert [(p.field, p.code) for p in caught.value.problems] == [("title", "required"), ("due", "due_before_start")]
    assert made.row() == before


# Partners


def test_the_pilot_is_never_its_own_associate(made: Made) -> None:
    made.base.write(objectives.set_associates, made.objective, (made.pilot, made.helper, made.third, made.helper))
    assert made.base.read(objectives.sheet, made.objective, TODAY).associate_ids == (made.helper, made.third)
    made.base.write(objectives.set_field, made.objective, "pilot_id", made.helper)
    sheet = made.base.read(objectives.sheet, made.objective, TODAY)
    assert (sheet.row.pilot_id, sheet.associate_ids, sheet.associates) == (made.helper, (made.third,), ("Association",))
    with refused("gone"):
        made.base.write(objectives.set_associates, made.objective, (99,))


@pytest.mark.parametrize("part", ["pilot", "associate", "commitment"])
def test_a_partner_finds_the_objectives_it_has_a_part_in(made: Made, part: str) -> None:
    make_part: dict[str, Callable[[], object]] = {
        "pilot": lambda: made.base.write(objectives.set_field, made.objective, "pilot_id", made.third),
        "associate": lambda: made.base.write(objectives.set_associates, made.objective, (made.third,)),
        "commitment": lambda: made.base.write(commitments.create, made.objective, made.third, "Sa part"),
    }
    assert made.base.read(objectives.search, TODAY, partner_id=made.third) == ()
    make_part[part]()
    assert [o.id for o in made.base.read(objectives.search, TODAY, partner_id=made.third)] == [made.objective]


# Reading


@pytest.mark.parametrize("level", DisclosureLevel)
@pytest.mark.parametrize("of_objective", DisclosureLevel)
def test_a_version_shows_objectives_up_to_its_level(
    made: Made, level: DisclosureLevel, of_objective: DisclosureLevel
) -> None:
    made.base.write(objectives.set_field, made.objective, "disclosure", of_objective)
    shown = made.base.read(objectives.search, TODAY, level=level)
    assert bool(shown) is (of_objective.rank <= level.rank)


@pytest.mark.parametrize("text", ["rodeo", "1.1", "PRÉSENCE", "ville", "vi", "mésure", ""])
def test_the_text_of_a_row_ignores_accents_and_holds_what_it_shows(made: Made, text: str) -> None:
    made.indicator("Mesure des rodéos")
    made.base.write(objectives.create, made.base.write(axes.create, "Autre").result, "Soutenir")
    found = [o.code for o in made.base.read(objectives.search, TODAY) if fold(text) in objectives.searched(o)]
    assert found == (["1.1", "2.1"] if not text else ["1.1"])


def test_a_row_of_the_list_is_the_row_alone_and_of_the_sheet(demo_database: db.Database) -> None:
    rows = demo_database.read(objectives.search, TODAY)
    assert len(rows) > 8
    for row in rows:
        assert demo_database.read(objectives.row, row.id, TODAY) == row
        assert demo_database.read(objectives.sheet, row.id, TODAY).row == row


def test_the_row_and_the_indicator_tell_the_same_figure(demo_database: db.Database) -> None:
    mains = {i.objective_id: i for i in demo_database.read(indicators.search, TODAY) if i.main}
    for row in demo_database.read(objectives.search, TODAY):
        assert row.figure is not None
        main = mains[row.id]
        assert (row.figure.indicator_id, row.figure.value, row.figure.value_on, row.figure.stale, row.progress) == (
            main.id, main.value, main.value_on, main.stale, main.progress,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("directions", "main"),
    [
        ((Direction.UP, Direction.DOWN), 0),
        ((Direction.NEUTRAL, Direction.DOWN), 1),
        ((Direction.NEUTRAL, Direction.NEUTRAL), 0),
        ((Direction.ORDINAL, Direction.UP), 0),
    ],
)
def test_the_main_indicator_is_the_first_that_is_judged(
    made: Made, directions: tuple[Direction, ...], main: int
) -> None:
    keys = [made.indicator(f"I{n}", direction=d, levels="bas\nhaut") for n, d in enumerate(directions)]
    figure = made.row().figure
    assert figure is not None and figure.indicator_id == keys[main]
    assert [i.main for i in made.base.read(indicators.search, TODAY)] == [key == keys[main] for key in keys]


def test_a_new_order_of_indicators_makes_another_main_one(made: Made) -> None:
    made.indicator("Un")
    second = made.indicator("Deux")
    made.base.write(indicators.move, second, -1)
    figure = made.row().figure
    assert figure is not None and figure.title == "Deux"


def test_a_row_computes_what_the_facts_say(made: Made) -> None:
    key = made.indicator(baseline=40.0, target=20.0, direction=Direction.DOWN)
    empty = made.row()
    assert (empty.progress, empty.pace, empty.gap, empty.silent_days) == (None, Pace.UNKNOWN, None, 325)
    made.declare(OutlookState.SECURED)
    made.reading(key, dt.date(2026, 10, 31), 35.0)
    row = made.row()
    assert row.elapsed == pytest.approx(325 / 364)
    assert (row.progress, row.pace) == (0.25, Pace.BEHIND)
    assert row.gap is not None and (row.gap.points, row.gap.silent_days) == (-64, None)
    assert (row.last_report, row.silent_days, row.trend) == (TODAY, 0, (35.0,))
    assert (row.outlook, row.outlook_on) == (OutlookState.SECURED, TODAY)


def test_nothing_is_overdue_on_the_due_day_itself(made: Made) -> None:
    made.reading(made.indicator(baseline=0.0, target=10.0), DUE, 9.0, DUE)
    assert made.row(DUE).pace is Pace.TRAILING
    assert made.row(DUE + ONE).pace is Pace.OVERDUE


def test_what_was_reported_or_declared_later_is_not_known_yet(made: Made) -> None:
    key = made.indicator(baseline=0.0, target=10.0)
    made.reading(key, dt.date(2026, 3, 31), 2.0, dt.date(2026, 4, 10))
    made.reading(key, dt.date(2026, 4, 30), 4.0, dt.date(2026, 5, 10))
    made.declare(OutlookState.SECURED, dt.date(2026, 5, 1))
    before = made.row(dt.date(2026, 4, 20))
    assert (before.progress, before.last_report, before.outlook) == (0.2, dt.date(2026, 4, 10), OutlookState.UNKNOWN)
    assert made.row(dt.date(2026, 5, 10)).progress == 0.4
    assert made.row(dt.date(2026, 4, 5)).progress is None


def test_what_is_no_value_leaves_the_last_value_and_ends_the_silence(made: Made) -> None:
    key = made.indicator(baseline=0.0, target=10.0)
    made.reading(key, dt.date(2026, 9, 30), 4.0, dt.date(2026, 10, 5))
    made.base.write(readings.record, key, Draft(dt.date(2026, 10, 31), status=ReadingStatus.NONE), TODAY)
    row = made.row()
    assert (row.progress, row.silent_days, row.trend) == (0.4, 0, (4.0,))


def test_zero_is_a_value(made: Made) -> None:
    made.reading(made.indicator(baseline=10.0, target=0.0, direction=Direction.DOWN), TODAY, 0.0)
    assert (made.row().progress, made.row().pace) == (1.0, Pace.REACHED)


def test_a_value_grows_stale_with_the_silence_and_is_back_with_a_report(made: Made) -> None:
    key = made.indicator(baseline=0.0, target=10.0)
    made.reading(key, dt.date(2026, 6, 30), 4.0, dt.date(2026, 7, 1))
    day = dt.date(2026, 7, 1) + 89 * ONE
    assert made.row(day).progress == 0.4
    late = made.row(day + ONE)
    assert late.figure is not None and (late.figure.value, late.figure.stale, late.progress) == (None, True, None)
    assert late.trend == (4.0,)
    made.base.write(readings.record, key, Draft(TODAY, status=ReadingStatus.NOT_APPLICABLE), TODAY)
    assert made.row().progress == 0.4


def test_a_target_that_is_met_stays_met_and_awaits_nothing_once_the_due_date_is_past(made: Made) -> None:
    key = made.indicator(baseline=0.0, target=10.0)
    made.reading(key, dt.date(2026, 6, 30), 12.0, dt.date(2026, 7, 1))
    made.declare(OutlookState.SECURED, dt.date(2026, 7, 1))
    late = made.row(dt.date(2026, 7, 1) + 90 * ONE)
    assert (late.pace, late.progress, late.silent_days) == (Pace.REACHED, 1.2, 90)
    assert late.gap is not None and late.gap.silent_days == 90
    after = made.row(DUE + 30 * ONE)
    assert (after.pace, after.progress, after.gap, after.unheard) == (Pace.REACHED, 1.2, None, None)
    assert after.silent_days == 213


def test_a_year_reported_on_time_is_no_silence_before_the_next_is_over(made: Made) -> None:
    key = made.indicator(baseline=0.0, target=10.0, period=Period.YEAR)
    made.reading(key, dt.date(2025, 12, 31), 9.0, dt.date(2026, 1, 15))
    made.declare(OutlookState.SECURED, dt.date(2026, 1, 15))
    assert made.row().gap is None
    assert made.row().silent_days == 311
    assert made.row(dt.date(2026, 12, 31)).gap is not None


def test_commitments_are_counted(made: Made) -> None:
    keys = [made.base.write(commitments.create, made.objective, made.helper, f"Part {n}").result for n in range(4)]
    late = made.base.write(commitments.create, made.objective, made.helper, "Tard", due=TODAY - ONE).result
    made.base.write(commitments.set_state, late, CommitmentState.ACCEPTED, TODAY)
    made.base.write(commitments.create, made.objective, made.helper, "Ce jour", due=TODAY)
    made.base.write(commitments.create, made.objective, made.helper, "Proposé", due=TODAY - ONE)
    states = (CommitmentState.KEPT, CommitmentState.PARTIAL, CommitmentState.ABANDONED)
    for key, state in zip(keys, states, strict=False):
        made.base.write(commitments.set_state, key, state, TODAY, "motif")
    assert (made.row().kept, made.row().taken, made.row().late_commitments) == (1, 3, 1)
    made.base.write(commitments.set_state, late, CommitmentState.KEPT, TODAY)
    assert made.row().late_commitments == 0


# Who may read the title


def test_an_objective_is_not_restricted_while_an_agenda_shows_its_title_wider(made: Made) -> None:
    formation = made.base.read(meetings.propose, TODAY).formations[0].id
    meeting = made.base.write(meetings.create, formation, TODAY, None, "Mairie").result
    item = made.base.write(agenda.add_objective, meeting, made.objective).result
    for level in (DisclosureLevel.PUBLIC, DisclosureLevel.PARTNERS):
        made.base.write(objectives.set_field, made.objective, "disclosure", level)
    with refused("invalid") as caught:
        made.base.write(objectives.set_field, made.objective, "disclosure", DisclosureLevel.RESTRICTED)
    assert problem(caught) == ("disclosure", "objective_on_agenda", {"meetings": "1"})
    made.base.write(agenda.set_field, item, "disclosure", DisclosureLevel.RESTRICTED)
    made.base.write(objectives.set_field, made.objective, "disclosure", DisclosureLevel.RESTRICTED)
    again = made.base.write(agenda.add_objective, meeting, made.objective).result
    shown = {row.id: row.disclosure for row in made.base.read(agenda.items, meeting)}
    assert shown[again] is DisclosureLevel.RESTRICTED


# A new axis with its objective


def test_a_refused_objective_leaves_no_axis_behind(made: Made) -> None:
    before = made.base.read(axes.search)
    with refused("invalid") as caught:
        made.base.write(objectives.create_in_new_axis, "Cadre de vie", "Halls", start=DUE, due=START)
    assert problem(caught)[0] == "due"
    with refused("invalid") as caught:
        made.base.write(objectives.create_in_new_axis, " ", "Halls")
    assert problem(caught)[:2] == ("axis_name", "required")
    assert made.base.read(axes.search) == before
    key = made.base.write(objectives.create_in_new_axis, "Cadre de vie", "Halls").result
    assert made.base.read(objectives.row, key, TODAY).code == "2.1"
    made.base.write(objectives.update_in_new_axis, made.objective, "Écoute", {"title": "Autre"})
    assert (made.row().code, made.row().axis, made.row().title) == ("3.1", "Écoute", "Autre")


# Deleting


@pytest.fixture
def linked(made: Made) -> tuple[int, int]:
    """An agenda item and a decision about the objective."""
    formation = made.base.read(meetings.propose, TODAY).formations[0].id
    meeting = made.base.write(meetings.create, formation, TODAY + 20 * ONE, None, "Mairie").result
    item = made.base.write(agenda.add_objective, meeting, made.objective).result
    return item, made.base.write(decisions.create, meeting, "Agir", item_id=item).result


def test_an_objective_goes_with_its_own_and_leaves_items_and_decisions(made: Made, linked: tuple[int, int]) -> None:
    key = made.indicator(baseline=0.0, target=10.0)
    made.reading(key, TODAY, 4.0)
    made.base.write(commitments.create, made.objective, made.helper, "Part")
    made.declare(OutlookState.SECURED)
    made.base.write(objectives.set_associates, made.objective, (made.helper,))
    before = made.base.read(objectives.sheet, made.objective, TODAY)
    assert [i.item_id for i in before.items] == [linked[0]]
    assert [d.id for d in before.decisions] == [linked[1]]
    step = made.base.write(objectives.remove, made.objective).changes.step
    assert made.base.read(objectives.search, TODAY) == ()
    assert made.base.read(decisions.sheet, linked[1], TODAY).row.objective_id is None
    assert db.check(made.base) == []
    (row,) = made.base.read(history.trash)
    assert (row.action, row.subject) == ("objectives.remove", "1.1 Réduire les rodéos")
    assert step is not None
    made.base.revert(step, journal.UNDO, history.take_back)
    assert made.base.read(objectives.sheet, made.objective, TODAY) == before
    assert db.check(made.base) == []


def test_an_objective_of_sealed_minutes_goes_and_comes_back_without_breaking_the_seal(
    demo_database: db.Database,
) -> None:
    sealed = {m.id for m in demo_database.read(meetings.search) if m.state is MeetingState.SEALED}
    sheets = [demo_database.read(objectives.sheet, o.id, TODAY) for o in demo_database.read(objectives.search, TODAY)]
    sheet = next(s for s in sheets if sealed & {item.meeting_id for item in s.items} and s.decisions)
    removed = demo_database.write(objectives.remove, sheet.row.id).changes.step
    assert demo_database.read(minutes.broken_seals) == ()
    assert removed is not None
    demo_database.revert(removed, journal.UNDO, history.take_back)
    assert demo_database.read(objectives.sheet, sheet.row.id, TODAY) == sheet
    assert demo_database.read(minutes.broken_seals) == ()


def test_what_is_gone_is_told(made: Made) -> None:
    made.base.write(objectives.remove, made.objective)
    calls: tuple[Callable[[], object], ...] = (
        lambda: made.base.read(objectives.row, made.objective, TODAY),
        lambda: made.base.read(objectives.sheet, made.objective, TODAY),
        lambda: made.base.write(objectives.set_field, made.objective, "title", "X"),
        lambda: made.base.write(objectives.remove, made.objective),
        lambda: made.base.write(commitments.create, made.objective, made.helper, "Part"),
        lambda: made.indicator(),
    )
    for call in calls:
        with pytest.raises(UserError) as caught:
            call()
        assert caught.value.code == "gone"


def test_a_renamed_pilot_is_called_by_the_name_of_the_day(made: Made) -> None:
    made.base.write(partners.rename, made.pilot, "Ville nouvelle", "VN", TODAY)
    assert (made.row().pilot, made.row(TODAY - ONE).pilot) == ("Ville nouvelle", "Ville")


def test_an_objective_made_restricted_leaves_the_rounds(made: Made) -> None:
    made.base.write(commitments.create, made.objective, made.helper, "Tenir une permanence")
    asked = made.base.write(campaigns.create, "Relevés", TODAY, today=TODAY).result
    assert made.objective in made.base.read(campaigns.board, asked, TODAY).objective_ids
    made.base.write(objectives.set_field, made.objective, "disclosure", DisclosureLevel.RESTRICTED)
    assert made.base.read(campaigns.board, asked, TODAY).objective_ids == frozenset()
    made.base.write(objectives.remove, made.objective)
    assert made.base.read(campaigns.board, asked, TODAY).objective_ids == frozenset()
