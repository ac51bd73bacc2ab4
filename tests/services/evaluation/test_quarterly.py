"""The quarterly note: drafted from the data, edited without being lost, safe for the partners."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from psq_desktop import db
from psq_desktop.errors import UserError
from psq_desktop.exports import catalogue
from psq_desktop.models.objective import Axis
from psq_desktop.services.evaluation import drafting, quarterly, quarters
from psq_desktop.services.evaluation.note_rows import NoteSheet, SentenceRow
from psq_desktop.services.fieldwork import controls, liaisons, outreach
from psq_desktop.services.kinds import DisclosureLevel, NoteHeading, NoteState, OutreachKind
from psq_desktop.services.steering import objectives
from tests.conftest import ACTOR, TODAY
from tests.exports.test_no_leak import said

H = NoteHeading
CANARY = "Zéphyrine"
EMBARGOED = dt.date(2026, 12, 19)


@pytest.fixture
def base(demo_file: Path, tmp_path: Path) -> Iterator[db.Database]:
    """A copy of the demonstration."""
    path = tmp_path / "demo.psq"
    path.write_bytes(demo_file.read_bytes())
    database = db.open_database(path, ACTOR)
    yield database
    database.close()


def draft(base: db.Database, quarter: int = 4, today: dt.date = TODAY) -> int:
    return base.write(quarterly.draft, 2026, quarter, today).result


def sheet(base: db.Database, key: int, today: dt.date = TODAY) -> NoteSheet:
    return base.read(quarterly.note, key, today)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def told(base: db.Database, key: int, start: str) -> SentenceRow:
    """The sentence of the note whose source begins so."""
    return next(each for each in sheet(base, key).sentences if plain(each.source).startswith(start))


def test_the_data_speak_under_every_heading_and_say_where_they_come_from(base: db.Database) -> None:
    found = sheet(base, draft(base))
    assert {each.heading for each in found.sentences} == set(NoteHeading)
    assert all(each.source and each.kept and each.figures and not each.edited for each in found.sentences)
    assert [each.heading for each in found.sentences] == sorted(
        (each.heading for each in found.sentences), key=list(NoteHeading).index
    )
    words = plain("\n".join(each.text for each in found.sentences))
    assert "Trois postes fidélisés sont vacants sur 12" in words
    assert "43 % répondent toujours ou souvent (± 4,7 points)" in words
    assert "67 % des 21 avis recueillis" in words
    assert "2 réservistes atteindront leur plafond" in words
    assert "Objectif 4.1, Contrôles inter-services : déclaré « Atteignable »" in words


def test_a_quarter_that_is_over_is_told_as_it_was_on_its_last_day(base: db.Database) -> None:
    found = sheet(base, draft(base, 3))
    assert (found.first, found.as_of) == (dt.date(2026, 7, 1), dt.date(2026, 9, 30))
    vacant = plain(told(base, found.row.id, "Postes").text)  # the third fell vacant later
    assert vacant.startswith("Deux postes fidélisés sont vacants sur 12 au 30 septembre 2026, dont 1 arrivée prévue")


def test_a_code_stays_with_its_title_and_a_number_with_what_it_counts(base: db.Database) -> None:
    assert drafting.set_well("1.2 Parties, 41 minutes, 14 rue des Oyats, 1284 pages, en 2026 (3 sur 4)") == (
        "1.2\u00a0Parties, 41\u00a0minutes, 14\u00a0rue des Oyats, 1284\u00a0pages, en 2026 (3\u00a0sur 4)"
    )
    key = draft(base)
    assert not [each.text for each in sheet(base, key).sentences if re.search(r"\d (?=[a-zà-ÿ])", each.text)]
    first = sheet(base, key).sentences[0]
    base.write(quarterly.set_sentence, first.id, first.text.replace("\u00a0", " "), TODAY)
    assert not told(base, key, plain(first.source)).edited, "only its spaces were typed another way"


def test_a_refresh_brings_up_to_date_what_nobody_edited_and_leaves_what_somebody_did(base: db.Database) -> None:
    """And says of which edited sentences the figures are not those of then."""
    key = draft(base)
    contacts, posts = told(base, key, "Contacts avec les habitants, "), told(base, key, "Postes")
    assert "Deux contacts" in contacts.text
    base.write(quarterly.set_sentence, contacts.id, "Nous avons rencontré les habitants.", TODAY)
    base.write(quarterly.keep, posts.id, False)
    base.write(outreach.create, OutreachKind.WALK, "Marche du soir", dt.date(2026, 11, 20), people=12)
    assert draft(base) == key
    found = {plain(each.source): each for each in sheet(base, key).sentences}
    kept = found["Contacts avec les habitants, 4e trimestre 2026"]
    assert (kept.text, kept.edited, kept.changed) == ("Nous avons rencontré les habitants.", True, True)
    assert "Trois contacts" in kept.now
    assert not found["Postes fidélisés, au 22 novembre 2026"].kept
    assert found["Contacts avec les habitants : premiers de leur genre"].figures[0].value == 1
    base.write(quarterly.set_sentence, kept.id, None, TODAY)  # take what the data say
    again = told(base, key, "Contacts avec les habitants, ")
    assert (again.edited, again.changed) == (False, False) and "Trois contacts" in again.text


def test_what_the_data_no_longer_say_goes_unless_it_was_edited(base: db.Database) -> None:
    key = draft(base)
    first, mine = (told(base, key, f"Contacts avec les habitants{end}") for end in (" : premier", ", "))
    base.write(quarterly.set_sentence, mine.id, "Ma phrase.", TODAY)
    for row in base.read(outreach.search, TODAY):
        if row.day >= dt.date(2026, 10, 1):
            base.write(outreach.cancel, row.id)
    draft(base)
    left = {each.id: each for each in sheet(base, key).sentences}
    assert first.id not in left
    assert (left[mine.id].text, left[mine.id].changed, left[mine.id].now) == ("Ma phrase.", True, "")


def test_a_sentence_is_added_moved_and_removed(base: db.Database) -> None:
    key = draft(base)
    added = base.write(quarterly.add, key, H.SUCCESSES, "Une fresque a été peinte.").result
    own = [each.id for each in sheet(base, key).sentences if each.heading is H.SUCCESSES]
    assert own[-1] == added
    base.write(quarterly.move, added, -1)
    moved = [each.id for each in sheet(base, key).sentences if each.heading is H.SUCCESSES]
    assert moved == [*own[:-2], added, own[-2]]
    base.write(quarterly.move, added, 0, H.PERCEPTION)
    assert sheet(base, key).sentences[-1].id == added
    draft(base)
    assert sheet(base, key).sentences[-1].text == "Une fresque a été peinte."
    base.write(quarterly.remove_sentence, added)
    assert added not in {each.id for each in sheet(base, key).sentences}


def test_a_finished_note_is_not_touched_until_it_is_reopened(base: db.Database) -> None:
    key = draft(base)
    base.write(quarterly.finish, key, TODAY)
    assert sheet(base, key).row.state is NoteState.FINAL
    some = sheet(base, key).sentences[0].id
    for attempt in (
        lambda: draft(base),
        lambda: base.write(quarterly.keep, some, False),
        lambda: base.write(quarterly.add, key, H.SUCCESSES, "Une."),
    ):
        with pytest.raises(UserError, match="note_finished"):
            attempt()
    base.write(quarterly.reopen, key)
    assert draft(base) == key


def test_only_a_quarter_that_has_begun_has_a_note(small_base: db.Database) -> None:
    for year, quarter, code in ((2027, 1, "quarter_to_come"), (1, 1, "invalid"), (9999, 4, "invalid")):
        with pytest.raises(UserError, match=code):
            small_base.write(quarterly.draft, year, quarter, TODAY)


def test_a_sentence_that_names_somebody_or_says_nothing_is_refused_at_its_field(small_base: db.Database) -> None:
    key = draft(small_base)
    for text in ("", "Selon Mme Zéphyrine Vauban, tout va bien.", "Appelez le 06 39 98 33 02.",
                 "FR76 3000 6000 0112 3456 7890 189"):  # fmt: skip
        with pytest.raises(UserError) as caught:
            small_base.write(quarterly.add, key, H.SUCCESSES, text)
        assert {each.field for each in caught.value.problems} == {"text"}


def test_a_sentence_poured_from_a_survey_is_there_once(small_base: db.Database) -> None:
    said_of, on = ("43 % se disent en sécurité.", "Enquête, vague 3"), dt.date(2026, 10, 23)
    key = small_base.write(quarterly.pour, on, *said_of, TODAY).result
    assert small_base.write(quarterly.pour, on, *said_of, TODAY).result == key
    found = [each for each in sheet(small_base, key).sentences if each.text == said_of[0]]
    assert [(each.heading, each.source) for each in found] == [(H.PERCEPTION, "Enquête, vague 3")]


def test_an_empty_base_has_an_empty_note(small_base: db.Database) -> None:
    key = small_base.write(quarterly.draft, 2026, 4, TODAY).result
    assert small_base.read(quarterly.note, key, TODAY).sentences == ()
    with pytest.raises(UserError, match="note_empty"):
        small_base.write(quarterly.finish, key, TODAY)
    document = small_base.read(quarterly.compose, key, TODAY)
    assert catalogue.render("quarterly-note", ".pdf", document).startswith(b"%PDF")


def test_the_last_quarter_that_is_over() -> None:
    assert quarters.ended_before(dt.date(2026, 11, 22)) == (2026, 3)
    assert quarters.ended_before(dt.date(2026, 1, 1)) == (2025, 4)
    assert quarters.days(2028, 1) == (dt.date(2028, 1, 1), dt.date(2028, 3, 31))


# What may not be in it


def plant(base: db.Database) -> None:
    """Somebody's name wherever there is room for one, a restricted objective, a control to come."""
    base.write(liaisons.create, first_name=CANARY, last_name="Vauban", starts_on=dt.date(2026, 1, 1))
    base.write(outreach.create, OutreachKind.SCHOOL, f"Rencontre avec {CANARY} Vauban", dt.date(2026, 11, 2),
               note=f"avec {CANARY}", place=f"Chez {CANARY}")  # fmt: skip
    base.write(
        controls.create, "Commerces", day=EMBARGOED, place=f"Rue {CANARY}", note=f"{CANARY} sait",
        starts=dt.time(3, 17),
    )  # fmt: skip
    axis = base.read(objectives.search, TODAY)[0].axis_id
    secret = base.write(objectives.create, axis, f"Surveiller {CANARY} jour et nuit").result
    base.write(objectives.set_field, secret, "disclosure", DisclosureLevel.RESTRICTED)
    with base.connection() as connection:  # every column that holds names
        for table, columns in (
            ("reservist", ("first_name", "last_name", "email", "note")),
            ("security_liaison", ("last_name", "email", "note")),
            ("contact", ("last_name", "role")),
            ("outlook", ("author", "comment")),
            ("reading", ("author", "comment")),
            ("survey_wave", ("note", "wording")),
            ("retained_post", ("note", "profile", "title")),
            ("victim_reception", ("note",)),
            ("mobile_support", ("note", "purpose")),
            ("cohesion_delegate", ("duties",)),
        ):
            for column in columns:
                connection.exec_driver_sql(f"UPDATE {table} SET {column} = '{CANARY}'")
        connection.commit()


@pytest.mark.parametrize("quarter", [3, 4])
def test_no_person_no_embargoed_date_and_nothing_restricted_leaves_the_note(base: db.Database, quarter: int) -> None:
    plant(base)
    key = draft(base, quarter)
    document = base.read(quarterly.compose, key, TODAY)
    assert sum(len(section.lines) for section in document.sections) > 15
    for ending in catalogue.endings("quarterly-note"):
        content = catalogue.render("quarterly-note", ending, document)
        name = catalogue.default_file_name("quarterly-note", document, ending)
        words = said("quarterly-note", ending, content, name)
        found = [word for word in (CANARY.lower(), "19 décembre", "2026-12-19", "3 h 17", "vauban") if word in words]
        assert found == []


def test_a_name_that_came_to_be_known_later_stops_the_document(base: db.Database) -> None:
    key = draft(base)
    base.write(quarterly.add, key, H.SUCCESSES, f"{CANARY} Vauban a repeint le hall.")
    base.write(liaisons.create, first_name=CANARY, last_name="Vauban", starts_on=dt.date(2026, 1, 1))
    for attempt in (
        lambda: base.read(quarterly.compose, key, TODAY),
        lambda: base.write(quarterly.finish, key, TODAY),
    ):
        with pytest.raises(UserError, match="note_names"):
            attempt()
    some = next(each for each in sheet(base, key).sentences if each.unsafe)
    base.write(quarterly.keep, some.id, False)
    base.read(quarterly.compose, key, TODAY)
    with pytest.raises(UserError, match="invalid"):
        base.write(quarterly.keep, some.id, True)


def test_a_control_to_come_is_refused_when_typed_when_finished_and_when_composed(base: db.Database) -> None:
    """And the refusal does not say which part was right."""
    key = draft(base)
    known = sheet(base, key).sentences[0].id
    told = "Un contrôle « Commerces de proximité » aura lieu le 15 décembre 2026."
    for attempt in (
        lambda: base.write(quarterly.set_sentence, known, told, TODAY),
        lambda: base.write(quarterly.add, key, H.SUCCESSES, told),
        lambda: base.write(quarterly.pour, TODAY, told, "Enquête", TODAY),
    ):
        with pytest.raises(UserError) as caught:
            attempt()
        assert [(each.code, each.params) for each in caught.value.problems] == [("text_announces", ())]
    later = base.write(quarterly.add, key, H.SUCCESSES, "Rendez-vous des fraudes au tabac le 19/12.").result
    base.read(quarterly.compose, key, TODAY)
    base.write(controls.create, "Fraude au tabac", day=EMBARGOED)
    for stop in (
        lambda: base.read(quarterly.compose, key, TODAY),
        lambda: base.write(quarterly.finish, key, TODAY),
    ):
        with pytest.raises(UserError, match="note_announces") as caught:
            stop()
        assert not caught.value.params
    assert [each.id for each in sheet(base, key).sentences if each.unsafe] == [later]


def test_a_refusal_says_whether_it_is_a_person_or_a_restricted_objective(base: db.Database) -> None:
    key = draft(base)
    first = base.read(lambda session: session.scalars(select(Axis.id)).first()) or 0
    base.write(objectives.create, first, "Renfort discret des halls", disclosure=DisclosureLevel.RESTRICTED)
    for text, code in (
        ("Mme Vauban a aidé.", "sentence_names"),
        ("Le renfort discret des halls avance.", "sentence_restricted"),
    ):
        with pytest.raises(UserError) as caught:
            base.write(quarterly.add, key, H.SUCCESSES, text)
        assert [each.code for each in caught.value.problems] == [code]


def test_the_annex_holds_the_figures_behind_every_sentence(base: db.Database) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    document = base.read(quarterly.compose, draft(base), TODAY)
    book = load_workbook(BytesIO(catalogue.render("quarterly-note", ".xlsx", document)))
    rows = [[cell.value for cell in row] for row in book["Chiffres"].iter_rows()]
    vacant = next(row for row in rows if row[2] == "Postes vacants")
    assert (vacant[0], vacant[3]) == ("Difficultés", 3)
    texts = {str(row[1]) for row in rows}
    assert all(line.text in texts for section in document.sections for line in section.lines)


def test_a_quarter_that_is_none_is_refused(base: db.Database) -> None:
    for quarter in (0, 5, -1, 10**12):
        with pytest.raises(UserError, match="no_quarter"):
            draft(base, quarter)


def test_a_control_that_is_planned_is_in_no_sentence(base: db.Database) -> None:
    before = [each.text for each in sheet(base, draft(base)).sentences]
    base.write(controls.create, "Rideaux fermés", day=TODAY - dt.timedelta(days=3))
    assert [each.text for each in sheet(base, draft(base)).sentences] == before


def test_figures_that_look_alike_say_what_they_count(base: db.Database) -> None:
    key = draft(base, 3)
    found = told(base, key, "Relevé T3 2026")  # no control of that quarter was entered
    assert plain(found.text).startswith("Deux contrôles inter-services ont été menés, selon l’indicateur")
    assert "objectif 4.1" in plain(found.source)
    came, awaited = (plain(told(base, key, start).text) for start in ("Matériel mis", "Matériel accordé"))
    assert "nombre en service sur nombre accordé" in came and "nombre livré sur nombre accordé" in awaited
    assert "véhicules de patrouille (1 sur 2)" in came and "véhicules de patrouille (1 sur 2)" in awaited

    words = [plain(each.text) for each in sheet(base, key).sentences]
    assert any(text.startswith("Enquête « Satisfaction de l’accueil des victimes », vague 2 (58") for text in words)
    assert any("des 56 avis recueillis à l’accueil des victimes sont favorables" in text for text in words)
