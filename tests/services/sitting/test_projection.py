"""What the room sees: nothing restricted, no note, no person, no phone number."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from psq_desktop import db, richtext
from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.committee import Committee
from psq_desktop.models.objective import Objective
from psq_desktop.models.partner import Contact
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import AttendanceStatus, DecisionKind, DisclosureLevel
from psq_desktop.services.preparing import agenda
from psq_desktop.services.preparing.agenda import ItemRow
from psq_desktop.services.sitting import attendance, live, projection
from psq_desktop.services.sitting.live_rows import Progress
from psq_desktop.services.sitting.projection import COVER, ProjectionView, covered
from tests.conftest import TODAY
from tests.services.helpers import meeting_id, refused

AT = 1_797_000_000
PHONE = "03 21 99 88 77"
SECRETS = ("Ornithorynque", "Baobab", "Cerf-volant", "Grenadine", "Trombone")


@pytest.fixture
def key(demo_database: db.Database) -> int:
    """A meeting in session: its fourth item is restricted, secrets stand wherever they must not show."""
    base, key = demo_database, meeting_id(demo_database, 6)
    base.write(live.start, key, AT, dt.time(14, 30))
    secret = items(base, key)[3].id
    for name, value in (
        ("title", SECRETS[0]), ("rapporteur_text", SECRETS[1]), ("disclosure", DisclosureLevel.RESTRICTED)
    ):  # fmt: skip
        base.write(agenda.set_field, secret, name, value)
    base.write(decisions.create, key, SECRETS[2], item_id=secret)
    base.write(_spoil, key)
    return key


def _spoil(session: Session, key: int) -> None:
    for item in session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == key)):
        item.notes = richtext.dumps(richtext.plain(f"{SECRETS[3]}, joindre le {PHONE}"))
        item.rapporteur_text = SECRETS[4]
    for committee in session.scalars(select(Committee)):
        committee.secretary_phone = PHONE
    for contact in session.scalars(select(Contact)):
        contact.phone = PHONE


def items(base: db.Database, key: int) -> tuple[ItemRow, ...]:
    return base.read(agenda.items, key)


def seen(base: db.Database, key: int) -> ProjectionView:
    return base.read(projection.view, key, TODAY)


def _people(session: Session) -> list[str]:
    return [name for name in session.scalars(select(Contact.last_name)) if name]


def test_whatever_item_is_spoken_of_no_secret_person_or_number_is_shown(demo_database: db.Database, key: int) -> None:
    people = demo_database.read(_people)
    assert len(people) > 10
    for item in items(demo_database, key):
        demo_database.write(live.go_to, key, item.id, AT)
        demo_database.write(
            decisions.create, key, f"Rappeler le {PHONE} avant lundi", item_id=item.id, kind=DecisionKind.ACTION
        )  # fmt: skip
        told = repr((seen(demo_database, key), demo_database.read(projection.reading, key, TODAY)))
        assert f"Rappeler le {COVER} avant lundi" in told
        assert not [secret for secret in (*SECRETS, PHONE) if secret in told]
        assert not [name for name in people if re.search(rf"\b{re.escape(name)}\b", told)]


def test_a_reserved_item_has_its_rank_and_its_time_alone(demo_database: db.Database, key: int) -> None:
    secret = items(demo_database, key)[3]
    demo_database.write(live.go_to, key, secret.id, AT + 60)
    view = seen(demo_database, key)
    current = view.current
    assert current is not None
    assert (current.number, current.reserved, current.title, current.seconds(AT + 90)) == (4, True, "", 30)
    assert (current.objective, current.decisions) == (None, ())
    assert [item.number for item in view.rail] == [1, 2, 3, 5, 6, 7]
    assert view.total == 7


def test_what_comes_next_is_the_first_item_to_come_that_may_be_named(demo_database: db.Database, key: int) -> None:
    third = items(demo_database, key)[2]
    demo_database.write(live.go_to, key, third.id, AT + 60)
    view = seen(demo_database, key)
    assert view.following is not None and view.following.number == 5
    assert [item.progress for item in view.rail[:3]] == [Progress.LEFT, Progress.COMING, Progress.CURRENT]


def test_an_item_shows_the_figures_of_its_objective_unless_that_is_restricted(
    demo_database: db.Database, key: int
) -> None:
    third = items(demo_database, key)[2]
    demo_database.write(live.go_to, key, third.id, AT + 60)
    view = seen(demo_database, key)
    assert view.current is not None and view.current.objective is not None
    assert 1 <= len(view.current.objective.figures) <= projection.FIGURES

    def restrict(session: Session) -> None:
        assert third.objective_id is not None
        session.get_one(Objective, third.objective_id).disclosure = DisclosureLevel.RESTRICTED

    demo_database.write(restrict)
    view = seen(demo_database, key)
    assert view.current is not None and view.current.objective is None


def test_members_are_counted_and_guests_are_not(demo_database: db.Database, key: int) -> None:
    seats = {seat.acronym: seat for seat in demo_database.read(attendance.seats, key)}
    for acronym, status in (
        ("VC", AttendanceStatus.PRESENT), ("HD", AttendanceStatus.REPRESENTED), ("OM", AttendanceStatus.EXCUSED),
        ("PM", AttendanceStatus.ABSENT), ("PR", AttendanceStatus.PRESENT),
    ):  # fmt: skip
        demo_database.write(attendance.set_status, seats[acronym].id, status, "Mme Remplaçante")
    assert seats["PR"].guest
    before = [seat for seat in seats.values() if seat.status is not AttendanceStatus.EXPECTED and not seat.guest]
    assert before == []
    view = seen(demo_database, key)
    assert (view.present, view.excused, view.absent) == (2, 1, 1)


def test_restricted_decisions_are_counted_but_not_read(demo_database: db.Database, key: int) -> None:
    demo_database.write(decisions.create, key, "Poser dix potelets")
    reading = demo_database.read(projection.reading, key, TODAY)
    assert ([decision.text for decision in reading.decisions], reading.reserved) == (["Poser dix potelets"], 1)


def test_a_meeting_that_is_no_more_is_refused(demo_database: db.Database) -> None:
    with refused("gone"):
        demo_database.read(projection.view, 999, TODAY)


@pytest.mark.parametrize(
    "number",
    ["0321998877", "03 21 99 88 77", "03.21.99.88.77", "03-21-99-88-77", "03\u00a021\u202f99 88 77", "06 12 345 678",
     "+33 3 21 99 88 77", "+33 (0)3 21 99 88 77", "0033321998877", "00 33 3 21 99 88 77", "+32 2 555 12 12"],
)  # fmt: skip
def test_phone_numbers_are_covered_however_they_are_written(number: str) -> None:
    assert covered(f"tél. {number}, le matin") == f"tél. {COVER}, le matin"


@pytest.mark.parametrize(
    "text",
    ["avant le 05-12-2026 14 h", "du 01/10/2026 au 31/12/2026", "loi n° 2007-297 du 5 mars 2007", "1 284 500 €",
     "de 9 h 00 à 12 h 30", "entrées 8, 10 et 12", "appeler le 17 ou le 3114", "05.12.2026 08 h 30"],
)  # fmt: skip
def test_dates_and_figures_are_left_alone(text: str) -> None:
    assert covered(text) == text
