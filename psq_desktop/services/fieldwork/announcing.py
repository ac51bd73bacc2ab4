"""Whether a text tells of a joint control that is still under embargo: its theme, place and day, however written. Pure.

What is refused says too much for a text that goes out: theme and place, theme and day, the whole place, or the day
beside a word for a control. The same day, or the same theme, for another matter is fine.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from psq_desktop.french import MONTHS, WEEKDAYS, fold

_NEAR = 160  # signs between a day and a word for a control that speak of one another
_WIDEST = 7  # days of « du 12 au 18 décembre » that still tell the day
_CONTROL = re.compile(
    r"\b(?:control(?!\w* (?:d'|des? |de l')?(?:acces|gestion|technique|judiciaire))"
    r"|operation|inspection|verification|descente|codaf|inter.?services)"
)
_EMPTY = frozenset(
    (
        "a", "au", "aux", "avec", "ce", "ces", "contre", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le",
        "les", "lutte", "ou", "par", "pour", "sur", "un", "une",
    )
)  # fmt: skip
_GENERIC = re.compile(r"(?:control\w*|operation\w*|inter|services?)$")  # words of a theme that say nothing of it
_STREET = "rue|avenue|av|bd|boulevard|place|impasse|allee|chemin|quai|square|cours|route|bis|ter"
_MEASURED = r"h|heures?|min|e|eme|%|ans|personnes|jours"
_NUMBERS = (
    "", "premier", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix sept", "dix huit", "dix neuf", "vingt", "vingt et un", "vingt deux",
    "vingt trois", "vingt quatre", "vingt cinq", "vingt six", "vingt sept", "vingt huit", "vingt neuf", "trente",
    "trente et un",
)  # fmt: skip
_SPELT = {word: str(value) for value, word in enumerate(_NUMBERS) if word}
_SPELT_OUT = re.compile(  # « sept » is a month as well
    r"\b(?:" + "|".join(sorted(set(_SPELT) - {"sept"}, key=len, reverse=True)).replace(" ", r"[\s-]+")
    + r"|(?:(?<=\ble )|(?<=\bdu )|(?<=\bau )|(?<=di ))sept(?!\.))(?![\w-])"
)  # fmt: skip
_MONTHS = tuple(
    "(?:" + "|".join(word[:size] for size in range(len(word), 2, -1)) + r")\b\.?" for word in map(fold, MONTHS)
)
_ANY_MONTH = "(?:" + "|".join(_MONTHS) + ")"
_NUMBER = r"\d{1,2}(?:er|eme|e)?"
_LIST = (  # of few days: a long list is none, and would take its time
    rf"(?<![\d/.,])({_NUMBER}(?: ?(?:,|et|ou|au|a|-) ?(?:(?:le|au) )?(?:(?:{'|'.join(WEEKDAYS)}) )?{_NUMBER}){{0,6}})"
)


@dataclass(frozen=True, slots=True)
class Planned:
    """What nobody may tell of a control to come."""

    theme: str
    day: dt.date | None
    place: str


def announces(text: str, controls: Iterable[Planned], district: Iterable[str] = ()) -> bool:
    """Whether a text gives one of them away. ``district``: places that tell nothing alone, as the district's name."""
    plain = _plain(text)
    common = frozenset(words for name in district for words in _places(_plain(name)))
    return any(_tells(plain, control, common) for control in controls)


def _tells(plain: str, control: Planned, common: frozenset[tuple[str, ...]]) -> bool:
    words = _words(plain)
    theme = _has_theme(words, control.theme)
    places = _places(_plain(control.place))
    seen = [place for place in places if _follows(words, place)]
    days = list(_days(plain, control.day)) if control.day is not None else []
    if theme and (seen or days):
        return True
    named = [place for place in seen if len(place) > 1 and place not in common]
    if named and (len(seen) == len(places) or days):
        return True
    spots = [match.start() for match in _CONTROL.finditer(plain)]
    return bool(spots and named) or any(abs(day - spot) <= _NEAR for day in days for spot in spots)


# ---------------------------------------------------------------- words


def _plain(text: str) -> str:
    """Without accents, capitals, signs that are not seen; numbers in plain figures."""
    seen = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    figured = "".join(str(unicodedata.decimal(sign, sign)) for sign in seen)
    folded = re.sub(r"[\u2010-\u2015\u2212]", "-", fold(figured))
    return _SPELT_OUT.sub(lambda match: _SPELT[re.sub(r"[\s-]+", " ", match[0])], re.sub(r"\s+", " ", folded))


def _words(plain: str) -> tuple[str, ...]:
    """Words that say something, singular and plural alike."""
    found = (word for word in re.findall(r"\w+", plain) if word not in _EMPTY)
    return tuple(word.rstrip("sx") if len(word) > 3 else word for word in found)


def _has_theme(words: tuple[str, ...], theme: str) -> bool:
    wanted = {word for word in _words(_plain(theme)) if not _GENERIC.match(word)}
    return bool(wanted) and wanted <= set(words)


@lru_cache(maxsize=256)
def _places(plain: str) -> tuple[tuple[str, ...], ...]:
    """« 14 rue des Oyats et galerie du Channel » is two places; the number in a street is left out."""
    parts = re.split(r"[,;:/()|+]|\s-\s|\bet\b|\n", plain)
    found = (_words(re.sub(r"^\W*\d+(?: ?(?:bis|ter))?\b", "", part)) for part in parts)
    return tuple(words for words in found if words)


def _follows(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    size = len(wanted)
    return any(words[start : start + size] == wanted for start in range(len(words) - size + 1))


# ---------------------------------------------------------------- days


def _days(plain: str, day: dt.date) -> Iterator[int]:
    """Where a text writes that day."""
    for match in re.finditer(
        rf"{_LIST} ?-? ?(?:de |du mois de )?{_MONTHS[day.month - 1]}(?: ?(\d{{4}})(?!\d))?", plain
    ):
        if match[2] in (None, str(day.year)) and _holds(match[1], day.day):
            yield match.start()
    for shape in _figures(day):
        yield from (match.start() for match in re.finditer(shape, plain))


def _holds(days: str, day: int) -> bool:
    """Whether « 14, 15 et 16 » or « 12 au 18 » holds a day."""
    known = [int(each) for each in re.findall(r"\d+", days)]
    return day in known or (min(known) < day < max(known) and max(known) - min(known) <= _WIDEST)


def _figures(day: dt.date) -> Iterator[str]:
    """Shapes of a day in figures, or without its month: « 15/12 », « 2026-12-15 », « le 15 », « mardi 15 »."""
    number, month, year = f"0?{day.day}", f"0?{day.month}", f"(?:{day.year}|{day.year % 100:02d})"
    begins, ends = r"(?<![\d,])(?<!\d[./-])", r"(?!\d|,\d)"
    yield rf"{begins}{number} ?[/.\-] ?{month}(?: ?[/.\-] ?{year}{ends}|(?! ?[/.\-] ?\d){ends}(?!\s*(?:{_MEASURED})\b))"
    yield rf"{begins}{number} {month} {day.year}{ends}"
    yield rf"{begins}{day.year} ?[/.\- ] ?{month} ?[/.\- ] ?{number}{ends}"
    yield rf"\b{_MONTHS[day.month - 1]} ?{number}{ends}"
    yield rf"(?<!\d)(?:{day:%Y%m%d}|{day:%d%m%Y})(?!\d)"
    other = (  # than a day of that month: another month, a house, a measure, a list of days that has its month
        rf"(?:er)?\b(?!\s*[/.\-]\s*\d|,\d|\s*-?\s*{_ANY_MONTH}|,?\s*(?:{_STREET}|{_MEASURED})\b|\s*%"
        r"|\s*(?:et|au|ou|a|,)\s*\d)"
    )
    yield rf"\b(?:le|du|au|ce|{'|'.join(WEEKDAYS)})\s*,?\s*(?:le\s+)?{number}{other}"
