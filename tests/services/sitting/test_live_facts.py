"""Beside an item: its objective, its rapporteur's promises and overdue decisions."""

from __future__ import annotations

import datetime as dt

import pytest

from psq_desktop.errors import UserError
from psq_desktop.services import meetings
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import CommitmentState, DecisionState
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import live_facts
from psq_desktop.services.steering import commitments
from tests.conftest import TODAY
from tests.services.concerted import Made

YESTERDAY = TODAY - dt.timedelta(days=1)


@pytest.fixture
def item(made: Made) -> int:
    formation = made.base.read(meetings.propose, TODAY).formations[0].id
    meeting = made.base.write(meetings.create, formation, dt.date(2026, 1, 12), None, "").result
    return made.base.write(agenda.add, meeting, "Rodéos").result


def decided(made: Made, item: int, text: str, due: dt.date, pilot: int) -> int:
    meeting = made.base.read(meetings.search)[0].id
    return made.base.write(decisions.create, meeting, text, item_id=item, pilot_id=pilot, due=due).result


def test_an_item_without_partner_nor_objective_has_no_facts(made: Made, item: int) -> None:
    found = made.base.read(live_facts.beside, item, TODAY)
    assert (found.known, found.objective, found.partner_id, found.last_reading) == (False, None, None, None)


def test_an_objective_comes_with_its_figures_and_its_pilot(made: Made, item: int) -> None:
    second, main = made.indicator("Second"), made.indicator("Premier")
    made.reading(second, dt.date(2026, 10, 31), 4)
    made.reading(main, dt.date(2026, 9, 30), 5)
    made.base.write(agenda.set_field, item, "objective_id", made.objective)
    found = made.base.read(live_facts.beside, item, TODAY)
    assert found.objective == made.row()
    assert found.partner_id == made.pilot
    assert found.indicators[0].main
    assert {row.id for row in found.indicators} == {second, main}
    assert found.last_reading == dt.date(2026, 10, 31)


def test_the_rapporteur_s_open_promises_come_late_ones_first(made: Made, item: int) -> None:
    def promise(text: str, due: dt.date | None, state: CommitmentState | None) -> None:
        key = made.base.write(commitments.create, made.objective, made.helper, text, due=due).result
        if state is not None:
            made.base.write(commitments.set_state, key, state, TODAY, "fait")

    promise("plus tard", dt.date(2027, 1, 1), CommitmentState.ACCEPTED)
    promise("en retard", YESTERDAY, CommitmentState.ACCEPTED)
    promise("proposé", None, None)
    promise("tenu", YESTERDAY, CommitmentState.KEPT)
    made.base.write(agenda.set_rapporteur, item, made.helper)
    found = made.base.read(live_facts.beside, item, TODAY)
    assert [row.text for row in found.commitments] == ["en retard", "plus tard", "proposé"]
    assert found.known


def test_its_overdue_decisions_are_those_it_pilots_and_has_not_closed(made: Made, item: int) -> None:
    made.base.write(agenda.set_rapporteur, item, made.helper)
    decided(made, item, "à quelqu’un d’autre", YESTERDAY, made.pilot)
    decided(made, item, "hier", YESTERDAY, made.helper)
    decided(made, item, "aujourd’hui", TODAY, made.helper)
    oldest = decided(made, item, "depuis longtemps", dt.date(2026, 6, 1), made.helper)
    done = decided(made, item, "fait", YESTERDAY, made.helper)
    made.base.write(decisions.follow_up, done, DecisionState.DONE, TODAY)
    found = made.base.read(live_facts.beside, item, TODAY)
    assert [row.text for row in found.overdue] == ["depuis longtemps", "hier"]
    assert found.overdue[0].id == oldest


def test_a_deleted_item_is_gone(made: Made, item: int) -> None:
    made.base.write(agenda.remove, item)
    with pytest.raises(UserError, match="gone"):
        made.base.read(live_facts.beside, item, TODAY)
