"""A reading service against the very statements that it runs, read as tuples by the bare driver."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlcipher3 import dbapi2 as sqlite

from tests.bench.measure import Ratio, compare, cpu_of

Statement = tuple[str, tuple[Any, ...]]


def over_raw_sql(path: Path, read: Callable[[], object], rounds: int, note: str) -> Ratio:
    """Both sides in this process, on connections that have read the file before."""
    statements = _statements(read)
    with closing(sqlite.connect(str(path))) as raw:
        raw.execute("PRAGMA cache_size = -65536")  # as the program has it

        def read_raw() -> None:
            for sql, values in statements:
                raw.execute(sql, values).fetchall()

        read_raw()
        return compare(lambda: cpu_of(read), lambda: cpu_of(read_raw), rounds, note)


def _statements(read: Callable[[], object]) -> list[Statement]:
    """What the service asks of the database."""
    seen: list[Statement] = []

    def note(_connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, _many: bool) -> None:
        if sql.startswith(("SELECT", "WITH")):
            seen.append((sql, tuple(values)))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        read()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return seen
