"""The search in 100,000 paragraphs, against bare FTS5 asked for the same words with rank and snippet."""

from __future__ import annotations

import datetime as dt
import json
import random
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from psq_desktop import db
from psq_desktop.demonstration import fill
from psq_desktop.services.searching import search
from tests.bench.measure import Ratio, compare, cpu_of

PARAGRAPHS, WORDS = 100_000, 40
TODAY = dt.date(2026, 11, 22)
QUERIES = {"rare": "hippodrome", "prefix": "control", "frequent": "quartier"}  # the last one in 89 % of the notes
ROUNDS, SHOWN = 7, 20
_SYLLABLES = ("ra", "mi", "to", "lo", "ce", "dé", "pré", "con", "trô", "ver", "bal", "ner", "que", "sur", "tan", "vi")
_BARE = (
    "SELECT rowid, snippet(search_index, 0, '', '', '…', 16) FROM search_index WHERE search_index MATCH ? "
    "ORDER BY rank LIMIT 20"
)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Both measures share the base: it goes with the process."""
    folder = tempfile.TemporaryDirectory(prefix="bench-")
    database = db.create(Path(folder.name) / "base.psq", "bench")
    fill(database, TODAY)
    database.close()
    _write(database.path)
    return folder


@contextmanager
def _base() -> Iterator[db.Database]:
    """The demonstration, and that many items with a paragraph of notes each; a small vocabulary, as in real minutes."""
    database = db.open_database(Path(_folder().name) / "base.psq", "bench")
    try:
        yield database
    finally:
        database.close()


def _write(path: Path) -> None:
    chance = random.Random(1)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(20_000)]
    words += [f"contrôl{end}" for end in ("e", "es", "é", "ée", "er", "eur")] * 20
    insert = (
        "INSERT INTO agenda_item "
        "(meeting_id, position, title, kind, role, rapporteur_text, disclosure, notes, version) VALUES "
        "(1, ?, ?, 'information', 'regular', '', 'partners', ?, 1)"
    )
    with closing(sqlite.connect(str(path), isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("BEGIN")
        for number in range(PARAGRAPHS):
            text = chance.choices(words, k=WORDS)
            if chance.random() < 0.89:
                text[chance.randrange(WORDS)] = "quartier"
            if number % 20_000 == 7:
                text[3] = "hippodrome"
            notes = json.dumps([["p", [" ".join(text), ""]]], ensure_ascii=False)
            raw.execute(insert, (number, f"Point {text[5]}", notes))
        raw.execute("COMMIT")


def over_bare_index() -> Ratio:
    """All three queries, one after the other; ours with what stands beside each result."""
    with _base() as database, closing(sqlite.connect(str(database.path))) as raw:
        raw.execute("PRAGMA cache_size = -65536")

        def ours() -> None:
            for text in QUERIES.values():
                database.read(search.find, text, limit=SHOWN)

        def bare() -> None:
            for text in QUERIES.values():
                raw.execute(_BARE, (f'"{text}"*',)).fetchall()

        ours()
        bare()
        told = ", ".join(f"{name} {_median(database, text):.0f} ms" for name, text in QUERIES.items())
        return compare(lambda: cpu_of(ours), lambda: cpu_of(bare), ROUNDS, f"{PARAGRAPHS} paragraphs; {told}")


def frequent_word() -> Ratio:
    """Milliseconds for the word that is nearly everywhere."""
    with _base() as database:
        database.read(search.find, QUERIES["frequent"], limit=SHOWN)
        return Ratio(_median(database, QUERIES["frequent"]), f"{PARAGRAPHS} paragraphs, 89 % of them")


def _median(database: db.Database, text: str) -> float:
    """Milliseconds of processor time: what a person waits on a machine that does nothing else."""
    return 1000 * statistics.median(
        cpu_of(lambda: database.read(search.find, text, limit=SHOWN)) for _ in range(ROUNDS)
    )
