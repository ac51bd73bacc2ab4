"""The search: what it finds, how it reads what is typed, and an index that never lags behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlite

from psq_desktop import db, journal
from psq_desktop.errors import UserError
from psq_desktop.french import fold
from psq_desktop.models.search import KINDS
from psq_desktop.richtext import Block, BlockKind, Run
from psq_desktop.services import committees, history, meetings, partners
from psq_desktop.services.deciding import decisions
from psq_desktop.services.preparing import agenda
from psq_desktop.services.searching import search, search_words
from psq_desktop.services.searching.search_rows import Found, SearchKind
from tests.conftest import ACTOR, TODAY

K = SearchKind
OpenCopy = Callable[[], db.Database]


def found(base: db.Database, text: str) -> tuple[Found, ...]:
    return base.read(search.find, text)


def titles(base: db.Database, text: str, kind: SearchKind) -> list[str]:
    return [each.title for each in found(base, text) if each.kind is kind]


def raw(path: Path, *statements: str) -> None:
    with closing(sqlite.connect(str(path), isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture(scope="module")
def demo(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[db.Database]:
    """The demonstration, to read only."""
    path = tmp_path_factory.mktemp("search") / "demo.psq"
    path.write_bytes(demo_file.read_bytes())
    database = db.open_database(path, ACTOR)
    yield database
    database.close()


@pytest.mark.parametrize("text", ["ÉCLAIRAGE", "eclairage", "l’éclairage", "Eclair"])
def test_accents_case_elisions_and_ends_of_words_do_not_matter(demo: db.Database, text: str) -> None:
    assert "Éclairage et vidéoprotection" in titles(demo, text, K.OBJECTIVE)


@pytest.mark.parametrize("text", ["cœur", "coeur", "CŒUR"])
def test_ligatures_are_opened_on_both_sides(demo: db.Database, text: str) -> None:
    assert all("cœur" in each.snippet for each in found(demo, text) if each.kind is K.NOTE)
    assert len(found(demo, text)) == 2


def test_every_word_is_wanted_and_only_the_last_may_go_on(demo: db.Database) -> None:
    assert titles(demo, "contrôles inter", K.OBJECTIVE) == ["Contrôles inter-services"]
    assert titles(demo, "inter contrôles", K.OBJECTIVE) == ["Contrôles inter-services"]
    assert titles(demo, "contrô inter", K.OBJECTIVE) == []
    assert titles(demo, "contrôles bus", K.OBJECTIVE) == []


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("D-27", K.DECISION, "D-27"),
        ("d27", K.DECISION, "D-27"),
        ("2.1", K.OBJECTIVE, "2.1"),
        ("SEA-5", K.MEETING, ""),
        ("n° 5", K.MEETING, ""),
        ("séance n° 5", K.MEETING, ""),
        ("par-10", K.PARTNER, ""),
        ("27", K.DECISION, "D-27"),
    ],
)
def test_a_reference_comes_before_all_else(demo: db.Database, text: str, kind: SearchKind, label: str) -> None:
    first = found(demo, text)[0]
    assert (first.kind, first.label) == (kind, label)


def test_a_prefix_restricts_and_an_unknown_one_is_told(demo: db.Database) -> None:
    assert {each.kind for each in found(demo, "par: contrôle")} == {K.PARTNER}
    assert {each.kind for each in found(demo, "obj:contrôle")} <= {K.OBJECTIVE, K.COMMITMENT, K.MEASURE, K.INDICATOR}
    assert found(demo, "aide: contrôle") == ()
    assert search_words.read("xyz: contrôle").unknown
    assert not search_words.read("https://exemple").unknown
    assert not search_words.read("16:30").prefix


def test_what_is_found_tells_the_way_to_it(demo: db.Database) -> None:
    objective = next(each for each in found(demo, "contrôles") if each.kind is K.OBJECTIVE)
    assert (objective.screen, objective.target, objective.label, objective.partner) == ("objectives", 11, "4.1", "DIPN")
    note = next(each for each in found(demo, "not: cœur"))
    assert (note.screen, note.part.partition(":")[0]) == ("meeting", "minutes")
    assert note.beside.startswith("séance n°\u00a0")
    contact = found(demo, "con: carpentier")[0]
    assert (contact.screen, contact.title) == ("partners", "Mme\u00a0Odile Carpentier")


def test_matched_words_are_marked_in_the_text_as_it_was_written(demo: db.Database) -> None:
    note = next(each for each in found(demo, "coeu") if each.kind is K.NOTE)
    ((start, end),) = note.snippet_marks
    assert note.snippet[start:end] == "cœu"


def test_counts_are_exact(demo: db.Database) -> None:
    counts = demo.read(search.count, "contrôle")
    assert counts[K.OBJECTIVE] == 1 and K.DECISION not in counts
    assert sum(counts.values()) == len(demo.read(search.find, "contrôle", limit=1000))


def test_telephone_numbers_are_not_found(demo: db.Database) -> None:
    phones = {row.phone for row in demo.read(partners.contacts) if row.phone}
    assert phones and not any(found(demo, f"con: {phone}") for phone in phones)


def test_a_partner_is_found_by_its_former_name(demo_database: db.Database) -> None:
    partner = found(demo_database, "par: opale mobilités")[0].target
    demo_database.write(partners.rename, partner, "Littoral en bus", "LB", TODAY)
    both = found(demo_database, "opale mobilités")
    assert [each.title for each in both if each.kind is K.PARTNER] == ["Littoral en bus"]
    assert any("Opale" in each.snippet for each in both if each.kind is K.PARTNER)


def test_a_meeting_is_found_by_its_day_its_place_and_its_formation(demo_database: db.Database) -> None:
    assert titles(demo_database, "13 décembre 2026", K.MEETING) == ["Séance n°\u00a06 du 13\u00a0décembre\u00a02026"]
    assert len(titles(demo_database, "sea: dépôt opale", K.MEETING)) == 1
    formation = demo_database.read(meetings.sheet, 6).formation_id
    demo_database.write(committees.rename_formation, formation, "Plénière élargie")
    assert len(titles(demo_database, "élargie", K.MEETING)) >= 2


def test_words_that_change_style_in_the_middle_stay_whole_and_deleted_ones_leave(demo_database: db.Database) -> None:
    item = demo_database.read(agenda.items, 6)[0].id
    notes = (Block(BlockKind.PARAGRAPH, (Run("rec"), Run("ensement", bold=True), Run(" zéphyr"))),)
    step = demo_database.write(agenda.save_notes, item, notes).changes.step
    assert [each.id for each in found(demo_database, "recensement zephyr")] == [item]
    assert step is not None
    demo_database.revert(step, journal.UNDO, history.take_back)
    assert found(demo_database, "zephyr") == ()
    assert db.check(demo_database) == []


# Reading what is typed


@given(st.text(max_size=40))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_words_and_never_syntax(demo: db.Database, text: str) -> None:
    for typed in (text, f'"{text}" OR *', f"NEAR({text}", f"words : {text}^"):
        demo.read(search.find, typed)
        demo.read(search.count, typed)


@given(st.text(alphabet="aàœŒæéß’' -.İ\u0301x", max_size=30), st.text(alphabet="aoexi", min_size=1, max_size=4))
def test_marks_lie_in_the_text_and_match(text: str, term: str) -> None:
    for start, end in search_words.marks(text, (term,)):
        assert 0 <= start < end <= len(text)
        assert fold(text[start:end]).startswith(term[:1])
    line = search_words.snippet(text, (term,))
    assert "\n" not in line


def test_every_kind_has_its_place_in_the_index() -> None:
    assert set(KINDS) == {kind.value for kind in SearchKind}
    assert {kind for group in search._TOGETHER for kind in group} == set(SearchKind)
    assert [kind.value for group in search._TOGETHER for kind in group] == list(KINDS)


@pytest.mark.parametrize(("typed", "kept"), [("a " * 5000, 1), (" ".join(map(str, range(99))), 16), ("a-b-" * 99, 16)])
def test_of_a_page_that_was_pasted_the_first_words_are_looked_for(typed: str, kept: int) -> None:
    assert len(search_words.read(typed).terms) == kept


# The index

_ACTS = st.sampled_from(["decide", "rewrite", "note", "remove", "rename", "undo"])


@given(st.lists(st.tuples(_ACTS, st.sampled_from(["Œuvre", "naïf", "", "d’été"])), max_size=6))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_index_is_what_a_rebuild_would_make(busy: db.Database, acts: list[tuple[str, str]]) -> None:
    for act, word in acts:
        _do(busy, act, word)
    assert db.check(busy) == []


@pytest.fixture(scope="module")
def busy(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[db.Database]:
    path = tmp_path_factory.mktemp("busy") / "base.psq"
    path.write_bytes(demo_file.read_bytes())
    database = db.open_database(path, ACTOR)
    yield database
    database.close()


def _do(base: db.Database, act: str, word: str) -> None:
    meeting = 6
    taken = [row for row in base.read(decisions.register, TODAY) if row.meeting_id == meeting]
    item = base.read(agenda.items, meeting)[-1].id
    try:
        if act == "decide" or (act in ("rewrite", "remove") and not taken):
            base.write(decisions.create, meeting, f"Agir {word}")
        elif act == "rewrite":
            base.write(decisions.set_field, taken[-1].id, "text", f"Refaire {word}")
        elif act == "remove":
            base.write(decisions.remove, taken[-1].id)
        elif act == "note":
            base.write(agenda.save_notes, item, (Block(BlockKind.BULLET, (Run(f"dit {word}"),)),))
        elif act == "rename":
            base.write(agenda.set_field, item, "title", f"Point {word}")
        elif (step := base.read(history.candidates)[0]) is not None:
            base.revert(step.step, journal.UNDO, history.take_back)
    except UserError:  # a step that cannot be taken back: nothing was written
        pass


def test_an_index_that_does_not_fit_is_told_and_migrate_makes_it_again(demo_database: db.Database) -> None:
    raw(demo_database.path, "UPDATE search_text SET title = 'Tout autre' WHERE object_id = 1")
    assert [line.partition(" :")[0] for line in db.check(demo_database)] == ["index de recherche différent des textes"]
    demo_database.close()
    assert db.migrate(demo_database.path) is None
    base = db.open_database(demo_database.path, ACTOR)
    assert db.check(base) == [] and not found(base, "tout autre")
    base.close()


def test_a_damaged_index_damages_no_base_and_is_made_again_at_opening(demo_database: db.Database) -> None:
    demo_database.close()
    raw(demo_database.path, "UPDATE search_index_data SET block = zeroblob(40) WHERE id > 10")
    assert db._inspect(demo_database.path) == (db.SCHEMA, False)
    base = db.open_database(demo_database.path, ACTOR)
    assert db.check(base) == []
    assert titles(base, "éclairage", K.OBJECTIVE)
    base.close()


def test_long_notes_rewritten_again_and_again_keep_the_index_right(open_copy: OpenCopy) -> None:
    base = open_copy()
    item = base.read(agenda.items, 6)[0].id
    for rank in range(25):
        base.write(agenda.save_notes, item, (Block(BlockKind.PARAGRAPH, (Run(f"{rank} " * 3000),)),))
    assert db.check(base) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE search_index_data SET block = x'00ff'",
        "DROP TABLE search_index_data",
        "DROP TABLE search_index_idx",
        "DELETE FROM search_index_config",
        "DROP TABLE search_text",
        "DROP TABLE search_index",
        "DROP TRIGGER search_note_in",
        "DELETE FROM search_text",
    ],
)
def test_whatever_happens_to_the_index_the_base_opens_and_finds(open_copy: OpenCopy, damage: str) -> None:
    path = open_copy().path
    raw(path, damage)
    base = db.open_database(path, ACTOR)
    base.write(agenda.add, 6, "Xylophone")
    assert db.check(base) == [] and titles(base, "xylophone", K.ITEM) == ["Xylophone"]
    base.close()


@pytest.mark.parametrize(
    "damage", ["UPDATE search_index_data SET block = x'00ff'", "DROP TABLE search_index_data", "DROP TABLE search_text"]
)
def test_a_write_that_the_index_refuses_is_done_after_mending_it(open_copy: OpenCopy, damage: str) -> None:
    base = open_copy()
    raw(base.path, damage)
    base.write(agenda.add, 6, "Xylophone")
    assert db.check(base) == [] and titles(base, "xylophone", K.ITEM) == ["Xylophone"]


def test_a_search_that_the_index_refuses_is_answered_after_mending_it(open_copy: OpenCopy) -> None:
    base = open_copy()
    raw(base.path, "DROP TABLE search_index")
    assert titles(base, "éclairage", K.OBJECTIVE) and db.check(base) == []


def test_a_refusal_that_is_not_the_index_s_stays_one(open_copy: OpenCopy, monkeypatch: pytest.MonkeyPatch) -> None:
    base = open_copy()
    monkeypatch.setattr(db, "rebuild_search", lambda path: pytest.fail("made again for nothing"))
    raw(base.path, "CREATE TRIGGER mine BEFORE INSERT ON agenda_item BEGIN SELECT nix(1); END")
    with pytest.raises(UserError, match="database_error"):
        base.write(agenda.add, 6, "Xylophone")


def test_a_base_with_another_damage_is_not_mended_by_halves(open_copy: OpenCopy) -> None:
    base = open_copy()
    base.close()
    content = bytearray(base.path.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    with closing(sqlite.connect(str(base.path))) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'partner'").fetchone()[0]
    content[(page - 1) * size : (page - 1) * size + 40] = b"\xee" * 40
    base.path.write_bytes(content)
    raw(base.path, "DELETE FROM search_index_config")
    with pytest.raises(UserError, match="database_damaged"):
        db.open_database(base.path, ACTOR)
