"""Typed values on their way in: cleaned, checked, all problems at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import EARLIEST, LATEST, in_range
from psq_desktop.models.base import Record
from psq_desktop.richtext import clean

T = TypeVar("T", bound=Record)


def line(text: str) -> str:
    """One line of typed text without control characters or outer spaces; nothing is shortened."""
    return clean(text).strip()


def paragraph(text: str) -> str:
    """Typed text of several lines, cleaned."""
    return clean(text, multiline=True).strip()


def require(**values: object) -> None:
    """Raise one `UserError` that names every empty field."""
    problems = [Problem(name, "required") for name, value in values.items() if value is None or value == ""]
    if problems:
        raise UserError("invalid", *problems)


def range_problem(name: str, day: date | None) -> Problem | None:
    """The problem of a day outside `EARLIEST` to `LATEST`."""
    if day is None or in_range(day):
        return None
    return Problem(name, "date_range", (("first", str(EARLIEST.year)), ("last", str(LATEST.year))))


def require_range(**days: date | None) -> None:
    """Raise one `UserError` that names every day outside `EARLIEST` to `LATEST`."""
    problems = [problem for name, day in days.items() if (problem := range_problem(name, day))]
    if problems:
        raise UserError("invalid", *problems)


def require_due(due: date | None, start: date | None) -> None:
    """Raise a `UserError` at ``due`` when it lies outside the range, or before the start."""
    require_range(due=due)
    if due is not None and start is not None and due < start:
        raise UserError("invalid", Problem("due", "due_before_start"))


@dataclass(frozen=True, slots=True)
class Field:
    """What one attribute takes: its type, whether it may be empty, and how it is cleaned."""

    kind: type | tuple[type, ...]
    required: bool = False
    clean: Callable[[Any], Any] | None = None


TEXT = Field(str, clean=line)
TITLE = Field(str, required=True, clean=line)
LONG_TEXT = Field(str, clean=paragraph)
DAY = Field((date, type(None)))
REQUIRED_DAY = Field(date, required=True)
MOMENT = Field((time, type(None)))
FLAG = Field(bool)
KEY = Field((int, type(None)))


def choice(vocabulary: type[StrEnum]) -> Field:
    """A field of one closed vocabulary."""
    return Field(vocabulary, required=True)


def assign(target: Record, fields: Mapping[str, Field], name: str, value: Any) -> None:
    """Set one attribute by its field's rules. A name that is not in ``fields`` is a bug, not a user's error."""
    field = fields[name]
    if field.required:
        require(**{name: value})
    if not isinstance(value, field.kind):
        raise TypeError(f"{name}: {type(value).__name__}")
    if isinstance(value, date):
        require_range(**{name: value})
    if field.clean is not None:
        value = field.clean(value)
    if field.required:
        require(**{name: value})
    setattr(target, name, value)


@contextmanager
def all_problems() -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Several changes, each within ``with each():``; one `UserError` at the end names every problem they met."""
    problems: list[Problem] = []

    @contextmanager
    def each() -> Iterator[None]:
        try:
            yield
        except UserError as error:
            if error.code != "invalid":
                raise
            problems.extend(error.problems)

    yield each
    if problems:
        raise UserError("invalid", *problems)


def fetch(session: Session, kind: type[T], key: int) -> T:
    """The object, or `UserError` ``gone`` when somebody deleted it meanwhile."""
    found = session.get(kind, key)
    if found is None:
        raise UserError("gone")
    return found
