"""The one append-only journal: audit trail, undo and redo, refresh, « what changed since ».

Mapper events note every inserted, updated and deleted row of a session; `write` turns the notes into
entries in the same transaction; `revert` takes one step back exactly, or says who changed it since.
Services write no inverse and cannot forget to journal.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import Column, Connection, RowMapping, Table, delete, event, func, insert, inspect, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, object_session

from psq_desktop.errors import UserError
from psq_desktop.models.base import Record
from psq_desktop.models.journal import JournalContent, JournalEntry
from psq_desktop.richtext import UnreadableError

UNDO, REDO = "undo", "redo"
_ENTRIES = cast(Table, JournalEntry.__table__)
_CONTENTS = cast(Table, JournalContent.__table__)
_START = bytes(32)
# Triggers of every database: entries are never changed; contents may be erased but not rewritten.
GUARDS = {
    name: f"CREATE TRIGGER {name} {moment} BEGIN SELECT RAISE(ABORT, 'append only'); END"
    for name, moment in (
        ("journal_entry_no_update", "BEFORE UPDATE ON journal_entry"),
        ("journal_entry_no_delete", "BEFORE DELETE ON journal_entry"),
        ("journal_content_no_update", "BEFORE UPDATE ON journal_content"),
    )
}


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row, from what to what. An insertion has no ``before``, a deletion no ``after``."""

    change: str
    table: str
    id: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What one transaction touched: the ids by table name; ``step`` is ``None`` when nothing changed."""

    step: int | None = None
    action: str = ""
    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def touch(self, *tables: str) -> bool:
        """Whether one of the tables changed."""
        return any(table in self.ids for table in tables)


# noting what a session does


def _notes(target: Record) -> list[RowChange]:
    session = object_session(target)
    assert session is not None
    notes: list[RowChange] = session.info.setdefault("row_changes", [])
    return notes


def _table(mapper: Mapper[Any]) -> Table:
    return cast(Table, mapper.local_table)


def _unread(connection: Connection, mapper: Mapper[Any], target: Record, key: str) -> Any:
    """The stored value of an attribute that was set before it was ever read."""
    table = _table(mapper)
    return connection.execute(select(table.c[key]).where(table.c.id == target.id)).scalar_one()


def _stored(target: Record, key: str) -> Any:
    history = inspect(target).attrs[key].history
    return history.deleted[0] if history.deleted else getattr(target, key)


@event.listens_for(Record, "after_insert", propagate=True)
def _note_insert(mapper: Mapper[Any], connection: Connection, target: Record) -> None:
    after = {attr.key: getattr(target, attr.key) for attr in mapper.column_attrs}
    _notes(target).append(RowChange("insert", _table(mapper).name, target.id, None, after))


@event.listens_for(Record, "before_update", propagate=True)
def _note_update(mapper: Mapper[Any], connection: Connection, target: Record) -> None:
    state = inspect(target)
    before, after = {}, {}
    for attr in mapper.column_attrs:
        history = state.attrs[attr.key].history
        if history.added and attr.key != "version":
            before[attr.key] = history.deleted[0] if history.deleted else _unread(connection, mapper, target, attr.key)
            after[attr.key] = history.added[0]
    if after:
        _notes(target).append(RowChange("update", _table(mapper).name, target.id, before, after))


@event.listens_for(Record, "before_delete", propagate=True)
def _note_delete(mapper: Mapper[Any], connection: Connection, target: Record) -> None:
    before = {attr.key: _stored(target, attr.key) for attr in mapper.column_attrs}
    _notes(target).append(RowChange("delete", _table(mapper).name, target.id, before, None))


def refuse_bulk(state: ORMExecuteState) -> None:
    """Listener: bulk statements would pass by the notes and the version counters."""
    if state.is_update or state.is_delete or state.is_insert:
        raise RuntimeError("bulk statements are not journalled: change the objects instead")


# writing


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date | time) else value


def _typed(column: Column[Any], value: Any) -> Any:
    kind = column.type.python_type
    if value is None or not isinstance(value, str):
        return value
    if kind in (date, time):
        return kind.fromisoformat(value)
    return kind(value) if issubclass(kind, StrEnum) else value


def _dump(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if values is None else {key: _plain(value) for key, value in values.items()}


def _canonical(entry: Mapping[str, Any] | RowMapping) -> bytes:
    names = ("n", "step", "at", "actor", "action", "reverts", "change", "kind", "object_id")
    fields = [*(entry[name] for name in names), entry["commitment"].hex()]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(previous: bytes, entry: Mapping[str, Any] | RowMapping) -> bytes:
    return hashlib.sha256(previous + _canonical(entry)).digest()


def write(session: Session, action: str, actor: str, reverts: int | None = None) -> Changes:
    """Journal what the session has flushed so far as one step; call it last, before the commit."""
    session.flush()
    notes: list[RowChange] = session.info.pop("row_changes", [])
    if not notes:
        return Changes()
    connection = session.connection()
    last = connection.execute(select(_ENTRIES.c.n, _ENTRIES.c.digest).order_by(_ENTRIES.c.n.desc()).limit(1)).first()
    n, previous = (last.n, last.digest) if last else (0, _START)
    step, at = n + 1, datetime.now(UTC).isoformat(timespec="milliseconds")
    entries, contents = [], []
    ids: dict[str, set[int]] = defaultdict(set)
    for note in notes:
        n += 1
        salt = secrets.token_bytes(32)
        body = json.dumps({"before": _dump(note.before), "after": _dump(note.after)}, ensure_ascii=False)
        entry = {
            "n": n, "step": step, "at": at, "actor": actor, "action": action, "reverts": reverts,
            "change": note.change, "kind": note.table, "object_id": note.id,
            "commitment": hmac.new(salt, body.encode(), "sha256").digest(), "previous": previous,
        }  # fmt: skip
        entry["digest"] = previous = _digest(previous, entry)
        entries.append(entry)
        contents.append({"n": n, "salt": salt, "body": body})
        ids[note.table].add(note.id)
    connection.execute(insert(_ENTRIES), entries)
    connection.execute(insert(_CONTENTS), contents)
    return Changes(step, action, {table: frozenset(found) for table, found in ids.items()})


# reading


@dataclass(frozen=True, slots=True)
class Step:
    """One transaction, named; ``changes`` are its rows in order."""

    step: int
    at: datetime
    actor: str
    action: str
    reverts: int | None
    changes: tuple[RowChange, ...] = ()


def _moment(stored: str) -> datetime:
    try:
        return datetime.fromisoformat(stored)
    except (ValueError, TypeError) as error:
        raise UnreadableError("journal: moment") from error


def _body(stored: str) -> dict[str, dict[str, Any] | None]:
    """What `write` kept of a row. Raises `UnreadableError`."""
    try:
        body = json.loads(stored)
        return {"before": body["before"], "after": body["after"]}
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableError("journal: content") from error


def steps(session: Session, limit: int | None = None) -> Iterator[Step]:
    """Steps from the newest back, without their rows."""
    query = (
        select(_ENTRIES.c.step, _ENTRIES.c.at, _ENTRIES.c.actor, _ENTRIES.c.action, _ENTRIES.c.reverts)
        .where(_ENTRIES.c.n == _ENTRIES.c.step)
        .order_by(_ENTRIES.c.n.desc())
        .limit(limit)
    )
    for row in session.connection().execute(query):
        yield Step(row.step, _moment(row.at), row.actor, row.action, row.reverts)


def load(session: Session, step: int) -> Step:
    """One step with its rows. Raises `UserError` when it is unknown or its contents were erased."""
    query = (
        select(_ENTRIES, _CONTENTS.c.body)
        .outerjoin(_CONTENTS, _CONTENTS.c.n == _ENTRIES.c.n)
        .where(_ENTRIES.c.step == step)
        .order_by(_ENTRIES.c.n)
    )
    rows = session.connection().execute(query).all()
    if not rows:
        raise UserError("step_unknown", step=step)
    if any(row.body is None for row in rows):
        raise UserError("step_erased", step=step)
    changes = []
    for row in rows:
        body = _body(row.body)
        changes.append(RowChange(row.change, row.kind, row.object_id, body["before"], body["after"]))
    head = rows[0]
    return Step(step, _moment(head.at), head.actor, head.action, head.reverts, tuple(changes))


def candidates(
    session: Session, barriers: frozenset[str], passed: frozenset[str] = frozenset()
) -> tuple[Step | None, Step | None]:
    """The step that undo would take back, and the undo that redo would take back.

    A step is in effect unless a later step in effect reverts it. Nothing before a step whose action is in
    ``barriers`` (the creation of the database) is offered; those in ``passed`` changed nothing and are passed over.
    """
    reverted: set[int] = set()
    redo: Step | None = None
    for step in steps(session):
        if step.action in barriers:
            return None, redo
        if step.step in reverted or step.action in passed:
            continue
        if step.reverts is None:
            return step, redo
        reverted.add(step.reverts)
        if step.action == UNDO and redo is None:
            redo = step
    return None, redo


# taking back


def revert(session: Session, step: int) -> Step:
    """Take one step back exactly; the caller journals it with ``reverts=step``.

    Raises `UserError` ``changed_since`` when a row no longer is what the step left, and ``revert_blocked`` when
    something now depends on it or it depends on something gone.
    """
    taken = load(session, step)
    connection = session.connection()
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    notes: list[RowChange] = session.info.setdefault("row_changes", [])
    tables = {_table(mapper).name: mapper for mapper in Record.registry.mappers}
    for change in reversed(taken.changes):
        mapper = tables[change.table]
        if mapper.class_.__undoable__:
            try:
                notes.append(_invert(connection, _table(mapper), change, step))
            except IntegrityError as error:  # its number or its place was given to another row
                raise UserError("revert_blocked") from error
    if connection.execute(text("PRAGMA foreign_key_check")).first():
        raise UserError("revert_blocked")
    return taken


def _invert(connection: Connection, table: Table, change: RowChange, step: int) -> RowChange:
    before = {key: _typed(table.c[key], value) for key, value in (change.before or {}).items()}
    after = {key: _typed(table.c[key], value) for key, value in (change.after or {}).items()}
    row = connection.execute(select(table).where(table.c.id == change.id)).mappings().first()
    left = None if row is None else {key: row[key] for key in after if key != "version"}
    if left != ({key: value for key, value in after.items() if key != "version"} if after else None):
        raise _changed_since(connection, change, step)
    if change.change == "insert":
        assert row is not None
        connection.execute(delete(table).where(table.c.id == change.id))
        return RowChange("delete", table.name, change.id, dict(row), None)
    if change.change == "delete":
        restored = before | {"version": before["version"] + 1}
        connection.execute(insert(table).values(restored))
        return RowChange("insert", table.name, change.id, None, restored)
    assert row is not None
    connection.execute(update(table).where(table.c.id == change.id).values(**before, version=row["version"] + 1))
    return RowChange("update", table.name, change.id, after, before)


def _changed_since(connection: Connection, change: RowChange, step: int) -> UserError:
    query = (
        select(_ENTRIES.c.actor)
        .where(_ENTRIES.c.kind == change.table, _ENTRIES.c.object_id == change.id, _ENTRIES.c.step > step)
        .order_by(_ENTRIES.c.n.desc())
        .limit(1)
    )
    return UserError("changed_since", actor=connection.execute(query).scalar() or "?")


# verifying


@dataclass(frozen=True, slots=True)
class Verdict:
    """Outcome of reading the whole chain; ``fault`` is ``None`` or what is wrong at entry ``at``."""

    entries: int
    erased: int
    head: str
    fault: str | None = None
    at: int | None = None


def _fault(row: RowMapping, n: int, previous: bytes) -> str | None:
    if row["n"] != n:
        return "gap"
    if row["previous"] != previous or _digest(previous, row) != row["digest"]:
        return "entry"
    if row["body"] is None:  # erased
        return None
    sound = hmac.new(row["salt"], row["body"].encode(), "sha256").digest() == row["commitment"]
    return None if sound else "content"


def verify(connection: Connection) -> Verdict:
    """Follow the chain from its start: gaps, altered entries, altered contents."""
    query = (
        select(_ENTRIES, _CONTENTS.c.salt, _CONTENTS.c.body)
        .outerjoin(_CONTENTS, _CONTENTS.c.n == _ENTRIES.c.n)
        .order_by(_ENTRIES.c.n)
    )
    previous, count, erased = _START, 0, 0
    for row in connection.execute(query).mappings():
        try:
            fault = _fault(row, count + 1, previous)
        except (AttributeError, TypeError):  # SQLite keeps any type anywhere: what is not ours was written by others
            fault = "entry"
        if fault:
            return Verdict(count, erased, previous.hex(), fault, count + 1)
        erased += row["body"] is None
        previous = row["digest"]
        count += 1
    stray = connection.execute(
        select(func.count()).select_from(_CONTENTS).where(_CONTENTS.c.n > count)
    ).scalar_one()  # contents without an entry: the tail of the chain was cut
    return Verdict(count, erased, previous.hex(), "cut" if stray else None, count + 1 if stray else None)


# comparing the rows with what the journal says of them


@dataclass(slots=True)
class _Last:
    """What the journal says of a row, read from its newest entry back."""

    exists: bool
    values: dict[str, Any] = field(default_factory=dict)
    told: bool = False  # nothing older counts: it was made here, or what was here is erased


def compare(connection: Connection) -> list[str]:
    """Rows that are not what the journal says they became: « table id », in order.

    An erased content ends what is known of its row. Linear in the size of the base and of the journal.
    """
    known = _last_known(connection)
    tables = {
        table.name: table for mapper in Record.registry.mappers if (table := _table(mapper)).name != _ENTRIES.name
    }
    tables.pop(_CONTENTS.name, None)
    numbers = {str(name): int(n) for name, n in connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")}
    differing: set[tuple[str, int]] = set()
    for name, table in tables.items():
        wanted = {key: last for (kind, key), last in known.items() if kind == name}
        rows = {row["id"]: row for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').mappings()}
        store = {column.name: _storing(connection, column) for column in table.columns}
        differing |= {(name, key) for key, last in wanted.items() if last.exists is not (key in rows)}
        differing |= {(name, key) for key, row in rows.items() if not _matches(row, wanted.get(key), store)}
        if numbers.get(name, 0) > max(wanted, default=0):  # numbers were given that no entry tells of
            differing.add((name, numbers[name]))
    return [f"{name} {key}" for name, key in sorted(differing)]


def _last_known(connection: Connection) -> dict[tuple[str, int], _Last]:
    query = (
        select(_ENTRIES.c.kind, _ENTRIES.c.object_id, _ENTRIES.c.change, _CONTENTS.c.body)
        .outerjoin(_CONTENTS, _CONTENTS.c.n == _ENTRIES.c.n)
        .order_by(_ENTRIES.c.n.desc())
    )
    known: dict[tuple[str, int], _Last] = {}
    for kind, key, change, body in connection.execute(query):
        last = known.setdefault((kind, key), _Last(change != "delete"))
        if last.told:
            continue
        last.told = body is None or change != "update"
        if body is not None and last.exists:
            try:
                last.values = {**(_body(body)["after"] or {}), **last.values}
            except UnreadableError:  # `verify` tells
                last.told = True
    return known


def _storing(connection: Connection, column: Column[Any]) -> Callable[[Any], Any]:
    """From a journalled value to what the column holds."""
    bind = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    return lambda value: _typed(column, value) if bind is None else bind(_typed(column, value))


def _matches(row: RowMapping, last: _Last | None, store: Mapping[str, Callable[[Any], Any]]) -> bool:
    try:
        return last is not None and all(
            store[name](value) == row[name] for name, value in last.values.items() if name != "version"
        )
    except (KeyError, ValueError, TypeError, LookupError):
        return False
