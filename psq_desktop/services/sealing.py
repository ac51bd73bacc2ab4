"""Sealed documents: the facts as they were read and approved, kept whole, whatever the base becomes afterwards."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from psq_desktop.errors import UserError
from psq_desktop.services.kinds import DisclosureLevel
from psq_desktop.services.minutes_rows import MeetingDocument

Documents = Mapping[DisclosureLevel, MeetingDocument]


def digest(document: MeetingDocument) -> str:
    """SHA-256 of a document's facts, hexadecimal; its own digest is not among them."""
    facts = {name: value for name, value in asdict(document).items() if name != "digest"}
    return hashlib.sha256(_json(facts).encode()).hexdigest()


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


def is_whole(text: str, expected: str) -> bool:
    """Whether a sealed text still has the digest that was printed on it."""
    try:
        return digest(load(text, DisclosureLevel.RESTRICTED)) == expected
    except UserError:
        return False


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
        return kind(**{field.name: _typed(hints[field.name], value[field.name]) for field in fields(kind)})
    if kind in (dt.date, dt.time):
        return kind.fromisoformat(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, StrEnum) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
