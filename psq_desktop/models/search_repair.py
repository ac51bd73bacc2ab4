"""Whether the search index answers, and how it is made again: it holds nothing that the other tables do not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from psq_desktop.models.search import (
    CREATE_INDEX,
    FILL,
    INDEX,
    REINDEX,
    STRAY,
    TEXTS,
    TRIGGERS,
    VERIFY,
)

_SHADOWS = tuple(f"{INDEX}_{name}" for name in ("data", "idx", "content", "docsize", "config"))
_SCHEMA = f"SELECT name, sql FROM sqlite_master WHERE name IN ('{TEXTS.name}', '{INDEX}') OR type = 'trigger'"
_NEWEST = f"SELECT id, words FROM {TEXTS.name} ORDER BY id DESC LIMIT 20"
_FINDS = f"SELECT 1 FROM (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH ? AND rowid = ? ORDER BY rank)"
_ANYTHING = "SELECT 1 FROM meeting UNION ALL SELECT 1 FROM partner_name UNION ALL SELECT 1 FROM objective LIMIT 1"
_WORD = re.compile(r"\b[A-Za-z]{2,}\b")  # whole: of « Réunion » the end alone is no word of the index


def is_whole(schema: dict[str, str]) -> bool:
    """Whether the two tables and every trigger of the index are there, as this program makes them."""
    return {TEXTS.name, INDEX} <= schema.keys() and all(schema.get(name) == sql for name, sql in TRIGGERS.items())


def answers(execute: Callable[..., Any]) -> bool:
    """Whether a word of a newest text is found, on a raw connection: dear neither on a small base nor on a large one.

    A damage that needs more to be seen is met, and mended, by the first write that it refuses.
    """
    if not is_whole(dict(execute(_SCHEMA).fetchall())):
        return False
    newest = execute(_NEWEST).fetchall()
    for key, words in newest:
        if word := _WORD.search(words):
            return execute(_FINDS, (f'"{word[0]}"', key)).fetchone() is not None
    return bool(newest) or execute(_ANYTHING).fetchone() is None


def fits(connection: Connection) -> bool:
    """Whether the index knows what the rows say, all of it. Raises what SQLite says of a damaged one."""
    if not is_whole({row.name: row.sql for row in connection.exec_driver_sql(_SCHEMA)}):
        return False
    if connection.exec_driver_sql(STRAY).first() is not None:
        return False
    with connection.begin_nested() as nothing:  # FTS5 verifies by a statement that writes nothing
        connection.exec_driver_sql(VERIFY)
        nothing.rollback()
    return True


def remake(connection: Connection) -> bool:
    """Make tables, triggers and words anew, in the transaction that is under way; whether the file is sound then.

    FTS5 cannot drop an index that it cannot read: it is struck from the schema first.
    """
    for name in TRIGGERS:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(f"DELETE FROM sqlite_master WHERE name = '{INDEX}'")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")
    for name in (*_SHADOWS, TEXTS.name):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    TEXTS.create(connection)
    for statement in (CREATE_INDEX, *FILL, REINDEX, *TRIGGERS.values()):
        connection.exec_driver_sql(statement)
    return [row[0] for row in connection.exec_driver_sql("PRAGMA quick_check(1)")] == ["ok"]
