"""The database file: refused when it is not sound and ours, and what was acknowledged stays."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2 as sqlite

from psq_desktop import db, journal
from psq_desktop.errors import UserError
from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.base import Base
from psq_desktop.models.journal import JournalEntry
from psq_desktop.services import meetings, partners, setup
from psq_desktop.services.preparing import agenda
from psq_desktop.services.steering import progress
from tests.conftest import ACTOR, TODAY

PROJECT = Path(__file__).parents[1]
OpenCopy = Callable[[], db.Database]


def folder_bytes(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, side files included."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def content(database: db.Database) -> dict[str, list[tuple[Any, ...]]]:
    with database.connection() as connection:
        return {t.name: [tuple(row) for row in connection.execute(select(t))] for t in Base.metadata.sorted_tables}


def raw(path: Path, *statements: str) -> None:
    with closing(sqlite.connect(str(path), isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def last_meeting(database: db.Database) -> int:
    return database.read(meetings.search)[0].id


# Creating


def test_create_refuses_to_overwrite(tmp_path: Path) -> None:
    path = tmp_path / "base.psq"
    path.write_bytes(b"a letter")
    before = folder_bytes(tmp_path)
    with pytest.raises(UserError) as caught:
        db.create(path, ACTOR)
    assert caught.value.code == "database_exists"
    assert folder_bytes(tmp_path) == before


def test_create_refuses_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        db.create(tmp_path / "nowhere" / "base.psq", ACTOR)
    assert caught.value.code == "folder_missing"
    assert list(tmp_path.iterdir()) == []


def test_create_marks_the_file_as_ours_and_leaves_no_side_file_when_closed(tmp_path: Path) -> None:
    database = db.create(tmp_path / "base.psq", ACTOR)
    database.close()
    assert [path.name for path in tmp_path.iterdir()] == ["base.psq"]
    assert (tmp_path / "base.psq").read_bytes()[68:72] == b"PSQ1"
    assert db.inspect_file(tmp_path / "base.psq") == db.SCHEMA


# Refusing


def _missing(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _garbage(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(50_000))


def _short_garbage(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0 and no more")


def _text(path: Path) -> None:
    path.write_text("Compte rendu de la séance\n" * 100, encoding="utf-8")


def _other_application(path: Path) -> None:
    raw(path, "PRAGMA application_id = 252006674")


def _no_application(path: Path) -> None:
    path.unlink()
    raw(path, "CREATE TABLE alembic_version (version_num TEXT)", "INSERT INTO alembic_version VALUES ('0001')")


def _truncated(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _truncated_inside_the_first_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000])


def _flipped_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    start = 4096 * 5  # the head of a page: its kind and its cell pointers
    for offset in range(start, start + 16):
        data[offset] ^= 0xFF
    path.write_bytes(data)


def _overwritten_page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 * 8 : 4096 * 9] = random.Random(2).randbytes(4096)
    path.write_bytes(data)


def _newer(path: Path) -> None:
    raw(path, "UPDATE alembic_version SET version_num = '9001'")


def _older(path: Path) -> None:
    raw(path, "UPDATE alembic_version SET version_num = '0000'")


def _no_version(path: Path) -> None:
    raw(path, "DELETE FROM alembic_version")


def _no_version_table(path: Path) -> None:
    raw(path, "DROP TABLE alembic_version")


FAULTS = {
    "database_missing": (_missing,),
    "database_empty": (_empty,),
    "database_foreign": (_garbage, _short_garbage, _text, _other_application, _no_application),
    "database_damaged": (
        _truncated, _truncated_inside_the_first_page, _flipped_page, _overwritten_page, _no_version, _no_version_table,
    ),
    "schema_newer": (_newer,),
    "schema_older": (_older,),
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "fault"), [pytest.param(code, f, id=f.__name__.strip("_")) for code, fs in FAULTS.items() for f in fs]
)
def test_a_file_that_is_not_sound_and_ours_is_refused_and_left_as_it_is(
    demo_file: Path, tmp_path: Path, code: str, fault: Callable[[Path], None]
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    path = folder / "base.psq"
    shutil.copy(demo_file, path)
    fault(path)
    for side in ("-wal", "-shm"):
        path.with_name(path.name + side).unlink(missing_ok=True)
    before = folder_bytes(folder)
    with pytest.raises(UserError) as caught:
        db.open_database(path, ACTOR)
    assert caught.value.code == code
    assert caught.value.params["path"] == path
    assert folder_bytes(folder) == before


def test_a_folder_in_place_of_a_base_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        db.open_database(tmp_path, ACTOR)
    assert caught.value.code == "database_foreign"


def test_the_version_of_a_newer_base_is_named(demo_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "base.psq"
    shutil.copy(demo_file, path)
    _newer(path)
    with pytest.raises(UserError) as caught:
        db.open_database(path, ACTOR)
    assert caught.value.params["revision"] == "9001"


def test_a_base_left_with_its_log_by_a_crash_opens_whole(demo_file: Path, tmp_path: Path) -> None:
    """Copied while it was open, with its log beside it: the committed work in the log is there."""
    path, copy = tmp_path / "base.psq", tmp_path / "copy.psq"
    shutil.copy(demo_file, path)
    database = db.open_database(path, ACTOR)
    database.write(agenda.add, last_meeting(database), "Dans le journal d’écriture")
    for side in ("", "-wal"):
        shutil.copy(f"{path}{side}", f"{copy}{side}")
    database.close()
    again = db.open_database(copy, ACTOR)
    titles = [item.title for item in again.read(agenda.items, last_meeting(again))]
    again.close()
    assert "Dans le journal d’écriture" in titles


# In force


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cache_size", -65536),
        ("application_id", db.APPLICATION_ID),
    ],
)
def test_the_pragmas_are_in_force(demo_database: db.Database, pragma: str, value: object) -> None:
    with demo_database.connection() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


def test_the_library_has_the_repair_of_the_log_reset() -> None:
    assert sqlite.sqlite_version_info >= (3, 51, 3)


def test_a_reference_to_nothing_is_refused_by_the_database(demo_database: db.Database) -> None:
    with demo_database.connection() as connection, pytest.raises(Exception, match="FOREIGN KEY"):
        connection.execute(text("UPDATE agenda_item SET meeting_id = 99999"))


def test_an_unknown_word_of_a_vocabulary_is_refused_by_the_database(demo_database: db.Database) -> None:
    with demo_database.connection() as connection, pytest.raises(Exception, match="CHECK"):
        connection.execute(text("UPDATE decision SET state = 'perdue'"))


def test_a_write_takes_the_lock_at_once(demo_database: db.Database) -> None:
    """Two writers never both read first and then find themselves locked out."""

    def another_writer(session: Session) -> None:
        session.connection()  # begins
        with (
            closing(sqlite.connect(str(demo_database.path), timeout=0, isolation_level=None)) as other,
            pytest.raises(sqlite.OperationalError, match="locked"),
        ):
            other.execute("BEGIN IMMEDIATE")

    demo_database.write(another_writer)


def test_a_read_blocks_no_writer(open_copy: OpenCopy) -> None:
    database = open_copy()
    other = db.open_database(database.path, "Autre poste")

    def look_while_somebody_writes(session: Session) -> tuple[int, int]:
        meeting = last = meetings.search(session)[0].id
        before = len(agenda.items(session, meeting))
        done = threading.Thread(target=lambda: other.write(agenda.add, last, "Pendant la lecture"))
        done.start()
        done.join()
        session.expire_all()
        return before, len(agenda.items(session, meeting))

    before, after = database.read(look_while_somebody_writes)
    other.close()
    assert before == after, "a read sees one picture from its start to its end"
    assert len(database.read(agenda.items, last_meeting(database))) == before + 1


_WRITER = """
import sys
from pathlib import Path
from psq_desktop import db
from psq_desktop.services import meetings
from psq_desktop.services.preparing import agenda

base = db.open_database(Path(sys.argv[1]), sys.argv[2])
meeting = base.read(meetings.search)[0].id
for n in range(40):
    base.write(agenda.add, meeting, f"{sys.argv[2]} {n}")
base.close()
"""


def test_two_processes_write_and_none_is_locked_out(demo_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "base.psq"
    shutil.copy(demo_file, path)
    names = ("Poste A", "Poste B")
    running = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(path), name], cwd=PROJECT, stderr=subprocess.PIPE)
        for name in names
    ]
    said = [process.communicate()[1].decode() for process in running]
    assert ([process.returncode for process in running], said) == ([0, 0], ["", ""])
    base = db.open_database(path, ACTOR)
    titles = {item.title for item in base.read(agenda.items, last_meeting(base))}
    assert {f"{name} {n}" for name in names for n in range(40)} <= titles
    assert_sound(base)
    base.close()


def assert_sound(database: db.Database) -> None:
    assert db.check(database) == []
    with database.connection() as connection:
        assert journal.verify(connection).fault is None


def test_threads_write_and_none_is_locked_out(demo_database: db.Database) -> None:
    meeting, failures = last_meeting(demo_database), list[BaseException]()

    def work(name: str) -> None:
        try:
            own = db.open_database(demo_database.path, name)
            for n in range(20):
                own.write(agenda.add, meeting, f"{name} {n}")
            own.close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(f"Fil {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    titles = {item.title for item in demo_database.read(agenda.items, meeting)}
    assert {f"Fil {t} {n}" for t in range(4) for n in range(20)} <= titles
    assert_sound(demo_database)


# Crashes

_KILLED = """
import os, random, signal, sys
from pathlib import Path
from psq_desktop import db, journal
from psq_desktop.services import meetings
from psq_desktop.services.preparing import agenda

path, rounds = Path(sys.argv[1]), int(sys.argv[2])
chance = random.Random(7)


def write_for_ever(number, out):
    base = db.open_database(path, "Victime")
    meeting = base.read(meetings.search)[0].id
    n = 0
    while True:
        title = f"Point {number}-{n}"
        key = base.write(agenda.add, meeting, title).result
        os.write(out, f"{title}\\n".encode())  # only now is it acknowledged
        base.write(agenda.set_field, key, "planned_minutes", n % 60)
        n += 1


for number in range(rounds):
    source, out = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(source)
        try:
            write_for_ever(number, out)
        except BaseException as error:
            os.write(out, f"failed: {error!r}\\n".encode())
        finally:
            os._exit(3)
    os.close(out)
    wanted, said = chance.randint(1, 12), b""
    while said.count(b"\\n") < wanted:
        piece = os.read(source, chance.randint(1, 40))
        if not piece:
            break
        said += piece
    os.kill(child, signal.SIGKILL)
    while piece := os.read(source, 65536):
        said += piece
    os.close(source)
    os.waitpid(child, 0)
    sys.stdout.write(said.decode())
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_kill_9_loses_nothing_that_was_acknowledged(demo_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "base.psq"
    shutil.copy(demo_file, path)
    command = [sys.executable, "-c", _KILLED, str(path), "20"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT)
    acknowledged = done.stdout.splitlines()
    assert {title.partition("-")[0] for title in acknowledged} == {f"Point {n}" for n in range(20)}
    base = db.open_database(path, ACTOR)
    titles = [item.title for item in base.read(agenda.items, last_meeting(base))]
    assert set(acknowledged) <= set(titles)
    assert len(titles) == len(set(titles)), "nothing is there twice"
    assert_sound(base)
    base.close()


# A full disk


def test_a_full_disk_is_told_and_rolled_back(demo_database: db.Database) -> None:
    with demo_database.connection() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
    meeting = last_meeting(demo_database)
    before = content(demo_database)
    with pytest.raises(UserError) as caught:
        demo_database.write(agenda.add, meeting, "x" * 200_000)
    assert caught.value.code == "disk_full"
    assert content(demo_database) == before
    with demo_database.connection() as connection:
        connection.execute(text("PRAGMA max_page_count = 1000000"))
    demo_database.write(agenda.add, meeting, "x" * 200_000)
    assert_sound(demo_database)


_LIMITED = """
import resource, sys
from pathlib import Path
from psq_desktop import db
from psq_desktop.errors import UserError
from psq_desktop.services import meetings
from psq_desktop.services.preparing import agenda

path, room = Path(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
try:
    if path.exists():
        base = db.open_database(path, "Plein")
        meeting = base.read(meetings.search)[0].id
        for n in range(2000):
            base.write(agenda.add, meeting, f"Point {n} " + "x" * 4000)
            print(n, flush=True)
    else:
        db.create(path, "Plein")
except UserError as error:
    print(error.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs setrlimit")
def test_a_file_that_cannot_grow_refuses_the_write_and_keeps_what_it_acknowledged(
    demo_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "base.psq"
    shutil.copy(demo_file, path)
    command = [sys.executable, "-c", _LIMITED, str(path), str(path.stat().st_size + 50_000)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
    *written, code = done.stdout.split()
    assert (done.stderr, done.returncode) == ("", 0)
    assert code in ("disk_full", "database_error")
    assert written
    base = db.open_database(path, ACTOR)
    titles = {item.title.split(" x")[0] for item in base.read(agenda.items, last_meeting(base))}
    assert {f"Point {n}" for n in written} <= titles
    assert_sound(base)
    base.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs setrlimit")
@pytest.mark.parametrize("room", [0, 4096, 20_000, 60_000])
def test_a_base_that_cannot_be_created_leaves_nothing(tmp_path: Path, room: int) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    command = [sys.executable, "-c", _LIMITED, str(folder / "base.psq"), str(room)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
    assert done.stderr == ""
    assert done.stdout.strip() in ("folder_unwritable", "disk_full")
    assert list(folder.iterdir()) == []


# Several users


def test_a_stale_row_is_refused_and_nothing_is_overwritten(open_copy: OpenCopy) -> None:
    mine = open_copy()
    theirs = db.open_database(mine.path, "Loïc Hennebelle")
    item = mine.read(agenda.items, last_meeting(mine))[0].id

    def take(session: Session) -> AgendaItem:
        found = session.get_one(AgendaItem, item)
        session.expunge(found)
        return found

    opened = mine.read(take)
    theirs.write(agenda.set_field, item, "title", "Leur titre")
    opened.title = "Mon titre"

    def keep(session: Session) -> None:
        session.merge(opened)

    with pytest.raises(UserError) as caught:
        mine.write(keep)
    assert caught.value.code == "changed_meanwhile"
    assert mine.read(agenda.items, last_meeting(mine))[0].title == "Leur titre"
    theirs.close()
    assert_sound(mine)


def test_a_row_that_somebody_removed_meanwhile_is_said_to_be_gone(open_copy: OpenCopy) -> None:
    mine = open_copy()
    theirs = db.open_database(mine.path, "Loïc Hennebelle")
    item = mine.read(agenda.items, last_meeting(mine))[2].id
    theirs.write(agenda.remove, item)
    with pytest.raises(UserError) as caught:
        mine.write(agenda.set_field, item, "title", "Trop tard")
    assert caught.value.code == "gone"
    theirs.close()


# What would pass by the journal


def _bulk_update(session: Session) -> None:
    session.execute(update(AgendaItem).values(title="Tous pareils"))


def _bulk_delete(session: Session) -> None:
    session.execute(delete(AgendaItem))


def _bulk_insert(session: Session) -> None:
    session.execute(insert(AgendaItem), [{"meeting_id": 1, "position": 1, "title": "Masse"}])


def _table_update(session: Session) -> None:
    session.execute(update(Base.metadata.tables["decision"]).values(text="Toutes pareilles"))


def _query_update(session: Session) -> None:
    session.query(AgendaItem).update({"title": "Tous pareils"})


def _journal_delete(session: Session) -> None:
    session.execute(delete(JournalEntry))


@pytest.mark.parametrize(
    "service", [_bulk_update, _bulk_delete, _bulk_insert, _table_update, _query_update, _journal_delete]
)
def test_a_bulk_statement_through_the_orm_is_refused(
    demo_database: db.Database, service: Callable[[Session], None]
) -> None:
    before = content(demo_database)
    with pytest.raises(RuntimeError, match="bulk"):
        demo_database.write(service)
    assert content(demo_database) == before


def test_a_read_never_keeps_what_it_changed(demo_database: db.Database) -> None:
    before = content(demo_database)
    demo_database.read(agenda.add, last_meeting(demo_database), "En lecture")
    assert content(demo_database) == before


def test_a_database_goes_on_after_a_service_failed(empty_database: db.Database) -> None:
    with pytest.raises(UserError):
        empty_database.write(setup.create_base, district="", city="", committee="")
    empty_database.write(setup.create_base, district="Quartier", city="Ville", committee="Comité")
    assert len(empty_database.read(partners.colleges)) == len(setup.COLLEGES)


def test_damage_found_while_working_is_told_and_nothing_is_acknowledged(open_copy: OpenCopy) -> None:
    database = open_copy()
    meeting = last_meeting(database)
    with database.connection() as connection:
        connection.execute(text("PRAGMA cache_size = 0"))
        connection.execute(text("PRAGMA shrink_memory"))
        page = connection.execute(text("SELECT rootpage FROM sqlite_master WHERE name = 'agenda_item'")).scalar_one()
    with database.path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(random.Random(3).randbytes(4096))
    for work in (lambda: database.read(agenda.items, meeting), lambda: database.write(agenda.add, meeting, "Point")):
        with pytest.raises(UserError) as caught:
            work()
        assert caught.value.code == "database_damaged"


# Another file in the place of ours


def _by_another_base(path: Path, other: Path) -> None:
    shutil.copy(other, f"{path}.new")
    os.replace(f"{path}.new", path)  # noqa: PTH105


def _aside(path: Path, other: Path) -> None:
    path.rename(path.with_name("old.psq"))
    shutil.copy(other, path)


def _deleted(path: Path, other: Path) -> None:
    path.unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file in its place")
@pytest.mark.parametrize("use_first", [True, False])
@pytest.mark.parametrize("swap", [_by_another_base, _aside, _deleted])
def test_a_file_that_was_replaced_is_never_written(
    demo_file: Path, tmp_path: Path, swap: Callable[[Path, Path], None], use_first: bool
) -> None:
    path = tmp_path / "base.psq"
    shutil.copy(demo_file, path)
    database = db.open_database(path, ACTOR)
    meeting = last_meeting(database)
    for number in range(30):
        database.write(agenda.add, meeting, f"Point {number}")
    swap(path, demo_file)
    if use_first:
        for use in (
            lambda: database.write(agenda.add, meeting, "Perdu"),
            lambda: database.read(agenda.items, meeting),
            lambda: db.check(database),
        ):
            with pytest.raises(UserError) as caught:
                use()
            assert caught.value.code == "database_replaced"
            assert caught.value.params == {"path": path}
    database.close()
    database.close()
    if swap is _deleted:
        assert not path.exists()
        shutil.copy(demo_file, path)  # a copy put back by hand
    assert db.inspect_file(path) == db.SCHEMA
    fresh = db.open_database(path, ACTOR)
    assert_sound(fresh)
    assert not [item for item in fresh.read(agenda.items, meeting) if item.title.startswith("Point ")]
    fresh.close()
    assert path.read_bytes() == demo_file.read_bytes()
    if swap is _aside:
        old = db.open_database(tmp_path / "old.psq", ACTOR)
        assert len([i for i in old.read(agenda.items, meeting) if i.title.startswith("Point ")]) == 30
        old.close()


# Choices that are gone, values that cannot be read


def test_a_choice_that_was_deleted_meanwhile_is_said_to_be_gone(demo_database: db.Database) -> None:
    item = demo_database.read(agenda.items, last_meeting(demo_database))[2].id
    with pytest.raises(UserError) as caught:
        demo_database.write(agenda.set_rapporteur, item, 99_999)
    assert caught.value.code == "gone"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meeting SET date = '31/02/2026'",
        "UPDATE meeting SET date = 12",
        "UPDATE meeting SET stage = 'perdue'",
        "UPDATE agenda_item SET notes = '{{'",
        """UPDATE agenda_item SET notes = '[["p",[1,""]]]'""",
    ],
)
def test_a_value_that_cannot_be_read_is_damage_and_no_bug(open_copy: OpenCopy, statement: str) -> None:
    database = open_copy()
    meeting = last_meeting(database)
    raw(database.path, "PRAGMA ignore_check_constraints = ON", statement)
    with pytest.raises(UserError) as caught:
        database.read(agenda.items, meeting)
    assert caught.value.code == "database_damaged"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reading SET value = 'abc' WHERE status = 'value'",
        "UPDATE reading SET value = 9e999 WHERE status = 'value'",
        "UPDATE reading SET value = 1e300 WHERE status = 'value'",
        "UPDATE reading SET value = NULL WHERE status = 'value'",
        "UPDATE reading SET ends_on = '2026-13-45' WHERE id = 1",
        "UPDATE indicator SET target = 'abc'",
        "UPDATE indicator SET baseline = 9e999",
        "UPDATE commitment SET partner_id = 999",
        "UPDATE outlook SET state = 'perdue'",
    ],
)
def test_objectives_changed_by_another_hand_are_damage_and_no_bug(open_copy: OpenCopy, statement: str) -> None:
    database = open_copy()
    for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
        statement = f"PRAGMA {pragma}; {statement}"
    raw(database.path, *statement.split("; "))
    with pytest.raises(UserError) as caught:
        database.read(progress.compose, TODAY)
    assert caught.value.code == "database_damaged"


@pytest.mark.parametrize("bug", [ValueError, KeyError, LookupError, TypeError])
def test_a_bug_of_ours_stays_one(demo_database: db.Database, bug: type[Exception]) -> None:
    def broken(session: Session) -> None:
        raise bug("Invalid isoformat string: 'x'")

    with pytest.raises(bug):
        demo_database.read(broken)


# What is no file, and what cannot be upgraded


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.psq")
    with pytest.raises(UserError) as caught:
        db.open_database(tmp_path / "pipe.psq", ACTOR)
    assert caught.value.code == "database_foreign"


@pytest.mark.parametrize("revision", ["", "0000"])
def test_an_unknown_schema_is_not_upgraded(demo_file: Path, tmp_path: Path, revision: str) -> None:
    path = tmp_path / "base.psq"
    shutil.copy(demo_file, path)
    raw(path, f"UPDATE alembic_version SET version_num = '{revision}'")
    before = folder_bytes(tmp_path)
    with pytest.raises(UserError) as caught:
        db.migrate(path)
    assert caught.value.code == "schema_unknown"
    assert folder_bytes(tmp_path) == before


def test_a_name_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        db.create(tmp_path / ("n" * 300), ACTOR)
    assert caught.value.code in ("bad_name", "folder_unwritable")


_LEFT_WITH_ITS_LOG = """
import os, sys
from pathlib import Path
from psq_desktop import db
from psq_desktop.errors import UserError

os.setuid(65534)
try:
    db.open_database(Path(sys.argv[1]), "Invité")
except UserError as error:
    print(error.code)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the superuser becomes somebody else")
def test_a_sound_base_that_may_only_be_read_is_not_said_to_be_damaged(demo_file: Path) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to others
        folder = Path(name)
        shutil.copy(demo_file, folder / "whole.psq")
        database = db.open_database(folder / "whole.psq", ACTOR)
        database.write(agenda.add, last_meeting(database), "Dans le journal d’écriture")
        for side in ("", "-wal"):
            shutil.copy(f"{folder / 'whole.psq'}{side}", f"{folder / 'base.psq'}{side}")
        database.close()
        folder.chmod(0o555)
        for file in folder.iterdir():
            file.chmod(0o444)
        command = [sys.executable, "-c", _LEFT_WITH_ITS_LOG, str(folder / "base.psq")]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
        folder.chmod(0o755)
    assert (done.stdout.strip(), done.stderr) == ("database_readonly", "")


def test_a_full_disk_where_the_log_would_begin_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert db._told("disk I/O error", tmp_path).code == "database_error"
    assert db._told("unable to open database file", tmp_path).code == "database_readonly"
    monkeypatch.setattr(db, "_is_full", lambda path: True)
    assert {db._told(f"{why}", tmp_path).code for why in ("disk I/O error", "unable to open database file")} == {
        "disk_full"
    }


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("DROP TRIGGER journal_content_no_update", "déclencheur absent : journal_content_no_update"),
        ("DROP INDEX ix_journal_entry_object", "index absent : ix_journal_entry_object"),
        ("CREATE TRIGGER mine AFTER INSERT ON partner BEGIN SELECT 1; END", "déclencheur inconnu : mine"),
    ],
)
def test_the_guards_of_the_journal_are_checked(open_copy: OpenCopy, statement: str, finding: str) -> None:
    database = open_copy()
    assert db.check(database) == []
    raw(database.path, statement)
    assert db.check(database) == [finding]
