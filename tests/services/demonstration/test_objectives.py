"""The objectives of the demonstration base hold the figures that the product's description gives, whatever the day."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from psq_desktop import db, demonstration
from psq_desktop.services import meetings, partners
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import (
    CommitmentState,
    Direction,
    DisclosureLevel,
    MeasureState,
    OutlookState,
    Period,
    ReadingStatus,
    SupportState,
)
from psq_desktop.services.preparing import agenda
from psq_desktop.services.steering import axes, commitments, measures, objectives
from psq_desktop.services.steering.progress_rows import ObjectiveSheet
from tests.conftest import ACTOR, TODAY

SURE, FAIR = OutlookState.SECURED, OutlookState.ATTAINABLE
HELP, LOST, UNTOLD = OutlookState.SUPPORT_NEEDED, OutlookState.COMPROMISED, OutlookState.UNKNOWN
AXES = {
    1: "Habitat et cadre de vie",
    2: "Mobilités et espace public",
    3: "Jeunesse et prévention",
    4: "Présence et contrôle",
    5: "Proximité et accueil",
}
OBJECTIVES = {
    "1.1": ("Libérer les halls", "HD", FAIR),
    "1.2": ("Réparer vite les parties communes", "HD", SURE),
    "1.3": ("Éclairage et vidéoprotection", "VC", SURE),
    "1.4": ("Véhicules épaves", "VC", UNTOLD),
    "2.1": ("Bus du soir sûrs", "OM", FAIR),
    "2.2": ("Alerte conducteur en moins de 3\xa0min", "OM", HELP),
    "2.3": ("Réduire les rodéos", "VC", LOST),
    "3.1": ("Abords du collège apaisés", "DSD", SURE),
    "3.2": ("Repérer le décrochage", "DSD", FAIR),
    "3.3": ("Travail d’intérêt général dans le quartier", "PR", SURE),
    "4.1": ("Contrôles inter-services", "DIPN", FAIR),
    "4.2": ("Développer la réserve citoyenne", "DIPN", HELP),
    "5.1": ("Rendre compte aux habitants", "VC", FAIR),
    "5.2": ("Accueil des victimes", "DIPN", FAIR),
    "5.3": ("Sentiment de sécurité", "SPC", FAIR),
}
# objective, rank of the indicator, a word of its title: baseline, now, target
FIGURES = {
    ("1.1", 1, "Signalements"): (46, 31, 23),
    ("1.1", 2, "Délai"): (12, 7, 5),
    ("1.2", 1, "Remises en état"): (41, 68, 85),
    ("1.3", 1, "Pannes"): (27, 10, 5),
    ("1.3", 2, "Caméras"): (0, 4, 6),
    ("2.1", 1, "Incidents"): (9.4, 7.9, 6.0),
    ("2.1", 2, "détournés"): (11, 6, 3),
    ("2.2", 1, "géolocalisées"): (0, 35, 90),
    ("2.3", 1, "été"): (64, 71, 35),
    ("2.3", 2, "Aménagements"): (0, 1, 4),
    ("3.1", 1, "Faits"): (18, 12, 9),
    ("3.1", 2, "Présence"): (35, 70, 90),
    ("3.2", 1, "Collégiens"): (0, 22, 40),
    ("3.2", 2, "Ateliers"): (0, 5, 10),
    ("3.3", 1, "Places"): (3, 9, 12),
    ("4.1", 1, "Opérations"): (1, 2, 3),
    ("4.1", 2, "Établissements"): (6, 13, 20),
    ("4.2", 1, "actifs"): (2, 6, 12),
    ("4.2", 2, "Heures"): (18, 74, 150),
    ("5.1", 1, "Permanences"): (1, 3, 4),
    ("5.1", 2, "retour"): (20, 55, 80),
    ("5.2", 1, "Attente"): (52, 38, 25),
    ("5.2", 2, "Satisfaction"): (58, 66, 80),
    ("5.2", 3, "Plaintes"): (31, 36, None),
    ("5.3", 1, "Habitants"): (38, 43, 55),
    ("5.3", 2, "élus"): (4.2, 5.1, 6.5),
}
Made = tuple[db.Database, dt.date, dict[str, ObjectiveSheet]]
DAYS = [TODAY, dt.date(2024, 2, 29), dt.date(2026, 3, 1), dt.date(2026, 12, 31)]


@pytest.fixture(scope="module", params=DAYS, ids=str)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    database = db.create(tmp_path_factory.mktemp("demo") / "demo.psq", ACTOR)
    request.addfinalizer(database.close)
    today: dt.date = request.param
    demonstration.fill(database, today)
    rows = database.read(objectives.search, today)
    return database, today, {row.code: database.read(objectives.sheet, row.id, today) for row in rows}


def test_fifteen_objectives_under_five_axes_with_their_pilot_and_outlook(made: Made) -> None:
    base, _, sheets = made
    assert {axis.number: axis.name for axis in base.read(axes.search)} == AXES
    assert {code: (s.row.title, s.row.acronym, s.row.outlook) for code, s in sheets.items()} == OBJECTIVES


@pytest.mark.parametrize(("code", "rank", "word"), FIGURES)
def test_an_indicator_went_from_its_baseline_to_the_figure_of_today(
    made: Made, code: str, rank: int, word: str
) -> None:
    _, _, sheets = made
    indicator = sheets[code].indicators[rank - 1]
    assert word in indicator.title
    assert (indicator.baseline, indicator.value, indicator.target) == FIGURES[code, rank, word]
    assert indicator.main == (rank == 1)
    assert indicator.provider and indicator.source
    last = indicator.readings[-1]
    assert (last.status, last.value) == (ReadingStatus.VALUE, indicator.value)


def test_wrecks_have_been_silent_for_ninety_four_days_and_have_no_figure_of_today(made: Made) -> None:
    _, today, sheets = made
    wrecks = sheets["1.4"]
    assert (wrecks.row.outlook, wrecks.row.silent_days, wrecks.row.gap) == (UNTOLD, 94, None)
    assert wrecks.row.last_report == today - dt.timedelta(days=94)
    (indicator,) = wrecks.indicators
    assert (indicator.baseline, indicator.value, indicator.target) == (8, None, 20)
    assert wrecks.row.progress is None and indicator.readings[-1].value is not None


def test_only_controls_and_the_feeling_of_safety_contradict_their_pilots(made: Made) -> None:
    _, _, sheets = made
    gaps = {code: s.row.gap for code, s in sheets.items() if s.row.gap}
    assert {code: (gap.points, gap.silent_days) for code, gap in gaps.items()} == {
        "4.1": (-41, None),
        "5.3": (-36, None),
    }
    for code, s in sheets.items():
        if s.row.outlook.confident and code not in gaps:
            assert s.row.progress is not None and s.row.elapsed is not None
            assert s.row.elapsed - s.row.progress < 0.21, code
            assert s.row.silent_days is not None and s.row.silent_days <= 60, code


def test_readings_cover_a_year_and_none_comes_from_the_future(made: Made) -> None:
    _, today, sheets = made
    for code, s in sheets.items():
        for indicator in s.indicators:
            first, last = indicator.readings[0], indicator.readings[-1]
            if code != "1.4":
                assert 355 <= (last.ends_on - first.ends_on).days <= 430, indicator.title
            assert last.ends_on < today
            assert indicator.baseline_on is not None
            assert all(r.ends_on <= r.reported_on <= today for r in indicator.readings), indicator.title
            assert all(r.author for r in indicator.readings)
            for r in indicator.readings:
                low = indicator.lowest if indicator.lowest is not None else 1
                high = indicator.highest if indicator.highest is not None else float("inf")
                assert r.value is None or low <= r.value <= high


def test_the_four_ways_to_have_no_number_are_all_there(made: Made) -> None:
    _, _, sheets = made
    readings = [r for s in sheets.values() for i in s.indicators for r in i.readings]
    assert {r.status for r in readings} == set(ReadingStatus)
    assert any(r.value == 0 for r in readings)
    assert all((r.value is None) == (r.status is not ReadingStatus.VALUE) for r in readings)
    assert any(r.provisional for r in readings)
    assert any(r.origin_file and r.origin_cell for r in readings)
    assert sheets["1.4"].indicators[0].readings[-1].ends_on < made[1] - dt.timedelta(days=94)  # then nothing was sent


def test_every_way_to_read_an_indicator_is_there_and_the_first_is_judged(made: Made) -> None:
    _, _, sheets = made
    found = [i for s in sheets.values() for i in s.indicators]
    assert {i.direction for i in found} == set(Direction)
    assert {i.title for i in found if i.direction is Direction.NEUTRAL} == {
        "Établissements contrôlés",
        "Plaintes par mois",
    }
    assert all(s.indicators[0].direction in (Direction.UP, Direction.DOWN) for s in sheets.values())
    assert all(i.highest == 100 for i in found if i.unit == "%")


def test_surveys_say_how_many_people_answered(made: Made) -> None:
    _, _, sheets = made
    residents, elected = sheets["5.3"].indicators
    assert residents.period is elected.period is Period.ONCE
    assert [len(residents.readings), len(elected.readings)] == [3, 3]
    assert (residents.readings[-1].sample, elected.readings[-1].sample) == (412, 17)


def test_every_objective_is_told_whole(made: Made) -> None:
    _, today, sheets = made
    for code, s in sheets.items():
        assert 0 < len(s.row.short_title) <= 12, code
        assert s.finding and s.public and s.success and s.associates, code
        assert any(character.isdigit() for character in s.finding) or code in ("3.3", "4.1", "4.2"), code
        assert s.row.start is not None and s.row.due is not None and s.row.start < today < s.row.due, code
        assert 3 <= len(s.commitments) <= 4 and 2 <= len(s.measures) <= 4, code
        assert any(m.milestone for m in s.measures), code
        assert 2 <= len(s.outlooks) <= 4 and all(o.author and o.comment and o.on <= today for o in s.outlooks), code
        if s.row.outlook is not UNTOLD:
            assert 10 <= (today - s.outlooks[0].on).days <= 45, code
    levels = Counter(s.row.disclosure for s in sheets.values())
    assert (levels[DisclosureLevel.PUBLIC], levels[DisclosureLevel.RESTRICTED]) == (2, 0)


def test_every_partner_answers_for_several_commitments_in_all_states(made: Made) -> None:
    base, today, _ = made
    found = base.read(commitments.search, today)
    people = {c.id: c.partner_id for c in base.read(partners.contacts)}
    by_partner = Counter(c.partner_id for c in found)
    assert set(by_partner) == {p.id for p in base.read(partners.search, today)}
    assert min(by_partner.values()) >= 2
    assert {c.state for c in found} == set(CommitmentState)
    assert 4 <= sum(c.late_days > 0 for c in found) <= 6
    for c in found:
        assert c.referent_id is not None and people[c.referent_id] == c.partner_id
        assert (c.accepted_on is None) == (c.state is CommitmentState.PROPOSED), c.text
        assert c.accepted_on is None or c.accepted_on <= today
        assert c.comment or c.state not in (
            CommitmentState.PARTIAL,
            CommitmentState.NOT_KEPT,
            CommitmentState.ABANDONED,
        ), c.text
        assert c.share == 100 or c.state is not CommitmentState.KEPT


def test_the_prosecutor_accepted_what_it_pilots(made: Made) -> None:
    _, _, sheets = made
    own = [c for c in sheets["3.3"].commitments if c.acronym == "PR"]
    assert own and all(c.accepted_on is not None for c in own)


def test_steps_are_dated_when_done_and_some_are_late(made: Made) -> None:
    base, today, sheets = made
    found = base.read(measures.search, today)
    starts = {s.row.id: s.row.start for s in sheets.values()}
    assert {m.state for m in found} == set(MeasureState)
    assert 3 <= sum(m.late_days > 0 for m in found) <= 6
    for m in found:
        start = starts[m.objective_id]
        assert m.due is not None and start is not None and m.due >= start, m.text
        assert (m.done_on is not None) == (m.state is MeasureState.DONE), m.text
        assert m.done_on is None or m.done_on <= today


def test_support_is_asked_granted_and_refused(made: Made) -> None:
    _, _, sheets = made
    found = {code: s.supports for code, s in sheets.items() if s.supports}
    assert {code: rows[0].state for code, rows in found.items()} == {
        "1.4": SupportState.REFUSED,
        "2.2": SupportState.ASKED,
        "2.3": SupportState.ASKED,
        "4.2": SupportState.ASKED,
        "5.2": SupportState.GRANTED,
    }
    assert found["2.2"][0].asked_of == "DIPN 62"
    assert found["2.3"][0].asked_of_id is None and found["2.3"][0].escalated_on is not None
    for rows in found.values():
        assert bool(rows[0].answer) == (rows[0].state is not SupportState.ASKED)


def test_meetings_and_their_decisions_name_the_objective(made: Made) -> None:
    base, today, sheets = made
    assert [d.ref for d in sheets["1.2"].decisions] and [i.meeting_number for i in sheets["2.2"].items] == [4]
    linked = {key for s in sheets.values() for key in (d.id for d in s.decisions)}
    register = base.read(decisions.register, today)
    assert [d.number for d in register if d.id not in linked] == [1, 5]  # how the committee works
    items = {i.item_id for s in sheets.values() for i in s.items}
    for meeting in base.read(meetings.search):
        own = {i.id for i in base.read(agenda.items, meeting.id)}
        assert len(own & items) >= 3, meeting.number
