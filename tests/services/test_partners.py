"""Partners, their dated names, contacts and mandates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from psq_desktop import db
from psq_desktop.services import partners
from psq_desktop.services.kinds import MandateRole
from psq_desktop.services.steering import commitments, measures, objectives, supports
from tests.conftest import TODAY
from tests.services.concerted import Made
from tests.services.helpers import problem, refused


def by_acronym(base: db.Database, acronym: str) -> int:
    return next(p.id for p in base.read(partners.search, TODAY) if p.acronym == acronym)


@pytest.mark.parametrize(
    ("name", "acronym", "wanted"),
    [("", "X", ("name", "required")), ("Nom", "", ("acronym", "required")),
     ("VILLE DE CALAIS", "X", ("name", "partner_exists")), ("ddsp 62", "X", ("name", "partner_exists")),
     (" Ville\u00a0de Calais ", "X", ("name", "partner_exists"))],
)  # fmt: skip
def test_a_partner_that_cannot_be(demo_database: db.Database, name: str, acronym: str, wanted: tuple[str, str]) -> None:
    with refused("invalid") as caught:
        demo_database.write(partners.create, 1, name, acronym)
    assert problem(caught)[:2] == wanted
    assert len(demo_database.read(partners.search, TODAY)) == 16


def test_a_new_partner_joins_the_formation_that_convenes_all(demo_database: db.Database) -> None:
    from psq_desktop.services import meetings

    demo_database.write(partners.create, 1, "Nouveau", "NO")
    formations = demo_database.read(meetings.propose, TODAY).formations
    assert [f.members for f in formations] == [17, 8, 6]


def test_a_name_without_a_day_corrects_the_current_one(demo_database: db.Database) -> None:
    key = by_acronym(demo_database, "DIPN")
    demo_database.write(partners.rename, key, "DIPN du Pas-de-Calais", "DIPN", None)
    names = demo_database.read(partners.sheet, key, TODAY).names
    assert [(n.name, n.valid_from) for n in names] == [
        ("DDSP 62", None), ("DIPN du Pas-de-Calais", TODAY - dt.timedelta(days=365)),
    ]  # fmt: skip


def test_the_only_name_is_not_removed(demo_database: db.Database) -> None:
    (name,) = demo_database.read(partners.sheet, by_acronym(demo_database, "VC"), TODAY).names
    with refused("only_name"):
        demo_database.write(partners.remove_name, name.id)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [({}, ("last_name", "required")), ({"mailbox": True}, ("email", "required")),
     ({"last_name": "Dupont", "email": "dupont"}, ("email", "email_shape")),
     ({"last_name": "Dupont", "email": "a b@c.fr"}, ("email", "email_shape")),
     ({"last_name": "Dupont", "email": f"{'a' * 250}@c.fr"}, ("email", "email_shape")),
     ({"last_name": "Dupont", "email": "=?utf-8?q?=0D=0ABcc=20evil@x.fr?="}, ("email", "email_shape")),
     ({"last_name": "Dupont"}, None), ({"mailbox": True, "email": "boite@exemple.invalid"}, None)],
)  # fmt: skip
def test_what_a_contact_needs(
    demo_database: db.Database, values: dict[str, Any], wanted: tuple[str, str] | None
) -> None:
    key, before = by_acronym(demo_database, "VC"), len(demo_database.read(partners.contacts))
    if wanted:
        with refused("invalid") as caught:
            demo_database.write(partners.add_contact, key, **values)
        assert problem(caught)[:2] == wanted
    else:
        demo_database.write(partners.add_contact, key, **values)
    assert len(demo_database.read(partners.contacts)) == before + (wanted is None)


@pytest.mark.parametrize(
    ("start", "end", "current", "soon"),
    [(-10, None, True, False), (-10, -1, False, False), (-10, 0, True, True), (0, 0, True, True),
     (1, None, False, False), (-10, 60, True, True), (-10, 61, True, False)],
)  # fmt: skip
def test_a_mandate_holds_from_one_day_to_another_both_included(
    demo_database: db.Database, start: int, end: int | None, current: bool, soon: bool
) -> None:
    key = by_acronym(demo_database, "VC")
    contact = demo_database.write(partners.add_contact, key, last_name="Essai").result
    until = None if end is None else TODAY + dt.timedelta(days=end)
    made = demo_database.write(
        partners.add_mandate, contact, MandateRole.SUBSTITUTE, TODAY + dt.timedelta(days=start), until
    ).result
    found = next(m for m in demo_database.read(partners.mandates, key, TODAY) if m.id == made)
    assert (found.current, found.ends_soon) == (current, soon)


def test_a_mandate_never_ends_before_it_starts(demo_database: db.Database) -> None:
    with refused("invalid") as caught:
        demo_database.write(partners.add_mandate, 2, MandateRole.HOLDER, TODAY, TODAY - dt.timedelta(days=1))
    assert problem(caught)[:2] == ("ends_on", "ends_before_start")
    mandate = demo_database.read(partners.mandates, 1, TODAY)[0]
    with refused("invalid"):
        demo_database.write(partners.set_mandate, mandate.id, "ends_on", mandate.starts_on - dt.timedelta(days=1))


def test_who_took_part_stays(demo_database: db.Database) -> None:
    key = by_acronym(demo_database, "PM")
    with refused("partner_in_use"):
        demo_database.write(partners.remove, key)
    sat = next(c for c in demo_database.read(partners.contacts) if c.last_name == "Pollet")
    with refused("contact_in_use"):
        demo_database.write(partners.remove_contact, sat.id)


def test_a_partner_that_pilots_stays_and_its_objectives_are_named(made: Made) -> None:
    for title in ("Deux", "Trois", "Quatre"):
        made.base.write(objectives.create, made.axis, title, pilot_id=made.pilot)
    made.base.write(commitments.create, made.objective, made.pilot, "Part")
    with refused("partner_pilots") as caught:
        made.base.write(partners.remove, made.pilot)
    assert caught.value.params == {"name": "Ville", "titles": "Réduire les rodéos ; Deux ; Trois", "count": 4}


PARTS: dict[str, Callable[[Made], object]] = {
    "helps": lambda m: m.base.write(objectives.set_associates, m.objective, (m.third,)),
    "commits": lambda m: m.base.write(commitments.create, m.objective, m.third, "Part"),
    "owns": lambda m: m.base.write(measures.create, m.objective, "Étape", owner_id=m.third),
    "provides": lambda m: m.indicator(provider_id=m.third),
    "asks": lambda m: m.base.write(supports.create, m.objective, m.third, "Aide", on=TODAY),
    "is asked": lambda m: m.base.write(supports.create, m.objective, m.helper, "Aide", on=TODAY, asked_of_id=m.third),
}


@pytest.mark.parametrize("part", PARTS)
def test_a_partner_with_a_part_in_an_objective_stays_until_it_has_none(made: Made, part: str) -> None:
    PARTS[part](made)
    with refused("partner_in_use"):
        made.base.write(partners.remove, made.third)
    made.base.write(objectives.remove, made.objective)
    made.base.write(partners.remove, made.third)
    assert db.check(made.base) == []


def test_who_answers_for_a_share_stays(made: Made) -> None:
    key = made.base.write(commitments.create, made.objective, made.helper, "Part", referent_id=made.contacts[1]).result
    with refused("contact_in_use"):
        made.base.write(partners.remove_contact, made.contacts[1])
    made.base.write(commitments.set_field, key, "referent_id", None)
    made.base.write(partners.remove_contact, made.contacts[1])


def test_a_partner_that_took_part_in_nothing_goes_with_all_it_has(demo_database: db.Database) -> None:
    key = demo_database.write(partners.create, 1, "Éphémère", "EP").result
    contact = demo_database.write(partners.add_contact, key, last_name="Brève").result
    demo_database.write(partners.add_mandate, contact, MandateRole.HOLDER, TODAY)
    demo_database.write(partners.remove, key)
    assert len(demo_database.read(partners.search, TODAY)) == 16
    assert db.check(demo_database) == []


@pytest.mark.parametrize("text", ["eco", "ÉCO", "écoute"])
def test_search_ignores_accents(demo_database: db.Database, text: str) -> None:
    assert [p.acronym for p in demo_database.read(partners.search, TODAY, text)] == ["EV"]
