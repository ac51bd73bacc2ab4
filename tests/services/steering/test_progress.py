"""The progress document: what each version shows, and what it keeps to the committee."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from typing import Any

import pytest

from psq_desktop import db
from psq_desktop.services import meetings, partners
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import CommitmentState, DisclosureLevel, OutlookState
from psq_desktop.services.preparing import agenda
from psq_desktop.services.steering import axes, commitments, measures, objectives, progress, readings, supports
from psq_desktop.services.steering.progress_rows import AxisSummary, ProgressDocument
from psq_desktop.services.steering.readings import Draft
from tests.conftest import TODAY
from tests.services.concerted import Made
from tests.services.helpers import refused

PUBLIC, PARTNERS, RESTRICTED = DisclosureLevel
ONE = dt.timedelta(days=1)


def compose(made: Made, level: DisclosureLevel = RESTRICTED, **more: Any) -> ProgressDocument:
    return made.base.read(progress.compose, TODAY, level, **more)


def words(document: ProgressDocument) -> str:
    plain = {key: value for key, value in asdict(document).items() if key != "matrix"}
    return json.dumps(plain, default=str, ensure_ascii=False)


@pytest.fixture
def told(made: Made) -> Made:
    """The objective is public; persons and a request for support are named in it."""
    made.base.write(objectives.set_field, made.objective, "disclosure", PUBLIC)
    key = made.indicator(baseline=0.0, target=10.0)
    made.reading(key, TODAY, 4.0, author="Léa Relevé")
    made.declare(OutlookState.SECURED)
    made.base.write(commitments.create, made.objective, made.helper, "Part", referent_id=made.contacts[1])
    made.base.write(supports.create, made.objective, made.helper, "Un appui discret", on=TODAY)
    return made


PERSONS = ("Léa Relevé", "M. Pilote", "Personne BA")
NOTES = ("releves_dupont.xlsx", "Feuille1!B4", "Vu avec le gardien", "Le référent est absent", "Le devis traîne")


def test_the_public_version_names_no_person_and_no_request(told: Made) -> None:
    known = words(compose(told, PARTNERS))
    assert all(name in known for name in (*PERSONS, "Un appui discret"))
    public = compose(told, PUBLIC)
    assert not [name for name in (*PERSONS, "Un appui discret") if name in words(public)]
    (sheet,) = public.sheets
    assert (sheet.row.progress, sheet.commitments[0].partner, sheet.outlooks[0].state) == (
        0.4, "Bailleur", OutlookState.SECURED,
    )  # fmt: skip


def test_the_public_version_holds_no_working_note_and_no_origin(told: Made) -> None:
    (key,) = [i.id for s in compose(told).sheets for i in s.indicators]
    draft = Draft(TODAY, 4.0, origin_file=NOTES[0], origin_cell=NOTES[1], comment=NOTES[2])
    told.base.write(readings.record, key, draft, TODAY, replace=True)
    (part,) = [c.id for s in compose(told).sheets for c in s.commitments]
    told.base.write(commitments.set_field, part, "comment", NOTES[3])
    step = told.base.write(measures.create, told.objective, "Étape").result
    told.base.write(measures.set_field, step, "comment", NOTES[4])
    assert all(note in words(compose(told, PARTNERS)) for note in NOTES)
    assert not [note for note in NOTES if note in words(compose(told, PUBLIC))]


def test_the_public_version_tells_no_request_among_the_changes(told: Made) -> None:
    formation = told.base.read(meetings.propose, TODAY).formations[0].id
    meeting = told.base.write(meetings.create, formation, dt.date(2020, 1, 6), None, "Mairie").result
    told.base.write(meetings.close, meeting, dt.time(11))
    assert "support" in {line.kind for line in compose(told, PARTNERS).since.lines}
    kinds = {line.kind for line in compose(told, PUBLIC).since.lines}
    assert "support" not in kinds and "outlook" in kinds


@pytest.mark.parametrize("level", DisclosureLevel)
@pytest.mark.parametrize("of_item", DisclosureLevel)
def test_linked_items_and_their_decisions_show_from_their_own_level_on(
    told: Made, level: DisclosureLevel, of_item: DisclosureLevel
) -> None:
    formation = told.base.read(meetings.propose, TODAY).formations[0].id
    meeting = told.base.write(meetings.create, formation, TODAY + ONE, None, "Mairie").result
    item = told.base.write(agenda.add_objective, meeting, told.objective).result
    told.base.write(agenda.set_field, item, "title", "Point discret")
    told.base.write(agenda.set_field, item, "disclosure", of_item)
    told.base.write(decisions.create, meeting, "Décision discrète", item_id=item)
    text = words(compose(told, level))
    assert ("Point discret" in text, "Décision discrète" in text) == ((of_item.rank <= level.rank,) * 2)


@pytest.mark.parametrize("level", DisclosureLevel)
def test_a_decision_outside_any_item_is_the_partners(told: Made, level: DisclosureLevel) -> None:
    formation = told.base.read(meetings.propose, TODAY).formations[0].id
    meeting = told.base.write(meetings.create, formation, TODAY + ONE, None, "Mairie").result
    told.base.write(decisions.create, meeting, "Hors point", objective_id=told.objective)
    assert ("Hors point" in words(compose(told, level))) is (level is not PUBLIC)


@pytest.mark.parametrize("level", DisclosureLevel)
def test_an_objective_above_the_level_is_nowhere(demo_database: db.Database, level: DisclosureLevel) -> None:
    for row, of_objective in zip(demo_database.read(objectives.search, TODAY), DisclosureLevel, strict=False):
        demo_database.write(objectives.set_field, row.id, "disclosure", of_objective)
    document = demo_database.read(progress.compose, TODAY, level)
    hidden = [r for r in demo_database.read(objectives.search, TODAY) if r.disclosure.rank > level.rank]
    assert bool(hidden) is (level is not RESTRICTED)
    shown = {sheet.row.id for sheet in document.sheets}
    assert not shown & {row.id for row in hidden}
    assert shown == {row.id for row in document.matrix.objectives} == {o for _, o in document.matrix.cells}
    assert sum(axis.objectives for axis in document.axes) == len(shown)
    assert sum(sum(p.outlooks) for p in document.pilots) == len([s for s in document.sheets if s.row.pilot_id])
    text = words(document)
    assert not [row.title for row in hidden if row.title in text]


def test_one_partner_sees_what_it_has_a_part_in(told: Made) -> None:
    other = told.base.write(objectives.create, told.axis, "Autre", pilot_id=told.third).result
    document = compose(told, partner_id=told.third)
    assert [s.row.id for s in document.sheets] == [other]
    assert document.partner is not None and document.partner.acronym == "AS"
    assert [s.row.id for s in compose(told, objective_id=told.objective).sheets] == [told.objective]
    assert compose(told).partner is None


def test_axes_are_means_of_what_is_known(told: Made) -> None:
    told.base.write(objectives.create, told.axis, "Sans mesure")
    told.base.write(axes.create, "Axe sans objectif")
    (axis,) = compose(told).axes
    assert axis == AxisSummary(1, "Présence", 2, 0.4, 325 / 364, True)


def test_pilots_first_by_number_of_objectives_then_the_others_together(told: Made) -> None:
    for title in ("Deux", "Trois"):
        told.base.write(objectives.create, told.axis, title, pilot_id=told.third)
    kept = told.base.write(commitments.create, told.objective, told.helper, "Tenue").result
    told.base.write(commitments.set_state, kept, CommitmentState.KEPT, TODAY)
    found = compose(told).pilots
    assert [(p.name, sum(p.outlooks), p.kept, p.taken, p.partners) for p in found] == [
        ("Association", 2, 0, 0, 1), ("Ville", 1, 0, 0, 1), ("", 0, 1, 1, 1),
    ]  # fmt: skip
    assert found[1].outlooks == tuple(int(state is OutlookState.SECURED) for state in OutlookState)


@pytest.mark.parametrize("level", DisclosureLevel)
def test_counts_of_the_register_are_of_what_may_be_read(demo_database: db.Database, level: DisclosureLevel) -> None:
    document = demo_database.read(progress.compose, TODAY, level)
    register = [
        d
        for d in demo_database.read(decisions.register, TODAY)
        if not d.state.closed and d.disclosure.rank <= level.rank
    ]
    assert document.open_decisions == len(register)
    assert document.late_decisions == sum(d.late_days > 0 for d in register)
    assert document.partners == len(demo_database.read(partners.search, TODAY))


def test_a_base_that_is_not_set_up_has_no_document(empty_database: db.Database) -> None:
    with refused("no_committee"):
        empty_database.read(progress.compose, TODAY)
