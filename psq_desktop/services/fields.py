"""Typed values on their way in: cleaned, checked, all problems at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from psq_desktop.errors import Problem, UserError
from psq_desktop.french import EARLIEST, LATEST, in_range, number
from psq_desktop.models.base import Record
from psq_desktop.richtext import clean
from psq_desktop.services import private_numbers
from psq_desktop.services.minuting.personal_data import FindingKind

T = TypeVar("T", bound=Record)
_FEWEST_FIGURES = 6  # of a telephone number
MOST = 10_000_000  # nothing that is counted here is more
_FORBIDDEN = {FindingKind.SOCIAL_NUMBER: "national_number", FindingKind.BANK_ACCOUNT: "bank_account"}


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


def require_safe(**texts: str) -> None:
    """Raise one `UserError` that names every text with what looks like a national number or a bank account."""
    problems = [
        Problem(name, _FORBIDDEN[kind], (("excerpt", excerpt),))
        for name, text in texts.items()
        for kind, excerpt in private_numbers.find(text).items()
    ]
    if problems:
        raise UserError("invalid", *problems)


def _safe(name: str, text: str) -> None:
    require_safe(**{name: text})


def _phone(name: str, text: str) -> None:
    _safe(name, text)
    figures = sum(sign.isdecimal() for sign in text)
    if text and (figures < _FEWEST_FIGURES or re.search(r"[^\d\s+.()-]", text)):
        raise UserError("invalid", Problem(name, "phone_unread"))


def _counted(name: str, value: int | None) -> None:
    if value is not None and not 0 <= value <= MOST:
        raise UserError("invalid", Problem(name, "count_range", (("highest", number(MOST)),)))


@dataclass(frozen=True, slots=True)
class Field:
    """What one attribute takes: its type, whether it may be empty, and how it is cleaned."""

    kind: type | tuple[type, ...]
    required: bool = False
    clean: Callable[[Any], Any] | None = None
    check: Callable[[str, Any], None] | None = None  # raises at the field's name


TEXT = Field(str, clean=line)
TITLE = Field(str, required=True, clean=line)
LONG_TEXT = Field(str, clean=paragraph)
WORDS = Field(str, clean=line, check=_safe)  # the same three for texts about people and their districts
HEADLINE = Field(str, required=True, clean=line, check=_safe)
NOTE = Field(str, clean=paragraph, check=_safe)
PHONE = Field(str, clean=line, check=_phone)
DAY = Field((date, type(None)))
REQUIRED_DAY = Field(date, required=True)
MOMENT = Field((time, type(None)))
FLAG = Field(bool)
COUNT = Field(int, required=True, check=_counted)
OPTIONAL_COUNT = Field((int, type(None)), check=_counted)
KEY = Field((int, type(None)))


def choice(vocabulary: type[StrEnum]) -> Field:
    """A field of one closed vocabulary."""
    return Field(vocabulary, required=True)


def assign(target: Record, fields: Mapping[str, Field], name: str, value: Any) -> None:
    """Set one attribute by its field's rules. A name that is not in ``fields`` is a bug, not a user's error."""
    field = fields[name]
    if field.required:
        require(**{name: value})
    if not isinstance(value, field.kind) or (isinstance(value, bool) and field.kind is not bool):
        raise TypeError(f"{name}: {type(value).__name__}")
    if isinstance(value, date):
        require_range(**{name: value})
    if field.clean is not None:
        value = field.clean(value)
    if field.required:
        require(**{name: value})
    if field.check is not None:
        field.check(name, value)
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
