"""What refers to a record is known from the tables, whatever table comes."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from psq_desktop import db, journal
from psq_desktop.errors import UserError
from psq_desktop.models.evaluation import SurveyQuestion
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import Partner
from psq_desktop.models.reserve import Mission, Reservist
from psq_desktop.services import history, links, partners
from psq_desktop.services.steering import objectives
from tests.conftest import TODAY


def missions_by_objective(base: db.Database) -> dict[str, int | None]:
    return base.read(lambda session: {m.title: m.objective_id for m in session.query(Mission)})


def test_an_objective_goes_without_what_was_linked_to_it_and_comes_back_with_its_links(
    demo_database: db.Database,
) -> None:
    rows = demo_database.read(objectives.search, TODAY)
    bikes = next(row.id for row in rows if row.title == "Réduire les rodéos")
    feeling = next(row.id for row in rows if row.title == "Sentiment de sécurité")
    before = missions_by_objective(demo_database)
    assert bikes in before.values()

    step = demo_database.write(objectives.remove, bikes).changes.step
    demo_database.write(objectives.remove, feeling)  # its indicators are questions of surveys
    assert set(missions_by_objective(demo_database)) == set(before)
    assert bikes not in missions_by_objective(demo_database).values()

    def linked(session: Session) -> list[int]:
        return [q.id for q in session.query(SurveyQuestion) if q.indicator_id is not None]

    assert len(demo_database.read(linked)) == 1
    assert step is not None
    demo_database.revert(step, journal.UNDO, history.take_back)
    assert missions_by_objective(demo_database) == before


def test_a_partner_that_only_a_reservist_serves_with_is_in_use(small_base: db.Database) -> None:
    college = small_base.read(lambda session: partners.colleges(session)[0].id)
    key = small_base.write(partners.create, college_id=college, name="Régie de quartier", acronym="RQ").result
    small_base.write(
        lambda session: session.add(Reservist(code="RC-90", category="citizen", last_name="X", partner_id=key))
    )
    with pytest.raises(UserError, match="partner_in_use"):
        small_base.write(partners.remove, key)


def test_what_refers_to_partners_and_objectives_is_found_in_every_table() -> None:
    found = {column.class_.__tablename__ for column in links.columns_to(Partner)}
    assert {"reservist", "mission", "joint_control", "control_service", "outreach_action", "survey", "measure"} <= found
    found = {column.class_.__tablename__ for column in links.columns_to(Objective)}
    assert {"agenda_item", "decision", "mission", "outreach_theme", "equipment_item"} <= found
