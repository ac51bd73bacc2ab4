"""Sealed documents: the facts as they were read and approved, kept whole, whatever the base becomes afterwards."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, asdict, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from psq_desktop.errors import UserError
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.minuting.minutes_rows import MeetingDocument

Documents = Mapping[DisclosureLevel, MeetingDocument]

_OF_ITS_STATE = ("state", "issued_on", "approved_on", "sealed_on", "digest", "corrected_on")


def digest(documents: Documents) -> str:
    """SHA-256 of the facts of every level as `dump` writes them, hexadecimal; the digest itself is not among them."""
    return _digest(json.loads(dump(documents)))


def dump(documents: Documents) -> str:
    """The documents of every disclosure level as one JSON text."""
    return _json({level.value: asdict(document) for level, document in documents.items()})


def load(text: str, level: DisclosureLevel) -> MeetingDocument:
    """One level's document out of what `dump` wrote. Raises `UserError` ``seal_broken`` when it is no such text."""
    try:
        found: MeetingDocument = _typed(MeetingDocument, json.loads(text)[level.value])
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration) as error:
        raise UserError("seal_broken") from error
    return found


def same_facts(text: str, other: str) -> bool:
    """Whether two texts of `dump` say the same: their state and the days it changed apart."""
    return _without(text, *_OF_ITS_STATE) == _without(other, *_OF_ITS_STATE)


def is_whole(text: str, expected: str) -> bool:
    """Whether a sealed text still has, at every level, the digest that was printed on it."""
    try:
        levels = json.loads(text)
        printed = {level["digest"] for level in levels.values()}
        return printed == {expected} and (_digest(levels) == expected or _is_whole_by_first_rule(levels, expected))
    except (ValueError, KeyError, TypeError, AttributeError):
        return False


def _digest(levels: dict[str, Any]) -> str:
    facts = {level: {name: value for name, value in said.items() if name != "digest"} for level, said in levels.items()}
    return hashlib.sha256(_json(facts).encode()).hexdigest()


def _is_whole_by_first_rule(levels: dict[str, Any], expected: str) -> bool:
    """The first seals were computed over the restricted level alone; the others must be what it holds of them."""
    full = levels[DisclosureLevel.RESTRICTED.value]
    facts = {name: value for name, value in full.items() if name != "digest"}
    return hashlib.sha256(_json(facts).encode()).hexdigest() == expected and all(
        _is_part(levels[level.value], full, level) for level in DisclosureLevel
    )


def _is_part(part: dict[str, Any], full: dict[str, Any], level: DisclosureLevel) -> bool:
    """Whether a level holds of the full text exactly what it may; of earlier decisions, nothing that is not there."""
    items = [item for item in full["items"] if DisclosureLevel(item["disclosure"]).rank <= level.rank]
    numbers = {item["number"] for item in items}
    left_out = {line["ref"] for item in full["items"] if item["number"] not in numbers for line in item["decisions"]}
    if level is DisclosureLevel.PUBLIC:  # those outside any item are the partners'
        left_out |= {line["ref"] for line in full["decisions"]} - _refs(items)
    own = {
        "disclosure": level.value,
        "items": items,
        "withheld": [item["number"] for item in full["items"] if item["number"] not in numbers],
        "decisions": [line for line in full["decisions"] if line["ref"] not in left_out],
        "follow_up": [line for line in full["follow_up"] if line in part["follow_up"]],
    }
    return part == {**full, **own}


def _refs(items: list[dict[str, Any]]) -> set[str]:
    return {line["ref"] for item in items for line in item["decisions"]}


def _without(text: str, *names: str) -> dict[str, Any]:
    return {
        level: {name: value for name, value in said.items() if name not in names}
        for level, said in json.loads(text).items()
    }


def _json(value: Any) -> str:
    return json.dumps(value, default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _typed(kind: Any, value: Any) -> Any:
    """A JSON value as the annotated type says it was."""
    if value is None:
        return None
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return _typed(next(each for each in typing.get_args(kind) if each is not type(None)), value)
    if origin is tuple:
        return tuple(_typed(typing.get_args(kind)[0], each) for each in value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        known = [field for field in fields(kind) if field.name in value or not _has_default(field)]
        return kind(**{field.name: _typed(hints[field.name], value[field.name]) for field in known})
    if kind in (dt.date, dt.time):
        return kind.fromisoformat(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, StrEnum) else value


def _has_default(field: Field[Any]) -> bool:
    """Texts that were sealed before a field was added take its default."""
    return field.default is not MISSING or field.default_factory is not MISSING


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
