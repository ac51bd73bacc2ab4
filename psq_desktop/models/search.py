"""The search index: what is found of each row, and the triggers that keep it in step with every write.

`TEXTS` holds one row for each row that can be found; its id tells of which source (`SHARE`), so that a range of ids
is a source. `INDEX` is the full-text table over it. Everything here is derived: `search_repair` makes it anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Column, Computed, Integer, Table, Text

from psq_desktop.models.base import Base

SHARE = 1 << 40  # ids of one source: its rank times this, and the id of the row that it is about


def _opened(words: str) -> str:
    """SQL: FTS5 folds accents but neither œ nor æ."""
    for ligature, letters in (("œ", "oe"), ("Œ", "OE"), ("æ", "ae"), ("Æ", "AE")):
        words = f"replace({words}, '{ligature}', '{letters}')"
    return words


TEXTS = Table(
    "search_text",
    Base.metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("object_id", Integer, nullable=False),  # what opens: the decision of a follow-up, the partner of a name
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("words", Text, Computed(_opened("title || char(10) || body"), persisted=False)),
)
INDEX = "search_index"
# Without FTS5's own secure-delete: it loses words of long texts that are often rewritten (SQLite 3.53). Words of what
# was deleted leave the file as the index merges; the journal holds them longer anyway.
CREATE_INDEX = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5(words, content='search_text', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
)


@dataclass(frozen=True, slots=True)
class Source:
    """What is found of a table, as SQL over its row ``x``."""

    table: str
    title: str
    body: str = "''"
    object: str = "x.id"
    also: tuple[tuple[str, str, str], ...] = ()  # another table, its columns used here, and the column that names it


_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_MONTH = "\n ".join(f"WHEN '{rank:02}' THEN '{name}'" for rank, name in enumerate(_MONTHS, 1))
_DAY = (
    "\n CASE strftime('%d', x.date) WHEN '01' THEN '1er' ELSE ltrim(strftime('%d', x.date), '0') END || ' '"
    f"\n || CASE strftime('%m', x.date) {_MONTH} END || strftime(' %Y', x.date)"
)
# Paragraphs of a rich text (`richtext.dumps`): a word is not split where its style changes.
_NOTES = (
    "coalesce((SELECT group_concat(line, char(10) ORDER BY rank) FROM ("
    "\n SELECT block.key AS rank, (SELECT group_concat(json_extract(run.value, '$[0]'), '' ORDER BY run.key)"
    "\n FROM json_each(CASE block.type WHEN 'array' THEN block.value ELSE '[]' END) AS run"
    "\n WHERE run.type = 'array') AS line"
    "\n FROM json_each(CASE WHEN json_valid(x.notes) THEN x.notes ELSE '[]' END) AS block)), '')"
)


def _lines(*parts: str) -> str:
    return "\n || char(10) || ".join(parts)


_PERSON = "trim(trim(x.civility || ' ' || x.first_name) || ' ' || x.last_name)"
# By kind (`services.searching.search_rows.SearchKind`), in the order of their ids: the masses first, what matters
# most last; then what came later, for an id never changes. Neither reservists, liaisons nor joint controls: no search
# shows a masked name nor what is under embargo.
SOURCES: dict[str, Source] = {
    "note": Source("agenda_item", "''", _NOTES),
    "observation": Source("observation", "''", _lines("x.text", "x.answer"), "x.meeting_id"),
    "item": Source("agenda_item", "x.title"),
    "follow_up": Source("follow_up", "''", "x.comment", "x.decision_id"),
    "commitment": Source("commitment", "x.text", _lines("x.means", "x.proof", "x.comment"), "x.objective_id"),
    "measure": Source("measure", "x.text", _lines("x.proof", "x.comment"), "x.objective_id"),
    "indicator": Source("indicator", "x.title", "x.source", "x.objective_id"),
    "decision": Source("decision", "x.text", "x.proof"),
    "campaign": Source("campaign", "'Campagne n° ' || x.number || ' : ' || x.title"),
    "meeting": Source(
        "meeting",
        f"'Séance n° ' || x.number || ' du ' ||{_DAY}",
        _lines("(SELECT name FROM formation WHERE id = x.formation_id)", "x.place"),
        also=(("formation", "name", "formation_id"),),
    ),
    "contact": Source("contact", f"coalesce(nullif({_PERSON}, ''),\n nullif(x.role, ''), x.email)", "x.role"),
    "partner": Source("partner_name", "x.name", "x.acronym", "x.partner_id"),
    "objective": Source(
        "objective", "x.title", _lines("x.short_title", "x.finding", "x.public", "x.success", "x.brakes")
    ),
    "theme": Source("outreach_theme", "''", _lines("x.said", "x.done"), "x.action_id"),
    "mission": Source("mission", "x.title", _lines("x.place", "x.note")),
    "training": Source("training_session", "x.title", _lines("x.place", "x.note")),
    "equipment": Source("equipment_item", "x.title", "x.note"),
    "post": Source("retained_post", "x.title", _lines("x.code", "x.unit", "x.profile", "x.note")),
    "survey": Source("survey", "x.title", "x.note"),
    "outreach": Source("outreach_action", "x.title", _lines("x.place", "x.note")),
}
KINDS = tuple(SOURCES)


def first_id(kind: str) -> int:
    """The ids of a kind are those from here on, `SHARE` of them."""
    return (KINDS.index(kind) + 1) * SHARE


def _of(row: str, sql: str) -> str:
    """The expression over another name of the row."""
    return re.sub(r"\bx\.", f"{row}.", sql)


def _values(kind: str, row: str) -> str:
    source = SOURCES[kind]
    parts = (
        f"{first_id(kind)} + x.id",
        source.object,
        *(f"coalesce({sql}, '')" for sql in (source.title, source.body)),
    )
    return _of(row, ",\n ".join(parts))


def _fill(kind: str) -> str:
    return (
        f"INSERT INTO search_text (id, object_id, title, body)\nSELECT {_values(kind, 'x')}\n"
        f"FROM {SOURCES[kind].table} AS x"
    )


def _index(row: str, command: str = "") -> str:
    """SQL that adds a text's words to the index or, by FTS5's « delete », takes them out."""
    extra, value = (f"{INDEX}, ", f"'{command}', ") if command else ("", "")
    return f"INSERT INTO {INDEX} ({extra}rowid, words) VALUES ({value}{row}.id, {row}.words);"


def _triggers_of_texts() -> dict[str, str]:
    out, into = _index("old", "delete"), _index("new")
    return {
        f"search_text_{name}": f"CREATE TRIGGER search_text_{name} AFTER {moment} ON search_text BEGIN\n{work}\nEND"
        for name, moment, work in (
            ("in", "INSERT", into),
            ("change", "UPDATE", f"{out}\n{into}"),
            ("out", "DELETE", out),
        )
    }


def _triggers_of(kind: str) -> dict[str, str]:
    source, key = SOURCES[kind], first_id(kind)
    used = dict.fromkeys(re.findall(r"\bx\.(\w+)", f"{source.object} {source.title} {source.body}"))
    used.pop("id", None)
    moments = {
        "in": (
            f"INSERT ON {source.table}",
            f"INSERT INTO search_text (id, object_id, title, body)\nVALUES ({_values(kind, 'new')});",
        ),
        "change": (
            f"UPDATE OF {', '.join(used)}\nON {source.table}",
            f"UPDATE search_text SET (id, object_id, title, body) =\n({_values(kind, 'new')})\n"
            f"WHERE id = {key} + new.id;",
        ),
        "out": (f"DELETE ON {source.table}", f"DELETE FROM search_text WHERE id = {key} + old.id;"),
    }
    for table, columns, name in source.also:  # the row itself is touched: its own trigger does the rest
        work = f"UPDATE {source.table} SET {name} = {name} WHERE {name} = new.id;"
        moments[table] = (f"UPDATE OF {columns} ON {table}", work)
    return {
        f"search_{kind}_{name}": f"CREATE TRIGGER search_{kind}_{name} AFTER {moment} BEGIN\n{work}\nEND"
        for name, (moment, work) in moments.items()
    }


TRIGGERS: dict[str, str] = {
    **_triggers_of_texts(),
    **{name: sql for kind in KINDS for name, sql in _triggers_of(kind).items()},
}

FILL = tuple(map(_fill, KINDS))
REINDEX = f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')"
# Whether the texts are what the rows say, and the index what the texts say (refused by SQLite when not).
STRAY = " UNION ALL ".join(
    f"SELECT 1 FROM (SELECT * FROM ({one} EXCEPT {other}) LIMIT 1)"
    for kind in KINDS
    for rows in (f"SELECT {_values(kind, 'x')} FROM {SOURCES[kind].table} AS x",)
    for texts in (
        "SELECT id, object_id, title, body FROM search_text "
        f"WHERE id BETWEEN {first_id(kind)} AND {first_id(kind) + SHARE - 1}",
    )
    for one, other in ((rows, texts), (texts, rows))
)
VERIFY = f"INSERT INTO {INDEX} ({INDEX}, rank) VALUES ('integrity-check', 1)"
