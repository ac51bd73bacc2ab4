"""A base of 5,000 reservists with a year of availability and shifts, by bare SQL: nothing here is measured."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from psq_desktop import db
from psq_desktop.demonstration import fill

RESERVISTS, DAYS, SHIFTS = 5_000, 365, 40
TODAY = dt.date(2026, 11, 22)
FIRST = dt.date(2026, 3, 1)

# Each says something of two days in three, has a weekly pattern, two skills, and forty shifts in the past months.
_MANY = f"""
INSERT INTO reservist (code, category, profile, state, civility, first_name, last_name, email, phone, activity,
                       approved_on, contract_start, contract_end, charter_on, opening_days, note, version)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {RESERVISTS})
SELECT CASE i % 3 WHEN 0 THEN 'RC-' ELSE 'RO-' END || (1000 + i),
       CASE i % 3 WHEN 0 THEN 'citizen' ELSE 'operational' END,
       CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN 'volunteer' ELSE 'former_officer' END, 'active', '',
       'Camille', 'Personne' || i, '', '', 'Médiation', '2026-01-05', date('2026-01-10', '+' || (i % 200) || ' days'),
       date('2029-01-10', '+' || (i % 200) || ' days'), '2026-01-05', 0, '', 1
FROM n;

INSERT INTO reservist_skill (reservist_id, skill_id, valid_until, version)
WITH k(j) AS (VALUES (0), (1))
SELECT reservist.id, (SELECT min(id) FROM skill) + (reservist.id + k.j) % (SELECT count(*) FROM skill), NULL, 1
FROM reservist, k WHERE code LIKE '%-____';

INSERT INTO availability_slot (reservist_id, day, starts, ends, state, version)
WITH RECURSIVE d(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM d WHERE j < {DAYS - 1})
SELECT reservist.id, date('{FIRST}', '+' || j || ' days'),
       CASE WHEN (reservist.id + j) % 9 = 0 THEN '09:00:00.000000' END,
       CASE WHEN (reservist.id + j) % 9 = 0 THEN '12:00:00.000000' END,
       CASE WHEN (reservist.id * 7 + j) % 5 = 0 THEN 'unavailable' ELSE 'available' END, 1
FROM reservist, d WHERE code LIKE '%-____' AND (reservist.id + j) % 3 > 0;

INSERT INTO availability_pattern (reservist_id, weekday, starts, ends, state, valid_from, valid_until, version)
SELECT id, id % 7, NULL, NULL, 'available', NULL, NULL, 1 FROM reservist WHERE code LIKE '%-____';

INSERT INTO duty_shift (reservist_id, mission_id, title, day, starts, ends_on, ends, state, version)
WITH RECURSIVE d(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM d WHERE j < {SHIFTS - 1})
SELECT reservist.id, NULL, 'Présence ' || (j % 7), date('{TODAY}', printf('%+d days', 14 - j * 6 - reservist.id % 5)),
       '09:00:00.000000', date('{TODAY}', printf('%+d days', 14 - j * 6 - reservist.id % 5)), '16:00:00.000000',
       CASE WHEN j > 4 THEN 'validated' ELSE 'planned' END, 1
FROM reservist, d WHERE code LIKE '%-____';
"""


def make(folder: Path) -> db.Database:
    """The base, open."""
    path = folder / "many.psq"
    database = db.create(path, "Inès Delarue")
    fill(database, TODAY)
    with closing(sqlite.connect(str(path))) as raw:
        raw.executescript(_MANY)
        raw.execute("ANALYZE")
    return database
