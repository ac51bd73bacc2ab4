"""Migrations: they make the schema of the models, wholly or not at all, after a copy."""

from __future__ import annotations

import ast
import datetime as dt
import gzip
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2 as sqlite

from psq_desktop import db, journal
from psq_desktop.errors import UserError
from psq_desktop.models import migrations, search
from psq_desktop.models.tables import Base
from psq_desktop.services import history as past
from psq_desktop.services import meetings, partners
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.minuting import minutes
from psq_desktop.services.preparing import agenda
from psq_desktop.services.steering import axes, indicators, measures, objectives, progress, readings
from tests.conftest import ACTOR

VERSIONS = Path(migrations.__file__).parent / "versions"
PROJECT = Path(__file__).parents[1]


def schema(path: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite.connect(str(path))) as raw:
        return list(raw.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name"))


def structure(path: Path) -> dict[str, dict[str, Any]]:
    """What each table holds its rows to, however and in which order it was said."""
    found = {}
    with closing(sqlite.connect(str(path))) as raw:
        for kind, name, sql in schema(path):
            if kind == "table" and not name.startswith(("sqlite_", search.INDEX)) and name != "alembic_version":
                uniques = [row[1] for row in raw.execute(f"PRAGMA index_list({name})") if row[2] and row[3] == "u"]
                found[name] = {
                    "columns": {row[1]: row[2:] for row in raw.execute(f"PRAGMA table_info({name})")},
                    "references": sorted(row[2:] for row in raw.execute(f"PRAGMA foreign_key_list({name})")),
                    "checks": sorted(re.sub(r"\s+", " ", clause) for clause in re.findall(r"CHECK (\(.*\))", sql)),
                    "uniques": sorted(
                        tuple(row[2] for row in raw.execute(f"PRAGMA index_info({index})")) for index in uniques
                    ),
                    "autoincrement": "AUTOINCREMENT" in sql,
                }
    return found


def is_no_part_of_the_index(name: str | None, kind: str, _parents: object) -> bool:
    """FTS5 makes its own tables."""
    return not (kind == "table" and name is not None and name.startswith(search.INDEX))


def test_the_migrations_make_the_schema_of_the_models(empty_database: db.Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with empty_database.connection() as connection:
        opts = {"compare_type": True, "compare_server_default": True, "include_name": is_no_part_of_the_index}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, Base.metadata) == []


def test_every_check_and_reference_of_the_models_is_in_the_schema(empty_database: db.Database, tmp_path: Path) -> None:
    """What the comparison does not look at: checks, autoincrement, references."""
    from sqlalchemy import create_engine

    path = tmp_path / "models.db"
    engine = create_engine("sqlite+pysqlite://", module=sqlite, creator=lambda: sqlite.connect(str(path)))
    Base.metadata.create_all(engine)
    engine.dispose()

    assert structure(empty_database.path) == structure(path)


def test_the_triggers_are_there(empty_database: db.Database) -> None:
    triggers = {name for kind, name, _ in schema(empty_database.path) if kind == "trigger"}
    assert triggers == {*journal.GUARDS, *search.TRIGGERS}


def test_the_program_expects_the_newest_migration() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [db.SCHEMA]
    known = [revision.revision for revision in script.walk_revisions()]
    assert known == sorted(known, reverse=True), "versions are compared as texts"


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("0*.py")), ids=lambda path: path.stem)
def test_a_migration_never_imports_living_models(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
    assert {name.partition(".")[0] for name in imported} <= {"__future__", "alembic", "sqlalchemy"}


# A history with an older schema « 0000 » and one more step: what the next release will look like.

_OLDER = """
import sqlalchemy as sa
from alembic import op

revision = "0000"
down_revision = None


def upgrade() -> None:
    op.create_table("souvenir", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("text", sa.Text()))
    op.execute("INSERT INTO souvenir (text) VALUES ('ancien')")
"""


def history(folder: Path, end: str = "") -> Path:
    """Migrations with « 0000 » before the first schema; ``end`` is written at the end of the newest."""
    versions = folder / "versions"
    versions.mkdir(parents=True)
    shutil.copy(VERSIONS.parent / "env.py", folder / "env.py")
    (versions / "0000_older.py").write_text(_OLDER, encoding="utf-8")
    known = sorted(VERSIONS.glob("0*.py"))
    for path in known:
        source = path.read_text(encoding="utf-8").replace("down_revision = None", 'down_revision = "0000"')
        (versions / path.name).write_text(f"{source}\n{end if path == known[-1] else ''}", encoding="utf-8")
    return folder


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A base of the older schema, in a folder of its own."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    folder = history(tmp_path / "past")
    path = tmp_path / "bases" / "base.psq"
    path.parent.mkdir()
    with closing(sqlite.connect(str(path), isolation_level=None)) as raw:
        raw.execute(f"PRAGMA application_id = {db.APPLICATION_ID}")
    engine = create_engine("sqlite+pysqlite://", module=sqlite, creator=lambda: sqlite.connect(str(path)))
    config = Config()
    config.set_main_option("script_location", str(folder))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0000")
    engine.dispose()
    return path


def use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "__file__", str(folder / "__init__.py"))


def test_an_older_base_is_not_opened_before_it_is_brought_up_to_date(older: Path) -> None:
    with pytest.raises(UserError) as caught:
        db.open_database(older, ACTOR)
    assert (caught.value.code, caught.value.params["revision"]) == ("schema_older", "0000")


def test_migrate_keeps_a_verified_copy_and_every_row(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = schema(older)
    use(history(tmp_path / "new"), monkeypatch)
    copy = db.migrate(older)
    assert copy is not None and copy.parent == older.parent
    assert db.inspect_file(copy) == "0000"
    assert schema(copy) == before
    database = db.open_database(older, ACTOR)
    assert db.check(database) == []
    with database.connection() as connection:
        assert journal.verify(connection).fault is None
        assert connection.exec_driver_sql("SELECT text FROM souvenir").scalar_one() == "ancien"
    database.close()
    assert sorted(path.name for path in older.parent.iterdir()) == sorted([older.name, copy.name])


def test_migrate_does_nothing_to_a_base_that_is_up_to_date(demo_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "base.psq"
    shutil.copy(demo_file, path)
    before = path.read_bytes()
    assert db.migrate(path) is None
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["base.psq"]


def test_migrate_refuses_a_newer_base(demo_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "base.psq"
    shutil.copy(demo_file, path)
    with closing(sqlite.connect(str(path), isolation_level=None)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(UserError) as caught:
        db.migrate(path)
    assert caught.value.code == "schema_newer"


_FAILS = """
_upgrade = upgrade


def upgrade() -> None:
    _upgrade()
    op.execute("DELETE FROM souvenir")
    {end}
"""


def test_a_migration_that_fails_rolls_back_wholly_and_can_be_tried_again(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = schema(older)
    use(history(tmp_path / "broken", _FAILS.format(end='raise RuntimeError("coupure")')), monkeypatch)
    with pytest.raises(RuntimeError, match="coupure"):
        db.migrate(older)
    assert schema(older) == before
    assert db.inspect_file(older) == "0000"
    use(history(tmp_path / "mended"), monkeypatch)
    copy = db.migrate(older)
    assert copy is not None and schema(copy) == before
    assert db.inspect_file(older) == db.SCHEMA
    with closing(sqlite.connect(str(older))) as raw:
        assert raw.execute("SELECT text FROM souvenir").fetchall() == [("ancien",)]


def test_a_migration_that_the_database_refuses_is_told_in_words(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = schema(older)
    use(history(tmp_path / "broken", _FAILS.format(end='op.execute("INSERT INTO nowhere VALUES (1)")')), monkeypatch)
    with pytest.raises(UserError) as caught:
        db.migrate(older)
    assert caught.value.code == "database_error"
    assert schema(older) == before


_MIGRATE = """
import sys
from pathlib import Path
from psq_desktop import db
from psq_desktop.models import migrations, search

migrations.__file__ = str(Path(sys.argv[2]) / "__init__.py")
db.migrate(Path(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_migration_that_is_killed_rolls_back_wholly_and_can_be_tried_again(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = schema(older)
    end = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    folder = history(tmp_path / "killed", _FAILS.format(end=end))
    command = [sys.executable, "-c", _MIGRATE, str(older), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
    assert done.returncode == -9, done.stderr
    assert db.inspect_file(older) == "0000"
    assert schema(older) == before
    use(history(tmp_path / "mended"), monkeypatch)
    db.migrate(older)
    database = db.open_database(older, ACTOR)
    assert db.check(database) == []
    database.close()


# Populated bases of each release: « 0001 » with meetings and decisions, then objectives, then rounds of collection.

DATA = Path(__file__).parent / "data"
RELEASED_ON = dt.date(2026, 11, 22)
OBJECTIVE_TABLES = {
    "axis", "objective", "objective_associate", "commitment", "measure", "outlook", "support_request",
    "indicator", "reading", "thresholds",
}  # fmt: skip
CAMPAIGN_TABLES = {"campaign", "campaign_objective", "dispatch", "reminder", "workbook_return"}
ROOM_TABLES = {
    "template_item", "summons", "postponement", "item_spell", "withdrawal", "vote", "dissent", "decision_reminder",
    "minutes_version", "export_waiver",
}  # fmt: skip
FIELD_TABLES = {
    "reserve_rules", "skill", "reservist", "reservist_skill", "availability_slot", "availability_pattern",
    "availability_request", "mission", "mission_skill", "duty_shift", "training_session", "reservist_training",
    "cohesion_delegate", "unmasking", "retained_post", "training_need", "equipment_item", "mobile_support",
    "joint_control", "control_service", "control_outcome", "outreach_action", "outreach_theme", "security_liaison",
    "victim_reception", "survey", "survey_question", "survey_wave", "survey_result", "quarterly_note", "note_sentence",
}  # fmt: skip
CAME_AFTER = {
    "0001": OBJECTIVE_TABLES | CAMPAIGN_TABLES | ROOM_TABLES | FIELD_TABLES,
    "0002": CAMPAIGN_TABLES | ROOM_TABLES | FIELD_TABLES,
    "0003": ROOM_TABLES | FIELD_TABLES,
    "0005": FIELD_TABLES,
}
OBJECTIVES = {"0001": 0, "0002": 15, "0003": 15, "0005": 15}
GIVEN = {"advice_days": 15, "notice_days": 5, "reply_days": 7, "second_summons": 0}  # columns that came with a value
every_release = pytest.mark.parametrize("revision", CAME_AFTER)
first_release = pytest.mark.parametrize("revision", ["0001"])
second_release = pytest.mark.parametrize("revision", ["0002"])


@pytest.fixture
def released(revision: str, tmp_path: Path) -> Path:
    """A base as a release left it."""
    path = tmp_path / "released" / "base.psq"
    path.parent.mkdir()
    path.write_bytes(gzip.decompress((DATA / f"schema-{revision}.psq.gz").read_bytes()))
    return path


@pytest.fixture
def brought(released: Path) -> Iterator[db.Database]:
    """The base of a release brought to the present schema."""
    db.migrate(released)
    database = db.open_database(released, ACTOR)
    yield database
    database.close()


def rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, by column."""
    with closing(sqlite.connect(str(path))) as raw:
        found = {}
        for kind, name, _ in schema(path):
            own = not name.startswith(("search_", "sqlite_")) and name != "alembic_version"
            if kind == "table" and own:  # the search index is made from the others
                cursor = raw.execute(f"SELECT * FROM {name} ORDER BY 1")
                columns = [column[0] for column in cursor.description]
                found[name] = [dict(zip(columns, row, strict=True)) for row in cursor]
        return found


def came_empty(row: dict[str, Any], known: dict[str, Any]) -> bool:
    """Whether the columns that a row got since say nothing, or what every row was given."""
    return all(row[name] in (None, "", GIVEN.get(name)) for name in set(row) - set(known))


@every_release
def test_a_base_of_a_release_keeps_every_row(released: Path, revision: str) -> None:
    before = rows(released)
    assert len(before["meeting"]) == 6 and len(before["decision"]) > 20
    assert len(before.get("objective", ())) == OBJECTIVES[revision]
    copy = db.migrate(released)
    assert copy is not None and copy.name == f"base-schema-{revision}.psq"
    assert rows(copy) == before
    after = rows(released)
    assert set(after) - set(before) == CAME_AFTER[revision]
    for table, known in before.items():
        assert [{key: row[key] for key in known[0]} for row in after[table]] == known if known else not after[table]
        assert all(came_empty(row, old) for row, old in zip(after[table], known, strict=True))
    assert not any(after[table] for table in CAME_AFTER[revision])


@every_release
def test_a_base_of_a_release_gets_the_schema_of_a_new_one(released: Path, empty_database: db.Database) -> None:
    db.migrate(released)
    assert structure(released) == structure(empty_database.path)
    indexes = [{name for kind, name, _ in schema(path) if kind == "index"} for path in (released, empty_database.path)]
    assert indexes[0] == indexes[1]


@every_release
def test_a_base_of_a_release_is_sound_with_its_journal_and_its_seals(brought: db.Database, revision: str) -> None:
    assert db.check(brought) == []
    with brought.connection() as connection:
        assert journal.verify(connection).fault is None
        assert journal.compare(connection) == []
    assert brought.read(minutes.broken_seals) == ()
    assert len(brought.read(objectives.search, RELEASED_ON)) == OBJECTIVES[revision]
    for meeting in brought.read(meetings.search):
        document = brought.read(minutes.compose, meeting.id, DisclosureLevel.RESTRICTED, RELEASED_ON)
        assert document.number == meeting.number
    sheets = brought.read(progress.compose, RELEASED_ON, DisclosureLevel.RESTRICTED).sheets
    assert len(sheets) == OBJECTIVES[revision]


@first_release
def test_objectives_are_written_into_a_base_of_the_first_release(brought: db.Database) -> None:
    axis = brought.write(axes.create, "Présence").result
    pilot = brought.read(partners.search, RELEASED_ON)[0].id
    objective = brought.write(objectives.create, axis, "Réduire les rodéos", pilot_id=pilot).result
    indicator = brought.write(indicators.create, objective, "Rodéos", baseline=0.0, target=10.0).result
    brought.write(readings.record, indicator, readings.Draft(RELEASED_ON, 4.0), RELEASED_ON)
    meeting = next(m for m in brought.read(meetings.search) if m.number == 6)
    item = brought.write(agenda.add_objective, meeting.id, objective).result
    taken = brought.write(decisions.create, meeting.id, "Agir", item_id=item).result
    assert brought.read(decisions.sheet, taken, RELEASED_ON).row.objective == "1.1"
    assert brought.read(objectives.row, objective, RELEASED_ON).progress == 0.4
    with brought.connection() as connection:
        assert journal.compare(connection) == []


@second_release
def test_a_measure_of_the_second_release_takes_a_comment(brought: db.Database) -> None:
    known = brought.read(measures.search, RELEASED_ON)
    assert len(known) > 40 and {row.comment for row in known} == {""}
    brought.write(measures.set_field, known[0].id, "comment", "Budget voté.\nTravaux au printemps.")
    found = {row.id: row.comment for row in brought.read(measures.search, RELEASED_ON)}
    assert found[known[0].id] == "Budget voté.\nTravaux au printemps."
    assert [key for key, comment in found.items() if comment] == [known[0].id]
    with brought.connection() as connection:
        assert journal.compare(connection) == []


def remove_row(session: Session, table: str, key: int) -> None:
    """Delete a row as an older schema knew it, journalled."""
    connection = session.connection()
    found = connection.execute(text(f"SELECT * FROM {table} WHERE id = :id"), {"id": key}).mappings().one()
    connection.execute(text(f"DELETE FROM {table} WHERE id = :id"), {"id": key})
    change = journal.RowChange("delete", table, key, dict(found), None)
    session.info.setdefault("row_changes", []).append(change)


@first_release
def test_what_was_deleted_under_the_first_schema_comes_back(released: Path) -> None:
    with closing(sqlite.connect(str(released))) as raw:
        item, title = raw.execute(
            "SELECT id, title FROM agenda_item WHERE meeting_id = (SELECT id FROM meeting WHERE number = 6) "
            "AND id NOT IN (SELECT item_id FROM agenda_review) "
            "AND id NOT IN (SELECT item_id FROM decision WHERE item_id IS NOT NULL)"
        ).fetchone()
    old = db.Database(released, ACTOR)
    step = old.write(remove_row, "agenda_item", item).changes.step
    old.close()
    db.migrate(released)
    database = db.open_database(released, ACTOR)
    try:
        assert [(row.step, row.subject) for row in database.read(past.trash)] == [(step, title)]
        assert step is not None
        database.revert(step, journal.UNDO, past.take_back)
        found = {row.id: row for m in database.read(meetings.search) for row in database.read(agenda.items, m.id)}
        assert (found[item].title, found[item].objective_id) == (title, None)
        assert db.check(database) == []
    finally:
        database.close()


@second_release
def test_a_measure_deleted_under_the_second_schema_comes_back(released: Path) -> None:
    with closing(sqlite.connect(str(released))) as raw:
        key, words = raw.execute("SELECT id, text FROM measure ORDER BY id LIMIT 1").fetchone()
    old = db.Database(released, ACTOR)
    step = old.write(remove_row, "measure", key).changes.step
    old.close()
    db.migrate(released)
    database = db.open_database(released, ACTOR)
    try:
        assert step is not None
        assert key not in {row.id for row in database.read(measures.search, RELEASED_ON)}
        database.revert(step, journal.UNDO, past.take_back)
        found = next(row for row in database.read(measures.search, RELEASED_ON) if row.id == key)
        assert (found.text, found.comment) == (words, "")
        assert db.check(database) == []
    finally:
        database.close()


@every_release
def test_the_sealing_of_a_release_is_refused_in_its_word(brought: db.Database) -> None:
    assert brought.read(past.candidates) == (None, None)
    last = brought.read(lambda session: next(journal.steps(session)).step)
    with pytest.raises(UserError) as caught:
        brought.revert(last, journal.UNDO, past.take_back)
    assert caught.value.code == "minutes_sealed"


@every_release
def test_an_interrupted_migration_leaves_the_base_of_a_release_as_it_was(
    released: Path, revision: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, tables = rows(released), schema(released)
    ends = "_upgrade = upgrade\n\n\ndef upgrade() -> None:\n    _upgrade()\n    raise RuntimeError('coupure')\n"
    folder = tmp_path / "broken"
    shutil.copytree(VERSIONS.parent, folder, ignore=shutil.ignore_patterns("__pycache__"))
    newest = sorted((folder / "versions").glob("0*.py"))[-1]
    newest.write_text(f"{newest.read_text(encoding='utf-8')}\n\n{ends}", encoding="utf-8")
    use(folder, monkeypatch)
    with pytest.raises(RuntimeError, match="coupure"):
        db.migrate(released)
    assert db.inspect_file(released) == revision
    assert (rows(released), schema(released)) == (before, tables)
