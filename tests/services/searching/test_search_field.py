"""The search over reserves, means, contacts with residents and surveys: nothing that is masked, nothing to come."""

from __future__ import annotations

import datetime as dt

import pytest

from psq_desktop import db
from psq_desktop.services.fieldwork import controls, liaisons, outreach
from psq_desktop.services.kinds import OutreachKind
from psq_desktop.services.searching import search
from psq_desktop.services.searching.search_rows import Found, SearchKind
from tests.conftest import TODAY

K = SearchKind


def found(base: db.Database, text: str) -> list[Found]:
    return list(base.read(search.find, text))


@pytest.fixture(scope="module")
def demo(demo_file, tmp_path_factory):  # type: ignore[no-untyped-def]
    """The demonstration, to read only."""
    path = tmp_path_factory.mktemp("search") / "demo.psq"
    path.write_bytes(demo_file.read_bytes())
    database = db.open_database(path, "Inès Delarue")
    yield database
    database.close()


@pytest.mark.parametrize(
    ("text", "kind", "title", "part"),
    [
        ("marche explo", K.OUTREACH, "Marche exploratoire, du terminus à la place de l’Europe", "outreach"),
        ("halls oyats", K.THEME, "Réunion de quartier Beau-Marais", "outreach"),
        ("mis: atelier prévention", K.MISSION, "Atelier de prévention routière", "missions"),
        ("caméras-piétons", K.EQUIPMENT, "Caméras-piétons du groupe de proximité", "equipment"),
        ("moy: premiers secours", K.TRAINING, "Gestes de premiers secours (PSC1)", "trainings"),
        ("PF-03", K.POST, "Patrouille pédestre, après-midi", "posts"),
        ("hab: ressenti élus", K.SURVEY, "Ressenti des élus", "surveys"),
    ],
)
def test_what_is_done_for_the_district_is_found(
    demo: db.Database, text: str, kind: SearchKind, title: str, part: str
) -> None:
    first = next(each for each in found(demo, text) if each.kind is kind)
    assert (first.title, first.part) == (title, part)
    assert first.screen == ("reserves" if kind is K.MISSION else "district")


def test_a_theme_opens_the_contact_in_which_it_was_raised(demo: db.Database) -> None:
    theme = next(each for each in found(demo, "halls oyats") if each.kind is K.THEME)
    contact = next(each for each in found(demo, "CTC-1") if each.kind is K.OUTREACH)
    assert theme.target == contact.target and "halls" in theme.snippet


def test_neither_masked_names_nor_controls_are_found(small_base: db.Database) -> None:
    small_base.write(liaisons.create, first_name="Zélie", last_name="Quentin", sector="Nord", starts_on=TODAY)
    small_base.write(controls.create, "Débits de boissons", day=dt.date(2026, 12, 19), place="Rue des Oyats")
    for text in ("quentin", "zélie", "débits", "oyats", "RS-01", "nord"):
        assert found(small_base, text) == []


def test_the_index_follows_every_write(small_base: db.Database) -> None:
    key = small_base.write(outreach.create, OutreachKind.WALK, "Marche du soir", TODAY).result
    theme = small_base.write(outreach.add_theme, key, "Trop de mobylettes").result
    assert [each.kind for each in found(small_base, "mobylettes")] == [K.THEME]
    small_base.write(outreach.set_theme, theme, {"said": "Trop de motos"})
    assert found(small_base, "mobylettes") == [] and len(found(small_base, "motos")) == 1
    small_base.write(outreach.remove, key)
    assert found(small_base, "motos") == [] and found(small_base, "marche") == []
    assert db.check(small_base) == []


def test_an_index_whose_newest_text_begins_with_an_accent_is_whole(small_base: db.Database) -> None:
    small_base.write(outreach.create, OutreachKind.MEETING, "Réunion", TODAY)
    path = small_base.path
    small_base.close()
    before = path.read_bytes()
    assert db.migrate(path) is None
    assert path.read_bytes() == before
