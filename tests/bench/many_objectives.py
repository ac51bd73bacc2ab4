"""A base of 5,000 objectives, 200 partners and 100,000 readings, written with bare SQL: nothing here is measured."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from psq_desktop import db
from psq_desktop.demonstration import fill

OBJECTIVES, PARTNERS, READINGS = 5_000, 200, 100_000
EACH = READINGS // OBJECTIVES
TODAY = dt.date(2026, 11, 22)


# Each objective gets three commitments, two outlooks, one associate and one indicator with twenty monthly readings.
def _many(objectives: int) -> str:
    return f"""
INSERT INTO partner (college_id, kind, guest, version)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {PARTNERS})
SELECT (SELECT min(id) FROM college), 'association', 0, 1 FROM n;

INSERT INTO partner_name (partner_id, name, acronym, version)
SELECT id, 'Association de quartier n° ' || id, 'A' || id, 1 FROM partner
WHERE id NOT IN (SELECT partner_id FROM partner_name);

INSERT INTO objective (axis_id, district_id, number, title, short_title, finding, public, success, brakes, pilot_id,
                       start, due, priority, disclosure, version)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {objectives})
SELECT 1 + i % 5, 1, 1000 + i, 'Réduire les nuisances du secteur ' || i, 'Secteur ' || i, 'Constat.', 'Habitants',
       'Critère.', '', (SELECT max(id) FROM partner) - i % {PARTNERS}, date('2025-10-01', '+' || (i % 90) || ' days'),
       date('2027-01-01', '+' || (i % 300) || ' days'), 'normal', 'partners', 1
FROM n;

INSERT INTO objective_associate (objective_id, partner_id, version)
SELECT id, (SELECT max(id) FROM partner) - (id * 7 + 1) % {PARTNERS}, 1 FROM objective WHERE number > 1000;

INSERT INTO commitment (objective_id, partner_id, text, state, share, means, proof, due, comment, version)
WITH k(j) AS (VALUES (1), (2), (3))
SELECT id, (SELECT max(id) FROM partner) - (id * 13 + j * 31) % {PARTNERS}, 'Tenir la permanence ' || j,
       CASE (id + j) % 4
       WHEN 0 THEN 'kept' WHEN 1 THEN 'in_progress' WHEN 2 THEN 'accepted' ELSE 'partial' END, (id * j) % 101, '', '',
       date('2026-06-01', '+' || ((id * j) % 400) || ' days'), '', 1
FROM objective, k WHERE number > 1000;

INSERT INTO outlook (objective_id, "on", state, author, comment, version)
WITH k(j) AS (VALUES (1), (2))
SELECT id, date('2026-05-01', '+' || (j * 60) || ' days'), CASE (id + j) % 4 WHEN 0 THEN 'secured' WHEN 1 THEN
       'attainable' WHEN 2 THEN 'support_needed' ELSE 'compromised' END, 'Le pilote', '', 1
FROM objective, k WHERE number > 1000;

INSERT INTO indicator (objective_id, position, title, kind, unit, decimals, source, period, direction, baseline,
                       target, at_most, lowest, levels, version)
SELECT id, 1, 'Signalements par mois', 'result', 'signalements', 0, 'Relevé', 'month', 'down', 50, 20, 0, 0, '', 1
FROM objective WHERE number > 1000;

INSERT INTO reading (indicator_id, ends_on, status, value, provisional, reported_on, author, comment, origin_file,
                     origin_cell, version)
WITH RECURSIVE k(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM k WHERE j < {EACH - 1})
SELECT indicator.id, date('2025-03-01', '+' || (j + 1) || ' months', '-1 day'), 'value', 50 - j % 30, 0,
       date('2025-03-06', '+' || (j + 1) || ' months'), '', '', '', '', 1
FROM indicator JOIN objective ON objective.id = indicator.objective_id, k WHERE number > 1000;
"""


def make(folder: Path, objectives: int = OBJECTIVES) -> db.Database:
    """The base, open."""
    path = folder / "many.psq"
    database = db.create(path, "Inès Delarue")
    fill(database, TODAY)
    with closing(sqlite.connect(str(path))) as raw:
        raw.executescript(_many(objectives))
        raw.execute("ANALYZE")
    return database
