"""Migrations: they make the schema of the models, wholly or not at all, after a copy."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite

from psq_desktop import db, journal
from psq_desktop.errors import UserError
from psq_desktop.models import migrations
from psq_desktop.models.tables import Base
from tests.conftest import ACTOR

VERSIONS = Path(migrations.__file__).parent / "versions"
PROJECT = Path(__file__).parents[1]


def schema(path: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite.connect(str(path))) as raw:
        return list(raw.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name"))


def test_the_migrations_make_the_schema_of_the_models(empty_database: db.Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with empty_database.connection() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_check_and_reference_of_the_models_is_in_the_schema(empty_database: db.Database, tmp_path: Path) -> None:
    """What the comparison does not look at: checks, autoincrement, references."""
    from sqlalchemy import create_engine

    path = tmp_path / "models.db"
    engine = create_engine("sqlite+pysqlite://", module=sqlite, creator=lambda: sqlite.connect(str(path)))
    Base.metadata.create_all(engine)
    engine.dispose()

    def clauses(found: Path) -> dict[str, list[str]]:
        return {
            name: sorted(re.sub(r"CONSTRAINT \w+ CHECK", "CHECK", part).strip(" ,\t") for part in sql.splitlines())
            for kind, name, sql in schema(found)
            if kind == "table" and not name.startswith("sqlite_") and name != "alembic_version"
        }

    assert clauses(empty_database.path) == clauses(path)


def test_the_triggers_are_there(empty_database: db.Database) -> None:
    triggers = {name for kind, name, _ in schema(empty_database.path) if kind == "trigger"}
    assert triggers == {"journal_entry_no_update", "journal_entry_no_delete", "journal_content_no_update"}


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
    """Migrations with « 0000 » before the first schema; ``end`` runs at the end of it."""
    versions = folder / "versions"
    versions.mkdir(parents=True)
    shutil.copy(VERSIONS.parent / "env.py", folder / "env.py")
    (versions / "0000_older.py").write_text(_OLDER, encoding="utf-8")
    newest = (VERSIONS / "0001_first_schema.py").read_text(encoding="utf-8")
    newest = newest.replace("down_revision = None", 'down_revision = "0000"')
    (versions / "0001_first_schema.py").write_text(f"{newest}\n{end}", encoding="utf-8")
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
from psq_desktop.models import migrations

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
