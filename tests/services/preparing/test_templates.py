"""Templates of agendas: what the meetings of a formation usually speak of."""

from __future__ import annotations

import datetime as dt

import pytest

from psq_desktop import db
from psq_desktop.services import meetings, partners
from psq_desktop.services.kinds import AgendaRole
from psq_desktop.services.preparing import agenda, templates
from psq_desktop.services.sitting import attendance
from tests.services.helpers import meeting_id, refused

NEXT = dt.date(2027, 3, 8)


@pytest.fixture
def key(demo_database: db.Database) -> int:
    return meeting_id(demo_database, 6)


def titles(base: db.Database, meeting: int) -> list[str]:
    return [item.title.replace("\u00a0", " ") for item in base.read(agenda.items, meeting)]


def formation(base: db.Database, meeting: int) -> int:
    return base.read(meetings.sheet, meeting).formation_id


def create(base: db.Database, meeting: int, day: dt.date = NEXT) -> int:
    return base.write(meetings.create, formation(base, meeting), day, None, "Mairie").result


def test_a_new_meeting_takes_the_template_of_its_formation(demo_database: db.Database, key: int) -> None:
    count = demo_database.write(templates.save_from_meeting, key).result
    saved = demo_database.read(templates.of_formation, formation(demo_database, key))
    assert len(saved) == count == len(titles(demo_database, key))
    assert saved[0].title.replace("\u00a0", " ").endswith("n° {séance précédente}")

    made = create(demo_database, key)
    items = demo_database.read(agenda.items, made)
    first = titles(demo_database, made)[0]
    assert first == "Approbation du compte rendu de la séance n° 6"
    assert titles(demo_database, made)[1:] == titles(demo_database, key)[1:]
    open_ones = demo_database.read(agenda.review_proposals, made, NEXT)
    assert next(item for item in items if item.role is AgendaRole.FOLLOW_UP).reviews == len(open_ones) > 0


def test_without_a_template_the_usual_agenda_stands(demo_database: db.Database, key: int) -> None:
    demo_database.write(templates.save_from_meeting, key)
    demo_database.write(templates.clear, formation(demo_database, key))
    made = create(demo_database, key)
    assert [item.role for item in demo_database.read(agenda.items, made)] == [
        AgendaRole.APPROVAL, AgendaRole.FOLLOW_UP, AgendaRole.ROUND_TABLE,
    ]  # fmt: skip


def test_the_template_adds_what_is_missing_and_doubles_nothing(demo_database: db.Database, key: int) -> None:
    before = titles(demo_database, key)
    demo_database.write(templates.save_from_meeting, key)
    gone = demo_database.read(agenda.items, key)[3]
    demo_database.write(agenda.remove, gone.id)
    demo_database.write(agenda.add, key, "Caméras, 20 min")
    assert demo_database.write(templates.apply, key).result == 1
    assert [title for title in titles(demo_database, key) if title != "Caméras"] == before
    assert demo_database.write(templates.apply, key).result == 0


def test_a_first_meeting_leaves_out_what_speaks_of_one_before(small_base: db.Database) -> None:
    first = small_base.write(meetings.create, 1, NEXT, None, "").result
    second = small_base.write(meetings.create, 1, NEXT + dt.timedelta(days=80), None, "").result
    small_base.write(agenda.add, second, "Bilan de la séance n° 1")
    small_base.write(templates.save_from_meeting, second)
    assert small_base.write(templates.apply, first).result == 0
    assert [item.role for item in small_base.read(agenda.items, first)] == [AgendaRole.ROUND_TABLE]
    saved = [row.title for row in small_base.read(templates.of_formation, 1)]
    assert "Bilan de la séance n° {séance précédente}" in saved


def test_validated_minutes_refuse_the_template(demo_database: db.Database, key: int) -> None:
    demo_database.write(templates.save_from_meeting, key)
    with refused("minutes_locked"):
        demo_database.write(templates.apply, meeting_id(demo_database, 4))


def test_a_partner_that_only_a_template_names_can_be_deleted(small_base: db.Database) -> None:
    college = small_base.read(partners.colleges)[0].id
    gone = small_base.write(partners.create, college, "Bailleur", "BA").result
    meeting = small_base.write(meetings.create, 1, NEXT, None, "").result
    seat = next(seat for seat in small_base.read(attendance.seats, meeting) if seat.partner_id == gone)
    item = small_base.read(agenda.items, meeting)[0]
    small_base.write(agenda.set_rapporteur, item.id, gone)
    small_base.write(templates.save_from_meeting, meeting)
    small_base.write(agenda.set_rapporteur, item.id, None)
    small_base.write(attendance.remove, seat.id)
    small_base.write(partners.remove, gone)
    assert [row.rapporteur_id for row in small_base.read(templates.of_formation, 1)] == [None]
