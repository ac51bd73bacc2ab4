"""Values as French people type them in a cell: numbers, « néant », « non concerné », the word or rank of a level.

What is sure is taken, what is likely is suggested, the rest is asked. Pure.
"""

from __future__ import annotations

import datetime as dt
import difflib
import math
import re
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import is_normalized

from psq_desktop.errors import Problem
from psq_desktop.french import MINUS, figure, fold
from psq_desktop.models.kinds import ReadingStatus
from psq_desktop.richtext import clean
from psq_desktop.services.facts import LARGEST
from psq_desktop.services.forms.book_rows import RawCell
from psq_desktop.services.forms.form_rows import FormField, Scalar

_LONGEST = 60  # characters: beyond, it is a sentence
_NOT_APPLICABLE = re.compile(r"n[ /]?c|s[ /]?o|sans objet|non applicable|non concerne(?:e|s|es|\(e\))?")
_UNSURE = dict.fromkeys(("so", "na", "n.a", "n/a", "n a"), ReadingStatus.NOT_APPLICABLE.value)  # or « non arrivé »
_NONE = re.compile(r"/|ras|r a s|neant|rien(?: a signaler)?|aucun(?:e|s|es)?")
_DASHES = frozenset("-/")

_WHOLE = r"[0-9]{1,3}(?: [0-9]{3})+|[0-9]+"  # thousands stand in groups: « 12 15 » are two numbers
_PLAIN = re.compile(rf"([+-]?) ?({_WHOLE}|(?=[.,][0-9]))(?:[.,]([0-9]*))?")
_DOTTED = re.compile(r"([+-]?) ?([0-9]{1,3}(?:\.[0-9]{3})+),([0-9]+)|([+-]?) ?([0-9]{1,3}(?:\.[0-9]{3}){2,})")
_AMBIGUOUS = re.compile(r"[+-]? ?[1-9][0-9]{0,2}\.[0-9]{3}")  # « 1.284 » may be 1284
_ANY = re.compile(rf"(?<![\w.,/:+-])[+-]?(?:{_WHOLE})(?:[.,][0-9]+)?(?![0-9]|[.,/:*+-][0-9]|[A-Za-z]+[0-9])")


class Understood(NamedTuple):
    """What was read: a value, or a problem and perhaps what is likely meant."""

    value: Scalar = None
    problem: Problem | None = None
    suggestion: Scalar = None


_SIGNS = str.maketrans(dict.fromkeys((MINUS, "–", "—", "\u2011"), "-"))


def tidy(text: str) -> str:
    """The text without outer and doubled spaces, apostrophes of Excel and typographic minus signs."""
    text = " ".join(cleaned(text).split()).lstrip("'’ ")
    return text if text.isascii() else text.translate(_SIGNS)


def cleaned(text: str) -> str:
    """What `richtext.clean` makes of a text of several lines; most texts hold nothing that it takes away."""
    if text.isprintable() and is_normalized("NFC", text):
        return text
    return clean(text, multiline=True)


def bare(text: str) -> str:
    """A word as it is compared: folded, without the punctuation that ends it."""
    return fold(tidy(text)).rstrip(" .,;:!")


def closest(text: str, words: Sequence[str]) -> int | None:
    """The place of the word that a text is most likely meant to be."""
    folded = [bare(word) for word in words]
    typed = bare(text)
    inside = [w for w in folded if w and re.search(rf"\b{re.escape(w)}\b", typed)]
    if inside:
        longest = max(inside, key=len)  # « non tenu » holds « tenu »
        return folded.index(longest)
    near = difflib.get_close_matches(typed[:_LONGEST], folded, 1, 0.7)
    return folded.index(near[0]) if near else None


def read_value(field: str, told: FormField, cell: RawCell, today: dt.date) -> Understood:
    """What a cell of a value says; ``None`` for nothing."""
    value = cell.value
    if isinstance(value, bool):
        return Understood(None, Problem(field, "truth_value"))
    if isinstance(value, dt.date):
        return Understood(None, Problem(field, "date_in_value"), _from_day(value, told, today))
    if told.levels:
        return _level(field, told, value)
    if isinstance(value, int | float):
        return _real(field, told, float(value), cell.percent)
    return _typed(field, told, value or "")


def _from_day(day: dt.date, told: FormField, today: dt.date) -> float | None:
    """What Excel made a day of: « 7.5 » becomes 7 May of the year in which it is typed."""
    if told.levels or abs(day.year - today.year) > 1:
        return None
    return float(f"{day.day}.{day.month}")


def _real(field: str, told: FormField, value: float, percent: bool) -> Understood:
    if percent:
        value = round(value * 100, 10)  # 0.07 × 100 is a little more than 7
    if not math.isfinite(value) or abs(value) > LARGEST:
        return Understood(None, Problem(field, "number_size"))
    if percent and not told.unit.startswith("%"):
        return Understood(None, Problem(field, "percent_unexpected", (("unit", told.unit or "nombre"),)), value)
    return Understood(value)


def _typed(field: str, told: FormField, text: str) -> Understood:
    text = tidy(text)
    if not text:
        return Understood()
    if status := status_of(text):
        return Understood(status)
    if text.endswith("%"):
        amount = _amount(text[:-1].rstrip())
        if amount is not None:
            return _real(field, told, amount / 100, percent=True)
    alone = fold(text).removesuffix(fold(told.unit)).rstrip()
    amount = _amount(alone)
    if amount is None:
        return Understood(None, Problem(field, "unreadable_number"), _likely(text))
    if told.decimals < 3 and _AMBIGUOUS.fullmatch(alone):
        meant = (("first", figure(amount * 1000)), ("second", figure(amount)))
        return Understood(None, Problem(field, "ambiguous_number", meant), round(amount * 1000, 6))
    return _real(field, told, amount, percent=False)


def status_of(text: str) -> str | None:
    """The code of « néant » and « non concerné » in their many spellings."""
    if bare(text) in _UNSURE:
        return None
    word = " ".join(fold(tidy(text)).replace(".", " ").rstrip(" ,;:!").split())
    word = word if len(word) != 3 or word[1] != " " else word.replace(" ", "")  # « n. c. »
    if _NOT_APPLICABLE.fullmatch(word):
        return ReadingStatus.NOT_APPLICABLE.value
    return ReadingStatus.NONE.value if _NONE.fullmatch(word) else None


def _amount(text: str) -> float | None:
    """The number that a text is, in French or plain notation."""
    if len(text) > _LONGEST:
        return None
    if bare(text) == "zero":
        return 0.0
    if match := _PLAIN.fullmatch(text):
        sign, whole, part = match.groups()
    elif match := _DOTTED.fullmatch(text):
        sign, whole, part = match.groups()[:3] if match[2] else (match[4], match[5], "")
    else:
        return None
    digits = re.sub(r"[ .]", "", whole) or "0"
    return float(f"{sign}{digits}.{part or 0}") + 0.0


def _likely(text: str) -> Scalar:
    """What an unreadable text is likely to mean: its only number, or « néant » for a dash."""
    if bare(text) in _UNSURE:
        return _UNSURE[bare(text)]
    if text in _DASHES or re.match(r"(?:aucune?|pas d)\b", fold(text)):
        return ReadingStatus.NONE.value
    if match := re.fullmatch(r"[0-9]{1,3}((?:,[0-9]{3})+\.[0-9]+|(?:,[0-9]{3}){2,}|(?:['’][0-9]{3})+)", text):
        return float(re.sub(r"[,'’]", "", match[0]))  # as it is written elsewhere: « 1,284.5 », « 1'284 »
    found = _ANY.findall(text) if len(text) <= 10 * _LONGEST else []
    amount = _amount(found[0]) if len(found) == 1 else None
    return amount if amount is not None and abs(amount) <= LARGEST else None


def _level(field: str, told: FormField, value: str | float | None) -> Understood:
    count = len(told.levels)
    if isinstance(value, str):
        if not tidy(value):
            return Understood()
        words = [bare(level) for level in told.levels]
        if bare(value) in words:
            return Understood(float(words.index(bare(value)) + 1))
        if status := status_of(value):
            return Understood(status)
        rank = _amount(tidy(value))
        if rank is None or _numbered(told):
            near = closest(value, told.levels)
            return Understood(None, _no_level(field, told), None if near is None else near + 1.0)
        value = rank
    if value is None:
        return Understood()
    if _numbered(told):  # « 1 » is a word of theirs, that may not be the first
        same = [rank for rank, level in enumerate(told.levels, start=1) if bare(level) == bare(figure(value))]
        return Understood(float(same[0])) if same else Understood(None, _no_level(field, told))
    if not math.isfinite(value) or value != int(value) or not 1 <= value <= count:
        return Understood(None, Problem(field, "level_unknown", (("count", count),)))
    return Understood(float(value))


def _numbered(told: FormField) -> bool:
    """Whether the levels' words hold numbers, so that a number alone is no rank."""
    return any(character.isdigit() for level in told.levels for character in level)


def _no_level(field: str, told: FormField) -> Problem:
    return Problem(field, "unknown_choice", (("words", ", ".join(told.levels)),))
