"""The journal: it misses nothing, it cannot be changed unseen, and it counts steps rather than clock ticks."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2 as sqlite

from psq_desktop import db, journal
from psq_desktop.errors import UserError
from psq_desktop.models.agenda import AgendaItem
from psq_desktop.models.journal import JournalContent, JournalEntry
from psq_desktop.services import history, meetings, partners
from psq_desktop.services.deciding import decisions
from psq_desktop.services.kinds import AttendanceStatus, DecisionState
from psq_desktop.services.preparing import agenda
from psq_desktop.services.sitting import attendance
from tests.conftest import ACTOR, TODAY

OpenCopy = Callable[[], db.Database]


def verify(database: db.Database) -> journal.Verdict:
    with database.connection() as connection:
        return journal.verify(connection)


def entries(database: db.Database) -> int:
    with database.connection() as connection:
        return int(connection.execute(select(func.count()).select_from(JournalEntry)).scalar_one())


def last_meeting(database: db.Database) -> int:
    return database.read(meetings.search)[0].id


# The chain


def test_the_chain_verifies_and_grows(demo_database: db.Database) -> None:
    before = verify(demo_database)
    assert (before.fault, before.erased) == (None, 0)
    assert before.entries == entries(demo_database) > 100
    demo_database.write(agenda.add, last_meeting(demo_database), "Un point")
    after = verify(demo_database)
    assert after.fault is None
    assert after.entries > before.entries
    assert after.head != before.head


def test_an_empty_journal_verifies(empty_database: db.Database) -> None:
    assert verify(empty_database) == journal.Verdict(0, 0, bytes(32).hex())


TRIGGERS = ("journal_entry_no_update", "journal_entry_no_delete", "journal_content_no_update")
COLUMNS = (
    "step",
    "at",
    "actor",
    "action",
    "reverts",
    "change",
    "kind",
    "object_id",
    "commitment",
    "previous",
    "digest",
)
Tampering = Callable[[Any, random.Random, int], None]


def _edit_entry(raw: Any, chance: random.Random, last: int) -> None:
    column, n = chance.choice(COLUMNS), chance.randint(1, last)
    (value,) = raw.execute(f"SELECT {column} FROM journal_entry WHERE n = ?", (n,)).fetchone()
    if isinstance(value, bytes):
        spot = chance.randrange(len(value))
        changed: Any = value[:spot] + bytes([value[spot] ^ 1 << chance.randrange(8)]) + value[spot + 1 :]
    elif isinstance(value, int) or value is None:
        changed = (value or 0) + 1
    else:
        changed = value[:-1] + ("x" if value[-1:] != "x" else "y")
    raw.execute(f"UPDATE journal_entry SET {column} = ? WHERE n = ?", (changed, n))


def _edit_content(raw: Any, chance: random.Random, last: int) -> None:
    n = chance.randint(1, last)
    (body,) = raw.execute("SELECT body FROM journal_content WHERE n = ?", (n,)).fetchone()
    spot = chance.randrange(len(body))
    changed = body[:spot] + ("x" if body[spot] != "x" else "y") + body[spot + 1 :]
    raw.execute("UPDATE journal_content SET body = ? WHERE n = ?", (changed, n))


def _edit_salt(raw: Any, chance: random.Random, last: int) -> None:
    raw.execute("UPDATE journal_content SET salt = ? WHERE n = ?", (chance.randbytes(32), chance.randint(1, last)))


def _edit_type(raw: Any, chance: random.Random, last: int) -> None:
    """SQLite keeps any type anywhere: the check must not trip over it."""
    place = chance.choice(
        ("journal_entry SET commitment = 'texte'", "journal_entry SET digest = 12", "journal_entry SET previous = ''",
         "journal_entry SET at = X'ff'", "journal_entry SET object_id = 'sept'", "journal_content SET body = X'ff00'",
         "journal_content SET salt = 'sel'", "journal_content SET body = 5")
    )  # fmt: skip
    raw.execute(f"UPDATE {place} WHERE n = ?", (chance.randint(1, last),))


def _delete_entry(raw: Any, chance: random.Random, last: int) -> None:
    n = chance.randint(1, last)
    if chance.random() < 0.5:
        raw.execute("DELETE FROM journal_content WHERE n = ?", (n,))
    raw.execute("DELETE FROM journal_entry WHERE n = ?", (n,))


def _delete_and_close_the_gap(raw: Any, chance: random.Random, last: int) -> None:
    n = chance.randint(1, last - 1)
    for table in ("journal_content", "journal_entry"):
        raw.execute(f"DELETE FROM {table} WHERE n = ?", (n,))
        raw.execute(f"UPDATE {table} SET n = -n WHERE n > ?", (n,))
        raw.execute(f"UPDATE {table} SET n = -n - 1 WHERE n < 0")


def _cut_tail(raw: Any, chance: random.Random, last: int) -> None:
    """With the contents too, the chain is whole but shorter: its head is on the approved minutes."""
    n = last - chance.randint(0, 20)
    if chance.random() < 0.5:
        raw.execute("DELETE FROM journal_content WHERE n >= ?", (n,))
    raw.execute("DELETE FROM journal_entry WHERE n >= ?", (n,))


def _swap(table: str) -> Tampering:
    def swap(raw: Any, chance: random.Random, last: int) -> None:
        one, two = chance.sample(range(1, last + 1), 2)
        for old, new in ((one, -1), (two, one), (-1, two)):
            raw.execute(f"UPDATE {table} SET n = ? WHERE n = ?", (new, old))

    return swap


def _forge_the_end(raw: Any, chance: random.Random, last: int) -> None:
    """One entry more, well formed but linked to nothing."""
    raw.execute(
        "INSERT INTO journal_entry SELECT n + 1, n + 1, at, actor, action, reverts, change, kind, object_id,"
        " commitment, digest, previous FROM journal_entry WHERE n = ?",
        (last,),
    )


TAMPERINGS: tuple[Tampering, ...] = (
    _edit_entry, _edit_entry, _edit_entry, _edit_content, _edit_content, _edit_salt, _edit_type, _edit_type,
    _delete_entry, _delete_and_close_the_gap, _cut_tail, _swap("journal_entry"), _swap("journal_content"),
    _forge_the_end,
)  # fmt: skip


@pytest.fixture(scope="module")
def opened_journal(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base whose triggers somebody dropped."""
    path = tmp_path_factory.mktemp("journal") / "base.psq"
    shutil.copy(demo_file, path)
    with closing(sqlite.connect(str(path), isolation_level=None)) as raw:
        for trigger in TRIGGERS:
            raw.execute(f"DROP TRIGGER {trigger}")
    return path


@pytest.mark.parametrize("seed", range(112))
def test_every_tampering_is_found(opened_journal: Path, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "base.psq"
    shutil.copy(opened_journal, path)
    base = db.Database(path, ACTOR)
    witness = verify(base)
    base.close()
    tamper, chance = TAMPERINGS[seed % len(TAMPERINGS)], random.Random(seed)
    with closing(sqlite.connect(str(path), isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        tamper(raw, chance, witness.entries)
    base = db.Database(path, ACTOR)
    found = verify(base)
    base.close()
    assert found.fault is not None or found.head != witness.head
    if tamper is not _cut_tail:
        assert found.fault is not None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET actor = 'personne' WHERE n = 1",
        "DELETE FROM journal_entry WHERE n = (SELECT max(n) FROM journal_entry)",
        "DELETE FROM journal_entry",
        "UPDATE journal_content SET body = '{}' WHERE n = 1",
        "UPDATE journal_entry SET n = n + 1000000",
    ],
)
def test_the_triggers_refuse_to_rewrite_the_journal(demo_database: db.Database, statement: str) -> None:
    before = verify(demo_database)
    with demo_database.connection() as connection, pytest.raises(Exception, match="append only"):
        connection.execute(text(statement))
    assert verify(demo_database) == before


# Erasing contents


def erase(database: db.Database, step: int) -> None:
    with closing(sqlite.connect(str(database.path), isolation_level=None)) as raw:
        raw.execute("DELETE FROM journal_content WHERE n IN (SELECT n FROM journal_entry WHERE step = ?)", (step,))


def test_erased_contents_leave_the_chain_valid_and_the_step_cannot_be_undone(demo_database: db.Database) -> None:
    step = demo_database.write(agenda.add, last_meeting(demo_database), "Nom d’une personne").changes.step
    assert step is not None
    before = verify(demo_database)
    erase(demo_database, step)
    after = verify(demo_database)
    assert (after.fault, after.head, after.entries) == (None, before.head, before.entries)
    assert after.erased > 0
    with pytest.raises(UserError) as caught:
        demo_database.revert(step, journal.UNDO)
    assert (caught.value.code, caught.value.params) == ("step_erased", {"step": step})


def test_erased_steps_are_left_out_of_the_lists(demo_database: db.Database) -> None:
    items = demo_database.read(agenda.items, last_meeting(demo_database))
    gone = demo_database.write(agenda.remove, items[2].id).changes.step
    kept = demo_database.write(agenda.remove, items[3].id).changes.step
    assert gone is not None
    erase(demo_database, gone)
    assert gone not in {row.step for row in demo_database.read(history.changes)}
    assert [row.step for row in demo_database.read(history.trash)] == [kept]


def test_an_unknown_step_is_said_to_be_unknown(demo_database: db.Database) -> None:
    with pytest.raises(UserError) as caught:
        demo_database.revert(10_000_000, journal.UNDO)
    assert caught.value.code == "step_unknown"


# What a transaction leaves


def test_a_failing_service_leaves_no_trace(demo_database: db.Database) -> None:
    meeting = last_meeting(demo_database)

    def fails(session: Session) -> None:
        agenda.add(session, meeting, "Jamais")
        decisions.create(session, meeting, "Jamais non plus")
        raise ValueError("panne")

    before, items = verify(demo_database), demo_database.read(agenda.items, meeting)
    with pytest.raises(ValueError, match="panne"):
        demo_database.write(fails)
    assert verify(demo_database) == before
    assert demo_database.read(agenda.items, meeting) == items


def test_the_notes_of_a_failed_transaction_are_not_written_by_the_next(demo_database: db.Database) -> None:
    meeting = last_meeting(demo_database)

    def fails(session: Session) -> None:
        agenda.add(session, meeting, "Jamais")
        raise UserError("gone")

    with pytest.raises(UserError):
        demo_database.write(fails)
    changes = demo_database.write(agenda.set_field, demo_database.read(agenda.items, meeting)[2].id, "title", "Autre")
    assert {table: len(found) for table, found in changes.changes.ids.items()} == {"agenda_item": 1}


def test_what_changes_nothing_is_no_step(demo_database: db.Database) -> None:
    item = demo_database.read(agenda.items, last_meeting(demo_database))[2]
    before = entries(demo_database)
    changes = demo_database.write(agenda.set_field, item.id, "title", item.title).changes
    assert (changes.step, dict(changes.ids)) == (None, {})
    assert entries(demo_database) == before


def _rows(session: Session) -> dict[str, dict[int, int]]:
    """Versions of every row, by table."""
    tables = session.execute(
        text("SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'version'")
    ).scalars()
    return {t: {r.id: r.version for r in session.execute(text(f'SELECT id, version FROM "{t}"'))} for t in tables}


def _touched(before: dict[str, dict[int, int]], after: dict[str, dict[int, int]]) -> dict[str, set[int]]:
    found = {
        table: {key for key in {*before[table], *after[table]} if before[table].get(key) != after[table].get(key)}
        for table in before
    }
    return {table: keys for table, keys in found.items() if keys}


WRITES: dict[str, Callable[[db.Database], db.Outcome[Any]]] = {
    "agenda.add": lambda b: b.write(agenda.add, last_meeting(b), "Point, 10 min"),
    "agenda.move": lambda b: b.write(agenda.move, b.read(agenda.items, last_meeting(b))[4].id, 0),
    "agenda.remove": lambda b: b.write(agenda.remove, b.read(agenda.items, last_meeting(b))[1].id),
    "agenda.duplicate": lambda b: b.write(agenda.duplicate, b.read(agenda.items, last_meeting(b))[2].id),
    "attendance.all_present": lambda b: b.write(attendance.all_present, last_meeting(b)),
    "attendance.set_status": lambda b: b.write(
        attendance.set_status, b.read(attendance.seats, last_meeting(b))[0].id, AttendanceStatus.EXCUSED
    ),
    "decisions.create": lambda b: b.write(decisions.create, last_meeting(b), "Décider", associates=(1, 2)),
    "decisions.follow_up": lambda b: b.write(
        decisions.follow_up, b.read(decisions.register, TODAY)[0].id, DecisionState.DONE, TODAY
    ),
    "meetings.create": lambda b: b.write(meetings.create, 1, dt.date(2027, 5, 4), None, "Mairie"),
    "meetings.remove": lambda b: b.write(meetings.remove, last_meeting(b)),
    "partners.add_contact": lambda b: b.write(partners.add_contact, 1, last_name="Nouvelle"),
}


@pytest.mark.parametrize("action", WRITES)
def test_changes_list_exactly_what_was_touched(demo_database: db.Database, action: str) -> None:
    before = demo_database.read(_rows)
    changes = WRITES[action](demo_database).changes
    touched = _touched(before, demo_database.read(_rows))
    assert changes.action == action
    assert {table: set(keys) for table, keys in changes.ids.items()} == touched
    assert touched
    assert all(changes.touch(table) for table in touched)
    assert not changes.touch("nothing")


@pytest.mark.parametrize("action", WRITES)
def test_changes_of_an_undo_list_what_it_touched(demo_database: db.Database, action: str) -> None:
    step = WRITES[action](demo_database).changes.step
    assert step is not None
    before = demo_database.read(_rows)
    changes = demo_database.revert(step, journal.UNDO).changes
    assert {table: set(keys) for table, keys in changes.ids.items()} == _touched(before, demo_database.read(_rows))


def test_an_entry_says_who_did_what_from_what_to_what(demo_database: db.Database) -> None:
    item = demo_database.read(agenda.items, last_meeting(demo_database))[2]
    step = demo_database.write(agenda.set_field, item.id, "title", "Nouveau titre").changes.step
    assert step is not None
    found = demo_database.read(journal.load, step)
    (change,) = found.changes
    assert (found.actor, found.action, found.reverts) == (ACTOR, "agenda.set_field", None)
    assert (change.change, change.table, change.id) == ("update", "agenda_item", item.id)
    assert (change.before, change.after) == ({"title": item.title}, {"title": "Nouveau titre"})
    assert found.at.tzinfo is dt.UTC or found.at.utcoffset() == dt.timedelta(0)


def test_a_value_set_without_having_been_read_is_journalled_with_what_it_was(demo_database: db.Database) -> None:
    item = demo_database.read(agenda.items, last_meeting(demo_database))[2]

    def blind(session: Session) -> None:
        found = session.get_one(AgendaItem, item.id)
        session.expire(found)
        found.title = "À l’aveugle"

    step = demo_database.write(blind).changes.step
    assert step is not None
    assert demo_database.read(journal.load, step).changes[0].before == {"title": item.title}


# The clock


class _Clock(dt.datetime):
    moments: Iterator[dt.datetime]

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> _Clock:
        moment = next(cls.moments)
        return cls(*moment.timetuple()[:6], tzinfo=tz)


def test_steps_keep_their_order_when_the_clock_goes_backwards(
    demo_database: db.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = dt.datetime.now(dt.UTC)
    _Clock.moments = iter([now, now - dt.timedelta(days=2000), now + dt.timedelta(days=500), now - dt.timedelta(1)])
    monkeypatch.setattr(journal, "datetime", _Clock)
    meeting = last_meeting(demo_database)
    steps = [demo_database.write(agenda.add, meeting, f"Point {n}").changes.step for n in range(4)]
    assert steps == sorted(steps, key=lambda step: step or 0)
    assert [row.subject for row in demo_database.read(history.changes, 4)] == [f"Point {n}" for n in (3, 2, 1, 0)]
    undo, _ = demo_database.read(history.candidates)
    assert undo is not None and undo.subject == "Point 3"
    assert verify(demo_database).fault is None


def test_a_wrong_clock_hides_nothing_in_the_trash(demo_database: db.Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """One step dated years ago, because the battery was flat, does not end the list of what was deleted."""
    now = dt.datetime.now(dt.UTC)
    _Clock.moments = iter([now, now - dt.timedelta(days=2000)])
    monkeypatch.setattr(journal, "datetime", _Clock)
    items = demo_database.read(agenda.items, last_meeting(demo_database))
    demo_database.write(agenda.remove, items[2].id)
    demo_database.write(agenda.set_field, items[3].id, "title", "Heure fausse")
    assert [row.subject for row in demo_database.read(history.trash)] == [items[2].title]


def test_the_trash_keeps_thirty_days(demo_database: db.Database) -> None:
    item = demo_database.read(agenda.items, last_meeting(demo_database))[2]
    demo_database.write(agenda.remove, item.id)
    now = dt.datetime.now(dt.UTC)
    assert demo_database.read(history.trash, now + history.KEPT - dt.timedelta(hours=1))
    assert demo_database.read(history.trash, now + history.KEPT + dt.timedelta(hours=1)) == ()


def test_contents_stand_apart_from_the_chain() -> None:
    assert {c.name for c in JournalContent.__table__.columns} == {"n", "salt", "body"}
    assert "body" not in {c.name for c in JournalEntry.__table__.columns}


# Rows and journal side by side


def compare(database: db.Database) -> list[str]:
    with database.connection() as connection:
        return journal.compare(connection)


@pytest.mark.parametrize("action", WRITES)
def test_rows_are_what_the_journal_says_after_every_action(demo_database: db.Database, action: str) -> None:
    step = WRITES[action](demo_database).changes.step
    assert compare(demo_database) == []
    assert step is not None
    demo_database.revert(step, journal.UNDO)
    assert compare(demo_database) == []


_JOURNAL_OPEN = ("DROP TRIGGER journal_entry_no_delete",)
_TAMPERINGS: dict[str, tuple[tuple[str, ...], str]] = {
    "edited": (("UPDATE decision SET text = 'Autre' WHERE id = 3",), "decision 3"),
    "made unreadable": (("UPDATE meeting SET date = '31/02/2026' WHERE id = 2",), "meeting 2"),
    "removed": (("DELETE FROM observation WHERE id = 1",), "observation 1"),
    "added": (("INSERT INTO college (id, name, position, version) VALUES (77, 'Autre', 9, 1)",), "college 77"),
    "emptied journal": (
        (*_JOURNAL_OPEN, "DELETE FROM journal_content", "DELETE FROM journal_entry"),
        "college 1",
    ),
    "cut journal": (
        (
            *_JOURNAL_OPEN,
            "DELETE FROM journal_content WHERE n > 100",
            "DELETE FROM journal_entry WHERE n > 100",
        ),
        "meeting 1",
    ),
}


@pytest.mark.parametrize("name", _TAMPERINGS)
def test_what_was_done_outside_the_program_is_found(demo_database: db.Database, name: str) -> None:
    statements, row = _TAMPERINGS[name]
    with demo_database.connection() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        assert row in journal.compare(connection)
        if "journal" not in name:
            assert journal.compare(connection) == [row]


def test_a_row_whose_content_was_erased_is_counted_and_not_accused(demo_database: db.Database) -> None:
    with demo_database.connection() as connection:
        connection.exec_driver_sql("DELETE FROM journal_content WHERE n = 5")
        assert journal.compare(connection) == []
        assert journal.verify(connection).erased == 1
