"""The search index: the texts of what can be found, a full-text table over them, triggers that keep both."""

from alembic import op

revision = "0005"
down_revision = "0004"

_STATEMENTS = (
    """CREATE TABLE search_text (
 id INTEGER NOT NULL,
 object_id INTEGER NOT NULL,
 title TEXT NOT NULL,
 body TEXT NOT NULL,
 words TEXT GENERATED ALWAYS AS ({opened}) VIRTUAL,
 CONSTRAINT pk_search_text PRIMARY KEY (id)
)""",
    """CREATE VIRTUAL TABLE search_index USING fts5(words, content='search_text', content_rowid='id',
 tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')""",
    """INSERT INTO search_text (id, object_id, title, body)
SELECT 1099511627776 + x.id,
 x.id,
 coalesce('', ''),
 coalesce(coalesce((SELECT group_concat(line, char(10) ORDER BY rank) FROM (
 SELECT block.key AS rank, (SELECT group_concat(json_extract(run.value, '$[0]'), '' ORDER BY run.key)
 FROM json_each(CASE block.type WHEN 'array' THEN block.value ELSE '[]' END) AS run
 WHERE run.type = 'array') AS line
 FROM json_each(CASE WHEN json_valid(x.notes) THEN x.notes ELSE '[]' END) AS block)), ''), '')
FROM agenda_item AS x""",
    """INSERT INTO search_text (id, object_id, title, body)
SELECT 2199023255552 + x.id,
 x.meeting_id,
 coalesce('', ''),
 coalesce(x.text
 || char(10) || x.answer, '')
FROM observation AS x""",
    """INSERT INTO search_text (id, object_id, title, body)
SELECT 3298534883328 + x.id,
 x.id,
 coalesce(x.title, ''),
 coalesce('', '')
FROM agenda_item AS x""",
    """INSERT INTO search_text (id, object_id, title, body)
SELECT 4398046511104 + x.id,
 x.decision_id,
 coalesce('', ''),
 coalesce(x.comment, '')
FROM follow_up AS x""",
    """INSERT INTO search_text (id, object_id, title, body)
SELECT 5497558138880 + x.id,
 x.objective_id,
 coalesce(x.text, ''),
 coalesce(x.means
 || char(10) || x.proof
 || char(10) || x.comment, '')
FROM commitment AS x""",
    """INSERT INTO search_text (id, object_id, title, body)
SELECT 6597069766656 + x.id,
 x.objective_id,
 coalesce(x.text, ''),
 coalesce(x.proof
 || char(10) || x.comment, '')
FROM measure AS x""",
    """INSERT INTO search_text (id, object_id, title, body)
SELECT 7696581394432 + x.id,
 x.objective_id,
 coalesce(x.title, ''),
 coalesce(x.source, '')
FROM indicator AS x""",
    """INSERT INTO search_text (id, object_id, title, body)
SELECT 8796093022208 + x.id,
 x.id,
 coalesce(x.text, ''),
 coalesce(x.proof, '')
FROM decision AS x""",
    """INSERT INTO search_text (id, object_id, title, body)
SELECT 9895604649984 + x.id,
 x.id,
 coalesce('Campagne n° ' || x.number || ' : ' || x.title, ''),
 coalesce('', '')
FROM campaign AS x""",
    """INSERT INTO search_text (id, object_id, title, body)
SELECT 10995116277760 + x.id,
 x.id,
 coalesce('Séance n° ' || x.number || ' du ' ||
 CASE strftime('%d', x.date) WHEN '01' THEN '1er' ELSE ltrim(strftime('%d', x.date), '0') END || ' '
 || CASE strftime('%m', x.date) WHEN '01' THEN 'janvier'
 WHEN '02' THEN 'février'
 WHEN '03' THEN 'mars'
 WHEN '04' THEN 'avril'
 WHEN '05' THEN 'mai'
 WHEN '06' THEN 'juin'
 WHEN '07' THEN 'juillet'
 WHEN '08' THEN 'août'
 WHEN '09' THEN 'septembre'
 WHEN '10' THEN 'octobre'
 WHEN '11' THEN 'novembre'
 WHEN '12' THEN 'décembre' END || strftime(' %Y', x.date), ''),
 coalesce((SELECT name FROM formation WHERE id = x.formation_id)
 || char(10) || x.place, '')
FROM meeting AS x""",
    """INSERT INTO search_text (id, object_id, title, body)
SELECT 12094627905536 + x.id,
 x.id,
 coalesce(coalesce(nullif(trim(trim(x.civility || ' ' || x.first_name) || ' ' || x.last_name), ''),
 nullif(x.role, ''), x.email), ''),
 coalesce(x.role, '')
FROM contact AS x""",
    """INSERT INTO search_text (id, object_id, title, body)
SELECT 13194139533312 + x.id,
 x.partner_id,
 coalesce(x.name, ''),
 coalesce(x.acronym, '')
FROM partner_name AS x""",
    """INSERT INTO search_text (id, object_id, title, body)
SELECT 14293651161088 + x.id,
 x.id,
 coalesce(x.title, ''),
 coalesce(x.short_title
 || char(10) || x.finding
 || char(10) || x.public
 || char(10) || x.success
 || char(10) || x.brakes, '')
FROM objective AS x""",
    "INSERT INTO search_index (search_index) VALUES ('rebuild')",
    """CREATE TRIGGER search_text_in AFTER INSERT ON search_text BEGIN
INSERT INTO search_index (rowid, words) VALUES (new.id, new.words);
END""",
    """CREATE TRIGGER search_text_change AFTER UPDATE ON search_text BEGIN
INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', old.id, old.words);
INSERT INTO search_index (rowid, words) VALUES (new.id, new.words);
END""",
    """CREATE TRIGGER search_text_out AFTER DELETE ON search_text BEGIN
INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', old.id, old.words);
END""",
    """CREATE TRIGGER search_note_in AFTER INSERT ON agenda_item BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (1099511627776 + new.id,
 new.id,
 coalesce('', ''),
 coalesce(coalesce((SELECT group_concat(line, char(10) ORDER BY rank) FROM (
 SELECT block.key AS rank, (SELECT group_concat(json_extract(run.value, '$[0]'), '' ORDER BY run.key)
 FROM json_each(CASE block.type WHEN 'array' THEN block.value ELSE '[]' END) AS run
 WHERE run.type = 'array') AS line
 FROM json_each(CASE WHEN json_valid(new.notes) THEN new.notes ELSE '[]' END) AS block)), ''), ''));
END""",
    """CREATE TRIGGER search_note_change AFTER UPDATE OF notes
ON agenda_item BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(1099511627776 + new.id,
 new.id,
 coalesce('', ''),
 coalesce(coalesce((SELECT group_concat(line, char(10) ORDER BY rank) FROM (
 SELECT block.key AS rank, (SELECT group_concat(json_extract(run.value, '$[0]'), '' ORDER BY run.key)
 FROM json_each(CASE block.type WHEN 'array' THEN block.value ELSE '[]' END) AS run
 WHERE run.type = 'array') AS line
 FROM json_each(CASE WHEN json_valid(new.notes) THEN new.notes ELSE '[]' END) AS block)), ''), ''))
WHERE id = 1099511627776 + new.id;
END""",
    """CREATE TRIGGER search_note_out AFTER DELETE ON agenda_item BEGIN
DELETE FROM search_text WHERE id = 1099511627776 + old.id;
END""",
    """CREATE TRIGGER search_observation_in AFTER INSERT ON observation BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (2199023255552 + new.id,
 new.meeting_id,
 coalesce('', ''),
 coalesce(new.text
 || char(10) || new.answer, ''));
END""",
    """CREATE TRIGGER search_observation_change AFTER UPDATE OF meeting_id, text, answer
ON observation BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(2199023255552 + new.id,
 new.meeting_id,
 coalesce('', ''),
 coalesce(new.text
 || char(10) || new.answer, ''))
WHERE id = 2199023255552 + new.id;
END""",
    """CREATE TRIGGER search_observation_out AFTER DELETE ON observation BEGIN
DELETE FROM search_text WHERE id = 2199023255552 + old.id;
END""",
    """CREATE TRIGGER search_item_in AFTER INSERT ON agenda_item BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (3298534883328 + new.id,
 new.id,
 coalesce(new.title, ''),
 coalesce('', ''));
END""",
    """CREATE TRIGGER search_item_change AFTER UPDATE OF title
ON agenda_item BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(3298534883328 + new.id,
 new.id,
 coalesce(new.title, ''),
 coalesce('', ''))
WHERE id = 3298534883328 + new.id;
END""",
    """CREATE TRIGGER search_item_out AFTER DELETE ON agenda_item BEGIN
DELETE FROM search_text WHERE id = 3298534883328 + old.id;
END""",
    """CREATE TRIGGER search_follow_up_in AFTER INSERT ON follow_up BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (4398046511104 + new.id,
 new.decision_id,
 coalesce('', ''),
 coalesce(new.comment, ''));
END""",
    """CREATE TRIGGER search_follow_up_change AFTER UPDATE OF decision_id, comment
ON follow_up BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(4398046511104 + new.id,
 new.decision_id,
 coalesce('', ''),
 coalesce(new.comment, ''))
WHERE id = 4398046511104 + new.id;
END""",
    """CREATE TRIGGER search_follow_up_out AFTER DELETE ON follow_up BEGIN
DELETE FROM search_text WHERE id = 4398046511104 + old.id;
END""",
    """CREATE TRIGGER search_commitment_in AFTER INSERT ON commitment BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (5497558138880 + new.id,
 new.objective_id,
 coalesce(new.text, ''),
 coalesce(new.means
 || char(10) || new.proof
 || char(10) || new.comment, ''));
END""",
    """CREATE TRIGGER search_commitment_change AFTER UPDATE OF objective_id, text, means, proof, comment
ON commitment BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(5497558138880 + new.id,
 new.objective_id,
 coalesce(new.text, ''),
 coalesce(new.means
 || char(10) || new.proof
 || char(10) || new.comment, ''))
WHERE id = 5497558138880 + new.id;
END""",
    """CREATE TRIGGER search_commitment_out AFTER DELETE ON commitment BEGIN
DELETE FROM search_text WHERE id = 5497558138880 + old.id;
END""",
    """CREATE TRIGGER search_measure_in AFTER INSERT ON measure BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (6597069766656 + new.id,
 new.objective_id,
 coalesce(new.text, ''),
 coalesce(new.proof
 || char(10) || new.comment, ''));
END""",
    """CREATE TRIGGER search_measure_change AFTER UPDATE OF objective_id, text, proof, comment
ON measure BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(6597069766656 + new.id,
 new.objective_id,
 coalesce(new.text, ''),
 coalesce(new.proof
 || char(10) || new.comment, ''))
WHERE id = 6597069766656 + new.id;
END""",
    """CREATE TRIGGER search_measure_out AFTER DELETE ON measure BEGIN
DELETE FROM search_text WHERE id = 6597069766656 + old.id;
END""",
    """CREATE TRIGGER search_indicator_in AFTER INSERT ON indicator BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (7696581394432 + new.id,
 new.objective_id,
 coalesce(new.title, ''),
 coalesce(new.source, ''));
END""",
    """CREATE TRIGGER search_indicator_change AFTER UPDATE OF objective_id, title, source
ON indicator BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(7696581394432 + new.id,
 new.objective_id,
 coalesce(new.title, ''),
 coalesce(new.source, ''))
WHERE id = 7696581394432 + new.id;
END""",
    """CREATE TRIGGER search_indicator_out AFTER DELETE ON indicator BEGIN
DELETE FROM search_text WHERE id = 7696581394432 + old.id;
END""",
    """CREATE TRIGGER search_decision_in AFTER INSERT ON decision BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (8796093022208 + new.id,
 new.id,
 coalesce(new.text, ''),
 coalesce(new.proof, ''));
END""",
    """CREATE TRIGGER search_decision_change AFTER UPDATE OF text, proof
ON decision BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(8796093022208 + new.id,
 new.id,
 coalesce(new.text, ''),
 coalesce(new.proof, ''))
WHERE id = 8796093022208 + new.id;
END""",
    """CREATE TRIGGER search_decision_out AFTER DELETE ON decision BEGIN
DELETE FROM search_text WHERE id = 8796093022208 + old.id;
END""",
    """CREATE TRIGGER search_campaign_in AFTER INSERT ON campaign BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (9895604649984 + new.id,
 new.id,
 coalesce('Campagne n° ' || new.number || ' : ' || new.title, ''),
 coalesce('', ''));
END""",
    """CREATE TRIGGER search_campaign_change AFTER UPDATE OF number, title
ON campaign BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(9895604649984 + new.id,
 new.id,
 coalesce('Campagne n° ' || new.number || ' : ' || new.title, ''),
 coalesce('', ''))
WHERE id = 9895604649984 + new.id;
END""",
    """CREATE TRIGGER search_campaign_out AFTER DELETE ON campaign BEGIN
DELETE FROM search_text WHERE id = 9895604649984 + old.id;
END""",
    """CREATE TRIGGER search_meeting_in AFTER INSERT ON meeting BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (10995116277760 + new.id,
 new.id,
 coalesce('Séance n° ' || new.number || ' du ' ||
 CASE strftime('%d', new.date) WHEN '01' THEN '1er' ELSE ltrim(strftime('%d', new.date), '0') END || ' '
 || CASE strftime('%m', new.date) WHEN '01' THEN 'janvier'
 WHEN '02' THEN 'février'
 WHEN '03' THEN 'mars'
 WHEN '04' THEN 'avril'
 WHEN '05' THEN 'mai'
 WHEN '06' THEN 'juin'
 WHEN '07' THEN 'juillet'
 WHEN '08' THEN 'août'
 WHEN '09' THEN 'septembre'
 WHEN '10' THEN 'octobre'
 WHEN '11' THEN 'novembre'
 WHEN '12' THEN 'décembre' END || strftime(' %Y', new.date), ''),
 coalesce((SELECT name FROM formation WHERE id = new.formation_id)
 || char(10) || new.place, ''));
END""",
    """CREATE TRIGGER search_meeting_change AFTER UPDATE OF number, date, formation_id, place
ON meeting BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(10995116277760 + new.id,
 new.id,
 coalesce('Séance n° ' || new.number || ' du ' ||
 CASE strftime('%d', new.date) WHEN '01' THEN '1er' ELSE ltrim(strftime('%d', new.date), '0') END || ' '
 || CASE strftime('%m', new.date) WHEN '01' THEN 'janvier'
 WHEN '02' THEN 'février'
 WHEN '03' THEN 'mars'
 WHEN '04' THEN 'avril'
 WHEN '05' THEN 'mai'
 WHEN '06' THEN 'juin'
 WHEN '07' THEN 'juillet'
 WHEN '08' THEN 'août'
 WHEN '09' THEN 'septembre'
 WHEN '10' THEN 'octobre'
 WHEN '11' THEN 'novembre'
 WHEN '12' THEN 'décembre' END || strftime(' %Y', new.date), ''),
 coalesce((SELECT name FROM formation WHERE id = new.formation_id)
 || char(10) || new.place, ''))
WHERE id = 10995116277760 + new.id;
END""",
    """CREATE TRIGGER search_meeting_out AFTER DELETE ON meeting BEGIN
DELETE FROM search_text WHERE id = 10995116277760 + old.id;
END""",
    """CREATE TRIGGER search_meeting_formation AFTER UPDATE OF name ON formation BEGIN
UPDATE meeting SET formation_id = formation_id WHERE formation_id = new.id;
END""",
    """CREATE TRIGGER search_contact_in AFTER INSERT ON contact BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (12094627905536 + new.id,
 new.id,
 coalesce(coalesce(nullif(trim(trim(new.civility || ' ' || new.first_name) || ' ' || new.last_name), ''),
 nullif(new.role, ''), new.email), ''),
 coalesce(new.role, ''));
END""",
    """CREATE TRIGGER search_contact_change AFTER UPDATE OF civility, first_name, last_name, role, email
ON contact BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(12094627905536 + new.id,
 new.id,
 coalesce(coalesce(nullif(trim(trim(new.civility || ' ' || new.first_name) || ' ' || new.last_name), ''),
 nullif(new.role, ''), new.email), ''),
 coalesce(new.role, ''))
WHERE id = 12094627905536 + new.id;
END""",
    """CREATE TRIGGER search_contact_out AFTER DELETE ON contact BEGIN
DELETE FROM search_text WHERE id = 12094627905536 + old.id;
END""",
    """CREATE TRIGGER search_partner_in AFTER INSERT ON partner_name BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (13194139533312 + new.id,
 new.partner_id,
 coalesce(new.name, ''),
 coalesce(new.acronym, ''));
END""",
    """CREATE TRIGGER search_partner_change AFTER UPDATE OF partner_id, name, acronym
ON partner_name BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(13194139533312 + new.id,
 new.partner_id,
 coalesce(new.name, ''),
 coalesce(new.acronym, ''))
WHERE id = 13194139533312 + new.id;
END""",
    """CREATE TRIGGER search_partner_out AFTER DELETE ON partner_name BEGIN
DELETE FROM search_text WHERE id = 13194139533312 + old.id;
END""",
    """CREATE TRIGGER search_objective_in AFTER INSERT ON objective BEGIN
INSERT INTO search_text (id, object_id, title, body)
VALUES (14293651161088 + new.id,
 new.id,
 coalesce(new.title, ''),
 coalesce(new.short_title
 || char(10) || new.finding
 || char(10) || new.public
 || char(10) || new.success
 || char(10) || new.brakes, ''));
END""",
    """CREATE TRIGGER search_objective_change AFTER UPDATE OF title, short_title, finding, public, success, brakes
ON objective BEGIN
UPDATE search_text SET (id, object_id, title, body) =
(14293651161088 + new.id,
 new.id,
 coalesce(new.title, ''),
 coalesce(new.short_title
 || char(10) || new.finding
 || char(10) || new.public
 || char(10) || new.success
 || char(10) || new.brakes, ''))
WHERE id = 14293651161088 + new.id;
END""",
    """CREATE TRIGGER search_objective_out AFTER DELETE ON objective BEGIN
DELETE FROM search_text WHERE id = 14293651161088 + old.id;
END""",
)
_OPENED = (
    "replace(replace(replace(replace(title || char(10) || body, "
    "'œ', 'oe'), 'Œ', 'OE'), 'æ', 'ae'), 'Æ', 'AE')"
)  # said on one line, as the reflection of a schema wants it


def upgrade() -> None:
    connection = op.get_bind()
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement.replace("{opened}", _OPENED))
