"""The register as a document, and what is done with several decisions at once."""

from __future__ import annotations

import datetime as dt

import pytest

from psq_desktop import db
from psq_desktop.exports import catalogue
from psq_desktop.services.deciding import decision_reminders, decisions, register
from psq_desktop.services.kinds import DecisionState, DisclosureLevel
from psq_desktop.services.preparing import agenda
from tests.conftest import TODAY
from tests.services.helpers import meeting_id, problem, refused

SOON = TODAY + dt.timedelta(days=40)


def open_ids(base: db.Database) -> tuple[int, ...]:
    return tuple(row.id for row in base.read(decisions.register, TODAY) if not row.state.closed)


def restricted(base: db.Database, text: str) -> int:
    key = meeting_id(base, 6)
    item = next(i for i in base.read(agenda.items, key) if i.objective_id is None)
    made: int = base.write(decisions.create, key, text, item_id=item.id, due=SOON).result
    base.write(agenda.set_field, item.id, "disclosure", DisclosureLevel.RESTRICTED)
    return made


# ---------------------------------------------------------------- several at once


def test_one_step_postpones_all_that_can_be_and_one_undo_takes_it_back(demo_database: db.Database) -> None:
    before = {row.id: row for row in demo_database.read(decisions.register, TODAY)}
    closed = next(row.id for row in before.values() if row.state.closed)
    chosen = (*open_ids(demo_database), closed)
    due = max(row.due for row in before.values() if row.due and not row.state.closed)
    outcome = demo_database.write(decisions.postpone_many, chosen, due, "budget voté en janvier", TODAY)
    after = {row.id: row for row in demo_database.read(decisions.register, TODAY)}
    moved = [key for key in before if after[key] != before[key]]
    assert outcome.result == len(moved) == len(chosen) - 2  # not the closed one, not the one due that very day
    assert all(after[key].due == due and after[key].carried_over == before[key].carried_over + 1 for key in moved)
    told = demo_database.read(decisions.sheet, moved[0], TODAY).follow_ups[-1]
    assert (told.state, told.comment) == (DecisionState.CARRIED_OVER, "budget voté en janvier")
    assert outcome.changes.step is not None
    demo_database.revert(outcome.changes.step, "undo")
    assert {row.id: row for row in demo_database.read(decisions.register, TODAY)} == before


@pytest.mark.parametrize(
    ("due", "reason", "wanted"),
    [
        (None, "budget", ("due", "required")),
        (SOON, " \n", ("reason", "required")),
        (TODAY - dt.timedelta(days=1), "budget", ("due", "due_past")),
    ],
)
def test_postponing_needs_a_day_to_come_and_a_reason(
    demo_database: db.Database, due: dt.date | None, reason: str, wanted: tuple[str, str]
) -> None:
    before = demo_database.read(decisions.register, TODAY)
    with refused("invalid") as caught:
        demo_database.write(decisions.postpone_many, open_ids(demo_database), due, reason, TODAY)
    assert problem(caught)[:2] == wanted
    assert demo_database.read(decisions.register, TODAY) == before


def test_when_none_can_be_postponed_they_are_named(demo_database: db.Database) -> None:
    closed = tuple(row for row in demo_database.read(decisions.register, TODAY) if row.state.closed)[:2]
    with refused("invalid") as caught:
        demo_database.write(decisions.postpone_many, tuple(row.id for row in closed), SOON, "budget", TODAY)
    assert problem(caught) == ("due", "none_postponed", {"refs": ", ".join(row.ref for row in closed)})


def test_several_are_closed_at_once_and_closed_ones_stay_as_they_are(demo_database: db.Database) -> None:
    keys = tuple(row.id for row in demo_database.read(decisions.register, TODAY))
    wanted = len(open_ids(demo_database))
    with refused("invalid"):
        demo_database.write(decisions.close_many, keys, DecisionState.ABANDONED, "", TODAY)
    assert demo_database.write(decisions.close_many, keys, DecisionState.DONE, "", TODAY).result == wanted
    assert demo_database.write(decisions.close_many, keys, DecisionState.DONE, "", TODAY).result == 0


# ---------------------------------------------------------------- the document


def test_decisions_come_in_the_order_asked_for_with_what_the_screen_shows(demo_database: db.Database) -> None:
    rows = demo_database.read(decisions.register, TODAY)[::-1]
    found = demo_database.read(
        register.compose, tuple(row.id for row in rows), "Toutes", DisclosureLevel.RESTRICTED, TODAY
    )
    assert [line.decision.ref for line in found.lines] == [row.ref for row in rows]
    assert [line.decision.late_days for line in found.lines] == [row.late_days for row in rows]
    assert [line.decision.carried_over for line in found.lines] == [row.carried_over for row in rows]
    assert found.reference == "QRR/2026/11"


@pytest.mark.parametrize("ending", [".pdf", ".xlsx"])
def test_nothing_of_a_restricted_item_is_in_the_partners_version(demo_database: db.Database, ending: str) -> None:
    key = restricted(demo_database, "Fermer le passage Zanzibar")
    keys = (*open_ids(demo_database), key)
    partners = demo_database.read(register.compose, keys, "Ouvertes", DisclosureLevel.PARTNERS, TODAY)
    whole = demo_database.read(register.compose, keys, "Ouvertes", DisclosureLevel.RESTRICTED, TODAY)
    assert "Zanzibar" not in repr(partners)
    assert "Zanzibar" in repr(whole)
    assert catalogue.render("register", ending, partners) != catalogue.render("register", ending, whole)
    with refused("hidden_decisions"):
        demo_database.read(register.compose, (key,), "Décision", DisclosureLevel.PARTNERS, TODAY)


def test_one_decision_alone_has_its_history(demo_database: db.Database) -> None:
    row = next(row for row in demo_database.read(decisions.register, TODAY) if row.ref == "D-12")
    demo_database.write(decision_reminders.remind, (row.id,), TODAY)
    found = demo_database.read(register.compose, (row.id,), "Décision D-12", DisclosureLevel.PARTNERS, TODAY)
    (line,) = found.lines
    assert found.single
    sheet = demo_database.read(decisions.sheet, row.id, TODAY)
    assert len(line.events) == len(sheet.follow_ups) + 1
    assert line.events[-1].state is None
    assert line.first_due is not None
    assert row.due is not None
    assert line.first_due < row.due


def test_a_decision_deleted_meanwhile_is_said_to_be_gone(demo_database: db.Database) -> None:
    with refused("gone"):
        demo_database.read(register.compose, (9999,), "Rien", DisclosureLevel.PARTNERS, TODAY)
