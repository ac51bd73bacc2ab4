"""What was typed into a search, and where its words stand in a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from psq_desktop.french import fold
from psq_desktop.services.searching.search_rows import SearchKind, Span

_WORD = re.compile(r"[^\W_]+")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)['’]", re.IGNORECASE)
_PREFIX = re.compile(r"\s*([^\W\d_]+):(?!//)\s*")
_MOST = 16  # words that are looked for: of a page that was pasted, the first
_SNIPPET, _SCANNED = 110, 2000  # characters: of an excerpt, and of a text that is ranked

K = SearchKind
PREFIXES: dict[str, tuple[SearchKind, ...]] = {
    "obj": (K.OBJECTIVE, K.COMMITMENT, K.MEASURE, K.INDICATOR),
    "dec": (K.DECISION, K.FOLLOW_UP),
    "sea": (K.MEETING, K.ITEM, K.OBSERVATION),
    "not": (K.NOTE, K.OBSERVATION),
    "par": (K.PARTNER,),
    "con": (K.CONTACT,),
    "cam": (K.CAMPAIGN,),
    "mis": (K.MISSION,),
    "moy": (K.POST, K.TRAINING, K.EQUIPMENT),
    "hab": (K.OUTREACH, K.THEME, K.SURVEY),
    "aide": (),
}
# References by which people and the command line name things.
_REFS: tuple[tuple[re.Pattern[str], tuple[SearchKind, ...], bool], ...] = (
    (re.compile(r"[da]-?(\d{1,9})"), (K.DECISION,), True),
    (re.compile(r"(?:seance )?n ?°? ?(\d{1,9})"), (K.MEETING, K.CAMPAIGN), True),
    (re.compile(r"(\d{1,9})"), (K.DECISION, K.MEETING), True),
    (re.compile(r"sea-(\d{1,9})"), (K.MEETING,), False),
    (re.compile(r"pt-(\d{1,9})"), (K.ITEM,), False),
    (re.compile(r"obj-(\d{1,9})"), (K.OBJECTIVE,), False),
    (re.compile(r"eng-(\d{1,9})"), (K.COMMITMENT,), False),
    (re.compile(r"mes-(\d{1,9})"), (K.MEASURE,), False),
    (re.compile(r"ind-(\d{1,9})"), (K.INDICATOR,), False),
    (re.compile(r"par-(\d{1,9})"), (K.PARTNER,), False),
    (re.compile(r"con-(\d{1,9})"), (K.CONTACT,), False),
    (re.compile(r"cam-(\d{1,9})"), (K.CAMPAIGN,), False),
    (re.compile(r"mis-(\d{1,9})"), (K.MISSION,), False),
    (re.compile(r"for-(\d{1,9})"), (K.TRAINING,), False),
    (re.compile(r"mat-(\d{1,9})"), (K.EQUIPMENT,), False),
    (re.compile(r"ctc-(\d{1,9})"), (K.OUTREACH,), False),
    (re.compile(r"enq-(\d{1,9})"), (K.SURVEY,), False),
)
_CODE = re.compile(r"(\d{1,9})\.(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Named:
    """A reference that was typed whole: by number, or else by id."""

    kinds: tuple[SearchKind, ...]
    key: int
    numbered: bool
    axis: int | None = None  # of an objective's « 2.1 »


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: groups of folded words, all wanted, each as it stands; the last word may go on."""

    groups: tuple[tuple[str, ...], ...]
    prefix: str = ""  # « obj »; what it restricts to is in `PREFIXES`
    unknown: bool = False  # nobody knows that prefix
    named: Named | None = None

    def kinds(self, asked: tuple[SearchKind, ...] | None = None) -> tuple[SearchKind, ...]:
        """The kinds that are looked through."""
        own = PREFIXES.get(self.prefix, tuple(SearchKind)) if self.prefix else tuple(SearchKind)
        return own if asked is None else tuple(kind for kind in own if kind in asked)

    @property
    def terms(self) -> tuple[str, ...]:
        """The single words."""
        return tuple(term for group in self.groups for term in group)

    @property
    def match(self) -> str:
        """For FTS5: all quoted, so that nothing that was typed is an operator."""
        quoted = [f'"{" ".join(group)}"' for group in self.groups]
        return f"{' AND '.join(quoted)}*" if quoted else ""


def read(text: str) -> Query:
    """What was typed, prefix first: « obj: rodéo », « D-27 », « 2.1 », or words."""
    found = _PREFIX.match(text)
    prefix = fold(found[1]) if found else ""
    words = text[found.end() :] if found else text
    split = (tuple(_WORD.findall(word)[:_MOST]) for word in fold(_ELISION.sub(" ", words)).split())
    return Query(
        tuple(dict.fromkeys(filter(None, split)))[:_MOST],
        prefix,
        bool(prefix) and prefix not in PREFIXES,
        _named(" ".join(fold(words).split())),
    )


def _named(text: str) -> Named | None:
    code = _CODE.fullmatch(text)
    if code:
        return Named((SearchKind.OBJECTIVE,), int(code[2]), True, int(code[1]))
    for pattern, kinds, numbered in _REFS:
        found = pattern.fullmatch(text)
        if found:
            return Named(kinds, int(found[1]), numbered)
    return None


def words(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(fold(text))


def marks(text: str, terms: tuple[str, ...]) -> tuple[Span, ...]:
    """Where the terms stand in a text as it was written; of a longer word, the part that matched."""
    return tuple(_marks(text, terms))


def _marks(text: str, terms: tuple[str, ...]) -> Iterator[Span]:
    for word in _WORD.finditer(text):
        folded = fold(word[0])
        if len(folded) == 1 and text[word.end() : word.end() + 1] in ("'", "’"):  # « n’est » is no « n »
            continue
        whole = folded in terms
        if whole or (terms and folded.startswith(terms[-1]) and not terms[-1].isdecimal()):
            length = len(word[0]) if whole else _length(word[0], len(terms[-1]))
            yield word.start(), word.start() + length


def _length(word: str, folded: int) -> int:
    """Letters of a word whose folded form is that long: œ counts for two."""
    taken = 0
    for count, letter in enumerate(word):
        if taken >= folded:
            return count
        taken += len(fold(letter))
    return len(word)


def snippet(text: str, terms: tuple[str, ...]) -> str:
    """The words around the first match, on one line."""
    line = " ".join(text.split("\n")).strip()
    found = marks(line, terms)
    start = max(0, found[0][0] - _SNIPPET // 3) if found else 0
    if start:
        start = line.rfind(" ", 0, start) + 1
    end = start + _SNIPPET
    if end < len(line):
        end = max(line.rfind(" ", start, end), found[0][1] if found else 0) if " " in line[start:end] else end
    return f"{'… ' if start else ''}{line[start:end].strip()}{'…' if end < len(line) else ''}"


def worth(title: str, body: str, terms: tuple[str, ...]) -> tuple[int, int, int]:
    """How well a text answers, small being good: words in its title, at the title's beginning, not only begun."""
    if not terms:
        return 0, 0, 0
    heading, last = words(title), terms[-1]
    inside = sum(term in heading for term in terms[:-1]) + any(word.startswith(last) for word in heading)
    first = bool(heading) and heading[0].startswith(terms[0])
    whole = last in heading or last in words(body[:_SCANNED])
    return -inside, -first, -whole
