"""What looks like personal data in a text: shapes that are seldom anything else, names that nobody known has. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from psq_desktop.french import fold


class FindingKind(StrEnum):
    """What a stretch of text looks like."""

    PHONE = "phone"
    PLATE = "plate"
    BIRTH = "birth"
    EMAIL = "email"
    SOCIAL_NUMBER = "social_number"
    BANK_ACCOUNT = "bank_account"
    ADDRESS = "address"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of text that looks like personal data. ``place``: « notes », « D-31 »… of the item, if of one."""

    kind: FindingKind
    excerpt: str
    item_number: int | None
    place: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A typed text and where it stands."""

    text: str
    item_number: int | None
    place: str


Names = tuple[tuple[frozenset[str], frozenset[str]], ...]  # of each known person: all words, those of the last name

_PLAIN = str.maketrans(
    {chr(0xFF10 + digit): str(digit) for digit in range(10)}
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\t\u00a0\u2007\u2009\u202f", " ")
    | {"’": "'"}
)  # a sign for a sign: what is found stands at the same place in the text
_CAPITAL = "A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ"
_WORD = rf"[{_CAPITAL}][\w'-]+"
_BY = r"[ .\-]{0,3}"  # what may stand between the figures of one number
_PAIR = r"[ .\-/·_]{0,3}"
_LETTERS = "[A-HJ-NP-TV-Z]"
_SHAPES = (
    (FindingKind.BANK_ACCOUNT, re.compile(r"\b[A-Z]{2}\d\d(?:[ .\-]?[A-Z0-9]){11,30}", re.IGNORECASE)),
    (
        FindingKind.SOCIAL_NUMBER,
        re.compile(
            rf"(?<!\d)[12]{_BY}\d\d{_BY}(?:0[1-9]|1[0-2]|[2-9]\d){_BY}(?:\d\d|2[ABab]){_BY}\d{{3}}{_BY}\d{{3}}"
            rf"(?:{_BY}\d\d)?(?!\d)"
        ),
    ),
    (
        FindingKind.PHONE,
        re.compile(
            rf"(?<![\d+])(?<!\d[./])(?:(?:\+|00)33{_PAIR}(?:\(0\){_PAIR})?[1-9]|\(?0 ?[1-9]\)?)"
            rf"(?:(?:{_PAIR}\d\d){{4}}|{_PAIR}\d\d{_PAIR}\d{{3}}{_PAIR}\d{{3}}|{_PAIR}\d{{3}}{_PAIR}\d{{3}}{_PAIR}\d\d)"
            r"(?!\d)"
        ),
    ),
    (FindingKind.PHONE, re.compile(rf"(?<!\d)\+(?!33)[1-9]\d{{0,2}}{_PAIR}(?:\d{{1,4}}{_PAIR}){{2,5}}\d{{2,4}}(?!\d)")),
    (FindingKind.PLATE, re.compile(rf"\b{_LETTERS}{{2}}[- ]{{0,3}}\d{{3}}[- ]{{0,3}}{_LETTERS}{{2}}\b")),
    (FindingKind.PLATE, re.compile(rf"\b{_LETTERS}{{2}}-\d{{3}}-{_LETTERS}{{2}}\b", re.IGNORECASE)),
    (FindingKind.PLATE, re.compile(r"\b\d{2,4}[- ][A-Z]{2,3}[- ](?:0[1-9]|[1-8]\d|9[0-5]|2[AB])\b")),
    (
        FindingKind.BIRTH,
        re.compile(
            r"\bn[ée](?:e|\(e\)|[.·-]e)?s?\s+(?:(?:[àa]u?x?\s[^\d\n.;]{2,40}\s)?(?:les?|un)\s+\d{1,2}"
            r"|en\s+(?:19|20)\d\d)(?!\d)",
            re.IGNORECASE,
        ),
    ),
    (FindingKind.BIRTH, re.compile(r"\bdate\s+de\s+naissance\b", re.IGNORECASE)),
    (FindingKind.EMAIL, re.compile(r"\b[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+")),
    (
        # Halls and entries are what a committee speaks of: a number in a street is told where somebody lives there.
        FindingKind.ADDRESS,
        re.compile(
            r"\b(?i:domicili|demeur|habite|habitant\b|résid(?:e|ant)\b|log[ée])\w*[^\n\d.;]{0,20}"
            r"\b\d{1,4}(?: ?(?:bis|ter|quater))?,? +"
            r"(?:rue|avenue|boulevard|place|impasse|allée|chemin|quai|square|cours|route) +"
            rf"(?:(?:de la|de l'|de|du|des|d') ?)?{_WORD}",
        ),
    ),
)
_ONE = rf"(?:d(?:e la|e|u|es) |d')?{_WORD}(?: (?:d(?:e la|e|u|es) |d')?{_WORD}){{0,3}}"
_NAMED = re.compile(
    rf"\b(?:(?:M\.|(?<!\d )M|[Mm]r\.?|(?i:mme|mlle|madame|monsieur|mademoiselle)) {{1,3}}({_ONE})"
    rf"|(?:MM\.?|(?i:mmes|mlles|mesdames|messieurs)) {{1,3}}({_ONE}(?:(?:, | et )(?!M(?:\.|me|lle|r)){_ONE})*))"
)
_PERSON = re.compile(
    r"\b(?:M\.|M[rm]|Mme|Mlle|[Mm]adame|[Mm]onsieur|hommes?|femmes?|mineure?s?|jeunes?|enfants?|adolescente?s?|fils"
    r"|filles?|garçons?|adultes?|individus?|frères?|sœurs?|père|mère)\b"
)
_DATE = re.compile(r"\d\d[./-]\d\d[./-](?:19|20)\d\d")
_DIGITS = (9, 15)  # of a number abroad, with its country
_WEBMAIL = re.compile(
    r"@(?:gmail|orange|wanadoo|free|sfr|laposte|hotmail|outlook|live|yahoo|icloud|bbox|proton(?:mail)?)\.\w+$"
)
_FUNCTIONS = frozenset(
    (
        "prefet", "prefete", "sous", "maire", "procureur", "procureure", "president", "presidente", "commissaire",
        "directeur", "directrice", "adjoint", "adjointe", "conseiller", "conseillere", "secretaire", "delegue",
        "deleguee", "colonel", "capitaine", "commandant", "commandante", "ministre", "depute", "deputee", "senateur",
        "senatrice", "recteur", "rectrice", "juge", "inspecteur", "inspectrice", "coordinateur", "coordinatrice",
    )
)  # fmt: skip
_DESKS = ("contact", "accueil", "secretariat", "mairie", "info", "courrier", "standard", "prefecture")
_PARTICLES = frozenset(("de", "du", "des", "la", "le", "d"))


def look(texts: Iterable[Passage], known: Names, desks: frozenset[str]) -> tuple[Finding, ...]:
    """Findings in the order of the texts, each stretch told once a place."""
    found: dict[tuple[FindingKind, str, int | None, str], Finding] = {}
    for passage in texts:
        for kind, excerpt in _in_text(passage.text, known, desks):
            place = (kind, excerpt, passage.item_number, passage.place)
            found.setdefault(place, Finding(kind, excerpt, passage.item_number, passage.place))
    return tuple(found.values())


def named(texts: Iterable[Passage], people: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
    """Where first and last name of somebody who is masked elsewhere stand side by side, in either order."""
    pairs = [(re.escape(first), re.escape(last)) for first, last in people if first and last]
    if not pairs:
        return ()
    either = "|".join(f"{first}[ ]+{last}|{last}[ ]+{first}" for first, last in pairs)
    shape = re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
    return tuple(
        Finding(FindingKind.NAME, match[0], passage.item_number, passage.place)
        for passage in texts
        for match in shape.finditer(passage.text.translate(_PLAIN))
    )


def _in_text(text: str, known: Names, desks: frozenset[str]) -> Iterator[tuple[FindingKind, str]]:
    plain = text.translate(_PLAIN)
    taken: list[tuple[int, int]] = []
    for kind, shape in _SHAPES:
        for start, end in _spans(kind, shape, plain):
            if any(start < last and first < end for first, last in taken):
                continue  # a part of a longer number is not told again
            if kind is FindingKind.EMAIL and _is_desk(plain[start:end].lower(), desks):
                continue
            taken.append((start, end))
            yield kind, text[start:end]
    for match in _NAMED.finditer(plain):
        if not all(_is_known(name, known) for name in re.split(", | et ", match[1] or match[2])):
            yield FindingKind.NAME, text[match.start() : match.end()]


def _spans(kind: FindingKind, shape: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where a shape stands and is what it looks like; what is not may hide another that begins within."""
    place = 0
    while match := shape.search(text, place):
        end = _ENDS.get(kind, re.Match.end)(match)
        if end is not None:
            yield match.start(), end
        place = match.start() + 1 if end is None else end


def _end_of_bank_account(match: re.Match[str]) -> int | None:
    """By its key (ISO 13616: the account read as a number leaves 1 when divided by 97); words may follow it."""
    text, start = match.string, match.start()
    for end in range(match.end(), start + 14, -1):
        if not text[end - 1].isalnum() or text[end : end + 1].isalnum():
            continue
        bare = re.sub(r"[ .\-]", "", text[start:end])
        if len(bare) < 15 or 2 * sum(each.isdigit() for each in bare) < len(bare):
            return None
        if int("".join(str(int(each, 36)) for each in bare[4:] + bare[:4])) % 97 == 1:
            return end
    return None


def _end_of_phone(match: re.Match[str]) -> int | None:
    """A list of numbers (05 10 15 20 25) and dates that follow each other are none."""
    text = match[0]
    figures = re.sub(r"\D", "", text)
    if text.startswith("+") and not _DIGITS[0] <= len(figures) <= _DIGITS[1]:
        return None
    said = [int(each) for each in text.split()] if re.fullmatch(r"\d\d(?: \d\d)+", text) else []
    steps = {after - before for before, after in pairwise(said)}
    if _DATE.search(text) or (len(steps) == 1 and steps != {0}):
        return None
    return match.end()


def _end_of_birth(match: re.Match[str]) -> int | None:
    """Of a year alone, only where the sentence speaks of somebody: projects and associations are born as well."""
    if re.search(r"\sen\s+\d{4}$", match[0], re.IGNORECASE):
        before = re.split(r"[\n;]", match.string[: match.start()])[-1][-80:]
        return match.end() if _PERSON.search(before) else None
    return match.end()


_ENDS: dict[FindingKind, Callable[[re.Match[str]], int | None]] = {
    FindingKind.BANK_ACCOUNT: _end_of_bank_account,
    FindingKind.PHONE: _end_of_phone,
    FindingKind.BIRTH: _end_of_birth,
}


def _is_desk(address: str, desks: frozenset[str]) -> bool:
    """Whether an address is that of a service."""
    local = address.partition("@")[0]
    if address in desks or local in _DESKS:
        return True
    return not _WEBMAIL.search(address) and re.split(r"[._+-]", local)[0] in _DESKS


def _is_known(name: str, known: Names) -> bool:
    """Whether the name begins with one of the directory's: words that follow it may be something else."""
    said = _words(name)
    if not said or said[0] in _FUNCTIONS:
        return True
    for count in range(1, len(said) + 1):
        words = frozenset(said[:count])
        if any(words <= every and words & last for every, last in known):
            return True
    return False


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[\s’'.-]+", fold(name)) if word and word not in _PARTICLES]


def person_words(name: str, last: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words of a name; where the last name is not told apart, whatever follows the first word may be it."""
    words = [word for word in _words(name) if word not in ("m", "mme", "mlle", "madame", "monsieur")]
    own = _words(last) if last else words[1:] or words
    return frozenset(words), frozenset(own)
