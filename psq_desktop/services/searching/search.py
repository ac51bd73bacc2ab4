"""The search over everything that is written in the base. Every level of disclosure: it is the secretary's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import TextClause, select, text
from sqlalchemy.orm import Session

from psq_desktop.french import typeset
from psq_desktop.models.campaign import Campaign
from psq_desktop.models.decision import Decision
from psq_desktop.models.meeting import Meeting
from psq_desktop.models.objective import Axis, Objective
from psq_desktop.models.search import INDEX, SHARE, TEXTS, first_id
from psq_desktop.services.searching import search_details, search_words
from psq_desktop.services.searching.search_details import Detail
from psq_desktop.services.searching.search_rows import Found, SearchKind
from psq_desktop.services.searching.search_words import Named, Query

LIMIT = 20
_CANDIDATES = 60  # for each kind, the newest: those that are ranked


@dataclass(frozen=True, slots=True)
class _Text:
    """One row of the index."""

    kind: SearchKind
    id: int
    object_id: int
    title: str
    body: str


def find(
    session: Session, text: str, *, kinds: tuple[SearchKind, ...] | None = None, limit: int = LIMIT
) -> tuple[Found, ...]:
    """At most ``limit`` results of each kind, the best first; a reference typed whole (« D-27 ») stands before all."""
    query = search_words.read(text)
    looked = query.kinds(kinds)
    named = list(_named(session, query.named, looked)) if query.named else []
    best = {_whose(each): each for each in named}
    taken: Counter[SearchKind] = Counter()
    texts = _candidates(session, query, looked)
    for each in sorted(texts, key=lambda each: (looked.index(each.kind), *_worth(each, query))):
        if taken[each.kind] < limit and _whose(each) not in best:
            best[_whose(each)] = each
            taken[each.kind] += 1
    return tuple(_told(session, list(best.values()), query))


def _whose(each: _Text) -> tuple[SearchKind, int]:
    """A partner is found once, by whichever of its names."""
    return each.kind, each.object_id if each.kind is SearchKind.PARTNER else each.id


def count(session: Session, text: str) -> dict[SearchKind, int]:
    """How many texts of each kind hold the words; kinds without any are left out."""
    query = search_words.read(text)
    looked = query.kinds()
    if not query.match or not looked:
        return {}
    found = session.execute(_COUNT, {"match": query.match}).all()
    by_share = {first_id(kind.value) // SHARE: kind for kind in looked}
    return {by_share[share]: number for share, number in found if share in by_share}


_COUNT = text(f"SELECT rowid / {SHARE}, count(*) FROM {INDEX} WHERE {INDEX} MATCH :match GROUP BY 1")


# Kinds whose ids follow each other are asked for together, the masses apart: the last, unfinished word costs each time.
_TOGETHER: tuple[tuple[SearchKind, ...], ...] = (
    (SearchKind.NOTE, SearchKind.OBSERVATION),
    (SearchKind.ITEM,),
    (SearchKind.FOLLOW_UP, SearchKind.COMMITMENT, SearchKind.MEASURE, SearchKind.INDICATOR, SearchKind.DECISION),
    (SearchKind.CAMPAIGN, SearchKind.MEETING, SearchKind.CONTACT, SearchKind.PARTNER, SearchKind.OBJECTIVE),
    (SearchKind.THEME, SearchKind.MISSION, SearchKind.TRAINING, SearchKind.EQUIPMENT, SearchKind.POST,
     SearchKind.SURVEY, SearchKind.OUTREACH),
)  # fmt: skip


def _ranges(kinds: tuple[SearchKind, ...]) -> Iterator[tuple[SearchKind, ...]]:
    for group in _TOGETHER:
        wanted = tuple(kind for kind in group if kind in kinds)
        yield from (group,) if wanted == group else ((kind,) for kind in wanted)


@lru_cache(maxsize=64)
def _statement(kinds: tuple[SearchKind, ...]) -> TextClause:
    """The newest texts of each range. To a range of ids the index leaps, however common the words are."""
    ranges = " UNION ALL ".join(
        f"SELECT rowid AS id FROM (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH :match "
        f"AND rowid BETWEEN {first_id(group[0].value)} AND {first_id(group[-1].value) + SHARE - 1} "
        f"ORDER BY rowid DESC LIMIT {_CANDIDATES * len(group)})"
        for group in _ranges(kinds)
    )
    return text(f"SELECT t.id, t.object_id, t.title, t.body FROM ({ranges}) AS f JOIN {TEXTS.name} AS t ON t.id = f.id")


def _candidates(session: Session, query: Query, kinds: tuple[SearchKind, ...]) -> list[_Text]:
    if not query.match or not kinds:
        return []
    return _texts(session.execute(_statement(kinds), {"match": query.match}))


def _texts(rows: Iterable[tuple[int, int, str, str]]) -> list[_Text]:
    kinds = {first_id(kind.value) // SHARE: kind for kind in SearchKind}
    return [_Text(kinds[key // SHARE], key % SHARE, about, title, body) for key, about, title, body in rows]


def _worth(row: _Text, query: Query) -> tuple[int, int, int, int]:
    return *search_words.worth(row.title, row.body, query.terms), -row.id


def _named(session: Session, named: Named, kinds: tuple[SearchKind, ...]) -> Iterator[_Text]:
    """What a reference names, if it is there."""
    columns = (TEXTS.c.id, TEXTS.c.object_id, TEXTS.c.title, TEXTS.c.body)
    for kind in (each for each in named.kinds if each in kinds):
        first = first_id(kind.value)
        key = _numbered(session, kind, named) if named.numbered else named.key
        own = TEXTS.c.object_id == key if kind is SearchKind.PARTNER else TEXTS.c.id == first + (key or 0)
        rows = select(*columns).where(own, TEXTS.c.id.between(first, first + SHARE - 1)).order_by(TEXTS.c.id.desc())
        yield from _texts(session.execute(rows.limit(1)))


def _numbered(session: Session, kind: SearchKind, named: Named) -> int | None:
    query = {
        SearchKind.DECISION: select(Decision.id).where(Decision.number == named.key),
        SearchKind.MEETING: select(Meeting.id).where(Meeting.number == named.key).order_by(Meeting.date.desc()),
        SearchKind.CAMPAIGN: select(Campaign.id).where(Campaign.number == named.key),
        SearchKind.OBJECTIVE: select(Objective.id)
        .join(Axis, Axis.id == Objective.axis_id)
        .where(Axis.number == named.axis, Objective.number == named.key),
    }[kind]
    return session.scalars(query.limit(1)).first()


def _told(session: Session, texts: list[_Text], query: Query) -> Iterator[Found]:
    """With what stands beside, and the words marked in the text as it was written."""
    kinds = dict.fromkeys(each.kind for each in texts)
    details = {kind: search_details.of(session, kind, [t.id for t in texts if t.kind is kind]) for kind in kinds}
    for each in texts:
        if (detail := details[each.kind].get(each.id)) is not None:  # else the index lags: `db.check` tells
            yield _found(each, detail, query.terms)


def _found(each: _Text, detail: Detail, terms: tuple[str, ...]) -> Found:
    title = typeset(detail.title or each.title)
    renamed = bool(each.title) and each.title != (detail.title or each.title)
    below = f"{each.title}\n{each.body}" if renamed else each.body
    told = search_words.marks(below, terms) and below != title
    line = typeset(search_words.snippet(below, terms)) if told else ""
    return Found(
        each.kind, each.id, detail.ref, detail.label, title, search_words.marks(title, terms), line,
        search_words.marks(line, terms), detail.screen, detail.target, detail.part, detail.on, detail.partner,
        typeset(detail.beside), detail.outlook, detail.noun or each.kind,
    )  # fmt: skip
