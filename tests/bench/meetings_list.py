"""The list of 10,000 meetings, against the very statements that it runs, read as tuples by the bare driver."""

from __future__ import annotations

import datetime as dt
import tempfile
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from psq_desktop import db
from psq_desktop.demonstration import fill
from psq_desktop.services import meetings
from tests.bench.measure import Ratio
from tests.bench.raw_sql import over_raw_sql

MEETINGS = 10_000
ROUNDS = 20

# Each meeting gets eight seats, four items and three decisions, with words of the usual length.
_MANY = f"""
INSERT INTO meeting (committee_id, formation_id, number, date, starts, ends, place, chair, chair_role, secretary,
                     stage, minutes_state, digest, sealed_text, version)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MEETINGS})
SELECT (SELECT min(id) FROM committee), (SELECT min(id) FROM formation), 1000 + i,
       date('1990-01-01', '+' || i || ' days'), '14:30:00.000000', '16:25:00.000000',
       'Sous-préfecture, salle ' || (i % 7), 'M. Étienne Valcourt', 'sous-préfet', 'Mme Inès Delarue', 'held',
       CASE i % 4 WHEN 0 THEN 'draft' WHEN 1 THEN 'circulated' WHEN 2 THEN 'approved' ELSE 'sealed' END, '', '', 1
FROM n;

INSERT INTO attendance (meeting_id, person, role, organisation, guest, status, represented_by, reply, version)
WITH k(j) AS (VALUES (0), (1), (2), (3), (4), (5), (6), (7))
SELECT id, 'Mme Nadège Roussel', 'Directrice de la proximité', 'Organisme ' || j, j = 7,
       CASE (id + j) % 5 WHEN 0 THEN 'excused' WHEN 1 THEN 'absent' WHEN 2 THEN 'represented' ELSE 'present' END, '',
       CASE (id + j) % 4 WHEN 0 THEN NULL WHEN 1 THEN 'represented' WHEN 2 THEN 'excused' ELSE 'coming' END, 1
FROM meeting, k WHERE number > 1000;

INSERT INTO agenda_item (meeting_id, position, title, kind, role, rapporteur_text, planned_minutes, disclosure,
                         notes, version)
WITH k(j) AS (VALUES (1), (2), (3), (4))
SELECT id, j * 10, 'Réduire les rodéos : bilan du trimestre ' || j, 'debate', 'regular', 'Présidence', j * 5,
       'partners', hex(randomblob(300)), 1
FROM meeting, k WHERE number > 1000;

INSERT INTO decision (number, kind, meeting_id, text, due, proof, state, version)
WITH k(j) AS (VALUES (1), (2), (3))
SELECT 1000 + id * 10 + j, 'decision', id, 'Étendre les tournées communes aux entrées ' || j || ' et suivantes.',
       date(date, '+60 days'), 'Relevé mensuel',
       CASE (id + j) % 3 WHEN 0 THEN 'open' WHEN 1 THEN 'done' ELSE 'in_progress' END, 1
FROM meeting, k WHERE meeting.number > 1000;
"""


def run() -> Ratio:
    """Both sides in this process, on connections that have read the file before."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "many.psq"
        database = _make(path)
        try:
            return _compare(database, path)
        finally:
            database.close()


def _make(path: Path) -> db.Database:
    database = db.create(path, "Inès Delarue")
    fill(database, dt.date(2026, 11, 22))
    with closing(sqlite.connect(str(path))) as raw:
        raw.executescript(_MANY)
    return database


def _compare(database: db.Database, path: Path) -> Ratio:
    count = len(database.read(meetings.search))
    assert count > MEETINGS
    return over_raw_sql(path, lambda: database.read(meetings.search), ROUNDS, f"{count} rows")
