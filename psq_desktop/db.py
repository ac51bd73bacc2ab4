"""The database file: refused when it is not ours, opened with the pragmas that keep what was acknowledged.

`Database` is the only place where a `Session` is built. ``read`` runs a service on a consistent picture,
``write`` in one ``BEGIN IMMEDIATE`` transaction that journals itself.
"""

from __future__ import annotations

import gc
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    Enum,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    Time,
    create_engine,
    event,
    text,
)
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError
from sqlcipher3 import dbapi2 as sqlite

from psq_desktop import journal
from psq_desktop.errors import UserError
from psq_desktop.journal import Changes
from psq_desktop.models import search, search_repair, tables
from psq_desktop.richtext import UnreadableError

P = ParamSpec("P")
R = TypeVar("R")

tables.Base.registry.configure()  # every relation is resolved before the first session

APPLICATION_ID = 0x50535131  # « PSQ1 », at offset 68 of the file
SCHEMA = "0006"  # the migration that this program's models describe
SEARCH_LAGS = "index de recherche différent des textes : la commande « migrate » le refait"  # a finding of `check`
_MAGIC = b"SQLite format 3\0"
_SIDES = ("", "-wal", "-shm")
_SMALLEST_ROOM = 64 * 1024  # bytes: SQLite needs as much to begin a log
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # NORMAL loses the last commits in a power cut
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cache_size = -65536",
)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[R]):
    """What a service returned and what it changed."""

    result: R
    changes: Changes


def _action(service: Callable[..., Any]) -> str:
    """A service's name in the journal: its module's, wherever that stands, or the ``JOURNAL_NAME`` that this keeps."""
    module = service.__module__
    return f"{getattr(sys.modules.get(module), 'JOURNAL_NAME', module.rpartition('.')[2])}.{service.__name__}"


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file bears the name now; ``None`` when none does."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


class _Keeper:
    """A connection to the file that was opened, whatever takes its name later.

    When another file does, SQLite leaves our log beside it, and whoever opens that file would replay the log into it.
    `let_go` empties the log into our own file first, unless somebody else wrote to it since.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._log = path, path.with_name(path.name + "-wal")
        self._file = _identity(path)
        self._raw = sqlite.connect(str(path), isolation_level=None, check_same_thread=False)
        self._raw.execute("SELECT 1 FROM sqlite_master").fetchone()  # opens the log
        self.note()

    def note(self) -> None:
        """Remember the log as this program leaves it."""
        self._mark = self._written()

    def _written(self) -> tuple[int, ...] | None:
        try:
            found = self._log.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns

    def replaced(self) -> bool:
        """Whether the name is gone, or another file's."""
        return _identity(self._path) != self._file

    def let_go(self) -> None:
        """Close; the log of a file that was replaced is emptied before."""
        with suppress(sqlite.Error):
            if self.replaced() and self._mark is not None and self._written() == self._mark:
                self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        with suppress(sqlite.Error):
            self._raw.close()


class Database:
    """One open database. Raises `UserError` ``database_replaced`` once another file bears its name."""

    def __init__(self, path: Path, actor: str) -> None:
        self.path = path
        self.actor = actor
        self._lost = False
        with _failures_in_words(path):
            self._keeper = _Keeper(path)
        self._engine = _engine(path)
        self._read = sessionmaker(self._engine)
        self._write = sessionmaker(self._engine.execution_options(psq_begin="IMMEDIATE"))
        event.listen(self._write, "do_orm_execute", journal.refuse_bulk)

    def read(self, service: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a service that changes nothing."""
        self._expect_our_file()

        def act() -> R:
            with _collector_paused(), self._read() as session:
                return service(session, *args, **kwargs)

        with _failures_in_words(self.path):
            return self._with_search(act)

    def write(self, service: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> Outcome[R]:
        """Run a service in one transaction, journalled under its name (``agenda.move``)."""
        return self._transaction(lambda session: service(session, *args, **kwargs), _action(service), None)

    def revert(
        self, step: int, action: str, service: Callable[[Session, int], journal.Step] = journal.revert
    ) -> Outcome[journal.Step]:
        """Take a step back as a step of its own; ``service`` may refuse it (`services.history.take_back`)."""
        return self._transaction(lambda session: service(session, step), action, step)

    def _transaction(self, work: Callable[[Session], R], action: str, reverts: int | None) -> Outcome[R]:
        self._expect_our_file()

        def act() -> Outcome[R]:
            with self._write() as session, session.begin():
                result = work(session)
                changes = journal.write(session, action, self.actor, reverts)
                if self._keeper.replaced():  # a long service: what it did is not said to be kept
                    raise UserError("database_replaced", path=self.path)
            return Outcome(result, changes)

        with _failures_in_words(self.path):
            outcome = self._with_search(act)
        self._keeper.note()
        return outcome

    def _with_search(self, act: Callable[[], R]) -> R:
        """Run; once more after the search index was made again, when a damage of it is what refused."""
        try:
            return act()
        except DatabaseError as error:
            if not _may_be_search(str(error.orig), self.path) or not _search_lags(self.path):
                raise
        rebuild_search(self.path)
        self._keeper.note()
        return act()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A bare connection, for checks."""
        self._expect_our_file()
        with _failures_in_words(self.path), self._engine.connect() as connection:
            yield connection

    def _expect_our_file(self) -> None:
        if self._lost or self._keeper.replaced():
            self._lost = True
            self.close()  # at once: whoever opens the new file must not find our log in use
            raise UserError("database_replaced", path=self.path)

    def close(self) -> None:
        """Let go of the file."""
        self._keeper.let_go()
        self._engine.dispose()


def create(path: Path, actor: str) -> Database:
    """Make a new, empty database. Raises `UserError` when the file exists or its folder cannot be written."""
    try:
        taken, has_folder = _taken(path), path.parent.is_dir()
    except (OSError, ValueError) as error:  # a name too long, a folder that may not be read
        raise UserError("bad_name", path=path) from error
    if taken:
        raise UserError("database_exists", path=path)
    if not has_folder:
        raise UserError("folder_missing", path=path.parent)
    try:
        with closing(sqlite.connect(str(path))) as raw:
            raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        upgrade(path)
        return Database(path, actor)
    except BaseException as error:
        discard(path)
        if isinstance(error, sqlite.Error | DBAPIError | OSError | UnicodeEncodeError):
            full = "full" in str(error) or _is_full(path)
            raise UserError("disk_full" if full else "folder_unwritable", path=path.parent) from error
        raise


def _taken(path: Path) -> bool:
    """Whether something bears the name, be it a link to nowhere."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def discard(path: Path) -> None:
    """Remove a base that could not be finished, with its side files."""
    for side in _SIDES:
        with suppress(OSError):
            path.with_name(path.name + side).unlink()


def open_database(path: Path, actor: str) -> Database:
    """Open an existing database of this program's schema; nothing is created or changed when it is refused."""
    revision, searchable = _inspect(path)
    if revision != SCHEMA:
        raise UserError("schema_newer" if revision > SCHEMA else "schema_older", path=path, revision=revision)
    if not searchable:
        with suppress(UserError):  # a full disk, another window: tried again by what needs the index
            rebuild_search(path)
    return Database(path, actor)


def inspect_file(path: Path) -> str:
    """Schema version of a database file, read without touching it.

    Raises `UserError`: ``database_missing``, ``database_empty``, ``database_foreign``, ``database_damaged``, and
    ``database_readonly`` or ``disk_full`` when SQLite cannot read it where it is.
    """
    return _inspect(path)[0]


def _inspect(path: Path) -> tuple[str, bool]:
    """As `inspect_file`, and whether the search index is whole: it can be made again, so it damages nothing."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would make us wait for ever
            raise UserError("database_foreign", path=path)
        with path.open("rb") as file:
            header = file.read(100)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UserError("database_missing", path=path) from error
    except (OSError, ValueError) as error:
        raise UserError("database_unreadable", path=path) from error
    if not header:
        raise UserError("database_empty", path=path)
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise UserError("database_foreign", path=path)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise UserError("database_foreign", path=path)
    # Without a write-ahead log beside it, the file is complete: read it as immutable so that no side file appears.
    wal = path.with_name(path.name + "-wal")
    mode = "ro" if wal.exists() and wal.stat().st_size else "ro&immutable=1"
    try:
        with closing(sqlite.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True)) as raw:
            found = _quick_findings(raw)
            if any(search.INDEX not in line for line in found):
                raise UserError("database_damaged", path=path)
            revision = raw.execute("SELECT version_num FROM alembic_version").fetchone()
            searchable = not found and (revision != (SCHEMA,) or _answers(raw))
    except UnicodeEncodeError as error:  # a name that is no text: SQLite cannot open it
        raise UserError("database_unreadable", path=path) from error
    except sqlite.DatabaseError as error:
        told = _told(str(error), path)
        unread = told.code == "database_error" and "I/O" not in str(error)
        raise UserError("database_damaged", path=path) if unread else told from error
    if revision is None:
        raise UserError("database_damaged", path=path)
    return str(revision[0]), searchable


def _quick_findings(raw: Any) -> list[str]:
    """Of SQLite's quick check: table by table when a search index that cannot be opened keeps it from the whole."""
    try:
        lines = [str(row[0]) for row in raw.execute("PRAGMA quick_check(2)")]
    except sqlite.OperationalError as error:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL TABLE%'"
        names = [row[0] for row in raw.execute(query)]
        lines = [str(row[0]) for name in names for row in raw.execute(f'PRAGMA quick_check("{name}")')]
        lines.append(f"{search.INDEX}: {error}")
    return [line for line in lines if line != "ok"]


def _answers(raw: Any) -> bool:
    try:
        return search_repair.answers(raw.execute)
    except sqlite.Error:
        return False


def migrate(path: Path) -> Path | None:
    """Bring an older database to this program's schema, after a verified copy; ``None`` when it is there already.

    A search index that does not fit the rows is made again.
    """
    revision, searchable = _inspect(path)
    if revision > SCHEMA:
        raise UserError("schema_newer", path=path, revision=revision)
    if revision == SCHEMA:
        if not searchable or _search_lags(path):
            rebuild_search(path)
        return None
    if revision not in _known_revisions():
        raise UserError("schema_unknown", path=path, revision=revision)
    copy = _unused(path, f"-schema-{revision}")
    try:
        with closing(sqlite.connect(str(path))) as source, closing(sqlite.connect(str(copy))) as target:
            source.backup(target)
        inspect_file(copy)
    except (sqlite.Error, UserError) as error:
        copy.unlink(missing_ok=True)
        raise error if isinstance(error, UserError) else _told(str(error), path) from error
    with _failures_in_words(path):
        upgrade(path)
    return copy


def _unused(path: Path, suffix: str) -> Path:
    """A name beside ``path`` that no file bears: a copy kept by an earlier attempt stays."""
    names = (f"{path.stem}{suffix}{f'-{n}' if n else ''}{path.suffix}" for n in count())
    return next(found for name in names if not (found := path.with_name(name)).exists())


def _migrations() -> Any:
    from alembic.config import Config

    from psq_desktop.models import migrations

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return config


def _known_revisions() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_migrations()).walk_revisions()}


def upgrade(path: Path) -> None:
    """Bring the schema to `SCHEMA` in one transaction: an interrupted migration leaves nothing behind."""
    from alembic import command

    config = _migrations()
    engine = _engine(path)
    try:
        with engine.execution_options(psq_begin="IMMEDIATE").begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def rebuild_search(path: Path) -> None:
    """Make the search index again from the rows, in one transaction. Raises ``database_damaged`` if more is wrong."""
    engine = _engine(path)
    try:
        with _failures_in_words(path), engine.execution_options(psq_begin="IMMEDIATE").begin() as connection:
            if not search_repair.remake(connection):
                raise UserError("database_damaged", path=path)
    finally:
        engine.dispose()


def _may_be_search(reason: str, path: Path) -> bool:
    """Whether a damaged index says so: of a constraint FTS5 says no more than that, SQLite which one."""
    if "constraint failed" in reason:
        return reason == "constraint failed"
    return _told(reason, path).code in ("database_damaged", "database_error")


def _engine(path: Path) -> Engine:
    def connect() -> Any:
        # autocommit: SQLAlchemy's begin event opens every transaction, the driver none of its own
        return sqlite.connect(str(path), isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite+pysqlite://", module=sqlite, creator=connect)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(raw: Any, _record: Any) -> None:
    for pragma in _PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('psq_begin', 'DEFERRED')}")


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Rows hold no cycles: while thousands are made, the collector would walk all of them again and again."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _failures_in_words(path: Path) -> Iterator[None]:
    """Turn what the database refuses, and the user can mend, into a `UserError`; bugs pass."""
    try:
        yield
    except StaleDataError as error:
        raise UserError("changed_meanwhile") from error
    except IntegrityError as error:
        if "FOREIGN KEY" not in str(error.orig):
            raise
        raise UserError("gone") from error  # what was chosen has been deleted meanwhile
    except DatabaseError as error:
        if type(error) not in (DatabaseError, OperationalError):
            raise
        raise _told(str(error.orig), path) from error
    except sqlite.OperationalError as error:
        raise _told(str(error), path) from error
    except UnreadableError as error:
        raise UserError("database_damaged", path=path) from error
    except (ValueError, LookupError, TypeError, ArithmeticError, AttributeError) as error:
        if not _holds_strange_rows(path):
            raise
        raise UserError("database_damaged", path=path) from error


def _holds_strange_rows(path: Path) -> bool:
    """Whether rows hold what this program never writes: looked for after an error that they would explain."""
    try:
        with closing(sqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as raw:
            queries = ("PRAGMA foreign_key_check", *map(_strange_rows, tables.Base.metadata.tables.values()))
            return any(raw.execute(query).fetchone() is not None for query in queries)
    except sqlite.Error:
        return False


def _strange_rows(table: Table) -> str:
    """SQL that finds a row with a value of another type than its column's, a word of no vocabulary, or no date."""
    return f'SELECT 1 FROM "{table.name}" WHERE {" OR ".join(map(_strange_value, table.columns))} LIMIT 1'


def _strange_value(column: Column[Any]) -> str:
    name, kind = f'"{column.name}"', column.type
    if isinstance(kind, Enum):
        return f"{name} NOT IN ({', '.join(map(repr, kind.enums))})"
    if isinstance(kind, Date):
        return f"{name} IS NOT date({name})"
    if isinstance(kind, Time):
        return f"({name} IS NOT NULL AND time({name}) IS NULL)"
    stored = next((names for known, names in _STORED.items() if isinstance(kind, known)), None)
    return f"typeof({name}) NOT IN ({stored}, 'null')" if stored else "FALSE"


_STORED: dict[type[Any], str] = {
    Float: "'real', 'integer'", Integer: "'integer'", Boolean: "'integer'", String: "'text'", LargeBinary: "'blob'",
}  # fmt: skip


def _told(reason: str, path: Path) -> UserError:
    if "locked" in reason or "busy" in reason:
        return UserError("database_locked")
    if "full" in reason or ("I/O" in reason and _is_full(path)):
        return UserError("disk_full")
    if "readonly" in reason or "unable to open" in reason:
        return UserError("disk_full" if _is_full(path) else "database_readonly")
    if "malformed" in reason or "not a database" in reason:
        return UserError("database_damaged", path=path)
    return UserError("database_error", reason=reason)


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _SMALLEST_ROOM
    except OSError:
        return False


def check(database: Database) -> list[str]:
    """Findings of SQLite's own integrity and foreign key checks and of the schema's, empty when sound."""
    with database.connection() as connection:
        found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
        found += [f"foreign key: {row[0]} {row[1]}" for row in connection.execute(text("PRAGMA foreign_key_check"))]
        found += _schema_findings(connection)
        found += _search_findings(connection)
    return [line for line in found if line != "ok"]


def _schema_findings(connection: Connection) -> list[str]:
    """Guards of the journal and indexes that are not there, and triggers that are not ours."""
    query = text("SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')")
    found = {(row.type, row.name): row.sql for row in connection.execute(query)}
    wanted: dict[tuple[str, str], str | None] = {
        ("trigger", name): sql for name, sql in {**journal.GUARDS, **search.TRIGGERS}.items()
    }
    wanted |= {
        ("index", str(index.name)): None for table in tables.Base.metadata.tables.values() for index in table.indexes
    }
    kinds = {"index": "index", "trigger": "déclencheur"}
    absent = [f"{kinds[k]} absent : {n}" for k, n in wanted if (k, n) not in found]
    altered = [f"déclencheur modifié : {n}" for (k, n), sql in wanted.items() if sql and found.get((k, n), sql) != sql]
    strange = [f"déclencheur inconnu : {n}" for k, n in found if k == "trigger" and (k, n) not in wanted]
    return absent + altered + strange


def _search_findings(connection: Connection) -> list[str]:
    """Whether the search knows what the rows say. Nothing is told of an index that cannot be verified just now."""
    try:
        sound = search_repair.fits(connection)
    except DatabaseError as error:
        sound = _told(str(error.orig), Path()).code in ("database_locked", "database_readonly")
    return [] if sound else [SEARCH_LAGS]


def _search_lags(path: Path) -> bool:
    engine = _engine(path)
    try:
        with _failures_in_words(path), engine.connect() as connection:
            return bool(_search_findings(connection))
    finally:
        engine.dispose()
