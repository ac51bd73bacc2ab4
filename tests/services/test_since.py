"""What changed since the last meeting: net, by objective, of what may be seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from psq_desktop import db, journal
from psq_desktop.services import meetings
from psq_desktop.services.kinds import (
    CommitmentState,
    DisclosureLevel,
    MeasureState,
    OutlookState,
    ReadingStatus,
    SupportState,
)
from psq_desktop.services.since import since_last_meeting
from psq_desktop.services.steering import (
    axes,
    commitments,
    indicators,
    measures,
    objectives,
    outlooks,
    readings,
    supports,
)
from psq_desktop.services.steering.progress_rows import ChangeLine, Since
from psq_desktop.services.steering.readings import Draft
from tests.conftest import TODAY
from tests.services.concerted import DUE, Made

ONE = dt.timedelta(days=1)
SEPTEMBER, OCTOBER = dt.date(2026, 9, 30), dt.date(2026, 10, 31)


@dataclass(frozen=True)
class Held:
    """A base with something of everything, then a meeting, and now two days later."""

    made: Made
    day: dt.date
    indicator: int
    reading: int
    outlook: int
    commitment: int
    measure: int
    support: int

    @property
    def base(self) -> db.Database:
        return self.made.base

    def since(self, level: DisclosureLevel = DisclosureLevel.RESTRICTED) -> Since:
        later = self.day + 2 * ONE
        return self.base.read(since_last_meeting, later, self.base.read(objectives.search, later, level=level))

    def told(self) -> list[tuple[str, str, str, Any, Any]]:
        return [(line.kind, line.subject, line.change, line.before, line.after) for line in self.since().lines]


@pytest.fixture
def held(made: Made, monkeypatch: pytest.MonkeyPatch) -> Held:
    now = dt.datetime.now(dt.UTC)
    later = now + 3 * ONE
    indicator = made.indicator("Rodéos", unit="faits", decimals=1)
    found = Held(
        made, now.date() + ONE, indicator, made.reading(indicator, SEPTEMBER, 4.0),
        made.declare(OutlookState.SECURED, TODAY - 9 * ONE),
        made.base.write(commitments.create, made.objective, made.helper, "Sa part").result,
        made.base.write(measures.create, made.objective, "Une étape").result,
        made.base.write(supports.create, made.objective, made.helper, "Un local", on=TODAY).result,
    )  # fmt: skip
    formation = made.base.read(meetings.propose, TODAY).formations[0].id
    meeting = made.base.write(meetings.create, formation, found.day, None, "Mairie").result
    made.base.write(meetings.close, meeting, dt.time(11))

    class Later(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Later:
            return cls.fromtimestamp(later.timestamp(), tz)

    monkeypatch.setattr(journal, "datetime", Later)
    return found


def test_without_a_meeting_there_is_nothing_to_compare_with(made: Made) -> None:
    assert made.base.read(since_last_meeting, TODAY, made.base.read(objectives.search, TODAY)) == Since(None, None, ())


def test_what_was_before_the_meeting_is_no_change(held: Held) -> None:
    assert held.since() == Since(1, held.day, ())


CHANGES: dict[str, tuple[Callable[[Held], Any], tuple[str, str, str, Any, Any]]] = {
    "due": (
        lambda h: h.base.write(objectives.set_field, h.made.objective, "due", DUE + ONE),
        ("objective", "due", "changed", DUE, DUE + ONE),
    ),
    "no due": (
        lambda h: h.base.write(objectives.set_field, h.made.objective, "due", None),
        ("objective", "due", "removed", DUE, None),
    ),
    "pilot": (
        lambda h: h.base.write(objectives.set_field, h.made.objective, "pilot_id", h.made.third),
        ("objective", "pilot", "changed", "Ville", "Association"),
    ),
    "no pilot": (
        lambda h: h.base.write(objectives.set_field, h.made.objective, "pilot_id", None),
        ("objective", "pilot", "removed", "Ville", None),
    ),
    "new objective": (
        lambda h: h.base.write(objectives.create, h.made.axis, "Deux"),
        ("objective", "", "added", None, "Deux"),
    ),
    "new reading": (
        lambda h: h.made.reading(h.indicator, OCTOBER, 0.0),
        ("reading", "Rodéos, oct.\u00a02026", "added", None, 0.0),
    ),
    "nothing to report": (
        lambda h: h.base.write(readings.record, h.indicator, Draft(OCTOBER, status=ReadingStatus.NONE), TODAY),
        ("reading", "Rodéos, oct.\u00a02026", "added", None, "none"),
    ),
    "another value": (
        lambda h: h.base.write(readings.record, h.indicator, Draft(SEPTEMBER, 5.0), TODAY, replace=True),
        ("reading", "Rodéos, sept.\u00a02026", "changed", 4.0, 5.0),
    ),
    "no value any more": (
        lambda h: h.base.write(
            readings.record, h.indicator, Draft(SEPTEMBER, status=ReadingStatus.NOT_APPLICABLE), TODAY, replace=True
        ),
        ("reading", "Rodéos, sept.\u00a02026", "changed", 4.0, "not_applicable"),
    ),
    "no reading": (
        lambda h: h.base.write(readings.remove, h.reading),
        ("reading", "Rodéos, sept.\u00a02026", "removed", 4.0, None),
    ),
    "outlook": (
        lambda h: h.made.declare(OutlookState.COMPROMISED),
        ("outlook", "", "changed", OutlookState.SECURED, OutlookState.COMPROMISED),
    ),
    "no outlook": (
        lambda h: h.base.write(outlooks.remove, h.outlook),
        ("outlook", "", "changed", OutlookState.SECURED, OutlookState.UNKNOWN),
    ),
    "commitment": (
        lambda h: h.base.write(commitments.set_state, h.commitment, CommitmentState.KEPT, TODAY),
        ("commitment", "Bailleur", "changed", "proposed", "kept"),
    ),
    "new commitment": (
        lambda h: h.base.write(commitments.create, h.made.objective, h.made.third, "Autre part"),
        ("commitment", "Association", "added", None, "proposed"),
    ),
    "no commitment": (
        lambda h: h.base.write(commitments.remove, h.commitment),
        ("commitment", "Bailleur", "removed", "proposed", None),
    ),
    "measure": (
        lambda h: h.base.write(measures.set_state, h.measure, MeasureState.DONE, TODAY),
        ("measure", "Une étape", "changed", "planned", "done"),
    ),
    "no measure": (
        lambda h: h.base.write(measures.remove, h.measure),
        ("measure", "Une étape", "removed", "planned", None),
    ),
    "support": (
        lambda h: h.base.write(supports.answer, h.support, SupportState.GRANTED, "Oui"),
        ("support", "Un local", "changed", "asked", "granted"),
    ),
    "no support": (
        lambda h: h.base.write(supports.remove, h.support),
        ("support", "Un local", "removed", "asked", None),
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_told_and_taken_back_it_is_none(held: Held, change: str) -> None:
    before = held.base.read(lambda session: next(journal.steps(session)).step)
    call, line = CHANGES[change]
    call(held)
    assert held.told() == [line]
    step = held.base.read(lambda session: next(journal.steps(session)).step)
    assert step != before
    undo = held.base.revert(step, journal.UNDO).changes.step
    assert held.told() == []
    assert undo is not None
    held.base.revert(undo, journal.REDO)
    assert held.told() == [line]


def test_what_came_and_went_is_no_change(held: Held) -> None:
    base, objective = held.base, held.made.objective
    base.write(objectives.remove, base.write(objectives.create, held.made.axis, "Deux").result)
    base.write(readings.remove, held.made.reading(held.indicator, OCTOBER, 2.0))
    base.write(outlooks.remove, held.made.declare(OutlookState.COMPROMISED))
    base.write(commitments.remove, base.write(commitments.create, objective, held.made.third, "Part").result)
    base.write(measures.remove, base.write(measures.create, objective, "Étape").result)
    base.write(commitments.set_state, held.commitment, CommitmentState.KEPT, TODAY)
    base.write(commitments.set_state, held.commitment, CommitmentState.PROPOSED, TODAY)
    base.write(readings.record, held.indicator, Draft(SEPTEMBER, 9.0), TODAY, replace=True)
    base.write(readings.record, held.indicator, Draft(SEPTEMBER, 4.0), TODAY, replace=True)
    assert held.told() == []


@pytest.mark.parametrize(
    ("declared", "line"),
    [
        ((OutlookState.ATTAINABLE, OutlookState.COMPROMISED), (OutlookState.SECURED, OutlookState.COMPROMISED)),
        ((OutlookState.COMPROMISED, OutlookState.SECURED), None),
        ((OutlookState.SECURED,), None),
    ],
)
def test_several_declarations_are_one_change(
    held: Held, declared: tuple[OutlookState, ...], line: tuple[OutlookState, OutlookState] | None
) -> None:
    for state in declared:
        held.made.declare(state)
    assert [(before, after) for *_, before, after in held.told()] == ([line] if line else [])


def test_a_declaration_noted_late_for_an_earlier_day_changes_nothing_in_force(held: Held) -> None:
    held.made.declare(OutlookState.COMPROMISED, TODAY - 20 * ONE)
    assert held.told() == []


def test_a_value_comes_with_its_unit(held: Held) -> None:
    held.made.reading(held.indicator, OCTOBER, 2.5)
    (line,) = held.since().lines
    assert line == ChangeLine(
        held.made.objective, "1.1", "Réduire les rodéos", "reading", "Rodéos, oct.\u00a02026", "added", None, 2.5, 1,
        "faits", held.indicator, dt.date(2026, 10, 31),
    )  # fmt: skip


def test_an_objective_that_may_not_be_seen_is_not_told(held: Held) -> None:
    held.base.write(objectives.set_field, held.made.objective, "disclosure", DisclosureLevel.RESTRICTED)
    held.made.declare(OutlookState.COMPROMISED)
    assert len(held.since().lines) == 1
    assert held.since(DisclosureLevel.PARTNERS).lines == ()


def test_what_went_with_its_objective_or_its_indicator_is_not_told(held: Held) -> None:
    held.made.reading(held.indicator, OCTOBER, 2.5)
    held.base.write(indicators.remove, held.indicator)
    assert held.told() == []
    held.base.write(commitments.set_state, held.commitment, CommitmentState.KEPT, TODAY)
    held.base.write(objectives.remove, held.made.objective)
    assert held.told() == []


def test_contents_that_were_erased_are_passed_over(held: Held) -> None:
    step = held.base.write(commitments.set_state, held.commitment, CommitmentState.KEPT, TODAY).changes.step
    removed = held.base.write(outlooks.remove, held.outlook).changes.step
    held.base.write(measures.set_state, held.measure, MeasureState.DONE, TODAY)
    with held.base.connection() as connection:
        connection.exec_driver_sql(
            "DELETE FROM journal_content WHERE n IN (SELECT n FROM journal_entry WHERE step IN (?, ?))", (step, removed)
        )
        connection.commit()
    assert [kind for kind, *_ in held.told()] == ["measure"]


def test_a_clock_that_went_wrong_for_one_step_hides_nothing(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    held.base.write(commitments.set_state, held.commitment, CommitmentState.KEPT, TODAY)

    class Wrong(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Wrong:
            return cls(2020, 1, 1, 12, tzinfo=tz)

    with monkeypatch.context() as patched:
        patched.setattr(journal, "datetime", Wrong)
        held.base.write(measures.create, held.made.objective, "Noté en 2020")
    assert [kind for kind, *_ in held.told()] == ["commitment"]


@pytest.mark.parametrize(("hour", "told"), [(10, []), (12, ["measure"])])
def test_the_meetings_own_day_counts_from_its_end(
    held: Held, monkeypatch: pytest.MonkeyPatch, hour: int, told: list[str]
) -> None:
    local = dt.datetime.combine(held.day, dt.time(hour)).astimezone()

    class ThatDay(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> ThatDay:
            return cls.fromtimestamp(local.timestamp(), tz)

    monkeypatch.setattr(journal, "datetime", ThatDay)
    held.base.write(measures.set_state, held.measure, MeasureState.DONE, TODAY)
    assert [kind for kind, *_ in held.told()] == told


def test_an_objective_that_went_is_told_to_those_who_could_read_it(held: Held) -> None:
    key = held.base.write(objectives.create, held.made.axis, "Né après").result
    held.base.write(objectives.remove, key)
    assert held.told() == []  # it came and went
    held.base.write(objectives.create, held.made.axis, "Reste")
    held.base.write(objectives.remove, held.made.objective)
    told = ("objective", "", "removed", "Réduire les rodéos", None)
    assert told in held.told()
    assert held.since(DisclosureLevel.PUBLIC).lines == ()


def test_lines_follow_the_numbers_of_the_objectives(held: Held) -> None:
    other = held.base.write(axes.create, "Autre").result
    held.base.write(objectives.create, other, "Ailleurs")
    for number in range(2, 11):
        held.base.write(objectives.create, held.made.axis, f"Objectif {number}")
    held.made.declare(OutlookState.COMPROMISED)
    codes = [line.code for line in held.since().lines]
    assert codes == ["1.1", *(f"1.{number}" for number in range(2, 11)), "2.1"]
