"""French typography, dates and numbers: written one way everywhere, read the way people type them."""

from __future__ import annotations

import math
import re
from datetime import date, time, timedelta
from functools import lru_cache

NBSP = "\u00a0"
NARROW = "\u202f"
MINUS = "\u2212"

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)  # what a date of ours may be: beyond is a slip of the finger

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc.")

_UNITS = r"(?:jours?|j|min|mois|ans?|h|Mo|Ko|Go|€|m²|km|points?|pts?|pages?)"
_MONTH_WORDS = "|".join(re.escape(m) for m in dict.fromkeys((*MONTHS, *SHORT_MONTHS)))
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=\w)'(?=\w)", "’"),
        (r"«[ \u00a0\u202f]*", "«" + NBSP),
        (r"[ \u00a0\u202f]*»", NBSP + "»"),
        (r"[ \u00a0\u202f]+:(?=\s|$)", NBSP + ":"),
        (r"[ \u00a0\u202f]+([;!?%‰])", NARROW + r"\1"),
        (r"(?<=\d) (?=\d{3}(?!\d))", NARROW),
        (r"(?<!\d)(0\d) (\d\d) (\d\d) (\d\d) (\d\d)(?!\d)", NBSP.join((r"\1", r"\2", r"\3", r"\4", r"\5"))),
        (r"± (?=\d)", "±" + NBSP),
        (r"(?<=\d) h (?=\d\d\b)", NBSP + "h" + NBSP),
        (rf"(?<=\d) (?={_UNITS}(?!\w))", NBSP),
        (rf"(\b\d{{1,2}}|\b1er) (?={_MONTH_WORDS})", r"\1" + NBSP),
        (rf"({_MONTH_WORDS}) (?=\d{{4}}\b)", r"\1" + NBSP),
        (r"\b(n°|art\.|p\.) (?=\d)", r"\1" + NBSP),
        (r"\b(M\.|Mme|MM\.|Mmes|Dr|Me|Cdt|Cne) (?=[A-ZÀ-Ý])", r"\1" + NBSP),
    )
)


@lru_cache(maxsize=8192)
def typeset(text: str) -> str:
    """The same words with French spaces and apostrophes (U+00A0, U+202F, ’)."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def plural(count: int, singular: str, many: str | None = None) -> str:
    """``plural(2, "décision")`` is « 2 décisions »; 0 takes the singular, as French does."""
    word = singular if abs(count) < 2 else (many if many is not None else singular + "s")
    return f"{number(count)}{NBSP}{word}"


def number(value: float, decimals: int | None = None) -> str:
    """``1284.5`` is « 1 284,5 »."""
    text = f"{value:,}" if decimals is None else f"{value:,.{decimals}f}"
    return text.replace(",", NARROW).replace(".", ",").replace("-", MINUS)


def figure(value: float, decimals: int = 0, unit: str = "") -> str:
    """``figure(7.5, 0, "%")`` is « 7,5 % »: at least the decimals asked for, more when the value has them (up to 4)."""
    value = round(value, max(decimals, 4)) + 0.0  # no « −0 »
    shown = next((d for d in range(decimals, 4) if round(value, d) == value), max(decimals, 4))
    text = number(value, shown)
    if not unit:
        return text
    return f"{text}{NARROW if unit in ('%', '‰') else NBSP}{unit}"


def percent(ratio: float) -> str:
    """``0.81`` is « 81 % »."""
    return f"{number(round(ratio * 100))}{NARROW}%"


def _day(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def date_long(day: date, *, weekday: bool = True, year: bool = True) -> str:
    """« jeudi 1er octobre 2026 »."""
    text = f"{_day(day)}{NBSP}{MONTHS[day.month - 1]}" + (f"{NBSP}{day.year}" if year else "")
    return f"{WEEKDAYS[day.weekday()]} {text}" if weekday else text


def date_short(day: date, *, year: bool = True) -> str:
    """« 1er oct. 2026 »."""
    return f"{_day(day)}{NBSP}{SHORT_MONTHS[day.month - 1]}" + (f"{NBSP}{day.year}" if year else "")


def date_digits(day: date) -> str:
    """« 01/10/2026 », the form people type."""
    return f"{day:%d/%m/%Y}"


def time_text(moment: time) -> str:
    """« 14 h 05 »; « 9 h 30 »."""
    return f"{moment.hour}{NBSP}h{NBSP}{moment.minute:02d}"


def relative_days(days: int) -> str:
    """« depuis 6 jours », « aujourd’hui », « demain », « dans 15 jours »: a due date seen from today."""
    if days < 0:
        return f"depuis {plural(-days, 'jour')}"
    if days < 2:
        return ("aujourd’hui", "demain")[days]
    return f"dans {plural(days, 'jour')}"


def _bare(text: str) -> str:
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


@lru_cache(maxsize=1)
def _folds() -> dict[int, str]:
    """What Latin letters become: most words need nothing else."""
    letters = {c: bare for c in map(chr, range(0xC0, 0x250)) if (bare := _bare(c)) != c}
    return str.maketrans({**letters, "œ": "oe", "æ": "ae", "’": "'", NBSP: " ", NARROW: " "})


def fold(text: str) -> str:
    """Lower case without accents, œ and æ opened, spaces alike: the form in which words are compared."""
    text = text.lower()
    if text.isascii():
        return text
    text = text.translate(_folds())
    return text if text.isascii() else _bare(text)


# Words whose first « h » stops the elision, as people write them in titles.
_ASPIRATED = ("hall", "halle", "halte", "hameau", "handicap", "haut", "hauts", "haute", "hautes", "hors", "huit")


def of(text: str) -> str:
    """« d’Opale Mobilités », « d’Habitat du Détroit », « de Ville de Calais »."""
    word = re.match(r"\w*", fold(text))
    first = word[0] if word else ""
    elided = first[:1] in tuple("aeiou") or (first.startswith("h") and first not in _ASPIRATED)
    return f"d’{text}" if elided else f"de {text}"


_FOLDED_MONTHS = {fold(name).rstrip("."): i + 1 for names in (MONTHS, SHORT_MONTHS) for i, name in enumerate(names)}
_FOLDED_DAYS = {name: i for i, name in enumerate(WEEKDAYS)}


def parse_date(text: str, today: date) -> date | None:
    """A date as French people type it, or ``None`` when it is none or lies outside `EARLIEST` to `LATEST`.

    Reads ``15/12``, ``15/12/26``, ``15-12-2026``, ``2026-12-15``, ``15 déc``, ``1er mars 2027``, ``+7j``,
    ``+2s``, ``vendredi``, ``demain``. Without a year, the next such day from ``today`` on.
    """
    try:
        found = _read_date(text, today)
    except OverflowError:
        return None
    return found if found is not None and in_range(found) else None


def in_range(day: date) -> bool:
    """Whether a date is from `EARLIEST` to `LATEST`."""
    return EARLIEST <= day <= LATEST


def _read_date(text: str, today: date) -> date | None:
    text = fold(text).strip()
    simple = {"aujourd'hui": 0, "demain": 1, "apres-demain": 2, "hier": -1}
    if text in simple:
        return today + timedelta(simple[text])
    if match := re.fullmatch(r"\+\s*(\d{1,4})\s*(j|jours?|s|sem|semaines?|m|mois)?", text):
        count, unit = int(match[1]), (match[2] or "j")[0]
        return _add_months(today, count) if unit == "m" else today + timedelta(count * (7 if unit == "s" else 1))
    for prefix in ("", "prochain", "le "):
        word = text.removeprefix(prefix).removesuffix(" prochain").strip()
        if word in _FOLDED_DAYS:
            return today + timedelta((_FOLDED_DAYS[word] - today.weekday() - 1) % 7 + 1)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    text = re.sub(r"^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+", "", text)
    if match := re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?", text):
        day, month, year = int(match[1]), int(match[2]), match[3]
    elif match := re.fullmatch(r"(\d{1,2})(?:er)?[ -]?([a-z]+)\.?(?:[ -](\d{4}|\d{2}))?", text):
        found = _FOLDED_MONTHS.get(match[2])
        if found is None:
            return None
        day, month, year = int(match[1]), found, match[3]
    else:
        return None
    if year is not None:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    coming = (_date(today.year + n, month, day) for n in range(9))  # 29 February may be eight years away
    return next((found for found in coming if found is not None and found >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > LATEST.year:
        raise OverflowError
    for last in (day.day, 30, 29, 28):
        found = _date(year, month + 1, min(day.day, last))
        if found is not None:
            return found
    raise AssertionError("every month has 28 days")


def parse_time(text: str) -> time | None:
    """``14h30``, ``14 h``, ``9:05``, ``930``; or ``None``."""
    text = fold(text).replace(" ", "")
    match = re.fullmatch(r"(\d{1,2})(?:h|:)?(\d{2})?(?:min)?", text)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


_MINUTES = re.compile(r"(?:(\d{1,2})\s*h(?:eures?)?)?\s*(\d{1,3})?\s*(?:min(?:utes?)?|mn|m|')?")


def parse_minutes(text: str) -> int | None:
    """``20``, ``20 min``, ``1 h``, ``1 h 30`` in minutes; or ``None``."""
    match = _MINUTES.fullmatch(fold(text).replace(NBSP, " ").replace(NARROW, " ").strip())
    if not match or not (match[1] or match[2]):
        return None
    return int(match[1] or 0) * 60 + int(match[2] or 0)


def parse_number(text: str) -> float | None:
    """``1 284,5``, ``1284.5``, ``−3``; or ``None``, also for digits beyond any number that can be held."""
    text = re.sub(r"[\s\u00a0\u202f]", "", text).replace(MINUS, "-").replace(",", ".")
    value = float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else math.inf
    return value if math.isfinite(value) else None
