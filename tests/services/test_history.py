"""What may be taken back, and what sealing forbids."""

from __future__ import annotations

import datetime as dt

import pytest

from psq_desktop import db
from psq_desktop.errors import UserError
from psq_desktop.services import history, meetings, partners
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import DecisionState, MinutesState
from psq_desktop.services.minuting import minutes
from psq_desktop.services.preparing import agenda
from tests.conftest import TODAY

MEETING = 5


@pytest.fixture
def sealed_after_a_deletion(demo_database: db.Database) -> int:
    """Item 3 of the fifth meeting is deleted, then its minutes are sealed; the step of the deletion."""
    demo_database.write(minutes.correct, MEETING, "Erreur de plume")
    items = demo_database.read(agenda.items, MEETING)
    step = demo_database.write(agenda.remove, items[-1].id).changes.step
    demo_database.write(minutes.set_state, MEETING, MinutesState.APPROVED, TODAY)
    demo_database.write(minutes.set_state, MEETING, MinutesState.SEALED, TODAY)
    assert step is not None
    return step


def test_the_trash_cannot_change_sealed_minutes(demo_database: db.Database, sealed_after_a_deletion: int) -> None:
    before = demo_database.read(agenda.items, MEETING)
    with pytest.raises(UserError) as refused:
        demo_database.revert(sealed_after_a_deletion, "undo", history.take_back)
    assert refused.value.code == "minutes_sealed"
    assert demo_database.read(agenda.items, MEETING) == before


def test_what_came_before_the_validation_is_not_taken_back_after_it(demo_database: db.Database) -> None:
    closed = demo_database.write(meetings.close, 6, dt.time(11)).changes.step
    demo_database.write(minutes.set_state, 6, MinutesState.REVIEWED, TODAY)
    validated = demo_database.write(minutes.set_state, 6, MinutesState.VALIDATED, TODAY).changes.step
    assert closed is not None and validated is not None
    with pytest.raises(UserError) as refused:
        demo_database.revert(closed, "undo", history.take_back)
    assert refused.value.code == "minutes_locked"
    demo_database.revert(validated, "undo", history.take_back)
    assert demo_database.read(meetings.sheet, 6).minutes_state is MinutesState.REVIEWED


def test_sealing_is_not_offered_for_undo(demo_database: db.Database, sealed_after_a_deletion: int) -> None:
    assert demo_database.read(history.candidates)[0] is None


def test_following_up_a_decision_of_sealed_minutes_can_be_undone(
    demo_database: db.Database, sealed_after_a_deletion: int
) -> None:
    decision = demo_database.read(decisions.register, TODAY, meeting_id=MEETING)[0]
    done = demo_database.write(decisions.follow_up, decision.id, DecisionState.DONE, TODAY, "fait")
    assert done.changes.step is not None
    demo_database.revert(done.changes.step, "undo", history.take_back)
    assert demo_database.read(decisions.sheet, decision.id, TODAY).row.state is decision.state


def test_a_deleted_partner_and_its_mandate_are_called_by_name_in_the_trash(demo_database: db.Database) -> None:
    college = demo_database.read(partners.colleges)[0].id
    partner = demo_database.write(partners.create, college, "Régie de quartier", "RQ").result
    demo_database.write(partners.remove, partner)
    mandate = demo_database.read(partners.mandates, 5, TODAY)[0]
    demo_database.write(partners.remove_mandate, mandate.id)
    subjects = [row.subject for row in demo_database.read(history.trash)]
    assert subjects == [mandate.contact, "Régie de quartier"]


def test_the_trash_forgets_after_thirty_days(demo_database: db.Database) -> None:
    items = demo_database.read(agenda.items, 6)
    demo_database.write(agenda.remove, items[0].id)
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=31)
    assert len(demo_database.read(history.trash)) == 1
    assert demo_database.read(history.trash, later) == ()
